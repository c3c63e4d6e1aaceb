"""Taking a form: once, whole, and with every refusal beside what was typed."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from casework.models import Submission
from casework.moment import now
from casework.refill import refill
from casework.rescue import typed_before
from casework.workflow.perform import Refused, Stale

if TYPE_CHECKING:
    from accounts.models import User
    from casework.views.drafts import OpenDraft

FormType = TypeVar("FormType", bound=forms.BaseForm)
ALREADY = "This was saved already; it was not saved twice."


def form_for(
    request: HttpRequest,
    form_class: Callable[..., FormType],
    *,
    version: int | None = None,
    initial: dict[str, Any] | None = None,
    draft: OpenDraft | None = None,
    **kwargs: Any,
) -> FormType:
    """The form with what was posted, or empty: with what was typed before a sign-out
    took it away, or what the person kept half typed (``draft``).
    """
    if request.method == "POST":
        return form_class(request.POST, request.FILES or None, **kwargs)
    start: dict[str, Any] = {**(initial or {}), "version": version}
    form = form_class(initial=start, **kwargs)
    if kept := typed_before(request) or (draft.typed if draft else None):
        refill(form, kept, leave={"submission"})
    return form


def save_once(
    request: HttpRequest,
    form: forms.BaseForm,
    act: Callable[[], Any],
    *,
    then: str | Callable[[Any], str],
    said: str,
    draft: OpenDraft | None = None,
) -> HttpResponse | None:
    """Do ``act`` if the form is valid; returns the redirect, or None to show it again.

    One transaction with the form's token: the same form sent twice acts once and leads
    to the same place. A refusal, or a case changed meanwhile, becomes an error of the
    form with everything typed kept, and nothing is written but the ``draft``, which a
    form that was taken leaves behind.
    """
    done = _try(request, form, act, then=then, said=said, draft=draft)
    if done is None and draft is not None:
        draft.keep(request.POST)
    return done


def _try(
    request: HttpRequest,
    form: forms.BaseForm,
    act: Callable[[], Any],
    *,
    then: str | Callable[[Any], str],
    said: str,
    draft: OpenDraft | None,
) -> HttpResponse | None:
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():
            place, fresh = _act_once(request, form, act, then)
            if draft is not None:
                draft.drop()
    except Stale as stale:
        _count_from(form, stale.version)
        form.add_error(None, [*stale.sentences, "Check the case, then save again."])
    except Refused as refused:
        form.add_error(None, list(refused.sentences))
    except ValidationError as wrong:
        form.add_error(None, wrong)
    except IntegrityError as broken:
        form.add_error(None, sentence_of(broken))
    else:
        messages.add_message(
            request,
            messages.SUCCESS if fresh else messages.INFO,
            said if fresh else ALREADY,
        )
        return HttpResponseRedirect(place)
    return None


def _act_once(
    request: HttpRequest,
    form: forms.BaseForm,
    act: Callable[[], Any],
    then: str | Callable[[Any], str],
) -> tuple[str, bool]:
    """Where to go, and whether ``act`` was done now (else it had been before)."""
    token = form.cleaned_data.get("submission") or uuid.uuid4()
    known = "" if callable(then) else then
    if not _take_token(token, cast("User", request.user), known):
        return Submission.objects.get(token=token).result_url, False
    result = act()
    if not callable(then):
        return then, True
    place = then(result)
    Submission.objects.filter(token=token).update(result_url=place)
    return place, True


def _take_token(token: uuid.UUID, user: User, place: str) -> bool:
    """Whether nobody had taken it; waits for whoever is taking it now.

    One statement: asking first and inserting then takes three, with a savepoint.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO casework_submission (token, user_id, at, result_url)"
            " VALUES (%s, %s, %s, %s) ON CONFLICT (token) DO NOTHING",
            [token, user.pk, now(), place],
        )
        taken: bool = cursor.rowcount == 1
    return taken


def sentence_of(broken: IntegrityError) -> str:
    """What the database refused, in the words of the constraint if it has some."""
    from casework.constraints import sentence_for  # noqa: PLC0415  needs loaded models

    name = getattr(getattr(broken.__cause__, "diag", None), "constraint_name", "") or ""
    return sentence_for(name)


def _count_from(form: forms.BaseForm, version: int) -> None:
    """The person was told of the change that made ``version``, and of no later one."""
    data: Any = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict
    data["version"] = str(version)
    form.data = data
