"""The app of the shared core."""

from __future__ import annotations

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Anything true of every case."""

    name = "casework"
    verbose_name = "Limits and lists"

    def ready(self) -> None:
        """Let the accounts app ask us about open work, and hear of its changes."""
        from casework import watching  # noqa: PLC0415  needs loaded models
        from casework.workflow import checks  # noqa: F401, PLC0415  registers itself

        watching.start()
