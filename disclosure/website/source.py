"""A file of the force's website, read whole or refused in one sentence.

A submission is kept as canonical JSON (sorted keys, no spaces, ASCII): two that say the
same have one hash, whatever the order of their keys, and the text can be stored as it
is, because what PostgreSQL cannot hold stays escaped.
"""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
from typing import Any, NoReturn, Self

MOST_APPLICATIONS = 1_000
# A submission of either form is five deep, and the wrapper around a list two.
DEEPEST = 20
LONGEST_QUOTE = 40
ONE_MB = 1024 * 1024

NOT_UTF8 = "this is not UTF-8 text. Save the file as UTF-8."
TOO_DEEP = f"The file is nested too deeply: more than {DEEPEST} levels"
NO_LIST = "The file holds no list of applications"
# What Python's reader says, from the beginning of its sentence, and what we say.
JSON_PROBLEMS = (
    ("Expecting ','", "a comma or a closing bracket is missing"),
    ("Expecting ':'", "a colon is missing"),
    ("Expecting value", "a value is missing or cannot be read"),
    ("Expecting property name", "a name in double quotes is missing"),
    ("Illegal trailing comma", "there is a comma before a closing bracket"),
    ("Unterminated string", "the text that starts here has no closing quote"),
    ("Invalid control character", "a text holds a line break or control character"),
    ("Invalid \\", "a text holds a backslash that means nothing"),
    ("Extra data", "there is more after the end"),
)


class UnreadableFile(ValueError):  # noqa: N818  a refusal to show, no fault
    """A file of which nothing is taken in. Its message is the sentence to show."""


@dataclass(frozen=True)
class RawSubmission:
    """One submission as it came.

    ``position`` counts from 1 in the file. ``canonical`` is the original, to be kept
    read-only; ``sha256`` is taken over it. ``submission_id`` and ``form`` are empty
    when the submission does not give them as text.
    """

    position: int
    submission_id: str
    form: str
    canonical: str
    sha256: str

    @classmethod
    def of(cls, values: dict[str, Any], *, position: int) -> Self:
        """The submission that holds ``values``."""
        canonical = json.dumps(values, sort_keys=True, separators=(",", ":"))
        return cls(
            position=position,
            submission_id=_word(values.get("submission_id")),
            form=_word(values.get("form")),
            canonical=canonical,
            sha256=hashlib.sha256(canonical.encode("ascii")).hexdigest(),
        )

    @classmethod
    def of_canonical(cls, canonical: str, *, position: int = 1) -> Self:
        """The submission again, from the ``canonical`` text that was kept."""
        return cls.of(json.loads(canonical), position=position)

    def values(self) -> dict[str, Any]:
        """The submission's answers."""
        answers: dict[str, Any] = json.loads(self.canonical)
        return answers


def read_file(raw: bytes, *, limit_bytes: int) -> list[RawSubmission]:
    """The submissions in the file's bytes, in its order.

    The file is a list of objects, an object that holds one such list, or one
    submission. Raises UnreadableFile, and then nothing of the file has been read.
    """
    if len(raw) > limit_bytes:
        raise UnreadableFile(f"The file is larger than {_in_mb(limit_bytes)}")
    value = _parse(_decode(raw))
    _check_depth(value)
    items = _list_in(value)
    if len(items) > MOST_APPLICATIONS:
        raise UnreadableFile(
            f"The file holds {len(items):,} applications; the most at once is "
            f"{MOST_APPLICATIONS:,}"
        )
    return [_submission(item, at) for at, item in enumerate(items, start=1)]


def _submission(item: object, position: int) -> RawSubmission:
    if not isinstance(item, dict):
        raise UnreadableFile(f"Item {position} of the list is no application")
    return RawSubmission.of(item, position=position)


def _decode(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        before = raw[: problem.start]
        line = before.count(b"\n") + 1
        column = problem.start - before.rfind(b"\n")
        sentence = f"Line {line:,}, column {column:,}: {NOT_UTF8}"
        raise UnreadableFile(sentence) from None


def _parse(text: str) -> object:
    """The JSON value in ``text``; only what the standard allows, each name once."""
    if not text.strip():
        raise UnreadableFile("The file is empty")
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_refuse_constant,
            parse_float=_finite,
        )
    except json.JSONDecodeError as problem:
        raise UnreadableFile(_sentence(problem)) from None
    except RecursionError:
        raise UnreadableFile(TOO_DEEP) from None
    except UnreadableFile:
        raise
    except ValueError:  # a whole number of more than 4,300 figures
        raise UnreadableFile("The file holds a number too long to read") from None


def _sentence(problem: json.JSONDecodeError) -> str:
    known = (ours for theirs, ours in JSON_PROBLEMS if problem.msg.startswith(theirs))
    where = f"Line {problem.lineno:,}, column {problem.colno:,}"
    return f"{where}: {next(known, 'this is not JSON')}"


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of ``pairs``. Of a name given twice, one answer would be lost."""
    values: dict[str, Any] = {}
    for name, value in pairs:
        if name in values:
            raise UnreadableFile(
                f"The name {_quote(name)} is given twice in one object of the file"
            )
        values[name] = value
    return values


def _quote(name: str) -> str:
    """The name, safe to show: short, and odd characters escaped."""
    return ascii(name[:LONGEST_QUOTE])


def _refuse_constant(name: str) -> NoReturn:
    raise UnreadableFile(f"The file holds {name}, which is no JSON number")


def _finite(written: str) -> float:
    number = float(written)
    if not math.isfinite(number):
        raise UnreadableFile("The file holds a number too large to read")
    return number


def _check_depth(value: object) -> None:
    """Raises UnreadableFile when ``value`` is nested deeper than DEEPEST."""
    level = [value]
    for _depth in range(DEEPEST):
        level = [child for parent in level for child in _children(parent)]
        if not level:
            return
    raise UnreadableFile(TOO_DEEP)


def _children(value: object) -> list[object]:
    """What is inside a list or an object; plain values are no further level."""
    inside: list[object] = []
    if isinstance(value, dict):
        inside = list(value.values())
    elif isinstance(value, list):
        inside = value
    return [child for child in inside if isinstance(child, dict | list)]


def _list_in(value: object) -> list[object]:
    """The list of applications that ``value`` is or holds."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        raise UnreadableFile(NO_LIST)
    if "form" in value or "submission_id" in value:
        return [value]
    lists = [inside for inside in value.values() if isinstance(inside, list)]
    if len(lists) != 1:
        raise UnreadableFile(NO_LIST)
    return lists[0]


def _word(value: object) -> str:
    """A short word that can be stored and shown, or nothing."""
    if not isinstance(value, str) or len(value) > LONGEST_QUOTE:
        return ""
    return value.strip() if value.isprintable() else ""


def _in_mb(size: int) -> str:
    return f"{size / ONE_MB:.1f}".removesuffix(".0") + " MB"
