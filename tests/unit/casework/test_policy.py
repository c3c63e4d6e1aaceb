"""Permission: jobs first, then the facts of the case, each with its sentence."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import RoleGrant
from accounts.roles import Role
from casework.models import Case
from casework.policy import Capability, may, require, say_roles
from disclosure.clares_law import S
from disclosure.policy import ROLES
from tests.cast import SINCE, Cast
from tests.walks import walk_to

# The whole table again, so that a change of policy is a change of two files.
INTAKE, RESEARCHER, OFFICER = (
    Role.CONTROL_ROOM,
    Role.RESEARCHER,
    Role.DISCLOSURE_OFFICER,
)
DECIDER, SUPERVISOR, AUDITOR = Role.DECISION_MAKER, Role.SUPERVISOR, Role.AUDITOR
EXPECTED: dict[str, set[Role]] = {
    "view_case": {INTAKE, RESEARCHER, DECIDER, SUPERVISOR, OFFICER, AUDITOR},
    "take_in": {INTAKE, RESEARCHER, SUPERVISOR},
    "see_application": {INTAKE, RESEARCHER, DECIDER, SUPERVISOR, AUDITOR},
    "see_contact": {INTAKE, RESEARCHER, DECIDER, SUPERVISOR, OFFICER},
    "record_contact": {INTAKE, RESEARCHER, DECIDER, SUPERVISOR, OFFICER},
    "reach_applicant": {INTAKE, RESEARCHER, SUPERVISOR},
    "allow_contact": {DECIDER, SUPERVISOR},
    "raise_alarm": {INTAKE, RESEARCHER, DECIDER, SUPERVISOR, OFFICER},
    "stand_down": {SUPERVISOR, DECIDER},
    "write_note": {INTAKE, RESEARCHER, DECIDER, SUPERVISOR, OFFICER},
    "allocate": {SUPERVISOR},
    "triage": {SUPERVISOR},
    "see_research": {RESEARCHER, DECIDER, SUPERVISOR, AUDITOR},
    "research": {RESEARCHER, SUPERVISOR},
    "meet": {RESEARCHER, SUPERVISOR, OFFICER},
    "propose": {RESEARCHER, SUPERVISOR},
    "see_decision": {RESEARCHER, DECIDER, SUPERVISOR, AUDITOR},
    "decide": {DECIDER},
    "authorise_emergency": {DECIDER, SUPERVISOR},
    "see_script": {RESEARCHER, DECIDER, SUPERVISOR, OFFICER, AUDITOR},
    "deliver": {OFFICER, SUPERVISOR},
    "supervise": {SUPERVISOR},
    "extend": {SUPERVISOR},
    "record_waiting": {RESEARCHER, DECIDER, SUPERVISOR, OFFICER},
    "transfer": {SUPERVISOR},
    "close": {SUPERVISOR},
    "see_who_opened": {SUPERVISOR, AUDITOR},
    "add_document": {RESEARCHER, DECIDER, SUPERVISOR, OFFICER},
    "confirm_identity": {RESEARCHER, DECIDER, SUPERVISOR},
    "release_file": {SUPERVISOR},
    "look_again": {DECIDER, SUPERVISOR},
    "see_second_look": {SUPERVISOR, AUDITOR},
    "assess_risk": {RESEARCHER, SUPERVISOR, OFFICER},
    "restrict": {SUPERVISOR},
    "release_paper": {DECIDER, SUPERVISOR},
    "account_for_copy": {RESEARCHER, DECIDER, SUPERVISOR, OFFICER},
}


@pytest.mark.parametrize("capability", list(Capability))
def test_who_may(capability: Capability) -> None:
    assert ROLES.get(capability) == EXPECTED.get(capability)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.MARAC_CHAIR])
def test_some_jobs_never_touch_a_case(role: Role) -> None:
    """The administrator sees no case content (clares-law 9.2)."""
    assert not [name for name, roles in ROLES.items() if role in roles]


def test_the_auditor_only_reads() -> None:
    """Whoever audits alters nothing of it (reliability D-06)."""
    mine = {name.value for name, roles in ROLES.items() if Role.AUDITOR in roles}
    assert mine == {
        "view_case",
        "see_application",
        "see_research",
        "see_decision",
        "see_script",
        "see_who_opened",
        "see_second_look",
    }


def test_a_refusal_names_the_jobs(cast: Cast) -> None:
    case = Case(scheme="clares_law")
    verdict = may(cast.researcher, Capability.DECIDE, case)
    assert not verdict.allowed
    assert verdict.reason == "This is for: CRU decision maker."
    with pytest.raises(PermissionDenied, match="CRU decision maker"):
        require(cast.researcher, Capability.DECIDE, case)
    assert say_roles(frozenset({SUPERVISOR, RESEARCHER})) == (
        "CRU researcher or CRU supervisor"
    )


def give(user_holding: Cast, role: Role) -> None:
    """The researcher and the supervisor take on a second job."""
    for user in (user_holding.researcher, user_holding.supervisor):
        RoleGrant.objects.create(user=user, role=role, valid_from=SINCE)
        vars(user).pop("roles", None)


def test_who_researched_or_proposed_may_not_decide(cast: Cast) -> None:
    """A second job does not help: separation goes case by case (reliability C-05)."""
    case = walk_to(S.AWAITING_REVIEW, cast.crew)
    give(cast, Role.DECISION_MAKER)
    refused = may(cast.researcher, Capability.DECIDE, case)
    assert not refused.allowed
    assert "another member of the unit decides" in refused.reason
    assert may(cast.supervisor, Capability.DECIDE, case).allowed
    assert may(cast.decision_maker, Capability.DECIDE, case).allowed


def test_a_job_that_ended_opens_nothing(cast: Cast) -> None:
    case = Case(scheme="clares_law")
    cast.decision_maker.role_grants.update(valid_to=SINCE)
    vars(cast.decision_maker).pop("roles", None)
    assert not may(cast.decision_maker, Capability.DECIDE, case).allowed


def test_a_closed_account_opens_nothing(cast: Cast) -> None:
    cast.decision_maker.is_active = False
    vars(cast.decision_maker).pop("roles", None)
    case = Case(scheme="clares_law")
    assert not may(cast.decision_maker, Capability.VIEW, case).allowed
