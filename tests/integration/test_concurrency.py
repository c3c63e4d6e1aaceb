"""Several people at the same moment, on a real PostgreSQL (reliability 7.3)."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.access import access_case
from casework.actions.opening import open_case
from casework.actions.work import allocate
from casework.models import Assignment, AuditEvent, Case, Note, StageVisit
from casework.moment import now
from casework.schemes import scheme_named
from casework.workflow.perform import Refused, Stale, lock_case, perform
from disclosure.clares_law import S
from disclosure.models import Review
from tests.cast import Cast, make_cast
from tests.walks import walk_to

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """The cast, really committed, so that every thread sees it."""
    return make_cast()


def at_once(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """Does all ``acts`` in threads that meet first; what each gave, or its error."""
    barrier = threading.Barrier(len(acts), timeout=20)

    def run(act: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            barrier.wait()
            return act()
        except Exception as problem:  # noqa: BLE001  the test looks at every error
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def apart(act: Callable[[], Any]) -> Any:
    """``act`` on a connection of its own, in a thread."""
    try:
        return act()
    finally:
        connection.close()


def test_two_decisions_at_once_are_one(people: Cast) -> None:
    """The second is told in words what the stage is now (reliability C-02)."""
    case = walk_to(S.AWAITING_REVIEW, people.crew)
    deciders = (people.decision_maker, people.second_decision_maker)
    answers = at_once(
        [
            partial(perform, case, "approve_disclosure", by=by, reason="Agreed")
            for by in deciders
        ]
    )
    refusals = [answer for answer in answers if isinstance(answer, Refused)]
    done = [answer for answer in answers if isinstance(answer, Case)]
    assert (len(done), len(refusals)) == (1, 1), answers
    assert "Planning the disclosure" in refusals[0].sentences[0]
    events = AuditEvent.objects.filter(case=case, verb="approve_disclosure")
    review = Review.objects.get(case=case)
    assert [event.actor for event in events] == [review.by]
    assert StageVisit.objects.filter(case=case, left_at=None).count() == 1


def test_opposite_decisions_at_once_are_one(people: Cast) -> None:
    case = walk_to(S.AWAITING_REVIEW, people.crew)
    answers = at_once(
        [
            lambda: perform(
                case, "approve_disclosure", by=people.decision_maker, reason="Agreed"
            ),
            lambda: perform(
                case,
                "return_proposal",
                by=people.second_decision_maker,
                reason="Not yet",
            ),
        ]
    )
    assert sorted(isinstance(answer, Refused) for answer in answers) == [False, True]
    now_at = Case.objects.get(pk=case.pk)
    review = Review.objects.get(case=case)
    assert (review.result, now_at.stage) in {
        ("agree", S.DISCLOSURE_PLANNING),
        ("return", S.DECISION_DRAFT),
    }


def waits_for_a_lock() -> bool:
    """Whether another connection waits for a row that this one has."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks"
            " WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
        )
        return bool(cursor.fetchone()[0])


@pytest.mark.parametrize("version", [None, "as it was read"])
def test_the_second_mover_waits_and_then_sees_the_new_state(
    people: Cast, version: str | None
) -> None:
    """Stage and version are two tables: after the wait both are those of now."""
    case = walk_to(S.RECEIVED, people.crew)
    old = Case.objects.get(pk=case.pk).version
    second = partial(
        perform,
        Case.objects.get(pk=case.pk),
        "begin_initial_checks",
        by=people.supervisor,
        version=old if version else None,
    )
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            perform(case, "begin_initial_checks", by=people.supervisor)
            waiting = pool.submit(apart, second)
            done = wait([waiting], timeout=0).done
            while not (done or waits_for_a_lock()):
                done = wait([waiting], timeout=0.01).done
            assert not done
        refusal = waiting.exception(timeout=20)
    assert isinstance(refusal, Refused)
    if version:
        assert isinstance(refusal, Stale)
        assert refusal.version == old + 1
    else:
        assert "Initial checks" in refusal.sentences[0]
    assert AuditEvent.objects.filter(verb="begin_initial_checks").count() == 1


def test_twenty_clicks_of_one_person_are_one_move(people: Cast) -> None:
    """Reliability C-01."""
    case = walk_to(S.RECEIVED, people.crew)

    def click() -> Any:
        return perform(case, "begin_initial_checks", by=people.supervisor)

    answers = at_once([click] * 8)
    assert sum(isinstance(answer, Refused) for answer in answers) == 7
    assert AuditEvent.objects.filter(verb="begin_initial_checks").count() == 1


def test_an_older_page_loses_against_whoever_was_first(people: Cast) -> None:
    """Two supervisors allocate from the same page: one owner, one in words."""
    case = walk_to(S.INITIAL_CHECKS, people.crew)
    version = case.version
    answers = at_once(
        [
            partial(
                allocate,
                Case.objects.get(pk=case.pk),
                to=to,
                by=people.supervisor,
                version=version,
            )
            for to in (people.researcher, people.decision_maker)
        ]
    )
    assert sorted(isinstance(answer, Refused) for answer in answers) == [False, True]
    (owner,) = Assignment.objects.filter(case=case, ended_at=None)
    assert Case.objects.get(pk=case.pk).owner == owner.user


def test_ten_cases_opened_at_once_have_ten_references(people: Cast) -> None:
    def take_in() -> Any:
        return open_case(
            scheme_named("clares_law"),
            by=people.control_room,
            route="right_to_ask",
            received_at=now(),
        )

    answers = at_once([take_in] * 10)
    assert all(isinstance(answer, Case) for answer in answers), answers
    numbers = sorted(int(answer.reference.split("-")[2]) for answer in answers)
    assert numbers == list(range(1, 11))
    for answer in answers:
        events = AuditEvent.objects.filter(case_id=answer.pk)
        assert [event.sequence for event in events] == [1]


def test_the_same_form_sent_twice_at_once_is_taken_once(
    people: Cast, sign_in: Callable[[User], Client]
) -> None:
    """Whoever comes second waits for the token, and is led to the same place."""
    case = walk_to(S.INITIAL_CHECKS, people.crew)
    address = reverse("case_notes", args=(case.reference,))
    form = {"submission": str(uuid.uuid4()), "text": "She rang at noon."}
    clients = [sign_in(people.researcher) for _click in range(4)]
    answers = at_once([partial(client.post, address, form) for client in clients])
    assert {answer.headers["Location"] for answer in answers} == {address}
    assert Note.objects.filter(case=case).count() == 1
    assert AuditEvent.objects.filter(case=case, verb="write_note").count() == 1


def test_a_page_is_opened_while_somebody_changes_the_case(people: Cast) -> None:
    """The look is recorded and committed: it never waits for the lock of an act."""
    case = walk_to(S.INITIAL_CHECKS, people.crew)
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        lock_case(case.pk, people.supervisor)
        look = partial(
            access_case, people.researcher, case.reference, page="the summary"
        )
        opened = pool.submit(apart, look).result(timeout=20)
    assert opened.pk == case.pk
    assert AuditEvent.objects.filter(case=case, verb="view_case").count() == 1
