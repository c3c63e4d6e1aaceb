"""The time of a case cut where anything changed: stage, holder or wait.

A clock of the whole case runs from its start to when it was met, ended, or now. Its
time is cut at every change, and each slice belongs to one stage, one holder and one
wait, or to none. So the slices of a clock add up to its time, to the microsecond.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from casework.figures.words import With
from casework.schemes import scheme_named

# Where there is no visit yet: the case had been received and nobody had opened it.
UNOPENED = ""

SLICES = """
WITH clocks AS (
    SELECT d.id, d.case_id, c.scheme, c.lateness_cause, d.started_at AS starts,
        coalesce(d.met_at, d.ended_at, %(at)s) AS ends
    FROM casework_deadline AS d JOIN casework_case AS c ON c.id = d.case_id
    WHERE d.id = ANY(%(clocks)s)
), changes AS (
    SELECT k.id, v.entered_at AS at FROM clocks AS k
        JOIN casework_stagevisit AS v ON v.case_id = k.case_id
    UNION SELECT k.id, a.started_at FROM clocks AS k
        JOIN casework_assignment AS a ON a.case_id = k.case_id
    UNION SELECT k.id, a.ended_at FROM clocks AS k
        JOIN casework_assignment AS a ON a.case_id = k.case_id
    UNION SELECT k.id, w.started_at FROM clocks AS k
        JOIN casework_waitinginterval AS w ON w.case_id = k.case_id
    UNION SELECT k.id, w.ended_at FROM clocks AS k
        JOIN casework_waitinginterval AS w ON w.case_id = k.case_id
), cuts AS (
    SELECT k.id, x.at FROM clocks AS k JOIN changes AS x
        ON x.id = k.id AND x.at > k.starts AND x.at < k.ends
    UNION SELECT id, starts FROM clocks
    UNION SELECT id, ends FROM clocks
), pieces AS (
    SELECT id, at AS starts, lead(at) OVER (PARTITION BY id ORDER BY at) AS ends
    FROM cuts
), slices AS (
    SELECT k.id, k.case_id, k.scheme, p.starts, p.ends,
        coalesce(v.stage, '') AS stage, a.user_id, coalesce(w.reason, '') AS reason
    FROM pieces AS p JOIN clocks AS k ON k.id = p.id
    LEFT JOIN LATERAL (
        SELECT stage FROM casework_stagevisit
        WHERE case_id = k.case_id AND entered_at <= p.starts
        ORDER BY entered_at DESC, id DESC LIMIT 1
    ) AS v ON true
    LEFT JOIN LATERAL (
        SELECT user_id FROM casework_assignment
        WHERE case_id = k.case_id AND started_at <= p.starts
            AND (ended_at IS NULL OR ended_at > p.starts)
        ORDER BY started_at DESC, id DESC LIMIT 1
    ) AS a ON true
    LEFT JOIN LATERAL (
        SELECT reason FROM casework_waitinginterval
        WHERE case_id = k.case_id AND started_at <= p.starts
            AND (ended_at IS NULL OR ended_at > p.starts)
        ORDER BY started_at DESC, id DESC LIMIT 1
    ) AS w ON true
    WHERE p.ends > p.starts
)
"""
GROUPED = """
SELECT id, case_id, scheme, stage, user_id, reason, sum(ends - starts)
FROM slices GROUP BY id, case_id, scheme, stage, user_id, reason
ORDER BY id, stage, user_id, reason
"""


@dataclass(frozen=True)
class Slice:
    """How long one clock was at one stage, with one holder, in one wait."""

    clock: int
    case: int
    scheme: str
    stage: str
    holder: int | None
    reason: str
    took: dt.timedelta

    @property
    def whose(self) -> With:
        """With whom that time was; a wait comes before its stage."""
        words = scheme_named(self.scheme).figures
        if self.reason:
            return words.waits.get(self.reason, With.WAITING)
        return words.stages.get(self.stage, With.US)


def slices_of(clocks: Sequence[int], *, at: dt.datetime) -> list[Slice]:
    """The slices of these deadlines, grouped; one query. A running clock ends ``at``.

    Each clock's slices add up to the whole of its time.
    """
    if not clocks:
        return []
    with connection.cursor() as cursor:
        cursor.execute(SLICES + GROUPED, {"clocks": list(clocks), "at": at})
        return [Slice(*row) for row in cursor.fetchall()]


def tenths(parts: Sequence[dt.timedelta]) -> list[float]:
    """The parts in days with one decimal, so that what is shown adds up to the whole.

    The whole is rounded first; the tenths that rounding down leaves over go to the
    parts that lost most.
    """
    tenth = dt.timedelta(days=1) / 10
    exact = [part / tenth for part in parts]
    whole = round(sum(parts, dt.timedelta()) / tenth)
    down = [int(value) for value in exact]
    left = whole - sum(down)
    by_loss = sorted(range(len(parts)), key=lambda n: (down[n] - exact[n], n))
    for number in by_loss[:left]:
        down[number] += 1
    return [value / 10 for value in down]
