"""What Sarah's Law ships as rows that a force may edit (sarahs-law 1.4, 2.1, 2.2).

Lists that mean the same in every scheme are those of ``disclosure/code_lists.py``.
"""

from __future__ import annotations

from disclosure.code_lists import CODE_LISTS as SHARED
from disclosure.code_lists import THRESHOLDS

SAME = ("channel", "waiting", "lateness", "item_type", "request_to")
CODE_LISTS: dict[str, tuple[tuple[str, str], ...]] = {
    **{name: SHARED[name] for name in SAME},
    "referrer": (
        ("parent", "Parent"),
        ("carer", "Carer or guardian"),
        ("grandparent", "Grandparent"),
        ("relative", "Other relative"),
        ("neighbour", "Neighbour or friend"),
        ("professional", "Professional"),
        ("police", "Police"),
        ("other", "Other"),
    ),
    # What the subject is to the applicant.
    "relationship": (
        ("partner", "Partner or spouse"),
        ("new_partner", "New partner"),
        ("ex_partner", "Former partner"),
        ("relative", "Relative"),
        ("friend", "Friend"),
        ("neighbour", "Neighbour"),
        ("group", "Club, church or other group"),
        ("other", "Other"),
    ),
    "applicant_child": (
        ("parent", "Parent"),
        ("carer", "Carer"),
        ("guardian", "Guardian"),
        ("grandparent", "Grandparent"),
        ("relative", "Other relative"),
        ("none", "None of these"),
        ("not_known", "Not known yet"),
    ),
    "subject_child": (
        ("parent", "Parent"),
        ("step_parent", "Step-parent or parent's partner"),
        ("relative", "Other relative"),
        ("family_friend", "Friend of the family"),
        ("helper", "Teacher, trainer or helper"),
        ("online", "Somebody met online"),
        ("other", "Other"),
        ("not_known", "Not known yet"),
    ),
    "access": (
        ("lives_with", "Lives with the child"),
        ("household", "Visits or works in the household"),
        ("family", "Through the family"),
        ("unsupervised", "Alone with the child elsewhere"),
        ("online", "Online or by phone"),
        ("none", "None that is known"),
        ("not_known", "Not known yet"),
    ),
    "frequency": (
        ("daily", "Every day"),
        ("weekly", "Every week"),
        ("monthly", "Every month"),
        ("seldom", "Less often"),
        ("planned", "Not yet, but planned"),
        ("not_known", "Not known yet"),
    ),
    "referral": (
        ("children", "Children's social care"),
        ("lado", "Designated officer for allegations"),
        ("manager", "Public protection manager"),
        ("health", "Health visitor or GP"),
        ("education", "School or nursery"),
        ("other", "Somebody else"),
    ),
    "identity": SHARED["identity"],
    "evidence": (
        *SHARED["identity"],
        ("child_passport", "Child's passport"),
        ("child_benefit", "Child benefit letter"),
        ("red_book", "Child health record (red book)"),
    ),
    "record_updated": (
        ("yes", "Updated"),
        ("na", "Not needed"),
    ),
    "retention": (
        ("group1", "Group 1: public protection"),
        ("group2", "Group 2: other sexual or serious offence"),
        ("group3", "Group 3: other offence"),
        ("group4", "Group 4: everything else"),
    ),
}
REQUEST_WORDS = {
    "": (
        "We are making safeguarding enquiries about {subject}, born {born}. Please "
        "tell us what you hold about harm or risk of harm to children by this person, "
        "with dates and references, and whether we may use it. Do not speak to this "
        "person or to anybody else about this request. Answer by secure e-mail only, "
        "and quote {reference}."
    ),
    "social_care": (
        "We are making safeguarding enquiries about {subject}, born {born}. Please "
        "tell us which children this person lives with or sees, what plans there are "
        "for them, and who has parental responsibility. Do not speak to this person "
        "or to the family about this request. Answer by secure e-mail only, and quote "
        "{reference}."
    ),
}
# (system, part, stage, route or "" for both): sarahs-law 1.4.
_FIRST = ("PNC", "PND", "ViSOR", "Local crime and intelligence")
_FULL = (
    "Intelligence",
    "Child abuse and online abuse unit",
    "Children's social care",
    "Probation and MAPPA",
    "Other forces",
)
CHECKS = (
    *((system, "subject", "initial_checks", "") for system in _FIRST),
    *((system, "applicant", "initial_checks", "") for system in ("PNC", _FIRST[-1])),
    *((system, "subject", "research", "") for system in _FULL),
    *((system, "child", "research", "") for system in ("Children's social care",)),
)
__all__ = ["CHECKS", "CODE_LISTS", "REQUEST_WORDS", "THRESHOLDS"]
