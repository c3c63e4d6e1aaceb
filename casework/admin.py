"""The rows of settings, for administrators only; never a case.

Nothing is deleted: limits get a later row, answers and checks are retired.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest

from accounts.admin import AdministratorOnly
from accounts.models import User
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
from casework.audit import record_security
from casework.models import (
    BankHolidayChange,
    CheckRequirement,
    ClockRule,
    CodeListEntry,
    Part,
    Threshold,
)
from casework.schemes import scheme_named

if TYPE_CHECKING:
    ModelAdminBase = admin.ModelAdmin[Any]
else:
    ModelAdminBase = admin.ModelAdmin

RUNNING_STAYS = "Deadlines that run already keep the date they have."


class SettingAdmin(AdministratorOnly, ModelAdminBase):
    """One kind of row: what names it stays, and each change is told.

    ``fixed`` are shown and never typed once the row is made; ``about`` stands above
    the fields; ``noun`` begins the verb and the sentence of the audit.
    """

    add_form: type[ModelForm[Any]] | None = None
    fixed: tuple[str, ...] = ()
    about: str = ""
    noun: str = ""

    def get_fieldsets(
        self,
        request: HttpRequest,  # noqa: ARG002 - Django's signature
        obj: Any = None,
    ) -> Any:
        """The fields of the form of this page, below what the reader must know."""
        form = self._form_for(obj)
        shown = self.fixed if obj is not None else ()
        fields = [*shown, *form.Meta.fields]  # type: ignore[attr-defined]  # ours has it
        return [(None, {"fields": fields, "description": self.about})]

    def get_readonly_fields(
        self,
        request: HttpRequest,  # noqa: ARG002 - Django's signature
        obj: Any = None,
    ) -> tuple[str, ...]:
        """What names a row cannot be typed once it is made."""
        return self.fixed if obj is not None else ()

    def get_form(
        self,
        request: HttpRequest,
        obj: Any = None,
        change: Any = None,
        **kwargs: Any,
    ) -> type[ModelForm[Any]]:
        """A new row has a form of its own."""
        form = self._form_for(obj)
        return super().get_form(request, obj, change=change, form=form, **kwargs)

    def save_model(
        self, request: HttpRequest, obj: models.Model, form: Any, change: Any
    ) -> None:
        """Save the row, and tell of it in the same transaction."""
        if not form.changed_data:
            return
        super().save_model(request, obj, form, change)
        verb, done = ("change", "changed") if change else ("add", "added")
        record_security(
            by=cast("User", request.user),
            verb=f"{verb}_{self.noun.replace(' ', '_')}",
            sentence=f"{self.noun.capitalize()} {done}: {self.name_of(obj)}",
            about=obj,
            fields=form.changed_data,
        )

    def name_of(self, row: Any) -> str:
        """The row in codes and dates, nothing that anybody typed freely."""
        raise NotImplementedError

    def _form_for(self, row: Any) -> type[ModelForm[Any]]:
        return self.add_form if row is None and self.add_form else self.form

    @admin.display(description="scheme", ordering="scheme")
    def scheme_name(self, row: Any) -> str:
        """The scheme in the words of the screen."""
        return scheme_named(row.scheme).label


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
        "Only limits in working days count bank holidays, and only those that start "
        f"after the change. {RUNNING_STAYS}"
    )
    form = HolidayForm
    add_form = NewHolidayForm
    fixed = ("day",)
    list_display = ("day", "name", "is_day_off")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not a day that is past: deadlines were counted with it."""
        is_past = obj is not None and obj.day < today()
        return not is_past and super().has_change_permission(request, obj)

    def name_of(self, row: BankHolidayChange) -> str:
        return str(row.day)
