"""The research record: checks, what they were excused by, and items of information."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F

from casework import audit
from casework.actions.door import changing, refuse_closed
from casework.actions.notices import tell_supervisors, warn_who_may_tell
from casework.models import (
    ActionClass,
    Assertion,
    Case,
    Check,
    Excuse,
    MayBeTold,
    Person,
    QuickRun,
)
from casework.models.checks import NOT_MADE
from casework.moment import now
from casework.policy import Capability
from casework.queries.quick_checks import run_ending_with
from casework.workflow.perform import Refused

if TYPE_CHECKING:
    from accounts.models import User

NOT_ON_THE_CASE = "This person is not on the case."


def record_check(
    case: Case,
    *,
    by: User,
    system: str,
    person: Person,
    part: str,
    version: int | None = None,
    **result: Any,
) -> Check:
    """Record one look into a system, or why there was none.

    ``result`` are the fields of Check, e.g. ``result`` and ``identifiers_used``. A
    later check of the same person and system stands beside the earlier one. Stale if
    the page was older than the case.
    """
    with changing(case, by=by, may=Capability.RESEARCH, version=version) as locked:
        refuse_closed(locked)
        if not locked.involvements.filter(person=person).exists():
            raise Refused(NOT_ON_THE_CASE)
        made = Check.objects.create(
            case_id=locked.pk,
            system=system,
            person=person,
            part=part,
            stage=locked.stage,
            done_by=by,
            done_at=now(),
            **result,
        )
        audit.record(
            locked,
            by=by,
            verb="record_check",
            sentence=f"Checked {system}: {made.get_result_display().lower()}",
            action_class=ActionClass.COLLECTION,
            about=made,
        )
        _mark_quick_run(locked, made, by)
        if made.result in NOT_MADE:
            tell_supervisors(locked, by, "has a check that was not made", "excuse")
    return made


def _mark_quick_run(case: Any, check: Check, by: User) -> None:
    """Tell a supervisor once of a run of checks that nobody makes so fast (AS-2)."""
    run = run_ending_with(check)
    if not run:
        return
    open_runs = QuickRun.objects.filter(
        case_id=case.pk, researcher=by, stage=check.stage, looked_at__isnull=True
    )
    known = open_runs.filter(last_at__gte=run[0].done_at)
    if known.update(last_at=check.done_at, checks=F("checks") + 1):
        return
    made = QuickRun.objects.create(
        case_id=case.pk,
        researcher=by,
        stage=check.stage,
        checks=len(run),
        first_at=run[0].done_at,
        last_at=check.done_at,
    )
    audit.record(
        case,
        by=by,
        verb="mark_quick_checks",
        sentence="Checks without a trace were recorded very fast: to be looked at",
        about=made,
    )
    tell_supervisors(case, by, "has checks to look at", "quick_checks")


def answer_excuse(
    case: Case,
    check: int,
    *,
    by: User,
    agrees: bool,
    note: str = "",
    version: int | None = None,
) -> None:
    """Agree that the check with this key was not made, or say that it must be.

    Refused to the researcher, to a check that was made, and a second time. Stale if the
    page was older than the case.
    """
    with changing(case, by=by, may=Capability.SUPERVISE, version=version) as locked:
        row = locked.checks.filter(pk=check, result__in=NOT_MADE).first()
        if row is None:
            raise Refused("There is no such check that was not made.")
        if row.excuse:
            raise Refused("This was answered already.")
        if row.done_by_id == by.pk:
            raise Refused("You recorded it: another supervisor must answer.")
        row.excuse = Excuse.AGREED if agrees else Excuse.REFUSED
        row.excuse_note, row.excuse_by, row.excuse_at = note, by, now()
        row.save()
        audit.record(
            locked,
            by=by,
            verb="answer_excuse",
            sentence=f"{row.system} was not made: {row.get_excuse_display().lower()}",
            about=row,
            fields=["excuse"],
            reason=note,
        )


def look_at_quick_run(
    case: Case, run: int, *, by: User, finding: str, version: int | None = None
) -> None:
    """Say what a look at checks recorded very fast has shown.

    Refused to the researcher and a second time. Stale if the page was older.
    """
    with changing(case, by=by, may=Capability.SUPERVISE, version=version) as locked:
        row = locked.quick_runs.filter(pk=run, looked_at__isnull=True).first()
        if row is None:
            raise Refused("Somebody has looked at these checks already.")
        if row.researcher_id == by.pk:
            raise Refused("These are your checks: another supervisor must look.")
        row.finding, row.looked_by, row.looked_at = finding, by, now()
        row.save()
        audit.record(
            locked,
            by=by,
            verb="look_at_quick_checks",
            sentence="Looked at checks that were recorded very fast",
            about=row,
            reason=finding,
        )


def record_assertion(
    case: Case, about: Person, *, by: User, version: int | None = None, **item: Any
) -> Assertion:
    """Record an item of information; ``item`` are the fields of Assertion.

    Stale if the page was older than the case.
    """
    with changing(case, by=by, may=Capability.RESEARCH, version=version) as locked:
        refuse_closed(locked)
        if not locked.involvements.filter(person=about).exists():
            raise Refused(NOT_ON_THE_CASE)
        made = Assertion.objects.create(
            case_id=locked.pk, about=about, recorded_by=by, recorded_at=now(), **item
        )
        audit.record(
            locked,
            by=by,
            verb="record_information",
            sentence=f"Recorded information: {made.get_kind_display().lower()}",
            action_class=ActionClass.COLLECTION,
            about=made,
        )
    return made


MUST_NOT_BE_TOLD = {"sensitive_source": True, "may_be_told": MayBeTold.NO}
# What can become known later; what it says and where it comes from stay as recorded.
GRADED_LATER = (
    "owner_agrees",
    "spent",
    "sensitive_source",
    "source_grade",
    "information_grade",
    "handling_code",
    "last_verified_on",
    "may_be_told",
    "told_only_with",
    "may_be_told_why",
)


def grade_assertion(
    case: Case, item: int, *, by: User, version: int | None = None, **grading: Any
) -> None:
    """Say of an item what became known later; ``grading`` are fields of GRADED_LATER.

    The old answers stay in the history. Refused if there is no such item, and TypeError
    for any other field. Stale if the page was older than the case.
    """
    if unknown := grading.keys() - set(GRADED_LATER):
        raise TypeError(f"Not graded later: {sorted(unknown)}")
    with changing(case, by=by, may=Capability.RESEARCH, version=version) as locked:
        refuse_closed(locked)
        row = locked.assertions.filter(pk=item).first()
        if row is None:
            raise Refused("There is no such item.")
        changed = [name for name in grading if getattr(row, name) != grading[name]]
        for name in changed:
            setattr(row, name, grading[name])
        row.save()
        audit.record(
            locked,
            by=by,
            verb="grade_information",
            sentence="Said what became known about an item of information",
            about=row,
            fields=changed,
        )
        if any(grading[name] == MUST_NOT_BE_TOLD.get(name) for name in changed):
            warn_who_may_tell(
                locked, by, "has an item that must not be told", "grade_information"
            )
