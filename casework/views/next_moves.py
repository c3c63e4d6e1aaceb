"""What a person may do next, drawn the same on every page that offers moves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from casework.components import Move, MovesList
from casework.policy import Capability
from casework.queries.missing import next_stage, split_options
from casework.views.frame import Frame
from casework.workflow.perform import Option, options_for

FIRST = "First record what is missing. Then you can go on."
NOTHING = "There is nothing for you to do on this case at this stage."


def next_moves(frame: Frame, options: Sequence[Option]) -> MovesList:
    """``options`` as buttons and refusals; the ordinary way on stands first.

    Where none is possible, the panel says whether recording what is missing helps.
    """
    ordinary, others = split_options(options, next_stage(frame.scheme, frame.case))
    moves = [_move(frame, option, "") for option in ordinary]
    moves += [_move(frame, option, "secondary") for option in others]
    return MovesList(moves, nothing=_advice(ordinary))


def moves_needing(frame: Frame, capabilities: Sequence[Capability]) -> MovesList:
    """Those moves out of the present stage that need one of ``capabilities``."""
    options = options_for(frame.case, frame.user)
    return next_moves(frame, [o for o in options if o.row.by in capabilities])


def _advice(ordinary: Sequence[Option]) -> str:
    if any(option.unmet and not option.denied for option in ordinary):
        return FIRST
    return NOTHING


def _move(frame: Frame, option: Option, kind: Any) -> Move:
    row = option.row
    return Move(
        row.label,
        _page_of(frame, row.name),
        row.in_words,
        option.is_possible,
        option.reasons,
        "warning" if row.by is Capability.AUTHORISE else kind,
    )


def _page_of(frame: Frame, move: str) -> str:
    """Where the move is made: its own page of the scheme, if it has one."""
    page = frame.scheme.move_pages.get(move)
    return f"{frame.url(page)}?move={move}" if page else frame.url("case_move", move)
