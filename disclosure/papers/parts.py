"""What the record of a case gives to its papers: facts and blocks, by name.

Who asked has no way in: no function here reads the applicant or the application
(clares-law 4.2, reliability 8.1). Numbers and addresses stay behind the contact plan.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from casework.clock import local_date
from casework.models import Part, Risk
from casework.pdf.content import Block, Form
from casework.pdf.saying import say_day, say_instant
from casework.safe_hours import (
    say_when,
)
from casework.schemes import scheme_of
from disclosure.approval import approval_of

REFERRAL = "referral"
NOT_RECORDED = "Not recorded"
NO_PLAN = (
    "No contact plan of the person at risk is recorded. Do not go before there is one."
)
IN_DOUBT = "Somebody was reached and did not confirm it: make it anew before you go"
YES_NO = {True: "Yes", False: "No"}
# What the record settles by itself: nobody typed it, so nothing is hidden in it. The
# names are those of the people whom a paper is about.
SETTLED = frozenset(
    {
        *(
            "Name",
            "Born",
            "Risk",
            "Way",
            "Days and hours",
            "May say that we are the police",
        ),
        *("Last confirmed", "Number or address", "Decided", "Decided by", "Ends on"),
        "Alarm of immediate risk",
    }
)
Pairs = tuple[tuple[str, str], ...]


def typed_in(block: Block) -> list[str]:
    """The texts of ``block`` that a person typed."""
    values = (value for label, value in block.pairs if label not in SETTLED)
    return [block.text, *values]


def said(pairs: Pairs) -> Pairs:
    """``pairs`` without empty values."""
    return tuple((label, str(value)) for label, value in pairs if value)


def facts_block(pairs: Pairs, label: str = "") -> Block:
    """A table of facts; what is empty is left out."""
    found = said(pairs)
    return Block(Form.FACTS, label=label, pairs=found or (("Recorded", "Nothing yet"),))


# -- Facts of the head ----------------------------------------------------------------
def _plan(case: Any) -> Any:
    return case.delivery_plans.last()


def _safety(case: Any) -> Any:
    return case.safety_plans.select_related("by").last()


def _recorded(case: Any) -> str:
    plan = _safety(case)
    return f"{say_instant(plan.at)}, {plan.by}"


FACTS: Mapping[str, Callable[[Any], str]] = {
    "Reference": lambda case: case.reference,
    "Planned for": lambda case: say_instant(_plan(case).planned_for),
    "Place": lambda case: _plan(case).place,
    "Who goes": lambda case: _plan(case).officers,
    "Recorded": _recorded,
    "Agreed with the person": lambda case: YES_NO[_safety(case).agreed_with_recipient],
    "Stage": lambda case: scheme_of(case).stage_label(case.stage),
    "Received": lambda case: say_instant(case.received_at),
    "Due by": lambda case: say_day(case.due_on),
    "Outcome": lambda case: (
        scheme_of(case).outcome_label(case.outcome) or "Not settled yet"
    ),
}


# -- Blocks ---------------------------------------------------------------------------
def _visit(case: Any) -> list[Block]:
    plan = _plan(case)
    alarm = "Open: somebody may be in danger now" if case.immediate_risk else ""
    pairs = (
        ("Alarm of immediate risk", alarm),
        ("Risk", str(Risk(case.risk).label)),
        ("Adviser or partner", plan.partner),
        ("Where the subject is, and how we know", plan.subject_absent),
    )
    return [facts_block(pairs)]


def _people(case: Any) -> list[Block]:
    rows = (
        case.involvements.filter(part__in=(Part.PERSON_AT_RISK, Part.SUBJECT))
        .select_related("person")
        .prefetch_related("person__names")
    )
    return [
        facts_block(_person(row.person), str(row.get_part_display()))
        for row in sorted(rows, key=lambda row: row.part)
    ]


def _person(person: Any) -> Pairs:
    names = [str(name) for name in person.names.all()]
    others = [name for name in names if name != person.main_name]
    born = person.date_of_birth
    return (
        ("Name", person.main_name),
        ("Also known as", ", ".join(others)),
        ("Born", say_day(born) if born else person.birth_as_given),
        ("Language or interpreter", person.language),
    )


def _contact(case: Any) -> list[Block]:
    """How to make contact with whoever is told, and with nobody else.

    The plan of somebody else who asked is not for the door.
    """
    plan = case.contact_plans.filter(
        superseded_at__isnull=True,
        person__in=case.involvements.filter(part=Part.PERSON_AT_RISK).values("person"),
    ).first()
    if plan is None:
        return [Block(Form.STRONG, NO_PLAN)]
    pairs = (
        ("Way", plan.get_method_display()),
        ("Days and hours", say_when(plan.rules)),
        ("When it is safe", plan.safe_times),
        ("When it is not safe", plan.unsafe_times),
        ("Code word", plan.code_word),
        ("Interpreter", plan.interpreter),
        ("Who else is there or uses the phone", plan.who_else),
        ("If the subject answers", plan.if_subject_answers),
        ("May say that we are the police", YES_NO[plan.may_say_police]),
        ("Last confirmed", say_instant(plan.confirmed_at)),
        ("In doubt", IN_DOUBT if plan.doubted_at else ""),
        ("Ends on", say_day(plan.expires_on) if plan.expires_on else ""),
        ("Number or address", "Only in the contact plan; opening it is recorded"),
    )
    return [facts_block(pairs)]


def _safety_text(case: Any) -> list[Block]:
    return [Block(Form.SPOKEN, _safety(case).plan, "The plan")]


def _risk(case: Any) -> list[Block]:
    rows = case.risk_assessments.select_related("by")
    pairs = tuple(
        (
            say_day(local_date(row.at)),
            f"{Risk(row.grade).label}, {row.get_tool_display()}",
        )
        for row in rows
    )
    return [facts_block(pairs)]


def _decision(case: Any) -> list[Block]:
    act = approval_of(case)
    if act is None:
        return [facts_block(())]
    version = getattr(act, "recommendation", None)
    pairs = (
        ("Decided", say_instant(act.at)),
        ("Decided by", str(act.by)),
        ("Who is told", getattr(version or act, "recipient", "")),
        ("Why", version.rationale if version else act.reason),
        ("What the decision maker said", act.reason if version else ""),
        ("Further safeguarding", version.safeguarding if version else ""),
    )
    return [facts_block(pairs)]


def _delivery(case: Any) -> list[Block]:
    attempts = tuple(
        (say_instant(row.attempted_at), _attempt(row))
        for row in case.delivery_attempts.all()
    )
    told = tuple(
        (say_instant(row.contacted_at), f"Outcome told. Support: {row.support_offered}")
        for row in case.outcome_contacts.all()
        if not row.unsafe_reason
    )
    sent = tuple(
        ("Referral", f"{row.to}. {row.reason}")
        for row in case.referrals.exclude(state="not_needed")
    )
    care = tuple(
        ("Aftercare", f"{say_day(local_date(row.done_at))}. {row.note}")
        for row in case.aftercare.all()
    )
    return [facts_block((*attempts, *told, *sent, *care))]


def _attempt(row: Any) -> str:
    undertaking = f" Undertaking: {row.get_undertaking_display()}."
    return f"{row.get_result_display()}.{undertaking if row.undertaking else ''}"


def _course(case: Any) -> list[Block]:
    scheme = scheme_of(case)
    pairs = tuple(
        (say_instant(row.entered_at), scheme.stage_label(row.stage))
        for row in case.visits.all()
    )
    return [facts_block(pairs)]


PARTS: Mapping[str, Callable[[Any], list[Block]]] = {
    "visit": _visit,
    "people": _people,
    "contact": _contact,
    "plan": _safety_text,
    "risk": _risk,
    "decision": _decision,
    "delivery": _delivery,
    "course": _course,
}
