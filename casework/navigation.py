"""The parts of pages that lead somewhere: navigation, filters, pages of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import escape
from django.utils.safestring import SafeString

from casework.component_registry import component
from casework.forms.base import FilterForm


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

    A select by templates costs about twenty times as much as joined strings, and every
    list has eight (performance note P6). Whatever is more than a select with a label
    is left to the templates.
    """
    written = [
        _select(bound) if _is_plain_select(bound) else bound.as_field_group()
        for bound in form.visible_fields()
    ]
    # Every text in it went through escape() or a template.
    return SafeString("".join(written))


def _is_plain_select(bound: BoundField) -> bool:
    field: Any = bound.field
    return (
        type(field.widget) is forms.Select
        and not (field.widget.attrs or field.help_text or bound.errors)
        and not any(isinstance(label, list | tuple) for _value, label in field.choices)
    )


def _select(bound: BoundField) -> str:
    """What ``forms/field.html`` makes of a select."""
    field: Any = bound.field
    given, name = str(bound.value() or ""), escape(bound.html_name)
    options = [
        f'<option value="{escape(value)}"{" selected" if str(value) == given else ""}>'
        f"{escape(label)}</option>"
        for value, label in field.choices
    ]
    return (
        '<div class="govuk-form-group">'
        f'<label class="govuk-label govuk-label--s" for="{bound.id_for_label}">'
        f"{escape(bound.label)}</label>"
        f'<select class="govuk-select" id="{bound.id_for_label}" name="{name}">'
        f"{''.join(options)}</select></div>"
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
