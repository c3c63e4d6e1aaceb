"""Every address of the product."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

from casework import error_pages, health

urlpatterns = [
    path("", include("casework.urls")),
    path("", include("disclosure.urls")),
    path("", include("marac.urls_agencies")),
    path("", include("marac.urls")),
    path("", include("marac.urls_meeting")),
    path("account/", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("healthz/", health.healthz, name="healthz"),
    path("readyz/", health.readyz, name="readyz"),
]

handler400 = error_pages.bad_request
handler403 = error_pages.forbidden
handler404 = error_pages.not_found
handler429 = error_pages.too_many_requests  # asked for by allauth
handler500 = error_pages.broken
