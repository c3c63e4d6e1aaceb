"""The words that models give to their fields."""

from __future__ import annotations

from typing import Any


def label_of_field(model: Any, name: str) -> str:
    """A field of a model (or of a row) as a label: its verbose name, capitalised."""
    verbose = str(model._meta.get_field(name).verbose_name)  # noqa: SLF001  public by documentation
    return verbose[:1].upper() + verbose[1:]
