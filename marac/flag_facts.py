"""The facts of an agency's flag (A4.7)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Max

from casework.clock import local_date
from casework.moment import now
from casework.workflow.moves import guard


def newest_until(flag: Any) -> dt.date:
    """Until when the flag holds, with the repeats of its case counted in."""
    later: Any = flag.case.repeated_by.filter(
        is_repeat=True, case__flag_until__gt=flag.until
    ).aggregate(day=Max("case__flag_until"))
    found: dt.date = later["day"] or flag.until
    return found


@guard("A repeat came within the months.")
def repeat_came(flag: Any) -> bool:
    return bool(newest_until(flag) > flag.until)


@guard("The months are nearly over.")
def lapses_soon(flag: Any) -> bool:
    notice = dt.timedelta(days=flag.case.profile.lapse_notice_days)
    return bool(local_date(now()) >= flag.until - notice)


@guard("The months are over.")
def window_over(flag: Any) -> bool:
    return bool(local_date(now()) > flag.until)
