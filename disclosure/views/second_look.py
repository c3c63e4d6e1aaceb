"""The second look at one case: blind first, then side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from casework.access import access_case
from casework.components import SummaryList, SummaryRow, Tag
from casework.models import Part
from casework.policy import Capability as May
from casework.queries.code_lists import labels_of
from casework.queries.involved import Involved, involved_in
from casework.schemes import scheme_of
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.moments import say_moment, say_moment_short
from casework.views.saving import form_for, save_once
from disclosure.actions.records import KINDS
from disclosure.actions.sampling import (
    NOT_DRAWN,
    OWN_LOOK,
    conclude_second_look,
    give_back,
    give_second_look,
    take_second_look,
    waiting_sample,
    why_not_reader,
)
from disclosure.forms.sampling import (
    ConclusionForm,
    GiveBackForm,
    SecondLookForm,
    TakeForm,
)
from disclosure.models import Agreement, SampledCase, SecondLook
from disclosure.queries.sampling import LOOK_PAGE
from disclosure.views.application import said_rows
from disclosure.views.decision_parts import (
    items_table,
    research_of,
)
from disclosure.views.record_cards import Section, card_of

if TYPE_CHECKING:
    from accounts.models import User

SHOWN = ("risk", "meeting")
TONES = {
    Agreement.SAME: "green",
    Agreement.KIND: "green",
    Agreement.DIFFERENT: "orange",
}
YES_NO = {True: "Yes", False: "No"}


# -- Blind ---------------------------------------------------------------------------
def second_look(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the second look; then the record of the research, and what one answers."""
    user = cast("User", request.user)
    case = access_case(user, reference, May.SECOND_LOOK, page=LOOK_PAGE)
    frame = Frame(case, scheme_of(case), user, "")
    sample = waiting_sample(case)
    if sample is None:
        raise Http404(NOT_DRAWN)
    if refusal := why_not_reader(user, sample):
        raise PermissionDenied(refusal)
    if sample.reader_id is None:
        return _take(request, frame)
    act = _leave if request.GET.get("do") == "leave" else _read
    return act(request, frame, sample)


def _take(request: HttpRequest, frame: Frame) -> HttpResponse:
    form = form_for(request, TakeForm, version=frame.case.version)
    return _answer(
        request,
        form,
        lambda: take_second_look(frame.case, by=frame.user, version=_version(form)),
        then=frame.url("case_second_look"),
        said="You have the second look. Nothing else of this case opens until you "
        "have answered.",
        template="disclosure/second_look_take.html",
        frame=frame,
    )


def _leave(request: HttpRequest, frame: Frame, _sample: SampledCase) -> HttpResponse:
    form = form_for(request, GiveBackForm, version=frame.case.version)
    return _answer(
        request,
        form,
        lambda: give_back(
            frame.case, by=frame.user, version=_version(form), **form.facts()
        ),
        then=reverse("second_looks"),
        said="The second look is left to somebody else.",
        template="disclosure/second_look_leave.html",
        frame=frame,
    )


def _read(request: HttpRequest, frame: Frame, sample: SampledCase) -> HttpResponse:
    form = form_for(
        request,
        SecondLookForm,
        version=frame.case.version,
        scheme=frame.case.scheme,
    )
    return _answer(
        request,
        form,
        lambda: give_second_look(
            frame.case, by=frame.user, version=_version(form), **form.facts()
        ),
        then=reverse("second_looks"),
        said="Thank you. Your answer is recorded, and the case opens again for you.",
        template="disclosure/second_look.html",
        frame=frame,
        **_record(frame, sample),
    )


def _version(form: Any) -> int | None:
    version: int | None = form.cleaned_data["version"]
    return version


def _answer(
    request: HttpRequest,
    form: Any,
    act: Callable[[], Any],
    *,
    then: str,
    said: str,
    template: str,
    frame: Frame,
    **context: Any,
) -> HttpResponse:
    done = request.method == "POST" and save_once(
        request, form, act, then=then, said=said
    )
    page = {"form": form, "case": frame.case, "frame": frame, **context}
    return done or render(request, template, page)


def _record(frame: Frame, sample: SampledCase) -> dict[str, Any]:
    """What the decision rested on: nothing that was proposed, decided or came later."""
    labels = labels_of(frame.case.scheme)
    asked = getattr(frame.case, "application", None)
    items = frame.case.assertions.filter(recorded_at__lte=sample.settled_at)
    return {
        "route": frame.scheme.routes[frame.case.route],
        "people": people_of(frame),
        "application": SummaryList(said_rows(frame, asked)) if asked else None,
        "sections": [_section(frame, kind, sample, labels) for kind in SHOWN],
        "information": items_table(
            "Information", list(items), labels, empty="No information was recorded."
        ),
        "checks": research_of(frame, labels).checks,
    }


def people_of(frame: Frame) -> SummaryList:
    """The people, without who was to be told: that would give the outcome away."""
    rows = [
        SummaryRow(one.said, str(one.person.main_name), note=_age(one.age))
        for one in map(_blind, involved_in(frame.case, frame.user))
        if one.parts
    ]
    return SummaryList(rows)


def _blind(one: Involved) -> Involved:
    """Without the part that says that somebody was to be told."""
    return replace(one, parts=[p for p in one.parts if p != Part.RECIPIENT])


def _age(age: int | None) -> str:
    return "" if age is None else f"{age} years old"


def _section(frame: Frame, kind: str, sample: SampledCase, labels: Any) -> Section:
    row = KINDS[kind]
    found = row.model.objects.filter(
        case_id=frame.case.pk, at__lte=sample.settled_at
    ).select_related("by")
    cards = [card_of(record, row.fields, labels) for record in found]
    return Section(row.title, cards)


# -- Side by side --------------------------------------------------------------------
def result(request: HttpRequest, reference: str) -> HttpResponse:
    """What stands and what the second reader would have decided; what is learned."""
    frame = open_frame(
        request,
        reference,
        active="case_decision",
        page="the result of the second look",
        see=May.SEE_SECOND_LOOK,
    )
    look = (
        frame.case.looks.select_related("sample", "by", "conclusion__by")
        .order_by("-pk")
        .first()
    )
    if look is None:
        raise Http404("No second look.")
    form = None
    if frame.may(May.SUPERVISE) and not hasattr(look, "conclusion"):
        if look.by_id == frame.user.pk and request.method == "POST":
            raise PermissionDenied(OWN_LOOK)
        form = form_for(request, ConclusionForm, version=frame.case.version)
        done = request.method == "POST" and _conclude(request, frame, form)
        if done:
            return done
    return _show(request, frame, look, form)


def _conclude(
    request: HttpRequest, frame: Frame, form: ConclusionForm
) -> HttpResponse | None:
    return save_once(
        request,
        form,
        lambda: conclude_second_look(
            frame.case, by=frame.user, version=_version(form), **form.facts()
        ),
        then=frame.url("case_second_look_result"),
        said="Your conclusion is recorded.",
    )


def _show(
    request: HttpRequest, frame: Frame, look: SecondLook, form: Any
) -> HttpResponse:
    is_own = look.by_id == frame.user.pk
    return render_frame(
        request,
        frame,
        "disclosure/second_look_result.html",
        look=look,
        tag=Tag(look.get_agreement_display(), TONES[Agreement(look.agreement)]),
        stands=_stands(frame, look),
        second=_second(frame, look),
        conclusion=_conclusion(look),
        own=OWN_LOOK if is_own and form is not None else "",
        form=None if is_own else form,
        decision_url=frame.link("case_decision"),
        reopen_url=frame.url("case_sign_off", "reopening"),
    )


def _stands(frame: Frame, look: SecondLook) -> SummaryList:
    review = frame.case.reviews.exclude(result="return").order_by("at", "id").last()
    rows = [
        SummaryRow("Outcome", frame.scheme.outcome_label(look.sample.outcome)),
        SummaryRow("Reasons", review.reason if review else "", missing="No decision"),
    ]
    return SummaryList(rows, "What stands")


def _second(frame: Frame, look: SecondLook) -> SummaryList:
    rows = [
        SummaryRow("Outcome", frame.scheme.outcome_label(look.outcome)),
        SummaryRow("Reasons", look.reasons),
        SummaryRow(
            "A risk that the record missed", YES_NO[look.sees_danger], note=look.danger
        ),
        SummaryRow(
            "Research is enough",
            YES_NO[look.research_was_enough],
            note=look.research_gaps,
        ),
    ]
    return SummaryList(rows, f"Second look, {look.by}, {say_moment_short(look.at)}")


def _conclusion(look: SecondLook) -> SummaryList | None:
    row = getattr(look, "conclusion", None)
    if row is None:
        return None
    return SummaryList(
        [
            SummaryRow("What the unit learns", row.learning),
            SummaryRow("To be opened again", YES_NO[row.opens_again]),
        ],
        f"Concluded by {row.by}, {say_moment(row.at)}",
    )
