"""A case from referral to its end, by the moves of marac A4.1 to A4.4."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from casework.clock import local_date
from casework.models import AuditEvent, Case, CodeListEntry, StageVisit
from casework.moment import frozen, now
from casework.workflow.perform import Refused, Stale, perform, settle
from marac.actions.screening import (
    declare_conflict,
    give_opinion,
    record_screening,
    settle_hit,
)
from marac.models import Action, Attendance, ConfidentialityStatement, RiskSummary
from tests.cast import Cast
from tests.referred import (
    RATIONALE,
    draft,
    make_meeting,
    make_register,
    sent,
    somebody_of,
    taken_on,
)


@pytest.fixture
def agencies(cast: Cast) -> dict[str, object]:
    """The register of the unit."""
    return dict(make_register(cast))


def test_a_referral_lacks_everything_at_first(cast: Cast) -> None:
    """R1 asks for all of it at once, and nothing moves."""
    from marac.actions.referral import start_referral  # noqa: PLC0415  bare

    make_register(cast)
    case = start_referral(by=cast.agency_representative, area="")
    with pytest.raises(Refused) as refusal:
        perform(case, "send_referral", by=cast.agency_representative)
    assert len(refusal.value.sentences) == 9  # judgement was not chosen
    case.refresh_from_db()
    assert case.state == "draft"


def test_a_sent_referral_is_screened_by_itself(cast: Cast) -> None:
    """R1 to R3: names compared, repeats looked for, the IDVA in, answers fixed."""
    make_register(cast)
    case = sent(cast)
    assert case.state == "screening"
    visits = list(StageVisit.objects.filter(case=case).order_by("pk"))
    assert [(v.stage, v.by) for v in visits] == [
        ("draft", cast.agency_representative),
        ("submitted", cast.agency_representative),
        ("screening", None),
    ]
    assert case.name_scans.count() == 1
    assert case.is_repeat is False
    assert case.idva_contact.agency == cast.idva.agency
    assessed = case.marac_assessments.get()
    assert (assessed.score, assessed.threshold) == (15, 14)
    assert case.risk == "high"
    assert Case.objects.visible_to(cast.idva).filter(pk=case.pk).exists()
    events = AuditEvent.objects.filter(case=case, verb="begin_screening")
    assert [event.actor for event in events] == [None]


def test_nobody_makes_a_move_that_happens_by_itself(cast: Cast) -> None:
    make_register(cast)
    case = sent(cast)
    with pytest.raises(Refused):
        perform(case, "begin_screening", by=cast.supervisor)
    with pytest.raises(PermissionDenied):
        perform(case, "return_for_information", by=None, missing=["x"])


def test_what_is_returned_comes_back_answered(cast: Cast) -> None:
    """R4 and R5; the clock of the hearing keeps its day."""
    from marac.actions.referral import answer_missing  # noqa: PLC0415  one act

    make_register(cast)
    case = sent(cast)
    due = case.due_on
    with pytest.raises(Refused):
        perform(case, "return_for_information", by=cast.marac_coordinator, missing=[])
    case = perform(
        case, "return_for_information", by=cast.marac_coordinator, missing=["School?"]
    )
    rep = cast.agency_representative
    with pytest.raises(Refused):
        perform(case, "send_again", by=rep)
    (item,) = case.missing_items.all()
    answer_missing(case, by=rep, answers={item.pk: "Aldershaw Primary"})
    case = perform(case, "send_again", by=rep)
    assert case.state == "screening"
    assert case.due_on == due


@pytest.mark.parametrize(("yes", "needs"), [(13, False), (14, True)])
def test_refusing_at_the_threshold_takes_a_second_person(
    cast: Cast, yes: int, needs: bool
) -> None:
    """R7: never the screener's own opinion, and the latest answer counts."""
    make_register(cast)
    case = sent(cast, yes=yes)
    coordinator, chair = cast.marac_coordinator, cast.marac_chair
    record_screening(
        case,
        by=coordinator,
        decision="not_suitable",
        rationale=RATIONALE,
        signpost="The support service was called.",
    )
    if needs:
        with pytest.raises(Refused):
            perform(case, "find_not_suitable", by=coordinator)
        with pytest.raises(PermissionDenied):
            give_opinion(
                case, by=coordinator, purpose="refuse", agrees=True, reason="x"
            )
        give_opinion(case, by=chair, purpose="refuse", agrees=False, reason="No")
        with pytest.raises(Refused):
            perform(case, "find_not_suitable", by=coordinator)
        give_opinion(case, by=chair, purpose="refuse", agrees=True, reason="Yes")
    case = perform(case, "find_not_suitable", by=coordinator)
    assert (case.state, case.outcome, case.is_closed) == (
        "not_suitable",
        "not_suitable",
        True,
    )
    case = perform(case, "screen_again", by=cast.supervisor, reason="New information")
    assert (case.state, case.is_closed) == ("screening", False)


def test_a_short_rationale_is_refused(cast: Cast) -> None:
    make_register(cast)
    case = sent(cast)
    with pytest.raises(Refused):
        record_screening(
            case, by=cast.marac_coordinator, decision="suitable", rationale="Fine."
        )
    with pytest.raises(Refused):
        perform(case, "take_on", by=cast.marac_coordinator)


def test_a_name_like_a_users_stops_the_case(cast: Cast) -> None:
    """A2.12, 1 and 2: a hit stops circulation; a conflict hides the case at once."""
    from casework.actions.people import Details  # noqa: PLC0415  one name

    make_register(cast)
    case = sent(cast, him=Details(given="R.", family="Researcher"))
    (hit,) = case.name_hits.all()
    assert hit.user == cast.researcher
    assert Case.objects.visible_to(cast.researcher).filter(pk=case.pk).exists()
    record_screening(
        case, by=cast.marac_coordinator, decision="suitable", rationale=RATIONALE
    )
    with pytest.raises(Refused) as refusal:
        perform(case, "take_on", by=cast.marac_coordinator)
    assert "name" in refusal.value.sentences[0]
    settle_hit(
        case, hit, by=cast.marac_coordinator, result="conflict", reason="He is the one."
    )
    assert not Case.objects.visible_to(cast.researcher).filter(pk=case.pk).exists()
    with pytest.raises(Refused) as refusal:
        perform(case, "take_on", by=cast.marac_coordinator)
    assert "Restrict" in refusal.value.sentences[0]


def test_whoever_declares_a_conflict_sees_nothing_more(cast: Cast) -> None:
    """Deny wins over every job: lists, counts and the address itself."""
    make_register(cast)
    case = sent(cast)
    for person in (cast.agency_representative, cast.supervisor, cast.auditor):
        assert Case.objects.visible_to(person).filter(pk=case.pk).exists()
    declare_conflict(case, by=cast.supervisor, relation="My sister")
    assert not Case.objects.visible_to(cast.supervisor).filter(pk=case.pk).exists()
    with pytest.raises(Http404):
        perform(case, "take_on", by=cast.supervisor)


def test_a_list_is_full_only_with_a_reason(cast: Cast) -> None:
    """R9, and M4: after publication only the chair, with a reason."""
    make_register(cast)
    case = taken_on(cast)
    meeting = make_meeting(cast)
    type(meeting).objects.filter(pk=meeting.pk).update(capacity=0)
    with pytest.raises(Refused):
        perform(case, "list_case", by=cast.marac_coordinator, meeting=meeting)
    with pytest.raises(Refused):
        perform(case, "list_late", by=cast.marac_chair, meeting=meeting, why_late="Now")
    case = perform(
        case,
        "list_case",
        by=cast.marac_coordinator,
        meeting=meeting,
        why_over_capacity="It cannot wait until the next one.",
    )
    assert case.state == "listed"


def test_the_whole_course(cast: Cast) -> None:
    """Published, researched, heard, acted on and closed; then the flag lapses."""
    agencies = make_register(cast)
    social = somebody_of(agencies["children"], "social", "Sol Social")
    case, meeting = taken_on(cast), make_meeting(cast)
    case = perform(case, "list_case", by=cast.marac_coordinator, meeting=meeting)
    meeting = perform(meeting, "publish_list", by=cast.marac_coordinator)
    case.refresh_from_db()
    assert case.state == "in_research"
    asked = {r.agency_id: r for r in case.research_requests.all()}
    assert {r.state for r in asked.values()} == {"sent"}
    assert set(asked) == {
        agencies[k].pk for k in ("housing", "idva", "police")
    }  # referrer and core; the others have no part
    assert not Case.objects.visible_to(social).filter(pk=case.pk).exists()
    request = asked[agencies["housing"].pk]
    with pytest.raises(PermissionDenied):
        perform(request, "acknowledge", by=cast.idva)
    request = perform(request, "acknowledge", by=cast.agency_representative)
    with pytest.raises(Stale):
        perform(request, "start", by=cast.agency_representative, version=1)
    with pytest.raises(Refused):
        perform(request, "return_answer", by=cast.agency_representative)
    type(request).objects.filter(pk=request.pk).update(
        found="not_known", identifiers="Tenancies, by name and birth"
    )
    request = perform(request, "return_answer", by=cast.agency_representative)
    assert request.state == "returned"
    with frozen(meeting.research_due_at + dt.timedelta(minutes=1)):
        _hold(cast, case, meeting, agencies)


def _hold(cast: Cast, case, meeting, agencies) -> None:  # type: ignore[no-untyped-def]
    late = case.research_requests.get(agency=agencies["police"])
    assert settle(late).state == "late"
    meeting = settle(meeting)
    case.refresh_from_db()
    assert (meeting.state, case.state) == ("research_closed", "ready")
    with pytest.raises(Refused) as refusal:
        perform(meeting, "begin_session", by=cast.marac_chair)
    assert len(refusal.value.sentences) == 3
    people = [cast.marac_chair, cast.agency_representative, cast.idva, cast.researcher]
    told = [None, agencies["housing"], agencies["idva"], agencies["police"]]
    for user, agency in zip(people, told, strict=True):
        row = Attendance.objects.create(
            meeting=meeting,
            user=user,
            name=str(user),
            agency=agency,
            presence="present",
            joined_at=now(),
            by=cast.marac_coordinator,
            at=now(),
        )
        ConfidentialityStatement.objects.create(
            attendance=row, words="W", signed_at=now(), recorded_by=cast.marac_chair
        )
    type(meeting).objects.filter(pk=meeting.pk).update(
        statement_read_at=now(), statement_read_by=cast.marac_chair
    )
    meeting = perform(meeting, "begin_session", by=cast.marac_chair)
    case = perform(case, "begin_hearing", by=cast.marac_coordinator)
    with pytest.raises(Refused) as refusal:
        perform(case, "conclude", by=cast.marac_chair)
    assert len(refusal.value.sentences) == 4
    case = _conclude(cast, case, agencies)
    assert case.state == "actions_open"
    action = case.actions.get()
    assert action.state == "agreed"
    assert case.idva_contact.state == "feedback_due"
    assert {r.state for r in case.research_requests.all()} == {"returned", "no_return"}
    meeting = perform(meeting, "end_session", by=cast.marac_chair)
    _act(cast, case, action)


def _conclude(cast: Cast, case, agencies):  # type: ignore[no-untyped-def]
    listing = case.listings.get()
    chair = cast.marac_chair
    RiskSummary.objects.create(listing=listing, harm="Serious", by=chair, at=now())
    for entry in CodeListEntry.objects.filter(
        scheme="marac", code_list="check_question"
    ):
        listing.check_answers.create(
            question=entry.code, answer="no", by=chair, at=now()
        )
    listing.feedback_owner = "Ida Idva"
    listing.save()
    Action.objects.create(
        case=case,
        listing=listing,
        words="Change the locks and fit a door chain.",
        for_whom="person_at_risk",
        owner_agency=agencies["housing"],
        due_on=local_date(now()) + dt.timedelta(days=5),
        by=chair,
        at=now(),
        state_entered_at=now(),
    )
    return perform(case, "conclude", by=chair)


def _act(cast: Cast, case, action) -> None:  # type: ignore[no-untyped-def]
    """Late by the ladder of the protocol, then done; the case follows by itself."""
    for days, state in ((1, "escalated_1"), (3, "escalated_2"), (7, "escalated_3")):
        with frozen(now() + dt.timedelta(days=5 + days)):
            action = settle(action)
            assert action.state == state
    with pytest.raises(PermissionDenied):
        perform(
            action, "claim_done", by=cast.idva, what_was_done="x", done_on=now().date()
        )
    action = perform(
        action,
        "claim_done",
        by=cast.agency_representative,
        what_was_done="Locks changed",
        done_on=local_date(now()),
    )
    action = perform(action, "verify", by=cast.marac_coordinator)
    case.refresh_from_db()
    assert (action.state, case.state) == ("done_verified", "actions_complete")
    with pytest.raises(Refused) as refusal:
        perform(case, "close_case", by=cast.marac_coordinator)
    assert len(refusal.value.sentences) == 2  # minutes and feedback
    perform(
        case.idva_contact, "give_feedback", by=cast.idva, feedback="Told by telephone"
    )
    meeting = case.listings.get().meeting
    meeting = perform(meeting, "draft_minutes", by=cast.marac_coordinator)
    meeting.minutes.content = {"cases": []}
    meeting.minutes.save()
    perform(meeting, "approve_minutes", by=cast.marac_chair)
    case = perform(case, "close_case", by=cast.marac_coordinator)
    assert (case.state, case.outcome) == ("closed", "actions_final")
    with frozen(now() + dt.timedelta(days=370)):
        case = settle(case)
        assert case.state == "flag_lapsed"
        assert {flag.state for flag in case.flags.all()} == {"to_remove"}


def test_an_agency_without_a_part_knows_of_nothing(cast: Cast) -> None:
    agencies = make_register(cast)
    other = somebody_of(agencies["children"], "social", "Sol Social")
    case = draft(cast)
    for person, sees in (
        (cast.agency_representative, True),
        (cast.supervisor, True),
        (cast.marac_coordinator, False),  # it was not sent
        (cast.idva, False),
        (cast.decision_maker, False),
        (cast.control_room, False),
        (cast.administrator, False),
        (other, False),
    ):
        found = Case.objects.visible_to(person).filter(pk=case.pk).exists()
        assert found is sees, person
