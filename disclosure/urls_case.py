"""The pages of a Clare's Law case."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path


def not_yet(request: HttpRequest, **_: object) -> HttpResponse:
    """Replaced while the pages are built."""
    return HttpResponse("")


urlpatterns = [
    path("cases/<str:reference>/application/", not_yet, name="case_application"),
    path("cases/<str:reference>/assessment/", not_yet, name="case_assessment"),
    path("cases/<str:reference>/risk/", not_yet, name="case_risk"),
    path("cases/<str:reference>/record/<str:kind>/", not_yet, name="case_record"),
    path("cases/<str:reference>/decision/", not_yet, name="case_decision"),
    path("cases/<str:reference>/decision/proposal/", not_yet, name="case_proposal"),
    path("cases/<str:reference>/delivery/", not_yet, name="case_delivery"),
    path("cases/<str:reference>/script/", not_yet, name="case_script"),
    path(
        "cases/<str:reference>/sign-off/<str:purpose>/", not_yet, name="case_sign_off"
    ),
    path(
        "cases/<str:reference>/emergency-review/", not_yet, name="case_emergency_review"
    ),
    path("cases/<str:reference>/representations/", not_yet, name="case_response"),
    path(
        "cases/<str:reference>/transfer-answer/", not_yet, name="case_transfer_answer"
    ),
]
