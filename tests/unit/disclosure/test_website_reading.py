"""What one submission says, in the words of a case, and never less than it says."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from disclosure.website.contact import Email, Phone
from disclosure.website.dates import (
    IN_FUTURE,
    NO_OFFSET,
    NOT_A_TIME,
    NOT_GIVEN,
    TOO_EARLY,
    age_in,
)
from disclosure.website.people import Address
from disclosure.website.reading import ReadApplication, read_submission
from disclosure.website.source import RawSubmission
from disclosure.website.words import Danger, Knows, ReferrerType, SafeToCall

NOW = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
YOU: dict[str, Any] = {
    "first_name": "Rachel",
    "last_name": "smith-walker",
    "date_of_birth": "22/02/93",
    "address": {
        "line1": " 115  Durham Street",
        "town": "Easterby",
        "postcode": "zz777ln",
    },
    "phone": "(01632) 960015",
    "email": "a220@example.org",
    "safe_to_call": "yes",
    "best_time": "after 6pm",
    "leave_message": "yes",
    "previous_names": "nee O'Neill",
}
SUBJECT: dict[str, Any] = {
    "first_name": "TOMASZ",
    "last_name": "Young",
    "also_known_as": "'Smithy', Daz",
    "date_of_birth": "",
    "age_if_dob_not_known": "about 40",
    "address": {"line1": "", "town": "Fallowfield Moor", "postcode": ""},
    "previous_addresses": [
        {"line1": "28 Quarry Terrace", "town": "", "postcode": "XX337QR"},
        {"line1": "", "town": "", "postcode": ""},
    ],
}


def read(**changes: Any) -> ReadApplication:
    values: dict[str, Any] = {
        "form": "dvds-rta-v3",
        "submission_id": "WEB-1",
        "submitted_at": "2026-10-01T23:59:59+01:00",
        "language": "en",
        "you": YOU,
        "person_asked_about": SUBJECT,
        "why_worried": "He frightens me",
        "in_danger_now": "no",
        "police_reference": "DHM-01102026-0476",
        "declaration": {"truthful": True, "understands_sharing": "no"},
        "relationship": "Husband",
        "children_in_household": "2",
        **changes,
    }
    return read_submission(RawSubmission.of(values, position=1), now=NOW)


@pytest.mark.parametrize(
    ("submitted_at", "instant"),
    [
        # the hour that comes twice, and the last second before one that never comes
        ("2026-10-25T01:30:00+01:00", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("2026-10-25T01:30:00+00:00", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        ("2026-03-29T00:59:58+00:00", datetime(2026, 3, 29, 0, 59, 58, tzinfo=UTC)),
        ("2026-03-29T02:00:00+01:00", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        ("2026-10-01T23:59:59+01:00", datetime(2026, 10, 1, 22, 59, 59, tzinfo=UTC)),
        ("2026-11-25T11:00:00Z", datetime(2026, 11, 25, 11, 0, tzinfo=UTC)),
        ("2014-01-01T00:00:00+00:00", datetime(2014, 1, 1, tzinfo=UTC)),
    ],
)
def test_the_time_of_receipt_is_the_instant_of_the_website(
    submitted_at: str, instant: datetime
) -> None:
    application = read(submitted_at=submitted_at)

    assert application.received_at == instant
    assert application.received_at.utcoffset() == UTC.utcoffset(None)
    assert application.received.typed == submitted_at


@pytest.mark.parametrize(
    ("submitted_at", "problem"),
    [
        ("2026-10-25T01:30:00", NO_OFFSET),
        ("2026-10-25", NO_OFFSET),
        ("2026-11-25T11:00:01+00:00", IN_FUTURE),
        ("9999-12-31T23:59:59-12:00", IN_FUTURE),
        ("2013-12-31T23:59:59+00:00", TOO_EARLY),
        ("2014-01-01T00:30:00+01:00", TOO_EARLY),
        ("0001-01-01T00:00:00+12:00", TOO_EARLY),
        ("2026-02-30T10:00:00+00:00", NOT_A_TIME),
        ("yesterday", NOT_A_TIME),
        (1790000000, NOT_A_TIME),
        ({"at": "2026-10-25T01:30:00Z"}, NOT_GIVEN),
        ("", NOT_GIVEN),
        (None, NOT_GIVEN),
    ],
)
def test_a_time_of_receipt_that_proves_nothing_is_not_used(
    submitted_at: object, problem: str
) -> None:
    application = read(submitted_at=submitted_at)

    assert application.received_at is None
    assert application.received.problem == problem


def test_the_applicant() -> None:
    application = read()
    person = application.applicant

    assert person.name.full == "Rachel Smith-Walker"
    assert person.name.family_typed == "smith-walker"
    assert person.birth.day == date(1993, 2, 22)
    assert person.birth.typed == "22/02/93"
    assert person.address == Address(
        "115 Durham Street", "Easterby", "ZZ77 7LN", "zz777ln"
    )
    assert person.phone == Phone("(01632) 960015", "+441632960015")
    assert person.email == Email("a220@example.org", "a220@example.org")
    (maiden,) = person.other_names
    assert (maiden.shown, maiden.is_maiden) == ("O'Neill", True)
    assert application.language == "en"
    assert application.route == "right_to_ask"
    assert application.police_reference == "DHM-01102026-0476"
    assert application.not_read == ()


def test_the_subject() -> None:
    subject = read().subject

    assert subject.name.full == "Tomasz Young"
    assert [alias.shown for alias in subject.other_names] == ["Smithy", "Daz"]
    assert (subject.birth.day, subject.birth.problem) == (None, "")
    assert subject.age_typed == "about 40"
    assert not subject.address.finds_a_home
    assert subject.previous_addresses == (
        Address("28 Quarry Terrace", "", "XX33 7QR", "XX337QR"),
    )


def test_who_applies_for_themselves_is_the_person_at_risk() -> None:
    application = read()

    assert application.person_at_risk is application.applicant
    assert application.applies_for_self
    assert application.referrer is ReferrerType.PERSON_AT_RISK
    assert [part.words for part in application.people] == [
        "the applicant",
        "the subject",
    ]


def test_who_applies_for_another_person_is_a_third_party() -> None:
    application = read(
        applying_for={
            "relationship_to_person": "sister",
            "person_at_risk": {
                "first_name": "Abigail",
                "last_name": "Clark",
                "date_of_birth": "30-Jan-77",
                "knows_about_application": "don't know",
            },
        }
    )

    assert not application.applies_for_self
    assert application.person_at_risk.name.full == "Abigail Clark"
    assert application.person_at_risk.birth.day == date(1977, 1, 30)
    assert application.applicant.name.full == "Rachel Smith-Walker"
    assert (application.referrer, application.referrer_typed) == (
        ReferrerType.FAMILY,
        "sister",
    )
    assert application.knows_about_application is Knows.NOT_KNOWN
    assert application.not_read == ()


@pytest.mark.parametrize("answer", [None, {}, "", [], "myself", "No"])
def test_an_empty_answer_about_another_person_means_oneself(answer: object) -> None:
    assert read(applying_for=answer).applies_for_self


@pytest.mark.parametrize("answer", ["my sister", [{"person_at_risk": {}}], 7])
def test_another_person_who_cannot_be_read_is_never_the_applicant(
    answer: object,
) -> None:
    application = read(applying_for=answer)

    assert not application.applies_for_self
    assert application.person_at_risk.name.is_missing
    assert "“applying for” was answered in a way" in application.not_read[0]


def test_no_message_is_left_unless_the_applicant_plainly_said_yes() -> None:
    said = {"yes": True, "Yes ": True, "no": False, "": False, "maybe": False}
    for words, may_leave in said.items():
        contact = read(you={**YOU, "leave_message": words}).safe_contact
        assert contact.leave_message is may_leave, words
    without = {key: value for key, value in YOU.items() if key != "leave_message"}
    assert read(you=without).safe_contact.leave_message is False


def test_what_was_said_about_safe_contact_is_kept_word_for_word() -> None:
    contact = read(you={**YOU, "safe_to_call": "No - HE has my phone"}).safe_contact

    assert contact.safe_to_call is SafeToCall.NO
    assert contact.safe_to_call_typed == "No - HE has my phone"
    assert contact.best_times == "after 6pm"


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://example.org","see here")',
        "I am frightened <b>please</b> ring me & help",
        "Dw i'n poeni am fy chwaer \u2013 mae ei phartner newydd yn ei rheoli hi.",
        "  two  spaces,\n\na tab\tand 😢  ",
        "ne\u0301e",
    ],
)
def test_why_the_applicant_is_worried_is_kept_literally(text: str) -> None:
    application = read(why_worried=text)

    assert application.why_worried == text
    assert application.not_read == ()


def test_the_line_ends_of_a_browser_become_single_ones() -> None:
    assert read(why_worried="one\r\ntwo\rthree").why_worried == "one\ntwo\nthree"


def test_characters_that_cannot_be_stored_are_marked_and_reported() -> None:
    application = read(why_worried="a\x00b\ud800c", language="e\x00n")

    assert application.why_worried == "a\ufffdb\ufffdc"
    assert application.not_read == (
        "“language” holds a character that cannot be shown (U+0000). See the original.",
        (
            "“why worried” holds a character that cannot be shown (U+0000). "
            "See the original."
        ),
        (
            "“why worried” holds a character that cannot be shown (U+D800). "
            "See the original."
        ),
    )


def test_an_answer_that_nobody_asked_for_is_reported() -> None:
    application = read(weapons="yes", you={**YOU, "code_word": "bluebell", "fax": ""})

    assert application.not_read == (
        "“you, code word” is an answer that no case asks for. See the original.",
        "“weapons” is an answer that no case asks for. See the original.",
    )


def test_a_line_that_is_too_long_is_cut_and_reported() -> None:
    application = read(you={**YOU, "last_name": "x" * 300})

    assert len(application.applicant.name.family) == 200
    assert len(application.applicant.name.family_typed) == 200
    assert application.not_read == (
        "“you, last name” is longer than 200 characters and was cut. See the original.",
    )


def test_complaints_about_one_submission_end_somewhere() -> None:
    application = read(**{f"extra_{number}": "x" for number in range(500)})

    assert len(application.not_read) == 21
    assert application.not_read[-1] == "More answers were not read. See the original."


def test_answers_of_other_kinds_are_read_as_somebody_would_type_them() -> None:
    application = read(
        children_in_household=3,
        in_danger_now=[True],
        you={**YOU, "safe_to_call": False, "leave_message": True, "phone": None},
    )

    assert application.children.count == 3
    assert application.danger is Danger.YES
    assert application.safe_contact.safe_to_call is SafeToCall.NO
    assert application.safe_contact.leave_message is True
    assert application.applicant.phone == Phone()


def test_a_whole_part_of_another_kind_is_reported_not_guessed() -> None:
    application = read(person_asked_about="Tomasz Young", you={**YOU, "address": "x"})

    assert application.subject.name.is_missing
    assert application.applicant.address.is_empty
    assert len(application.not_read) == 2


def test_earlier_addresses_are_read_as_far_as_they_are_addresses() -> None:
    address = {"line1": "1 Oak Close", "town": "", "postcode": ""}
    mixed = read(you={**YOU, "previous_addresses": [address, "2 Elm Road"]})
    many = read(you={**YOU, "previous_addresses": [address] * 21})

    assert [each.line1 for each in mixed.applicant.previous_addresses] == [
        "1 Oak Close"
    ]
    assert mixed.not_read == (
        (
            "“you, previous addresses” was answered in a way that cannot be read. "
            "See the original."
        ),
    )
    assert len(many.applicant.previous_addresses) == 20
    assert many.not_read == (
        (
            "“you, previous addresses” holds more than 20; only so many were read. "
            "See the original."
        ),
    )


@pytest.mark.parametrize("answer", [{"answer": "yes"}, [{}], [["yes"]]])
def test_an_answer_about_danger_that_cannot_be_read_is_no_no(answer: object) -> None:
    assert read(in_danger_now=answer).danger is Danger.NOT_SURE


@pytest.mark.parametrize(
    ("typed", "count", "is_unborn"),
    [
        ("0", 0, False),
        ("3", 3, False),
        ("one on the way", None, True),
        ("2 and I am pregnant", None, True),
        ("", None, False),
        ("lots", None, False),
        ("999999", None, False),
    ],
)
def test_children_are_counted_only_when_a_number_was_given(
    typed: str, count: int | None, is_unborn: bool
) -> None:
    children = read(children_in_household=typed).children

    assert (children.count, children.is_unborn, children.typed) == (
        count,
        is_unborn,
        typed,
    )


def test_a_declaration_is_agreed_refused_or_not_answered() -> None:
    declaration = read().declaration

    assert declaration.truthful is True
    assert declaration.understands_sharing is False
    assert declaration.understands_confidential is None


def test_a_two_digit_birth_year_is_read_as_of_the_day_of_receipt() -> None:
    born_later = read(
        submitted_at="2016-06-01T10:00:00+01:00",
        you={**YOU, "date_of_birth": "02/06/16"},
    )
    assert born_later.applicant.birth.day == date(1916, 6, 2)
    assert read(
        submitted_at="2026-06-01T10:00:00+01:00",
        you={**YOU, "date_of_birth": "02/06/16"},
    ).applicant.birth.day == date(2016, 6, 2)


def test_an_unreadable_birth_date_is_kept_as_typed_with_its_problem() -> None:
    birth = read(you={**YOU, "date_of_birth": "30 February 1990"}).applicant.birth

    assert birth.day is None
    assert birth.typed == "30 February 1990"
    assert birth.problem == "30 February 1990 is not a real date"


@pytest.mark.parametrize("typed", ["", "?", "don't know", "N/A"])
def test_a_birth_date_that_is_not_known_is_no_problem(typed: str) -> None:
    birth = read(you={**YOU, "date_of_birth": typed}).applicant.birth

    assert (birth.day, birth.problem) == (None, "")


@pytest.mark.parametrize(
    ("words", "age"),
    [("41", 41), ("about 40", 40), ("30s", 35), ("?", None), ("1985", None)],
)
def test_the_age_that_words_mean(words: str, age: int | None) -> None:
    assert age_in(words) == age


@pytest.mark.parametrize("email", ["a@", "not an address", "x" * 400])
def test_an_email_address_that_cannot_be_one_is_kept_as_typed(email: str) -> None:
    found = read(you={**YOU, "email": email}).applicant.email

    assert found.address == ""
    assert found.typed == email[:120]
