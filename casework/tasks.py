"""What beat asks of the core."""

from __future__ import annotations

from celery import shared_task

from casework.actions.anchors import anchor_chains


@shared_task(name="casework.tasks.anchor_audit_chains")  # type: ignore[untyped-decorator]
def anchor_audit_chains() -> None:
    """Write a digest over the heads of all audit chains."""
    anchor_chains()
