"""Words that could reveal somebody: marked, removed or overridden, never passed by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from casework.actions.people import Details, name_person
from casework.actions.research import record_assertion
from casework.actions.work import raise_alarm
from casework.models import AuditEvent, Part
from casework.workflow.perform import Refused, perform
from disclosure.actions.leaks import override_leaks
from disclosure.actions.proposal import save_proposal
from disclosure.clares_law import S
from disclosure.models import LeakOverride
from disclosure.queries.third_party import leak_check_of, leaks_in
from tests.cast import Cast
from tests.walks import DISCLOSED, Story, walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]

CANARY = Details("Zerlina", "Quayle", phone="01632 960777", line1="9 Canary Row")
STORY = replace(DISCLOSED, third_party=CANARY)
LEAKING = "Zerlina is worried. He was convicted of an assault on a former partner."
CLEAN = "He was convicted of an assault on a former partner."
WHY = "This Zerlina is a singer whom everybody knows."


def drafted(cast: Cast, words: str, story: Story = STORY) -> Any:
    """A complete proposal with ``words``, not submitted."""
    case = walk_to(S.AWAITING_REVIEW, cast.crew, story)
    case = perform(
        case,
        "return_proposal",
        by=cast.decision_maker,
        reason="The words need another look.",
    )
    save_proposal(case, by=cast.researcher, answers={}, words=words)
    return case


def submit(case: Any, cast: Cast) -> Any:
    return perform(case, "submit_for_decision", by=cast.researcher)


def override_all(case: Any, cast: Cast, reason: str = WHY) -> None:
    words = case.recommendations.last().words
    hits = leak_check_of(case).open_hits(words)
    reasons = {hit.key: reason for hit in hits}
    override_leaks(case, by=cast.researcher, reasons=reasons)


class TestSubmission:
    """Neither submitted nor approved while a hit is neither removed nor overridden."""

    def test_a_draft_is_kept_and_cannot_be_submitted(self, cast: Cast) -> None:
        case = drafted(cast, LEAKING)
        assert case.recommendations.last().words == LEAKING
        with pytest.raises(Refused, match="Take out of the words"):
            submit(case, cast)

    def test_without_it_the_words_pass(self, cast: Cast) -> None:
        assert submit(drafted(cast, CLEAN), cast).stage == S.AWAITING_REVIEW

    def test_with_a_reason_they_pass_to_the_very_printing(self, cast: Cast) -> None:
        case = drafted(cast, LEAKING)
        override_all(case, cast)
        case = submit(case, cast)
        case = perform(
            case,
            "approve_disclosure",
            by=cast.decision_maker,
            reason="The reason for the name is a good one.",
        )
        assert case.stage == S.DISCLOSURE_PLANNING
        assert leaks_in(case, LEAKING) == []
        assert [leak.part for leak in leaks_in(case, "Zerlina told us")] == [
            "the applicant"
        ]

    def test_it_runs_again_at_the_approval(self, cast: Cast) -> None:
        case = submit(drafted(cast, "Tamsin Orchardleigh was hurt by him."), cast)
        name_person(
            case,
            by=cast.supervisor,
            part=Part.OTHER,
            details=Details("Tamsin", "Orchardleigh"),
        )
        with pytest.raises(Refused, match="Take out of the words"):
            perform(
                case,
                "approve_disclosure",
                by=cast.decision_maker,
                reason="The words are all right.",
            )

    def test_one_more_person_of_the_name_asks_again(self, cast: Cast) -> None:
        case = drafted(cast, LEAKING)
        override_all(case, cast)
        name_person(
            case, by=cast.researcher, part=Part.CHILD, details=Details("Zerlina", "Z")
        )
        assert leaks_in(case, LEAKING)

    def test_the_name_of_a_sensitive_source(self, cast: Cast) -> None:
        case = drafted(cast, CLEAN)
        record_assertion(
            case,
            case.involvements.get(part=Part.SUBJECT).person,
            by=cast.researcher,
            kind="intelligence",
            item_type="intelligence",
            text="An item",
            source="Told by Peregrine Wimpole",
            owner_force="Our force",
            relevance="The same pattern",
            sensitive_source=True,
        )
        (leak,) = leaks_in(case, "Peregrine Wimpole saw it")
        assert leak.part == "a sensitive source"

    def test_an_emergency_needs_the_reason_too(self, cast: Cast) -> None:
        case = walk_to(S.RESEARCH, cast.crew, STORY)
        raise_alarm(case, by=cast.researcher, what_was_said="He is on his way to her")
        given: dict[str, Any] = {
            "by": cast.supervisor,
            "reason": "It cannot wait for the decision.",
            "words": LEAKING,
            "recipient": "The person at risk",
        }
        with pytest.raises(Refused, match="reveal"):
            perform(case, "authorise_emergency_disclosure", **given)
        perform(case, "authorise_emergency_disclosure", **given, leak_reason=WHY)
        assert LeakOverride.objects.get().reason == WHY

    def test_a_name_said_twice_does_not_stop_an_emergency(self, cast: Cast) -> None:
        """The same words twice are one place, and one row."""
        case = walk_to(S.RESEARCH, cast.crew, STORY)
        raise_alarm(case, by=cast.researcher, what_was_said="He is on his way to her")
        case = perform(
            case,
            "authorise_emergency_disclosure",
            by=cast.supervisor,
            reason="It cannot wait for the decision.",
            words="Ask Zerlina. Ask Zerlina.",
            recipient="The person at risk",
            leak_reason=WHY,
        )
        assert case.state == S.DISCLOSURE_PLANNING
        assert LeakOverride.objects.get().found == "Zerlina"


class TestThePage:
    """Marked in place, by part and by no more; overridden with a reason."""

    def test_saving_leads_to_the_marked_words(
        self, cast: Cast, sign_in: SignIn
    ) -> None:
        case = walk_to(S.DECISION_DRAFT, cast.crew, STORY)
        client = sign_in(cast.researcher)
        sent = client.post(
            reverse("case_proposal", args=(case.reference,)), {"words": LEAKING}
        )
        assert sent.headers["Location"] == reverse("case_leaks", args=(case.reference,))
        page = client.get(sent.headers["Location"]).content.decode()
        assert '<mark class="cw-mark">Zerlina<span' in page
        assert "(place 1: name, certain)" in page
        assert "Could reveal the applicant (name)." in page
        assert "Quayle" not in page

    def test_a_reason_is_asked_for_and_kept(self, cast: Cast, sign_in: SignIn) -> None:
        case = drafted(cast, LEAKING)
        client = sign_in(cast.researcher)
        address = reverse("case_leaks", args=(case.reference,))
        (hit,) = leak_check_of(case).hits(LEAKING)
        field = f"reason-{hit.key}"
        assert "at least one place" in client.post(address, {}).content.decode()
        short = client.post(address, {field: "Fine"}).content.decode()
        assert "15 characters" in short
        assert not LeakOverride.objects.exists()
        assert client.post(address, {field: WHY}).status_code == 302
        row = LeakOverride.objects.get()
        assert (row.found, row.parts, row.by) == (
            "Zerlina",
            "the applicant",
            cast.researcher,
        )
        assert AuditEvent.objects.filter(verb="override_leak", reason=WHY).count() == 1

    def test_the_second_person_and_the_supervisor_see_it(
        self, cast: Cast, sign_in: SignIn
    ) -> None:
        case = drafted(cast, LEAKING)
        override_all(case, cast)
        submit(case, cast)
        decision = reverse("case_decision", args=(case.reference,))
        assert WHY in sign_in(cast.decision_maker).get(decision).content.decode()
        listed = sign_in(cast.supervisor).get(reverse("leak_overrides"))
        assert WHY in listed.content.decode()
        assert case.reference in listed.content.decode()

    def test_a_restricted_case_is_not_in_the_list(
        self, cast: Cast, sign_in: SignIn
    ) -> None:
        case = drafted(cast, LEAKING)
        override_all(case, cast)
        case.restricted = True
        case.save()
        listed = sign_in(cast.supervisor).get(reverse("leak_overrides"))
        assert case.reference not in listed.content.decode()

    def test_whoever_decides_overrides_nothing(
        self, cast: Cast, sign_in: SignIn
    ) -> None:
        case = drafted(cast, LEAKING)
        (hit,) = leak_check_of(case).hits(LEAKING)
        address = reverse("case_leaks", args=(case.reference,))
        sent = sign_in(cast.decision_maker).post(address, {f"reason-{hit.key}": WHY})
        assert sent.status_code == 403
        assert not LeakOverride.objects.exists()

    def test_words_that_changed_meanwhile_are_read_again(self, cast: Cast) -> None:
        case = drafted(cast, CLEAN)
        with pytest.raises(Refused, match="have changed"):
            override_leaks(case, by=cast.researcher, reasons={"a" * 64: WHY})

    def test_submitted_words_are_overridden_no_more(self, cast: Cast) -> None:
        case = submit(drafted(cast, CLEAN), cast)
        with pytest.raises(Refused, match="not being drafted"):
            override_leaks(case, by=cast.researcher, reasons={"a" * 64: WHY})


def test_an_override_is_never_changed(cast: Cast) -> None:
    case = drafted(cast, LEAKING)
    override_all(case, cast)
    with pytest.raises(ProgrammingError), transaction.atomic():
        LeakOverride.objects.update(reason="Another reason altogether.")
    with pytest.raises(ProgrammingError), transaction.atomic():
        LeakOverride.objects.all().delete()


def test_more_people_cost_no_more_queries(cast: Cast) -> None:
    case = drafted(cast, LEAKING)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            leaks_in(case, LEAKING)
        return len(captured)

    queries()  # the first also reads the application of this row
    few = queries()
    for number in range(20):
        name_person(
            case,
            by=cast.researcher,
            part=Part.CHILD,
            details=Details(f"Child{number}", "Test", phone=f"01632 9601{number:02d}"),
        )
    assert queries() == few <= 8
