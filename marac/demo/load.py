"""A MARAC at work: referrals at every stage and meetings twice a week.

Each case goes its way by the moves and actions that people use, in its own past.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

from casework.actions.contact import record_contact_plan
from casework.clock import LONDON, local_date
from casework.models import CodeListEntry, Method, Part
from casework.moment import frozen, now
from casework.workflow.perform import perform, settle
from marac.actions.referral import (
    add_to_referral,
    answer_tool,
    name_referred,
    record_part,
    start_referral,
)
from marac.actions.screening import record_screening, settle_hit
from marac.demo.people import HER, HIS, Table, child, grown_up
from marac.models import Action, Meeting, RiskSummary
from marac.queries.protocol import profile_of, tool_in_use

CASES = 40
# How many of the cases stand before a meeting now; the rest were heard.
WAITING = (
    ("draft", 3),
    ("screening", 4),
    ("returned", 2),
    ("accepted", 3),
    ("listed", 5),
    ("in_research", 6),
)
MEETING_DAYS = (1, 3)
A_MEETING = 4
RATIONALE = "The risk is high and several agencies can lower it together."
WORDS = (
    ("Change the locks and fit a door chain", "person_at_risk", "housing"),
    ("Put a marker on the address and brief the shift", "person_at_risk", "police"),
    ("Make a support plan and agree how to reach her", "person_at_risk", "idva"),
    ("Speak to the school's safeguarding lead", "children", "children"),
)


def load_cases(table: Table, *, cases: int = CASES) -> Iterator[Any]:
    """Make the cases one by one; ``cases`` are all of them."""
    dice = random.Random(5)  # noqa: S311  repeatable, not secret
    waiting = sum(count for _stage, count in WAITING)
    heard = max(cases - waiting, 0)
    yield from _heard(table, dice, heard)
    # Far enough ahead that its research is not over yet.
    upcoming = _meeting(table, _next_day(now() + dt.timedelta(days=3)))
    counts = dict(WAITING)
    for _number in range(counts.pop("in_research")):
        yield _waiting(table, dice, "in_research", upcoming)
    perform(upcoming, "publish_list", by=table.coordinator)
    # The next list opens when the one before is out.
    later = settle(
        _meeting(table, _next_day(upcoming.starts_at + dt.timedelta(days=1)))
    )
    for stage, count in counts.items():
        for _number in range(count):
            yield _waiting(table, dice, stage, later)


# -- Meetings --------------------------------------------------------------------------
def _next_day(at: dt.datetime) -> dt.datetime:
    """The next day of the week on which the MARAC meets, at half past nine."""
    day = local_date(at)
    while day.weekday() not in MEETING_DAYS:
        day += dt.timedelta(days=1)
    return dt.datetime.combine(day, dt.time(9, 30), LONDON)


def _meeting(table: Table, at: dt.datetime) -> Any:
    profile = profile_of(table.unit)
    meeting, is_new = Meeting.objects.get_or_create(
        unit=table.unit,
        starts_at=at,
        kind="regular",
        defaults={
            "profile": profile,
            "cut_off_at": at - dt.timedelta(hours=45),
            "publish_at": at - dt.timedelta(hours=41),
            "research_due_at": at - dt.timedelta(hours=18),
            "capacity": 13,
            "chair": table.chair,
            "place": "Conference room and video",
            "state_entered_at": now(),
        },
    )
    if is_new:
        _open_list(meeting)
    return Meeting.objects.get(pk=meeting.pk)


def _open_list(meeting: Any) -> None:
    """Once the cut-off of the meeting before has passed, the list opens by itself."""
    with frozen(meeting.cut_off_at - dt.timedelta(days=3)):
        settle(meeting)


def _heard(table: Table, dice: random.Random, count: int) -> Iterator[Any]:
    """Meetings back from now, each with a few cases, the oldest first."""
    meetings = -(-count // A_MEETING)
    at = _next_day(now() - dt.timedelta(days=7 * (meetings // 2 + 1)))
    left = count
    while left > 0:
        size = min(A_MEETING, left)
        yield from _sitting(table, dice, at, size)
        left -= size
        at = _next_day(at + dt.timedelta(days=1))


def _sitting(
    table: Table, dice: random.Random, at: dt.datetime, size: int
) -> Iterator[Any]:
    with frozen(at - dt.timedelta(days=5)):
        meeting = _meeting(table, at)
        cases = [_waiting(table, dice, "listed", meeting) for _number in range(size)]
    with frozen(at - dt.timedelta(hours=41)):
        meeting = perform(
            Meeting.objects.get(pk=meeting.pk), "publish_list", by=table.coordinator
        )
    with frozen(at - dt.timedelta(hours=24)):
        _answer(meeting, table)
    with frozen(at):
        meeting = settle(Meeting.objects.get(pk=meeting.pk))
        meeting = _begin(meeting, table)
        for number, case in enumerate(cases):
            minutes = dt.timedelta(minutes=13 * number)
            with frozen(at + minutes):
                _hear(table, dice, type(case).objects.get(pk=case.pk))
    with frozen(at + dt.timedelta(minutes=13 * size + 5)):
        perform(meeting, "end_session", by=table.chair)
    for case in cases:
        yield _follow(table, dice, type(case).objects.get(pk=case.pk), at)


def _begin(meeting: Any, table: Table) -> Any:
    for user, kind in (
        (table.chair, ""),
        (table.agency, "housing"),
        (table.idva, "idva"),
        (table.researcher, "police"),
    ):
        row = meeting.attendances.create(
            user=user,
            name=str(user),
            agency=table.agencies.get(kind),
            presence="present",
            joined_at=now(),
            by=table.coordinator,
            at=now(),
        )
        row.statement = type(row).statement.related.related_model.objects.create(
            attendance=row,
            words=meeting.profile.confidentiality_text,
            signed_at=now(),
            recorded_by=table.coordinator,
        )
    meeting.statement_read_at, meeting.statement_read_by = now(), table.chair
    meeting.save()
    return perform(meeting, "begin_session", by=table.chair)


def _answer(meeting: Any, table: Table) -> None:
    """Two of the agencies answer in time; the others are late."""
    people = {"housing": table.agency, "idva": table.idva}
    for request in meeting.research_requests.select_related("agency__marac"):
        user = people.get(request.agency.marac.kind)
        if user is None:
            continue
        seen = perform(request, "acknowledge", by=user)
        seen.found = "known_nothing_relevant"
        seen.identifiers = "Names and dates of birth, in our own records"
        seen.answered_by = user
        seen.save()
        perform(seen, "return_answer", by=user)


# -- Cases -----------------------------------------------------------------------------
def _waiting(table: Table, dice: random.Random, stage: str, meeting: Any) -> Any:
    """A case at a stage before the hearing."""
    case = _draft(table, dice)
    if stage == "draft":
        return case
    by = case.opened_by
    case = perform(case, "send_referral", by=by)
    for hit in case.name_hits.filter(result="open"):
        settle_hit(
            case,
            hit,
            by=table.coordinator,
            result="somebody_else",
            reason="Asked them: another person of that name.",
        )
    if stage == "screening":
        return case
    if stage == "returned":
        asked = ["Which school do the children go to?", "When was the last incident?"]
        return perform(
            case, "return_for_information", by=table.coordinator, missing=asked
        )
    record_screening(
        case,
        by=table.coordinator,
        decision="suitable",
        rationale=RATIONALE,
        agreed_routes=[row.code for row in case.routes.all()],
    )
    case = perform(case, "take_on", by=table.coordinator)
    if stage == "accepted":
        return case
    return perform(case, "list_case", by=table.coordinator, meeting=meeting)


def _draft(table: Table, dice: random.Random) -> Any:
    """Two of three referrals come from the police (A3.2)."""
    by = table.researcher if dice.random() < 0.64 else table.agency  # noqa: PLR2004
    her, him = grown_up(dice, HER), grown_up(dice, HIS)
    case = start_referral(
        by=by, referrer_name=str(by), referrer_role="Safeguarding", area=her.town
    )
    person = name_referred(case, by=by, part=Part.PERSON_AT_RISK, details=her)
    name_referred(
        case, by=by, part=Part.CAUSES_HARM, details=him, relationship="ex_partner"
    )
    if dice.random() < 0.8:  # noqa: PLR2004  four of five have children (C3)
        name_referred(
            case,
            by=by,
            part=Part.CHILD,
            details=child(dice, her.family),
            relationship="child",
            child={"school": "Aldershaw Primary", "lives_with": "Their mother"},
        )
    _say(case, by, dice)
    record_contact_plan(
        case,
        person,
        by=by,
        method=Method.CALL,
        contact_point=her.phone,
        safe_times="Weekdays between ten and two",
    )
    return case


def _say(case: Any, by: Any, dice: random.Random) -> None:
    record_part(
        case,
        by=by,
        part="grounds",
        routes=["visible_high_risk"],
        why_now="He came to the house three times this week and broke the door.",
        history="Two years of threats and control; separated in the spring.",
        wants="To sleep at home without fear, and to know that the school knows.",
        fears="Him and his brother.",
        safety_done=True,
        safety_steps="The locks were changed on the same day.",
        crimes_disclosed=False,
        is_crime=True,
    )
    yes = dice.randint(14, 20)
    answers = {n: ("yes" if n <= yes else "dont_know", "", "") for n in range(1, 25)}
    answer_tool(case, by=by, tool=tool_in_use(), answers=answers)
    add_to_referral(
        case,
        "sharing",
        by=by,
        consent_asked="yes",
        consented=True,
        told="yes",
        basis="crime_disorder_115",
        decided_by=str(by),
    )


def _hear(table: Table, dice: random.Random, case: Any) -> None:
    case = perform(case, "begin_hearing", by=table.chair)
    listing = case.listings.get(left_at__isnull=True)
    RiskSummary.objects.create(
        listing=listing,
        harm="Serious injury to her, and fear and injury to the children.",
        worse="He knows the address and comes at night.",
        safer="New locks, a marker, and a neighbour who rings.",
        by=table.chair,
        at=now(),
    )
    asked = CodeListEntry.objects.filter(scheme="marac", code_list="check_question")
    for entry in asked:
        listing.check_answers.create(
            question=entry.code, answer="no", by=table.chair, at=now()
        )
    listing.feedback_owner = str(table.idva)
    listing.save()
    for words, for_whom, kind in WORDS:
        Action.objects.create(
            case=case,
            listing=listing,
            words=words,
            for_whom=for_whom,
            owner_agency=table.agencies[kind],
            due_on=local_date(now()) + dt.timedelta(days=dice.randint(5, 20)),
            by=table.chair,
            at=now(),
            state_entered_at=now(),
        )
    perform(case, "conclude", by=table.chair)


def _follow(table: Table, dice: random.Random, case: Any, at: dt.datetime) -> Any:
    """What agencies did since; what is overdue climbs the ladder by itself."""
    people = {"housing": table.agency, "idva": table.idva, "police": table.researcher}
    for action in case.actions.select_related("owner_agency__marac").order_by("pk"):
        user = people.get(action.owner_agency.marac.kind)
        done = at + dt.timedelta(days=dice.randint(1, 12))
        if user is not None and done < now() and dice.random() < 0.8:  # noqa: PLR2004
            with frozen(done):
                perform(
                    action,
                    "claim_done",
                    by=user,
                    what_was_done="Done as agreed.",
                    done_on=local_date(done),
                )
                perform(
                    Action.objects.get(pk=action.pk), "verify", by=table.coordinator
                )
        else:
            settle(action)
    return case
