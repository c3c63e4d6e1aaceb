"""What a paper of a case says, from the record and the standard words to the printer.

The applicant's identity has no way in: no text of the record may name or describe a
person who must stay unknown (clares-law 4.2).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings

from accounts.roles import Role
from casework.clock import local_date
from casework.folding import fold
from casework.models import Part
from casework.pdf.content import (
    Block,
    Form,
    PaperContent,
    Section,
    version_hash,
)
from casework.pdf.problems import DocumentRefused
from casework.pdf.saying import say_day
from disclosure.approval import approval_of, approved_words, told_by, words_of
from disclosure.manifest import manifest_of
from disclosure.models import Paragraph
from disclosure.outcomes import Route
from disclosure.papers.document_kinds import DocumentKind
from disclosure.papers.kinds import BY_SCHEME, CASE, PaperKind, SectionPlan
from disclosure.papers.parts import FACTS, NOT_RECORDED, PARTS, typed_in
from disclosure.queries.speaking import why_not_spoken
from disclosure.queries.third_party import REVEALS, leaks_in
from disclosure.queries.wording import words_in_use
from disclosure.stages import Stage
from disclosure.wording.catalogue import Language
from disclosure.wording.placeholders import fill
from disclosure.wording.welsh import FRAME

PRINTED_AT = (Stage.DISCLOSURE_PLANNING, Stage.DISCLOSURE_IN_PROGRESS)
WHO_ASKED: Mapping[str, str] = {
    Route.ASK: "The person who applied",
    Route.KNOW: "The person at risk",
}
NOT_APPROVED = "No words are approved for this case at this stage."
NO_SUCH_PAPER = "There is no such paper."
NOT_PLANNED = "The visit is not planned yet: plan the disclosure on the delivery page."
NO_SAFETY_PLAN = "No safety plan is recorded yet: add one on the delivery page."
SHORT = 12
# The jobs that approve, the one that decides first.
APPROVERS = (Role.DECISION_MAKER, Role.SUPERVISOR)
WELSH_NAMES = ("welsh", "cymraeg", "cymru")


@dataclass(frozen=True)
class Composed:
    """The content of a paper, and the versions of the words that it is made of."""

    content: PaperContent
    paragraphs: tuple[Paragraph, ...]

    @property
    def unchecked(self) -> list[Paragraph]:
        """Translations in it that nobody is recorded to have checked."""
        return [row for row in self.paragraphs if row.needs_translator]


def script_kind_of(case: Any) -> str:
    """Which script the case's outcome and stage ask for; empty if none."""
    if (
        case.stage in PRINTED_AT
        and case.outcome in manifest_of(case.scheme).disclosures
    ):
        return DocumentKind.DISCLOSURE if approved_words(case)[0] else ""
    if case.stage == Stage.NO_DISCLOSURE_CONTACT:
        return DocumentKind.NO_DISCLOSURE
    return ""


# -- When a paper can be made ---------------------------------------------------------
def _script_is(kind: str) -> Callable[[Any], str]:
    return lambda case: "" if script_kind_of(case) == kind else NOT_APPROVED


def _visit_planned(case: Any) -> str:
    if script_kind_of(case) != DocumentKind.DISCLOSURE:
        return NOT_APPROVED
    return "" if case.delivery_plans.exists() else NOT_PLANNED


def _safety_planned(case: Any) -> str:
    return "" if case.safety_plans.exists() else NO_SAFETY_PLAN


WHEN: Mapping[str, Callable[[Any], str]] = {
    DocumentKind.DISCLOSURE: _script_is(DocumentKind.DISCLOSURE),
    DocumentKind.NO_DISCLOSURE: _script_is(DocumentKind.NO_DISCLOSURE),
    DocumentKind.UNDERTAKING: _script_is(DocumentKind.DISCLOSURE),
    DocumentKind.VISIT_SHEET: _visit_planned,
    DocumentKind.SAFETY_PLAN: _safety_planned,
    DocumentKind.SUMMARY: lambda _case: "",
}


def problem_with(case: Any, kind: str) -> str:
    """Why the paper ``kind`` cannot be made of the case now, or an empty string."""
    if kind not in BY_SCHEME[case.scheme].kinds:
        return NO_SUCH_PAPER
    return WHEN[kind](case)


def language_of(case: Any) -> Language:
    """The language of whoever is told, as it is recorded; else English."""
    told = Part.PERSON_AT_RISK
    if case.stage == Stage.NO_DISCLOSURE_CONTACT and case.route == Route.ASK:
        told = Part.APPLICANT
    row = case.involvements.filter(part=told).select_related("person").first()
    spoken = fold(row.person.language) if row else ""
    welsh = any(name in spoken for name in WELSH_NAMES)
    return Language.WELSH if welsh else Language.ENGLISH


# -- Making one -----------------------------------------------------------------------
def compose(case: Any, kind: str, language: str = Language.ENGLISH) -> Composed:
    """Everything that the paper ``kind`` of ``case`` says now.

    ``language`` is that of the words for other people. Raises DocumentRefused when the
    case does not ask for the paper, or when its words reveal somebody.
    """
    if problem := problem_with(case, kind):
        raise DocumentRefused(problem)
    paper = BY_SCHEME[case.scheme].paper(kind)
    return _Composer(case, paper, Language(language)).compose()


class _Composer:
    """One paper of one case while it is put together."""

    def __init__(self, case: Any, paper: PaperKind, language: Language) -> None:
        self.case, self.paper, self.language = case, paper, language
        self.catalogue = BY_SCHEME[case.scheme].catalogue
        self.in_use = words_in_use(case.scheme)
        self.made_of: dict[str, Paragraph] = {}
        self.typed: list[str] = []
        self.names = {
            "unit": settings.UNIT_NAME,
            "force": case.unit.force_name,
            "reference": case.reference,
        }
        self.words, self.words_hash = self._words_to_read()
        self.names["version"] = self.words_hash[:SHORT]

    @cached_property
    def act(self) -> Any:
        """What may be told now; asked only by the papers that say it."""
        return approval_of(self.case)

    def compose(self) -> Composed:
        """The content, refused if the record's own words in it reveal somebody."""
        paper, own = self.paper, self.paper.is_read_by_recipient
        welsh = own and self.language == Language.WELSH
        frame: Mapping[str, str] = FRAME if welsh else {}
        sections = tuple(self._section(plan, frame) for plan in paper.sections)
        facts = tuple((frame.get(name, name), self._fact(name)) for name in paper.facts)
        if leaks_in(self.case, *self.typed):
            raise DocumentRefused(REVEALS)
        content = PaperContent(
            reference=self.case.reference,
            kind=paper.key,
            title=frame.get(paper.title, paper.title),
            note=paper.note,
            order=tuple(frame.get(line, line) for line in paper.order),
            facts=facts,
            sections=sections,
            sources=tuple(self._source(row) for row in self.made_of.values()),
            words=self.words,
            words_hash=self.words_hash,
            marking=settings.MARKING,
            unit_name=settings.UNIT_NAME,
            lang=str(self.language) if welsh else "en",
        )
        return Composed(content, tuple(self.made_of.values()))

    def _words_to_read(self) -> tuple[str, str]:
        """The words that the officer reads out as the result, and their hash."""
        if self.paper.key == DocumentKind.NO_DISCLOSURE:
            words = self._text("no_disclosure")
            return words, version_hash(words)
        if self.paper.key == DocumentKind.DISCLOSURE:
            if problem := why_not_spoken(self.case):
                raise DocumentRefused(problem)
            words, approved = words_of(self.act)
            return words, approved
        return "", ""

    def _section(self, plan: SectionPlan, frame: Mapping[str, str]) -> Section:
        blocks = [block for part in plan.parts for block in self._blocks(part)]
        return Section(
            frame.get(plan.heading, plan.heading),
            tuple(blocks),
            plan.new_page,
            plan.together,
        )

    def _blocks(self, part: str) -> list[Block]:
        name = part.removeprefix(CASE)
        if name == part:
            return [self._standard(part)]
        if name == "approved":
            return [Block(Form.SPOKEN, self.words, "Read aloud")]
        if name == "end":
            return [Block(Form.END, "End of the words")]
        blocks = PARTS[name](self.case)
        self.typed += [text for block in blocks for text in typed_in(block)]
        return blocks

    def _standard(self, key: str) -> Block:
        kind, text = self.catalogue.paragraph(key), self._text(key)
        row = self.made_of[key]
        label = kind.lead
        if kind.form == Form.SPOKEN:
            aloud = "" if self.paper.is_read_by_recipient else "Read aloud: "
            label = f"{aloud}{self._source(row)}"
        return Block(kind.form, text, label, row.language)

    def _text(self, key: str) -> str:
        """The text in use, in the language of the paper if it is kept in that one."""
        kind = self.catalogue.paragraph(key)
        wanted = self.language if kind.spoken else Language.ENGLISH
        row = self.in_use.get((key, wanted)) or self.in_use.get((key, "en"))
        if row is None:
            raise DocumentRefused(f"No words are approved for “{kind.label}”.")
        self.made_of[key] = row
        values = {name: self.names.get(name, "") for name in kind.placeholders}
        return fill(row.text, values)

    def _source(self, row: Paragraph) -> str:
        label = self.catalogue.paragraph(row.key).label
        tongue = f" ({Language(row.language).label})" if row.language != "en" else ""
        return f"{label}{tongue}, version {row.version}"

    def _fact(self, name: str) -> str:
        of_script = _OF_THE_SCRIPT.get(name)
        value = of_script(self) if of_script else FACTS[name](self.case)
        if name in TYPED_FACTS:
            self.typed.append(value)
        return value or NOT_RECORDED

    def recipient(self) -> str:
        """Who is told: as it was approved, or by the route if nothing is disclosed."""
        if self.paper.key == DocumentKind.NO_DISCLOSURE:
            return WHO_ASKED[self.case.route]
        return told_by(self.act)

    def approval(self) -> str:
        """When, and in which job, somebody approved the words."""
        job, at = _approval(self.case, self.act)
        return f"{say_day(local_date(at))}, {job}"


TYPED_FACTS = frozenset({"Who is told", "Place", "Who goes"})
_OF_THE_SCRIPT: Mapping[str, Callable[[_Composer], str]] = {
    "Who is told": _Composer.recipient,
    "Words approved": _Composer.approval,
    "Version": lambda made: made.words_hash[:SHORT],
}


def recipient_of(case: Any) -> str:
    """Who is told, as it was approved."""
    return told_by(approval_of(case))


def no_disclosure_words(case: Any) -> tuple[str, Paragraph]:
    """The words for telling that nothing is disclosed, and the version in use."""
    paper = BY_SCHEME[case.scheme].paper(DocumentKind.NO_DISCLOSURE)
    made = _Composer(case, paper, language_of(case))
    return made.words, made.made_of["no_disclosure"]


def _approval(case: Any, act: Any) -> tuple[str, dt.datetime]:
    """In which job somebody approved, and when."""
    if act is not None:
        decided = not hasattr(act, "words")
        job = str(Role.DECISION_MAKER.label) if decided else _job_of(act.by)
        return job, act.at
    visit = case.visits.select_related("by").last()
    return _job_of(visit.by), visit.entered_at


def _job_of(user: Any) -> str:
    job = next((role for role in APPROVERS if role in user.roles), Role.SUPERVISOR)
    return str(job.label)
