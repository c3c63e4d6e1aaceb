"""What waits for one person: their cases, decisions, deliveries, drafts and notices."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, QuerySet

from casework.models import (
    Case,
    CaseQuerySet,
    Deadline,
    Duty,
    Notification,
    PlannedContact,
)
from casework.models.duties import AUTHOR
from casework.moment import now
from casework.queries.case_list import (
    DUE,
    FLAGS,
    decision_stages,
    rows_of,
)
from casework.queries.notices import notices_of
from casework.schemes import all_schemes

if TYPE_CHECKING:
    from accounts.models import User

# More than anybody can work; the rest is in the list of all cases.
MOST_ROWS = 200
MOST_NOTICES = 10


def own_cases(user: User, *, with_decisions: bool) -> list[Case]:
    """The open cases of ``user``, most urgent first: danger, then the deadline.

    Without those that await a decision, for whoever has them in a list of their own.
    """
    own = _open(user).owned_by(user)
    if not with_decisions:
        own = own.exclude(stage__in=sorted(decision_stages()))
    return _urgent_first(own)


def cases_to_decide(user: User) -> list[Case]:
    """The cases of the unit that await a decision, most urgent first."""
    return _urgent_first(_open(user).filter(stage__in=sorted(decision_stages())))


def fast_track_cases(user: User) -> list[Case]:
    """The cases that delivery sent back: to be decided anew within hours."""
    keys = {scheme.fast_track for scheme in all_schemes() if scheme.fast_track}
    running = Deadline.objects.filter(
        key__in=sorted(keys), met_at__isnull=True, ended_at__isnull=True
    )
    return _urgent_first(_open(user).filter(pk__in=running.values("case_id")))


def contacts_due(user: User) -> list[PlannedContact]:
    """What ``user`` planned, and what is planned on their cases; the next one first."""
    rows = (
        PlannedContact.objects.filter(settled_at__isnull=True)
        .filter(Q(by=user) | Q(case__owner=user))
        .filter(case_id__in=Case.objects.visible_to(user).values("pk"))
        .select_related("case", "plan")
        .order_by("planned_for", "pk")[:MOST_ROWS]
    )
    return list(rows)


def worked_on_by(user: User, cases: Iterable[Case]) -> frozenset[int]:
    """Which of ``cases`` the person researched or recommended; one query."""
    written = Duty.objects.filter(
        case_id__in=[case.pk for case in cases], user=user, kind=AUTHOR
    )
    return frozenset(written.values_list("case_id", flat=True))


def deliveries(user: User) -> list[Case]:
    """The cases that are with those who meet people, except the person's own."""
    stages = {stage for scheme in all_schemes() for stage in scheme.delivery_stages}
    # "Not mine" in words: a case of nobody has no owner to compare.
    others = Q(owner__isnull=True) | ~Q(owner=user)
    return _urgent_first(_open(user).filter(others, stage__in=sorted(stages)))


def own_drafts(user: User) -> list[Case]:
    """What ``user`` took in and has not handed over yet."""
    stages = {stage for scheme in all_schemes() for stage in scheme.intake_stages}
    return _urgent_first(_open(user).filter(opened_by=user, stage__in=sorted(stages)))


def five_numbers(user: User, cases: CaseQuerySet | None = None) -> dict[str, int]:
    """What a supervisor watches, in one query; each number has its list.

    Of all that ``user`` may see, or of ``cases`` alone.
    """
    at = now()
    counted = _open(user) if cases is None else cases.open()
    return counted.aggregate(
        unallocated=Count("pk", filter=Q(owner__isnull=True)),
        overdue=Count("pk", filter=DUE["overdue"].condition(at)),
        due_soon=Count("pk", filter=DUE["3"].condition(at)),
        high_risk=Count("pk", filter=FLAGS["high_risk"].condition(at)),
        awaiting_decision=Count("pk", filter=FLAGS["awaiting_decision"].condition(at)),
    )


def unread_notices(user: User) -> QuerySet[Notification]:
    """The newest notices that ``user`` has not read.

    One more than a page shows, to tell whether there are more.
    """
    return (
        notices_of(user)
        .filter(read_at__isnull=True)
        .select_related("case")
        .only("text", "link", "created_at", "case__reference")
        .order_by("-created_at", "-pk")[: MOST_NOTICES + 1]
    )


def _open(user: User) -> CaseQuerySet:
    return Case.objects.visible_to(user).open()


def _urgent_first(cases: CaseQuerySet) -> list[Case]:
    order = ("-immediate_risk", F("next_due_at").asc(nulls_last=True), "pk")
    return list(rows_of(cases).order_by(*order)[:MOST_ROWS])
