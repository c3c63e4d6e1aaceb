"""Ties what one request or command writes together, and keeps its pages out of caches.

Every request and every command has an id. The audit writer stores it with each event,
and pghistory with each row of history, so that an act and the values it changed can be
read side by side (architecture, section 3: AuditEvent).
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

import pghistory
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

if TYPE_CHECKING:
    # The formatter of log lines asks for the id before models can be loaded.
    from accounts.models import User

HEADER = "X-Request-ID"
_request_id: ContextVar[str] = ContextVar("request_id", default="")


def current_request_id() -> str:
    """The id of the request or command that runs now, or "" outside of both."""
    return _request_id.get()


@contextmanager
def acting_as(user: User | None) -> Iterator[str]:
    """Gives a management command or a task an id of its own, as a request has.

    Takes the person on whose behalf it writes; None means the product itself. Yields
    the id. Inside a request or another such block that one's id is kept.
    """
    request_id = current_request_id() or str(uuid.uuid4())
    token = _request_id.set(request_id)
    try:
        with pghistory.context(
            user=user.pk if user is not None else None, request_id=request_id
        ):
            yield request_id
    finally:
        _request_id.reset(token)


class AuditContextMiddleware:
    """Gives each request an id, which the answer names in its header."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user if request.user.is_authenticated else None
        with acting_as(user) as request_id:
            response = self.get_response(request)
        response.headers[HEADER] = request_id
        return response


class NoStoreMiddleware:
    """Keeps signed-in pages out of every cache, and empties it at sign-out.

    The back button after sign-out then shows nothing (reliability, V14 and C-07).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        was_signed_in = request.user.is_authenticated
        response = self.get_response(request)
        if was_signed_in or request.user.is_authenticated:
            add_never_cache_headers(response)
        if was_signed_in and not request.user.is_authenticated:
            response.headers["Clear-Site-Data"] = '"cache"'
        return response
