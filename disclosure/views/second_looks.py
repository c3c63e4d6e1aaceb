"""Second looks: what waits for one, and how often two people agree."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from casework import audit
from casework.components import EmptyState
from casework.data_table import Cell, Column, DataTable, TableRow
from casework.models import Threshold
from casework.moment import now
from casework.navigation import Destination, SubNavigation
from casework.policy import Capability as May
from casework.policy import say_roles
from casework.schemes import scheme_named
from casework.views.moments import say_moment_short
from disclosure.models import SampledCase, SecondLook
from disclosure.outcomes import KINDS_OF_OUTCOME, OutcomeKind
from disclosure.policy import ROLES
from disclosure.queries.sampling import (
    Rate,
    agreement_rates,
    looks_to_conclude,
    parts_in,
    waiting_samples,
)

if TYPE_CHECKING:
    from accounts.models import User
    from accounts.roles import Role

READERS, WATCHERS = ROLES[May.SECOND_LOOK], ROLES[May.SEE_SECOND_LOOK]
MOST = 50
WAITING = (Column("Case"), Column("Drawn"), Column("For you"))
TO_CONCLUDE = (Column("Case"), Column("Result"), Column("When"), Column("Act"))
RATES = (
    Column("Outcome that stands"),
    Column("Second looks", numeric=True),
    Column("Agreed", numeric=True),
    Column("Rate of agreement"),
    Column("Pointed to danger", numeric=True),
)
# Key, words, days back (none: ever).
PERIODS: tuple[tuple[str, str, int | None], ...] = (
    ("quarter", "Last 91 days", 91),
    ("year", "Last 365 days", 365),
    ("ever", "Ever", None),
)
NOTHING_WAITS = EmptyState(
    "No case waits for your second look",
    "Closed cases are drawn every night; those you had no part in appear here.",
)


def _for(request: HttpRequest, roles: frozenset[Role]) -> User:
    user = cast("User", request.user)
    if not user.holds(*roles):
        raise PermissionDenied(f"This is for: {say_roles(roles)}.")
    return user


@require_safe
@transaction.atomic
def second_looks(request: HttpRequest) -> HttpResponse:
    """Drawn cases that nobody has answered for, and answers to conclude on."""
    user = _for(request, READERS | WATCHERS)
    audit.record_list_view(by=user, page="the second looks")
    samples = list(waiting_samples(user)[:MOST]) if user.holds(*READERS) else []
    parts = parts_in(user, samples)
    theirs = [one for one in samples if _is_for(one, user, parts)]
    watches = user.holds(*WATCHERS)
    looks = list(looks_to_conclude(user)[:MOST]) if watches else []
    context = {
        "reads": user.holds(*READERS),
        "waiting": DataTable(
            "Waiting for a second look",
            WAITING,
            [_waiting(one, user) for one in theirs],
            caption_hidden=True,
        ),
        "others": len(samples) - len(theirs),
        "nothing": NOTHING_WAITS,
        "watches": watches,
        "concluding": DataTable(
            "To conclude on",
            TO_CONCLUDE,
            [_to_conclude(look) for look in looks],
            "No second look waits for a conclusion.",
            caption_hidden=True,
        ),
    }
    return render(request, "disclosure/second_looks.html", context)


def _is_for(sample: SampledCase, user: User, parts: frozenset[int]) -> bool:
    """Whether they have it, or it is free and they had no part in it."""
    if sample.reader_id is not None:
        return sample.reader_id == user.pk
    return sample.case_id not in parts


def _waiting(sample: SampledCase, user: User) -> TableRow:
    reference = sample.case.reference
    begun = sample.reader_id == user.pk
    return [
        Cell(reference, reverse("case_second_look", args=(reference,))),
        say_moment_short(sample.draw.drawn_at),
        "You have begun: answer it" if begun else "You can look at it",
    ]


def _to_conclude(look: SecondLook) -> TableRow:
    reference = look.case.reference
    flags = [("Points to danger", "red")] if look.points_to_danger else []
    return [
        reference,
        Cell(look.get_agreement_display(), flags=flags),
        say_moment_short(look.at),
        Cell("Open", reverse("case_second_look_result", args=(reference,))),
    ]


@require_safe
@transaction.atomic
def agreement(request: HttpRequest) -> HttpResponse:
    """Rates with the numbers behind them; of outcomes and time, never of people."""
    user = _for(request, WATCHERS)
    audit.record_list_view(by=user, page="how often second looks agree")
    chosen = request.GET.get("period", "")
    if chosen not in {key for key, _words, _days in PERIODS}:
        chosen = PERIODS[1][0]
    days = next(days for key, _words, days in PERIODS if key == chosen)
    since = now() - dt.timedelta(days=days) if days else None
    fewest = _fewest()
    tables = [
        _rates(user, scheme, since, fewest[scheme]) for scheme in KINDS_OF_OUTCOME
    ]
    return render(
        request,
        "disclosure/agreement.html",
        {"tables": tables, "periods": _periods(chosen)},
    )


def _periods(chosen: str) -> SubNavigation:
    here = reverse("second_look_rates")
    items = [
        Destination(words, f"{here}?period={key}", key == chosen)
        for key, words, _days in PERIODS
    ]
    return SubNavigation(items, "Period")


def _fewest() -> dict[str, int]:
    """By the scheme: so many second looks give a rate (settings row)."""
    rows = Threshold.objects.filter(key="sample_too_few")
    return dict(rows.values_list("scheme", "value"))


def _rates(
    user: User, scheme: str, since: dt.datetime | None, fewest: int
) -> DataTable:
    rows = [
        _rate(rate, scheme, fewest)
        for rate in agreement_rates(user, scheme, since)
        if rate.looks or not rate.name
    ]
    return DataTable(scheme_named(scheme).label, RATES, rows)


def _rate(rate: Rate, scheme: str, fewest: int) -> TableRow:
    name = "All"
    if rate.name in OutcomeKind.values:
        name = f"All: {OutcomeKind(rate.name).label.lower()}"
    elif rate.name:
        name = scheme_named(scheme).outcome_label(rate.name)
    return [name, rate.looks, rate.agreed, _share(rate, fewest), rate.danger]


def _share(rate: Rate, fewest: int) -> Cell | str:
    if rate.looks < fewest:
        return f"Too few to say ({rate.looks} of {fewest})"
    low, high = rate.interval()
    share = rate.agreed / rate.looks
    return Cell(f"{share:.0%}", note=f"95 % interval: {low:.0%} to {high:.0%}")
