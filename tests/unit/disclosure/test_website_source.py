"""A file of the website is read whole, or refused in one sentence."""

from __future__ import annotations

import json

import pytest

from disclosure.website.source import (
    MOST_APPLICATIONS,
    ONE_MB,
    RawSubmission,
    UnreadableFile,
    read_file,
)

ONE = {"form": "dvds-rta-v3", "submission_id": "WEB-1", "you": {"phone": "1"}}


def read(raw: bytes | str) -> list[RawSubmission]:
    data = raw.encode() if isinstance(raw, str) else raw
    return read_file(data, limit_bytes=ONE_MB)


def refusal(raw: bytes | str) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read(raw)
    return str(refused.value)


def nested(depth: int) -> str:
    return '[{"a":' + "[" * depth + "]" * depth + "}]"


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "The file is empty"),
        (" \r\n\t", "The file is empty"),
        (
            b'[\n {"a": "caf\xe9"}\n]',
            "Line 2, column 12: this is not UTF-8 text. Save the file as UTF-8.",
        ),
        (
            "[]".encode("utf-16"),
            "Line 1, column 1: this is not UTF-8 text. Save the file as UTF-8.",
        ),
        (
            '[\n{"a": 1}\n{"a": 2}]',
            "Line 3, column 1: a comma or a closing bracket is missing",
        ),
        ('[{"a" 1}]', "Line 1, column 7: a colon is missing"),
        ("[{'a': 1}]", "Line 1, column 3: a name in double quotes is missing"),
        ('[{"a": }]', "Line 1, column 8: a value is missing or cannot be read"),
        (
            '[\n{"a": "no end',
            "Line 2, column 7: the text that starts here has no closing quote",
        ),
        (
            '[{"a": "two\nlines"}]',
            "Line 1, column 12: a text holds a line break or control character",
        ),
        ('[{"a": "\\q"}]', "Line 1, column 9: a text holds a backslash that means "),
        ("[] []", "Line 1, column 4: there is more after the end"),
        ("<html>", "Line 1, column 1: a value is missing or cannot be read"),
        ('"words"', "The file holds no list of applications"),
        ("7", "The file holds no list of applications"),
        ("null", "The file holds no list of applications"),
        ('{"a": [], "b": []}', "The file holds no list of applications"),
        ('{"a": 1}', "The file holds no list of applications"),
        ("[{}, 7]", "Item 2 of the list is no application"),
        ("[[]]", "Item 1 of the list is no application"),
        (
            '[{"phone": "1", "phone": "2"}]',
            "The name 'phone' is given twice in one object of the file",
        ),
        ('[{"a": NaN}]', "The file holds NaN, which is no JSON number"),
        ('[{"a": -Infinity}]', "The file holds -Infinity, which is no JSON number"),
        ('[{"a": 1e999}]', "The file holds a number too large to read"),
        ('[{"a": ' + "9" * 5000 + "}]", "The file holds a number too long to read"),
        (nested(19), "The file is nested too deeply: more than 20 levels"),
        (nested(100_000), "The file is nested too deeply: more than 20 levels"),
    ],
)
def test_what_is_no_file_of_applications_is_refused(
    raw: bytes | str, sentence: str
) -> None:
    assert refusal(raw).startswith(sentence)


def test_the_deepest_nesting_allowed_is_read() -> None:
    assert len(read(nested(18))) == 1


def test_a_name_given_twice_is_quoted_short_and_without_odd_characters() -> None:
    name = "\\u202e" + "x" * 100
    sentence = refusal('[{"' + name + '": 1, "' + name + '": 2}]')

    assert sentence.startswith("The name '\\u202exxx")
    assert len(sentence) < 120


def test_a_file_over_the_limit_is_refused_before_anything_is_parsed() -> None:
    not_even_json = b"x" * 11
    with pytest.raises(UnreadableFile, match=r"The file is larger than 1\.5 MB"):
        read_file(b" " * (3 * ONE_MB), limit_bytes=3 * ONE_MB // 2)
    with pytest.raises(UnreadableFile, match="larger than"):
        read_file(not_even_json, limit_bytes=10)


def test_a_file_of_exactly_the_limit_is_read() -> None:
    assert read_file(b"[{} ]", limit_bytes=5)


def test_more_applications_than_are_taken_at_once_are_refused() -> None:
    assert len(read(json.dumps([ONE] * MOST_APPLICATIONS))) == MOST_APPLICATIONS
    assert refusal(json.dumps([ONE] * (MOST_APPLICATIONS + 1))) == (
        "The file holds 1,001 applications; the most at once is 1,000"
    )


def test_one_bad_item_means_that_nothing_is_read() -> None:
    good = json.dumps(ONE)
    assert refusal(f"[{good}, {good}, null]") == "Item 3 of the list is no application"


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([ONE]),
        "\ufeff" + json.dumps([ONE]),
        json.dumps({"exported": "today", "submissions": [ONE]}),
        json.dumps(ONE),
    ],
)
def test_a_list_a_wrapper_and_a_single_submission_are_read(text: str) -> None:
    (only,) = read(text)

    assert (only.position, only.submission_id, only.form) == (
        1,
        "WEB-1",
        "dvds-rta-v3",
    )
    assert only.values() == ONE


def test_the_children_of_a_single_submission_are_no_list_of_applications() -> None:
    (only,) = read(json.dumps({**ONE, "children": [{"first_name": "Jake"}]}))

    assert only.submission_id == "WEB-1"


def test_an_empty_list_is_a_file_without_applications() -> None:
    assert read("[]") == []


def test_positions_count_from_one_in_the_order_of_the_file() -> None:
    found = read(json.dumps([{"submission_id": name} for name in ("C", "A", "B")]))

    assert [(raw.position, raw.submission_id) for raw in found] == [
        (1, "C"),
        (2, "A"),
        (3, "B"),
    ]


def test_a_submission_is_the_same_whatever_the_order_of_its_keys() -> None:
    one, other, different = read(
        '[{"a": {"b": 1, "c": "\\u00eb"}, "d": []},'
        ' {"d":[ ],"a":{"c":"ë","b":1}},'
        ' {"a": {"b": 1, "c": "e"}, "d": []}]'
    )

    assert one.canonical == other.canonical == '{"a":{"b":1,"c":"\\u00eb"},"d":[]}'
    assert one.sha256 == other.sha256 != different.sha256
    assert len(one.sha256) == 64


def test_the_order_of_a_list_is_part_of_what_was_said() -> None:
    one, other = read('[{"a": [1, 2]}, {"a": [2, 1]}]')

    assert one.sha256 != other.sha256


def test_numbers_stay_numbers() -> None:
    (raw,) = read('[{"age": 41, "height": 1.5}]')

    assert raw.values() == {"age": 41, "height": 1.5}


def test_what_postgresql_cannot_store_stays_escaped_in_the_original() -> None:
    (raw,) = read('[{"why_worried": "a\\u0000b\\ud800c"}]')

    assert raw.canonical == '{"why_worried":"a\\u0000b\\ud800c"}'
    assert raw.canonical.isascii()


def test_the_kept_original_gives_the_same_submission_again() -> None:
    (raw,) = read(json.dumps([ONE]))

    assert RawSubmission.of_canonical(raw.canonical) == raw


@pytest.mark.parametrize("value", [7, None, ["WEB-1"], "x" * 41, "a\x00b", {"a": 1}])
def test_a_number_of_another_kind_is_no_number(value: object) -> None:
    (raw,) = read(json.dumps([{"submission_id": value, "form": value}]))

    assert (raw.submission_id, raw.form) == ("", "")
