"""Agencies of the trial and the fictional people of its cases."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from accounts.models import Agency, Unit, User
from casework.actions.people import Details
from casework.clock import local_date
from casework.moment import now
from marac.models import AgencyProfile

AGENCIES = (
    ("police", "Testshire Police", True),
    ("idva", "Testshire IDVA Service", True),
    ("children", "Testshire Children's Services", True),
    ("housing", "Castle Weardale Homes", True),
    ("health", "Testshire Hospitals", False),
    ("probation", "Testshire Probation", False),
)
HER = ("Agnes", "Beth", "Ceri", "Dawn", "Elin", "Flora", "Gwen", "Hetty", "Iris")
HIS = ("Aled", "Bryn", "Conor", "Dean", "Evan", "Fergus", "Glyn", "Huw", "Ivor")
FAMILY = (
    "Placeholder",
    "Mockingham",
    "Dummyfield",
    "Samplewick",
    "Fictley",
    "Testbury",
    "Pretendle",
    "Imagineby",
)
TOWNS = ("Aldershaw", "Brackenthorpe", "Castle Weardale", "Dunholme")


@dataclass(frozen=True)
class Table:
    """Who sits at the table of the trial."""

    unit: Unit
    coordinator: User
    chair: User
    supervisor: User
    agency: User
    idva: User
    researcher: User
    agencies: dict[str, Agency]


def make_table() -> Table:
    """The register, and the people of the trial in their agencies."""
    people = {one.username: one for one in User.objects.all()}
    coordinator = people["coordinator"]
    unit = coordinator.unit
    if unit is None:
        raise ValueError("The coordinator of the trial has no unit.")
    agencies = {}
    for kind, name, is_core in AGENCIES:
        agency = Agency.objects.create(name=name)
        AgencyProfile.objects.create(
            agency=agency,
            unit=unit,
            kind=kind,
            is_core=is_core,
            manager=people["supervisor"],
            senior_contact=people["supervisor"],
            agreement_signed_on=local_date(now()) - dt.timedelta(days=400),
        )
        agencies[kind] = agency
    for username, kind in (("agency", "housing"), ("idva", "idva")):
        # People of agencies belong to no unit.
        User.objects.filter(username=username).update(agency=agencies[kind], unit=None)
    User.objects.filter(username="researcher").update(agency=agencies["police"])
    fresh = {one.username: one for one in User.objects.all()}
    return Table(
        unit=unit,
        coordinator=fresh["coordinator"],
        chair=fresh["chair"],
        supervisor=fresh["supervisor"],
        agency=fresh["agency"],
        idva=fresh["idva"],
        researcher=fresh["researcher"],
        agencies=agencies,
    )


def grown_up(dice: random.Random, names: tuple[str, ...]) -> Details:
    """A fictional adult (drama telephone numbers, postcodes of no area)."""
    born = local_date(now()) - dt.timedelta(days=dice.randint(18 * 366, 60 * 365))
    return Details(
        given=dice.choice(names),
        family=dice.choice(FAMILY),
        date_of_birth=born,
        sex="female" if names is HER else "male",
        line1=f"{dice.randint(1, 140)} Mill Lane",
        town=dice.choice(TOWNS),
        postcode=f"ZZ{dice.randint(10, 99)} {dice.randint(1, 9)}ZZ",
        phone=f"01632 960 {dice.randint(0, 999):03d}",
    )


def child(dice: random.Random, family: str) -> Details:
    """A fictional child of the household."""
    born = local_date(now()) - dt.timedelta(days=dice.randint(200, 15 * 365))
    return Details(given=dice.choice(HER + HIS), family=family, date_of_birth=born)
