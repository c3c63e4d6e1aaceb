"""The approved words, or why they are not shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from casework.pdf.content import version_hash
from disclosure.approval import approved_words
from disclosure.documents import no_disclosure_words, recipient_of, script_kind_of
from disclosure.papers.document_kinds import DocumentKind
from disclosure.queries.speaking import why_not_spoken
from disclosure.stages import Stage
from disclosure.views.record_cards import SHORT_HASH
from disclosure.wording.catalogue import Language

SPOKEN_AT = (Stage.DISCLOSURE_PLANNING, Stage.DISCLOSURE_IN_PROGRESS)


@dataclass(frozen=True)
class Words:
    """The approved words, or why they are not shown."""

    title: str
    text: str
    version: str
    recipient: str = ""
    problem: str = ""
    note: str = ""


def words_of(case: Any) -> Words | None:
    """The words to speak at this stage; None while nothing is approved."""
    if script_kind_of(case) == DocumentKind.NO_DISCLOSURE:
        standard, row = no_disclosure_words(case)
        tongue = "" if row.language == "en" else f" ({Language(row.language).label})"
        title = f"Standard words: no disclosure{tongue}"
        return Words(title, standard, version_hash(standard)[:SHORT_HASH])
    text, approved = approved_words(case)
    if not text:
        return None
    title, version = "Approved words", approved[:SHORT_HASH]
    if problem := why_not_spoken(case):
        return Words(title, "", version, problem=problem)
    note = "" if case.stage in SPOKEN_AT else "Not to be spoken at this stage."
    return Words(title, text, version, recipient_of(case), note=note)
