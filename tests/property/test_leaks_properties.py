"""What holds for the leak check whatever the text and whoever is hidden."""

from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st

from disclosure.leaks.letters import fold_text
from disclosure.leaks.people import Hidden, Name, Shown
from disclosure.leaks.search import leaks_of
from disclosure.leaks.words import ordinary_words

WORDS = sorted(word for word in ordinary_words() if len(word) > 1)
PERSON = Hidden(
    1,
    "the applicant",
    names=(Name("Zerlina", "Quayle"), Name("Margaret Joy", "Olufemi-Hope")),
    phones=("01632 960777",),
    emails=("zerlina.q@example.org",),
)
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join)
names = st.text(string.ascii_lowercase, min_size=6, max_size=12).filter(
    lambda name: name not in ordinary_words()
)


@given(sentences)
def test_ordinary_words_in_lower_case_reveal_nobody(text: str) -> None:
    """Among them hope and joy, which are names here too."""
    assert leaks_of(f"There {text}.", [PERSON], Shown()) == []


@given(st.text(max_size=200))
def test_any_text_is_read_and_marked_within_its_bounds(text: str) -> None:
    end = 0
    for hit in leaks_of(text, [PERSON], Shown()):
        assert end <= hit.start < hit.end <= len(text)
        assert text[hit.start : hit.end] == hit.text
        end = hit.end


@given(st.text(max_size=80))
def test_folding_keeps_the_place_of_every_letter(text: str) -> None:
    folded = fold_text(text)
    assert len(folded.letters) == len(folded.at)
    assert list(folded.at) == sorted(folded.at)
    assert all(0 <= place < len(text) for place in folded.at)


@given(names, sentences, sentences, st.sampled_from([str, str.upper, str.title]))
def test_a_planted_name_is_found_anywhere(
    name: str, before: str, after: str, written: type[str]
) -> None:
    hidden = Hidden(1, "the applicant", names=(Name(name, ""),))
    text = f"There {before} {written(name)} {after}."
    assert any(
        name in fold_text(hit.text).letters for hit in leaks_of(text, [hidden], Shown())
    )


@given(names, st.integers(0, 4), st.sampled_from(string.ascii_lowercase))
def test_a_planted_name_with_one_wrong_letter_is_found(
    name: str, place: int, letter: str
) -> None:
    wrong = name[: place + 1] + letter + name[place + 2 :]
    hidden = Hidden(1, "the applicant", names=(Name(name, ""),))
    hits = leaks_of(f"There was {wrong.title()} too.", [hidden], Shown())
    assert hits or wrong in ordinary_words()
