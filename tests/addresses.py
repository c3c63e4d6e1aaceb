"""Every address of the product, read from the resolver, so that a new one is tested."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import Agency
from casework.models import FrozenReturn
from casework.queries.checks import check_matrix
from casework.schemes import all_schemes
from casework.workflow.perform import options_for
from disclosure.actions.records import KINDS
from disclosure.models import Paragraph, WebsiteSubmission
from disclosure.papers.kinds import PAPERS
from disclosure.wizards import VISIT_STEPS, WIZARDS
from marac.models import (
    Action,
    CaseTransfer,
    Flag,
    Meeting,
    MeetingCase,
    NameHit,
    ResearchRequest,
)
from marac.views.referral_parts import PARTS

NOT_OURS = {"static"}
# What an address names beside the case, and all that it can name.
Values = Callable[[Any, Any], Sequence[object]]


def names_of_the_resolver() -> set[str]:
    """Every named address; of the administrator's pages, the first one."""
    found: set[str] = set()

    def walk(patterns: list[URLPattern | URLResolver], namespace: str) -> None:
        for entry in patterns:
            if isinstance(entry, URLResolver):
                walk(entry.url_patterns, entry.namespace or namespace)
            elif entry.name and not namespace:
                found.add(entry.name)

    walk(get_resolver().url_patterns, "")
    return (found - NOT_OURS) | {"admin:index"}


def wanted_by(name: str) -> list[str]:
    """The names of the parts of an address."""
    if name == "admin:index":
        return []
    (possibility,) = get_resolver().reverse_dict.getlist(name)
    ((_format, parameters),) = possibility[0]
    return list(parameters)


# One of each form in which words are set.
PARAGRAPHS = ("undertaking", "sign_answers", "sign_lines", "script_never", "reading")


def _moves(case: Any, user: Any) -> Sequence[object]:
    return [option.row.name for option in options_for(case.scheme_case(), user)]


def _keys(model: Any, **wanted: object) -> list[object]:
    """The rows of what stands beside a case."""
    return list(model.objects.filter(**wanted).values_list("pk", flat=True))


VALUES: Mapping[str, Values] = {
    "reference": lambda case, _user: [case.reference],
    "person": lambda case, _user: sorted(
        {i.person_id for i in case.involvements.all()}
    ),
    "move": _moves,
    "planned": lambda case, _user: [row.pk for row in case.planned_contacts.all()],
    "form": lambda _case, _user: ["proposal"],
    "kind": lambda _case, _user: list(KINDS),
    "purpose": lambda _case, _user: ["closure", "reopening", "unsafe", "undertaking"],
    "key": lambda case, _user: [d.pk for d in case.documents.all()],
    "wizard": lambda _case, _user: list(WIZARDS),
    "step": lambda _case, _user: ["check", *(s.key for s in VISIT_STEPS)],
    "part": lambda _case, _user: list(PARTS),
    "hit": lambda case, _user: _keys(NameHit, case=case.pk),
    "scheme": lambda _case, _user: [scheme.key for scheme in all_schemes()],
    "paper": lambda _case, _user: [paper.key for paper in PAPERS],
    "issue": lambda case, _user: [p.pk for p in case.issued_papers.all()],
    "copy": lambda case, _user: [c.pk for c in case.printed_copies.all()],
    "paragraph": lambda _case, _user: [
        row.pk for row in Paragraph.objects.filter(key__in=PARAGRAPHS)
    ],
    "frozen": lambda _case, user: [
        row.pk for row in FrozenReturn.objects.filter(unit=user.unit)
    ],
    "check": lambda case, _user: [
        row.pk for row in case.checks.filter(result="not_done")
    ],
    "item": lambda case, _user: [row.pk for row in case.assertions.all()],
    "run": lambda case, _user: [row.pk for row in case.quick_runs.all()],
    "asked": lambda case, _user: [row.pk for row in case.information_requests.all()],
    "match": lambda case, _user: [row.pk for row in case.identity_matches.all()],
    "token": lambda case, user: [
        row.token for row in case.notifications.filter(recipient=user)[:1]
    ],
    "answer": lambda case, _user: _keys(ResearchRequest, case_id=case.pk),
    "action": lambda case, _user: _keys(Action, case_id=case.pk),
    "flag": lambda case, _user: _keys(Flag, case_id=case.pk),
    "transfer": lambda case, _user: _keys(CaseTransfer, case_id=case.pk),
    "agency": lambda _case, _user: _keys(Agency),
    "meeting": lambda case, _user: _keys(Meeting, cases__case=case.pk),
    "listing": lambda case, _user: _keys(MeetingCase, case_id=case.pk),
    "pk": lambda _case, _user: list(
        WebsiteSubmission.objects.values_list("pk", flat=True)
    ),
}


def addresses(case: Any, user: Any, *, beside: frozenset[str]) -> Iterator[str]:
    """Every address with everything that it can name for ``case``, as ``user``.

    ``beside`` are the names to leave out. KeyError means that an address names
    something new: give it its values above.
    """
    for name in sorted(names_of_the_resolver() - beside):
        parts = wanted_by(name)
        for values in itertools.product(*(VALUES[p](case, user) for p in parts)):
            address = reverse(name, kwargs=dict(zip(parts, values, strict=True)))
            yield f"{address}{_query(name, case)}"


def addresses_about(case: Any, user: Any) -> Iterator[tuple[str, str]]:
    """Every address about ``case`` alone, with its name."""
    for name in sorted(names_of_the_resolver()):
        parts = wanted_by(name)
        if "reference" not in parts:
            continue
        for values in itertools.product(*(VALUES[p](case, user) for p in parts)):
            address = reverse(name, kwargs=dict(zip(parts, values, strict=True)))
            yield name, f"{address}{_query(name, case)}"


def _query(name: str, case: Any) -> str:
    """Which of the checks of ``case`` is meant."""
    rows = check_matrix(case) if name == "case_check_record" else []
    if not rows:
        return ""
    row = rows[0]
    asked = {"system": row.system, "person": row.person.pk, "part": row.part}
    return f"?{urlencode(asked)}"
