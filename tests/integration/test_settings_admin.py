"""Administrators change settings and see no case (clares-law 9.5, 9.6; 0010)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.utils.html import escape

from accounts.models import User
from accounts.roles import Role
from casework import admin_settings as settings_admin
from casework.actions.holidays import count_again_for_holidays
from casework.clock import due_day, local_date
from casework.models import (
    ActionClass,
    AuditEvent,
    BankHolidayChange,
    CheckRequirement,
    ClockRule,
    CodeListEntry,
    Deadline,
    MailWording,
    NoticeRule,
    ReminderStep,
    Threshold,
)
from casework.moment import frozen, now
from casework.queries.checks import check_matrix, outstanding_checks
from casework.queries.code_lists import choices_of, labels_of
from config.admin_site import app_of
from disclosure.approval import threshold
from disclosure.clares_law import S
from tests.cast import Cast
from tests.walks import walk_to

pytestmark = pytest.mark.django_db
SETTINGS = {ClockRule, Threshold, CodeListEntry, CheckRequirement, BankHolidayChange}
SETTINGS |= {NoticeRule, MailWording, ReminderStep}
KINDS = sorted(model.__name__.lower() for model in SETTINGS)
ROOT = "/admin/casework/"
SCHEME = "clares_law"
ONE_DAY = dt.timedelta(days=1)


@pytest.fixture
def ada(cast: Cast, sign_in: Callable[[User], Client]) -> Client:
    """The browser of the administrator."""
    return sign_in(cast.administrator)


def a_row(kind: str) -> Any:
    """Some row of ``kind``, a new one if none is shipped."""
    model = apps.get_model("casework", kind)
    if model is BankHolidayChange:
        BankHolidayChange.objects.get_or_create(day=today() + ONE_DAY, name="Extra")
    return model._default_manager.order_by("pk").first()


def today() -> dt.date:
    return local_date(now())


def typed(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"


def refusals(client: Client, page: str, data: dict[str, str]) -> dict[str, str]:
    """What stands beside each field after pressing Save; empty when it was saved."""
    answer = client.post(f"{ROOT}{page}", data)
    if answer.status_code == 302:
        return {}
    assert answer.status_code == 200
    html = answer.content.decode()
    errors = answer.context["adminform"].form.errors
    assert all(f'id="id_{name}_error"' in html for name in errors)
    return {name: " ".join(said) for name, said in errors.items()}


def events() -> list[tuple[str, int | None, str, str, list[str]]]:
    return list(
        AuditEvent.objects.filter(action_class=ActionClass.SECURITY)
        .exclude(verb="sign_in")
        .order_by("pk")
        .values_list("verb", "actor_id", "object_type", "sentence", "fields")
    )


def history(row: Model, name: str) -> list[tuple[Any, str]]:
    """The kept values of a field, each with the request that wrote it."""
    kept = apps.get_model("casework", f"{type(row).__name__}Event")
    rows = kept.objects.filter(pgh_obj=row.pk).select_related("pgh_context")
    return [
        (getattr(old, name), old.pgh_context.metadata["request_id"])
        for old in rows.exclude(pgh_context=None).order_by("pgh_id")
    ]


def last_request() -> str:
    told = AuditEvent.objects.filter(action_class=ActionClass.SECURITY).order_by("pk")
    return str([event.request_id for event in told][-1])


# -- Who may open these pages, and what is not there ------------------------------
@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_no_other_job_opens_or_changes_them(
    cast: Cast, sign_in: Callable[[User], Client], role: Role
) -> None:
    client = sign_in(cast.holding(role))
    row = Threshold.objects.get(scheme=SCHEME, key="contact_attempts")
    for kind in KINDS:
        for page in ("", "add/", f"{a_row(kind).pk}/change/"):
            answer = client.get(f"{ROOT}{kind}/{page}", follow=True)
            assert answer.status_code == 403
            said = answer.content.decode()
            assert "Only an administrator can open these pages." in said
    page = f"{ROOT}threshold/{row.pk}/change/"
    client.post(page, {"value": "9", "basis": "Mine"})
    row.refresh_from_db()
    assert row.value == 3


def test_only_settings_are_registered_and_no_case(ada: Client, cast: Cast) -> None:
    assert {m for m in admin.site._registry if app_of(m) != "accounts"} == SETTINGS
    case = walk_to(S.RESEARCH, cast.crew)
    for page in ("", *(f"{kind}/" for kind in KINDS)):
        html = ada.get(f"{ROOT}{page}").content.decode()
        assert case.reference not in html
        assert "Testwell" not in html
    for kind in ("case", "deadline", "person", "auditevent"):
        assert ada.get(f"{ROOT}{kind}/").status_code == 404
    assert ada.get(f"/cases/{case.reference}/").status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_ever_deleted(ada: Client, kind: str) -> None:
    row = a_row(kind)
    url = f"{ROOT}{kind}/{row.pk}/delete/"
    assert ada.post(url, {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": str(row.pk)}
    ada.post(f"{ROOT}{kind}/", {**chosen, "post": "yes"})
    assert type(row)._default_manager.filter(pk=row.pk).exists()


@pytest.mark.parametrize("kind", ["clockrule", "threshold"])
def test_a_list_shows_what_is_not_confirmed(ada: Client, kind: str) -> None:
    html = ada.get(f"{ROOT}{kind}/").content.decode()
    model = apps.get_model("casework", kind)
    rows = model._default_manager.filter(basis__icontains="to confirm").order_by("pk")
    assert rows
    assert all(escape(row.basis) in html and escape(row.label) in html for row in rows)


def test_no_change_without_its_audit_row(
    ada: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = Threshold.objects.get(scheme=SCHEME, key="contact_attempts")

    def broken(**_facts: Any) -> None:
        raise RuntimeError("The log cannot be written.")

    monkeypatch.setattr(settings_admin, "record_security", broken)
    with pytest.raises(RuntimeError):
        change(ada, row, value="5", basis="Local")
    row.refresh_from_db()
    assert row.value == 3


def change(client: Client, row: Model, **data: str) -> dict[str, str]:
    """Save ``row`` with these answers; a tick that is not named is off."""
    kind = type(row).__name__.lower()
    return refusals(client, f"{kind}/{row.pk}/change/", data)


# -- Limits -----------------------------------------------------------------------
def new_limit(**changes: str) -> dict[str, str]:
    return {
        "key": "clares_law:overall",
        "limit": "21",
        "unit": "calendar_days",
        "basis": "Guidance of 2027, to confirm",
        "guidance_version": "2027-01",
        "valid_from": typed(today()),
    } | changes


def test_a_limit_is_never_edited(ada: Client) -> None:
    row = ClockRule.objects.get(scheme=SCHEME, key="overall")
    page = f"{ROOT}clockrule/{row.pk}/change/"
    assert 'name="limit"' not in ada.get(page).content.decode()
    assert ada.post(page, new_limit()).status_code == 403
    row.refresh_from_db()
    rows = ClockRule.objects.filter(scheme=SCHEME, key="overall")
    assert (row.limit, rows.count()) == (28, 1)


def test_a_new_limit_is_a_new_row_that_is_told_and_kept(
    ada: Client, cast: Cast
) -> None:
    day = today() + ONE_DAY
    assert refusals(ada, "clockrule/add/", new_limit(valid_from=typed(day))) == {}
    row = ClockRule.objects.get(scheme=SCHEME, key="overall", valid_from=day)
    assert (row.scheme, row.label, row.limit) == ("clares_law", "28-day limit", 21)
    fields = ["basis", "guidance_version", "key", "limit", "unit", "valid_from"]
    assert events() == [
        (
            "add_limit",
            cast.administrator.pk,
            "casework.ClockRule",
            f"Limit added: clares_law overall from {day}",
            fields,
        )
    ]
    assert history(row, "limit") == [(21, last_request())]


def test_no_deadline_moves_and_a_new_case_gets_the_new_limit(
    ada: Client, cast: Cast
) -> None:
    """A case received before its first day keeps the old one, whenever it is opened."""
    here = walk_to(S.RESEARCH, cast.crew)
    before = list(here.deadlines.order_by("pk").values())
    day = today() + dt.timedelta(days=7)
    for key in ("overall", "recommendation"):
        data = new_limit(
            key=f"clares_law:{key}", limit="11", valid_from=typed(day), unit="hours"
        )
        assert refusals(ada, "clockrule/add/", data) == {}
    assert list(here.deadlines.order_by("pk").values()) == before

    noon = dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)
    with frozen(noon):
        late = walk_to(S.DECISION_DRAFT, cast.crew, received_at=noon - ONE_DAY)
        new = walk_to(S.DECISION_DRAFT, cast.crew)
    assert limits_of(late) == {"overall": 28, "recommendation": 21}
    assert limits_of(new) == {"overall": 11, "recommendation": 11}


def limits_of(case: Any) -> dict[str, int]:
    rows = Deadline.objects.filter(case=case, met_at=None, ended_at=None)
    return dict(rows.values_list("key", "limit"))


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("valid_from", typed(today() - ONE_DAY), "Choose today or a later day."),
        ("valid_from", "", "This field is required."),
        ("limit", "0", "greater than or equal to 1"),
        ("limit", "1000", "less than or equal to 999"),
        ("key", "clares_law:another", "not one of the available choices"),
        ("unit", "weeks", "not one of the available choices"),
        ("basis", "", "This field is required."),
    ],
)
def test_a_limit_is_refused_beside_the_field(
    ada: Client, field: str, value: str, said: str
) -> None:
    refused = refusals(ada, "clockrule/add/", new_limit(**{field: value}))
    assert list(refused) == [field]
    assert said in refused[field]
    assert ClockRule.objects.filter(scheme=SCHEME, key="overall").count() == 1
    assert events() == []


def test_a_clock_has_one_limit_a_day(ada: Client) -> None:
    assert refusals(ada, "clockrule/add/", new_limit()) == {}
    again = refusals(ada, "clockrule/add/", new_limit(limit="20"))
    assert "has a row for that day already" in again["valid_from"]
    assert refusals(ada, "clockrule/add/", new_limit(key="clares_law:research")) == {}


# -- Numbers ----------------------------------------------------------------------
def test_a_number_counts_at_once_and_keeps_its_name(ada: Client, cast: Cast) -> None:
    row = Threshold.objects.get(scheme=SCHEME, key="contact_attempts")
    data = {"value": "5", "basis": "Set by the unit", "key": "x", "label": "Other"}
    assert change(ada, row, **data) == {}
    row.refresh_from_db()
    assert (row.key, row.label) == (
        "contact_attempts",
        "Safe attempts before giving up",
    )
    assert threshold(walk_to(S.RECEIVED, cast.crew), "contact_attempts") == 5
    assert events() == [
        (
            "change_threshold",
            cast.administrator.pk,
            "casework.Threshold",
            "Threshold changed: clares_law contact_attempts",
            ["basis", "value"],
        )
    ]
    assert history(row, "value")[-1] == (5, last_request())


def test_a_number_is_never_added_nor_nothing(ada: Client) -> None:
    row = Threshold.objects.get(scheme=SCHEME, key="contact_attempts")
    assert ada.post(f"{ROOT}threshold/add/", {"value": "1"}).status_code == 403
    assert list(change(ada, row, value="0", basis="Local")) == ["value"]
    assert list(change(ada, row, value="4", basis="")) == ["basis"]
    assert change(ada, row, value="3", basis=row.basis) == {}
    assert events() == [], "saving without a change tells nothing"


# -- Answers ----------------------------------------------------------------------
def test_a_retired_answer_is_offered_no_more_and_keeps_its_records(
    ada: Client, cast: Cast
) -> None:
    row = CodeListEntry.objects.get(scheme=SCHEME, code_list="channel", code="999")
    assert change(ada, row, label="Emergency call", position="2", code="x") == {}
    assert "999" not in dict(choices_of("clares_law", "channel"))
    assert labels_of("clares_law")["channel", "999"] == "Emergency call"
    assert events() == [
        (
            "change_answer",
            cast.administrator.pk,
            "casework.CodeListEntry",
            "Answer changed: clares_law channel 999",
            ["in_use", "label"],
        )
    ]
    assert history(row, "in_use")[-1] == (False, last_request())


@pytest.mark.parametrize(
    ("code_list", "code"),
    [
        ("item_type", "conviction"),
        ("item_type", "caution"),
        ("referrer", "person_at_risk"),
        ("channel", "online"),
    ],
)
def test_an_answer_that_a_rule_needs_stays(
    ada: Client, code_list: str, code: str
) -> None:
    row = CodeListEntry.objects.get(scheme=SCHEME, code_list=code_list, code=code)
    refused = change(ada, row, label="Other words", position="0")
    assert "This answer stays in use" in refused["in_use"]
    assert change(ada, row, label="Other words", position="0", in_use="on") == {}
    assert (code, "Other words") in choices_of("clares_law", code_list)


def test_a_list_keeps_an_answer(ada: Client) -> None:
    rows = CodeListEntry.objects.filter(scheme=SCHEME, code_list="lateness")
    last = rows.get(code="system")
    rows.exclude(pk=last.pk).update(in_use=False)
    refused = change(ada, last, label="System failure", position="9")
    assert "the last answer in use of its list" in refused["in_use"]


def new_answer(**changes: str) -> dict[str, str]:
    return {
        "code_list": "clares_law:waiting",
        "code": "court_date",
        "label": "Court date",
        "position": "",
        "in_use": "on",
    } | changes


def test_a_new_answer_stands_last(ada: Client) -> None:
    assert refusals(ada, "codelistentry/add/", new_answer()) == {}
    assert choices_of("clares_law", "waiting")[-1] == ("court_date", "Court date")
    ((verb, _by, _type, sentence, _fields),) = events()
    assert (verb, sentence) == (
        "add_answer",
        "Answer added: clares_law waiting court_date",
    )


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("code", "Court", "Use small letters"),
        ("code", "court date", "Use small letters"),
        ("code", "court-1", "Use small letters"),
        ("code", "legal", "The list has this code already"),
        ("label", "x" * 61, "at most 60 characters"),
        ("code_list", "clares_law:other", "not one of the available choices"),
    ],
)
def test_an_answer_is_refused_beside_the_field(
    ada: Client, field: str, value: str, said: str
) -> None:
    refused = refusals(ada, "codelistentry/add/", new_answer(**{field: value}))
    assert list(refused) == [field]
    assert said in refused[field]


# -- Required checks --------------------------------------------------------------
def new_check(**changes: str) -> dict[str, str]:
    return {
        "system": "Border records",
        "part": "subject",
        "stage": "clares_law:initial_checks",
        "route": "",
        "position": "",
        "in_use": "on",
    } | changes


def test_a_check_is_required_from_now_on_until_it_is_retired(
    ada: Client, cast: Cast
) -> None:
    case = walk_to(S.INITIAL_CHECKS, cast.crew)
    assert refusals(ada, "checkrequirement/add/", new_check()) == {}
    stages = [row.stage for row in check_matrix(case)]
    assert stages == sorted(stages), "the checks of one stage stand together"
    assert outstanding_checks(case)[-1].system == "Border records"

    row = CheckRequirement.objects.get(system="Border records")
    assert change(ada, row, position=str(row.position), system="Other") == {}
    assert "Border records" not in {r.system for r in outstanding_checks(case)}
    told = [(verb, sentence) for verb, _by, _type, sentence, _fields in events()]
    name = f"clares_law initial_checks subject, row {row.pk}"
    assert told == [
        ("add_required_check", f"Required check added: {name}"),
        ("change_required_check", f"Required check changed: {name}"),
    ]
    assert [used for used, _request in history(row, "in_use")] == [True, False]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"system": "pnc"}, "system"),
        ({"system": "PNC", "route": "right_to_ask"}, "system"),
        ({"part": "child"}, "part"),
        ({"stage": "clares_law:closed"}, "stage"),
    ],
)
def test_a_check_is_refused_beside_the_field(
    ada: Client, changes: dict[str, str], field: str
) -> None:
    count = CheckRequirement.objects.count()
    refused = refusals(ada, "checkrequirement/add/", new_check(**changes))
    assert list(refused) == [field]
    assert CheckRequirement.objects.count() == count


# -- Bank holidays ----------------------------------------------------------------
MONDAY = dt.datetime(2027, 2, 1, 10, tzinfo=dt.UTC)


def at_review(cast: Cast) -> Deadline:
    """The limit of two working days of a case that was submitted now."""
    case = walk_to(S.AWAITING_REVIEW, cast.crew)
    return Deadline.objects.get(case=case, key="decision_days")


def test_a_new_bank_holiday_moves_what_runs(ada: Client, cast: Cast) -> None:
    holiday = MONDAY.date() + ONE_DAY
    with frozen(MONDAY):
        running = at_review(cast)
        data = {"day": typed(holiday), "name": "Day of Jo Bloggs", "is_day_off": "on"}
        assert refusals(ada, "bankholidaychange/add/", data) == {}
        count_again_for_holidays()
        later = at_review(cast)
        row = BankHolidayChange.objects.get()
        running.refresh_from_db()
        assert due_day(running.due_at).day == 4
        undone = change(ada, row, name="Day of Jo Bloggs", day=typed(holiday + ONE_DAY))
        assert undone == {}
        last = at_review(cast)
        count_again_for_holidays()
    running.refresh_from_db()
    later.refresh_from_db()
    days = [due_day(row.due_at).day for row in (running, later, last)]
    assert days == [3, 3, 3]
    row.refresh_from_db()
    assert (row.day, row.is_day_off) == (holiday, False)
    told = [(verb, sentence) for verb, _by, _type, sentence, _fields in events()]
    assert told == [
        ("add_bank_holiday", "Bank holiday added: 2027-02-02"),
        ("change_bank_holiday", "Bank holiday changed: 2027-02-02"),
    ]
    assert [off for off, _request in history(row, "is_day_off")] == [True, False]


def test_only_days_from_today_on_are_added_or_changed(ada: Client) -> None:
    yesterday = today() - ONE_DAY
    data = {"day": typed(yesterday), "name": "Late", "is_day_off": "on"}
    refused = refusals(ada, "bankholidaychange/add/", data)
    assert refused == {"day": "Choose today or a later day."}
    past = BankHolidayChange.objects.create(day=yesterday, name="It was off")
    page = f"{ROOT}bankholidaychange/{past.pk}/change/"
    assert 'name="is_day_off"' not in ada.get(page).content.decode()
    assert ada.post(page, {"name": "It was not"}).status_code == 403

    data["day"] = typed(today())
    assert refusals(ada, "bankholidaychange/add/", data) == {}
    again = refusals(ada, "bankholidaychange/add/", data)
    assert "in the list already" in again["day"]
