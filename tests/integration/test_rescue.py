"""What was typed survives a lost session; nobody else ever sees it (C-06, C-07)."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from tests.integration.small_site import PASSWORD, add_person, saved

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.integration.small_site"),
]
WORDS = "He waits outside the school."
TYPED = {"text": WORDS, "risks": ["fear", "weapon"]}
SIGNED_OUT = "You were signed out. What you typed is below; nothing was saved yet."


@pytest.fixture(autouse=True)
def _nothing_saved() -> None:
    saved.clear()


@pytest.fixture
def raj() -> User:
    return add_person("raj", Role.RESEARCHER)


@pytest.fixture
def tab() -> Client:
    return Client(enforce_csrf_checks=True)


def sign_in(tab: Client, username: str, to: str = "/") -> str:
    """Sign in as a person does, from the page; gives the address arrived at."""
    page = f"/account/login/?next={to}"
    tab.get(page)
    token = tab.cookies["csrftoken"].value
    answer = tab.post(
        page,
        {"login": username, "password": PASSWORD, "csrfmiddlewaretoken": token},
    )
    return answer.headers["Location"]


def open_form(tab: Client, page: str = "/note/") -> str:
    """The token in the form of ``page``."""
    form = tab.get(page).content.decode()
    return form.split('name="csrfmiddlewaretoken" value="')[-1].split('"')[0]


def text_in(tab: Client, page: str = "/note/") -> str:
    return unescape(tab.get(page).content.decode())


def test_fields_come_back_to_the_person_who_typed_them(raj: User, tab: Client) -> None:
    sign_in(tab, "raj")
    token = open_form(tab)
    tab.cookies.pop("sessionid")

    lost = tab.post("/note/?from=list", {**TYPED, "csrfmiddlewaretoken": token})

    assert saved == []
    assert lost.headers["Location"] == "/account/login/?next=/note/%3Ffrom%3Dlist"
    assert sign_in(tab, "raj", "/note/") == "/note/"
    page = text_in(tab)
    assert SIGNED_OUT in page
    assert WORDS in page
    assert page.count(" checked") == 2


def test_sign_out_in_another_tab_loses_nothing(raj: User, tab: Client) -> None:
    sign_in(tab, "raj")
    token = open_form(tab)
    tab.post("/account/logout/", {"csrfmiddlewaretoken": token})

    tab.post("/note/", {**TYPED, "csrfmiddlewaretoken": token})

    sign_in(tab, "raj")
    assert saved == []
    assert WORDS in text_in(tab)


def test_a_form_from_before_signing_in_again_is_shown_filled(
    raj: User, tab: Client
) -> None:
    sign_in(tab, "raj")
    token = open_form(tab)
    tab.cookies.pop("sessionid")
    sign_in(tab, "raj")

    stale = tab.post("/note/", {**TYPED, "csrfmiddlewaretoken": token})

    assert saved == []
    assert stale.headers["Location"] == "/note/"
    page = text_in(tab)
    assert "You signed in again after you opened this page." in page
    assert WORDS in page


def test_a_stale_form_without_a_session_waits_for_the_sign_in(
    raj: User, tab: Client
) -> None:
    """The browser was closed and has forgotten both cookies; the page was kept."""
    sign_in(tab, "raj")
    token = open_form(tab)
    tab.cookies.clear()

    answer = tab.post("/note/", {**TYPED, "csrfmiddlewaretoken": token})

    assert answer.headers["Location"] == "/account/login/?next=/note/"
    assert saved == []
    sign_in(tab, "raj")
    assert WORDS in text_in(tab)


def test_another_person_never_gets_it_and_the_first_still_does(
    raj: User, tab: Client
) -> None:
    add_person("dee", Role.RESEARCHER)
    sign_in(tab, "raj")
    token = open_form(tab)
    tab.cookies.pop("sessionid")
    tab.post("/note/", {**TYPED, "csrfmiddlewaretoken": token})

    sign_in(tab, "dee", "/note/")
    theirs = text_in(tab)
    assert WORDS not in theirs
    assert SIGNED_OUT not in theirs

    tab.cookies.pop("sessionid")
    sign_in(tab, "raj", "/note/")
    assert WORDS in text_in(tab)


def test_a_form_of_one_person_sent_under_anothers_session_writes_nothing(
    raj: User, tab: Client
) -> None:
    add_person("dee", Role.RESEARCHER)
    sign_in(tab, "raj")
    token = open_form(tab)
    tab.cookies.pop("sessionid")
    sign_in(tab, "dee")

    answer = tab.post("/note/", {**TYPED, "csrfmiddlewaretoken": token})

    assert (answer.status_code, saved) == (403, [])
    assert WORDS not in answer.content.decode()
    assert WORDS not in text_in(tab)
    tab.cookies.pop("sessionid")
    sign_in(tab, "raj")
    assert WORDS in text_in(tab)


def test_only_the_page_it_was_typed_on_shows_it(raj: User, tab: Client) -> None:
    sign_in(tab, "raj")
    token = open_form(tab)
    tab.cookies.pop("sessionid")
    tab.post("/note/", {**TYPED, "csrfmiddlewaretoken": token})
    sign_in(tab, "raj")

    assert WORDS not in text_in(tab, "/other-note/")


def test_two_tabs_are_kept_apart(raj: User, tab: Client) -> None:
    sign_in(tab, "raj")
    token = open_form(tab)
    tab.cookies.pop("sessionid")
    tab.post("/note/", {"text": "First tab", "csrfmiddlewaretoken": token})
    tab.post("/other-note/", {"text": "Second tab", "csrfmiddlewaretoken": token})
    sign_in(tab, "raj")

    assert "First tab" in text_in(tab, "/note/")
    assert "Second tab" in text_in(tab, "/other-note/")


def test_it_is_forgotten_once_it_has_been_sent(raj: User, tab: Client) -> None:
    sign_in(tab, "raj")
    token = open_form(tab)
    tab.cookies.pop("sessionid")
    tab.post("/note/", {**TYPED, "csrfmiddlewaretoken": token})
    sign_in(tab, "raj")
    assert WORDS in text_in(tab)
    assert WORDS in text_in(tab), "a reload must not lose it"

    again = open_form(tab)
    tab.post("/note/", {**TYPED, "csrfmiddlewaretoken": again})

    assert saved == [WORDS]
    assert WORDS not in text_in(tab)


def test_passwords_and_tokens_are_never_kept(
    raj: User, tab: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(tab, "raj")
    token = open_form(tab)
    tab.cookies.pop("sessionid")
    kept: list[object] = []
    monkeypatch.setattr(
        "casework.rescue.cache.set", lambda _key, value, _time: kept.append(value)
    )

    tab.post(
        "/note/",
        {
            "text": "Seen",
            "oldpassword": "secret-1",
            "Password2": "secret-2",
            "csrfmiddlewaretoken": token,
        },
    )

    assert "text=Seen" in repr(kept)
    assert "secret" not in repr(kept)
    assert token not in repr(kept)


@pytest.mark.parametrize("token", ["", "x" * 64, "!" * 64, "short"])
def test_a_form_that_nobody_was_shown_is_not_kept(
    raj: User, tab: Client, token: str
) -> None:
    """A stranger's page cannot put words into somebody's form."""
    sign_in(tab, "raj")

    answer = tab.post("/note/", {**TYPED, "csrfmiddlewaretoken": token})

    assert answer.status_code == 403
    assert "Nothing was saved" in answer.content.decode()
    assert WORDS not in text_in(tab)


def test_an_unknown_sender_is_only_asked_to_sign_in(tab: Client) -> None:
    token = open_form(tab, "/account/login/")

    answer = tab.post("/note/", {**TYPED, "csrfmiddlewaretoken": token})

    assert answer.headers["Location"] == "/account/login/?next=/note/"
    assert not [name for name in answer.cookies if name.startswith("typed-")]


def test_a_stale_sign_in_page_is_opened_again(raj: User, tab: Client) -> None:
    """Two sign-in pages in two tabs: the second one must not end in an error."""
    old = open_form(tab, "/account/login/")
    sign_in(tab, "raj")

    answer = tab.post(
        "/account/login/?next=/note/",
        {"login": "raj", "password": PASSWORD, "csrfmiddlewaretoken": old},
    )

    assert answer.headers["Location"] == "/account/login/?next=/note/"
    assert tab.get(answer.headers["Location"]).headers["Location"] == "/note/"


def test_the_cookie_says_nothing_and_no_script_can_read_it(
    raj: User, tab: Client
) -> None:
    sign_in(tab, "raj")
    token = open_form(tab)
    tab.cookies.pop("sessionid")

    answer = tab.post("/note/", {**TYPED, "csrfmiddlewaretoken": token})

    (cookie,) = [c for name, c in answer.cookies.items() if name.startswith("typed-")]
    assert cookie["httponly"]
    assert cookie["max-age"] == 30 * 60
    assert "raj" not in cookie.OutputString()
    assert "school" not in cookie.OutputString()
