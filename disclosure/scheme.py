"""Clare's Law as the registry knows it."""

from __future__ import annotations

from casework.policy import Capability as May
from casework.schemes import CasePage, Defaults, Scheme
from disclosure.ages import AGES
from disclosure.clares_law import S
from disclosure.clocks import CLOCKS
from disclosure.code_lists import CHECKS, CODE_LISTS, REQUEST_WORDS, THRESHOLDS
from disclosure.fact_forms import FORMS
from disclosure.figures import FIGURES
from disclosure.models import ClaresLawCase
from disclosure.move_forms import MOVE_FORMS
from disclosure.notices import EVENTS, NOTICES
from disclosure.outcomes import Outcome, Route
from disclosure.policy import ROLES, RULES
from disclosure.queries.proposed import move_facts
from disclosure.reminders import LADDERS, REMINDERS
from disclosure.review_moves import REVIEW_MOVES
from disclosure.second_looks import reading_blind

_END = (S.AFTERCARE, S.CLOSED)
_DECISION = (S.RESEARCH, S.DECISION_DRAFT, S.AWAITING_REVIEW)
_DISCLOSING = (S.DISCLOSURE_PLANNING, S.DISCLOSURE_IN_PROGRESS)

CLARES_LAW = Scheme(
    key="clares_law",
    label="Clare's Law",
    prefix="CL",
    model=ClaresLawCase,
    states=S,
    tones={
        S.RECEIVED: "blue",
        S.INITIAL_CHECKS: "teal",
        S.AWAITING_MEETING: "teal",
        S.RESEARCH: "purple",
        S.DECISION_DRAFT: "purple",
        S.AWAITING_REVIEW: "orange",
        S.REPRESENTATIONS: "orange",
        S.DISCLOSURE_PLANNING: "magenta",
        S.DISCLOSURE_IN_PROGRESS: "magenta",
        S.NO_DISCLOSURE_CONTACT: "yellow",
        S.AFTERCARE: "green",
        S.TRANSFER_PENDING: "yellow",
        S.CLOSED: "grey",
    },
    routes=dict(Route.choices),
    outcomes=Outcome,
    clocks=CLOCKS,
    roles=ROLES,
    rules=RULES,
    notices=NOTICES,
    intake_stages=frozenset({S.RECEIVED}),
    delivery_stages=frozenset(
        {S.AWAITING_MEETING, *_DISCLOSING, S.NO_DISCLOSURE_CONTACT, S.AFTERCARE}
    ),
    main_line={
        Route.ASK: (
            S.RECEIVED,
            S.INITIAL_CHECKS,
            S.AWAITING_MEETING,
            *_DECISION,
            *_DISCLOSING,
            *_END,
        ),
        Route.KNOW: (S.RECEIVED, S.INITIAL_CHECKS, *_DECISION, *_DISCLOSING, *_END),
    },
    guidance_version="2023-04",
    pages=(
        CasePage("Application", "case_application", May.SEE_APPLICATION),
        CasePage("Assessment", "case_assessment", May.SEE_CONTACT),
        CasePage("Checks", "case_checks", May.SEE_RESEARCH),
        CasePage("Research", "case_research", May.SEE_RESEARCH),
        CasePage("Decision", "case_decision", May.SEE_DECISION),
        CasePage("Delivery", "case_delivery", May.SEE_SCRIPT),
        CasePage("Printing", "case_papers", May.SEE_SCRIPT),
    ),
    pages_aside=(CasePage("Check of the words", "case_leaks", May.SEE_DECISION),),
    move_forms=MOVE_FORMS,
    reading_blind=reading_blind,
    drafts={
        "proposal": May.PROPOSE,
        "review": May.DECIDE,
        "plan": May.DELIVER,
        "visit": May.DELIVER,
    },
    move_pages=dict.fromkeys(REVIEW_MOVES, "case_review"),
    move_facts=move_facts,
    forms=FORMS,
    fast_track="fast_track",
    ladders=LADDERS,
    telling_names=("DVDS", "Right to Ask", "Right to Know"),
    figures=FIGURES,
    ages=AGES,
    defaults=Defaults(
        code_lists=CODE_LISTS,
        thresholds=THRESHOLDS,
        checks=CHECKS,
        request_words=REQUEST_WORDS,
        events=EVENTS,
        reminders=REMINDERS,
    ),
)
