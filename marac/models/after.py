"""Contact of the IDVA, transfers between MARACs, and the agencies' flags."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Agency
from casework.history import keep_history
from casework.workflow.tracks import Step
from marac.models.case import MaracCase
from marac.small_tables import ContactFlow, FlagFlow, TransferFlow

_PERSON = settings.AUTH_USER_MODEL


@keep_history
class IdvaContact(ContactFlow):
    """How the person at risk is reached and heard. One row a case."""

    case = models.OneToOneField(
        MaracCase, on_delete=models.PROTECT, related_name="idva_contact"
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    idva = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    wishes = models.TextField("what they want", blank=True)
    own_view = models.TextField("how they see the risk", blank=True)
    must_not = models.TextField("what must not be said or done", blank=True)
    consents_to_support = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="contact_state_is_known",
                condition=Q(state__in=ContactFlow.STATES.values),
            ),
            models.CheckConstraint(
                name="feedback_given_in_words",
                condition=~Q(state="feedback_given") | ~Q(feedback=""),
                violation_error_message="Say what they were told, and how.",
            ),
            models.CheckConstraint(
                name="unsafe_feedback_says_why",
                condition=~Q(state="feedback_unsafe") | ~Q(feedback_unsafe=""),
                violation_error_message="Say why it is not safe to tell them.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: IDVA"


class IdvaStep(Step):
    """A step of the IDVA's contact."""

    thing = models.ForeignKey(
        IdvaContact, on_delete=models.PROTECT, related_name="steps"
    )


@keep_history
class IdvaAttempt(models.Model):
    """One attempt to reach the person at risk."""

    contact = models.ForeignKey(
        IdvaContact, on_delete=models.PROTECT, related_name="attempts"
    )
    tried_at = models.DateTimeField()
    channel = models.CharField(max_length=20)
    reached = models.BooleanField()
    was_safe = models.BooleanField("they were safe to speak", null=True, blank=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("tried_at", "id")

    def __str__(self) -> str:
        return f"{self.contact_id}: attempt"


class Direction(models.TextChoices):
    """Which way a case goes."""

    OUT = "out", "To another MARAC"
    IN = "in", "From another MARAC"


@keep_history
class CaseTransfer(TransferFlow):
    """A case on its way between two MARACs."""

    case = models.ForeignKey(
        MaracCase, on_delete=models.PROTECT, related_name="marac_transfers"
    )
    direction = models.CharField(max_length=4, choices=Direction.choices)
    other_marac = models.CharField(max_length=120)
    other_coordinator = models.CharField(max_length=120, blank=True)
    is_permanent = models.BooleanField("the move is permanent", default=True)
    address_known = models.BooleanField("the new address is known", default=False)
    address_safe = models.BooleanField("the new address may be held", default=False)
    heard_here = models.BooleanField(null=True, blank=True)
    list_was_out = models.BooleanField(null=True, blank=True)
    papers = models.TextField("papers that go with it", blank=True)
    missing_papers = models.TextField(blank=True)
    workers_spoke_on = models.DateField("the two IDVAs spoke on", null=True, blank=True)
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                name="transfer_state_is_known",
                condition=Q(state__in=TransferFlow.STATES.values),
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.direction}"


class TransferStep(Step):
    """A step of a transfer."""

    thing = models.ForeignKey(
        CaseTransfer, on_delete=models.PROTECT, related_name="steps"
    )


@keep_history
class Flag(FlagFlow):
    """One agency's flag for one case, until a day."""

    case = models.ForeignKey(MaracCase, on_delete=models.PROTECT, related_name="flags")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="flags")

    class Meta:
        ordering = ("until", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("case", "agency"), name="one_flag_an_agency_and_case"
            ),
            models.CheckConstraint(
                name="flag_state_is_known",
                condition=Q(state__in=FlagFlow.STATES.values),
            ),
            models.CheckConstraint(
                name="a_kept_flag_says_why",
                condition=~Q(state="retained") | ~Q(kept_because=""),
                violation_error_message="Say why the flag is kept.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.agency_id}"


class FlagStep(Step):
    """A step of a flag."""

    thing = models.ForeignKey(Flag, on_delete=models.PROTECT, related_name="steps")
