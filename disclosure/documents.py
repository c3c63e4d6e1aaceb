"""What an officer's script of a case says, from the record to the printer.

The applicant's identity has no way in: neither the words nor the description of who is
told may name a person who must stay unknown (clares-law 4.2).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from accounts.roles import Role
from casework.clock import local_date
from casework.models import DocumentRequest
from casework.moment import now
from disclosure.approval import approval_of, approved_words
from disclosure.clares_law import S
from disclosure.outcomes import DISCLOSURES, Route
from disclosure.pdf.content import DocumentKind, ScriptContent, version_hash
from disclosure.pdf.problems import DocumentRefused
from disclosure.pdf.words import NO_DISCLOSURE
from disclosure.queries.third_party import REVEALS, leaks_in

TITLES: Mapping[str, str] = {
    DocumentKind.DISCLOSURE: "Officer's script: disclosure",
    DocumentKind.NO_DISCLOSURE: "Officer's script: no disclosure",
}
PRINTED_AT = (S.DISCLOSURE_PLANNING, S.DISCLOSURE_IN_PROGRESS)
WHO_ASKED: Mapping[str, str] = {
    Route.ASK: "The person who applied",
    Route.KNOW: "The person at risk",
}
NOT_APPROVED = "No words are approved for this case at this stage."
# The jobs that approve, the one that decides first.
APPROVERS = (Role.DECISION_MAKER, Role.SUPERVISOR)


def script_kind_of(case: Any) -> str:
    """Which script the case's outcome and stage ask for; empty if none."""
    if case.stage in PRINTED_AT and case.outcome in DISCLOSURES:
        return DocumentKind.DISCLOSURE if approved_words(case)[0] else ""
    if case.stage == S.NO_DISCLOSURE_CONTACT:
        return DocumentKind.NO_DISCLOSURE
    return ""


def script_content(request: DocumentRequest) -> ScriptContent:
    """Everything the script of ``request`` says.

    Raises DocumentRefused when the case no longer asks for this script, or when its
    words reveal somebody.
    """
    case = request.case.scheme_case()
    if script_kind_of(case) != request.kind:
        raise DocumentRefused(NOT_APPROVED)
    words, approved, recipient = _spoken(case, request.kind)
    if leaks_in(case, words, recipient):
        raise DocumentRefused(REVEALS)
    role, at = _approval(case)
    return ScriptContent(
        reference=case.reference,
        kind=request.kind,
        approved_words=words,
        recipient_description=recipient,
        version_hash=approved,
        approved_by_role=role,
        approved_on=local_date(at),
        marking=settings.MARKING,
        unit_name=settings.UNIT_NAME,
        printed_by=str(request.requested_by),
        printed_at=now(),
        copy_number=_copies(request) + 1,
    )


def _spoken(case: Any, kind: str) -> tuple[str, str, str]:
    """The words, their hash, and who is told."""
    if kind == DocumentKind.NO_DISCLOSURE:
        words = NO_DISCLOSURE.text
        return words, version_hash(words), WHO_ASKED[case.route]
    words, approved = approved_words(case)
    return words, approved, recipient_of(case)


def recipient_of(case: Any) -> str:
    """Who is told, as it was approved."""
    act = approval_of(case)
    if act is None:
        return ""
    told = act if hasattr(act, "words") else act.recommendation
    return str(told.recipient)


def _approval(case: Any) -> tuple[str, dt.datetime]:
    """In which job somebody approved, and when."""
    act = approval_of(case)
    if act is not None:
        decided = not hasattr(act, "words")
        job = str(Role.DECISION_MAKER.label) if decided else _job_of(act.by)
        return job, act.at
    visit = case.visits.select_related("by").last()
    return _job_of(visit.by), visit.entered_at


def _job_of(user: Any) -> str:
    job = next((role for role in APPROVERS if role in user.roles), Role.SUPERVISOR)
    return str(job.label)


def _copies(request: DocumentRequest) -> int:
    return DocumentRequest.objects.filter(
        case_id=request.case_id, kind=request.kind, document__isnull=False
    ).count()
