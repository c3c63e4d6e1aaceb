"""What a version of the decision says of each item, and what supports each answer."""

from __future__ import annotations

import pgtrigger
from django.db import models

from casework.history import keep_history
from casework.models import Assertion
from disclosure.models.decision import FROZEN, Recommendation


def _frozen(name: str) -> pgtrigger.Trigger:
    """The rows of a submitted version never change."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=FROZEN,
    )


class Use(models.TextChoices):
    """What becomes of an item."""

    TELL = "tell", "Tell"
    HOLD = "hold", "Hold back"


@keep_history
class ItemDecision(models.Model):
    """One item of information: told or held back, and why (clares-law 3.3).

    ``extra`` says why it is told although it is spent, or its owner has not agreed.
    """

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="item_decisions"
    )
    assertion = models.ForeignKey(Assertion, on_delete=models.PROTECT, related_name="+")
    use = models.CharField(max_length=4, choices=Use.choices)
    why = models.TextField(blank=True)
    extra = models.TextField("why in spite of that", blank=True)

    class Meta:
        ordering = ("assertion_id",)
        constraints = (
            models.UniqueConstraint(
                fields=("recommendation", "assertion"), name="an_item_is_decided_once"
            ),
        )
        triggers = (_frozen("items_are_frozen_with_their_version"),)

    def __str__(self) -> str:
        return f"{self.assertion_id}: {self.use}"


@keep_history
class Evidence(models.Model):
    """An item that supports the answer to a test or a question (clares-law 3.5)."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="evidence"
    )
    question = models.CharField(max_length=30)
    assertion = models.ForeignKey(Assertion, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("question", "assertion_id")
        constraints = (
            models.UniqueConstraint(
                fields=("recommendation", "question", "assertion"),
                name="an_item_supports_an_answer_once",
            ),
        )
        triggers = (_frozen("evidence_is_frozen_with_its_version"),)

    def __str__(self) -> str:
        return f"{self.question}: {self.assertion_id}"
