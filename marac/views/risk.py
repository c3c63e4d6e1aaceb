"""The risk tool of a referral: every question on one page, answered by itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from casework.policy import Capability, require
from casework.views.drafts import open_draft
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.saving import form_for, save_once
from marac.actions.referral import BEING_WRITTEN, answer_tool
from marac.forms.risk import RiskForm
from marac.queries.protocol import tool_in_use


def risk(request: HttpRequest, reference: str) -> HttpResponse:
    """Answer the tool, or say why it was not used."""
    frame = open_frame(
        request,
        reference,
        active="marac_referral",
        page="the risk tool",
        see=Capability.SEE_APPLICATION,
    )
    require(frame.user, Capability.TAKE_IN, frame.case)
    draft = open_draft(frame, "referral-risk")
    form = form_for(
        request,
        RiskForm,
        version=frame.case.version,
        initial=_known(frame),
        draft=draft,
        case=frame.case,
        tool=tool_in_use(),
    )
    done = request.method == "POST" and save_once(
        request,
        form,
        lambda: _save(frame, form),
        then=frame.url("marac_referral"),
        said="Saved: the answers of the risk tool.",
        draft=draft,
    )
    return done or render_frame(
        request,
        frame,
        "marac/risk.html",
        form=form,
        draft=draft,
        back_url=frame.url("marac_referral"),
        sent=frame.case.state not in BEING_WRITTEN,
    )


def _known(frame: Frame) -> dict[str, Any]:
    """The answers that are kept and were not sent yet."""
    row = frame.case.marac_assessments.filter(finished_at__isnull=True).last()
    if row is None:
        return {}
    known: dict[str, Any] = {
        "used": "yes" if row.tool_id else "no",
        "why_no_tool": row.why_no_tool,
        "assessed_on": row.assessed_on,
    }
    for one in row.answers.select_related("question"):
        known[f"q{one.question.number}"] = one.answer
        known[f"n{one.question.number}"] = one.note
    return known


def _save(frame: Frame, form: RiskForm) -> Any:
    said = form.cleaned_data
    used = said["used"] == "yes"
    return answer_tool(
        frame.case,
        by=frame.user,
        tool=form.tool if used else None,
        answers=form.answers() if used else {},
        why_no_tool="" if used else said["why_no_tool"],
        assessed_on=said["assessed_on"],
        version=said["version"],
    )
