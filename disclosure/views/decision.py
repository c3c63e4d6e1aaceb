"""The decision on one page: what is known, what is proposed, who agreed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from casework.components import Missing, MissingList
from casework.policy import Capability as May
from casework.policy import may, require
from casework.queries.code_lists import labels_of
from casework.views.drafts import OpenDraft, open_draft
from casework.views.frame import Frame, back_to, open_frame, render_frame
from casework.views.next_moves import moves_needing
from casework.views.saving import form_for, save_once
from disclosure.actions.proposal import save_proposal
from disclosure.approval import latest_version
from disclosure.decision_record import age_gaps_of, gaps_in, gaps_of, young_in
from disclosure.decision_table import decision_table_of
from disclosure.forms.proposal import ProposalForm, initial_of
from disclosure.queries.third_party import leak_check_of, leaks_in
from disclosure.queries.versions import versions_of
from disclosure.stages import DRAFTED_AT, Stage
from disclosure.views.decision_parts import (
    research_of,
    reviews_of,
    version_parts,
)
from disclosure.views.decision_waiting import (
    emergencies_of,
    representations_of,
)
from disclosure.views.proposal_contents import Contents, contents_of

DECIDED_AT = (Stage.AWAITING_REVIEW,)
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
    table = decision_table_of(frame.case)
    versions = [
        version_parts(row, labels, check, table) for row in versions_of(frame.case)
    ]
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
        gaps=_gaps(frame),
        compare_url=frame.url("case_versions"),
    )


def _gaps(frame: Frame) -> MissingList | None:
    """What the draft lacks, for whoever works on it; None when it is whole."""
    if not _proposal_url(frame):
        return None
    version = latest_version(frame.case)
    said = [*gaps_of(frame.case, version), *age_gaps_of(frame.case, version)]
    missing = [Missing(sentence, frame.url("case_proposal")) for sentence in said]
    return MissingList(missing, "Before it can be submitted:") if missing else None


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
        then=lambda _version: _place_after(request, frame),
        said="The proposal is saved. Nobody has been asked to decide yet.",
        draft=draft,
    )
    return done or render_frame(
        request,
        frame,
        "disclosure/proposal.html",
        form=form,
        draft=draft,
        contents=_contents(frame, form),
        cancel_url=back_to(request, frame, "case_decision"),
    )


def _contents(frame: Frame, form: ProposalForm) -> Contents:
    """The parts of the form with the gaps of the draft that is saved, if one is."""
    version = latest_version(frame.case)
    is_draft = version is not None and not version.submitted_at
    gaps = gaps_in(frame.case, version) if is_draft else []
    return contents_of(form, gaps, is_saved=is_draft)


def _place_after(request: HttpRequest, frame: Frame) -> str:
    """The marked words if some could reveal somebody, else where the person was."""
    version = latest_version(frame.case)
    hits = leaks_in(frame.case, version.words, version.recipient)
    if hits:
        return frame.url("case_leaks")
    return back_to(request, frame, "case_decision")


def _form(request: HttpRequest, frame: Frame, draft: OpenDraft) -> ProposalForm:
    case, assertions = frame.case, list(frame.case.assertions.all())
    version, table = latest_version(case), decision_table_of(case)
    numbered = {item.pk: number for number, item in enumerate(assertions, start=1)}
    return form_for(
        request,
        ProposalForm,
        version=case.version,
        initial=initial_of(version, numbered, table) if version else {},
        draft=draft,
        table=table,
        assertions=assertions,
        young=young_in(case),
    )


def _save(frame: Frame, form: ProposalForm) -> Any:
    version = latest_version(frame.case)
    stored = list(version.answers.values_list("test", flat=True)) if version else []
    return save_proposal(
        frame.case,
        by=frame.user,
        version=form.cleaned_data["version"],
        answers=form.answers(stored),
        items=form.item_uses(),
        evidence=form.evidence(),
        **form.proposal(),
    )
