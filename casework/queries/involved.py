"""The people of a case as one member of staff may see them.

Who asked is hidden from whoever has no need to know it (clares-law 1.3: a third
party's identity never reaches the person at risk or the subject, so those who deliver
do not have it). Pages list people through here and nowhere else.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404

from casework.clock import local_date
from casework.models import Involvement, NameKind, Part, Person
from casework.moment import now
from casework.policy import Capability, may

if TYPE_CHECKING:
    from accounts.models import User

ASKED = frozenset({Part.APPLICANT, Part.REFERRER})
NEED_WHO_ASKED = (Capability.SEE_RESEARCH, Capability.TAKE_IN)
# Nobody contacts them, whatever the scheme calls them.
NEVER_CONTACTED = frozenset({Part.SUBJECT, Part.CAUSES_HARM})
_AGE_AS_GIVEN = re.compile(
    r"(?:aged?|about|around|approx\.?|c\.?|circa)?\s*(\d{1,2})"
    r"\s*(?:years?(?: old)?|yrs?|y/?o)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Involved:
    """One person with the parts of theirs that may be shown, in the order named."""

    person: Person
    parts: Sequence[Part]
    category: str = ""

    @property
    def said(self) -> str:
        """The parts in words: "Person at risk and applicant"."""
        first, *rest = [str(part.label) for part in self.parts]
        return " and ".join([first, *(label.lower() for label in rest)])

    @property
    def label(self) -> str:
        """Part and name, for a choice or a row."""
        return f"{self.said}: {self.person.main_name}"

    @property
    def age(self) -> int | None:
        """The age today in years, from the date of birth or the words as given."""
        return age_of(self.person)

    def names_of(self, kind: NameKind) -> list[str]:
        """The person's names of one kind; no query."""
        return [str(name) for name in self.person.names.all() if name.kind == kind]


def involved_in(case: Any, user: User) -> list[Involved]:
    """The people of ``case`` whom ``user`` may see, the person at risk first.

    Three queries or so, whatever the number of people.
    """
    rows = case.involvements.select_related("person").prefetch_related(
        "person__names", "person__addresses"
    )
    return shown_to(user, case, rows)


def shown_to(user: User, case: Any, rows: Iterable[Involvement]) -> list[Involved]:
    """Of ``rows``, which are all the parts of ``case``, what ``user`` may see.

    No query of its own: the search asks it of many cases.
    """
    who_asked = may_know_who_asked(user, case)
    grouped: dict[int, list[Involvement]] = {}
    for row in rows:
        grouped.setdefault(row.person_id, []).append(row)
    shown = [_as_shown(group, who_asked=who_asked) for group in grouped.values()]
    return sorted(filter(None, shown), key=lambda one: _ORDER[one.parts[0]])


def may_know_who_asked(user: User, case: Any) -> bool:
    """Whether nobody on ``case`` is hidden from ``user``."""
    return any(may(user, need, case).allowed for need in NEED_WHO_ASKED)


_ORDER = {
    part: place
    for place, part in enumerate(
        (
            Part.PERSON_AT_RISK,
            Part.SUBJECT,
            Part.CAUSES_HARM,
            Part.APPLICANT,
            Part.CHILD,
            Part.REFERRER,
            Part.RECIPIENT,
            Part.OTHER,
        )
    )
}


def _as_shown(rows: Sequence[Involvement], *, who_asked: bool) -> Involved | None:
    """None for somebody whose only part is hidden.

    An applicant who is the person at risk hides nothing.
    """
    parts = sorted((Part(row.part) for row in rows), key=_ORDER.__getitem__)
    if not who_asked and Part.PERSON_AT_RISK not in parts:
        parts = [part for part in parts if part not in ASKED]
    if not parts:
        return None
    category = next((row.category for row in rows if row.category), "")
    return Involved(rows[0].person, parts, category)


def involved_person(case: Any, user: User, pk: int) -> Involved:
    """One of them; Http404 if they are not on the case or hidden from ``user``."""
    for one in involved_in(case, user):
        if one.person.pk == pk:
            return one
    raise Http404("No such person on this case.")


def age_of(person: Person) -> int | None:
    """The age today; None when neither a date of birth nor a plain age is given."""
    if person.date_of_birth:
        return years_between(person.date_of_birth, local_date(now()))
    given = _AGE_AS_GIVEN.fullmatch(person.birth_as_given.strip())
    return int(given[1]) if given else None


def years_between(born: dt.date, day: dt.date) -> int:
    """Whole years; who is born on 29 February has their birthday on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
