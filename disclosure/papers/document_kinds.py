"""The papers that a disclosure scheme prints, by their keys."""

from __future__ import annotations

from enum import StrEnum

from casework.pdf.content import allow_kinds


class DocumentKind(StrEnum):
    """The papers that can be printed."""

    DISCLOSURE = "disclosure_script"
    NO_DISCLOSURE = "no_disclosure_script"
    UNDERTAKING = "undertaking"
    SAFETY_PLAN = "safety_plan"
    VISIT_SHEET = "visit_sheet"
    SUMMARY = "case_summary"


allow_kinds(DocumentKind)
