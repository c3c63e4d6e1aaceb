"""Search: sent by POST, so that no name is ever in an address, a log or a history."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from casework import audit
from casework.data_table import Column, DataTable, TableRow
from casework.forms.filters import SearchForm
from casework.models import Case
from casework.queries.outcomes import hide_outcomes
from casework.queries.search import MOST_FOUND, Found, find_cases
from casework.views.case_list import require_case_role
from casework.views.case_rows import COLUMNS, ROUTE, case_row
from casework.views.saving import form_for

if TYPE_CHECKING:
    from accounts.models import User

# Who fits stands where the route stands in other lists: there is no room for both.
NAMED_COLUMNS = [Column("Who fits") if c is ROUTE else c for c in COLUMNS]
NOTHING = (
    "No case that you can see fits. Check the spelling, try fewer words, or search for "
    "a telephone number or date of birth."
)


@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def search(request: HttpRequest) -> HttpResponse:
    """The box, and what was found; the search is recorded without its words."""
    user = cast("User", request.user)
    require_case_role(user)
    form = form_for(request, SearchForm)
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        found = find_cases(user, form.cleaned_data["q"])
        hide_outcomes(user, found.cases)
        said = _said(found)
        audit.record_list_view(by=user, page=f"a search: {said.lower()}")
        context |= {"said": said, "table": _table(found), "more": found.has_more}
    return render(request, "casework/search.html", {**context, "most": MOST_FOUND})


def _said(found: Found) -> str:
    count = len(found.cases)
    if found.has_more:
        return f"More than {count} cases found"
    return "1 case found" if count == 1 else f"{count} cases found"


def _table(found: Found) -> DataTable:
    columns = COLUMNS if found.is_by_reference else NAMED_COLUMNS
    rows = [_row(case, found) for case in found.cases]
    return DataTable("Cases found", columns, rows, NOTHING, caption_hidden=True)


def _row(case: Case, found: Found) -> TableRow:
    row = case_row(case)
    if not found.is_by_reference:
        row[COLUMNS.index(ROUTE)] = found.names.get(case.pk, "")
    return row
