"""Clare's Law: which jobs may do what, and the facts of the case that forbid it."""

from __future__ import annotations

from accounts.roles import Role
from casework.duties import not_a_decider, not_an_author
from casework.policy import Capability as May
from casework.schemes import Rule
from disclosure.second_looks import not_reading_blind

INTAKE, RESEARCHER = Role.CONTROL_ROOM, Role.RESEARCHER
DECIDER, SUPERVISOR = Role.DECISION_MAKER, Role.SUPERVISOR
OFFICER, AUDITOR = Role.DISCLOSURE_OFFICER, Role.AUDITOR
UNIT = frozenset({RESEARCHER, DECIDER, SUPERVISOR})
WORKERS = UNIT | {INTAKE, OFFICER}


def _for(*roles: Role) -> frozenset[Role]:
    return frozenset(roles)


ROLES: dict[May, frozenset[Role]] = {
    May.VIEW: WORKERS | {AUDITOR},
    May.TAKE_IN: _for(INTAKE, RESEARCHER, SUPERVISOR),
    # The words of an application say who asked, whom those who deliver never know
    # (clares-law 1.3).
    May.SEE_APPLICATION: UNIT | {INTAKE, AUDITOR},
    May.SEE_CONTACT: WORKERS,
    May.RECORD_CONTACT: WORKERS,
    # Whoever asked and is not at risk: never by those who deliver (docs/decisions/).
    May.REACH_APPLICANT: _for(INTAKE, RESEARCHER, SUPERVISOR),
    # Against the plan, when somebody is in danger.
    May.ALLOW_CONTACT: _for(SUPERVISOR, DECIDER),
    May.RAISE_ALARM: WORKERS,
    May.STAND_DOWN: _for(SUPERVISOR, DECIDER),
    May.NOTE: WORKERS,
    May.ALLOCATE: _for(SUPERVISOR),
    May.TRIAGE: _for(SUPERVISOR),
    May.SEE_RESEARCH: UNIT | {AUDITOR},
    May.RESEARCH: _for(RESEARCHER, SUPERVISOR),
    May.CONFIRM_IDENTITY: UNIT,
    May.MEET: _for(RESEARCHER, SUPERVISOR, OFFICER),
    May.PROPOSE: _for(RESEARCHER, SUPERVISOR),
    May.SEE_DECISION: UNIT | {AUDITOR},
    May.DECIDE: _for(DECIDER),
    May.AUTHORISE: _for(DECIDER, SUPERVISOR),
    May.SEE_SCRIPT: UNIT | {OFFICER, AUDITOR},
    May.DELIVER: _for(OFFICER, SUPERVISOR),
    May.SUPERVISE: _for(SUPERVISOR),
    May.EXTEND: _for(SUPERVISOR),
    May.WAIT: UNIT | {OFFICER},
    May.TRANSFER: _for(SUPERVISOR),
    May.CLOSE: _for(SUPERVISOR),
    May.SEE_READERS: _for(SUPERVISOR, AUDITOR),
    May.ADD_DOCUMENT: UNIT | {OFFICER},
    May.RELEASE_FILE: _for(SUPERVISOR),
    May.SECOND_LOOK: _for(DECIDER, SUPERVISOR),
    May.SEE_SECOND_LOOK: _for(SUPERVISOR, AUDITOR),
    May.ASSESS_RISK: _for(RESEARCHER, SUPERVISOR, OFFICER),
    May.RESTRICT: _for(SUPERVISOR),
    May.RELEASE_PAPER: _for(DECIDER, SUPERVISOR),
    May.END_COPY: UNIT | {OFFICER},
}
# Standard words are of no one case: who writes them, and who else approves them.
WRITES_WORDS = _for(SUPERVISOR, Role.ADMINISTRATOR)
APPROVES_WORDS = _for(SUPERVISOR, DECIDER, Role.ADMINISTRATOR)
READS_WORDS = WRITES_WORDS | APPROVES_WORDS
# Which printed copies of the unit are out.
WATCHES_COPIES = _for(SUPERVISOR)

# The list of marked words that stayed, of every case that they may see.
MAY_SEE_OVERRIDES = (SUPERVISOR, AUDITOR)

DUTIES: dict[May, tuple[Rule, ...]] = {
    May.DECIDE: (not_an_author,),
    May.AUTHORISE: (not_an_author,),
    May.RESEARCH: (not_a_decider,),
    May.MEET: (not_a_decider,),
    May.PROPOSE: (not_a_decider,),
}

# Whoever gives a closed case its second look opens nothing else of it until they have
# answered: no page, no document, no act.
RULES: dict[May, tuple[Rule, ...]] = {
    capability: (*DUTIES.get(capability, ()), not_reading_blind)
    for capability in May
    if capability is not May.SECOND_LOOK
}
