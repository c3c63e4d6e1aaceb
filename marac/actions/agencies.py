"""The agencies at the table and their people, kept by the coordinator (A2.5)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Agency
from casework import audit
from casework.policy import Capability as May
from casework.policy import say_roles
from casework.workflow.perform import Refused
from marac.models import AgencyProfile, Representative
from marac.policy import ROLES

if TYPE_CHECKING:
    from accounts.models import Unit, User

KNOWN = "There is an agency of this name already."
NOT_THEIRS = "This person does not belong to the agency."
ALREADY = "This person speaks for the agency already."
BEFORE_START = "The last day is not before the first."


def _unit_of(by: User) -> Unit:
    """The unit whose table it is; PermissionDenied for whoever does not keep it."""
    roles = ROLES[May.LIST_CASE]
    if not by.holds(*roles) or by.unit is None:
        raise PermissionDenied(f"This is for: {say_roles(roles)}.")
    return by.unit


def add_agency(*, by: User, name: str, kind: str, is_core: bool) -> AgencyProfile:
    """A new agency at the table of the unit. Refused if there is one of this name."""
    unit = _unit_of(by)
    with transaction.atomic():
        if Agency.objects.filter(name__iexact=name).exists():
            raise Refused(KNOWN)
        agency = Agency.objects.create(name=name)
        made: AgencyProfile = AgencyProfile.objects.create(
            agency=agency, unit=unit, kind=kind, is_core=is_core
        )
        _record(by, "add_agency", "Added an agency", made)
    return made


def change_agency(profile: AgencyProfile, *, by: User, **facts: Any) -> None:
    """Correct what is kept of an agency; the old values stay in the history.

    Refused if its manager or senior contact is nobody of the agency.
    """
    unit = _unit_of(by)
    with transaction.atomic():
        rows = AgencyProfile.objects.select_for_update(of=("self",), no_key=True)
        locked = rows.get(pk=profile.pk, unit=unit)
        for name in ("manager", "senior_contact"):
            person = facts.get(name)
            if person is not None and person.agency_id != locked.agency_id:
                raise Refused(NOT_THEIRS)
        for name, value in facts.items():
            setattr(locked, name, value)
        locked.save()
        _record(by, "change_agency", "Changed an agency", locked, sorted(facts))


def name_representative(
    profile: AgencyProfile,
    person: User,
    *,
    by: User,
    is_deputy: bool,
    since: dt.date,
) -> Representative:
    """Somebody speaks for the agency, or stands in, from a day on.

    Refused for somebody of another agency, and twice for the same person.
    """
    unit = _unit_of(by)
    if profile.unit_id != unit.pk or person.agency_id != profile.agency_id:
        raise Refused(NOT_THEIRS)
    with transaction.atomic():
        running = Representative.objects.filter(
            agency=profile.agency, user=person, until__isnull=True
        )
        if running.exists():
            raise Refused(ALREADY)
        made: Representative = Representative.objects.create(
            agency=profile.agency,
            user=person,
            is_deputy=is_deputy,
            since=since,
            by=by,
        )
        _record(by, "name_representative", "Named somebody of an agency", made)
    return made


def end_representative(
    profile: AgencyProfile, key: int, *, by: User, until: dt.date
) -> None:
    """Somebody's last day for the agency. Refused before their first."""
    unit = _unit_of(by)
    with transaction.atomic():
        row = Representative.objects.filter(
            pk=key, agency__marac__unit=unit, agency=profile.agency, until__isnull=True
        ).first()
        if row is None or until < row.since:
            raise Refused(BEFORE_START)
        row.until = until
        row.save(update_fields=["until"])
        _record(by, "end_representative", "Ended somebody's part for an agency", row)


def _record(by: User, verb: str, sentence: str, row: Any, fields: Any = ()) -> None:
    audit.record(None, by=by, verb=verb, sentence=sentence, about=row, fields=fields)
