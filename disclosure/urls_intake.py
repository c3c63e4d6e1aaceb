"""Pages about no one case: ways in, and what supervisors look through."""

from __future__ import annotations

from django.urls import path

from casework.converters import CASE
from disclosure.views import inbox, intake, leaks, submission

urlpatterns = [
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/upload/", inbox.inbox_upload, name="inbox_upload"),
    path("inbox/<int:pk>/", submission.submission, name="submission"),
    path("marked-words/", leaks.overrides, name="leak_overrides"),
    path("start/", intake.intake_start, name="intake_start"),
    path(f"{CASE}intake/about/", intake.intake_about, name="intake_about"),
    path(
        f"{CASE}intake/confirm/",
        intake.intake_confirm,
        name="intake_confirm",
    ),
]
