"""The facts that a meeting depends on, each with its sentence (A4.2)."""

from __future__ import annotations

from typing import Any

from accounts.models import Agency
from casework.clock import local_date
from casework.moment import now
from casework.workflow.moves import guard
from marac.hearing_facts import here_now
from marac.register import still_here
from marac.states import ANSWERED

WAITING = {"left_at__isnull": True}


@guard("Its turn has come: the cut-off of the meeting before has passed.")
def its_turn(meeting: Any) -> bool:
    if meeting.kind == "emergency":
        return True
    earlier = type(meeting).objects.filter(
        unit_id=meeting.unit_id, kind=meeting.kind, starts_at__lt=meeting.starts_at
    )
    waiting = earlier.filter(state__in=("planned", "list_open"), cut_off_at__gt=now())
    return not waiting.exists()


@guard("Only for a meeting of people.", hides=True)
def people_meet(meeting: Any) -> bool:
    return bool(meeting.kind != "paper")


@guard("Only for a meeting on paper.", hides=True)
def on_paper(meeting: Any) -> bool:
    return bool(meeting.kind == "paper")


@guard("Put at least one case on the list.")
def list_has_cases(meeting: Any) -> bool:
    return bool(meeting.cases.filter(**WAITING).exists())


@guard("Put the list in its running order.")
def list_in_order(meeting: Any) -> bool:
    return not meeting.cases.filter(position__isnull=True, **WAITING).exists()


@guard(
    "On one of the listed cases a name that may be a user's is not settled.",
)
def list_without_conflicts(meeting: Any) -> bool:
    listed = meeting.cases.filter(**WAITING)
    return not listed.filter(case__name_hits__result="open").exists()


@guard(
    "A core agency has not signed the sharing agreement, or its review is overdue.",
)
def agencies_signed_up(meeting: Any) -> bool:
    core = Agency.objects.filter(
        still_here(), marac__unit_id=meeting.unit_id, marac__is_core=True
    )
    today = local_date(now())
    unsigned = core.filter(marac__agreement_signed_on__isnull=True)
    overdue = core.filter(marac__agreement_review_on__lt=today)
    return not unsigned.exists() and not overdue.exists()


@guard("The time for research has passed.")
def research_deadline_passed(meeting: Any) -> bool:
    return bool(now() >= meeting.research_due_at)


@guard("The chair is here.")
def chair_here(meeting: Any) -> bool:
    return bool(
        meeting.chair_id and here_now(meeting).filter(user=meeting.chair_id).exists()
    )


@guard("Record who is here.")
def somebody_here(meeting: Any) -> bool:
    return bool(here_now(meeting).filter(agency__isnull=False).exists())


@guard("Read the confidentiality statement.")
def statement_read(meeting: Any) -> bool:
    return meeting.statement_read_at is not None


@guard("Everybody present signs the confidentiality statement.")
def everybody_signed(meeting: Any) -> bool:
    return not here_now(meeting).filter(statement__isnull=True).exists()


@guard("Every case on the list is heard, deferred or transferred first.")
def every_case_settled(meeting: Any) -> bool:
    return not meeting.cases.filter(**WAITING).exists()


@guard("Each case is listed elsewhere or deferred first.")
def no_case_waits(meeting: Any) -> bool:
    return not meeting.cases.filter(**WAITING).exists()


@guard("The closing date has passed, or every agency has answered.")
def closing_date_passed(meeting: Any) -> bool:
    asked = meeting.research_requests.all()
    answered = asked.exists() and not asked.exclude(state__in=ANSWERED).exists()
    return bool(answered or now() >= meeting.starts_at)


@guard("Write the minutes first.")
def minutes_written(meeting: Any) -> bool:
    minutes = getattr(meeting, "minutes", None)
    return bool(minutes and minutes.content)


@guard("Issue the minutes to the agencies first.")
def minutes_issued(meeting: Any) -> bool:
    minutes = getattr(meeting, "minutes", None)
    return bool(minutes and minutes.copies.exists())


@guard("Say of everybody when they left.")
def attendance_final(meeting: Any) -> bool:
    return not here_now(meeting).exists()
