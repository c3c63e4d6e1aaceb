"""The facts that an action depends on, each with its sentence (A4.3)."""

from __future__ import annotations

from typing import Any

from casework.clock import local_date
from casework.moment import now
from casework.workflow.moves import guard


def days_late(action: Any) -> int:
    """Whole days since the day that it was due; negative while it is not."""
    late: int = (local_date(now()) - action.due_on).days
    return late


@guard(
    "Say in more words what is to be done, or why so few are enough.",
)
def says_what_is_to_be_done(action: Any) -> bool:
    enough = len(action.words) >= action.case.profile.action_length
    return enough or bool(action.why_not_smart)


@guard("The day that it is due is not in the past.")
def due_in_the_future(action: Any) -> bool:
    return bool(action.due_on >= local_date(now()))


@guard("It is offered to another agency.")
def offered(action: Any) -> bool:
    return action.offered_to_id is not None


@guard("An ordinary action, and the protocol asks for no second look.", hides=True)
def needs_no_second_look(action: Any) -> bool:
    return bool(not action.case.profile.verifies_all and action.priority == "normal")


@guard("It has been given more time as often as the protocol allows.")
def extension_left(action: Any) -> bool:
    return bool(action.extensions < action.case.profile.extensions)


@guard("It is overdue by the days after which the manager is told.")
def late_for_manager(action: Any) -> bool:
    return bool(days_late(action) >= action.case.profile.manager_after_days)


@guard("It is overdue by the days after which the chair is told.")
def late_for_chair(action: Any) -> bool:
    return bool(days_late(action) >= action.case.profile.chair_after_days)


@guard("It is overdue by the days after which the steering group is told.")
def late_for_steering(action: Any) -> bool:
    return bool(days_late(action) >= action.case.profile.steering_after_days)
