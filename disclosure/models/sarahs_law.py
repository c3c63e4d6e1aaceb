"""Sarah's Law: the case of the scheme, and the facts that only it asks for.

Every record is added and never edited; the latest of a kind counts. Documents that
prove something are kept by type, issuer and a fragment of the number, never as a scan
(sarahs-law 2.2). Those of decision, delivery and closure are in
``sarahs_law_decision.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.history import keep_history
from casework.models import Case, Person
from casework.models.research import YesNoUnknown
from disclosure.models.application import ScopeDecision
from disclosure.sarahs_law.moves import SarahsLaw
from disclosure.sarahs_law.outcomes import ScopeTest, Signpost

_USER = settings.AUTH_USER_MODEL
YES_NO = (("yes", "Yes"), ("no", "No"))


class SarahsLawCase(SarahsLaw, Case):
    """A case under the Child Sex Offender Disclosure Scheme."""

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="sarahs_law_state_is_known",
                condition=Q(state__in=SarahsLaw.STATES.values),
            ),
        )


class AddedRecord(models.Model):
    """Who recorded it, and when. ``LISTED``: field to the list of its answers."""

    LISTED: ClassVar[Mapping[str, str]] = {}

    by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"


def record_of(related_name: str) -> models.ForeignKey[Case, Case]:
    return models.ForeignKey(Case, on_delete=models.PROTECT, related_name=related_name)


def _person(label: str) -> models.ForeignKey[Person | None, Person | None]:
    return models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=label,
    )


def _answer(label: str) -> models.CharField[str, str]:
    return models.CharField(label, max_length=10, choices=YesNoUnknown.choices)


@keep_history
class ChildFacts(AddedRecord):
    """A child of the case, unborn too, or children of a description."""

    LISTED = MappingProxyType(
        {"applicant_is": "applicant_child", "subject_is": "subject_child"}
    )

    case = record_of("children_described")
    child = _person("the child")
    description = models.CharField(
        "children of a description", max_length=300, blank=True
    )
    is_unborn = models.BooleanField("the child is not born yet")
    applicant_is = models.CharField("the applicant is", max_length=40, blank=True)
    subject_is = models.CharField("the subject is", max_length=40)
    lives_with = models.CharField("whom the child lives with", max_length=200)

    class Meta(AddedRecord.Meta):
        constraints = (
            models.CheckConstraint(
                name="a_child_is_named_or_described",
                condition=Q(child__isnull=False) | ~Q(description=""),
                violation_error_message="Choose the child, or describe the children.",
            ),
        )


@keep_history
class ParentFacts(AddedRecord):
    """A parent or carer: parental responsibility, and whether they know."""

    LISTED = MappingProxyType({"is_to_child": "applicant_child"})

    case = record_of("parent_facts")
    parent = _person("the parent or carer")
    is_to_child = models.CharField("what they are to the child", max_length=40)
    has_responsibility = _answer("has parental responsibility")
    orders = models.CharField(
        "court orders and contact arrangements", max_length=300, blank=True
    )
    knows = _answer("knows of the application")
    note = models.TextField("what this means for contact", blank=True)


@keep_history
class Access(AddedRecord):
    """What contact the subject has, or will have, with a child."""

    LISTED = MappingProxyType({"way": "access", "frequency": "frequency"})

    case = record_of("accesses")
    way = models.CharField("kind of access", max_length=40)
    frequency = models.CharField("how often", max_length=40)
    supervised = _answer("is it supervised")
    overnight = _answer("is it overnight")
    online = _answer("is it online")
    since = models.CharField("since when, and what is planned", max_length=300)


@keep_history
class ChildWords(AddedRecord):
    """What a child said or showed, word for word."""

    case = record_of("child_words")
    child = _person("the child")
    words = models.TextField("the child's own words")
    heard_by = models.CharField("who heard or saw it", max_length=200)
    heard_on = models.CharField("when and where", max_length=200)


class Proves(models.TextChoices):
    """What a document shows."""

    IDENTITY = "identity", "Identity"
    ADDRESS = "address", "Address"
    CHILD_LINK = "child_link", "Link to the child"


@keep_history
class SeenDocument(AddedRecord):
    """A document that was seen; what it proves, and never a copy of it."""

    LISTED = MappingProxyType({"document": "evidence"})

    case = record_of("seen_documents")
    proves = models.CharField(max_length=12, choices=Proves.choices)
    document = models.CharField("document", max_length=40, blank=True)
    issuer = models.CharField("issued by", max_length=120, blank=True)
    fragment = models.CharField("last figures of its number", max_length=4, blank=True)
    seen_on = models.DateField("seen on", null=True, blank=True)
    excuse = models.TextField("why it was not seen", blank=True)

    class Meta(AddedRecord.Meta):
        constraints = (
            models.CheckConstraint(
                name="evidence_is_seen_or_excused",
                condition=(~Q(document="") & Q(seen_on__isnull=False)) | ~Q(excuse=""),
                violation_error_message=(
                    "Record the document and the day on which it was seen, or why it "
                    "was not seen."
                ),
            ),
        )


@keep_history
class EarlyRisk(AddedRecord):
    """Whether a child may be in danger now, answered from the first checks."""

    case = record_of("early_risks")
    is_immediate = models.BooleanField("a child may be in danger now")
    reason = models.TextField("why")


@keep_history
class Trigger(AddedRecord):
    """Right to Know: what made the police begin by themselves (sarahs-law 1.3)."""

    case = record_of("triggers")
    source = models.CharField("where it comes from", max_length=200)
    grading = models.CharField("grading of the source", max_length=20)
    why_now = models.TextField("why now")
    would_be_told = models.TextField("who would be told, and how they can be reached")
    done_already = models.TextField("what was done already to protect the child")
    manager_agrees = _answer("does the public protection manager agree")


@keep_history
class ScopeTestAnswer(models.Model):
    """The answer to one test of scope."""

    case = record_of("scope_test_answers")
    decision = models.ForeignKey(
        ScopeDecision, on_delete=models.PROTECT, related_name="tests"
    )
    test = models.CharField(max_length=20, choices=ScopeTest.choices)
    answer = models.CharField(max_length=3, choices=YES_NO)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("decision", "test"), name="a_scope_test_is_answered_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.test}: {self.answer}"


@keep_history
class CallBack(AddedRecord):
    """The applicant was told that it goes no further, why, and where to turn to."""

    case = record_of("call_backs")
    called_at = models.DateTimeField("when they were told")
    signpost = models.CharField(
        "where they were sent", max_length=20, choices=Signpost.choices
    )
    said = models.TextField("what was said, and their answer")
