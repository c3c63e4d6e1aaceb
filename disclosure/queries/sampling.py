"""Who can give which second look, whether a draw was fair, and how often two agree."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, QuerySet

from casework.models import ActionClass, Assignment, AuditEvent, Case, StageVisit
from casework.models.duties import Duty
from disclosure.models import Agreement, SampledCase, SamplingDraw, SecondLook
from disclosure.outcomes import OutcomeKind

if TYPE_CHECKING:
    from accounts.models import User

# What a look at the page of the second look itself is recorded as.
LOOK_PAGE = "the second look"
WHOLE = 100
BITS = 64
# Two sides of a normal distribution that hold 95 in 100.
Z = 1.959964


# -- The draw ----------------------------------------------------------------------
def place_of(seed: str, reference: str) -> str:
    """The place of a case in a draw: nobody can choose it, and anybody can check it."""
    return hmac.new(seed.encode(), reference.encode(), hashlib.sha256).hexdigest()


def is_drawn(place: str, percent: int) -> bool:
    """Each case stands alone: so many in a hundred, however few were closed."""
    share: float = int(place[: BITS // 4], 16) / 2**BITS
    return share * WHOLE < percent


def percent_of(draw: SamplingDraw, kind: str) -> int:
    """Nil outcomes have a share of their own, which is larger."""
    return draw.nil_percent if kind == OutcomeKind.NIL else draw.other_percent


def drawn_again(draw: SamplingDraw, references: Iterable[tuple[str, str]]) -> set[str]:
    """What ``draw`` takes of pairs of reference and kind, made from its row."""
    return {
        reference
        for reference, kind in references
        if is_drawn(place_of(draw.seed, reference), percent_of(draw, kind))
    }


# -- Who reads ---------------------------------------------------------------------
def waiting_samples(user: User) -> QuerySet[SampledCase]:
    """Drawn cases of the unit that nobody has answered for, in the order of the draw.

    A case that was opened again is no closed case any more and waits for nobody.
    """
    rows = SampledCase.objects.filter(
        look=None,
        case__unit=user.unit,
        case__closed_at=F("closed_at"),
        case__in=Case.objects.visible_to(user),
    )
    return rows.select_related("case", "reader", "draw").order_by("draw", "place")


def parts_in(user: User, samples: Collection[SampledCase]) -> frozenset[int]:
    """Of these cases, those in which ``user`` has had a part, by the key of the case.

    A part is any act, having had the case, or a look at it since its outcome stands:
    whoever knows the outcome does not read blind.
    """
    cases = [sample.case_id for sample in samples]
    found = set(_ids(Duty.objects.filter(user=user), cases))
    found |= set(_ids(Assignment.objects.filter(user=user), cases))
    found |= set(_ids(StageVisit.objects.filter(by=user), cases))
    found |= {s.case_id for s in samples if s.case.opened_by_id == user.pk}
    looks = (ActionClass.CONSULTATION, ActionClass.SECURITY)
    acts = AuditEvent.objects.filter(actor=user).exclude(action_class__in=looks)
    found |= set(_ids(acts, cases))
    return frozenset(found | _knows(user, samples))


def _ids(rows: QuerySet[Any], cases: list[int]) -> Iterable[int]:
    found = rows.filter(case_id__in=cases).order_by()
    return found.values_list("case_id", flat=True)


def _knows(user: User, samples: Collection[SampledCase]) -> set[int]:
    since = Q(pk__in=())
    for sample in samples:
        since |= Q(case_id=sample.case_id, happened_at__gte=sample.settled_at)
    looks = AuditEvent.objects.filter(since, actor=user, verb="view_case")
    looks = looks.exclude(sentence=f"Opened {LOOK_PAGE}")
    return set(looks.order_by().values_list("case_id", flat=True))


# -- What came of it ---------------------------------------------------------------
def looks_to_conclude(user: User) -> QuerySet[SecondLook]:
    """Second looks that no supervisor has concluded; danger first, then the oldest."""
    rows = SecondLook.objects.filter(
        conclusion=None,
        case__unit=user.unit,
        case__in=Case.objects.visible_to(user),
    )
    rows = rows.select_related("case", "sample", "by")
    return rows.order_by("-points_to_danger", "at", "pk")


@dataclass(frozen=True)
class Rate:
    """How many second looks came to the same, of how many."""

    name: str
    agreed: int
    looks: int
    danger: int

    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval of the share: honest with few cases, too."""
        n, share = self.looks, self.agreed / self.looks
        middle = share + Z * Z / (2 * n)
        spread = Z * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
        whole = 1 + Z * Z / n
        return (middle - spread) / whole, (middle + spread) / whole


def agreement_rates(
    user: User, scheme: str, since: dt.datetime | None
) -> Sequence[Rate]:
    """All, each kind, then each outcome: of cases, never of people."""
    looks = SecondLook.objects.filter(
        case__unit=user.unit, case__scheme=scheme, case__in=_seen_by(user)
    )
    if since is not None:
        looks = looks.filter(at__gte=since)
    found = looks.order_by().values("sample__kind", "sample__outcome")
    rows = list(
        found.annotate(
            looks=Count("pk"),
            agreed=Count("pk", filter=~Q(agreement=Agreement.DIFFERENT)),
            danger=Count("pk", filter=Q(points_to_danger=True)),
        )
    )
    kinds = [("", rows)]
    kinds += [(kind, [r for r in rows if r["sample__kind"] == kind]) for kind in KINDS]
    kinds += [(row["sample__outcome"], [row]) for row in rows]
    return [_rate(name, of) for name, of in kinds]


KINDS = tuple(OutcomeKind.values)


def _rate(name: str, rows: Sequence[Any]) -> Rate:
    def total(key: str) -> int:
        return sum(row[key] for row in rows)

    return Rate(name, total("agreed"), total("looks"), total("danger"))


def _seen_by(user: User) -> QuerySet[Case]:
    return Case.objects.visible_to(user)
