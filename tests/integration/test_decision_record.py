"""The record of a decision: items, evidence, justifications, ages, frozen versions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.moment import now
from casework.workflow.perform import Refused, perform
from disclosure.actions.proposal import save_proposal
from disclosure.actions.second_person import ask_sign_off, give_sign_off
from disclosure.approval import latest_version
from disclosure.clares_law import S
from disclosure.decision_record import ItemUse, gaps_of
from disclosure.decision_table import decision_table_of
from disclosure.models import ItemDecision
from tests.cast import Cast
from tests.integration.test_decision import a_proposal, an_item
from tests.refused_sql import assert_refused
from tests.walks import DISCLOSED, NOT_DISCLOSED, walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
WHY = "She needs to know it to be safe."


def returned(cast: Cast, story: Any = DISCLOSED) -> Any:
    """A complete proposal that came back."""
    case = walk_to(S.AWAITING_REVIEW, cast.crew, story)
    return perform(
        case, "return_proposal", by=cast.decision_maker, reason="Look at it once more."
    )


def send(client: Client, case: Any, **data: Any) -> Any:
    return client.post(
        reverse("case_proposal", args=(case.reference,)), a_proposal(**data)
    )


def test_the_form_keeps_items_and_what_supports_each_answer(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to(S.DECISION_DRAFT, cast.crew)
    second = an_item(case, cast)
    first = case.assertions.first()
    client = sign_in(cast.researcher)
    sent = send(
        client,
        case,
        **{
            f"item{first.pk}": "tell",
            f"item{first.pk}_why": WHY,
            f"item{second.pk}": "hold",
            f"item{second.pk}_why": "It is not about abuse.",
            "lawful_evidence": "2, 1",
            "safeguarding_evidence": "2",
        },
    )
    assert sent.status_code == 302
    version = latest_version(case)
    assert [(row.use, row.why) for row in version.item_decisions.all()] == [
        ("tell", WHY),
        ("hold", "It is not about abuse."),
    ]
    supports = {(row.question, row.assertion_id) for row in version.evidence.all()}
    assert supports == {
        ("lawful", first.pk),
        ("lawful", second.pk),
        ("safeguarding", second.pk),
    }
    shown = client.get(reverse("case_proposal", args=(case.reference,)))
    assert 'name="lawful_evidence" value="1, 2"' in shown.content.decode()
    page = client.get(reverse("case_decision", args=(case.reference,)))
    assert "Rests on items 1, 2." in page.content.decode()
    assert "It is not about abuse." in page.content.decode()


@pytest.mark.parametrize(
    ("kind", "outcome", "told"),
    [
        ("person_at_risk", "disclose_to_a", "The person at risk"),
        ("better_placed", "disclose_to_other", "Her social worker"),
        ("both", "disclose_to_a_and_other", "Her social worker"),
    ],
)
def test_the_recipient_is_one_choice(
    cast: Cast, sign_in: SignIn, kind: str, outcome: str, told: str
) -> None:
    case = walk_to(S.DECISION_DRAFT, cast.crew)
    described = "" if kind == "person_at_risk" else told
    send(sign_in(cast.researcher), case, recipient_kind=kind, recipient=described)
    version = latest_version(case)
    assert (version.outcome, version.recipient) == (outcome, told)
    assert version.recipient_kind == kind


def test_every_test_and_question_of_the_table_is_asked(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to(S.DECISION_DRAFT, cast.crew)
    page = sign_in(cast.researcher).get(
        reverse("case_proposal", args=(case.reference,))
    )
    shown = page.content.decode()
    table = decision_table_of(case)
    assert (len(table.tests), len(table.questions)) == (7, 7)
    for question in table.questions:
        assert question.label in shown
    for test in table.tests:
        assert f'name="{test.key}_reason"' in shown


class TestGaps:
    """What is missing is said before it can be submitted (T6)."""

    def test_a_reason_has_the_length_of_the_settings_row(self, cast: Cast) -> None:
        case = returned(cast)
        save_proposal(
            case, by=cast.researcher, answers={"lawful": ("yes", "Too short")}
        )
        (gap,) = gaps_of(case, latest_version(case))
        assert "proper policing purpose" in gap
        assert "20 characters" in gap
        with pytest.raises(Refused, match="what it lacks"):
            perform(case, "submit_for_decision", by=cast.researcher)

    def test_what_is_not_told_is_held_back_for_a_reason(self, cast: Cast) -> None:
        case = returned(cast)
        other = an_item(case, cast)
        version = latest_version(case)
        assert gaps_of(case, version) == [
            "Say why the other items are held back (question 2)."
        ]
        version.held_back = "It is not about abuse."
        assert gaps_of(case, version) == []
        version.held_back = ""
        told = [ItemUse(case.assertions.first(), why=WHY)]
        held = ItemUse(other, use="hold", why="It is about theft.")
        save_proposal(case, by=cast.researcher, answers={}, items=[*told, held])
        assert gaps_of(case, latest_version(case)) == []

    def test_every_item_that_is_told_says_why(self, cast: Cast) -> None:
        case = returned(cast)
        items = [ItemUse(case.assertions.first())]
        save_proposal(case, by=cast.researcher, answers={}, items=items)
        assert gaps_of(case, latest_version(case)) == [
            "Say of every item to tell why it is told (question 2)."
        ]

    def test_a_departure_says_why_and_who_approved_it(self, cast: Cast) -> None:
        case = returned(cast)
        save_proposal(
            case, by=cast.researcher, answers={}, departure="No meeting was held."
        )
        assert len(gaps_of(case, latest_version(case))) == 2
        save_proposal(
            case,
            by=cast.researcher,
            answers={},
            departure_reason="She asked for it.",
            departure_approved_by="Detective inspector of the unit",
        )
        assert gaps_of(case, latest_version(case)) == []

    def test_a_nil_outcome_needs_the_tests_too(self, cast: Cast) -> None:
        case = returned(cast, NOT_DISCLOSED)
        latest_version(case).answers.all().delete()
        assert len(gaps_of(case, latest_version(case))) == 7

    def test_the_page_lists_them(self, cast: Cast, sign_in: SignIn) -> None:
        case = walk_to(S.DECISION_DRAFT, cast.crew)
        page = sign_in(cast.researcher).get(
            reverse("case_decision", args=(case.reference,))
        )
        assert "Choose whether to disclose (question 1)." in page.content.decode()


class TestJustification:
    """Spent or unowned items need a reason each; sensitive sources are never told."""

    @pytest.mark.parametrize(
        "facts",
        [{"spent": "yes"}, {"owner_agrees": "no"}, {"owner_agrees": "unknown"}],
    )
    def test_an_extra_reason_opens_the_way(
        self, cast: Cast, facts: dict[str, str]
    ) -> None:
        case = returned(cast)
        item = an_item(case, cast, **facts)
        uses = [ItemUse(one, why=WHY) for one in case.assertions.all()]
        save_proposal(case, by=cast.researcher, answers={}, items=uses)
        with pytest.raises(Refused, match="why it is told all the same"):
            perform(case, "submit_for_decision", by=cast.researcher)
        uses[-1] = ItemUse(item, why=WHY, extra="Without it the pattern is not seen.")
        save_proposal(case, by=cast.researcher, answers={}, items=uses)
        case = perform(case, "submit_for_decision", by=cast.researcher)
        assert case.stage == S.AWAITING_REVIEW

    @pytest.mark.parametrize(
        "facts",
        [
            {"sensitive_source": True},
            {"may_be_told": "no", "may_be_told_why": "It is hearsay."},
        ],
    )
    def test_no_reason_opens_the_way(self, cast: Cast, facts: dict[str, Any]) -> None:
        case = returned(cast)
        item = an_item(case, cast, **facts)
        uses = [
            *(ItemUse(one, why=WHY) for one in case.assertions.exclude(pk=item.pk)),
            ItemUse(item, why=WHY, extra="Without it the pattern is not seen."),
        ]
        save_proposal(case, by=cast.researcher, answers={}, items=uses)
        with pytest.raises(Refused, match="sensitive source"):
            perform(case, "submit_for_decision", by=cast.researcher)


def years_ago(years: int) -> dt.date:
    return now().date() - dt.timedelta(days=years * 365 + years // 4 + 1)


class TestAges:
    """Clares-law section 5: subject under 18, person at risk under 16."""

    def test_a_young_subject(self, cast: Cast) -> None:
        subject = replace(DISCLOSED.subject, date_of_birth=years_ago(17))
        case = walk_to(S.DECISION_DRAFT, cast.crew, replace(DISCLOSED, subject=subject))
        complete(case, cast)
        with pytest.raises(Refused, match="under 18"):
            perform(case, "submit_for_decision", by=cast.researcher)
        save_proposal(
            case,
            by=cast.researcher,
            answers={},
            subject_young_reason="Youth justice was consulted.",
        )
        assert perform(case, "submit_for_decision", by=cast.researcher)

    def test_a_child_at_risk_is_told_only_after_a_sign_off(self, cast: Cast) -> None:
        child = replace(DISCLOSED.person_at_risk, date_of_birth=years_ago(15))
        case = walk_to(
            S.DECISION_DRAFT, cast.crew, replace(DISCLOSED, person_at_risk=child)
        )
        complete(case, cast, person_young_reason="Children's social care knows.")
        with pytest.raises(Refused, match="under 16"):
            perform(case, "submit_for_decision", by=cast.researcher)
        ask_sign_off(
            case, by=cast.supervisor, purpose="under_16", reason="She is nearly 16."
        )
        give_sign_off(case, by=cast.second_decision_maker, purpose="under_16")
        assert perform(case, "submit_for_decision", by=cast.researcher)

    def test_somebody_better_placed_needs_no_sign_off(self, cast: Cast) -> None:
        child = replace(DISCLOSED.person_at_risk, date_of_birth=years_ago(15))
        case = walk_to(
            S.DECISION_DRAFT, cast.crew, replace(DISCLOSED, person_at_risk=child)
        )
        complete(
            case,
            cast,
            outcome="disclose_to_other",
            recipient="Her social worker",
            person_young_reason="Children's social care knows.",
        )
        assert perform(case, "submit_for_decision", by=cast.researcher)


def complete(case: Any, cast: Cast, **changes: Any) -> None:
    """Everything that a proposal to disclose needs."""
    text = "A reason of more than twenty characters."
    keys = [test.key for test in decision_table_of(case).tests]
    told: dict[str, Any] = {
        "outcome": "disclose_to_a",
        "recipient": "The person at risk",
        "delivered_by": "Disclosure officer",
        "words": DISCLOSED.words,
        **dict.fromkeys(("ask_subject", "tell_subject", "safeguarding_needed"), "no"),
        **dict.fromkeys(("recipient_reason", "delivered_by_reason"), text),
        **dict.fromkeys(("ask_subject_reason", "tell_subject_reason"), text),
        **dict.fromkeys(("safeguarding", "rationale", "would_change"), text),
    }
    save_proposal(
        case,
        by=cast.researcher,
        answers=dict.fromkeys(keys, ("yes", text)),
        items=[ItemUse(item, why=WHY) for item in case.assertions.all()],
        **{**told, **changes},
    )


class TestFrozen:
    """What was submitted never changes, not even past the code."""

    @pytest.mark.parametrize("table", ["itemdecision", "evidence", "testanswer"])
    def test_the_rows_of_a_submitted_version(self, cast: Cast, table: str) -> None:
        case = walk_to(S.AWAITING_REVIEW, cast.crew)
        version = latest_version(case)
        where = f"disclosure_{table} WHERE recommendation_id = %s"
        assert_refused(f"DELETE FROM {where}", version.pk)  # noqa: S608

    def test_a_return_copies_items_and_evidence(self, cast: Cast) -> None:
        case = returned(cast)
        first, second = case.recommendations.order_by("number")

        def rows(version: Any) -> list[Any]:
            items = version.item_decisions.values_list("assertion", "use", "why")
            return [*items, *version.evidence.values_list("question", "assertion")]

        assert rows(first) == rows(second) != []

    def test_saving_the_same_again_changes_no_row(self, cast: Cast) -> None:
        case = returned(cast)
        version = latest_version(case)
        before = list(ItemDecision.objects.values_list("pk", "why"))
        items = [
            ItemUse(row.assertion, row.use, row.why)
            for row in version.item_decisions.all()
        ]
        save_proposal(case, by=cast.researcher, answers={}, items=items)
        assert list(ItemDecision.objects.values_list("pk", "why")) == before
