"""Sarah's Law as the registry knows it."""

from __future__ import annotations

import datetime as dt

from casework.models import Part
from casework.policy import Capability as May
from casework.schemes import CasePage, Defaults
from disclosure.delivery_tables import DeliveryTables
from disclosure.fact_forms import FORMS, record_forms
from disclosure.manifest import FactsPage, Manifest
from disclosure.models import SarahsLawCase
from disclosure.notices import EVENTS
from disclosure.outcomes import Route
from disclosure.papers.kinds import PAPERS, PapersOfScheme
from disclosure.reminders import REMINDERS
from disclosure.sarahs_law.ages import AGES
from disclosure.sarahs_law.clocks import CLOCKS, EARLIER
from disclosure.sarahs_law.code_lists import (
    CHECKS,
    CODE_LISTS,
    REQUEST_WORDS,
    THRESHOLDS,
)
from disclosure.sarahs_law.decision import DECISION
from disclosure.sarahs_law.effects import ask_further_reason
from disclosure.sarahs_law.facts import standing_of_presumption
from disclosure.sarahs_law.fields import FIELDS
from disclosure.sarahs_law.figures import FIGURES
from disclosure.sarahs_law.forms import BASES
from disclosure.sarahs_law.intake import INTAKE, WEBSITE
from disclosure.sarahs_law.move_forms import MOVE_FORMS
from disclosure.sarahs_law.moves import S
from disclosure.sarahs_law.notices import NOTICES
from disclosure.sarahs_law.outcomes import (
    DISCLOSURES,
    MEANING,
    NO_DISCLOSURES,
    NOT_PROGRESSED,
    Outcome,
)
from disclosure.sarahs_law.records import KINDS
from disclosure.sarahs_law.words import WORDS
from disclosure.shared_scheme import PAGES_OF_WORK, scheme_of_disclosure
from disclosure.stages import TAKEN_IN, Stage

DELIVERY = DeliveryTables(
    warnings={
        "only_to_protect": "Use it only to keep the child safe.",
        "confidential": (
            "It is confidential: you may not pass it on unless the police agree."
        ),
        "proceedings": "If you break this, there may be legal proceedings.",
        "no_promise": "It is what is known now, and no promise that all is known.",
        "nothing_left": "Nothing is left or sent in writing.",
    },
    risks={
        "child_there": "Could a child be in the house and hear it?",
        "subject_there": "Could the subject live there, be there or come back?",
        "reaction": "Could the recipient act against the subject or tell others?",
        "vulnerable": "Is the recipient vulnerable, or in poor mental health?",
        "language": "Is an interpreter needed?",
        "officers": "Is there anything about the safety of the officers?",
        "timing": "Does an arrest or another visit depend on the time?",
    },
    high_risk="children",
)
MANIFEST = Manifest(
    key="sarahs_law",
    parts={
        Route.ASK: frozenset({Part.APPLICANT, Part.SUBJECT}),
        Route.KNOW: frozenset({Part.SUBJECT}),
    },
    decision=DECISION,
    meaning=MEANING,
    disclosures=DISCLOSURES,
    no_disclosures=NO_DISCLOSURES,
    not_progressed=NOT_PROGRESSED,
    not_delivered=(Outcome.DECLINED, Outcome.DISENGAGED),
    delivery=DELIVERY,
    papers=PapersOfScheme(PAPERS, WORDS),
    assessed={
        "risk": "Assess the risk",
        "scope": "Answer the tests of scope",
        "call_back": "Record the call back",
        "meeting": "Record the interview",
        "withdrawal": "Record a withdrawal",
    },
    sign_offs={
        "closure": TAKEN_IN,
        "visit": (Stage.DISCLOSURE_PLANNING,),
        "unsafe": (Stage.NO_DISCLOSURE_CONTACT,),
        "reopening": (Stage.CLOSED,),
        "under_16": (Stage.DECISION_DRAFT,),
    },
    intake=INTAKE,
    website=WEBSITE,
    kinds=KINDS,
    fields=FIELDS,
    bases=BASES,
    further_reason=ask_further_reason,
    facts_pages={
        "case_child": FactsPage(
            "Child and access",
            "Who the child is, who is responsible, and what access the subject has.",
            May.SEE_APPLICATION,
            {
                "child": "Add a child",
                "parent": "Add a parent or carer",
                "access": "Add access",
                "child_words": "Add a child's own words",
                "evidence": "Add a document that was seen",
                "trigger": "Add why the police begin",
                "early_risk": "Answer whether a child is in danger",
            },
        ),
        "case_presumption": FactsPage(
            "Presumption",
            "Convicted, a risk, necessary and proportionate: then there is a "
            "presumption to disclose, and silence needs a reason of its own.",
            May.SEE_DECISION,
            {
                "manager": "Record the public protection manager",
                "presumption": "Answer the presumption",
            },
            standing_of_presumption,
        ),
        "case_recipients": FactsPage(
            "Further recipients",
            "Each has words, a delivery and an undertaking of their own. Whoever "
            "applied is told only if they are one of them.",
            May.SEE_SCRIPT,
            {
                "recipient": "Add a recipient",
                "recipient_told": "Record a delivery",
            },
        ),
        "case_closing": FactsPage(
            "Closure",
            "What is recorded before the case can be closed.",
            May.SEE_DECISION,
            {"closing": "Record what the closure needs"},
        ),
    },
)
_TO_DECISION = (S.RESEARCH, S.DECISION_DRAFT, S.AWAITING_REVIEW)
_TO_END = (S.DISCLOSURE_PLANNING, S.DISCLOSURE_IN_PROGRESS, S.AFTERCARE, S.CLOSED)
_FIRST = (S.RECEIVED, S.INITIAL_CHECKS, S.SCOPE_REVIEW)

SARAHS_LAW = scheme_of_disclosure(
    key="sarahs_law",
    label="Sarah's Law",
    prefix="SL",
    told_parts=(Part.PERSON_AT_RISK, Part.RECIPIENT),
    telling_names=("CSODS", "Right to Ask", "Right to Know"),
    figures=FIGURES,
    model=SarahsLawCase,
    states=S,
    outcomes=Outcome,
    clocks=CLOCKS,
    notices=NOTICES,
    main_line={
        Route.ASK: (*_FIRST, S.AWAITING_MEETING, *_TO_DECISION, *_TO_END),
        Route.KNOW: (*_FIRST, *_TO_DECISION, *_TO_END),
    },
    guidance_version="2023-04",
    pages=(
        CasePage("Application", "case_application", May.SEE_APPLICATION),
        CasePage("Child", "case_child", May.SEE_APPLICATION),
        *PAGES_OF_WORK,
    ),
    pages_aside=(
        CasePage("Presumption", "case_presumption", May.SEE_DECISION, on_summary=True),
        CasePage(
            "Further recipients", "case_recipients", May.SEE_SCRIPT, on_summary=True
        ),
        CasePage("Check of the words", "case_leaks", May.SEE_DECISION),
        CasePage(
            "What the closure needs", "case_closing", May.SEE_DECISION, on_summary=True
        ),
    ),
    move_forms=MOVE_FORMS,
    forms={**FORMS, **record_forms(KINDS)},
    ages=AGES,
    defaults=Defaults(
        CODE_LISTS,
        THRESHOLDS,
        CHECKS,
        REQUEST_WORDS,
        EVENTS,
        REMINDERS,
        since=dt.date(2023, 4, 1),
        earlier=EARLIER,
    ),
)
