"""Any two versions of a decision compared."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from casework.forms.base import FilterForm
from casework.policy import Capability
from casework.views.frame import open_frame, render_frame
from disclosure.queries.comparison import compare
from disclosure.queries.versions import VersionRecord, versions_of


class PairForm(FilterForm):
    """Which two versions; unreadable choices fall back to the last two."""

    before = forms.TypedChoiceField(label="Version", coerce=int, required=False)
    after = forms.TypedChoiceField(label="Compared with", coerce=int, required=False)


@require_safe
def versions(request: HttpRequest, reference: str) -> HttpResponse:
    """What differs between two versions, word by word."""
    frame = open_frame(
        request,
        reference,
        active="case_decision",
        page="versions of the decision to compare them",
        see=Capability.SEE_DECISION,
    )
    made = {record.row.number: record for record in versions_of(frame.case)}
    before, after = _chosen(request, made)
    labels = [(n, _label(record)) for n, record in sorted(made.items())]
    form = PairForm(initial={"before": before, "after": after})
    for name in ("before", "after"):
        form.fields[name].choices = labels  # type: ignore[attr-defined]
    return render_frame(
        request,
        frame,
        "disclosure/versions.html",
        form=form if len(made) > 1 else None,
        before=before,
        after=after,
        changes=compare(frame.case, made[before], made[after]) if made else [],
        decision_url=frame.url("case_decision"),
    )


def _label(record: VersionRecord) -> str:
    state = "submitted" if record.row.submitted_at else "draft"
    return f"Version {record.row.number}, {state}, {record.row.proposed_by}"


def _chosen(request: HttpRequest, made: dict[int, VersionRecord]) -> tuple[int, int]:
    """The two that were asked for, or the last two."""
    if not made:
        return 0, 0
    last = max(made)
    asked = [request.GET.get(name, "") for name in ("before", "after")]
    before, after = (int(n) if n.isascii() and n.isdigit() else 0 for n in asked)
    return (
        before if before in made else max(last - 1, min(made)),
        after if after in made else last,
    )
