"""Ages that change what must be done. Each scheme hands over its own table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class AgeRule:
    """Somebody in one of ``parts`` who is younger than ``below`` years."""

    parts: frozenset[str]
    below: int
    label: str
    tone: str
    sentence: str


def age_rule_for(
    rules: Sequence[AgeRule], parts: Iterable[str], years: int | None
) -> AgeRule | None:
    """The first rule that fits the parts and the age, or None; the table is in order.

    None too while the age is not known.
    """
    if years is None:
        return None
    held = set(parts)
    fits = (rule for rule in rules if years < rule.below and held & rule.parts)
    return next(fits, None)
