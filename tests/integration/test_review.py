"""The second person's page: everything beside the form, and one decision alone."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import RoleGrant, User
from casework.models import Case, Draft
from casework.workflow.perform import perform
from disclosure.actions.proposal import save_proposal
from disclosure.clares_law import S
from disclosure.decision_record import ItemUse
from disclosure.models import Review
from tests.cast import Cast, make_cast
from tests.integration.test_decision import an_item
from tests.walks import DISCLOSED, NOT_DISCLOSED, walk_to

SignIn = Callable[[User], Client]
REASONS = "The research carries it and the words say no more than needed."
MINE = "I would not tell her before the other force has answered us."
FEW, MANY = 3, 60
# Statements of the page with sixty items of information, without frames.
BUDGET = 60
FRAMES = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


def address(case: Any) -> str:
    return reverse("case_review", args=(case.reference,))


def send(client: Client, case: Any, **data: Any) -> Any:
    version = Case.objects.get(pk=case.pk).version
    given = {"version": version, "result": "agree", "reason": REASONS, **data}
    return client.post(address(case), given)


@pytest.mark.django_db
class TestThePage:
    """Research and recommendation on one page beside the form (clares-law 3.5)."""

    def test_it_has_all_that_the_decision_rests_on(
        self, cast: Cast, sign_in: SignIn
    ) -> None:
        case = walk_to(S.AWAITING_REVIEW, cast.crew)
        page = sign_in(cast.decision_maker).get(address(case)).content.decode()
        for part in (
            *("The tests", "The seven questions", "Items decided on", DISCLOSED.words),
            *("Information", "Checks", "Requests", "Your decision"),
            "Assault occasioning actual bodily harm",
        ):
            assert part in page

    @pytest.mark.parametrize(
        ("story", "data", "end"),
        [
            (DISCLOSED, {}, (S.DISCLOSURE_PLANNING, "agree")),
            (DISCLOSED, {"result": "return"}, (S.DECISION_DRAFT, "return")),
            (
                DISCLOSED,
                {"result": "overrule", "outcome": "no_disclosure_test_not_met"},
                (S.NO_DISCLOSURE_CONTACT, "overrule"),
            ),
            (NOT_DISCLOSED, {}, (S.NO_DISCLOSURE_CONTACT, "agree")),
            (NOT_DISCLOSED, {"result": "return"}, (S.DECISION_DRAFT, "return")),
            (NOT_DISCLOSED, {"result": "overrule"}, (S.DECISION_DRAFT, "overrule")),
        ],
    )
    def test_each_decision_on_a_disclosure_and_on_a_nil_outcome(
        self,
        cast: Cast,
        sign_in: SignIn,
        story: Any,
        data: dict[str, str],
        end: tuple[str, str],
    ) -> None:
        stage, result = end
        case = walk_to(S.AWAITING_REVIEW, cast.crew, story)
        sent = send(sign_in(cast.decision_maker), case, **data)
        assert sent.status_code == 302
        assert Case.objects.get(pk=case.pk).stage == stage
        row = Review.objects.get(case_id=case.pk)
        assert (row.result, row.reason, row.by) == (
            result,
            REASONS,
            cast.decision_maker,
        )

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            ({"reason": "I agree with it"}, "at least 20 characters"),
            ({"result": ""}, "Choose what you decide"),
            ({"result": "overrule"}, "Choose the outcome in place"),
        ],
    )
    def test_what_is_missing_is_said_and_what_was_typed_stays(
        self, cast: Cast, sign_in: SignIn, data: dict[str, str], sentence: str
    ) -> None:
        case = walk_to(S.AWAITING_REVIEW, cast.crew)
        client = sign_in(cast.decision_maker)
        page = send(client, case, **data).content.decode()
        assert sentence in page
        assert data.get("reason", REASONS) in page
        assert not Review.objects.exists()
        assert Draft.objects.get().user == cast.decision_maker
        assert data.get("reason", REASONS) in client.get(address(case)).content.decode()

    def test_a_half_typed_decision_is_nobody_elses(
        self, cast: Cast, sign_in: SignIn
    ) -> None:
        case = walk_to(S.AWAITING_REVIEW, cast.crew)
        draft = reverse("case_draft", args=(case.reference, "review"))
        sign_in(cast.decision_maker).post(draft, {"reason": MINE})
        assert MINE in sign_in(cast.decision_maker).get(address(case)).content.decode()
        other = sign_in(cast.second_decision_maker)
        assert MINE not in other.get(address(case)).content.decode()

    def test_the_same_person_never_does_both(self, cast: Cast, sign_in: SignIn) -> None:
        """Reliability C-05: also when the job comes in between."""
        case = walk_to(S.AWAITING_REVIEW, cast.crew)
        RoleGrant.objects.create(
            user=cast.researcher,
            role="decision_maker",
            valid_from=dt.date(2020, 1, 1),
        )
        author = sign_in(User.objects.get(pk=cast.researcher.pk))
        assert author.get(address(case)).status_code == 403
        assert send(author, case).status_code == 403
        assert not Review.objects.exists()

    def test_sixty_items_cost_no_more_queries_than_three(
        self, cast: Cast, sign_in: SignIn
    ) -> None:
        client = sign_in(cast.decision_maker)
        counts = [queries(client, with_items(cast, count)) for count in (FEW, MANY)]
        assert counts[0] == counts[1]
        assert counts[1] <= BUDGET

    def test_the_decision_page_and_the_form_neither(
        self, cast: Cast, sign_in: SignIn
    ) -> None:
        client = sign_in(cast.researcher)
        for name in ("case_decision", "case_proposal"):
            found = []
            for count in (FEW, MANY):
                case = walk_to(S.DECISION_DRAFT, cast.crew)
                for _ in range(count):
                    an_item(case, cast)
                client.get(reverse(name, args=(case.reference,)))
                found.append(queries(client, case, name))
            assert found[0] == found[1] <= BUDGET


def with_items(cast: Cast, count: int) -> Any:
    """A submitted proposal on ``count`` items more, each told and cited."""
    case = walk_to(S.DECISION_DRAFT, cast.crew)
    for _ in range(count):
        an_item(case, cast)
    case = walk_on(case, cast)
    return perform(case, "submit_for_decision", by=cast.researcher)


def walk_on(case: Any, cast: Cast) -> Any:
    from tests.integration.test_decision_record import complete  # noqa: PLC0415

    complete(case, cast)
    items = list(case.assertions.all())
    save_proposal(
        case,
        by=cast.researcher,
        answers={},
        items=[ItemUse(item, why="She needs to know it.") for item in items],
        evidence={"lawful": items, "necessary": items},
    )
    return case


def queries(client: Client, case: Any, name: str = "case_review") -> int:
    """The statements of a page, without the frames of transactions."""
    client.get(reverse(name, args=(case.reference,)))
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(reverse(name, args=(case.reference,)))
    assert answer.status_code == 200
    asked = [query["sql"] for query in captured.captured_queries]
    return len([sql for sql in asked if not sql.startswith(FRAMES)])


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once(sign_in: SignIn) -> None:
    """Reliability C-02: one wins; the other gets 409, who and what, and their text."""
    people = make_cast()
    case = walk_to(S.AWAITING_REVIEW, people.crew)
    version = case.version
    deciders = (people.decision_maker, people.second_decision_maker)
    clients = [sign_in(person) for person in deciders]
    texts = [f"{MINE} {person}" for person in deciders]
    barrier = threading.Barrier(2, timeout=20)

    def decide(place: int) -> Any:
        try:
            connection.ensure_connection()
            barrier.wait()
            return clients[place].post(
                address(case),
                {"version": version, "result": "return", "reason": texts[place]},
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(decide, (0, 1)))

    assert sorted(answer.status_code for answer in answers) == [302, 409]
    loser = next(n for n, answer in enumerate(answers) if answer.status_code == 409)
    row = Review.objects.get(case_id=case.pk)
    assert row.by == deciders[1 - loser]
    page = answers[loser].content.decode()
    assert f"{row.by} decided" in page
    assert "Returned: version 1" in page
    assert texts[1 - loser] in page
    assert texts[loser] in page
    # And it is still there for whoever typed it when the page is opened again.
    assert texts[loser] in clients[loser].get(address(case)).content.decode()
    assert texts[loser] not in clients[1 - loser].get(address(case)).content.decode()


@pytest.mark.django_db
class TestVersions:
    """Frozen, and any two compared, for the eye and for the ear."""

    def test_what_changed_is_told_word_by_word(
        self, cast: Cast, sign_in: SignIn
    ) -> None:
        case = walk_to(S.AWAITING_REVIEW, cast.crew)
        case = perform(case, "return_proposal", by=cast.decision_maker, reason=REASONS)
        item = case.assertions.first()
        save_proposal(
            case,
            by=cast.researcher,
            answers={"lawful": ("no", "Considered on the facts.")},
            items=[ItemUse(item, use="hold", why="It is too old to matter.")],
            words=DISCLOSED.words.replace("assaulting", "stalking"),
        )
        page = sign_in(cast.decision_maker).get(
            reverse("case_versions", args=(case.reference,))
        )
        shown = page.content.decode()
        assert "From version 1 to version 2" in shown
        assert (
            '<del class="cw-diff__out"><span class="govuk-visually-hidden">Went out: '
            '</span><span aria-hidden="true">\u2212</span>assaulting'
        ) in shown
        assert "Came in: </span>" in shown
        assert "too old" in shown
        assert "hold back" in shown
        assert "What would change this" not in shown

    def test_any_two_and_nonsense(self, cast: Cast, sign_in: SignIn) -> None:
        case = walk_to(S.AWAITING_REVIEW, cast.crew)
        for _ in range(2):
            case = perform(
                case, "return_proposal", by=cast.decision_maker, reason=REASONS
            )
            case = perform(case, "submit_for_decision", by=cast.researcher)
        client = sign_in(cast.researcher)
        place = reverse("case_versions", args=(case.reference,))
        same = client.get(place, {"before": "1", "after": "3"}).content.decode()
        assert "From version 1 to version 3" in same
        assert "The two versions say the same." in same
        odd = client.get(place, {"before": "99", "after": "x"}).content.decode()
        assert "From version 2 to version 3" in odd
