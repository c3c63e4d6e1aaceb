"""What a paper is made of, and what is refused before any of it is printed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from casework.pdf import printable
from casework.pdf.problems import DocumentRefused

MAX_WORDS = 20_000  # characters of one text: about two hours of reading aloud
MAX_LINES = 1_000
MAX_PAPER = 60_000  # characters of one paper
MAX_NAME = 80  # what the foot of a page and the watermark can hold
MAX_MARKING = 60  # on every page twice, so never cut off
MAX_DESCRIPTION = 300
# A reference is in the title of the file, so nothing that could be a name passes.
REFERENCE = re.compile(r"[A-Z]{2,4}-\d{2}-\d{4,8}-[A-Z]")


# The keys of the papers that can be printed; each scheme says which are its own.
_kinds: set[str] = set()


def allow_kinds(kinds: Iterable[str]) -> None:
    """Make papers of these keys printable."""
    _kinds.update(map(str, kinds))


class Form(StrEnum):
    """How a text is set."""

    SPOKEN = "spoken"
    TEXT = "text"
    STRONG = "strong"
    CHECKS = "checks"
    NEVER = "never"
    QUESTIONS = "questions"
    LINES = "lines"
    ANSWERS = "answers"
    FACTS = "facts"
    END = "end"


# Each line of these is an item.
LISTS = frozenset({Form.CHECKS, Form.NEVER, Form.QUESTIONS, Form.LINES, Form.ANSWERS})


@dataclass(frozen=True, slots=True)
class Block:
    """A text in its form; ``pairs`` are the label and value of each of the facts."""

    form: str
    text: str = ""
    label: str = ""
    lang: str = "en"
    pairs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it; ``together`` is never cut by a page."""

    heading: str
    blocks: tuple[Block, ...]
    new_page: bool = False
    together: bool = False


@dataclass(frozen=True, slots=True)
class PaperContent:
    """Everything a paper may say, the same in every copy.

    There is no field for the applicant, and none for why nothing is disclosed: what
    is not here cannot be printed (clares-law 4.2).
    """

    reference: str
    kind: str
    title: str
    note: str
    order: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    sources: tuple[str, ...]
    words: str
    words_hash: str
    marking: str
    unit_name: str
    lang: str = "en"

    @property
    def version(self) -> str:
        """The hash that names it: of the words to be read, else of everything."""
        return self.words_hash or content_hash(self)


@dataclass(frozen=True, slots=True)
class CopyMark:
    """What is the copy's own: who printed it, when, and its number."""

    printed_by: str
    printed_at: dt.datetime
    number: int


def version_hash(text: str) -> str:
    """The SHA-256 of the normalised ``text``, in 64 hexadecimal digits."""
    spoken = printable.normalised(text).encode("utf-8", "surrogatepass")
    return hashlib.sha256(spoken).hexdigest()


def as_record(content: PaperContent) -> dict[str, Any]:
    """``content`` as it is stored with an issued paper."""
    return asdict(content)


def from_record(record: dict[str, Any]) -> PaperContent:
    """The content that ``as_record`` made."""
    sections = tuple(
        Section(
            row["heading"],
            tuple(_block(block) for block in row["blocks"]),
            row["new_page"],
            row["together"],
        )
        for row in record["sections"]
    )
    pairs = tuple((label, value) for label, value in record["facts"])
    flat = {"order": tuple(record["order"]), "sources": tuple(record["sources"])}
    return PaperContent(**{**record, **flat, "facts": pairs, "sections": sections})


def _block(row: dict[str, Any]) -> Block:
    return Block(**{**row, "pairs": tuple((a, b) for a, b in row["pairs"])})


def content_hash(content: PaperContent) -> str:
    """The SHA-256 of everything that ``content`` says."""
    said = json.dumps(as_record(content), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(said.encode()).hexdigest()


def check_content(content: PaperContent, mark: CopyMark) -> None:
    """Raises ``DocumentRefused`` unless ``content`` may be printed.

    Words that differ from their hash were changed after approval (guard of the
    delivery: the script that is read is the one that was approved).
    """
    _check_sizes(content, mark)
    if content.kind not in _kinds:
        raise DocumentRefused("There is no such document.")
    if not REFERENCE.fullmatch(content.reference):
        raise DocumentRefused("The reference is not the reference of a case.")
    if mark.number < 1:
        raise DocumentRefused("Copies are numbered from 1.")
    if mark.printed_at.tzinfo is None:
        raise DocumentRefused("The time of printing needs a time zone.")
    if content.words_hash != (version_hash(content.words) if content.words else ""):
        raise DocumentRefused(
            "The words are not the ones that were approved. Have them approved again."
        )
    if content.words and not _says(content, content.words):
        raise DocumentRefused("The approved words are not in the paper.")


def _says(content: PaperContent, words: str) -> bool:
    return any(
        block.form == Form.SPOKEN and block.text == words
        for section in content.sections
        for block in section.blocks
    )


def _check_sizes(content: PaperContent, mark: CopyMark) -> None:
    texts = _texts_of(content)
    # Of the raw text first: nothing else works through 2 MB.
    if sum(map(len, texts)) > MAX_PAPER:
        raise DocumentRefused(_too_long(max(map(len, texts))))
    for text in texts:
        _check_text(text)
    short = (
        ("marking", content.marking, MAX_MARKING),
        ("name of the unit", content.unit_name, MAX_MARKING),
        ("name of who prints", mark.printed_by, MAX_NAME),
        *((f"“{label}”", value, MAX_DESCRIPTION) for label, value in content.facts),
    )
    for label, value, limit in short:
        _check_line(label, value, limit)


def _texts_of(content: PaperContent) -> list[str]:
    blocks = [block for section in content.sections for block in section.blocks]
    typed = [block.text for block in blocks if block.form != Form.FACTS]
    return [*typed, *(value for block in blocks for _label, value in block.pairs)]


def _check_text(text: str) -> None:
    if len(text) > MAX_WORDS:
        raise DocumentRefused(_too_long(len(text)))
    if len(text.splitlines()) > MAX_LINES:
        raise DocumentRefused(f"A text can have {MAX_LINES:,} lines at most.")
    printed = printable.printable(text)
    if not printed.strip():
        raise DocumentRefused("There are no approved words to print.")
    if len(printed) > MAX_WORDS:
        message = "Signs that can only be printed by their names are counted so."
        raise DocumentRefused(f"{_too_long(len(printed))} {message}")


def _too_long(count: int) -> str:
    return f"The words have {count:,} characters. A text can have {MAX_WORDS:,}."


def _check_line(label: str, value: str, limit: int) -> None:
    if len(value) > limit or len(printed := printable.line(value)) > limit:
        raise DocumentRefused(f"The {label} can have {limit} characters at most.")
    if not printed:
        raise DocumentRefused(f"The {label} is missing.")
