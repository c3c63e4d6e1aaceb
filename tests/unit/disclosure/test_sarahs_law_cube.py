"""Who may make which move at which stage under Sarah's Law: the test's own table.

Written from sarahs-law 6.1 to 6.3 (Q numbers in the domain file).
"""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from accounts.roles import Role
from casework.workflow.perform import Refused, perform
from disclosure.demo.sarahs_law import (
    NOT_TOLD,
    STARTED_BY_POLICE,
    TOLD,
    walk_child_case,
)
from disclosure.models import SarahsLawCase
from disclosure.sarahs_law.moves import S
from disclosure.sarahs_law.scheme import SARAHS_LAW
from tests.cast import Cast
from tests.snapshots import snapshot

INTAKE, RESEARCHER = Role.CONTROL_ROOM, Role.RESEARCHER
DECIDER, SUPERVISOR = Role.DECISION_MAKER, Role.SUPERVISOR
OFFICER = Role.DISCLOSURE_OFFICER
TAKES_IN = frozenset({INTAKE, RESEARCHER, SUPERVISOR})
RESEARCHES = PROPOSES = frozenset({RESEARCHER, SUPERVISOR})
INTERVIEWS = frozenset({RESEARCHER, SUPERVISOR, OFFICER})
SUPERVISES = frozenset({SUPERVISOR})
DECIDES = frozenset({DECIDER})
DELIVERS = frozenset({OFFICER, SUPERVISOR})

CHECKS, SCOPE, INTERVIEW = "initial_checks", "scope_review", "awaiting_meeting"
RESEARCH, DRAFT, REVIEW = "research", "decision_draft", "awaiting_review"
VIEWS, PLANNING = "representations", "disclosure_planning"
DELIVERY, REFUSED = "disclosure_in_progress", "undertaking_refused"
TELLING, TRANSFER = "no_disclosure_contact", "transfer_pending"
UNDECIDED = ("received", CHECKS, SCOPE, INTERVIEW, RESEARCH, DRAFT, REVIEW, VIEWS)

Cell = tuple[str, str, str, frozenset[Role]]
TABLE: list[Cell] = [
    ("received", "begin_initial_checks", CHECKS, TAKES_IN),
    (CHECKS, "complete_initial_checks", SCOPE, RESEARCHES),
    (SCOPE, "arrange_interview", INTERVIEW, SUPERVISES),
    (SCOPE, "begin_right_to_know_research", RESEARCH, SUPERVISES),
    (SCOPE, "end_out_of_scope", TELLING, SUPERVISES),
    (INTERVIEW, "begin_research", RESEARCH, INTERVIEWS),
    (INTERVIEW, "close_as_disengaged", "closed", SUPERVISES),
    (RESEARCH, "complete_research", DRAFT, RESEARCHES),
    (DRAFT, "research_further", RESEARCH, PROPOSES),
    (DRAFT, "submit_for_decision", REVIEW, PROPOSES),
    (REVIEW, "return_proposal", DRAFT, DECIDES),
    (REVIEW, "ask_subject_first", VIEWS, DECIDES),
    (REVIEW, "approve_disclosure", PLANNING, DECIDES),
    (REVIEW, "approve_no_disclosure", TELLING, DECIDES),
    (REVIEW, "decide_against_disclosure", TELLING, DECIDES),
    (VIEWS, "consider_representations", DRAFT, PROPOSES),
    (PLANNING, "begin_delivery", DELIVERY, DELIVERS),
    (DELIVERY, "plan_another_attempt", DELIVERY, DELIVERS),
    (DELIVERY, "complete_delivery", "aftercare", DELIVERS),
    (DELIVERY, "return_after_refusal", REFUSED, DELIVERS),
    (DELIVERY, "end_without_disclosure", TELLING, SUPERVISES),
    (PLANNING, "return_to_decision", DRAFT, DELIVERS),
    (DELIVERY, "return_to_decision", DRAFT, DELIVERS),
    (REFUSED, "disclose_all_the_same", PLANNING, DECIDES),
    (REFUSED, "withhold_after_refusal", TELLING, DECIDES),
    (TELLING, "close_after_contact", "closed", SUPERVISES),
    ("aftercare", "close_case", "closed", SUPERVISES),
    (TRANSFER, "complete_transfer", "closed", SUPERVISES),
    (TRANSFER, "resume_initial_checks", CHECKS, SUPERVISES),
    (TRANSFER, "resume_scope_review", SCOPE, SUPERVISES),
    (TRANSFER, "resume_meeting", INTERVIEW, SUPERVISES),
    (TRANSFER, "resume_research", RESEARCH, SUPERVISES),
    (TRANSFER, "resume_recommendation", DRAFT, SUPERVISES),
    ("closed", "reopen_case", RESEARCH, SUPERVISES),
    *(
        (stage, "close_without_progressing", "closed", SUPERVISES)
        for stage in ("received", CHECKS, SCOPE)
    ),
    *(
        (stage, "offer_transfer", TRANSFER, SUPERVISES)
        for stage in (CHECKS, SCOPE, INTERVIEW, RESEARCH, DRAFT)
    ),
    *((stage, "close_as_safeguarded", "closed", SUPERVISES) for stage in UNDECIDED),
    *((stage, "withdraw_and_contact", TELLING, SUPERVISES) for stage in UNDECIDED),
    *((stage, "withdraw_and_close", "closed", SUPERVISES) for stage in UNDECIDED),
]
MOVES = sorted({name for _source, name, _to, _roles in TABLE})
EXPECTED = {(source, name): (to, roles) for source, name, to, roles in TABLE}
WALKED = [stage for stage in S.values if stage not in (VIEWS, REFUSED, TRANSFER)]


def test_the_table_names_every_stage_and_every_move_of_the_code() -> None:
    assert {row.name for row in SarahsLawCase.rows()} == set(MOVES)
    assert {source for source, *_rest in TABLE} == set(S.values)


@pytest.mark.parametrize("stage", S.values)
@pytest.mark.parametrize("move", MOVES)
def test_who_may_make_a_move_at_a_stage(stage: str, move: str) -> None:
    found = [row for row in SarahsLawCase.rows_from(stage) if row.name == move]
    target, roles = EXPECTED.get((stage, move), ("", frozenset()))
    assert [row.to for row in found] == ([target] if target else [])
    may = {
        role: any(role in SARAHS_LAW.roles[row.by] for row in found) for role in Role
    }
    assert may == {role: role in roles for role in Role}


def case_at(stage: str, cast: Cast) -> SarahsLawCase:
    """A case that real moves brought to ``stage``."""
    story = NOT_TOLD if stage == TELLING else TOLD
    case: SarahsLawCase = walk_child_case(stage, cast.crew, story)
    assert case.state == stage
    return case


@pytest.mark.parametrize("stage", WALKED)
def test_perform_asks_the_job_before_the_facts(cast: Cast, stage: str) -> None:
    """Nobody gets further than the table says, and nothing remains of the attempt."""
    case = case_at(stage, cast)
    before = snapshot()
    for source, move, _to, roles in TABLE:
        if source != stage:
            continue
        for role in Role:
            try:
                with transaction.atomic():
                    perform(
                        case,
                        move,
                        by=cast.holding(role),
                        reason="A test",
                        outcome="no_disclosure_test_not_met",
                        lateness_cause="",
                        force="Elsewhere",
                        handover="By hand",
                    )
                    transaction.set_rollback(True)
            except (Http404, PermissionDenied):
                assert role not in roles or role in (INTAKE, OFFICER), (move, role)
            except Refused:
                assert role in roles, (move, role)
            else:
                assert role in roles, (move, role)
    assert snapshot() == before


@pytest.mark.parametrize("story", [TOLD, NOT_TOLD, STARTED_BY_POLICE])
def test_each_route_goes_to_its_end_by_real_moves(cast: Cast, story: object) -> None:
    case = walk_child_case("the end", cast.crew, story)  # type: ignore[arg-type]
    assert case.state == S.CLOSED
    assert case.outcome == story.outcome  # type: ignore[attr-defined]
    assert not case.deadlines.filter(met_at=None, ended_at=None).exists()
