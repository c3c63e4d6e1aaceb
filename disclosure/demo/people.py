"""Who works in the trial's unit, and the fictional people of its cases."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accounts.models import Unit, User
from accounts.roles import Role
from casework.actions.people import Details
from casework.moment import now
from disclosure.demo.story import Crew

if TYPE_CHECKING:
    from collections.abc import Sequence

# (username, name, jobs); the first of each job is the one printed at the start.
STAFF: tuple[tuple[str, str, tuple[Role, ...]], ...] = (
    ("control", "Casey Control", (Role.CONTROL_ROOM,)),
    ("researcher", "Robin Research", (Role.RESEARCHER,)),
    ("decider", "Dana Decide", (Role.DECISION_MAKER,)),
    ("supervisor", "Sasha Supervise", (Role.SUPERVISOR,)),
    ("officer", "Olly Officer", (Role.DISCLOSURE_OFFICER,)),
    ("coordinator", "Morgan Coordinate", (Role.MARAC_COORDINATOR,)),
    ("chair", "Charlie Chair", (Role.MARAC_CHAIR,)),
    ("agency", "Ash Agency", (Role.AGENCY_REPRESENTATIVE,)),
    ("idva", "Indy Idva", (Role.IDVA,)),
    ("auditor", "Audrey Audit", (Role.AUDITOR,)),
    ("administrator", "Addison Admin", (Role.ADMINISTRATOR,)),
    ("researcher2", "Riley Research", (Role.RESEARCHER,)),
    ("researcher3", "Rowan Research", (Role.RESEARCHER,)),
    ("decider2", "Drew Decide", (Role.DECISION_MAKER, Role.RESEARCHER)),
    ("officer2", "Ocean Officer", (Role.DISCLOSURE_OFFICER,)),
)
GIVEN_HER = ("Alma", "Bryony", "Carys", "Dilys", "Esme", "Farah", "Greta", "Hana")
GIVEN_HIS = ("Anton", "Bevan", "Cai", "Dorian", "Emrys", "Faisal", "Gareth", "Hugo")
WELSH_SPEAKERS = ("Carys", "Emrys")
FAMILY = (
    "Exampleby",
    "Fixture",
    "Gwynne-Sample",
    "Hartwell",
    "Imaginary",
    "Jessop",
    "Kindling",
    "Llewellyn",
    "Mockridge",
    "Nowherby",
    "Okoro-Test",
    "Pretend",
    "Quill",
    "Rehearsal",
    "Sampleton",
    "Testwell",
)
TOWNS = ("Aldershaw", "Brackenthorpe", "Castle Weardale", "Dunholme", "Easterby")


@dataclass(frozen=True)
class Staff:
    """The people of the unit by job."""

    by_role: dict[Role, list[User]]

    def crew(self, dice: random.Random) -> Crew:
        """Somebody for each part of one case; nobody decides what they researched."""
        researcher = dice.choice(self.by_role[Role.RESEARCHER])
        deciders = [p for p in self.by_role[Role.DECISION_MAKER] if p != researcher]
        return Crew(
            intake=self.by_role[Role.CONTROL_ROOM][0],
            researcher=researcher,
            decider=dice.choice(deciders),
            supervisor=self.by_role[Role.SUPERVISOR][0],
            officer=dice.choice(self.by_role[Role.DISCLOSURE_OFFICER]),
        )


def make_staff(passwords: dict[str, str], since: dt.date) -> Staff:
    """The unit and its people, with ``passwords`` by username."""
    unit = Unit.objects.create(
        name="Central Referral Unit", force_name="Testshire Police", force_code="99"
    )
    by_role: dict[Role, list[User]] = {}
    for username, name, roles in STAFF:
        address = f"{username}@example.org"
        person = User(username=username, name=name, unit=unit, email=address)
        person.set_password(passwords[username])
        person.save()
        for role in roles:
            person.role_grants.create(role=role, valid_from=since)
            by_role.setdefault(role, []).append(person)
    return Staff(by_role)


def staff_of_trial() -> Staff:
    """The people whom ``make_staff`` has made."""
    people = User.objects.in_bulk([row[0] for row in STAFF], field_name="username")
    by_role: dict[Role, list[User]] = {}
    for username, _name, roles in STAFF:
        for role in roles:
            by_role.setdefault(role, []).append(people[username])
    return Staff(by_role)


def _someone(
    dice: random.Random, given: Sequence[str], years: tuple[int, int]
) -> Details:
    age = dt.timedelta(days=dice.randint(years[0] * 366, years[1] * 365))
    name = dice.choice(given)
    return Details(
        given=name,
        family=dice.choice(FAMILY),
        language="Welsh" if name in WELSH_SPEAKERS else "",
        date_of_birth=now().date() - age,
        line1=f"{dice.randint(1, 140)} Station Road",
        town=dice.choice(TOWNS),
        postcode=f"ZZ{dice.randint(10, 99)} {dice.randint(1, 9)}ZZ",
        phone=f"01632 960 {dice.randint(0, 999):03d}",
    )


def person_at_risk(dice: random.Random) -> Details:
    """A fictional adult (drama telephone numbers, postcodes of no area)."""
    return _someone(dice, GIVEN_HER, (18, 60))


def subject(dice: random.Random) -> Details:
    """Another one."""
    return _someone(dice, GIVEN_HIS, (19, 62))
