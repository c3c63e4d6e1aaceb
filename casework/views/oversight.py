"""What a unit watches over beside its cases, on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from casework.components import SummaryList, SummaryRow
from casework.page_context import watched_by

if TYPE_CHECKING:
    from accounts.models import User


@require_safe
def oversight(request: HttpRequest) -> HttpResponse:
    """The pages of whoever asks, each with what it is for."""
    watched = watched_by(cast("User", request.user))
    if not watched:
        raise PermissionDenied("Your job watches over nothing beside its cases.")
    rows = [
        SummaryRow(
            entry.label, entry.purpose, url=reverse(entry.url_name), link_label="Open"
        )
        for entry in watched
    ]
    return render(request, "casework/oversight.html", {"watched": SummaryList(rows)})
