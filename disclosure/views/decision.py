"""The decision on one page: what is known, what is proposed, who agreed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from casework.policy import Capability as May
from casework.policy import may, require
from casework.queries.code_lists import labels_of
from casework.views.drafts import OpenDraft, open_draft
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.next_moves import moves_needing
from casework.views.saving import form_for, save_once
from disclosure.actions.proposal import save_proposal
from disclosure.approval import latest_version
from disclosure.clares_law import S
from disclosure.effects import COPIED
from disclosure.forms.proposal import ProposalForm
from disclosure.queries.third_party import leak_check_of, leaks_in
from disclosure.queries.versions import versions_of
from disclosure.views.decision_parts import (
    emergencies_of,
    representations_of,
    research_of,
    reviews_of,
    version_parts,
)

DRAFTED_AT = (S.RESEARCH, S.DECISION_DRAFT)
DECIDED_AT = (S.AWAITING_REVIEW,)
MOVES = (May.PROPOSE, May.DECIDE, May.AUTHORISE)


def decision(request: HttpRequest, reference: str) -> HttpResponse:
    """Research, proposal, earlier versions and reviews, with what can be done."""
    frame = open_frame(
        request,
        reference,
        active="case_decision",
        page="the decision",
        see=May.SEE_DECISION,
    )
    labels = labels_of(frame.case.scheme)
    check = leak_check_of(frame.case)
    versions = [version_parts(row, labels, check) for row in versions_of(frame.case)]
    return render_frame(
        request,
        frame,
        "disclosure/decision.html",
        latest=versions[0] if versions else None,
        earlier=versions[1:],
        research=research_of(frame, labels),
        reviews=reviews_of(frame.case),
        emergencies=emergencies_of(frame),
        representations=representations_of(frame),
        moves=moves_needing(frame, MOVES),
        refusal=_refusal(frame),
        proposal_url=_proposal_url(frame),
    )


def _refusal(frame: Frame) -> str:
    """Why this person cannot decide what waits for a decision."""
    if frame.case.stage not in DECIDED_AT:
        return ""
    return may(frame.user, May.DECIDE, frame.case).reason


def _proposal_url(frame: Frame) -> str:
    drafting = frame.case.stage in DRAFTED_AT and frame.may(May.PROPOSE)
    return frame.url("case_proposal") if drafting else ""


def proposal(request: HttpRequest, reference: str) -> HttpResponse:
    """Work on the proposed decision; a draft is saved with any gap."""
    frame = open_frame(
        request, reference, active="case_decision", page="the form of the proposal"
    )
    require(frame.user, May.PROPOSE, frame.case)
    if frame.case.stage not in DRAFTED_AT and request.method != "POST":
        messages.info(request, "The proposal is not being drafted at this stage.")
        return HttpResponseRedirect(frame.url("case_decision"))
    draft = open_draft(frame, "proposal")
    form = _form(request, frame, draft)
    done = request.method == "POST" and save_once(
        request,
        form,
        lambda: _save(frame, form),
        then=lambda _version: _place_after(frame),
        said="The proposal is saved as a draft. Nobody has been asked to decide yet.",
        draft=draft,
    )
    return done or render_frame(
        request,
        frame,
        "disclosure/proposal.html",
        form=form,
        draft=draft,
        cancel_url=frame.url("case_decision"),
    )


def _place_after(frame: Frame) -> str:
    """The marked words if some could reveal somebody, else the decision."""
    version = latest_version(frame.case)
    hits = leaks_in(frame.case, version.words, version.recipient)
    return frame.url("case_leaks" if hits else "case_decision")


def _form(request: HttpRequest, frame: Frame, draft: OpenDraft) -> ProposalForm:
    return form_for(
        request,
        ProposalForm,
        version=frame.case.version,
        initial=_initial(latest_version(frame.case)),
        draft=draft,
        case=frame.case,
        assertions=list(frame.case.assertions.all()),
    )


def _initial(version: Any) -> dict[str, Any]:
    if version is None:
        return {}
    initial = {name: getattr(version, name) for name in COPIED}
    initial["items"] = [str(pk) for pk in version.items.values_list("pk", flat=True)]
    for row in version.answers.all():
        initial[row.test], initial[f"{row.test}_reason"] = row.answer, row.reason
    return initial


def _save(frame: Frame, form: ProposalForm) -> Any:
    version = latest_version(frame.case)
    stored = list(version.answers.values_list("test", flat=True)) if version else []
    return save_proposal(
        frame.case,
        by=frame.user,
        version=form.cleaned_data["version"],
        answers=form.answers(stored),
        items=form.chosen(),
        **form.proposal(),
    )
