"""Whatever a file holds, it is read or refused, and nothing in it hides danger."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from casework.forms.text_fields import unprintable_in
from disclosure.website.gaps import gaps_in
from disclosure.website.holds import reasons_to_hold
from disclosure.website.names import show_name
from disclosure.website.reading import ReadApplication, read_submission
from disclosure.website.source import RawSubmission, UnreadableFile, read_file
from disclosure.website.words import Danger, read_danger, read_safe_to_call

NOW = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
LIMIT = 1024 * 1024
SAMPLE = Path(__file__).parents[2] / "sample_data" / "website-applications.json"
SUBMISSIONS: list[dict[str, Any]] = json.loads(SAMPLE.read_bytes())

PLAIN = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters())
)
ANYTHING = st.recursive(
    PLAIN,
    lambda inside: (
        st.lists(inside, max_size=4) | st.dictionaries(st.text(), inside, max_size=4)
    ),
    max_leaves=12,
)
# English and Welsh, without spaces.
PLAIN_NOES = {"no", "n", "nope", "none", "false", "0", "na", "nacydw", "nagoes"}
# Nights on which the clocks change, two hours each side of 01:00 UTC.
CLOCK_CHANGES = (
    datetime(2026, 3, 29, 1, tzinfo=UTC),
    datetime(2026, 10, 25, 1, tzinfo=UTC),
)


def paths_in(value: object, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The place of every answer and of every group of answers."""
    if not isinstance(value, dict):
        return [path]
    below = [
        found
        for key, inside in value.items()
        for found in paths_in(inside, (*path, key))
    ]
    return [path, *below] if path else below


ALL_PATHS = sorted({path for each in SUBMISSIONS for path in paths_in(each)})


@st.composite
def spoilt_submissions(draw: st.DrawFn) -> dict[str, Any]:
    """A submission of the sample in which any one answer is anything at all."""
    values: dict[str, Any] = deepcopy(draw(st.sampled_from(SUBMISSIONS)))
    path = draw(st.sampled_from(ALL_PATHS))
    where = values
    for key in path[:-1]:
        where = where.setdefault(key, {})
    where[path[-1]] = draw(ANYTHING)
    return values


def read_or_refused(raw: bytes) -> list[RawSubmission] | str:
    """The submissions of a file, or the sentence of its refusal."""
    try:
        return read_file(raw, limit_bytes=LIMIT)
    except UnreadableFile as refused:
        return str(refused)


def read(values: dict[str, Any]) -> ReadApplication:
    (raw,) = read_file(json.dumps([values]).encode(), limit_bytes=LIMIT)
    return read_submission(raw, now=NOW)


def shuffled(value: Any, draw: Callable[[Any], Any]) -> Any:
    """The same value with the keys of every object in another order."""
    if isinstance(value, list):
        return [shuffled(each, draw) for each in value]
    if isinstance(value, dict):
        keys = draw(st.permutations(list(value)))
        return {key: shuffled(value[key], draw) for key in keys}
    return value


@given(raw=st.binary() | st.text().map(str.encode))
@example(raw=b"[" * 50_000)
@example(raw=b"\xef\xbb\xbf[]")
def test_any_bytes_are_read_or_refused_in_one_sentence(raw: bytes) -> None:
    outcome = read_or_refused(raw)

    if isinstance(outcome, str):
        assert outcome.isprintable()
        assert 0 < len(outcome) < 200
    else:
        assert [each.position for each in outcome] == list(range(1, len(outcome) + 1))


@given(value=ANYTHING)
def test_any_json_is_read_into_applications_or_refused(value: object) -> None:
    raws = read_or_refused(json.dumps(value).encode())
    if isinstance(raws, str):
        return
    for raw in raws:
        application = read_submission(raw, now=NOW)
        assert reasons_to_hold(application) or application.danger in {
            Danger.YES,
            Danger.NOT_SURE,
        }


@given(values=spoilt_submissions())
def test_a_spoilt_submission_is_read_and_always_the_same_way(
    values: dict[str, Any],
) -> None:
    first, second = read(values), read(values)

    assert first == second
    assert reasons_to_hold(first) == reasons_to_hold(second)
    assert gaps_in(first) == gaps_in(second)


@given(values=spoilt_submissions())
def test_everything_that_is_read_can_be_stored_and_shown(
    values: dict[str, Any],
) -> None:
    application = read(values)
    sentences = [
        *(reason.sentence for reason in reasons_to_hold(application)),
        *(gap.sentence for gap in gaps_in(application)),
    ]
    shown = [
        application.why_worried,
        application.danger_typed,
        application.referrer_typed,
        application.applicant.name.full,
        application.applicant.name.given_typed,
        application.subject.name.family_typed,
        *(name.shown for name in application.subject.other_names),
        *sentences,
    ]

    for text in shown:
        assert unprintable_in(text) == ""
        text.encode()


@given(values=spoilt_submissions())
def test_nothing_but_the_other_scheme_holds_an_urgent_application_back(
    values: dict[str, Any],
) -> None:
    application = read(values)

    if application.is_urgent:
        held = {reason.code for reason in reasons_to_hold(application)}
        assert held <= {"sarahs_law"}


@given(said=st.text() | st.text(alphabet="noyes NaO.!?\u200b", max_size=6))
def test_only_a_plain_no_means_that_nobody_is_in_danger(said: str) -> None:
    danger = read({**SUBMISSIONS[0], "in_danger_now": said}).danger

    if danger is Danger.NO:
        letters = "".join(filter(str.isalnum, said)).casefold()
        assert letters in PLAIN_NOES
    if danger is Danger.NOT_ANSWERED:
        assert not said.strip()


@given(
    answer=st.dictionaries(st.text(), ANYTHING) | st.lists(st.lists(PLAIN), min_size=1)
)
def test_an_answer_about_danger_of_another_kind_is_looked_into(answer: object) -> None:
    assert read({**SUBMISSIONS[0], "in_danger_now": answer}).danger is Danger.NOT_SURE


@given(more=st.text())
def test_a_yes_is_a_yes_whatever_follows(more: str) -> None:
    assert read_danger(f"Yes, {more}") is Danger.YES


@given(more=st.text(min_size=1))
def test_it_is_never_safe_to_call_when_the_answer_begins_with_no(more: str) -> None:
    assert read_safe_to_call(f"no - {more}") != "yes"


@given(data=st.data(), values=spoilt_submissions(), indent=st.integers(0, 4))
def test_the_hash_ignores_the_order_of_keys_and_the_spaces_between_them(
    data: st.DataObject, values: dict[str, Any], indent: int
) -> None:
    again = json.dumps([shuffled(values, data.draw)], indent=indent, ensure_ascii=True)
    (one,) = read_file(json.dumps([values]).encode(), limit_bytes=LIMIT)
    (other,) = read_file(again.encode(), limit_bytes=LIMIT)

    assert one.sha256 == other.sha256
    assert one == other


@given(one=spoilt_submissions(), other=spoilt_submissions())
def test_two_submissions_have_one_hash_only_when_they_say_the_same(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    hashes = {RawSubmission.of(each, position=1).sha256 for each in (one, other)}

    said = {json.dumps(each, sort_keys=True) for each in (one, other)}
    assert len(hashes) == len(said)


@given(
    change=st.sampled_from(CLOCK_CHANGES),
    seconds=st.integers(-7200, 7200),
    zone=st.sampled_from((UTC, LONDON, ZoneInfo("Asia/Kathmandu"))),
)
def test_the_instant_of_receipt_is_that_of_the_website_when_the_clocks_change(
    change: datetime, seconds: int, zone: Any
) -> None:
    instant = change + timedelta(seconds=seconds)
    typed = instant.astimezone(zone).isoformat()

    received_at = read({**SUBMISSIONS[0], "submitted_at": typed}).received_at

    assert received_at == instant
    assert received_at.astimezone(UTC).isoformat() == instant.isoformat()


@given(typed=st.text() | st.from_regex(r"[A-Z]{1,8}[ '-][A-Z]{1,8}", fullmatch=True))
def test_a_name_is_shown_with_the_letters_that_were_typed(typed: str) -> None:
    shown = show_name(typed)

    if shown:
        assert shown.casefold() == " ".join(typed.split()).casefold()
