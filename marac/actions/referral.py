"""Writing a referral, part by part; each part is one act, saved as one goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Agency
from casework import audit
from casework.actions.door import changing
from casework.actions.opening import open_case
from casework.actions.people import Details, name_person
from casework.models import ActionClass, Case, Part, Person, Relationship
from casework.moment import now
from casework.policy import Capability as May
from casework.schemes import scheme_named
from casework.workflow.perform import Refused
from marac.effects import give_part
from marac.models import Referral, RiskAssessment, RiskQuestion, RiskTool
from marac.outcomes import Answer, Route
from marac.queries.protocol import profile_of
from marac.states import S

if TYPE_CHECKING:
    from accounts.models import Unit, User

SCHEME = "marac"
NOT_NOW = "The referral was sent: what is new is answered or superseded, not changed."
NO_UNIT = "Your agency is not in the register here: ask the coordinator."
BEING_WRITTEN = (S.DRAFT, S.RETURNED)


def start_referral(
    *,
    by: User,
    agency: Agency | None = None,
    route: str = Route.REFERRAL,
    **said: Any,
) -> Any:
    """Open a case that is being written by ``agency``; returns its row.

    ``agency`` is the writer's own, or whose the unit writes down. PermissionDenied
    for an agency that is not in the register.
    """
    agency = agency or by.agency
    if agency is None or (by.agency_id is not None and by.agency != agency):
        raise PermissionDenied(NO_UNIT)
    unit = unit_of(agency)
    with transaction.atomic():
        case = open_case(
            scheme_named(SCHEME),
            by=by,
            route=route,
            received_at=now(),
            unit=unit,
            profile=profile_of(unit),
            referring_agency=agency,
        )
        give_part(case, agency, "referrer")
        Referral.objects.create(case=case, by=by, at=now(), **said)
    return case


def unit_of(agency: Agency) -> Unit:
    """The unit whose MARAC the agency belongs to; PermissionDenied if none."""
    profile = getattr(agency, "marac", None)
    if profile is None or profile.has_left:
        raise PermissionDenied(NO_UNIT)
    unit: Unit = profile.unit
    return unit


def record_part(
    case: Case,
    *,
    by: User,
    part: str,
    version: int | None = None,
    routes: Sequence[str] | None = None,
    **fields: Any,
) -> None:
    """Record a part of the referral form; the old answers stay in the history.

    Refused once it was sent. Stale if the page was older than the case.
    """
    with writing(case, by=by, version=version) as locked:
        referral = locked.referral
        for name, value in fields.items():
            setattr(referral, name, value)
        referral.by, referral.at = by, now()
        referral.save()
        if routes is not None:
            _claim(locked, routes)
        audit.record(
            locked,
            by=by,
            verb="record_referral",
            sentence=f"Recorded a part of the referral: {part}",
            about=referral,
            fields=sorted(fields),
        )


@contextmanager
def writing(case: Case, *, by: User, version: int | None = None) -> Iterator[Any]:
    """``changing`` for the referrer; Refused once the referral was sent."""
    with changing(case, by=by, may=May.TAKE_IN, version=version) as locked:
        if locked.state not in BEING_WRITTEN:
            raise Refused(NOT_NOW)
        yield locked


def _claim(case: Any, routes: Sequence[str]) -> None:
    for row in case.routes.exclude(code__in=routes):
        row.delete()
    for code in routes:
        case.routes.get_or_create(code=code)


# -- People ----------------------------------------------------------------------------
def name_referred(
    case: Case,
    *,
    by: User,
    part: str,
    details: Details,
    relationship: str = "",
    child: Mapping[str, Any] | None = None,
    version: int | None = None,
) -> Person:
    """Name somebody, and say how they are related to the person at risk.

    ``child`` are fields of ChildFacts. Refused once the referral was sent.
    """
    with writing(case, by=by, version=version) as locked:
        person = name_person(case, by=by, part=part, details=details)
        if child is not None:
            locked.child_facts.create(person=person, **child)
        at_risk = locked.involvements.filter(part=Part.PERSON_AT_RISK).first()
        if relationship and at_risk is not None and at_risk.person_id != person.pk:
            Relationship.objects.update_or_create(
                case_id=locked.pk,
                from_person=at_risk.person,
                to_person=person,
                defaults={"kind": relationship},
            )
    return person


# -- The risk tool ---------------------------------------------------------------------
def answer_tool(
    case: Case,
    *,
    by: User,
    tool: RiskTool | None,
    answers: Mapping[int, tuple[str, str, str]] | None = None,
    why_no_tool: str = "",
    assessed_on: Any = None,
    version: int | None = None,
) -> RiskAssessment:
    """Keep the answers one by one, or why no tool was used.

    ``answers`` are question number to (answer, source, note). What was sent is never
    changed: a further use is a row of its own.
    """
    with writing(case, by=by, version=version) as locked:
        begun = locked.marac_assessments.filter(finished_at__isnull=True).last()
        row: RiskAssessment = begun or RiskAssessment(case=locked)
        row.tool, row.why_no_tool = tool, why_no_tool
        row.threshold = locked.profile.score_threshold
        row.assessed_on, row.by, row.at = assessed_on, by, now()
        row.save()
        if tool is not None:
            _keep_answers(row, tool.questions.all(), answers or {})
        audit.record(
            locked,
            by=by,
            verb="answer_tool",
            sentence="Recorded the answers of the risk tool",
            about=row,
            action_class=ActionClass.COLLECTION,
        )
    return row


def _keep_answers(
    row: RiskAssessment,
    questions: Any,
    answers: Mapping[int, tuple[str, str, str]],
) -> None:
    question: RiskQuestion
    for question in questions:
        answer, source, note = answers.get(question.number, (Answer.NOT_ASKED, "", ""))
        row.answers.update_or_create(
            question=question,
            defaults={"answer": answer, "source": source, "note": note},
        )


# -- Records that hang on the case -----------------------------------------------------
# Kind to (relation of the case, what the audit says).
KINDS = {
    "sharing": ("sharing", "Recorded consent or the decision to share without it"),
    "crime": ("crimes_disclosed", "Recorded a crime that came to light"),
    "must_not_know": ("must_not_know", "Recorded somebody who must not know"),
}


def add_to_referral(
    case: Case, kind: str, *, by: User, version: int | None = None, **fields: Any
) -> Any:
    """Add a record of ``kind`` (a key of ``KINDS``); nothing of it is edited."""
    relation, sentence = KINDS[kind]
    with writing(case, by=by, version=version) as locked:
        row = getattr(locked, relation).create(by=by, at=now(), **fields)
        audit.record(
            locked,
            by=by,
            verb=f"add_{kind}",
            sentence=sentence,
            about=row,
            action_class=ActionClass.COLLECTION,
        )
    return row


def record_characteristics(
    case: Case, *, by: User, version: int | None = None, **fields: Any
) -> None:
    """What the equality check counts of the person at risk; "not asked" is an answer.

    Refused before the person at risk is named.
    """
    with writing(case, by=by, version=version) as locked:
        at_risk = locked.involvements.filter(part=Part.PERSON_AT_RISK).first()
        if at_risk is None:
            raise Refused("Name the person at risk first.")
        row, _is_new = locked.characteristics.update_or_create(
            person=at_risk.person, defaults=fields
        )
        audit.record(
            locked,
            by=by,
            verb="record_characteristics",
            sentence="Recorded what the equality check counts",
            about=row,
            fields=sorted(fields),
        )


def answer_missing(
    case: Case, *, by: User, answers: Mapping[int, str], version: int | None = None
) -> None:
    """Answer what the coordinator asked for; empty answers stay open."""
    with writing(case, by=by, version=version) as locked:
        for item in locked.missing_items.filter(answered_at__isnull=True):
            if words := answers.get(item.pk, "").strip():
                item.answer, item.answered_by, item.answered_at = words, by, now()
                item.save()
        audit.record(
            locked,
            by=by,
            verb="answer_missing",
            sentence="Answered what was asked for",
        )
