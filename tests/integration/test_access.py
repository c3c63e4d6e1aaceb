"""Which cases a person may know of; every way of asking gives the same answer."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import RoleGrant, User
from accounts.roles import Role
from casework.access import access_case, access_document, find_case
from casework.actions.documents import add_document
from casework.actions.work import allocate
from casework.models import AuditEvent, Case, CaseGrant, Document
from casework.moment import now
from casework.policy import Capability
from disclosure.clares_law import S
from tests.cast import SINCE, Cast
from tests.stages import case_at
from tests.walks import walk_to

UNIT_SEES_ALL = {"supervisor", "decision_maker", "researcher", "auditor"}
DELIVERED = {
    S.AWAITING_MEETING,
    S.DISCLOSURE_PLANNING,
    S.DISCLOSURE_IN_PROGRESS,
    S.NO_DISCLOSURE_CONTACT,
    S.AFTERCARE,
}


def knows(user: User, case: Any) -> bool:
    """Whether ``user`` may know of the case; list, count, search and page agree."""
    listed = Case.objects.visible_to(user).filter(pk=case.pk).exists()
    counted = Case.objects.visible_to(user).filter(reference=case.reference).count()
    searched = Case.objects.visible_to(user).filter(search_text__contains="sampleton")
    try:
        opened = bool(find_case(user, case.reference.lower()).pk == case.pk)
    except Http404:
        opened = False
    answers = {listed, bool(counted), searched.filter(pk=case.pk).exists(), opened}
    assert len(answers) == 1, f"{user} gets different answers"
    return answers.pop()


def expected(role: Role, stage: str) -> bool:
    """The rule in words: clares-law 9.2, and the table of users of the product."""
    return (
        role.value in UNIT_SEES_ALL
        or (role is Role.CONTROL_ROOM and stage == S.RECEIVED)
        or (role is Role.DISCLOSURE_OFFICER and stage in DELIVERED)
    )


@pytest.mark.parametrize("stage", S.values)
def test_who_knows_of_a_case_at_a_stage(cast: Cast, stage: str) -> None:
    case = case_at(stage, cast)
    Case.objects.filter(pk=case.pk).update(owner=None)
    found = {role: knows(cast.holding(role), case) for role in Role}
    assert found == {role: expected(role, stage) for role in Role}


def test_the_control_room_has_its_own_drafts_only(cast: Cast) -> None:
    case = walk_to(S.RECEIVED, cast.crew)
    colleague = User.objects.create(username="other", name="Other", unit=cast.unit)
    RoleGrant.objects.create(user=colleague, role=Role.CONTROL_ROOM, valid_from=SINCE)
    assert knows(cast.control_room, case)
    assert not knows(colleague, case)


def test_a_disclosure_officer_knows_what_was_allocated_to_them(cast: Cast) -> None:
    case = walk_to(S.RESEARCH, cast.crew)
    assert not knows(cast.disclosure_officer, case)
    allocate(case, to=cast.disclosure_officer, by=cast.supervisor)
    assert knows(cast.disclosure_officer, case)


def test_another_unit_knows_nothing(cast: Cast) -> None:
    """Olu holds every job but the auditor's, in another unit."""
    cast.outsider.role_grants.filter(role=Role.AUDITOR).delete()
    case = walk_to(S.DISCLOSURE_PLANNING, cast.crew)
    assert not knows(cast.outsider, case)
    with pytest.raises(Http404):
        access_case(cast.outsider, case.reference, page="the summary")
    assert not AuditEvent.objects.filter(actor=cast.outsider).exists()


def test_a_person_without_a_unit_knows_nothing(cast: Cast) -> None:
    case = walk_to(S.DISCLOSURE_PLANNING, cast.crew)
    cast.supervisor.unit = None
    cast.supervisor.save()
    assert not knows(cast.supervisor, case)


def grant(case: Any, user: User, by: User, expires_at: dt.datetime | None) -> None:
    """Names ``user`` on a restricted case."""
    CaseGrant.objects.create(
        permission=Permission.objects.get(codename="open_restricted_case"),
        content_object=Case.objects.get(pk=case.pk),
        user=user,
        reason="Works the case",
        granted_by=by,
        granted_at=now(),
        expires_at=expires_at,
    )


@pytest.fixture
def restricted(cast: Cast) -> Any:
    """A case that only named people may know of."""
    case = walk_to(S.DISCLOSURE_PLANNING, cast.crew)
    Case.objects.filter(pk=case.pk).update(restricted=True)
    return case


def test_a_restricted_case_is_open_to_no_job(cast: Cast, restricted: Any) -> None:
    """Deny wins over every role, the auditor's and the owner's too."""
    assert not [role for role in Role if knows(cast.holding(role), restricted)]


def test_a_grant_opens_it_to_the_named_person_alone(
    cast: Cast, restricted: Any
) -> None:
    grant(restricted, cast.supervisor, cast.auditor, None)
    grant(restricted, cast.auditor, cast.supervisor, now() + dt.timedelta(hours=1))
    found = {role for role in Role if knows(cast.holding(role), restricted)}
    assert found == {Role.SUPERVISOR, Role.AUDITOR}


def test_a_grant_that_ran_out_opens_nothing(cast: Cast, restricted: Any) -> None:
    grant(restricted, cast.supervisor, cast.auditor, now() - dt.timedelta(seconds=1))
    assert not knows(cast.supervisor, restricted)


def test_a_grant_widens_no_job(cast: Cast, restricted: Any) -> None:
    """A name on a restricted case is not a job: the administrator still sees none."""
    for user in (cast.administrator, cast.outsider, cast.idva):
        user.role_grants.filter(role=Role.AUDITOR).delete()
        grant(restricted, user, cast.supervisor, None)
        assert not knows(user, restricted)


def test_the_restricted_case_tells_nobody_by_notice(
    cast: Cast, restricted: Any
) -> None:
    from casework.notify import Notice, everyone_who, tell  # noqa: PLC0415  one test

    restricted.notifications.all().delete()
    grant(restricted, cast.supervisor, cast.auditor, None)
    notices = [Notice(everyone_who(Role.SUPERVISOR, Role.RESEARCHER), "moved on")]
    tell(restricted, by=cast.auditor, notices=notices, kind="test")
    told = {row.recipient for row in restricted.notifications.all()}
    assert told == {cast.supervisor}


def test_a_refused_capability_is_no_404(cast: Cast) -> None:
    """403 means that you may see the case and may not do this."""
    case = walk_to(S.DISCLOSURE_PLANNING, cast.crew)
    looks = AuditEvent.objects.filter(case=case).count()
    with pytest.raises(PermissionDenied):
        access_case(
            cast.disclosure_officer,
            case.reference,
            Capability.SEE_RESEARCH,
            page="the research",
        )
    assert AuditEvent.objects.filter(case=case).count() == looks


@pytest.mark.parametrize("reference", ["", "CL-26-000001-X", "%", "' OR 1=1", "\u0130"])
def test_a_reference_that_is_none_is_a_404(cast: Cast, reference: str) -> None:
    walk_to(S.RECEIVED, cast.crew)
    with pytest.raises(Http404):
        find_case(cast.supervisor, reference)


def store(case: Any, by: User, see: Capability) -> Document:
    """A document of the case that it takes ``see`` to open."""
    return add_document(
        case,
        by=by,
        title="PNC print",
        file_name="pnc.txt",
        file=io.BytesIO(b"Nothing to see"),
        see=see,
    )


def test_a_document_needs_its_case_and_its_capability(cast: Cast) -> None:
    """Reliability U-09: guessed, of another unit, or of more than one may see."""
    case = walk_to(S.DISCLOSURE_PLANNING, cast.crew)
    research = store(case, cast.researcher, Capability.SEE_RESEARCH)
    assert access_document(cast.researcher, research.pk) == research
    event = AuditEvent.objects.filter(case=case).latest("sequence")
    assert (event.verb, event.actor) == ("open_document", cast.researcher)
    with pytest.raises(PermissionDenied):
        access_document(cast.disclosure_officer, research.pk)
    for user, key in ((cast.idva, research.pk), (cast.researcher, uuid.uuid4())):
        with pytest.raises(Http404):
            access_document(user, key)
