"""The pages outside a case, and whose job each is: two literal tables."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.roles import CASELOAD_ROLES, Role

# Everyone whose job touches cases; administrators see no case (product, "Who uses it").
CASE_ROLES = frozenset(Role) - {Role.ADMINISTRATOR}
SUPERVISOR = frozenset({Role.SUPERVISOR})
AGENCIES_AND_MEETING = frozenset(
    {
        Role.MARAC_COORDINATOR,
        Role.MARAC_CHAIR,
        Role.AGENCY_REPRESENTATIVE,
        Role.IDVA,
        Role.RESEARCHER,
        Role.SUPERVISOR,
    }
)
REFERS = frozenset(
    {
        Role.AGENCY_REPRESENTATIVE,
        Role.IDVA,
        Role.MARAC_COORDINATOR,
        Role.RESEARCHER,
        Role.SUPERVISOR,
    }
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One place: where it leads, whose job it belongs to, and what it is for."""

    label: str
    url_name: str
    roles: frozenset[Role]
    purpose: str = ""


# What a unit watches over beside its cases. One page lists them; whoever has one of
# them alone finds it in the menu itself.
OVERSIGHT = (
    Entry(
        "Marked words",
        "leak_overrides",
        frozenset({Role.SUPERVISOR, Role.AUDITOR}),
        "Words that could reveal somebody and were kept, with the reason.",
    ),
    Entry(
        "Second looks",
        "second_looks",
        frozenset({Role.DECISION_MAKER, Role.SUPERVISOR, Role.AUDITOR}),
        "Closed cases that somebody looks at again without knowing how they ended.",
    ),
    Entry(
        "Files held back",
        "held_files",
        SUPERVISOR,
        "Files that nobody may open: infected, or not scanned and to be released.",
    ),
    Entry(
        "Printed copies",
        "copies",
        SUPERVISOR,
        "Numbered copies that have not come back and were not destroyed.",
    ),
    Entry(
        "Standard words",
        "wording",
        frozenset({Role.SUPERVISOR, Role.DECISION_MAKER, Role.ADMINISTRATOR}),
        "The approved paragraphs of what is printed, and when they are reviewed.",
    ),
    Entry(
        "Away and leaving",
        "absences",
        SUPERVISOR,
        "Who is away and who covers, and handing over all cases of somebody.",
    ),
    Entry(
        "E-mails",
        "mail_log",
        frozenset({Role.ADMINISTRATOR}),
        "Which e-mails left, which wait, and which were not delivered.",
    ),
    Entry(
        "Scheduled work",
        "jobs",
        frozenset({Role.ADMINISTRATOR}),
        "What runs by itself: when it was last done, what failed, the nightly check.",
    ),
)
MENU = (
    Entry("My work", "home", CASE_ROLES),
    Entry("All cases", "case_list", CASE_ROLES),
    Entry(
        "Website inbox",
        "inbox",
        frozenset({Role.CONTROL_ROOM, Role.SUPERVISOR, Role.RESEARCHER}),
    ),
    Entry(
        "Start an application",
        "intake_start",
        frozenset({Role.CONTROL_ROOM, Role.RESEARCHER, Role.SUPERVISOR}),
    ),
    Entry("Refer a case", "marac_start", REFERS),
    Entry(
        "Meetings",
        "meetings",
        frozenset(
            {
                Role.MARAC_COORDINATOR,
                Role.MARAC_CHAIR,
                Role.AGENCY_REPRESENTATIVE,
                Role.IDVA,
                Role.SUPERVISOR,
            }
        ),
    ),
    Entry("Allocation", "allocation", SUPERVISOR),
    Entry("Figures", "figures", CASELOAD_ROLES | {Role.AUDITOR}),
    Entry("Agency research", "agency_research", AGENCIES_AND_MEETING),
    Entry("Actions", "actions", AGENCIES_AND_MEETING),
    Entry("Flags", "flags", AGENCIES_AND_MEETING),
    Entry("To reach and to tell", "feedback", frozenset({Role.IDVA})),
    Entry("Agencies", "agencies", frozenset({Role.MARAC_COORDINATOR})),
)
LAST = (Entry("People and settings", "admin:index", frozenset({Role.ADMINISTRATOR})),)
HUB = Entry("Oversight", "oversight", frozenset(Role))
