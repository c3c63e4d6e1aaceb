"""What is asked of the product and of the limit, each as a request and an answer."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accounts.models import User

Form = dict[str, str]


@dataclass(frozen=True)
class Scenario:
    """One page: who answers it, and an endless supply of addresses and bodies."""

    name: str
    requests: Iterator[tuple[str, Form | None]]
    status: int = 200
    is_limit: bool = False

    @property
    def is_write(self) -> bool:
        """Whether each request is a POST, and so is sent once only."""
        return self.status == 302  # noqa: PLR2004  every write answers with a redirect


def always(address: str) -> Iterator[tuple[str, None]]:
    """The same address for ever."""
    while True:
        yield address, None


def references(unit: int, stage: str) -> list[tuple[str, int]]:
    """Reference and version of the open cases of ``unit`` at ``stage``, in order."""
    from casework.models import Case  # noqa: PLC0415  after setup

    found = Case.objects.filter(unit_id=unit, stage=stage).order_by("id")
    return list(found.values_list("reference", "version"))


def each_case(unit: int, stage: str, address: str) -> Iterator[tuple[str, None]]:
    """Another case each time, from the start again when there is no more."""
    found = references(unit, stage)
    while True:
        for reference, _version in found:
            yield address.format(reference), None


def moves(unit: int) -> Iterator[tuple[str, Form]]:
    """Send one recommendation after the other back to research, each once."""
    for reference, version in references(unit, "decision_draft"):
        form = {
            "submission": str(uuid.uuid4()),
            "version": str(version),
            "reason": "A check of another force is missing.",
        }
        yield f"/cases/{reference}/moves/research_further/", form


def calls() -> Iterator[tuple[str, Form]]:
    """One telephone call after the other: the first page of the intake."""
    while True:
        yield (
            "/start/",
            {
                "submission": str(uuid.uuid4()),
                "danger": "no",
                "method": "call",
                "contact_point": "01632 960123",
                "safe_times": "Weekdays 10 to 12",
                "may_leave_message": "no",
                "given": "Mary",
                "family": "Sampleton",
                "about": "clares_law",
                "caller_is_clares_law": "person_at_risk",
                "received_at_date": "20 November 2026",
                "received_at_time": "09:00",
                "route": "right_to_ask",
                "channel": "101",
            },
        )


def deep_address(unit: int) -> str:
    """The page at nine tenths of all cases of the unit, newest first."""
    from casework.models import Case  # noqa: PLC0415  after setup
    from casework.queries.case_list import cursor_of  # noqa: PLC0415  the same

    cases = Case.objects.filter(unit_id=unit).order_by("-received_at", "-pk")
    case = cases[int(cases.count() * 0.9)]
    cursor = cursor_of(case, "-received", is_backwards=False)
    return f"/cases/?show=all&sort=-received&page={cursor}"


def scenarios(user: User) -> list[Scenario]:
    """The limits first, then the pages of ``user``."""
    unit = user.unit_id
    assert unit is not None
    page: Callable[..., Any] = Scenario
    return [
        page("limit: hello (L0)", always("/limit/hello/"), is_limit=True),
        page("limit: list (L3)", always(f"/limit/list/?unit={unit}"), is_limit=True),
        page(
            "limit: case (L3)",
            each_case(unit, "research", "/limit/case/{}/"),
            is_limit=True,
        ),
        page("auth floor (L2)", always("/limit/floor/")),
        page("list, first page", always("/cases/")),
        page("list, all cases", always("/cases/?show=all&sort=-received")),
        page("list, filtered", always("/cases/?route=right_to_ask&risk=standard")),
        page("list, 90 % deep", always(deep_address(unit))),
        page("my work", always("/")),
        page("case", each_case(unit, "research", "/cases/{}/")),
        page("history", each_case(unit, "research", "/cases/{}/history/")),
        page("intake POST", calls(), status=302),
        page("transition POST", moves(unit), status=302),
    ]
