"""The people of the tests: each holds one job, and Olu belongs elsewhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from accounts.models import RoleGrant, Unit, User
from accounts.roles import Role
from disclosure.demo.story import Crew

PASSWORD = "correct horse battery staple"
SINCE = dt.date(2020, 1, 1)


@dataclass(frozen=True)
class Cast:
    """One person a job, all of one unit, and an outsider of another."""

    unit: Unit
    control_room: User
    researcher: User
    decision_maker: User
    supervisor: User
    disclosure_officer: User
    auditor: User
    administrator: User
    marac_coordinator: User
    marac_chair: User
    agency_representative: User
    idva: User
    second_decision_maker: User
    outsider: User

    @property
    def crew(self) -> Crew:
        """The same people as the walks name them."""
        return Crew(
            intake=self.control_room,
            researcher=self.researcher,
            decider=self.decision_maker,
            supervisor=self.supervisor,
            officer=self.disclosure_officer,
        )

    @property
    def crew_with_supervisor_intake(self) -> Crew:
        """For cases that the supervisor imported."""
        return replace(self.crew, intake=self.supervisor)

    def holding(self, role: Role) -> User:
        """The person who holds ``role``."""
        person = getattr(self, role.value)
        assert isinstance(person, User)
        return person


NAMES = {
    Role.CONTROL_ROOM: "Amy Controlroom",
    Role.RESEARCHER: "Raj Researcher",
    Role.DECISION_MAKER: "Dee Decider",
    Role.SUPERVISOR: "Sue Supervisor",
    Role.DISCLOSURE_OFFICER: "Owen Officer",
    Role.AUDITOR: "Ivy Auditor",
    Role.ADMINISTRATOR: "Ada Administrator",
    Role.MARAC_COORDINATOR: "Mo Coordinator",
    Role.MARAC_CHAIR: "Cat Chair",
    Role.AGENCY_REPRESENTATIVE: "Alf Agency",
    Role.IDVA: "Ida Idva",
}


def make_person(username: str, name: str, unit: Unit | None, *roles: Role) -> User:
    """A person with a password and ``roles`` since 2020."""
    user = User(username=username, name=name, unit=unit)
    user.set_password(PASSWORD)
    user.save()
    for role in roles:
        RoleGrant.objects.create(user=user, role=role, valid_from=SINCE)
    return user


def make_cast() -> Cast:
    """Everybody, in the database."""
    unit = Unit.objects.create(
        name="Testshire CRU", force_name="Testshire", force_code="99"
    )
    other = Unit.objects.create(
        name="Elsewhere CRU", force_name="Elsewhere", force_code="98"
    )
    people = {
        role.value: make_person(role.value, name, unit, role)
        for role, name in NAMES.items()
    }
    return Cast(
        unit=unit,
        **people,
        second_decision_maker=make_person(
            "second_decider", "Sid Second", unit, Role.DECISION_MAKER
        ),
        outsider=make_person("outsider", "Olu Outsider", other, *Role),
    )
