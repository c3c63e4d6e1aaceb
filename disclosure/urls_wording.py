"""Standard words, and the printed copies of a unit."""

from __future__ import annotations

from django.urls import path

from disclosure.views import copies, wording

urlpatterns = [
    path("copies/", copies.copies, name="copies"),
    path("wording/", wording.wording, name="wording"),
    path("wording/<int:paragraph>/", wording.paragraph, name="wording_paragraph"),
    path("wording/<int:paragraph>/change/", wording.change, name="wording_change"),
    path("wording/<int:paragraph>/approve/", wording.approve, name="wording_approve"),
]
