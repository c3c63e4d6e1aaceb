"""Whether an action is SMART: what a reader would ask back. Hints, never refusals."""

from __future__ import annotations

import datetime as dt
import re

VAGUE = ("consider", "discuss", "liaise", "monitor", "look into", "be aware", "support")
FAR_DAYS = 28
_VAGUE = re.compile(rf"\b({'|'.join(VAGUE)})\b", re.IGNORECASE)


def hints_for(words: str, *, due_on: dt.date, today: dt.date, length: int) -> list[str]:
    """The questions that the words leave open; empty if there are none.

    ``length`` is the number of characters that the protocol asks for.
    """
    hints = []
    if len(words) < length:
        hints.append("Say in more words what is to be done.")
    if found := _VAGUE.search(words):
        hints.append(f"“{found[0]}” cannot be checked: what will be done, and how?")
    if (due_on - today).days > FAR_DAYS:
        hints.append("The day is far away: is there a first step this week?")
    return hints
