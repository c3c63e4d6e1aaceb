"""An agency confirms what it did with the flags on its own files, many at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from casework.workflow.perform import perform
from marac.models import Flag

if TYPE_CHECKING:
    from accounts.models import User


def confirm_flags(flags: Sequence[Flag], move: str, *, by: User) -> None:
    """Do ``move`` on each of ``flags``, or on none if one of them is refused."""
    with transaction.atomic():
        for flag in sorted(flags, key=lambda one: (one.case_id, one.pk)):
            perform(flag, move, by=by)
