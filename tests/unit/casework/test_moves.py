"""``perform()`` is the only door, and a refusal leaves no trace (architecture 1.4)."""

from __future__ import annotations

from unittest import mock

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django_fsm import TransitionNotAllowed

from casework import audit
from casework.models import ActionClass, AuditEvent, Case, Notification, StageVisit
from casework.workflow.moves import MoveOutsidePerform, performing
from casework.workflow.perform import Refused, Stale, options_for, perform
from disclosure.clares_law import S
from disclosure.models import ClaresLawCase
from tests.cast import Cast
from tests.snapshots import snapshot
from tests.walks import walk_to


def test_a_move_called_directly_raises_and_moves_nothing(cast: Cast) -> None:
    case = walk_to(S.RECEIVED, cast.crew)
    with pytest.raises(MoveOutsidePerform):
        case.begin_initial_checks()
    assert case.state == S.RECEIVED


def test_the_state_cannot_be_assigned(cast: Cast) -> None:
    case = walk_to(S.RECEIVED, cast.crew)
    with pytest.raises(AttributeError):
        case.state = S.CLOSED


def test_the_door_shuts_after_an_error() -> None:
    case = ClaresLawCase()
    with pytest.raises(ZeroDivisionError), performing():
        raise ZeroDivisionError
    with pytest.raises((MoveOutsidePerform, TransitionNotAllowed)):
        case.research_further()


def test_a_refresh_leaves_the_state_protected(cast: Cast) -> None:
    case = walk_to(S.RECEIVED, cast.crew)
    case.refresh_from_db()
    with pytest.raises(AttributeError):
        case.state = S.CLOSED


def test_every_unmet_fact_is_named_at_once(cast: Cast) -> None:
    """A bare application lacks all that T2 asks for; the officer hears it in one go."""
    from casework.actions.opening import open_case  # noqa: PLC0415  one case, no walk
    from casework.moment import now  # noqa: PLC0415  the same
    from casework.schemes import scheme_named  # noqa: PLC0415  the same

    case = open_case(
        scheme_named("clares_law"),
        by=cast.control_room,
        route="right_to_ask",
        received_at=now(),
    )
    before = snapshot()
    with pytest.raises(Refused) as refusal:
        perform(case, "begin_initial_checks", by=cast.control_room)
    said = " ".join(refusal.value.sentences)
    for word in ("danger", "subject", "safe", "relationship", "warnings"):
        assert word in said
    assert len(refusal.value.sentences) == 5
    assert snapshot() == before


def test_a_move_writes_one_event_one_visit_and_the_summary(cast: Cast) -> None:
    case = walk_to(S.RECEIVED, cast.crew)
    events = AuditEvent.objects.filter(case=case).count()
    moved = perform(case, "begin_initial_checks", by=cast.control_room, reason="Done")
    (event,) = AuditEvent.objects.filter(case=case).order_by("-sequence")[
        : AuditEvent.objects.filter(case=case).count() - events
    ]
    assert event.verb == "begin_initial_checks"
    assert event.actor == cast.control_room
    assert event.actor_roles == "control_room"
    assert event.action_class == ActionClass.ALTERATION
    assert event.reason == "Done"
    assert "Received" in event.sentence
    assert "Initial checks" in event.sentence
    kept = Case.objects.get(pk=case.pk)
    assert kept.stage == S.INITIAL_CHECKS
    assert kept.version == case.version + 1 == moved.version
    visits = StageVisit.objects.filter(case=case)
    assert [(v.stage, v.left_at is None) for v in visits] == [
        (S.RECEIVED, False),
        (S.INITIAL_CHECKS, True),
    ]
    assert visits[0].left_at == visits[1].entered_at == kept.stage_entered_at


def test_a_move_whose_audit_fails_did_not_happen(cast: Cast) -> None:
    case = walk_to(S.RECEIVED, cast.crew)
    before = snapshot()
    broken = mock.patch.object(audit, "record", side_effect=OSError("no audit"))
    with broken, pytest.raises(OSError, match="no audit"):
        perform(case, "begin_initial_checks", by=cast.control_room)
    assert snapshot() == before


def test_an_older_page_is_stale(cast: Cast) -> None:
    case = walk_to(S.RECEIVED, cast.crew)
    before = snapshot()
    with pytest.raises(Stale) as refusal:
        perform(
            case,
            "begin_initial_checks",
            by=cast.control_room,
            version=case.version - 1,
        )
    assert "Somebody else changed this case" in refusal.value.sentences[0]
    assert snapshot() == before
    perform(case, "begin_initial_checks", by=cast.control_room, version=case.version)


def test_a_case_of_another_unit_is_unknown(cast: Cast) -> None:
    """Olu holds every job, elsewhere; only being an auditor would open it."""
    cast.outsider.role_grants.filter(role="auditor").delete()
    case = walk_to(S.RECEIVED, cast.crew)
    before = snapshot()
    with pytest.raises(Http404):
        perform(case, "begin_initial_checks", by=cast.outsider)
    assert snapshot() == before


def test_a_visible_case_that_one_may_not_move_says_who_may(cast: Cast) -> None:
    case = walk_to(S.INITIAL_CHECKS, cast.crew)
    before = snapshot()
    with pytest.raises(PermissionDenied) as refusal:
        perform(case, "arrange_meeting", by=cast.researcher)
    assert "CRU supervisor" in str(refusal.value)
    assert snapshot() == before


def test_the_options_are_judged_as_the_moves_are(cast: Cast) -> None:
    """What the page offers is what ``perform`` does, and it says what is missing."""
    case = walk_to(S.INITIAL_CHECKS, cast.crew)
    options = {option.row.name: option for option in options_for(case, cast.supervisor)}
    assert "begin_right_to_know_research" not in options  # the other route
    assert not options["arrange_meeting"].is_possible
    assert any("check" in reason for reason in options["arrange_meeting"].reasons)
    with pytest.raises(Refused) as refusal:
        perform(case, "arrange_meeting", by=cast.supervisor)
    assert list(refusal.value.sentences) == options["arrange_meeting"].reasons
    refused = {option.row.name: option for option in options_for(case, cast.researcher)}
    assert "CRU supervisor" in refused["arrange_meeting"].denied


def test_notices_are_rows_of_the_same_act_and_never_for_the_actor(cast: Cast) -> None:
    case = walk_to(S.DECISION_DRAFT, cast.crew)
    from disclosure.demo.steps_to_decision import propose  # noqa: PLC0415  one step
    from disclosure.demo.story import DISCLOSED  # noqa: PLC0415  one step

    Notification.objects.all().delete()
    propose(case, cast.crew, DISCLOSED)
    told = Notification.objects.filter(case=case, kind="submit_for_decision")
    assert {row.recipient for row in told} == {
        cast.decision_maker,
        cast.second_decision_maker,
    }
    for row in told:
        assert "Clare" not in row.text
        assert "Testwell" not in row.text
        assert "Sampleton" not in row.text
