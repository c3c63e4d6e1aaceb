"""What waits for a person, what becomes a case with gaps; danger never waits."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from disclosure.website.gaps import gaps_in
from disclosure.website.holds import HoldCode, reasons_to_hold
from disclosure.website.reading import ReadApplication, read_submission
from disclosure.website.repeats import (
    exact_repeats,
    hold_as_repeat,
    people_key,
    say_repeat,
)
from disclosure.website.source import RawSubmission

NOW = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
SAMPLE = Path(__file__).parents[3] / "sample_data" / "website-applications.json"
COMPLETE: dict[str, Any] = {
    **json.loads(SAMPLE.read_bytes())[0],
    "relationship": "Husband",
}
COMPLETE["person_asked_about"] = {
    **COMPLETE["person_asked_about"],
    "date_of_birth": "03/12/1978",
    "age_if_dob_not_known": "",
}
REPEAT = {"submission_id": "WEB-2", "submitted_at": "2026-04-20T10:00:00+01:00"}
# The complete one is from 29 March.
FAR_LATER = {**REPEAT, "submitted_at": "2026-04-27T10:00:00+01:00"}


def raw(**changes: Any) -> RawSubmission:
    """The complete application with changes; ``you__phone`` changes an answer within.

    A change to None takes the answer away.
    """
    values = deepcopy(COMPLETE)
    for path, value in changes.items():
        *parents, last = path.split("__")
        where = values
        for parent in parents:
            where = where.setdefault(parent, {})
        where[last] = value
        if value is None:
            del where[last]
    return RawSubmission.of(values, position=1)


def application(**changes: Any) -> ReadApplication:
    return read_submission(raw(**changes), now=NOW)


def reasons(**changes: Any) -> dict[HoldCode, str]:
    found = reasons_to_hold(application(**changes))
    return {reason.code: reason.sentence for reason in found}


def gaps(**changes: Any) -> list[str]:
    return [gap.sentence for gap in gaps_in(application(**changes))]


def test_a_complete_application_becomes_a_case_without_gaps() -> None:
    assert reasons() == {}
    assert gaps() == []
    assert application().is_urgent is False


@pytest.mark.parametrize(
    ("changes", "code", "sentence"),
    [
        (
            {"form": "dvds-rta-v9"},
            HoldCode.UNKNOWN_FORM,
            "The form “dvds-rta-v9” is not one that is handled here",
        ),
        (
            {"form": None},
            HoldCode.UNKNOWN_FORM,
            "The form is not one that is handled here",
        ),
        (
            {"submitted_at": "2026-10-25T01:30:00"},
            HoldCode.NO_RECEIPT_TIME,
            "The time of receipt does not say which clock it is by (+00:00 or +01:00)",
        ),
        (
            {"you__first_name": "", "you__last_name": " ? "},
            HoldCode.NO_APPLICANT_NAME,
            "The form does not name the applicant",
        ),
        (
            {"person_asked_about": None},
            HoldCode.NO_SUBJECT_NAME,
            "The form does not name the subject",
        ),
        (
            {"applying_for": {"relationship_to_person": "sister"}},
            HoldCode.NO_PERSON_AT_RISK_NAME,
            "The form does not name the person at risk",
        ),
        (
            {"you__date_of_birth": "31/02/1990"},
            HoldCode.UNREADABLE_BIRTH_DATE,
            (
                "The date of birth of the applicant, “31/02/1990”, cannot be read. "
                "31 February 1990 is not a real date"
            ),
        ),
        (
            {"person_asked_about__date_of_birth": "about 1980"},
            HoldCode.UNREADABLE_BIRTH_DATE,
            (
                "The date of birth of the subject, “about 1980”, cannot be read. "
                "Enter a day, month and year, for example 27 3 1985"
            ),
        ),
        (
            {"declaration__truthful": False},
            HoldCode.DECLARATION_REFUSED,
            "The declaration that everything is true was not agreed",
        ),
        (
            {"declaration__understands_sharing": False},
            HoldCode.DECLARATION_REFUSED,
            "The declaration about sharing was not agreed",
        ),
        (
            {"declaration__understands_confidential": False},
            HoldCode.DECLARATION_REFUSED,
            "The declaration about confidence was not agreed",
        ),
    ],
)
def test_what_only_a_person_can_put_right_is_held(
    changes: dict[str, Any], code: HoldCode, sentence: str
) -> None:
    assert reasons(**changes) == {code: sentence}


@pytest.mark.parametrize(
    ("safe_to_call", "phone", "email", "is_held"),
    [
        ("yes", "07700 900007", "", False),
        ("yes", "", "a@example.org", False),
        ("yes", "", "", True),
        ("yes", "12", "", True),
        ("only text", "07700 900007", "", False),
        ("only text", "", "", True),
        ("no - he has my phone", "07700 900007", "a@example.org", False),
        ("no - he has my phone", "07700 900007", "", True),
        ("no - he has my phone", "07700 900007", "not an address", True),
        ("", "07700 900007", "a@example.org", False),
        ("", "07700 900007", "", True),
        ("when he is out", "07700 900007", "", True),
    ],
)
def test_without_any_safe_way_to_contact_the_applicant_it_is_held(
    safe_to_call: str, phone: str, email: str, is_held: bool
) -> None:
    found = reasons(you__safe_to_call=safe_to_call, you__phone=phone, you__email=email)

    sentence = "The form gives no way to contact the applicant safely"
    assert found == ({HoldCode.NO_SAFE_CONTACT: sentence} if is_held else {})


def test_every_reason_is_given_at_once() -> None:
    found = reasons_to_hold(read_submission(RawSubmission.of({}, position=1), now=NOW))

    assert [(reason.code, reason.field) for reason in found] == [
        (HoldCode.UNKNOWN_FORM, "form"),
        (HoldCode.NO_RECEIPT_TIME, "submitted_at"),
        (HoldCode.NO_SAFE_CONTACT, "you.safe_to_call"),
        (HoldCode.NO_APPLICANT_NAME, "you.first_name"),
        (HoldCode.NO_SUBJECT_NAME, "person_asked_about.first_name"),
    ]


@pytest.mark.parametrize("answer", ["yes", "YES he is outside", "not sure", "help"])
def test_what_may_tell_of_danger_is_never_held_whatever_is_missing(
    answer: str,
) -> None:
    read = read_submission(
        RawSubmission.of({"in_danger_now": answer}, position=1), now=NOW
    )

    assert reasons_to_hold(read) == ()
    sentences = [gap.sentence for gap in gaps_in(read)]
    for missing in (
        "The form is not one that is handled here",
        "The form gives no time of receipt",
        "The form gives no way to contact the applicant safely",
        "The form does not name the applicant",
        "The form does not name the subject",
    ):
        assert missing in sentences
    assert read.is_urgent is answer.lower().startswith("yes")


def test_an_unreadable_birth_date_does_not_hold_back_danger() -> None:
    changes = {"in_danger_now": "yes", "you__date_of_birth": "31/02/1990"}

    assert reasons(**changes) == {}
    assert gaps(**changes)[0].startswith("The date of birth of the applicant")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"in_danger_now": ""},
            "Whether anybody is in danger now was not answered: ask this first",
        ),
        (
            {"in_danger_now": "not sure"},
            "Whether anybody is in danger now: “not sure”. Find out at once",
        ),
        (
            {"you__safe_to_call": "", "you__email": "a@example.org"},
            "Whether it is safe to call was not answered: find out before any call",
        ),
        (
            {"you__safe_to_call": "mornings", "you__email": "a@example.org"},
            "Whether it is safe to call: “mornings”. Find out before any call",
        ),
        (
            {
                "you__safe_to_call": "no - he has my phone",
                "you__email": "a@example.org",
            },
            "It is not safe to call: “no - he has my phone”. Agree another way first",
        ),
        (
            {"you__safe_to_call": "only text"},
            (
                "Only text messages are safe, and the number is a landline: agree "
                "another way first"
            ),
        ),
        ({"you__best_time": ""}, "No safe time to make contact was given"),
        (
            {"you__phone": "", "you__email": "a@example.org"},
            "The applicant's telephone number is missing",
        ),
        (
            {"you__phone": "12", "you__email": "a@example.org"},
            "The applicant's telephone number, “12”, cannot be read",
        ),
        (
            {"you__email": "a@"},
            "The applicant's e-mail address, “a@”, cannot be read",
        ),
        ({"you__last_name": ""}, "The family name of the applicant is missing"),
        (
            {"person_asked_about__first_name": "?"},
            "The given name of the subject is missing",
        ),
        ({"you__date_of_birth": "?"}, "The date of birth of the applicant is missing"),
        (
            {
                "person_asked_about__date_of_birth": "",
                "person_asked_about__age_if_dob_not_known": "30s",
            },
            "The date of birth of the subject is missing; the age given is “30s”",
        ),
        (
            {"you__date_of_birth": "29/03/2014"},
            "By the date of birth given, the applicant was 12 years old: check it",
        ),
        (
            {"person_asked_about__age_if_dob_not_known": "about 40"},
            (
                "The date of birth makes the subject 47 years old, and the age given "
                "is “about 40”: check both"
            ),
        ),
        (
            {
                "person_asked_about__address": {
                    "line1": "",
                    "town": "Hartside",
                    "postcode": "",
                }
            },
            "The address of the subject is missing; the town given is “Hartside”",
        ),
        (
            {"you__address__postcode": ""},
            "The postcode of the applicant is missing",
        ),
        (
            {"you__address__postcode": "nonsense"},
            "The postcode of the applicant, “nonsense”, cannot be read",
        ),
        (
            {"relationship": "Partner"},
            "“Partner” does not say whether they live together",
        ),
        (
            {"relationship": "complicated"},
            "“complicated” does not say the relationship",
        ),
        (
            {"relationship": ""},
            "What the person at risk and the subject are to each other is missing",
        ),
        (
            {"children_in_household": ""},
            "Whether children live in the household was not answered",
        ),
        ({"why_worried": " "}, "The form does not say why the applicant is worried"),
        (
            {"declaration__truthful": None},
            "The declaration that everything is true was not answered",
        ),
        (
            {"language": "cy"},
            "The application was made in Welsh: offer to speak Welsh",
        ),
        (
            {"language": "pl"},
            "The language given is “pl”: ask about an interpreter",
        ),
        (
            {"weapons": "yes"},
            "“weapons” is an answer that no case asks for. See the original.",
        ),
    ],
)
def test_what_can_be_completed_later_is_a_gap_of_the_case(
    changes: dict[str, Any], sentence: str
) -> None:
    assert reasons(**changes) == {}
    assert gaps(**changes) == [sentence]


def test_an_answer_about_danger_that_cannot_be_read_is_looked_into_at_once() -> None:
    assert gaps(in_danger_now={"a": 1}) == [
        (
            "Whether anybody is in danger now: an answer that cannot be read. "
            "Find out at once"
        ),
        "“in danger now” was answered in a way that cannot be read. See the original.",
    ]


@pytest.mark.parametrize(
    ("age", "is_doubted"), [("52", False), ("53", True), ("42", False), ("41", True)]
)
def test_an_age_more_than_five_years_off_the_birth_date_is_doubted(
    age: str, is_doubted: bool
) -> None:
    # born in December 1978, so 47 in March 2026
    found = gaps(person_asked_about__age_if_dob_not_known=age)

    assert bool(found) is is_doubted


def test_who_a_third_party_is_and_where_the_person_at_risk_lives_are_gaps() -> None:
    person = {"first_name": "Jo", "last_name": "Hall", "date_of_birth": "5/2/1969"}
    behalf = {"relationship_to_person": "boyfriend", "person_at_risk": person}

    assert gaps(applying_for=behalf) == [
        "The address of the person at risk is missing",
        "Who the applicant is to the person at risk: “boyfriend” is not in the list",
    ]


def test_the_gap_about_danger_comes_first() -> None:
    assert gaps(in_danger_now="", you__best_time="", relationship="")[0] == (
        "Whether anybody is in danger now was not answered: ask this first"
    )


def test_the_same_submission_again_is_an_exact_repeat_of_the_first() -> None:
    submissions = [raw(), raw(**REPEAT), raw(), raw()]
    numbered = [
        RawSubmission.of(each.values(), position=position)
        for position, each in enumerate(submissions, start=1)
    ]

    assert exact_repeats(numbered) == {3: 1, 4: 1}


def repeat_of_the_complete_one(**changes: Any) -> tuple[HoldCode, str] | None:
    """The reason's code, and what those who settle it are told."""
    later = application(**changes)
    found = hold_as_repeat(later, application())
    said = say_repeat(later, application())
    assert bool(found) is bool(said)
    return None if found is None else (found.code, said)


def test_a_second_application_about_the_same_people_waits_for_a_person() -> None:
    assert repeat_of_the_complete_one(
        **REPEAT, you__last_name="SMITH-WALKER ", you__phone="07700 900007"
    ) == (
        HoldCode.LIKELY_REPEAT,
        (
            "Application WEB-260329-86989, received on 29 March 2026, is about the "
            "same people. Make this one a case of its own, or add what is new to that "
            "one."
        ),
    )


def test_a_number_that_comes_again_with_other_words_waits_for_a_person() -> None:
    assert repeat_of_the_complete_one(why_worried="Something else") == (
        HoldCode.NUMBER_USED_TWICE,
        (
            "Application WEB-260329-86989, received on 29 March 2026, has the same "
            "number and says something else."
        ),
    )


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {**REPEAT, "you__first_name": "Rachael"},
        {**REPEAT, "person_asked_about__last_name": "Yeung"},
        {**REPEAT, "in_danger_now": "yes"},
        {**REPEAT, "form": "csods-apply-v2"},
        {"in_danger_now": "yes"},
        FAR_LATER,
    ],
)
def test_what_is_no_repeat_or_tells_of_danger_does_not_wait(
    changes: dict[str, Any],
) -> None:
    assert repeat_of_the_complete_one(**changes) is None


def test_without_a_time_of_receipt_the_same_people_are_still_recognised() -> None:
    undated = application(**REPEAT | {"submitted_at": ""})
    found = hold_as_repeat(application(), undated)

    assert found
    assert say_repeat(application(), undated).startswith(
        "Application WEB-2 is about the same people."
    )


@pytest.mark.parametrize("changes", [REPEAT, {"why_worried": "Something else"}])
def test_the_reason_that_is_kept_says_nothing_of_the_earlier_one(
    changes: dict[str, Any],
) -> None:
    found = hold_as_repeat(application(**changes), application())

    assert found
    assert found.sentence == "It may be a repeat: a supervisor or researcher decides"


def test_people_without_names_are_never_taken_for_the_same() -> None:
    nobody = application(**REPEAT, person_asked_about=None)

    assert people_key(nobody) == ""
    assert hold_as_repeat(nobody, application(person_asked_about=None)) is None
