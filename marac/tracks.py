"""What moves beside a case in MARAC, as the registry knows it."""

from __future__ import annotations

from typing import Any

from casework.policy import Capability as May
from casework.workflow.tracks import Track
from marac.models import (
    Action,
    CaseTransfer,
    Flag,
    IdvaContact,
    Meeting,
    ResearchRequest,
)
from marac.notices import ACTION, FLAG, REQUEST
from marac.policy import only_own_agency, own_action, own_research
from marac.states import FINAL_ACTIONS, A, Contact, Flagging, Handover, M, Q


def _cases_on_list(meeting: Any) -> list[int]:
    waiting = meeting.cases.filter(left_at__isnull=True)
    return list(waiting.values_list("case_id", flat=True))


MEETING = Track(
    key="marac_meeting",
    label="Meeting",
    model=Meeting,
    states=M,
    ends=frozenset({M.CLOSED, M.CANCELLED, M.MOVED}),
    case_of=lambda _meeting: None,
    cases=_cases_on_list,
)
ACTIONS = Track(
    key="marac_action",
    label="Action",
    model=Action,
    states=A,
    ends=frozenset(FINAL_ACTIONS),
    rules={May.DO_ACTION: (own_action,)},
    notices=ACTION,
)
REQUESTS = Track(
    key="marac_research",
    label="Request for research",
    model=ResearchRequest,
    states=Q,
    ends=frozenset({Q.TAKEN, Q.SPOKEN, Q.NO_RETURN}),
    rules={May.ANSWER_REQUEST: (own_research,)},
    notices=REQUEST,
)
CONTACTS = Track(
    key="marac_idva",
    label="Contact of the IDVA",
    model=IdvaContact,
    states=Contact,
    ends=frozenset({Contact.FEEDBACK_GIVEN, Contact.FEEDBACK_UNSAFE}),
    rules={May.REPRESENT: (only_own_agency,)},
)
TRANSFERS = Track(
    key="marac_transfer",
    label="Transfer",
    model=CaseTransfer,
    states=Handover,
    ends=frozenset({Handover.CLOSED}),
)
FLAGS = Track(
    key="marac_flag",
    label="Flag",
    model=Flag,
    states=Flagging,
    ends=frozenset({Flagging.REMOVED, Flagging.RETAINED}),
    rules={May.FLAG: (only_own_agency,)},
    notices=FLAG,
)
TRACKS = (MEETING, REQUESTS, ACTIONS, CONTACTS, TRANSFERS, FLAGS)
