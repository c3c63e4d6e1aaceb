"""Administrators manage people and roles, never their own, and see no case."""

from __future__ import annotations

import datetime as dt
from urllib.parse import unquote

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts import departures
from accounts.models import Agency, RoleGrant, Unit, User
from accounts.roles import Role
from accounts.watchers import Verb
from casework.models import ActionClass, AuditEvent
from config.admin_site import app_of
from tests.integration.small_site import LONG_AGO, PASSWORD, add_person

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.integration.small_site"),
]
HOLDS = "holds 3 open cases: reallocate first."
STRONG = "seven-otters-by-the-weir"


@pytest.fixture
def ada(client: Client) -> User:
    person = add_person("ada", Role.ADMINISTRATOR)
    client.force_login(person)
    return person


@pytest.fixture
def raj() -> User:
    return add_person("raj", Role.RESEARCHER)


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The usernames of people who hold three open cases."""
    names: set[str] = set()
    reason = [lambda user: [HOLDS] if user.username in names else []]
    monkeypatch.setattr(departures, "_reasons", reason)
    return names


def person_data(person: User, **changes: str) -> dict[str, str]:
    """What the page of ``person`` sends when nothing but ``changes`` is typed."""
    data = {
        "name": person.name,
        "username": person.username,
        "email": person.email,
        "unit": str(person.unit_id or ""),
        "agency": str(person.agency_id or ""),
        "is_active": "on",
        "role_grants-INITIAL_FORMS": str(person.role_grants.count()),
        "role_grants-TOTAL_FORMS": str(person.role_grants.count() + 1),
    }
    for row, grant in enumerate(person.role_grants.order_by("pk")):
        data |= {
            f"role_grants-{row}-id": str(grant.pk),
            f"role_grants-{row}-user": str(person.pk),
            f"role_grants-{row}-valid_to": str(grant.valid_to or ""),
        }
    data |= {f"role_grants-{person.role_grants.count()}-user": str(person.pk)}
    return {key: value for key, value in (data | changes).items() if value != "OFF"}


def save(client: Client, person: User, **changes: str) -> str:
    """The page after pressing Save; empty when it was saved."""
    changes = {key.replace("grants_", "role_grants-"): v for key, v in changes.items()}
    changes = {key.replace("__", "-"): value for key, value in changes.items()}
    answer = client.post(
        f"/admin/accounts/user/{person.pk}/change/", person_data(person, **changes)
    )
    return "" if answer.status_code == 302 else answer.content.decode()


def security_events() -> list[tuple[str, int | None, str, list[str]]]:
    return list(
        AuditEvent.objects.filter(action_class=ActionClass.SECURITY)
        .order_by("pk")
        .values_list("verb", "actor_id", "object_id", "fields")
    )


# -- Who may open these pages ------------------------------------------------------
PAGES = ("/admin/", "/admin/accounts/user/", "/admin/accounts/user/add/")


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_no_other_role_opens_them(client: Client, role: Role) -> None:
    client.force_login(add_person("other", role))
    for page in PAGES:
        answer = client.get(page, follow=True)
        assert answer.status_code == 403
        assert "Only an administrator can open these pages." in answer.content.decode()


def test_djangos_own_flags_open_nothing(client: Client) -> None:
    root = User.objects.create_superuser("root", password=PASSWORD, name="Root")
    client.force_login(root)
    assert client.get("/admin/accounts/user/", follow=True).status_code == 403


def test_a_role_that_has_ended_or_not_begun_opens_nothing(client: Client) -> None:
    today = timezone.localdate()
    person = add_person("was")
    day = dt.timedelta(days=1)
    RoleGrant.objects.create(
        user=person, role=Role.ADMINISTRATOR, valid_from=LONG_AGO, valid_to=today - day
    )
    RoleGrant.objects.create(
        user=person, role=Role.ADMINISTRATOR, valid_from=today + day
    )
    client.force_login(person)
    assert client.get("/admin/", follow=True).status_code == 403


def test_a_visitor_is_sent_to_the_one_sign_in_page(client: Client) -> None:
    for page in PAGES:
        chain = client.get(page, follow=True).redirect_chain
        assert unquote(chain[-1][0]) == f"/account/login/?next={page}"


@pytest.mark.parametrize(
    ("page", "instead"),
    [
        ("/admin/logout/", "/account/logout/"),
        ("/admin/password_change/", "/account/password/change/"),
    ],
)
def test_signing_out_and_ones_own_password_have_one_page_each(
    ada: User, client: Client, page: str, instead: str
) -> None:
    assert client.post(page).headers["Location"] == instead


def test_of_accounts_only_people_units_and_agencies_are_registered() -> None:
    """Which settings of casework are: ``test_settings_admin``."""
    shown = {model for model in admin.site._registry if app_of(model) != "casework"}
    assert shown == {User, Unit, Agency}


def test_the_index_shows_these_and_no_case(ada: User, client: Client) -> None:
    page = client.get("/admin/").content.decode()
    for words in ("People", "Units", "Agencies"):
        assert words in page
    for words in ("Cases", "Periodic", "Access attempt", "Groups", "Email address"):
        assert words not in page


@pytest.mark.parametrize("kind", ["user", "unit", "agency"])
def test_nobody_deletes_anything(ada: User, client: Client, kind: str) -> None:
    rows = {
        "user": add_person("raj"),
        "unit": Unit.objects.create(name="North", force_name="F", force_code="11"),
        "agency": Agency.objects.create(name="Refuge"),
    }
    row = rows[kind]
    page = f"/admin/accounts/{kind}/{row.pk}/"
    assert client.post(f"{page}delete/", {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": str(row.pk)}
    client.post(f"/admin/accounts/{kind}/", {**chosen, "post": "yes"})
    assert type(row)._default_manager.filter(pk=row.pk).exists()


# -- People ------------------------------------------------------------------------
def test_a_new_person_signs_in_with_the_role_they_were_given(
    ada: User, client: Client
) -> None:
    unit = Unit.objects.create(name="North", force_name="Avon", force_code="11")
    answer = client.post(
        "/admin/accounts/user/add/",
        {
            "name": "Dee Marsh",
            "username": "Dee",
            "email": "dee@example.org",
            "unit": str(unit.pk),
            "agency": "",
            "password1": STRONG,
            "password2": STRONG,
            "role_grants-INITIAL_FORMS": "0",
            "role_grants-TOTAL_FORMS": "1",
            "role_grants-0-role": Role.DECISION_MAKER,
            "role_grants-0-valid_from": "24/11/2026",
            "role_grants-0-valid_to": "",
        },
    )
    assert answer.status_code == 302, answer.content.decode()
    dee = User.objects.get(name="Dee Marsh")
    grant = dee.role_grants.get()
    assert (dee.username, dee.unit) == ("dee", unit)
    assert (grant.role, grant.granted_by) == (Role.DECISION_MAKER, ada)
    assert security_events() == [
        (
            Verb.ADDED,
            ada.pk,
            str(dee.pk),
            ["email", "name", "password", "unit", "username"],
        ),
        (
            Verb.ROLE_GIVEN,
            ada.pk,
            str(dee.pk),
            ["decision_maker", "valid_from", "valid_to"],
        ),
    ]
    browser = Client()
    browser.post("/account/login/", {"login": "dee", "password": STRONG})
    assert browser.get("/cases/").status_code == 200


def test_two_usernames_differ_in_more_than_capitals(
    ada: User, raj: User, client: Client
) -> None:
    answer = client.post(
        "/admin/accounts/user/add/",
        {
            "name": "Another Raj",
            "username": "RAJ",
            "password1": STRONG,
            "password2": STRONG,
            "role_grants-INITIAL_FORMS": "0",
            "role_grants-TOTAL_FORMS": "0",
        },
    )
    assert "username already exists" in answer.content.decode()
    assert User.objects.filter(name="Another Raj").count() == 0


def test_an_easy_password_is_refused(ada: User, raj: User, client: Client) -> None:
    page = f"/admin/accounts/user/{raj.pk}/password/"
    answer = client.post(page, {"password1": "short", "password2": "short"})
    assert "too short" in answer.content.decode()
    assert security_events() == []


def test_setting_a_password_is_told_and_ends_sessions(
    ada: User, raj: User, client: Client
) -> None:
    theirs = Client()
    theirs.force_login(raj)

    page = f"/admin/accounts/user/{raj.pk}/password/"
    assert 'name="usable_password"' not in client.get(page).content.decode()
    answer = client.post(page, {"password1": STRONG, "password2": STRONG})

    assert answer.status_code == 302, answer.content.decode()
    assert theirs.get("/cases/").status_code == 302
    assert security_events() == [
        (Verb.PASSWORD_SET, ada.pk, str(raj.pk), ["password"]),
    ]


def test_a_change_names_its_fields_and_not_their_values(
    ada: User, raj: User, client: Client
) -> None:
    assert save(client, raj, name="Raj Kumar Patel", email="rkp@example.org") == ""
    assert security_events() == [(Verb.CHANGED, ada.pk, str(raj.pk), ["email", "name"])]
    assert "Patel" not in AuditEvent.objects.get().sentence


def test_saving_without_a_change_tells_nothing(
    ada: User, raj: User, client: Client
) -> None:
    assert save(client, raj) == ""
    assert security_events() == []


def test_old_values_stay_in_the_history_but_no_password(
    ada: User, raj: User, client: Client
) -> None:
    save(client, raj, name="Raj Patel")
    request_id = AuditEvent.objects.get().request_id
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.name, c.metadata->>'request_id', c.metadata->>'user'"
            " FROM accounts_userevent e LEFT JOIN pghistory_context c"
            " ON c.id = e.pgh_context_id WHERE e.id = %s ORDER BY e.pgh_id",
            [raj.pk],
        )
        assert cursor.fetchall() == [
            ("Raj", None, None),
            ("Raj Patel", str(request_id), str(ada.pk)),
        ]
        cursor.execute("SELECT * FROM accounts_userevent")
        names = {column.name for column in cursor.description or ()}
    assert "password" not in names


# -- Closing an account ------------------------------------------------------------
def test_closing_an_account_is_told_and_keeps_the_person(
    ada: User, raj: User, client: Client
) -> None:
    assert save(client, raj, is_active="OFF") == ""
    raj.refresh_from_db()
    assert not raj.is_active
    assert security_events()[0][0] == Verb.DEACTIVATED

    assert save(client, raj) == ""
    assert security_events()[1][0] == Verb.REACTIVATED


def test_nobody_leaves_while_they_hold_open_cases(
    ada: User, raj: User, client: Client, busy: set[str]
) -> None:
    busy.add("raj")
    page = save(client, raj, is_active="OFF")
    assert f"Raj {HOLDS}" in page
    assert 'id="id_is_active_error"' in page
    raj.refresh_from_db()
    assert raj.is_active
    assert security_events() == []

    busy.clear()
    assert save(client, raj, is_active="OFF") == ""


def test_nobody_closes_their_own_account(ada: User, client: Client) -> None:
    page = save(client, ada, is_active="OFF")
    assert "You cannot close your own account: ask another administrator." in page
    ada.refresh_from_db()
    assert ada.is_active


# -- Roles -------------------------------------------------------------------------
TODAY_TYPED = "24/11/2026"


def give(role: Role, row: int, until: str = "") -> dict[str, str]:
    return {
        f"grants_{row}__role": role,
        f"grants_{row}__valid_from": TODAY_TYPED,
        f"grants_{row}__valid_to": until,
    }


def test_one_person_holds_several_roles(ada: User, raj: User, client: Client) -> None:
    assert save(client, raj, **give(Role.SUPERVISOR, 1)) == ""
    roles = set(raj.role_grants.values_list("role", flat=True))
    assert roles == {Role.RESEARCHER, Role.SUPERVISOR}
    assert raj.role_grants.get(role=Role.SUPERVISOR).granted_by == ada


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.ADMINISTRATOR])
def test_nobody_gives_themselves_a_role(ada: User, client: Client, role: Role) -> None:
    page = save(client, ada, **give(role, 1))
    assert "You cannot give yourself a role" in page
    assert "ask another administrator" in page
    assert ada.role_grants.count() == 1
    assert security_events() == []


def test_nobody_prolongs_their_own_role(ada: User, client: Client) -> None:
    page = save(client, ada, grants_0__valid_to="31/12/2099")
    assert "You cannot give yourself a role or change one you hold" in page
    assert ada.role_grants.get().valid_to is None


def test_another_administrator_can(ada: User, client: Client) -> None:
    second = add_person("bea", Role.ADMINISTRATOR)
    other = Client()
    other.force_login(second)
    assert save(other, ada, **give(Role.SUPERVISOR, 1)) == ""
    assert ada.role_grants.get(role=Role.SUPERVISOR).granted_by == second


def test_a_role_once_given_can_only_be_ended(
    ada: User, raj: User, client: Client
) -> None:
    changes = {
        "grants_0__role": Role.AUDITOR,
        "grants_0__valid_from": "01/01/2021",
        "grants_0__valid_to": "31/12/2098",
    }
    assert save(client, raj, **changes) == ""
    grant = raj.role_grants.get()
    assert (grant.role, grant.valid_from) == (Role.RESEARCHER, LONG_AGO)
    assert grant.valid_to == dt.date(2098, 12, 31)
    assert security_events() == [
        (Verb.ROLE_CHANGED, ada.pk, str(raj.pk), ["researcher", "valid_to"])
    ]


def test_the_last_day_is_not_before_the_first(
    ada: User, raj: User, client: Client
) -> None:
    page = save(client, raj, grants_0__valid_to="31/12/2019")
    assert "The last day must not be before the first." in page
    assert raj.role_grants.get().valid_to is None


def test_an_agency_representative_needs_an_agency(ada: User, client: Client) -> None:
    person = add_person("olu")
    page = save(client, person, **give(Role.AGENCY_REPRESENTATIVE, 0))
    assert "An agency representative needs an agency" in page
    assert person.role_grants.count() == 0

    refuge = Agency.objects.create(name="Refuge")
    changes = {"agency": str(refuge.pk), **give(Role.AGENCY_REPRESENTATIVE, 0)}
    assert save(client, person, **changes) == ""
    assert person.role_grants.count() == 1


def yesterday() -> str:
    return (timezone.localdate() - dt.timedelta(days=1)).strftime("%d/%m/%Y")


def test_the_last_caseload_role_stays_while_there_are_open_cases(
    ada: User, raj: User, client: Client, busy: set[str]
) -> None:
    busy.add("raj")
    page = save(client, raj, grants_0__valid_to=yesterday())
    assert f"Raj {HOLDS}" in page
    assert raj.role_grants.get().valid_to is None
    assert security_events() == []


def test_a_caseload_role_may_end_when_another_one_begins_at_once(
    ada: User, raj: User, client: Client, busy: set[str]
) -> None:
    busy.add("raj")
    changes = {"grants_0__valid_to": yesterday(), **give(Role.SUPERVISOR, 1)}
    assert save(client, raj, **changes) == ""
    assert raj.role_grants.get(role=Role.RESEARCHER).valid_to is not None


def test_a_role_without_a_caseload_ends_freely(
    ada: User, raj: User, client: Client, busy: set[str]
) -> None:
    busy.add("raj")
    RoleGrant.objects.create(user=raj, role=Role.AUDITOR, valid_from=LONG_AGO)
    assert save(client, raj, grants_1__valid_to=yesterday()) == ""


def test_a_day_in_the_future_may_be_planned(
    ada: User, raj: User, client: Client, busy: set[str]
) -> None:
    busy.add("raj")
    assert save(client, raj, grants_0__valid_to="31/12/2098") == ""


def test_without_its_audit_no_role_is_given(
    ada: User, raj: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot(**_: object) -> None:
        raise RuntimeError("The audit cannot be written.")

    monkeypatch.setattr("accounts.watchers._watchers", [cannot])
    with pytest.raises(RuntimeError, match="audit"):
        save(client, raj, **give(Role.SUPERVISOR, 1))
    assert raj.role_grants.count() == 1


def test_the_list_shows_the_roles_of_today(
    ada: User, raj: User, client: Client
) -> None:
    RoleGrant.objects.create(
        user=raj,
        role=Role.MARAC_CHAIR,
        valid_from=LONG_AGO,
        valid_to=dt.date(2020, 6, 1),
    )
    page = client.get("/admin/accounts/user/").content.decode()
    assert "CRU researcher</td>" in page
    assert "MARAC chair</td>" not in page
    found = client.get("/admin/accounts/user/?q=raj").content.decode()
    assert "raj</td>" in found
    assert "ada</td>" not in found
