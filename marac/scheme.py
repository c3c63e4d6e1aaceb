"""MARAC as the registry knows it."""

from __future__ import annotations

from casework.models import Part
from casework.policy import Capability as May
from casework.schemes import CasePage, Defaults, Scheme
from marac.clocks import CLOCKS, ENDS, UNDATED
from marac.code_lists import CODE_LISTS, THRESHOLDS
from marac.forms.screening import MOVE_FORMS
from marac.models import MaracCase
from marac.notices import CASE
from marac.outcomes import Outcome, Route
from marac.policy import GUESTS, ROLES, RULES, SCOPES, hidden_from
from marac.queries.summary import said_on_summary
from marac.states import S
from marac.tracks import TRACKS

_MEETING = (S.LISTED, S.IN_RESEARCH, S.READY, S.BEING_HEARD, S.HEARD)
_LINE = (
    S.DRAFT,
    S.SUBMITTED,
    S.SCREENING,
    S.SUITABLE,
    *_MEETING,
    S.ACTIONS_OPEN,
    S.ACTIONS_COMPLETE,
    S.CLOSED,
)
PAGES = (
    CasePage("Referral", "marac_referral", May.SEE_APPLICATION),
    CasePage("Screening", "marac_screening", May.SEE_SCREENING),
    CasePage("Research", "case_returns", May.SEE_RETURNS),
    CasePage("Actions", "case_actions", May.VIEW),
    CasePage("IDVA", "case_feedback", May.SEE_IDVA),
    CasePage("Flags", "case_flags", May.VIEW),
    CasePage("Transfers", "case_transfers", May.TRANSFER),
)

MARAC = Scheme(
    key="marac",
    label="MARAC",
    prefix="MA",
    model=MaracCase,
    states=S,
    tones={
        S.DRAFT: "blue",
        S.AWAITING_SIGNOFF: "blue",
        S.SUBMITTED: "teal",
        S.SCREENING: "teal",
        S.RETURNED: "orange",
        S.NOT_SUITABLE: "grey",
        S.SUITABLE: "teal",
        S.EMERGENCY: "red",
        S.LISTED: "purple",
        S.IN_RESEARCH: "purple",
        S.READY: "purple",
        S.BEING_HEARD: "magenta",
        S.DEFERRED: "orange",
        S.HEARD: "magenta",
        S.ACTIONS_OPEN: "yellow",
        S.ACTIONS_COMPLETE: "green",
        S.CLOSED: "grey",
        S.FLAG_LAPSED: "grey",
        S.TRANSFERRED_OUT: "grey",
        S.WITHDRAWN: "grey",
        S.DISPOSED: "grey",
    },
    routes=dict(Route.choices),
    outcomes=Outcome,
    clocks=CLOCKS,
    roles=ROLES,
    rules=RULES,
    notices=CASE,
    intake_stages=frozenset(),
    delivery_stages=frozenset(),
    main_line={Route.REFERRAL: _LINE, Route.TRANSFER_IN: _LINE},
    guidance_version="2026-01",
    defaults=Defaults(code_lists=CODE_LISTS, thresholds=THRESHOLDS),
    pages_aside=(
        CasePage("What is missing", "marac_missing", May.TAKE_IN),
        CasePage("Somebody is close to me", "marac_conflict", May.VIEW),
    ),
    move_forms=MOVE_FORMS,
    parts=(Part.PERSON_AT_RISK, Part.CAUSES_HARM, Part.CHILD, Part.OTHER),
    facts=said_on_summary,
    overall="referral",
    pages=PAGES,
    drafts={
        "referral": May.TAKE_IN,
        "entry": May.ANSWER_REQUEST,
        "return": May.ANSWER_REQUEST,
        "hearing": May.HEAR,
    },
    scopes=SCOPES,
    hidden_from=hidden_from,
    guests=GUESTS,
    ends=ENDS,
    undated=UNDATED,
    tracks=TRACKS,
)
