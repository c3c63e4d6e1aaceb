"""The calendar to subscribe to: its address, and what stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from casework import audit
from casework.moment import now
from casework.policy import Capability, say_roles
from marac.calendar_feed import calendar_text, token_of, user_of
from marac.policy import ROLES
from marac.queries.meetings import coming_meetings
from marac.views.meetings import PAST

if TYPE_CHECKING:
    from accounts.models import User


@require_safe
@transaction.atomic
def subscribe(request: HttpRequest) -> HttpResponse:
    """The person's own address of the feed, and how it ends."""
    user = cast("User", request.user)
    if user.roles.isdisjoint(ROLES[Capability.VIEW]):
        raise PermissionDenied(f"This is for: {say_roles(ROLES[Capability.VIEW])}.")
    audit.record_list_view(by=user, page="their address of the calendar")
    address = request.build_absolute_uri(
        reverse("meeting_feed", args=(token_of(user),))
    )
    return render(request, "marac/meeting_subscribe.html", {"address": address})


@login_not_required
@require_safe
@transaction.atomic
def feed(_request: HttpRequest, token: str) -> HttpResponse:
    """The dates of the meetings of whoever the token belongs to; 404 for any other."""
    user = user_of(token)
    if user is None or user.roles.isdisjoint(ROLES[Capability.VIEW]):
        raise Http404("No such calendar.")
    audit.record_list_view(by=user, page="the calendar feed")
    text = calendar_text(coming_meetings(user, since=now() - PAST), now())
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
