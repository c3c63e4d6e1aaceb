"""Whether a referral is for this MARAC: hits, missing items, rationale, repeats."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from casework.history import keep_history
from casework.models import Person
from marac.models.case import MaracCase
from marac.outcomes import RepeatAnchor, RepeatRule

_PERSON = settings.AUTH_USER_MODEL
KEPT = pgtrigger.Update | pgtrigger.Delete


class NameScan(models.Model):
    """Every name of the case was compared with every user at this instant."""

    case = models.ForeignKey(
        MaracCase, on_delete=models.PROTECT, related_name="name_scans"
    )
    at = models.DateTimeField()
    people = models.PositiveSmallIntegerField()
    users = models.PositiveIntegerField()

    class Meta:
        ordering = ("at", "id")
        triggers = (pgtrigger.Protect(name="a_scan_stays", operation=KEPT),)

    def __str__(self) -> str:
        return f"{self.case_id}: scan"


class HitResult(models.TextChoices):
    """What the coordinator made of a hit."""

    OPEN = "open", "To be looked at"
    SOMEBODY_ELSE = "somebody_else", "Somebody else of that name"
    CONFLICT = "conflict", "The user has a conflict"


@keep_history
class NameHit(models.Model):
    """Somebody named may be a user, or close to one. It stops circulation (A2.12)."""

    case = models.ForeignKey(
        MaracCase, on_delete=models.PROTECT, related_name="name_hits"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=200)
    found_at = models.DateTimeField()
    result = models.CharField(
        max_length=14, choices=HitResult.choices, default=HitResult.OPEN
    )
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("found_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("case", "person", "user"), name="one_hit_a_person_and_user"
            ),
            models.CheckConstraint(
                name="hit_is_decided_with_a_reason",
                condition=Q(result=HitResult.OPEN)
                | (~Q(reason="") & Q(decided_by__isnull=False)),
                violation_error_message="Say why.",
            ),
            models.CheckConstraint(
                name="nobody_settles_their_own_hit",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("user")),
                violation_error_message="Somebody else decides about your own name.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: hit"


class Suitability(models.TextChoices):
    """What the screener decides (A1.2)."""

    SUITABLE = "suitable", "Suitable"
    NOT_SUITABLE = "not_suitable", "Not suitable"
    OTHER_PATHWAY = "other_pathway", "Another pathway fits better"


@keep_history
class Screening(models.Model):
    """Suitability with its rationale; never changed, only screened anew."""

    case = models.ForeignKey(
        MaracCase, on_delete=models.PROTECT, related_name="screenings"
    )
    decision = models.CharField(max_length=14, choices=Suitability.choices)
    rationale = models.TextField()
    score_seen = models.PositiveSmallIntegerField(null=True, blank=True)
    route_changed = models.BooleanField(default=False)
    signpost = models.TextField("what was offered instead", blank=True)
    safety_steps = models.TextField("immediate safety steps taken", blank=True)
    needs_second = models.BooleanField(
        "to refuse it takes a second person", default=False
    )
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                name="refusal_names_a_signpost",
                condition=Q(decision=Suitability.SUITABLE) | ~Q(signpost=""),
                violation_error_message="Say what was offered instead.",
            ),
        )
        triggers = (pgtrigger.Protect(name="a_screening_stays", operation=KEPT),)

    def __str__(self) -> str:
        return f"{self.case_id}: {self.decision}"


@keep_history
class MissingItem(models.Model):
    """Something that the referral lacks, and the referrer's answer (R4, R5)."""

    case = models.ForeignKey(
        MaracCase, on_delete=models.PROTECT, related_name="missing_items"
    )
    what = models.CharField(max_length=300)
    asked_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("asked_at", "id")
        constraints = (
            models.CheckConstraint(
                name="missing_item_answered_in_words",
                condition=Q(answered_at__isnull=True) | ~Q(answer=""),
                violation_error_message="Answer in words.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: missing"


class Purpose(models.TextChoices):
    """What a second person is asked about."""

    REFUSE = "refuse", "Refusing a case at or above the threshold, or a repeat"
    WITHDRAW = "withdraw", "Withdrawing a case"


class SecondOpinion(models.Model):
    """A second person's answer; never the first one's own."""

    case = models.ForeignKey(
        MaracCase, on_delete=models.PROTECT, related_name="second_opinions"
    )
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    asked_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    reason = models.TextField()
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                name="second_opinion_is_another_persons",
                condition=~Q(asked_by=F("by")),
                violation_error_message="A second person says whether they agree.",
            ),
        )
        triggers = (pgtrigger.Protect(name="a_second_opinion_stays", operation=KEPT),)

    def __str__(self) -> str:
        return f"{self.case_id}: {self.purpose}"


class RepeatFinding(models.Model):
    """Whether a case repeats an earlier one, by which rule, and why (A1.3)."""

    case = models.ForeignKey(
        MaracCase, on_delete=models.PROTECT, related_name="repeat_findings"
    )
    earlier = models.ForeignKey(
        MaracCase,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="repeated_by",
    )
    rule = models.CharField(max_length=24, choices=RepeatRule.choices)
    anchor = models.CharField(max_length=24, choices=RepeatAnchor.choices)
    months = models.PositiveSmallIntegerField()
    counted_from = models.DateField(null=True, blank=True)
    counted_until = models.DateField(null=True, blank=True)
    is_repeat = models.BooleanField()
    why = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        triggers = (pgtrigger.Protect(name="a_finding_stays", operation=KEPT),)

    def __str__(self) -> str:
        return f"{self.case_id}: {self.why}"
