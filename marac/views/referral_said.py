"""What a referral says, for its page and for the screening."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from casework.components import SummaryList, SummaryRow, Task
from casework.data_table import Cell, Column, DataTable
from casework.models import Part
from casework.queries.code_lists import labels_of
from casework.queries.involved import involved_in
from casework.views.frame import Frame
from marac.outcomes import Answer

PEOPLE = [Column(label) for label in ("Part", "Name", "Born", "To the person at risk")]
ANSWERS = [Column(label) for label in ("Question", "Answer", "Note, and who said so")]
DONE, TODO, OPTIONAL = "Done", "To do", "If there is something to say"
# Parts that nothing waits for.
FREE = frozenset({"secret", "equality", "voice", "referrer"})


def status_of(frame: Frame, key: str, title: str) -> Task:
    """A part of the referral as a task of its list."""
    done = _is_done(frame, key)
    status, tone = (DONE, "") if done else (TODO, "blue")
    if not done and key in FREE:
        status, tone = OPTIONAL, "grey"
    return Task(title, frame.url("marac_part", key), status=status, tone=tone)


def risk_task(frame: Frame) -> Task:
    """The risk tool as a task of the same list."""
    done = frame.case.marac_assessments.exists()
    status, tone = (DONE, "") if done else (TODO, "blue")
    return Task("Risk tool", frame.url("marac_risk"), status=status, tone=tone)


def _is_done(frame: Frame, key: str) -> bool:
    case = frame.case
    said = case.referral
    asked: dict[str, Callable[[], Any]] = {
        "referrer": lambda: bool(said.referrer_name and said.area),
        "people": lambda: case.involvements.filter(part=Part.PERSON_AT_RISK).exists(),
        "grounds": case.routes.exists,
        "voice": lambda: bool(said.wants or said.fears),
        "safety": lambda: said.safety_done,
        "sharing": case.sharing.exists,
        "crimes": lambda: said.crimes_disclosed is not None,
        "secret": case.must_not_know.exists,
        "equality": case.characteristics.exists,
    }
    return bool(asked[key]())


def people_rows(frame: Frame) -> DataTable:
    """Everybody who is named, and what they are to the person at risk."""
    labels = labels_of(frame.case.scheme)
    related = {row.to_person_id: row.kind for row in frame.case.relationships.all()}
    rows: list[list[Cell | str | int]] = []
    for one in involved_in(frame.case, frame.user):
        person, kind = one.person, related.get(one.person.pk, "")
        born = f"{person.date_of_birth:%-d %B %Y}" if person.date_of_birth else ""
        rows.append(
            [
                one.said,
                Cell(person.main_name),
                born or person.birth_as_given or "Not known",
                labels.get(("relationship", kind), "") or "-",
            ]
        )
    return DataTable("People named so far", PEOPLE, rows, empty="Nobody yet.")


def said_of(frame: Frame) -> list[SummaryList]:
    """The cards of the referral, in the order in which it is read."""
    case, said = frame.case, frame.case.referral
    return [
        SummaryList(_grounds(case, said), "Why this case, and why now"),
        SummaryList(_voice(said), "What the person at risk says"),
        SummaryList(_safety(case, said), "Safety, crimes and sharing"),
        SummaryList(_referrer(case, said), "Who refers"),
    ]


def _grounds(case: Any, said: Any) -> list[SummaryRow]:
    routes = [row.get_code_display() for row in case.routes.all()]
    return [
        SummaryRow("Reasons for referring", "\n".join(routes)),
        SummaryRow("Risk tool", say_score(case)),
        SummaryRow("What happened, and why now", said.why_now),
        SummaryRow("Grounds of the judgement", said.judgement),
        SummaryRow("Short history", said.history),
        SummaryRow("What makes it worse", said.triggers),
        SummaryRow("Support already", said.support),
        SummaryRow("If nobody can be named: why", said.harm_unknown, missing="-"),
    ]


def say_score(case: Any) -> str:
    """The score with its threshold, or why there is none; answers stay behind it."""
    row = case.marac_assessments.last()
    if row is None:
        return ""
    if row.tool_id is None:
        return f"Not used: {row.why_no_tool}"
    count = row.answers.filter(answer=Answer.YES, question__counts=True).count()
    open_ones = row.answers.filter(answer__in=(Answer.DONT_KNOW, Answer.NOT_ASKED))
    return (
        f"{count} answers of “yes”; {row.threshold} count as visible high risk. "
        f"{open_ones.count()} not known or not asked."
    )


def _voice(said: Any) -> list[SummaryRow]:
    return [
        SummaryRow("What they want", said.wants),
        SummaryRow("Whom they fear", said.fears),
        SummaryRow("Safe to talk to", said.safe_to_talk_to),
        SummaryRow("Not safe to talk to", said.not_safe_to_talk_to),
    ]


def _safety(case: Any, said: Any) -> list[SummaryRow]:
    sharing = case.sharing.last()
    crimes = "\n".join(row.what for row in case.crimes_disclosed.all())
    none = {True: crimes, False: "None", None: ""}[said.crimes_disclosed]
    return [
        SummaryRow("Done at once", said.safety_steps),
        SummaryRow("Consent", _say_sharing(sharing)),
        SummaryRow("Crimes that came to light", none),
        SummaryRow("Wants to speak to the police", said.get_police_wish_display()),
        SummaryRow(
            "Must not know",
            "\n".join(row.name for row in case.must_not_know.filter(ended_at=None)),
            missing="Nobody named",
        ),
    ]


def _say_sharing(row: Any) -> str:
    if row is None:
        return ""
    if row.consented:
        return "Given"
    refused = "Refused" if row.consented is False else row.get_consent_asked_display()
    return f"{refused}. Shared without it: {row.necessity}"


def _referrer(case: Any, said: Any) -> list[SummaryRow]:
    who = ", ".join(filter(None, (said.referrer_name, said.referrer_role)))
    return [
        SummaryRow("Agency", str(case.referring_agency)),
        SummaryRow("Name", who),
        SummaryRow("Town or district", said.area),
        SummaryRow("Comes from", said.transfer_from, missing="-"),
        SummaryRow("Crime number", said.crime_number, missing="-"),
    ]


def answers_table(case: Any) -> DataTable | None:
    """Each answer of the latest use of the tool."""
    row = case.marac_assessments.filter(tool__isnull=False).last()
    if row is None:
        return None
    answers = row.answers.select_related("question").order_by("question__number")
    tones = {Answer.YES: "red", Answer.DONT_KNOW: "yellow", Answer.NOT_ASKED: "grey"}
    return DataTable(
        "Answers of the risk tool",
        ANSWERS,
        [
            [
                str(one.question),
                Cell(one.get_answer_display(), tone=tones.get(one.answer, "")),
                one.note or "-",
            ]
            for one in answers
        ],
    )
