"""Draws every Django form field as GOV.UK Frontend markup.

Set as ``FORM_RENDERER``: ``{{ form.field.as_field_group }}`` then gives label or
legend, hint, error message and control. Only bound fields are changed, never the
widget templates, so the Django admin keeps its own look.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

from casework.forms.sentences import in_our_words

GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.MultiWidget)


@dataclass(frozen=True, slots=True)
class Kind:
    """How one sort of control is drawn: its template and its GOV.UK class."""

    template: str
    css: str = ""

    def classes(self, own: str, *, wrong: bool) -> str:
        """The class attribute; ``own`` are the widget's (widths, small radios)."""
        words = [self.css, own]
        if wrong and self.template != "forms/options.html":
            words.append(f"{self.css.split()[0]}--error")
        return " ".join(word for word in words if word)


FALLBACK = Kind("forms/field.html", "govuk-input")
# Read from the top: the first class that fits decides.
KINDS: tuple[tuple[type[forms.Widget], Kind], ...] = (
    # Django makes this one a kind of RadioSelect.
    (
        forms.CheckboxSelectMultiple,
        Kind("forms/options.html", "govuk-checkboxes__input"),
    ),
    (forms.RadioSelect, Kind("forms/options.html", "govuk-radios__input")),
    (forms.CheckboxInput, Kind("forms/checkbox.html", "govuk-checkboxes__input")),
    (forms.MultiWidget, Kind("forms/group.html")),
    (forms.FileInput, Kind("forms/field.html", "govuk-file-upload")),
    (forms.Textarea, Kind("forms/field.html", "govuk-textarea")),
    (
        forms.PasswordInput,
        Kind(
            "forms/password.html",
            "govuk-input govuk-password-input__input govuk-js-password-input-input",
        ),
    ),
    (forms.Select, Kind("forms/field.html", "govuk-select")),
)


def kind_of(widget: forms.Widget) -> Kind:
    """Which control ``widget`` is; anything unknown is a text input."""
    for widget_class, kind in KINDS:
        if isinstance(widget, widget_class):
            return kind
    return FALLBACK


@dataclass(frozen=True, slots=True)
class Option:
    """One radio button or checkbox of a group."""

    id: str
    label: str
    hint: str
    widget: Mapping[str, Any]


class CaseworkBoundField(BoundField):
    """A field with its data that knows its GOV.UK markup."""

    @property
    def template_name(self) -> str:
        own: str | None = getattr(self.field, "template_name", None)
        return own or kind_of(self.field.widget).template

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """Adds classes; drops ``required``: the server says what is missing."""
        widget = widget or self.field.widget
        built: dict[str, Any] = dict(super().build_widget_attrs(attrs, widget))
        built.pop("required", None)
        if isinstance(widget, forms.RadioSelect):
            # One button of a group is never invalid: the fieldset says the error.
            built.pop("aria-invalid", None)
        if not widget.is_hidden and not isinstance(widget, forms.MultiWidget):
            own = "" if isinstance(widget, GROUPS) else widget.attrs.get("class", "")
            kind = kind_of(widget)
            given = attrs.get("class") or own
            built["class"] = kind.classes(given, wrong=bool(self.errors))
            if self.character_limit:
                built["class"] += " govuk-js-character-count"
        return built

    @property
    def aria_describedby(self) -> str | None:
        """Hint, error and the character counter, in reading order."""
        described = super().aria_describedby
        if not self.character_limit:
            return described
        return f"{described} {self.auto_id}-info" if described else self.count_id

    @property
    def sentences(self) -> list[str]:
        """The errors to show; a library's form gets our words for "required"."""
        label = str(self.label)
        return [in_our_words(str(text), self.field, label) for text in self.errors]

    @property
    def count_id(self) -> str:
        """Where the script of the character counter looks for its sentence."""
        return f"{self.auto_id}-info"

    @property
    def character_limit(self) -> int:
        """The most characters, when a textarea shows how many are left; else 0."""
        if not isinstance(self.field.widget, forms.Textarea):
            return 0
        return int(getattr(self.field, "counted_length", 0) or 0)

    @property
    def is_marked_optional(self) -> bool:
        """Whether "(optional)" follows the label; a filter form switches it off."""
        return not self.field.required and getattr(self.form, "mark_optional", True)

    @property
    def group_class(self) -> str:
        """The widget's own classes, for the box round radios or checkboxes."""
        return str(self.field.widget.attrs.get("class", ""))

    @property
    def is_radio(self) -> bool:
        return not isinstance(self.field.widget, forms.CheckboxSelectMultiple)

    @property
    def focus_id(self) -> str:
        """The id of the control that a link in the error summary goes to."""
        if isinstance(self.field.widget, GROUPS):
            return f"{self.auto_id}_0"
        return self.id_for_label

    @property
    def options(self) -> list[Option]:
        """The choices of a group, each with its hint (``field.choice_hints``)."""
        hints: Mapping[str, str] = getattr(self.field, "choice_hints", {})
        options = []
        for bound in self.subwidgets:
            attrs = {k: v for k, v in bound.data["attrs"].items() if k != "checked"}
            hint = hints.get(str(bound.data["value"]), "")
            attrs["checked"] = bool(bound.data["attrs"].get("checked"))
            if hint:
                attrs["aria-describedby"] = f"{attrs['id']}_hint"
            widget = {**bound.data, "attrs": attrs, "wrap_label": False}
            options.append(Option(attrs["id"], bound.choice_label, hint, widget))
        return options

    @property
    def parts(self) -> list[tuple[str, Mapping[str, Any]]]:
        """The inputs of a many-part field, each with its own label."""
        attrs = self.build_widget_attrs({"id": self.auto_id})
        context = self.field.widget.get_context(self.html_name, self.value(), attrs)
        labels: tuple[str, ...] = getattr(self.field, "part_labels", ())
        subwidgets = context["widget"]["subwidgets"]
        for part in subwidgets:
            wrong = " govuk-input--error" if self.errors else ""
            part["attrs"]["class"] = f"{part['attrs'].get('class', '')}{wrong}"
        return list(zip(labels, subwidgets, strict=True))


class CaseworkRenderer(TemplatesSetting):
    """The project's form renderer (Django 5.2: ``bound_field_class``)."""

    field_template_name = "forms/field.html"
    bound_field_class = CaseworkBoundField
