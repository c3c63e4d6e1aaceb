"""The system check that refuses to start on a bad workflow table."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register

from casework.policy import Capability
from casework.schemes import Scheme, all_schemes
from casework.workflow.moves import Guard, Row
from casework.workflow.tracks import Track


@register()
def check_workflows(**_kwargs: Any) -> list[CheckMessage]:
    """Errors of every registered scheme."""
    return [
        Error(f"{scheme.label}: {fault}", id="casework.E001")
        for scheme in all_schemes()
        for fault in (
            *faults_of(scheme),
            *(fault for track in scheme.tracks for fault in faults_of_track(track)),
        )
    ]


def faults_of(scheme: Scheme) -> Iterator[str]:
    """What is wrong with the table, a sentence each.

    An unreachable stage; one that nothing leaves, or from which no way leads to an
    end; one without a clock, or that nobody may leave; a fact that no move asks for; a
    notice, form or clock that names no move; a fact whose form the scheme lacks.
    """
    rows: list[Row] = scheme.model.rows()
    states = [str(value) for value in scheme.states.values]
    first, ends = states[0], scheme.ends or {states[-1]}
    timed = {stage for clock in scheme.clocks for stage in clock.stages}
    yield from _unreachable(rows, first, states)
    yield from _dead_ends(rows, ends, states)
    yield from _unused_guards(rows)
    yield from _unknown_forms(scheme, rows)
    for state in states:
        leaving = [row for row in rows if row.source == state]
        if not leaving and state not in scheme.ends:
            yield f"nothing leaves the stage {state}"
        if leaving and not any(_may_be_made(scheme, row) for row in leaving):
            yield f"nobody may leave the stage {state}"
        if state not in ends | timed | scheme.undated:
            yield f"the stage {state} has no clock"
    names = {row.name for row in rows}
    tables = {
        "notice": scheme.notices,
        "form": scheme.move_forms,
        "clock": {move for clock in scheme.clocks for move in clock.met_by},
    }
    for kind, known in tables.items():
        for name in sorted(set(known) - names):
            yield f"a {kind} names the move {name}, which there is not"


def faults_of_track(track: Track) -> Iterator[str]:
    """What is wrong with the table of a thing beside the case, a sentence each."""
    rows: list[Row] = track.model.rows()
    states = [str(value) for value in track.states.values]
    yield from _unreachable(rows, states[0], states)
    yield from _dead_ends(rows, track.ends, states)
    yield from _unused_guards(rows)
    for name in sorted(set(track.notices) - {row.name for row in rows}):
        yield f"a notice names the move {name}, which there is not"


def _may_be_made(scheme: Scheme, row: Row) -> bool:
    return row.by is Capability.BY_ITSELF or bool(scheme.roles.get(row.by))


def _dead_ends(
    rows: list[Row], last: Collection[str], states: list[str]
) -> Iterator[str]:
    """Stages from which no way leads to one of the last."""
    ends, frontier = set(last), sorted(last)
    while frontier:
        here = frontier.pop()
        new = {row.source for row in rows if row.to == here} - ends
        ends |= new
        frontier += sorted(new)
    for state in states:
        if state not in ends:
            yield f"no way leads from the stage {state} to the end"


def _unused_guards(rows: list[Row]) -> Iterator[str]:
    """Guards beside those of the rows that no row of any scheme asks for."""
    mine = {fact for row in rows for fact in row.when}
    others = (row for scheme in all_schemes() for row in scheme.model.rows())
    asked = mine | {fact for row in others for fact in row.when}
    for module in sorted({fact.holds.__module__ for fact in mine}):
        for name, fact in vars(sys.modules[module]).items():
            if isinstance(fact, Guard) and fact not in asked:
                yield f"no move asks for the fact {name}"


def _unknown_forms(scheme: Scheme, rows: list[Row]) -> Iterator[str]:
    named = {fact.form for row in rows for fact in row.when if fact.form}
    for name in sorted(named - set(scheme.forms)):
        yield f"a fact names the form {name}, which there is not"


def _unreachable(rows: list[Row], first: str, states: list[str]) -> Iterator[str]:
    reached, frontier = {first}, [first]
    while frontier:
        here = frontier.pop()
        new = {row.to for row in rows if row.source == here} - reached
        reached |= new
        frontier += sorted(new)
    for state in states:
        if state not in reached:
            yield f"the stage {state} cannot be reached"
