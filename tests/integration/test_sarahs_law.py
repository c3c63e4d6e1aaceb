"""Sarah's Law: every page is drawn, and its forms refuse what they must."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.models import Case, ClockRule, Notification
from casework.moment import now
from casework.policy import Capability
from casework.workflow.perform import Refused, options_for, perform
from disclosure.actions.records import add_record, kinds_of
from disclosure.demo.load_sarahs_law import (
    COURSE,
    load_child_cases,
    load_closed_child_cases,
)
from disclosure.demo.people import STAFF, make_staff
from disclosure.demo.sarahs_law import TOLD, walk_child_case
from disclosure.management.commands import load_demo
from disclosure.sarahs_law.effects import SAY_MORE
from disclosure.sarahs_law.moves import S
from disclosure.sarahs_law.outcomes import Outcome, ScopeTest
from disclosure.sarahs_law.scheme import SARAHS_LAW
from tests.cast import Cast
from tests.integration.test_fact_links import link_of
from tests.integration.test_valid_html import faults_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
SHORT = {S.RECEIVED, S.SCOPE_REVIEW, S.DECISION_DRAFT, S.DISCLOSURE_IN_PROGRESS}


@pytest.mark.parametrize("stage", sorted(SHORT))
def test_every_page_and_form_is_drawn(cast: Cast, sign_in: SignIn, stage: str) -> None:
    case = walk_child_case(stage, cast.crew)
    client = sign_in(cast.supervisor)
    pages = [*SARAHS_LAW.pages, *SARAHS_LAW.pages_aside]
    addresses = [reverse(page.url_name, args=[case.reference]) for page in pages]
    addresses += [
        reverse("case_record", args=[case.reference, kind])
        for kind, row in kinds_of(case).items()
        if cast.supervisor.roles & SARAHS_LAW.roles[row.needs(case)]
    ]
    for address in [reverse("case", args=[case.reference]), *addresses]:
        response = client.get(address)
        assert response.status_code == 200, address
        assert faults_of(response) == [], address


def post(client: Client, case: Any, kind: str, **answers: Any) -> Any:
    """The form of a kind, filled in."""
    address = reverse("case_record", args=[case.reference, kind])
    return client.post(address, {"version": case.version, **answers})


def test_what_is_missing_leads_to_the_form_of_the_scheme_s_own_record(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_child_case(S.SCOPE_REVIEW, cast.crew)
    client = sign_in(cast.supervisor)
    address = link_of(client, case, "Answer every test of scope")
    form = reverse("case_record", args=[case.reference, "scope"])
    assert address == f"{form}?from=case"
    assert client.get(address).status_code == 200


def test_scope_follows_from_the_tests(cast: Cast, sign_in: SignIn) -> None:
    """A test answered with no cannot be in scope (sarahs-law 1.6)."""
    case = walk_child_case(S.SCOPE_REVIEW, cast.crew)
    answers = {f"test_{test}": "yes" for test in ScopeTest.values}
    wrong = {
        **answers,
        "test_access": "no",
        "in_scope": "yes",
        "reason": "A reason that is long enough to be taken.",
    }
    client = sign_in(cast.supervisor)
    said = post(client, case, "scope", **wrong)
    assert b"it is not in scope" in said.content
    assert not case.scope_decisions.exists()
    assert post(client, case, "scope", **{**wrong, "in_scope": "no"}).status_code == 302
    names = {option.row.name for option in options_for(case, cast.supervisor)}
    assert "end_out_of_scope" in names


def test_out_of_scope_ends_only_after_a_call_back(cast: Cast) -> None:
    case = walk_child_case(S.SCOPE_REVIEW, cast.crew)
    by, tests = cast.supervisor, dict.fromkeys(ScopeTest.values, "yes")
    add_record(
        case, "risk", by=by, tool="initial", grade="standard", reason="No access"
    )
    add_record(
        case,
        "scope",
        by=by,
        in_scope=False,
        reason="A job",
        tests={**tests, "not_vetting": "no"},
    )
    with pytest.raises(Refused, match="Call back"):
        perform(case, "end_out_of_scope", by=by, reason="A check for a job")
    add_record(
        case,
        "call_back",
        by=by,
        called_at=case.received_at + dt.timedelta(seconds=1),
        signpost="dbs",
        said="Sent to the vetting service; understood.",
    )
    case = perform(case, "end_out_of_scope", by=by, reason="A check for a job")
    assert (case.state, case.outcome) == ("no_disclosure_contact", Outcome.OUT_OF_SCOPE)


def test_research_waits_for_the_manager(cast: Cast) -> None:
    """MAPPA-managed: nothing goes on before the reply is recorded (6.2)."""
    case = walk_child_case(S.RESEARCH, cast.crew)
    managed: dict[str, Any] = {"is_managed": "yes", "manager": "Unit"}
    add_record(case, "manager", by=cast.researcher, **managed)
    with pytest.raises(Refused, match="MAPPA-managed"):
        perform(case, "complete_research", by=cast.researcher)


def test_silence_against_the_presumption_needs_more(cast: Cast) -> None:
    case = walk_child_case(S.AWAITING_REVIEW, cast.crew)
    said: dict[str, Any] = {
        "reason": "The risk is managed.",
        "outcome": Outcome.NOT_NEEDED,
    }
    with pytest.raises(Refused, match=SAY_MORE[:20]):
        perform(case, "decide_against_disclosure", by=cast.decision_maker, **said)
    more = "He has been recalled to prison."
    case = perform(
        case,
        "decide_against_disclosure",
        by=cast.decision_maker,
        further_reason=more,
        **said,
    )
    assert case.outcome == Outcome.NOT_NEEDED
    assert more in case.reviews.last().reason


def test_a_refused_undertaking_is_decided_afresh(cast: Cast) -> None:
    case = walk_child_case(S.DISCLOSURE_IN_PROGRESS, cast.crew)
    first = case.decided_at
    add_record(
        case,
        "attempt",
        by=cast.disclosure_officer,
        attempted_at=case.stage_entered_at,
        place="Family centre",
        result="refused",
        undertaking="refused_withheld",
    )
    officer, decider = cast.disclosure_officer, cast.decision_maker
    why = "undertaking_refused"
    case = perform(case, "return_after_refusal", by=officer, reason="No", why=why)
    assert case.deadlines.filter(key="fast_track", met_at=None).exists()
    case = perform(
        case,
        "disclose_all_the_same",
        by=decider,
        reason="Needed for the child",
    )
    assert case.state == S.DISCLOSURE_PLANNING
    assert case.decided_at == first
    assert case.deadlines.filter(key="delivery", met_at=None).count() == 1


def test_every_recipient_hears_their_own_words(cast: Cast) -> None:
    """Delivery is not done while one recipient is left (3.3)."""
    case = walk_child_case(S.DECISION_DRAFT, cast.crew)
    add_record(
        case,
        "recipient",
        by=cast.researcher,
        who="The child's other parent",
        why="Has the child at weekends.",
        words="Do not leave the child alone with the person you know of.",
    )
    assert case.recipients.count() == 1


def test_the_limits_are_versioned() -> None:
    rows = ClockRule.objects.filter(scheme="sarahs_law", key="overall")
    found = {row.valid_from.year: row.limit for row in rows}
    assert found == {2014: 45, 2023: 28}


def test_a_case_of_the_other_scheme_has_no_such_page(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_child_case(S.RECEIVED, cast.crew, TOLD)
    address = reverse("case_record", args=[case.reference, "nonsense"])
    assert sign_in(cast.supervisor).get(address).status_code == 404


def test_the_demo_shows_every_stage_of_the_ordinary_course() -> None:
    staff = make_staff({name: "x" for name, _, _ in STAFF}, dt.date(2024, 1, 1))
    few = sum(count for _stage, _share, count in COURSE) + 2
    assert len(list(load_child_cases(staff, cases=few))) == few
    stages = set(Case.objects.values_list("stage", flat=True))
    assert {str(stage) for stage, *_rest in COURSE} | {"closed"} == stages
    assert Capability.VIEW in SARAHS_LAW.roles


def test_the_year_of_a_trial_is_made_whole_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """While the pages are served, and from where an ended run stood; no old news."""
    monkeypatch.setattr(load_demo, "CHILD_CASES", 2)
    load_demo.load_the_rest()
    assert not Case.objects.exists(), "there is no trial"
    staff = make_staff({name: "x" for name, _, _ in STAFF}, dt.date(2024, 1, 1))
    list(load_closed_child_cases(staff, cases=1, seed=0))
    load_demo.load_the_rest()
    load_demo.load_the_rest()
    assert list(Case.objects.values_list("stage", flat=True)) == ["closed", "closed"]
    before = now() - dt.timedelta(days=3)
    told = Notification.objects.filter(created_at__lt=before)
    assert told.exists()
    assert not told.filter(read_at=None).exists()
