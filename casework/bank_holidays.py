"""The bank holidays of England and Wales, for limits counted in working days.

The rule-made dates come from the ``holidays`` package. What no rule can know, such as a
one-off national holiday, is added or removed by an administrator in a table; this
module only puts the two together.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib import import_module

# England and Wales share one list, which the package files under England.
COUNTRY = "GB"
DIVISION = "ENG"

# The present set of holidays began with the early May one; the package ends at 2100.
FIRST_YEAR = 1978
LAST_YEAR = 2100

SATURDAY = 5

# The names GOV.UK prints, where the package has its own.
PUBLISHED_NAMES = {
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
}


def statutory_holidays(year: int) -> dict[date, str]:
    """Return the bank holidays of a year with their names, in order of date.

    The list is GOV.UK's: a holiday that falls on a weekend is not in it, its
    substitute weekday is. Years after the published ones follow the same rules.
    ValueError outside FIRST_YEAR to LAST_YEAR, where the package knows nothing.
    """
    return dict(_listed(year))


def combine(
    statutory: Iterable[date], added: Iterable[date], removed: Iterable[date]
) -> frozenset[date]:
    """Return the days off: the statutory and the added ones less the removed ones.

    A day both added and removed is a working day: the earlier due date is the one
    that cannot hide lateness.
    """
    return (frozenset(statutory) | frozenset(added)) - frozenset(removed)


@cache
def _listed(year: int) -> tuple[tuple[date, str], ...]:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"Bank holidays are known from {FIRST_YEAR} to {LAST_YEAR}.")
    # Loaded on first use: the package takes a third of a second to import.
    country_holidays = import_module("holidays").country_holidays
    found: dict[date, str] = country_holidays(
        COUNTRY, subdiv=DIVISION, years=year, language="en_GB"
    )
    return tuple(
        (day, _published_name(name))
        for day, name in sorted(found.items())
        if day.weekday() < SATURDAY
    )


def _published_name(name: str) -> str:
    name = name.replace("(observed)", "(substitute day)")
    return PUBLISHED_NAMES.get(name, name)
