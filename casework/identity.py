"""The subject of an application beside a record found: what agrees, what does not.

Pure: no database. It marks; whether the two are one person, two people decide
(reliability 8.1: an innocent man was linked to a stranger's arrest).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from casework.births import Births, compare_births
from casework.folding import fold

_POSTCODE = re.compile(r"[a-z]{1,2}[0-9][0-9a-z]? ?[0-9][a-z]{2}")


class Agreement(StrEnum):
    """How one detail compares; the value is what the screen says."""

    SAME = "Same"
    NEAR = "Nearly the same"
    PARTLY = "Partly the same"
    DIFFERENT = "Different"
    ONE_SIDED = "Known on one side only"
    UNKNOWN = "Not known"


@dataclass(frozen=True)
class Described:
    """What one side says of a person; every detail may be missing."""

    names: Sequence[str] = ()
    other_names: Sequence[str] = ()
    born: dt.date | None = None
    born_as_given: str = ""
    pnc_ids: Sequence[str] = ()
    sex: str = ""
    addresses: Sequence[str] = ()

    @property
    def fingerprint(self) -> str:
        """Changes when a detail does: a confirmed match was of these details."""
        parts = (
            *sorted(map(fold, (*self.names, *self.other_names))),
            str(self.born),
            fold(self.born_as_given),
            self.sex,
        )
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


ADDRESSES = "Addresses"


@dataclass(frozen=True)
class Compared:
    """One line of the comparison."""

    label: str
    here: str
    there: str
    agreement: Agreement
    note: str = ""


def compare(here: Described, there: Described) -> list[Compared]:
    """The details of the application beside those of the record, in reading order."""
    births = compare_births(here.born, there.born)
    return [
        _names(here, there),
        _birth(here, there, births),
        _sets("PNC ID", here.pnc_ids, there.pnc_ids),
        _sets("Sex", _one(here.sex), _one(there.sex)),
        _addresses(here, there),
    ]


def _names(here: Described, there: Described) -> Compared:
    """The same name on both sides; or an alias of the one is a name of the other."""
    ours, theirs = (_folded(side.names) for side in (here, there))
    all_ours = ours | _folded(here.other_names)
    all_theirs = theirs | _folded(there.other_names)
    note = ""
    if ours and ours == theirs & ours:
        agreement = Agreement.SAME
    elif all_ours & all_theirs:
        agreement, note = Agreement.PARTLY, "The same name as an alias or earlier name"
    elif _words(all_ours) & _words(all_theirs):
        agreement, note = Agreement.PARTLY, "Only a part of the name is the same"
    else:
        agreement = _apart(bool(all_ours), bool(all_theirs))
    said = [
        "\n".join((*side.names, *(f"also {name}" for name in side.other_names)))
        for side in (here, there)
    ]
    return Compared("Names", said[0], said[1], agreement, note)


def _birth(here: Described, there: Described, births: Births) -> Compared:
    agreement, note = Agreement.DIFFERENT, ""
    if births is Births.UNKNOWN:
        agreement = _apart(
            bool(here.born or here.born_as_given),
            bool(there.born or there.born_as_given),
        )
        agreement = (
            Agreement.ONE_SIDED if agreement is Agreement.DIFFERENT else agreement
        )
    elif births is Births.SAME:
        agreement = Agreement.SAME
    elif births.is_near:
        agreement = Agreement.NEAR
        note = f"Check it: {births.value}"
    return Compared("Date of birth", _born(here), _born(there), agreement, note)


def _born(side: Described) -> str:
    if side.born is not None:
        return f"{side.born.day} {side.born:%B %Y}"
    return side.born_as_given


def _addresses(here: Described, there: Described) -> Compared:
    """A common line is partly the same: people move, and the record may be old."""
    shared = _folded(here.addresses) & _folded(there.addresses)
    codes = _codes(here.addresses) & _codes(there.addresses)
    note = ""
    if shared:
        agreement, note = Agreement.SAME, "They have an address in common"
    elif codes:
        agreement, note = Agreement.PARTLY, "They have a postcode in common"
    else:
        agreement = _apart(bool(here.addresses), bool(there.addresses))
    said = ["\n".join(side.addresses) for side in (here, there)]
    return Compared(ADDRESSES, said[0], said[1], agreement, note)


def _sets(label: str, here: Sequence[str], there: Sequence[str]) -> Compared:
    same = _folded(here) & _folded(there)
    agreement = Agreement.SAME if same else _apart(bool(here), bool(there))
    return Compared(label, "\n".join(here), "\n".join(there), agreement)


def _apart(here: bool, there: bool) -> Agreement:  # noqa: FBT001 - two sides
    if here and there:
        return Agreement.DIFFERENT
    return Agreement.ONE_SIDED if here or there else Agreement.UNKNOWN


def _one(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _folded(texts: Sequence[str]) -> set[str]:
    return {fold(text) for text in texts if text}


def _words(names: set[str]) -> set[str]:
    return {word for name in names for word in name.split()}


def _codes(addresses: Sequence[str]) -> set[str]:
    return {
        code.replace(" ", "")
        for address in addresses
        for code in _POSTCODE.findall(fold(address))
    }
