"""Forms that can be left half typed and found again (reliability C-02, C-06).

A view opens the draft beside its form and names it where it draws and where it saves::

    draft = open_draft(frame, "proposal")
    form = form_for(request, ProposalForm, version=..., draft=draft)
    done = request.method == "POST" and save_once(request, form, ..., draft=draft)
    return done or render_frame(request, frame, "page.html", form=form, draft=draft)

and its template says ``{% include "casework/draft_notice.html" %}`` above the form and
``{% include "casework/draft_button.html" %}`` among the buttons in it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
    QueryDict,
)
from django.utils import timezone
from django.views.decorators.http import require_POST

from casework.access import find_case
from casework.actions.drafts import drop_draft, keep_draft
from casework.drafts import capability_for
from casework.models import Draft
from casework.moment import now
from casework.policy import require
from casework.schemes import scheme_of
from casework.views.frame import Frame
from casework.views.moments import say_moment

if TYPE_CHECKING:
    from accounts.models import User

KEPT = "What you typed is kept. Only you can see it, and nothing was sent."
DROPPED = "What you had typed is thrown away."


@dataclass(frozen=True)
class OpenDraft:
    """What one person has half typed into one form of one case, if anything."""

    case: Any
    by: User
    form: str
    url: str
    typed: QueryDict | None = None
    kept_at: dt.datetime | None = None

    @property
    def since(self) -> str:
        """When it was kept, in words; empty if nothing was."""
        return say_moment(self.kept_at) if self.kept_at else ""

    def keep(self, typed: QueryDict) -> None:
        """Keep what a form sent that could not be taken."""
        keep_draft(self.case, by=self.by, form=self.form, typed=typed)

    def drop(self) -> None:
        """The form was taken."""
        drop_draft(self.case, by=self.by, form=self.form)


def open_draft(frame: Frame, form: str) -> OpenDraft:
    """The draft that this person has of ``form``, a name that ``casework.drafts`` has.

    ``KeyError`` for a name that no table has.
    """
    if capability_for(frame.scheme, form) is None:
        raise KeyError(form)
    url = frame.url("case_draft", form)
    kept = Draft.objects.filter(
        user=frame.user, case_id=frame.case.pk, form=form
    ).first()
    if kept is None:
        return OpenDraft(frame.case, frame.user, form, url)
    typed = QueryDict(kept.fields)
    return OpenDraft(frame.case, frame.user, form, url, typed, kept.kept_at)


@require_POST
def draft(request: HttpRequest, reference: str, form: str) -> HttpResponse:
    """Keep what is typed so far, or throw it away; a script is answered in JSON."""
    user = cast("User", request.user)
    case = find_case(user, reference)
    capability = capability_for(scheme_of(case), form)
    if capability is None:
        raise Http404("No such draft.")
    require(user, capability, case)
    dropped = "drop_draft" in request.POST
    if dropped:
        drop_draft(case, by=user, form=form)
    else:
        keep_draft(case, by=user, form=form, typed=request.POST)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"kept": f"{timezone.localtime(now()):%H:%M}"})
    messages.info(request, DROPPED if dropped else KEPT)
    return HttpResponseRedirect(Frame(case, scheme_of(case), user, "").url("case"))
