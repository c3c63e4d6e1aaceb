"""People, the jobs they hold for a time, and what keeps them from leaving."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from pytest_django import DjangoAssertNumQueries, Settings

from accounts import departures, watchers
from accounts.departures import StillNeededError
from accounts.models import Agency, RoleGrant, Unit, User
from accounts.roles import CASELOAD_ROLES, Role
from accounts.watchers import Verb
from config.settings import base

DAY = dt.date(2026, 11, 24)
NOON = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
ONE = dt.timedelta(days=1)
HOLDS = "holds 1 open case: reallocate first."


@pytest.fixture
def raj(db: None) -> User:
    return User.objects.create_user("raj", name="Raj Patel")


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sentences that keep everybody in place; a test empties it to let go."""
    sentences = [HOLDS]
    monkeypatch.setattr(departures, "_reasons", [lambda _user: sentences])
    return sentences


def grant(user: User, role: Role, start: dt.date, end: dt.date | None) -> RoleGrant:
    return RoleGrant.objects.create(
        user=user, role=role, valid_from=start, valid_to=end
    )


def test_the_jobs_are_those_of_the_products_table() -> None:
    assert [role.label for role in Role] == [
        "Control-room operator",
        "CRU researcher",
        "CRU decision maker",
        "CRU supervisor",
        "Disclosure officer",
        "MARAC coordinator",
        "MARAC chair",
        "Agency representative",
        "IDVA",
        "Auditor",
        "Administrator",
    ]


@pytest.mark.parametrize(
    ("start", "end", "held_today"),
    [
        (DAY, None, True),
        (DAY, DAY, True),
        (DAY - ONE, DAY, True),
        (DAY - ONE, DAY - ONE, False),
        (DAY + ONE, None, False),
        (DAY - ONE, DAY + ONE, True),
    ],
)
def test_a_role_holds_from_its_first_to_its_last_day(
    raj: User, start: dt.date, end: dt.date | None, *, held_today: bool
) -> None:
    grant(raj, Role.RESEARCHER, start, end)
    with time_machine.travel(NOON, tick=False):
        assert raj.holds(Role.RESEARCHER) is held_today
        assert raj.roles == ({Role.RESEARCHER} if held_today else set())


def test_the_day_is_that_of_london(raj: User) -> None:
    """At 23:30 UTC in summer it is already tomorrow in London."""
    grant(raj, Role.RESEARCHER, dt.date(2026, 7, 2), None)
    with time_machine.travel(dt.datetime(2026, 7, 1, 23, 30, tzinfo=dt.UTC)):
        assert raj.holds(Role.RESEARCHER)


def test_roles_cost_one_query_a_request(
    raj: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    grant(raj, Role.RESEARCHER, DAY, None)
    grant(raj, Role.SUPERVISOR, DAY, None)
    with time_machine.travel(NOON), django_assert_num_queries(1):
        assert raj.holds(Role.SUPERVISOR, Role.AUDITOR)
        assert raj.holds(Role.RESEARCHER)
        assert not raj.holds(Role.AUDITOR)
        assert not raj.holds()


def test_a_closed_account_holds_no_role(raj: User) -> None:
    grant(raj, Role.ADMINISTRATOR, DAY, None)
    raj.is_active = False
    with time_machine.travel(NOON):
        assert raj.roles == frozenset()


def test_a_person_comes_with_their_unit(
    raj: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    unit = Unit.objects.create(name="North", force_name="Avon", force_code="11")
    raj.unit = unit
    raj.save()
    with django_assert_num_queries(1):
        assert User.objects.get(pk=raj.pk).unit == unit


# -- What the database refuses
def test_nobody_is_the_giver_of_their_own_role(raj: User) -> None:
    with pytest.raises(IntegrityError, match="role_grant_is_by_another_person"):
        RoleGrant.objects.create(user=raj, role=Role.AUDITOR, granted_by=raj)


def test_a_role_does_not_end_before_it_begins(raj: User) -> None:
    with pytest.raises(IntegrityError, match="role_grant_ends_after_it_starts"):
        grant(raj, Role.RESEARCHER, DAY, DAY - ONE)


def test_two_usernames_never_differ_by_capitals_alone(raj: User) -> None:
    with pytest.raises(IntegrityError, match="username_is_unique_in_any_case"):
        User.objects.bulk_create([User(username="RAJ", name="Another")])


def test_a_person_with_a_role_is_never_deleted(raj: User) -> None:
    grant(raj, Role.RESEARCHER, DAY, None)
    with pytest.raises(ProtectedError):
        raj.delete()


def test_units_and_agencies_with_people_are_never_deleted(raj: User) -> None:
    raj.unit = Unit.objects.create(name="North", force_name="Avon", force_code="11")
    raj.agency = Agency.objects.create(name="Refuge")
    raj.save()
    with pytest.raises(ProtectedError):
        raj.unit.delete()
    with pytest.raises(ProtectedError):
        raj.agency.delete()


# -- Leaving
def test_an_account_stays_open_while_something_keeps_the_person(
    raj: User, held: list[str]
) -> None:
    raj.is_active = False
    with pytest.raises(StillNeededError) as refusal:
        raj.save()
    assert refusal.value.messages == [f"Raj Patel {HOLDS}"]
    assert User.objects.get(pk=raj.pk).is_active

    held.clear()
    raj.save()
    assert not User.objects.get(pk=raj.pk).is_active


def test_a_closed_account_can_be_changed_whatever_is_said_later(
    raj: User, held: list[str]
) -> None:
    User.objects.filter(pk=raj.pk).update(is_active=False)
    raj.refresh_from_db()
    raj.email = "raj@example.org"
    raj.save()
    assert User.objects.get(pk=raj.pk).email == "raj@example.org"


def test_a_refusal_is_one_that_forms_understand() -> None:
    assert issubclass(StillNeededError, ValidationError)


@pytest.mark.parametrize("role", sorted(Role))
def test_the_last_role_with_a_caseload_does_not_end_today(
    raj: User, held: list[str], role: Role
) -> None:
    with time_machine.travel(NOON):
        only = grant(raj, role, DAY - ONE, None)
        only.valid_to = DAY
        if role in CASELOAD_ROLES:
            with pytest.raises(StillNeededError):
                only.save()
        else:
            only.save()
        ends = RoleGrant.objects.get(pk=only.pk).valid_to
    assert ends == (None if role in CASELOAD_ROLES else DAY)


@pytest.mark.parametrize(
    "change",
    [
        {"valid_to": DAY},
        {"valid_to": DAY - ONE},
        {"valid_from": DAY + 2 * ONE},
        {"role": Role.AUDITOR},
    ],
)
def test_no_way_round_it(raj: User, held: list[str], change: dict[str, object]) -> None:
    with time_machine.travel(NOON):
        only = grant(raj, Role.RESEARCHER, DAY - ONE, None)
        for name, value in change.items():
            setattr(only, name, value)
        with pytest.raises(StillNeededError):
            only.save()


def test_a_caseload_role_ends_when_another_goes_on(raj: User, held: list[str]) -> None:
    with time_machine.travel(NOON):
        grant(raj, Role.SUPERVISOR, DAY - ONE, None)
        first = grant(raj, Role.RESEARCHER, DAY - ONE, None)
        first.valid_to = DAY
        first.save()
    assert RoleGrant.objects.get(pk=first.pk).valid_to == DAY


# -- Watchers
def test_every_watcher_is_told_once(raj: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watchers, "_watchers", [])
    told: list[dict[str, object]] = []

    def watch(**change: object) -> None:
        told.append(change)

    watchers.on_change(watch)
    watchers.on_change(watch)
    watchers.tell(actor=None, subject=raj, verb=Verb.CHANGED, fields=["name"])

    assert told == [
        {"actor": None, "subject": raj, "verb": Verb.CHANGED, "fields": ("name",)}
    ]


def test_a_watcher_that_fails_undoes_the_change(
    raj: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot(**_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(watchers, "_watchers", [cannot])

    @transaction.atomic
    def change() -> None:
        User.objects.filter(pk=raj.pk).update(name="Changed")
        watchers.tell(actor=None, subject=raj, verb=Verb.CHANGED)

    with pytest.raises(RuntimeError):
        change()
    assert User.objects.get(pk=raj.pk).name == "Raj Patel"


def test_every_verb_has_its_sentence() -> None:
    assert all(verb.sentence for verb in Verb)
    assert len({verb.sentence for verb in Verb}) == len(Verb)


# -- Passwords and the first administrator
def test_passwords_are_hashed_with_argon2(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS
    assert make_password("x").startswith("argon2$argon2id$")


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is typed at the prompts for a password, in order."""
    answers = ["seven-otters-by-the-weir", "seven-otters-by-the-weir"]
    monkeypatch.setattr("getpass.getpass", lambda _prompt: answers.pop(0))
    return answers


@pytest.mark.django_db
def test_the_first_administrator_is_added_on_the_machine(typed: list[str]) -> None:
    call_command("add_administrator", "Ada", "Ada Byron")
    ada = User.objects.get(username="ada")
    assert ada.holds(Role.ADMINISTRATOR)
    assert ada.check_password("seven-otters-by-the-weir")

    with pytest.raises(CommandError, match="There is an administrator already"):
        call_command("add_administrator", "eve", "Eve")
    assert not User.objects.filter(username="eve").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (["one-long-password-1", "another-password-2"], "are not the same"),
        (["short", "short"], "too short"),
    ],
)
def test_a_bad_password_adds_nobody(
    typed: list[str], answers: list[str], sentence: str
) -> None:
    typed[:] = answers
    with pytest.raises(CommandError, match=sentence):
        call_command("add_administrator", "ada", "Ada")
    assert not User.objects.exists()
