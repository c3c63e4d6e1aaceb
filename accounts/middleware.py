"""Ends sessions that idled too long or lived too long, without a write per request."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"
# The stamp is refreshed at most this often: one session write a minute, not one a page.
STAMP_EVERY_SECONDS = 60


class SessionLimitMiddleware:
    """Signs a person out after the idle limit or the absolute limit of the settings.

    Limits: ``SESSION_IDLE_MINUTES`` and ``SESSION_ABSOLUTE_HOURS``. The session of a
    person who was deactivated, or removed, ends with their next request, so that it
    cannot come back to life with the account.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = timezone.now().timestamp()
        if request.user.is_authenticated:
            if self._has_expired(request, now):
                logout(request)
            else:
                self._stamp(request, now)
        elif SESSION_KEY in request.session:
            request.session.flush()
        return self.get_response(request)

    def _has_expired(self, request: HttpRequest, now: float) -> bool:
        seen = request.session.get(SEEN_AT, now)
        signed_in = request.session.get(SIGNED_IN_AT, now)
        idle = now - seen > settings.SESSION_IDLE_MINUTES * 60
        return bool(idle or now - signed_in > settings.SESSION_ABSOLUTE_HOURS * 3600)

    def _stamp(self, request: HttpRequest, now: float) -> None:
        if SIGNED_IN_AT not in request.session:
            request.session[SIGNED_IN_AT] = now
        if now - request.session.get(SEEN_AT, 0) > STAMP_EVERY_SECONDS:
            request.session[SEEN_AT] = now
