"""What one person has half typed into a form of one case."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from casework.models.case import Case


class Draft(models.Model):
    """Words on their way to the record: shown to their author alone, gone when sent.

    Not a fact of the case: no history, no audit row and no version (decision 0020).
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="drafts"
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="drafts")
    form = models.CharField(max_length=80)
    fields = models.TextField(help_text="What was typed, as the form sends it.")
    kept_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("user", "case", "form"), name="one_draft_a_form"
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: draft of {self.form}"
