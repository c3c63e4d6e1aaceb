"""The rows of settings, for administrators only; never a case.

Nothing is deleted: limits get a later row, answers and checks are retired.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from casework.actions.reminders import look_again
from casework.admin_forms import (
    HolidayForm,
    NewHolidayForm,
    NewLimitForm,
    ThresholdForm,
    today,
)
from casework.admin_list_forms import (
    AnswerForm,
    CheckForm,
    NewAnswerForm,
    NewCheckForm,
    list_label,
)
from casework.admin_notices import NoticeForm, WordingForm
from casework.admin_reminders import (
    NewStepForm,
    StepForm,
    people_of,
    said_of,
    things_of,
)
from casework.admin_settings import SettingAdmin
from casework.models import (
    BankHolidayChange,
    CheckRequirement,
    ClockRule,
    CodeListEntry,
    MailWording,
    NoticeRule,
    Part,
    ReminderStep,
    Threshold,
)
from casework.schemes import scheme_named

RUNNING_STAYS = "Deadlines that run already keep the date they have."


@admin.register(ClockRule)
class LimitAdmin(SettingAdmin):
    """Limits: a change is a new row with its first day."""

    noun = "limit"
    about = (
        "A limit is never edited. Add a row with the new number and the day from which "
        "it counts: what is counted from a receipt, or from entering a stage, on that "
        f"day or later gets it. {RUNNING_STAYS}"
    )
    add_form = NewLimitForm
    fixed = (
        "scheme_name",
        "label",
        "limit",
        "unit",
        "basis",
        "guidance_version",
        "valid_from",
    )
    list_display = (
        "label",
        "scheme_name",
        "limit",
        "unit",
        "valid_from",
        "basis",
        "guidance_version",
    )
    search_fields = ("label", "basis")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Of a row that exists, all fields to read."""
        if obj is None:
            return super().get_fieldsets(request, obj)
        return [(None, {"fields": self.fixed, "description": self.about})]

    def has_change_permission(
        self,
        _request: HttpRequest,
        _obj: Any = None,
    ) -> bool:
        """Nobody: deadlines refer to the row."""
        return False

    def name_of(self, row: ClockRule) -> str:
        return f"{row.scheme} {row.key} from {row.valid_from}"


@admin.register(Threshold)
class ThresholdAdmin(SettingAdmin):
    """Numbers that are no limits; the code says which there are."""

    noun = "threshold"
    about = "The new number counts at once, for every case."
    form = ThresholdForm
    fixed = ("scheme_name", "label")
    list_display = ("label", "scheme_name", "value", "basis")
    search_fields = ("label", "basis")

    def has_add_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """Nobody: a number that no rule asks for would do nothing."""
        return False

    def name_of(self, row: Threshold) -> str:
        return f"{row.scheme} {row.key}"


@admin.register(CodeListEntry)
class AnswerAdmin(SettingAdmin):
    """Answers of lists."""

    noun = "answer"
    about = "An answer is never deleted. Records show it in its present words."
    form = AnswerForm
    add_form = NewAnswerForm
    fixed = ("scheme_name", "list_name", "code")
    list_display = ("label", "list_name", "scheme_name", "code", "position", "in_use")
    list_filter = ("in_use",)
    search_fields = ("label", "code", "code_list")

    @admin.display(description="list", ordering="code_list")
    def list_name(self, row: CodeListEntry) -> str:
        """The list in words."""
        return list_label(row.code_list)

    def name_of(self, row: CodeListEntry) -> str:
        return f"{row.scheme} {row.code_list} {row.code}"


@admin.register(CheckRequirement)
class CheckAdmin(SettingAdmin):
    """The check matrix."""

    noun = "required check"
    about = "A change counts at once, for every case that is at the stage."
    form = CheckForm
    add_form = NewCheckForm
    fixed = ("scheme_name", "system", "part_name", "stage_name", "route_name")
    list_display = (
        "system",
        "part_name",
        "stage_name",
        "route_name",
        "scheme_name",
        "position",
        "in_use",
    )
    list_filter = ("in_use",)
    search_fields = ("system",)

    @admin.display(description="about whom", ordering="part")
    def part_name(self, row: CheckRequirement) -> str:
        """The part in words."""
        return str(dict(Part.choices).get(row.part, row.part))

    @admin.display(description="at which stage", ordering="stage")
    def stage_name(self, row: CheckRequirement) -> str:
        """The stage in words."""
        return scheme_named(row.scheme).stage_label(row.stage)

    @admin.display(description="on which route", ordering="route")
    def route_name(self, row: CheckRequirement) -> str:
        """The route in words."""
        return scheme_named(row.scheme).routes.get(row.route, "Every route")

    def name_of(self, row: CheckRequirement) -> str:
        return f"{row.scheme} {row.stage} {row.part}, row {row.pk}"


@admin.register(BankHolidayChange)
class HolidayAdmin(SettingAdmin):
    """Days that the published rules do not know."""

    noun = "bank holiday"
    about = (
        "Only limits in working days count bank holidays. Those that run are counted "
        "again within a minute: each date that moves stands in the history of its "
        "case, and its owner is told. Closed cases and statutory dates never change."
    )
    form = HolidayForm
    add_form = NewHolidayForm
    fixed = ("day",)
    list_display = ("day", "name", "is_day_off")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not a day that is past: deadlines were counted with it."""
        is_past = obj is not None and obj.day < today()
        return not is_past and super().has_change_permission(request, obj)

    def save_model(
        self, request: HttpRequest, obj: Any, form: Any, change: Any
    ) -> None:
        """Save the row, and have the sweep count the running limits again."""
        obj.applied_at = None
        super().save_model(request, obj, form, change)

    def name_of(self, row: BankHolidayChange) -> str:
        return str(row.day)


@admin.register(ReminderStep)
class ReminderAdmin(SettingAdmin):
    """When people are reminded, and whom."""

    noun = "reminder"
    about = (
        "A reminder is sent once for each limit, request, wait or appointment, as soon "
        "as its time has come. A change counts at once, and nothing is sent twice. A "
        "limit with reminders of its own gets none of those of any limit."
    )
    form = StepForm
    add_form = NewStepForm
    fixed = ("scheme_name", "thing_name", "time")
    list_display = ("thing_name", "time", "person", "event", "in_use", "scheme_name")
    list_filter = ("in_use",)
    search_fields = ("ladder", "event")

    @admin.display(description="about", ordering="ladder")
    def thing_name(self, row: ReminderStep) -> str:
        """What it is about, in words."""
        return things_of(scheme_named(row.scheme)).get(row.ladder, row.ladder)

    @admin.display(description="when", ordering="amount")
    def time(self, row: ReminderStep) -> str:
        """Its time in words."""
        return said_of(row)

    @admin.display(description="tells", ordering="audience")
    def person(self, row: ReminderStep) -> str:
        """Whom it tells, in words."""
        people = people_of(scheme_named(row.scheme), row.ladder)
        return people.get(row.audience, row.audience)

    def save_model(
        self, request: HttpRequest, obj: Any, form: Any, change: Any
    ) -> None:
        """Save the row, and have everything that is watched looked at again."""
        super().save_model(request, obj, form, change)
        look_again()

    def name_of(self, row: ReminderStep) -> str:
        return f"{row.scheme} {row.ladder} {row.amount} {row.unit} {row.audience}"


@admin.register(NoticeRule)
class NoticeAdmin(SettingAdmin):
    """What is told, and how."""

    noun = "notice rule"
    about = (
        "The words follow the number of the case. They reach screens that anybody may "
        "read: no name, no scheme, nothing that says what the case is about. {when} "
        "stands for a time such as “in 3 days”, where the event has one."
    )
    form = NoticeForm
    fixed = ("scheme_name", "event")
    list_display = ("text", "scheme_name", "way", "is_urgent", "may_choose")
    list_filter = ("way", "is_urgent")
    search_fields = ("text", "event")

    def has_add_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """Nobody: an event that nothing tells of would do nothing."""
        return False

    def name_of(self, row: NoticeRule) -> str:
        return f"{row.scheme} {row.event}"


@admin.register(MailWording)
class MailAdmin(SettingAdmin):
    """Subject and text of the e-mails."""

    noun = "mail wording"
    about = (
        "An e-mail carries the number of the case and a link, nothing else. The "
        "subject may hold {number}; the text {number}, {text} and {link}."
    )
    form = WordingForm
    fixed = ("key",)
    list_display = ("key", "subject")

    def has_add_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """Nobody: the code says which e-mails there are."""
        return False

    def name_of(self, row: MailWording) -> str:
        return row.key
