"""Requests to other forces and agencies: asking, asking again, answers."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse

from casework.actions.information_requests import (
    answer_request,
    chase_request,
    close_request,
    send_request,
)
from casework.clock import due_day
from casework.components import Event, SummaryRow, Timeline
from casework.forms.date_fields import say_date
from casework.forms.information_requests import (
    ChaseForm,
    CloseRequestForm,
    ReplyForm,
    RequestForm,
)
from casework.models import InformationRequest, Part, Reply
from casework.moment import now
from casework.policy import Capability, require
from casework.queries.code_lists import labels_of
from casework.queries.involved import Involved, involved_in
from casework.views.acts import Act, faulty, take_acts
from casework.views.deadlines import words_of
from casework.views.drafts import open_draft
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.moments import say_moment
from casework.views.request_rows import state_of
from casework.views.saving import form_for, save_once


def send(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a request; the words to use are offered, and never name who asked."""
    frame = open_frame(
        request, reference, active="case_research", page="the form for a request"
    )
    require(frame.user, Capability.RESEARCH, frame.case)
    people = involved_in(frame.case, frame.user)
    draft = open_draft(frame, "request")
    form = form_for(
        request,
        RequestForm,
        draft=draft,
        version=frame.case.version,
        initial=_start(frame, people, request.GET.get("kind", "")),
        scheme=frame.case.scheme,
        people=people,
    )
    if request.method == "POST" and (
        done := save_once(
            request,
            form,
            lambda: _send(frame, form),
            then=frame.url("case_research"),
            said="Request recorded.",
            draft=draft,
        )
    ):
        return done
    return render_frame(
        request,
        frame,
        "casework/request_form.html",
        form=form,
        draft=draft,
        words_for=_words_for(frame),
    )


def _words_for(frame: Frame) -> list[tuple[str, str]]:
    """Those who are asked in words of their own: who, and the form with them."""
    labels = labels_of(frame.case.scheme)
    url = frame.url("case_request_add")
    return [
        (labels.get(("request_to", kind), kind), f"{url}?{urlencode({'kind': kind})}")
        for kind in frame.scheme.defaults.request_words
        if kind
    ]


def _start(frame: Frame, people: list[Involved], kind: str) -> dict[str, Any]:
    """The subject, and the scheme's words about them."""
    subject = next((one for one in people if Part.SUBJECT in one.parts), None)
    start: dict[str, Any] = {"kind": kind, "sent_at": now()}
    if subject is None:
        return start
    person = subject.person
    born = say_date(person.date_of_birth) if person.date_of_birth else ""
    words = frame.scheme.defaults.request_words
    template = words.get(kind) or words.get("", "")
    return {
        **start,
        "about": str(person.pk),
        "safe_words": template.format(
            subject=person.main_name,
            born=born or person.birth_as_given or "on a date not known",
            reference=frame.case.number,
        ),
    }


def _send(frame: Frame, form: RequestForm) -> InformationRequest:
    facts = form.facts()
    return send_request(
        frame.case,
        facts.pop("about"),
        by=frame.user,
        version=form.cleaned_data["version"],
        **facts,
    )


def one_request(request: HttpRequest, reference: str, asked: int) -> HttpResponse:
    """One request: its dates, the words, who asked again; and what can be done."""
    frame = open_frame(
        request,
        reference,
        active="case_research",
        page="a request to another force or agency",
        see=Capability.SEE_RESEARCH,
    )
    if request.method == "POST":
        require(frame.user, Capability.RESEARCH, frame.case)
    row = (
        frame.case.information_requests.filter(pk=asked)
        .select_related("about", "sent_by", "answered_by", "closed_by")
        .first()
    )
    if row is None:
        raise Http404("No such request.")
    may_act = row.is_open and frame.may(Capability.RESEARCH)
    done, acts = take_acts(
        request,
        frame,
        _acts(frame, row) if may_act or request.method == "POST" else (),
        then=frame.url("case_request", row.pk),
    )
    return done or render_frame(
        request,
        frame,
        "casework/request.html",
        row=row,
        tag=state_of(row),
        rows=_facts(frame, row),
        chases=_chases(row),
        information_url=_information_url(frame, row),
        acts=acts,
        faulty=faulty(acts),
    )


def _information_url(frame: Frame, row: InformationRequest) -> str:
    """Where to record what they hold."""
    if row.reply != Reply.KNOWN or not frame.may(Capability.RESEARCH):
        return ""
    return f"{frame.url('case_information_add')}?{urlencode({'request': row.pk})}"


def _acts(frame: Frame, row: InformationRequest) -> tuple[Act, ...]:
    def to(act: Any) -> Any:
        return lambda answers: act(frame.case, row.pk, by=frame.user, **answers)

    return (
        Act(
            "reply",
            "They answered",
            "Record the answer",
            ReplyForm,
            to(answer_request),
            "Answer recorded.",
        ),
        Act(
            "chase",
            "Ask again",
            "Record that they were asked again",
            ChaseForm,
            to(chase_request),
            "Recorded.",
            "Use the same words, and never say who made the application.",
        ),
        Act(
            "close",
            "Nobody waits any more",
            "Close without an answer",
            CloseRequestForm,
            to(close_request),
            "Request closed.",
            "The reason stands in the record for whoever decides.",
            is_warning=True,
        ),
    )


def _facts(frame: Frame, row: InformationRequest) -> list[SummaryRow]:
    labels = labels_of(frame.case.scheme)
    kind = labels.get(("request_to", row.kind), row.kind)
    shown = {one.person.pk: one.label for one in involved_in(frame.case, frame.user)}
    sent = f"{say_moment(row.sent_at)}, {row.channel}"
    return [
        SummaryRow("Asked of", row.asked_of, note=kind),
        SummaryRow("About", shown.get(row.about_id, "Not shown")),
        SummaryRow("What is asked", row.question),
        SummaryRow("Words to use", row.safe_words),
        SummaryRow("Sent", sent, note=f"Recorded by {row.sent_by}"),
        *(_when(row, name, label) for name, label in DATES),
        *_end(row),
    ]


DATES = (
    ("chase_at", "Ask again after"),
    ("due_at", "Answer due"),
    ("escalate_at", "Take it higher after"),
)


def _when(row: InformationRequest, name: str, label: str) -> SummaryRow:
    due_at = getattr(row, name)
    note = words_of(due_at) if row.is_open else ""
    return SummaryRow(label, say_date(due_day(due_at)), note=note)


def _end(row: InformationRequest) -> list[SummaryRow]:
    if row.answered_at is not None:
        said = f"Recorded by {row.answered_by}"
        return [
            SummaryRow("Answer", row.get_reply_display(), note=row.reply_note),
            SummaryRow("Answered", say_moment(row.answered_at), note=said),
            SummaryRow("Their reference", row.reply_reference),
        ]
    if row.closed_at is not None:
        by = f"{row.closed_by}, {say_moment(row.closed_at)}"
        return [SummaryRow("Closed without an answer", row.closed_reason, note=by)]
    return []


def _chases(row: InformationRequest) -> Timeline:
    made = row.chases.select_related("by").order_by("-at", "-pk")
    return Timeline(
        [
            Event(
                "Taken higher" if chase.is_escalation else "Asked again",
                chase.at,
                str(chase.by),
                [line for line in (chase.how, chase.note) if line],
            )
            for chase in made
        ],
        "They have not been asked again.",
    )
