"""A text with the places marked that could reveal somebody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casework.components import SummaryList, SummaryRow, Tag
from casework.views.moments import say_moment
from disclosure.leaks.hits import Hit
from disclosure.models import LeakOverride
from disclosure.queries.third_party import LeakCheck

TONES = {"certain": "red", "likely": "orange", "possible": "yellow"}


@dataclass(frozen=True)
class Mark:
    """One marked place, with its number on the page."""

    number: int
    hit: Hit
    override: LeakOverride | None = None

    @property
    def said(self) -> str:
        """For a screen reader, in place."""
        state = "overridden" if self.override else self.hit.sure.label
        return f"place {self.number}: {self.hit.what[0]}, {state}"


@dataclass(frozen=True)
class Piece:
    """A run of the text, marked or not."""

    text: str
    mark: Mark | None = None


@dataclass(frozen=True)
class MarkedText:
    """The text in pieces, and what is marked in it."""

    pieces: Sequence[Piece]
    marks: Sequence[Mark]

    @property
    def findings(self) -> SummaryList:
        """What each place could be, whom it could reveal, how sure, and who let it."""
        rows = [_row(mark) for mark in self.marks]
        return SummaryList(rows, "Marked places")


def marked(check: LeakCheck, text: str, first: int = 1) -> MarkedText:
    """``text`` with every hit of ``check``; the numbers count from ``first``."""
    marks = [
        Mark(number, hit, check.overridden.get(hit.key))
        for number, hit in enumerate(check.hits(text), start=first)
    ]
    return MarkedText(list(_pieces(text, marks)), marks)


def _pieces(text: str, marks: Sequence[Mark]) -> Iterator[Piece]:
    end = 0
    for mark in marks:
        if mark.hit.start > end:
            yield Piece(text[end : mark.hit.start])
        yield Piece(mark.hit.text, mark)
        end = mark.hit.end
    if end < len(text):
        yield Piece(text[end:])


def _row(mark: Mark) -> SummaryRow:
    hit = mark.hit
    could = f"Could reveal {' or '.join(hit.parts)} ({', '.join(hit.what)})."
    if mark.override is None:
        sure = hit.sure.label
        tag = Tag(sure.capitalize(), TONES[sure])
        return SummaryRow(f"{mark.number}. “{hit.text}”", could, tag=tag)
    row = mark.override
    note = f"May stay, says {row.by}, {say_moment(row.at)}: {row.reason}"
    tag = Tag("Overridden", "grey")
    return SummaryRow(f"{mark.number}. “{hit.text}”", could, note=note, tag=tag)
