"""Getting hold of what is to be moved, and refusing in words.

Everything here is for ``perform()``, for the door of the actions, and for the moves of
what stands beside a case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404

from casework.models import Case
from casework.policy import Capability
from casework.schemes import all_schemes, scheme_named
from casework.workflow.held import held_case
from casework.workflow.moves import Row

if TYPE_CHECKING:
    from collections.abc import Callable

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


def lock_case(pk: int, user: User | None, *, scheme: str = "") -> Any:
    """Lock a case; returns the scheme's row, as it is once the lock is held.

    Http404 if ``user`` may not know of it. ``scheme`` saves asking the others. The
    parent row is the lock for everything of the case (style note 7.1, F10). What
    ``user`` is changing already is that row. None is the product itself, to which no
    case is hidden, and which goes on within whatever act there is.
    """
    if (held := held_case(pk)) and user in (None, held.by):
        return held.case
    schemes = [scheme_named(scheme)] if scheme else all_schemes()
    for model in (each.model for each in schemes):
        # One statement reads parent and child. Both are in ``of``: after a wait the
        # database reads again only what it locks, and would give the stage (child) or
        # the version (parent) of before the wait. ``no_key``, because whoever opens a
        # page checks at the commit that the key of the case is still there: FOR UPDATE
        # would let the two wait for each other (for the case, for its audit chain).
        known = model.objects.visible_to(user) if user else model.objects.all()
        rows = known.select_for_update(of=("self", "case_ptr"), no_key=True)
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


def row_of(case: Any, move: str, words: Callable[[str], str]) -> Row:
    """The row of ``move`` out of the present stage; Refused in words without one.

    ``words`` says a stage as the screen does: of the scheme, or of the track.
    """
    row: Row
    for row in type(case).rows_from(case.state):
        if row.name == move:
            return row
    stage = words(case.state)
    label = move.replace("_", " ")
    raise Refused(f"“{label.capitalize()}” is not possible at the stage “{stage}”.")


def wanted_by(case: Any, move: str, inputs: dict[str, Any]) -> dict[str, Any]:
    """Those inputs that the move's body declares; the rest is for its effects."""
    code = getattr(type(case), move).__wrapped__.__code__
    wanted = code.co_varnames[1 : 1 + code.co_kwonlyargcount]
    return {name: value for name, value in inputs.items() if name in wanted}


def by_itself(thing: Any) -> Row | None:
    """The move that no person makes, if all its facts hold now."""
    for row in type(thing).rows_from(thing.state):
        if row.by is Capability.BY_ITSELF and all(fact(thing) for fact in row.when):
            found: Row = row
            return found
    return None
