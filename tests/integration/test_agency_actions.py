"""Actions until they are final (marac A2.8, A4.3: A1 to A14)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.clock import LONDON
from casework.models import Case, Notification
from casework.moment import frozen, now
from casework.workflow.perform import Refused, perform
from marac.actions.actions_follow import offer_action, report_done, report_not_possible
from marac.actions.actions_sweep import let_time_pass
from marac.models import Action
from tests.marac_research import Table, conclude, make_table, publish, suitable

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
LONG = "It took longer than the agency thought."


@pytest.fixture
def table() -> Table:
    return make_table()


@pytest.fixture
def case(table: Table) -> Any:
    """Heard, with one action of health and one of housing, which was never asked."""
    made = suitable(table)
    publish(table, made)
    conclude(table, made, table.health, table.housing)
    made.refresh_from_db()
    return made


def of(case: Any, agency: Any) -> Action:
    """The action of ``agency``."""
    found: Action = Action.objects.get(case=case, owner_agency=agency)
    return found


def page(action: Action) -> str:
    return reverse("case_action", args=(action.case.reference, action.pk))


def state(thing: Any) -> str:
    """As it is in the database."""
    return str(type(thing).objects.get(pk=thing.pk).state)


def done(action: Action, by: User) -> Action:
    return report_done(
        action,
        by=by,
        what_was_done="Called her",
        done_on=now().date(),
        effect_on_risk="Less afraid",
        may_tell="idva",
    )


def at(day: dt.date, hour: int = 9) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), LONDON)


def test_issued_at_the_meeting_to_agencies_that_then_know_of_the_case(
    table: Table, case: Any
) -> None:
    assert case.state == "actions_open"
    for person in (table.hana, table.rosa):
        told = Notification.objects.filter(recipient=person, kind="marac_action.agree")
        assert told.count() == 1, person
        assert Case.objects.visible_to(person).filter(pk=case.pk).exists()


def test_done_in_the_browser_and_checked(
    table: Table, case: Any, sign_in: SignIn
) -> None:
    action, client = of(case, table.health), sign_in(table.hana)
    mine = client.get(reverse("actions")).content.decode()
    assert page(action) in mine
    assert page(of(case, table.housing)) not in mine
    client.post(
        page(action),
        {"act": "acknowledge", "acknowledge-named_worker": "Nurse Nora"},
    )
    client.post(page(action), {"act": "start"})
    refused = client.post(
        page(action), {"act": "claim_done", "claim_done-what_was_done": "Called"}
    ).content.decode()
    assert "There is a problem" in refused
    assert "Called" in refused
    sent = {
        "act": "claim_done",
        "claim_done-what_was_done": "Called her",
        "claim_done-done_on": f"{now():%d %m %Y}",
        "claim_done-effect_on_risk": "Less afraid",
        "claim_done-may_tell": "nobody",
    }
    assert client.post(page(action), sent).status_code == 302
    action.refresh_from_db()
    assert (action.state, action.named_worker) == ("done_claimed", "Nurse Nora")
    assert action.may_tell == "nobody"
    desk = sign_in(table.coordinator)
    assert page(action) in desk.get(f"{reverse('actions')}?show=check").content.decode()
    desk.post(page(action), {"act": "verify"})
    assert state(action) == "done_verified"
    assert state(case) == "actions_open", "housing's is open"


def test_nothing_closes_with_an_action_open(table: Table, case: Any) -> None:
    """R16, R17: complete only when the last one is final; not a move earlier."""
    perform(done(of(case, table.health), table.hana), "verify", by=table.coordinator)
    with pytest.raises(Refused):
        perform(case, "close_case", by=table.coordinator)
    report_not_possible(
        of(case, table.housing),
        by=table.rosa,
        what_changed="She moved to another town.",
    )
    assert state(case) == "actions_complete"


def test_what_replaces_an_impossible_action_keeps_the_case_open(
    table: Table, case: Any
) -> None:
    perform(done(of(case, table.health), table.hana), "verify", by=table.coordinator)
    first = of(case, table.housing)
    with pytest.raises(Refused, match="by when"):
        report_not_possible(
            first, by=table.rosa, what_changed="Moved away.", instead="Write to her"
        )
    report_not_possible(
        first,
        by=table.rosa,
        what_changed="She moved to another town.",
        instead="Write to the housing office of that town",
        instead_due_on=now().date() + dt.timedelta(days=5),
    )
    assert (state(first), state(case)) == ("not_possible", "actions_open")
    second = Action.objects.get(instead_of=first)
    assert second.state == "proposed"
    perform(second, "agree", by=table.chair)
    told = Notification.objects.filter(recipient=table.ida)
    assert told.filter(kind="marac_action.report_not_possible").exists()


def test_not_done_goes_to_the_chair_who_settles_or_asks_again(
    table: Table, case: Any, sign_in: SignIn
) -> None:
    action = of(case, table.health)
    sign_in(table.hana).post(
        page(action),
        {"act": "report_not_done", "report_not_done-why_not_done": LONG},
    )
    assert state(action) == "not_done"
    with pytest.raises(PermissionDenied):
        perform(action, "settle_not_done", by=table.coordinator, reason=LONG)
    chair = sign_in(table.chair)
    assert (
        page(action) in chair.get(f"{reverse('actions')}?show=chair").content.decode()
    )
    later = now() + dt.timedelta(days=3)
    chair.post(
        page(action),
        {
            "act": "ask_once_more",
            "ask_once_more-due_on": f"{later:%d %m %Y}",
            "ask_once_more-reason": LONG,
        },
    )
    assert state(action) == "agreed"
    action.refresh_from_db()
    perform(action, "report_not_done", by=table.hana, why_not_done=LONG)
    perform(action, "settle_not_done", by=table.chair, reason=LONG)
    assert state(action) == "not_done_noted"


def test_more_time_twice_at_most_and_the_chair_decides(
    table: Table, case: Any, sign_in: SignIn
) -> None:
    action, first = of(case, table.health), of(case, table.health).due_on
    for count in (1, 2):
        until = first + dt.timedelta(days=3 * count)
        asked = perform(
            action, "ask_for_time", by=table.hana, asked_until=until, reason=LONG
        )
        assert asked.due_on < until, "until the chair answers the first day stands"
        action = perform(asked, "give_time", by=table.chair)
        assert (action.due_on, action.extensions) == (until, count)
    with pytest.raises(Refused, match="as often as"):
        perform(
            action,
            "ask_for_time",
            by=table.hana,
            asked_until=first + dt.timedelta(days=30),
            reason=LONG,
        )
    shown = sign_in(table.hana).get(page(action)).content.decode()
    assert "More time was given 2 of 2 times" in shown
    assert "Ask the chair for more time" not in shown


def test_another_agency_takes_it_over_or_gives_it_back(
    table: Table, case: Any, sign_in: SignIn
) -> None:
    action = of(case, table.health)
    with pytest.raises(Refused, match="no part in the case"):
        offer_action(action, by=table.hana, agency=table.police, reason=LONG)
    offer_action(action, by=table.hana, agency=table.housing, reason=LONG)
    with pytest.raises(PermissionDenied):
        perform(action, "take_over", by=table.hana)
    sign_in(table.rosa).post(
        page(action), {"act": "decline_offer", "decline_offer-reason": LONG}
    )
    action.refresh_from_db()
    assert (action.state, action.owner_agency) == ("agreed", table.health)
    offer_action(action, by=table.coordinator, agency=table.service, reason=LONG)
    moved = perform(action, "take_over", by=table.ida)
    assert (moved.state, moved.owner_agency) == ("agreed", table.service)
    names = list(moved.steps.order_by("pk").values_list("move", flat=True))
    assert names[-4:] == [
        "offer_to_another",
        "decline_offer",
        "offer_to_another",
        "take_over",
    ]


def test_the_ladder_climbs_after_one_three_and_seven_days_once_each(
    table: Table, case: Any
) -> None:
    """A11 to A13; a sweep that was away for days misses no step, two tell once."""
    action = of(case, table.health)
    kinds = ("tell_manager", "tell_chair", "tell_steering_group")
    expected = {0: 0, 1: 1, 2: 1, 3: 2, 6: 2, 7: 3, 9: 3}
    for days, steps in expected.items():
        with frozen(at(action.due_on + dt.timedelta(days=days))):
            let_time_pass()
            let_time_pass()
        made = list(action.steps.filter(move__startswith="tell_").order_by("pk"))
        assert [step.move for step in made] == list(kinds[:steps]), days
    told = Notification.objects.filter(kind__startswith="marac_action.tell_")
    who = {kind: told.filter(kind=f"marac_action.{kind}") for kind in kinds}
    assert table.hugo.pk in who["tell_manager"].values_list("recipient", flat=True)
    chair, unit = table.chair.pk, table.cast.supervisor.pk
    assert set(who["tell_chair"].values_list("recipient", flat=True)) == {chair, unit}
    assert set(who["tell_steering_group"].values_list("recipient", flat=True)) == {unit}
    perform(action, "acknowledge", by=table.hana)
    done(action, table.hana)
    assert state(action) == "done_claimed"


def test_reminders_before_and_on_the_day_and_of_what_nobody_answered(
    table: Table, case: Any
) -> None:
    """A2: chased after a working day; A10: two days before and on the day."""
    action = of(case, table.health)
    mine = Notification.objects.filter(recipient=table.hana)
    wanted = {-3: set(), -2: {"action_ahead"}, 0: {"action_ahead", "action_today"}}
    for days, kinds in wanted.items():
        with frozen(at(action.due_on + dt.timedelta(days=days))):
            let_time_pass()
            let_time_pass()
        found = mine.filter(kind__in=("action_ahead", "action_today"))
        assert set(found.values_list("kind", flat=True)) == kinds, days
    assert found.count() == 2
    assert mine.filter(kind="action_unseen").count() == 1
    assert all("Wren" not in text for text in mine.values_list("text", flat=True))


def test_the_coordinator_sees_them_by_agency_and_age(
    table: Table, case: Any, sign_in: SignIn
) -> None:
    perform(of(case, table.housing), "acknowledge", by=table.rosa)
    day = of(case, table.health).due_on + dt.timedelta(days=4)
    client = sign_in(table.coordinator)
    with frozen(at(day)):
        shown = client.get(reverse("actions")).content.decode()
        only = client.get(
            f"{reverse('actions')}?show=overdue&agency={table.housing.pk}"
        ).content.decode()
    assert "4 days late" in shown
    assert str(table.housing) in shown
    assert page(of(case, table.housing)) in only
    assert page(of(case, table.health)) not in only
