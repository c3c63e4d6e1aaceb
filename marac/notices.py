"""MARAC: who is told after which move. Never a name, a risk or the scheme (A4.8)."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from accounts.models import RoleGrant, User
from accounts.roles import Role
from casework.clock import local_date
from casework.moment import now
from casework.notify import Notice, everyone_who

COORDINATORS = everyone_who(Role.MARAC_COORDINATOR)
CHAIRS = everyone_who(Role.MARAC_CHAIR)
SUPERVISORS = everyone_who(Role.SUPERVISOR)


def _people_of(agency_id: int | None, *roles: Role) -> list[User]:
    if agency_id is None:
        return []
    granted = RoleGrant.objects.in_force(local_date(now())).filter(role__in=roles)
    return list(
        User.objects.filter(
            agency_id=agency_id, is_active=True, pk__in=granted.values("user_id")
        ).order_by("pk")
    )


def referrers(case: Any) -> list[User]:
    """The people of the agency that referred it, and whoever wrote it."""
    people = _people_of(case.referring_agency_id, Role.AGENCY_REPRESENTATIVE, Role.IDVA)
    return people if case.opened_by in people else [*people, case.opened_by]


def idvas(case: Any) -> list[User]:
    """The IDVA service of the case."""
    contact = getattr(case, "idva_contact", None)
    return _people_of(contact.agency_id, Role.IDVA) if contact else []


def asked(request: Any) -> list[User]:
    """The people of the agency that is asked; after a recusal the alternate alone."""
    if request.alternate is not None:
        return [request.alternate]
    return _people_of(request.agency_id, Role.AGENCY_REPRESENTATIVE, Role.IDVA)


def owners(action: Any) -> list[User]:
    """The people of the agency that has the action."""
    return _people_of(action.owner_agency_id, Role.AGENCY_REPRESENTATIVE, Role.IDVA)


def offered(action: Any) -> list[User]:
    """The people of the agency that the action is offered to."""
    return _people_of(action.offered_to_id, Role.AGENCY_REPRESENTATIVE, Role.IDVA)


def flaggers(flag: Any) -> list[User]:
    """The people of the agency whose flag it is."""
    return _people_of(flag.agency_id, Role.AGENCY_REPRESENTATIVE, Role.IDVA)


def manager_of(agency_id: int) -> list[User]:
    """Who answers for the agency."""
    return list(User.objects.filter(Q(managed_agencies__agency_id=agency_id)))


def _of_case(whom: Any) -> Any:
    return lambda thing: whom(thing.case)


CASE = {
    "ask_manager": (Notice(referrers, "waits for a manager's check"),),
    "begin_screening": (
        Notice(COORDINATORS, "is new and waits for screening"),
        Notice(idvas, "is new: make the first contact", "first_contact"),
    ),
    "return_for_information": (Notice(referrers, "came back: something is missing"),),
    "find_not_suitable": (
        Notice(referrers, "was not taken on: you may challenge this"),
    ),
    "call_emergency": (
        Notice(CHAIRS, "cannot wait for the next meeting"),
        Notice(COORDINATORS, "cannot wait for the next meeting"),
    ),
    "defer": (Notice(SUPERVISORS, "was deferred"),),
    "conclude": (Notice(idvas, "was heard: tell the result if it is safe"),),
    "withdraw": (Notice(referrers, "was withdrawn"),),
}
REQUEST = {
    "send": (Notice(asked, "asks for your research"),),
    "ask_back": (Notice(asked, "has a question about your research"),),
    "return_answer": (Notice(_of_case(COORDINATORS), "has research to look at"),),
    "become_late": (
        Notice(lambda thing: manager_of(thing.agency_id), "has late research"),
        Notice(_of_case(COORDINATORS), "has late research"),
    ),
    "recuse": (
        Notice(_of_case(COORDINATORS), "was passed to an alternate"),
        Notice(asked, "asks for your research instead of a colleague's", "instead"),
    ),
    "reopen": (Notice(_of_case(CHAIRS), "has new research"),),
}
ACTION = {
    "agree": (Notice(owners, "has an action for you"),),
    "offer_to_another": (
        Notice(offered, "has an action that is offered to you"),
        Notice(_of_case(COORDINATORS), "has an action on offer", "action_on_offer"),
    ),
    "claim_done": (Notice(_of_case(COORDINATORS), "has an action reported as done"),),
    "send_back": (Notice(owners, "has an action that came back to you"),),
    "report_not_possible": (
        Notice(_of_case(CHAIRS), "has an action that is not possible"),
        Notice(_of_case(idvas), "has an action that is not possible"),
    ),
    "report_not_done": (Notice(_of_case(CHAIRS), "has an action that was not done"),),
    "ask_for_time": (Notice(_of_case(CHAIRS), "has an action that asks for time"),),
    "give_time": (Notice(owners, "has an action with a new day"),),
    "refuse_time": (Notice(owners, "has an action whose day stands"),),
    "tell_manager": (
        Notice(owners, "has an overdue action"),
        Notice(
            lambda thing: manager_of(thing.owner_agency_id), "has an overdue action"
        ),
    ),
    "tell_chair": (
        Notice(_of_case(CHAIRS), "has an overdue action"),
        Notice(_of_case(SUPERVISORS), "has an overdue action"),
    ),
    "tell_steering_group": (
        Notice(_of_case(SUPERVISORS), "has an action for the steering group's list"),
    ),
}
FLAG = {
    "refresh": (Notice(flaggers, "repeats: set your flag anew"),),
    "announce_lapse": (Notice(flaggers, "has a flag that lapses soon"),),
    "ask_removal": (Notice(flaggers, "has a flag to remove"),),
}
