"""Lists, search, allocation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path


def not_yet(request: HttpRequest, **_: object) -> HttpResponse:
    """Replaced while the pages are built."""
    return HttpResponse("")


urlpatterns = [
    path("", not_yet, name="home"),
    path("cases/", not_yet, name="case_list"),
    path("search/", not_yet, name="case_search"),
    path("allocation/", not_yet, name="allocation"),
    path("workflow/<str:scheme>/", not_yet, name="workflow"),
]
