"""How somebody can be reached without putting them in danger, and each attempt."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.history import keep_history
from casework.models.case import Case
from casework.models.people import Person

_PERSON = settings.AUTH_USER_MODEL


class Method(models.TextChoices):
    """The ways of making contact; post is never among them by default."""

    CALL = "call", "Telephone call"
    TEXT = "text", "Text message"
    EMAIL = "email", "E-mail"
    IN_PERSON = "in_person", "In person"
    THROUGH_SOMEONE = "through_someone", "Through somebody they trust"
    NONE_SAFE = "none_safe", "No safe way is known yet"


@keep_history
class ContactPlan(models.Model):
    """The safe way to reach one person of a case. A new plan supersedes the old one."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="contact_plans"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="contact_plans"
    )
    method = models.CharField(max_length=20, choices=Method.choices)
    contact_point = models.CharField(
        "number, address or name to use", max_length=200, blank=True
    )
    safe_times = models.CharField("when it is safe", max_length=300)
    unsafe_times = models.CharField("when it is not safe", max_length=300, blank=True)
    code_word = models.CharField(max_length=60, blank=True)
    may_leave_message = models.BooleanField("may leave a message", default=False)
    may_text = models.BooleanField("may text", default=False)
    may_say_police = models.BooleanField("may say we are the police", default=False)
    withhold_number = models.BooleanField("withhold our number", default=True)
    who_else = models.CharField(
        "who else uses the phone, e-mail or home", max_length=300, blank=True
    )
    if_subject_answers = models.CharField(
        "what to say if the subject answers", max_length=300, blank=True
    )
    expires_on = models.DateField(null=True, blank=True)
    confirmed_at = models.DateTimeField(help_text="When it was last confirmed.")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-recorded_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("case", "person"),
                condition=Q(superseded_at__isnull=True),
                name="one_contact_plan_in_force",
            ),
            models.CheckConstraint(
                name="contact_plan_says_when",
                condition=~Q(safe_times=""),
                violation_error_message="Say when it is safe to make contact.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.get_method_display()}"


class AttemptResult(models.TextChoices):
    """What came of trying to reach somebody."""

    SPOKE = "spoke", "Spoke to them"
    MESSAGE = "message", "Left a message"
    NO_ANSWER = "no_answer", "No answer"
    UNSAFE = "unsafe", "Not safe (somebody else there)"
    WRONG_PERSON = "wrong_person", "Wrong person or number"
    DECLINED = "declined", "They did not want to speak"
    OTHER = "other", "Something else"


@keep_history
class ContactAttempt(models.Model):
    """One attempt to reach a person under the plan then in force."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="contact_attempts"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(ContactPlan, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=20, choices=Method.choices)
    purpose = models.CharField(max_length=200)
    result = models.CharField(max_length=20, choices=AttemptResult.choices)
    plan_confirmed = models.BooleanField("the plan was confirmed", default=False)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.case_id}: {self.get_result_display()}"
