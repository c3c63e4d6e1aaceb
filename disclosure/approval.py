"""What was proposed, and what may be told now: read from the record."""

from __future__ import annotations

from typing import Any

from casework.models import Threshold
from casework.pdf.content import version_hash


def latest_version(case: Any) -> Any:
    """The newest version of the proposed decision, or None."""
    return case.recommendations.order_by("-number").first()


def approval_of(case: Any) -> Any:
    """The act that says now what may be told: a review or an emergency, or None.

    The latest act decides. An emergency after an agreement has words of its own, and a
    decision against disclosing takes every earlier word back.
    """
    emergency = case.emergencies.order_by("at", "id").last()
    reviews = case.reviews.exclude(result="return").select_related("recommendation")
    decided = reviews.order_by("at", "id").last()
    acts = [act for act in (decided, emergency) if act is not None]
    return max(acts, key=lambda act: act.at, default=None)


def approved_words(case: Any) -> tuple[str, str]:
    """The words that may be spoken and their hash; empty until somebody approved."""
    return words_of(approval_of(case))


def words_of(act: Any) -> tuple[str, str]:
    """The words that ``act`` approved and their hash; empty if it approved none."""
    if act is None:
        return "", ""
    if hasattr(act, "words"):
        return act.words, version_hash(act.words)
    version = act.recommendation
    if act.result == "agree" and version.discloses:
        return version.words, version.words_hash
    return "", ""


def told_by(act: Any) -> str:
    """Who is told, as ``act`` approved it; empty if nothing was approved."""
    if act is None:
        return ""
    approved = act if hasattr(act, "words") else act.recommendation
    return str(approved.recipient)


def signed_off(case: Any, purpose: str) -> bool:
    """Whether another person signed off ``purpose`` since this stage began."""
    return bool(
        case.sign_offs.filter(
            purpose=purpose, at__gte=case.stage_entered_at, by__isnull=False
        ).exists()
    )


def threshold(case: Any, key: str) -> int:
    """A number that the unit has set (settings row)."""
    return int(Threshold.objects.get(scheme=case.scheme, key=key).value)
