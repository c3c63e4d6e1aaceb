"""How long things last when some have not ended yet (Kaplan and Meier).

What has not ended is no short duration: it counts as "at least so long". Pure
arithmetic: no database, no Django.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

# So that the furthest past case counts a little too.
WIDER = 1.1


@dataclass(frozen=True)
class Lasting:
    """One duration, in days; ``has_ended`` is False for "at least so long".

    ``weight`` says how much it counts beside the others.
    """

    days: float
    has_ended: bool
    weight: float = 1.0


@dataclass(frozen=True)
class Curve:
    """The share that lasts beyond each of ``days``, which rise."""

    days: Sequence[float]
    beyond: Sequence[float]

    def share_beyond(self, days: float) -> float:
        """The share, from 0 to 1, that lasts longer than ``days``."""
        place = bisect_right(self.days, days)
        return self.beyond[place - 1] if place else 1.0

    def ended_by(self, share: float) -> float | None:
        """The days by which ``share`` have ended; None if the past does not reach."""
        for days, beyond in zip(self.days, self.beyond, strict=True):
            if beyond <= 1 - share + 1e-12:
                return days
        return None


def curve_of(durations: Iterable[Lasting]) -> Curve:
    """The curve of these durations; without any, everything lasts for ever."""
    ordered = sorted(durations, key=lambda one: one.days)
    still_there = sum(one.weight for one in ordered)
    days: list[float] = []
    beyond: list[float] = []
    share = 1.0
    for at, same in groupby(ordered, key=lambda one: one.days):
        members = list(same)
        ended = sum(one.weight for one in members if one.has_ended)
        if ended > 0:
            share *= max(1 - ended / still_there, 0.0)
            days.append(at)
            beyond.append(share)
        still_there -= sum(one.weight for one in members)
    return Curve(days, beyond)


@dataclass(frozen=True)
class Past:
    """One past stay at a stage, in days: since receipt when it began, how long it was
    or has been, and from its beginning to the end of the case's clock.
    """

    case: int
    at_entry: float
    stay: float
    whole: Lasting


def alike(
    past: Sequence[Past], *, case: int, at_entry: float, age: float, fewest: int
) -> list[tuple[Past, float]]:
    """The past stays that say something about a case ``age`` days at this stage.

    Those that were there at least so long; of many, the third that came to the stage
    after most nearly as many days since receipt. Each with its weight: the nearer, the
    more (tricube weights; so the curve is the one of Beran).
    """
    as_long = [one for one in past if one.stay >= age and one.case != case]
    as_long.sort(key=lambda one: (abs(one.at_entry - at_entry), one.case))
    if len(as_long) >= 2 * fewest:
        as_long = as_long[: max(fewest, len(as_long) // 3)]
    far = max((abs(one.at_entry - at_entry) for one in as_long), default=0) * WIDER
    return [(one, _nearness(one.at_entry - at_entry, far)) for one in as_long]


def _nearness(distance: float, far: float) -> float:
    """From 1 beside it to almost 0 at the furthest."""
    return (1 - (abs(distance) / far) ** 3) ** 3 if far else 1.0


def remaining(chosen: Iterable[tuple[Past, float]], age: float) -> Curve:
    """How much longer such cases took, from ``age`` days at the stage on."""
    return curve_of(
        Lasting(one.whole.days - age, one.whole.has_ended, weight)
        for one, weight in chosen
    )
