"""Refuses a request that is too large, or does not say how large, before reading it.

The proxy does the same (``deploy/nginx``); a web process that is reached some other way
must not spool what it is sent (reliability U-02).
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

LENGTH_REQUIRED, TOO_LARGE = 411, 413
MEGABYTE = 1024 * 1024
Respond = Callable[[HttpRequest], HttpResponse]


class BodyLimitMiddleware:
    """413 past REQUEST_LIMIT_BYTES; 411 for a body that comes in chunks unannounced."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The next answer, or a page that says what was wrong and what to do."""
        length = request.META.get("CONTENT_LENGTH") or ""
        if not length and request.META.get("HTTP_TRANSFER_ENCODING"):
            return _too_large(request, LENGTH_REQUIRED)
        if length.isdecimal() and int(length) > settings.REQUEST_LIMIT_BYTES:
            return _too_large(request, TOO_LARGE)
        return self.get_response(request)


def _too_large(request: HttpRequest, status: int) -> HttpResponse:
    page = {
        "limit": settings.UPLOAD_LIMIT_BYTES // MEGABYTE,
        "unannounced": status == LENGTH_REQUIRED,
    }
    return render(request, "errors/too_large.html", page, status=status)
