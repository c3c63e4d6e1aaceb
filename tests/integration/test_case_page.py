"""The summary of a case, its dates, its history and who opened it."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from casework.actions.work import raise_alarm, write_note
from casework.models import AuditEvent
from casework.moment import frozen
from casework.workflow.perform import perform
from disclosure.demo.steps_after_decision import close
from disclosure.demo.steps_to_decision import (
    hand_over,
    open_application,
    research,
    triage,
)
from tests.cast import Cast
from tests.walks import DISCLOSED, walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
# A Tuesday in winter, so that London is UTC.
START = dt.datetime(2026, 2, 3, 9, 0, tzinfo=dt.UTC)


def on_day(count: int) -> dt.datetime:
    return START + dt.timedelta(days=count)


def words_of(response: Any) -> str:
    """The page as read: no tags, one space between words."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(text).split())


def url_of(case: Any, rest: str = "") -> str:
    return f"/cases/{case.reference}/{rest}"


def test_the_tracker_shows_the_day_and_the_days_of_each_stage(
    cast: Cast, sign_in: SignIn
) -> None:
    with frozen(on_day(0)):
        case = open_application(cast.crew, DISCLOSED, START)
    with frozen(on_day(2)):
        case = hand_over(case, cast.crew, DISCLOSED)
    with frozen(on_day(5)):
        case = triage(case, cast.crew, DISCLOSED)
    with frozen(on_day(9)):
        page = sign_in(cast.researcher).get(url_of(case))

    text = words_of(page)
    assert "Received Completed: from 3 Feb 2026 · 2 days" in text
    assert "Initial checks Completed: from 5 Feb 2026 · 3 days" in text
    assert "Meeting Now · from 8 Feb 2026 · 4 days" in text
    assert "Research Not reached" in text


def test_two_visits_to_a_stage_add_up(cast: Cast, sign_in: SignIn) -> None:
    with frozen(on_day(0)):
        case = walk_to("decision_draft", cast.crew, received_at=START)
    with frozen(on_day(3)):
        case = perform(case, "research_further", by=cast.researcher, reason="A gap.")
    with frozen(on_day(7)):
        case = perform(case, "complete_research", by=cast.researcher)
    with frozen(on_day(8)):
        text = words_of(sign_in(cast.researcher).get(url_of(case)))

    # Recommendation: days 0 to 3, and 7 to 8; research: day 0, and 3 to 7.
    assert "Recommendation Now · from 3 Feb 2026 · 4 days in 2 visits" in text
    assert "Research Completed: from 3 Feb 2026 · 4 days in 2 visits" in text


def test_a_stage_beside_the_usual_course_is_shown_when_the_case_is_in_it(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to("initial_checks", cast.crew)
    client = sign_in(cast.supervisor)
    assert "Transfer offered" not in words_of(client.get(url_of(case)))

    perform(
        case,
        "offer_transfer",
        by=cast.supervisor,
        force="Elsewhere",
        handover="By secure mail",
        reason="They know the subject.",
    )

    text = words_of(client.get(url_of(case)))
    assert re.search(r"Transfer offered Now · from .{8,12} · 0 days not a usual", text)


def test_every_reason_against_a_move_is_shown_and_no_hidden_move(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to("initial_checks", cast.crew)

    page = sign_in(cast.researcher).get(url_of(case))

    text = words_of(page)
    for reason in (
        "This is for: CRU supervisor.",
        "Make every required check.",
        "Grade the risk.",
        "Decide that the scheme applies.",
    ):
        assert reason in text
    # A Right to Ask case has a meeting, and no alarm is open.
    assert "Begin right to know research" not in text
    assert "Authorise emergency disclosure" not in text
    assert "(T3)" not in text


def test_what_is_missing_links_only_to_pages_that_the_person_may_open(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to("awaiting_meeting", cast.crew)

    worker = sign_in(cast.researcher).get(url_of(case)).content.decode()
    auditor = sign_in(cast.auditor).get(url_of(case)).content.decode()

    link = f'href="{url_of(case, "record/meeting/")}?from=case"'
    sentence = "Record the meeting: genuine, with identity seen or excused."
    assert re.search(f"{re.escape(link)}[^<]*>{re.escape(sentence)}", worker)
    assert sentence in auditor
    assert not re.search(f"{re.escape(link)}[^<]*>{re.escape(sentence)}", auditor)


def test_nothing_is_missing_when_the_move_is_possible(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to("initial_checks", cast.crew)
    client = sign_in(cast.supervisor)
    arrange = url_of(case, "moves/arrange_meeting/")
    assert arrange not in client.get(url_of(case)).content.decode()

    ready = walk_to("received", cast.crew)
    page = sign_in(cast.control_room).get(url_of(ready))

    assert url_of(ready, "moves/begin_initial_checks/") in page.content.decode()
    assert "Everything needed at this stage is recorded." in words_of(page)


def test_an_alarm_is_the_first_thing_on_the_page(cast: Cast, sign_in: SignIn) -> None:
    case = walk_to("research", cast.crew)
    raise_alarm(case, by=cast.researcher, what_was_said="He is <b>outside</b> now")

    page = sign_in(cast.supervisor).get(url_of(case)).content.decode()

    first = page.index("Immediate risk: somebody may need protection now")
    assert first < page.index('class="cw-identity"') < page.index("<h1")
    assert "Ring 999 or the control room first" in page
    assert "He is &lt;b&gt;outside&lt;/b&gt; now" in page
    assert "moves/authorise_emergency_disclosure/" in page


def test_people_stand_with_part_and_name_and_without_numbers(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to("research", cast.crew)

    text = words_of(sign_in(cast.researcher).get(url_of(case)))

    assert "Person at risk and applicant Alma Testwell" in text
    assert "Subject Boris Sampleton" in text
    assert "01632" not in text


def test_a_closed_case_says_how_it_ended(cast: Cast, sign_in: SignIn) -> None:
    with frozen(on_day(0)):
        case = walk_to("aftercare", cast.crew, received_at=START)
    with frozen(on_day(10)):
        case = close(case, cast.crew, DISCLOSED)
        text = words_of(sign_in(cast.supervisor).get(url_of(case)))

    assert "Outcome Disclosure to the person at risk" in text
    assert "Days from receipt 10" in text
    assert f"Retention reviewed {case.review_on:%-d %B %Y}" in text
    assert "What is missing" not in text


def test_absent_and_not_yours_look_the_same(cast: Cast, sign_in: SignIn) -> None:
    case = walk_to("research", cast.crew)
    outsider = sign_in(cast.outsider)
    # Olu holds every job elsewhere, and the auditor's sees all: take it away.
    cast.outsider.role_grants.filter(role="auditor").delete()
    case_pages = ("", "history/", "readers/", "dates/", "notes/", "allocate/")
    forms = ("alarm/", "waiting/", "extension/", "moves/complete_research/")

    for page in (*case_pages, *forms):
        theirs = outsider.get(url_of(case, page))
        absent = outsider.get(f"/cases/CL-26-999999-X/{page}")
        assert theirs.status_code == absent.status_code == 404, page
        assert words_of(theirs) == words_of(absent), page


def test_the_proof_counts_every_day(cast: Cast, sign_in: SignIn) -> None:
    with frozen(on_day(0)):
        case = walk_to("awaiting_review", cast.crew, received_at=START)
    with frozen(on_day(30)):
        text = words_of(sign_in(cast.auditor).get(url_of(case, "dates/")))

    assert "Tue 3 Feb 2026 Day 0: received at 09:00" in text
    assert "Tue 3 Mar 2026 Day 28: due, on time until the day ends" in text
    assert "today is day 30" in text
    assert "28-day limit 3 Feb 2026 09:00 3 Mar 2026 Not met 2 days late" in text
    # Two working days after a Tuesday, with the reason for each day not counted.
    assert "Thu 5 Feb 2026 Working day 2: due" in text
    assert "Counted again just now: the same date." in text
    assert "Statutory guidance of April 2023" in text


def test_weekends_are_named_in_the_proof(cast: Cast, sign_in: SignIn) -> None:
    with frozen(on_day(3)):  # a Friday
        case = walk_to("awaiting_review", cast.crew, received_at=START)
        text = words_of(sign_in(cast.auditor).get(url_of(case, "dates/")))

    assert "Sat 7 Feb 2026 Saturday: not counted" in text
    assert "Sun 8 Feb 2026 Sunday: not counted" in text
    assert "Tue 10 Feb 2026 Working day 2: due" in text
    assert "Fri 6 Feb 2026 Day 0: started at 09:00" in text


def test_history_shows_acts_and_readers_show_looks(cast: Cast, sign_in: SignIn) -> None:
    case = walk_to("research", cast.crew)
    client = sign_in(cast.supervisor)
    client.get(url_of(case))

    history = words_of(client.get(url_of(case, "history/")))
    readers = words_of(client.get(url_of(case, "readers/")))

    assert "Begin research: from “Meeting” to “Research”" in history
    assert "by Raj Researcher (CRU researcher)" in history
    assert "Reason: Initial checks" in history
    assert "Opened the summary" not in history
    assert "Sue Supervisor CRU supervisor Opened the summary" in readers
    assert "Allocated to" not in readers


def test_only_supervisors_and_auditors_see_who_opened_a_case(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to("research", cast.crew)

    assert sign_in(cast.auditor).get(url_of(case, "readers/")).status_code == 200
    refused = sign_in(cast.researcher).get(url_of(case, "readers/"))

    assert refused.status_code == 403
    assert "CRU supervisor or Auditor" in words_of(refused)


def test_older_acts_follow_without_gap_or_repetition(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to("research", cast.crew)
    for number in range(60):
        write_note(case, by=cast.researcher, text=f"Note {number}")
    client = sign_in(cast.supervisor)
    shown: list[str] = []
    page = client.get(url_of(case, "history/")).content.decode()
    while True:
        shown += re.findall(r'moj-timeline__title">([^<]*)<', page)
        older = re.search(r'href="(\?before=\d+)" rel="next"', page)
        if older is None:
            break
        page = client.get(url_of(case, "history/") + older[1]).content.decode()

    acts = AuditEvent.objects.filter(case_id=case.pk).exclude(
        action_class="consultation"
    )
    expected = [event.sentence for event in acts.order_by("-id")]
    assert [html.unescape(title) for title in shown] == expected
    assert len(expected) > 60


def test_history_can_be_narrowed_to_one_kind(cast: Cast, sign_in: SignIn) -> None:
    case = walk_to("research", cast.crew)
    write_note(case, by=cast.researcher, text="Rang the school")

    text = words_of(
        sign_in(cast.supervisor).get(url_of(case, "history/?kind=collection"))
    )

    assert "Wrote a note" in text
    assert "Begin research: from" not in text


def test_more_rows_cost_no_more_queries(cast: Cast, sign_in: SignIn) -> None:
    case = walk_to("research", cast.crew)
    client = sign_in(cast.supervisor)
    pages = ("", "history/", "readers/", "dates/", "notes/")
    counts = []
    for _round in range(2):
        seen = []
        for page in pages:
            client.get(url_of(case, page))
            with CaptureQueriesContext(connection) as queries:
                client.get(url_of(case, page))
            seen.append(len(queries))
        counts.append(seen)
        for number in range(5):
            write_note(case, by=cast.researcher, text=f"Note {number}")
        perform_round_trip(case, cast)

    assert counts[0] == counts[1]


def perform_round_trip(case: Any, cast: Cast) -> None:
    """Two more visits, a clock more, and the case where it was."""
    drafted = research(case, cast.crew, DISCLOSED)
    perform(drafted, "research_further", by=cast.researcher, reason="A gap.")
