"""Repeats by either rule of SafeLives and either anchor, and why (A1.3).

The same case is one person at risk with at least one of the same people causing harm.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from casework.clock import local_date
from casework.folding import fold
from casework.models import Part, Person
from casework.moment import now
from casework.queries.same_people import is_alike
from marac.months import add_months
from marac.outcomes import RepeatAnchor, RepeatRule, Route
from marac.states import S

NONE_FOUND = "No earlier case of the same people was found."
NOT_A_CRIME = "The latest incident was not said to be a crime, which the rule asks for."
NEVER_HEARD = "The earlier case was never heard, and the rule counts from a hearing."
FROM_ELSEWHERE = "It moved here from another MARAC, which counts as a repeat."
MOST_READ = 50
# What was never a case of these people, or not yet one.
NOT_COUNTED = (S.DRAFT, S.AWAITING_SIGNOFF, S.WITHDRAWN)


@dataclass(frozen=True)
class Finding:
    """An earlier case, and whether the new one repeats it by the rule."""

    earlier: Any
    is_repeat: bool
    why: str
    counted_from: dt.date | None = None
    counted_until: dt.date | None = None


def evaluate_repeat(case: Any) -> None:
    """Look for earlier cases and keep what each rule and anchor says of them."""
    profile = case.profile
    findings = findings_for(
        case, rule=profile.repeat_rule, anchor=profile.repeat_anchor
    ) or [Finding(None, is_repeat=False, why=NONE_FOUND)]
    if case.route == Route.TRANSFER_IN and profile.transfer_counts_as_repeat:
        findings.append(Finding(None, is_repeat=True, why=FROM_ELSEWHERE))
    for found in findings:
        case.repeat_findings.create(
            earlier=found.earlier,
            rule=profile.repeat_rule,
            anchor=profile.repeat_anchor,
            months=profile.repeat_months,
            counted_from=found.counted_from,
            counted_until=found.counted_until,
            is_repeat=found.is_repeat,
            why=found.why,
            at=now(),
        )
    case.is_repeat = any(found.is_repeat for found in findings)
    case.repeat_rule = profile.repeat_rule


def findings_for(case: Any, *, rule: str, anchor: str) -> list[Finding]:
    """What ``rule`` and ``anchor`` say of each earlier case, newest first."""
    return [
        _judge(case, earlier, rule=rule, anchor=anchor)
        for earlier in earlier_cases(case)
    ]


def earlier_cases(case: Any) -> list[Any]:
    """Cases of the same people received before this one, newest first."""
    victim, harming = (
        _people(case, Part.PERSON_AT_RISK),
        _people(case, Part.CAUSES_HARM),
    )
    if not victim or not harming:
        return []
    named: Any = type(case).objects.none()
    for name in sorted({fold(str(name)) for name in victim[0].names.all()}):
        found = type(case).objects.filter(
            unit_id=case.unit_id, search_text__contains=name
        )
        named = named | found
    before = case.submitted_at or now()
    candidates = (
        named.exclude(pk=case.pk)
        .exclude(state__in=NOT_COUNTED)
        .filter(submitted_at__lt=before)
        .order_by("-submitted_at")[:MOST_READ]
    )
    return [other for other in candidates if _same_people(other, victim[0], harming)]


def _same_people(other: Any, victim: Person, harming: list[Person]) -> bool:
    theirs = _people(other, Part.PERSON_AT_RISK)
    if not theirs or not _is_same(victim, theirs[0]):
        return False
    return any(
        _is_same(one, two)
        for one in harming
        for two in _people(other, Part.CAUSES_HARM)
    )


def _is_same(one: Person, other: Person) -> bool:
    return one.pk == other.pk or is_alike(one, other)


def _people(case: Any, part: Part) -> list[Person]:
    rows = Person.objects.filter(involvements__case_id=case.pk, involvements__part=part)
    return list(rows.prefetch_related("names").order_by("pk").distinct())


def _judge(case: Any, earlier: Any, *, rule: str, anchor: str) -> Finding:
    start = _start(earlier, anchor)
    if start is None:
        return Finding(earlier, is_repeat=False, why=NEVER_HEARD)
    until = add_months(start, case.profile.repeat_months)
    received = local_date(case.submitted_at or now())
    window = f"{case.profile.repeat_months} months from {start:%-d %B %Y}"
    if received > until:
        why = f"Received after {window}: a new case."
        return Finding(
            earlier, is_repeat=False, why=why, counted_from=start, counted_until=until
        )
    if rule == RepeatRule.CRIME and not _is_crime(case):
        return Finding(
            earlier,
            is_repeat=False,
            why=NOT_A_CRIME,
            counted_from=start,
            counted_until=until,
        )
    why = f"The same people, within {window} ({RepeatAnchor(anchor).label.lower()})."
    return Finding(
        earlier, is_repeat=True, why=why, counted_from=start, counted_until=until
    )


def _start(earlier: Any, anchor: str) -> dt.date | None:
    at = earlier.heard_at if anchor == RepeatAnchor.HEARD else earlier.submitted_at
    return local_date(at) if at is not None else None


def _is_crime(case: Any) -> bool:
    referral = getattr(case, "referral", None)
    return bool(referral and referral.is_crime)
