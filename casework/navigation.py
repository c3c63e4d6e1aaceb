"""The parts of pages that lead somewhere: navigation, filters, pages of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
    """Filters sent by GET; the form's hidden fields carry the sorting."""

    form: FilterForm
    chips: Sequence[Chip] = ()
    clear_url: str = ""
    action: str = ""
    open: bool = True


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
