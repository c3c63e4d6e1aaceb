"""The product's addresses and, below ``limit/``, those of the limits."""

from __future__ import annotations

from django.urls import include, path

from bench import limit

urlpatterns = [
    path("limit/hello/", limit.hello),
    path("limit/floor/", limit.floor),
    path("limit/list/", limit.case_list),
    path("limit/case/<str:reference>/", limit.case),
    path("", include("config.urls")),
]
