"""Quality sampling: drawn fairly, read blind, compared after (clares-law 7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from casework.models import AuditEvent, Notification, Threshold
from casework.models.duties import Duty
from casework.moment import frozen, now
from casework.policy import Capability, may
from casework.workflow.perform import Refused, perform
from disclosure.actions.sampling import (
    conclude_second_look,
    draw_cases,
    give_back,
    give_second_look,
    take_second_look,
)
from disclosure.actions.second_person import ask_sign_off, give_sign_off
from disclosure.models import Agreement, SampledCase, SamplingDraw, SecondLook
from disclosure.outcomes import Outcome
from disclosure.queries.sampling import drawn_again, parts_in
from disclosure.tasks import draw_samples
from tests.cast import Cast, make_person
from tests.walks import DISCLOSED, NOT_DISCLOSED, walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
LATER = dt.timedelta(hours=2)
WHY = "The record shows two assaults that nobody weighed."
RATIONALE = "Rationalecanary of the proposer"


@pytest.fixture
def everything_is_drawn(cast: Cast) -> None:
    """Whatever closes is drawn."""
    Threshold.objects.filter(key__endswith="_percent").update(value=100)


@pytest.fixture
def nil(cast: Cast, everything_is_drawn: None) -> Any:
    """A case that ended with nothing to tell, and was drawn."""
    return drawn(cast, NOT_DISCLOSED)


def drawn(cast: Cast, story: Any) -> Any:
    case = walk_to("closed", cast.crew, story)
    with frozen(now() + LATER):
        assert draw_cases(cast.unit, "clares_law") is not None
    return type(case).objects.get(pk=case.pk)


@pytest.fixture
def reader(cast: Cast) -> User:
    """Had no part in any of the cases."""
    return cast.second_decision_maker


ANSWER: dict[str, Any] = {
    "outcome": Outcome.NOTHING_HELD,
    "reasons": WHY,
    "sees_danger": False,
    "danger": "",
    "research_was_enough": True,
    "research_gaps": "",
}


def looked(case: Any, by: User, **answer: Any) -> SecondLook:
    take_second_look(case, by=by)
    return give_second_look(case, by=by, **{**ANSWER, **answer})


def url(name: str, case: Any) -> str:
    return reverse(name, args=(case.reference,))


# -- The draw ----------------------------------------------------------------------
def test_the_draw_can_be_made_again_from_its_row(cast: Cast) -> None:
    stories = [NOT_DISCLOSED] * 8 + [DISCLOSED] * 2
    cases = [walk_to("closed", cast.crew, story) for story in stories]
    Threshold.objects.filter(key="sample_nil_percent").update(value=50)
    with frozen(now() + LATER):
        draw = draw_cases(cast.unit, "clares_law", seed="a")
    assert draw is not None
    assert (draw.considered, draw.nil_percent, draw.other_percent) == (10, 50, 5)
    taken = set(draw.cases.values_list("case__reference", flat=True))
    pairs = [
        (case.reference, "told" if case.outcome.startswith("disclose_") else "nil")
        for case in cases
    ]
    assert drawn_again(draw, pairs) == taken
    draw.seed = "another"
    others = {frozenset(drawn_again(draw, pairs))}
    for number in range(20):
        draw.seed = f"another {number}"
        others.add(frozenset(drawn_again(draw, pairs)))
    assert len(others) > 1, "the seed decides"


def test_the_seed_is_the_machines_and_never_the_same(
    cast: Cast, everything_is_drawn: None
) -> None:
    for hours in (2, 4):
        case = walk_to("closed", cast.crew, NOT_DISCLOSED)
        with frozen(case.closed_at + dt.timedelta(hours=hours)):
            draw_samples()
        cast.unit.refresh_from_db()
    seeds = list(SamplingDraw.objects.values_list("seed", flat=True))
    assert len(set(seeds)) == len(seeds)
    assert {len(seed) for seed in seeds} == {64}


@pytest.mark.parametrize(
    ("nil", "other", "drawn_outcomes"),
    [(100, 0, {"no_disclosure_nothing_held"}), (0, 100, {"disclose_to_a"})],
)
def test_nil_outcomes_have_a_share_of_their_own(
    cast: Cast, nil: int, other: int, drawn_outcomes: set[str]
) -> None:
    Threshold.objects.filter(key="sample_nil_percent").update(value=nil)
    Threshold.objects.filter(key="sample_other_percent").update(value=other)
    for story in (DISCLOSED, NOT_DISCLOSED):
        walk_to("closed", cast.crew, story)
    with frozen(now() + LATER):
        draw = draw_cases(cast.unit, "clares_law")
    assert draw is not None
    found = set(draw.cases.values_list("outcome", flat=True))
    assert found == drawn_outcomes


def test_each_closure_is_drawn_from_once(cast: Cast, nil: Any) -> None:
    assert SampledCase.objects.count() == 1
    with frozen(now() + 2 * LATER):
        draw_samples()
    assert SampledCase.objects.count() == 1
    verbs = nil.audit_events.values_list("verb", flat=True)
    assert list(verbs).count("draw_case") == 1
    assert AuditEvent.objects.filter(verb="draw_sample").count() == 1


def test_what_has_just_closed_waits_for_the_next_draw(
    cast: Cast, everything_is_drawn: None
) -> None:
    """A closure that is being stored while the draw is made is not missed."""
    case = walk_to("closed", cast.crew, NOT_DISCLOSED)
    draw_samples()
    assert not SampledCase.objects.exists()
    with frozen(now() + LATER):
        draw_samples()
    assert SampledCase.objects.get().case_id == case.pk


def test_a_draw_and_an_answer_are_never_changed(
    cast: Cast, nil: Any, reader: User
) -> None:
    look = looked(nil, reader)
    rows = (SamplingDraw.objects.all(), SecondLook.objects.filter(pk=look.pk))
    for number, found in enumerate(rows):
        changed = {"seed": "x"} if number == 0 else {"outcome": "x"}
        with pytest.raises(DatabaseError), transaction.atomic():
            found.update(**changed)
        with pytest.raises(DatabaseError), transaction.atomic():
            found.delete()


# -- Who reads -----------------------------------------------------------------------
@pytest.mark.parametrize("job", ["decision_maker", "supervisor"])
def test_whoever_had_a_part_never_reads(
    job: str, cast: Cast, nil: Any, sign_in: SignIn
) -> None:
    """In the page, in the code and in the database."""
    user = getattr(cast, job)
    answer = sign_in(user).post(url("case_second_look", nil))
    assert answer.status_code == 403
    assert "You had a part in this case" in answer.content.decode()
    with pytest.raises(Refused, match="You had a part"):
        take_second_look(nil, by=user)
    sample = SampledCase.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        SampledCase.objects.filter(pk=sample.pk).update(reader=user, taken_at=now())
    listed = sign_in(user).get(reverse("second_looks")).content.decode()
    assert nil.reference not in listed
    assert "Besides: 1 drawn case" in listed


@pytest.mark.parametrize("job", ["researcher", "disclosure_officer", "auditor"])
def test_other_jobs_give_no_second_look(
    job: str, cast: Cast, nil: Any, sign_in: SignIn
) -> None:
    user = getattr(cast, job)
    assert not may(user, Capability.SECOND_LOOK, nil).allowed
    with pytest.raises(PermissionDenied):
        take_second_look(nil, by=user)


def test_whoever_has_seen_how_it_ended_does_not_read_blind(
    cast: Cast, nil: Any, reader: User, sign_in: SignIn
) -> None:
    sample = SampledCase.objects.select_related("case").get()
    assert parts_in(reader, [sample]) == frozenset()
    client = sign_in(reader)
    assert client.get(url("case_second_look", nil)).status_code == 200
    assert parts_in(reader, [sample]) == frozenset(), "this page tells nothing"
    client.get(url("case_decision", nil))
    assert parts_in(reader, [sample]) == {nil.pk}
    assert client.post(url("case_second_look", nil)).status_code == 403


def test_one_reads_and_the_others_are_told(
    cast: Cast, nil: Any, reader: User, sign_in: SignIn
) -> None:
    take_second_look(nil, by=reader)
    take_second_look(nil, by=reader)
    third = make_person("thea", "Thea Third", cast.unit, Role.DECISION_MAKER)
    client = sign_in(third)
    assert client.get(url("case_second_look", nil)).status_code == 403
    text = client.get(reverse("second_looks")).content.decode()
    assert nil.reference not in text
    assert "Besides: 1 drawn case" in text
    with pytest.raises(DatabaseError), transaction.atomic():
        SecondLook.objects.create(
            sample=SampledCase.objects.get(),
            case_id=nil.pk,
            by=third,
            at=now(),
            agreement="same",
            points_to_danger=False,
            **ANSWER,
        )


def test_a_reader_stays_out_of_the_case_for_ever(
    cast: Cast, nil: Any, reader: User
) -> None:
    looked(nil, reader)
    assert Duty.objects.get(case=nil, user=reader).kind == "reader"
    verdict = may(reader, Capability.DECIDE, nil)
    assert "second look" in verdict.reason


def test_a_second_look_can_be_left_to_somebody_else(
    cast: Cast, nil: Any, reader: User, sign_in: SignIn
) -> None:
    take_second_look(nil, by=reader)
    client = sign_in(reader)
    address = f"{url('case_second_look', nil)}?do=leave"
    assert "Why should somebody else" in client.get(address).content.decode()
    client.post(address, {"reason": "I know the subject's family."})
    assert SampledCase.objects.get().reader is None
    assert may(reader, Capability.SEE_DECISION, nil).allowed
    with pytest.raises(Refused, match="You had a part"):
        take_second_look(nil, by=reader)
    with pytest.raises(Refused):
        give_back(nil, by=reader, reason=WHY)
    third = make_person("thea", "Thea Third", cast.unit, Role.DECISION_MAKER)
    take_second_look(nil, by=third)


# -- Blind ---------------------------------------------------------------------------
def test_the_reader_sees_the_record_and_nothing_of_the_decision(
    cast: Cast, everything_is_drawn: None, reader: User, sign_in: SignIn
) -> None:
    case = drawn(cast, replace(NOT_DISCLOSED, holds=True))
    review = case.reviews.get()
    version = case.recommendations.last()
    secret = {review.reason, version.rationale, str(Outcome(case.outcome).label)}
    assert all(secret)
    item = case.assertions.first().text
    client = sign_in(reader)
    client.post(url("case_second_look", case))
    page = client.get(url("case_second_look", case)).content.decode()
    assert item in page
    assert "He checks my phone" in page
    before_form = page[: page.index("Your answer")]
    for words in secret:
        assert words not in before_form
    for name in ("Dee Decider", "Raj Researcher"):
        assert f"Proposed by {name}" not in page
    assert "Recommendation" not in before_form


PAGES = (
    *("case", "case_people", "case_application", "case_assessment", "case_research"),
    *("case_decision", "case_delivery", "case_checks", "case_documents"),
    *("case_notes", "case_history", "case_dates", "case_links"),
    "case_second_look_result",
)


def test_while_reading_nothing_else_of_the_case_opens(
    cast: Cast, nil: Any, sign_in: SignIn
) -> None:
    """Every page, for somebody who could open them all a moment before."""
    lead = make_person(
        "lea", "Lea Lead", cast.unit, Role.SUPERVISOR, Role.DECISION_MAKER
    )
    client = sign_in(lead)
    take_second_look(nil, by=lead)
    found = {name: client.get(url(name, nil)).status_code for name in PAGES}
    assert found == dict.fromkeys(PAGES, 403)
    assert "you see the record" in client.get(url("case", nil)).content.decode()
    give_second_look(nil, by=lead, **ANSWER)
    found = {name: client.get(url(name, nil)).status_code for name in PAGES}
    assert found == dict.fromkeys(PAGES, 200)


# -- What comes of it ------------------------------------------------------------------
@pytest.mark.parametrize(
    ("second", "sees_danger", "agreement", "danger"),
    [
        (Outcome.NOTHING_HELD, False, Agreement.SAME, False),
        (Outcome.TEST_NOT_MET, False, Agreement.KIND, False),
        (Outcome.DISCLOSE_TO_A, False, Agreement.DIFFERENT, True),
        (Outcome.DISCLOSE_TO_OTHER, False, Agreement.DIFFERENT, True),
        (Outcome.OUT_OF_SCOPE, False, Agreement.DIFFERENT, False),
        (Outcome.NOTHING_HELD, True, Agreement.SAME, True),
    ],
)
def test_agreement_is_about_what_it_means_for_the_person(  # noqa: PLR0917
    cast: Cast,
    nil: Any,
    reader: User,
    second: Outcome,
    sees_danger: bool,
    agreement: Agreement,
    danger: bool,
) -> None:
    words = "She lives with him." if sees_danger else ""
    look = looked(nil, reader, outcome=second, sees_danger=sees_danger, danger=words)
    assert (look.agreement, look.points_to_danger) == (agreement, danger)
    told = Notification.objects.filter(case=nil, recipient=cast.supervisor)
    kinds = set(told.values_list("kind", flat=True))
    assert ("second_look_danger" in kinds) is danger


def test_who_would_not_have_told_points_to_no_danger(
    cast: Cast, everything_is_drawn: None, reader: User
) -> None:
    look = looked(drawn(cast, DISCLOSED), reader)
    assert (look.agreement, look.points_to_danger) == (Agreement.DIFFERENT, False)
    told = Notification.objects.get(
        case_id=look.case_id, recipient=cast.supervisor, kind="second_look_differs"
    )
    assert told.text == "has a second look to conclude on"


def test_danger_stands_first_and_leads_to_the_case_being_opened_again(
    cast: Cast, nil: Any, reader: User, sign_in: SignIn
) -> None:
    """The path of T16: asked for here, signed off by another, then reopened."""
    typed = {
        "outcome": Outcome.DISCLOSE_TO_A,
        "reasons": WHY,
        "sees_danger": "yes",
        "danger": "She lives with him.",
        "research_was_enough": "no",
        "research_gaps": "The other force's records.",
    }
    client = sign_in(reader)
    client.post(url("case_second_look", nil))
    client.post(url("case_second_look", nil), typed)
    supervisor = sign_in(cast.supervisor)
    listed = supervisor.get(reverse("second_looks")).content.decode()
    assert "Points to danger" in listed
    page = supervisor.get(url("case_second_look_result", nil)).content.decode()
    for words in (
        WHY,
        "She lives with him.",
        "The other force&#x27;s records.",
        "Disclosure to the person at risk",
        "No disclosure: nothing held",
        "Ask for the case to be opened again",
    ):
        assert words in page, words
    supervisor.post(
        url("case_second_look_result", nil), {"learning": WHY, "opens_again": "yes"}
    )
    asked = nil.sign_offs.get(purpose="reopening")
    assert (asked.asked_by, asked.reason) == (cast.supervisor, WHY)
    give_sign_off(nil, by=cast.decision_maker, purpose="reopening")
    opened = perform(nil, "reopen_case", by=cast.supervisor, reason=WHY)
    assert opened.state == "research"
    assert "To be opened again" in (
        supervisor.get(url("case_second_look_result", nil)).content.decode()
    )


def test_the_reader_does_not_conclude_on_their_own_look(
    cast: Cast, nil: Any, sign_in: SignIn
) -> None:
    lead = make_person("lea", "Lea Lead", cast.unit, Role.SUPERVISOR)
    looked(nil, lead)
    client = sign_in(lead)
    page = client.get(url("case_second_look_result", nil)).content.decode()
    assert "another supervisor concludes" in page
    assert "Record the conclusion" not in page
    typed = {"learning": WHY, "opens_again": "no"}
    address = url("case_second_look_result", nil)
    assert client.post(address, typed).status_code == 403
    with pytest.raises(Refused):
        conclude_second_look(nil, by=lead, learning=WHY, opens_again=False)
    conclude_second_look(nil, by=cast.supervisor, learning=WHY, opens_again=False)
    assert not nil.sign_offs.exists()


def test_an_answer_with_a_gap_keeps_what_was_typed(
    cast: Cast, nil: Any, reader: User, sign_in: SignIn
) -> None:
    client = sign_in(reader)
    take_second_look(nil, by=reader)
    typed = {"reasons": WHY, "sees_danger": "yes", "research_was_enough": "no"}
    page = client.post(url("case_second_look", nil), typed).content.decode()
    for name in ("danger", "research_gaps", "outcome"):
        assert f'id="id_{name}_error"' in page or f'id="id_{name}_0_error"' in page
    assert WHY in page
    assert not SecondLook.objects.exists()


def test_a_case_opened_again_waits_for_nobody(
    cast: Cast, nil: Any, reader: User, sign_in: SignIn
) -> None:
    take_second_look(nil, by=reader)
    ask_sign_off(nil, by=cast.supervisor, purpose="reopening", reason=WHY)
    give_sign_off(nil, by=cast.decision_maker, purpose="reopening")
    perform(nil, "reopen_case", by=cast.supervisor, reason=WHY)
    client = sign_in(reader)
    assert client.get(url("case", nil)).status_code == 200
    assert client.get(url("case_second_look", nil)).status_code == 404
    assert nil.reference not in client.get(reverse("second_looks")).content.decode()


def test_more_cases_take_no_more_queries(
    cast: Cast,
    everything_is_drawn: None,
    reader: User,
    sign_in: SignIn,
    django_assert_max_num_queries: Any,
) -> None:
    counts = list[int]()
    client = sign_in(cast.supervisor)
    for number in range(3):
        with frozen(now() + number * LATER):
            walk_to("closed", cast.crew, DISCLOSED)
            looked(drawn(cast, NOT_DISCLOSED), reader)
        client.get(reverse("second_looks"))
        with django_assert_max_num_queries(20) as queries:
            client.get(reverse("second_looks"))
        counts.append(len(queries))
    assert len(set(counts)) == 1


# -- Rates -----------------------------------------------------------------------------
def rates_page(cast: Cast, sign_in: SignIn, period: str = "year") -> str:
    address = f"{reverse('second_look_rates')}?period={period}"
    text: str = sign_in(cast.supervisor).get(address).content.decode()
    return text


def test_few_looks_give_numbers_and_no_rate(
    cast: Cast, nil: Any, reader: User, sign_in: SignIn
) -> None:
    looked(nil, reader)
    page = rates_page(cast, sign_in)
    assert "Too few to say (1 of 30)" in page
    assert "95 % interval:" not in page
    Threshold.objects.filter(key="sample_too_few").update(value=1)
    page = rates_page(cast, sign_in)
    # Wilson, of 1 in 1: never "100 %, for certain".
    assert "100%" in page
    assert "95 % interval: 21% to 100%" in page


def test_rates_are_of_outcomes_and_time_and_name_nobody(
    cast: Cast, everything_is_drawn: None, reader: User, sign_in: SignIn
) -> None:
    with frozen(now() - dt.timedelta(days=100)):
        looked(drawn(cast, DISCLOSED), reader)
    looked(drawn(cast, NOT_DISCLOSED), reader)
    page = rates_page(cast, sign_in, "ever")
    assert "Disclosure to the person at risk" in page
    assert "No disclosure: nothing held" in page
    people = (cast.researcher, cast.decision_maker, reader, cast.disclosure_officer)
    assert not [person for person in people if str(person) in page]
    assert "Disclosure to the person at risk" not in rates_page(
        cast, sign_in, "quarter"
    )
    outsider = sign_in(cast.outsider).get(reverse("second_look_rates"))
    assert "nothing held" not in outsider.content.decode()
