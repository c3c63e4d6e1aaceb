"""Ways in: telephone, website."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path


def not_yet(request: HttpRequest, **_: object) -> HttpResponse:
    """Replaced while the pages are built."""
    return HttpResponse("")


urlpatterns = [
    path("inbox/", not_yet, name="inbox"),
    path("inbox/upload/", not_yet, name="inbox_upload"),
    path("inbox/<int:pk>/", not_yet, name="submission"),
    path("start/", not_yet, name="intake_start"),
    path("cases/<str:reference>/intake/about/", not_yet, name="intake_about"),
    path("cases/<str:reference>/intake/confirm/", not_yet, name="intake_confirm"),
]
