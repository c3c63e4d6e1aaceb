"""What beat asks of MARAC."""

from __future__ import annotations

from celery import shared_task

from casework.jobs import EVERY_DAY, EVERY_MINUTE, watched
from marac.actions.actions_sweep import let_time_pass
from marac.actions.calendar import go_on_with_time, plan_all_meetings


@shared_task(name="marac.tasks.pass_time")  # type: ignore[untyped-decorator]
@watched("marac.tasks.pass_time", "Requests, actions and flags", EVERY_MINUTE)
def pass_time() -> None:
    """Beat's sweep over requests, actions and flags."""
    let_time_pass()


@shared_task(name="marac.tasks.plan_meetings")  # type: ignore[untyped-decorator]
@watched("marac.tasks.plan_meetings", "Plan meetings", EVERY_DAY)
def plan_meetings() -> str:
    """Make the meetings of the weeks ahead that are missing (M1)."""
    return f"{plan_all_meetings()} planned"


@shared_task(name="marac.tasks.let_meetings_go_on")  # type: ignore[untyped-decorator]
@watched("marac.tasks.let_meetings_go_on", "Lists and research in time", EVERY_MINUTE)
def let_meetings_go_on() -> str:
    """Open lists whose turn has come; close research whose time is over (M2, M5)."""
    return f"{go_on_with_time()} moved"
