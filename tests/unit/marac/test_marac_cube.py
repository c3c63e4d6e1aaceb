"""Which job may make which move: tables of the test's own, from marac A4.1 to A4.9.

A change of policy is a change of two files, this one and the code. "Nobody" are moves
that happen by themselves.
"""

from __future__ import annotations

import pytest

from accounts.roles import Role
from casework.policy import Capability
from casework.schemes import Scheme
from casework.workflow.checks import faults_of, faults_of_track
from casework.workflow.tracks import Track
from marac.scheme import MARAC
from marac.tracks import ACTIONS, CONTACTS, FLAGS, MEETING, REQUESTS, TRACKS, TRANSFERS

COO, CHA, CRU = Role.MARAC_COORDINATOR, Role.MARAC_CHAIR, Role.SUPERVISOR
REP, IDV, POL = Role.AGENCY_REPRESENTATIVE, Role.IDVA, Role.RESEARCHER
NOBODY: frozenset[Role] = frozenset()
REFERS = frozenset({REP, IDV, POL, COO, CRU})
SIGNS = frozenset({REP, IDV, POL, CRU})
SCREENS = frozenset({COO, CRU})
AGENCIES = frozenset({REP, IDV, POL})
CHAIRS = frozenset({CHA})
HEARS = frozenset({CHA, COO})

Cell = tuple[str, str, str, frozenset[Role]]


def rows(sources: str, move: str, to: str, roles: frozenset[Role]) -> list[Cell]:
    """The same move out of several states."""
    return [(source, move, to, roles) for source in sources.split()]


BEFORE_HEARD = "screening accepted emergency listed in_research ready deferred"
CASE: list[Cell] = [
    *rows("draft", "ask_manager", "awaiting_signoff", REFERS),
    *rows("draft", "send_referral", "submitted", REFERS),
    *rows("awaiting_signoff", "sign_off", "submitted", SIGNS),
    *rows("awaiting_signoff", "return_to_author", "draft", SIGNS),
    *rows("submitted", "begin_screening", "screening", NOBODY),
    *rows("screening", "return_for_information", "returned", SCREENS),
    *rows("returned", "send_again", "submitted", REFERS),
    *rows("screening", "take_on", "accepted", SCREENS),
    *rows("screening", "find_not_suitable", "not_suitable", SCREENS),
    *rows("not_suitable", "screen_again", "screening", frozenset({CRU})),
    *rows("accepted deferred emergency", "list_case", "listed", SCREENS),
    *rows("accepted deferred emergency", "list_late", "listed", CHAIRS),
    *rows(
        "accepted listed in_research ready",
        "call_emergency",
        "emergency",
        frozenset({CHA, CRU}),
    ),
    *rows("listed", "begin_research", "in_research", NOBODY),
    *rows("in_research", "become_ready", "ready", NOBODY),
    *rows("in_research", "close_research", "ready", SCREENS),
    *rows("ready", "begin_hearing", "being_heard", HEARS),
    *rows("listed in_research ready being_heard", "defer", "deferred", CHAIRS),
    *rows("being_heard", "conclude", "heard", CHAIRS),
    *rows("heard", "await_actions", "actions_open", NOBODY),
    *rows("heard actions_open", "complete_actions", "actions_complete", NOBODY),
    *rows("actions_complete", "go_on_with_actions", "actions_open", NOBODY),
    *rows("actions_complete", "close_case", "closed", SCREENS),
    *rows(BEFORE_HEARD, "transfer_out", "transferred_out", HEARS),
    *rows("closed", "lapse_flag", "flag_lapsed", NOBODY),
    *rows(
        f"draft awaiting_signoff returned {BEFORE_HEARD} actions_complete",
        "withdraw",
        "withdrawn",
        SCREENS,
    ),
    *rows("flag_lapsed", "end_retention", "disposed", frozenset({CRU})),
]
BEFORE_SESSION = "planned list_open list_published research_closed contributions_open"
MEETINGS: list[Cell] = [
    *rows("planned", "open_list", "list_open", NOBODY),
    *rows("list_open", "publish_list", "list_published", SCREENS),
    *rows("list_published", "close_research", "research_closed", NOBODY),
    *rows("list_published research_closed", "begin_session", "in_session", CHAIRS),
    *rows("in_session", "pause", "paused", CHAIRS),
    *rows("paused", "resume", "in_session", CHAIRS),
    *rows("in_session", "end_session", "ended", CHAIRS),
    *rows("ended actions_agreed", "draft_minutes", "minutes_draft", frozenset({COO})),
    *rows("minutes_draft", "approve_minutes", "minutes_approved", CHAIRS),
    *rows("minutes_approved", "close_meeting", "closed", frozenset({COO})),
    *rows(BEFORE_SESSION, "cancel", "cancelled", frozenset({CHA, CRU})),
    *rows(BEFORE_SESSION, "move_meeting", "moved", frozenset({CHA, CRU})),
    *rows("list_published", "open_contributions", "contributions_open", SCREENS),
    *rows("contributions_open", "agree_actions", "actions_agreed", CHAIRS),
]
UNDER_WAY = "agreed acknowledged in_progress"
LADDER = "escalated_1 escalated_2 escalated_3"
OPEN = f"{UNDER_WAY} {LADDER}"
DOES = AGENCIES | {COO}
ACTION: list[Cell] = [
    *rows("proposed", "agree", "agreed", CHAIRS),
    *rows(f"agreed {LADDER}", "acknowledge", "acknowledged", DOES),
    *rows(OPEN, "offer_to_another", "reassigned", DOES),
    *rows("reassigned", "take_over", "agreed", DOES),
    *rows("reassigned", "decline_offer", "agreed", DOES),
    *rows("agreed acknowledged", "start", "in_progress", DOES),
    *rows(OPEN, "claim_done", "done_claimed", DOES),
    *rows("done_claimed", "verify", "done_verified", HEARS),
    *rows("done_claimed", "take_as_done", "done_verified", NOBODY),
    *rows("done_claimed", "send_back", "in_progress", HEARS),
    *rows(OPEN, "report_not_possible", "not_possible", DOES),
    *rows(OPEN, "report_not_done", "not_done", DOES),
    *rows("not_done", "settle_not_done", "not_done_noted", CHAIRS),
    *rows("not_done", "ask_once_more", "agreed", CHAIRS),
    *rows(OPEN, "ask_for_time", "extension_requested", DOES),
    *rows("extension_requested", "give_time", "agreed", CHAIRS),
    *rows("extension_requested", "refuse_time", "agreed", CHAIRS),
    *rows(UNDER_WAY, "tell_manager", "escalated_1", NOBODY),
    *rows("escalated_1", "tell_chair", "escalated_2", NOBODY),
    *rows("escalated_2", "tell_steering_group", "escalated_3", NOBODY),
    *rows(
        f"proposed {OPEN} extension_requested reassigned",
        "cancel",
        "cancelled",
        CHAIRS,
    ),
]
WITH_AGENCY = "sent acknowledged in_progress"
TO_ANSWER = f"{WITH_AGENCY} queried late recused reopened"
REQUEST: list[Cell] = [
    *rows("created", "send", "sent", NOBODY),
    *rows("sent late", "acknowledge", "acknowledged", AGENCIES),
    *rows(f"{WITH_AGENCY} late", "recuse", "recused", AGENCIES),
    *rows("acknowledged", "start", "in_progress", AGENCIES),
    *rows(TO_ANSWER, "return_answer", "returned", AGENCIES),
    *rows("returned", "ask_back", "queried", HEARS),
    *rows("returned", "take_answer", "accepted", HEARS),
    *rows(WITH_AGENCY, "become_late", "late", NOBODY),
    *rows(f"created {TO_ANSWER}", "end_without_return", "no_return", NOBODY),
    *rows("returned accepted", "speak", "spoken", HEARS),
    *rows("returned accepted", "reopen", "reopened", AGENCIES),
]
SPEAKS = frozenset({IDV})
CONTACT: list[Cell] = [
    *rows("allocated", "begin_attempts", "attempting", SPEAKS),
    *rows("allocated attempting", "make_contact", "contacted", SPEAKS),
    *rows("allocated attempting", "find_no_safe_way", "no_safe_contact", SPEAKS),
    *rows("allocated attempting contacted", "record_declined", "declined", SPEAKS),
    *rows(
        "allocated attempting contacted no_safe_contact declined",
        "record_views",
        "views_recorded",
        SPEAKS,
    ),
    *rows("views_recorded", "represent", "represented", NOBODY),
    *rows(
        "allocated attempting contacted no_safe_contact declined represented",
        "owe_feedback",
        "feedback_due",
        NOBODY,
    ),
    *rows("feedback_due", "give_feedback", "feedback_given", SPEAKS),
    *rows("feedback_due", "find_feedback_unsafe", "feedback_unsafe", SPEAKS),
]
TRANSFER: list[Cell] = [
    *rows("proposed", "build_pack", "pack_built", HEARS),
    *rows("pack_built", "send_pack", "sent", HEARS),
    *rows("sent queried", "acknowledge_pack", "received", HEARS),
    *rows("received", "take_case", "accepted", HEARS),
    *rows("received", "ask_for_paper", "queried", HEARS),
    *rows("received", "refuse_case", "refused", HEARS),
    *rows("accepted refused", "close_transfer", "closed", HEARS),
]
FLAG: list[Cell] = [
    *rows("requested refreshed", "confirm_set", "set", AGENCIES),
    *rows("set lapse_notice to_remove", "refresh", "refreshed", NOBODY),
    *rows("set requested", "announce_lapse", "lapse_notice", NOBODY),
    *rows("lapse_notice", "ask_removal", "to_remove", NOBODY),
    *rows("to_remove", "confirm_removal", "removed", AGENCIES),
    *rows("lapse_notice to_remove", "keep_flag", "retained", AGENCIES),
]
TABLES: list[tuple[Scheme | Track, list[Cell]]] = [
    (MARAC, CASE),
    (MEETING, MEETINGS),
    (ACTIONS, ACTION),
    (REQUESTS, REQUEST),
    (CONTACTS, CONTACT),
    (TRANSFERS, TRANSFER),
    (FLAGS, FLAG),
]


@pytest.mark.parametrize(
    ("table", "cells"), TABLES, ids=lambda one: getattr(one, "key", "")
)
def test_the_table_is_that_of_the_domain(
    table: Scheme | Track, cells: list[Cell]
) -> None:
    """Every row with its states and jobs, none more and none less."""
    found = {
        (row.source, row.name): (
            row.to,
            frozenset()
            if row.by is Capability.BY_ITSELF
            else frozenset(MARAC.roles[row.by]),
        )
        for row in table.model.rows()
    }
    assert found == {(source, move): (to, roles) for source, move, to, roles in cells}


def test_no_table_has_a_fault() -> None:
    """No dead end, no state out of reach, no fact that no move asks for."""
    assert list(faults_of(MARAC)) == []
    assert [fault for track in TRACKS for fault in faults_of_track(track)] == []


def test_every_number_of_the_domain_is_in_some_table() -> None:
    """R1 to R22 without R19 (an act), M2 to M13, A1 to A14 without A10, Q1 to Q9."""
    said = " ".join(
        row.explanation for table, _cells in TABLES for row in table.model.rows()
    )
    wanted = [f"R{n}" for n in range(1, 23) if n != 19]
    wanted += [f"M{n}" for n in range(2, 14) if n != 7]
    wanted += [f"A{n}" for n in range(1, 15) if n != 10]
    wanted += [f"Q{n}" for n in range(1, 10)]
    assert [number for number in wanted if f"({number})" not in said] == []


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.CONTROL_ROOM])
def test_jobs_that_have_no_part_in_it(role: Role) -> None:
    """Administrators see no case content (A4.9), the control room refers nobody."""
    assert [may for may, held in MARAC.roles.items() if role in held] == []


def test_an_agency_works_on_its_own_things_alone() -> None:
    """An agency's own work is the only thing it may do on what stands beside a case."""
    for track, capability in (
        (ACTIONS, Capability.DO_ACTION),
        (REQUESTS, Capability.ANSWER_REQUEST),
        (CONTACTS, Capability.REPRESENT),
        (FLAGS, Capability.FLAG),
    ):
        assert track.rules[capability], track.key
