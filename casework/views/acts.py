"""Several small forms on one page, each an act of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from casework.forms.once import OnceForm
from casework.refill import refill
from casework.rescue import typed_before
from casework.views.frame import Frame
from casework.views.saving import save_once


@dataclass(frozen=True)
class Act:
    """One form of the page: what it is called, its button, and what it does."""

    name: str
    heading: str
    button: str
    form_class: type[OnceForm]
    do: Callable[[dict[str, Any]], Any]
    said: str
    explanation: str = ""
    is_warning: bool = False


@dataclass(frozen=True)
class OpenAct:
    """An act with its form as it is shown."""

    act: Act
    form: OnceForm


def take_acts(
    request: HttpRequest, frame: Frame, acts: Sequence[Act], *, then: str
) -> tuple[HttpResponse | None, list[OpenAct]]:
    """Do the act whose button was pressed; returns the redirect, and all the forms.

    ``do`` gets what was answered, with the version of the case.
    """
    pressed = request.POST.get("act", "") if request.method == "POST" else ""
    kept = typed_before(request) if request.method != "POST" else None
    shown = []
    for act in acts:
        bound = act.name == pressed
        form = act.form_class(
            request.POST if bound else None,
            prefix=act.name,
            initial={"version": frame.case.version},
        )
        if kept is not None and form.add_prefix("version") in kept:
            refill(form, kept, leave={"submission"})
        shown.append(OpenAct(act, form))
        if bound and (done := _do(request, act, form, then)):
            return done, []
    return None, shown


def _do(
    request: HttpRequest, act: Act, form: OnceForm, then: str
) -> HttpResponse | None:
    return save_once(
        request,
        form,
        lambda: act.do({**form.facts(), "version": form.cleaned_data["version"]}),
        then=then,
        said=act.said,
    )


def faulty(acts: Sequence[OpenAct]) -> OnceForm | None:
    """The form that was sent and refused, for the summary of errors."""
    return next((one.form for one in acts if one.form.is_bound), None)
