"""One of everything that research can hold beside the ordinary course."""

from __future__ import annotations

from typing import Any

from casework.actions.information_requests import send_request
from casework.actions.research import record_assertion, record_check
from casework.moment import now
from disclosure.demo.steps_to_decision import propose_identity
from tests.cast import Cast
from tests.walks import DISCLOSED


def research_on(case: Any, cast: Cast) -> None:
    """A check not made, fast checks, a request and a record found."""
    subject = case.involvements.get(part="subject").person
    record_check(
        case,
        by=cast.researcher,
        system="PNC",
        person=subject,
        part="subject",
        result="not_done",
        not_done_reason="It is down.",
    )
    case.quick_runs.create(
        researcher=cast.researcher,
        stage=case.stage,
        checks=8,
        first_at=now(),
        last_at=now(),
    )
    send_request(
        case,
        subject,
        by=cast.researcher,
        sent_at=now(),
        kind="probation",
        asked_of="Probation",
        question="Any risk?",
        safe_words="A safeguarding enquiry.",
        channel="Secure e-mail",
    )
    record_assertion(
        case,
        subject,
        by=cast.researcher,
        kind="intelligence",
        item_type="intelligence",
        text="Said to have followed her.",
        source="Local",
        owner_force="Elsewhere",
        relevance="It is new.",
    )
    propose_identity(case, cast.crew, DISCLOSED)
