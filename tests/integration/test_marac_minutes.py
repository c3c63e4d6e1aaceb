"""Minutes (issue 5.8; marac A2.7, A4.2 M10 to M12, A4.9)."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.clock import due_day
from casework.models import AuditEvent, CodeListEntry
from casework.moment import now
from casework.workflow.perform import Refused, perform
from marac.actions.hearing import Board, NewAction, save_hearing
from marac.actions.meeting_attendance import everybody_left
from marac.actions.minutes import issue_minutes, write_minutes
from marac.meeting_effects import hash_of
from marac.minutes_content import cut_for
from marac.models import Meeting, Minutes
from marac.queries.minutes import minutes_clock, minutes_for
from marac.states import M
from tests.cast import Cast
from tests.integration.test_valid_html import faults_of
from tests.marac_cases import Table, fresh, in_session, make_table, refer
from tests.unit.disclosure.pdf_reading import read_text

SignIn = Callable[[User], Client]
# A Friday noon: the draft is due on Monday, the approval on Tuesday.
AT = dt.datetime(2026, 11, 27, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def table(cast: Cast) -> Table:
    return make_table(cast)


def hold(table: Table, count: int = 2) -> Meeting:
    """A meeting in which each case was heard, with two actions; police shared."""
    cases = [refer(table, f"Ann Number{n}") for n in range(count)]
    meeting = in_session(table, cases)
    chair = table.cast.marac_chair
    for number, case in enumerate(cases):
        hear(table, meeting, fresh(case), number)
    ended: Meeting = perform(meeting, "end_session", by=chair)
    return ended


def hear(table: Table, meeting: Meeting, case: Any, number: int) -> None:
    chair = table.cast.marac_chair
    listing = meeting.cases.get(case=case)
    perform(case, "begin_hearing", by=chair)
    for kind in ("police", "housing"):
        request = case.research_requests.get(agency=table.agencies[kind])
        request.entries.create(
            kind="fact", words=f"{kind} knows {number}", by=chair, at=now()
        )
        request.entries.create(
            kind="fact",
            words="Kept back",
            is_shared=False,
            withheld_reason="Not relevant",
            by=chair,
            at=now(),
        )
        save_hearing(
            fresh(listing),
            by=chair,
            board=Board(
                {"harm": f"Injury {number}", "feedback_owner": "The IDVA"},
                {
                    row.code: "no"
                    for row in CodeListEntry.objects.filter(
                        scheme="marac", code_list="check_question"
                    )
                },
                {table.agencies[kind].pk: "shared"},
            ),
            action=NewAction(
                f"The {kind} does something useful {number}",
                table.agencies[kind],
                dt.date(2027, 1, 4),
                "person_at_risk",
            ),
        )
    perform(fresh(case), "conclude", by=chair)


def approved(table: Table) -> Meeting:
    meeting = hold(table)
    coordinator = table.cast.marac_coordinator
    meeting = perform(meeting, "draft_minutes", by=coordinator)
    write_minutes(meeting, by=coordinator, other_business="The next room.")
    done: Meeting = perform(
        fresh(meeting), "approve_minutes", by=table.cast.marac_chair
    )
    return done


def test_minutes_are_written_approved_locked_and_corrected(
    table: Table, sign_in: SignIn
) -> None:
    meeting = hold(table)
    coordinator, chair = table.cast.marac_coordinator, table.cast.marac_chair
    meeting = perform(meeting, "draft_minutes", by=coordinator)
    with pytest.raises(Refused, match="Write the minutes first"):
        perform(meeting, "approve_minutes", by=chair)
    address = reverse("minutes", args=(meeting.pk,))
    writer, approver = sign_in(coordinator), sign_in(chair)
    page = writer.get(address)
    assert faults_of(page) == []
    writer.post(address, {"act": "write", "write-other_business": "A room."})
    text = approver.get(address).content.decode()
    for said in ("Injury 0", "police knows 1", "The housing does", "A room.", "signed"):
        assert said in text
    for never in ("Kept back", "Ann Number"):
        assert never not in text
    approver.post(address, {"act": "approve"})
    minutes = Minutes.objects.get(meeting=meeting)
    assert fresh(meeting).state == M.MINUTES_APPROVED
    assert minutes.content_hash == hash_of(minutes.content)

    with pytest.raises(Refused, match="not in draft"):
        write_minutes(fresh(meeting), by=coordinator)
    with pytest.raises(DatabaseError), transaction.atomic():
        Minutes.objects.filter(pk=minutes.pk).update(content={})
    writer.post(address, {"act": "correct", "correct-words": "The time was 10:05."})
    text = writer.get(address).content.decode()
    assert "The time was 10:05." in text
    assert fresh(minutes).content_hash == minutes.content_hash


def test_each_agency_reads_what_the_rule_gives_it(
    table: Table, sign_in: SignIn
) -> None:
    meeting = hold(table)
    meeting = perform(meeting, "draft_minutes", by=table.cast.marac_coordinator)
    write_minutes(meeting, by=table.cast.marac_coordinator)
    address = reverse("minutes", args=(meeting.pk,))
    housing = sign_in(table.housing)
    assert "No minutes for you yet" in housing.get(address).content.decode()
    meeting = perform(fresh(meeting), "approve_minutes", by=table.cast.marac_chair)

    first, second = [row.case for row in meeting.cases.order_by("position")]
    first.conflicts.create(
        user=table.housing, relation="Sister", since=now(), by=table.cast.supervisor
    )
    text = housing.get(address).content.decode()
    assert second.reference in text
    assert first.reference not in text
    assert "Injury" in text

    content = meeting.minutes.content
    pks = [first.pk, second.pk]
    agency = table.agencies["housing"].pk
    extract = cut_for(content, visible=pks, agency=agency, rule="extract")
    said = str(extract)
    assert "The housing does something useful 1" in said
    assert "housing knows 0" in said
    for others in ("police knows", "The police does", "Injury", "The IDVA"):
        assert others not in said
    stranger = cut_for(content, visible=pks, agency=-1, rule="full")
    assert stranger["cases"] == []
    assert minutes_for(meeting, table.cast.marac_chair) == content


def test_copies_are_numbered_watermarked_and_recorded(
    table: Table, sign_in: SignIn, tmp_path: Path
) -> None:
    meeting = approved(table)
    address = reverse("minutes_copy", args=(meeting.pk,))
    numbers = []
    for user in (table.cast.marac_chair, table.housing):
        answer = sign_in(user).post(address)
        assert answer.headers["Content-Type"] == "application/pdf"
        name = answer.headers["Content-Disposition"]
        numbers.append(name)
        text = read_text(answer.content, tmp_path)
        assert str(user) in text
        assert "police knows 0" in text
        assert "Kept back" not in text
        with pikepdf.open(io.BytesIO(answer.content)) as pdf:
            assert len(pdf.pages) >= 1
    assert numbers == [
        f'attachment; filename="meeting-{meeting.pk}-copy-{n}.pdf"' for n in (1, 2)
    ]
    taken = AuditEvent.objects.filter(verb="take_copy")
    assert [event.action_class for event in taken] == ["disclosure", "disclosure"]
    outsider = table.cast.outsider
    outsider.role_grants.filter(role="auditor").delete()
    assert sign_in(outsider).post(address).status_code == 404


def test_a_meeting_is_closed_when_minutes_are_out_and_everybody_left(
    table: Table,
) -> None:
    meeting = approved(table)
    coordinator = table.cast.marac_coordinator
    with pytest.raises(Refused) as refused:
        perform(meeting, "close_meeting", by=coordinator)
    assert refused.value.sentences == (
        "Issue the minutes to the agencies first.",
        "Say of everybody when they left.",
    )
    with pytest.raises(Http404):
        issue_minutes(meeting, by=table.housing)
    issue_minutes(fresh(meeting), by=coordinator)
    assert meeting.minutes.copies.count() == 5
    issue_minutes(fresh(meeting), by=coordinator)
    assert meeting.minutes.copies.count() == 5
    with pytest.raises(Refused, match="when they left"):
        perform(fresh(meeting), "close_meeting", by=coordinator)


def test_the_clock_of_the_minutes(table: Table, sign_in: SignIn) -> None:
    """One working day for the draft, two for the approval, an alarm at three."""
    meeting = hold(table, 1)
    Meeting.objects.filter(pk=meeting.pk).update(ended_at=AT)
    everybody_left(fresh(meeting), by=table.cast.marac_coordinator)
    with time_machine.travel(AT, tick=False):
        clock = minutes_clock(fresh(meeting))
        assert clock is not None
        assert due_day(clock.due_at) == dt.date(2026, 11, 30)
        drafted = perform(
            fresh(meeting), "draft_minutes", by=table.cast.marac_coordinator
        )
        write_minutes(drafted, by=table.cast.marac_coordinator)
        clock = minutes_clock(fresh(meeting))
        assert clock is not None
        assert due_day(clock.due_at) == dt.date(2026, 12, 1)
        assert not clock.alarm
    with time_machine.travel(dt.datetime(2026, 12, 3, 0, 30, tzinfo=dt.UTC)):
        late = minutes_clock(fresh(meeting))
        assert late is not None
        assert late.alarm
