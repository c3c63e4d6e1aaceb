"""Small numbers that could name somebody are not told outside the unit."""

from __future__ import annotations

from collections.abc import Sequence


def suppressed(counts: Sequence[int], *, few: int) -> list[str]:
    """The counts in words, those from 1 to ``few`` - 1 as "fewer than n".

    When one alone was hidden, the total would give it away: the smallest of the others
    is hidden too.
    """
    hidden = {n for n, count in enumerate(counts) if 0 < count < few}
    if len(hidden) == 1:
        others = [n for n in range(len(counts)) if n not in hidden and counts[n]]
        if others:
            hidden.add(min(others, key=lambda n: counts[n]))
    return [
        _said(count, few) if n in hidden else f"{count:,}"
        for n, count in (enumerate(counts))
    ]


def _said(count: int, few: int) -> str:
    return f"fewer than {few}" if count < few else "not told"
