"""The short pages of a visit: kept page by page, sent once, refused as a whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.clock import local_date
from casework.models import Case
from casework.moment import now
from casework.queries.safe_contact import plan_for
from casework.workflow.perform import Refused, perform
from disclosure.actions.visits import record_visit
from disclosure.approval import approved_words
from disclosure.clares_law import S
from disclosure.delivery_tables import CLARES_LAW
from tests.cast import Cast
from tests.snapshots import snapshot
from tests.walks import DISCLOSED, walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
AGENCIES = ("marac", "idva", "children", "adults", "victim_services", "perpetrator")
NOT_NEEDED: dict[str, object] = {
    key: value
    for agency in AGENCIES
    for key, value in (
        (f"referral_{agency}", "not_needed"),
        (f"referral_{agency}_why", "Nothing points to it"),
    )
}


def at(case: Any, wizard: str, step: str) -> str:
    return reverse("case_visit", args=(case.reference, wizard, step))


def send(client: Client, case: Any, wizard: str, pages: Mapping[str, Any]) -> None:
    """Answer each page; every one must be taken."""
    for step, typed in pages.items():
        answer = client.post(at(case, wizard, step), typed)
        said = answer.content.decode()
        assert answer.status_code == 302, f"{step}: {said[said.find('error') :][:900]}"


def plan_pages(**changes: Any) -> dict[str, dict[str, Any]]:
    """What an officer answers about a plan for tomorrow."""
    day = local_date(now()) + dt.timedelta(days=1)
    risks: dict[str, Any] = {f"risk_{code}": "no" for code in CLARES_LAW.risks}
    return {
        "when": {
            "planned_for_date": f"{day:%d/%m/%Y}",
            "planned_for_time": "10:00",
            "place": "Family centre",
            "agreed": "yes",
        }
        | changes,
        "who": {"officers": "Two officers", "second_person": "Her IDVA"},
        "subject": {
            "subject_absent": "He is at work until six.",
            "contact_plan_checked": "yes",
        },
        "risks": {**risks, "risk_seen": "yes", "risk_seen_measure": "Plain clothes"},
    }


def visit_pages(case: Any) -> dict[str, dict[str, Any]]:
    """What an officer answers about a disclosure that was made just now."""
    _words, approved = approved_words(case)
    when = now().astimezone()
    return {
        "arrival": {
            "attempted_at_date": f"{when:%d/%m/%Y}",
            "attempted_at_time": f"{when:%H:%M}",
            "place": "Family centre",
            "result": "here",
        },
        "identity": {"identity_checked": "Passport", "present": "Her IDVA"},
        "warnings": {"warnings_given": list(CLARES_LAW.warnings)},
        "undertaking": {"undertaking": "signed", "undertaking_note": "Paper 7"},
        "words": {"words_read": approved, "reaction": "Calm"},
        "safety": {"plan": "Who to ring", "agreed_with_recipient": "yes"},
        "risk": {"tool": "dash", "grade": "medium", "reason": "As before, no contact"},
        "referrals": NOT_NEEDED,
        "subject": {"told": "no", "why": "It would raise the risk"},
    }


def test_a_plan_is_kept_page_by_page_and_sent_once(cast: Cast, sign_in: SignIn) -> None:
    case = walk_to(S.DISCLOSURE_PLANNING, cast.crew)
    pages = plan_pages()
    first = {"when": pages.pop("when")}
    send(sign_in(cast.disclosure_officer), case, "plan", first)
    # The session ended on the way; another officer has answers of their own.
    client = sign_in(cast.disclosure_officer)
    assert "Family centre" in client.get(at(case, "plan", "when")).content.decode()
    other = sign_in(cast.supervisor).get(at(case, "plan", "when")).content.decode()
    assert "Family centre" not in other
    check = client.get(at(case, "plan", "check")).content.decode()
    assert "To answer" in check
    assert "Add to the record" not in check
    send(client, case, "plan", pages)
    check = client.get(at(case, "plan", "check")).content.decode()
    assert "Plain clothes" in check
    for _ in range(2):
        client.post(at(case, "plan", "check"), {"version": case.version})
    plan = case.delivery_plans.get()
    assert (plan.second_person, plan.agreed) == ("Her IDVA", True)
    assert plan.risks.count() == len(CLARES_LAW.risks)
    assert plan.risks.get(answer="yes").measure == "Plain clothes"
    again = client.get(at(case, "plan", "when")).content.decode()
    assert "Family centre" not in again


def test_a_visit_that_the_contact_plan_forbids_is_refused(
    cast: Cast, sign_in: SignIn
) -> None:
    """A time that the person chose needs no hours; a period without contact stands."""
    case = walk_to(S.DISCLOSURE_PLANNING, cast.crew)
    client = sign_in(cast.disclosure_officer)
    send(client, case, "plan", plan_pages(agreed="no"))
    sent = client.post(at(case, "plan", "check"), {}).content.decode()
    assert "It does not allow a visit or meeting" in sent
    assert not case.delivery_plans.exists()
    tomorrow = (local_date(now()) + dt.timedelta(days=1)).isoformat()
    case.contact_plans.update(pauses=[[tomorrow, tomorrow]])
    send(client, case, "plan", plan_pages())
    sent = client.post(at(case, "plan", "check"), {}).content.decode()
    assert "Nobody makes contact from" in sent
    assert not case.delivery_plans.exists()


def test_a_visit_makes_every_record_at_once(cast: Cast, sign_in: SignIn) -> None:
    case = walk_to(S.DISCLOSURE_IN_PROGRESS, cast.crew)
    client = sign_in(cast.disclosure_officer)
    send(client, case, "visit", visit_pages(case))
    client.post(at(case, "visit", "check"), {})
    attempt = case.delivery_attempts.get()
    assert (attempt.result, attempt.present) == ("delivered", "Her IDVA")
    assert set(attempt.warnings_given) == set(CLARES_LAW.warnings)
    assert case.safety_plans.last().agreed_with_recipient
    assert case.subject_tellings.get().told is False
    states = dict(case.referrals.values_list("agency", "state"))
    assert states == dict.fromkeys(AGENCIES, "not_needed")
    done = perform(case, "complete_delivery", by=cast.disclosure_officer)
    assert done.state == S.AFTERCARE


@pytest.mark.parametrize(
    ("step", "typed", "sentence"),
    [
        ("warnings", {"warnings_given": ["purpose"]}, "Tick every warning"),
        ("identity", {"identity_checked": ""}, "How the recipient was identified"),
        ("words", {"words_read": "f" * 64}, "Choose one of the answers offered"),
        ("referrals", {"referral_idva": "made"}, "Say why, or why not"),
        ("undertaking", {"undertaking": ""}, "The undertaking"),
    ],
)
def test_a_page_asks_for_all_of_it(
    cast: Cast, sign_in: SignIn, step: str, typed: dict[str, Any], sentence: str
) -> None:
    case = walk_to(S.DISCLOSURE_IN_PROGRESS, cast.crew)
    client = sign_in(cast.disclosure_officer)
    refused = client.post(at(case, "visit", step), typed)
    assert refused.status_code == 200
    assert "govuk-error-summary" in refused.content.decode()
    assert sentence in refused.content.decode()


def test_a_refused_undertaking_skips_the_words(cast: Cast, sign_in: SignIn) -> None:
    case = walk_to(S.DISCLOSURE_IN_PROGRESS, cast.crew)
    client = sign_in(cast.disclosure_officer)
    pages = visit_pages(case)
    pages["undertaking"] = {
        "undertaking": "refused_withheld",
        "undertaking_note": "She wants to tell her sister",
    }
    for step in ("words", "safety", "subject"):
        del pages[step]
    send(client, case, "visit", pages)
    check = client.get(at(case, "visit", "check")).content.decode()
    assert "Read the words" not in check
    client.post(at(case, "visit", "check"), {})
    attempt = case.delivery_attempts.get()
    assert (attempt.result, attempt.words_hash) == ("refused", "")
    move = reverse("case_move", args=(case.reference, "return_to_decision"))
    client.post(
        move, {"why": "undertaking_refused", "reason": "She would not sign it today"}
    )
    assert Case.objects.get(pk=case.pk).stage == S.DECISION_DRAFT
    home = sign_in(cast.decision_maker).get(reverse("home")).content.decode()
    assert "Decide anew: delivery came back" in home
    assert case.reference in home


def test_nobody_there_is_three_short_pages(cast: Cast, sign_in: SignIn) -> None:
    case = walk_to(S.DISCLOSURE_IN_PROGRESS, cast.crew)
    client = sign_in(cast.disclosure_officer)
    arrival = {**visit_pages(case)["arrival"], "result": "unsafe"}
    send(client, case, "visit", {"arrival": arrival, "again": {"note": "His car"}})
    client.post(at(case, "visit", "check"), {})
    attempt = case.delivery_attempts.get()
    assert (attempt.result, attempt.note) == ("unsafe", "His car")
    assert not case.referrals.exists()


def test_nothing_of_it_is_written_if_one_part_is_refused(cast: Cast) -> None:
    """All records of a visit are one act."""
    case = walk_to(S.DISCLOSURE_IN_PROGRESS, cast.crew)
    before = snapshot()
    records: list[tuple[str, dict[str, Any]]] = [
        ("safety", {"plan": "Who to ring", "agreed_with_recipient": True}),
        ("subject_told", {"told": False, "why": "It would raise the risk"}),
        ("scope", {"in_scope": True, "reason": "Not at this stage"}),
    ]
    with pytest.raises(PermissionDenied):
        record_visit(case, by=cast.disclosure_officer, records=records)
    records[-1] = ("told", {"contacted_at": now(), "approved_words_used": True})
    with pytest.raises(Refused, match="not recorded at this stage"):
        record_visit(case, by=cast.disclosure_officer, records=records)
    assert snapshot() == before


def test_the_pages_of_a_visit_never_say_who_asked(cast: Cast, sign_in: SignIn) -> None:
    """Nor a number, an address or an e-mail: those stand behind the plan."""
    case = walk_to(S.DISCLOSURE_IN_PROGRESS, cast.crew)
    person = case.involvements.get(part="person_at_risk").person
    plan = plan_for(case, person.pk)
    assert plan is not None
    client = sign_in(cast.disclosure_officer)
    arrival = client.get(at(case, "visit", "arrival")).content.decode()
    assert 'value="Family centre"' in arrival  # from the plan, not typed again
    for step in visit_pages(case):
        text = client.get(at(case, "visit", step)).content.decode()
        assert plan.contact_point not in text
    assert DISCLOSED.words in client.get(at(case, "visit", "words")).content.decode()
