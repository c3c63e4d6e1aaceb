"""Meetings, their lists, who is there, and what was signed."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Agency, Unit
from casework.history import keep_history
from casework.workflow.tracks import Step
from marac.meeting_table import MeetingFlow
from marac.models.case import MaracCase
from marac.models.profile import ProtocolProfile

_PERSON = settings.AUTH_USER_MODEL


class MeetingKind(models.TextChoices):
    """How a meeting is held."""

    REGULAR = "regular", "Meeting"
    EMERGENCY = "emergency", "Emergency meeting"
    PAPER = "paper", "On paper"


@keep_history
class Meeting(MeetingFlow):
    """One sitting: its day, its cut-offs and its chair."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    profile = models.ForeignKey(
        ProtocolProfile, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(
        max_length=10, choices=MeetingKind.choices, default=MeetingKind.REGULAR
    )
    starts_at = models.DateTimeField(help_text="On paper: the closing date.")
    place = models.CharField(max_length=120, blank=True)
    cut_off_at = models.DateTimeField()
    publish_at = models.DateTimeField()
    research_due_at = models.DateTimeField()
    capacity = models.PositiveSmallIntegerField()
    chair = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    why = models.TextField("why it is called", blank=True)
    moved_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    statement_read_at = models.DateTimeField(null=True, blank=True)
    statement_read_by = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("starts_at", "id")
        indexes = (models.Index(fields=("unit", "starts_at"), name="meeting_unit_day"),)
        constraints = (
            models.CheckConstraint(
                name="meeting_state_is_known",
                condition=Q(state__in=MeetingFlow.STATES.values),
            ),
            models.CheckConstraint(
                name="meeting_dates_in_order",
                condition=Q(cut_off_at__lte=F("publish_at"))
                & Q(publish_at__lte=F("research_due_at"))
                & Q(research_due_at__lte=F("starts_at")),
                violation_error_message=(
                    "Cut-off, list, research and meeting come in this order."
                ),
            ),
            models.UniqueConstraint(
                fields=("unit", "starts_at"),
                condition=Q(kind="regular"),
                name="one_regular_meeting_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"Meeting {self.pk}"


class MeetingStep(Step):
    """A step of a meeting."""

    thing = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="steps")


class Left(models.TextChoices):
    """How a case left a list."""

    HEARD = "heard", "Heard"
    DEFERRED = "deferred", "Deferred"
    MOVED = "moved", "Moved with its meeting"
    EMERGENCY = "emergency", "To an emergency meeting"
    TRANSFERRED = "transferred", "Transferred out"
    WITHDRAWN = "withdrawn", "Withdrawn"


@keep_history
class MeetingCase(models.Model):
    """A case on the list of a meeting: where it stands, and how it left."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="cases")
    case = models.ForeignKey(
        MaracCase, on_delete=models.PROTECT, related_name="listings"
    )
    position = models.PositiveSmallIntegerField(null=True, blank=True)
    listed_by = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    listed_at = models.DateTimeField()
    why_over_capacity = models.TextField(blank=True)
    why_late = models.TextField(blank=True)
    began_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    left = models.CharField(max_length=12, choices=Left.choices, blank=True)
    why_left = models.TextField(blank=True)
    until_then = models.TextField("what protects until then", blank=True)
    feedback_owner = models.CharField(
        "who tells the person", max_length=120, blank=True
    )
    no_action_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("meeting", "position", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "case"), name="a_case_is_listed_once_a_meeting"
            ),
            models.UniqueConstraint(
                fields=("case",),
                condition=Q(left_at__isnull=True),
                name="a_case_is_on_one_list",
                violation_error_message="The case is on the list of a meeting already.",
            ),
            models.CheckConstraint(
                name="listing_says_how_it_left",
                condition=Q(left_at__isnull=True, left="")
                | (Q(left_at__isnull=False) & ~Q(left="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.case_id}"


class Presence(models.TextChoices):
    """How somebody takes part."""

    PRESENT = "present", "Present"
    APOLOGIES = "apologies", "Apologies"
    OBSERVER = "observer", "Observer"
    ABSENT = "absent", "Absent"


@keep_history
class Attendance(models.Model):
    """One person at one meeting: for which agency, from when to when."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="attendances"
    )
    user = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=150)
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    presence = models.CharField(max_length=10, choices=Presence.choices)
    sent_information_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("meeting", "name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "user"),
                condition=Q(user__isnull=False),
                name="one_row_a_person_and_meeting",
            ),
            models.CheckConstraint(
                name="nobody_leaves_before_joining",
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("joined_at")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.presence}"


class ConfidentialityStatement(models.Model):
    """One person's signature under the statement, in the words of that day."""

    attendance = models.OneToOneField(
        Attendance, on_delete=models.PROTECT, related_name="statement"
    )
    words = models.TextField()
    signed_at = models.DateTimeField()
    recorded_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("signed_at", "id")
        triggers = (
            pgtrigger.Protect(
                name="a_signature_stays", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        )

    def __str__(self) -> str:
        return f"{self.attendance_id}: signed"


class Shared(models.TextChoices):
    """What an agency did when it was its turn (A2.6)."""

    SHARED = "shared", "Shared"
    NOTHING = "nothing_relevant", "Nothing relevant"
    ABSENT = "absent", "Absent"


@keep_history
class AgencyTurn(models.Model):
    """One agency's turn in the hearing of one case."""

    listing = models.ForeignKey(
        MeetingCase, on_delete=models.PROTECT, related_name="turns"
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    result = models.CharField(max_length=18, choices=Shared.choices)
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("listing", "agency"), name="one_turn_an_agency_and_hearing"
            ),
        )

    def __str__(self) -> str:
        return f"{self.listing_id}: {self.result}"


@keep_history
class RiskSummary(models.Model):
    """The chair's three boxes (A2.6). One row a hearing."""

    listing = models.OneToOneField(
        MeetingCase, on_delete=models.PROTECT, related_name="risk_summary"
    )
    harm = models.TextField("harm that is likely, and to whom", blank=True)
    worse = models.TextField("what makes it more likely", blank=True)
    safer = models.TextField("what protects already", blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.listing_id}: risk"


@keep_history
class CheckQuestion(models.Model):
    """A question that the chair asks before concluding, and its answer (A2.6)."""

    listing = models.ForeignKey(
        MeetingCase, on_delete=models.PROTECT, related_name="check_answers"
    )
    question = models.CharField(max_length=40, help_text="A code of the list.")
    answer = models.CharField(max_length=12, help_text="yes, no or not_needed")
    note = models.TextField(blank=True)
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("listing", "question"), name="one_answer_a_check_question"
            ),
        )

    def __str__(self) -> str:
        return f"{self.listing_id}: {self.question}"
