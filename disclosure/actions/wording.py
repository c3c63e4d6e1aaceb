"""Writing standard words and approving them: every version is kept."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from casework import audit
from casework.models import ActionClass
from casework.moment import now
from casework.policy import say_roles
from casework.workflow.perform import Refused
from disclosure.models import Paragraph
from disclosure.papers.kinds import BY_SCHEME
from disclosure.policy import APPROVES_WORDS, WRITES_WORDS
from disclosure.wording.catalogue import SHIPPED_REVIEW

if TYPE_CHECKING:
    from accounts.models import User
    from accounts.roles import Role

OWN = "You wrote these words: another person approves them."
NOT_WAITING = "These words do not wait for an approval."
NEWER = "A newer version of these words was written: approve that one."
NO_TRANSLATOR = "Say who checked the translation."
FROM_THE_START = dt.date(2014, 1, 1)


def require_role(user: User, roles: frozenset[Role]) -> None:
    """PermissionDenied unless ``user`` holds one of ``roles``."""
    if user.roles.isdisjoint(roles):
        raise PermissionDenied(f"This is for: {say_roles(roles)}.")


def write_words(
    current: Paragraph,
    *,
    by: User,
    text: str,
    valid_from: dt.date,
    review_on: dt.date,
    reason: str,
    seen: int,
) -> Paragraph:
    """A new version of the paragraph of ``current``, which waits for an approval.

    ``seen`` is the latest version that the author saw; Refused if there is a newer one.
    """
    require_role(by, WRITES_WORDS)
    with transaction.atomic():
        latest = _latest(current)
        if latest.version != seen:
            raise Refused(
                f"{latest.written_by or 'Somebody'} wrote version {latest.version} "
                "meanwhile. Look at it, then save again."
            )
        row = Paragraph.objects.create(
            scheme=current.scheme,
            key=current.key,
            language=current.language,
            version=latest.version + 1,
            text=text,
            valid_from=valid_from,
            review_on=review_on,
            reason=reason,
            written_by=by,
            written_at=now(),
        )
        _record(row, by, "write_words", "Wrote", ["text", "valid_from", "review_on"])
    return row


def approve_words(row: Paragraph, *, by: User, translation_check: str = "") -> None:
    """Another person than the author approves a version.

    A translation needs the name of whoever checked it.
    """
    require_role(by, APPROVES_WORDS)
    with transaction.atomic():
        latest = _latest(row)
        if row.pk != latest.pk:
            raise Refused(NEWER)
        if latest.is_approved or latest.is_shipped:
            raise Refused(NOT_WAITING)
        if latest.written_by_id == by.pk:
            raise Refused(OWN)
        if latest.language != "en" and not translation_check:
            raise Refused(NO_TRANSLATOR)
        latest.translation_check = translation_check
        latest.approved_by, latest.approved_at = by, now()
        latest.save(update_fields=["translation_check", "approved_by", "approved_at"])
        _record(latest, by, "approve_words", "Approved", ["approved_by"])


def _latest(row: Paragraph) -> Paragraph:
    return (
        Paragraph.objects.select_for_update(of=("self",))
        .filter(scheme=row.scheme, key=row.key, language=row.language)
        .latest("version")
    )


def _record(row: Paragraph, by: User, verb: str, did: str, fields: list[str]) -> None:
    label = BY_SCHEME[row.scheme].catalogue.paragraph(row.key).label
    audit.record(
        None,
        by=by,
        verb=verb,
        about=row,
        fields=fields,
        reason=row.reason,
        action_class=ActionClass.ALTERATION,
        sentence=f"{did} the words “{label}”, {row.language}, version {row.version}",
    )


def load_shipped_words(scheme: str, paragraph: Any = Paragraph) -> None:
    """Make the rows of ``scheme`` that are missing; idempotent.

    ``paragraph`` is the model, or that of a migration.
    """
    catalogue = BY_SCHEME[scheme].catalogue
    for kind in catalogue.paragraphs:
        for language in kind.languages:
            paragraph.objects.get_or_create(
                scheme=scheme,
                key=kind.key,
                language=str(language),
                version=1,
                defaults={
                    "text": catalogue.texts[language][kind.key],
                    "valid_from": FROM_THE_START,
                    "review_on": SHIPPED_REVIEW,
                    "is_shipped": True,
                },
            )
