"""Clare's Law as the registry knows it."""

from __future__ import annotations

from casework.models import Part
from casework.policy import Capability as May
from casework.schemes import CasePage, Defaults
from disclosure.ages import AGES
from disclosure.clares_law import S
from disclosure.clares_law_intake import INTAKE, WEBSITE
from disclosure.clocks import CLOCKS
from disclosure.code_lists import CHECKS, CODE_LISTS, REQUEST_WORDS, THRESHOLDS
from disclosure.decision_table import CLARES_LAW as DECISION
from disclosure.delivery_tables import CLARES_LAW as DELIVERY
from disclosure.figures import FIGURES
from disclosure.manifest import Manifest
from disclosure.models import ClaresLawCase
from disclosure.move_forms import MOVE_FORMS
from disclosure.notices import EVENTS, NOTICES
from disclosure.outcomes import (
    DISCLOSURES,
    MEANING,
    NO_DISCLOSURES,
    NOT_PROGRESSED,
    Outcome,
    Route,
)
from disclosure.papers.kinds import PAPERS, PapersOfScheme
from disclosure.reminders import REMINDERS
from disclosure.shared_scheme import PAGES_OF_WORK, scheme_of_disclosure
from disclosure.stages import TAKEN_IN, Stage
from disclosure.wording.catalogue import CLARES_LAW as CATALOGUE

MANIFEST = Manifest(
    key="clares_law",
    parts={
        Route.ASK: frozenset({Part.APPLICANT, Part.PERSON_AT_RISK, Part.SUBJECT}),
        Route.KNOW: frozenset({Part.PERSON_AT_RISK, Part.SUBJECT}),
    },
    decision=DECISION,
    meaning=MEANING,
    disclosures=DISCLOSURES,
    no_disclosures=NO_DISCLOSURES,
    not_progressed=NOT_PROGRESSED,
    not_delivered=(Outcome.DECLINED, Outcome.UNABLE_TO_CONTACT),
    delivery=DELIVERY,
    papers=PapersOfScheme(PAPERS, CATALOGUE),
    assessed={
        "scope": "Decide whether the scheme applies",
        "risk": "Assess the risk",
        "meeting": "Record a meeting",
        "withdrawal": "Record a withdrawal",
    },
    intake=INTAKE,
    website=WEBSITE,
    sign_offs={
        "closure": TAKEN_IN,
        "undertaking": (Stage.DISCLOSURE_IN_PROGRESS,),
        "unsafe": (Stage.NO_DISCLOSURE_CONTACT,),
        "reopening": (Stage.CLOSED,),
        "under_16": (Stage.DECISION_DRAFT,),
    },
)
_END = (S.AFTERCARE, S.CLOSED)
_DECISION = (S.RESEARCH, S.DECISION_DRAFT, S.AWAITING_REVIEW)
_DISCLOSING = (S.DISCLOSURE_PLANNING, S.DISCLOSURE_IN_PROGRESS)

CLARES_LAW = scheme_of_disclosure(
    key="clares_law",
    label="Clare's Law",
    prefix="CL",
    model=ClaresLawCase,
    states=S,
    outcomes=Outcome,
    clocks=CLOCKS,
    notices=NOTICES,
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
        *PAGES_OF_WORK,
    ),
    pages_aside=(CasePage("Check of the words", "case_leaks", May.SEE_DECISION),),
    move_forms=MOVE_FORMS,
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
