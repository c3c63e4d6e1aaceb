"""Who the subject is: compared by two people before any disclosure.

Reliability 8.1: an innocent man was linked to a stranger's arrest and disclosed; a
wrong date of birth hid a documented abuser.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.actions.identity import confirm_match, propose_match, withdraw_match
from casework.actions.people import change_person
from casework.models import Duty, IdentityMatch, Notification, Part
from casework.moment import now
from casework.queries.identity import identity_stands
from casework.workflow.perform import Refused, perform
from disclosure.clares_law import S
from disclosure.demo.steps_to_decision import propose_identity
from disclosure.models import ClaresLawCase
from tests.cast import Cast
from tests.refused_sql import refused_by
from tests.walks import DISCLOSED, walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
WHY = "I opened the record and compared it line by line."
BORN = dt.date(1985, 11, 2)


@pytest.fixture
def case(cast: Cast) -> Any:
    """A case in research, where nobody has compared anything."""
    return walk_to(S.RESEARCH, cast.crew)


def propose(case: Any, cast: Cast, **record: Any) -> IdentityMatch:
    made = propose_identity(case, cast.crew, DISCLOSED, **record)
    assert isinstance(made, IdentityMatch)
    return made


def again(case: Any) -> Any:
    return ClaresLawCase.objects.get(pk=case.pk)


# -- Two people ------------------------------------------------------------------------
def test_a_second_person_confirms_and_never_the_first(case: Any, cast: Cast) -> None:
    match = propose(case, cast)
    assert not identity_stands(again(case))
    with pytest.raises(Refused, match="another person must compare"):
        confirm_match(case, match.pk, by=cast.researcher, why=WHY)
    confirm_match(case, match.pk, by=cast.decision_maker, why=WHY)
    assert identity_stands(again(case))
    with pytest.raises(Refused, match="confirmed already"):
        confirm_match(case, match.pk, by=cast.supervisor, why=WHY)


def test_whoever_confirms_is_not_bound_and_whoever_proposes_is(
    case: Any, cast: Cast
) -> None:
    """Confirming is not research: a decision maker who did it still decides."""
    match = propose(case, cast)
    confirm_match(case, match.pk, by=cast.decision_maker, why=WHY)
    duties = dict(Duty.objects.filter(case=case).values_list("user_id", "kind"))
    assert duties[cast.researcher.pk] == "author"
    assert cast.decision_maker.pk not in duties


@pytest.mark.parametrize("who", ["disclosure_officer", "auditor"])
def test_others_do_not_confirm(case: Any, cast: Cast, who: str) -> None:
    match = propose(case, cast)
    case.owner = cast.disclosure_officer
    case.save()
    with pytest.raises(PermissionDenied):
        confirm_match(case, match.pk, by=getattr(cast, who), why=WHY)


def test_the_database_refuses_the_proposer_as_second_person(
    case: Any, cast: Cast
) -> None:
    rows = IdentityMatch.objects.filter(pk=propose(case, cast).pk)
    with refused_by("match_confirmed_by_another"):
        rows.update(
            confirmed_by=cast.researcher,
            confirmed_at=now(),
            confirmed_why=WHY,
            compared="x",
        )
    with refused_by("match_confirmation_is_whole"):
        rows.update(confirmed_at=now())
    with refused_by("match_withdrawn_says_why"):
        rows.update(withdrawn_at=now(), withdrawn_by=cast.supervisor)
    assert rows.get().confirmed_by is rows.get().withdrawn_by is None


# -- Before any disclosure -------------------------------------------------------------
@pytest.mark.parametrize(
    ("move", "needs_it"),
    [
        ("approve_disclosure", True),
        ("begin_delivery", True),
        ("approve_no_disclosure", False),
        ("authorise_emergency_disclosure", False),
        ("complete_research", False),
    ],
)
def test_which_moves_need_it(move: str, needs_it: bool) -> None:
    rows = [row for row in ClaresLawCase.rows() if row.name == move]
    found = {"identity_confirmed" in [fact.name for fact in row.when] for row in rows}
    assert found == {needs_it}


def test_nothing_is_approved_or_delivered_about_an_unconfirmed_subject(
    cast: Cast,
) -> None:
    case = walk_to(S.AWAITING_REVIEW, cast.crew)
    match = case.identity_matches.get()
    withdraw_match(case, match.pk, by=cast.supervisor, why="Another man of that name.")
    refusal = "record found is about the subject"
    with pytest.raises(Refused, match=refusal):
        perform(case, "approve_disclosure", by=cast.decision_maker, reason="I agree.")
    confirm_match(
        case, propose(case, cast).pk, by=cast.decision_maker, why="The right one."
    )
    case = perform(
        case, "approve_disclosure", by=cast.decision_maker, reason="I agree."
    )
    assert case.state == S.DISCLOSURE_PLANNING
    newest = case.identity_matches.latest("pk")
    withdraw_match(case, newest.pk, by=cast.supervisor, why="A scar that is not his.")
    with pytest.raises(Refused, match=refusal):
        perform(case, "begin_delivery", by=cast.disclosure_officer)


# -- Wrong matches ---------------------------------------------------------------------
def test_a_wrong_match_is_withdrawn_with_a_reason_and_stays_in_the_record(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    match = propose(case, cast)
    confirm_match(case, match.pk, by=cast.supervisor, why=WHY)
    address = reverse("case_identity_match", args=[case.reference, match.pk])
    client = sign_in(cast.supervisor)
    text = client.post(address, {"act": "withdraw", "withdraw-why": "No"}).content
    assert "must be at least 10 characters" in text.decode()
    assert identity_stands(again(case))
    reason = "The photograph is of another man."
    client.post(address, {"act": "withdraw", "withdraw-why": reason})
    assert not identity_stands(again(case))
    page = client.get(reverse("case_identity", args=[case.reference]))
    assert reason in page.content.decode()
    told = Notification.objects.filter(case=case, kind="withdraw_match")
    assert cast.researcher in [row.recipient for row in told]
    with pytest.raises(Refused, match="withdrawn already"):
        withdraw_match(case, match.pk, by=cast.supervisor, why=reason)


def test_those_who_deliver_are_told_when_a_confirmed_match_falls(cast: Cast) -> None:
    case = walk_to(S.DISCLOSURE_IN_PROGRESS, cast.crew)
    match = case.identity_matches.get()
    withdraw_match(case, match.pk, by=cast.researcher, why="It is his brother.")
    told = Notification.objects.filter(case=case, kind="withdraw_match")
    assert {row.recipient for row in told} == {
        cast.supervisor,
        cast.disclosure_officer,
    }
    assert all("Sampleton" not in row.text for row in told)


@pytest.mark.parametrize(
    ("details", "stands"),
    [
        (replace(DISCLOSED.subject, date_of_birth=dt.date(1985, 11, 3)), False),
        (replace(DISCLOSED.subject, family="Samples"), False),
        (replace(DISCLOSED.subject, town="Westerby"), True),
    ],
)
def test_a_correction_of_who_they_are_asks_for_a_new_comparison(
    case: Any, cast: Cast, sign_in: SignIn, details: Any, stands: bool
) -> None:
    match = propose(case, cast)
    confirm_match(case, match.pk, by=cast.supervisor, why=WHY)
    subject = case.involvements.get(part=Part.SUBJECT).person
    change_person(case, subject, by=cast.researcher, details=details)
    assert identity_stands(again(case)) is stands
    page = sign_in(cast.supervisor).get(reverse("case_identity", args=[case.reference]))
    said = "Confirmed before the details changed" in page.content.decode()
    assert said is not stands


# -- The page --------------------------------------------------------------------------
@pytest.mark.parametrize(
    "shown",
    [
        (BORN, "Same", ""),
        (dt.date(1985, 2, 11), "Nearly the same", "day and month are the other way"),
        (dt.date(1985, 11, 3), "Nearly the same", "one figure differs"),
        (dt.date(1986, 11, 2), "Nearly the same", "a year apart"),
        (dt.date(1961, 4, 9), "Different", ""),
        (None, "Known on one side only", ""),
    ],
)
def test_each_difference_is_marked_in_words(
    case: Any,
    cast: Cast,
    sign_in: SignIn,
    shown: tuple[dt.date | None, str, str],
) -> None:
    born, mark, warning = shown
    propose(case, cast, date_of_birth=born)
    page = sign_in(cast.decision_maker).get(
        reverse("case_identity", args=[case.reference])
    )
    text = page.content.decode()
    row = text[text.index(">Date of birth</th>") :].split("</tr>")[0]
    assert f">{mark}</strong>" in row
    assert ("The dates of birth are nearly the same" in text) is bool(warning)
    assert warning in text


@pytest.mark.parametrize(
    ("years", "sentence"),
    [
        (17, "consult youth justice"),
        (18, ""),
    ],
)
def test_a_record_of_somebody_under_18_says_what_follows(
    case: Any, cast: Cast, sign_in: SignIn, years: int, sentence: str
) -> None:
    today = now().date()
    born = today.replace(year=today.year - years, day=1, month=1)
    propose(case, cast, date_of_birth=born)
    page = sign_in(cast.supervisor).get(reverse("case_identity", args=[case.reference]))
    text = page.content.decode()
    assert ("The subject is under 18" in text) is bool(sentence)
    assert sentence in text


def test_a_child_at_risk_is_flagged_beside_the_comparison(
    cast: Cast, sign_in: SignIn
) -> None:
    born = now().date().replace(year=now().year - 15, day=1, month=1)
    story = replace(
        DISCLOSED,
        person_at_risk=replace(DISCLOSED.person_at_risk, date_of_birth=born),
    )
    case = walk_to(S.RESEARCH, cast.crew, story)
    page = sign_in(cast.researcher).get(reverse("case_identity", args=[case.reference]))
    assert "Follow child protection procedure" in page.content.decode()


def test_the_proposer_is_offered_no_button_to_confirm(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    match = propose(case, cast)
    address = reverse("case_identity_match", args=[case.reference, match.pk])
    button = "Confirm that it is the same person"
    own = sign_in(cast.researcher).get(address).content.decode()
    assert button not in own
    assert "another member of the unit compares and confirms" in own
    assert button in sign_in(cast.decision_maker).get(address).content.decode()
    auditor = sign_in(cast.auditor)
    assert 'name="act"' not in auditor.get(address).content.decode()
    sent = {"act": "confirm", "confirm-why": WHY}
    assert auditor.post(address, sent).status_code == 403
    assert not identity_stands(again(case))


def test_confirming_an_older_page_is_refused_with_everything_typed_kept(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    match = propose(case, cast)
    address = reverse("case_identity_match", args=[case.reference, match.pk])
    sent = {"act": "confirm", "confirm-why": WHY, "confirm-version": "1"}
    text = sign_in(cast.supervisor).post(address, sent).content.decode()
    assert "Somebody else changed this case" in text
    assert WHY in text
    assert not identity_stands(again(case))


TYPED = {
    "system": "PNC",
    "reference": "Print 7",
    "pnc_id": "03/62845E",
    "names": "Boris SAMPLETON\n\n  Bob   Sampleton ",
    "date_of_birth": "2 11 1985",
    "sex": "male",
    "addresses": "1 Example Row, Easterby",
    "confidence": "high",
    "reason": "Everything agrees with it.",
}


def test_a_record_is_written_down_as_it_says(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(cast.researcher)
    address = reverse("case_identity_propose", args=[case.reference])
    text = client.post(address, {**TYPED, "pnc_id": "03/62845F"}).content.decode()
    assert "one of them is mistyped" in text
    assert "03/62845F" in text
    assert not IdentityMatch.objects.exists()
    client.post(address, TYPED)
    match = IdentityMatch.objects.get(case=case)
    assert match.pnc_id == "2003/0062845E"
    assert match.names == "Boris SAMPLETON\nBob Sampleton"
    assert (match.date_of_birth, match.sex) == (BORN, "male")


def test_there_is_nothing_to_compare_without_a_subject(cast: Cast) -> None:
    case = walk_to(S.RESEARCH, cast.crew)
    case.involvements.filter(part=Part.SUBJECT).update(part=Part.OTHER)
    with pytest.raises(Refused, match="Name the subject first"):
        propose_match(case, by=cast.researcher, system="PNC", names="X")
    assert not identity_stands(again(case))


def test_a_match_is_of_the_person_who_was_the_subject(case: Any, cast: Cast) -> None:
    match = propose(case, cast)
    confirm_match(case, match.pk, by=cast.supervisor, why=WHY)
    case.involvements.filter(part=Part.SUBJECT).update(part=Part.OTHER)
    at_risk = case.involvements.filter(part=Part.APPLICANT)
    at_risk.update(part=Part.SUBJECT)
    assert not identity_stands(again(case))
