"""Whatever anybody does in whatever order, the record stays one that can be believed.

Hypothesis picks people and acts; the rules below hold after every step (clares-law 9.4,
"Invariants to test", and I1 of the fault catalogue).
"""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import RoleGrant
from accounts.roles import Role
from casework.actions.work import raise_alarm, stand_down
from casework.models import Assertion, AuditEvent, Case, Check, Deadline, StageVisit
from casework.workflow.perform import Refused, perform
from disclosure.actions.proposal import save_proposal
from disclosure.actions.records import add_record
from disclosure.actions.second_person import (
    answer_transfer,
    ask_sign_off,
    give_sign_off,
    record_response,
    review_emergency,
)
from disclosure.clares_law import S
from disclosure.demo.story import DISCLOSED, Crew
from disclosure.demo.walks import steps_of
from disclosure.models import ClaresLawCase, Recommendation, Review
from disclosure.scheme import CLARES_LAW
from tests.cast import SINCE, Cast, make_cast
from tests.walks import walk_to

pytestmark = pytest.mark.django_db

MOVES = sorted({row.name for row in ClaresLawCase.rows()})
INPUTS: dict[str, Any] = {
    "reason": "A reason",
    "lateness_cause": "",
    "outcome": "no_disclosure_test_not_met",
    "words": "Words to be spoken",
    "recipient": "The person at risk",
    "force": "Elsewhere",
    "handover": "By secure e-mail",
}
# Two people with several jobs each: separation must not hang on the job alone.
PEOPLE = (
    "control_room",
    "researcher",
    "supervisor",
    "decision_maker",
    "second_decision_maker",
    "disclosure_officer",
    "auditor",
    "administrator",
)
STEPS = dict(steps_of(DISCLOSED))


def go_on(case: Any, person: Any, cast: Cast) -> None:
    """The ordinary step out of the stage, all of it done by the one person."""
    del person
    step = STEPS.get(S(case.state))
    if step is not None:
        step(case, cast.crew, DISCLOSED)


def alone(case: Any, person: Any, cast: Cast) -> None:
    """The same, but one person does everything: the second person is missing."""
    del cast
    step = STEPS.get(S(case.state))
    if step is not None:
        step(case, Crew(person, person, person, person, person), DISCLOSED)


def withdraw(case: Any, person: Any, cast: Cast) -> None:
    del person
    add_record(
        case,
        "withdrawal",
        by=cast.supervisor,
        how="By telephone",
        withdrawn_at=case.opened_at,
        was_alone=True,
        coercion_considered=True,
        right_to_know_considered=True,
    )


ACTS: dict[str, Any] = {
    "go on": go_on,
    "alone": alone,
    "withdraw": withdraw,
    "alarm": lambda case, by, _c: raise_alarm(case, by=by, what_was_said="Now"),
    "stand down": lambda case, by, _c: stand_down(
        case, by=by, action_taken="Safe", reason="Safe", incident_reference="1"
    ),
    "risk": lambda case, by, _c: add_record(
        case, "risk", by=by, tool="dash", grade="standard", reason="A test"
    ),
    "propose": lambda case, by, _c: save_proposal(
        case, by=by, answers={}, items=[], ask_subject="yes"
    ),
    "ask sign-off": lambda case, by, _c: ask_sign_off(
        case, by=by, purpose="reopening", reason="A test"
    ),
    "give sign-off": lambda case, by, _c: give_sign_off(
        case, by=by, purpose="reopening"
    ),
    "review emergency": lambda case, by, _c: review_emergency(
        case, by=by, review="Right"
    ),
    "response": lambda case, by, _c: record_response(case, by=by, response="No"),
    "transfer refused": lambda case, by, _c: answer_transfer(
        case, by=by, accepted=False, reference="1"
    ),
}

acts = st.one_of(
    st.just("go on"),
    st.sampled_from(sorted(ACTS)),
    st.sampled_from(MOVES),
    st.sampled_from(MOVES),
)
histories = st.lists(st.tuples(acts, st.sampled_from(PEOPLE)), min_size=4, max_size=12)
starts = st.sampled_from([S.RECEIVED, S.RESEARCH, S.AWAITING_REVIEW, S.AFTERCARE])


def act(case: Any, name: str, person: Any, cast: Cast) -> bool:
    """Do it as ``person``; False if it was refused, which must leave nothing behind."""
    events = AuditEvent.objects.filter(case=case).count()
    try:
        with transaction.atomic():
            if name in ACTS:
                ACTS[name](case, person, cast)
            else:
                perform(case, name, by=person, **INPUTS)
    except (Refused, PermissionDenied, Http404):
        assert AuditEvent.objects.filter(case=case).count() == events
        return False
    return True


def check_record(case: Any, due: Any) -> None:
    """All that must hold of a case at any moment."""
    (visit,) = StageVisit.objects.filter(case=case, left_at=None)
    assert visit.stage == case.stage == case.state
    overall = Deadline.objects.filter(case=case, key="overall").earliest("cycle")
    assert (overall.started_at, overall.due_at) == due
    running = set(
        Deadline.objects.filter(case=case, met_at=None, ended_at=None).values_list(
            "key", flat=True
        )
    )
    of_stage = {row.key for row in CLARES_LAW.clocks if case.state in row.stages}
    free = {row.key for row in CLARES_LAW.clocks if not row.stages}
    assert of_stage - {"transfer"} <= running <= of_stage | free
    assert (case.closed_at is not None) == (case.state == S.CLOSED)
    if case.state == S.CLOSED:
        assert case.outcome
        assert not running
        assert not case.immediate_risk
    assert_two_persons(case)
    assert_every_move_is_audited(case)


def assert_two_persons(case: Any) -> None:
    """No decision by an author, and no disclosure without one."""
    authors = {
        *Check.objects.filter(case=case).values_list("done_by", flat=True),
        *Assertion.objects.filter(case=case).values_list("recorded_by", flat=True),
    }
    for review in Review.objects.filter(case=case):
        earlier = Recommendation.objects.filter(
            case=case, number__lte=review.recommendation.number
        )
        assert review.by_id not in authors
        assert review.by_id not in set(earlier.values_list("proposed_by", flat=True))
    if StageVisit.objects.filter(case=case, stage=S.DISCLOSURE_PLANNING).exists():
        agreed = Review.objects.filter(case=case, result="agree").exists()
        assert agreed or case.emergencies.exists()
    for emergency in case.emergencies.exclude(reviewed_by=None):
        assert emergency.reviewed_by_id != emergency.by_id


def assert_every_move_is_audited(case: Any) -> None:
    """One event a visit, by the same person (I2)."""
    visits = StageVisit.objects.filter(case=case).order_by("pk")
    moved = AuditEvent.objects.filter(case=case, verb__in=[*MOVES, "open_case"])
    events = [
        (event.verb, event.actor_id)
        for event in moved.order_by("sequence")
        if event.verb != "plan_another_attempt"  # stays where it is
    ]
    assert events == [(visit.move, visit.by_id) for visit in visits]


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(start=starts, history=histories)
def test_any_history_leaves_a_record_to_believe(
    start: S, history: list[tuple[str, str]]
) -> None:
    with transaction.atomic():
        cast = make_cast()
        for user in (cast.researcher, cast.supervisor):
            RoleGrant.objects.create(
                user=user, role=Role.DECISION_MAKER, valid_from=SINCE
            )
        case = walk_to(start, cast.crew)
        overall = Deadline.objects.get(case=case, key="overall")
        due = (overall.started_at, overall.due_at)
        for name, who in history:
            before = Case.objects.values().get(pk=case.pk)
            done = act(case, name, getattr(cast, who), cast)
            if not done:
                assert Case.objects.values().get(pk=case.pk) == before
            case = ClaresLawCase.objects.get(pk=case.pk)
            check_record(case, due)
        transaction.set_rollback(True)
