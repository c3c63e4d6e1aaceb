"""The only writers of AuditEvent. Called inside the transaction of the act.

If the row cannot be written the act fails with it: no audit row, no action, no page.
Sentences name stages, tasks and documents, never what a person typed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models

from casework.audit_context import current_request_id
from casework.models import ActionClass, AuditEvent, Case, Document
from casework.moment import now

if TYPE_CHECKING:
    from accounts.models import User


def record(
    case: Case | None,
    *,
    by: User | None,
    verb: str,
    sentence: str,
    action_class: ActionClass = ActionClass.ALTERATION,
    about: models.Model | None = None,
    fields: Iterable[str] = (),
    reason: str = "",
) -> AuditEvent:
    """Write one event.

    ``about`` is the row that was written, if any; ``fields`` are names of fields, never
    values: those are in the history tables, tied by the request id.
    """
    event = _event(
        case,
        by=by,
        verb=verb,
        sentence=sentence,
        action_class=action_class,
        about=about,
        fields=fields,
        reason=reason,
    )
    event.save(force_insert=True)
    return event


def _event(
    case: Case | None,
    *,
    by: User | None,
    verb: str,
    sentence: str,
    action_class: ActionClass,
    about: models.Model | None = None,
    fields: Iterable[str] = (),
    reason: str = "",
) -> AuditEvent:
    """The row of one event, not written yet."""
    return AuditEvent(
        case_id=case.pk if case else None,
        actor=by,
        actor_name=str(by) if by else "The system",
        actor_roles=", ".join(sorted(by.roles)) if by else "",
        action_class=action_class,
        verb=verb,
        sentence=sentence[:300],
        object_type=_label_of(about),
        object_id=str(about.pk) if about is not None else "",
        fields=sorted(fields),
        reason=reason,
        request_id=current_request_id() or None,
        happened_at=now(),
    )


def _label_of(row: models.Model | None) -> str:
    return (
        ""
        if row is None
        else f"{type(row).__module__.split('.')[0]}.{type(row).__name__}"
    )


def record_view(case: Case, *, by: User, page: str) -> AuditEvent:
    """Somebody looked at a page of a case."""
    return record(
        case,
        by=by,
        verb="view_case",
        sentence=f"Opened {page}",
        action_class=ActionClass.CONSULTATION,
    )


def record_views(cases: Iterable[Case], *, by: User, page: str) -> None:
    """Somebody looked at one page that shows something of many cases; one statement.

    In the order of the cases' keys, so that two such looks never wait for each other.
    """
    AuditEvent.objects.bulk_create(
        _event(
            case,
            by=by,
            verb="view_case",
            sentence=f"Opened {page}",
            action_class=ActionClass.CONSULTATION,
        )
        for case in sorted(cases, key=lambda one: one.pk)
    )


def record_document_view(
    document: Document, *, by: User, original: bool = False
) -> AuditEvent:
    """Somebody opened a file, perhaps its ``original`` with all that it says."""
    what = "the original of the document" if original else "the document"
    return record(
        document.case,
        by=by,
        verb="open_document",
        sentence=f"Opened {what} “{document.title}”",
        action_class=ActionClass.CONSULTATION,
        about=document,
    )


def record_list_view(*, by: User, page: str) -> AuditEvent:
    """Somebody looked at a list or searched; in the chain of that person."""
    return record(
        None,
        by=by,
        verb="view_list",
        sentence=f"Opened {page}",
        action_class=ActionClass.CONSULTATION,
    )


def record_security(
    *,
    by: User | None,
    verb: str,
    sentence: str,
    about: models.Model,
    fields: Iterable[str] = (),
) -> AuditEvent:
    """A change of users, roles or settings, a sign-in or a refusal of one."""
    return record(
        None,
        by=by,
        verb=verb,
        sentence=sentence,
        action_class=ActionClass.SECURITY,
        about=about,
        fields=fields,
    )
