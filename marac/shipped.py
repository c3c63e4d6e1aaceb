"""The protocol that is shipped: version 1 of no unit, and a risk tool (A2.2, A2.13).

Every number is a default until a unit approves its own version. The questions are
neutral labels of our own for the topics of the usual list: a force imports the wording
that it holds a licence for as a tool of its own.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.apps import apps as present_apps

FROM_THE_START = dt.date(2014, 1, 1)
BASIS = "Shipped default: to be approved by the unit"
CONFIDENTIALITY = (
    "What is said and shown at this meeting is shared only to prevent harm to the "
    "people named. Nobody passes it on without the agreement of the agency that "
    "shared it, keeps it where others can read it, or tells the person causing harm "
    "that the meeting took place. Whoever knows somebody named here says so now and "
    "leaves for that case."
)
NUMBERS: dict[str, Any] = {
    "valid_from": FROM_THE_START,
    "basis": BASIS,
    "unit_name": "Central Referral Unit",
    "harm_name": "person causing harm",
    "score_threshold": 14,
    "escalation_count": 3,
    "escalation_months": 12,
    "manager_signs": False,
    "rationale_length": 40,
    "challenge_days": 5,
    "repeat_rule": "any_abuse",
    "repeat_anchor": "last_referral_date",
    "repeat_months": 12,
    "transfer_counts_as_repeat": False,
    "minutes_per_case": 13,
    "amber_minutes": 20,
    "weeks_ahead": 12,
    "quorum": 3,
    "deferrals_alert": 2,
    "research_seen_by": "own",
    "minutes_for": "full",
    "draft_minutes_days": 1,
    "minutes_days": 2,
    "minutes_alarm_days": 3,
    "confidentiality_text": CONFIDENTIALITY,
    "chase_days": 1,
    "remind_days": 2,
    "manager_after_days": 1,
    "chair_after_days": 3,
    "steering_after_days": 7,
    "extensions": 2,
    "action_length": 20,
    "verifies_all": True,
    "first_attempt_days": 1,
    "feedback_days": 2,
    "flag_months": 12,
    "lapse_notice_days": 14,
    "retention_years": 6,
    "suppress_below": 5,
}
ROUTES = (
    (
        "visible_high_risk",
        "The risk tool has as many answers of “yes” as the protocol asks for, or more.",
    ),
    (
        "professional_judgement",
        "The count is lower, but you are seriously concerned. Write why.",
    ),
    (
        "potential_escalation",
        "Incidents come more often: as many in the time that the protocol names.",
    ),
    ("repeat", "Further abuse by the same person after an earlier case here."),
    (
        "suicide_or_self_harm",
        "Suicidal thoughts or self-harm that are linked to the abuse now.",
    ),
    ("transfer", "The person at risk moved here from another MARAC's area."),
)
TIME = dt.time
# weekday, start, capacity, cut-off day and time, list out, research day and time
DAYS = (
    (1, TIME(9, 30), 13, 3, TIME(12), TIME(16), 0, TIME(15)),
    (3, TIME(9, 30), 13, 0, TIME(12), TIME(16), 2, TIME(12)),
)
DAY_FIELDS = (
    "weekday",
    "starts_at",
    "capacity",
    "cut_off_weekday",
    "cut_off_at",
    "publish_at",
    "research_weekday",
    "research_at",
)
TOOL = ("checklist", "2026", "Risk checklist, neutral labels")
NOW, ALONE, STAGE = "Now and fear", "Isolation and wellbeing", "Relationship"
PATTERN, SEVERE, OTHERS = "Pattern", "Severity", "Other people"
CAUSES = "The person causing harm"
STRONG = frozenset({10, 14, 15, 18})
QUESTIONS = (
    (NOW, "Injured in the latest incident"),
    (NOW, "Very frightened"),
    (NOW, "Afraid of further injury or violence"),
    (ALONE, "Cut off from family or friends"),
    (ALONE, "Low in mood, or having suicidal thoughts"),
    (STAGE, "Separated, or tried to separate, within the past year"),
    (STAGE, "In dispute about contact with children"),
    (STAGE, "Pregnant, or had a baby in the past eighteen months"),
    (PATTERN, "Followed, watched or contacted again and again"),
    (PATTERN, "Stalked or harassed in a way that frightens"),
    (PATTERN, "Abuse happens more often"),
    (PATTERN, "Abuse is getting worse"),
    (PATTERN, "Controlled in daily life, or subject to extreme jealousy"),
    (SEVERE, "Weapons or objects were used to hurt"),
    (SEVERE, "Threatened with death and believed it"),
    (SEVERE, "Hurt or distressed by sexual acts or words"),
    (OTHERS, "Threatened or frightened by somebody else as well"),
    (SEVERE, "Choked, strangled, suffocated or held under water"),
    (OTHERS, "Others were hurt: children, relatives or an earlier partner"),
    (OTHERS, "An animal was hurt"),
    (CAUSES, "Has money troubles, or the person at risk depends on them for money"),
    (CAUSES, "Had trouble with drugs, alcohol or mental health in the past year"),
    (CAUSES, "Threatened or attempted suicide"),
    (CAUSES, "Broke bail, an order or an arrangement, or is known to the police"),
)
TEMPLATES = (
    ("Put a marker on the address and say what it means", "person_at_risk", "police"),
    ("Check that bail conditions are kept and tell the IDVA", "", "police"),
    ("Apply for a protection notice or order", "person_causing_harm", "police"),
    ("Make the home harder to enter", "person_at_risk", "housing"),
    ("Look for a safe move and give it priority", "person_at_risk", "housing"),
    ("Make a safeguarding referral for the children", "children", "children"),
    ("Tell the school's safeguarding lead", "children", "education"),
    ("Hide the entry from online access to the record", "person_at_risk", "health"),
    ("Offer a place on a programme", "person_causing_harm", "probation"),
    ("Make a support plan with the person at risk", "person_at_risk", "idva"),
    ("Screen for stalking", "person_at_risk", "idva"),
    ("Visit for fire safety", "person_at_risk", "fire"),
    ("Flag the files", "professionals", ""),
    ("Tell whoever visits what to take care of", "professionals", ""),
)


def load_protocol(apps: Any = present_apps) -> None:
    """Make the shipped rows that are missing; what a unit changed stays as it is.

    ``apps`` is the registry of a migration, or the present one.
    """
    profile, is_new = apps.get_model("marac", "ProtocolProfile").objects.get_or_create(
        unit=None, version=1, defaults=NUMBERS
    )
    if is_new:
        for position, (code, explanation) in enumerate(ROUTES):
            profile.routes.create(code=code, explanation=explanation, position=position)
        for day in DAYS:
            profile.meeting_days.create(**dict(zip(DAY_FIELDS, day, strict=True)))
    _load_tool(apps)
    template = apps.get_model("marac", "ActionTemplate")
    for position, (words, for_whom, kind) in enumerate(TEMPLATES):
        template.objects.get_or_create(
            unit=None,
            words=words,
            defaults={
                "for_whom": for_whom,
                "agency_kind": kind,
                "position": position,
            },
        )


def _load_tool(apps: Any) -> None:
    code, version, label = TOOL
    tool, is_new = apps.get_model("marac", "RiskTool").objects.get_or_create(
        code=code, version=version, defaults={"label": label}
    )
    if not is_new:
        return
    for number, (topic, words) in enumerate(QUESTIONS, start=1):
        tool.questions.create(
            number=number, topic=topic, words=words, is_strong=number in STRONG
        )
