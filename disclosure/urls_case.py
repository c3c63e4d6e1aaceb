"""The pages of a Clare's Law case."""

from __future__ import annotations

from django.urls import path

from casework.converters import CASE
from disclosure.views import (
    application,
    assessment,
    copies,
    decision,
    delivery,
    leaks,
    papers,
    records,
    review,
    second_look,
    second_looks,
    second_person,
    versions,
)
from disclosure.views.facts_pages import facts_page
from disclosure.views.wizard import wizard_page

urlpatterns = [
    path(f"{CASE}application/", application.application, name="case_application"),
    path(
        f"{CASE}application/change/",
        application.application_change,
        name="case_application_change",
    ),
    path(f"{CASE}application/warnings/", application.warnings, name="case_warnings"),
    path(f"{CASE}assessment/", assessment.assessment, name="case_assessment"),
    *(
        path(f"{CASE}{name}/", facts_page, {"page": f"case_{name}"}, f"case_{name}")
        for name in ("child", "presumption", "recipients", "closing")
    ),
    path(f"{CASE}risk/", records.risk, name="case_risk"),
    path(f"{CASE}record/<str:kind>/", records.record, name="case_record"),
    path(f"{CASE}decision/", decision.decision, name="case_decision"),
    path(f"{CASE}decision/proposal/", decision.proposal, name="case_proposal"),
    path(f"{CASE}decision/review/", review.review, name="case_review"),
    path(f"{CASE}decision/versions/", versions.versions, name="case_versions"),
    path(f"{CASE}decision/words/", leaks.leaks, name="case_leaks"),
    path(f"{CASE}delivery/", delivery.delivery, name="case_delivery"),
    path(
        f"{CASE}delivery/<slug:wizard>/<slug:step>/",
        wizard_page,
        name="case_visit",
    ),
    path(f"{CASE}papers/", papers.papers, name="case_papers"),
    path(f"{CASE}papers/<str:paper>/", papers.preview, name="case_paper"),
    path(
        f"{CASE}papers/<int:issue>/release/",
        copies.release,
        name="case_paper_release",
    ),
    path(f"{CASE}papers/copies/<int:copy>/", copies.copy_end, name="case_copy"),
    path(
        f"{CASE}sign-off/<str:purpose>/", second_person.sign_off, name="case_sign_off"
    ),
    path(
        f"{CASE}emergency-review/",
        second_person.emergency_review,
        name="case_emergency_review",
    ),
    path(f"{CASE}representations/", second_person.response, name="case_response"),
    path(
        f"{CASE}transfer-answer/",
        second_person.transfer_answer,
        name="case_transfer_answer",
    ),
    path(f"{CASE}second-look/", second_look.second_look, name="case_second_look"),
    path(
        f"{CASE}second-look/result/",
        second_look.result,
        name="case_second_look_result",
    ),
    path("second-looks/", second_looks.second_looks, name="second_looks"),
    path("second-looks/agreement/", second_looks.agreement, name="second_look_rates"),
]
