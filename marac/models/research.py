"""What an agency is asked, and what it found: fact apart from opinion (A2.4)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Agency
from casework.history import keep_history
from casework.models import Person
from casework.workflow.tracks import Step
from marac.models.case import MaracCase
from marac.models.meetings import Meeting
from marac.outcomes import Found
from marac.research_table import RequestFlow

_PERSON = settings.AUTH_USER_MODEL


@keep_history
class ResearchRequest(RequestFlow):
    """One agency is asked about one case for one meeting."""

    case = models.ForeignKey(
        MaracCase, on_delete=models.PROTECT, related_name="research_requests"
    )
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="research_requests"
    )
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="research_requests"
    )
    due_at = models.DateTimeField()
    found = models.CharField(max_length=24, choices=Found.choices, blank=True)
    withheld_reason = models.TextField("why it is withheld", blank=True)
    identifiers = models.TextField("systems and names looked for", blank=True)
    last_contact = models.CharField(max_length=120, blank=True)
    current_worker = models.CharField(max_length=120, blank=True)
    suggested_actions = models.TextField(blank=True)
    alternate = models.ForeignKey(
        _PERSON,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Who answers instead of somebody with a conflict.",
    )
    answered_by = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("due_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("case", "agency", "meeting"),
                name="an_agency_is_asked_once_a_meeting",
            ),
            models.CheckConstraint(
                name="request_state_is_known",
                condition=Q(state__in=RequestFlow.STATES.values),
            ),
            models.CheckConstraint(
                name="withheld_research_says_why",
                condition=~Q(found=Found.WITHHELD) | ~Q(withheld_reason=""),
                violation_error_message="Say why it is withheld.",
            ),
        )
        indexes = (
            models.Index(fields=("agency", "state", "due_at"), name="request_agency"),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.agency_id}"


class RequestStep(Step):
    """A step of a request."""

    thing = models.ForeignKey(
        ResearchRequest, on_delete=models.PROTECT, related_name="steps"
    )


class EntryKind(models.TextChoices):
    """Fact apart from professional opinion."""

    FACT = "fact", "Fact"
    OPINION = "opinion", "Professional opinion"


@keep_history
class ResearchEntry(models.Model):
    """One thing that an agency knows, and whether it shares it."""

    request = models.ForeignKey(
        ResearchRequest, on_delete=models.PROTECT, related_name="entries"
    )
    about = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=8, choices=EntryKind.choices)
    words = models.TextField()
    source = models.CharField("where it is recorded", max_length=120, blank=True)
    happened_on = models.DateField(null=True, blank=True)
    is_shared = models.BooleanField("may be shared at the meeting", default=True)
    withheld_reason = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                name="a_withheld_entry_says_why",
                condition=Q(is_shared=True) | ~Q(withheld_reason=""),
                violation_error_message="Say why it is not shared.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.request_id}: {self.kind}"
