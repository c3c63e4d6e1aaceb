"""Opening a case: the one way in, whatever the channel."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from casework import audit, clocks
from casework.clock import local_date
from casework.models import ActionClass, ReferenceSequence, StageVisit
from casework.moment import now
from casework.policy import Capability, say_roles
from casework.schemes import Scheme
from casework.workflow.perform import Refused

if TYPE_CHECKING:
    from accounts.models import User

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
    ReferenceSequence.objects.get_or_create(scheme=scheme.key, year=year)
    row = ReferenceSequence.objects.select_for_update(of=("self",)).get(
        scheme=scheme.key, year=year
    )
    row.last += 1
    row.save(update_fields=["last"])
    letter = check_letter(scheme.prefix, year, row.last)
    return f"{scheme.prefix}-{year % 100:02d}-{row.last:06d}-{letter}"


def open_case(scheme: Scheme, *, by: User, route: str, received_at: dt.datetime) -> Any:
    """Open a case in the unit of ``by`` and start its clocks; returns its row.

    The clock starts at ``received_at``, when the application reached the police, not
    when it is typed in. Refused if that is in the future or before 2014 (T1).
    """
    if by.roles.isdisjoint(scheme.roles[Capability.TAKE_IN]) or by.unit is None:
        roles = say_roles(scheme.roles[Capability.TAKE_IN])
        raise PermissionDenied(f"This is for: {roles}, in a unit.")
    if received_at > now() or local_date(received_at).year < EARLIEST_YEAR:
        raise Refused("The time of receipt is in the future or before 2014.")
    with transaction.atomic():
        case = _make(scheme, by, route, received_at)
        StageVisit.objects.create(
            case_id=case.pk,
            stage=case.stage,
            entered_at=case.stage_entered_at,
            move="open_case",
            by=by,
        )
        clocks.open_clocks(case)
        clocks.refresh_next_due(case)
        case.save()
        audit.record(
            case,
            by=by,
            verb="open_case",
            sentence=f"Opened the case ({scheme.routes[route]})",
            action_class=ActionClass.COLLECTION,
            about=case,
        )
    return case


def _make(scheme: Scheme, by: User, route: str, received_at: dt.datetime) -> Any:
    rule = clocks.rule_for(scheme.key, scheme.overall, local_date(received_at))
    due_on = local_date(clocks.due_of(rule, received_at) - dt.datetime.resolution)
    return scheme.model.objects.create(
        reference=next_reference(scheme, received_at),
        scheme=scheme.key,
        route=route,
        unit=by.unit,
        stage=str(scheme.states.values[0]),
        stage_entered_at=now(),
        received_at=received_at,
        opened_at=now(),
        opened_by=by,
        due_on=due_on,
        target_on=due_on,
        guidance_version=rule.guidance_version,
    )
