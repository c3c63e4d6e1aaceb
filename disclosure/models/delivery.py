"""Telling somebody, or telling them that there is nothing to tell, and what follows."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from casework.history import keep_history
from casework.models import Case, Watched
from casework.models.reminders import look_index

_PERSON = settings.AUTH_USER_MODEL


@keep_history
class DeliveryPlan(Watched):
    """When, where and by whom the disclosure is spoken."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="delivery_plans"
    )
    planned_for = models.DateTimeField()
    place = models.CharField(max_length=200)
    officers = models.CharField("who goes", max_length=200)
    second_person = models.CharField(
        "second person, or why nobody", max_length=200, blank=True
    )
    partner = models.CharField("IDVA or other partner", max_length=200, blank=True)
    agreed = models.BooleanField("they agreed to this time and place", default=False)
    subject_absent = models.TextField("how we know that the subject is not there")
    contact_plan_checked = models.BooleanField("the contact plan was checked today")
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        indexes = (look_index("visit_look"),)

    def __str__(self) -> str:
        return f"{self.case_id}: delivery plan"


@keep_history
class VisitRisk(models.Model):
    """A question about the risk of a visit, its answer, and what is done about it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="visit_risks")
    plan = models.ForeignKey(
        DeliveryPlan, on_delete=models.PROTECT, related_name="risks"
    )
    question = models.CharField(max_length=40)
    answer = models.CharField(
        max_length=10,
        choices=(("yes", "Yes"), ("no", "No"), ("not_known", "Not known")),
    )
    measure = models.CharField("what we do about it", max_length=300, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "question"), name="a_visit_risk_is_answered_once"
            ),
            models.CheckConstraint(
                name="a_risk_that_may_be_there_is_met",
                condition=Q(answer="no") | ~Q(measure=""),
                violation_error_message=(
                    "Say what is done about each risk that is there or not known."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.question}"


class Result(models.TextChoices):
    """What came of an attempt (clares-law 9.6)."""

    DELIVERED = "delivered", "Delivered"
    NO_ANSWER = "no_answer", "Not home or no answer"
    UNSAFE = "unsafe", "Unsafe (the subject was there)"
    WRONG_PERSON = "wrong_person", "Wrong person"
    POSTPONED = "postponed", "Postponed by the recipient"
    DECLINED = "declined", "Declined"
    REFUSED = "refused", "Undertaking refused, nothing was said"
    NO_OFFICER = "no_officer", "Officer not available"
    OTHER = "other", "Other"


class Undertaking(models.TextChoices):
    """What happened to the promise of confidentiality (clares-law 9.6)."""

    SIGNED = "signed", "Signed"
    REFUSED_DISCLOSED = "refused_disclosed", "Refused, disclosure made"
    REFUSED_WITHHELD = "refused_withheld", "Refused, disclosure withheld"
    NOT_ASKED = "not_asked", "Not asked"


@keep_history
class DeliveryAttempt(models.Model):
    """One attempt to speak the approved words to the recipient."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="delivery_attempts"
    )
    attempted_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    result = models.CharField(max_length=20, choices=Result.choices)
    identity_checked = models.CharField(
        "how the recipient was identified", max_length=200, blank=True
    )
    present = models.CharField("who else was present", max_length=200, blank=True)
    warnings_given = ArrayField(
        models.CharField(max_length=40),
        verbose_name="warnings that were given",
        default=list,
        blank=True,
    )
    words_hash = models.CharField(
        "version of the words read", max_length=64, blank=True
    )
    undertaking = models.CharField(
        max_length=20, choices=Undertaking.choices, blank=True
    )
    undertaking_note = models.TextField("reference, or why not", blank=True)
    reaction = models.TextField("questions and reaction", blank=True)
    next_attempt = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("attempted_at", "id")
        constraints = (
            models.CheckConstraint(
                name="delivered_with_identity_words_and_undertaking",
                condition=~Q(result="delivered")
                | (
                    ~Q(identity_checked="")
                    & ~Q(words_hash="")
                    & ~Q(undertaking="")
                    & ~Q(undertaking="refused_withheld")
                ),
                violation_error_message=(
                    "A delivered disclosure needs the identity check, the version of "
                    "the words and what happened to the undertaking."
                ),
            ),
            models.CheckConstraint(
                name="nothing_was_said_after_a_refusal",
                condition=~Q(result="refused")
                | (Q(undertaking="refused_withheld") & Q(words_hash="")),
                violation_error_message=(
                    "If the undertaking was refused and nothing was said, record it "
                    "as refused and withheld, without words."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.get_result_display()}"


@keep_history
class SafetyPlan(models.Model):
    """What keeps the person at risk safe; part of a disclosure, not an extra."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="safety_plans"
    )
    plan = models.TextField()
    agreed_with_recipient = models.BooleanField("agreed with the person")
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.case_id}: safety plan"


class ReferralState(models.TextChoices):
    """Where a referral stands; the latest row of an agency decides."""

    NEEDED = "needed", "Needed, not made yet"
    MADE = "made", "Made"
    NOT_NEEDED = "not_needed", "Not needed"


@keep_history
class Referral(models.Model):
    """Somebody else who should help: needed, made, or not needed and why.

    ``agency`` is a code of the list "referral", so that referrals can be counted.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals")
    agency = models.CharField(max_length=40, default="other")
    state = models.CharField(
        max_length=12, choices=ReferralState.choices, default=ReferralState.MADE
    )
    to = models.CharField("whom exactly", max_length=120, blank=True)
    reason = models.TextField()
    reference = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(name="referral_says_why", condition=~Q(reason="")),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.agency} {self.state}"


@keep_history
class SubjectTold(models.Model):
    """Whether the subject was told, as the decision says, and why (or why not).

    A police officer tells them in person if the decision says so; nothing of this
    product ever reaches the subject.
    """

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="subject_tellings"
    )
    told = models.BooleanField("the subject was told")
    why = models.TextField("why, or why not")
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.case_id}: subject told" if self.told else f"{self.case_id}: not"
