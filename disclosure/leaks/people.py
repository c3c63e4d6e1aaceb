"""Who must not be revealed, and what may be said: values read from a case."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Name:
    """One name of a person."""

    given: str = ""
    family: str = ""


@dataclass(frozen=True)
class Place:
    """One address of a person."""

    line1: str = ""
    town: str = ""
    postcode: str = ""


@dataclass(frozen=True)
class Hidden:
    """Somebody who must stay unknown. ``part`` says who in words: "the applicant".

    ``ties`` are the keys of ``relations.TIES`` that the record says of them, ``kin``
    those that their sort of applicant could have. ``is_source``: they asked or told, so
    that what they are to the person at risk says who they are.
    """

    key: int
    part: str
    names: tuple[Name, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    days: tuple[dt.date, ...] = ()
    ties: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()
    is_source: bool = False


@dataclass(frozen=True)
class Shown:
    """What may be said, for it belongs to those whom the words are about or for."""

    names: tuple[Name, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    days: tuple[dt.date, ...] = field(default=())
