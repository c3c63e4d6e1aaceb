"""The website inbox: what came, what became of it, and what a person must settle."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.db.models import Case as When_
from django.db.models import Count, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.models import User
from casework import audit
from casework.clock import LONDON
from casework.data_table import Cell, Column, DataTable, TableRow
from casework.models import Case
from casework.navigation import Destination, KeysetPagination, SubNavigation
from casework.schemes import scheme_named
from casework.views.saving import form_for, save_once
from disclosure.actions.inbox import (
    ImportReport,
    import_submissions,
    may_settle,
    require_intake,
)
from disclosure.forms_inbox import UploadForm
from disclosure.models import SubmissionState, WebsiteSubmission
from disclosure.views.original import say_reasons
from disclosure.website.reading import FORMS

PAGE = 50
TABS = (
    (SubmissionState.HELD, "Held"),
    (SubmissionState.IMPORTED, "Became cases"),
    (SubmissionState.SET_ASIDE, "Set aside"),
)
TONES = {
    SubmissionState.HELD: "yellow",
    SubmissionState.IMPORTED: "green",
    SubmissionState.SET_ASIDE: "grey",
}
COLUMNS = ("Application", "Received", "Form", "What became of it", "To look at")
DANGER = ("Danger now", "red")


def form_label(form: str, otherwise: str) -> str:
    """The scheme that a form of the website is for."""
    return scheme_named(FORMS[form]).label if form in FORMS else otherwise


def inbox_user(request: HttpRequest) -> User:
    """Whoever takes applications in; PermissionDenied for the rest."""
    user = cast("User", request.user)
    require_intake(user)
    return user


def submissions_for(user: User) -> QuerySet[WebsiteSubmission]:
    """Those of the unit, without those whose case the person may not know of.

    What was set aside is for those who settle: the control room has what is held and
    what it still has the case of (decision 0008).
    """
    without_case = Q(case__isnull=True)
    if not may_settle(user):
        without_case &= Q(state=SubmissionState.HELD)
    mine = Case.objects.visible_to(user).values("pk")
    return WebsiteSubmission.objects.filter(unit=require_intake(user)).filter(
        without_case | Q(case__in=mine)
    )


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """A tab for each outcome; what tells of danger now stands on top."""
    user = inbox_user(request)
    audit.record_list_view(by=user, page="the website inbox")
    tab = request.GET.get("tab", "")
    state = tab if tab in dict(_offered(user)) else SubmissionState.HELD
    rows = _page_of(submissions_for(user).filter(state=state), request)
    context = {
        "tabs": _tabs(user, state),
        "table": _table(rows[:PAGE], state),
        "paging": _paging(rows, state),
        "is_empty": not rows,
        "state": state,
    }
    return render(request, "disclosure/inbox.html", context)


def inbox_upload(request: HttpRequest) -> HttpResponse:
    """Take in a file, whole or not at all."""
    user = inbox_user(request)
    form = form_for(request, UploadForm)

    def take_in() -> ImportReport:
        report = import_submissions(form.cleaned_data["file"], by=user)
        if report.urgent:
            messages.warning(request, f"{report.urgent} say that somebody is in danger")
        return report

    if request.method == "POST" and (
        done := save_once(
            request,
            form,
            lambda: _say(request, take_in()),
            then=reverse("inbox"),
            said="The whole file was taken in.",
        )
    ):
        return done
    return render(request, "disclosure/inbox_upload.html", {"form": form})


def _say(request: HttpRequest, report: ImportReport) -> ImportReport:
    messages.info(request, report.said)
    return report


# -- The list ------------------------------------------------------------------------
def _page_of(
    rows: QuerySet[WebsiteSubmission], request: HttpRequest
) -> list[WebsiteSubmission]:
    """One row more than a page. ``after`` is the last row of the page before."""
    ordered = rows.annotate(
        at=Coalesce("received_at", "imported_at"),
        on_top=When_(
            When(Q(state=SubmissionState.HELD, is_urgent=True), then=Value(1)),
            When(case__immediate_risk=True, then=Value(1)),
            default=Value(0),
        ),
    ).order_by("-on_top", "-at", "-pk")
    after = request.GET.get("after", "")
    is_number = after.isdecimal() and len(after) < len(str(2**63))
    last = ordered.filter(pk=int(after)).first() if is_number else None
    if last is not None:
        place = cast("Any", last)
        ordered = ordered.filter(
            Q(on_top__lt=place.on_top)
            | Q(on_top=place.on_top, at__lt=place.at)
            | Q(on_top=place.on_top, at=place.at, pk__lt=place.pk)
        )
    return list(ordered.select_related("case").defer("original")[: PAGE + 1])


def _offered(user: User) -> list[tuple[SubmissionState, str]]:
    """The tabs in which the person can ever find something."""
    hidden = () if may_settle(user) else (SubmissionState.SET_ASIDE,)
    return [(state, label) for state, label in TABS if state not in hidden]


def _tabs(user: User, state: str) -> SubNavigation:
    counts = dict(
        submissions_for(user)
        .order_by()
        .values_list("state")
        .annotate(count=Count(F("pk")))
    )
    items = [
        Destination(
            label, f"{reverse('inbox')}?tab={key}", key == state, counts.get(key, 0)
        )
        for key, label in _offered(user)
    ]
    return SubNavigation(items, label="Website applications")


def _paging(rows: list[WebsiteSubmission], state: str) -> KeysetPagination:
    if len(rows) <= PAGE:
        return KeysetPagination()
    older = f"{reverse('inbox')}?tab={state}&after={rows[PAGE - 1].pk}"
    return KeysetPagination(older_url=older)


def _table(rows: list[WebsiteSubmission], state: str) -> DataTable:
    label = dict(TABS)[SubmissionState(state)]
    return DataTable(
        caption=f"Website applications: {label.lower()}",
        caption_hidden=True,
        columns=[Column(heading) for heading in COLUMNS],
        rows=[_cells(row) for row in rows],
        empty="There are none.",
    )


def _cells(row: WebsiteSubmission) -> TableRow:
    url = reverse("submission", args=[row.pk])
    flags = [DANGER] if row.is_urgent else []
    return (
        Cell(row.submission_id or "No number", url=url, flags=flags),
        received_words(row),
        form_label(row.form, "Not known"),
        _outcome(row),
        _to_look_at(row),
    )


def received_words(row: WebsiteSubmission) -> str:
    """When the website took it in, in London."""
    if row.received_at is None:
        return "Not known"
    return f"{row.received_at.astimezone(LONDON):%-d %b %Y, %H:%M}"


def _outcome(row: WebsiteSubmission) -> Cell:
    if row.case is not None:
        return Cell(row.case.reference, url=reverse("case", args=[row.case.reference]))
    state = SubmissionState(row.state)
    return Cell(dict(TABS)[state], tone=TONES[state])


def _to_look_at(row: WebsiteSubmission) -> Cell:
    if row.state == SubmissionState.SET_ASIDE:
        return Cell(row.set_aside_reason)
    if row.state == SubmissionState.HELD:
        return Cell("; ".join(say_reasons(row.reasons, is_read=False)))
    count = len(row.reasons)
    return Cell("Nothing missing" if not count else f"{count} to complete or check")
