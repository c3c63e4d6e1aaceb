"""The list of all cases: its filters, its sorts, and one page of it by keyset."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.core import signing
from django.db.models import Q

from casework.clock import end_of_day, local_date
from casework.models import Case, CaseQuerySet, Risk
from casework.moment import now
from casework.policy import Capability
from casework.schemes import all_schemes

PAGE_SIZE = 50
MOST_COUNTED = 1000
SOON_DAYS = 3
SALT = "casework.case_list"
NOBODY = "nobody"
# What a row of a list needs and no more.
ROW_FIELDS = (
    "reference",
    "scheme",
    "route",
    "stage",
    "stage_entered_at",
    "received_at",
    "closed_at",
    "outcome",
    "due_on",
    "target_on",
    "next_due_at",
    "next_due_name",
    "risk",
    "immediate_risk",
    "restricted",
    "waiting_on",
    "unit_id",
    "version",
    "owner__name",
    "owner__username",
)


# -- Filters ----------------------------------------------------------------------
def is_overdue(at: dt.datetime) -> Q:
    """The next deadline has passed at ``at``."""
    return Q(next_due_at__lte=at)


def is_due_within(days: int, at: dt.datetime) -> Q:
    """Not overdue, and due on one of the next ``days`` days (0 is today)."""
    last = end_of_day(local_date(at) + dt.timedelta(days=days))
    return Q(next_due_at__gt=at, next_due_at__lte=last)


def decision_stages() -> frozenset[str]:
    """The stages that a decision leaves, of every scheme."""
    return frozenset(
        row.source
        for scheme in all_schemes()
        for row in scheme.model.rows()
        if row.by is Capability.DECIDE
    )


class Choice(NamedTuple):
    """An answer of a filter: its words, and the condition at an instant."""

    label: str
    condition: Callable[[dt.datetime], Q]


def is_aged(at: dt.datetime, youngest: int, oldest: int | None) -> Q:
    """Received ``youngest`` to ``oldest`` London days before ``at``, both included."""
    day = local_date(at)
    aged = Q(received_at__lt=end_of_day(day - dt.timedelta(days=youngest)))
    if oldest is None:
        return aged
    return aged & Q(received_at__gte=end_of_day(day - dt.timedelta(days=oldest + 1)))


def _aged(youngest: int, oldest: int | None) -> Callable[[dt.datetime], Q]:
    return lambda at: is_aged(at, youngest, oldest)


# The age bands of clares-law 6.5, by days since receipt.
AGES = {
    "0-7": Choice("0 to 7 days", _aged(0, 7)),
    "8-14": Choice("8 to 14 days", _aged(8, 14)),
    "15-21": Choice("15 to 21 days", _aged(15, 21)),
    "22-28": Choice("22 to 28 days", _aged(22, 28)),
    "29-35": Choice("29 to 35 days", _aged(29, 35)),
    "36": Choice("More than 35 days", _aged(36, None)),
}
DUE = {
    "overdue": Choice("Overdue", is_overdue),
    "today": Choice("Today", lambda at: is_due_within(0, at)),
    "3": Choice("Within 3 days", lambda at: is_due_within(SOON_DAYS, at)),
    "7": Choice("Within 7 days", lambda at: is_due_within(7, at)),
}
FLAGS = {
    "immediate_risk": Choice("Immediate risk", lambda _at: Q(immediate_risk=True)),
    "high_risk": Choice(
        "High or immediate risk",
        lambda _at: Q(risk=Risk.HIGH) | Q(immediate_risk=True),
    ),
    "awaiting_decision": Choice(
        "Awaiting a decision", lambda _at: Q(stage__in=sorted(decision_stages()))
    ),
    "waiting": Choice("Waiting", lambda _at: ~Q(waiting_on="")),
    "restricted": Choice("Restricted", lambda _at: Q(restricted=True)),
}
SHOWN = {
    "": Choice("Open", lambda _at: Q(closed_at__isnull=True)),
    "closed": Choice("Closed", lambda _at: Q(closed_at__isnull=False)),
    "all": Choice("Open and closed", lambda _at: Q()),
}
SAME = ("scheme", "route", "stage", "risk")


def narrowed(cases: CaseQuerySet, wanted: Mapping[str, str]) -> CaseQuerySet:
    """The cases that every answer of the filters fits (see ``CaseFilter``)."""
    at = now()
    condition = SHOWN[wanted.get("show", "")].condition(at)
    for name in SAME:
        if value := wanted.get(name):
            condition &= Q(**{name: value})
    if owner := wanted.get("owner"):
        nobody = Q(owner__isnull=True)
        condition &= nobody if owner == NOBODY else Q(owner_id=int(owner))
    for name, table in (("due", DUE), ("flag", FLAGS), ("age", AGES)):
        if value := wanted.get(name):
            condition &= table[value].condition(at)
    return cases.filter(condition)


# -- Sorts ------------------------------------------------------------------------
@dataclass(frozen=True)
class Sort:
    """A sort that an index serves; those of open cases alone have a partial one."""

    field: str
    is_descending: bool
    is_of_open_cases: bool = True


SORTS = {
    "due": Sort("next_due_at", is_descending=False),
    "-due": Sort("next_due_at", is_descending=True),
    "stage": Sort("stage_entered_at", is_descending=False),
    "-stage": Sort("stage_entered_at", is_descending=True),
    "received": Sort("received_at", is_descending=False, is_of_open_cases=False),
    "-received": Sort("received_at", is_descending=True, is_of_open_cases=False),
}


def sort_for(asked: str, show: str) -> str:
    """The sort to use: the one asked for, or most urgent (closed: newest) first."""
    if asked and not (SORTS[asked].is_of_open_cases and show):
        return asked
    return "-received" if show else "due"


# -- Pages ------------------------------------------------------------------------
class Position(NamedTuple):
    """A place in a sorted list: beyond this row, onwards or back."""

    is_backwards: bool
    value: dt.datetime | None
    pk: int


@dataclass(frozen=True)
class Page:
    """Some rows of a list and the cursors of the pages round it ("" is none)."""

    cases: list[Case]
    newer: str
    older: str


def cursor_of(case: Case, sort: str, *, is_backwards: bool) -> str:
    """The place of ``case`` for an address: signed, and of no meaning to a reader."""
    value: dt.datetime | None = getattr(case, SORTS[sort].field)
    told = value.isoformat() if value else None
    return signing.dumps([sort, is_backwards, told, case.pk], salt=SALT)


def read_cursor(cursor: str, sort: str) -> Position | None:
    """The place that ``cursor`` names; None if it was made up or is of another sort."""
    try:
        of_sort, is_backwards, told, pk = signing.loads(cursor, salt=SALT)
    except signing.BadSignature:
        return None
    if of_sort != sort:
        return None
    return Position(is_backwards, dt.datetime.fromisoformat(told) if told else None, pk)


def page_of(cases: CaseQuerySet, sort: str, cursor: str = "") -> Page:
    """One page of ``cases``: the first, or the one beyond ``cursor``.

    One query whatever the page; a bad cursor, and one beyond the last row, give the
    first page.
    """
    position = read_cursor(cursor, sort)
    backwards = position is not None and position.is_backwards
    descending = SORTS[sort].is_descending is not backwards
    rows = list(_beyond(cases, sort, position, descending=descending)[: PAGE_SIZE + 1])
    if position and not rows:
        return page_of(cases, sort)
    has_more, rows = len(rows) > PAGE_SIZE, rows[:PAGE_SIZE]
    if backwards:
        rows.reverse()
    has_newer = has_more if backwards else position is not None
    has_older = has_more or backwards
    return Page(
        rows,
        cursor_of(rows[0], sort, is_backwards=True) if has_newer else "",
        cursor_of(rows[-1], sort, is_backwards=False) if has_older else "",
    )


def _beyond(
    cases: CaseQuerySet, sort: str, position: Position | None, *, descending: bool
) -> CaseQuerySet:
    field, sign = SORTS[sort].field, "-" if descending else ""
    if position:
        cases = cases.filter(_after(field, position, descending=descending))
    # PostgreSQL puts nulls last upwards and first downwards, as the indexes do.
    return rows_of(cases).order_by(f"{sign}{field}", f"{sign}pk")


def _after(field: str, position: Position, *, descending: bool) -> Q:
    way = "lt" if descending else "gt"
    further = Q(**{f"pk__{way}": position.pk})
    if position.value is None:
        same = Q(**{f"{field}__isnull": True}) & further
        return same | Q(**{f"{field}__isnull": False}) if descending else same
    # The first condition is the range that the index starts from.
    beyond = Q(**{f"{field}__{way}e": position.value}) & (
        Q(**{f"{field}__{way}": position.value}) | further
    )
    return beyond if descending else beyond | Q(**{f"{field}__isnull": True})


def rows_of(cases: CaseQuerySet) -> CaseQuerySet:
    """The same cases with no more than a row of a list shows, owner included."""
    return cases.select_related("owner").only(*ROW_FIELDS)


def count_label(cases: CaseQuerySet) -> str:
    """E.g. "1 case", "312 cases" or "1,000+ cases": never counts further (trap P10)."""
    count = cases.order_by()[: MOST_COUNTED + 1].count()
    if count > MOST_COUNTED:
        return f"{MOST_COUNTED:,}+ cases"
    return "1 case" if count == 1 else f"{count:,} cases"
