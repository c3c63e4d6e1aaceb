"""What is counted of closed disclosure cases (clares-law 6.5)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from disclosure.models import Aftercare, Referral, SafetyPlan


def measures_of(
    scheme: str, disclosures: Collection[str], cases: Any
) -> Sequence[tuple[str, int, int]]:
    """(label, how many, of how many) among ``cases``, which are closed; one query."""
    of_case = {"case_id": OuterRef("pk")}
    told = Q(outcome__in=list(disclosures))
    row = (
        cases.filter(scheme=scheme)
        .annotate(
            has_plan=Exists(SafetyPlan.objects.filter(**of_case)),
            has_care=Exists(Aftercare.objects.filter(**of_case, declined=False)),
            has_referral=Exists(Referral.objects.filter(**of_case)),
            has_marac=Exists(Referral.objects.filter(**of_case, agency="marac")),
            has_idva=Exists(Referral.objects.filter(**of_case, agency="idva")),
        )
        .aggregate(
            every=Count("pk"),
            told=Count("pk", filter=told),
            planned=Count("pk", filter=told & Q(has_plan=True)),
            cared_for=Count("pk", filter=told & Q(has_care=True)),
            referred=Count("pk", filter=Q(has_referral=True)),
            to_marac=Count("pk", filter=Q(has_marac=True)),
            to_idva=Count("pk", filter=Q(has_idva=True)),
        )
    )
    return (
        ("Disclosures with a safety plan", row["planned"], row["told"]),
        ("Disclosures with aftercare done", row["cared_for"], row["told"]),
        ("Cases referred to an agency", row["referred"], row["every"]),
        ("Cases referred to MARAC", row["to_marac"], row["every"]),
        ("Cases referred to an IDVA", row["to_idva"], row["every"]),
    )
