"""A square picture of shares: what was said against what happened."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from casework.figures.drawing import TOP, Scale, axis_of_values, drawing, path, words

SIDE, LEFT = 300, 330
MARGIN = 0.1
TICKS = (0, 20, 40, 60, 80, 100)
MIDDLE = "cw-svg__words cw-svg__words--middle"


def shares_picture(
    points: Sequence[tuple[float, float, str]], summary: str, across: str, up: str
) -> SafeString:
    """Points (x, y, words) from 0 to 1, and the band within 10 in 100 of equal."""
    x, y = Scale(0, 1, LEFT, LEFT + SIDE), Scale(0, 1, TOP + SIDE, TOP)
    percent = Scale(0, 100, TOP + SIDE, TOP)
    band = [(0, 0), (MARGIN, 0), (1, 1 - MARGIN), (1, 1), (1 - MARGIN, 1), (0, MARGIN)]
    bottom = TOP + SIDE
    return drawing(
        bottom + 50,
        summary,
        path([(x(a), y(b)) for a, b in band], "cw-svg__band-50", closed=True),
        axis_of_values(percent, TICKS, LEFT, LEFT + SIDE),
        *(words(x(tick / 100), bottom + 18, str(tick), MIDDLE) for tick in TICKS),
        words(LEFT + SIDE / 2, bottom + 40, across, MIDDLE),
        words(LEFT - 45, TOP + SIDE / 2, up, "cw-svg__words cw-svg__words--end"),
        *(
            _mark(x(a), y(b), f"Said {100 * a:.0f}, were {100 * b:.0f}: {said}")
            for a, b, said in points
        ),
    )


def _mark(x: float, y: float, title: str) -> SafeString:
    corners = f"{x},{y - 8} {x + 8},{y} {x},{y + 8} {x - 8},{y}"
    return format_html(
        '<polygon points="{}" class="cw-svg__signal"><title>{}</title></polygon>',
        *(corners, title),
    )
