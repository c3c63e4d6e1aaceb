"""Sarah's Law: who is told after which move. Never a name, a risk or the scheme."""

from __future__ import annotations

from casework.notify import Notice, the_owner
from disclosure.notices import DECIDERS, OFFICERS, SUPERVISORS, who_tells

TO_TELL = (Notice(who_tells, "awaits a contact"),)
NOTICES = {
    "begin_initial_checks": (Notice(SUPERVISORS, "is ready to be allocated"),),
    "complete_initial_checks": (Notice(SUPERVISORS, "awaits a look at its scope"),),
    "end_out_of_scope": TO_TELL,
    "submit_for_decision": (Notice(DECIDERS, "awaits a decision"),),
    "approve_disclosure": (Notice(OFFICERS, "is ready to be planned"),),
    "approve_no_disclosure": TO_TELL,
    "decide_against_disclosure": TO_TELL,
    "return_proposal": (Notice(the_owner, "came back with a note"),),
    "return_after_refusal": (
        Notice(
            DECIDERS,
            "came back from delivery and must be decided anew today",
            "decide_anew",
        ),
        Notice(SUPERVISORS, "came back from delivery"),
    ),
    "disclose_all_the_same": (Notice(OFFICERS, "is ready to be planned"),),
    "withhold_after_refusal": TO_TELL,
    "complete_delivery": (Notice(SUPERVISORS, "moved on to follow-up"),),
    "offer_transfer": (Notice(SUPERVISORS, "was offered to another force"),),
    "reopen_case": (Notice(SUPERVISORS, "was opened again"),),
}
