"""The administrator's pages: no complaint in the console, no fault that axe finds."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import admin
from django.urls import reverse
from playwright.sync_api import Page

from accounts.models import User
from tests.cast import Cast


def addresses() -> list[str]:
    """The start, and of everything managed there: the list, one row and a new one."""
    paths = [reverse("admin:index")]
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        paths += [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
        first = model._default_manager.first()
        if first is not None:
            paths.append(reverse(f"{name}_change", args=[first.pk]))
    return paths


def test_nothing_is_complained_of(
    cast: Cast, visit: Callable[[str], Page], enter: Callable[[User], Page]
) -> None:
    """The strict policy of the product holds for Django's own scripts too."""
    enter(cast.administrator)
    assert [visit(path).title() for path in addresses()]


def test_every_page_is_accessible(
    cast: Cast,
    enter: Callable[[User], Page],
    axe: Callable[[Page], list[str]],
    live_server: object,
) -> None:
    # In a page of its own: the checker itself writes styles that the policy blocks.
    page = enter(cast.administrator).context.new_page()
    found = {}
    for path in addresses():
        page.goto(f"{live_server}{path}")
        found[path] = axe(page)
    assert {path: said for path, said in found.items() if said} == {}
