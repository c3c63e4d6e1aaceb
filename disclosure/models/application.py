"""Clare's Law: the case of the scheme, and what is asked when somebody applies."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.history import keep_history
from casework.models import Case
from casework.models.duties import AUTHOR, takes_duty
from disclosure.clares_law import ClaresLaw

_PERSON = settings.AUTH_USER_MODEL


class ClaresLawCase(ClaresLaw, Case):
    """A case under the Domestic Violence Disclosure Scheme."""

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="clares_law_state_is_known",
                condition=Q(state__in=ClaresLaw.STATES.values),
            ),
        )


class Danger(models.TextChoices):
    """The first question of every contact."""

    YES = "yes", "Yes, somebody may be hurt now"
    NOT_SURE = "not_sure", "Not sure"
    NO = "no", "No"


class Knows(models.TextChoices):
    """Whether somebody knows of the request."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "Not known"


@keep_history
class Application(models.Model):
    """What the applicant or referrer said, and how it reached us."""

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, related_name="application"
    )
    channel = models.CharField(max_length=40)
    danger = models.CharField("is anyone in danger now", max_length=10)
    incident_reference = models.CharField(max_length=60, blank=True)
    relationship = models.CharField(max_length=40, blank=True)
    relationship_as_given = models.CharField(max_length=200, blank=True)
    relationship_evidence = models.TextField(
        "how we know of the relationship", blank=True
    )
    reason = models.TextField("what prompted the request", blank=True)
    children = models.TextField("children and pregnancy", blank=True)
    subject_knows = models.CharField(
        "does the subject know of the request",
        max_length=10,
        choices=Knows.choices,
        blank=True,
    )
    person_at_risk_knows = models.CharField(
        "does the person at risk know of the request",
        max_length=10,
        choices=Knows.choices,
        blank=True,
    )
    warned_at = models.DateTimeField(null=True, blank=True)
    submission_id = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return f"{self.case_id}: application"


@keep_history
class ScopeDecision(models.Model):
    """Whether the scheme applies, decided once the initial checks are known."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="scope_decisions"
    )
    in_scope = models.BooleanField("the scheme applies")
    reason = models.TextField()
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.case_id}: scope"


class RiskTool(models.TextChoices):
    """How the risk was assessed."""

    INITIAL = "initial", "Initial grading"
    DASH = "dash", "DASH"
    DARA = "dara", "DARA"
    JUDGEMENT = "judgement", "Professional judgement"


@keep_history
class RiskAssessment(models.Model):
    """A grade with its reasons; the case shows the latest."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="risk_assessments"
    )
    stage = models.CharField(max_length=30)
    tool = models.CharField(max_length=12, choices=RiskTool.choices)
    grade = models.CharField(max_length=12)
    reason = models.TextField()
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.case_id}: {self.grade}"


@keep_history
class Meeting(models.Model):
    """The face-to-face meeting with the applicant: genuine, identified, safe."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="meetings")
    held_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    present = models.CharField("who else was present", max_length=200, blank=True)
    was_alone = models.BooleanField("the person was alone")
    photo_identity = models.CharField(max_length=60, blank=True)
    second_identity = models.CharField(max_length=60, blank=True)
    identity_exception = models.TextField("why identity was not seen", blank=True)
    is_genuine = models.BooleanField("the request is genuine")
    account = models.TextField("the fuller account")
    support_offered = models.CharField(max_length=200)
    declaration_made = models.BooleanField("the declaration was made")
    contact_plan_confirmed = models.BooleanField("the contact plan was confirmed")
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("held_at", "id")
        constraints = (
            models.CheckConstraint(
                name="meeting_identity_seen_or_excused",
                condition=(~Q(photo_identity="") & ~Q(second_identity=""))
                | ~Q(identity_exception=""),
                violation_error_message=(
                    "Record two proofs of identity, or why they were not seen."
                ),
            ),
        )
        triggers = (takes_duty(AUTHOR, "by_id"),)

    def __str__(self) -> str:
        return f"{self.case_id}: meeting"
