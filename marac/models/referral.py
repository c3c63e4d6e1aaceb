"""What an agency says when it refers a case (A1.4 to A1.6)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.history import keep_history
from casework.models import Person
from marac.models.case import MaracCase
from marac.outcomes import Asked, Criterion, Wish

_PERSON = settings.AUTH_USER_MODEL


@keep_history
class Referral(models.Model):
    """Who refers, why now, and what the person at risk says. One row a case."""

    case = models.OneToOneField(
        MaracCase, on_delete=models.PROTECT, related_name="referral"
    )
    # Who refers
    referrer_name = models.CharField(max_length=120, blank=True)
    referrer_role = models.CharField(max_length=120, blank=True)
    referrer_phone = models.CharField(max_length=40, blank=True)
    referrer_email = models.EmailField(blank=True)
    crime_number = models.CharField(max_length=60, blank=True)
    officer_in_charge = models.CharField(max_length=120, blank=True)
    # Where: the address decides which MARAC hears the case
    area = models.CharField("town or district of the person at risk", max_length=120)
    transfer_from = models.CharField("MARAC it comes from", max_length=120, blank=True)
    # Grounds
    why_now = models.TextField("what happened, and why now", blank=True)
    history = models.TextField(blank=True)
    triggers = models.TextField("what makes it worse", blank=True)
    support = models.TextField("support in place", blank=True)
    judgement = models.TextField("grounds of the professional judgement", blank=True)
    is_crime = models.BooleanField(
        "the latest incident would be a crime if reported", null=True, blank=True
    )
    harm_unknown = models.TextField("why nobody can be named", blank=True)
    # Immediate safety
    safety_done = models.BooleanField("immediate safety was seen to", default=False)
    safety_steps = models.TextField("steps taken already", blank=True)
    # The voice of the person at risk
    fears = models.TextField("whom they fear", blank=True)
    safe_to_talk_to = models.TextField("who it is safe to talk to", blank=True)
    not_safe_to_talk_to = models.TextField("who it is not safe to talk to", blank=True)
    wants = models.TextField("what they want", blank=True)
    # Circumstances
    pregnancy = models.CharField(max_length=60, blank=True)
    housing = models.CharField("housing and landlord", max_length=200, blank=True)
    gp = models.CharField("GP", max_length=120, blank=True)
    health = models.TextField("mental and physical health", blank=True)
    substances = models.TextField("drugs and alcohol", blank=True)
    # Earlier
    earlier_as_given = models.CharField(
        "earlier cases, as the referrer knows them", max_length=200, blank=True
    )
    other_maracs = models.CharField(max_length=200, blank=True)
    # Crimes disclosed
    crimes_disclosed = models.BooleanField(null=True, blank=True)
    police_wish = models.CharField(
        max_length=10, choices=Wish.choices, default=Wish.NOT_ASKED
    )
    police_wish_reason = models.TextField(blank=True)
    # Anybody named who works for an agency, as the referrer knows
    conflict_as_given = models.TextField(blank=True)
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.case_id}: referral"


@keep_history
class CaseRoute(models.Model):
    """A criterion by which the case was referred, and whether the screener agrees."""

    case = models.ForeignKey(MaracCase, on_delete=models.PROTECT, related_name="routes")
    code = models.CharField(max_length=24, choices=Criterion.choices)
    is_agreed = models.BooleanField(
        "the screener agrees", null=True, blank=True, default=None
    )

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("case", "code"), name="a_route_is_claimed_once"
            ),
        )

    def __str__(self) -> str:
        return self.get_code_display()


@keep_history
class SharingDecision(models.Model):
    """Consent, or the decision to share without it, with its basis (A1.6)."""

    case = models.ForeignKey(
        MaracCase, on_delete=models.PROTECT, related_name="sharing"
    )
    consent_asked = models.CharField(max_length=10, choices=Asked.choices)
    consented = models.BooleanField(null=True, blank=True)
    told = models.CharField(
        "told about the meeting", max_length=10, choices=Asked.choices
    )
    why_not = models.TextField("why they were not asked or told", blank=True)
    basis = models.CharField(max_length=40)
    necessity = models.TextField(blank=True)
    proportionality = models.TextField(blank=True)
    decided_by = models.CharField("who decided", max_length=120)
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                name="sharing_without_consent_is_explained",
                condition=Q(consented=True)
                | (~Q(necessity="") & ~Q(proportionality="")),
                violation_error_message=(
                    "Without consent, say why sharing is necessary and proportionate."
                ),
            ),
            models.CheckConstraint(
                name="not_asking_or_telling_is_explained",
                condition=(Q(consent_asked=Asked.YES) & Q(told=Asked.YES))
                | ~Q(why_not=""),
                violation_error_message="Say why they were not asked or not told.",
            ),
            models.CheckConstraint(
                name="consent_was_asked_for",
                condition=Q(consented__isnull=True) | Q(consent_asked=Asked.YES),
                violation_error_message="Consent is given only by somebody asked.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: sharing"


@keep_history
class CrimeDisclosed(models.Model):
    """A crime that the referral or the meeting brought to light (A1.5, A2.6)."""

    case = models.ForeignKey(
        MaracCase, on_delete=models.PROTECT, related_name="crimes_disclosed"
    )
    what = models.TextField()
    when = models.CharField("when, as told", max_length=120, blank=True)
    said_at_meeting = models.BooleanField(default=False)
    crime_number = models.CharField("recorded as", max_length=60, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)
    not_recorded_reason = models.TextField(blank=True)
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.case_id}: crime disclosed"


@keep_history
class MustNotKnow(models.Model):
    """Somebody who must not learn of the case, or of a part of it."""

    case = models.ForeignKey(
        MaracCase, on_delete=models.PROTECT, related_name="must_not_know"
    )
    name = models.CharField(max_length=200)
    relation = models.CharField(max_length=120, blank=True)
    why = models.TextField()
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.case_id}: must not know"


@keep_history
class Characteristics(models.Model):
    """What the yearly equality check and the national return count (A1.5, A3.1)."""

    case = models.ForeignKey(
        MaracCase, on_delete=models.PROTECT, related_name="characteristics"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ethnicity = models.CharField(max_length=40, default="not_asked")
    disability = models.CharField(max_length=40, default="not_asked")
    sexuality = models.CharField(max_length=40, default="not_asked")
    gender_identity = models.CharField(max_length=40, default="not_asked")
    immigration = models.CharField(max_length=40, default="not_asked")

    class Meta:
        ordering = ("id",)
        verbose_name_plural = "characteristics"
        constraints = (
            models.UniqueConstraint(
                fields=("case", "person"), name="one_row_of_characteristics"
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: characteristics"


@keep_history
class ChildFacts(models.Model):
    """A child of the household: school, and with whom they live."""

    case = models.ForeignKey(
        MaracCase, on_delete=models.PROTECT, related_name="child_facts"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    school = models.CharField(max_length=120, blank=True)
    lives_with = models.CharField(max_length=120, blank=True)
    is_unborn = models.BooleanField("not born yet", default=False)
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        verbose_name_plural = "facts of children"
        constraints = (
            models.UniqueConstraint(
                fields=("case", "person"), name="one_row_of_facts_a_child"
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: child"
