"""What every page of figures begins with: whose they are, other pages, the audit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from casework import audit
from casework.clock import LONDON
from casework.figures.charts import Chart, csv_response
from casework.figures.scope import Reach, Scope
from casework.moment import now
from casework.navigation import Destination, SubNavigation

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class FigurePage:
    """One page: its name in the navigation, its address, and if it shows cases."""

    label: str
    url_name: str
    shows_cases: bool = False
    hidden_from: frozenset[Reach] = frozenset()


PAGES = (
    FigurePage("Now", "figures", shows_cases=True),
    FigurePage("Board", "board", shows_cases=True),
    FigurePage("How long", "figures_times"),
    FigurePage("How many", "figures_volumes"),
    FigurePage("Why late", "figures_lateness"),
    FigurePage("What will be late", "figures_forecast", shows_cases=True),
    FigurePage("Returns", "returns", hidden_from=frozenset({Reach.OWN})),
)


def navigation_of(scope: Scope, active: str) -> SubNavigation:
    """The pages of figures that ``scope`` has."""
    items = [
        Destination(page.label, reverse(page.url_name), page.url_name == active)
        for page in PAGES
        if scope.shows_cases or not page.shows_cases
        if scope.reach not in page.hidden_from
    ]
    return SubNavigation(items, "Pages of figures")


def data_of() -> str:
    """The date and time of the data, in words."""
    return f"{now().astimezone(LONDON):%-d %B %Y, %H:%M}"


def person(request: HttpRequest) -> User:
    """Whoever asks."""
    return cast("User", request.user)


def show(
    request: HttpRequest,
    scope: Scope,
    active: str,
    template: str,
    *,
    charts: Sequence[Chart] = (),
    **context: Any,
) -> HttpResponse:
    """The page, or one of its tables as CSV; the look is recorded."""
    label = next(page.label for page in PAGES if page.url_name == active).lower()
    if answer := csv_response(request, charts):
        audit.record_list_view(by=scope.user, page=f"figures as a file: {label}")
        return answer
    audit.record_list_view(by=scope.user, page=f"figures: {label}")
    shared = {
        "pages": navigation_of(scope, active),
        "whose": scope.said,
        "charts": charts,
    }
    return render(request, template, {**shared, **context})
