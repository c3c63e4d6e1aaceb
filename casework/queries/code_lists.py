"""The answers of the lists that a force may edit."""

from __future__ import annotations

from casework.models import CodeListEntry


def choices_of(scheme: str, code_list: str) -> list[tuple[str, str]]:
    """The answers in use, as choices of a form, in the force's order."""
    rows = CodeListEntry.objects.filter(
        scheme=scheme, code_list=code_list, in_use=True
    ).order_by("position", "label")
    return list(rows.values_list("code", "label"))


def labels_of(scheme: str) -> dict[tuple[str, str], str]:
    """(list, code) to label, retired answers too, for pages that show old records."""
    rows = CodeListEntry.objects.filter(scheme=scheme).order_by("pk")
    return {
        (code_list, code): label
        for code_list, code, label in rows.values_list("code_list", "code", "label")
    }
