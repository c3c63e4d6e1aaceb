"""Which version of the protocol, which tool and which meeting apply now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, QuerySet

from casework.clock import local_date
from casework.moment import now
from marac.models import Meeting, ProtocolProfile, RiskTool

if TYPE_CHECKING:
    from accounts.models import Unit


def profile_of(unit: Unit) -> ProtocolProfile:
    """The newest version of the unit that is in force, else the shipped one."""
    return (
        ProtocolProfile.objects.filter(
            Q(unit=unit, approved_on__isnull=False) | Q(unit__isnull=True),
            valid_from__lte=local_date(now()),
        )
        .order_by(F("unit_id").asc(nulls_last=True), "-version")
        .prefetch_related("routes", "meeting_days")[0]
    )


def tool_in_use() -> RiskTool:
    """The risk tool that is offered: the newest in use."""
    found = RiskTool.objects.filter(in_use=True).prefetch_related("questions")
    tool = found.order_by("-pk").first()
    if tool is None:
        raise RiskTool.DoesNotExist("No risk tool is in use.")
    return tool


def open_lists(case: Any, *, published: bool = False) -> QuerySet[Meeting]:
    """The meetings that ``case`` can be listed on, the earliest first."""
    states = (
        ("list_published", "contributions_open", "research_closed")
        if published
        else ("list_open",)
    )
    meetings: QuerySet[Meeting] = (
        Meeting.objects.filter(unit_id=case.unit_id, state__in=states)
        .annotate(listed=Count("cases", filter=Q(cases__left_at__isnull=True)))
        .order_by("starts_at", "pk")
    )
    return meetings
