"""Pages of a case of this scheme, and of what stands beside it and moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from casework.components import Event, Timeline
from casework.forms.once import OnceForm
from casework.policy import Capability, say_roles
from casework.views.acts import Act, OpenAct, take_acts
from casework.views.frame import Frame, open_frame
from casework.workflow.perform import options_for, perform
from casework.workflow.track_moves import track_of
from marac.policy import ROLES
from marac.scheme import MARAC

if TYPE_CHECKING:
    from accounts.models import User
    from accounts.roles import Role

Do = Callable[[dict[str, Any]], Any]


def open_marac(
    request: HttpRequest, reference: str, *, active: str, page: str, see: Capability
) -> Frame:
    """As ``open_frame``; Http404 too for a case of another scheme, which has no such
    page.
    """
    if reference.upper().partition("-")[0] != MARAC.prefix:
        raise Http404("No such page of this case.")
    return open_frame(request, reference, active=active, page=page, see=see)


def person_who(request: HttpRequest, *capabilities: Capability) -> User:
    """Whoever asks, if their job has one of ``capabilities``; else PermissionDenied."""
    user, roles = cast("User", request.user), holders_of(*capabilities)
    if not user.holds(*roles):
        raise PermissionDenied(f"This is for: {say_roles(roles)}.")
    return user


def holders_of(*capabilities: Capability) -> frozenset[Role]:
    """The jobs that have one of ``capabilities``."""
    return frozenset().union(*(ROLES[one] for one in capabilities))


def thing_of(frame: Frame, rows: Any, pk: int) -> Any:
    """One of the ``rows`` of the case; Http404 if there is none such."""
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404("No such thing on this case.")
    found.case = frame.case
    return found


@dataclass(frozen=True)
class Ask:
    """How a move of a thing is offered: in which words, and what it asks for.

    ``do`` replaces ``perform`` for a move that writes more than its row says.
    """

    heading: str
    button: str
    form: Callable[..., OnceForm]
    said: str
    explanation: str = ""
    is_warning: bool = False
    do: Callable[..., Any] | None = None


def offered(
    request: HttpRequest, frame: Frame, thing: Any, asks: Mapping[str, Ask]
) -> list[Act]:
    """The moves that the person can make on ``thing`` now, in the order of ``asks``.

    The one whose button was pressed is always among them: if it is not possible any
    more, its refusal is said in words.
    """
    now_possible = {
        option.row.name
        for option in options_for(thing, frame.user)
        if option.is_possible
    }
    pressed = request.POST.get("act", "") if request.method == "POST" else ""
    return [
        _act(frame, thing, move, ask)
        for move, ask in asks.items()
        if move in now_possible or move == pressed
    ]


def _act(frame: Frame, thing: Any, move: str, ask: Ask) -> Act:
    do = ask.do or partial(perform, move=move)
    return Act(
        move,
        ask.heading,
        ask.button,
        cast("type[OnceForm]", ask.form),
        lambda answers: do(thing, by=frame.user, **answers),
        ask.said,
        ask.explanation,
        is_warning=ask.is_warning,
    )


def take_moves(
    request: HttpRequest,
    frame: Frame,
    thing: Any,
    acts: Sequence[Act],
    *,
    then: str,
) -> tuple[HttpResponse | None, list[OpenAct]]:
    """As ``take_acts``, for a page that is as old as ``thing`` and not as its case."""
    return take_acts(request, replace(frame, case=thing), acts, then=then)


def steps_of(thing: Any) -> Timeline:
    """What happened to a thing, the newest first; one query."""
    _scheme, track = track_of(thing)
    labels = {row.name: row.label for row in type(thing).rows()}
    rows = thing.steps.select_related("by").order_by("-at", "-pk")
    return Timeline(
        [
            Event(
                labels.get(step.move, step.move),
                step.at,
                str(step.by) if step.by else "The system",
                [f"Now: {track.stage_label(step.to_state)}", *_lines(step.reason)],
            )
            for step in rows
        ]
    )


def _lines(text: str) -> list[str]:
    return [text] if text else []
