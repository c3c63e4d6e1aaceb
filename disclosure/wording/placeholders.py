"""Names in braces that stand for a fact: a fixed list, and no code (P-04).

``{{ 7*7 }}``, ``{% load %}`` and anything else that is no name of the list stays as it
was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

NAMED = re.compile(r"(?<!\{)\{([a-z_]+)\}(?!\})")


def fill(text: str, values: Mapping[str, str]) -> str:
    """``text`` with each ``{name}`` that ``values`` has replaced by its value."""
    return NAMED.sub(lambda found: values.get(found[1], found[0]), text)


def unknown_names(text: str, allowed: Iterable[str]) -> list[str]:
    """Names in braces that are not among ``allowed``, in order."""
    known = set(allowed)
    return [name for name in dict.fromkeys(NAMED.findall(text)) if name not in known]
