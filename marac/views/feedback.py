"""The IDVA's contact with the person at risk: reached, heard, and told the result."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from casework import audit
from casework.clock import due_day
from casework.components import SummaryList, SummaryRow, Tag
from casework.data_table import Cell, Column, DataTable, TableRow
from casework.forms.contact import ContactAttemptForm
from casework.forms.date_fields import say_date
from casework.moment import now
from casework.policy import Capability as May
from casework.queries.safe_contact import permission_for
from casework.views.acts import faulty
from casework.views.deadlines import words_of
from casework.views.frame import Frame, render_frame
from casework.views.safe_now import rows_of, standing_of
from casework.views.saving import form_for, save_once
from casework.workflow.track_moves import may_move
from marac.actions.feedback import record_attempt, record_views, tell_result
from marac.forms.actions_follow import PlainForm, WhyForm
from marac.forms.feedback import NotSafeForm, ToldForm, ViewsForm
from marac.queries.feedback import (
    MOST,
    TO_DO,
    contacts_for,
    due_of,
    dues_of,
    plan_of_person_at_risk,
)
from marac.states import Contact
from marac.views.agencies_frame import (
    Ask,
    offered,
    open_marac,
    person_who,
    steps_of,
    take_moves,
)

TASKS = (Column("Case"), Column("What is next"), Column("By"), Column("Service"))
TONES = {
    Contact.ALLOCATED: "blue",
    Contact.ATTEMPTING: "blue",
    Contact.CONTACTED: "teal",
    Contact.NO_SAFE_CONTACT: "orange",
    Contact.DECLINED: "grey",
    Contact.VIEWS_RECORDED: "teal",
    Contact.FEEDBACK_DUE: "orange",
    Contact.FEEDBACK_GIVEN: "green",
    Contact.FEEDBACK_UNSAFE: "purple",
}
NEXT = {
    Contact.ALLOCATED: "Make the first attempt",
    Contact.ATTEMPTING: "Try again",
    Contact.CONTACTED: "Write down what they want",
    Contact.DECLINED: "Write down how you see it",
    Contact.FEEDBACK_DUE: "Tell the result, if it is safe",
}
ASKS = {
    "give_feedback": Ask(
        "They were told the result",
        "They were told",
        ToldForm,
        "Noted: they know the result.",
        "Record the contact in which you told them first.",
        do=tell_result,
    ),
    "find_feedback_unsafe": Ask(
        "Telling them is not safe",
        "It is not safe",
        NotSafeForm,
        "Noted: telling them is not safe.",
    ),
    "record_views": Ask(
        "What they want",
        "Save what they want",
        ViewsForm,
        "Written down. It stands first when the case is heard.",
        do=record_views,
    ),
    "find_no_safe_way": Ask(
        "No way is safe",
        "There is no safe way",
        WhyForm,
        "Noted: there is no safe way to reach them.",
    ),
    "record_declined": Ask(
        "They do not want support", "They declined", PlainForm, "Noted."
    ),
}


@require_safe
@transaction.atomic
def feedback(request: HttpRequest) -> HttpResponse:
    """Whom to reach and whom to tell; those with a time stand first."""
    user = person_who(request, May.REPRESENT, May.JUDGE_ACTION, May.SUPERVISE)
    audit.record_list_view(by=user, page="the people to reach and to tell")
    found = contacts_for(user).filter(state__in=TO_DO).order_by("state_entered_at")
    contacts = list(found[:MOST])
    dues = dues_of(contacts)
    dated = [(dues[row.pk], row) for row in contacts]
    dated.sort(key=lambda pair: (pair[0] is None, pair[0] or now()))
    rows = [_task(row, due) for due, row in dated]
    table = DataTable(
        "To do", TASKS, rows, "Nobody waits for you.", caption_hidden=True
    )
    return render(request, "marac/feedback_list.html", {"table": table})


def _task(row: Any, due: Any) -> TableRow:
    reference = row.case.reference
    late = due is not None and due < now()
    return [
        Cell(reference, reverse("case_feedback", args=(reference,))),
        NEXT[row.state],
        Cell(
            say_date(due_day(due)) if due else "",
            note=words_of(due) if due else "",
            note_tone="red" if late else "",
        ),
        str(row.agency),
    ]


def _open(request: HttpRequest, reference: str, page: str) -> tuple[Frame, Any]:
    """The case and its contact; Http404 for another service's."""
    frame = open_marac(
        request, reference, active="case_feedback", page=page, see=May.SEE_IDVA
    )
    found = contacts_for(frame.user).filter(case_id=frame.case.pk).first()
    if found is None:
        raise Http404("No such thing on this case.")
    found.case = frame.case
    return frame, found


def case_feedback(request: HttpRequest, reference: str) -> HttpResponse:
    """How far the contact is, how it is safe, and what can be recorded."""
    frame, row = _open(request, reference, "the contact of the IDVA")
    acts_now = offered(request, frame, row, ASKS)
    here = frame.url("case_feedback")
    done, acts = take_moves(request, frame, row, acts_now, then=here)
    plan = plan_of_person_at_risk(frame.case)
    may_try = may_move(frame.user, May.REPRESENT, row).allowed and plan is not None
    return done or render_frame(
        request,
        frame,
        "marac/feedback.html",
        tag=Tag(row.get_state_display(), TONES.get(Contact(row.state), "grey")),
        facts=SummaryList(_facts(row)),
        standing=standing_of(plan),
        try_url=frame.url("case_feedback_attempt") if may_try else "",
        acts=acts,
        faulty=faulty(acts),
        steps=steps_of(row),
    )


def _facts(row: Any) -> list[SummaryRow]:
    due = due_of(row)
    facts = [
        SummaryRow("Service", str(row.agency), note=str(row.idva or "")),
        SummaryRow("What they want", row.wishes, missing="Not written down yet"),
    ]
    if due is not None:
        words = f"{NEXT[row.state]}: {words_of(due)}"
        facts.insert(0, SummaryRow("Due", say_date(due_day(due)), note=words))
    optional = (
        ("How they see the risk", row.own_view),
        ("Must not be said or done", row.must_not),
        ("Told", row.feedback),
        ("Not safe to tell", row.feedback_unsafe),
    )
    return facts + [SummaryRow(label, words) for label, words in optional if words]


def attempt(request: HttpRequest, reference: str) -> HttpResponse:
    """Record an attempt; the plan stands above the form, and its rules judge it."""
    frame, row = _open(request, reference, "the form for an attempt of the IDVA")
    plan = plan_of_person_at_risk(frame.case)
    if plan is None:
        raise Http404("There is no plan for safe contact.")
    form: Any = form_for(
        request,
        partial(
            ContactAttemptForm,
            in_force=plan,
            permission=permission_for(frame.case, plan.person_id),
        ),
        version=frame.case.version,
        initial={"plan": plan.pk, "method": plan.method, "at": now()},
    )
    here = frame.url("case_feedback")
    if request.method == "POST" and (
        done := save_once(
            request,
            form,
            lambda: _record(frame, row, plan, form),
            then=here,
            said="Attempt recorded.",
        )
    ):
        return done
    return render_frame(
        request,
        frame,
        "marac/feedback_attempt.html",
        form=form,
        standing=standing_of(plan),
        plan=SummaryList(rows_of(plan), "Contact plan in force"),
        back_url=here,
    )


def _record(frame: Frame, row: Any, plan: Any, form: Any) -> None:
    facts = {k: v for k, v in form.facts().items() if k != "plan"}
    version = form.cleaned_data["version"]
    record_attempt(row, plan, by=frame.user, version=version, **facts)
