"""The only door to a change of stage, and what it shows before it is opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from casework import audit, clocks, notify
from casework.models import Case, StageVisit, WaitingInterval
from casework.moment import now
from casework.policy import Capability, Verdict, may, require
from casework.schemes import scheme_of
from casework.search_text import refresh_search_text
from casework.workflow.held import held_case, holding
from casework.workflow.locks import (
    Refused,
    Stale,
    by_itself,
    check_version,
    lock_case,
    row_of,
    wanted_by,
)
from casework.workflow.moves import Guard, Row, performing
from casework.workflow.track_moves import cases_of, go_on_with, may_move, move_thing
from casework.workflow.tracks import TrackModel

if TYPE_CHECKING:
    from accounts.models import User

__all__ = [
    "Option",
    "Refused",
    "Stale",
    "check_version",
    "lock_case",
    "options_for",
    "perform",
    "settle",
]


@dataclass(frozen=True)
class Option:
    """A move as one person sees it now: possible, or refused with every reason."""

    row: Row
    denied: str
    unmet: tuple[Guard, ...]

    @property
    def is_possible(self) -> bool:
        """Whether ``perform()`` would do it."""
        return not self.denied and not self.unmet

    @property
    def reasons(self) -> list[str]:
        """All that stands against it."""
        return [
            *([self.denied] if self.denied else []),
            *(g.sentence for g in self.unmet),
        ]


def options_for(case: Any, user: User) -> list[Option]:
    """Every move out of the present stage, judged by the rules of ``perform()``.

    Of a case, or of a thing beside it. What happens by itself is nobody's to choose.

    A fact that several moves need is asked for once, and so is a capability.
    """
    judge = may_move if isinstance(case, TrackModel) else may
    facts: dict[Guard, bool] = {}
    verdicts: dict[Capability, Verdict] = {}
    options = []
    for row in type(case).rows_from(case.state):
        if row.by is Capability.BY_ITSELF:
            continue
        for fact in row.when:
            if fact not in facts:
                facts[fact] = fact(case)
        if any(fact.hides and not facts[fact] for fact in row.when):
            continue
        if row.by not in verdicts:
            verdicts[row.by] = judge(user, row.by, case)
        unmet = tuple(fact for fact in row.when if not facts[fact])
        options.append(Option(row, verdicts[row.by].reason, unmet))
    return options


def perform(
    thing: Any,
    move: str,
    *,
    by: User | None,
    version: int | None = None,
    **inputs: Any,
) -> Any:
    """Do ``move`` on a case, or on a thing beside it; returns its row after it.

    1 one transaction; 2 lock the case; 3 invisible is 404; 4 an older page is stale;
    5 a move that does not leave this stage is refused in words; 6 not permitted is 403;
    7 unmet facts are refused all together; 8 run the move, close and open the stage
    visit; 9 the move's own writes, then the clocks; 10 save the case with its summary,
    and the audit event; 11 notices as rows; 12 what then happens by itself.
    ``inputs`` are what the officer supplied; ``reason`` is kept with the visit. A move
    of a case is an act of its own, never a part of another. ``by`` is None for what
    the product does itself, which only rows ``by=May.BY_ITSELF`` allow.
    """
    if isinstance(thing, TrackModel):
        return _perform_beside(thing, move, by=by, version=version, inputs=inputs)
    case: Case = thing
    if held_case(case.pk):
        raise RuntimeError(f"{move} was performed inside another act on the case.")
    with transaction.atomic():
        locked = lock_case(case.pk, by, scheme=case.scheme)
        check_version(locked, version)
        row = row_of(locked, move, scheme_of(locked).stage_label)
        _require(by, row.by, locked)
        unmet = [fact.sentence for fact in row.when if not fact(locked)]
        if unmet:
            raise Refused(*unmet)
        _make(locked, row, by=by, inputs=inputs)
        _go_on(locked)
        return locked


def _perform_beside(
    thing: Any,
    move: str,
    *,
    by: User | None,
    version: int | None,
    inputs: dict[str, Any],
) -> Any:
    """A move of what stands beside cases; then those cases go on by themselves."""
    with transaction.atomic():
        moved = move_thing(thing, move, by=by, version=version, inputs=inputs)
        for case in cases_of(moved):
            settle(case)
        return moved


def settle(thing: Any) -> Any:
    """Let a case, or a thing beside it, do what happens by itself now; returns its row.

    For acts on other things that made a fact true, and for the passing of time. What
    is being moved already goes on by itself at the end of that move.
    """
    if isinstance(thing, TrackModel):
        with transaction.atomic():
            moved = go_on_with(thing)
            for each in cases_of(moved):
                settle(each)
            return moved
    case: Case = thing
    if held := held_case(case.pk):
        return held.case
    with transaction.atomic():
        locked = lock_case(case.pk, None, scheme=case.scheme)
        _go_on(locked)
        return locked


def _go_on(case: Any) -> None:
    """Make the moves that no person makes, as long as the facts of one hold."""
    while row := by_itself(case):
        _make(case, row, by=None, inputs={})


def _require(by: User | None, capability: Capability, case: Any) -> None:
    """A person by the policy; the product itself what is nobody's, and no more."""
    if by is not None:
        require(by, capability, case)
    elif capability is not Capability.BY_ITSELF:
        raise PermissionDenied("This is a person's to do.")


def _make(case: Any, row: Row, *, by: User | None, inputs: dict[str, Any]) -> None:
    """Steps 8 to 11, on a locked case of which all was checked."""
    reason = str(inputs.get("reason", ""))
    with performing():
        getattr(case, row.name)(**wanted_by(case, row.name, inputs))
    _enter_stage(case, row, by=by, reason=reason)
    with holding(case, by) as held:
        for effect in row.then:
            effect(case, by=by, **inputs)
    if held.has_failed:
        raise RuntimeError("A part of a move failed, and the move went on.")
    if held.words_changed:
        refresh_search_text(case)
    _settle_clocks(case, row)
    case.save()
    _write_audit(case, row, by=by, reason=reason)
    notices = scheme_of(case).notices.get(row.name, ())
    notify.tell(case, by=by, notices=notices, kind=row.name)


def _enter_stage(case: Any, row: Row, *, by: User | None, reason: str) -> None:
    """Keep summary and stage history in step (invariant I1)."""
    case.version += 1
    if row.to == row.source:
        return
    case.stage = str(case.state)
    case.stage_entered_at = now()
    StageVisit.objects.filter(case_id=case.pk, left_at__isnull=True).update(
        left_at=case.stage_entered_at
    )
    StageVisit.objects.create(
        case_id=case.pk,
        stage=case.stage,
        entered_at=case.stage_entered_at,
        move=row.name,
        reason=reason,
        by=by,
        owner_id=case.owner_id,
    )


def _settle_clocks(case: Any, row: Row) -> None:
    clocks.move_clocks(
        case,
        left=row.source if row.to != row.source else "",
        entered=row.to if row.to != row.source else "",
        move=row.name,
    )
    if case.closed_at is not None:
        case.waiting_on = ""
        waits = WaitingInterval.objects.filter(case_id=case.pk, ended_at__isnull=True)
        waits.update(ended_at=case.closed_at)


def _write_audit(case: Any, row: Row, *, by: User | None, reason: str) -> None:
    scheme = scheme_of(case)
    sentence = f"{row.label}: from “{scheme.stage_label(row.source)}” to “"
    audit.record(
        case,
        by=by,
        verb=row.name,
        sentence=f"{sentence}{scheme.stage_label(row.to)}”",
        fields=["stage"],
        about=case,
        reason=reason,
    )
