"""The closed list of jobs a person can hold; the policies say what each may do."""

from __future__ import annotations

from django.db import models


class Role(models.TextChoices):
    """One row a job, in the order of the product's table of users."""

    CONTROL_ROOM = "control_room", "Control-room operator"
    RESEARCHER = "researcher", "CRU researcher"
    DECISION_MAKER = "decision_maker", "CRU decision maker"
    SUPERVISOR = "supervisor", "CRU supervisor"
    DISCLOSURE_OFFICER = "disclosure_officer", "Disclosure officer"
    MARAC_COORDINATOR = "marac_coordinator", "MARAC coordinator"
    MARAC_CHAIR = "marac_chair", "MARAC chair"
    AGENCY_REPRESENTATIVE = "agency_representative", "Agency representative"
    IDVA = "idva", "IDVA"
    AUDITOR = "auditor", "Auditor"
    ADMINISTRATOR = "administrator", "Administrator"


# Jobs that carry a caseload: the people a supervisor can allocate a case to.
CASELOAD_ROLES = frozenset(
    {
        Role.RESEARCHER,
        Role.DECISION_MAKER,
        Role.SUPERVISOR,
        Role.DISCLOSURE_OFFICER,
    }
)
