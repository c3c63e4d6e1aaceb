"""The parts of pages that lead somewhere: navigation, filters, pages of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from casework.component_registry import component
from casework.forms.base import FilterForm

SELECT = (
    '<div class="govuk-form-group">'
    '<label class="govuk-label govuk-label--s" for="{0}">{1}</label>'
    '<select class="govuk-select" id="{0}" name="{2}">{3}</select></div>'
)


@component("back_link")
@dataclass(frozen=True)
class BackLink:
    """For ``{% block before_content %}``."""

    url: str
    label: str = "Back"


@dataclass(frozen=True)
class Destination:
    """One entry of a navigation; ``count`` is what waits there."""

    label: str
    url: str
    active: bool = False
    count: int | None = None


@component("sub_navigation")
@dataclass(frozen=True)
class SubNavigation:
    """The pages of one case, or the parts of one section."""

    items: Sequence[Destination]
    label: str = "Pages of this case"


@component("keyset_pagination")
@dataclass(frozen=True)
class KeysetPagination:
    """Links to the pages before and after; ``count_label`` is e.g. "1,000+ cases"."""

    newer_url: str = ""
    older_url: str = ""
    count_label: str = ""
    newer_label: str = "Previous page"
    older_label: str = "Next page"


@dataclass(frozen=True)
class Chip:
    """A filter in force, and the address without it."""

    label: str
    remove_url: str


@component("filter_panel")
@dataclass(frozen=True)
class FilterPanel:
    """Filters sent by GET; the form's hidden fields carry the sorting.

    ``body`` are the visible fields, written when it is made.
    """

    form: FilterForm
    chips: Sequence[Chip] = ()
    clear_url: str = ""
    action: str = ""
    open: bool = True
    body: SafeString = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "body", fields_of(self.form))


def fields_of(form: FilterForm) -> SafeString:
    """The visible fields of a filter, each with its label.

    A select by templates costs about ten times as much as joined strings, and every
    list has eight (performance note P6). Whatever is more than a select with a label
    is left to the templates.
    """
    return format_html_join(
        "",
        "{}",
        (
            (_select(bound) if _is_plain_select(bound) else bound.as_field_group(),)
            for bound in form.visible_fields()
        ),
    )


def _is_plain_select(bound: BoundField) -> bool:
    field: Any = bound.field
    return (
        type(field.widget) is forms.Select
        and not (field.widget.attrs or field.help_text or bound.errors)
        and not any(isinstance(label, list | tuple) for _value, label in field.choices)
    )


def _select(bound: BoundField) -> SafeString:
    """What ``forms/field.html`` makes of a select."""
    field: Any = bound.field
    given = str(bound.value() or "")
    options = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        (
            (value, " selected" if str(value) == given else "", label)
            for value, label in field.choices
        ),
    )
    return format_html(
        SELECT, bound.id_for_label, bound.label, bound.html_name, options
    )


@component("interruption")
@dataclass(frozen=True)
class Interruption:
    """A page's only content: read this before going on. ``post`` continues by POST."""

    heading: str
    paragraphs: Sequence[str]
    continue_url: str
    back_url: str
    continue_label: str = "Continue"
    back_label: str = "Go back"
    post: bool = False
