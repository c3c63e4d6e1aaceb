"""Notes, allocation, danger, waits and extensions: what is asked, kept and refused."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from casework.actions.work import raise_alarm, write_note
from casework.models import Assignment, Case, Note
from casework.moment import now
from tests.cast import Cast
from tests.walks import walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
SCRIPT = "<script>alert('x')</script>"


@pytest.fixture
def case(cast: Cast) -> Any:
    """A case in research, with the researcher."""
    return walk_to("research", cast.crew)


def words_of(response: Any) -> str:
    """The page as read: no tags, one space between words."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(text).split())


def url_of(case: Any, page: str) -> str:
    return f"/cases/{case.reference}/{page}/"


def hidden_in(response: Any) -> dict[str, str]:
    """The token and the version that the form carries."""
    page = response.content.decode()
    return dict(
        re.findall(r'type="hidden" name="(submission|version)" value="([^"]*)"', page)
    )


def fresh(case: Any) -> Case:
    return Case.objects.get(pk=case.pk)


def in_days(count: int) -> str:
    return f"{now().date() + dt.timedelta(days=count):%d/%m/%Y}"


# -- Notes -----------------------------------------------------------------------------
def test_a_note_is_shown_as_it_was_typed_and_saved_once(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(cast.researcher)
    address = url_of(case, "notes")
    sent = {**hidden_in(client.get(address)), "text": f"Rang her.\n{SCRIPT}"}

    client.post(address, sent)
    client.post(address, sent)

    page = client.get(address).content.decode()
    assert html.escape(SCRIPT) in page
    assert SCRIPT not in page
    assert SCRIPT not in client.get(f"/cases/{case.reference}/").content.decode()
    assert Note.objects.filter(case_id=case.pk).count() == 1


def test_an_auditor_reads_notes_and_writes_none(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    write_note(case, by=cast.researcher, text="Rang the school.")
    client = sign_in(cast.auditor)

    page = client.get(url_of(case, "notes"))
    refused = client.post(url_of(case, "notes"), {"text": "I was here."})

    assert "Rang the school." in words_of(page)
    assert "<textarea" not in page.content.decode()
    assert refused.status_code == 403
    assert Note.objects.filter(case_id=case.pk).count() == 1


# -- Allocation ------------------------------------------------------------------------
def test_workload_stands_beside_each_name_and_the_case_changes_hands(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(cast.supervisor)
    address = url_of(case, "allocate")
    asked = client.get(address)
    assert "Raj Researcher - 1 open, 0 overdue" in words_of(asked)
    assert "Amy Controlroom" not in words_of(asked)

    sent = {**hidden_in(asked), "to": cast.decision_maker.pk, "reason": "Knows her"}
    client.post(address, sent)
    again = client.post(address, sent, follow=True)

    assert fresh(case).owner == cast.decision_maker
    assert "was not saved twice" in words_of(again)
    given = Assignment.objects.filter(case_id=case.pk, user=cast.decision_maker)
    assert given.get().reason == "Knows her"


def test_a_stale_allocation_keeps_what_was_typed_and_changes_nothing(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(cast.supervisor)
    address = url_of(case, "allocate")
    sent = {
        **hidden_in(client.get(address)),
        "to": cast.decision_maker.pk,
        "reason": "Knows the family",
    }
    write_note(case, by=cast.researcher, text="I am half way through.")

    refused = client.post(address, sent)

    assert "Somebody else changed this case" in words_of(refused)
    assert "Knows the family" in refused.content.decode()
    assert fresh(case).owner == cast.researcher


def test_nobody_outside_the_list_is_given_a_case(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(cast.supervisor)
    address = url_of(case, "allocate")
    for stranger in (cast.outsider, cast.control_room):
        sent = {**hidden_in(client.get(address)), "to": stranger.pk}
        assert "Choose one of the answers offered" in words_of(
            client.post(address, sent)
        )
    assert fresh(case).owner == cast.researcher


# -- Danger ----------------------------------------------------------------------------
def test_an_alarm_is_raised_once_and_seen_on_every_page_of_the_case(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(cast.researcher)
    address = url_of(case, "alarm")
    asked = client.get(address)
    assert "Ring 999 or the control room first" in words_of(asked)
    sent = {**hidden_in(asked), "what_was_said": "He is at the door."}

    client.post(address + "?do=raise", sent)
    client.post(address + "?do=raise", sent)

    assert fresh(case).immediate_risk
    assert case.alarms.get().what_was_said == "He is at the door."
    for page in ("", "notes/", "dates/"):
        shown = client.get(f"/cases/{case.reference}/{page}").content.decode()
        assert shown.index("Immediate risk") < shown.index('class="cw-identity"')


def test_words_for_an_alarm_that_somebody_else_raised_first_are_kept(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(cast.researcher)
    address = url_of(case, "alarm")
    sent = {**hidden_in(client.get(address)), "what_was_said": "She says he is armed."}
    raise_alarm(case, by=cast.supervisor, what_was_said="A neighbour rang.")

    refused = client.post(address + "?do=raise", sent)

    assert "An alarm is already open" in words_of(refused)
    assert "She says he is armed." in refused.content.decode()
    assert case.alarms.count() == 1


def test_only_some_may_stand_an_alarm_down_and_others_read_who(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    raise_alarm(case, by=cast.researcher, what_was_said="He is at the door.")
    facts = {
        "action_taken": "Officers attended; he was arrested.",
        "reason": "He is in custody tonight.",
        "incident_reference": "INC-1",
    }
    address = url_of(case, "alarm")

    reader = sign_in(cast.researcher)
    assert "CRU supervisor" in words_of(reader.get(address))
    assert reader.post(address + "?do=stand-down", facts).status_code == 403
    assert fresh(case).immediate_risk
    client = sign_in(cast.supervisor)
    sent = {**hidden_in(client.get(address)), **facts}
    done = client.post(address + "?do=stand-down", sent, follow=True)

    assert "The alarm was stood down." in words_of(done)
    assert not fresh(case).immediate_risk
    assert case.alarms.get().incident_reference == "INC-1"


def test_an_alarm_that_was_not_read_is_not_stood_down(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    raise_alarm(case, by=cast.researcher, what_was_said="He is at the door.")
    client = sign_in(cast.supervisor)
    address = url_of(case, "alarm")
    sent = {
        **hidden_in(client.get(address)),
        "action_taken": "Officers attended.",
        "reason": "He has left the area.",
    }
    write_note(case, by=cast.researcher, text="He has come back with a knife.")

    refused = client.post(address + "?do=stand-down", sent)

    assert "Somebody else changed this case" in words_of(refused)
    assert fresh(case).immediate_risk


# -- Waits and extensions --------------------------------------------------------------
def test_a_wait_begins_and_ends_and_the_statutory_date_stays(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(cast.researcher)
    address, due = url_of(case, "waiting"), fresh(case).due_on
    sent = {
        **hidden_in(client.get(address)),
        "reason": "other_force",
        "on_whom": "Elsewhere Police",
    }
    client.post(address + "?do=begin", sent)
    assert fresh(case).waiting_on == "Other force's reply"

    asked = client.get(address)
    assert "Elsewhere Police" in words_of(asked)
    client.post(address + "?do=end", hidden_in(asked))

    assert fresh(case).waiting_on == ""
    assert fresh(case).due_on == due
    assert case.waits.get().ended_by == cast.researcher
    assert "Elsewhere Police" in words_of(client.get(url_of(case, "dates")))


def test_an_extension_moves_the_target_once_and_says_why_nobody_was_told(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(cast.supervisor)
    address, due = url_of(case, "extension"), fresh(case).due_on
    sent = {
        **hidden_in(client.get(address)),
        "new_target": in_days(40),
        "reason": "Another force must search its paper files.",
        "applicant_told": "no",
    }
    assert "Enter why the applicant was not told" in words_of(
        client.post(address, sent)
    )
    assert fresh(case).target_on == due

    sent["not_told_reason"] = "There is no safe way before Monday."
    client.post(address, sent)
    again = client.post(address, sent, follow=True)

    assert "was not saved twice" in words_of(again)
    assert case.extensions.get().not_told_reason == sent["not_told_reason"]
    assert (fresh(case).due_on, fresh(case).target_on > due) == (due, True)


def test_a_target_is_never_moved_to_an_earlier_day(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(cast.supervisor)
    address = url_of(case, "extension")
    sent = {
        **hidden_in(client.get(address)),
        "new_target": in_days(5),
        "reason": "Exceptional circumstances apply.",
        "applicant_told": "yes",
    }

    refused = client.post(address, sent)

    assert "must be after the present one" in words_of(refused)
    assert case.extensions.count() == 0


@pytest.mark.parametrize(
    ("page", "who"),
    [
        ("allocate", "researcher"),
        ("alarm", "auditor"),
        ("waiting", "auditor"),
        ("extension", "researcher"),
    ],
)
def test_whoever_may_not_write_is_refused_on_the_page_already(
    page: str, who: str, case: Any, cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(getattr(cast, who))

    for answer in (client.get(url_of(case, page)), client.post(url_of(case, page))):
        assert answer.status_code == 403
        assert "This is for:" in words_of(answer)


def test_a_closed_case_takes_no_wait_and_no_alarm(cast: Cast, sign_in: SignIn) -> None:
    case = walk_to("closed", cast.crew)
    client = sign_in(cast.supervisor)
    answers = {
        "waiting": {"reason": "other_force"},
        "alarm": {"what_was_said": "He is at the door."},
    }

    for page, answer in answers.items():
        refused = client.post(url_of(case, page), answer)
        assert "This case is closed" in words_of(refused)

    assert case.waits.count() == case.alarms.count() == 0
