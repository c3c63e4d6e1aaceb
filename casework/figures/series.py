"""Two pictures of weeks: an XmR chart, and bands that stack up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString

from casework.figures.drawing import (
    FOOT,
    RIGHT,
    TOP,
    WIDTH,
    Scale,
    axis_of_values,
    drawing,
    join,
    line,
    path,
    said,
    ticks_to,
    words,
)
from casework.figures.xmr import RULES, XmR

LEFT, HEIGHT, LABELS = 60, 260, 110
MIDDLE = "cw-svg__words cw-svg__words--middle"
MOST_DATES = 9


class Frame(NamedTuple):
    """The scales of a picture, and its axes as drawn."""

    x: Scale
    y: Scale
    axes: SafeString


def frame_of(weeks: Sequence[dt.date], most: float) -> Frame:
    """Weeks from left to right, values upwards from nought."""
    ticks = ticks_to(max(most, 1))
    bottom = TOP + HEIGHT
    x = Scale(0, max(len(weeks) - 1, 1), LEFT, WIDTH - RIGHT - LABELS)
    y = Scale(0, ticks[-1], bottom, TOP)
    every = max(-(-len(weeks) // MOST_DATES), 1)
    dates = [
        words(x(number), bottom + 20, f"{week:%-d %b %y}", MIDDLE)
        for number, week in enumerate(weeks)
        if number % every == 0
    ]
    middle = (x.start + x.end) / 2
    unit = words(middle, bottom + 40, "Weeks from Monday", MIDDLE)
    axes = [axis_of_values(y, ticks, LEFT, x.end), *dates, unit]
    return Frame(x, y, join(axes))


def xmr_picture(
    weeks: Sequence[dt.date], values: Sequence[float], chart: XmR | None, summary: str
) -> SafeString:
    """The series; with mean, limits, and diamonds for signals if it has them."""
    most = max([*values, chart.upper if chart else 0])
    frame = frame_of(weeks, most)
    x, y = frame.x, frame.y
    places = [(x(n), y(value)) for n, value in enumerate(values)]
    parts = [frame.axes, path(places, "cw-svg__line")]
    if chart:
        parts += _limits(frame, chart)
    for number, (place, value) in enumerate(zip(places, values, strict=True)):
        rules = chart.signals[number] if chart else frozenset[int]()
        parts.append(_point(place, weeks[number], value, rules))
    return drawing(TOP + HEIGHT + FOOT + 4, summary, *parts)


def _limits(frame: Frame, chart: XmR) -> list[SafeString]:
    parts = []
    for value, name, css in (
        (chart.upper, "Upper limit", "cw-svg__limit"),
        (chart.mean, "Mean", "cw-svg__mean"),
        (chart.lower, "Lower limit", "cw-svg__limit"),
    ):
        if value >= 0:
            at = frame.y(value)
            parts.append(line(LEFT, at, frame.x.end, at, css))
            parts.append(
                words(frame.x.end + 8, at + 5, f"{name} {said(round(value, 1))}")
            )
    return parts


def _point(
    place: tuple[float, float], week: dt.date, value: float, rules: frozenset[int]
) -> SafeString:
    x, y = place
    why = "; ".join(RULES[rule] for rule in sorted(rules))
    title = f"Week of {week:%-d %B %Y}: {said(value)}" + (f", {why}" if why else "")
    if not rules:
        return format_html(
            '<circle cx="{}" cy="{}" r="3.5" class="cw-svg__point">'
            "<title>{}</title></circle>",
            *(x, y, title),
        )
    corners = f"{x},{y - 8} {x + 8},{y} {x},{y + 8} {x - 8},{y}"
    return format_html(
        '<polygon points="{}" class="cw-svg__signal"><title>{}</title></polygon>',
        *(corners, title),
    )


def bands_picture(
    weeks: Sequence[dt.date],
    bands: Sequence[tuple[str, Sequence[int]]],
    classes: Sequence[str],
    summary: str,
) -> SafeString:
    """Bands on each other, the first at the bottom; each has class n of ``classes``."""
    tops = [0.0] * len(weeks)
    most = max([sum(values) for values in zip(*(b for _l, b in bands), strict=True)])
    frame = frame_of(weeks, most)
    parts = []
    for (_label, values), css in zip(bands, classes, strict=True):
        lower = [(frame.x(n), frame.y(top)) for n, top in enumerate(tops)]
        tops = [top + value for top, value in zip(tops, values, strict=True)]
        upper = [(frame.x(n), frame.y(top)) for n, top in enumerate(tops)]
        parts.append(path([*upper, *reversed(lower)], css, closed=True))
    return drawing(TOP + HEIGHT + FOOT + 4, summary, *parts, frame.axes)
