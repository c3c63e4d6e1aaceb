"""How a call opens a case, as a table that each scheme hands over."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from casework.models import Part

if TYPE_CHECKING:
    from disclosure.forms_intake import PeopleForm
    from disclosure.website.reading import ReadApplication

Rows = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Intake:
    """One scheme's part of the three pages of a call.

    ``worry`` and ``hint`` are its box on page 1, ``caller`` the question who asks (list
    "referrer"); ``for_oneself`` is the code of the caller who is the person at risk
    too, or empty. ``form`` and ``record`` are page 2, ``asks`` the facts that it
    records, ``recorded`` what it need not ask again. ``to_read_out`` are the warnings
    of page 3, ``parts`` the people whom it shows, ``said`` what else it shows and
    ``said_on`` the page where that is changed.
    """

    worry: str
    hint: str
    caller: str
    form: type[PeopleForm]
    record: Callable[..., None]
    asks: frozenset[str]
    to_read_out: Sequence[str]
    parts: Sequence[Part]
    for_oneself: str = ""
    recorded: Mapping[str, Callable[[Any], bool]] = field(default_factory=dict)
    said: Callable[[Any], Rows] = lambda _case: ()
    said_on: str = "intake_about"


@dataclass(frozen=True)
class WebsiteForm:
    """What a scheme makes of its form of the force's website.

    ``caller`` is the code of the applicant in the list "referrer"; ``record`` takes the
    case, the application and the applicant, and ``by``, and writes what only this form
    asks for.
    """

    caller: Callable[[ReadApplication], str]
    record: Callable[..., None]
