"""What happened to a case, and who looked at it."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.roles import Role
from casework.components import Event, Timeline
from casework.data_table import Column, DataTable, TableRow
from casework.forms.base import FilterForm
from casework.models import ActionClass, AuditEvent
from casework.navigation import FilterPanel, KeysetPagination
from casework.policy import Capability
from casework.queries.timeline import acts_of, looks_at, readers_of
from casework.views.frame import open_frame, render_frame

KINDS = [
    ("", "Everything"),
    (ActionClass.COLLECTION.value, ActionClass.COLLECTION.label),
    (ActionClass.ALTERATION.value, ActionClass.ALTERATION.label),
    (ActionClass.DISCLOSURE.value, ActionClass.DISCLOSURE.label),
    (ActionClass.COMBINATION.value, ActionClass.COMBINATION.label),
    (ActionClass.ERASURE.value, ActionClass.ERASURE.label),
]
LONGEST_KEY = 18


class KindFilter(FilterForm):
    """Which acts to show."""

    kind = forms.ChoiceField(label="Show", choices=KINDS, required=False)


def history(request: HttpRequest, reference: str) -> HttpResponse:
    """Every act on the case, newest first, in words."""
    frame = open_frame(
        request,
        reference,
        active="case_history",
        page="the history",
        see=Capability.SEE_RESEARCH,
    )
    form = KindFilter(request.GET)
    kind = form.cleaned_data["kind"] if form.is_valid() else ""
    before = key_in(request)
    page = acts_of(frame.case, kind=kind, before=before)
    newest = _query(kind=kind) if before else ""
    older = _query(kind=kind, before=page.older) if page.older else ""
    return render_frame(
        request,
        frame,
        "casework/history.html",
        timeline=Timeline([_event(row) for row in page.rows]),
        filters=FilterPanel(form, open=bool(kind)),
        paging=KeysetPagination(
            newest, older, newer_label="Newest", older_label="Older"
        ),
        readers_url=frame.link("case_readers"),
    )


def readers(request: HttpRequest, reference: str) -> HttpResponse:
    """Who opened the case, how often, and each time which page."""
    frame = open_frame(
        request,
        reference,
        active="case_history",
        page="the list of who opened the case",
        see=Capability.SEE_READERS,
    )
    before = key_in(request)
    page = looks_at(frame.case, before=before)
    older = _query(before=page.older) if page.older else ""
    return render_frame(
        request,
        frame,
        "casework/readers.html",
        people=_people_table(frame.case),
        looks=_looks_table(page.rows),
        paging=KeysetPagination(
            "?" if before else "", older, newer_label="Newest", older_label="Older"
        ),
    )


def key_in(request: HttpRequest) -> int:
    """The key of an "older" link; anything else is the newest page."""
    typed = request.GET.get("before", "")
    is_key = typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_KEY
    return int(typed) if is_key else 0


def _query(**wanted: object) -> str:
    return "?" + urlencode({key: value for key, value in wanted.items() if value})


def _event(row: AuditEvent) -> Event:
    jobs = roles_in_words(row.actor_roles)
    by = f"{row.actor_name} ({jobs})" if jobs else row.actor_name
    reason = [f"Reason: {row.reason}"] if row.reason else []
    return Event(row.sentence, timezone.localtime(row.happened_at), by, reason)


def roles_in_words(stored: str) -> str:
    """The jobs as they were when it happened: "CRU researcher, Auditor"."""
    labels = dict(Role.choices)
    names = [name for name in stored.split(", ") if name]
    return ", ".join(str(labels.get(name, name)) for name in names)


def _people_table(case: object) -> DataTable:
    columns = [Column("Person"), Column("Times", numeric=True), Column("Last")]
    rows: list[TableRow] = [
        [reader.name, reader.times, _moment(reader.last)] for reader in readers_of(case)
    ]
    return DataTable("People who opened this case", columns, rows)


def _looks_table(rows: list[AuditEvent]) -> DataTable:
    columns = [Column("When"), Column("Person"), Column("Job then"), Column("What")]
    return DataTable(
        "Every time it was opened",
        columns,
        [
            [
                _moment(row.happened_at),
                row.actor_name,
                roles_in_words(row.actor_roles),
                row.sentence,
            ]
            for row in rows
        ],
    )


def _moment(instant: object) -> str:
    return f"{timezone.localtime(instant):%-d %b %Y %H:%M:%S}"  # type: ignore[arg-type]
