"""Moves of what stands beside cases. ``perform()`` is the door; nothing else is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from casework import audit, notify
from casework.models import Case
from casework.moment import now
from casework.policy import ALLOWED, Capability, Verdict, may, say_roles
from casework.schemes import Scheme, all_schemes
from casework.workflow.locks import (
    Refused,
    Stale,
    by_itself,
    lock_case,
    row_of,
    wanted_by,
)
from casework.workflow.moves import Row, performing

if TYPE_CHECKING:
    from accounts.models import User
    from casework.workflow.tracks import Track

CHANGED = (
    "Somebody else changed this while your page was open. "
    "Nothing of yours was saved over it."
)


def track_of(thing: Any) -> tuple[Scheme, Track]:
    """The scheme and the track of a thing; LookupError if no scheme has it."""
    for scheme in all_schemes():
        for track in scheme.tracks:
            if isinstance(thing, track.model):
                return scheme, track
    raise LookupError(f"{type(thing).__name__} is on no track.")


def cases_of(thing: Any) -> list[Case]:
    """The cases that a move of the thing touches, in the order of their locks."""
    _scheme, track = track_of(thing)
    return list(Case.objects.filter(pk__in=list(track.cases(thing))).order_by("pk"))


def may_move(user: User, capability: Capability, thing: Any) -> Verdict:
    """Whether ``user`` may do ``capability`` on a thing beside a case.

    The jobs and the facts of its case come first, then the facts of the thing.
    """
    scheme, track = track_of(thing)
    case = track.case_of(thing)
    if case is not None:
        verdict = may(user, capability, case)
    else:
        verdict = _may_in_unit(user, capability, thing.unit_id, scheme)
    if not verdict.allowed:
        return verdict
    for rule in track.rules.get(capability, ()):
        if reason := rule(user, thing):
            return Verdict(allowed=False, reason=reason)
    return ALLOWED


def _may_in_unit(
    user: User, capability: Capability, unit_id: int, scheme: Scheme
) -> Verdict:
    roles = scheme.roles.get(capability, frozenset())
    jobs = user.roles if user.unit_id == unit_id else user.roles & scheme.guests
    if jobs.isdisjoint(roles):
        return Verdict(allowed=False, reason=f"This is for: {say_roles(roles)}.")
    return ALLOWED


def lock_thing(thing: Any, user: User | None) -> Any:
    """Lock a thing and its cases; returns its row as it is once the locks are held.

    Http404 if ``user`` may not know of it; None is the product itself. The cases come
    first, in one order, so that no two acts wait for each other.
    """
    _scheme, track = track_of(thing)
    rows = track.model.objects.all()
    case = track.case_of(thing)
    if case is not None:
        case = lock_case(case.pk, user, scheme=case.scheme)
    else:
        pks = list(track.cases(thing))
        list(
            Case.objects.filter(pk__in=pks)
            .order_by("pk")
            .select_for_update(of=("self",), no_key=True)
        )
        if user is not None:
            rows = rows.filter(track.visible(user))
    locked = rows.select_for_update(of=("self",), no_key=True).filter(pk=thing.pk)
    if (found := locked.first()) is None:
        raise Http404("No such thing.")
    if case is not None:
        found.case = case
    return found


def move_thing(
    thing: Any,
    move: str,
    *,
    by: User | None,
    version: int | None,
    inputs: dict[str, Any],
) -> Any:
    """Do ``move`` on a thing, with all the checks of ``perform()``; returns its row."""
    locked = lock_thing(thing, by)
    if version is not None and version != locked.version:
        raise Stale(CHANGED, version=locked.version)
    row = row_of(locked, move, track_of(locked)[1].stage_label)
    if by is None and row.by is not Capability.BY_ITSELF:
        raise PermissionDenied("This is a person's to do.")
    if by is not None and not (verdict := may_move(by, row.by, locked)).allowed:
        raise PermissionDenied(verdict.reason)
    unmet = [fact.sentence for fact in row.when if not fact(locked)]
    if unmet:
        raise Refused(*unmet)
    _make(locked, row, by=by, inputs=inputs)
    return _go_on(locked)


def go_on_with(thing: Any) -> Any:
    """Let a thing do what happens by itself now; returns its row."""
    return _go_on(lock_thing(thing, None))


def _go_on(thing: Any) -> Any:
    while row := by_itself(thing):
        _make(thing, row, by=None, inputs={})
    return thing


def _make(thing: Any, row: Row, *, by: User | None, inputs: dict[str, Any]) -> None:
    """The move, its step, its writes, the audit event and the notices.

    Saved before its writes, so that what they ask sees the new state.
    """
    _scheme, track = track_of(thing)
    case, reason = track.case_of(thing), str(inputs.get("reason", ""))
    with performing():
        getattr(thing, row.name)(**wanted_by(thing, row.name, inputs))
    thing.version += 1
    thing.state_entered_at = now()
    thing.save()
    thing.steps.create(
        move=row.name,
        from_state=row.source,
        to_state=row.to,
        reason=reason,
        by=by,
        at=thing.state_entered_at,
    )
    for effect in row.then:
        effect(thing, by=by, **inputs)
    audit.record(
        case,
        by=by,
        verb=row.name,
        sentence=_sentence(track, row),
        about=thing,
        fields=["state"],
        reason=reason,
    )
    for told in [case] if case is not None else cases_of(thing):
        notices = track.notices.get(row.name, ())
        event = track.event(row.name)
        notify.tell(told, by=by, notices=notices, kind=event, thing=thing)


def _sentence(track: Track, row: Row) -> str:
    before, after = track.stage_label(row.source), track.stage_label(row.to)
    return f"{track.label}: {row.label}: from “{before}” to “{after}”"
