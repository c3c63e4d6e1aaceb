"""One act made of several: one lock, one version, one save, and every audit row."""

from __future__ import annotations

from contextlib import nullcontext, suppress
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from casework.actions.door import changing
from casework.actions.opening import open_case
from casework.actions.people import Details, name_person
from casework.actions.work import raise_alarm, write_note
from casework.models import AuditEvent, Case, Part, Person
from casework.moment import now
from casework.policy import Capability
from casework.schemes import scheme_named
from casework.workflow.perform import Refused, Stale, lock_case, perform
from disclosure.actions.intake import start_application
from tests.cast import Cast

pytestmark = pytest.mark.django_db
RITA, SIMON = Details("Rita", "Register"), Details("Simon", "Sampleton")


@pytest.fixture
def case(cast: Cast) -> Any:
    return open_case(
        scheme_named("clares_law"),
        by=cast.control_room,
        route="right_to_know",
        received_at=now(),
    )


def fresh(case: Any) -> Any:
    return Case.objects.get(pk=case.pk)


def name_twice(case: Any, by: User, *, regardless: bool = False) -> None:
    """One act of two parts; the second is refused."""
    ignored = suppress(Refused) if regardless else nullcontext()
    with changing(case, by=by, may=Capability.TAKE_IN):
        name_person(case, by=by, part=Part.SUBJECT, details=SIMON)
        with ignored:
            name_person(case, by=by, part=Part.SUBJECT, details=RITA)


def test_the_version_rises_once_and_every_act_has_its_audit_row(
    cast: Cast, case: Any
) -> None:
    by = cast.control_room
    with changing(case, by=by, may=Capability.TAKE_IN, version=case.version) as whole:
        name_person(case, by=by, part=Part.SUBJECT, details=SIMON)
        name_person(case, by=by, part=Part.PERSON_AT_RISK, details=RITA)
        raise_alarm(case, by=by, what_was_said="He is at the door.")
        assert whole.immediate_risk
    kept = fresh(case)
    assert kept.version == case.version == 2
    assert kept.immediate_risk
    assert {"simon sampleton", "rita register"} <= set(kept.search_text.split("\n"))
    verbs = AuditEvent.objects.filter(case=case).order_by("sequence")
    assert list(verbs.values_list("verb", flat=True)) == [
        "open_case",
        "name_person",
        "name_person",
        "raise_alarm",
    ]


def test_a_part_that_is_refused_ends_the_whole_act(cast: Cast, case: Any) -> None:
    by = cast.control_room
    with pytest.raises(Refused, match="already named"):
        name_twice(case, by)
    assert fresh(case).version == 1
    assert not Person.objects.exists()
    name_person(case, by=by, part=Part.SUBJECT, details=RITA)
    assert fresh(case).version == 2


def test_a_refusal_cannot_be_caught_inside(cast: Cast, case: Any) -> None:
    """The half that was written would stay: the act ends there, loudly."""
    with pytest.raises(RuntimeError, match="the act went on"):
        name_twice(case, cast.control_room, regardless=True)
    assert not Person.objects.exists()


def test_a_part_asks_for_its_own_permission_and_version(cast: Cast, case: Any) -> None:
    by = cast.control_room
    with (
        pytest.raises(PermissionDenied),
        changing(case, by=by, may=Capability.TAKE_IN),
        changing(case, by=by, may=Capability.ALLOCATE),
    ):
        pass
    with (
        pytest.raises(Stale),
        changing(case, by=by, may=Capability.TAKE_IN),
        changing(case, by=by, may=Capability.TAKE_IN, version=case.version - 1),
    ):
        pass
    assert fresh(case).version == 1


def test_a_move_is_no_part_of_an_act(cast: Cast, case: Any) -> None:
    by = cast.supervisor
    with (
        pytest.raises(RuntimeError, match="inside another act"),
        changing(case, by=by, may=Capability.NOTE),
    ):
        perform(case, "begin_initial_checks", by=by)
    assert fresh(case).stage == "received"


def test_nobody_acts_inside_the_act_of_somebody_else(cast: Cast, case: Any) -> None:
    with (
        pytest.raises(RuntimeError, match="of one person"),
        changing(case, by=cast.supervisor, may=Capability.NOTE),
    ):
        write_note(case, by=cast.control_room, text="A note.")


def test_two_cases_at_once_are_two_acts(cast: Cast, case: Any) -> None:
    other = start_application(
        by=cast.control_room,
        danger="no",
        incident_reference="",
        received_at=now(),
        route="right_to_ask",
        channel="phone",
        caller=RITA,
        callers={"clares_law": "person_at_risk"},
        plan=None,
    )
    by = cast.supervisor
    with changing(case, by=by, may=Capability.NOTE) as near:
        with changing(other, by=by, may=Capability.NOTE) as far:
            assert (near.pk, far.pk) == (case.pk, other.pk)
            assert lock_case(case.pk, by) is near
            write_note(case, by=by, text="A note.")
            write_note(other, by=by, text="A note.")
        assert fresh(other).version == 3
    assert fresh(case).version == 2


def test_opening_a_call_locks_and_saves_the_case_once(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as captured:
        start_application(
            by=cast.control_room,
            danger="yes",
            incident_reference="",
            received_at=now(),
            route="right_to_ask",
            channel="phone",
            caller=RITA,
            callers={"clares_law": "person_at_risk"},
            plan=None,
        )
    asked = [query["sql"] for query in captured.captured_queries]
    locks = [sql for sql in asked if "FOR NO KEY UPDATE" in sql]
    saves = [sql for sql in asked if 'UPDATE "casework_case" SET' in sql]
    assert (len(locks), len(saves)) == (1, 1)
    case = Case.objects.get()
    assert (case.version, case.immediate_risk) == (2, True)
    assert case.search_text.endswith("rita register")
