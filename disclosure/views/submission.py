"""One website application: the original as it was sent, and how it is settled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.models import User
from casework import audit
from casework.components import SummaryList, SummaryRow
from casework.forms.text_fields import unprintable_in
from casework.models import ActionClass
from casework.views.saving import save_once
from disclosure.actions.inbox import make_case, may_settle, set_aside
from disclosure.forms_inbox import SettleForm
from disclosure.models import SubmissionState, WebsiteSubmission
from disclosure.queries.repeats import what_it_repeats
from disclosure.views.inbox import FORMS, inbox_user, received_words, submissions_for
from disclosure.website.reading import SARAHS_LAW_FORM
from disclosure.website.repeats import MAY_BE_A_REPEAT
from disclosure.website.source import RawSubmission

SECTIONS = (
    ("you", "The applicant"),
    ("applying_for", "Who the applicant applies for"),
    ("person_asked_about", "The subject"),
    ("declaration", "Declarations"),
)
ORDER = (
    *("in_danger_now", "why_worried", "relationship", "children_in_household"),
    *("first_name", "last_name", "previous_names", "also_known_as", "date_of_birth"),
    *("age_if_dob_not_known", "phone", "safe_to_call", "best_time", "leave_message"),
    *("email", "address", "line1", "town", "postcode", "previous_addresses"),
)
_BEFORE_A_NUMBER = re.compile(r"(?<=[a-z])(?=[0-9])")
MOST_ROWS = 300
REPLACEMENT = "\ufffd"


def submission(request: HttpRequest, pk: int) -> HttpResponse:
    """One application as it came, and for a held one the two ways to settle it."""
    user = inbox_user(request)
    row = submissions_for(user).select_related("case", "settled_by").filter(pk=pk)
    if (found := row.first()) is None:
        raise Http404("No such application.")
    may_decide = may_settle(user) and found.state == SubmissionState.HELD
    making, aside = _settle_form(request, "make"), _settle_form(request, "aside")
    if request.method == "POST" and (
        done := _settled(request, found, user, making, aside)
    ):
        return done
    _record_look(found, user)
    raw = RawSubmission.of_canonical(found.original)
    context = {
        "row": found,
        "title": found.submission_id or "no number",
        "summary": SummaryList([*_summary(found), *_repeats(found, user)]),
        "parts": laid_out(raw.values()),
        "making": making,
        "aside": aside,
        "may_decide": may_decide,
        "may_be_case": found.form != SARAHS_LAW_FORM,
        "faults": making if making.is_bound else aside,
    }
    return render(request, "disclosure/submission.html", context)


def _settle_form(request: HttpRequest, act: str) -> SettleForm:
    """Bound only if it is the form whose button was pressed."""
    posted = request.POST if act in request.POST else None
    return SettleForm(posted, prefix=act)


def _settled(
    request: HttpRequest,
    row: WebsiteSubmission,
    user: User,
    making: SettleForm,
    aside: SettleForm,
) -> HttpResponse | None:
    """Do the one that was pressed."""
    if making.is_bound:
        return save_once(
            request,
            making,
            lambda: make_case(row, by=user, reason=making.cleaned_data["reason"]),
            then=lambda case: reverse("intake_confirm", args=[case.reference]),
            said="The application is a case now. What is missing is listed below.",
        )
    return save_once(
        request,
        aside,
        lambda: set_aside(row, by=user, reason=aside.cleaned_data["reason"]),
        then=reverse("inbox"),
        said="The application was set aside. Its original is kept.",
    )


def _record_look(row: WebsiteSubmission, user: User) -> None:
    if row.case is not None:
        audit.record_view(row.case, by=user, page="the original website application")
        return
    audit.record(
        None,
        by=user,
        verb="view_submission",
        sentence="Opened a website application",
        action_class=ActionClass.CONSULTATION,
        about=row,
    )


def _repeats(row: WebsiteSubmission, user: User) -> list[SummaryRow]:
    """What it may repeat, for those who settle it and of what they may know."""
    is_repeat = any(sentence == MAY_BE_A_REPEAT for _field, sentence in row.reasons)
    if not (is_repeat and may_settle(user) and row.state == SubmissionState.HELD):
        return []
    return [
        SummaryRow(
            "May repeat",
            sentence,
            url=reverse("submission", args=[earlier.pk]),
            link_label="Open the earlier one",
        )
        for earlier, sentence in what_it_repeats(row, submissions_for(user))
    ]


def _summary(row: WebsiteSubmission) -> list[SummaryRow]:
    state = SubmissionState(row.state)
    rows = [
        SummaryRow("Received", received_words(row)),
        SummaryRow("Form", FORMS.get(row.form, row.form)),
        SummaryRow("State", str(state.label)),
    ]
    if row.case is not None:
        url = reverse("case", args=[row.case.reference])
        rows.append(
            SummaryRow("Case", row.case.reference, url=url, link_label="Open the case")
        )
    if row.settled_by is not None:
        rows.append(SummaryRow("Settled by", str(row.settled_by)))
    if row.set_aside_reason:
        rows.append(SummaryRow("Why it was set aside", row.set_aside_reason))
    return rows


def laid_out(values: Mapping[str, Any]) -> list[SummaryList]:
    """The original answers under headings, danger first, then as people read them."""
    single = {k: v for k, v in values.items() if not isinstance(v, dict)}
    known = [name for name, _heading in SECTIONS]
    parts = [("The application", single)]
    parts += [
        (heading, values[name])
        for name, heading in SECTIONS
        if isinstance(values.get(name), dict)
    ]
    parts += [
        (_words(name), value)
        for name, value in values.items()
        if isinstance(value, dict) and name not in known
    ]
    return [
        SummaryList(_first(list(_rows(value))), heading=heading)
        for heading, value in parts
    ]


def _first(rows: list[SummaryRow]) -> list[SummaryRow]:
    """No more than a page can hold, and then it says so."""
    if len(rows) <= MOST_ROWS:
        return rows
    more = f"{len(rows) - MOST_ROWS:,} more are kept and not shown here"
    return [*rows[:MOST_ROWS], SummaryRow("More answers", more)]


def _in_order(values: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return sorted(
        values.items(),
        key=lambda pair: ORDER.index(pair[0]) if pair[0] in ORDER else len(ORDER),
    )


def _rows(value: Any, label: str = "") -> Iterator[SummaryRow]:
    if isinstance(value, dict) and value:
        for name, inside in _in_order(value):
            yield from _rows(inside, f"{label}, {name}" if label else name)
    elif isinstance(value, list) and value:
        for number, inside in enumerate(value, start=1):
            yield from _rows(inside, f"{label} {number}")
    else:
        yield SummaryRow(_words(label), _shown(value), missing="Not answered")


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if value is None or isinstance(value, dict | list):
        return ""
    text = str(value).replace("\r\n", "\n")
    return "".join(REPLACEMENT if unprintable_in(c) else c for c in text)


def _words(name: str) -> str:
    words = _BEFORE_A_NUMBER.sub(" ", _shown(name).replace("_", " ")).strip()
    return words[:1].upper() + words[1:]
