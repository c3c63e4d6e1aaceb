"""Codes of MARAC that rules depend on (marac A1.2, A1.3, A4.1)."""

from __future__ import annotations

from django.db import models


class Route(models.TextChoices):
    """How a case reached this MARAC; the criteria are rows of its own."""

    REFERRAL = "referral", "Referral"
    TRANSFER_IN = "transfer_in", "Transfer from another MARAC"


class Outcome(models.TextChoices):
    """How a case ends here. Closed means: every action has a final state."""

    ACTIONS_FINAL = "actions_final", "Heard, every action is final"
    NOT_SUITABLE = "not_suitable", "Not suitable for MARAC"
    TRANSFERRED = "transferred_out", "Transferred to another MARAC"
    REFERRED_IN_ERROR = "referred_in_error", "Withdrawn: referred in error"
    DUPLICATE = "duplicate", "Withdrawn: the same referral is here already"
    DIED = "person_died", "Withdrawn: the person at risk has died"
    NOT_DOMESTIC_ABUSE = "not_domestic_abuse", "Withdrawn: this is not domestic abuse"


WITHDRAWALS = (
    Outcome.REFERRED_IN_ERROR,
    Outcome.DUPLICATE,
    Outcome.DIED,
    Outcome.NOT_DOMESTIC_ABUSE,
)


class Criterion(models.TextChoices):
    """The routes to MARAC that rules know; a profile names those it uses (A1.2)."""

    VISIBLE_RISK = "visible_high_risk", "Visible high risk"
    JUDGEMENT = "professional_judgement", "Professional judgement"
    ESCALATION = "potential_escalation", "Potential escalation"
    REPEAT = "repeat", "Repeat"
    SUICIDE = "suicide_or_self_harm", "Suicide or self-harm linked to current abuse"
    TRANSFER = "transfer", "Moved from another MARAC's area"


class RepeatRule(models.TextChoices):
    """What makes a new referral a repeat: both rules of SafeLives (A1.3)."""

    ANY_ABUSE = "any_abuse", "Any further abuse, criminal or not"
    CRIME = "crime_type_incident", "A further incident that would be a crime"


class RepeatAnchor(models.TextChoices):
    """From when the months of a repeat are counted (A1.3)."""

    REFERRAL = "last_referral_date", "The last referral"
    HEARD = "last_heard_date", "The last time that it was heard"


class ResearchSeen(models.TextChoices):
    """Who reads an agency's research before the meeting (finding 8)."""

    OWN = "own", "The agency itself, the coordinator and the chair"
    ALL = "all", "Every agency of the case"


class MinutesFor(models.TextChoices):
    """What an agency gets of the minutes (A2.7)."""

    FULL = "full", "The whole minutes of the cases it has a part in"
    EXTRACT = "extract", "An extract: its own words and actions"


class Agencies(models.TextChoices):
    """Kinds of agency at the table (A2.4); the police come first."""

    POLICE = "police", "Police"
    IDVA = "idva", "IDVA service"
    CHILDREN = "children", "Children's social care"
    ADULTS = "adults", "Adult social care"
    HEALTH = "health", "Health"
    MENTAL_HEALTH = "mental_health", "Mental health"
    PROBATION = "probation", "Probation"
    HOUSING = "housing", "Housing"
    EDUCATION = "education", "Education"
    SUBSTANCES = "substance_misuse", "Substance misuse"
    DOMESTIC_ABUSE = "domestic_abuse", "Domestic abuse service"
    FIRE = "fire", "Fire and rescue"
    OTHER = "other", "Other"


# Whose agencies may leave when the cases with children have been heard (A2.3).


class Answer(models.TextChoices):
    """One answer to one question of a risk tool: "don't know" is not "no"."""

    YES = "yes", "Yes"
    NO = "no", "No"
    DONT_KNOW = "dont_know", "Don't know"
    NOT_ASKED = "not_asked", "Not asked"


class Asked(models.TextChoices):
    """Whether something was asked or done, with the two reasons against it."""

    YES = "yes", "Yes"
    UNSAFE = "no_unsafe", "No: it was not safe"
    OTHER = "no_other", "No, for another reason"


class Wish(models.TextChoices):
    """Whether the person at risk wants to speak to the police (A1.5)."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_SURE = "not_sure", "Not sure"
    NOT_ASKED = "not_asked", "Not asked"


class ForWhom(models.TextChoices):
    """Whom an action is for: the four aims of a MARAC (A2.6)."""

    PERSON_AT_RISK = "person_at_risk", "The person at risk"
    CHILDREN = "children", "The children"
    CAUSES_HARM = "person_causing_harm", "The person causing harm"
    PROFESSIONALS = "professionals", "Professionals"


class Found(models.TextChoices):
    """What an agency's research came to (A4.4)."""

    KNOWN = "known_information", "Known, with information"
    NOTHING_RELEVANT = "known_nothing_relevant", "Known, nothing relevant"
    NOT_KNOWN = "not_known", "Not known"
    WITHHELD = "withheld", "Withheld, with a reason"
