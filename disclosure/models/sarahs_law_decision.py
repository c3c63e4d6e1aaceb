"""Sarah's Law: what is recorded for the decision, the delivery and the closure."""

from __future__ import annotations

from types import MappingProxyType

import pgtrigger
from django.db import models
from django.db.models import Q

from casework.history import keep_history
from casework.models.duties import AUTHOR, takes_duty
from disclosure.models.sarahs_law import YES_NO, AddedRecord, record_of


@keep_history
class ManagerConsult(AddedRecord):
    """Whether the subject is MAPPA-managed, and what their manager replied."""

    case = record_of("manager_consults")
    is_managed = models.CharField(
        "is the subject MAPPA-managed", max_length=3, choices=YES_NO
    )
    manager = models.CharField("public protection manager", max_length=200, blank=True)
    reply = models.TextField("what they replied", blank=True)
    reference = models.CharField("their reference", max_length=120, blank=True)


@keep_history
class Presumption(AddedRecord):
    """The questions from which a presumption to disclose follows (sarahs-law 3.2).

    Both wordings of the risk are kept: that of the scheme, and that of s.327A.
    """

    case = record_of("presumptions")
    is_convicted = models.BooleanField(
        "convicted or cautioned for a sexual offence against a child"
    )
    poses_risk = models.BooleanField("poses a risk of harm to this child")
    serious_risk = models.BooleanField(
        "reasonable cause to believe in a risk of serious harm"
    )
    is_necessary = models.BooleanField("telling is necessary to protect the child")
    is_proportionate = models.BooleanField("telling is proportionate")
    reason = models.TextField("why these answers")
    why_not = models.TextField(
        "why nothing is disclosed in spite of the presumption", blank=True
    )

    class Meta(AddedRecord.Meta):
        triggers = (takes_duty(AUTHOR, "by_id"),)

    @property
    def applies(self) -> bool:
        """Convicted, and a risk, and necessary, and proportionate."""
        return (
            self.is_convicted
            and (self.poses_risk or self.serious_risk)
            and self.is_necessary
            and self.is_proportionate
        )


@keep_history
class Recipient(AddedRecord):
    """Somebody who is told beside the first recipient, with words of their own."""

    case = record_of("recipients")
    who = models.CharField("who is told", max_length=200)
    why = models.TextField("why they can protect the child")
    words = models.TextField("words to be spoken to them")

    class Meta(AddedRecord.Meta):
        triggers = (
            takes_duty(AUTHOR, "by_id"),
            pgtrigger.Protect(
                name="words_for_a_recipient_never_change",
                operation=pgtrigger.Update | pgtrigger.Delete,
            ),
        )

    def __str__(self) -> str:
        return self.who


class Telling(models.TextChoices):
    """What came of it, for one recipient."""

    SIGNED = "signed", "Told; the undertaking is signed"
    DECLINED = "declined", "They declined; nothing was said"
    REFUSED = "refused", "They refused the undertaking; nothing was said"
    UNSAFE = "unsafe", "They cannot be told safely"
    TAKEN_OUT = "taken_out", "Taken out before the decision"


@keep_history
class RecipientTold(AddedRecord):
    """The delivery to one further recipient."""

    case = record_of("tellings")
    recipient = models.ForeignKey(
        Recipient, on_delete=models.PROTECT, related_name="tellings"
    )
    result = models.CharField("what happened", max_length=12, choices=Telling.choices)
    told_at = models.DateTimeField("when")
    place = models.CharField("where", max_length=200, blank=True)
    identity_checked = models.CharField(
        "how they were identified", max_length=200, blank=True
    )
    note = models.TextField("questions, reaction and what was agreed")

    class Meta(AddedRecord.Meta):
        constraints = (
            models.CheckConstraint(
                name="whoever_is_told_was_identified",
                condition=~Q(result="signed")
                | (~Q(place="") & ~Q(identity_checked="")),
                violation_error_message=(
                    "Say where they were told and how they were identified."
                ),
            ),
        )


@keep_history
class ClosingRecord(AddedRecord):
    """What a closure needs beside the outcome (sarahs-law 6.2)."""

    LISTED = MappingProxyType(
        {"record_updated": "record_updated", "retention_group": "retention"}
    )

    case = record_of("closing_records")
    record_updated = models.CharField(
        "subject's record and intelligence", max_length=10
    )
    record_reference = models.CharField("its reference, or why not", max_length=200)
    is_registered = models.BooleanField("the subject is on the register")
    retention_group = models.CharField("how long it is kept", max_length=10)
