"""What an agency took on, step by step until it is final (A2.8)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.history import keep_history
from casework.workflow.tracks import Step
from marac.action_table import ActionFlow
from marac.models.case import MaracCase
from marac.models.meetings import MeetingCase
from marac.outcomes import ForWhom

_PERSON = settings.AUTH_USER_MODEL


class Priority(models.TextChoices):
    """How urgent an action is."""

    HIGH = "high", "High"
    NORMAL = "normal", "Normal"


class MayTell(models.TextChoices):
    """Whether the person at risk may be told of an action, and by whom."""

    IDVA = "idva", "The IDVA tells them"
    AGENCY = "agency", "The agency tells them"
    NOBODY = "nobody", "They must not be told"


@keep_history
class Action(ActionFlow):
    """One thing that one agency will do, for whom, to lower which risk, until when."""

    case = models.ForeignKey(
        MaracCase, on_delete=models.PROTECT, related_name="actions"
    )
    listing = models.ForeignKey(
        MeetingCase,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="actions",
    )
    words = models.TextField("what is to be done")
    for_whom = models.CharField(max_length=24, choices=ForWhom.choices)
    lowers = models.CharField("which risk it lowers", max_length=200, blank=True)
    priority = models.CharField(
        max_length=8, choices=Priority.choices, default=Priority.NORMAL
    )
    person = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    safety_note = models.TextField("what to take care of", blank=True)
    may_tell = models.CharField(
        max_length=8, choices=MayTell.choices, default=MayTell.IDVA
    )
    why_not_smart = models.TextField("why the hint was passed over", blank=True)
    instead_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("due_on", "id")
        indexes = (
            models.Index(
                fields=("owner_agency", "state", "due_on"), name="action_agency"
            ),
            models.Index(fields=("case", "state"), name="action_case"),
        )
        constraints = (
            models.CheckConstraint(
                name="action_state_is_known",
                condition=Q(state__in=ActionFlow.STATES.values),
            ),
            models.CheckConstraint(
                name="action_done_says_what_and_when",
                condition=~Q(state__in=("done_claimed", "done_verified"))
                | (~Q(what_was_done="") & Q(done_on__isnull=False)),
                violation_error_message="Say what was done and when.",
            ),
            models.CheckConstraint(
                name="action_not_possible_says_what_changed",
                condition=~Q(state="not_possible") | ~Q(what_changed=""),
                violation_error_message="Say what changed.",
            ),
            models.CheckConstraint(
                name="action_not_done_says_why",
                condition=~Q(state__in=("not_done", "not_done_noted"))
                | ~Q(why_not_done=""),
                violation_error_message="Say why it was not done.",
            ),
            models.CheckConstraint(
                name="action_on_offer_names_the_agency",
                condition=~Q(state="reassigned") | Q(offered_to__isnull=False),
                violation_error_message="Choose the agency that it is offered to.",
            ),
            models.CheckConstraint(
                name="more_time_names_the_day",
                condition=~Q(state="extension_requested")
                | Q(asked_until__gt=models.F("due_on")),
                violation_error_message="The day asked for is later than the day due.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: action {self.pk}"


class ActionStep(Step):
    """A step of an action."""

    thing = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="steps")
