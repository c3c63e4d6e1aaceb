"""Nobody writes over what they have not read, and nothing is done twice (C-01 to C-04).

Each test opens a page, lets somebody else change the case, and then sends the page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.actions.contact import (
    record_contact_plan,
)
from casework.actions.people import Details, add_part, change_person, name_person
from casework.actions.work import begin_waiting, end_waiting, write_note
from casework.models import AuditEvent, Case, Part
from casework.moment import now
from casework.views.saving import save_once
from casework.workflow.perform import Refused, Stale
from disclosure.actions import second_person
from disclosure.actions.application import confirm_warnings, record_application
from disclosure.clares_law import S
from disclosure.models import Application
from tests.cast import Cast
from tests.walks import walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
CHANGED = "Somebody else changed this case while your page was open."
PLAN = {
    "method": "call",
    "contact_point": "01632 960 102",
    "safe_times": "Weekdays",
    "days": ["0", "1", "2", "3", "4"],
    "opens": "09:00",
    "closes": "17:00",
    "others_answer": "no",
    "post_is_safe": "no",
    "may_leave_message": "yes",
    "may_text": "no",
    "may_say_police": "no",
    "withhold_number": "yes",
    "who_else": "nobody",
}
REGISTER = Details("Rita", "Register")


def hidden_in(answer: Any) -> dict[str, str]:
    """The token and the version that the form carries."""
    form = answer.context["form"]
    return {name: str(form[name].value()) for name in ("submission", "version")}


def page_of(name: str, case: Any, *args: object) -> str:
    return reverse(name, args=(case.reference, *args))


def person_at_risk(case: Any) -> Any:
    return case.involvements.get(part=Part.PERSON_AT_RISK).person


def fresh(case: Any) -> Case:
    return Case.objects.get(pk=case.pk)


# -- Safe contact ----------------------------------------------------------------------
def test_a_warning_about_contact_is_read_before_it_is_superseded(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to(S.DISCLOSURE_PLANNING, cast.crew)
    person = person_at_risk(case)
    officer = sign_in(cast.disclosure_officer)
    address = page_of("case_contact_plan", case, person.pk)
    sent = {**PLAN, **hidden_in(officer.get(address))}
    warning = "The subject reads her telephone now"
    record_contact_plan(
        case,
        person,
        by=cast.researcher,
        method="none_safe",
        safe_times="Not known",
        who_else=warning,
    )

    answer = officer.post(address, sent)

    assert CHANGED in answer.content.decode()
    in_force = case.contact_plans.filter(person=person, superseded_at=None)
    assert in_force.get().who_else == warning
    # Told of it, the officer may decide otherwise.
    officer.post(address, {**PLAN, **hidden_in(answer)})
    assert in_force.get().safe_times == "Weekdays"


def test_an_attempt_is_recorded_by_whoever_has_read_the_case(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to(S.DISCLOSURE_PLANNING, cast.crew)
    officer = sign_in(cast.disclosure_officer)
    address = page_of("case_contact_attempt", case, person_at_risk(case).pk)
    when = (now() - dt.timedelta(minutes=1)).astimezone()
    sent = {
        **hidden_in(officer.get(address)),
        "plan": case.contact_plans.get().pk,
        "at_date": f"{when:%d/%m/%Y}",
        "at_time": f"{when:%H:%M}",
        "method": "call",
        "purpose": "Arrange the visit",
        "result": "no_answer",
        "plan_confirmed": "no",
    }
    write_note(case, by=cast.researcher, text="He is at home this week: do not ring.")

    assert CHANGED in officer.post(address, sent).content.decode()
    assert not case.contact_attempts.exists()


# -- What was said ---------------------------------------------------------------------
def test_the_version_of_an_application_is_compared_under_the_lock(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other change comes after the page has opened the case to take the answers."""
    case = walk_to(S.RECEIVED, cast.crew)
    caller = sign_in(cast.control_room)
    address = page_of("case_application_change", case)
    sent = {
        **hidden_in(caller.get(address)),
        "danger": "no",
        "channel": "101",
        "reason": "Typed first, sent last.",
    }

    def save_late(*args: Any, **kwargs: Any) -> Any:
        record_application(case, by=cast.supervisor, reason="She fears for her life.")
        return save_once(*args, **kwargs)

    monkeypatch.setattr("disclosure.views.application.save_once", save_late)

    assert CHANGED in caller.post(address, sent).content.decode()
    said = Application.objects.get(case_id=case.pk)
    assert said.reason == "She fears for her life."


@pytest.mark.parametrize(
    ("page", "tick"), [("case_warnings", "given"), ("intake_confirm", "read_out")]
)
def test_warnings_that_were_given_keep_their_first_time(
    cast: Cast, sign_in: SignIn, page: str, tick: str
) -> None:
    case = walk_to(S.RECEIVED, cast.crew)
    said = Application.objects.get(case_id=case.pk)
    supervisor = sign_in(cast.supervisor)
    address = page_of(page, case)
    recorded = AuditEvent.objects.filter(case=case, verb="record_application")
    before = fresh(case).version, recorded.count()

    sent = {**hidden_in(supervisor.get(address)), tick: "on"}
    answer = supervisor.post(address, sent)

    assert answer.status_code == 302
    assert Application.objects.get(case_id=case.pk).warned_at == said.warned_at
    assert (fresh(case).version, recorded.count()) == before


def test_warnings_are_recorded_once_by_whoever_gave_them(cast: Cast) -> None:
    case = walk_to(S.RECEIVED, cast.crew)
    Application.objects.filter(case_id=case.pk).update(warned_at=None)
    for by in (cast.control_room, cast.supervisor):
        confirm_warnings(case, by=by)
    last = AuditEvent.objects.filter(case=case, verb="record_application").latest("id")
    assert last.actor == cast.control_room


# -- People ----------------------------------------------------------------------------
def test_a_person_is_added_to_the_people_that_were_shown(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to(S.INITIAL_CHECKS, cast.crew)
    researcher = sign_in(cast.researcher)
    address = page_of("case_person_add", case)
    child = {"part": Part.CHILD, "given": "Rita", "sex": "not_asked"}
    sent = {**child, **hidden_in(researcher.get(address))}
    name_person(case, by=cast.supervisor, part=Part.CHILD, details=REGISTER)

    answer = researcher.post(address, sent)

    assert CHANGED in answer.content.decode()
    assert case.involvements.filter(part=Part.CHILD).count() == 1
    researcher.post(address, {**child, **hidden_in(answer)})
    assert case.involvements.filter(part=Part.CHILD).count() == 2


def test_both_parts_of_one_person_are_named_from_one_page(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to(S.INITIAL_CHECKS, cast.crew)
    case.involvements.filter(part__in=[Part.APPLICANT, Part.PERSON_AT_RISK]).delete()
    researcher = sign_in(cast.researcher)
    address = page_of("case_person_add", case)
    sent = {
        **hidden_in(researcher.get(address)),
        "part": Part.APPLICANT,
        "same_person": "on",
        "given": "Rita",
        "sex": "not_asked",
    }
    researcher.post(address, sent)
    parts = case.involvements.filter(person__names__given="Rita")
    assert {row.part for row in parts} == {Part.APPLICANT, Part.PERSON_AT_RISK}


@pytest.mark.parametrize("part", [Part.APPLICANT, Part.PERSON_AT_RISK, Part.SUBJECT])
def test_a_part_of_one_person_is_not_given_to_a_second(cast: Cast, part: Part) -> None:
    case = walk_to(S.INITIAL_CHECKS, cast.crew)
    by, holder = cast.researcher, case.involvements.get(part=part).person
    other = name_person(case, by=by, part=Part.REFERRER, details=REGISTER)
    sentence = f"^The {part.label.lower()} is already named.$"

    with pytest.raises(Refused, match=sentence):
        name_person(case, by=by, part=part, details=REGISTER)
    with pytest.raises(Refused, match=sentence):
        add_part(case, other, by=by, part=part)
    add_part(case, holder, by=by, part=part)

    assert case.involvements.get(part=part).person == holder


def test_several_children_are_several_people(cast: Cast) -> None:
    case = walk_to(S.INITIAL_CHECKS, cast.crew)
    for given in ("Ann", "Bea"):
        details = Details(given)
        name_person(case, by=cast.researcher, part=Part.CHILD, details=details)
    assert case.involvements.filter(part=Part.CHILD).count() == 2


def test_details_are_corrected_as_they_were_shown(cast: Cast) -> None:
    case = walk_to(S.INITIAL_CHECKS, cast.crew)
    person, seen = person_at_risk(case), fresh(case).version
    change_person(case, person, by=cast.supervisor, details=REGISTER, version=seen)
    with pytest.raises(Stale):
        change_person(
            case, person, by=cast.researcher, details=Details("Old"), version=seen
        )
    assert person.names.get(kind="main").given == "Rita"


# -- Waits -----------------------------------------------------------------------------
def wait(case: Any, by: User, label: str) -> None:
    begin_waiting(case, by=by, reason="other_force", label=label, on_whom="Elsewhere")


def test_a_wait_is_not_put_in_the_place_of_one_that_was_not_seen(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to(S.RESEARCH, cast.crew)
    researcher = sign_in(cast.researcher)
    address = page_of("case_waiting", case)
    sent = {**hidden_in(researcher.get(address)), "reason": "other_force"}
    wait(case, cast.supervisor, "The court's reply")

    answer = researcher.post(f"{address}?do=begin", sent)

    assert CHANGED in answer.content.decode()
    assert fresh(case).waiting_on == "The court's reply"
    assert case.waits.get().ended_at is None


def test_only_the_wait_that_was_shown_is_ended(cast: Cast, sign_in: SignIn) -> None:
    case = walk_to(S.RESEARCH, cast.crew)
    wait(case, cast.researcher, "The court's reply")
    researcher = sign_in(cast.researcher)
    address = page_of("case_waiting", case)
    sent = hidden_in(researcher.get(address))
    end_waiting(case, by=cast.supervisor)
    wait(case, cast.supervisor, "The prison's reply")

    answer = researcher.post(f"{address}?do=end", sent)

    assert CHANGED in answer.content.decode()
    assert fresh(case).waiting_on == "The prison's reply"


# -- A second person -------------------------------------------------------------------
def test_a_sign_off_is_of_the_case_as_it_was_read(cast: Cast) -> None:
    case = walk_to(S.INITIAL_CHECKS, cast.crew)
    second_person.ask_sign_off(
        case, by=cast.supervisor, purpose="closure", reason="Not in scope."
    )
    read = fresh(case).version
    write_note(case, by=cast.researcher, text="A child lives there.")
    with pytest.raises(Stale):
        second_person.give_sign_off(
            case, by=cast.decision_maker, purpose="closure", version=read
        )
    assert case.sign_offs.get().by is None


def test_two_clicks_on_a_sign_off_are_one(cast: Cast, sign_in: SignIn) -> None:
    """Each leads to the same page, though after the first the page is another's."""
    case = walk_to(S.INITIAL_CHECKS, cast.crew)
    address = page_of("case_sign_off", case, "closure")
    clicks = (
        (cast.supervisor, {"reason": "Not in scope of the scheme."}),
        (cast.decision_maker, {"agreed": "on"}),
    )
    for who, typed in clicks:
        client = sign_in(who)
        sent = {**typed, **hidden_in(client.get(address))}
        first, second = client.post(address, sent), client.post(address, sent)
        assert first.status_code == second.status_code == 302
        assert second["Location"] == first["Location"]
        text = client.get(second["Location"]).content.decode()
        assert "it was not saved twice" in text
    row = case.sign_offs.get()
    assert (row.asked_by, row.by) == (cast.supervisor, cast.decision_maker)
