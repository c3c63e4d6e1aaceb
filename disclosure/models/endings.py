"""What ends a case or follows it: the outcome told, transfer, aftercare, sign-offs."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from casework.history import keep_history
from casework.models import Case

_PERSON = settings.AUTH_USER_MODEL


@keep_history
class OutcomeContact(models.Model):
    """No disclosure: the words that were used, and the support that was offered."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="outcome_contacts"
    )
    contacted_at = models.DateTimeField()
    unsafe_reason = models.TextField("why contact is not safe", blank=True)
    approved_words_used = models.BooleanField("the approved words were used")
    support_offered = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("contacted_at", "id")
        constraints = (
            models.CheckConstraint(
                name="outcome_told_with_support_or_unsafe",
                condition=~Q(unsafe_reason="")
                | (Q(approved_words_used=True) & ~Q(support_offered="")),
                violation_error_message=(
                    "Record that the approved words were used and what support was "
                    "offered, or why contact is not safe."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: outcome told"


@keep_history
class Withdrawal(models.Model):
    """The applicant does not want to go on. Possible coercion is asked about."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="withdrawals")
    how = models.CharField("how they told us", max_length=120)
    withdrawn_at = models.DateTimeField("when")
    was_alone = models.BooleanField("they were alone and free to speak")
    coercion_considered = models.TextField("could somebody have made them withdraw")
    right_to_know_considered = models.TextField("whether we go on as Right to Know")
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.case_id}: withdrawal"


@keep_history
class Transfer(models.Model):
    """Another force is asked to lead. The case stays ours until it accepts."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="transfers")
    force = models.CharField(max_length=120)
    reason = models.TextField()
    handover = models.CharField("how it was handed over", max_length=200)
    from_stage = models.CharField(max_length=30)
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.CharField(max_length=10, blank=True)
    answer_reference = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.case_id}: transfer to {self.force}"


@keep_history
class Aftercare(models.Model):
    """The contact after a disclosure, done or declined."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="aftercare")
    done_at = models.DateTimeField("when")
    declined = models.BooleanField("they declined")
    note = models.TextField("what was said and done")
    intelligence_reference = models.CharField(max_length=120)
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("done_at", "id")

    def __str__(self) -> str:
        return f"{self.case_id}: aftercare"


@keep_history
class SignOff(models.Model):
    """A second person's agreement where the table asks for one outside a decision."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="sign_offs")
    purpose = models.CharField(max_length=20)
    asked_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reason = models.TextField()
    by = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("asked_at", "id")
        constraints = (
            models.CheckConstraint(
                name="sign_off_by_another_person",
                condition=Q(by__isnull=True) | ~Q(by=F("asked_by")),
                violation_error_message="Somebody else must sign this off.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.purpose}"
