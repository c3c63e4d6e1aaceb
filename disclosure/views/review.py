"""The second person's page: research, recommendation and the form, on one page.

Two people can have it open. The first who sends it decides; the other is told who
decided what and when, and keeps what they typed (reliability C-02).
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from casework.components import Missing, MissingList
from casework.policy import Capability as May
from casework.policy import require
from casework.queries.code_lists import labels_of
from casework.views.drafts import OpenDraft, open_draft
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.moments import say_moment
from casework.views.moves import sent_before
from casework.views.request_rows import requests_table
from casework.views.saving import form_for, save_once
from casework.workflow.perform import options_for, perform
from disclosure.approval import latest_version, threshold
from disclosure.decision_table import decision_table_of
from disclosure.forms.review import ReviewForm
from disclosure.manifest import manifest_of
from disclosure.queries.third_party import leak_check_of
from disclosure.queries.versions import versions_of
from disclosure.review_moves import REVIEW_MOVES, decisions_on
from disclosure.stages import Stage
from disclosure.views.decision_parts import (
    REVIEW_WORDS,
    research_of,
    reviews_of,
    version_parts,
)
from disclosure.views.decision_waiting import (
    representations_of,
)

CONFLICT = 409


def review(request: HttpRequest, reference: str) -> HttpResponse:
    """Read everything, then agree, return or overrule with reasons."""
    if sent := sent_before(request):
        return sent
    frame = open_frame(
        request,
        reference,
        active="case_decision",
        page="the proposal to decide on it",
        see=May.SEE_DECISION,
    )
    require(frame.user, May.DECIDE, frame.case)
    draft = open_draft(frame, "review")
    if frame.case.stage != Stage.AWAITING_REVIEW:
        if request.method == "POST":
            draft.keep(request.POST)
        return _too_late(request, frame, draft)
    form = _form(request, frame, draft)
    done = request.method == "POST" and save_once(
        request,
        form,
        lambda: _decide(frame, form),
        then=frame.url("case_decision"),
        said="Your decision is recorded.",
        draft=draft,
    )
    return done or _show_or_yield(request, frame, form, draft)


def _form(request: HttpRequest, frame: Frame, draft: OpenDraft) -> ReviewForm:
    version = latest_version(frame.case)
    decisions = decisions_on(version)
    asked = request.GET.get("move", "")
    wanted = next((one.result for one in decisions if one.move == asked), "")
    return form_for(
        request,
        ReviewForm,
        version=frame.case.version,
        initial={"result": wanted},
        draft=draft,
        decisions=decisions,
        length=threshold(frame.case, "review_reason"),
        silent=decision_table_of(frame.case).silent,
        further=manifest_of(frame.case.scheme).further_reason(frame.case),
    )


def _decide(frame: Frame, form: ReviewForm) -> Any:
    return perform(
        frame.case,
        form.decision.move,
        by=frame.user,
        version=form.cleaned_data["version"],
        **form.inputs(),
    )


def _show_or_yield(
    request: HttpRequest, frame: Frame, form: ReviewForm, draft: OpenDraft
) -> HttpResponse:
    """The page with the form; or, if somebody decided meanwhile, who and what."""
    if request.method == "POST":
        frame.case.refresh_from_db(fields=["stage", "state", "version"])
        if frame.case.stage != Stage.AWAITING_REVIEW:
            return _too_late(request, frame, draft)
    labels = labels_of(frame.case.scheme)
    check, table = leak_check_of(frame.case), decision_table_of(frame.case)
    latest, *earlier = versions_of(frame.case)
    return render_frame(
        request,
        frame,
        "disclosure/review.html",
        form=form,
        draft=draft,
        latest=version_parts(latest, labels, check, table),
        compare_url=frame.url("case_versions") if earlier else "",
        research=research_of(frame, labels),
        requests=requests_table(frame),
        reviews=reviews_of(frame.case),
        representations=representations_of(frame),
        blocked=_blocked(frame),
    )


def _blocked(frame: Frame) -> MissingList | None:
    """Why agreeing is not possible, while the other decisions are."""
    unmet = {
        fact.sentence: fact
        for option in options_for(frame.case, frame.user)
        if option.row.name in REVIEW_MOVES
        for fact in option.unmet
    }
    rows = [Missing(said, frame.place_of(fact)) for said, fact in unmet.items()]
    return MissingList(rows, "You cannot agree before:") if rows else None


def _too_late(request: HttpRequest, frame: Frame, draft: OpenDraft) -> HttpResponse:
    """Nothing waits for a decision: who decided what, and what this person typed."""
    rows = frame.case.reviews.select_related("by", "recommendation")
    last = rows.order_by("at", "id").last()
    typed = request.POST if request.method == "POST" else draft.typed
    return render_frame(
        request,
        frame,
        "disclosure/review_late.html",
        status=CONFLICT,
        last=last,
        result=REVIEW_WORDS[last.result] if last else "",
        when=say_moment(last.at) if last else "",
        is_own=bool(last and last.by_id == frame.user.pk),
        typed=typed.get("reason", "") if typed else "",
        draft=draft,
        stage=frame.scheme.stage_label(frame.case.stage),
    )
