"""The standard paragraphs: which version is used, what waits, what is due a look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from casework.clock import local_date
from casework.moment import now
from disclosure.models import Paragraph
from disclosure.papers.kinds import BY_SCHEME
from disclosure.wording.catalogue import Language, ParagraphKind

Key = tuple[str, str]


@dataclass(frozen=True)
class Wording:
    """One paragraph in one language: what is used now and what else there is."""

    kind: ParagraphKind
    language: Language
    used: Paragraph
    waiting: Paragraph | None
    coming: Paragraph | None
    is_overdue: bool


def today() -> dt.date:
    """The day on which words are used."""
    return local_date(now())


def words_in_use(scheme: str) -> Mapping[Key, Paragraph]:
    """The version in use of each paragraph of ``scheme``, by key and language.

    The latest that is approved (or was shipped) and whose day has come.
    """
    usable = Paragraph.objects.filter(
        Q(approved_at__isnull=False) | Q(is_shipped=True),
        scheme=scheme,
        valid_from__lte=today(),
    )
    return {(row.key, row.language): row for row in usable.order_by("version")}


def all_wording(scheme: str) -> list[Wording]:
    """Every paragraph of ``scheme`` in the order of its table; two queries at most."""
    versions: dict[Key, list[Paragraph]] = {}
    rows = Paragraph.objects.filter(scheme=scheme).select_related(
        "written_by", "approved_by"
    )
    for row in rows:
        versions.setdefault((row.key, row.language), []).append(row)
    return [
        _wording(kind, language, versions[kind.key, language])
        for kind in BY_SCHEME[scheme].catalogue.paragraphs
        for language in kind.languages
        if (kind.key, language) in versions
    ]


def _wording(
    kind: ParagraphKind, language: Language, rows: Iterable[Paragraph]
) -> Wording:
    day = today()
    usable = [row for row in rows if row.is_approved or row.is_shipped]
    used = [row for row in usable if row.valid_from <= day][-1]
    later = [row for row in usable if row.version > used.version]
    written = [row for row in rows if not row.is_approved and not row.is_shipped]
    newest = max([used, *later], key=lambda row: row.version)
    waiting = [row for row in written if row.version > newest.version]
    return Wording(
        kind,
        language,
        used,
        waiting[-1] if waiting else None,
        later[-1] if later else None,
        used.review_on < day,
    )


def versions_of(row: Paragraph) -> list[Paragraph]:
    """Every version of the paragraph of ``row``, latest first."""
    return list(
        Paragraph.objects.filter(scheme=row.scheme, key=row.key, language=row.language)
        .select_related("written_by", "approved_by")
        .order_by("-version")
    )
