"""A person's notices: the list, the link of an e-mail, and marking as read."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, cast

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from casework import audit
from casework.actions.notifications import mark_all_read, mark_read
from casework.queries.notices import INBOX_PAGE, inbox, notice_of

if TYPE_CHECKING:
    from accounts.models import User


@require_safe
@transaction.atomic
def notices(request: HttpRequest) -> HttpResponse:
    """The notices of whoever asks, newest first; nothing is marked by looking."""
    user = cast("User", request.user)
    audit.record_list_view(by=user, page="their notices")
    before = request.GET.get("before", "")
    found = inbox(user, before=int(before) if is_key(before) else None)
    shown = found[:INBOX_PAGE]
    more = len(found) > INBOX_PAGE
    context = {
        "shown": shown,
        "unread": [notice for notice in shown if notice.read_at is None],
        "is_first": not before,
        "older_url": f"{reverse('notices')}?before={shown[-1].pk}" if more else "",
    }
    return render(request, "casework/notices.html", context)


@require_safe
def notice(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """Where the link of an e-mail leads: to what it is about, for its reader alone."""
    found = notice_of(cast("User", request.user), token)
    if found is None:
        raise Http404("No such notice.")
    return redirect(found.place)


@require_POST
def notifications_read(request: HttpRequest) -> HttpResponse:
    """Mark the notices that the page showed as read, or all, and go back to it."""
    user = cast("User", request.user)
    if "all" in request.POST:
        mark_all_read(user)
    else:
        shown = [int(pk) for pk in request.POST.getlist("notice") if is_key(pk)]
        mark_read(user, shown)
    back = "notices" if request.POST.get("back") == "notices" else "home"
    return HttpResponseRedirect(reverse(back))


def is_key(text: str) -> bool:
    """Whether ``text`` can be a primary key."""
    return text.isascii() and text.isdigit() and len(text) < len("9223372036854775807")
