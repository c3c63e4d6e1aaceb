"""Telling somebody: the words, the plan, each attempt, and what follows.

Who asked has no place on this page (clares-law 4.2).
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from casework.components import SummaryList, SummaryRow
from casework.policy import Capability, say_roles
from casework.queries.code_lists import labels_of
from casework.queries.safe_contact import is_third_party
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.next_moves import moves_needing
from disclosure.delivery_tables import delivery_tables
from disclosure.documents import script_kind_of
from disclosure.views.delivery_words import Words, words_of
from disclosure.views.record_cards import Section, sections_of
from disclosure.wizards import WIZARDS

KINDS = {
    "plan": "Plan the disclosure",
    "attempt": "Record an attempt",
    "safety": "Add a safety plan",
    "told": "Record that the outcome was told",
    "referral": "Add a referral",
    "subject_told": "Record whether the subject was told",
    "aftercare": "Record aftercare",
}
MOVES = (Capability.DELIVER, Capability.CLOSE)
RISKS = "Risks of the visit as planned"
NOT_YOURS = (
    "Another person than the one at risk asked: {} reach and tell them, never those "
    "who deliver."
)


def delivery(request: HttpRequest, reference: str) -> HttpResponse:
    """The words that were approved, and everything about telling them."""
    frame = open_frame(
        request,
        reference,
        active="case_delivery",
        page="the delivery",
        see=Capability.SEE_SCRIPT,
    )
    words = words_of(frame.case)
    may_print = frame.may(Capability.DELIVER) and not (words and words.problem)
    script = script_kind_of(frame.case) if may_print else ""
    return render_frame(
        request,
        frame,
        "disclosure/delivery.html",
        moves=moves_needing(frame, MOVES),
        words=words,
        script_url=frame.url("case_paper", script) if script else "",
        papers_url=frame.link("case_papers"),
        sections=[row for row in _sections(frame) if row.cards or row.add_url],
        wizards=_wizards(frame, words),
        risks=_risks(frame),
        not_yours=_not_yours(frame),
    )


def _wizards(frame: Frame, words: Words | None) -> list[tuple[str, str]]:
    """The short pages of this stage: what to press, and where they begin.

    The visit stands first while there are words to speak, else its plan.
    """
    if not frame.may(Capability.DELIVER):
        return []
    ready = words is not None and not words.problem
    first = "visit" if ready else "plan"
    return [
        (wizard.title, frame.url("case_visit", wizard.key, wizard.steps[0].key))
        for wizard in sorted(WIZARDS.values(), key=lambda one: one.key != first)
        if frame.case.stage in wizard.stages
    ]


def _risks(frame: Frame) -> SummaryList | None:
    """The answers about the latest visit planned."""
    plan = frame.case.delivery_plans.last()
    questions = delivery_tables(frame.case.scheme).risks
    rows = [
        SummaryRow(
            questions.get(row.question, row.question),
            str(row.get_answer_display()),
            note=row.measure,
        )
        for row in (plan.risks.all() if plan else ())
    ]
    return SummaryList(rows, RISKS) if rows else None


def _not_yours(frame: Frame) -> str:
    """Who tells somebody who asked and is not at risk."""
    if not is_third_party(frame.case):
        return ""
    roles = frame.scheme.roles[Capability.REACH_APPLICANT]
    return NOT_YOURS.format(say_roles(roles))


def _sections(frame: Frame) -> list[Section]:
    return sections_of(frame, KINDS, labels_of(frame.case.scheme))
