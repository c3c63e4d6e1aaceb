"""What a component is, and how one is drawn.

A component is a frozen dataclass (its props) and ``templates/components/<name>.html``.
``templatetags/components.py`` makes one template tag of each, e.g.
``{% tag "Overdue" "red" %}``, or ``{% stage_tracker tracker %}`` with the props made in
Python.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any, Literal, TypeVar, cast, get_args

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

Tone = Literal[
    "grey", "blue", "teal", "green", "yellow", "orange", "red", "purple", "magenta"
]
TONES: frozenset[str] = frozenset(get_args(Tone))

Props = TypeVar("Props")
REGISTRY: dict[str, type[Any]] = {}
# The template of each props class, and the names that it reads.
_DRAWN_BY: dict[type[Any], tuple[str, tuple[str, ...]]] = {}


def component(name: str) -> Callable[[type[Props]], type[Props]]:
    """Declares the dataclass as the props of ``templates/components/<name>.html``."""

    def declare(props: type[Props]) -> type[Props]:
        REGISTRY[name] = props
        names = tuple(prop.name for prop in fields(cast("Any", props)))
        _DRAWN_BY[props] = (f"components/{name}.html", names)
        return props

    return declare


def render(props: object, **extra: Any) -> SafeString:
    """The HTML of a component; ``extra`` is context beyond its props (CSRF token)."""
    template, names = _DRAWN_BY[type(props)]
    values = {name: getattr(props, name) for name in names}
    return render_to_string(template, {**values, "props": props, **extra})


class Toned:
    """Refuses a tone that the stylesheet does not know, where it is written."""

    tone: str

    def __post_init__(self) -> None:
        if self.tone and self.tone not in TONES:
            raise ValueError(f"{self.tone!r} is no tone; choose one of {sorted(TONES)}")
