"""What people are reminded of: literal tables. A scheme hands over ladders of its own.

A ladder says which rows are watched, which times its steps may count from, and who its
audiences are. When each step comes is a row of settings (``ReminderStep``), shipped
from the steps here and in the schemes' tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from accounts.models import User
from accounts.roles import Role
from casework.clock import LimitUnit, end_of_day
from casework.models import (
    Case,
    Deadline,
    InformationRequest,
    PlannedContact,
    WaitingInterval,
)
from casework.models.reminders import StepUnit, Watched
from casework.notify import everyone_who, the_owner
from casework.policy import Capability
from casework.steps import Point, limit_point, moment_point

if TYPE_CHECKING:
    from casework.schemes import Scheme

DAYS, HOURS = StepUnit.DAYS, StepUnit.HOURS
START, DUE, STATUTORY = "start", "due", "statutory"
OWNER, SUPERVISORS, ASKER = "owner", "supervisors", "asker"
STAGE = "stage"
People = Callable[[Any], Iterable[User]]


@dataclass(frozen=True)
class Step:
    """The default row of one reminder. ``amount`` below 0 is before the anchor."""

    ladder: str
    anchor: str
    amount: int
    unit: StepUnit
    audience: str
    event: str
    hour: int = 7


@dataclass(frozen=True)
class Ladder:
    """One kind of thing that is watched.

    ``running`` are the rows that remind; ``points`` gives the times of a row;
    ``audiences`` are people by a name that the rows of settings use, beside the owner,
    the supervisors and any job. ``steps_of`` names the steps of a row, first the one
    that is preferred.
    """

    key: str
    label: str
    model: type[Watched]
    running: Q
    points: Callable[[Any], Mapping[str, Point]]
    audiences: Mapping[str, People] = field(default_factory=dict)
    steps_of: Callable[[Any], Sequence[str]] | None = None
    in_hours: Callable[[Any], bool] = lambda _row: False
    case_of: Callable[[Any], Case] = lambda row: row.case
    related: Sequence[str] = ("case", "case__owner")
    # The schemes whose rows these are; empty: those of every scheme.
    anchors: Sequence[str] = (START, DUE)

    def names_for(self, row: Any) -> Sequence[str]:
        """The names of the steps of ``row``, the preferred ones first."""
        return self.steps_of(row) if self.steps_of else (self.key,)

    def people(self, row: Any, audience: str) -> list[User]:
        """Who ``audience`` is for ``row``; supervisors where nobody owns the case."""
        case = self.case_of(row)
        if audience in self.audiences:
            found = list(self.audiences[audience](row))
        elif audience == OWNER:
            found = the_owner(case)
        elif audience == SUPERVISORS:
            found = supervisors_of(case)
        else:
            return everyone_who(Role(audience))(case)
        # Nobody waits for somebody whose account is closed.
        return [one for one in found if one.is_active] or supervisors_of(case)


def supervisors_of(case: Case) -> list[User]:
    """Those of the unit who supervise cases of this scheme."""
    from casework.schemes import scheme_of  # noqa: PLC0415  registry needs the ladders

    return everyone_who(*sorted(scheme_of(case).roles.get(Capability.SUPERVISE, ())))(
        case
    )


def _limit(row: Deadline) -> dict[str, Point]:
    return {START: moment_point(row.started_at), DUE: limit_point(row.due_at)}


def _request(row: InformationRequest) -> dict[str, Point]:
    return {
        START: moment_point(row.sent_at),
        "chase": limit_point(row.chase_at),
        DUE: limit_point(row.due_at),
        "escalate": limit_point(row.escalate_at),
        STATUTORY: Point(end_of_day(row.case.due_on), row.case.due_on),
    }


def _kind_of_limit(row: Deadline) -> Sequence[str]:
    """A limit with steps of its own, else those of any limit of a stage."""
    in_hours = row.unit == LimitUnit.HOURS
    return (row.key, f"{STAGE}_hours" if in_hours else STAGE)


LIMITS = Ladder(
    "limit",
    "Limits",
    Deadline,
    Q(met_at__isnull=True, ended_at__isnull=True, case__closed_at__isnull=True),
    _limit,
    steps_of=_kind_of_limit,
    in_hours=lambda row: row.unit == LimitUnit.HOURS,
)
REQUESTS = Ladder(
    "request",
    "Answers of other forces and agencies",
    InformationRequest,
    Q(answered_at__isnull=True, closed_at__isnull=True, case__closed_at__isnull=True),
    _request,
    audiences={ASKER: lambda row: [row.sent_by]},
    related=("case", "case__owner", "sent_by"),
    anchors=(START, "chase", DUE, "escalate", STATUTORY),
)
WAITS = Ladder(
    "wait",
    "Waits",
    WaitingInterval,
    Q(ended_at__isnull=True, case__closed_at__isnull=True),
    lambda row: {START: moment_point(row.started_at)},
    anchors=(START,),
)
CONTACTS = Ladder(
    "contact",
    "Planned contacts",
    PlannedContact,
    Q(settled_at__isnull=True, case__closed_at__isnull=True),
    lambda row: {DUE: moment_point(row.planned_for)},
    audiences={ASKER: lambda row: [row.by]},
    in_hours=lambda _row: True,
    related=("case", "case__owner", "by"),
    anchors=(DUE,),
)
LADDERS = (LIMITS, REQUESTS, WAITS, CONTACTS)

# Of every scheme, unless its own table has steps of the same name.
STEPS = (
    *(Step(STAGE, DUE, amount, DAYS, OWNER, "stage_ahead") for amount in (-3, -1, 0)),
    Step(STAGE, DUE, 1, DAYS, OWNER, "stage_passed"),
    Step(STAGE, DUE, 1, DAYS, SUPERVISORS, "stage_passed"),
    *(
        Step(f"{STAGE}_hours", DUE, amount, HOURS, OWNER, "hours_ahead")
        for amount in (-12, -4, -1)
    ),
    Step(f"{STAGE}_hours", DUE, 0, HOURS, OWNER, "hours_passed"),
    Step(f"{STAGE}_hours", DUE, 0, HOURS, SUPERVISORS, "hours_passed"),
    Step("request", "chase", 1, DAYS, ASKER, "request_chase"),
    Step("request", DUE, 1, DAYS, ASKER, "request_due"),
    Step("request", "escalate", 1, DAYS, ASKER, "request_escalate"),
    Step("request", "escalate", 1, DAYS, SUPERVISORS, "request_escalate"),
    Step("request", STATUTORY, 1, DAYS, ASKER, "request_past_limit"),
    Step("request", STATUTORY, 1, DAYS, SUPERVISORS, "request_past_limit"),
    Step("wait", START, 3, DAYS, OWNER, "wait_long"),
    Step("wait", START, 7, DAYS, SUPERVISORS, "wait_long"),
    Step("contact", DUE, -24, HOURS, ASKER, "contact_ahead"),
    Step("contact", DUE, -2, HOURS, ASKER, "contact_ahead"),
    Step("contact", DUE, 2, HOURS, ASKER, "contact_unrecorded"),
    Step("contact", DUE, 24, HOURS, SUPERVISORS, "contact_unrecorded"),
)


def ladders_of_all(schemes: Iterable[Scheme]) -> list[Ladder]:
    """Those of the core, then those of ``schemes``, each once."""
    found = list(LADDERS)
    for scheme in schemes:
        found += [ladder for ladder in scheme.ladders if ladder not in found]
    return found


def steps_of_scheme(scheme: Scheme) -> list[Step]:
    """The default steps of ``scheme``: its own, and the core's for other names."""
    own = list(scheme.defaults.reminders)
    named = {step.ladder for step in own}
    return own + [step for step in STEPS if step.ladder not in named]
