"""Which standard paragraphs there are, how each is set, and what may stand in it.

A scheme hands over one ``Catalogue``; the texts themselves are rows (``Paragraph``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from casework.pdf.content import Form
from disclosure.wording import english, welsh


class Language(StrEnum):
    """In which the words for other people are held."""

    ENGLISH = "en"
    WELSH = "cy"

    @property
    def label(self) -> str:
        """The language in English."""
        return {"en": "English", "cy": "Welsh"}[self.value]


@dataclass(frozen=True, slots=True)
class ParagraphKind:
    """One paragraph. ``spoken`` words are for other people: they exist in each
    language, and nothing of a case can stand in them.
    """

    key: str
    label: str
    form: Form
    spoken: bool = False
    lead: str = ""

    @property
    def placeholders(self) -> tuple[str, ...]:
        """What may stand in it in braces: fixed names, never code (P-04)."""
        return SPOKEN_PLACEHOLDERS if self.spoken else OFFICER_PLACEHOLDERS

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages in which it is kept."""
        return tuple(Language) if self.spoken else (Language.ENGLISH,)


# The same in every case, so that identical words stay identical (clares-law 4.2).
SPOKEN_PLACEHOLDERS = ("unit", "force")
OFFICER_PLACEHOLDERS = (*SPOKEN_PLACEHOLDERS, "reference", "version")
PLACEHOLDER_LABELS: Mapping[str, str] = {
    "unit": "the name of the unit",
    "force": "the name of the force",
    "reference": "the reference of the case",
    "version": "the version of the words of this paper",
}
# The day on which the shipped words fall due for a look.
SHIPPED_REVIEW = dt.date(2027, 11, 1)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The paragraphs of one scheme and the texts that it ships."""

    paragraphs: tuple[ParagraphKind, ...]
    texts: Mapping[Language, Mapping[str, str]]

    def paragraph(self, key: str) -> ParagraphKind:
        """The paragraph with this key; StopIteration if there is none."""
        return next(row for row in self.paragraphs if row.key == key)


_P, _F = ParagraphKind, Form
CLARES_LAW = Catalogue(
    paragraphs=(
        _P("undertaking", "Undertaking", _F.SPOKEN, spoken=True),
        _P("no_disclosure", "No-disclosure words", _F.SPOKEN, spoken=True),
        _P("support", "Support offer", _F.SPOKEN, spoken=True),
        _P("safety_words", "Words about the safety plan", _F.SPOKEN, spoken=True),
        _P("sign_answers", "Answers of the undertaking", _F.ANSWERS, spoken=True),
        _P("sign_lines", "Lines to sign", _F.LINES, spoken=True),
        _P("script_before", "Before you speak: disclosure", _F.CHECKS),
        _P("script_never", "Never say: disclosure", _F.NEVER, lead="Never say:"),
        _P("undertaking_first", "Before the undertaking", _F.TEXT),
        _P("undertaking_refused", "If the undertaking is refused", _F.STRONG),
        _P("undertaking_kept", "What becomes of the signed form", _F.CHECKS),
        _P("reading", "How to read the words", _F.TEXT),
        _P("script_questions", "Questions: disclosure", _F.QUESTIONS),
        _P("unanswered", "When there is no answer", _F.TEXT),
        _P("script_agree", "Agree with them", _F.CHECKS, lead="Agree with them:"),
        _P("nothing_before", "Before you speak: no disclosure", _F.CHECKS),
        _P(
            "nothing_never",
            "Never say: no disclosure",
            _F.NEVER,
            lead="Never say, or let your voice say:",
        ),
        _P("support_always", "Before the support offer", _F.TEXT),
        _P(
            "nothing_agree",
            "Ask and agree: no disclosure",
            _F.CHECKS,
            lead="Ask, and agree with them:",
        ),
        _P("nothing_questions", "Questions: no disclosure", _F.QUESTIONS),
        _P("record_how", "How to record it", _F.TEXT),
        _P("record_disclosure", "What to record: disclosure", _F.LINES),
        _P("record_nothing", "What to record: no disclosure", _F.LINES),
        _P("record_done", "Afterwards", _F.CHECKS),
        _P("safety_before", "Before you go through the plan", _F.CHECKS),
        _P("safety_topics", "What a plan covers", _F.CHECKS),
        _P("safety_kept", "What becomes of the plan", _F.CHECKS),
        _P("visit_before", "Before you leave", _F.CHECKS),
        _P("visit_door", "At the door", _F.CHECKS),
        _P("visit_danger", "If it is not safe", _F.NEVER, lead="Stop and leave if:"),
        _P("visit_after", "After the visit", _F.CHECKS),
        _P("summary_use", "What the summary is for", _F.TEXT),
    ),
    texts={Language.ENGLISH: english.TEXTS, Language.WELSH: welsh.TEXTS},
)
