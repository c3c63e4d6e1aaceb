"""Codes of Sarah's Law that rules depend on (sarahs-law 1.6, 3.2, 3.4)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models

from disclosure.outcomes import OutcomeKind
from disclosure.stages import End


class Outcome(models.TextChoices):
    """How a case ends; the letter and number are those of sarahs-law 3.4."""

    # D1 to D3: the words of the screen never say them to an applicant.
    PRESUMED = (
        "disclose_presumption",
        "Disclosure: convicted of a sexual offence against a child",
    )
    OTHER_CONVICTION = "disclose_other_conviction", "Disclosure: another conviction"
    NOT_CONVICTED = "disclose_not_convicted", "Disclosure: no conviction"
    SELF_DISCLOSED = "subject_disclosed", "The subject told them, and it was verified"
    NOTHING_HELD = "no_disclosure_nothing_held", "No disclosure: no concern held"
    NOT_NEEDED = (
        "no_disclosure_test_not_met",
        "No disclosure: not necessary, or the risk is managed otherwise",
    )
    RAISES_RISK = (
        "no_disclosure_raises_risk",
        "No disclosure: telling would raise the risk or harm an investigation",
    )
    OUT_OF_SCOPE = "not_progressed_out_of_scope", "Not in scope"
    WITHDRAWN = End.WITHDRAWN, "Withdrawn"
    DISENGAGED = End.UNABLE_TO_CONTACT, "Not reached, or identity not proved"
    DECLINED = End.DECLINED, "Declined by the recipient"
    SAFEGUARDED = "superseded_by_safeguarding", "Overtaken by safeguarding action"
    TRANSFERRED = End.TRANSFERRED_OUT, "Transferred to another force"
    DUPLICATE = End.DUPLICATE, "Duplicate"
    MALICIOUS = End.MALICIOUS, "Judged not genuine"


DISCLOSURES = (Outcome.PRESUMED, Outcome.OTHER_CONVICTION, Outcome.NOT_CONVICTED)
NO_DISCLOSURES = (
    Outcome.NOTHING_HELD,
    Outcome.NOT_NEEDED,
    Outcome.RAISES_RISK,
    Outcome.SELF_DISCLOSED,
)
NOT_PROGRESSED = (Outcome.DUPLICATE, Outcome.MALICIOUS)


MEANING: Mapping[str, OutcomeKind] = {
    **dict.fromkeys(NO_DISCLOSURES, OutcomeKind.NIL),
    **dict.fromkeys(DISCLOSURES, OutcomeKind.TOLD),
    Outcome.SELF_DISCLOSED: OutcomeKind.TOLD,
    Outcome.OUT_OF_SCOPE: OutcomeKind.STOPPED,
    Outcome.DISENGAGED: OutcomeKind.STOPPED,
    Outcome.WITHDRAWN: OutcomeKind.STOPPED,
    Outcome.MALICIOUS: OutcomeKind.STOPPED,
}


class ScopeTest(models.TextChoices):
    """The tests of scope at triage; a "no" ends the application (sarahs-law 1.6)."""

    SUBJECT = "subject", "Is the subject named or identifiable?"
    CHILD = "child", "Is it about a specific child or specific children?"
    ACCESS = "access", "Does the subject have real access to the child?"
    NOT_VETTING = (
        "not_vetting",
        "Is it about protecting a child, and no check for a job or volunteering?",
    )
    NOT_RECORDS = (
        "not_records",
        "Is it about protecting a child, and no request for records?",
    )
    NOT_ADULT = "not_adult", "Is it about a child, and not only about an adult partner?"
    UNDER_18 = "under_18", "Is the child under 18 and in England or Wales?"
    NOT_OPEN = "not_open", "Is this the only open case on this subject and child?"


class Signpost(models.TextChoices):
    """Where somebody is sent whose application is not in scope."""

    DBS = "dbs", "Disclosure and Barring Service"
    RECORDS = "records", "Subject access or freedom of information"
    PARTNER = "partner_scheme", "The scheme for partners"
    OPEN_CASE = "open_case", "The case that is open already"
    SOCIAL_CARE = "social_care", "Children's social care"
    OTHER_FORCE = "other_force", "The police where the child lives"
    ADVICE = "advice", "Advice on keeping children safe"
