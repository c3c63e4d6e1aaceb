"""The app that knows who people are."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who: people, units, agencies and roles."""

    name = "accounts"
    verbose_name = "People and roles"
