"""Where somebody lives, only for who has read how they are reached safely.

An address is a way to reach a person as much as a number is (reliability 8.2, 1). The
subject's own address is not hidden, unless it is the home of one of the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from casework.models import Part, Person
from casework.queries.involved import NEVER_CONTACTED, Involved, involved_in
from casework.queries.safe_contact import Reads, reads_of

if TYPE_CHECKING:
    from accounts.models import User

HIDDEN = "Hidden until you have read the contact plan"
PROTECTED = "Protected address: not shown here"


@dataclass(frozen=True)
class Homes:
    """The addresses of a case, as one member of staff may see them now."""

    reads: Reads
    hidden: frozenset[str]

    def of(self, person: Person, parts: Iterable[Part]) -> list[str]:
        """The addresses of ``person`` in words, the present one first."""
        lines = [self._line(address, person, parts) for address in _homes(person)]
        return list(dict.fromkeys(lines))

    def is_hidden(self, person: Person, parts: Iterable[Part]) -> bool:
        """Whether something of ``person`` stands behind a plan that was not read."""
        return any(
            self._stands_behind(address, person, parts) for address in _homes(person)
        )

    def within(self, text: str) -> str:
        """Addresses, one a line, without those that are a hidden home or part of it."""
        lines = text.split("\n")
        return "\n".join(HIDDEN if self._is_home(line) else line for line in lines)

    def _is_home(self, line: str) -> bool:
        said = _same(line)
        return bool(said) and any(said in home or home in said for home in self.hidden)

    def _line(self, address: Any, person: Person, parts: Iterable[Part]) -> str:
        if self._stands_behind(address, person, parts):
            return HIDDEN
        said = PROTECTED if address.is_protected else str(address)
        return said if address.is_current else f"Earlier: {said}"

    def _stands_behind(
        self, address: Any, person: Person, parts: Iterable[Part]
    ) -> bool:
        if NEVER_CONTACTED.isdisjoint(parts):
            return not self.reads.covers(person.pk)
        return _same(address) in self.hidden


def homes_on(case: Any, user: User) -> Homes:
    """What ``user`` may see now of where the people of ``case`` live."""
    return homes_of(involved_in(case, user), reads_of(case, user))


def homes_of(shown: Iterable[Involved], reads: Reads) -> Homes:
    """What may be said of where the people of a case live; no query of its own."""
    hidden = {
        _same(address)
        for one in shown
        if NEVER_CONTACTED.isdisjoint(one.parts) and not reads.covers(one.person.pk)
        for address in _homes(one.person)
    }
    return Homes(reads, frozenset(hidden))


def _homes(person: Person) -> list[Any]:
    return [address for address in person.addresses.all() if str(address)]


def _same(address: Any) -> str:
    return "".join(str(address).casefold().replace(",", " ").split())
