"""What the address of a case looks like; anything else is no such page."""

from __future__ import annotations

import re

from django.urls import register_converter

# As ``next_reference`` makes them, in any case of the letters: CL-26-000123-K.
REFERENCE = r"[A-Za-z]{2}-[0-9]{2}-[0-9]{6}-[A-Za-z]"
CASE = "cases/<reference:reference>/"


class ReferenceConverter:
    """The reference of a case, so that no other text reaches the database."""

    regex = REFERENCE

    def to_python(self, value: str) -> str:
        """As it was typed; ``find_case`` does not mind the case of the letters."""
        return value

    def to_url(self, value: str) -> str:
        """The reference itself."""
        return value


def is_reference(text: str) -> bool:
    """Whether ``text`` could be the reference of a case."""
    return re.fullmatch(REFERENCE, text) is not None


register_converter(ReferenceConverter, "reference")
