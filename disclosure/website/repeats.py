"""What came twice: the same submission again, or the same people once more.

An exact repeat says nothing new and is only counted. A second application about the
same people may bring a new telephone number, so a person decides where it belongs.

The reason that is kept says nothing of the earlier one: whoever takes in a file could
else find out with a made-up application who applied before. ``say_repeat`` is for those
who settle, and only about what they may know of.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import timedelta

from casework.clock import LONDON
from disclosure.website.holds import NEVER_HELD, HoldCode, HoldReason
from disclosure.website.names import name_key
from disclosure.website.reading import ReadApplication
from disclosure.website.source import RawSubmission

# While the 28 days of the first run, a second is about the same matter.
REPEAT_WITHIN = timedelta(days=28)
MAY_BE_A_REPEAT = "It may be a repeat: a supervisor or researcher decides"
FIELDS = {
    HoldCode.NUMBER_USED_TWICE: "submission_id",
    HoldCode.LIKELY_REPEAT: "person_asked_about",
}
SAID = {
    HoldCode.NUMBER_USED_TWICE: "has the same number and says something else.",
    HoldCode.LIKELY_REPEAT: (
        "is about the same people. Make this one a case of its own, or add what is new "
        "to that one."
    ),
}


def exact_repeats(raws: Iterable[RawSubmission]) -> dict[int, int]:
    """From the position of each exact repeat to the position of its first."""
    first: dict[str, int] = {}
    repeats: dict[int, int] = {}
    for raw in raws:
        position = first.setdefault(raw.sha256, raw.position)
        if position != raw.position:
            repeats[raw.position] = position
    return repeats


def people_key(application: ReadApplication) -> str:
    """One text for one applicant, person at risk and subject, however typed.

    Empty when somebody is not named; then nothing can be said.
    """
    people = (application.applicant, application.person_at_risk, application.subject)
    keys = [name_key(person.name) for person in people]
    if not all(keys):
        return ""
    together = "|".join((application.form, *keys))
    return hashlib.sha256(together.encode()).hexdigest()


def hold_as_repeat(
    application: ReadApplication, earlier: ReadApplication
) -> HoldReason | None:
    """Why the application waits because of an ``earlier`` one that differs from it.

    None when it has nothing to do with that one, and when it may tell of danger.
    """
    code = _code_of(application, earlier)
    return HoldReason(code, MAY_BE_A_REPEAT, FIELDS[code]) if code else None


def say_repeat(application: ReadApplication, earlier: ReadApplication) -> str:
    """Which ``earlier`` one it may repeat, and how; an empty string if it does not."""
    code = _code_of(application, earlier)
    return f"{_said(earlier)} {SAID[code]}" if code else ""


def _code_of(application: ReadApplication, earlier: ReadApplication) -> HoldCode | None:
    if application.danger in NEVER_HELD or application.sha256 == earlier.sha256:
        return None
    if application.submission_id and application.submission_id == earlier.submission_id:
        return HoldCode.NUMBER_USED_TWICE
    if _is_about_the_same(application, earlier):
        return HoldCode.LIKELY_REPEAT
    return None


def _is_about_the_same(application: ReadApplication, earlier: ReadApplication) -> bool:
    key = people_key(application)
    if not key or key != people_key(earlier):
        return False
    one, other = application.received_at, earlier.received_at
    return one is None or other is None or abs(one - other) <= REPEAT_WITHIN


def _said(earlier: ReadApplication) -> str:
    number = f" {earlier.submission_id}" if earlier.submission_id else ""
    if earlier.received_at is None:
        return f"Application{number}"
    day = earlier.received_at.astimezone(LONDON)
    return f"Application{number}, received on {day.day} {day:%B %Y},"
