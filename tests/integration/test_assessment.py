"""Application, assessment and the acts of a second person, through their pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.workflow.perform import perform
from disclosure.actions.records import KINDS
from disclosure.clares_law import S
from disclosure.forms.record_forms import FIELDS
from tests.cast import Cast
from tests.walks import Story, walk_to

RECEIVED = dt.datetime(2026, 2, 20, 9, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def address(name: str, case: Any, *args: object) -> str:
    """Where a page of ``case`` is."""
    return reverse(name, args=(case.reference, *args))


def test_every_kind_of_record_has_a_form_for_each_of_its_facts() -> None:
    asked = {kind: set(fields) for kind, fields in FIELDS.items()}
    stored = {kind: set(row.fields) for kind, row in KINDS.items()}
    stored["attempt"] = stored["attempt"] - {"words_hash"} | {"words_read"}
    assert asked == stored


class TestRecords:
    """Records are added by whoever may, at their stage, and never edited."""

    def test_an_unknown_kind_is_not_found_and_a_refused_one_forbidden(
        self, cast: Cast, sign_in: SignIn
    ) -> None:
        case = walk_to(S.INITIAL_CHECKS, cast.crew)
        client = sign_in(cast.researcher)
        assert client.get(address("case_record", case, "gossip")).status_code == 404
        assert client.get(address("case_record", case, "scope")).status_code == 403
        sent = client.post(
            address("case_record", case, "scope"),
            {"in_scope": "yes", "reason": "They are partners"},
        )
        assert sent.status_code == 403
        assert not case.scope_decisions.exists()

    def test_a_grade_shows_on_the_page_and_on_the_case(
        self, cast: Cast, sign_in: SignIn
    ) -> None:
        case = walk_to(S.INITIAL_CHECKS, cast.crew)
        client = sign_in(cast.researcher)
        sent = client.post(
            address("case_risk", case),
            {"tool": "dash", "grade": "high", "reason": "Strangulation is described"},
        )
        assert sent.headers["Location"] == address("case_assessment", case)
        case.refresh_from_db()
        assert case.risk == "high"
        shown = client.get(address("case_assessment", case)).content.decode()
        assert "Strangulation is described" in shown
        assert "Raj Researcher" in shown

    def test_identity_is_seen_or_excused(self, cast: Cast, sign_in: SignIn) -> None:
        case = walk_to(S.AWAITING_MEETING, cast.crew, received_at=RECEIVED)
        client = sign_in(cast.researcher)
        meeting = {
            "held_at_date": "1/3/2026",
            "held_at_time": "09:30",
            "place": "Station",
            "was_alone": "yes",
            "photo_identity": "passport",
            "is_genuine": "yes",
            "account": "As before",
            "support_offered": "IDVA",
            "declaration_made": "yes",
            "contact_plan_confirmed": "yes",
        }
        refused = client.post(address("case_record", case, "meeting"), meeting)
        assert "Record two proofs of identity" in refused.content.decode()
        assert not case.meetings.exists()
        excused = {**meeting, "identity_exception": "She left without her papers"}
        assert client.post(address("case_record", case, "meeting"), excused).has_header(
            "Location"
        )
        assert case.meetings.get().place == "Station"

    def test_a_record_of_another_stage_is_refused(
        self, cast: Cast, sign_in: SignIn
    ) -> None:
        case = walk_to(S.RESEARCH, cast.crew)
        client = sign_in(cast.supervisor)
        shown = client.get(address("case_assessment", case)).content.decode()
        assert address("case_record", case, "scope") not in shown
        sent = client.post(
            address("case_record", case, "scope"),
            {"in_scope": "no", "reason": "They never met"},
        )
        assert "This is recorded only at" in sent.content.decode()
        assert case.scope_decisions.count() == 1

    def test_more_records_cost_no_more_queries(
        self, cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Any
    ) -> None:
        case = walk_to(S.INITIAL_CHECKS, cast.crew)
        client = sign_in(cast.researcher)
        client.get(address("case_assessment", case))
        with django_assert_max_num_queries(60) as few:
            client.get(address("case_assessment", case))
        allowed = len(few)
        for grade in ("high", "medium", "standard"):
            client.post(
                address("case_risk", case),
                {"tool": "dash", "grade": grade, "reason": "Assessed again today"},
            )
        client.get(address("case_assessment", case))
        with django_assert_max_num_queries(allowed):
            client.get(address("case_assessment", case))


class TestSecondPerson:
    """Who asked cannot answer."""

    def test_a_closure_is_signed_off_by_another(
        self, cast: Cast, sign_in: SignIn
    ) -> None:
        case = walk_to(S.INITIAL_CHECKS, cast.crew)
        cast.supervisor.role_grants.create(
            role="decision_maker", valid_from="2020-01-01"
        )
        page = address("case_sign_off", case, "closure")
        asker = sign_in(User.objects.get(pk=cast.supervisor.pk))
        asker.post(page, {"reason": "Out of scope but the risk is high"})
        assert asker.post(page, {"agreed": "on"}).status_code == 403
        assert case.sign_offs.get().by is None
        other = sign_in(cast.decision_maker)
        assert "Out of scope but the risk is high" in other.get(page).content.decode()
        assert other.post(page, {"agreed": "on"}).has_header("Location")
        assert case.sign_offs.get().by == cast.decision_maker

    def test_the_other_force_answers(self, cast: Cast, sign_in: SignIn) -> None:
        case = walk_to(S.RESEARCH, cast.crew)
        case = perform(
            case,
            "offer_transfer",
            by=cast.supervisor,
            force="Elsewhere",
            handover="By hand",
            reason="She moved there",
        )
        client = sign_in(cast.supervisor)
        client.post(
            address("case_transfer_answer", case),
            {"accepted": "no", "reference": "EL/77"},
        )
        shown = client.get(address("case_assessment", case)).content.decode()
        assert "They will not lead" in shown
        assert "EL/77" in shown


class TestApplication:
    """What was said, corrected in the open, and the warnings that were given."""

    def test_answers_are_corrected_and_an_older_page_is_not_saved_over(
        self, cast: Cast, sign_in: SignIn
    ) -> None:
        case = walk_to(S.RECEIVED, cast.crew, Story(reason="First account of it"))
        client = sign_in(cast.control_room)
        old = case.version
        answers = {"danger": "no", "channel": "101", "relationship": "ex_partner"}
        sent = client.post(
            address("case_application_change", case),
            {**answers, "reason": "A fuller account", "version": old},
        )
        assert sent.has_header("Location")
        shown = client.get(address("case_application", case)).content.decode()
        assert "A fuller account" in shown
        assert "Ex-partner" in shown
        stale = client.post(
            address("case_application_change", case),
            {**answers, "reason": "From the old page", "version": old},
        ).content.decode()
        assert "Somebody else changed this to “A fuller account”" in stale
        assert "From the old page" in stale

    def test_warnings_are_ticked_together(self, cast: Cast, sign_in: SignIn) -> None:
        case = walk_to(S.RECEIVED, cast.crew)
        asked = case.application
        asked.warned_at = None
        asked.save()
        client = sign_in(cast.control_room)
        assert (
            "Not given yet"
            in client.get(address("case_application", case)).content.decode()
        )
        client.post(address("case_warnings", case), {})
        asked.refresh_from_db()
        assert asked.warned_at is None
        client.post(address("case_warnings", case), {"given": "on"})
        asked.refresh_from_db()
        assert asked.warned_at is not None
