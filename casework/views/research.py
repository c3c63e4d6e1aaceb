"""The research record, fact kept apart from opinion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from casework.actions.research import (
    GRADED_LATER,
    grade_assertion,
    record_assertion,
)
from casework.clock import local_date
from casework.components import SummaryRow, Tag
from casework.forms.date_fields import say_date
from casework.forms.research import KIND_HINTS, GradingForm, InformationForm
from casework.models import Assertion, AssertionKind, MayBeTold
from casework.moment import now
from casework.policy import Capability, require
from casework.queries.code_lists import labels_of
from casework.queries.identity import identity_stands
from casework.queries.involved import involved_in
from casework.views.drafts import open_draft
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.moments import say_moment_short
from casework.views.request_rows import requests_table
from casework.views.saving import form_for, save_once

TONES = {
    AssertionKind.FACT: "green",
    AssertionKind.ASSESSMENT: "blue",
    AssertionKind.ALLEGATION: "orange",
    AssertionKind.INTELLIGENCE: "purple",
}
HEADINGS = {
    AssertionKind.FACT: "Facts",
    AssertionKind.ASSESSMENT: "Assessments",
    AssertionKind.ALLEGATION: "Allegations",
    AssertionKind.INTELLIGENCE: "Intelligence",
}


@dataclass(frozen=True)
class Item:
    """One item as a card."""

    heading: str
    tag: Tag
    rows: list[SummaryRow]
    url: str


@dataclass(frozen=True)
class Section:
    """All items of one kind."""

    heading: str
    hint: str
    items: Sequence[Item]


def research(request: HttpRequest, reference: str) -> HttpResponse:
    """Every item of information, a section for each kind."""
    frame = open_frame(
        request,
        reference,
        active="case_research",
        page="the research",
        see=Capability.SEE_RESEARCH,
    )
    labels = labels_of(frame.case.scheme)
    parts = {one.person.pk: one.label for one in involved_in(frame.case, frame.user)}
    rows = list(frame.case.assertions.select_related("recorded_by"))
    sections = [
        Section(
            HEADINGS[kind],
            KIND_HINTS[kind],
            [
                _item(row, kind, labels, parts, _grade_url(frame, row))
                for row in rows
                if row.kind == kind
            ],
        )
        for kind in AssertionKind
    ]
    may_add = frame.may(Capability.RESEARCH)
    return render_frame(
        request,
        frame,
        "casework/research.html",
        sections=sections,
        is_empty=not rows,
        requests=requests_table(frame),
        overdue=_overdue(frame),
        identity=_identity(frame),
        identity_url=frame.url("case_identity"),
        request_url=frame.url("case_request_add") if may_add else "",
        add_url=frame.url("case_information_add") if may_add else "",
    )


def _overdue(frame: Frame) -> str:
    count = frame.case.information_requests.overdue(now()).count()
    if not count:
        return ""
    waits = "request is" if count == 1 else "requests are"
    return f"{count} {waits} overdue: ask again, or take it to somebody higher."


def _identity(frame: Frame) -> Tag:
    if identity_stands(frame.case):
        return Tag("Confirmed by a second person", "green")
    if frame.case.identity_matches.filter(withdrawn_at__isnull=True).exists():
        return Tag("Waits for a second person", "orange")
    return Tag("No record compared yet", "grey")


def _item(
    row: Assertion,
    kind: AssertionKind,
    labels: dict[tuple[str, str], str],
    parts: dict[int, str],
    url: str,
) -> Item:
    recorded = f"{row.recorded_by}, {say_moment_short(row.recorded_at)}"
    return Item(
        labels.get(("item_type", row.item_type), row.item_type),
        Tag(str(kind.label), TONES[kind]),
        [
            SummaryRow("About", parts.get(row.about_id, "")),
            SummaryRow("What it says", row.text),
            SummaryRow("When", row.happened_on, missing="Not known"),
            SummaryRow("Source", row.source),
            SummaryRow("Owned by", row.owner_force, note=_agreement(row)),
            SummaryRow("Spent", row.get_spent_display()),
            *_grading(row),
            SummaryRow("Last verified", _verified(row), missing="Not known"),
            SummaryRow(
                "May it be disclosed?",
                _may_be_told(row),
                note=row.may_be_told_why,
                missing="Not said yet",
            ),
            SummaryRow("Sensitive source", "Yes" if row.sensitive_source else "No"),
            SummaryRow("Why it matters to the risk", row.relevance),
            SummaryRow("Recorded by", recorded),
        ],
        url,
    )


def _grade_url(frame: Frame, row: Assertion) -> str:
    """Where to say what became known of it later, if this person may."""
    if frame.case.is_closed or not frame.may(Capability.RESEARCH):
        return ""
    return frame.url("case_information_grade", row.pk)


def _grading(row: Assertion) -> list[SummaryRow]:
    """Intelligence says in words what its letters mean."""
    if row.kind != AssertionKind.INTELLIGENCE and not row.grading:
        return []
    words = [
        row.get_source_grade_display(),
        row.get_information_grade_display(),
        row.get_handling_code_display(),
    ]
    said = "\n".join(word for word in words if word)
    return [SummaryRow(f"Grading {row.grading}".strip(), said, missing="Not graded")]


def _verified(row: Assertion) -> str:
    return say_date(row.last_verified_on) if row.last_verified_on else ""


def _may_be_told(row: Assertion) -> str:
    if row.may_be_told == MayBeTold.ONLY_WITH:
        return f"Only with {row.told_only_with}"
    return row.get_may_be_told_display()


def _agreement(row: Assertion) -> str:
    """Nothing is spoken without its owner's agreement (clares-law 3.3)."""
    said = {
        "yes": "The owner agrees to its use.",
        "no": "The owner does not agree: it must not be used.",
        "unknown": "The owner's agreement is not known yet: ask before it is used.",
    }
    return said[row.owner_agrees]


def add_information(request: HttpRequest, reference: str) -> HttpResponse:
    """Record one item."""
    frame = open_frame(
        request, reference, active="case_research", page="the form for information"
    )
    require(frame.user, Capability.RESEARCH, frame.case)
    draft = open_draft(frame, "information")
    form = form_for(
        request,
        InformationForm,
        draft=draft,
        version=frame.case.version,
        initial=_start(frame, request.GET.get("request", "")),
        scheme=frame.case.scheme,
        people=involved_in(frame.case, frame.user),
    )
    again = "again" in request.POST
    page = "case_information_add" if again else "case_research"
    if request.method == "POST" and (
        done := save_once(
            request,
            form,
            lambda: _record(frame.case, frame.user, form),
            then=frame.url(page),
            said="Information recorded.",
            draft=draft,
        )
    ):
        return done
    return render_frame(
        request, frame, "casework/information_form.html", form=form, draft=draft
    )


def grade_information(request: HttpRequest, reference: str, item: int) -> HttpResponse:
    """Say what became known of an item: the owner's answer, spent, the grading."""
    frame = open_frame(
        request, reference, active="case_research", page="the form for an item"
    )
    require(frame.user, Capability.RESEARCH, frame.case)
    row = frame.case.assertions.filter(pk=item).first()
    if row is None:
        raise Http404("No such item.")
    form = form_for(
        request,
        GradingForm,
        version=frame.case.version,
        initial={name: getattr(row, name) for name in GRADED_LATER},
        kind=row.kind,
    )
    if request.method == "POST" and (
        done := save_once(
            request,
            form,
            lambda: _grade(frame, row.pk, form),
            then=frame.url("case_research"),
            said="Saved. The earlier answers stay in the history.",
        )
    ):
        return done
    labels = labels_of(frame.case.scheme)
    return render_frame(
        request,
        frame,
        "casework/answer_form.html",
        form=form,
        heading=labels.get(("item_type", row.item_type), row.item_type),
        rows=[
            SummaryRow("What it says", row.text),
            SummaryRow("Source", row.source),
            SummaryRow("Owned by", row.owner_force),
        ],
        cancel_url=frame.url("case_research"),
    )


def _grade(frame: Frame, item: int, form: GradingForm) -> None:
    version = form.cleaned_data["version"]
    grade_assertion(frame.case, item, by=frame.user, version=version, **form.facts())


def _start(frame: Frame, request: str) -> dict[str, Any]:
    """Our own force, or whoever answered the request that led here."""
    rows = frame.case.information_requests.filter(
        pk=int(request) if request.isdecimal() and request.isascii() else 0,
        answered_at__isnull=False,
    )
    row = rows.first()
    if row is None:
        return {"owner_force": frame.case.unit.force_name}
    source = ", ".join(filter(None, (row.asked_of, row.reply_reference)))
    return {
        "owner_force": row.asked_of,
        "source": source[:120],
        "about": str(row.about_id),
        "last_verified_on": local_date(row.answered_at),
    }


def _record(case: Any, user: Any, form: InformationForm) -> Assertion:
    facts = form.facts()
    return record_assertion(case, facts.pop("about"), by=user, **facts)
