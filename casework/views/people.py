"""The people of a case: who they are, never how to reach them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse

from casework.actions.people import add_part, change_person, name_person
from casework.ages import age_rule_for
from casework.components import Badge, SummaryRow
from casework.forms.date_fields import say_date
from casework.forms.people import (
    WITH_CATEGORY,
    ChangeDetailsForm,
    DetailsForm,
    PersonForm,
)
from casework.models import NameKind, Part, Person
from casework.policy import Capability, require
from casework.queries.code_lists import labels_of
from casework.queries.involved import Involved, involved_in, involved_person
from casework.queries.safe_contact import reads_of
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.masked import Homes, homes_of
from casework.views.saving import form_for, save_once


@dataclass(frozen=True)
class Card:
    """One person on the page."""

    heading: str
    url: str
    name: str
    rows: list[SummaryRow]
    flags: list[Badge]
    warning: str = ""


def people(request: HttpRequest, reference: str) -> HttpResponse:
    """A card for each person."""
    frame = open_frame(request, reference, active="case_people", page="the people")
    shown = involved_in(frame.case, frame.user)
    labels = labels_of(frame.case.scheme)
    related = frame.case.relationships.first()
    homes = homes_of(shown, reads_of(frame.case, frame.user))
    cards = [_card(frame, one, labels, related, homes) for one in shown]
    return render_frame(
        request,
        frame,
        "casework/people.html",
        cards=cards,
        missing=_missing(shown, frame),
        add_url=frame.url("case_person_add") if _may_name(frame) else "",
    )


def _may_name(frame: Frame) -> bool:
    return frame.may(Capability.TAKE_IN)


def _missing(shown: list[Involved], frame: Frame) -> list[str]:
    """What is not named yet; said only to those who can name people."""
    there = {part for one in shown for part in one.parts}
    wanted = [
        part
        for part in (Part.PERSON_AT_RISK, Part.SUBJECT)
        if part in frame.scheme.parts
    ]
    return [p.label.lower() for p in wanted if p not in there and _may_name(frame)]


def _card(
    frame: Frame,
    one: Involved,
    labels: dict[tuple[str, str], str],
    related: Any,
    homes: Homes,
) -> Card:
    flags, warning = _flags(frame, one)
    return Card(
        heading=one.said,
        url=frame.url("case_person_change", one.person.pk) if _may_name(frame) else "",
        name=one.person.main_name,
        rows=[
            *_identity(one),
            *(_address(frame, one, homes) if frame.may(Capability.SEE_CONTACT) else ()),
            *_standing(one, labels, related),
        ],
        flags=flags,
        warning=warning,
    )


def _identity(one: Involved) -> list[SummaryRow]:
    aliases, previous = one.names_of(NameKind.ALIAS), one.names_of(NameKind.PREVIOUS)
    person = one.person
    rows = [SummaryRow("Name", person.main_name)]
    if aliases:
        rows.append(SummaryRow(NameKind.ALIAS.label, "\n".join(aliases)))
    if previous:
        rows.append(SummaryRow("Previous or maiden names", "\n".join(previous)))
    return [
        *rows,
        SummaryRow("Date of birth", _birth(one)),
        SummaryRow("Sex", person.get_sex_display()),
        *_language(person),
    ]


def _language(person: Any) -> list[SummaryRow]:
    label = "Language or interpreter"
    return [SummaryRow(label, person.language)] if person.language else []


def _birth(one: Involved) -> str:
    person, years = one.person, one.age
    if person.date_of_birth:
        return f"{say_date(person.date_of_birth)} (aged {years})"
    return f"As given: {person.birth_as_given}" if person.birth_as_given else ""


def _address(frame: Frame, one: Involved, homes: Homes) -> list[SummaryRow]:
    """Hidden ones lead to the plan that must be read first."""
    hidden = homes.is_hidden(one.person, one.parts)
    return [
        SummaryRow(
            "Address",
            "\n".join(homes.of(one.person, one.parts)),
            url=frame.url("case_contact") if hidden else "",
            link_label="Read the contact plan",
        )
    ]


def _standing(
    one: Involved, labels: dict[tuple[str, str], str], related: Any
) -> list[SummaryRow]:
    """What they are to the person at risk."""
    rows = []
    if set(one.parts) & set(WITH_CATEGORY) and one.category:
        label = labels.get(("referrer", one.category), one.category)
        rows.append(SummaryRow("What they are to the person at risk", label))
    if Part.SUBJECT in one.parts and related is not None:
        label = labels.get(("relationship", related.kind), related.kind)
        rows.append(
            SummaryRow("Relationship to the person at risk", label, related.as_given)
        )
    return rows


def _flags(frame: Frame, one: Involved) -> tuple[list[Badge], str]:
    """Ages that change what must be done, each with its sentence."""
    rule = age_rule_for(frame.scheme.ages, one.parts, one.age)
    return ([Badge(rule.label, rule.tone)], rule.sentence) if rule else ([], "")


def add_person(request: HttpRequest, reference: str) -> HttpResponse:
    """Name a person; an applicant at risk gets both parts in one step."""
    frame = open_frame(
        request, reference, active="case_people", page="the form to add a person"
    )
    require(frame.user, Capability.TAKE_IN, frame.case)
    shown = involved_in(frame.case, frame.user)
    named = {part: one.person for one in shown for part in one.parts}
    form = form_for(
        request,
        PersonForm,
        version=frame.case.version,
        scheme=frame.case.scheme,
        named=named,
    )
    if request.method == "POST" and (
        done := save_once(
            request,
            form,
            lambda: _name(frame, form),
            then=frame.url("case_people"),
            said="Person added.",
        )
    ):
        return done
    return render_frame(
        request, frame, "casework/person_form.html", form=form, heading="Add a person"
    )


def _name(frame: Frame, form: PersonForm) -> None:
    case, by = frame.case, frame.user
    part, other = form.cleaned_data["part"], form.other_part
    version = form.cleaned_data["version"]
    person = form.already
    if person is None:
        person = name_person(
            case,
            by=by,
            part=part,
            details=form.details(),
            category=form.category_for(part),
            version=version,
        )
        part, version = other, case.version
    if part:
        category = form.category_for(part)
        add_part(case, person, by=by, part=part, category=category, version=version)


def change_details(request: HttpRequest, reference: str, person: int) -> HttpResponse:
    """Correct what is known of a person; the old values stay in the history."""
    frame = open_frame(
        request, reference, active="case_people", page="the form to change a person"
    )
    require(frame.user, Capability.TAKE_IN, frame.case)
    one = involved_person(frame.case, frame.user, person)
    everybody = involved_in(frame.case, frame.user)
    homes = homes_of(everybody, reads_of(frame.case, frame.user))
    behind_plan = homes.is_hidden(one.person, one.parts)
    hidden = _hidden_address(one.person, behind_plan=behind_plan)
    known = {k: v for k, v in _known(one.person).items() if k not in hidden}
    form = form_for(
        request,
        ChangeDetailsForm,
        version=frame.case.version,
        initial=known,
        known=known,
        recorded_at=frame.case.version,
    )
    for name in hidden:
        del form.fields[name]
    if request.method == "POST" and (
        done := save_once(
            request,
            form,
            lambda: _change(frame, one.person, form, hidden),
            then=frame.url("case_people"),
            said=form.said("Details changed. The earlier ones stay in the history."),
        )
    ):
        return done
    return render_frame(
        request,
        frame,
        "casework/person_form.html",
        form=form,
        heading=f"Change the details of the {one.said.lower()}",
        protected=bool(hidden) and not behind_plan,
        behind_plan=behind_plan,
    )


def _known(person: Person) -> dict[str, Any]:
    main = next((n for n in person.names.all() if n.kind == NameKind.MAIN), None)
    return {
        "given": main.given if main else "",
        "family": main.family if main else "",
        "date_of_birth": person.date_of_birth,
        "birth_as_given": person.birth_as_given,
        "sex": person.sex,
        "language": person.language,
        **_known_address(person),
    }


def _known_address(person: Person) -> dict[str, str]:
    for address in person.addresses.all():
        if address.is_current:
            return {
                "line1": address.line1,
                "town": address.town,
                "postcode": address.postcode,
            }
    return {}


def _hidden_address(person: Person, *, behind_plan: bool) -> dict[str, Any]:
    """An address that is protected, or behind a plan that was not read.

    It is not on the form, and is kept as it is.
    """
    current = [a for a in person.addresses.all() if a.is_current]
    if not current or not (behind_plan or any(a.is_protected for a in current)):
        return {}
    return _known_address(person)


def _change(
    frame: Frame, person: Person, form: DetailsForm, hidden: dict[str, Any]
) -> None:
    details = form.details()
    if hidden:
        details = replace(details, **hidden)
    version = form.cleaned_data["version"]
    change_person(frame.case, person, by=frame.user, details=details, version=version)
