"""What a person may do next, drawn the same on every page that offers moves."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from casework.components import Missing, Move, MovesList
from casework.policy import Capability
from casework.queries.missing import next_stage, split_options
from casework.views.frame import Frame
from casework.workflow.moves import Guard, Row
from casework.workflow.perform import Option, options_for

FIRST = "First record what is missing. Then you can go on."
ABOVE = "Record what is missing above."
NOTHING = "There is nothing for you to do on this case at this stage."


def next_moves(
    frame: Frame, options: Sequence[Option], *, listed: Sequence[Guard] = ()
) -> MovesList:
    """``options`` as buttons and refusals; the ordinary way on stands first.

    Where none is possible, the panel says whether recording what is missing helps. The
    ordinary way on is made at once if it asks for nothing. Facts that are ``listed``
    above the panel are not said again in it.
    """
    towards = next_stage(frame.scheme, frame.case)
    ordinary, others = split_options(options, towards)
    moves = [
        _made_at_once(frame, option)
        if option.row.to == towards and _asks_nothing(frame, option.row)
        else _move(frame, option, "", listed)
        for option in ordinary
    ]
    moves += [_move(frame, option, "secondary", listed) for option in others]
    return MovesList(moves, nothing=_advice(ordinary))


def moves_needing(frame: Frame, capabilities: Sequence[Capability]) -> MovesList:
    """Those moves out of the present stage that need one of ``capabilities``."""
    options = options_for(frame.case, frame.user)
    return next_moves(frame, [o for o in options if o.row.by in capabilities])


def _advice(ordinary: Sequence[Option]) -> str:
    if any(option.unmet and not option.denied for option in ordinary):
        return FIRST
    return NOTHING


def _move(
    frame: Frame, option: Option, kind: Any, listed: Sequence[Guard] = ()
) -> Move:
    """A button or a refusal; whoever is denied the move need not hear what it lacks."""
    row = option.row
    lacking = () if option.denied else option.unmet
    elsewhere = [ABOVE] if any(fact in listed for fact in lacking) else []
    return Move(
        row.label,
        _page_of(frame, row.name),
        row.in_words,
        option.is_possible,
        reasons=[option.denied] if option.denied else elsewhere,
        facts=[
            Missing(fact.sentence, frame.place_of(fact))
            for fact in lacking
            if fact not in listed
        ],
        kind="warning" if row.by is Capability.AUTHORISE else kind,
    )


def _asks_nothing(frame: Frame, row: Row) -> bool:
    """Whether its page would only ask to confirm: no question, and nothing to read that
    one agrees to.
    """
    scheme, name = frame.scheme, row.name
    asks = name in scheme.move_forms or name in scheme.move_pages
    weighs = row.by is Capability.AUTHORISE or scheme.move_facts(frame.case, name)
    return not asks and not weighs


def _made_at_once(frame: Frame, option: Option) -> Move:
    """A button that sends what the page of the move would: its token and the version.

    A refusal, or a case changed meanwhile, shows that page.
    """
    sends = [("submission", str(uuid.uuid4())), ("version", str(frame.case.version))]
    return replace(_move(frame, option, ""), post=True, sends=sends)


def _page_of(frame: Frame, move: str) -> str:
    """Where the move is made: its own page of the scheme, if it has one."""
    page = frame.scheme.move_pages.get(move)
    return f"{frame.url(page)}?move={move}" if page else frame.url("case_move", move)
