"""The app of the multi-agency risk assessment conference."""

from __future__ import annotations

from django.apps import AppConfig


class MaracConfig(AppConfig):
    """MARAC: referrals, lists, research, meetings and their actions."""

    name = "marac"
    verbose_name = "MARAC"

    def ready(self) -> None:
        """Make the scheme known to the core."""
        from casework.schemes import register  # noqa: PLC0415  needs loaded models
        from marac.scheme import MARAC  # noqa: PLC0415  the same

        register(MARAC)
