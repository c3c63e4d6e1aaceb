"""MARAC: the case of the scheme."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from casework.models import Case
from marac.workflow import MaracFlow


class MaracCase(MaracFlow, Case):
    """One person at risk with the same person or people causing harm (A1.1)."""

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="marac_state_is_known",
                condition=Q(state__in=MaracFlow.STATES.values),
            ),
            models.CheckConstraint(
                name="marac_received_once_sent",
                condition=Q(state__in=("draft", "awaiting_signoff", "withdrawn"))
                | Q(submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="marac_heard_before_actions",
                condition=~Q(state__in=("heard", "actions_open", "actions_complete"))
                | Q(heard_at__isnull=False),
            ),
            models.CheckConstraint(
                name="marac_repeat_names_its_rule",
                condition=Q(is_repeat__isnull=True) | ~Q(repeat_rule=""),
            ),
        )
