"""Writes that belong to a move of Clare's Law: rows of the scheme's own tables.

Called by ``perform()`` inside its transaction, as ``effect(case, by=user, **inputs)``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casework import clocks
from casework.moment import now
from casework.pdf.content import version_hash
from casework.schemes import scheme_of
from casework.workflow.perform import Refused
from disclosure.actions.leaks import keep_override
from disclosure.approval import latest_version, threshold
from disclosure.queries.third_party import REVEALS, leak_check_of

if TYPE_CHECKING:
    from accounts.models import User

UNDERTAKING_REFUSED = "undertaking_refused"
RECORD_REFUSAL = (
    "Record the attempt first, with the undertaking refused and the disclosure "
    "withheld."
)
COPIED = (
    "outcome",
    "recipient",
    "recipient_reason",
    "delivered_by",
    "ask_subject",
    "ask_subject_reason",
    "tell_subject",
    "tell_subject_reason",
    "safeguarding",
    "held_back",
    "words",
    "rationale",
    "would_change",
    "departure",
    "departure_reason",
    "departure_approved_by",
    "delivered_by_reason",
    "safeguarding_needed",
    "subject_young_reason",
    "person_young_reason",
)


def start_version(case: Any, *, by: User, **_inputs: Any) -> Any:
    """The version to work on: the unsubmitted one, or a copy of the last one.

    ``proposed_by`` is whoever starts the version; each later editor becomes it.
    """
    last = latest_version(case)
    if last is not None and last.submitted_at is None:
        return last
    copied = {name: getattr(last, name) for name in COPIED} if last else {}
    version = case.recommendations.create(
        number=last.number + 1 if last else 1,
        proposed_by=by,
        started_at=now(),
        **copied,
    )
    if last is not None:
        for rows in (last.answers, last.item_decisions, last.evidence):
            _copy_rows(rows, version)
    return version


def _copy_rows(rows: Any, version: Any) -> None:
    """The rows of the last version once more, of the new one."""
    copies = list(rows.all())
    for row in copies:
        row.pk, row.recommendation = None, version
        row._state.adding = True  # noqa: SLF001  Django's own way to copy a row
    rows.model.objects.bulk_create(copies)


def copy_version(case: Any, *, by: User, **_inputs: Any) -> None:
    """After a return: a new version from the proposer's text, still the proposer's."""
    last = latest_version(case)
    start_version(case, by=last.proposed_by if last else by)


def freeze_version(case: Any, *, by: User, **_inputs: Any) -> None:
    """Submitted: the version is frozen with the hash of its words."""
    version = latest_version(case)
    version.proposed_by = by
    version.words_hash = version_hash(version.words) if version.words else ""
    version.submitted_at = now()
    version.save()


def _review(case: Any, by: User, result: str, outcome: str, reason: str) -> None:
    version = latest_version(case)
    case.reviews.create(
        recommendation=version,
        proposed_by=version.proposed_by,
        result=result,
        outcome=outcome,
        reason=reason,
        by=by,
        at=now(),
    )


def record_agreement(case: Any, *, by: User, reason: str, **_inputs: Any) -> None:
    """The second person agrees with the proposal."""
    _review(case, by, "agree", latest_version(case).outcome, reason)


def record_return(
    case: Any, *, by: User, reason: str, overrule: bool = False, **_inputs: Any
) -> None:
    """The second person sends it back; an overruled nil outcome is drafted anew."""
    _review(case, by, "overrule" if overrule else "return", "", reason)


def record_overruling(
    case: Any, *, by: User, reason: str, outcome: str, **_inputs: Any
) -> None:
    """The second person decides against the proposed disclosure."""
    _review(case, by, "overrule", outcome, reason)


def seek_representations(case: Any, *, by: User, reason: str, **_inputs: Any) -> None:
    """The subject is asked, after thinking about what that does to the risk."""
    _review(case, by, "return", "", reason)
    case.representations.create(sought_at=now(), risk_considered=reason, by=by)


WHY_IT_STAYS = "Or say at more length why the marked words may stay."


def record_emergency(
    case: Any,
    *,
    by: User,
    reason: str,
    words: str,
    recipient: str,
    leak_reason: str = "",
    **_inputs: Any,
) -> None:
    """A disclosure allowed at once; its review is due within the set hours.

    Refused when the words could reveal somebody and nobody says why they may stay.
    """
    # The same words said twice are one place, and one override.
    hits = {hit.key: hit for hit in leak_check_of(case).open_hits(words, recipient)}
    if hits and len(leak_reason.strip()) < threshold(case, "override_reason"):
        raise Refused(REVEALS, WHY_IT_STAYS)
    for hit in hits.values():
        keep_override(case, hit, by=by, reason=leak_reason)
    case.emergencies.create(
        reason=reason, words=words, recipient=recipient, by=by, at=now()
    )
    clock = clocks.clock_named(scheme_of(case), "emergency_review")
    cycle, _start = clocks.current_cycle(case)
    clocks.start_clock(case, clock, now(), cycle)


def start_fast_track(
    case: Any,
    *,
    by: User,  # noqa: ARG001
    why: str = "new_facts",
    **_inputs: Any,
) -> None:
    """Delivery came back: the decision is due anew within hours (T12r).

    Refused if the undertaking is said to be refused and no attempt says so.
    """
    last = case.delivery_attempts.last()
    if why == UNDERTAKING_REFUSED and (
        last is None or last.undertaking != "refused_withheld"
    ):
        raise Refused(RECORD_REFUSAL)
    clock = clocks.clock_named(scheme_of(case), scheme_of(case).fast_track)
    cycle, _start = clocks.current_cycle(case)
    clocks.start_clock(case, clock, now(), cycle)


def offer(
    case: Any, *, by: User, reason: str, force: str, handover: str, **_inputs: Any
) -> None:
    """The other force is asked; the stage that the case left is remembered."""
    left = case.visits.exclude(stage=case.stage).last()
    case.transfers.create(
        force=force,
        reason=reason,
        handover=handover,
        from_stage=left.stage,
        by=by,
        at=now(),
    )


def start_second_clock(case: Any, *, by: User, **_inputs: Any) -> None:  # noqa: ARG001
    """Reopened: the first result stands, a second clock starts now."""
    clocks.start_second_cycle(case)
