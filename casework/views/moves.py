"""A move: what it needs, what it does, and the act itself."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from casework.components import Missing, MissingList, SummaryList, SummaryRow
from casework.forms.moves import move_form_of
from casework.models import Case, Submission
from casework.policy import require
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.saving import ALREADY, form_for, save_once
from casework.workflow.moves import Row
from casework.workflow.perform import Option, options_for, perform

if TYPE_CHECKING:
    from accounts.models import User


def make_move(request: HttpRequest, reference: str, move: str) -> HttpResponse:
    """Ask for what the move needs, or say every reason against it; then do it once."""
    if sent := sent_before(request):
        return sent
    frame = open_frame(request, reference, active="case", page="the page of a move")
    row = _row_named(frame, move)
    require(frame.user, row.by, frame.case)
    version = frame.case.version
    asked = move_form_of(frame.scheme, move)
    form = form_for(request, asked, version=version, case=frame.case)
    if request.method == "POST" and (
        done := save_once(
            request,
            form,
            lambda: _perform(frame, move, form),
            then=lambda _moved: _place_after(frame),
            said=_said(frame, row),
        )
    ):
        return done
    return _show(request, frame, row, form)


def _show(request: HttpRequest, frame: Frame, row: Row, form: Any) -> HttpResponse:
    """The form; the reasons in its place; or, after a refusal, both."""
    option = _option_now(frame, row.name)
    is_possible = option is not None and option.is_possible
    here = frame.scheme.stage_label(frame.case.stage)
    return render_frame(
        request,
        frame,
        "casework/move.html",
        status=200 if is_possible or (option and not form.is_bound) else 409,
        row=row,
        explanation=row.in_words,
        facts=_facts(frame, row) if option else None,
        elsewhere=""
        if option
        else f"“{row.label}” is not possible now: the case is at the stage “{here}”.",
        missing=_missing(frame, option) if option and not is_possible else None,
        form=form if is_possible or form.is_bound else None,
    )


def _missing(frame: Frame, option: Option) -> MissingList:
    items = [Missing(fact.sentence, frame.place_of(fact)) for fact in option.unmet]
    return MissingList(items, "Not possible yet. First:")


def _facts(frame: Frame, row: Row) -> SummaryList:
    label = frame.scheme.stage_label
    stays = row.to == row.source
    owner = str(frame.case.owner) if frame.case.owner else "Nobody"
    return SummaryList(
        [
            SummaryRow("From", label(frame.case.stage)),
            SummaryRow("To", "Stays there" if stays else label(row.to)),
            SummaryRow("With", owner, note="A move does not change who has the case."),
            *(
                SummaryRow(*fact)
                for fact in frame.scheme.move_facts(frame.case, row.name)
            ),
        ]
    )


def _row_named(frame: Frame, move: str) -> Row:
    """The row that leaves the present stage, else any of this name; 404 if none."""
    table: list[Row] = frame.scheme.model.rows()
    rows = [row for row in table if row.name == move]
    if not rows:
        raise Http404("No such move.")
    leaving = [row for row in rows if row.source == frame.case.stage]
    return (leaving or rows)[0]


def _option_now(frame: Frame, move: str) -> Option | None:
    options = options_for(frame.case, frame.user)
    return next((option for option in options if option.row.name == move), None)


def _perform(frame: Frame, move: str, form: Any) -> Any:
    version = form.cleaned_data.get("version")
    return perform(frame.case, move, by=frame.user, version=version, **form.facts())


def _said(frame: Frame, row: Row) -> str:
    stage = frame.scheme.stage_label(row.to)
    return (
        f"Saved. The case stays at {stage}."
        if row.to == row.source
        else (f"Moved to {stage}.")
    )


def _place_after(frame: Frame) -> str:
    """The case, or home for whoever has handed it on and sees it no longer."""
    seen = Case.objects.visible_to(frame.user).filter(pk=frame.case.pk).exists()
    return frame.url("case") if seen else reverse("home")


def sent_before(request: HttpRequest) -> HttpResponse | None:
    """The redirect of a form that was taken already.

    Asked before the case is opened: the move may have taken it out of sight.
    """
    try:
        token = uuid.UUID(request.POST.get("submission", ""))
    except ValueError:
        return None
    user = cast("User", request.user)
    done = Submission.objects.filter(token=token, user=user).first()
    if done is None or not done.result_url:
        return None
    messages.info(request, ALREADY)
    return HttpResponseRedirect(done.result_url)
