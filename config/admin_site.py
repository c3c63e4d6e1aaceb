"""The administrator's pages: people, roles, units, agencies, settings; never a case.

Loaded before there are models, so nothing here imports one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.db.models.base import ModelBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator

from accounts.roles import Role

# What any other app brings for the admin (schedules, lock-outs, groups) stays out.
SHOWN_APPS = frozenset({"accounts", "casework"})


class CaseworkAdminSite(AdminSite):
    """Django's admin, opened by the administrator role and by nothing else."""

    site_header = "People and settings"
    site_title = "People and settings"
    index_title = "People and settings"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """True for a signed-in, active person who holds the administrator role now."""
        user = request.user
        return user.is_authenticated and user.holds(Role.ADMINISTRATOR)

    def register(
        self,
        model_or_iterable: type[Model] | Iterable[type[Model]],
        admin_class: type[ModelAdmin[Any]] | None = None,
        **options: Any,
    ) -> None:
        """Takes the models of SHOWN_APPS and leaves out those of every other app."""
        given: Iterable[type[Model]] = (
            [model_or_iterable]
            if isinstance(model_or_iterable, ModelBase)
            else model_or_iterable
        )
        ours = [model for model in given if app_of(model) in SHOWN_APPS]
        super().register(ours, admin_class, **options)

    @method_decorator(login_not_required)
    def login(
        self,
        request: HttpRequest,
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002 - Django's
    ) -> HttpResponse:
        """One way to sign in for everybody; 403 for one signed in without the role."""
        if request.user.is_authenticated:
            raise PermissionDenied("Only an administrator can open these pages.")
        query = urlencode({"next": request.GET.get("next", "")})
        return redirect(f"{reverse('account_login')}?{query}")

    def logout(  # type: ignore[override]  # any answer is one of a view
        self,
        request: HttpRequest,  # noqa: ARG002 - Django's
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002 - Django's
    ) -> HttpResponse:
        """One way to sign out for everybody: the page that asks."""
        return redirect("account_logout")

    def password_change(  # type: ignore[override]  # the same
        self,
        request: HttpRequest,  # noqa: ARG002 - Django's
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002 - Django's
    ) -> HttpResponse:
        """One way to change one's own password."""
        return redirect("account_change_password")


def app_of(model: type[Model]) -> str:
    """The label of the app that ``model`` belongs to."""
    return str(model._meta.app_label)  # noqa: SLF001 - Django's documented name


class CaseworkAdminConfig(AdminConfig):
    """Makes the site above Django's default admin site."""

    default_site = "config.admin_site.CaseworkAdminSite"
