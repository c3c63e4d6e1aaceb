"""Pages for what another person completes: sign-offs, reviews, answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from casework.forms.once import OnceForm
from casework.policy import Capability, require
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.moves import sent_before
from casework.views.saving import form_for, save_once
from disclosure.actions import second_person as act
from disclosure.forms.second_person import (
    AskForm,
    EmergencyReviewForm,
    GiveForm,
    ResponseForm,
    TransferAnswerForm,
)

YOU_ASKED = "You asked for this: another person must sign it off."
YOU_AUTHORISED = "You authorised it: another person must review it."


@dataclass(frozen=True)
class Page:
    """What a page of this module says and does."""

    heading: str
    form: type[OnceForm]
    act: Callable[..., Any]
    may: Capability
    back: str
    said: str
    submit: str = "Save"
    intro: str = ""


EMERGENCY = Page(
    "Review the emergency disclosure",
    EmergencyReviewForm,
    act.review_emergency,
    Capability.AUTHORISE,
    "case_decision",
    "The review is recorded.",
    "Record the review",
)
RESPONSE = Page(
    "The subject's representations",
    ResponseForm,
    act.record_response,
    Capability.PROPOSE,
    "case_decision",
    "The representations are recorded.",
)
TRANSFER = Page(
    "The other force's answer",
    TransferAnswerForm,
    act.answer_transfer,
    Capability.TRANSFER,
    "case_assessment",
    "The answer is recorded.",
    intro="The case stays ours, and the clock runs, until the transfer is completed.",
)


def sign_off(request: HttpRequest, reference: str, purpose: str) -> HttpResponse:
    """Ask for a second person's agreement, or give it while it is asked for."""
    if purpose not in act.PURPOSES:
        raise Http404("No such sign-off.")
    if sent := sent_before(request):
        return sent
    frame = _open(request, reference, "case_assessment", "the sign-off")
    asked = frame.case.sign_offs.filter(purpose=purpose, by__isnull=True).last()
    words = act.PURPOSES[purpose]
    page = _giving(words, asked.reason) if asked else _asking(words)
    if asked and asked.asked_by_id == frame.user.pk:
        raise PermissionDenied(YOU_ASKED)
    return _page(request, frame, page, purpose=purpose)


def _asking(words: str) -> Page:
    return Page(
        f"Ask for a sign-off: {words}",
        AskForm,
        act.ask_sign_off,
        Capability.SUPERVISE,
        "case_assessment",
        "A second person is asked to sign it off.",
        "Ask",
    )


def _giving(words: str, reason: str) -> Page:
    return Page(
        f"Sign off: {words}",
        GiveForm,
        _give,
        Capability.DECIDE,
        "case_assessment",
        "Signed off.",
        "Sign off",
        intro=f"The reason given: {reason}",
    )


def _give(
    case: Any, *, by: Any, purpose: str, version: int | None, **_tick: Any
) -> None:
    act.give_sign_off(case, by=by, purpose=purpose, version=version)


def emergency_review(request: HttpRequest, reference: str) -> HttpResponse:
    """Somebody else than its authoriser looks back at an emergency disclosure."""
    if sent := sent_before(request):
        return sent
    frame = _open(request, reference, "case_decision", "the emergency review")
    waiting = frame.case.emergencies.filter(reviewed_at__isnull=True).last()
    if waiting and waiting.by_id == frame.user.pk:
        raise PermissionDenied(YOU_AUTHORISED)
    return _page(request, frame, EMERGENCY)


def response(request: HttpRequest, reference: str) -> HttpResponse:
    """Record what the subject answered."""
    frame = _open(request, reference, "case_decision", "the representations")
    return _page(request, frame, RESPONSE)


def transfer_answer(request: HttpRequest, reference: str) -> HttpResponse:
    """Record whether the other force will lead."""
    frame = _open(request, reference, "case_assessment", "the answer to a transfer")
    return _page(request, frame, TRANSFER)


def _open(request: HttpRequest, reference: str, active: str, page: str) -> Frame:
    return open_frame(request, reference, active=active, page=page)


def _page(request: HttpRequest, frame: Frame, page: Page, **fixed: Any) -> HttpResponse:
    require(frame.user, page.may, frame.case)
    form = form_for(request, page.form, version=frame.case.version)

    def do() -> None:
        version = form.cleaned_data["version"]
        page.act(frame.case, by=frame.user, version=version, **fixed, **form.facts())

    done = request.method == "POST" and save_once(
        request, form, do, then=frame.url(page.back), said=page.said
    )
    return done or render_frame(
        request,
        frame,
        "disclosure/form.html",
        form=form,
        heading=page.heading,
        intro=page.intro,
        submit=page.submit,
        cancel_url=frame.url(page.back),
    )
