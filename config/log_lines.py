"""Log records as single lines of JSON that carry nothing a person typed.

What a library puts into its messages is not ours to vouch for: a database error quotes
the row, a sign-in failure the name. So only our own loggers, and a few that speak about
processes alone, have their arguments written; of an exception only its kind and place.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import traceback
from pathlib import Path
from types import TracebackType

from casework.audit_context import current_request_id
from config.places import ROOT

TRUSTED = (
    "accounts",
    "casework",
    "celery.beat",
    "celery.worker",
    "config",
    "dashboard",
    "disclosure",
    "django.server",
    "marac",
)
MOST_FRAMES = 30


class LineFormatter(logging.Formatter):
    """One JSON object a record: time, level, logger, message, and what is known."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        line: dict[str, object] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
            "request_id": current_request_id(),
            "route": _route(record),
            "status": getattr(record, "status_code", None),
            "task": _task(record),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["exception"] = _kinds(record.exc_info[1])
            line["at"] = _frames(record.exc_info[2])
        return json.dumps({key: value for key, value in line.items() if value})


def _message(record: logging.LogRecord) -> str:
    if record.name.startswith(TRUSTED):
        return record.getMessage()
    return str(record.msg)


def _route(record: logging.LogRecord) -> str:
    """The pattern of the address, such as ``case/<reference>/``, never the address."""
    match = getattr(getattr(record, "request", None), "resolver_match", None)
    return str(match.route) if match else ""


def _task(record: logging.LogRecord) -> str:
    data = getattr(record, "data", None)
    return str(data.get("name", "")) if isinstance(data, dict) else ""


def _kinds(problem: BaseException | None) -> list[str]:
    """The class of the exception and of what led to it, the last one first."""
    kinds: list[str] = []
    while problem is not None and len(kinds) < MOST_FRAMES:
        kinds.append(f"{type(problem).__module__}.{type(problem).__qualname__}")
        problem = problem.__cause__ or problem.__context__
    return kinds


def _frames(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-MOST_FRAMES:]
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _short(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else filename
