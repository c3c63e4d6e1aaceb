"""The facts of a visit, of what may not be left open, and the fast track.

Written from clares-law 4.1, 4.3, 9.4 (T10, T12, T12r, T14) and 9.6.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from casework.actions.contact_attempts import (
    call_off_contact,
    plan_contact,
)
from casework.models import Case
from casework.moment import now
from casework.queries.worklist import fast_track_cases
from casework.workflow.perform import Refused, perform
from disclosure import approval, delivery_facts, facts
from disclosure.actions.records import add_record
from disclosure.actions.second_person import answer_transfer
from disclosure.clares_law import S
from disclosure.delivery_tables import CLARES_LAW
from disclosure.models import ClaresLawCase
from tests.cast import Cast
from tests.stages import case_at
from tests.walks import NOT_DISCLOSED, walk_to

WARNINGS, RISKS = CLARES_LAW.warnings, CLARES_LAW.risks


def again(case: Any) -> Any:
    """The row as it is now."""
    return Case.objects.get(pk=case.pk).scheme_case()


def test_every_warning_and_every_risk_is_answered(cast: Cast) -> None:
    """Clares-law 4.1: warnings before the words; the visit has a risk of its own."""
    case = walk_to(S.DISCLOSURE_IN_PROGRESS, cast.crew)
    _words, approved = approval.approved_words(case)
    told: dict[str, Any] = {
        "by": cast.disclosure_officer,
        "attempted_at": now(),
        "place": "Centre",
        "result": "delivered",
        "identity_checked": "Passport",
        "words_hash": approved,
        "undertaking": "signed",
    }
    for given, complete in ((list(WARNINGS)[1:], False), (list(WARNINGS), True)):
        add_record(case, "attempt", warnings_given=given, **told)
        assert delivery_facts.warnings_all_given(again(case)) is complete
    planning = walk_to(S.DISCLOSURE_PLANNING, cast.crew)
    plan: dict[str, Any] = {
        "by": cast.disclosure_officer,
        "planned_for": now() + dt.timedelta(days=1),
        "place": "Centre",
        "agreed": True,
        "officers": "Two",
        "subject_absent": "At work",
        "contact_plan_checked": True,
    }
    answers = dict.fromkeys(RISKS, ("no", ""))
    for risks, complete in (({}, False), (answers, True)):
        add_record(planning, "plan", risks=risks, **plan)
        assert delivery_facts.visit_risk_assessed(again(planning)) is complete


@pytest.mark.parametrize("stage", [S.AFTERCARE, S.NO_DISCLOSURE_CONTACT])
def test_a_planned_contact_keeps_a_case_open(cast: Cast, stage: S) -> None:
    """T14: no open tasks."""
    case = case_at(stage, cast)
    assert delivery_facts.no_contact_waits(case)
    planned = plan_contact(
        case,
        case.contact_plans.get(superseded_at=None),
        by=cast.researcher,
        planned_for=now(),
        method="call",
        purpose="Aftercare",
    )
    assert not delivery_facts.no_contact_waits(again(case))
    call_off_contact(case, planned.pk, by=cast.researcher, reason="She rang us")
    assert delivery_facts.no_contact_waits(again(case))


CLOSING = {row.name: row for row in ClaresLawCase.rows() if row.to == S.CLOSED}


@pytest.mark.parametrize("move", sorted(CLOSING))
def test_every_closing_move_asks_for_everything_open(move: str) -> None:
    """T14: danger, emergency, referrals, contacts, what others were asked."""
    asked = {guard.name for guard in CLOSING[move].when}
    assert asked >= {
        "no_alarm_open",
        "emergency_reviewed",
        "referrals_settled",
        "no_contact_waits",
        "requests_settled",
    }


def test_a_late_case_does_not_close_without_its_cause(cast: Cast) -> None:
    """Clares-law 9.6: one primary cause, required to close a late case."""
    long_ago = now() - dt.timedelta(days=40)
    case = walk_to(
        S.NO_DISCLOSURE_CONTACT, cast.crew, NOT_DISCLOSED, received_at=long_ago
    )
    add_record(
        case,
        "told",
        by=cast.disclosure_officer,
        contacted_at=now(),
        approved_words_used=True,
        support_offered="IDVA",
    )
    with pytest.raises(Refused, match="main cause of the lateness"):
        perform(case, "close_after_contact", by=cast.supervisor, lateness_cause="")
    closed = perform(
        case, "close_after_contact", by=cast.supervisor, lateness_cause="demand"
    )
    assert closed.lateness_cause == "demand"


def test_a_refused_undertaking_is_decided_anew_on_a_fast_track(cast: Cast) -> None:
    """T12r: back to the decision with hours to decide; a decision stops the clock."""
    case = walk_to(S.DISCLOSURE_IN_PROGRESS, cast.crew)
    officer = cast.disclosure_officer
    back: dict[str, Any] = {
        "by": officer,
        "why": "undertaking_refused",
        "reason": "She would not",
    }
    with pytest.raises(Refused, match="Record the attempt first"):
        perform(case, "return_to_decision", **back)
    add_record(
        case,
        "attempt",
        by=officer,
        attempted_at=now(),
        place="Centre",
        result="refused",
        identity_checked="Passport",
        undertaking="refused_withheld",
        undertaking_note="She wants to tell her sister.",
    )
    case = perform(case, "return_to_decision", **back)
    clock = case.deadlines.get(key="fast_track")
    assert clock.due_at - clock.started_at == dt.timedelta(hours=24)
    assert [row.pk for row in fast_track_cases(cast.decision_maker)] == [case.pk]
    case = perform(case, "submit_for_decision", by=cast.researcher)
    case = perform(
        case, "approve_disclosure", by=cast.second_decision_maker, reason="Still right"
    )
    assert case.deadlines.get(key="fast_track").met_at is not None
    assert fast_track_cases(cast.decision_maker) == []


def test_an_earlier_answer_completes_no_later_transfer(cast: Cast) -> None:
    """T15: a case that was opened again is offered again, and answered again."""
    case = case_at(S.TRANSFER_PENDING, cast)
    answer_transfer(case, by=cast.supervisor, accepted=True, reference="R 1")
    assert facts.transfer_accepted(again(case))
    offered = case.transfers.get()
    offered.pk, offered.answer, offered.answered_at = None, "", None
    offered._state.adding = True
    offered.save()
    assert not facts.transfer_accepted(again(case))
