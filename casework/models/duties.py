"""Separation of duties: on one case a person researches, decides or looks again.

Whatever they do first is what they are on that case, for ever.

The rows are written by triggers on the tables of the work itself (``takes_duty``), so
that no order of acts, no later editor and no SQL gets round them.
"""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models

from casework.models.case import Case

AUTHOR, DECIDER, READER = "author", "decider", "reader"


class Duty(models.Model):
    """What one person has done on one case: the first act settles it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="duties")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="duties"
    )
    kind = models.CharField(
        max_length=10,
        choices=(
            (AUTHOR, "Researched"),
            (DECIDER, "Decided"),
            (READER, "Looked at it again"),
        ),
    )
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("case", "user"),
                name="one_duty_a_person_and_case",
                violation_error_message=(
                    "On one case a person researches, decides or looks again, "
                    "never two of these."
                ),
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="a_duty_stays", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.user_id} {self.kind}"


def takes_duty(kind: str, person: str) -> pgtrigger.Trigger:
    """A trigger: writing a row gives the user in column ``person`` the duty ``kind``.

    Raises check_violation in the database if they hold the other one on the case.
    """
    return pgtrigger.Trigger(
        name=f"takes_duty_of_{kind}",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=(
            f"PERFORM casework_take_duty(NEW.case_id, NEW.{person}, '{kind}');"
            " RETURN NEW;"
        ),
    )
