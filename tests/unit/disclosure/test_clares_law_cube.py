"""Which job may make which move at which stage: a table of the test's own.

From clares-law 9.2 to 9.4 and the table of users of the product. A change of policy is
a change of two files, this one and the code.
"""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from accounts.roles import Role
from casework.workflow.perform import Refused, perform
from disclosure.clares_law import S
from disclosure.models import ClaresLawCase
from disclosure.scheme import CLARES_LAW
from tests.cast import Cast
from tests.snapshots import snapshot
from tests.stages import case_at

INTAKE, RESEARCHER = Role.CONTROL_ROOM, Role.RESEARCHER
DECIDER, SUPERVISOR = Role.DECISION_MAKER, Role.SUPERVISOR
OFFICER = Role.DISCLOSURE_OFFICER
TAKES_IN = frozenset({INTAKE, RESEARCHER, SUPERVISOR})
MEETS = frozenset({RESEARCHER, SUPERVISOR, OFFICER})
PROPOSES = frozenset({RESEARCHER, SUPERVISOR})
SUPERVISES = frozenset({SUPERVISOR})
DECIDES = frozenset({DECIDER})
AUTHORISES = frozenset({DECIDER, SUPERVISOR})
DELIVERS = frozenset({OFFICER, SUPERVISOR})

Cell = tuple[str, str, str, frozenset[Role]]

CHECKS, MEETING, RESEARCH = "initial_checks", "awaiting_meeting", "research"
DRAFT, REVIEW, VIEWS = "decision_draft", "awaiting_review", "representations"
PLANNING, DISCLOSING = "disclosure_planning", "disclosure_in_progress"
TELLING, TRANSFER = "no_disclosure_contact", "transfer_pending"

TABLE: list[Cell] = [
    ("received", "begin_initial_checks", CHECKS, TAKES_IN),
    ("received", "authorise_emergency_disclosure", PLANNING, AUTHORISES),
    ("received", "close_without_progressing", "closed", SUPERVISES),
    ("received", "stop_trying_to_contact", TELLING, SUPERVISES),
    ("received", "withdraw_and_contact", TELLING, SUPERVISES),
    ("received", "withdraw_and_close", "closed", SUPERVISES),
    (CHECKS, "arrange_meeting", MEETING, SUPERVISES),
    (CHECKS, "begin_right_to_know_research", RESEARCH, SUPERVISES),
    (CHECKS, "skip_meeting", RESEARCH, SUPERVISES),
    (CHECKS, "close_without_progressing", "closed", SUPERVISES),
    (CHECKS, "stop_trying_to_contact", TELLING, SUPERVISES),
    (CHECKS, "authorise_emergency_disclosure", PLANNING, AUTHORISES),
    (CHECKS, "offer_transfer", TRANSFER, SUPERVISES),
    (CHECKS, "withdraw_and_contact", TELLING, SUPERVISES),
    (CHECKS, "withdraw_and_close", "closed", SUPERVISES),
    (MEETING, "begin_research", RESEARCH, MEETS),
    (MEETING, "stop_trying_to_contact", TELLING, SUPERVISES),
    (MEETING, "authorise_emergency_disclosure", PLANNING, AUTHORISES),
    (MEETING, "offer_transfer", TRANSFER, SUPERVISES),
    (MEETING, "withdraw_and_contact", TELLING, SUPERVISES),
    (MEETING, "withdraw_and_close", "closed", SUPERVISES),
    (RESEARCH, "complete_research", DRAFT, PROPOSES),
    (RESEARCH, "authorise_emergency_disclosure", PLANNING, AUTHORISES),
    (RESEARCH, "offer_transfer", TRANSFER, SUPERVISES),
    (RESEARCH, "withdraw_and_contact", TELLING, SUPERVISES),
    (RESEARCH, "withdraw_and_close", "closed", SUPERVISES),
    (DRAFT, "research_further", RESEARCH, PROPOSES),
    (DRAFT, "submit_for_decision", REVIEW, PROPOSES),
    (DRAFT, "authorise_emergency_disclosure", PLANNING, AUTHORISES),
    (DRAFT, "offer_transfer", TRANSFER, SUPERVISES),
    (DRAFT, "withdraw_and_contact", TELLING, SUPERVISES),
    (DRAFT, "withdraw_and_close", "closed", SUPERVISES),
    (REVIEW, "return_proposal", DRAFT, DECIDES),
    (REVIEW, "approve_disclosure", PLANNING, DECIDES),
    (REVIEW, "ask_subject_first", VIEWS, DECIDES),
    (REVIEW, "approve_no_disclosure", TELLING, DECIDES),
    (REVIEW, "decide_against_disclosure", TELLING, DECIDES),
    (REVIEW, "authorise_emergency_disclosure", PLANNING, AUTHORISES),
    (REVIEW, "withdraw_and_contact", TELLING, SUPERVISES),
    (REVIEW, "withdraw_and_close", "closed", SUPERVISES),
    (VIEWS, "consider_representations", DRAFT, PROPOSES),
    (VIEWS, "authorise_emergency_disclosure", PLANNING, AUTHORISES),
    (VIEWS, "withdraw_and_contact", TELLING, SUPERVISES),
    (VIEWS, "withdraw_and_close", "closed", SUPERVISES),
    (PLANNING, "begin_delivery", DISCLOSING, DELIVERS),
    (PLANNING, "return_to_decision", DRAFT, DELIVERS),
    (DISCLOSING, "plan_another_attempt", DISCLOSING, DELIVERS),
    (DISCLOSING, "complete_delivery", "aftercare", DELIVERS),
    (DISCLOSING, "return_to_decision", DRAFT, DELIVERS),
    (DISCLOSING, "end_without_disclosure", TELLING, SUPERVISES),
    (TELLING, "authorise_emergency_disclosure", PLANNING, AUTHORISES),
    (TELLING, "begin_aftercare", "aftercare", DELIVERS),
    (TELLING, "close_after_contact", "closed", SUPERVISES),
    ("aftercare", "close_case", "closed", SUPERVISES),
    (TRANSFER, "authorise_emergency_disclosure", PLANNING, AUTHORISES),
    (TRANSFER, "complete_transfer", "closed", SUPERVISES),
    (TRANSFER, "resume_initial_checks", CHECKS, SUPERVISES),
    (TRANSFER, "resume_meeting", MEETING, SUPERVISES),
    (TRANSFER, "resume_research", RESEARCH, SUPERVISES),
    (TRANSFER, "resume_recommendation", DRAFT, SUPERVISES),
    ("closed", "reopen_case", RESEARCH, SUPERVISES),
]
MOVES = sorted({name for _source, name, _to, _roles in TABLE})
EXPECTED = {(source, name): (to, roles) for source, name, to, roles in TABLE}
# Who knows of a case of their unit at a stage; nobody else gets further than 404.
READERS = frozenset({Role.AUDITOR, SUPERVISOR, DECIDER, RESEARCHER})
DELIVERY_STAGES = {MEETING, PLANNING, DISCLOSING, TELLING, "aftercare"}


def knows_of(role: Role, stage: str) -> bool:
    """Whether a person in this job, who is not the owner, may know of the case."""
    return (
        role in READERS
        or (role == OFFICER and stage in DELIVERY_STAGES)
        or (role == INTAKE and stage == "received")
    )


def test_the_table_names_every_stage_and_every_move_of_the_code() -> None:
    assert {row.name for row in ClaresLawCase.rows()} == set(MOVES)
    assert {source for source, *_rest in TABLE} == set(S.values)


@pytest.mark.parametrize("stage", S.values)
@pytest.mark.parametrize("move", MOVES)
def test_who_may_make_a_move_at_a_stage(stage: str, move: str) -> None:
    """One cell of stage and move holds the answer for each of the eleven jobs."""
    found = [row for row in ClaresLawCase.rows_from(stage) if row.name == move]
    target, roles = EXPECTED.get((stage, move), ("", frozenset()))
    assert [row.to for row in found] == ([target] if target else [])
    may = {
        role: any(role in CLARES_LAW.roles[row.by] for row in found) for role in Role
    }
    assert may == {role: role in roles for role in Role}


def answer_to(case: ClaresLawCase, move: str, cast: Cast, role: Role) -> str:
    """What ``perform`` says to the person in this job, and nothing remains of it."""
    case.owner = None
    try:
        with transaction.atomic():
            perform(
                case,
                move,
                by=cast.holding(role),
                reason="A test",
                lateness_cause="",
                outcome="no_disclosure_test_not_met",
                words="Words",
                recipient="She",
                force="Elsewhere",
                handover="By hand",
            )
            transaction.set_rollback(True)
    except Http404:
        return "unknown"
    except PermissionDenied:
        return "not for you"
    except Refused:
        return "allowed"  # for this person, once the facts are there
    return "allowed"


def said_to(role: Role, stage: str, roles: frozenset[Role]) -> str:
    """What the table says that the person must hear."""
    if not knows_of(role, stage):
        return "unknown"
    return "allowed" if role in roles else "not for you"


@pytest.mark.parametrize("stage", S.values)
def test_perform_answers_as_the_table_says(cast: Cast, stage: str) -> None:
    """Every row of a stage, tried by all eleven people on a real case."""
    case = case_at(stage, cast)
    type(case).objects.filter(pk=case.pk).update(owner=None)
    before = snapshot()
    rows = [row for row in TABLE if row[0] == stage]
    found = {
        (move, role): answer_to(case, move, cast, role)
        for _source, move, _to, _roles in rows
        for role in Role
    }
    assert found == {
        (move, role): said_to(role, stage, roles)
        for _source, move, _to, roles in rows
        for role in Role
    }
    assert snapshot() == before


@pytest.mark.parametrize("stage", S.values)
def test_a_move_of_another_stage_is_refused_in_words(cast: Cast, stage: str) -> None:
    case = case_at(stage, cast)
    label = CLARES_LAW.stage_label(stage)
    before = snapshot()
    for move in MOVES:
        if (stage, move) not in EXPECTED:
            with pytest.raises(Refused) as refusal:
                perform(case, move, by=cast.supervisor, reason="A test")
            (sentence,) = refusal.value.sentences
            assert label in sentence
            assert move.replace("_", " ").capitalize() in sentence
    assert snapshot() == before
