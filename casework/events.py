"""What people are told of in every kind of case, and the e-mails that it is told in.

Literal tables. Each becomes a row of settings, so a unit changes the words, how they
are sent, and whether each person may choose. A scheme adds its own in its ``notices``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casework.models.notifications import Way

if TYPE_CHECKING:
    from collections.abc import Iterator

    from casework.schemes import Scheme


@dataclass(frozen=True)
class Event:
    """One thing that people are told of. ``text`` follows the number of the case."""

    key: str
    text: str
    way: Way = Way.AT_ONCE
    urgent: bool = False


EVENTS = (
    Event("allocate", "was allocated to you"),
    Event("raise_alarm", "needs you now", urgent=True),
    Event("restrict", "is restricted, and you may open it"),
    Event("excuse", "has a check that was not made"),
    Event("quick_checks", "has checks to look at"),
    Event("propose_match", "asks who it is"),
    Event("withdraw_match", "must not go on: the match was withdrawn", urgent=True),
    Event("grade_information", "has an item that must not be told", urgent=True),
    Event("quarantine", "has a file in quarantine"),
    # Reminders: {when} is the time in words, such as "in 3 days".
    Event("limit_ahead", "has a limit that ends {when}", Way.DIGEST),
    Event("limit_passed", "is past its limit, which ended {when}"),
    Event("limit_escalated", "is still open, and its limit ends {when}"),
    Event("stage_ahead", "has a step whose time ends {when}", Way.DIGEST),
    Event("stage_passed", "has a step whose time ended {when}", Way.DIGEST),
    Event("hours_ahead", "has a step whose time ends {when}"),
    Event("hours_passed", "has a step whose time is over"),
    Event("request_chase", "waits for an answer: ask for it again", Way.DIGEST),
    Event("request_due", "waits for an answer that was due {when}", Way.DIGEST),
    Event("request_escalate", "waits for an answer: ask somebody senior there"),
    Event(
        "request_past_limit", "waits for an answer, and its statutory date has passed"
    ),
    Event("wait_long", "began to wait {when}: is that still so?", Way.DIGEST),
    Event("contact_ahead", "has an appointment {when}"),
    Event("contact_unrecorded", "had an appointment {when}: say what came of it"),
    Event("date_moved", "has a date that moved with a bank holiday"),
)
# Key, subject, body. What may stand in braces is in ``notice_words``.
_END = "This e-mail carries no details on purpose. Do not answer it.\n"
_OPEN = f"Open it after signing in: {{link}}\n\n{_END}"
MAILS = (
    (
        "notice",
        "Case {number} needs your attention",
        f"Case {{number}} {{text}}.\n\n{_OPEN}",
    ),
    (
        "general",
        "There is something for you to look at",
        f"Something {{text}}.\n\n{_OPEN}",
    ),
    ("digest", "Your work this morning", f"{{text}}\n\n{_OPEN}"),
)


def events_of(scheme: Scheme) -> Iterator[Event]:
    """Every event of ``scheme``: of the core, of its moves, and those it adds."""
    yield from EVENTS
    for move, notices in scheme.notices.items():
        for notice in notices:
            key = notice.event or move
            yield Event(key, notice.text, urgent=notice.urgent)
    for track in scheme.tracks:
        for move, notices in track.notices.items():
            for notice in notices:
                key = notice.event or track.event(move)
                yield Event(key, notice.text, urgent=notice.urgent)
    yield from scheme.defaults.events
