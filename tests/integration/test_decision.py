"""The decision: proposed by one person, decided by another, nothing overwritten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.actions.research import record_assertion
from casework.actions.work import raise_alarm
from casework.models import Deadline, Part
from casework.moment import now
from casework.workflow.perform import Refused, perform
from disclosure.actions.second_person import review_emergency
from disclosure.clares_law import S
from disclosure.models import Review
from disclosure.outcomes import Outcome
from disclosure.outcomes import Test as LegalTest
from tests.cast import Cast
from tests.walks import DISCLOSED, NOT_DISCLOSED, walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def page(client: Client, name: str, case: Any, *args: object) -> str:
    """The text of a page of ``case``, which must open."""
    answer = client.get(reverse(name, args=(case.reference, *args)))
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, name: str, case: Any, **data: Any) -> Any:
    """Send a form of ``case``."""
    return client.post(reverse(name, args=(case.reference,)), data)


def a_proposal(**changes: Any) -> dict[str, Any]:
    """What the form sends for a complete disclosure without items."""
    answers = dict.fromkeys(LegalTest.values, "yes")
    reasons = {
        f"{test}_reason": "Considered on the facts." for test in LegalTest.values
    }
    told = {
        "outcome": "disclose",
        "recipient_kind": "person_at_risk",
        "recipient_reason": "She can protect herself.",
        "delivered_by": "Disclosure officer",
        "words": "He was convicted of an assault on a former partner.",
        "ask_subject": "no",
        "ask_subject_reason": "Asking would raise the risk.",
        "tell_subject": "no",
        "tell_subject_reason": "Telling would raise the risk.",
        "safeguarding": "Safety plan",
        "rationale": "See the tests.",
        "would_change": "New information.",
    }
    return {**answers, **reasons, **told, **changes}


def an_item(case: Any, cast: Cast, **facts: Any) -> Any:
    """An item of information about the subject."""
    return record_assertion(
        case,
        case.involvements.get(part=Part.SUBJECT).person,
        by=cast.researcher,
        **{
            "kind": "fact",
            "item_type": "caution",
            "text": "An item",
            "source": "PNC",
            "owner_force": "Elsewhere",
            "relevance": "The same pattern",
            "spent": "no",
            "owner_agrees": "yes",
            **facts,
        },
    )


class TestTwoPersons:
    """Whoever researched or recommended can never decide: page, code and database."""

    @pytest.fixture
    def author(self, cast: Cast) -> User:
        """A researcher who holds the decision maker's job too."""
        cast.researcher.role_grants.create(
            role="decision_maker", valid_from=dt.date(2020, 1, 1)
        )
        return User.objects.get(pk=cast.researcher.pk)

    def test_the_page_offers_no_decision_and_says_why(
        self, cast: Cast, author: User, sign_in: SignIn
    ) -> None:
        case = walk_to(S.AWAITING_REVIEW, cast.crew)
        approve = (
            f"{reverse('case_review', args=(case.reference,))}?move=approve_disclosure"
        )
        shown = page(sign_in(author), "case_decision", case)
        assert approve not in shown
        assert "You researched or recommended this case: another member" in shown
        assert approve in page(sign_in(cast.decision_maker), "case_decision", case)

    @pytest.mark.parametrize(
        "move", ["approve_disclosure", "return_proposal", "decide_against_disclosure"]
    )
    def test_the_code_refuses(self, cast: Cast, author: User, move: str) -> None:
        case = walk_to(S.AWAITING_REVIEW, cast.crew)
        with pytest.raises(
            PermissionDenied, match="researched or recommended this case"
        ):
            perform(case, move, by=author, reason="I agree with me", outcome="x")
        assert not Review.objects.exists()

    def test_the_database_refuses(self, cast: Cast, author: User) -> None:
        case = walk_to(S.AWAITING_REVIEW, cast.crew)
        version = case.recommendations.get()
        with pytest.raises(IntegrityError), transaction.atomic():
            Review.objects.create(
                case_id=case.pk,
                recommendation=version,
                proposed_by=cast.supervisor,
                result="agree",
                reason="Past the code",
                by=author,
                at=now(),
            )


class TestReview:
    """Agree, return, overrule: each with reasons, every version kept."""

    def test_a_return_keeps_the_version_and_its_text(
        self, cast: Cast, sign_in: SignIn
    ) -> None:
        case = walk_to(S.AWAITING_REVIEW, cast.crew)
        case = perform(
            case, "return_proposal", by=cast.decision_maker, reason="Say what changed"
        )
        first, second = case.recommendations.order_by("number")
        assert (first.submitted_at is not None, second.submitted_at) == (True, None)
        assert first.words == second.words == DISCLOSED.words
        researcher = sign_in(cast.researcher)
        changed = a_proposal(words="Other words for her.", version=case.version)
        assert post(researcher, "case_proposal", case, **changed).status_code == 302
        first.refresh_from_db()
        assert first.words == DISCLOSED.words
        shown = page(researcher, "case_decision", case)
        assert "Say what changed" in shown
        assert "Changed since version 1" in shown
        assert "Words to be spoken" in shown
        assert "Other words for her." in shown
        assert DISCLOSED.words in shown

    def test_a_disclosure_can_be_overruled_with_reasons(
        self, cast: Cast, sign_in: SignIn
    ) -> None:
        case = walk_to(S.AWAITING_REVIEW, cast.crew)
        case = perform(
            case,
            "decide_against_disclosure",
            by=cast.decision_maker,
            reason="There is no pressing need",
            outcome=Outcome.TEST_NOT_MET,
        )
        assert case.stage == S.NO_DISCLOSURE_CONTACT
        shown = page(sign_in(cast.researcher), "case_decision", case)
        assert "Overruled: version 1" in shown
        assert "There is no pressing need" in shown
        assert "No disclosure: test not met" in shown

    def test_a_nil_outcome_goes_back_as_overruled(
        self, cast: Cast, sign_in: SignIn
    ) -> None:
        case = walk_to(S.AWAITING_REVIEW, cast.crew, NOT_DISCLOSED)
        perform(
            case,
            "return_proposal",
            by=cast.decision_maker,
            reason="Her account alone raises a concern",
            overrule=True,
        )
        shown = page(sign_in(cast.researcher), "case_decision", case)
        assert "Overruled: version 1" in shown


class TestEmergency:
    """Somebody in danger is told at once; another person looks back at it."""

    def test_it_is_reviewed_by_somebody_else(self, cast: Cast, sign_in: SignIn) -> None:
        case = walk_to(S.RESEARCH, cast.crew)
        raise_alarm(
            case, by=cast.researcher, what_was_said="He is on his way to her now"
        )
        case = perform(
            case,
            "authorise_emergency_disclosure",
            by=cast.supervisor,
            reason="It cannot wait for research",
            words="He has hurt a partner before. Leave now.",
            recipient="The person at risk",
        )
        assert case.stage == S.DISCLOSURE_PLANNING
        own = sign_in(cast.supervisor)
        assert "another person must review it" in page(own, "case_decision", case)
        refused = post(own, "case_emergency_review", case, review="It was fine by me")
        assert refused.status_code == 403
        with pytest.raises(Refused, match="another person"):
            review_emergency(case, by=cast.supervisor, review="It was fine by me")

        other = sign_in(cast.decision_maker)
        assert "Review it" in page(other, "case_decision", case)
        sent = post(other, "case_emergency_review", case, review="Necessary and short.")
        assert sent.status_code == 302
        emergency = case.emergencies.get()
        assert emergency.reviewed_by == cast.decision_maker
        clock = Deadline.objects.get(case_id=case.pk, key="emergency_review")
        assert clock.met_at is not None


class TestProposal:
    """A draft may have gaps; contradictions and leaks are refused, nothing is lost."""

    def test_a_draft_with_gaps_is_kept(self, cast: Cast, sign_in: SignIn) -> None:
        case = walk_to(S.DECISION_DRAFT, cast.crew)
        client = sign_in(cast.researcher)
        sent = post(client, "case_proposal", case, lawful="yes", rationale="Half done")
        assert sent.status_code == 302
        shown = page(client, "case_proposal", case)
        assert "Half done" in shown
        version = case.recommendations.get()
        assert [(a.test, a.answer) for a in version.answers.all()] == [
            ("lawful", "yes")
        ]

    def test_what_is_emptied_is_empty(self, cast: Cast, sign_in: SignIn) -> None:
        case = walk_to(S.DECISION_DRAFT, cast.crew)
        client = sign_in(cast.researcher)
        post(client, "case_proposal", case, lawful="yes", lawful_reason="A purpose")
        post(client, "case_proposal", case, lawful="", lawful_reason="")
        answer = case.recommendations.get().answers.get(test="lawful")
        assert (answer.answer, answer.reason) == ("", "")

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"pressing_need": "no"}, "You propose a disclosure and answer no here"),
            ({"item": "tell", "spent": "na"}, "A spent item is told"),
            ({"recipient_kind": ""}, "Choose who is told"),
            ({"lawful_evidence": "7"}, "There is no item 7"),
            ({"lawful_evidence": "the first"}, "Enter numbers of items"),
            (
                {"item": "tell", "outcome": Outcome.TEST_NOT_MET.value},
                "Nothing is to be disclosed, but this item is to be told",
            ),
        ],
    )
    def test_contradictions_are_refused_and_nothing_typed_is_lost(
        self, cast: Cast, sign_in: SignIn, changes: dict[str, str], sentence: str
    ) -> None:
        case = walk_to(S.RESEARCH, cast.crew)
        item = an_item(case, cast, spent="yes", owner_agrees="yes")
        changes = {
            name.replace("item", f"item{item.pk}"): value
            for name, value in changes.items()
        }
        answer = post(
            sign_in(cast.researcher), "case_proposal", case, **a_proposal(**changes)
        )
        shown = answer.content.decode()
        assert answer.status_code == 200
        assert sentence in shown
        assert "She can protect herself." in shown
        assert not case.recommendations.exists()

    def test_an_older_page_does_not_overwrite(
        self, cast: Cast, sign_in: SignIn
    ) -> None:
        case = walk_to(S.DECISION_DRAFT, cast.crew)
        client = sign_in(cast.researcher)
        old = case.version
        case = perform(case, "research_further", by=cast.supervisor, reason="More")
        answer = post(
            client, "case_proposal", case, **a_proposal(version=old, words="Mine")
        )
        assert "Somebody else changed this case" in answer.content.decode()
        assert case.recommendations.get().words != "Mine"

    def test_only_who_proposes_has_the_form(self, cast: Cast, sign_in: SignIn) -> None:
        case = walk_to(S.DECISION_DRAFT, cast.crew)
        address = reverse("case_proposal", args=(case.reference,))
        assert sign_in(cast.decision_maker).get(address).status_code == 403
