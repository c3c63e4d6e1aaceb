"""Quality sampling: closed cases drawn at random for a blind second look.

Why: one member of staff's poor work stayed unseen for eight years (clares-law 7), and
nothing looks as finished as "nothing to disclose". Nothing here is ever changed after
it was written, except who reads a drawn case.
"""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Unit
from casework.history import keep_history
from casework.models import Case
from casework.models.duties import READER, takes_duty
from disclosure.outcomes import OutcomeKind

_PERSON = settings.AUTH_USER_MODEL
KEPT = pgtrigger.Update | pgtrigger.Delete
HAD_NO_PART = """
    IF EXISTS (SELECT 1 FROM casework_stagevisit
               WHERE case_id = NEW.case_id AND by_id = NEW.reader_id)
    OR EXISTS (SELECT 1 FROM casework_assignment
               WHERE case_id = NEW.case_id AND user_id = NEW.reader_id)
    OR EXISTS (SELECT 1 FROM casework_case
               WHERE id = NEW.case_id AND opened_by_id = NEW.reader_id)
    THEN
        RAISE EXCEPTION 'Whoever had a part in a case does not look at it again.'
            USING ERRCODE = 'check_violation',
                  CONSTRAINT = 'one_duty_a_person_and_case';
    END IF;
    PERFORM casework_take_duty(NEW.case_id, NEW.reader_id, '{READER}');
    RETURN NEW;
""".replace("{READER}", READER)
BY_ITS_READER = """
    IF (SELECT reader_id FROM disclosure_sampledcase WHERE id = NEW.sample_id)
        IS DISTINCT FROM NEW.by_id
    THEN
        RAISE EXCEPTION 'The second look is given by whoever took the case.';
    END IF;
    RETURN NEW;
"""
BY_ANOTHER = """
    IF (SELECT by_id FROM disclosure_secondlook WHERE id = NEW.look_id) = NEW.by_id
    THEN
        RAISE EXCEPTION 'Another person concludes on a second look.';
    END IF;
    RETURN NEW;
"""


class SamplingDraw(models.Model):
    """One draw: from which cases, with which shares, and the seed that decided.

    Anybody can make it again from this row (``queries.sampling.drawn_again``).
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    scheme = models.CharField(max_length=20)
    since = models.DateTimeField(help_text="Closed after this instant,")
    until = models.DateTimeField(help_text="and not after this one.")
    nil_percent = models.PositiveSmallIntegerField()
    other_percent = models.PositiveSmallIntegerField()
    considered = models.PositiveIntegerField()
    seed = models.CharField(max_length=64)
    drawn_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "scheme", "since"), name="a_time_is_drawn_from_once"
            ),
            models.CheckConstraint(
                name="a_draw_goes_forward", condition=Q(until__gt=F("since"))
            ),
        )
        triggers = (pgtrigger.Protect(name="a_draw_stays", operation=KEPT),)

    def __str__(self) -> str:
        return f"{self.scheme}: {self.since} to {self.until}"


@keep_history
class SampledCase(models.Model):
    """A closed case that was drawn, as it ended, and whoever looks at it again."""

    draw = models.ForeignKey(
        SamplingDraw, on_delete=models.PROTECT, related_name="cases"
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="samples")
    closed_at = models.DateTimeField()
    settled_at = models.DateTimeField(
        help_text="When it was decided, or else closed: what came later is not shown."
    )
    outcome = models.CharField(max_length=40)
    kind = models.CharField(max_length=8, choices=OutcomeKind.choices)
    place = models.CharField(
        max_length=64, help_text="Its place in the draw, which is the order of reading."
    )
    reader = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("draw", "place")
        constraints = (
            models.UniqueConstraint(
                fields=("case", "closed_at"), name="a_closure_is_drawn_once"
            ),
            models.CheckConstraint(
                name="a_second_look_is_taken_by_somebody",
                condition=Q(reader__isnull=True, taken_at__isnull=True)
                | Q(reader__isnull=False, taken_at__isnull=False),
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="the_second_reader_had_no_part",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.reader_id IS NOT NULL"),
                func=HAD_NO_PART,
            ),
            pgtrigger.Protect(name="a_drawn_case_stays", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: drawn"


class Agreement(models.TextChoices):
    """The second reader's outcome beside the one that stands."""

    SAME = "same", "The same outcome"
    KIND = "kind", "Another outcome that means the same for the person"
    DIFFERENT = "different", "A different outcome"


class SecondLook(models.Model):
    """What the second reader would have decided, written before they knew."""

    sample = models.OneToOneField(
        SampledCase, on_delete=models.PROTECT, related_name="look"
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="looks")
    outcome = models.CharField(max_length=40)
    reasons = models.TextField()
    sees_danger = models.BooleanField("somebody is at risk who was not told")
    danger = models.TextField(blank=True)
    research_was_enough = models.BooleanField()
    research_gaps = models.TextField(blank=True)
    agreement = models.CharField(max_length=10, choices=Agreement.choices)
    points_to_danger = models.BooleanField()
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                name="danger_seen_is_said",
                condition=Q(sees_danger=False)
                | (~Q(danger="") & Q(points_to_danger=True)),
                violation_error_message="Say who is at risk and why.",
            ),
            models.CheckConstraint(
                name="gaps_of_research_are_said",
                condition=Q(research_was_enough=True) | ~Q(research_gaps=""),
                violation_error_message="Say what is missing in the research.",
            ),
        )
        triggers = (
            takes_duty(READER, "by_id"),
            pgtrigger.Trigger(
                name="a_second_look_is_its_readers",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=BY_ITS_READER,
            ),
            pgtrigger.Protect(name="a_second_look_stays", operation=KEPT),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.get_agreement_display()}"


class Conclusion(models.Model):
    """What the supervisor made of a second look, and what the unit learns from it."""

    look = models.OneToOneField(
        SecondLook, on_delete=models.PROTECT, related_name="conclusion"
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    learning = models.TextField()
    opens_again = models.BooleanField("the case is to be opened again")
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        triggers = (
            pgtrigger.Trigger(
                name="another_person_concludes",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=BY_ANOTHER,
            ),
            pgtrigger.Protect(name="a_conclusion_stays", operation=KEPT),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: concluded"
