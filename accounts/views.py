"""Pages of allauth that this product does not offer."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse


def not_served(_request: HttpRequest) -> HttpResponse:
    """404: people are added and passwords reset by an administrator."""
    raise Http404
