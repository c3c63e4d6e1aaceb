"""The app of the disclosure schemes."""

from __future__ import annotations

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """Clare's Law and Sarah's Law."""

    name = "disclosure"
    verbose_name = "Disclosure"

    def ready(self) -> None:
        """Make the schemes known to the core."""
        from casework.schemes import register  # noqa: PLC0415  needs loaded models
        from disclosure.manifest import register_manifest  # noqa: PLC0415  the same
        from disclosure.sarahs_law.scheme import (  # noqa: PLC0415  the same
            MANIFEST as SARAHS_MANIFEST,
        )
        from disclosure.sarahs_law.scheme import SARAHS_LAW  # noqa: PLC0415  the same
        from disclosure.scheme import CLARES_LAW  # noqa: PLC0415  the same
        from disclosure.scheme import (  # noqa: PLC0415  the same
            MANIFEST as CLARES_MANIFEST,
        )

        for scheme, manifest in (
            (CLARES_LAW, CLARES_MANIFEST),
            (SARAHS_LAW, SARAHS_MANIFEST),
        ):
            register(scheme)
            register_manifest(manifest)
