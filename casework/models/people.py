"""People, objects, locations and parts (POLE). People outlive cases and span schemes.

Nothing here is merged automatically: two rows may be one person until two people say
so.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from casework.history import keep_history
from casework.models.case import Case

_PERSON = settings.AUTH_USER_MODEL
NOT_ASKED = "not_asked"


class Sex(models.TextChoices):
    """As recorded; "not asked" is an answer of its own (FOI needs the difference)."""

    FEMALE = "female", "Female"
    MALE = "male", "Male"
    OTHER = "other", "Other or not known"
    NOT_ASKED = NOT_ASKED, "Not asked"


@keep_history
class Person(models.Model):
    """Somebody named in at least one case."""

    date_of_birth = models.DateField(null=True, blank=True)
    birth_as_given = models.CharField(
        "date of birth or age as given", max_length=60, blank=True
    )
    sex = models.CharField(max_length=10, choices=Sex.choices, default=NOT_ASKED)
    ethnicity = models.CharField(max_length=60, blank=True)
    language = models.CharField("language or interpreter", max_length=60, blank=True)
    occupation = models.CharField(max_length=120, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"Person {self.pk}"

    @property
    def main_name(self) -> str:
        """The name to show: the first that was recorded."""
        names = sorted(
            self.names.all(), key=lambda name: (name.kind != "main", name.pk)
        )
        return str(names[0]) if names else "Name not known"


class NameKind(models.TextChoices):
    """What sort of name it is."""

    MAIN = "main", "Name"
    ALIAS = "alias", "Also known as"
    PREVIOUS = "previous", "Previous or maiden name"


@keep_history
class PersonName(models.Model):
    """One of the names of a person."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="names")
    kind = models.CharField(
        max_length=10, choices=NameKind.choices, default=NameKind.MAIN
    )
    given = models.CharField("given names", max_length=200, blank=True)
    family = models.CharField("family name", max_length=200, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="a_name_is_not_empty",
                condition=~(Q(given="") & Q(family="")),
                violation_error_message="Enter a name.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.given} {self.family}".strip()


class IdentifierKind(models.TextChoices):
    """What a number or handle identifies."""

    PHONE = "phone", "Telephone"
    EMAIL = "email", "E-mail"
    PNC = "pnc", "PNC ID"
    HANDLE = "handle", "Online name"
    VEHICLE = "vehicle", "Vehicle"


@keep_history
class Identifier(models.Model):
    """A telephone number, e-mail, PNC ID, online name or vehicle of a person.

    Numbers and e-mails are shown only behind the safe contact plan.
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="identifiers"
    )
    kind = models.CharField(max_length=10, choices=IdentifierKind.choices)
    value = models.CharField(max_length=120)
    comparable = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("kind", "comparable"), name="identifier_same"),)

    def __str__(self) -> str:
        return self.get_kind_display()


@keep_history
class Address(models.Model):
    """Where a person lives or lived."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="addresses"
    )
    line1 = models.CharField("first line", max_length=200, blank=True)
    town = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    is_current = models.BooleanField("lives there now", default=True)
    is_protected = models.BooleanField("protected address", default=False)
    shared_with_subject = models.BooleanField(
        "the subject lives or lived there too", default=False
    )

    class Meta:
        ordering = ("-is_current", "id")

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.line1, self.town, self.postcode)))


class Part(models.TextChoices):
    """The part a person has in a case."""

    APPLICANT = "applicant", "Applicant"
    PERSON_AT_RISK = "person_at_risk", "Person at risk"
    SUBJECT = "subject", "Subject"
    CHILD = "child", "Child"
    CAUSES_HARM = "person_causing_harm", "Person causing harm"
    REFERRER = "referrer", "Referrer"
    RECIPIENT = "recipient", "Recipient"
    OTHER = "other", "Other person"


@keep_history
class Involvement(models.Model):
    """A person's part in a case. One person may have several."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="involvements"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="involvements"
    )
    part = models.CharField(max_length=20, choices=Part.choices)
    category = models.CharField(
        max_length=40, blank=True, help_text="For applicants: the referrer type."
    )
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("case", "person", "part"), name="a_part_is_given_once"
            ),
            models.UniqueConstraint(
                fields=("case",),
                condition=Q(part="subject"),
                name="one_subject_a_case",
            ),
            models.UniqueConstraint(
                fields=("case",),
                condition=Q(part="person_at_risk"),
                name="one_person_at_risk_a_case",
            ),
            models.UniqueConstraint(
                fields=("case",),
                condition=Q(part="applicant"),
                name="one_applicant_a_case",
                violation_error_message="The applicant is already named.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.get_part_display()}"


@keep_history
class Relationship(models.Model):
    """How two people of a case are related."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="relationships"
    )
    from_person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="relationships_from"
    )
    to_person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="relationships_to"
    )
    kind = models.CharField(max_length=40)
    as_given = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("case", "from_person", "to_person"),
                name="one_relationship_a_pair_and_case",
            ),
            models.CheckConstraint(
                name="nobody_is_related_to_themselves",
                condition=~Q(from_person=F("to_person")),
                violation_error_message=(
                    "The person at risk and the subject must be two people."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.kind}"
