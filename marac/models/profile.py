"""The local protocol as settings: numbers, routes and days, in versions (A2.13).

A version is never changed once a case runs under it: the unit writes the next one.
"""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Unit
from casework.history import keep_history
from marac.outcomes import (
    Criterion,
    MinutesFor,
    RepeatAnchor,
    RepeatRule,
    ResearchSeen,
)

WEEKDAYS = (
    (0, "Monday"),
    (1, "Tuesday"),
    (2, "Wednesday"),
    (3, "Thursday"),
    (4, "Friday"),
)
IN_USE = """
    IF EXISTS (SELECT 1 FROM marac_maraccase WHERE profile_id = {profile}) THEN
        RAISE EXCEPTION 'A case runs under this version: write the next one.'
            USING ERRCODE = 'check_violation',
                  CONSTRAINT = 'a_profile_in_use_stays';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


def stays_when_used(column: str) -> pgtrigger.Trigger:
    """A trigger: a row of a profile under which a case runs never changes."""
    return pgtrigger.Trigger(
        name="a_profile_in_use_stays",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=IN_USE.format(profile=f"OLD.{column}"),
    )


@keep_history
class ProtocolProfile(models.Model):
    """One version of a unit's operating protocol; without a unit, the shipped one."""

    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    approved_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=200, blank=True)
    # Names
    unit_name = models.CharField(max_length=80)
    harm_name = models.CharField("name for the person causing harm", max_length=60)
    # Referral
    score_threshold = models.PositiveSmallIntegerField()
    escalation_count = models.PositiveSmallIntegerField()
    escalation_months = models.PositiveSmallIntegerField()
    manager_signs = models.BooleanField("a manager signs referrals off")
    rationale_length = models.PositiveSmallIntegerField()
    challenge_days = models.PositiveSmallIntegerField()
    # Repeats
    repeat_rule = models.CharField(max_length=24, choices=RepeatRule.choices)
    repeat_anchor = models.CharField(max_length=24, choices=RepeatAnchor.choices)
    repeat_months = models.PositiveSmallIntegerField()
    transfer_counts_as_repeat = models.BooleanField()
    # Meetings
    minutes_per_case = models.PositiveSmallIntegerField()
    amber_minutes = models.PositiveSmallIntegerField()
    weeks_ahead = models.PositiveSmallIntegerField()
    quorum = models.PositiveSmallIntegerField(help_text="Agencies present for a case.")
    deferrals_alert = models.PositiveSmallIntegerField()
    research_seen_by = models.CharField(max_length=8, choices=ResearchSeen.choices)
    minutes_for = models.CharField(max_length=8, choices=MinutesFor.choices)
    draft_minutes_days = models.PositiveSmallIntegerField()
    minutes_days = models.PositiveSmallIntegerField()
    minutes_alarm_days = models.PositiveSmallIntegerField()
    confidentiality_text = models.TextField()
    # Actions
    chase_days = models.PositiveSmallIntegerField()
    remind_days = models.PositiveSmallIntegerField()
    manager_after_days = models.PositiveSmallIntegerField()
    chair_after_days = models.PositiveSmallIntegerField()
    steering_after_days = models.PositiveSmallIntegerField()
    extensions = models.PositiveSmallIntegerField()
    action_length = models.PositiveSmallIntegerField()
    verifies_all = models.BooleanField("the coordinator checks every action done")
    # Afterwards
    first_attempt_days = models.PositiveSmallIntegerField()
    feedback_days = models.PositiveSmallIntegerField()
    flag_months = models.PositiveSmallIntegerField()
    lapse_notice_days = models.PositiveSmallIntegerField()
    retention_years = models.PositiveSmallIntegerField()
    suppress_below = models.PositiveSmallIntegerField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        ordering = ("unit", "version")
        verbose_name = "protocol profile"
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "version"),
                name="one_profile_a_unit_and_version",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="profile_ladder_rises",
                condition=Q(manager_after_days__lt=models.F("chair_after_days"))
                & Q(chair_after_days__lt=models.F("steering_after_days")),
                violation_error_message="Each step of the ladder is later.",
            ),
            models.CheckConstraint(
                name="profile_windows_are_months",
                condition=Q(repeat_months__gte=1) & Q(flag_months__gte=1),
                violation_error_message="A window is at least one month.",
            ),
        )
        triggers = (stays_when_used("id"),)

    def __str__(self) -> str:
        return f"Protocol, version {self.version}"


@keep_history
class ProfileRoute(models.Model):
    """A criterion by which a case may be referred, in this version."""

    profile = models.ForeignKey(
        ProtocolProfile, on_delete=models.PROTECT, related_name="routes"
    )
    code = models.CharField(max_length=24, choices=Criterion.choices)
    explanation = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("profile", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("profile", "code"), name="one_row_a_route_and_profile"
            ),
        )
        triggers = (stays_when_used("profile_id"),)

    def __str__(self) -> str:
        return self.get_code_display()


@keep_history
class MeetingDay(models.Model):
    """A day of the week on which the MARAC meets, with its cut-offs (A2.2).

    Cut-offs are the last such weekday before the meeting.
    """

    profile = models.ForeignKey(
        ProtocolProfile, on_delete=models.PROTECT, related_name="meeting_days"
    )
    weekday = models.PositiveSmallIntegerField(choices=WEEKDAYS)
    starts_at = models.TimeField()
    capacity = models.PositiveSmallIntegerField()
    cut_off_weekday = models.PositiveSmallIntegerField(choices=WEEKDAYS)
    cut_off_at = models.TimeField()
    publish_at = models.TimeField(help_text="On the day of the cut-off.")
    research_weekday = models.PositiveSmallIntegerField(choices=WEEKDAYS)
    research_at = models.TimeField()

    class Meta:
        ordering = ("profile", "weekday")
        constraints = (
            models.UniqueConstraint(
                fields=("profile", "weekday"), name="one_row_a_meeting_day"
            ),
        )
        triggers = (stays_when_used("profile_id"),)

    def __str__(self) -> str:
        return self.get_weekday_display()


@keep_history
class RiskTool(models.Model):
    """A version of a risk checklist: neutral labels, or wording that is licensed."""

    code = models.CharField(max_length=20)
    version = models.CharField(max_length=20)
    label = models.CharField(max_length=80)
    licence = models.CharField(max_length=200, blank=True)
    in_use = models.BooleanField(default=True)

    class Meta:
        ordering = ("code", "version")
        constraints = (
            models.UniqueConstraint(
                fields=("code", "version"), name="one_tool_a_code_and_version"
            ),
        )

    def __str__(self) -> str:
        return f"{self.label} ({self.version})"


TOOL_IN_USE = """
    IF EXISTS (SELECT 1 FROM marac_riskassessment WHERE tool_id = OLD.tool_id) THEN
        RAISE EXCEPTION 'This tool has been used: import the next version.';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


class RiskQuestion(models.Model):
    """One question of a tool. What was asked never changes once it was used."""

    tool = models.ForeignKey(
        RiskTool, on_delete=models.PROTECT, related_name="questions"
    )
    number = models.PositiveSmallIntegerField()
    topic = models.CharField(max_length=60)
    words = models.CharField(max_length=200)
    counts = models.BooleanField("a yes counts towards the score", default=True)
    is_strong = models.BooleanField("a strong sign on its own", default=False)

    class Meta:
        ordering = ("tool", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("tool", "number"), name="one_question_a_number"
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="a_question_that_was_asked_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=TOOL_IN_USE,
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.words}"


@keep_history
class ActionTemplate(models.Model):
    """A frequent action, offered as words to start from (A2.8)."""

    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    words = models.CharField(max_length=300)
    for_whom = models.CharField(max_length=24, blank=True)
    agency_kind = models.CharField(max_length=20, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    in_use = models.BooleanField(default=True)

    class Meta:
        ordering = ("position", "words")

    def __str__(self) -> str:
        return self.words
