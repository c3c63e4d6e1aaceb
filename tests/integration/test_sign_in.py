"""Who gets in, for how long, and what stops them (reliability V6, V7, W-10, C-08)."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from accounts import watchers
from accounts.models import User
from accounts.roles import Role
from accounts.watchers import Verb
from casework.models import ActionClass, AuditEvent
from tests.integration.small_site import PASSWORD, add_person, saved

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.integration.small_site"),
]
MORNING = dt.datetime(2026, 11, 24, 8, 0, tzinfo=dt.UTC)
WRONG = "The username and/or password you specified are not correct."


@pytest.fixture
def raj() -> User:
    return add_person("raj", Role.RESEARCHER)


def try_password(client: Client, username: str, password: str = PASSWORD) -> str:
    """The page after an attempt to sign in."""
    answer = client.post(
        "/account/login/", {"login": username, "password": password}, follow=True
    )
    return answer.content.decode()


def is_signed_in(client: Client) -> bool:
    return client.get("/cases/").status_code == 200


def test_a_page_asks_for_a_sign_in_and_then_opens(raj: User, client: Client) -> None:
    asked = client.get("/cases/")
    assert asked.headers["Location"] == "/account/login/?next=/cases/"

    answer = client.post(
        asked.headers["Location"], {"login": "raj", "password": PASSWORD}
    )

    assert answer.headers["Location"] == "/cases/"
    assert is_signed_in(client)


def test_nobody_is_sent_to_another_site(raj: User, client: Client) -> None:
    answer = client.post(
        "/account/login/?next=https://evil.example.org/",
        {
            "login": "raj",
            "password": PASSWORD,
            "next": "https://evil.example.org/",
        },
    )
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("typed", ["raj", "RAJ", " Raj "])
def test_capitals_in_a_username_do_not_matter(
    raj: User, client: Client, typed: str
) -> None:
    try_password(client, typed)
    assert is_signed_in(client)


@pytest.mark.parametrize("username", ["raj", "nobody"])
def test_a_refusal_does_not_say_whether_the_name_exists(
    raj: User, client: Client, username: str
) -> None:
    assert WRONG in try_password(client, username, "wrong")
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "address",
    [
        "/account/signup/",
        "/account/email/",
        "/account/password/reset/",
        "/account/password/set/",
    ],
)
def test_nobody_helps_themselves_to_an_account(
    raj: User, client: Client, address: str
) -> None:
    client.force_login(raj)
    answer = client.post(address, {"email": "raj@example.org", "username": "new"})
    assert answer.status_code == 404
    assert User.objects.count() == 1


def test_repeated_failures_lock_this_name_from_this_address_alone(
    raj: User, client: Client
) -> None:
    add_person("dee", Role.SUPERVISOR)
    for spelling in ("raj", "RAJ", "Raj", " raj", "raj"):
        page = try_password(client, spelling, "wrong")

    assert "Too many attempts to sign in" in page
    assert "Too many attempts to sign in" in try_password(client, "raj")
    assert not is_signed_in(client)

    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    try_password(elsewhere, "raj")
    assert is_signed_in(elsewhere), "a stranger must not lock a colleague out"
    try_password(client, "dee")
    assert is_signed_in(client)


def test_the_lock_ends_by_itself(raj: User, client: Client) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        for _ in range(5):
            try_password(client, "raj", "wrong")
        clock.shift(dt.timedelta(minutes=14))
        try_password(client, "raj")
        assert not is_signed_in(client)
        clock.shift(dt.timedelta(minutes=16))
        try_password(client, "raj")
        assert is_signed_in(client)


def test_behind_a_proxy_the_visitors_own_address_counts(
    raj: User, client: Client, settings: Settings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    first = Client(HTTP_X_FORWARDED_FOR="192.0.2.1")
    for _ in range(5):
        try_password(first, "raj", "wrong")
    assert "Too many attempts" in try_password(first, "raj")

    # The visitor claims another address; the proxy appended the true one.
    forged = Client(HTTP_X_FORWARDED_FOR="198.51.100.9, 192.0.2.1")
    assert "Too many attempts" in try_password(forged, "raj")
    other = Client(HTTP_X_FORWARDED_FOR="192.0.2.2")
    try_password(other, "raj")
    assert is_signed_in(other)


def test_many_names_from_one_address_are_slowed_down(
    client: Client, settings: Settings, raj: User
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    spray = Client(REMOTE_ADDR=f"2001:db8::{raj.pk:x}:{id(client) & 0xFFFF:x}")
    for name in ("a", "b", "c"):
        page = try_password(spray, name, "wrong")
    assert "Too many attempts to sign in" in page


def test_an_idle_session_ends_and_keeps_what_was_typed(
    raj: User, client: Client
) -> None:
    browser = Client(enforce_csrf_checks=True)
    with time_machine.travel(MORNING, tick=False) as clock:
        browser.force_login(raj)
        form = browser.get("/note/").content.decode()
        token = form.split('name="csrfmiddlewaretoken" value="')[-1].split('"')[0]
        clock.shift(dt.timedelta(minutes=31))

        answer = browser.post(
            "/note/", {"text": "Long note", "csrfmiddlewaretoken": token}
        )

        assert answer.headers["Location"] == "/account/login/?next=/note/"
        assert "Long note" not in saved
        assert not is_signed_in(browser)
        browser.force_login(raj)
        assert "Long note" in browser.get("/note/").content.decode()


def test_work_keeps_a_session_alive_until_the_absolute_limit(
    raj: User, client: Client
) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        client.force_login(raj)
        for _ in range(12 * 60 // 20):
            assert is_signed_in(client)
            clock.shift(dt.timedelta(minutes=20))
        assert is_signed_in(client), "12 hours to the minute are still allowed"
        clock.shift(dt.timedelta(minutes=1))
        assert not is_signed_in(client)


def test_a_session_is_written_once_a_minute_not_once_a_page(
    raj: User, client: Client
) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        client.force_login(raj)
        client.get("/cases/")
        stamped = client.session["seen_at"]
        clock.shift(dt.timedelta(seconds=50))
        client.get("/cases/")
        assert client.session["seen_at"] == stamped
        clock.shift(dt.timedelta(seconds=20))
        client.get("/cases/")
        assert client.session["seen_at"] == stamped + 70


def test_deactivation_ends_every_session_for_good(raj: User, client: Client) -> None:
    client.force_login(raj)
    assert is_signed_in(client)

    raj.is_active = False
    raj.save()
    assert not is_signed_in(client)

    raj.is_active = True
    raj.save()
    assert not is_signed_in(client), "the old session must not come back to life"


def test_a_closed_account_cannot_sign_in(raj: User, client: Client) -> None:
    raj.is_active = False
    raj.save()
    assert "This account is closed" in try_password(client, "raj")
    assert not is_signed_in(client)


def test_a_new_password_ends_sessions_elsewhere(raj: User, client: Client) -> None:
    elsewhere = Client()
    elsewhere.force_login(raj)
    client.force_login(raj)
    new = "another-quiet-river-77"

    client.post(
        "/account/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )

    assert not is_signed_in(elsewhere)
    assert is_signed_in(client)
    try_password(elsewhere, "raj", new)
    assert is_signed_in(elsewhere)


def test_sign_out_ends_the_session_and_empties_the_cache(
    raj: User, client: Client
) -> None:
    client.force_login(raj)
    stolen = client.cookies["sessionid"].value

    assert "Do you want to sign out?" in client.get("/account/logout/").content.decode()
    assert is_signed_in(client), "following a link must not sign anybody out"
    answer = client.post("/account/logout/")

    assert answer.headers["Clear-Site-Data"] == '"cache"'
    thief = Client()
    thief.cookies["sessionid"] = stolen
    assert not is_signed_in(thief)


def test_signed_in_pages_are_never_stored(raj: User, client: Client) -> None:
    client.force_login(raj)
    kept = client.get("/cases/").headers["Cache-Control"]
    assert "no-store" in kept
    assert "private" in kept


def test_sign_ins_are_in_the_audit(raj: User, client: Client) -> None:
    try_password(client, "RAJ", "wrong")
    try_password(client, "nobody", "wrong")
    try_password(client, "raj")
    client.post("/account/logout/")

    events = AuditEvent.objects.filter(action_class=ActionClass.SECURITY)
    told = events.order_by("pk").values_list("verb", "actor_id", "object_id")
    assert list(told) == [
        (Verb.SIGN_IN_FAILED, None, str(raj.pk)),
        (Verb.SIGNED_IN, raj.pk, str(raj.pk)),
        (Verb.SIGNED_OUT, raj.pk, str(raj.pk)),
    ]
    assert all(events.values_list("request_id", flat=True))


def test_nobody_signs_in_unrecorded(
    raj: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot(**_: object) -> None:
        raise RuntimeError("The audit cannot be written.")

    monkeypatch.setattr(watchers, "_watchers", [cannot])
    client.raise_request_exception = False

    assert "Something went wrong" in try_password(client, "raj")
    monkeypatch.undo()
    assert not is_signed_in(client)
    raj.refresh_from_db()
    assert raj.last_login is None
