"""MARAC: which jobs may do what, which cases each opens, and what forbids it.

Source: marac A4.9. Agencies have no unit: what they may see hangs on their part in the
case, and only their own agency's work is theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from accounts.roles import Role
from casework.policy import Capability as May
from casework.schemes import Rule
from marac.models import CaseAgency, CaseConflict, MaracCase
from marac.states import A, S

if TYPE_CHECKING:
    from accounts.models import User

COORDINATOR, CHAIR = Role.MARAC_COORDINATOR, Role.MARAC_CHAIR
AGENCY, IDVA = Role.AGENCY_REPRESENTATIVE, Role.IDVA
POLICE, SUPERVISOR, AUDITOR = Role.RESEARCHER, Role.SUPERVISOR, Role.AUDITOR
GUESTS = frozenset({AGENCY, IDVA})
UNIT = frozenset({COORDINATOR, CHAIR, POLICE, SUPERVISOR})
PARTNERS = GUESTS | {POLICE}


def _for(*roles: Role) -> frozenset[Role]:
    return frozenset(roles)


ROLES: dict[May, frozenset[Role]] = {
    May.VIEW: UNIT | GUESTS | {AUDITOR},
    May.TAKE_IN: PARTNERS | {COORDINATOR, SUPERVISOR},
    May.SIGN_OFF: PARTNERS | {SUPERVISOR},
    May.SEE_APPLICATION: UNIT | GUESTS | {AUDITOR},
    May.SEE_CONTACT: UNIT | GUESTS,
    May.RECORD_CONTACT: PARTNERS | {COORDINATOR, SUPERVISOR},
    May.REACH_APPLICANT: PARTNERS | {COORDINATOR},
    May.ALLOW_CONTACT: _for(IDVA, SUPERVISOR),
    May.RAISE_ALARM: UNIT | GUESTS,
    May.STAND_DOWN: _for(SUPERVISOR, CHAIR),
    May.NOTE: UNIT,
    May.ALLOCATE: _for(SUPERVISOR),
    May.SCREEN: _for(COORDINATOR, SUPERVISOR),
    # Whose name was compared with the users, and why: the unit alone.
    May.SEE_SCREENING: UNIT | {AUDITOR},
    May.SECOND_OPINION: _for(SUPERVISOR, CHAIR),
    May.SUPERVISE: _for(SUPERVISOR),
    May.LIST_CASE: _for(COORDINATOR, SUPERVISOR),
    May.CALL_EMERGENCY: _for(CHAIR, SUPERVISOR),
    # What the unit itself found; an agency's answers are filtered one by one.
    May.SEE_RESEARCH: UNIT,
    May.SEE_RETURNS: UNIT | GUESTS,
    May.SEE_IDVA: _for(IDVA, COORDINATOR, CHAIR, SUPERVISOR),
    May.ANSWER_REQUEST: PARTNERS,
    May.JUDGE_ANSWER: _for(COORDINATOR, CHAIR),
    May.HEAR: _for(CHAIR, COORDINATOR),
    May.CHAIR: _for(CHAIR),
    May.DO_ACTION: PARTNERS | {COORDINATOR},
    May.JUDGE_ACTION: _for(COORDINATOR, CHAIR),
    May.REPRESENT: _for(IDVA),
    May.FLAG: PARTNERS,
    May.KEEP_MINUTES: _for(COORDINATOR),
    May.MOVE_MEETING: _for(CHAIR, SUPERVISOR),
    May.TRANSFER: _for(COORDINATOR, CHAIR),
    May.WAIT: _for(COORDINATOR, SUPERVISOR),
    May.EXTEND: _for(SUPERVISOR),
    May.CLOSE: _for(COORDINATOR, SUPERVISOR),
    May.SEE_READERS: _for(SUPERVISOR, AUDITOR),
    May.ADD_DOCUMENT: UNIT | GUESTS,
    May.RELEASE_FILE: _for(SUPERVISOR),
    May.RESTRICT: _for(SUPERVISOR),
}


# -- Facts of a case that forbid -------------------------------------------------------
def only_the_referrer(user: User, case: Any) -> str:
    """Only the agency that refers a case writes its referral."""
    if user.pk == case.opened_by_id:
        return ""
    # A search hands over the row that all schemes share.
    row = case if isinstance(case, MaracCase) else case.maraccase
    if user.agency_id == row.referring_agency_id:
        return ""
    return "The agency that refers the case writes the referral."


def not_the_author(user: User, case: Any) -> str:
    """Whoever wrote a referral does not sign it off."""
    if user.pk == case.opened_by_id:
        return "You wrote this referral: a manager signs it off."
    return only_the_referrer(user, case)


RULES: dict[May, tuple[Rule, ...]] = {
    May.TAKE_IN: (only_the_referrer,),
    May.SIGN_OFF: (not_the_author,),
}


# -- Facts of a request, an action or a flag that forbid -------------------------------
def only_own_agency(user: User, thing: Any) -> str:
    """Only the agency that was asked answers."""
    return _unless_of(user, thing.agency_id)


def own_research(user: User, request: Any) -> str:
    """Only the agency that was asked answers, and after a recusal its alternate."""
    if request.state == "recused" and request.alternate_id != user.pk:
        return "Somebody close to this case recused themselves: the alternate answers."
    return _unless_of(user, request.agency_id)


def own_action(user: User, action: Any) -> str:
    """Only the agency that has the action works on it, or the one it is offered to."""
    if COORDINATOR in user.roles:
        return ""
    if action.state == A.REASSIGNED:
        return _unless_of(user, action.offered_to_id)
    return _unless_of(user, action.owner_agency_id)


def _unless_of(user: User, agency_id: int | None) -> str:
    if agency_id is not None and user.agency_id == agency_id:
        return ""
    return "This is another agency's."


# -- Which cases a job opens -----------------------------------------------------------
NOT_SENT = (S.DRAFT, S.AWAITING_SIGNOFF)


def of_the_unit(user: User) -> Q:
    """What was sent to the unit, and one's own drafts."""
    sent = Q(unit_id=user.unit_id) & ~Q(stage__in=NOT_SENT)
    return sent | Q(opened_by=user)


def of_the_agency(user: User) -> Q:
    """The cases in which one's agency has a part."""
    if user.agency_id is None:
        return Q(pk__in=())
    part = CaseAgency.objects.filter(agency_id=user.agency_id)
    return Q(pk__in=part.values("case_id"))


SCOPES = {
    COORDINATOR: of_the_unit,
    CHAIR: of_the_unit,
    AGENCY: of_the_agency,
    IDVA: of_the_agency,
}


def hidden_from(user: User) -> Q:
    """The cases of which the person may know nothing, whatever their job.

    Those with a conflict, and for who works research of the unit what another agency
    is still writing.
    """
    hidden = _conflicted(user)
    if POLICE in user.roles and not user.holds(SUPERVISOR, AUDITOR):
        writing = Q(scheme="marac", stage__in=NOT_SENT) & ~Q(opened_by=user)
        hidden |= writing & ~of_the_agency(user)
    return hidden


def _conflicted(user: User) -> Q:
    conflict = CaseConflict.objects.filter(
        case_id=OuterRef("pk"), user_id=user.pk, ended_at__isnull=True
    )
    return Q(Exists(conflict))
