"""My work: what waits for one person, by the jobs they hold, most urgent first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.roles import CASELOAD_ROLES, Role
from casework import audit
from casework.access import SCOPES
from casework.clock import Timing, timing
from casework.components import EmptyState, Number, NumberPanel
from casework.data_table import Cell, Column, DataTable
from casework.models import Case, PlannedContact
from casework.moment import now
from casework.navigation import Destination
from casework.page_context import navigation
from casework.queries.case_list import NOBODY
from casework.queries.worklist import (
    MOST_NOTICES,
    cases_to_decide,
    contacts_due,
    deliveries,
    fast_track_cases,
    five_numbers,
    own_cases,
    own_drafts,
    unread_notices,
    worked_on_by,
)
from casework.schemes import all_schemes
from casework.views.case_list import list_url
from casework.views.case_rows import (
    COLUMNS,
    OWN_COLUMNS,
    REFERENCE,
    case_row,
    own_row,
    reference_cell,
)
from casework.views.moments import say_moment
from casework.views.safe_now import standing_of

if TYPE_CHECKING:
    from accounts.models import User

IN_DANGER = "Immediate risk: act now"
GROUPS = {
    Timing.OVERDUE: "Overdue",
    Timing.DUE_TODAY: "Due today",
    Timing.DUE_SOON: "Due within 3 days",
    Timing.ON_TIME: "Later",
}
HEADINGS = (IN_DANGER, *GROUPS.values())
CONTACTS = (REFERENCE, Column("When"), Column("How"), Column("Safe now?"))
NOT_YOURS = "Not yours to decide"
WHY_NOT_YOURS = "You researched or recommended it."
# Label, filter and tone of each figure, by its name in ``five_numbers``.
NUMBERS = {
    "unallocated": ("not allocated", {"owner": NOBODY}, "orange"),
    "overdue": ("overdue", {"due": "overdue"}, "red"),
    "due_soon": ("due within 3 days", {"due": "3"}, "orange"),
    "high_risk": ("at high or immediate risk", {"flag": "high_risk"}, "red"),
    "awaiting_decision": (
        "awaiting a decision",
        {"flag": "awaiting_decision"},
        "",
    ),
}


@dataclass(frozen=True)
class Section:
    """One list of the page, perhaps in groups."""

    heading: str
    tables: Sequence[DataTable]
    empty: EmptyState | None
    intro: str = ""
    starts_applications: bool = False


@require_safe
@transaction.atomic
def home(request: HttpRequest) -> HttpResponse:
    """Everything that waits for the person; the look is recorded."""
    user = cast("User", request.user)
    if user.roles == {Role.ADMINISTRATOR}:
        return redirect("admin:index")
    audit.record_list_view(by=user, page="their own work")
    notices = list(unread_notices(user))
    of_a_scheme = [s for s in all_schemes() if not user.roles.isdisjoint(s.scopes)]
    context = {
        "has_cases": bool(of_a_scheme) or not user.roles.isdisjoint(SCOPES),
        # What a scheme alone asks of a job has pages of its own, not rows of a list.
        "places": _places(request, user) if of_a_scheme else [],
        "has_role": bool(user.roles),
        "numbers": _numbers(user) if user.holds(Role.SUPERVISOR) else None,
        "sections": list(_sections(user)),
        "notices": notices[:MOST_NOTICES],
        "has_more_notices": len(notices) > MOST_NOTICES,
    }
    return render(request, "casework/home.html", context)


def _places(request: HttpRequest, user: User) -> list[Destination]:
    """The pages of the menu that hold work; this one and the list of cases do not."""
    known = (reverse("home"), reverse("case_list"))
    return [p for p in navigation(user, request.path) if p.url not in known]


def _numbers(user: User) -> NumberPanel:
    counts = five_numbers(user)
    return NumberPanel(
        [
            Number(counts[name], label, list_url(wanted), tone if counts[name] else "")
            for name, (label, wanted, tone) in NUMBERS.items()
        ],
        "Cases of your unit",
    )


# -- Sections -----------------------------------------------------------------------
def _sections(user: User) -> Iterator[Section]:
    for roles, make in SECTIONS:
        if user.holds(*roles):
            section = make(user)
            # Who allocates rarely has cases, and need not be told so every day.
            is_told = section.empty and not user.holds(Role.SUPERVISOR)
            if section.tables or is_told:
                yield section


def _decisions(user: User) -> Section:
    cases = cases_to_decide(user)
    not_theirs = worked_on_by(user, cases)
    columns = (*COLUMNS, Column("Decision"))
    rows = [[*case_row(case), _decision(case, not_theirs)] for case in cases]
    table = DataTable("Awaiting my decision", columns, rows, caption_hidden=True)
    return Section(
        "Awaiting my decision",
        [table] if rows else [],
        EmptyState("No case awaits a decision", "New ones appear here by themselves."),
    )


def _fast_track(user: User) -> Section:
    return Section(
        "Decide anew: delivery came back",
        _one_table("Decide anew", fast_track_cases(user)),
        None,
        "The undertaking was refused, or there are new facts. A proposal comes first; "
        "then a second person decides.",
    )


def _contacts(user: User) -> Section:
    """Whether each is safe at this moment stands beside its time."""
    rows = [
        [reference_cell(row.case), say_moment(row.planned_for), *_safe_now(row)]
        for row in contacts_due(user)
    ]
    table = DataTable("Contacts due", CONTACTS, rows, caption_hidden=True)
    return Section("Contacts due", [table] if rows else [], None)


def _safe_now(row: PlannedContact) -> list[Cell | str]:
    if row.plan.superseded_at is not None:
        changed = Cell("Plan changed", tone="red", note="Plan the contact again.")
        return [row.get_method_display(), changed]
    standing = standing_of(row.plan, method=row.method)
    tag = standing.tag
    return [
        row.get_method_display(),
        Cell(tag.label, tone=tag.tone, note=standing.next_time),
    ]


def _own(user: User) -> Section:
    cases = own_cases(user, with_decisions=not user.holds(Role.DECISION_MAKER))
    return Section(
        "My cases",
        list(_grouped(cases)),
        EmptyState(
            "No case is allocated to you",
            "A supervisor allocates cases. You will get a notice here.",
        ),
    )


def _deliveries(user: User) -> Section:
    return Section(
        "Deliveries of the unit",
        _one_table("Deliveries of the unit", deliveries(user)),
        EmptyState("No other case is at a meeting, a disclosure or aftercare"),
        "Cases at a meeting, a disclosure or aftercare that are not allocated to you.",
    )


def _drafts(user: User) -> Section:
    return Section(
        "My drafts",
        _one_table("My drafts", own_drafts(user)),
        EmptyState(
            "You have no drafts",
            "What you take in stays here until you hand it over to the unit.",
        ),
        starts_applications=True,
    )


SECTIONS: tuple[tuple[frozenset[Role], Callable[[User], Section]], ...] = (
    (frozenset({Role.CONTROL_ROOM}), _drafts),
    (frozenset({Role.DECISION_MAKER}), _fast_track),
    (frozenset({Role.DECISION_MAKER}), _decisions),
    (CASELOAD_ROLES, _contacts),
    (CASELOAD_ROLES, _own),
    (frozenset({Role.DISCLOSURE_OFFICER}), _deliveries),
)


def _decision(case: Case, not_theirs: frozenset[int]) -> Cell:
    if case.pk in not_theirs:
        return Cell(NOT_YOURS, note=WHY_NOT_YOURS)
    return Cell("Yours to decide")


def _one_table(caption: str, cases: Sequence[Case]) -> list[DataTable]:
    rows = [case_row(case) for case in cases]
    return [DataTable(caption, COLUMNS, rows, caption_hidden=True)] if rows else []


def _grouped(cases: Sequence[Case]) -> Iterator[DataTable]:
    groups: dict[str, list[Case]] = {heading: [] for heading in HEADINGS}
    for case in cases:
        groups[_group_of(case)].append(case)
    for heading, members in groups.items():
        if members:
            rows = [own_row(case) for case in members]
            yield DataTable(f"{heading} ({len(members)})", OWN_COLUMNS, rows)


def _group_of(case: Case) -> str:
    """Danger goes before every date; a case without a deadline is for later."""
    if case.immediate_risk:
        return IN_DANGER
    if case.next_due_at is None:
        return GROUPS[Timing.ON_TIME]
    return GROUPS[timing(case.next_due_at, now=now())]
