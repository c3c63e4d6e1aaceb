"""Making forecasts: as of any instant, from what was known then and nothing later.

A forecast of the past is made by the same lines as one of today, so that it can be
checked against what happened (features, part 4, 1).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection, transaction

from casework.clock import local_date
from casework.figures.limits import figure_limits
from casework.figures.periods import midnight
from casework.figures.survival import Curve, Lasting, Past, alike, remaining
from casework.figures.whole import whole_clocks
from casework.models import Forecast
from casework.schemes import all_schemes

# Of each unit, scheme, route and stage the latest stays so many.
MOST_PAST = 500
# How many weeks back the first run goes, so that there is something to check.
FIRST_WEEKS = 26
MONDAY = 0
DAY = dt.timedelta(days=1)

# What was known at an instant: stays that had begun, and ends that had come.
KNOWN = """
SELECT * FROM (
    SELECT c.unit_id, c.scheme, c.route, v.stage, v.case_id, v.entered_at,
        CASE WHEN v.left_at <= %(at)s THEN v.left_at END AS left_at,
        d.started_at, d.due_at,
        CASE WHEN d.met_at <= %(at)s THEN d.met_at END AS met_at,
        CASE WHEN d.ended_at <= %(at)s THEN d.ended_at END AS ended_at,
        row_number() OVER (
            PARTITION BY c.unit_id, c.scheme, c.route, v.stage,
                (v.left_at IS NULL OR v.left_at > %(at)s)
            ORDER BY v.entered_at DESC, v.id DESC
        ) AS place,
        (v.left_at IS NULL OR v.left_at > %(at)s) AS is_there
    FROM casework_stagevisit AS v
    JOIN casework_case AS c ON c.id = v.case_id
    JOIN casework_deadline AS d ON d.case_id = v.case_id
        AND d.key = ANY(%(keys)s) AND d.started_at <= v.entered_at
        AND (d.met_at IS NULL OR d.met_at > v.entered_at)
        AND (d.ended_at IS NULL OR d.ended_at > v.entered_at)
    WHERE v.entered_at <= %(at)s AND v.entered_at >= %(since)s
) AS known
WHERE is_there OR place <= %(most)s
ORDER BY case_id, entered_at
"""


class Stay(NamedTuple):
    """One row of what was known."""

    unit: int
    scheme: str
    route: str
    stage: str
    case: int
    entered_at: dt.datetime
    left_at: dt.datetime | None
    started_at: dt.datetime
    due_at: dt.datetime
    met_at: dt.datetime | None
    ended_at: dt.datetime | None
    place: int
    is_there: bool

    @property
    def is_open(self) -> bool:
        """Whether the case was at this stage then, and its clock ran."""
        return self.is_there and self.met_at is None and self.ended_at is None

    @property
    def group(self) -> tuple[int, str, str, str]:
        """The cases that it is compared with."""
        return (self.unit, self.scheme, self.route, self.stage)

    @property
    def wider_group(self) -> tuple[int, str, str]:
        """The same whatever the route."""
        return (self.unit, self.scheme, self.stage)

    def days_to(self, instant: dt.datetime) -> float:
        """Days of 24 hours from entering the stage."""
        return (instant - self.entered_at) / DAY

    @property
    def at_entry(self) -> float:
        """Days since receipt when the stage was entered."""
        return (self.entered_at - self.started_at) / DAY

    def as_past(self, at: dt.datetime) -> Past:
        """What it says about others: an end that had not come is "at least"."""
        end = self.met_at or self.ended_at or at
        whole = Lasting(self.days_to(end), self.met_at is not None)
        stay = self.days_to(min(self.left_at or at, end))
        return Past(self.case, self.at_entry, stay, whole)


@dataclass(frozen=True)
class History:
    """The past stays by group, and by group whatever the route."""

    narrow: dict[tuple[int, str, str, str], list[Past]]
    wide: dict[tuple[int, str, str], list[Past]]

    @classmethod
    def of(cls, stays: Sequence[Stay], at: dt.datetime) -> History:
        """The history that ``stays`` are."""
        narrow: dict[tuple[int, str, str, str], list[Past]] = {}
        wide: dict[tuple[int, str, str], list[Past]] = {}
        for stay in stays:
            past = stay.as_past(at)
            narrow.setdefault(stay.group, []).append(past)
            wide.setdefault(stay.wider_group, []).append(past)
        return cls(narrow, wide)

    def like(
        self, stay: Stay, at: dt.datetime, fewest: int
    ) -> tuple[list[tuple[Past, float]], bool]:
        """The past cases like an open one; all routes where its own has too few."""
        for is_wide, past in (
            (False, self.narrow.get(stay.group, [])),
            (True, self.wide.get(stay.wider_group, [])),
        ):
            chosen = alike(
                past,
                case=stay.case,
                at_entry=stay.at_entry,
                age=stay.days_to(at),
                fewest=fewest,
            )
            if len(chosen) >= fewest:
                return chosen, is_wide
        return chosen, True


def stays_known_at(at: dt.datetime, *, back_days: int) -> list[Stay]:
    """Every stay that had begun by ``at``, with the ends that had come; one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            KNOWN,
            {
                "at": at,
                "since": at - dt.timedelta(days=2 * back_days),
                "keys": whole_clocks(),
                "most": MOST_PAST,
            },
        )
        return [Stay(*row) for row in cursor.fetchall()]


def forecasts_at(at: dt.datetime) -> list[Forecast]:
    """A forecast for every case open at ``at``, not written yet."""
    limits = figure_limits([scheme.key for scheme in all_schemes()])
    stays = stays_known_at(at, back_days=limits.back_days)
    history = History.of(stays, at)
    return [
        _forecast(stay, at, history, limits.history) for stay in stays if stay.is_open
    ]


def _forecast(stay: Stay, at: dt.datetime, history: History, fewest: int) -> Forecast:
    chosen, is_wide = history.like(stay, at, fewest)
    made = Forecast(
        case_id=stay.case,
        made_on=local_date(at),
        made_at=at,
        stage=stay.stage,
        due_at=stay.due_at,
        history=len(chosen),
        all_routes=is_wide,
    )
    left = (stay.due_at - at) / DAY
    if left <= 0:
        # No history is needed to know it.
        made.late_chance = 1.0
    if len(chosen) >= fewest:
        curve = remaining(chosen, stay.days_to(at))
        if left > 0:
            made.late_chance = curve.share_beyond(left)
        made.p50_on, made.p85_on, made.p95_on = (
            _day(curve, share, at) for share in (0.5, 0.85, 0.95)
        )
    return made


def _day(curve: Curve, share: float, at: dt.datetime) -> dt.date | None:
    days = curve.ended_by(share)
    return None if days is None else local_date(at + dt.timedelta(days=days))


@transaction.atomic
def make_forecasts(at: dt.datetime) -> int:
    """Write the forecasts of the day of ``at`` anew; returns how many.

    Those of Mondays stay, to be checked; of the other days only the latest.
    """
    today = local_date(at)
    Forecast.objects.filter(made_on=today).delete()
    old = Forecast.objects.filter(made_on__lt=today)
    old.exclude(made_on__iso_week_day=MONDAY + 1).delete()
    return len(Forecast.objects.bulk_create(forecasts_at(at), batch_size=2_000))


def make_due_forecasts(at: dt.datetime) -> int:
    """Write what is due at ``at``: today's once, and on the very first run the Mondays
    before, so that calibration has something to show. Returns how many were written.
    """
    if Forecast.objects.filter(made_on=local_date(at)).exists():
        return 0
    count = 0
    if not Forecast.objects.exists():
        for monday in _mondays_before(local_date(at)):
            count += make_forecasts(midnight(monday) + dt.timedelta(hours=6))
    return count + make_forecasts(at)


def _mondays_before(day: dt.date) -> list[dt.date]:
    latest = day - dt.timedelta(days=day.weekday() or 7)
    return [latest - dt.timedelta(weeks=n) for n in range(FIRST_WEEKS - 1, -1, -1)]
