"""Addresses carry references and numbers, never a person, and are all signed-in."""

from __future__ import annotations

import re

from django.urls import URLPattern, URLResolver, get_resolver

from casework.schemes import all_schemes

# Signing out asks nobody to sign in first.
OPEN = {"account_login", "account_logout", "account_inactive", "healthz", "readyz"} | {
    # Whoever has the token of the calendar sees dates and numbers.
    "meeting_feed"
}
# What may stand in an address, by name; all else is fixed words.
PARTS = {
    "part",
    "hit",
    "reference",
    "person",
    "key",
    "pk",
    "scheme",
    "move",
    "kind",
    "purpose",
    "form",
    "check",
    "run",
    "item",
    "asked",
    "answer",
    "action",
    "meeting",
    "flag",
    "transfer",
    "agency",
    "match",
    "planned",
    "paper",
    "issue",
    "copy",
    "paragraph",
    "frozen",
    "wizard",
    "step",
    "token",
    "listing",
}


def our_addresses() -> list[URLPattern]:
    """Every address but the administrator's."""
    found: list[URLPattern] = []

    def walk(entries: list[URLPattern | URLResolver]) -> None:
        for entry in entries:
            if isinstance(entry, URLPattern):
                found.append(entry)
            elif entry.namespace != "admin":
                walk(entry.url_patterns)

    walk(get_resolver().url_patterns)
    return found


def test_every_address_has_a_name_of_its_own() -> None:
    names = [entry.name for entry in our_addresses()]
    assert None not in names
    assert len(names) == len(set(names))


def test_an_address_carries_no_person() -> None:
    """Product, "Never": a reference, a number or a code; "person" is a number."""
    parts = {
        name: entry for entry in our_addresses() for name in entry.pattern.converters
    }
    assert set(parts) <= PARTS
    numbers = [
        type(entry.pattern.converters["person"]).__name__
        for entry in our_addresses()
        if "person" in entry.pattern.converters
    ]
    assert set(numbers) == {"IntConverter"}


def test_only_the_doors_are_open_to_anybody() -> None:
    """Sign-in is required by middleware; the exceptions are these."""
    exempt = {
        str(entry.name)
        for entry in our_addresses()
        if not getattr(entry.callback, "login_required", True)
    }
    assert exempt <= OPEN


def test_nothing_is_left_for_later() -> None:
    later = [e.name for e in our_addresses() if e.callback.__name__ == "not_yet"]
    assert later == []


def test_every_page_of_a_case_is_under_its_reference() -> None:
    for entry in our_addresses():
        if "reference" in entry.pattern.converters:
            assert re.match(r"cases/<reference:reference>/", str(entry.pattern))


def test_the_pages_of_a_scheme_are_addresses() -> None:
    names = {entry.name for entry in our_addresses()}
    for scheme in all_schemes():
        assert {page.url_name for page in scheme.pages} <= names
        facts = {fact for row in scheme.model.rows() for fact in row.when}
        assert {fact.page for fact in facts if fact.page} <= names
