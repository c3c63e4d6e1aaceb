"""Keeps what was typed when a form arrives after its session or token has ended.

Nothing is written. The fields wait in the cache, for the person who typed them and for
nobody else, until that person has signed in again (reliability C-06 and C-07). Whose
they are, the form's own CSRF token says: its secret belongs to one sign-in.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.middleware import csrf
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import salted_hmac

BELOW = "What you typed is below; nothing was saved yet."
SIGNED_OUT = f"You were signed out. {BELOW}"
STALE = f"You signed in again after you opened this page. {BELOW}"
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
LETTERS = frozenset(csrf.CSRF_ALLOWED_CHARS)
MARK = "typist_known"


@dataclass(frozen=True, slots=True)
class Kept:
    """The fields of one form (as a query string), and whose they are."""

    username: str
    fields: str
    because: str


def typed_before(request: HttpRequest) -> QueryDict | None:
    """What this person had typed on this page when they were signed out, if anything.

    A view calls it when it draws an empty form, and fills the form with the answer as
    unbound initial data; the message above the form is already said.
    """
    kept = cache.get(f"typed:{request.COOKIES.get(_cookie(request), '')}")
    if not isinstance(kept, Kept) or kept.username != request.user.get_username():
        return None
    messages.warning(request, kept.because)
    return QueryDict(kept.fields)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The answer to a form with a stale token (``CSRF_FAILURE_VIEW``)."""
    if request.path == reverse(settings.LOGIN_URL):
        return HttpResponseRedirect(request.get_full_path())
    typist, present = _typist(request), request.user.get_username()
    if typist and typist == present:
        again = HttpResponseRedirect(request.get_full_path())
        return _keep(request, typist, again, STALE)
    if typist and not present:
        sign_in = redirect_to_login(request.get_full_path())
        return _keep(request, typist, sign_in, SIGNED_OUT)
    page = render(request, "errors/csrf.html", status=403)
    return _keep(request, typist, page, SIGNED_OUT) if typist else page


class RescueMiddleware:
    """Stands before LoginRequiredMiddleware, which would throw the fields away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            _remember_typist(request)
            if request.method == "POST":
                _forget(request, response)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *_: Any
    ) -> HttpResponse | None:
        """Keep what a person without a session sends to a page that needs one."""
        if request.method != "POST" or request.user.is_authenticated:
            return None
        typist = _typist(request) if getattr(view, "login_required", True) else ""
        sign_in = redirect_to_login(request.get_full_path())
        return _keep(request, typist, sign_in, SIGNED_OUT) if typist else None


def _keep(
    request: HttpRequest, username: str, response: HttpResponse, because: str
) -> HttpResponse:
    """Keep the fields for ``username``; ``response`` carries the key to them."""
    fields = [(name, words) for name, words in request.POST.lists() if _may_keep(name)]
    kept = Kept(username, urlencode(fields, doseq=True), because)
    key, seconds = secrets.token_urlsafe(24), settings.SESSION_IDLE_MINUTES * 60
    cache.set(f"typed:{key}", kept, seconds)
    response.set_cookie(
        _cookie(request), key, seconds, secure=request.is_secure(), httponly=True
    )
    return response


def _may_keep(name: str) -> bool:
    return name != TOKEN and "password" not in name.lower()


def _forget(request: HttpRequest, response: HttpResponse) -> None:
    """The form was sent again: what was kept of it has done its work."""
    name, broken = _cookie(request), response.status_code >= 400  # noqa: PLR2004 - errors
    if name in request.COOKIES and name not in response.cookies and not broken:
        cache.delete(f"typed:{request.COOKIES[name]}")
        response.delete_cookie(name)


def _remember_typist(request: HttpRequest) -> None:
    """Note once a sign-in whose forms carry the present secret."""
    secret = request.META.get("CSRF_COOKIE", "")
    if secret and request.session.get(MARK) != _digest(secret):
        hours = settings.SESSION_ABSOLUTE_HOURS
        cache.set(_digest(secret), request.user.get_username(), hours * 3600)
        request.session[MARK] = _digest(secret)


def _typist(request: HttpRequest) -> str:
    """The username to whom the form was shown, or "" if its token says nothing."""
    token = request.POST.get(TOKEN, "")
    if len(token) != csrf.CSRF_TOKEN_LENGTH or not set(token) <= LETTERS:
        return ""
    secret = csrf._unmask_cipher_token(token)  # type: ignore[attr-defined]  # noqa: SLF001
    return str(cache.get(_digest(secret), ""))


def _digest(secret: str) -> str:
    return f"typist:{salted_hmac('casework.rescue', secret).hexdigest()}"


def _cookie(request: HttpRequest) -> str:
    """One name a page: nothing is shown on another, and tabs do not overwrite."""
    return f"typed-{hashlib.sha256(request.path.encode()).hexdigest()[:12]}"
