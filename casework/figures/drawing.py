"""Our own SVG: shapes as escaped strings, with presentation attributes and classes.

No style attribute and no script: the policy of the pages would block both. Colours are
in the stylesheet, and every shade differs in lightness too, for greyscale.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH = 960
RIGHT = 24
TOP = 16
FOOT = 44
STEPS = (1, 2, 5)


def nice_step(most: float, ticks: int = 6) -> float:
    """A step of 1, 2 or 5 times a power of ten that gives about ``ticks`` ticks."""
    if most <= 0:
        return 1
    rough = most / ticks
    power = float(10 ** math.floor(math.log10(rough)))
    return max(
        next((s * power for s in STEPS if s * power >= rough), 10 * power), 0.001
    )


def ticks_to(most: float) -> list[float]:
    """0 and the round values up to the first one not below ``most``; at least two."""
    step = nice_step(most)
    count = max(math.ceil(most / step - 1e-9), 1)
    return [round(step * number, 6) for number in range(count + 1)]


class Scale:
    """Maps values to places along one side of a drawing."""

    def __init__(self, low: float, high: float, start: float, end: float) -> None:
        self.low, self.high, self.start, self.end = low, high, start, end

    def __call__(self, value: float) -> float:
        """The place of ``value``; nothing is drawn outside the frame."""
        span = (self.high - self.low) or 1
        share = min(max((value - self.low) / span, 0), 1)
        return round(self.start + share * (self.end - self.start), 1)


def said(number: float) -> str:
    """A number as people write it: no needless ".0"."""
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.1f}"


def join(parts: Iterable[SafeString]) -> SafeString:
    """Pieces of a drawing after each other."""
    return format_html_join("", "{}", ((part,) for part in parts))


def rect(x: float, y: float, width: float, height: float, css: str) -> SafeString:
    """A rectangle."""
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" class="{}"/>',
        *(x, y, round(max(width, 0), 1), round(max(height, 0), 1), css),
    )


def line(x1: float, y1: float, x2: float, y2: float, css: str) -> SafeString:
    """A straight line."""
    return format_html(
        '<line x1="{}" y1="{}" x2="{}" y2="{}" class="{}"/>', x1, y1, x2, y2, css
    )


def words(x: float, y: float, text: str, css: str = "cw-svg__words") -> SafeString:
    """Text; its anchor is in its class."""
    return format_html('<text x="{}" y="{}" class="{}">{}</text>', x, y, css, text)


def path(
    points: Sequence[tuple[float, float]], css: str, *, closed: bool = False
) -> SafeString:
    """A line through the points, or the area within them."""
    steps = " ".join(f"{x},{y}" for x, y in points)
    tag = "polygon" if closed else "polyline"
    return format_html('<{} points="{}" class="{}"/>', tag, steps, css)


def dot(x: float, y: float, css: str, title: str, url: str = "") -> SafeString:
    """A dot with its words, a link if ``url`` is given."""
    shape = format_html(
        '<circle cx="{}" cy="{}" r="5.5" class="{}"><title>{}</title></circle>',
        *(x, y, css, title),
    )
    if not url:
        return shape
    return format_html('<a href="{}" aria-label="{}">{}</a>', url, title, shape)


def drawing(height: float, summary: str, *parts: SafeString) -> SafeString:
    """The whole picture; ``summary`` is what a screen reader says of it."""
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="group" '
        'aria-label="{}" class="cw-svg" focusable="false">{}</svg>',
        *(WIDTH, height, summary, join(parts)),
    )


def axis_of_days(
    scale: Scale, ticks: Sequence[float], bottom: float, unit: str
) -> SafeString:
    """Upright lines at round values, with the values below them."""
    lines = [line(scale(t), TOP, scale(t), bottom, "cw-svg__grid") for t in ticks]
    numbers = [
        words(scale(t), bottom + 18, said(t), "cw-svg__words cw-svg__words--middle")
        for t in ticks
    ]
    middle = (scale.start + scale.end) / 2
    css = "cw-svg__words cw-svg__words--middle"
    return join([*lines, *numbers, words(middle, bottom + 38, unit, css)])


def axis_of_values(
    scale: Scale, ticks: Sequence[float], left: float, right: float
) -> SafeString:
    """Level lines at round values, with the values on their left."""
    css = "cw-svg__words cw-svg__words--end"
    return join(
        [
            part
            for t in ticks
            for part in (
                line(left, scale(t), right, scale(t), "cw-svg__grid"),
                words(left - 8, scale(t) + 5, said(t), css),
            )
        ]
    )
