"""The addresses of the disclosure schemes: ways in, and pages of their cases."""

from __future__ import annotations

from disclosure import urls_case, urls_intake, urls_wording

urlpatterns = [
    *urls_intake.urlpatterns,
    *urls_case.urlpatterns,
    *urls_wording.urlpatterns,
]
