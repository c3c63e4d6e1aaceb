"""People, contact, checks, research, documents."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path


def not_yet(request: HttpRequest, **_: object) -> HttpResponse:
    """Replaced while the pages are built."""
    return HttpResponse("")


urlpatterns = [
    path("cases/<str:reference>/people/", not_yet, name="case_people"),
    path("cases/<str:reference>/people/add/", not_yet, name="case_person_add"),
    path(
        "cases/<str:reference>/people/<int:person>/", not_yet, name="case_person_change"
    ),
    path("cases/<str:reference>/contact/", not_yet, name="case_contact"),
    path(
        "cases/<str:reference>/contact/<int:person>/plan/",
        not_yet,
        name="case_contact_plan",
    ),
    path(
        "cases/<str:reference>/contact/<int:person>/attempt/",
        not_yet,
        name="case_contact_attempt",
    ),
    path(
        "cases/<str:reference>/contact/<int:person>/show/",
        not_yet,
        name="case_contact_show",
    ),
    path("cases/<str:reference>/checks/", not_yet, name="case_checks"),
    path("cases/<str:reference>/checks/record/", not_yet, name="case_check_record"),
    path("cases/<str:reference>/research/", not_yet, name="case_research"),
    path("cases/<str:reference>/research/add/", not_yet, name="case_information_add"),
    path("cases/<str:reference>/documents/", not_yet, name="case_documents"),
    path("cases/<str:reference>/documents/add/", not_yet, name="case_document_add"),
    path("documents/<uuid:key>/", not_yet, name="document"),
]
