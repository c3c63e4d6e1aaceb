"""How django-allauth behaves here: nobody signs up, and every sign-in is told of."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.http import HttpRequest

from accounts.models import User
from accounts.watchers import Verb, tell


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Closed sign-up; signing in and out only together with its audit."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - its signature
        """Never: accounts are made in the administrator's pages."""
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign ``user`` in."""
        with transaction.atomic():
            super().login(request, user)
            tell(actor=user, subject=user, verb=Verb.SIGNED_IN)

    def logout(self, request: HttpRequest) -> None:
        """Sign the person of ``request`` out."""
        user = request.user
        with transaction.atomic():
            super().logout(request)
            if isinstance(user, User):
                tell(actor=user, subject=user, verb=Verb.SIGNED_OUT)

    def set_password(self, user: User, password: str) -> None:
        """Set a person's own password, which they have just typed twice."""
        with transaction.atomic():
            super().set_password(user, password)
            tell(actor=user, subject=user, verb=Verb.PASSWORD_SET, fields=["password"])

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ARG002 - its signature
        """Tell of a wrong password for a name that exists; axes counts every name."""
        name = str(credentials.get("username", "")).lower()
        subject = User.objects.filter(username=name).first()
        if subject is not None:
            tell(actor=None, subject=subject, verb=Verb.SIGN_IN_FAILED)
