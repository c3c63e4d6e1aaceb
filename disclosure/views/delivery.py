"""Telling somebody: the words, the plan, each attempt, and what follows.

Who asked has no place on this page (clares-law 4.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from casework.policy import Capability
from casework.queries.code_lists import labels_of
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.next_moves import moves_needing
from disclosure.approval import approved_words
from disclosure.clares_law import S
from disclosure.documents import (
    no_disclosure_words,
    recipient_of,
    script_kind_of,
)
from disclosure.pdf.content import DocumentKind
from disclosure.queries.third_party import REVEALS, leaks_in
from disclosure.views.record_cards import (
    SHORT_HASH,
    Section,
    sections_of,
)

KINDS = {
    "plan": "Plan the disclosure",
    "attempt": "Record an attempt",
    "safety": "Add a safety plan",
    "told": "Record that the outcome was told",
    "referral": "Add a referral",
    "aftercare": "Record aftercare",
}
MOVES = (Capability.DELIVER, Capability.CLOSE)
SPOKEN_AT = (S.DISCLOSURE_PLANNING, S.DISCLOSURE_IN_PROGRESS)
HIDDEN = f"{REVEALS} Return the case to decision and have new words approved."


@dataclass(frozen=True)
class Words:
    """The approved words, or why they are not shown."""

    title: str
    text: str
    version: str
    recipient: str = ""
    problem: str = ""
    note: str = ""


def delivery(request: HttpRequest, reference: str) -> HttpResponse:
    """The words that were approved, and everything about telling them."""
    frame = open_frame(
        request,
        reference,
        active="case_delivery",
        page="the delivery",
        see=Capability.SEE_SCRIPT,
    )
    script = script_kind_of(frame.case) if frame.may(Capability.DELIVER) else ""
    return render_frame(
        request,
        frame,
        "disclosure/delivery.html",
        moves=moves_needing(frame, MOVES),
        words=words_of(frame.case),
        script_url=frame.url("case_paper", script) if script else "",
        papers_url=frame.link("case_papers"),
        sections=[row for row in _sections(frame) if row.cards or row.add_url],
    )


def _sections(frame: Frame) -> list[Section]:
    return sections_of(frame, KINDS, labels_of(frame.case.scheme))


def words_of(case: Any) -> Words | None:
    """The words to speak at this stage; None while nothing is approved."""
    if script_kind_of(case) == DocumentKind.NO_DISCLOSURE:
        standard, row = no_disclosure_words(case)
        return Words("Standard words: no disclosure", standard, str(row.version))
    text, approved = approved_words(case)
    if not text:
        return None
    recipient = recipient_of(case)
    title, version = "Approved words", approved[:SHORT_HASH]
    if leaks_in(case, text, recipient):
        return Words(title, "", version, problem=HIDDEN)
    note = "" if case.stage in SPOKEN_AT else "Not to be spoken at this stage."
    return Words(title, text, version, recipient, note=note)
