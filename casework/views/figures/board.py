"""The board: a column a stage, a card a case, a menu of moves instead of dragging."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from casework.clock import days_between
from casework.components import Badge, Deadline
from casework.figures import board
from casework.figures.scope import Scope, case_scope_of
from casework.models import Case
from casework.moment import now
from casework.schemes import all_schemes, scheme_of
from casework.views.case_list import list_url
from casework.views.case_rows import case_url
from casework.views.deadlines import deadline_of
from casework.views.figures.frame import person, show
from casework.views.frame import flags_of


@dataclass(frozen=True)
class MenuEntry:
    """One move of a card: its words and its page."""

    label: str
    url: str


@dataclass(frozen=True)
class Card:
    """One case on the board."""

    reference: str
    url: str
    route: str
    owner: str
    days_in_stage: int
    days_open: int
    deadline: Deadline | None
    flags: list[Badge]
    moves: list[MenuEntry]
    name: str = ""


@dataclass(frozen=True)
class Lane:
    """One column with its cards; ``more`` is how many the list behind it has beside."""

    heading: str
    anchor: str
    total: int
    more: int
    url: str
    cards: list[Card]


@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def board_page(request: HttpRequest) -> HttpResponse:
    """The cards; names only in the answer to whoever asked for them, and recorded."""
    scope = case_scope_of(person(request))
    scheme = request.GET.get("scheme", "")
    known = {one.key for one in all_schemes()}
    columns = board.columns_of(scope, scheme if scheme in known else "")
    names: Mapping[int, str] = {}
    if request.method == "POST":
        cases = [case for column in columns for case in column.cases]
        names = board.names_on(cases, by=scope.user)
    return show(
        request,
        scope,
        "board",
        "casework/figures/board.html",
        lanes=[_lane(scope, number, c, names) for number, c in enumerate(columns)],
        shows_names=request.method == "POST",
        choices=_choices(scheme),
    )


def _choices(scheme: str) -> list[tuple[str, str, bool]]:
    """The schemes to choose from; none while there is but one."""
    every = all_schemes()
    if len(every) == 1:
        return []
    here = reverse("board")
    links = [
        (one.label, f"{here}?scheme={one.key}", one.key == scheme) for one in every
    ]
    return [("All", here, not scheme), *links]


def _lane(
    scope: Scope, number: int, column: board.Column, names: Mapping[int, str]
) -> Lane:
    stage = column.scheme.stage_label(column.stage)
    several = len(all_schemes()) > 1
    moves = board.moves_from(scope.user, column)
    wanted = {"scheme": column.scheme.key, "stage": column.stage}
    own = {} if scope.shows_people else {"owner": str(scope.user.pk)}
    return Lane(
        heading=f"{column.scheme.label}: {stage}" if several else stage,
        anchor=f"column-{number + 1}",
        total=column.total,
        more=column.total - len(column.cases),
        url=list_url({**wanted, **own}, sort="stage"),
        cards=[
            _card(case, [(row.label, row.name) for row in moves], names)
            for case in column.cases
        ],
    )


def _card(case: Case, moves: list[tuple[str, str]], names: Mapping[int, str]) -> Card:
    at, url = now(), case_url(case.reference)
    return Card(
        reference=case.reference,
        url=url,
        route=scheme_of(case).routes[case.route],
        owner=str(case.owner) if case.owner else "Nobody",
        days_in_stage=days_between(case.stage_entered_at, at),
        days_open=days_between(case.received_at, at),
        deadline=deadline_of(case.next_due_at, name=case.next_due_name)
        if case.next_due_at
        else None,
        flags=flags_of(case),
        moves=[MenuEntry(label, f"{url}moves/{name}/") for label, name in moves],
        name=names.get(case.pk, ""),
    )
