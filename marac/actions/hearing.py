"""What is written down while a case is heard (A2.6; R13 to R15)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from accounts.models import Agency
from casework import audit
from casework.actions.door import changing
from casework.moment import now
from casework.policy import Capability
from casework.workflow.perform import Refused
from marac.models import Action, MeetingCase, RiskSummary
from marac.states import S

if TYPE_CHECKING:
    from accounts.models import User

BOXES = ("harm", "worse", "safer")
LINES = ("feedback_owner", "no_action_reason")
NOT_HEARD_NOW = "This case is not being heard now."


@dataclass(frozen=True)
class Board:
    """What changed on the chair's screen: only what was typed, never the rest."""

    words: Mapping[str, str]
    answers: Mapping[str, str]
    turns: Mapping[int, str]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not (self.words or self.answers or self.turns)


@dataclass(frozen=True)
class NewAction:
    """An action as it was typed."""

    words: str
    agency: Agency
    due_on: dt.date
    for_whom: str
    person: User | None = None
    why_not_smart: str = ""


def save_hearing(
    listing: MeetingCase,
    *,
    by: User,
    board: Board,
    action: NewAction | None = None,
    crime: str = "",
) -> None:
    """Write down what changed, and an action or a crime that was typed with it.

    The risk summary counts the versions of the whole screen, so that two machines merge
    field by field. Refused unless the case is being heard.
    """
    if board.is_empty and action is None and not crime:
        return
    with changing(listing.case, by=by, may=Capability.HEAR) as case:
        if case.state != S.BEING_HEARD:
            raise Refused(NOT_HEARD_NOW)
        if not board.is_empty:
            _write_board(listing, board, by)
        if action is not None:
            _add(case, listing, action, by)
        if crime:
            case.crimes_disclosed.create(
                what=crime, said_at_meeting=True, by=by, at=now()
            )
            _record(case, by, "note_crime", "Noted a crime that came to light")


def _write_board(listing: MeetingCase, board: Board, by: User) -> None:
    summary, is_new = RiskSummary.objects.select_for_update(of=("self",)).get_or_create(
        listing=listing, defaults={"by": by, "at": now()}
    )
    for name in BOXES:
        setattr(summary, name, board.words.get(name, getattr(summary, name)))
    summary.by, summary.at = by, now()
    summary.version += 0 if is_new else 1
    summary.save()
    held = MeetingCase.objects.select_for_update(of=("self",)).get(pk=listing.pk)
    for name in LINES:
        setattr(held, name, board.words.get(name, getattr(held, name)))
    held.save()
    for code, answer in board.answers.items():
        held.check_answers.update_or_create(
            question=code, defaults={"answer": answer, "by": by, "at": now()}
        )
    for agency, result in board.turns.items():
        held.turns.update_or_create(
            agency_id=agency, defaults={"result": result, "by": by, "at": now()}
        )
    changed = [*board.words, *board.answers, *(f"turn {pk}" for pk in board.turns)]
    _record(
        listing.case, by, "save_hearing", "Wrote down what the meeting said", changed
    )


def _add(case: Any, listing: MeetingCase, new: NewAction, by: User) -> None:
    action = Action.objects.create(
        case=case,
        listing=listing,
        words=new.words,
        for_whom=new.for_whom,
        owner_agency=new.agency,
        person=new.person,
        named_worker=str(new.person) if new.person else "",
        due_on=new.due_on,
        why_not_smart=new.why_not_smart,
        state_entered_at=now(),
        by=by,
        at=now(),
    )
    audit.record(
        case,
        by=by,
        verb="propose_action",
        sentence="Recorded an action at the meeting",
        about=action,
    )


def _record(
    case: Any, by: User, verb: str, sentence: str, fields: list[str] | None = None
) -> None:
    audit.record(case, by=by, verb=verb, sentence=sentence, fields=fields or [])
