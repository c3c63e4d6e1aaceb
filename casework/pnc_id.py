"""The PNC ID: year, serial and a check letter (police data law note, 11.4).

Kept as thirteen characters, ``2003/0062845E``; people write ``03/62845E`` as well. The
check letter is what is left of the two figures of the year followed by the seven of
the serial, divided by 23, in an alphabet without I, O and S.
"""

from __future__ import annotations

import re

LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
SERIAL_LENGTH = 7
_WRITTEN = re.compile(
    r"(?P<year>(?:19|20)?[0-9]{2})\s*/\s*(?P<serial>[0-9]{1,7})\s*(?P<letter>[A-Z])"
)


class WrongPncId(ValueError):  # noqa: N818  a refusal to show, no fault
    """Something typed that is no PNC ID. The text is for the officer."""


def check_letter(year: int, serial: int) -> str:
    """The letter that belongs to the year (its last two figures) and the serial."""
    return LETTERS[int(f"{year % 100:02d}{serial:07d}") % len(LETTERS)]


def read_pnc_id(typed: str, *, this_year: int) -> str:
    """The PNC ID in thirteen characters, e.g. ``2003/0062845E``.

    Spaces, small letters, a year of two figures and a short serial are taken as they
    are meant; a year of two figures is the last such year that is not ahead of
    ``this_year``. Raises WrongPncId with the sentence to show.
    """
    written = _WRITTEN.fullmatch(typed.strip().upper())
    if written is None:
        raise WrongPncId(
            "Enter a PNC ID as year, number and letter, for example 03/62845E"
        )
    year, serial = int(written["year"]), int(written["serial"])
    if len(written["year"]) == len("03"):
        century = this_year - this_year % 100
        year += century if year <= this_year % 100 else century - 100
    if year > this_year:
        raise WrongPncId("The year of the PNC ID is in the future: check it")
    if written["letter"] != check_letter(year, serial):
        raise WrongPncId(
            "The letter does not belong to this number, so one of them is mistyped: "
            "check the PNC ID against the record"
        )
    return f"{year}/{serial:0{SERIAL_LENGTH}d}{written['letter']}"


def say_pnc_id(kept: str) -> str:
    """The short way to write it: ``03/62845E``."""
    year, _slash, rest = kept.partition("/")
    return f"{year[-2:]}/{rest[:-1].lstrip('0') or '0'}{rest[-1:]}" if rest else kept
