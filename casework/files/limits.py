"""How much a file may hold: rows that the unit may change (reliability U-02, U-03)."""

from __future__ import annotations

from dataclasses import dataclass, fields

from casework.models import Case, Threshold

PREFIX = "upload_"
LOCAL = "Local, to confirm"
# (key, label, value, basis): every scheme ships these among its thresholds.
UPLOAD_THRESHOLDS: tuple[tuple[str, str, int, str], ...] = (
    ("upload_pages", "Most pages of an added PDF", 2_000, LOCAL),
    ("upload_megapixels", "Most million pixels of a picture", 200, LOCAL),
    ("upload_parts", "Most parts of a Word or Excel file", 10_000, LOCAL),
    ("upload_ratio", "How much larger a part may be than it is packed", 200, LOCAL),
    ("upload_unpacked_mb", "Most MB of a Word or Excel file unpacked", 300, LOCAL),
    ("upload_files_a_day", "Most files one person adds in 24 hours", 300, LOCAL),
    ("upload_mb_a_day", "Most MB one person adds in 24 hours", 1_000, LOCAL),
)


@dataclass(frozen=True)
class FileLimits:
    """The limits of one scheme, each named as its row is."""

    pages: int
    megapixels: int
    parts: int
    ratio: int
    unpacked_mb: int
    files_a_day: int
    mb_a_day: int


def file_limits(case: Case) -> FileLimits:
    """The limits for files of ``case``, in one query."""
    keys = [f"{PREFIX}{field.name}" for field in fields(FileLimits)]
    rows = Threshold.objects.filter(scheme=case.scheme, key__in=keys).order_by("key")
    found = dict(rows.values_list("key", "value"))
    return FileLimits(**{key.removeprefix(PREFIX): found[key] for key in keys})
