"""The cases of the trial's MARAC: referred, heard and followed."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from casework.actions.contact import record_contact_plan
from casework.clock import local_date
from casework.models import CodeListEntry, Method, Part
from casework.moment import frozen, now
from casework.workflow.perform import perform, settle
from marac.actions.referral import (
    add_to_referral,
    answer_tool,
    name_referred,
    record_part,
    start_referral,
)
from marac.actions.screening import record_screening, settle_hit
from marac.demo.people import HER, HIS, Table, child, grown_up
from marac.models import Action, RiskSummary
from marac.queries.protocol import tool_in_use

RATIONALE = "The risk is high and several agencies can lower it together."


WORDS = (
    ("Change the locks and fit a door chain", "person_at_risk", "housing"),
    ("Put a marker on the address and brief the shift", "person_at_risk", "police"),
    ("Make a support plan and agree how to reach her", "person_at_risk", "idva"),
    ("Speak to the school's safeguarding lead", "children", "children"),
)


def refer_case(table: Table, dice: random.Random, stage: str, meeting: Any) -> Any:
    """A case at a stage before the hearing."""
    case = _draft(table, dice)
    if stage == "draft":
        return case
    by = case.opened_by
    case = perform(case, "send_referral", by=by)
    for hit in case.name_hits.filter(result="open"):
        settle_hit(
            case,
            hit,
            by=table.coordinator,
            result="somebody_else",
            reason="Asked them: another person of that name.",
        )
    if stage == "screening":
        return case
    if stage == "returned":
        asked = ["Which school do the children go to?", "When was the last incident?"]
        return perform(
            case, "return_for_information", by=table.coordinator, missing=asked
        )
    record_screening(
        case,
        by=table.coordinator,
        decision="suitable",
        rationale=RATIONALE,
        agreed_routes=[row.code for row in case.routes.all()],
    )
    case = perform(case, "take_on", by=table.coordinator)
    if stage == "accepted":
        return case
    return perform(case, "list_case", by=table.coordinator, meeting=meeting)


def _draft(table: Table, dice: random.Random) -> Any:
    """Two of three referrals come from the police (A3.2)."""
    by = table.researcher if dice.random() < 0.64 else table.agency  # noqa: PLR2004
    her, him = grown_up(dice, HER), grown_up(dice, HIS)
    case = start_referral(
        by=by, referrer_name=str(by), referrer_role="Safeguarding", area=her.town
    )
    person = name_referred(case, by=by, part=Part.PERSON_AT_RISK, details=her)
    name_referred(
        case, by=by, part=Part.CAUSES_HARM, details=him, relationship="ex_partner"
    )
    if dice.random() < 0.8:  # noqa: PLR2004  four of five have children (C3)
        name_referred(
            case,
            by=by,
            part=Part.CHILD,
            details=child(dice, her.family),
            relationship="child",
            child={"school": "Aldershaw Primary", "lives_with": "Their mother"},
        )
    _say(case, by, dice)
    record_contact_plan(
        case,
        person,
        by=by,
        method=Method.CALL,
        contact_point=her.phone,
        safe_times="Weekdays between ten and two",
    )
    return case


def _say(case: Any, by: Any, dice: random.Random) -> None:
    record_part(
        case,
        by=by,
        part="grounds",
        routes=["visible_high_risk"],
        why_now="He came to the house three times this week and broke the door.",
        history="Two years of threats and control; separated in the spring.",
        wants="To sleep at home without fear, and to know that the school knows.",
        fears="Him and his brother.",
        safety_done=True,
        safety_steps="The locks were changed on the same day.",
        crimes_disclosed=False,
        is_crime=True,
    )
    yes = dice.randint(14, 20)
    answers = {n: ("yes" if n <= yes else "dont_know", "", "") for n in range(1, 25)}
    answer_tool(case, by=by, tool=tool_in_use(), answers=answers)
    add_to_referral(
        case,
        "sharing",
        by=by,
        consent_asked="yes",
        consented=True,
        told="yes",
        basis="crime_disorder_115",
        decided_by=str(by),
    )


def hear_case(table: Table, dice: random.Random, case: Any) -> None:
    case = perform(case, "begin_hearing", by=table.chair)
    listing = case.listings.get(left_at__isnull=True)
    RiskSummary.objects.create(
        listing=listing,
        harm="Serious injury to her, and fear and injury to the children.",
        worse="He knows the address and comes at night.",
        safer="New locks, a marker, and a neighbour who rings.",
        by=table.chair,
        at=now(),
    )
    asked = CodeListEntry.objects.filter(scheme="marac", code_list="check_question")
    for entry in asked:
        listing.check_answers.create(
            question=entry.code, answer="no", by=table.chair, at=now()
        )
    listing.feedback_owner = str(table.idva)
    listing.save()
    for words, for_whom, kind in WORDS:
        Action.objects.create(
            case=case,
            listing=listing,
            words=words,
            for_whom=for_whom,
            owner_agency=table.agencies[kind],
            due_on=local_date(now()) + dt.timedelta(days=dice.randint(5, 20)),
            by=table.chair,
            at=now(),
            state_entered_at=now(),
        )
    perform(case, "conclude", by=table.chair)


def follow_case(table: Table, dice: random.Random, case: Any, at: dt.datetime) -> Any:
    """What agencies did since; what is overdue climbs the ladder by itself."""
    people = {"housing": table.agency, "idva": table.idva, "police": table.researcher}
    for action in case.actions.select_related("owner_agency__marac").order_by("pk"):
        user = people.get(action.owner_agency.marac.kind)
        done = at + dt.timedelta(days=dice.randint(1, 12))
        if user is not None and done < now() and dice.random() < 0.8:  # noqa: PLR2004
            with frozen(done):
                perform(
                    action,
                    "claim_done",
                    by=user,
                    what_was_done="Done as agreed.",
                    done_on=local_date(done),
                )
                perform(
                    Action.objects.get(pk=action.pk), "verify", by=table.coordinator
                )
        else:
            settle(action)
    return case
