"""Opening a case: the one way in, whatever the channel."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from casework import audit, clocks
from casework.clock import due_day, local_date
from casework.models import ActionClass, Deadline, ReferenceSequence, StageVisit
from casework.moment import now
from casework.policy import Capability, say_roles
from casework.schemes import Scheme
from casework.workflow.perform import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from accounts.models import Unit, User

# No vowels, no letters that look like figures.
CHECK_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
EARLIEST_YEAR = 2014


def check_letter(prefix: str, year: int, number: int) -> str:
    """The letter that catches a mistyped or swapped figure in a reference."""
    digits = f"{year % 100:02d}{number:06d}"
    seed = sum(ord(letter) for letter in prefix)
    total = seed + sum(
        (place + 2) * int(digit) for place, digit in enumerate(reversed(digits))
    )
    # 19 is prime and larger than every weight, so one wrong figure or one swap shows.
    return CHECK_LETTERS[total % 19]


def next_reference(scheme: Scheme, received_at: dt.datetime) -> str:
    """E.g. ``CL-26-000123-K``: scheme, year of receipt, sequence, check letter."""
    year = local_date(received_at).year
    rows = ReferenceSequence.objects.select_for_update(of=("self",))
    row, _is_first = rows.get_or_create(scheme=scheme.key, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    letter = check_letter(scheme.prefix, year, row.last)
    return f"{scheme.prefix}-{year % 100:02d}-{row.last:06d}-{letter}"


def open_case(
    scheme: Scheme,
    *,
    by: User,
    route: str,
    received_at: dt.datetime,
    unit: Unit | None = None,
    **facts: Any,
) -> Any:
    """Open a case in the unit of ``by``, or in ``unit`` for a guest; returns its row.

    The clock starts at ``received_at``, when the application reached the police, not
    when it is typed in. Refused if that is in the future or before 2014 (T1). ``facts``
    are what the scheme's own row must have from the start.
    """
    unit = unit or by.unit
    if by.roles.isdisjoint(scheme.roles[Capability.TAKE_IN]) or unit is None:
        roles = say_roles(scheme.roles[Capability.TAKE_IN])
        raise PermissionDenied(f"This is for: {roles}, in a unit.")
    if received_at > now() or local_date(received_at).year < EARLIEST_YEAR:
        raise Refused("The time of receipt is in the future or before 2014.")
    at, stage = now(), str(scheme.states.values[0])
    with transaction.atomic():
        first = clocks.first_deadlines(
            scheme, stage, received_at=received_at, entered_at=at
        )
        case = _make(
            scheme,
            by=by,
            route=route,
            received_at=received_at,
            at=at,
            first=first,
            unit=unit,
            **facts,
        )
        StageVisit.objects.create(
            case_id=case.pk, stage=stage, entered_at=at, move="open_case", by=by
        )
        for deadline in first:
            deadline.case_id = case.pk
        Deadline.objects.bulk_create(first)
        audit.record(
            case,
            by=by,
            verb="open_case",
            sentence=f"Opened the case ({scheme.routes[route]})",
            action_class=ActionClass.COLLECTION,
            about=case,
        )
    return case


def _make(
    scheme: Scheme,
    *,
    by: User,
    route: str,
    received_at: dt.datetime,
    at: dt.datetime,
    first: Sequence[Deadline],
    unit: Unit,
    **facts: Any,
) -> Any:
    overall, soonest = first[0], min(first, key=lambda row: row.due_at)
    due_on = due_day(overall.due_at)
    return scheme.model.objects.create(
        reference=next_reference(scheme, received_at),
        scheme=scheme.key,
        route=route,
        unit=unit,
        stage=str(scheme.states.values[0]),
        stage_entered_at=at,
        received_at=received_at,
        opened_at=at,
        opened_by=by,
        due_on=due_on,
        target_on=due_on,
        next_due_at=soonest.due_at,
        next_due_name=soonest.label,
        guidance_version=overall.rule.guidance_version,
        **facts,
    )
