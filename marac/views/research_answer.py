"""The two forms of an answer: one thing that is known, and the answer as a whole."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from casework.policy import Capability as May
from casework.queries.involved import involved_in
from casework.views.drafts import OpenDraft, open_draft
from casework.views.frame import Frame, render_frame
from casework.views.saving import form_for, save_once
from casework.workflow.track_moves import may_move
from marac.actions.research import answer_request, record_entry
from marac.forms.research import AnswerForm, EntryForm
from marac.queries.research import is_own
from marac.views.agencies_frame import open_marac
from marac.views.research import people_of, request_of, tag_of

ANSWERED = ("identifiers", "found", "withheld_reason", "last_contact")
ALSO = ("current_worker", "suggested_actions")


def _open(
    request: HttpRequest, reference: str, answer: int, kind: str
) -> tuple[Frame, Any, OpenDraft]:
    frame = open_marac(
        request,
        reference,
        active="case_returns",
        page="the form for an agency's research",
        see=May.ANSWER_REQUEST,
    )
    asked = request_of(frame, answer)
    verdict = may_move(frame.user, May.ANSWER_REQUEST, asked)
    if not verdict.allowed or not is_own(frame.user, asked):
        raise PermissionDenied(verdict.reason or "This is another agency's.")
    return frame, asked, open_draft(frame, f"{kind}-{asked.pk}")


def add_entry(request: HttpRequest, reference: str, answer: int) -> HttpResponse:
    """Write down one thing; then the next, or the page of the answer."""
    frame, asked, draft = _open(request, reference, answer, "entry")
    people = involved_in(frame.case, frame.user)
    form: Any = form_for(
        request,
        partial(EntryForm, people=people),
        version=asked.version,
        draft=draft,
    )
    again = "again" in request.POST
    name = "case_return_entry" if again else "case_return"
    if request.method == "POST" and (
        done := save_once(
            request,
            form,
            lambda: record_entry(asked, by=frame.user, **_answers(form)),
            then=frame.url(name, asked.pk),
            said="Written down.",
            draft=draft,
        )
    ):
        return done
    return _show(
        request, frame, asked, "marac/research_entry.html", form=form, draft=draft
    )


def give_answer(request: HttpRequest, reference: str, answer: int) -> HttpResponse:
    """Send the answer; what is missing is said in one list and nothing is lost."""
    frame, asked, draft = _open(request, reference, answer, "return")
    form: Any = form_for(
        request,
        AnswerForm,
        version=asked.version,
        initial={name: getattr(asked, name) for name in (*ANSWERED, *ALSO)},
        draft=draft,
    )
    if request.method == "POST" and (
        done := save_once(
            request,
            form,
            lambda: answer_request(asked, by=frame.user, **_answers(form)),
            then=frame.url("case_return", asked.pk),
            said="Your answer was sent.",
            draft=draft,
        )
    ):
        return done
    return _show(
        request, frame, asked, "marac/research_answer.html", form=form, draft=draft
    )


def _answers(form: Any) -> dict[str, Any]:
    return {**form.facts(), "version": form.cleaned_data["version"]}


def _show(
    request: HttpRequest, frame: Frame, asked: Any, template: str, **parts: Any
) -> HttpResponse:
    written = asked.entries.filter(withdrawn_at__isnull=True).count()
    return render_frame(
        request,
        frame,
        template,
        asked=asked,
        tag=tag_of(asked),
        **parts,
        people=people_of(frame),
        written=written,
        back_url=frame.url("case_return", asked.pk),
        add_url=frame.url("case_return_entry", asked.pk),
    )
