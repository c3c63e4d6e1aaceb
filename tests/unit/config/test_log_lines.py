"""A log line says what happened and where, and nothing that a person typed."""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

import pytest

from casework.audit_context import acting_as
from config.log_lines import LineFormatter


def line_of(name: str, message: str, *args: object, **extra: Any) -> dict[str, Any]:
    """The record as it would be written, read back."""
    record = logging.LogRecord(name, logging.ERROR, __file__, 1, message, args, None)
    vars(record).update(extra)
    text = LineFormatter().format(record)
    assert "\n" not in text
    line: dict[str, Any] = json.loads(text)
    return line


@pytest.mark.parametrize("name", ["django.db", "axes.handlers", "kombu", "root"])
def test_a_librarys_arguments_are_left_out(name: str) -> None:
    line = line_of(name, "Failing row contains %s", "Maria Novak")
    assert line["message"] == "Failing row contains %s"


@pytest.mark.parametrize("name", ["casework.tasks", "config.beat", "celery.worker"])
def test_our_own_are_written(name: str) -> None:
    assert line_of(name, "Sent %d notices", 3)["message"] == "Sent 3 notices"


def test_a_line_break_cannot_forge_a_line() -> None:
    line = line_of("casework.x", "one\n%s", '{"level": "INFO"}')
    assert line["message"] == 'one\n{"level": "INFO"}'


def test_a_line_names_the_request_and_the_task() -> None:
    with acting_as(None) as request_id:
        line = line_of("celery.app.trace", "Task %(name)s", data={"name": "sweep"})
    assert line["request_id"] == request_id
    assert line["task"] == "sweep"
    assert line["level"] == "ERROR"
    assert line["logger"] == "celery.app.trace"


def quote_a_row() -> None:
    """Fail as a database does: with the row in the message."""
    people: dict[str, int] = {}
    try:
        people["Maria Novak"]
    except KeyError as cause:
        raise ValueError("DETAIL: (Maria Novak)") from cause


def test_an_exception_is_its_kind_its_cause_and_its_place() -> None:
    try:
        quote_a_row()
    except ValueError:
        line = line_of("django.request", "Fault", exc_info=sys.exc_info())
    assert line["exception"] == ["builtins.ValueError", "builtins.KeyError"]
    place, function = line["at"][-1].split(" ")
    assert place.startswith("tests/unit/config/test_log_lines.py:")
    assert function == "quote_a_row"
    assert "Novak" not in json.dumps(line)


def test_what_is_not_known_takes_no_room() -> None:
    assert set(line_of("config.x", "Started")) == {
        "time",
        "level",
        "logger",
        "message",
    }
