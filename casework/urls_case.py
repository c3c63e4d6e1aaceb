"""The case itself: summary, moves, history, notes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path


def not_yet(request: HttpRequest, **_: object) -> HttpResponse:
    """Replaced while the pages are built."""
    return HttpResponse("")


urlpatterns = [
    path("cases/<str:reference>/", not_yet, name="case"),
    path("cases/<str:reference>/moves/<str:move>/", not_yet, name="case_move"),
    path("cases/<str:reference>/history/", not_yet, name="case_history"),
    path("cases/<str:reference>/readers/", not_yet, name="case_readers"),
    path("cases/<str:reference>/dates/", not_yet, name="case_dates"),
    path("cases/<str:reference>/notes/", not_yet, name="case_notes"),
    path("cases/<str:reference>/allocate/", not_yet, name="case_allocate"),
    path("cases/<str:reference>/alarm/", not_yet, name="case_alarm"),
    path("cases/<str:reference>/waiting/", not_yet, name="case_waiting"),
    path("cases/<str:reference>/extension/", not_yet, name="case_extension"),
]
