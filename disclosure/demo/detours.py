"""Courses beside the ordinary one, so that a trial shows every stage and every mark.

Each takes a case that stands at its ``start`` and does, through the real actions, what
a unit meets now and then.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from casework.actions.contact_attempts import (
    record_contact_attempt,
)
from casework.actions.links import record_link
from casework.actions.restricting import restrict_case
from casework.actions.work import begin_waiting, extend_target, raise_alarm, write_note
from casework.clock import local_date
from casework.models import Case, LinkKind
from casework.moment import now
from casework.workflow.perform import perform
from disclosure.actions.proposal import save_proposal
from disclosure.actions.records import add_record
from disclosure.actions.second_person import ask_sign_off, give_sign_off
from disclosure.clares_law import S
from disclosure.delivery_tables import CLARES_LAW
from disclosure.demo.contact_detours import (
    leave_the_plan_in_doubt,
    plan_the_aftercare,
)
from disclosure.demo.decision_detours import decide_on_more
from disclosure.demo.research_detours import (
    ask_others,
    find_a_near_miss,
    leave_a_check_out,
    type_too_fast,
)
from disclosure.demo.story import Crew
from disclosure.outcomes import Outcome

Act = Callable[[Any, Crew], Any]


def ask_the_subject(case: Any, crew: Crew) -> Any:
    """Returned once for the subject's views, then sent to ask for them."""
    reason = "The subject may know something that changes this."
    case = perform(case, "return_proposal", by=crew.decider, reason=reason)
    save_proposal(
        case,
        by=crew.researcher,
        answers={},
        ask_subject="yes",
        ask_subject_reason="It is safe: they live far apart and he knows of the case.",
    )
    case = perform(case, "submit_for_decision", by=crew.researcher)
    return perform(case, "ask_subject_first", by=crew.decider, reason=reason)


def offer_transfer(case: Any, crew: Crew) -> Any:
    """The person at risk moved to another force's area."""
    return perform(
        case,
        "offer_transfer",
        by=crew.supervisor,
        reason="She has moved there and is safe for now.",
        force="Northern force",
        handover="By secure message to their unit",
    )


def withdraw(case: Any, crew: Crew) -> Any:
    """The applicant withdrew; coercion and Right to Know were considered."""
    add_record(
        case,
        "withdrawal",
        by=crew.supervisor,
        how="She rang",
        withdrawn_at=now(),
        was_alone=True,
        coercion_considered="She spoke freely and used the code word.",
        right_to_know_considered="No: there is no contact any more.",
    )
    _grade_again(case, crew)
    return perform(
        case,
        "withdraw_and_close",
        by=crew.supervisor,
        reason="Withdrawn, support was offered.",
        lateness_cause="",
    )


def close_out_of_scope(case: Any, crew: Crew) -> Any:
    """A relative, not a partner: not for this scheme."""
    add_record(
        case, "scope", by=crew.supervisor, in_scope=False, reason="They are cousins."
    )
    _grade_again(case, crew)
    return perform(
        case,
        "close_without_progressing",
        by=crew.supervisor,
        reason="Out of scope; told where else to ask.",
        outcome=Outcome.OUT_OF_SCOPE,
        lateness_cause="",
    )


def give_up(case: Any, crew: Crew) -> Any:
    """Nobody could be reached safely."""
    plan = case.contact_plans.filter(superseded_at__isnull=True).get()
    for days_ago in (3, 2, 1):
        record_contact_attempt(
            case,
            plan,
            by=crew.researcher,
            at=max(now() - dt.timedelta(days=days_ago), case.received_at),
            method=plan.method,
            purpose="Arrange the meeting",
            result="no_answer",
            plan_confirmed=False,
            note="Tried at a time that she had named.",
        )
    _grade_again(case, crew)
    return perform(
        case,
        "stop_trying_to_contact",
        by=crew.supervisor,
        reason="Three attempts. Right to Know considered: not without new facts.",
    )


def reopen(case: Any, crew: Crew) -> Any:
    """New information after the closure; a second clock runs."""
    reason = "A neighbouring force sent a conviction."
    ask_sign_off(case, by=crew.supervisor, purpose="reopening", reason=reason)
    give_sign_off(case, by=crew.decider, purpose="reopening")
    return perform(case, "reopen_case", by=crew.supervisor, reason=reason)


def fail_an_attempt(case: Any, crew: Crew) -> Any:
    """The subject was at home."""
    add_record(
        case,
        "attempt",
        by=crew.officer,
        attempted_at=now(),
        place="Her home",
        result="unsafe",
        next_attempt=local_date(now()) + dt.timedelta(days=2),
        note="His car was outside. Drove on.",
    )
    return perform(
        case,
        "plan_another_attempt",
        by=crew.officer,
        reason="Not safe today; again when he is at work.",
    )


def refuse_undertaking(case: Any, crew: Crew) -> Any:
    """She would not sign: nothing was said, and it is decided anew at once."""
    add_record(
        case,
        "attempt",
        by=crew.officer,
        attempted_at=now(),
        place="Family centre",
        result="refused",
        identity_checked="Driving licence",
        present="Her IDVA",
        warnings_given=list(CLARES_LAW.warnings),
        undertaking="refused_withheld",
        undertaking_note="She wants to tell her sister first.",
    )
    _grade_again(case, crew)
    return perform(
        case,
        "return_to_decision",
        by=crew.officer,
        why="undertaking_refused",
        reason="She would not promise to keep it to herself. She is safe for now.",
    )


def authorise_at_once(case: Any, crew: Crew) -> Any:
    """Danger in the middle of the research."""
    raise_alarm(
        case,
        by=crew.supervisor,
        what_was_said="He has been bailed to her address tonight.",
        incident_reference="INC-0107",
    )
    return perform(
        case,
        "authorise_emergency_disclosure",
        by=crew.decider,
        reason="He is on his way to her.",
        recipient="The person at risk",
        words="He has a conviction for violence against a partner. Please leave now.",
    )


def run_late(case: Any, crew: Crew) -> Any:
    """Past the statutory date, extended, and waiting: nothing of it is hidden."""
    extend_target(
        case,
        by=crew.supervisor,
        new_target=case.due_on + dt.timedelta(days=14),
        reason="Another force's records are on paper.",
        applicant_told=True,
    )
    begin_waiting(
        case,
        by=crew.supervisor,
        reason="other_force",
        label="Other force's reply",
        on_whom="Western force",
        note="Chased twice.",
    )
    write_note(case, by=crew.researcher, text="Their archive opens on Mondays only.")
    return case


def restrict(case: Any, crew: Crew) -> Any:
    """The subject works for the police: named people alone."""
    restrict_case(
        case,
        by=crew.supervisor,
        people=[crew.researcher, crew.decider],
        reason="The subject is a member of police staff.",
    )
    return case


def link_a_repeat(case: Any, crew: Crew) -> Any:
    """The same subject was asked about before."""
    earlier = (
        Case.objects.visible_to(crew.researcher)
        .filter(received_at__lt=case.received_at, closed_at__isnull=False)
        .order_by("-received_at")
        .first()
    )
    if earlier is not None:
        record_link(case, earlier, by=crew.researcher, kind=LinkKind.REPEAT)
    return case


def _grade_again(case: Any, crew: Crew) -> None:
    add_record(
        case,
        "risk",
        by=crew.researcher,
        tool="judgement",
        grade="standard",
        reason="No contact and no sign of danger.",
    )


@dataclass(frozen=True)
class Detour:
    """One such course: where the case stands when it happens, and how old it is."""

    act: Act
    start: S
    age_days: float


DETOURS = (
    Detour(ask_the_subject, S.AWAITING_REVIEW, 14),
    Detour(offer_transfer, S.RESEARCH, 9),
    Detour(withdraw, S.RESEARCH, 16),
    Detour(close_out_of_scope, S.INITIAL_CHECKS, 3),
    Detour(give_up, S.AWAITING_MEETING, 12),
    Detour(reopen, S.CLOSED, 70),
    Detour(fail_an_attempt, S.DISCLOSURE_IN_PROGRESS, 21),
    Detour(plan_the_aftercare, S.AFTERCARE, 25),
    Detour(leave_the_plan_in_doubt, S.DISCLOSURE_PLANNING, 17),
    Detour(refuse_undertaking, S.DISCLOSURE_IN_PROGRESS, 19),
    Detour(authorise_at_once, S.RESEARCH, 6),
    Detour(run_late, S.RESEARCH, 37),
    Detour(restrict, S.RESEARCH, 7),
    Detour(link_a_repeat, S.RESEARCH, 5),
    Detour(ask_others, S.RESEARCH, 15),
    Detour(leave_a_check_out, S.INITIAL_CHECKS, 0.8),
    Detour(type_too_fast, S.INITIAL_CHECKS, 0.6),
    Detour(find_a_near_miss, S.RESEARCH, 8),
    Detour(decide_on_more, S.AWAITING_REVIEW, 18),
)
