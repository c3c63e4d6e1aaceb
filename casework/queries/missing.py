"""What stands between a case and its next stage, from the options of its moves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from casework.schemes import Scheme
from casework.workflow.moves import Guard
from casework.workflow.perform import Option


def next_stage(scheme: Scheme, case: Any) -> str:
    """The stage that ordinarily follows; empty off the main line and at its end."""
    line = list(scheme.stages_on(case.route))
    if case.stage not in line[:-1]:
        return ""
    return str(line[line.index(case.stage) + 1])


def split_options(
    options: Sequence[Option], towards: str
) -> tuple[list[Option], list[Option]]:
    """The moves to the stage ``towards``, then all others.

    Off the main line, or where no move goes there, all are the first kind.
    """
    ordinary = [option for option in options if option.row.to == towards]
    if not ordinary:
        return list(options), []
    return ordinary, [option for option in options if option not in ordinary]


def unmet_facts(options: Iterable[Option]) -> list[Guard]:
    """Every unmet fact of these moves, once, in the order of the table."""
    return list(dict.fromkeys(fact for option in options for fact in option.unmet))
