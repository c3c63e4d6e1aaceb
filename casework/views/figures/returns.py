"""Returns: freezing a year, reading it again, and files for those who asked."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from casework import audit
from casework.actions.returns import FOR_SUPERVISORS, freeze_return
from casework.clock import LONDON
from casework.components import SummaryList, SummaryRow
from casework.data_table import Cell, Column, DataTable
from casework.figures.charts import csv_of
from casework.figures.returns import Table, tables_of
from casework.figures.scope import Reach, Scope, scope_of
from casework.figures.spreadsheet import workbook
from casework.forms.returns import ReturnForm
from casework.models import FrozenReturn
from casework.schemes import scheme_named
from casework.views.figures.frame import navigation_of, person, show
from casework.views.saving import form_for, save_once

MADE = (
    Column("Year from"),
    Column("Scheme"),
    Column("Unit"),
    Column("Frozen"),
    Column("By"),
    Column("Hash"),
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 100


def returns_scope(request: HttpRequest) -> Scope:
    """Supervisors for their unit, auditors for all; PermissionDenied for the rest."""
    scope = scope_of(person(request))
    if scope.reach is Reach.OWN:
        raise PermissionDenied(FOR_SUPERVISORS)
    return scope


@require_http_methods(["GET", "HEAD", "POST"])
def returns(request: HttpRequest) -> HttpResponse:
    """What was frozen, and for a supervisor the form to freeze a year."""
    scope = returns_scope(request)
    may_freeze = scope.reach is Reach.UNIT
    if request.method == "POST" and not may_freeze:
        raise PermissionDenied(FOR_SUPERVISORS)
    form = form_for(request, ReturnForm)
    if request.method == "POST" and (done := _freeze(request, scope, form)):
        return done
    with transaction.atomic():
        return show(
            request,
            scope,
            "returns",
            "casework/figures/returns.html",
            form=form if may_freeze else None,
            frozen=_list_of(scope),
        )


def _freeze(
    request: HttpRequest, scope: Scope, form: ReturnForm
) -> HttpResponse | None:
    return save_once(
        request,
        form,
        lambda: freeze_return(
            by=scope.user,
            scheme=scheme_named(form.cleaned_data["scheme"]),
            first=form.first,
        ),
        then=lambda made: reverse("frozen_return", args=(made.pk,)),
        said="The return is frozen. It never changes.",
    )


def _visible(scope: Scope) -> Any:
    rows = FrozenReturn.objects.select_related("unit", "by")
    return rows.filter(unit_id=scope.unit_pk) if scope.reach is Reach.UNIT else rows


def _list_of(scope: Scope) -> DataTable:
    rows = [
        [
            Cell(
                f"{one.starts_on:%-d %B %Y}", reverse("frozen_return", args=(one.pk,))
            ),
            scheme_named(one.scheme).label,
            str(one.unit),
            f"{one.made_at.astimezone(LONDON):%-d %b %Y, %H:%M}",
            str(one.by),
            one.sha256[:12],
        ]
        for one in _visible(scope)[:MOST]
    ]
    return DataTable("Frozen returns", MADE, rows, "Nothing was frozen yet.")


@require_safe
@transaction.atomic
def frozen_return(request: HttpRequest, frozen: int) -> HttpResponse:
    """One return inside the unit, or the file of it for those outside."""
    scope = returns_scope(request)
    one = _visible(scope).filter(pk=frozen).first()
    if one is None:
        raise Http404("No such return.")
    asked = request.GET.get("as", "")
    what = f"as {asked.upper()} " if asked in FILES else ""
    audit.record_list_view(by=scope.user, page=f"a frozen return {what}({one.pk})")
    if asked in FILES:
        return FILES[asked](one)
    return show_one(request, scope, one)


def show_one(request: HttpRequest, scope: Scope, one: FrozenReturn) -> HttpResponse:
    """The exact numbers, definitions and hash, for the unit alone."""
    context = {
        "pages": navigation_of(scope, "returns"),
        "whose": scope.said,
        "one": one,
        "facts": _facts(one),
        "tables": [_drawn(table) for table in tables_of(one.content)],
        "definitions": SummaryList(
            [SummaryRow(name, text) for name, text in one.content["definitions"]],
            "Definitions",
        ),
        "few": one.content["few"],
    }
    return render(request, "casework/figures/frozen_return.html", context)


def _facts(one: FrozenReturn) -> SummaryList:
    made = one.made_at.astimezone(LONDON)
    return SummaryList(
        [
            SummaryRow("Scheme", one.content["scheme"]),
            SummaryRow("Year", one.content["year"]),
            SummaryRow("Frozen", f"{made:%-d %B %Y, %H:%M} by {one.by}"),
            SummaryRow("SHA-256", one.sha256, note="The same numbers, the same hash."),
        ]
    )


def _drawn(table: Table) -> DataTable:
    first, *rest = table.columns
    columns = [Column(first), *(Column(label, numeric=True) for label in rest)]
    return DataTable(table.title, columns, [list(row) for row in table.rows])


# -- Files ----------------------------------------------------------------------
def _rows_outside(one: FrozenReturn) -> list[tuple[str, list[list[Any]]]]:
    """Each table as it leaves the unit: heading, and rows with their columns first."""
    few = one.content["few"]
    return [
        (table.title, [list(table.columns), *table.outside(few)])
        for table in tables_of(one.content)
    ]


def _about(one: FrozenReturn) -> list[list[Any]]:
    return [
        ["Scheme", one.content["scheme"]],
        ["Unit", str(one.unit)],
        ["Year", one.content["year"]],
        ["Frozen", f"{one.made_at.astimezone(LONDON):%-d %B %Y, %H:%M}"],
        ["SHA-256 of the exact numbers", one.sha256],
        *([name, text] for name, text in one.content["definitions"]),
    ]


def _as_csv(one: FrozenReturn) -> HttpResponse:
    sections = [*_rows_outside(one), ("About these numbers", _about(one))]
    text = "\r\n".join(csv_of([[title], *rows]) for title, rows in sections)
    return _file("\ufeff" + text, "text/csv; charset=utf-8", "return.csv")


def _as_xlsx(one: FrozenReturn) -> HttpResponse:
    sheets = [*_rows_outside(one), ("About these numbers", _about(one))]
    return _file(workbook(sheets), XLSX, "return.xlsx")


def _file(content: str | bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


FILES = {"csv": _as_csv, "xlsx": _as_xlsx}
