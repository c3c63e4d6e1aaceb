"""The papers of Clare's Law as one literal table, read from the top of each paper.

A part of a section is the key of a standard paragraph, or ``case:`` and the name of
what the record gives (``disclosure/documents.py``).
"""

from __future__ import annotations

from dataclasses import dataclass

from casework.policy import Capability as May
from disclosure.papers.document_kinds import DocumentKind as Kind
from disclosure.wording.catalogue import Catalogue

CASE = "case:"
NOT_HANDED_OVER = "Officer's copy, not to be handed over"
READ_ALOUD = "Read this aloud. Do not hand it over, do not leave a copy."


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """A heading and what stands below it."""

    heading: str
    parts: tuple[str, ...]
    new_page: bool = False
    together: bool = False


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One paper: what it is called, who opens and prints it, what it is made of.

    ``needs_release``: it carries what one person typed outside a decision, so another
    one looks at it before any copy is printed. ``is_read_by_recipient``: its headings
    are in the language of the words. ``written_in``: the records of the case whose
    latest its writer typed, who does not release it either.
    """

    key: str
    name: str
    title: str
    purpose: str
    note: str
    order: tuple[str, ...]
    facts: tuple[str, ...]
    sections: tuple[SectionPlan, ...]
    see: May = May.SEE_SCRIPT
    print_by: May = May.DELIVER
    needs_release: bool = False
    is_read_by_recipient: bool = False
    written_in: str = ""

    def has_spoken(self, catalogue: Catalogue) -> bool:
        """Whether words of it are for other people, so that their language counts."""
        return any(
            row.spoken and row.key in section.parts
            for section in self.sections
            for row in catalogue.paragraphs
        )


_S = SectionPlan
PAPERS: tuple[PaperKind, ...] = (
    PaperKind(
        Kind.DISCLOSURE,
        "Officer's script: disclosure",
        "Disclosure script",
        "The approved words, to be read aloud to whoever is told.",
        NOT_HANDED_OVER,
        (
            READ_ALOUD,
            (
                "Only you read this paper. Nobody else reads it, photographs it or "
                "keeps it."
            ),
        ),
        ("Reference", "Who is told", "Words approved", "Version"),
        (
            _S("1. Before you speak", ("script_before", "script_never")),
            _S(
                "2. The undertaking, before anything is said",
                (
                    "undertaking_first",
                    "undertaking",
                    "sign_answers",
                    "undertaking_refused",
                ),
                new_page=True,
            ),
            _S("3. The approved words", ("reading", "case:approved", "case:end")),
            _S("4. What they may ask", ("script_questions", "unanswered")),
            _S("5. Support and a safety plan", ("support", "script_agree")),
            _S(
                "6. Afterwards, today",
                ("record_how", "record_disclosure", "record_done"),
                together=True,
            ),
        ),
    ),
    PaperKind(
        Kind.NO_DISCLOSURE,
        "Officer's script: no disclosure",
        "No-disclosure script",
        "The same words in every case, to be read aloud: nothing is disclosed.",
        NOT_HANDED_OVER,
        (
            READ_ALOUD,
            (
                "The same words in every case: neither they nor you show whether "
                "anything is held."
            ),
        ),
        ("Reference", "Who is told", "Words approved", "Version"),
        (
            _S("1. Before you speak", ("nothing_before", "nothing_never")),
            _S("2. The words", ("reading", "no_disclosure", "case:end"), new_page=True),
            _S(
                "3. Support and safety",
                ("support_always", "support", "nothing_agree"),
            ),
            _S("4. What they may ask", ("nothing_questions", "unanswered")),
            _S(
                "5. Afterwards, today",
                ("record_how", "record_nothing", "record_done"),
                together=True,
            ),
        ),
    ),
    PaperKind(
        Kind.UNDERTAKING,
        "Undertaking to sign",
        "Undertaking",
        "What the recipient agrees to and signs before anything is said.",
        "Signed before anything is said, and taken back by the officer",
        ("Read it, or have it read to you. Nothing is said before it is signed.",),
        ("Reference",),
        (
            _S("The undertaking", ("undertaking",)),
            _S("Your answer", ("sign_answers", "sign_lines"), together=True),
            _S("For the officer", ("undertaking_kept",), together=True),
        ),
        is_read_by_recipient=True,
    ),
    PaperKind(
        Kind.SAFETY_PLAN,
        "Safety plan",
        "Safety plan",
        "What was drafted to keep the person at risk safe, to go through with them.",
        NOT_HANDED_OVER,
        (
            "Go through this together. A plan that the subject finds is a danger.",
            (
                "Leave a copy only if they ask for one and have a place where the "
                "subject never finds it."
            ),
        ),
        ("Reference", "Recorded", "Agreed with the person"),
        (
            _S("1. Before you begin", ("safety_before",)),
            _S("2. To say first", ("safety_words",)),
            _S("3. The plan", ("case:plan",)),
            _S("4. Nothing forgotten?", ("safety_topics",), together=True),
            _S("5. Support", ("support",)),
            _S("6. Afterwards", ("safety_kept",), together=True),
        ),
        needs_release=True,
        written_in="safety_plans",
    ),
    PaperKind(
        Kind.VISIT_SHEET,
        "Visit sheet",
        "Visit sheet",
        "What the officer needs at the door. It does not say who asked.",
        NOT_HANDED_OVER,
        (
            "For the officers who go, and for nobody else.",
            "It does not say who asked, and neither do you.",
        ),
        ("Reference", "Planned for", "Place", "Who goes"),
        (
            _S("1. The visit", ("case:visit", "visit_before")),
            _S("2. The people", ("case:people",)),
            _S("3. Safe contact", ("case:contact",)),
            _S("4. At the door", ("visit_door", "visit_danger")),
            _S("5. Afterwards", ("visit_after",), together=True),
        ),
    ),
    PaperKind(
        Kind.SUMMARY,
        "Case summary",
        "Case summary",
        "The course of the case on paper, without who asked and without sources.",
        NOT_HANDED_OVER,
        ("For work on this case. It does not say who asked.",),
        ("Reference", "Stage", "Received", "Due by", "Outcome"),
        (
            _S("1. What this is for", ("summary_use",)),
            _S("2. The people", ("case:people",)),
            _S("3. Risk", ("case:risk",)),
            _S("4. Decision", ("case:decision",)),
            _S("5. Delivery", ("case:delivery",)),
            _S("6. The course of the case", ("case:course",)),
        ),
        see=May.SEE_DECISION,
        print_by=May.SUPERVISE,
        needs_release=True,
    ),
)


@dataclass(frozen=True, slots=True)
class PapersOfScheme:
    """What a scheme hands over: its papers and the words that they are made of."""

    papers: tuple[PaperKind, ...]
    catalogue: Catalogue

    @property
    def kinds(self) -> list[str]:
        """The keys of the papers."""
        return [row.key for row in self.papers]

    def paper(self, key: str) -> PaperKind:
        """The paper with this key; StopIteration if there is none."""
        return next(row for row in self.papers if row.key == key)


# By the key of the scheme; filled by ``register_manifest``.
BY_SCHEME: dict[str, PapersOfScheme] = {}
