"""What MARAC ships as rows that a force may edit (A1.5, A1.6, A2.6)."""

from __future__ import annotations

from casework.files.limits import LOCAL, UPLOAD_THRESHOLDS

NOT_ASKED = ("not_asked", "Not asked")
NOT_SAID = ("not_said", "Prefers not to say")

CODE_LISTS: dict[str, tuple[tuple[str, str], ...]] = {
    "relationship": (
        ("spouse", "Spouse or civil partner"),
        ("cohabiting", "Living together"),
        ("dating", "Dating"),
        ("separated", "Separated"),
        ("ex_partner", "Ex-partner"),
        ("parent", "Parent"),
        ("child", "Son or daughter"),
        ("sibling", "Brother or sister"),
        ("other_family", "Other family"),
        ("other", "Other"),
    ),
    # Each to be confirmed by the force's data protection officer.
    "sharing_basis": (
        ("crime_disorder_115", "Crime and Disorder Act 1998, section 115"),
        ("policing_purpose", "Common-law policing purpose"),
        ("dpa_statutory", "DPA 2018, Schedule 8: statutory purposes"),
        ("dpa_vital", "DPA 2018, Schedule 8: vital interests"),
        ("dpa_safeguarding", "DPA 2018, Schedule 8: safeguarding"),
        ("gdpr_obligation", "UK GDPR, article 6(1)(c): legal obligation"),
        ("gdpr_vital", "UK GDPR, article 6(1)(d): vital interests"),
        ("gdpr_public_task", "UK GDPR, article 6(1)(e): public task"),
        ("gdpr_interests", "UK GDPR, article 6(1)(f): legitimate interests"),
        ("children_act_11", "Children Act 2004, section 11"),
        ("care_act_42", "Care Act 2014, sections 42 to 45"),
    ),
    "check_question": (
        ("crimes", "Has a crime come to light that must be recorded?"),
        ("disclosure", "Should a disclosure about the person be considered?"),
        ("mappa", "Is a referral to MAPPA or MATAC needed?"),
        ("children", "Is a child protection or safeguarding step needed?"),
        ("adult", "Is an adult safeguarding step needed?"),
        ("orders", "Should a protection notice or order be considered?"),
        ("flag", "Will each agency flag its files?"),
    ),
    "signpost": (
        ("idva", "IDVA service"),
        ("support", "Domestic abuse service"),
        ("safeguarding", "Safeguarding team"),
        ("police", "Police investigation"),
        ("other", "Other"),
    ),
    "ethnicity": (
        NOT_ASKED,
        NOT_SAID,
        ("white", "White"),
        ("white_minority", "White minority"),
        ("mixed", "Mixed"),
        ("asian", "Asian"),
        ("black", "Black"),
        ("other", "Another group"),
    ),
    "disability": (NOT_ASKED, NOT_SAID, ("yes", "Yes"), ("no", "No")),
    "sexuality": (
        NOT_ASKED,
        NOT_SAID,
        ("heterosexual", "Heterosexual"),
        ("gay_lesbian", "Gay or lesbian"),
        ("bisexual", "Bisexual"),
        ("other", "Another"),
    ),
    "gender_identity": (
        NOT_ASKED,
        NOT_SAID,
        ("same", "The same as the sex at birth"),
        ("different", "Not the same as the sex at birth"),
    ),
    "immigration": (
        NOT_ASKED,
        NOT_SAID,
        ("none", "No insecurity"),
        ("insecure", "Insecure, or no recourse to public funds"),
    ),
    "waiting": (
        ("referrer", "The referrer's answer"),
        ("agency", "An agency's answer"),
        ("other_marac", "Another MARAC's answer"),
    ),
    "lateness": (
        ("demand", "Demand or backlog"),
        ("referrer", "The referrer's answer"),
        ("meeting", "A meeting was moved or cancelled"),
        ("other", "Other"),
    ),
    "contact_channel": (
        ("call", "Telephone call"),
        ("text", "Text message"),
        ("visit", "In person"),
        ("third_party", "Through somebody safe"),
    ),
}
THRESHOLDS: tuple[tuple[str, str, int, str], ...] = (
    ("plan_read_minutes", "Minutes for which a read contact plan counts", 30, LOCAL),
    (
        "contact_permission_hours",
        "Hours for which contact against a plan may be allowed",
        4,
        LOCAL,
    ),
    ("quick_checks", "Checks without a trace in a row to look at", 4, LOCAL),
    ("quick_checks_seconds", "Seconds in which nobody makes them", 60, LOCAL),
    *UPLOAD_THRESHOLDS,
)
