"""All cases: filter, sort, page; the address can be passed on and names nobody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.roles import Role
from casework import audit
from casework.data_table import Column, DataTable
from casework.forms.filters import CaseFilter
from casework.menu import CASE_ROLES
from casework.models import Case
from casework.navigation import Chip, FilterPanel, KeysetPagination
from casework.policy import say_roles
from casework.queries.case_list import (
    SORTS,
    Page,
    count_label,
    narrowed,
    page_of,
    sort_for,
)
from casework.queries.outcomes import hide_outcomes
from casework.queries.workload import carriers
from casework.views.case_rows import (
    COLUMNS,
    DAYS_IN_STAGE,
    DAYS_OPEN,
    DEADLINE,
    case_row,
)

if TYPE_CHECKING:
    from accounts.models import User

SORTED_BY = {DAYS_IN_STAGE: "stage", DAYS_OPEN: "received", DEADLINE: "due"}
PEOPLE_ALONE = "This is for: {roles}."


def require_case_role(user: User) -> None:
    """PermissionDenied for whoever has no job with cases, such as administrators."""
    if not user.holds(*CASE_ROLES):
        raise PermissionDenied(PEOPLE_ALONE.format(roles=say_roles(CASE_ROLES)))


@require_safe
@transaction.atomic
def case_list(request: HttpRequest) -> HttpResponse:
    """The cases that the person may see and the filters fit; the look is recorded."""
    user = cast("User", request.user)
    require_case_role(user)
    audit.record_list_view(by=user, page="the list of cases")
    unit = None if user.holds(Role.AUDITOR) else user.unit
    form = CaseFilter(request.GET, people=carriers(unit))
    wanted = form.wanted
    sort = sort_for(wanted.pop("sort", ""), wanted.get("show", ""))
    cases = narrowed(Case.objects.visible_to(user), wanted)
    page = page_of(cases, sort, request.GET.get("page", ""))
    hide_outcomes(user, page.cases)
    context = {
        "form": form,
        "filters": _panel(form, wanted, sort),
        "table": _table(page, wanted, sort),
        "paging": _paging(page, wanted, sort, count_label(cases)),
    }
    return render(request, "casework/case_list.html", context)


def list_url(wanted: Mapping[str, str], **more: str) -> str:
    """The address of the list with these answers."""
    answers = {name: value for name, value in {**wanted, **more}.items() if value}
    address = reverse("case_list")
    return f"{address}?{urlencode(answers)}" if answers else address


def _panel(form: CaseFilter, wanted: Mapping[str, str], sort: str) -> FilterPanel:
    chips = [
        Chip(
            form.said(name, value),
            list_url({k: v for k, v in wanted.items() if k != name}, sort=sort),
        )
        for name, value in wanted.items()
    ]
    clear = list_url({}) if chips else ""
    return FilterPanel(form, chips, clear, open=bool(chips or form.errors))


def _table(page: Page, wanted: Mapping[str, str], sort: str) -> DataTable:
    columns = [_column(column, wanted, sort) for column in COLUMNS]
    empty = (
        "No case fits these filters. Remove one of them to see more."
        if wanted
        else "There are no open cases that you can see."
    )
    rows = [case_row(case) for case in page.cases]
    return DataTable("Cases", columns, rows, empty, caption_hidden=True)


def _column(column: Column, wanted: Mapping[str, str], sort: str) -> Column:
    """A heading that sorts, if an index serves it for what is shown."""
    key = SORTED_BY.get(column, "")
    if not key or (wanted.get("show") and SORTS[key].is_of_open_cases):
        return column
    # More days is earlier, so the columns of days read the other way round.
    turned = column.numeric
    other = f"-{key}" if sort == key else key
    ascending = (sort == key) is not turned
    return Column(
        column.label,
        list_url(wanted, sort=other),
        ("ascending" if ascending else "descending")
        if sort.removeprefix("-") == key
        else "",
        numeric=column.numeric,
    )


def _paging(
    page: Page, wanted: Mapping[str, str], sort: str, count: str
) -> KeysetPagination:
    return KeysetPagination(
        list_url(wanted, sort=sort, page=page.newer) if page.newer else "",
        list_url(wanted, sort=sort, page=page.older) if page.older else "",
        count,
    )
