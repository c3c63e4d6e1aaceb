"""A case as a row: the same cells, words and colours in every list."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

from casework.clock import days_between, local_date
from casework.data_table import Cell, Column
from casework.models import Case
from casework.moment import now
from casework.schemes import scheme_of
from casework.views.deadlines import deadline_of
from casework.views.frame import flags_of

REFERENCE, ROUTE, STAGE = Column("Reference"), Column("Route"), Column("Stage")
OWNER = Column("Allocated to")
DAYS_IN_STAGE = Column("Days in stage", numeric=True)
DAYS_OPEN = Column("Days since received", numeric=True)
DEADLINE = Column("Next deadline")
COLUMNS = (REFERENCE, ROUTE, STAGE, OWNER, DAYS_IN_STAGE, DAYS_OPEN, DEADLINE)
OWN_COLUMNS = tuple(column for column in COLUMNS if column is not OWNER)
SOME_REFERENCE = "XX-00-000000-X"


def case_row(case: Case) -> list[Cell | str | int]:
    """The cells of ``COLUMNS``; no query if the owner is loaded."""
    row = own_row(case)
    row.insert(COLUMNS.index(OWNER), owner_cell(case))
    return row


def own_row(case: Case) -> list[Cell | str | int]:
    """The cells of ``OWN_COLUMNS``, for lists whose owner goes without saying."""
    scheme, at = scheme_of(case), now()
    return [
        reference_cell(case),
        Cell(scheme.routes[case.route], note=scheme.label),
        Cell(scheme.stage_label(case.stage), tone=scheme.tones[case.stage]),
        "" if case.closed_at else days_between(case.stage_entered_at, at),
        days_between(case.received_at, case.closed_at or at),
        deadline_cell(case),
    ]


def reference_cell(case: Case) -> Cell:
    """The link to the case, with its flags."""
    return Cell(
        case.reference,
        case_url(case.reference),
        flags=[(flag.label, flag.tone) for flag in flags_of(case)],
    )


def case_url(reference: str) -> str:
    """The address of a case, by one ``reverse()`` for all rows of all lists."""
    urlconf = get_urlconf() or settings.ROOT_URLCONF
    return _address_of_some_case(urlconf, get_script_prefix()).replace(
        SOME_REFERENCE, reference
    )


@lru_cache(maxsize=8)
def _address_of_some_case(urlconf: str, _prefix: str) -> str:
    return reverse("case", urlconf, args=(SOME_REFERENCE,))


def owner_cell(case: Case) -> Cell:
    """Who has the case; "Nobody" while it is open and unallocated."""
    if case.owner:
        return Cell(str(case.owner))
    return Cell("" if case.closed_at else "Nobody")


def deadline_cell(case: Case) -> Cell:
    """What is due first and when; of a closed case, when and how it ended."""
    if case.closed_at:
        ended = f"Closed {local_date(case.closed_at):%-d %b %Y}"
        return Cell(ended, note=scheme_of(case).outcome_label(case.outcome))
    if case.next_due_at is None:
        return Cell("None")
    due = deadline_of(case.next_due_at, name=case.next_due_name)
    return Cell(
        f"{due.on:%-d %b %Y}" if due.on else "",
        note=f"{due.name}: {due.label}",
        note_tone=due.tone,
    )
