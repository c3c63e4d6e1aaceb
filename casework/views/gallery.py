"""One page with every component, to look at and to test."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from casework.component_registry import TONES
from casework.components import (
    Badge,
    Deadline,
    EmptyState,
    Event,
    IdentityBar,
    Missing,
    MissingList,
    Move,
    MovesList,
    Number,
    NumberPanel,
    StageTracker,
    SummaryList,
    SummaryRow,
    Tag,
    Task,
    TaskList,
    Timeline,
    TrackerStep,
)
from casework.data_table import Cell, Column, DataTable, TableRow
from casework.forms.base import CaseworkForm, FilterForm
from casework.forms.fields import (
    BirthDateField,
    MomentField,
    NameField,
    PhoneField,
    PostcodeField,
    ReasonField,
    YesNoField,
)
from casework.navigation import (
    Chip,
    Destination,
    FilterPanel,
    KeysetPagination,
    SubNavigation,
)

DAY = dt.date(2026, 11, 24)
STAGES = (("checks", "Initial checks"), ("research", "Research"))


class GalleryForm(CaseworkForm):
    """Every kind of field."""

    danger = YesNoField(label="Is anyone in danger now?")
    name = NameField(label="Full name")
    born = BirthDateField(required=False)
    received = MomentField(label="When the call came in", noun="The time of the call")
    phone = PhoneField(label="Safe telephone number", required=False)
    postcode = PostcodeField(required=False)
    route = forms.ChoiceField(
        label="How it came in", choices=[("", "Choose"), ("phone", "Telephone")]
    )
    checks = forms.MultipleChoiceField(
        label="Systems to check",
        choices=STAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose all that apply",
    )
    reason = ReasonField()
    read = forms.BooleanField(label="I have read the whole application")
    file = forms.FileField(label="Letter", widget=forms.FileInput, required=False)


class GalleryFilter(FilterForm):
    """Two filters."""

    stage = forms.ChoiceField(choices=[("", "Any"), *STAGES], required=False)
    late = forms.BooleanField(label="Late only", required=False)


def gallery(request: HttpRequest) -> HttpResponse:
    """Shows the components with invented content; it reads no case."""
    typed = {"name": "<b>Sam</b>", "born": "31/02/1990", "phone": "none"}
    context = {
        "form": GalleryForm(typed),
        "tones": sorted(TONES),
        "warning_text": "The subject must never learn of this application.",
        **_marks(),
        **_case(),
        **_lists(),
    }
    return render(request, "components/gallery.html", context)


def _marks() -> dict[str, Any]:
    late = Deadline(DAY, "2 days late", "red")
    return {
        "alerts": [("The check was recorded.", "success"), ("Read this.", "info")],
        "deadlines": [
            late,
            Deadline(DAY, "3 days left", "orange", "Initial checks"),
            Deadline(DAY, "met", "green"),
        ],
        "bar": IdentityBar(
            reference="CL-26-000123-K",
            url="#main-content",
            scheme="Clare's Law, Right to Ask",
            stage="Initial checks",
            owner="Raj Patel",
            days_in_stage=1,
            days_since_receipt=30,
            deadline=late,
            flags=[Badge("Immediate risk"), Badge("Restricted", "purple")],
        ),
        "numbers": NumberPanel(
            [
                Number(12, "cases not allocated", "#main-content", "orange"),
                Number("1,000+", "open cases", "#main-content"),
            ]
        ),
    }


def _case() -> dict[str, Any]:
    return {
        "pages": SubNavigation(
            [
                Destination("Summary", "#main-content", active=True),
                Destination("Checks", "#main-content", count=2),
            ]
        ),
        "missing": MissingList([Missing("A safe way to contact them", "#id_phone")]),
        "nothing_missing": MissingList([], heading="What is missing here"),
        "moves": MovesList(
            [
                Move("Begin research", "#main-content", "Checks are complete."),
                Move(
                    "Send to decision",
                    allowed=False,
                    reasons=["Research is not finished.", "No recommendation."],
                ),
            ]
        ),
        "tracker": StageTracker(
            [
                TrackerStep("Received", "done", DAY, 0),
                TrackerStep("Initial checks", "current", DAY, 1),
                TrackerStep("Research", "todo"),
            ]
        ),
        "summary": SummaryList(
            [
                SummaryRow("Name", "Sam Example", "#main-content"),
                SummaryRow("Notes", "First line\nSecond line", note="from the form"),
                SummaryRow("Risk", tag=Tag("High", "red")),
                SummaryRow("Address"),
            ]
        ),
    }


def _lists() -> dict[str, Any]:
    columns = [
        Column("Reference", "?sort=reference"),
        Column("Stage"),
        Column("Days", "?sort=-days", "descending", numeric=True),
        Column("Due"),
    ]
    first = Cell("CL-26-000123-K", "#main-content", flags=[("Restricted", "purple")])
    due = Cell("24 Nov 2026", note="2 days late", note_tone="red")
    rows: list[TableRow] = [[first, Cell("Initial checks", tone="blue"), 30, due]]
    filters = GalleryFilter({"stage": "checks"})
    return {
        "tasks": TaskList(
            [
                Task("Police National Computer", "#main-content", status="Done"),
                Task("Local records", "#main-content", "Four people", "To do", "blue"),
            ]
        ),
        "history": Timeline(
            [Event("Application received", DAY, "Amy Lee", ["By telephone."])]
        ),
        "filters": FilterPanel(filters, [Chip("Initial checks", "?")], "?"),
        "table": DataTable("Open cases", columns, rows),
        "paging": KeysetPagination(older_url="?after=x", count_label="1,000+ cases"),
        "empty": EmptyState("Nothing waits for you", "New work appears here."),
    }
