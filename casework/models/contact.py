"""How somebody can be reached without putting them in danger, and each attempt."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from casework.history import keep_history
from casework.models.case import Case
from casework.models.people import Person
from casework.models.reminders import Watched, look_index
from casework.safe_hours import (
    Rules,
)

_PERSON = settings.AUTH_USER_MODEL


class Method(models.TextChoices):
    """The ways of making contact; post is offered only where a plan marks it safe."""

    CALL = "call", "Telephone call"
    TEXT = "text", "Text message"
    EMAIL = "email", "E-mail"
    IN_PERSON = "in_person", "In person"
    THROUGH_SOMEONE = "through_someone", "Through somebody they trust"
    POST = "post", "Post"
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
    safe_times = models.CharField("when it is safe, in words", max_length=300)
    days = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    opens = models.TimeField("safe from", null=True, blank=True)
    closes = models.TimeField("safe until", null=True, blank=True)
    pauses = models.JSONField(
        "periods without contact",
        default=list,
        blank=True,
        help_text="First and last day of each, as dates.",
    )
    unsafe_times = models.CharField("when it is not safe", max_length=300, blank=True)
    code_word = models.CharField(max_length=60, blank=True)
    may_leave_message = models.BooleanField("may leave a message", default=False)
    may_text = models.BooleanField("may text", default=False)
    may_say_police = models.BooleanField("may say we are the police", default=False)
    withhold_number = models.BooleanField("withhold our number", default=True)
    others_answer = models.BooleanField(
        "somebody else answers or reads it", default=False
    )
    post_is_safe = models.BooleanField("post is safe", default=False)
    interpreter = models.CharField(max_length=120, blank=True)
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
    doubted_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When somebody was reached and did not confirm it.",
    )

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
            models.CheckConstraint(
                name="contact_plan_has_days_and_hours_together",
                condition=Q(days=[], opens__isnull=True, closes__isnull=True)
                | Q(days__len__gt=0, opens__isnull=False, closes__isnull=False),
                violation_error_message="Give the days and both hours, or none.",
            ),
            models.CheckConstraint(
                name="contact_plan_is_not_for_post",
                condition=~Q(method="post"),
                violation_error_message="Post is never the way to make contact.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.get_method_display()}"

    @property
    def rules(self) -> Rules:
        """The plan as the rules of safe contact read it."""
        read = dt.date.fromisoformat
        return Rules(
            method=self.method,
            days=frozenset(self.days),
            opens=self.opens,
            closes=self.closes,
            words=self.safe_times,
            pauses=tuple((read(first), read(last)) for first, last in self.pauses),
            expires_on=self.expires_on,
            may_leave_message=self.may_leave_message,
            may_text=self.may_text,
            post_is_safe=self.post_is_safe,
            others=(self.who_else or "not named") if self.others_answer else "",
            is_doubted=self.doubted_at is not None,
        )


class ContactPlanRead(models.Model):
    """Somebody read a plan, or that there is none; until it lapses they see numbers.

    It counts for that plan alone: a new one has to be read anew.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="plan_reads")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(
        ContactPlan, null=True, on_delete=models.PROTECT, related_name="reads"
    )
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        indexes = (models.Index(fields=("case", "by", "-at"), name="plan_read_by"),)

    def __str__(self) -> str:
        return f"{self.case_id}: read by {self.by_id}"


@keep_history
class ContactPermission(models.Model):
    """Danger: somebody decided that contact is made against the plan, for a time."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="contact_permissions"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(
        ContactPlan, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField()
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                name="contact_permission_has_a_reason", condition=~Q(reason="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: contact allowed until {self.until}"


@keep_history
class PlannedContact(Watched):
    """A contact that somebody means to make, checked against the plan beforehand."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="planned_contacts"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(ContactPlan, on_delete=models.PROTECT, related_name="+")
    planned_for = models.DateTimeField()
    method = models.CharField(max_length=20, choices=Method.choices)
    purpose = models.CharField(max_length=200)
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was tried, or called off."
    )
    called_off = models.CharField("why it was called off", max_length=200, blank=True)

    class Meta:
        ordering = ("planned_for", "id")
        indexes = (
            models.Index(
                fields=("planned_for",),
                name="contact_due",
                condition=Q(settled_at__isnull=True),
            ),
            look_index("contact_look"),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: contact planned"


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
    departures = ArrayField(
        models.CharField(max_length=20),
        default=list,
        blank=True,
        help_text="The rules of the plan that were not kept.",
    )
    permission = models.ForeignKey(
        ContactPermission,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.case_id}: {self.get_result_display()}"
