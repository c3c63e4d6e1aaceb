"""Applications of the force's website: taken in whole, held, or set aside.

Reading is ``disclosure.website``; here is what becomes of it in the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from accounts.models import Unit
from accounts.roles import Role
from casework import audit
from casework.actions.work import write_note
from casework.models import ActionClass
from casework.moment import now
from casework.policy import Capability, say_roles
from casework.workflow.perform import Refused
from disclosure.actions.from_website import open_from_website
from disclosure.models import SubmissionRead, SubmissionState, WebsiteSubmission
from disclosure.policy import ROLES
from disclosure.queries.repeats import Seen, seen_near
from disclosure.website.gaps import gaps_in
from disclosure.website.holds import reasons_to_hold
from disclosure.website.reading import ReadApplication, read_submission
from disclosure.website.repeats import MAY_BE_A_REPEAT
from disclosure.website.source import RawSubmission, read_file

if TYPE_CHECKING:
    from accounts.models import User

# Any number, the same in every process: one import at a time.
IMPORT_LOCK = 730_118
SETTLERS = frozenset({Role.SUPERVISOR, Role.RESEARCHER})


@dataclass(frozen=True)
class ImportReport:
    """What became of a file; ``urgent`` are those that tell of danger now."""

    imported: int = 0
    held: int = 0
    repeats: int = 0
    urgent: int = 0

    @property
    def said(self) -> str:
        """The report in one sentence."""
        return (
            f"{self.imported} became cases, {self.held} are held for a person, "
            f"{self.repeats} had come before."
        )


def import_file(raw: bytes, *, by: User) -> ImportReport:
    """Take in every application of a file, or nothing of it.

    Raises UnreadableFile with the sentence to show.
    """
    raws = read_file(raw, limit_bytes=settings.INBOX_LIMIT_BYTES)
    return import_submissions(raws, by=by)


def import_submissions(raws: Sequence[RawSubmission], *, by: User) -> ImportReport:
    """Take in ``raws`` in one transaction; what came before is only counted.

    Each becomes a case or is held with its reasons. PermissionDenied unless ``by``
    takes applications in, for a unit.
    """
    unit = require_intake(by)
    with transaction.atomic():
        _one_at_a_time()
        fresh = _not_seen(raws)
        applications = [read_submission(raw, now=now()) for raw in fresh]
        seen = seen_near(applications, WebsiteSubmission.objects.filter(unit=unit))
        made = [
            _take(raw, application, seen, by=by, unit=unit)
            for raw, application in zip(fresh, applications, strict=True)
        ]
        audit.record(
            None,
            by=by,
            verb="import_applications",
            sentence="Took in a file of website applications",
            action_class=ActionClass.COLLECTION,
        )
    states = [row.state for row in made]
    return ImportReport(
        imported=states.count(SubmissionState.IMPORTED),
        held=states.count(SubmissionState.HELD),
        repeats=len(raws) - len(fresh),
        urgent=sum(row.is_urgent for row in made),
    )


def make_case(submission: WebsiteSubmission, *, by: User, reason: str) -> Any:
    """Make a held application a case with its gaps; returns the case.

    Refused if it was settled meanwhile.
    """
    with transaction.atomic():
        row = _held(submission, by)
        raw = RawSubmission.of_canonical(row.original)
        application = read_submission(raw, now=now())
        case = open_from_website(application, by=by)
        write_note(case, by=by, text=f"Held website application made a case: {reason}")
        row.case_id = case.pk
        still = [why for why in row.reasons if why[1] != MAY_BE_A_REPEAT]
        row.reasons = _unique([*still, *_gaps(application)])
        _settle(row, SubmissionState.IMPORTED, by=by)
        audit.record(
            case,
            by=by,
            verb="make_case",
            sentence="Made a held website application a case",
            about=row,
            reason=reason,
        )
    return case


def set_aside(submission: WebsiteSubmission, *, by: User, reason: str) -> None:
    """Settle a held application without a case; the original is kept."""
    with transaction.atomic():
        row = _held(submission, by)
        row.set_aside_reason = reason
        _settle(row, SubmissionState.SET_ASIDE, by=by)
        audit.record(
            None,
            by=by,
            verb="set_aside",
            sentence="Set a website application aside",
            about=row,
            reason=reason,
        )


def record_contact_read(submission: WebsiteSubmission, *, by: User) -> None:
    """Somebody read what was said about safe contact (logged); numbers follow."""
    with transaction.atomic():
        SubmissionRead.objects.create(submission=submission, by=by, at=now())
        audit.record(
            submission.case,
            by=by,
            verb="read_safe_contact",
            sentence="Read what a website application says about safe contact",
            action_class=ActionClass.CONSULTATION,
            about=submission,
        )


def require_intake(user: User) -> Unit:
    """The unit for which ``user`` takes applications in; else PermissionDenied."""
    roles = ROLES[Capability.TAKE_IN]
    if user.roles.isdisjoint(roles) or user.unit is None:
        raise PermissionDenied(f"This is for: {say_roles(roles)}, in a unit.")
    return user.unit


def may_settle(user: User) -> bool:
    """Whether ``user`` decides what becomes of a held application."""
    return not user.roles.isdisjoint(SETTLERS) and user.unit_id is not None


def _take(
    raw: RawSubmission,
    application: ReadApplication,
    seen: Seen,
    *,
    by: User,
    unit: Unit,
) -> WebsiteSubmission:
    held = [*reasons_to_hold(application), *seen.repeats_of(application)]
    seen.add(application)
    case = None if held else open_from_website(application, by=by)
    return WebsiteSubmission.objects.create(
        unit=unit,
        submission_id=raw.submission_id,
        form=raw.form,
        original=raw.canonical,
        sha256=raw.sha256,
        received_at=application.received_at,
        imported_at=now(),
        imported_by=by,
        state=SubmissionState.HELD if held else SubmissionState.IMPORTED,
        is_urgent=application.is_urgent,
        reasons=[[why.field, why.sentence] for why in held] or _gaps(application),
        case_id=case.pk if case else None,
    )


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])


def _not_seen(raws: Iterable[RawSubmission]) -> list[RawSubmission]:
    """The first of each that is not stored yet."""
    first: dict[str, RawSubmission] = {}
    for raw in raws:
        first.setdefault(raw.sha256, raw)
    stored = set(
        WebsiteSubmission.objects.filter(sha256__in=first).values_list(
            "sha256", flat=True
        )
    )
    return [raw for raw in first.values() if raw.sha256 not in stored]


def _held(submission: WebsiteSubmission, by: User) -> WebsiteSubmission:
    if not may_settle(by) or by.unit_id != submission.unit_id:
        raise PermissionDenied(f"This is for: {say_roles(SETTLERS)} of the same unit.")
    row = WebsiteSubmission.objects.select_for_update(of=("self",)).get(
        pk=submission.pk
    )
    if row.state != SubmissionState.HELD:
        raise Refused("Somebody else has settled this application already.")
    return row


def _settle(row: WebsiteSubmission, state: SubmissionState, *, by: User) -> None:
    row.state, row.settled_by, row.settled_at = state, by, now()
    # Only these: the database refuses a write to the original, even of the same text.
    row.save(
        update_fields=[
            "state",
            "settled_by",
            "settled_at",
            "case",
            "reasons",
            "set_aside_reason",
        ]
    )


def _gaps(application: ReadApplication) -> list[list[str]]:
    return [[gap.field, gap.sentence] for gap in gaps_in(application)]


def _unique(reasons: Iterable[list[str]]) -> list[list[str]]:
    return [list(each) for each in dict.fromkeys(map(tuple, reasons))]
