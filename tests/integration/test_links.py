"""Duplicates and repeats: which cases may belong together, and linking them.

Written from clares-law 5 ("Duplicate", "Repeat request") and 9.4 (T1 duplicate search,
T3x outcome duplicate), and reliability 8.2 (a restricted case is nowhere).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from casework.actions.links import record_link
from casework.actions.people import Details
from casework.actions.restricting import restrict_case
from casework.actions.work import write_note
from casework.models import ActionClass, AuditEvent, Case, CaseLink
from casework.moment import now
from casework.queries.same_people import linked_cases, possible_matches
from casework.workflow.perform import Refused, perform
from disclosure.actions.records import add_record
from disclosure.clares_law import S
from disclosure.demo.steps_to_decision import open_application
from disclosure.demo.story import Story
from tests.cast import Cast, make_person
from tests.integration.test_overlays import fresh, hidden_in, url_of, words_of
from tests.walks import walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
BORN = dt.date(1985, 11, 2)
ZOE = Details("Zoë Anne", "Example", dt.date(1991, 4, 23))
BORIS = Details("Boris", "Sampleton", BORN)
FIRST = Story(person_at_risk=ZOE, subject=BORIS)


@pytest.fixture
def case(cast: Cast) -> Any:
    """Zoë asks about Boris; at the initial checks."""
    return walk_to(S.INITIAL_CHECKS, cast.crew, FIRST)


def another(cast: Cast, at_risk: Details, subject: Details, days: int = 0) -> Any:
    """A further application, received so many days ago."""
    story = replace(FIRST, person_at_risk=at_risk, subject=subject)
    return open_application(cast.crew, story, now() - dt.timedelta(days=days))


SOMEBODY = Details("Some", "Body", dt.date(1970, 1, 1))


def whys(case: Any, user: User) -> dict[int, str]:
    return {match.case.pk: match.why for match in possible_matches(case, user)}


# -- Who may be the same ---------------------------------------------------------------
@pytest.mark.parametrize(
    ("subject", "fits"),
    [
        (BORIS, True),
        (Details("BORÏS", "Sampleton", BORN), True),
        (Details("Boris", "Sampleton"), True),
        (Details("Boris", "Sampleton", dt.date(1985, 2, 11)), True),
        # One figure wrong, or two exchanged (AS-10: found all the same).
        (Details("Boris", "Sampleton", dt.date(1985, 11, 3)), True),
        (Details("Boris", "Sampleton", dt.date(1958, 11, 2)), True),
        (Details("Boris", "Sampleton", dt.date(1986, 11, 2)), True),
        (Details("Boris", "Sampleton", dt.date(1985, 11, 13)), False),
        (Details("Boris", "Sampleton", dt.date(1974, 11, 2)), False),
        (Details("Doris", "Sampleton", BORN), False),
        (Details("Boris", "Sampletone", BORN), False),
        (Details("Bob", "Other", BORN, aliases=("boris sampleton",)), True),
        (Details("Bob", "Other", BORN, previous_names=("Boris Sampleton",)), True),
    ],
)
def test_a_subject_is_the_same_by_a_name_and_a_birthday_that_fits(
    case: Any, cast: Cast, subject: Details, fits: bool
) -> None:
    other = another(cast, SOMEBODY, subject)
    found = {other.pk: "Same subject"} if fits else {}
    assert whys(case, cast.researcher) == found
    # It is the same question from the other side.
    assert bool(whys(other, cast.researcher)) is fits


def test_a_birthday_that_has_no_month_of_that_number_is_not_turned_round(
    cast: Cast,
) -> None:
    christmas = replace(BORIS, date_of_birth=dt.date(1985, 12, 25))
    case = another(cast, ZOE, christmas)
    same = another(cast, SOMEBODY, christmas)
    assert whys(case, cast.researcher) == {same.pk: "Same subject"}


def test_both_people_come_first_and_a_part_is_compared_with_the_same_part(
    case: Any, cast: Cast
) -> None:
    her = another(cast, ZOE, SOMEBODY)
    both = another(cast, Details("Zoe Anne", "EXAMPLE"), BORIS, days=9)
    him = another(cast, SOMEBODY, BORIS)
    another(cast, BORIS, ZOE)
    found = whys(case, cast.researcher)
    assert next(iter(found)) == both.pk
    assert found == {
        both.pk: "Same person at risk and subject",
        her.pk: "Same person at risk",
        him.pk: "Same subject",
    }


def test_cases_that_one_may_not_know_of_are_no_match(case: Any, cast: Cast) -> None:
    hidden = another(cast, ZOE, BORIS)
    elsewhere = another(cast, ZOE, BORIS)
    Case.objects.filter(pk=elsewhere.pk).update(unit=cast.outsider.unit)
    seen = another(cast, ZOE, BORIS)
    lead = make_person("lea", "Lea Lead", cast.unit, *cast.supervisor.roles)
    restrict_case(
        hidden, by=lead, people=[cast.decision_maker], reason="A colleague's brother."
    )
    assert set(whys(case, cast.researcher)) == {seen.pk}
    assert set(whys(case, lead)) == {seen.pk, hidden.pk}


def test_ten_at_most_are_found_and_more_cases_cost_no_more_queries(
    case: Any, cast: Cast
) -> None:
    another(cast, ZOE, BORIS)
    with CaptureQueriesContext(connection) as one:
        assert len(possible_matches(case, cast.researcher)) == 1
    for _ in range(10):
        another(cast, SOMEBODY, BORIS)
    with CaptureQueriesContext(connection) as many:
        matches = possible_matches(case, cast.researcher)
    assert len(matches) == 10
    assert matches[0].why == "Same person at risk and subject"
    assert len(many) == len(one) <= 6


def test_one_letter_is_no_name_to_find_anybody_by(cast: Cast) -> None:
    initial = Details(family="X", date_of_birth=BORN)
    case, other = another(cast, initial, initial), another(cast, initial, initial)
    assert whys(case, cast.researcher) == whys(other, cast.researcher) == {}


# -- Linking ---------------------------------------------------------------------------
def test_a_researcher_links_a_match_and_both_cases_show_it(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    earlier = another(cast, ZOE, BORIS, days=3)
    client, address = sign_in(cast.researcher), url_of(case, "links")
    summary = words_of(client.get(f"/cases/{case.reference}/"))
    assert "Other cases 1 possible match" in summary
    asked = client.get(f"{address}?other={earlier.reference}")
    text = words_of(asked)
    assert f"{earlier.reference} Same person at risk and subject Received" in text
    assert f'value="{earlier.reference}"' in asked.content.decode()
    # As people type it: small letters, no dashes.
    typed = earlier.reference.replace("-", "").lower()
    sent = {**hidden_in(asked), "other": typed, "kind": "duplicate"}

    client.post(address, sent)
    again = client.post(address, sent, follow=True)

    assert "was not saved twice" in words_of(again)
    link = CaseLink.objects.get()
    assert (link.case_id, link.other_id, link.by) == (
        case.pk,
        earlier.pk,
        cast.researcher,
    )
    here = words_of(client.get(f"/cases/{case.reference}/"))
    there = words_of(client.get(f"/cases/{earlier.reference}/"))
    assert f"Other cases Duplicate of {earlier.reference}" in here
    assert f"Other cases Duplicated by {case.reference}" in there
    assert "possible match" not in here
    assert "Duplicated by" in words_of(client.get(url_of(earlier, "links")))


def test_a_link_is_a_combination_in_the_history_of_both_and_names_neither(
    case: Any, cast: Cast
) -> None:
    """A case that is restricted later must not stand in the history of another."""
    other = another(cast, ZOE, BORIS)
    link = record_link(case, other, by=cast.researcher, kind="same_people")
    events = AuditEvent.objects.filter(verb="record_link")
    assert {event.case_id for event in events} == {case.pk, other.pk}
    for event in events:
        assert event.action_class == ActionClass.COMBINATION
        assert (event.actor, event.object_id) == (cast.researcher, str(link.pk))
        assert "CL-" not in event.sentence


def test_a_link_to_a_case_that_was_restricted_is_shown_to_its_people_alone(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    other = another(cast, ZOE, BORIS)
    record_link(case, other, by=cast.researcher, kind="duplicate")
    restrict_case(
        other, by=cast.supervisor, people=[cast.decision_maker], reason="A colleague."
    )
    client = sign_in(cast.researcher)
    for page in (f"/cases/{case.reference}/", url_of(case, "links")):
        content = client.get(page).content.decode()
        assert other.reference not in content
        assert "1 possible match" not in content
    assert linked_cases(case, cast.researcher) == []
    (seen,) = linked_cases(case, cast.decision_maker)
    assert seen.said == f"Duplicate of {other.reference}"


def test_only_a_researcher_or_supervisor_links_and_others_read(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    other = another(cast, ZOE, BORIS)
    sent = {"other": other.reference, "kind": "duplicate"}
    for reader in (cast.decision_maker, cast.auditor):
        client = sign_in(reader)
        page = client.get(url_of(case, "links"))
        assert other.reference in words_of(page)
        assert "Link this case with another" not in words_of(page)
        assert client.post(url_of(case, "links"), sent).status_code == 403
        with pytest.raises(PermissionDenied):
            record_link(case, other, by=reader, kind="duplicate")
    assert not CaseLink.objects.exists()


def test_a_case_that_one_may_not_know_of_is_not_linked_and_not_betrayed(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    other = another(cast, ZOE, BORIS)
    Case.objects.filter(pk=other.pk).update(restricted=True)
    client, address = sign_in(cast.researcher), url_of(case, "links")
    for typed in (other.reference, "CL-26-999999-X", "rubbish"):
        sent = {**hidden_in(client.get(address)), "other": typed, "kind": "repeat"}
        refused = client.post(address, sent)
        assert "You have no case with this reference" in words_of(refused)
    with pytest.raises(Http404):
        record_link(case, other, by=cast.researcher, kind="repeat")
    assert not CaseLink.objects.exists()


def test_what_cannot_be_linked_is_refused_in_words(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    later, by = another(cast, ZOE, BORIS), cast.researcher
    with pytest.raises(Refused, match="the case itself"):
        record_link(case, case, by=by, kind="duplicate")
    with pytest.raises(Refused, match="came later"):
        record_link(case, later, by=by, kind="repeat")
    record_link(later, case, by=by, kind="repeat")
    for one, other in ((later, case), (case, later)):
        with pytest.raises(Refused):
            record_link(one, other, by=by, kind="repeat")
    # What they turn out to be besides is another link.
    record_link(case, later, by=by, kind="same_people")
    assert CaseLink.objects.count() == 2
    Case.objects.filter(pk=later.pk).update(unit=cast.outsider.unit)
    both = make_person("bo", "Bo Both", cast.unit, *by.roles, *cast.auditor.roles)
    with pytest.raises(Refused, match="another unit"):
        record_link(case, later, by=both, kind="duplicate")


def test_a_case_that_changed_meanwhile_is_not_linked_from_an_old_page(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    other = another(cast, ZOE, BORIS)
    client, address = sign_in(cast.researcher), url_of(case, "links")
    sent = {**hidden_in(client.get(address)), "other": other.reference}
    sent["kind"] = "duplicate"
    write_note(case, by=cast.supervisor, text="They are two different people.")

    refused = client.post(address, sent)

    assert "Somebody else changed this case" in words_of(refused)
    assert not CaseLink.objects.exists()


# -- Closing as a duplicate ------------------------------------------------------------
def grade(case: Any, cast: Cast) -> Any:
    add_record(
        case,
        "risk",
        by=cast.researcher,
        tool="initial",
        grade="standard",
        reason="Nothing points to danger.",
    )
    return fresh(case).scheme_case()


def close_as_duplicate(case: Any, cast: Cast) -> Any:
    return perform(
        case,
        "close_without_progressing",
        by=cast.supervisor,
        outcome="duplicate",
        lateness_cause="",
        reason="Came twice.",
    )


def test_a_duplicate_is_closed_when_it_is_linked_and_the_form_says_where(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    case, other = grade(case, cast), another(cast, ZOE, BORIS)
    client = sign_in(cast.supervisor)
    address = f"/cases/{case.reference}/moves/close_without_progressing/"
    sent = {
        **hidden_in(client.get(address)),
        "outcome": "duplicate",
        "reason": "The same application came twice.",
    }

    refused = client.post(address, sent)

    text = words_of(refused)
    assert "Link the case that this one duplicates first" in text
    assert "Link other cases" in text
    assert not fresh(case).is_closed
    record_link(case, other, by=cast.researcher, kind="duplicate")
    asked = hidden_in(client.get(address))
    client.post(address, {**sent, **asked})
    assert (fresh(case).is_closed, fresh(case).outcome) == (True, "duplicate")


def test_the_door_itself_refuses_an_unlinked_duplicate_whole(
    case: Any, cast: Cast
) -> None:
    case, other = grade(case, cast), another(cast, ZOE, BORIS)
    record_link(case, other, by=cast.researcher, kind="same_people")
    stays = case.visits.count()
    with pytest.raises(Refused, match="Link the case that this one duplicates"):
        close_as_duplicate(case, cast)
    assert (fresh(case).is_closed, case.visits.count()) == (False, stays)


def test_of_two_duplicates_one_goes_on(case: Any, cast: Cast) -> None:
    case, other = grade(case, cast), another(cast, ZOE, BORIS)
    other = grade(other, cast)
    record_link(other, case, by=cast.researcher, kind="duplicate")
    close_as_duplicate(case, cast)
    with pytest.raises(Refused, match="must not be closed as a duplicate itself"):
        close_as_duplicate(other, cast)
    assert not fresh(other).is_closed
