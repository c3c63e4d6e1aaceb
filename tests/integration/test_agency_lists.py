"""The lists of agencies ask the database as often for many rows as for few."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from tests.marac_research import (
    Table,
    conclude,
    make_meeting,
    make_table,
    publish,
    suitable,
)

pytestmark = pytest.mark.django_db
LISTS = (
    ("hana", "agency_research"),
    ("marac_coordinator", "agency_research"),
    ("hana", "actions"),
    ("marac_coordinator", "actions"),
    ("hana", "flags"),
    ("marac_coordinator", "flags"),
    ("ida", "feedback"),
    ("marac_coordinator", "agencies"),
)


def meet(table: Table, in_days: int) -> None:
    """A meeting at which one case is heard, with an action, and one is not."""
    meeting = make_meeting(table, in_days=in_days)
    heard, waiting = suitable(table), suitable(table)
    publish(table, heard, waiting, meeting=meeting)
    conclude(table, heard, table.health)


def asked(client: Client, name: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse(name)).status_code == 200
    return len(captured)


def test_more_rows_cost_no_more_queries(sign_in: Callable[[User], Client]) -> None:
    table = make_table()
    meet(table, 3)
    places = [
        (who, name, sign_in(User.objects.get(username=who))) for who, name in LISTS
    ]
    for _who, name, client in places:
        client.get(reverse(name))
    few = {(who, name): asked(client, name) for who, name, client in places}
    meet(table, 4)
    meet(table, 5)
    many = {(who, name): asked(client, name) for who, name, client in places}
    assert many == few
