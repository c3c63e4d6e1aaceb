"""Clare's Law: who is told after which move. Never a name, a risk or the scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.roles import Role
from casework.events import Event
from casework.notify import Notice, everyone_who, the_owner
from casework.queries.safe_contact import is_third_party

if TYPE_CHECKING:
    from accounts.models import User
    from casework.models import Case

SUPERVISORS = everyone_who(Role.SUPERVISOR)
DECIDERS = everyone_who(Role.DECISION_MAKER)
OFFICERS = everyone_who(Role.DISCLOSURE_OFFICER)
REACH_APPLICANTS = everyone_who(Role.RESEARCHER, Role.SUPERVISOR)


def who_tells(case: Case) -> list[User]:
    """Those who deliver, unless another person than the one at risk asked."""
    return (REACH_APPLICANTS if is_third_party(case) else OFFICERS)(case)


# What acts that are no moves tell, beside the events of every scheme.
EVENTS = (
    Event("second_look_danger", "needs you today: see its second look", urgent=True),
    Event("second_look_differs", "has a second look to conclude on"),
)
NOTICES = {
    "begin_initial_checks": (Notice(SUPERVISORS, "is ready to be allocated"),),
    "submit_for_decision": (Notice(DECIDERS, "awaits a decision"),),
    "return_proposal": (Notice(the_owner, "came back with a note"),),
    "approve_disclosure": (Notice(OFFICERS, "is ready to be planned"),),
    "approve_no_disclosure": (Notice(who_tells, "awaits a contact"),),
    "decide_against_disclosure": (Notice(who_tells, "awaits a contact"),),
    "authorise_emergency_disclosure": (
        Notice(OFFICERS, "needs you now", urgent=True),
        Notice(SUPERVISORS, "needs a review within the day", "emergency_review"),
    ),
    "return_to_decision": (
        Notice(SUPERVISORS, "came back from delivery"),
        Notice(
            DECIDERS,
            "came back from delivery and must be decided anew today",
            "decide_anew",
        ),
    ),
    "complete_delivery": (Notice(SUPERVISORS, "moved on to aftercare"),),
    "offer_transfer": (Notice(SUPERVISORS, "was offered to another force"),),
    "reopen_case": (Notice(SUPERVISORS, "was opened again"),),
}
