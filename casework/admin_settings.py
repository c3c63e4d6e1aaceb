"""What the administrator's pages of settings have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest

from accounts.admin import AdministratorOnly
from accounts.models import User
from casework.audit import record_security
from casework.schemes import scheme_named

if TYPE_CHECKING:
    ModelAdminBase = admin.ModelAdmin[Any]
else:
    ModelAdminBase = admin.ModelAdmin


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
