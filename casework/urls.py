"""The addresses of the core: lists, and the pages that every case has."""

from __future__ import annotations

from casework import urls_case, urls_figures, urls_lists, urls_notices, urls_work

urlpatterns = [
    *urls_lists.urlpatterns,
    *urls_notices.urlpatterns,
    *urls_case.urlpatterns,
    *urls_work.urlpatterns,
    *urls_figures.urlpatterns,
]
