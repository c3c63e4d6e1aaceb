"""What can be said of a case at any stage: owner, danger, waits, extensions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.models import User
from casework.actions.work import (
    allocate,
    begin_waiting,
    end_waiting,
    extend_target,
    raise_alarm,
    stand_down,
)
from casework.clock import days_between
from casework.components import SummaryList, SummaryRow
from casework.forms.once import OnceForm
from casework.forms.overlays import (
    AllocateForm,
    BeginWaitingForm,
    ExtensionForm,
    RaiseAlarmForm,
    StandDownForm,
)
from casework.models import Case
from casework.moment import now
from casework.policy import Capability, may, require
from casework.queries.workload import workload_choices
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.moves import sent_before
from casework.views.saving import form_for, save_once
from casework.workflow.perform import check_version, lock_case


def _unchanged(frame: Frame, form: OnceForm) -> Case:
    """Stale if somebody changed the case after this page was opened.

    Called inside the transaction of ``save_once``, so the lock holds until the act is
    done: nobody stands down an alarm that they have not read.
    """
    locked: Case = lock_case(frame.case.pk, frame.user)
    check_version(locked, form.cleaned_data.get("version"))
    return locked


def _saved(
    request: HttpRequest,
    frame: Frame,
    form: OnceForm,
    act: Callable[[], Any],
    said: str,
) -> HttpResponse | None:
    """The way back to the case after a POST that was taken, else None."""
    if request.method != "POST":
        return None
    return save_once(request, form, act, then=frame.url("case"), said=said)


# -- Who has it ----------------------------------------------------------------------
def allocation(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the case to somebody, with everybody's open work beside their name."""
    frame = open_frame(
        request,
        reference,
        active="case",
        page="the allocation",
        see=Capability.ALLOCATE,
    )
    people = [(str(pk), words) for pk, words in workload_choices(frame.case.unit)]
    version = frame.case.version
    form = form_for(request, AllocateForm, version=version, people=people)
    said = "The case was allocated."
    if done := _saved(request, frame, form, lambda: _allocate(frame, form), said):
        return done
    owner = frame.case.owner
    intro = f"{owner} has the case now." if owner else "Nobody has the case yet."
    return render_frame(
        request, frame, "casework/allocate.html", form=form, intro=intro
    )


def _allocate(frame: Frame, form: AllocateForm) -> None:
    answered = form.cleaned_data
    allocate(
        frame.case,
        to=User.objects.get(pk=answered["to"]),
        by=frame.user,
        reason=answered["reason"],
        version=answered.get("version"),
    )


# -- Danger --------------------------------------------------------------------------
def alarm(request: HttpRequest, reference: str) -> HttpResponse:
    """Raise the alarm, or stand the open one down; both say what to do first.

    A form says by ``do`` which of the two it is: an alarm that somebody else raised
    meanwhile must not swallow what was typed.
    """
    if sent := sent_before(request):
        return sent
    frame = open_frame(request, reference, active="case", page="the immediate risk")
    require(frame.user, Capability.RAISE_ALARM, frame.case)
    is_open = frame.case.immediate_risk
    if request.GET.get("do") == "raise" or not is_open:
        return _raise_alarm(request, frame)
    return _stand_down(request, frame)


def _raise_alarm(request: HttpRequest, frame: Frame) -> HttpResponse:
    form = form_for(
        request, RaiseAlarmForm, version=frame.case.version, case=frame.case
    )
    said = "The alarm is raised. Stay in touch with the control room."
    if done := _saved(
        request,
        frame,
        form,
        lambda: raise_alarm(frame.case, by=frame.user, **form.facts()),
        said,
    ):
        return done
    return render_frame(request, frame, "casework/alarm.html", form=form, alarm=None)


def _stand_down(request: HttpRequest, frame: Frame) -> HttpResponse:
    """Whoever may not stand it down reads what was said and who may."""
    verdict = may(frame.user, Capability.STAND_DOWN, frame.case)
    if request.method == "POST":
        require(frame.user, Capability.STAND_DOWN, frame.case)
    opened = frame.case.alarms.filter(stood_down_at__isnull=True).first()
    form = form_for(
        request,
        StandDownForm,
        version=frame.case.version,
        case=frame.case,
        initial={"incident_reference": opened.incident_reference if opened else ""},
    )

    def act() -> None:
        stand_down(_unchanged(frame, form), by=frame.user, **form.facts())

    if done := _saved(request, frame, form, act, "The alarm was stood down."):
        return done
    return render_frame(
        request,
        frame,
        "casework/alarm.html",
        form=form if verdict.allowed else None,
        alarm=opened,
        who=verdict.reason,
    )


# -- Waits and extensions ------------------------------------------------------------
def waiting(request: HttpRequest, reference: str) -> HttpResponse:
    """Record what the case waits for, or that it has come."""
    if sent := sent_before(request):
        return sent
    frame = open_frame(
        request, reference, active="case", page="the waits", see=Capability.WAIT
    )
    begins = request.GET.get("do") == "begin" or not frame.case.waiting_on
    return (_begin_wait if begins else _end_wait)(request, frame)


def _begin_wait(request: HttpRequest, frame: Frame) -> HttpResponse:
    form = form_for(
        request, BeginWaitingForm, version=frame.case.version, case=frame.case
    )
    if done := _saved(
        request,
        frame,
        form,
        lambda: begin_waiting(
            frame.case,
            by=frame.user,
            version=form.cleaned_data["version"],
            **form.facts(),
        ),
        "The wait is recorded. The clock goes on.",
    ):
        return done
    return render_frame(request, frame, "casework/waiting.html", form=form, wait=None)


def _end_wait(request: HttpRequest, frame: Frame) -> HttpResponse:
    wait = frame.case.waits.filter(ended_at__isnull=True).first()
    form = form_for(request, OnceForm, version=frame.case.version)
    if done := _saved(
        request,
        frame,
        form,
        lambda: end_waiting(
            frame.case, by=frame.user, version=form.cleaned_data["version"]
        ),
        "The wait has ended.",
    ):
        return done
    facts = _wait_facts(frame, wait) if wait else None
    return render_frame(
        request, frame, "casework/waiting.html", form=form, wait=wait, facts=facts
    )


def _wait_facts(frame: Frame, wait: Any) -> SummaryList:
    since = timezone.localtime(wait.started_at)
    return SummaryList(
        [
            SummaryRow("For", frame.case.waiting_on),
            SummaryRow("Of whom", wait.on_whom),
            SummaryRow("Since", f"{since:%-d %B %Y at %H:%M}"),
            SummaryRow("Days so far", days_between(wait.started_at, now())),
            SummaryRow("Note", wait.note),
        ]
    )


def extension(request: HttpRequest, reference: str) -> HttpResponse:
    """Set a later working target; the statutory date stays as it is."""
    if sent := sent_before(request):
        return sent
    frame = open_frame(
        request, reference, active="case", page="the extension", see=Capability.EXTEND
    )
    form = form_for(request, ExtensionForm, version=frame.case.version, case=frame.case)

    def act() -> None:
        extend_target(_unchanged(frame, form), by=frame.user, **form.facts())

    if done := _saved(request, frame, form, act, "The working target is extended."):
        return done
    case = frame.case
    intro = (
        f"The working target is {case.target_on:%-d %B %Y}. Only exceptional "
        f"circumstances extend it. The statutory date, {case.due_on:%-d %B %Y}, never "
        "moves, and a case closed after it is late."
    )
    return render_frame(
        request, frame, "casework/extension.html", form=form, intro=intro
    )
