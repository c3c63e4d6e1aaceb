"""The research record: checks and items of information."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casework import audit
from casework.actions.door import changing
from casework.models import ActionClass, Assertion, Case, Check, Person
from casework.moment import now
from casework.policy import Capability
from casework.workflow.perform import Refused

if TYPE_CHECKING:
    from accounts.models import User


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
        if not locked.involvements.filter(person=person).exists():
            raise Refused("This person is not on the case.")
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
    return made


def record_assertion(
    case: Case, about: Person, *, by: User, version: int | None = None, **item: Any
) -> Assertion:
    """Record an item of information; ``item`` are the fields of Assertion.

    Stale if the page was older than the case.
    """
    with changing(case, by=by, may=Capability.RESEARCH, version=version) as locked:
        if not locked.involvements.filter(person=about).exists():
            raise Refused("This person is not on the case.")
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
