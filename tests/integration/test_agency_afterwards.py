"""Flags, transfers, telling the person at risk, and the agencies' administration
(marac A2.9 to A2.11, A4.5 to A4.7).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client
from django.urls import reverse

from accounts.models import Agency, User
from casework.clock import LONDON
from casework.models import AuditEvent, ContactAttempt, Notification
from casework.moment import frozen, now
from casework.workflow.perform import Refused, perform
from marac.actions.actions_sweep import let_time_pass
from marac.actions.agencies import change_agency, name_representative
from marac.actions.feedback import record_views, tell_result
from marac.actions.transfers import acknowledge_by, propose_transfer, record_pack
from marac.models import AgencyProfile, CaseTransfer, Flag, MaracCase, Representative
from tests.marac_research import Table, conclude, make_table, publish, suitable

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def table() -> Table:
    return make_table()


@pytest.fixture
def case(table: Table) -> Any:
    """Heard without an action; health and the IDVA service are asked to flag."""
    made = suitable(table)
    publish(table, made)
    conclude(table, made)
    return MaracCase.objects.get(pk=made.pk)


def at(day: dt.date, hour: int = 9) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), LONDON)


# -- Flags (A4.7) ----------------------------------------------------------------------
def test_an_agency_confirms_its_own_flags_many_at_once(
    table: Table, case: Any, sign_in: SignIn
) -> None:
    mine = Flag.objects.get(case=case, agency=table.health)
    other = Flag.objects.get(case=case, agency=table.service)
    let_time_pass()
    let_time_pass()
    told = Notification.objects.filter(kind="flag_to_set", recipient=table.hana)
    assert told.count() == 1
    client, url = sign_in(table.hana), reverse("flags")
    shown = client.get(url).content.decode()
    assert f'value="{mine.pk}"' in shown
    assert f'value="{other.pk}"' not in shown
    client.post(url, {"act": "confirm_set", "confirm_set-flags": [other.pk]})
    client.post(url, {"act": "confirm_set", "confirm_set-flags": [mine.pk]})
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.state, other.state) == ("set", "requested")
    assert sign_in(table.coordinator).get(url).status_code == 200


def test_a_flag_lapses_after_its_months_and_is_removed_or_kept(
    table: Table, case: Any, sign_in: SignIn
) -> None:
    """14 days before the end each agency is told; after it, it removes its flag."""
    flag = Flag.objects.get(case=case, agency=table.health)
    perform(flag, "confirm_set", by=table.hana)
    for day, state in (
        (flag.until - dt.timedelta(days=15), "set"),
        (flag.until - dt.timedelta(days=14), "lapse_notice"),
        (flag.until, "lapse_notice"),
        (flag.until + dt.timedelta(days=1), "to_remove"),
    ):
        with frozen(at(day)):
            let_time_pass()
        flag.refresh_from_db()
        assert flag.state == state, day
    kinds = Notification.objects.filter(recipient=table.hana)
    for kind in ("announce_lapse", "ask_removal"):
        assert kinds.filter(kind=f"marac_flag.{kind}").count() == 1
    url = reverse("case_flag", args=(case.reference, flag.pk))
    refused = sign_in(table.hana).post(
        url, {"act": "keep_flag", "keep_flag-kept_because": ""}
    )
    assert refused.status_code == 200
    sign_in(table.hana).post(url, {"act": "confirm_removal"})
    flag.refresh_from_db()
    assert flag.state == "removed"
    assert sign_in(table.rosa).get(url).status_code == 404


# -- Transfers (A4.6) ------------------------------------------------------------------
def test_a_transfer_out_needs_its_pack_and_is_acknowledged_in_a_working_day(
    table: Table, sign_in: SignIn
) -> None:
    case = suitable(table)
    client = sign_in(table.coordinator)
    client.post(
        reverse("case_transfers", args=(case.reference,)),
        {
            "act": "begin",
            "begin-direction": "out",
            "begin-other_marac": "Otherton",
            "begin-is_permanent": "yes",
        },
    )
    row = CaseTransfer.objects.get(case=case)
    with pytest.raises(Refused, match="address"):
        perform(row, "build_pack", by=table.coordinator)
    page = reverse("case_transfer_pack", args=(case.reference, row.pk))
    assert "Referral" in client.get(page).content.decode()
    answers = dict.fromkeys(
        ("address_known", "address_safe", "heard_here", "list_was_out"), "yes"
    )
    client.post(page, {**answers, "papers": "Referral"})
    row.refresh_from_db()
    perform(row, "build_pack", by=table.coordinator)
    with pytest.raises(Refused, match="IDVAs speak"):
        perform(row, "send_pack", by=table.coordinator)
    row.refresh_from_db()
    record_pack(row, by=table.coordinator, workers_spoke_on=now().date())
    friday = at(dt.date(2026, 11, 27), 15)
    with frozen(friday):
        sent = perform(row, "send_pack", by=table.coordinator)
    due = acknowledge_by(sent)
    assert due is not None
    assert due.astimezone(LONDON).date() == dt.date(2026, 12, 1), "the end of Monday"
    with pytest.raises(Refused, match="cannot be changed"):
        record_pack(sent, by=table.coordinator, papers="None")
    with pytest.raises(Refused, match="taken it on"):
        perform(case, "transfer_out", by=table.coordinator, reason="She moved.")
    perform(sent, "acknowledge_pack", by=table.coordinator)
    perform(sent, "take_case", by=table.coordinator)
    gone = perform(case, "transfer_out", by=table.coordinator, reason="She moved.")
    assert gone.state == "transferred_out"


def test_what_comes_in_waits_to_be_acknowledged(table: Table, sign_in: SignIn) -> None:
    case = suitable(table)
    row = propose_transfer(
        case, by=table.coordinator, direction="in", other_marac="Otherton"
    )
    assert row.state == "sent"
    assert acknowledge_by(row) is not None
    with pytest.raises(Refused, match="on its way"):
        propose_transfer(case, by=table.chair, direction="in", other_marac="Elsewhere")
    with pytest.raises(PermissionDenied):
        propose_transfer(
            case, by=table.cast.researcher, direction="out", other_marac="Otherton"
        )
    perform(row, "acknowledge_pack", by=table.coordinator)
    asked = perform(row, "ask_for_paper", by=table.coordinator, reason="The minutes")
    assert asked.steps.latest("pk").reason == "The minutes"


# -- Telling the person at risk (A4.5) -------------------------------------------------
def test_they_are_told_only_after_a_contact_that_the_plan_allowed(
    table: Table, case: Any, sign_in: SignIn
) -> None:
    contact, client = case.idva_contact, sign_in(table.ida)
    assert contact.state == "feedback_due"
    assert case.reference in client.get(reverse("feedback")).content.decode()
    page = reverse("case_feedback", args=(case.reference,))
    told = {"act": "give_feedback", "give_feedback-feedback": "All of it, by telephone"}
    refused = client.post(page, told).content.decode()
    assert "Record first that you spoke to them" in refused
    assert "All of it, by telephone" in refused
    with pytest.raises(Refused):
        tell_result(contact, by=table.ida, feedback="All of it")
    plan = case.contact_plans.get()
    said = now()
    attempt = {
        "plan": plan.pk,
        "at_0": f"{said.astimezone(LONDON):%d %m %Y}",
        "at_1": f"{said.astimezone(LONDON):%H:%M}",
        "method": "call",
        "purpose": "Tell the result",
        "result": "spoke",
        "plan_confirmed": "yes",
        "note": "She rang back herself.",
    }
    url = reverse("case_feedback_attempt", args=(case.reference,))
    form = client.get(url).content.decode()
    names = ("at_date", "at_time") if 'name="at_date"' in form else ("at_0", "at_1")
    attempt[names[0]], attempt[names[1]] = attempt.pop("at_0"), attempt.pop("at_1")
    with frozen(said + dt.timedelta(minutes=1)):
        assert client.post(url, attempt).status_code == 302
    assert ContactAttempt.objects.filter(case_id=case.pk, result="spoke").count() == 1
    ContactAttempt.objects.filter(case_id=case.pk).update(
        at=case.heard_at + dt.timedelta(seconds=1)
    )
    assert client.post(page, told).status_code == 302
    contact.refresh_from_db()
    assert (contact.state, contact.feedback) == (
        "feedback_given",
        told["give_feedback-feedback"],
    )


def test_telling_them_may_be_unsafe_and_that_is_an_end_too(
    table: Table, case: Any, sign_in: SignIn
) -> None:
    page = reverse("case_feedback", args=(case.reference,))
    assert sign_in(table.hana).get(page).status_code == 403
    why = "He reads every message, and she asked us not to ring."
    sign_in(table.ida).post(
        page,
        {
            "act": "find_feedback_unsafe",
            "find_feedback_unsafe-feedback_unsafe": why,
        },
    )
    case.idva_contact.refresh_from_db()
    assert case.idva_contact.state == "feedback_unsafe"


def test_what_they_want_is_written_down_before_the_meeting(table: Table) -> None:
    case = suitable(table)
    contact = case.idva_contact
    views: Any = {"wishes": "To stay in her home", "must_not": "Ring her mother"}
    with pytest.raises(Http404):
        record_views(contact, by=table.rosa, **views)
    done = record_views(contact, by=table.ida, **views)
    assert (done.state, done.must_not) == ("views_recorded", "Ring her mother")


# -- Agencies --------------------------------------------------------------------------
def test_the_coordinator_keeps_the_agencies_and_their_people(
    table: Table, sign_in: SignIn
) -> None:
    client, url = sign_in(table.coordinator), reverse("agencies")
    client.post(
        url,
        {
            "act": "add",
            "add-name": "Testshire Fire",
            "add-kind": "fire",
            "add-is_core": "no",
        },
    )
    made = AgencyProfile.objects.get(agency__name="Testshire Fire")
    assert made.unit == table.cast.unit
    twice = client.post(
        url,
        {
            "act": "add",
            "add-name": "testshire fire",
            "add-kind": "fire",
            "add-is_core": "no",
        },
    ).content.decode()
    assert "There is an agency of this name already" in twice
    assert Agency.objects.filter(name__iexact="testshire fire").count() == 1
    page = reverse("agency", args=(table.health.pk,))
    client.post(
        page,
        {
            "act": "name",
            "name-person": table.hana.pk,
            "name-is_deputy": "no",
            "name-since": f"{now():%d %m %Y}",
        },
    )
    row = Representative.objects.get(agency=table.health)
    assert (row.user, row.is_deputy) == (table.hana, False)
    assert "Hana Health" in client.get(url).content.decode()
    client.post(
        page, {"act": "end", "end-key": row.pk, "end-until": f"{now():%d %m %Y}"}
    )
    row.refresh_from_db()
    assert row.until is not None
    verbs = AuditEvent.objects.filter(actor=table.coordinator)
    assert {"add_agency", "name_representative", "end_representative"} <= set(
        verbs.values_list("verb", flat=True)
    )


def test_nobody_speaks_for_an_agency_that_is_not_theirs(table: Table) -> None:
    profile = AgencyProfile.objects.get(agency=table.health)
    today = now().date()
    with pytest.raises(Refused, match="does not belong"):
        name_representative(
            profile, table.rosa, by=table.coordinator, is_deputy=False, since=today
        )
    with pytest.raises(Refused, match="does not belong"):
        change_agency(profile, by=table.coordinator, manager=table.rosa)
    with pytest.raises(PermissionDenied):
        name_representative(
            profile, table.hana, by=table.hana, is_deputy=False, since=today
        )
