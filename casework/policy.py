"""Who may do what: one question, ``may()``, answered from literal tables.

Each scheme maps capabilities to jobs and adds facts of the case ("did not research
it"). Nothing else in the product decides about permission.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from accounts.roles import Role

if TYPE_CHECKING:
    from accounts.models import User
    from casework.models import Case


class Capability(StrEnum):
    """What a person can be allowed to do with a case; verbs, in the order of a case."""

    VIEW = "view_case"
    TAKE_IN = "take_in"
    SEE_APPLICATION = "see_application"
    SEE_CONTACT = "see_contact"
    RECORD_CONTACT = "record_contact"
    REACH_APPLICANT = "reach_applicant"
    ALLOW_CONTACT = "allow_contact"
    RAISE_ALARM = "raise_alarm"
    STAND_DOWN = "stand_down"
    NOTE = "write_note"
    ALLOCATE = "allocate"
    TRIAGE = "triage"
    SEE_RESEARCH = "see_research"
    SEE_RETURNS = "see_returns"
    SEE_IDVA = "see_idva_contact"
    RESEARCH = "research"
    CONFIRM_IDENTITY = "confirm_identity"
    MEET = "meet"
    PROPOSE = "propose"
    SEE_DECISION = "see_decision"
    DECIDE = "decide"
    AUTHORISE = "authorise_emergency"
    SEE_SCRIPT = "see_script"
    DELIVER = "deliver"
    SUPERVISE = "supervise"
    EXTEND = "extend"
    WAIT = "record_waiting"
    TRANSFER = "transfer"
    CLOSE = "close"
    SEE_READERS = "see_who_opened"
    ADD_DOCUMENT = "add_document"
    RELEASE_FILE = "release_file"
    SECOND_LOOK = "look_again"
    SEE_SECOND_LOOK = "see_second_look"
    ASSESS_RISK = "assess_risk"
    RESTRICT = "restrict"
    RELEASE_PAPER = "release_paper"
    END_COPY = "account_for_copy"
    SIGN_OFF = "sign_off"
    SCREEN = "screen"
    SEE_SCREENING = "see_screening"
    SECOND_OPINION = "second_opinion"
    LIST_CASE = "list_case"
    CALL_EMERGENCY = "call_emergency"
    HEAR = "hear"
    CHAIR = "chair"
    ANSWER_REQUEST = "answer_request"
    JUDGE_ANSWER = "judge_answer"
    DO_ACTION = "do_action"
    JUDGE_ACTION = "judge_action"
    REPRESENT = "represent"
    FLAG = "flag"
    KEEP_MINUTES = "keep_minutes"
    MOVE_MEETING = "move_meeting"
    # No person's: the product makes such a move itself as soon as its facts hold.
    BY_ITSELF = "by_itself"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Allowed, or refused with the sentence that the person is shown."""

    allowed: bool
    reason: str = ""


ALLOWED = Verdict(allowed=True)


def say_roles(roles: frozenset[Role]) -> str:
    """The jobs in words: "CRU researcher or CRU supervisor"."""
    return " or ".join(role.label for role in Role if role in roles) or "nobody"


def may(user: User, capability: Capability, case: Case) -> Verdict:
    """Whether ``user`` may do ``capability`` on ``case``, which they can see.

    The jobs come first, then the facts of the case that the scheme names, each with a
    sentence of its own.
    """
    from casework.schemes import scheme_of  # noqa: PLC0415  registry needs the policy

    scheme = scheme_of(case)
    roles = scheme.roles.get(capability, frozenset())
    if _jobs_on(user, case).isdisjoint(roles):
        return Verdict(allowed=False, reason=f"This is for: {say_roles(roles)}.")
    for rule in scheme.rules.get(capability, ()):
        if reason := rule(user, case):
            return Verdict(allowed=False, reason=reason)
    return ALLOWED


def is_guest(user: User, case: Case) -> bool:
    """Whether the case is open to ``user`` as a guest alone (``Scheme.guests``).

    What the unit writes for itself, its notes and its history, is not for guests.
    """
    from casework.schemes import scheme_of  # noqa: PLC0415  registry needs the policy

    guests = scheme_of(case).guests
    return bool(guests) and _jobs_on(user, case) <= guests


def _jobs_on(user: User, case: Case) -> frozenset[Role]:
    """The jobs that count on a case: of another unit's, the auditor's and its guests'.

    Somebody may audit every force's unit and work in one; the second job ends there.
    Guests (``Scheme.guests``) belong to no unit: what they may see, they may work on.
    """
    if case.unit_id == user.unit_id or user.pk in (case.owner_id, case.opened_by_id):
        return user.roles
    from casework.schemes import scheme_of  # noqa: PLC0415  registry needs the policy

    return user.roles & ({Role.AUDITOR} | scheme_of(case).guests)


def require(user: User, capability: Capability, case: Case) -> None:
    """Raise PermissionDenied with the reason unless ``may()`` allows it."""
    verdict = may(user, capability, case)
    if not verdict.allowed:
        raise PermissionDenied(verdict.reason)
