"""A meeting is held (issue 5.7; marac A2.6, A4.2 M6 to M9, A4.1 R13 to R16)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.clock import local_date
from casework.models import CodeListEntry, Notification
from casework.moment import now
from casework.workflow.perform import Refused, perform
from marac.actions.meeting_attendance import Seat, take_attendance
from marac.models import ConfidentialityStatement, Meeting
from marac.states import M, S
from tests.cast import Cast
from tests.integration.test_valid_html import faults_of
from tests.marac_cases import (
    KINDS,
    Table,
    close_research,
    fresh,
    in_session,
    list_on,
    make_table,
    next_meeting,
    publish,
    refer,
    take_on,
)

SignIn = Callable[[User], Client]
ACT = {
    "act_words": "Put a marker on the address and say what it means",
    "act_for": "person_at_risk",
}


@pytest.fixture
def table(cast: Cast) -> Table:
    return make_table(cast)


def day(days: int) -> str:
    return f"{local_date(now()) + dt.timedelta(days=days):%d/%m/%Y}"


def page_of(meeting: Meeting, case: Any) -> str:
    return reverse("hearing", args=(meeting.pk, meeting.cases.get(case=case).pk))


def typed(client: Client, address: str, **changes: str) -> dict[str, str]:
    """What the form of the page would send, with ``changes``."""
    return {**sent_by(client.get(address).context["form"]), **changes}


def sent_by(form: Any) -> dict[str, str]:
    """What a page with ``form`` would send."""
    return {
        form.add_prefix(name): str(form[name].value() or "")
        for name in form.fields
        if name != "act_due"
    }


def everything() -> dict[str, str]:
    """The answers that a case needs before it is concluded."""
    asked = CodeListEntry.objects.filter(scheme="marac", code_list="check_question")
    return {
        "harm": "Serious injury to Ann.",
        "feedback_owner": "The IDVA",
        **{f"q-{row.code}": "no" for row in asked},
    }


def test_nobody_begins_before_everybody_has_signed(
    table: Table, sign_in: SignIn
) -> None:
    """M6: the chair is here, the statement is read, each person signs."""
    meeting = next_meeting(table)
    list_on(table, take_on(table, refer(table)), meeting)
    meeting = publish(table, meeting)
    close_research(table, meeting)
    chair = table.cast.marac_chair
    with pytest.raises(Refused) as refused:
        perform(meeting, "begin_session", by=chair)
    assert refused.value.sentences == (
        "The chair is here.",
        "Record who is here.",
        "Read the confidentiality statement.",
    )
    client = sign_in(table.cast.marac_coordinator)
    address = reverse("meeting_attendance", args=(meeting.pk,))
    first = client.get(address)
    assert faults_of(first) == []
    seats = {f"p{table.people[kind].pk}": "present_signed" for kind in KINDS}
    seats[f"p{table.housing.pk}"] = "present"
    sent = typed(client, address, **seats, **{f"p{chair.pk}": "present_signed"})
    sent |= {"read": "yes", "other_name": "Nell Newcomer", "other_as": "apologies"}
    client.post(address, sent)
    with pytest.raises(Refused) as refused:
        perform(fresh(meeting), "begin_session", by=chair)
    assert refused.value.sentences == (
        "Everybody present signs the confidentiality statement.",
    )
    client.post(
        address, typed(client, address, **{f"p{table.housing.pk}": "present_signed"})
    )
    assert perform(fresh(meeting), "begin_session", by=chair).state == M.IN_SESSION
    words = set(ConfidentialityStatement.objects.values_list("words", flat=True))
    assert words == {meeting.profile.confidentiality_text}
    assert meeting.attendances.get(user=None).name == "Nell Newcomer"


def test_who_may_know_nothing_of_a_case_does_not_join_while_it_is_heard(
    table: Table,
) -> None:
    """M7: late arrivals are compared with the case that is open."""
    case = refer(table)
    meeting = in_session(table, [case])
    housing = meeting.attendances.get(user=table.housing)
    take_attendance(
        meeting,
        by=table.cast.marac_coordinator,
        people={table.housing.pk: Seat("present", has_signed=True, left=True)},
    )
    fresh(case).conflicts.create(
        user=table.housing, relation="Brother", since=now(), by=table.cast.supervisor
    )
    perform(fresh(case), "begin_hearing", by=table.cast.marac_chair)
    with pytest.raises(Refused, match="may know nothing"):
        take_attendance(
            meeting,
            by=table.cast.marac_coordinator,
            people={table.housing.pk: Seat("present", has_signed=True)},
        )
    assert fresh(housing).left_at is not None


def test_a_case_is_heard_and_its_actions_are_out_at_once(
    table: Table, sign_in: SignIn
) -> None:
    case, after = refer(table, "Ann One", children=1), refer(table, "Ann Two")
    meeting = in_session(table, [case, after])
    chair = sign_in(table.cast.marac_chair)
    address = page_of(meeting, case)
    before = chair.get(address)
    assert faults_of(before) == []
    chair.post(address, typed(chair, address, begin="yes"))
    assert fresh(case).state == S.BEING_HEARD
    shown = chair.get(address)
    assert faults_of(shown) == []
    assert "Violence came more often" in shown.content.decode()

    refused = chair.post(address, typed(chair, address, conclude="yes"))
    assert "Sum up the risk" in refused.content.decode()
    assert fresh(case).state == S.BEING_HEARD

    police = table.agencies["police"]
    owner = f"{police.pk}-"
    sent = typed(chair, address, add="yes", **ACT, act_owner=owner, act_due=day(3))
    assert chair.post(address, {**sent, "harm": "Injury"}).status_code == 302
    case = fresh(case)
    action = case.actions.get()
    assert (action.state, action.owner_agency) == ("proposed", police)
    assert meeting.cases.get(case=case).risk_summary.harm == "Injury"

    told = Notification.objects.filter(recipient=table.people["police"]).count()
    turn = {f"t-{police.pk}": "shared"}
    done = chair.post(
        address, typed(chair, address, conclude="yes", **everything(), **turn)
    )
    assert done.headers["Location"] == page_of(meeting, after)
    assert fresh(case).state == S.ACTIONS_OPEN
    assert fresh(action).state == "agreed"
    now_told = Notification.objects.filter(recipient=table.people["police"]).count()
    assert now_told == told + 1
    assert fresh(meeting).cases.get(case=case).left == "heard"


def test_an_action_says_who_until_when_and_enough(
    table: Table, sign_in: SignIn
) -> None:
    case = refer(table)
    meeting = in_session(table, [case])
    perform(fresh(case), "begin_hearing", by=table.cast.marac_chair)
    client = sign_in(table.cast.marac_coordinator)
    address = page_of(meeting, case)
    for given, said in (
        ({"add": "yes"}, "Say what is to be done"),
        (
            {**ACT, "save": "yes", "harm": "Kept"},
            "Choose who does it",
        ),
        (
            {
                "act_words": "Ring her",
                "act_owner": f"{table.agencies['police'].pk}-",
                "act_due": day(2),
            },
            "Say in more words",
        ),
        (
            {
                **ACT,
                "act_owner": f"{table.agencies['police'].pk}-",
                "act_due": day(-2),
            },
            "must be today or in the future",
        ),
    ):
        answer = client.post(address, typed(client, address, **given))
        assert said in answer.content.decode()
        assert faults_of(answer) == []
        assert given.get("act_words", "") in answer.content.decode()
    assert not fresh(case).actions.exists()
    assert not hasattr(meeting.cases.get(case=case), "risk_summary")


def test_two_machines_lose_neither_ones_typing(table: Table, sign_in: SignIn) -> None:
    """Issue 5.7: field by field; what both changed is asked about (decision 0030)."""
    case = refer(table)
    meeting = in_session(table, [case])
    perform(fresh(case), "begin_hearing", by=table.cast.marac_chair)
    chair = sign_in(table.cast.marac_chair)
    coordinator = sign_in(table.cast.marac_coordinator)
    address = page_of(meeting, case)
    one = typed(chair, address, save="yes", harm="Injury to Ann")
    flag = {"safer": "She moved", "q-flag": "yes"}
    two = typed(coordinator, address, save="yes", **flag)
    both = {"harm": "Something else", "worse": "Drink"}
    three = typed(coordinator, address, save="yes", **both)
    assert chair.post(address, one).status_code == 302
    assert coordinator.post(address, two).status_code == 302
    listing = meeting.cases.get(case=case)
    summary = listing.risk_summary
    assert (summary.harm, summary.safer) == ("Injury to Ann", "She moved")
    assert listing.check_answers.get().answer == "yes"

    asked = coordinator.post(address, three)
    text = asked.content.decode()
    assert "Somebody else changed this to “Injury to Ann”" in text
    assert "Something else" in text
    assert fresh(summary).worse == ""
    again = {**sent_by(asked.context["form"]), "submission": ""}
    coordinator.post(address, again)
    kept = fresh(summary)
    assert (kept.harm, kept.worse) == ("Something else", "Drink")
    assert kept.safer == "She moved"
    assert json.loads(again["loaded"])["harm"] == "Injury to Ann"


def test_only_chair_and_coordinator_hear_and_only_the_chair_concludes(
    table: Table, sign_in: SignIn
) -> None:
    case = refer(table)
    meeting = in_session(table, [case])
    address = page_of(meeting, case)
    table.cast.outsider.role_grants.filter(role="auditor").delete()
    assert sign_in(table.cast.outsider).get(address).status_code == 404
    for user, status in (
        (table.housing, 403),
        (table.cast.supervisor, 403),
        (table.people["probation"], 403),
        (table.cast.marac_chair, 200),
    ):
        assert sign_in(user).get(address).status_code == status, user
    perform(fresh(case), "begin_hearing", by=table.cast.marac_coordinator)
    client = sign_in(table.cast.marac_coordinator)
    answer = client.post(
        address,
        typed(client, address, conclude="yes", no_action_reason="None", **everything()),
    )
    assert answer.status_code == 403
    assert fresh(case).state == S.BEING_HEARD
    fresh(case).conflicts.create(
        user=table.cast.marac_chair,
        relation="Aunt",
        since=now(),
        by=table.cast.supervisor,
    )
    assert sign_in(table.cast.marac_chair).get(address).status_code == 404


def test_a_meeting_ends_when_every_case_was_heard_or_deferred(
    table: Table, sign_in: SignIn
) -> None:
    case = refer(table)
    meeting = in_session(table, [case])
    chair = table.cast.marac_chair
    with pytest.raises(Refused, match="heard, deferred"):
        perform(meeting, "end_session", by=chair)
    client = sign_in(chair)
    listing = meeting.cases.get(case=case).pk
    address = reverse("hearing_defer", args=(meeting.pk, listing))
    short = client.post(address, {"reason": "The IDVA is ill today.", "until_then": ""})
    assert "What protects until then" in short.content.decode()
    said = {"reason": "The IDVA is ill today.", "until_then": "Police drive by daily."}
    client.post(address, said)
    assert (fresh(case).state, fresh(case).deferrals) == (S.DEFERRED, 1)
    assert perform(fresh(meeting), "end_session", by=chair).state == M.ENDED
