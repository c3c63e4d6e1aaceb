"""Which name and which address a failed sign-in counts against (django-axes)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest


def counted_name(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """The username as it is looked up: capital letters give nobody more attempts."""
    name = (credentials or {}).get("username") or request.POST.get("login", "")
    return str(name).strip().lower()


def counted_address(request: HttpRequest) -> str | None:
    """The visitor's address behind ``PROXY_COUNT`` proxies; None outside of a server.

    The same answer as allauth's own limits use.
    """
    if "REMOTE_ADDR" not in request.META:
        return None
    return str(get_adapter().get_client_ip(request))
