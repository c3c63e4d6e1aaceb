"""The pages for requests that are answered with an error (config.urls names them)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """400: what arrived is not as this product sends it."""
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the sentence of the PermissionDenied, or a general one."""
    page = {"refusal": str(exception)}
    return render(request, "errors/403.html", page, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """404: absent, or not theirs; the page does not say which."""
    return render(request, "errors/404.html", status=404)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """429: allauth's own limits on signing in, said as the lock-out of axes is."""
    return render(request, "errors/locked_out.html", status=429)


def broken(_request: HttpRequest) -> HttpResponse:
    """500: asks nothing of the database or the person, for either may be the fault."""
    return HttpResponse(render_to_string("errors/500.html"), status=500)
