"""The leak check finds planted names however they are written (features 4, 12)."""

from __future__ import annotations

import datetime as dt

import pytest

from disclosure.leaks.hits import Sure
from disclosure.leaks.people import Hidden, Name, Place, Shown
from disclosure.leaks.relations import ties_said_in
from disclosure.leaks.search import leaks_of

SISTER = Hidden(
    key=1,
    part="the applicant",
    names=(Name("Zerlina Mary", "Quayle-Hopkirk"), Name("Zezé", "")),
    phones=("01632 960777", "+447700900123"),
    emails=("zerlina.q@example.org",),
    codes=("AB12 CDE", "@canarysinger"),
    places=(Place("Flat 2, 9 Canary Row", "Birdham", "ZZ77 7LN"),),
    days=(dt.date(1960, 1, 5),),
    ties=frozenset({"sister"}),
    is_source=True,
)
CHILD = Hidden(2, "a child", names=(Name("Grace", "Testwell"),))
SHOWN = Shown(
    names=(Name("Alma", "Testwell"), Name("Boris", "Sampleton")),
    phones=("01632 960101",),
    places=(Place("4 Station Road", "Easterby", "ZZ10 1ZZ"),),
)
HIDDEN = (SISTER, CHILD)

# What is planted, and the piece of it that must be marked.
NAMES = {
    "as recorded": ("Zerlina told us.", "Zerlina"),
    "upper case": ("ZERLINA TOLD US.", "ZERLINA"),
    "lower case": ("it was zerlina", "zerlina"),
    "accent": ("Zerlína told us", "Zerlína"),
    "accent lost": ("Zeze told us", "Zeze"),
    "letter doubled": ("Zerlinna told us", "Zerlinna"),
    "letter lost": ("We heard Zerlna say", "Zerlna"),
    "letter changed": ("We heard Zerlena say", "Zerlena"),
    "letters swapped": ("We heard Zrelina say", "Zrelina"),
    "two slips": ("We heard Zerlynna say", "Zerlynna"),
    "by ear": ("Mrs Kwayle knows", "Kwayle"),
    "reversed": ("Quayle-Hopkirk, Zerlina", "Quayle-Hopkirk, Zerlina"),
    "family name": ("Ms Quayle-Hopkirk said", "Quayle-Hopkirk"),
    "half a double name": ("Ms Hopkirk said", "Hopkirk"),
    "hyphen lost": ("Ms Quayle Hopkirk said", "Quayle Hopkirk"),
    "long dash": ("Ms Quayle\u2013Hopkirk said", "Quayle\u2013Hopkirk"),
    "possessive": ("It was Zerlina\u2019s idea", "Zerlina"),
    "possessive without apostrophe": ("It was Zerlinas idea", "Zerlinas"),
    "initial and name": ("We met Z. Hopkirk", "Z. Hopkirk"),
    "name and initial": ("We met Zerlina H.", "Zerlina H"),
    "initials": ("We spoke to Z.Q. then", "Z.Q"),
    "short form": ("Her name is Molly", "Molly"),
    "alias": ("They call her Zezé", "Zezé"),
    "broken over a line": ("Zer-\nlina told us", "Zer-\nlina"),
    "spaced out": ("Z e r l i n a told us", "Z e r l i n a"),
    "zero-width": ("Z\u200berl\u200dina told us", "Z\u200berl\u200dina"),
    "soft hyphen": ("Zer\u00adlina told us", "Zer\u00adlina"),
    "Cyrillic e": ("Z\u0435rlina told us", "Z\u0435rlina"),
    "full width": (
        "\uff3a\uff45\uff52\uff4c\uff49\uff4e\uff41 told us",
        "\uff3a\uff45\uff52\uff4c\uff49\uff4e\uff41",
    ),
    "digits for letters": ("Z3rl1na told us", "Z3rl1na"),
    "user name": ("She posts as @zerlinaquayle", "zerlinaquayle"),
    "user name with year": ("She posts as zquayle1960", "zquayle1960"),
    "a name that is a word": ("He shouted at Grace there", "Grace"),
}
NUMBERS = {
    "phone": ("Ring 01632960777 now", "1632960777"),
    "phone with spaces": ("Ring 01632 960 777 now", "1632 960 777"),
    "phone with +44": ("Ring +44 1632 960777", "1632 960777"),
    "phone with 0044 (0)": ("Ring 0044 (0)1632-960-777", "1632-960-777"),
    "phone with dots": ("Ring 07700.900.123", "7700.900.123"),
    "letter O for nought": ("Ring O1632 96O777", "1632 96O777"),
    "local part": ("Ring 960 777", "960 777"),
    "phone in words": (
        "oh one six three two nine six zero treble seven",
        "one six three two nine six zero treble seven",
    ),
    "one wrong digit": ("Ring 01632 960 787", "01632 960 787"),
    "e-mail": ("Write to zerlina.q@example.org", "zerlina.q@example.org"),
    "e-mail in words": (
        "zerlina dot q at example dot org",
        "zerlina dot q at example dot org",
    ),
    "vehicle": ("She drives ab12cde", "ab12cde"),
    "online name": ("Look at @CanarySinger", "CanarySinger"),
}
DAYS = {
    "slashes": ("born on 05/01/1960", "05/01/1960"),
    "short year": ("born 5/1/60", "5/1/60"),
    "dots": ("5.1.1960", "5.1.1960"),
    "ISO": ("1960-01-05", "1960-01-05"),
    "month in words": ("the 5th of January 1960", "the 5th of January 1960"),
    "month first": ("January 5, 1960", "January 5, 1960"),
    "month shortened": ("5 Jan 60", "5 Jan 60"),
    "without the year": ("her birthday is 5 January", "5 January"),
    "in words": (
        "the fifth of January nineteen sixty",
        "the fifth of January nineteen sixty",
    ),
    "Welsh": ("5 Ionawr 1960", "5 Ionawr 1960"),
    "no separators": ("05011960", "05011960"),
}
PLACES = {
    "street": ("near Canary Row", "Canary Row"),
    "street with number": ("at 9 canary row", "9 canary row"),
    "street misspelt": ("near Canery Row", "Canery Row"),
    "postcode": ("ZZ77 7LN", "ZZ77 7LN"),
    "postcode in one": ("zz777ln", "zz777ln"),
    "postcode with letter O": ("in ZZ77 7LN.", "ZZ77 7LN"),
    "town": ("she lives in Birdham", "Birdham"),
}
RELATIONS = {
    "whose": ("Your sister is worried", "Your sister"),
    "described": ("Your older sister told us", "Your older sister"),
    "hers": ("We heard it from her sister", "her sister"),
    "somebody": ("Somebody is worried about you", "Somebody"),
    "the applicant": ("The applicant lives near you", "The applicant"),
}
EVERYTHING = {**NAMES, **NUMBERS, **DAYS, **PLACES, **RELATIONS}


@pytest.mark.parametrize("variant", EVERYTHING)
def test_a_planted_value_is_marked_where_it_stands(variant: str) -> None:
    text, piece = EVERYTHING[variant]
    hits = leaks_of(text, HIDDEN, SHOWN)
    assert piece in [hit.text for hit in hits]
    for hit in hits:
        assert text[hit.start : hit.end] == hit.text
        assert hit.parts in {("the applicant",), ("a child",)}


def test_twenty_variants_of_a_name_at_least() -> None:
    assert len(NAMES) >= 20


@pytest.mark.parametrize(
    "text",
    [
        "Alma Testwell, we have information about Boris Sampleton.",
        "He was convicted of assaulting a former partner in 2017.",
        "Call us on 01632 960101. You live at 4 Station Road, Easterby ZZ10 1ZZ.",
        "By the grace of the court he was given a short sentence.",
        "Will you be safe? May we speak with your sons about the row at home?",
        "On 14 March 2019 he was arrested at 10 past five; case 4417 of 2019.",
        "He was convicted at Birdham Crown Court.",
        "The child was not hurt. Your children may need support.",
        "",
    ],
)
def test_ordinary_words_are_not_marked(text: str) -> None:
    assert leaks_of(text, HIDDEN, SHOWN) == []


def test_what_the_person_at_risk_shares_may_be_said() -> None:
    """A child of the same address and family name gives away nothing by these."""
    child = Hidden(
        3,
        "a child",
        names=(Name("Tobias", "Testwell"),),
        places=(Place("4 Station Rd", "Easterby", "ZZ10 1ZZ"),),
        phones=("+44 1632 960101",),
    )
    said = "Ms Testwell of 4 Station Road, Easterby, ZZ10 1ZZ, 01632 960 101"
    assert leaks_of(said, [child], SHOWN) == []
    assert leaks_of("Tobias Testwell", [child], SHOWN)[0].text == "Tobias"


def test_how_sure_it_is() -> None:
    def sure(text: str) -> Sure:
        return leaks_of(text, HIDDEN, SHOWN)[0].sure

    assert sure("We met Zerlina there") == Sure.CERTAIN
    assert sure("We met Zerlinna there") == Sure.LIKELY
    assert sure("We met Grace there") == Sure.LIKELY
    assert sure("Grace was there") == Sure.POSSIBLE
    assert sure("She is from ZZ77") == Sure.POSSIBLE


def test_one_hit_for_one_name_with_all_that_it_could_reveal() -> None:
    twin = Hidden(5, "the referrer", names=(Name("Zerlina", "Other"),))
    hits = leaks_of("It was Zerlina Quayle-Hopkirk.", [*HIDDEN, twin], SHOWN)
    assert [hit.text for hit in hits] == ["Zerlina Quayle-Hopkirk"]
    assert set(hits[0].parts) == {"the applicant", "the referrer"}


def test_the_key_stays_with_the_sentence_and_the_people() -> None:
    first = "He hit Grace. "
    key = leaks_of(f"{first}That is all.", HIDDEN, SHOWN)[0].key
    assert leaks_of(f"Before. {first}And after.", HIDDEN, SHOWN)[0].key == key
    assert leaks_of("He did hit Grace.", HIDDEN, SHOWN)[0].key != key
    other = Hidden(9, "the referrer", names=(Name("Grace", "Else"),))
    assert leaks_of(first, [*HIDDEN, other], SHOWN)[0].key != key


@pytest.mark.parametrize(
    ("said", "tie"),
    [
        ("I am her next door neighbour", "neighbour"),
        ("My daughter is with him", "mother"),
        ("I'm her GP and I worry", "health"),
        ("I teach; my pupil told me", "school"),
        ("My best friend is with him", "friend"),
    ],
)
def test_what_applicants_say_they_are(said: str, tie: str) -> None:
    assert tie in ties_said_in(said)


def test_a_relation_that_nobody_has_is_no_hit() -> None:
    assert leaks_of("Your brother may help you move.", HIDDEN, SHOWN) == []
