"""Allocation: who carries how much, and several cases given out at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.models import User as Person
from casework import audit
from casework.actions.work import allocate
from casework.clock import days_between
from casework.components import Badge, Deadline, Tag
from casework.converters import is_reference
from casework.data_table import Cell, Column, DataTable, TableRow
from casework.models import Case
from casework.moment import now
from casework.policy import Capability, say_roles
from casework.queries.case_list import count_label, rows_of
from casework.queries.workload import Workload, unallocated_cases, workloads
from casework.schemes import all_schemes, scheme_of
from casework.views.case_list import list_url
from casework.views.deadlines import deadline_of
from casework.views.frame import flags_of
from casework.workflow.perform import Refused

if TYPE_CHECKING:
    from accounts.models import User

MOST_ROWS = 50
GIVE, VERSION = "to-", "version-"
NOT_OFFERED = "Choose one of the people offered."
NOBODY_CHOSEN = "Nobody was chosen. Choose a person beside at least one case."
GONE = "There is no such case, or it is not one of your unit."
WORKLOAD = (
    Column("Name"),
    Column("Open", numeric=True),
    Column("Overdue", numeric=True),
    Column("Due within 3 days", numeric=True),
)


@dataclass(frozen=True)
class Wish:
    """One row as it was sent: this case to this person, as of this version."""

    reference: str
    to: str
    version: int


@dataclass(frozen=True)
class Result:
    """What became of one row."""

    reference: str
    sentence: str
    is_done: bool = False

    @property
    def url(self) -> str:
        """The case, if it was given to somebody."""
        return reverse("case", args=(self.reference,)) if self.is_done else ""


@dataclass(frozen=True)
class Row:
    """A case that nobody has, as the form shows it."""

    case: Case
    route: str
    stage: Tag
    flags: Sequence[Badge]
    days: int
    deadline: Deadline | None
    chosen: str

    @property
    def give(self) -> str:
        """The name of the row's select."""
        return f"{GIVE}{self.case.reference}"

    @property
    def version(self) -> str:
        """The name of the row's hidden version."""
        return f"{VERSION}{self.case.reference}"


@require_http_methods(["GET", "HEAD", "POST"])
def allocation(request: HttpRequest) -> HttpResponse:
    """The unallocated cases with a person to choose beside each, and the workload.

    Each row stands alone: one refusal does not undo the others. Sent twice it gives
    nothing twice, because the version of a case given out has moved on.
    """
    user = cast("User", request.user)
    require_supervisor(user)
    wishes = wishes_in(request.POST)
    results = give_out(user, wishes) if wishes else []
    audit.record_list_view(by=user, page="the cases to allocate")
    refused = {result.reference for result in results if not result.is_done}
    kept = {wish.reference: wish.to for wish in wishes if wish.reference in refused}
    cases = unallocated_cases(user)
    people = workloads(user.unit)
    context = {
        "results": results,
        "summary": _summary(results) if request.method == "POST" else "",
        "all_done": not refused and bool(results),
        "rows": [_row(case, kept) for case in rows_of(cases)[:MOST_ROWS]],
        "people": [(str(person.user_pk), person.label) for person in people],
        "count": count_label(cases),
        "most": MOST_ROWS,
        "workload": _workload(people),
    }
    return render(request, "casework/allocation.html", context)


def require_supervisor(user: User) -> None:
    """PermissionDenied for whoever allocates under no scheme."""
    roles = frozenset().union(*(s.roles[Capability.ALLOCATE] for s in all_schemes()))
    if user.roles.isdisjoint(roles):
        raise PermissionDenied(f"This is for: {say_roles(roles)}.")


def wishes_in(sent: Mapping[str, str]) -> list[Wish]:
    """The rows of the form in which a person is chosen, as many as a page has.

    A version that is no number fits no case, so that row is refused as out of date.
    """
    chosen = {
        name.removeprefix(GIVE): to
        for name, to in sent.items()
        if name.startswith(GIVE) and to and is_reference(name.removeprefix(GIVE))
    }
    return [
        Wish(reference, to, _number(sent.get(f"{VERSION}{reference}", "")))
        for reference, to in list(chosen.items())[:MOST_ROWS]
    ]


def give_out(user: User, wishes: Sequence[Wish]) -> list[Result]:
    """Allocate row by row through the action that checks each."""
    named = {wish.reference for wish in wishes}
    cases = {
        case.reference: case
        for case in Case.objects.visible_to(user).filter(reference__in=named)
    }
    pks = {_number(wish.to) for wish in wishes}
    people = {
        str(person.pk): person
        for person in Person.objects.filter(unit=user.unit, pk__in=pks)
    }
    return [_give(user, wish, cases, people) for wish in wishes]


def _give(
    user: User, wish: Wish, cases: Mapping[str, Case], people: Mapping[str, Person]
) -> Result:
    case, to = cases.get(wish.reference), people.get(wish.to)
    if case is None:
        return Result(wish.reference, GONE)
    if to is None:
        return Result(wish.reference, NOT_OFFERED)
    try:
        allocate(case, to=to, by=user, version=wish.version)
    except Refused as refused:
        return Result(wish.reference, " ".join(refused.sentences))
    except PermissionDenied as denied:
        return Result(wish.reference, str(denied))
    except Http404:
        return Result(wish.reference, GONE)
    return Result(wish.reference, f"allocated to {to}.", is_done=True)


def _number(text: str) -> int:
    """The whole number that was sent, or -1, which no row has."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1  # noqa: PLR2004  below the largest integer of a column


def _summary(results: Sequence[Result]) -> str:
    if not results:
        return NOBODY_CHOSEN
    done = sum(result.is_done for result in results)
    cases = "case" if len(results) == 1 else "cases"
    return f"{done} of {len(results)} {cases} allocated."


def _row(case: Case, kept: Mapping[str, str]) -> Row:
    scheme = scheme_of(case)
    due = case.next_due_at
    return Row(
        case,
        scheme.routes[case.route],
        Tag(scheme.stage_label(case.stage), scheme.tones[case.stage]),
        flags_of(case),
        days_between(case.received_at, now()),
        deadline_of(due, name=case.next_due_name) if due else None,
        kept.get(case.reference, ""),
    )


def _workload(people: Sequence[Workload]) -> DataTable:
    rows: list[TableRow] = [
        [
            Cell(person.name, list_url({"owner": str(person.user_pk)})),
            person.open,
            _late(person),
            person.due_soon,
        ]
        for person in people
    ]
    empty = "Nobody in your unit can be given a case. Ask your administrator."
    return DataTable("Who carries what", WORKLOAD, rows, empty)


def _late(person: Workload) -> Cell:
    """How many are overdue, with the way to them."""
    late = {"owner": str(person.user_pk), "due": "overdue"}
    return Cell(person.overdue, list_url(late) if person.overdue else "")
