"""Delivery: the approved words and no others, and never who asked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.actions.people import Details, name_person
from casework.actions.work import raise_alarm
from casework.models import Part
from casework.workflow.perform import Refused, perform
from disclosure.approval import approved_words
from disclosure.clares_law import S
from disclosure.delivery_tables import CLARES_LAW
from tests.cast import Cast
from tests.walks import DISCLOSED, NOT_DISCLOSED, Story, walk_to

pytestmark = pytest.mark.django_db
RECEIVED = dt.datetime(2026, 2, 20, 9, tzinfo=dt.UTC)
SignIn = Callable[[User], Client]
CANARY = Details(
    "Zerlina", "Quayle", phone="01632 960777", line1="9 Canary Row", town="Perchville"
)
SECRETS = ("Zerlina", "Quayle", "960777", "960 777", "Canary Row", "Perchville")


def page(client: Client, name: str, case: Any, *args: object) -> str:
    """The text of a page of ``case``, which must open."""
    answer = client.get(reverse(name, args=(case.reference, *args)))
    assert answer.status_code == 200
    return answer.content.decode()


def an_attempt(**changes: Any) -> dict[str, Any]:
    """What the form sends for a disclosure that was made."""
    sent = {
        "attempted_at_date": "1/3/2026",
        "attempted_at_time": "10:00",
        "place": "Family centre",
        "result": "delivered",
        "identity_checked": "Passport",
        "undertaking": "signed",
        "warnings_given": list(CLARES_LAW.warnings),
    }
    return {**sent, **changes}


def record(client: Client, case: Any, kind: str, **sent: Any) -> Any:
    """Send the form of a record."""
    return client.post(reverse("case_record", args=(case.reference, kind)), sent)


def tell_at_once(case: Any, cast: Cast) -> Any:
    """An emergency disclosure in words with a name."""
    return perform(
        case,
        "authorise_emergency_disclosure",
        by=cast.supervisor,
        reason="It cannot wait",
        words="Zerlina asked us. He is dangerous.",
        recipient="The person at risk",
    )


class TestThirdParty:
    """An applicant who is not the person at risk stays unknown (clares-law 4.2)."""

    @pytest.mark.parametrize("stage", [S.DISCLOSURE_PLANNING, S.AFTERCARE])
    def test_nothing_of_the_applicant_is_on_the_page(
        self, cast: Cast, sign_in: SignIn, stage: S
    ) -> None:
        case = walk_to(stage, cast.crew, Story(third_party=CANARY))
        client = sign_in(cast.disclosure_officer)
        shown = page(client, "case_delivery", case)
        assert DISCLOSED.words in shown
        assert not [secret for secret in SECRETS if secret in shown]

    def test_emergency_words_that_name_the_applicant_are_not_approved(
        self, cast: Cast
    ) -> None:
        case = walk_to(S.RESEARCH, cast.crew, Story(third_party=CANARY))
        raise_alarm(case, by=cast.researcher, what_was_said="He is on his way")
        with pytest.raises(Refused, match="somebody who must not be") as refused:
            tell_at_once(case, cast)
        assert not [secret for secret in SECRETS if secret in str(refused.value)]
        case = type(case).objects.get(pk=case.pk)
        assert (case.stage, case.emergencies.count()) == (S.RESEARCH, 0)

    def test_approved_words_are_not_shown_once_they_name_a_source(
        self, cast: Cast, sign_in: SignIn
    ) -> None:
        """Who must stay unknown can become known after the words were approved."""
        case = walk_to(S.RESEARCH, cast.crew)
        raise_alarm(case, by=cast.researcher, what_was_said="He is on his way")
        case = tell_at_once(case, cast)
        client = sign_in(cast.disclosure_officer)
        assert "Zerlina asked us" in page(client, "case_delivery", case)
        name_person(case, by=cast.supervisor, part=Part.OTHER, details=CANARY)
        shown = page(client, "case_delivery", case)
        assert "somebody who must not be revealed" in shown
        assert "Zerlina asked us" not in shown


class TestAttempt:
    """What was read is what was approved; its version is ticked and never typed."""

    def test_the_hash_comes_from_the_server(self, cast: Cast, sign_in: SignIn) -> None:
        case = walk_to(S.DISCLOSURE_IN_PROGRESS, cast.crew, received_at=RECEIVED)
        _words, approved = approved_words(case)
        client = sign_in(cast.disclosure_officer)
        form = page(client, "case_record", case, "attempt")
        assert f"I read the approved words, version {approved[:8]}" in form
        sent = record(client, case, "attempt", **an_attempt(words_read=approved))
        assert sent.status_code == 302
        assert case.delivery_attempts.get().words_hash == approved

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({}, "Tick that you read the approved words out"),
            ({"words_read": "f" * 64}, "Choose one of the answers offered"),
            ({"words_hash": "f" * 64}, "Tick that you read the approved words out"),
            ({"identity_checked": ""}, "Say how the recipient was identified"),
            ({"warnings_given": ["purpose"]}, "Tick every warning"),
            ({"result": "refused"}, "Refused, disclosure withheld"),
            ({"undertaking": "refused_withheld"}, "say what became of the promise"),
        ],
    )
    def test_a_disclosure_needs_all_of_it(
        self, cast: Cast, sign_in: SignIn, changes: dict[str, str], sentence: str
    ) -> None:
        case = walk_to(S.DISCLOSURE_IN_PROGRESS, cast.crew, received_at=RECEIVED)
        client = sign_in(cast.disclosure_officer)
        answer = record(client, case, "attempt", **an_attempt(**changes))
        assert sentence in answer.content.decode()
        assert "Family centre" in answer.content.decode()
        assert not case.delivery_attempts.exists()

    def test_after_a_failed_attempt_the_plan_is_what_comes_next(
        self, cast: Cast, sign_in: SignIn
    ) -> None:
        """Nothing is offered that cannot be done: no words, so no script, no visit."""
        case = walk_to(S.DISCLOSURE_IN_PROGRESS, cast.crew, received_at=RECEIVED)
        client = sign_in(cast.disclosure_officer)
        before = page(client, "case_delivery", case)
        assert before.index("The visit</a>") < before.index("Plan the visit</a>")
        assert "Print the officer" in before
        failed = an_attempt(result="unsafe", identity_checked="", undertaking="")
        assert record(client, case, "attempt", **failed).status_code == 302
        after = page(client, "case_delivery", case)
        assert after.index("Plan the visit</a>") < after.index("The visit</a>")
        assert "Print the officer" not in after
        assert DISCLOSED.words not in after

    def test_a_failed_attempt_needs_no_words(self, cast: Cast, sign_in: SignIn) -> None:
        case = walk_to(S.DISCLOSURE_IN_PROGRESS, cast.crew, received_at=RECEIVED)
        failed = an_attempt(result="no_answer", identity_checked="", undertaking="")
        sent = record(sign_in(cast.disclosure_officer), case, "attempt", **failed)
        assert sent.status_code == 302
        assert case.delivery_attempts.get().words_hash == ""


class TestScript:
    """Printing the script: a preview first, one copy however often it is sent."""

    def test_the_preview_warns_and_the_form_asks_once(
        self, cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("disclosure.tasks.render_document.delay", print)
        case = walk_to(S.DISCLOSURE_PLANNING, cast.crew)
        client = sign_in(cast.disclosure_officer)
        form = page(client, "case_paper", case, "disclosure_script")
        assert "Do not hand it over" in form
        assert "Preview, not for use" in form
        assert not case.issued_papers.exists()
        found = re.search(r'name="submission" value="([^"]+)"', form)
        assert found is not None
        address = reverse("case_paper", args=(case.reference, "disclosure_script"))
        for _ in range(2):
            sent = client.post(address, {"submission": found[1], "why": "The visit"})
            assert sent.status_code == 302
        request = case.document_requests.get()
        assert request.kind == "disclosure_script"
        assert "It is being made" in page(client, "case_papers", case)

    def test_a_no_disclosure_has_the_standard_words(
        self, cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("disclosure.tasks.render_document.delay", print)
        case = walk_to(S.NO_DISCLOSURE_CONTACT, cast.crew, NOT_DISCLOSED)
        client = sign_in(cast.disclosure_officer)
        shown = page(client, "case_delivery", case)
        assert "There is nothing that we can disclose to you." in shown
        address = reverse("case_paper", args=(case.reference, "no_disclosure_script"))
        client.post(address, {"why": "The telephone call"})
        assert case.document_requests.get().kind == "no_disclosure_script"

    def test_before_a_decision_there_is_nothing_to_print(
        self, cast: Cast, sign_in: SignIn
    ) -> None:
        case = walk_to(S.AWAITING_REVIEW, cast.crew)
        client = sign_in(cast.supervisor)
        kind = "disclosure_script"
        assert "No words are approved" in page(client, "case_paper", case, kind)
        address = reverse("case_paper", args=(case.reference, kind))
        client.post(address, {"why": "The visit"})
        assert not case.document_requests.exists()
        assert sign_in(cast.decision_maker).post(address).status_code == 403
