"""How many statements the writes send that somebody waits for (decision 0019).

Without the frames of transactions. A number here falls with the code and rises only
with a reason that is written down.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from casework.actions.people import Details
from casework.models import Case
from casework.moment import now
from casework.workflow.perform import perform
from disclosure.actions.intake import record_about, start_application
from disclosure.clares_law import S
from tests.cast import Cast
from tests.walks import walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
FRAMES = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
# What the history needs to know stands before a statement, in the same round trip.
CONTEXT = re.compile(r"^SELECT set_config.*?; ", re.DOTALL)
PLAN = {
    "method": "call",
    "contact_point": "01632 960 102",
    "safe_times": "Weekdays",
    "may_leave_message": True,
    "may_text": False,
    "who_else": "nobody",
}


def sent(act: Callable[[], Any]) -> list[str]:
    """The statements of ``act``."""
    with CaptureQueriesContext(connection) as captured:
        act()
    asked = [CONTEXT.sub("", query["sql"]) for query in captured.captured_queries]
    return [sql for sql in asked if not sql.startswith(FRAMES)]


def a_call(cast: Cast) -> Any:
    return start_application(
        by=cast.control_room,
        danger="no",
        incident_reference="",
        received_at=now(),
        route="right_to_ask",
        channel="phone",
        caller=Details("Rita", "Register", phone="01632 960 101"),
        callers={"clares_law": "person_at_risk"},
        plan=PLAN,
    )


def test_a_move_and_the_form_that_sends_it(cast: Cast, sign_in: SignIn) -> None:
    """Back to research: a visit closed and opened, a clock met and one run again."""
    case = walk_to(S.DECISION_DRAFT, cast.crew)
    client = sign_in(cast.researcher)
    address = reverse("case_move", args=(case.reference, "research_further"))
    assert client.get(address).status_code == 200
    form = {
        "submission": str(uuid.uuid4()),
        "version": str(Case.objects.get(pk=case.pk).version),
        "reason": "A check is missing.",
    }
    statements = sent(lambda: client.post(address, form))
    assert Case.objects.get(pk=case.pk).stage == S.RESEARCH
    assert len(statements) <= 19, "\n".join(statements)

    case = walk_to(S.DECISION_DRAFT, cast.crew)
    by = User.objects.get(pk=cast.researcher.pk)
    statements = sent(lambda: perform(case, "research_further", by=by, reason="Why"))
    assert len(statements) <= 11, "\n".join(statements)


def test_a_call_of_the_person_at_risk(cast: Cast) -> None:
    """A case, its clocks, a person in two parts, a contact plan: five acts."""
    a_call(cast)  # the first of the year also makes the row that counts them
    statements = sent(lambda: a_call(cast))
    assert len(statements) <= 34, "\n".join(statements)


def test_whom_a_call_is_about(cast: Cast) -> None:
    case = a_call(cast)
    statements = sent(
        lambda: record_about(
            case,
            by=cast.control_room,
            version=case.version,
            person_at_risk=None,
            subject=Details("Simon", "Sampleton"),
            plan=None,
            relationship="partner",
        )
    )
    assert len(statements) <= 22, "\n".join(statements)


def test_the_page_of_a_case_in_research(cast: Cast, sign_in: SignIn) -> None:
    """The fullest page: matrix of checks, people, links and every move with its facts.

    It is what a supervisor reads; the gate of the pages has a new, empty case.
    """
    case = walk_to(S.RESEARCH, cast.crew)
    client = sign_in(cast.supervisor)
    address = reverse("case", args=(case.reference,))
    assert client.get(address).status_code == 200
    statements = sent(lambda: client.get(address))
    assert len(statements) <= 28, "\n".join(statements)
