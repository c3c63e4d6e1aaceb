"""The app of the disclosure schemes."""

from __future__ import annotations

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """Clare's Law (and later Sarah's Law)."""

    name = "disclosure"
    verbose_name = "Disclosure"

    def ready(self) -> None:
        """Make the schemes known to the core."""
        from casework.schemes import register  # noqa: PLC0415  needs loaded models
        from disclosure.scheme import CLARES_LAW  # noqa: PLC0415  the same

        register(CLARES_LAW)
