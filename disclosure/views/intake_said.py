"""What was said in a call, read back before it is taken in."""

from __future__ import annotations

from typing import Any

from casework.clock import LONDON
from casework.components import SummaryRow
from casework.models import Part, Person
from casework.queries.code_lists import labels_of
from casework.queries.involved import Involved
from casework.queries.safe_contact import Reads, reads_of
from casework.views.frame import Frame
from casework.views.masked import HIDDEN, homes_of
from disclosure.forms_intake import intakes
from disclosure.intake_tables import Intake
from disclosure.models import Application, Danger
from disclosure.outcomes import Route


def people_by_part(case: Any) -> dict[str, Person]:
    rows = case.involvements.select_related("person").prefetch_related(
        "person__names", "person__addresses"
    )
    return {row.part: row.person for row in rows}


def summary_rows(frame: Frame, application: Application) -> list[SummaryRow]:
    case, about = frame.case, frame.url("intake_about")
    labels, intake = labels_of(case.scheme), intakes()[case.scheme]
    people, reads = people_by_part(case), reads_of(case, frame.user)
    received = f"{case.received_at.astimezone(LONDON):%-d %B %Y at %H:%M}"
    danger = dict(Danger.choices).get(application.danger, "")
    parts = [Part.APPLICANT if case.route == Route.ASK else Part.REFERRER]
    parts += intake.parts
    relationship = labels.get(("relationship", application.relationship), "")
    knows = str(application.get_subject_knows_display())
    return [
        SummaryRow(
            "Is anyone in danger now?", danger, url=frame.url("case_application")
        ),
        SummaryRow("Received", received),
        SummaryRow("Route", frame.scheme.routes[case.route]),
        SummaryRow(
            "How it came in",
            labels.get(("channel", application.channel), ""),
            url=frame.url("case_application"),
        ),
        *(row for part in parts for row in person_rows(frame, part, people, reads)),
        SummaryRow("Safe contact", _safe_contact(reads), url=plan_page(frame)),
        *said_rows(frame, intake),
        SummaryRow("Relationship", relationship, url=about),
        SummaryRow("What prompted the request", application.reason, url=about),
        *_children(application, intake, about),
        SummaryRow("Does the subject know?", knows, url=about),
    ]


def said_rows(frame: Frame, intake: Intake) -> list[SummaryRow]:
    """What the scheme asks beside what all ask."""
    url = frame.url(intake.said_on)
    return [SummaryRow(label, said, url=url) for label, said in intake.said(frame.case)]


def _children(application: Application, intake: Intake, url: str) -> list[SummaryRow]:
    """What a form that asks for them in one answer says."""
    if "children" not in intake.form.ANSWERS:
        return []
    return [SummaryRow("Children and pregnancy", application.children, url=url)]


def person_rows(
    frame: Frame, part: str, people: dict[str, Person], reads: Reads
) -> list[SummaryRow]:
    label = str(Part(part).label)
    person = people.get(part)
    if person is None:
        return [SummaryRow(label, url=frame.url("intake_about"), link_label="Add")]
    born = f"{person.date_of_birth:%d/%m/%Y}" if person.date_of_birth else ""
    everybody = [Involved(one, [Part(part)]) for part, one in people.items()]
    lines = [
        ", ".join(str(name) for name in person.names.all()),
        f"Born {born}" if born else person.birth_as_given,
        *homes_of(everybody, reads).of(person, [Part(part)]),
    ]
    text = "\n".join(filter(None, lines))
    return [SummaryRow(label, text, url=frame.url("case_people"))]


def _safe_contact(reads: Reads) -> str:
    """The plan; its number for who has read it (or just written it)."""
    plan = next(iter(reads.plans.values()), None)
    if plan is None:
        return ""
    message = "May leave a message" if plan.may_leave_message else "Leave no message"
    point = plan.contact_point if reads.covers(plan.person_id) else HIDDEN
    lines = (plan.get_method_display(), point, plan.safe_times, message)
    return "\n".join(filter(None, lines))


def plan_page(frame: Frame) -> str:
    has_plan = frame.case.contact_plans.filter(superseded_at__isnull=True).exists()
    asks = "method" in intakes()[frame.case.scheme].form.base_fields
    asked_here = asks and frame.case.route == Route.KNOW and not has_plan
    return frame.url("intake_about" if asked_here else "case_contact")
