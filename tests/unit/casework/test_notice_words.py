"""No name, scheme, address or word of danger leaves in a notice (reliability 8.2.3)."""

from __future__ import annotations

import pytest

from casework.events import EVENTS, MAILS, events_of
from casework.notice_words import (
    IN_A_BODY,
    IN_A_NOTICE,
    IN_A_SUBJECT,
    faults_in,
    fill,
)
from casework.schemes import all_schemes, names_that_tell


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("waits for {applicant}", "{applicant} is not allowed"),
        ("waits for {case.subject.name}", "not allowed"),
        ("ends {when} and {", "brace"),
        ("has a high risk", "“risk”"),
        ("of a victim needs you", "“victim”"),
        ("awaits a disclosure", "“disclosure”"),
        ("ring 01632 960 101", "number"),
        ("write to raj@example.org", "address"),
        ("see https://evil.example.org", "link"),
        ("of Clare's Law needs you", "names the scheme"),
        ("of the DVDS needs you", "names the scheme"),
        ("CL needs you", "names the scheme"),
    ],
)
def test_what_could_tell_is_refused(text: str, because: str) -> None:
    assert because in " ".join(faults_in(text, IN_A_NOTICE, names_that_tell()))


@pytest.mark.parametrize("text", ["was allocated to you", "ends {when}", "needs you"])
def test_what_tells_nothing_is_taken(text: str) -> None:
    assert list(faults_in(text, IN_A_NOTICE, names_that_tell())) == []


def test_every_shipped_notice_and_mail_obeys() -> None:
    events = [event for scheme in all_schemes() for event in events_of(scheme)]
    assert len(events) > len(EVENTS)
    said = [(event.text, IN_A_NOTICE) for event in events]
    said += [(subject, IN_A_SUBJECT) for _, subject, _ in MAILS]
    said += [(body, IN_A_BODY) for _, _, body in MAILS]
    faults = [list(faults_in(text, may, names_that_tell())) for text, may in said]
    assert [found for found in faults if found] == []


def test_only_known_placeholders_are_filled() -> None:
    assert fill("{number}: {text} {0.__class__}", {"number": "1"}) == "1:  "
