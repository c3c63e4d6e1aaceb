"""What people type: what is taken, what is refused, and in which words.

The table of bad input is the product's own (issue: wrong dates, HTML, formulas, emoji,
10,000 characters); phones and postcodes follow the police data note, 11.5.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django import forms
from django.core.exceptions import ValidationError

from casework import moment
from casework.forms.base import CaseworkForm, faults_of
from casework.forms.date_fields import parse_typed_time
from casework.forms.fields import (
    BirthDateField,
    MomentField,
    NameField,
    PhoneField,
    PlainTextField,
    PostcodeField,
    ReasonField,
    TypedDateField,
    YesNoField,
)

# A Tuesday in winter, when London has the time of UTC.
NOW = dt.datetime(2026, 11, 24, 14, 5, 30, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _stopped_clock() -> Iterator[None]:
    with moment.frozen(NOW):
        yield


def refusal(field: forms.Field, typed: object) -> str:
    """The sentence shown beside the field."""
    with pytest.raises(ValidationError) as caught:
        field.clean(typed)
    return " ".join(caught.value.messages)


# -- Dates ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("3/4/2026", dt.date(2026, 4, 3)),
        ("24 November 2026", dt.date(2026, 11, 24)),
        ("  24-Nov-26 ", dt.date(2026, 11, 24)),
        ("01.01.2014", dt.date(2014, 1, 1)),
    ],
)
def test_a_date_is_read_in_any_usual_way(typed: str, day: dt.date) -> None:
    assert TypedDateField(label="The date").clean(typed) == day


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("31/02/2026", "31 February 2026 is not a real date"),
        ("25/11/2026", "Date of the letter must be today or in the past"),
        ("01/01/1900", "Date of the letter must be 1 January 2014 or later"),
        ("31/12/2013", "Date of the letter must be 1 January 2014 or later"),
        ("3/4/202", "Enter the year in full, for example 1967"),
        ("<b>yesterday</b>", "Enter a day, month and year"),
        ("=TODAY()", "Enter a day, month and year"),
        ("📅", "Enter a day, month and year"),
        ("9" * 10_000, "Enter a day, month and year"),
        ("3/4/2026\x00", "Enter a day, month and year"),
    ],
)
def test_a_wrong_date_is_refused_in_words(typed: str, words: str) -> None:
    assert refusal(TypedDateField(label="Date of the letter"), typed).startswith(words)


def test_a_planned_date_is_neither_past_nor_years_away() -> None:
    field = TypedDateField(label="Visit", may_be_past=False, may_be_future=True)
    assert field.clean("24/11/2026") == dt.date(2026, 11, 24)
    assert refusal(field, "23/11/2026") == "Visit must be today or in the future"
    assert refusal(field, "1/1/2126") == "Visit must be 25 November 2028 or earlier"


def test_two_figures_of_a_birth_year_mean_the_past() -> None:
    field = BirthDateField()
    assert field.clean("07/09/67") == dt.date(1967, 9, 7)
    assert field.clean("24/11/26") == dt.date(2026, 11, 24)
    assert field.clean("25/11/26") == dt.date(1926, 11, 25)


@pytest.mark.parametrize("typed", ["01/01/1900", "25/11/2026", "31/02/1990", "baby"])
def test_nobody_is_born_then(typed: str) -> None:
    assert refusal(BirthDateField(), typed)


def test_a_date_that_was_only_written_differently_has_not_changed() -> None:
    field = TypedDateField(label="The date")
    assert not field.has_changed(dt.date(2026, 4, 3), "3 April 2026")
    assert field.has_changed(dt.date(2026, 4, 3), "4 April 2026")
    assert field.has_changed(dt.date(2026, 4, 3), "31/02/2026")


# -- Date and time ------------------------------------------------------------------
@pytest.mark.parametrize(
    ("date", "time", "instant"),
    [
        ("24/11/2026", "14:05", dt.datetime(2026, 11, 24, 14, 5, tzinfo=dt.UTC)),
        ("1/7/2026", "2.05pm", dt.datetime(2026, 7, 1, 13, 5, tzinfo=dt.UTC)),
        # 01:30 came twice on this night; the first is still summer time.
        ("25/10/2026", "0130", dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)),
        ("1/1/2014", "00:00", dt.datetime(2014, 1, 1, tzinfo=dt.UTC)),
    ],
)
def test_a_moment_is_london_time(date: str, time: str, instant: dt.datetime) -> None:
    assert MomentField(label="Received").clean([date, time]) == instant


@pytest.mark.parametrize(
    ("date", "time", "words"),
    [
        ("", "14:05", "Enter the date as well as the time"),
        ("24/11/2026", "", "Enter the time as well as the date"),
        ("24/11/2026", "25:00", "Enter a time on the 24-hour clock"),
        ("24/11/2026", "9", "Enter a time on the 24-hour clock"),
        ("24/11/2026", "14:06", "Received must not be in the future; it is now 14:05"),
        ("25/11/2026", "09:00", "Received must be today or in the past"),
        ("31/12/2013", "23:59", "Received must be 1 January 2014 or later"),
        ("29/03/2026", "01:30", "There is no 01:30 on 29 March 2026"),
        ("31/02/2026", "09:00", "31 February 2026 is not a real date"),
    ],
)
def test_a_wrong_moment_is_refused_in_words(date: str, time: str, words: str) -> None:
    assert refusal(MomentField(label="Received"), [date, time]).startswith(words)


def test_a_planned_moment_is_ahead() -> None:
    field = MomentField(label="Visit", may_be_past=False, may_be_future=True)
    soon = dt.datetime(2026, 11, 24, 14, 6, tzinfo=dt.UTC)
    assert field.clean(["24/11/2026", "14:06"]) == soon
    assert refusal(field, ["24/11/2026", "14:05"]).startswith("Visit must not be in")


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("14:05", dt.time(14, 5)),
        ("1405", dt.time(14, 5)),
        ("905", dt.time(9, 5)),
        ("14.05 hrs", dt.time(14, 5)),
        ("2pm", dt.time(14)),
        ("12.30 a.m.", dt.time(0, 30)),
        ("12pm", dt.time(12)),
    ],
)
def test_a_time_is_read_in_any_usual_way(typed: str, time: dt.time) -> None:
    assert parse_typed_time(typed) == time


@pytest.mark.parametrize("typed", ["", "24:00", "14:60", "13pm", "0pm", "noon", "🕑"])
def test_other_times_are_asked_for_again(typed: str) -> None:
    with pytest.raises(ValueError, match="24-hour clock"):
        parse_typed_time(typed)


# -- Text ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "=HYPERLINK(A1)",
        "+44 and @SUM(1+1)",
        "She is afraid 😟👩‍👧 of him",
        "O\u2019Brien-Łukasz ŵ 李",
        "'; DROP TABLE cases; --",
    ],
)
def test_text_is_kept_to_the_letter(typed: str) -> None:
    assert PlainTextField(label="Note").clean(typed) == typed


def test_text_of_10000_characters_is_refused_with_both_numbers() -> None:
    field = PlainTextField(label="Reason for concern", noun="Reason", multiline=True)
    assert refusal(field, "x" * 10_000) == (
        "Reason must be 4,000 characters or fewer; you entered 10,000"
    )
    assert field.clean("x" * 4000) == "x" * 4000


def test_a_line_end_counts_once_however_the_browser_writes_it() -> None:
    field = PlainTextField(label="Note", multiline=True, max_length=3)
    assert field.clean("a\r\nb") == "a\nb"


@pytest.mark.parametrize(
    ("typed", "code"),
    [("a\x00b", "U+0000"), ("a\x1bb", "U+001B"), ("a\u202eb", "U+202E")],
)
def test_what_cannot_be_printed_is_refused_by_name(typed: str, code: str) -> None:
    words = refusal(PlainTextField(label="Note"), typed)
    assert words.startswith("Note contains a character that cannot be printed")
    assert code in words


def test_a_lone_surrogate_cannot_be_stored() -> None:
    assert "U+D83D" in refusal(PlainTextField(label="Note"), "a\ud83db")


def test_a_name_is_one_line_with_single_spaces() -> None:
    assert NameField(label="Name").clean("  Anne \n Marie\tO'Neill ") == (
        "Anne Marie O'Neill"
    )
    assert NameField(label="Name").clean("X") == "X"
    assert NameField(label="Name").clean("Zoe\u0308") == "Zoë"


@pytest.mark.parametrize("typed", ["ok", "  n/a   ", "........."])
def test_a_reason_says_something(typed: str) -> None:
    assert "at least 10 characters" in refusal(ReasonField(), typed)


# -- Telephone numbers and postcodes --------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "e164"),
    [
        ("07700 900123", "+447700900123"),
        ("07700-900-026", "+447700900026"),
        ("+44 7700 900126", "+447700900126"),
        ("(01632) 960015", "+441632960015"),
        ("020 7946 0999", "+442079460999"),
    ],
)
def test_drama_numbers_are_taken_and_kept_as_typed(typed: str, e164: str) -> None:
    number = PhoneField(label="Phone").clean(typed)
    assert number == typed
    assert number.e164 == e164


@pytest.mark.parametrize("typed", ["none", "999", "<b>1</b>", "=1+1", "📞", "1" * 41])
def test_what_is_no_number_is_asked_for_again(typed: str) -> None:
    assert refusal(PhoneField(label="Phone"), typed)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (" zz777ln ", "ZZ77 7LN"),
        ("ZZ99 3VZ", "ZZ99 3VZ"),
        ("xx1-1aa.", "XX1 1AA"),
        ("SW1A1AA", "SW1A 1AA"),
        ("zz7", "ZZ7"),
        ("bfpo 12", "BFPO 12"),
        ("gir 0aa", "GIR 0AA"),
        ("", ""),
    ],
)
def test_a_postcode_is_tidied(typed: str, stored: str) -> None:
    assert PostcodeField(required=False).clean(typed) == stored


@pytest.mark.parametrize("typed", ["123", "ZZ77 LN7", "D-10115", "<b>", "Z" * 10_000])
def test_what_has_no_postcode_shape_is_refused(typed: str) -> None:
    assert refusal(PostcodeField(), typed)


# -- Whole forms ----------------------------------------------------------------------
class CallForm(CaseworkForm):
    danger = YesNoField(label="Is anyone in danger now?")
    full_name = NameField()
    born = BirthDateField()
    said = PlainTextField(label="What was said", multiline=True)
    received = MomentField(label="Received", noun="The time of the call")
    route = forms.ChoiceField(label="Route", choices=[("ask", "Right to Ask")])
    checks = forms.MultipleChoiceField(
        label="Checks", choices=[("pnc", "PNC")], widget=forms.CheckboxSelectMultiple
    )
    letter = forms.FileField(label="Letter")
    agreed = forms.BooleanField(label="I have read it")


def test_every_empty_field_says_what_to_do() -> None:
    assert [fault.text for fault in faults_of(CallForm({}))] == [
        "Choose an answer for “Is anyone in danger now?”",
        "Enter the full name",
        "Enter the date of birth",
        "Enter an answer for “What was said”",
        "Enter the time of the call",
        "Choose an answer for “Route”",
        "Choose at least one answer for “Checks”",
        "Choose a file",
        "Tick the box: I have read it",
    ]


def test_an_answer_that_was_not_offered_is_not_repeated() -> None:
    form = CallForm({"route": "<b>", "danger": "maybe", "checks": ["x"]})
    for name in ("route", "danger", "checks"):
        assert form.errors[name] == ["Choose one of the answers offered"]


def test_a_form_of_a_library_speaks_our_words_too() -> None:
    class TheirForm(forms.Form):
        login = forms.CharField(label="Username")

    assert [fault.text for fault in faults_of(TheirForm({}))] == ["Enter the username"]
    assert "Enter the username" in TheirForm({})["login"].as_field_group()


@pytest.mark.parametrize(("typed", "meant"), [("yes", True), ("no", False)])
def test_yes_and_no_are_true_and_false(typed: str, meant: bool) -> None:
    field = YesNoField(label="Danger?")
    assert field.clean(typed) is meant
    assert field.prepare_value(meant) == typed


def test_nothing_chosen_is_not_no() -> None:
    assert YesNoField(label="Danger?", required=False).clean("") is None
