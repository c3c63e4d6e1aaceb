"""The only door to a change of stage, and what it shows before it is opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import Http404

from casework import audit, clocks, notify
from casework.models import Case, StageVisit, WaitingInterval
from casework.moment import now
from casework.policy import Capability, Verdict, may, require
from casework.schemes import all_schemes, scheme_named, scheme_of
from casework.workflow.held import held_case
from casework.workflow.moves import Guard, Row, performing

if TYPE_CHECKING:
    from accounts.models import User


class Refused(Exception):  # noqa: N818  a refusal is no fault
    """The act is not possible now; ``sentences`` say why, for the person."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


class Stale(Refused):
    """Somebody else changed the case after the page was opened.

    ``version`` is the one that the person is told of: the next attempt counts from it.
    """

    def __init__(self, *sentences: str, version: int) -> None:
        super().__init__(*sentences)
        self.version = version


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

    A fact that several moves need is asked for once, and so is a capability.
    """
    facts: dict[Guard, bool] = {}
    verdicts: dict[Capability, Verdict] = {}
    options = []
    for row in type(case).rows_from(case.state):
        for fact in row.when:
            if fact not in facts:
                facts[fact] = fact(case)
        if any(fact.hides and not facts[fact] for fact in row.when):
            continue
        if row.by not in verdicts:
            verdicts[row.by] = may(user, row.by, case)
        unmet = tuple(fact for fact in row.when if not facts[fact])
        options.append(Option(row, verdicts[row.by].reason, unmet))
    return options


def lock_case(pk: int, user: User, *, scheme: str = "") -> Any:
    """Lock a case; returns the scheme's row, as it is once the lock is held.

    Http404 if ``user`` may not know of it. ``scheme`` saves asking the others. The
    parent row is the lock for everything of the case (style note 7.1, F10). What
    ``user`` is changing already is that row.
    """
    if (held := held_case(pk)) and held.by == user:
        return held.case
    schemes = [scheme_named(scheme)] if scheme else all_schemes()
    for model in (each.model for each in schemes):
        # One statement reads parent and child. Both are in ``of``: after a wait the
        # database reads again only what it locks, and would give the stage (child) or
        # the version (parent) of before the wait. ``no_key``, because whoever opens a
        # page checks at the commit that the key of the case is still there: FOR UPDATE
        # would let the two wait for each other (for the case, for its audit chain).
        rows = model.objects.visible_to(user).select_for_update(
            of=("self", "case_ptr"), no_key=True
        )
        if (case := rows.filter(pk=pk).first()) is not None:
            return case
    raise Http404("No such case.")


def check_version(case: Case, version: int | None) -> None:
    """Raise Stale if the page that sends this was made from an older version."""
    if version is not None and version != case.version:
        raise Stale(
            "Somebody else changed this case while your page was open. "
            "Nothing of yours was saved over it.",
            version=case.version,
        )


def perform(
    case: Case, move: str, *, by: User, version: int | None = None, **inputs: Any
) -> Any:
    """Do ``move`` on ``case``; returns the scheme's row after it.

    1 one transaction; 2 lock the case; 3 invisible is 404; 4 an older page is stale;
    5 a move that does not leave this stage is refused in words; 6 not permitted is 403;
    7 unmet facts are refused all together; 8 run the move, close and open the stage
    visit; 9 the move's own writes, then the clocks; 10 save the case with its summary,
    and the audit event; 11 notices as rows.
    ``inputs`` are what the officer supplied; ``reason`` is kept with the visit. A move
    is an act of its own, never a part of another.
    """
    if held_case(case.pk):
        raise RuntimeError(f"{move} was performed inside another act on the case.")
    with transaction.atomic():
        locked = lock_case(case.pk, by, scheme=case.scheme)
        check_version(locked, version)
        row = _row_of(locked, move)
        require(by, row.by, locked)
        unmet = [fact.sentence for fact in row.when if not fact(locked)]
        if unmet:
            raise Refused(*unmet)
        with performing():
            getattr(locked, move)(**_wanted_by(locked, move, inputs))
        _enter_stage(locked, row, by=by, reason=str(inputs.get("reason", "")))
        for effect in row.then:
            effect(locked, by=by, **inputs)
        _settle_clocks(locked, row)
        locked.save()
        _write_audit(locked, row, by=by, reason=str(inputs.get("reason", "")))
        notices = scheme_of(locked).notices.get(move, ())
        notify.tell(locked, by=by, notices=notices, kind=move)
        return locked


def _row_of(case: Any, move: str) -> Row:
    row: Row
    for row in type(case).rows_from(case.state):
        if row.name == move:
            return row
    stage = scheme_of(case).stage_label(case.state)
    label = move.replace("_", " ")
    raise Refused(f"“{label.capitalize()}” is not possible at the stage “{stage}”.")


def _wanted_by(case: Any, move: str, inputs: dict[str, Any]) -> dict[str, Any]:
    """Those inputs that the move's body declares; the rest is for its effects."""
    code = getattr(type(case), move).__wrapped__.__code__
    wanted = code.co_varnames[1 : 1 + code.co_kwonlyargcount]
    return {name: value for name, value in inputs.items() if name in wanted}


def _enter_stage(case: Any, row: Row, *, by: User, reason: str) -> None:
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


def _write_audit(case: Any, row: Row, *, by: User, reason: str) -> None:
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
