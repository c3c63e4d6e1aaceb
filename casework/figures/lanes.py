"""Two pictures with a lane for each row: open cases as dots, and stacked bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from casework.figures.drawing import (
    FOOT,
    RIGHT,
    TOP,
    WIDTH,
    Scale,
    axis_of_days,
    dot,
    drawing,
    join,
    line,
    rect,
    said,
    ticks_to,
    words,
)

LANE = 38
# Dots of one lane in one place stand above each other, so many at most.
STACKED = 3
BAR = 22
# Room for labels.
LEAST, MOST = 150, 420
END = "cw-svg__words cw-svg__words--end"


@dataclass(frozen=True)
class Dot:
    """One open case: its days, its words, its page."""

    days: float
    title: str
    url: str = ""
    css: str = "cw-svg__dot"


@dataclass(frozen=True)
class Lane:
    """A stage with its dots, and where half and 85 in 100 of the past had left it."""

    label: str
    dots: Sequence[Dot]
    p50: float | None = None
    p85: float | None = None


def room_for(labels: Sequence[str]) -> int:
    """The room on the left that the longest of ``labels`` takes."""
    return min(max(LEAST, 8 * max(map(len, labels), default=0) + 20), MOST)


def dots_in_lanes(lanes: Sequence[Lane], summary: str, unit: str) -> SafeString:
    """Days from left to right, a lane a stage, bands of the past behind the dots."""
    most = max(
        [d.days for lane in lanes for d in lane.dots]
        + [lane.p85 or 0 for lane in lanes]
        + [1]
    )
    ticks = ticks_to(most)
    left = room_for([lane.label for lane in lanes])
    scale = Scale(0, ticks[-1], left, WIDTH - RIGHT)
    bottom = TOP + LANE * len(lanes)
    drawn = [_lane(lane, number, scale) for number, lane in enumerate(lanes)]
    axis = axis_of_days(scale, ticks, bottom, unit)
    return drawing(bottom + FOOT, summary, axis, *drawn)


def _lane(lane: Lane, number: int, scale: Scale) -> SafeString:
    top = TOP + LANE * number
    middle = top + LANE / 2
    left = scale.start
    parts = [words(left - 10, middle + 5, lane.label, END)]
    if lane.p50 is not None and lane.p85 is not None:
        half, most = scale(lane.p50), scale(lane.p85)
        parts += [
            rect(left, top + 4, half - left, LANE - 8, "cw-svg__band-50"),
            rect(half, top + 4, most - half, LANE - 8, "cw-svg__band-85"),
            line(most, top + 2, most, top + LANE - 2, "cw-svg__mark-85"),
        ]
    taken: dict[int, int] = {}
    for one in sorted(lane.dots, key=lambda d: (-d.days, d.title)):
        place = round(scale(one.days) / 8)
        level = taken.get(place, 0) % STACKED
        taken[place] = taken.get(place, 0) + 1
        shift = (0, -9, 9)[level]
        parts.append(dot(scale(one.days), middle + shift, one.css, one.title, one.url))
    return join(parts)


@dataclass(frozen=True)
class Bar:
    """One row of stacked bars: its parts in the order of the legend."""

    label: str
    parts: Sequence[float]
    after: str = ""


def stacked_bars(
    bars: Sequence[Bar], classes: Sequence[str], summary: str, unit: str
) -> SafeString:
    """Level bars; part n has class n, and its value inside where there is room."""
    ticks = ticks_to(max([sum(bar.parts) for bar in bars] + [1]))
    left = room_for([bar.label for bar in bars])
    scale = Scale(0, ticks[-1], left, WIDTH - RIGHT - 60)
    bottom = TOP + LANE * len(bars)
    drawn = [_bar(bar, n, scale, classes) for n, bar in enumerate(bars)]
    axis = axis_of_days(scale, ticks, bottom, unit)
    return drawing(bottom + FOOT, summary, axis, *drawn)


def _bar(bar: Bar, number: int, scale: Scale, classes: Sequence[str]) -> SafeString:
    top = TOP + LANE * number + (LANE - BAR) / 2
    base = top + BAR - 6
    parts = [words(scale.start - 10, base, bar.label, END)]
    before = 0.0
    for value, css in zip(bar.parts, classes, strict=True):
        start, end = scale(before), scale(before + value)
        before += value
        if value > 0:
            parts.append(rect(start, top, end - start, BAR, css))
        if end - start >= 9 * len(said(value)) + 6:
            parts.append(_inside(start, end, base, value, css))
    after = bar.after or said(before)
    return join([*parts, words(scale(before) + 8, base, after)])


def _inside(
    start: float, end: float, base: float, value: float, css: str
) -> SafeString:
    """The value within its part, in light or dark letters."""
    tone = "light" if css.endswith(("1", "2")) else "dark"
    css = f"cw-svg__words cw-svg__words--middle cw-svg__words--{tone}"
    return words(round((start + end) / 2, 1), base, said(value), css)
