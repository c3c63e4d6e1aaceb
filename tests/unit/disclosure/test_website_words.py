"""Messy words become codes, and where two readings are possible, the safer one."""

from __future__ import annotations

import pytest

from disclosure.code_lists import CODE_LISTS
from disclosure.website.words import (
    Danger,
    Knows,
    ReferrerType,
    RelationshipCode,
    RelationshipStatus,
    SafeToCall,
    read_danger,
    read_knows,
    read_referrer,
    read_relationship,
    read_safe_to_call,
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("yes", Danger.YES),
        ("YES!!", Danger.YES),
        ("Yes, he is outside", Danger.YES),
        ("y", Danger.YES),
        ("Ydw", Danger.YES),
        ("no", Danger.NO),
        (" No. ", Danger.NO),
        ("Nac ydw", Danger.NO),
        ("", Danger.NOT_ANSWERED),
        ("  ", Danger.NOT_ANSWERED),
        ("not sure", Danger.NOT_SURE),
        ("?", Danger.NOT_SURE),
        ("!!", Danger.NOT_SURE),
        ("no but he is coming tonight", Danger.NOT_SURE),
        ("not now", Danger.NOT_SURE),
        ("help", Danger.NOT_SURE),
        ("ñ", Danger.NOT_SURE),
        ("yesterday", Danger.NOT_SURE),
    ],
)
def test_only_a_plain_no_says_that_nobody_is_in_danger(
    words: str, expected: Danger
) -> None:
    assert read_danger(words) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("yes", SafeToCall.YES),
        ("Yes.", SafeToCall.YES),
        ("yes but not when he is home", SafeToCall.UNCLEAR),
        ("only text", SafeToCall.TEXT_ONLY),
        ("Text only please", SafeToCall.TEXT_ONLY),
        ("no - he has my phone", SafeToCall.NO),
        ("No \u2013 he has my phone", SafeToCall.NO),
        ("no", SafeToCall.NO),
        ("", SafeToCall.NOT_ANSWERED),
        ("?", SafeToCall.NOT_ANSWERED),
        ("mornings", SafeToCall.UNCLEAR),
        ("nobody answers it", SafeToCall.UNCLEAR),
    ],
)
def test_only_a_plain_yes_says_that_it_is_safe_to_call(
    words: str, expected: SafeToCall
) -> None:
    assert read_safe_to_call(words) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("yes", Knows.YES),
        ("no", Knows.NO),
        ("don't know", Knows.NOT_KNOWN),
        ("don\u2019t know", Knows.NOT_KNOWN),
        ("perhaps", Knows.NOT_KNOWN),
        ("", Knows.NOT_ANSWERED),
    ],
)
def test_whether_the_person_at_risk_knows(words: str, expected: Knows) -> None:
    assert read_knows(words) is expected


R, S = RelationshipCode, RelationshipStatus


@pytest.mark.parametrize(
    ("words", "code", "status"),
    [
        ("Husband", R.SPOUSE, S.CURRENT),
        ("my wife", R.SPOUSE, S.CURRENT),
        ("Civil partner", R.SPOUSE, S.CURRENT),
        ("g\u0175r", R.SPOUSE, S.CURRENT),
        ("Ex husband", R.EX_PARTNER, S.EX),
        ("Ex-partner", R.EX_PARTNER, S.EX),
        ("EX\u2010PARTNER", R.EX_PARTNER, S.EX),
        ("exboyfriend", R.EX_PARTNER, S.EX),
        ("cyn-ŵr", R.EX_PARTNER, S.EX),
        ("we split up in August", R.EX_PARTNER, S.EX),
        ("boyfriend (on/off)", R.DATING, S.CURRENT),
        ("fiancé", R.DATING, S.CURRENT),
        ("we just started seeing each other", R.CASUAL, S.NEW),
        ("new boyfriend", R.CASUAL, S.NEW),
        ("we live together", R.COHABITING, S.CURRENT),
        ("partner who lives with me", R.COHABITING, S.CURRENT),
        ("separated from my husband", R.SEPARATED, S.EX),
        ("we are divorcing", R.SEPARATED, S.ENDING),
        ("met online", R.ONLINE, S.CURRENT),
        ("Partner", R.OTHER, S.CURRENT),
        ("it is complicated", R.OTHER, S.NOT_KNOWN),
        ("", R.NOT_KNOWN, S.NOT_KNOWN),
        ("?", R.NOT_KNOWN, S.NOT_KNOWN),
    ],
)
def test_relationships(
    words: str, code: RelationshipCode, status: RelationshipStatus
) -> None:
    assert read_relationship(words) == (code, status)


def test_every_code_is_one_that_the_lists_of_the_scheme_have() -> None:
    for codes, name in ((RelationshipCode, "relationship"), (ReferrerType, "referrer")):
        listed = {code for code, _label in CODE_LISTS[name]}
        assert {code.value for code in codes} == listed | {""}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("mother", ReferrerType.FAMILY),
        ("sister", ReferrerType.FAMILY),
        ("grandparent", ReferrerType.FAMILY),
        ("Mam", ReferrerType.FAMILY),
        ("her nan", ReferrerType.FAMILY),
        ("friend", ReferrerType.FRIEND_NEIGHBOUR),
        ("neighbour", ReferrerType.FRIEND_NEIGHBOUR),
        ("my mother's friend", ReferrerType.FRIEND_NEIGHBOUR),
        ("social worker", ReferrerType.SOCIAL_CARE),
        ("Health visitor", ReferrerType.HEALTH),
        ("police officer", ReferrerType.POLICE),
        ("IDVA", ReferrerType.IDVA),
        ("head teacher", ReferrerType.EDUCATION),
        ("housing officer", ReferrerType.HOUSING),
        ("probation officer", ReferrerType.PROBATION),
        ("solicitor", ReferrerType.OTHER),
        ("boyfriend", ReferrerType.NOT_KNOWN),
        ("", ReferrerType.NOT_KNOWN),
    ],
)
def test_who_applies_for_another_person(words: str, expected: ReferrerType) -> None:
    assert read_referrer(words) is expected
