"""The 80 submissions of the sample file, counted by looking at them."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from disclosure.website.gaps import gaps_in
from disclosure.website.holds import HoldCode, reasons_to_hold
from disclosure.website.reading import ReadApplication, read_submission
from disclosure.website.repeats import exact_repeats, hold_as_repeat
from disclosure.website.source import ONE_MB, read_file
from disclosure.website.words import Danger, ReferrerType, SafeToCall

SAMPLE = Path(__file__).parents[3] / "sample_data" / "website-applications.json"
NOW = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
RAWS = read_file(SAMPLE.read_bytes(), limit_bytes=ONE_MB)
READ = {raw.position: read_submission(raw, now=NOW) for raw in RAWS}
CLARES_LAW = {at: read for at, read in READ.items() if read.form == "dvds-rta-v3"}
EXACT_REPEAT = 8
HELD = {
    at: [reason.code for reason in reasons_to_hold(read)]
    for at, read in CLARES_LAW.items()
    if reasons_to_hold(read) and at != EXACT_REPEAT
}
CASES = {
    at: read for at, read in CLARES_LAW.items() if at not in HELD and at != EXACT_REPEAT
}


def numbered(submission_id: str) -> ReadApplication:
    return next(read for read in READ.values() if read.submission_id == submission_id)


def test_the_file_holds_54_applications_for_clares_law_and_26_for_sarahs() -> None:
    assert Counter(raw.form for raw in RAWS) == {
        "dvds-rta-v3": 54,
        "csods-apply-v2": 26,
    }


def test_the_26_about_children_name_43_and_are_held_only_for_what_holds_others() -> (
    None
):
    about = [read for read in READ.values() if read.scheme == "sarahs_law"]
    held = Counter(why.code for read in about for why in reasons_to_hold(read))

    assert sum(len(read.children_named) for read in about) == 43
    assert all(read.access_typed for read in about)
    assert set(held) <= {HoldCode.NO_SAFE_CONTACT, HoldCode.DECLARATION_REFUSED}


def test_one_submission_came_twice_word_for_word() -> None:
    assert exact_repeats(RAWS) == {8: 7}
    assert RAWS[7].submission_id == "WEB-261013-54970"


def test_one_came_again_a_day_later_with_another_telephone_number() -> None:
    repeats = {
        later: (earlier, found.code)
        for later, read in READ.items()
        for earlier, other in READ.items()
        if earlier < later and (found := hold_as_repeat(read, other))
    }

    assert repeats == {10: (9, HoldCode.LIKELY_REPEAT)}
    assert READ[10].submission_id == "WEB-260705-26093X"
    assert READ[9].applicant.phone.e164 == "+441632960626"
    assert READ[10].applicant.phone.e164 == "+441632960999"


def test_eight_wait_for_a_person() -> None:
    assert HELD == {
        11: [HoldCode.NO_SUBJECT_NAME],
        33: [HoldCode.NO_SAFE_CONTACT],
        39: [HoldCode.NO_SAFE_CONTACT],
        40: [HoldCode.NO_SAFE_CONTACT],
        55: [HoldCode.DECLARATION_REFUSED],
        66: [HoldCode.NO_SAFE_CONTACT],
        70: [HoldCode.NO_SAFE_CONTACT, HoldCode.DECLARATION_REFUSED],
        75: [HoldCode.NO_SAFE_CONTACT],
    }


def test_the_incomplete_one_does_not_say_who_it_asks_about() -> None:
    incomplete = numbered("WEB-260814-54789")
    (reason,) = reasons_to_hold(incomplete)

    assert incomplete.subject.name.is_missing
    assert reason.sentence == "The form does not name the subject"
    assert incomplete.applicant.name.full == "Bethan Khan"


def test_the_other_45_become_cases_if_the_likely_repeat_does() -> None:
    assert len(CASES) == 45
    assert 10 in CASES


def test_five_cases_are_urgent_and_two_must_be_asked_first() -> None:
    assert [at for at, read in CASES.items() if read.is_urgent] == [12, 15, 21, 29, 48]
    unanswered = [
        at for at, read in CASES.items() if read.danger is Danger.NOT_ANSWERED
    ]
    assert unanswered == [45, 58]
    assert not any(read.is_urgent for at, read in READ.items() if at not in CASES)


def test_fourteen_cases_are_of_third_parties() -> None:
    assert Counter(read.referrer for read in CASES.values()) == {
        ReferrerType.PERSON_AT_RISK: 31,
        ReferrerType.FAMILY: 8,
        ReferrerType.FRIEND_NEIGHBOUR: 4,
        ReferrerType.SOCIAL_CARE: 2,
    }


def test_relationships_of_the_54() -> None:
    found = Counter(
        (read.relationship.code, read.relationship.status)
        for read in CLARES_LAW.values()
    )

    assert found == {
        ("ex_partner", "ex"): 19,
        ("other", "current"): 10,
        ("casual", "new"): 9,
        ("dating", "current"): 8,
        ("spouse", "current"): 8,
    }


def test_safe_contact_of_the_54() -> None:
    contacts = [read.safe_contact for read in CLARES_LAW.values()]

    assert Counter(contact.safe_to_call for contact in contacts) == {
        SafeToCall.YES: 18,
        SafeToCall.TEXT_ONLY: 17,
        SafeToCall.NO: 14,
        SafeToCall.NOT_ANSWERED: 5,
    }
    assert Counter(contact.leave_message for contact in contacts) == {
        True: 10,
        False: 44,
    }


@pytest.mark.parametrize(
    ("submission_id", "instant"),
    [
        ("WEB-260329-86989", datetime(2026, 3, 29, 0, 59, 58, tzinfo=UTC)),
        ("WEB-261025-12213", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        ("WEB-261001-15519", datetime(2026, 10, 1, 22, 59, 59, tzinfo=UTC)),
    ],
)
def test_the_nights_on_which_the_clocks_change(
    submission_id: str, instant: datetime
) -> None:
    assert numbered(submission_id).received_at == instant


def test_every_time_of_receipt_every_number_and_every_postcode_can_be_read() -> None:
    for read in READ.values():
        assert read.received_at
        phone = read.applicant.phone
        assert bool(phone.e164) is bool(phone.typed)
        people = (part.person for part in read.people)
        for address in (
            place
            for person in people
            for place in (person.address, *person.previous_addresses)
        ):
            assert bool(address.postcode) is bool(address.postcode_typed)


def test_every_birth_date_is_read_or_was_left_empty() -> None:
    births = [part.person.birth for read in READ.values() for part in read.people]

    assert all((birth.day is None) is (birth.typed == "") for birth in births)
    # 80 applicants, 14 other people at risk and 42 subjects
    assert sum(birth.day is not None for birth in births) == 80 + 14 + 42


def test_no_answer_for_clares_law_goes_unread() -> None:
    assert [read.not_read for read in CLARES_LAW.values() if read.not_read] == []


def test_names_are_shown_as_people_write_them() -> None:
    assert {at: READ[at].applicant.name.full for at in (1, 10, 21, 38, 69, 79)} == {
        1: "Rachel Smith-Walker",
        10: "Zoë Wang",
        21: "Lowri Robson",
        38: "Magdalena Van der Berg",
        69: "Katarzyna Macdonald",
        79: "Alison O\u2019Brien",
    }
    assert numbered("WEB-260302-82892").applicant.other_names[0].shown == "Taylor"


def test_the_gaps_of_the_45_cases() -> None:
    fields = Counter(gap.field for read in CASES.values() for gap in gaps_in(read))

    assert fields == {
        # 16 gave an age instead
        "person_asked_about.date_of_birth": 22,
        "person_asked_about.address": 20,
        "applying_for.person_at_risk.address": 14,
        # nine times "no - he has my phone", three times not answered
        "you.safe_to_call": 12,
        "children_in_household": 11,
        "person_asked_about.age_if_dob_not_known": 10,
        # "Partner" does not say whether they live together
        "relationship": 9,
        # three gave none; five landlines are to be sent text messages only
        "you.phone": 8,
        "you.best_time": 5,
        "in_danger_now": 2,
    }
    assert sum(not gaps_in(read) for read in CASES.values()) == 2
