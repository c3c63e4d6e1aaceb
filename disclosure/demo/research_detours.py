"""What a unit meets in research now and then: each takes a case that stands there."""

from __future__ import annotations

import datetime as dt
from typing import Any

from casework.actions.information_requests import (
    answer_request,
    chase_request,
    send_request,
)
from casework.actions.research import record_assertion, record_check
from casework.models import Part
from casework.moment import frozen, now
from casework.queries.checks import outstanding_checks
from disclosure.demo.steps_to_decision import propose_identity
from disclosure.demo.story import DISCLOSED, Crew


def _subject(case: Any) -> Any:
    return case.involvements.get(part=Part.SUBJECT).person


def _ask(case: Any, crew: Crew, kind: str, asked_of: str, days_ago: float) -> Any:
    subject = _subject(case)
    sent_at = max(now() - dt.timedelta(days=days_ago), case.received_at)
    return send_request(
        case,
        subject,
        by=crew.researcher,
        kind=kind,
        asked_of=asked_of,
        question="Violence, threats or stalking towards a partner or a child",
        safe_words=(
            "We are making safeguarding enquiries about this person. Do not speak to "
            "anybody about this request. Answer by secure e-mail only."
        ),
        channel="Secure e-mail to their disclosure unit",
        sent_at=sent_at,
    )


def ask_others(case: Any, crew: Crew) -> Any:
    """One agency answered, one is overdue and was chased, one was just asked."""
    answered = _ask(case, crew, "probation", "Probation, Dunholme", 9)
    late = _ask(case, crew, "other_force", "Western force", 12)
    _ask(case, crew, "social_care", "Children's social care, Easterby", 0)
    answer_request(
        case,
        answered.pk,
        by=crew.researcher,
        reply="known",
        answered_at=now(),
        reply_reference="PR/2231",
        reply_note="On licence until the spring; no contact with a former partner.",
    )
    chase_request(
        case,
        late.pk,
        by=crew.researcher,
        how="Rang their disclosure unit",
        is_escalation=False,
        note="Their archive is on paper; they will look.",
    )
    record_assertion(
        case,
        _subject(case),
        by=crew.researcher,
        kind="intelligence",
        item_type="intelligence",
        text="Said to have followed a former partner to her work several times.",
        happened_on="2022",
        source="Local intelligence",
        owner_force="Western force",
        owner_agrees="unknown",
        spent="no",
        relevance="The same as what is described now.",
        source_grade="2",
        information_grade="C",
        handling_code="C",
        may_be_told="only_with",
        told_only_with="the agreement of Western force",
        may_be_told_why="It is theirs, and it could point to who told them.",
    )
    return case


def leave_a_check_out(case: Any, crew: Crew) -> Any:
    """A system is away: a supervisor has to agree that the check is not made."""
    todo = outstanding_checks(case)
    if todo:
        row = todo[0]
        record_check(
            case,
            by=crew.researcher,
            system=row.system,
            person=row.person,
            part=row.part,
            result="not_available",
            not_done_reason="The system is being moved and is back on Monday.",
        )
    return case


def type_too_fast(case: Any, crew: Crew) -> Any:
    """Every check without a trace in less than a minute: a supervisor looks."""
    start = now()
    for number, row in enumerate(outstanding_checks(case)):
        with frozen(start + dt.timedelta(seconds=6 * number)):
            record_check(
                case,
                by=crew.researcher,
                system=row.system,
                person=row.person,
                part=row.part,
                result="no_trace",
                identifiers_used="Name",
            )
    return case


def find_a_near_miss(case: Any, crew: Crew) -> Any:
    """The record has day and month the other way round: somebody has to find out."""
    born = _subject(case).date_of_birth
    turned = born
    if born is not None and born.day <= 12 and born.day != born.month:  # noqa: PLR2004
        turned = born.replace(day=born.month, month=born.day)
    elif born is not None:
        turned = born - dt.timedelta(days=1)
    propose_identity(
        case,
        crew,
        DISCLOSED,
        names=_subject(case).main_name,
        date_of_birth=turned,
        addresses="4 Example Row, Brackenthorpe, ZZ99 3VZ",
        confidence="medium",
        reason="The name is the same; the date of birth may be a slip of the pen.",
    )
    return case
