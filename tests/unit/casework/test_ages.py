"""Ages that change what must be done: clares-law section 5, by part and age."""

from __future__ import annotations

import pytest

from casework.ages import age_rule_for
from casework.models import Part
from disclosure.ages import AGES


@pytest.mark.parametrize(
    ("part", "years", "label", "word"),
    [
        (Part.PERSON_AT_RISK, 15, "Under 16", "child protection"),
        (Part.APPLICANT, 15, "Under 16", "child alone"),
        (Part.PERSON_AT_RISK, 16, "Aged 16 or 17", "safeguarding referral"),
        (Part.PERSON_AT_RISK, 17, "Aged 16 or 17", "may be used"),
        (Part.SUBJECT, 17, "Subject under 18", "proportionality"),
        (Part.SUBJECT, 12, "Subject under 18", "youth justice"),
    ],
)
def test_what_follows_from_an_age(
    part: Part, years: int, label: str, word: str
) -> None:
    rule = age_rule_for(AGES, [part], years)
    assert rule is not None
    assert rule.label == label
    assert word in rule.sentence


@pytest.mark.parametrize(
    ("part", "years"),
    [
        (Part.SUBJECT, 18),
        (Part.PERSON_AT_RISK, 18),
        (Part.PERSON_AT_RISK, None),
        (Part.CHILD, 3),
        (Part.OTHER, 10),
    ],
)
def test_nothing_follows_from_the_rest(part: Part, years: int | None) -> None:
    assert age_rule_for(AGES, [part], years) is None
