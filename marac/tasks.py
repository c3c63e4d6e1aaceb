"""What beat asks of MARAC."""

from __future__ import annotations

from celery import shared_task

from marac.actions.actions_sweep import let_time_pass


@shared_task(name="marac.tasks.pass_time")  # type: ignore[untyped-decorator]
def pass_time() -> None:
    """Beat's sweep over requests, actions and flags."""
    let_time_pass()
