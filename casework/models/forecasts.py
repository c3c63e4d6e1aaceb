"""What the past says of the open cases: made by a job, kept to be checked later."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from casework.models.case import Case


class Forecast(models.Model):
    """One open case on one day: how likely it will be late, and when it will be done.

    ``late_chance`` is empty where there is too little history, and so are dates that
    the past does not reach. Nothing here is a decision or a part of the record.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="forecasts")
    made_on = models.DateField()
    made_at = models.DateTimeField()
    stage = models.CharField(max_length=30)
    due_at = models.DateTimeField()
    history = models.PositiveIntegerField(help_text="Past cases that it rests on.")
    all_routes = models.BooleanField(help_text="Past cases of the other routes too.")
    late_chance = models.FloatField(null=True, blank=True)
    p50_on = models.DateField(null=True, blank=True)
    p85_on = models.DateField(null=True, blank=True)
    p95_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("made_on", "case"), name="one_forecast_a_case_and_day"
            ),
            models.CheckConstraint(
                name="chance_is_from_0_to_1",
                condition=Q(late_chance__isnull=True)
                | Q(late_chance__gte=0, late_chance__lte=1),
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.made_on}"
