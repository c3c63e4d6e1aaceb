"""One website application: the original as it was sent, and how it is settled."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from accounts.models import User
from casework import audit
from casework.components import SummaryList, SummaryRow
from casework.models import ActionClass
from casework.views.saving import save_once
from disclosure.actions.inbox import (
    make_case,
    may_settle,
    record_contact_read,
    set_aside,
)
from disclosure.forms_inbox import SettleForm
from disclosure.models import SubmissionState, WebsiteSubmission
from disclosure.queries.contact_reads import has_read_contact
from disclosure.queries.repeats import what_it_repeats
from disclosure.views.inbox import (
    form_label,
    inbox_user,
    received_words,
    submissions_for,
)
from disclosure.views.original import laid_out, say_reasons
from disclosure.website.repeats import MAY_BE_A_REPEAT
from disclosure.website.source import RawSubmission

READ = "I have read how it is safe to make contact"


def submission(request: HttpRequest, pk: int) -> HttpResponse:
    """One application as it came, and for a held one the two ways to settle it."""
    user = inbox_user(request)
    row = submissions_for(user).select_related("case", "settled_by").filter(pk=pk)
    if (found := row.first()) is None:
        raise Http404("No such application.")
    may_decide = may_settle(user) and found.state == SubmissionState.HELD
    making, aside = _settle_form(request, "make"), _settle_form(request, "aside")
    if "read" in request.POST:
        record_contact_read(found, by=user)
        return HttpResponseRedirect(reverse("submission", args=[pk]))
    if request.method == "POST" and (
        done := _settled(request, found, user, making, aside)
    ):
        return done
    _record_look(found, user)
    is_read = has_read_contact(found, user)
    raw = RawSubmission.of_canonical(found.original)
    context = {
        "row": found,
        "title": found.submission_id or "no number",
        "summary": SummaryList([*_summary(found), *_repeats(found, user)]),
        "parts": laid_out(raw.values(), is_read=is_read),
        "reasons": say_reasons(found.reasons, is_read=is_read),
        "read_label": "" if is_read else READ,
        "making": making,
        "aside": aside,
        "may_decide": may_decide,
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
        SummaryRow("Form", form_label(row.form, row.form)),
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
