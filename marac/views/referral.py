"""Writing a referral: a page that says what is missing, and a page a part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.models import Agency
from casework import audit
from casework.components import Missing, MissingList, TaskList
from casework.policy import Capability, require, say_roles
from casework.views.drafts import open_draft
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.saving import form_for, save_once
from casework.workflow.perform import options_for
from marac.actions.referral import (
    BEING_WRITTEN,
    NO_UNIT,
    answer_missing,
    start_referral,
)
from marac.forms import referral as forms
from marac.forms.missing import AnswersForm
from marac.policy import ROLES
from marac.register import still_here
from marac.views.referral_parts import PARTS, Part
from marac.views.referral_said import (
    answers_table,
    people_rows,
    risk_task,
    said_of,
    status_of,
)

if TYPE_CHECKING:
    from accounts.models import User

TAKE_IN = Capability.TAKE_IN


def start(request: HttpRequest) -> HttpResponse:
    """Who refers and where: enough to open the case, so that nothing typed is lost."""
    user = cast("User", request.user)
    agencies = _agencies_for(user)
    form = form_for(request, forms.StartForm, agencies=agencies)
    done = request.method == "POST" and save_once(
        request,
        form,
        lambda: start_referral(by=user, **form.facts()),
        then=lambda case: reverse("marac_referral", args=[case.reference]),
        said="The referral is begun. Each part is saved as you go.",
    )
    if done:
        return done
    audit.record_list_view(by=user, page="the start of a referral")
    return render(request, "marac/start.html", {"form": form})


def _agencies_for(user: User) -> Any:
    """One's own agency; for the unit, every agency of its register."""
    if user.roles.isdisjoint(ROLES[TAKE_IN]):
        raise PermissionDenied(f"This is for: {say_roles(ROLES[TAKE_IN])}.")
    listed = Agency.objects.filter(still_here()).order_by("name")
    if user.agency_id is not None:
        agencies = listed.filter(pk=user.agency_id, marac__isnull=False)
    else:
        agencies = listed.filter(marac__unit=user.unit)
    if not agencies:
        raise PermissionDenied(NO_UNIT)
    return agencies


def referral(request: HttpRequest, reference: str) -> HttpResponse:
    """What was said so far, part by part; what is missing before it can be sent."""
    frame = _open(request, reference, "the referral")
    may_write = _may_write(frame)
    missing_list = _missing(frame) if may_write else None
    return render_frame(
        request,
        frame,
        "marac/referral.html",
        parts=_tasks(frame),
        said=said_of(frame),
        people=people_rows(frame),
        answers=answers_table(frame.case),
        missing=missing_list,
        is_complete=missing_list is not None and not missing_list.items,
        asked=frame.case.missing_items.all(),
        answer_url=frame.url("marac_missing") if may_write else "",
        conflict_url=frame.url("marac_conflict"),
    )


def _tasks(frame: Frame) -> TaskList:
    tasks = [status_of(frame, key, one.title) for key, one in PARTS.items()]
    return TaskList([*tasks[:3], risk_task(frame), *tasks[3:]], "part")


def _missing(frame: Frame) -> MissingList:
    facts = {
        fact.name: fact
        for option in options_for(frame.case, frame.user)
        if option.row.by is TAKE_IN
        for fact in option.unmet
    }
    items = [Missing(fact.sentence, place_of(frame, fact)) for fact in facts.values()]
    return MissingList(items, "What is missing before you can send it")


def place_of(frame: Frame, fact: Any) -> str:
    """The part on which a fact is recorded."""
    if fact.name == "tool_answered_or_excused":
        return frame.url("marac_risk")
    for key, part in PARTS.items():
        if fact.name in part.facts:
            return frame.url("marac_part", key)
    return frame.place_of(fact)


# -- One part --------------------------------------------------------------------------


def part(request: HttpRequest, reference: str, part: str) -> HttpResponse:
    """One part of the referral; 404 for a part that there is not."""
    if part not in PARTS:
        raise Http404("No such part.")
    one = PARTS[part]
    frame = _open(request, reference, f"the form: {one.title.lower()}")
    require(frame.user, TAKE_IN, frame.case)
    draft = open_draft(frame, f"referral-{part}")
    form = form_for(
        request,
        one.form,
        version=frame.case.version,
        initial=_known(frame, part, one),
        draft=draft,
        case=frame.case,
    )
    there = frame.url("marac_part", part) if one.stays else frame.url("marac_referral")
    done = request.method == "POST" and save_once(
        request,
        form,
        lambda: one.save(frame, form),
        then=there,
        said=f"Saved: {one.title.lower()}.",
        draft=draft,
    )
    return done or render_frame(
        request,
        frame,
        "marac/part.html",
        form=form,
        draft=draft,
        title=one.title,
        people=people_rows(frame) if part == "people" else None,
        others=frame.case.must_not_know.all() if part == "secret" else (),
        contact_url=frame.url("case_contact") if part == "safety" else "",
        back_url=frame.url("marac_referral"),
        sent=not _is_written(frame),
    )


def _known(frame: Frame, key: str, one: Part) -> dict[str, Any]:
    case = frame.case
    known = {name: getattr(case.referral, name) for name in one.fields}
    if key == "grounds":
        known["routes"] = [row.code for row in case.routes.all()]
    if key == "equality" and (row := case.characteristics.first()):
        known |= {name: getattr(row, name) for name in one.form.base_fields  # type: ignore[attr-defined]
                  if hasattr(row, name)}  # fmt: skip
    return known


# -- Answering what is missing ---------------------------------------------------------
def missing(request: HttpRequest, reference: str) -> HttpResponse:
    """Answer each thing that the coordinator asked for."""
    frame = _open(request, reference, "what is missing")
    require(frame.user, TAKE_IN, frame.case)
    form = form_for(request, AnswersForm, version=frame.case.version, case=frame.case)
    done = request.method == "POST" and save_once(
        request,
        form,
        lambda: answer_missing(
            frame.case,
            by=frame.user,
            answers=form.answers(),
            version=form.cleaned_data["version"],
        ),
        then=frame.url("marac_referral"),
        said="Your answers are kept. Send the referral again when it is complete.",
    )
    return done or render_frame(
        request,
        frame,
        "marac/form.html",
        form=form,
        heading="What is missing",
        intro="Answer what you can now; the rest can follow.",
        submit="Keep the answers",
        cancel_url=frame.url("marac_referral"),
    )


def _open(request: HttpRequest, reference: str, page: str) -> Frame:
    return open_frame(
        request,
        reference,
        active="marac_referral",
        page=page,
        see=Capability.SEE_APPLICATION,
    )


def _is_written(frame: Frame) -> bool:
    return frame.case.state in BEING_WRITTEN


def _may_write(frame: Frame) -> bool:
    return _is_written(frame) and frame.may(TAKE_IN)
