"""What Clare's Law ships as rows that a force may edit (clares-law 9.6, 1.3)."""

from __future__ import annotations

from casework.files.limits import LOCAL, UPLOAD_THRESHOLDS

CODE_LISTS: dict[str, tuple[tuple[str, str], ...]] = {
    "channel": (
        ("online", "Online"),
        ("101", "101"),
        ("999", "999"),
        ("front_counter", "Front counter"),
        ("officer", "Officer in person"),
        ("agency", "Agency referral"),
        ("marac", "MARAC"),
        ("mappa", "MAPPA"),
        ("internal", "Internal trigger"),
        ("other_force", "Other force"),
    ),
    "referrer": (
        ("person_at_risk", "Person at risk"),
        ("family", "Family"),
        ("friend_neighbour", "Friend or neighbour"),
        ("police", "Police"),
        ("social_care", "Social care"),
        ("health", "Health"),
        ("probation", "Probation"),
        ("education", "Education"),
        ("housing", "Housing"),
        ("idva", "IDVA or domestic abuse service"),
        ("other", "Other"),
    ),
    "relationship": (
        ("spouse", "Spouse or civil partner"),
        ("cohabiting", "Living together"),
        ("dating", "Dating"),
        ("casual", "Casual or new"),
        ("separated", "Separated"),
        ("ex_partner", "Ex-partner"),
        ("online", "Online only"),
        ("other", "Other"),
    ),
    "waiting": (
        ("applicant", "Applicant not reached"),
        ("applicant_delay", "Applicant asked to delay"),
        ("safe_contact", "Safe contact not possible"),
        ("other_force", "Other force's reply"),
        ("agency", "Partner agency's reply"),
        ("owner_consent", "Owner force's consent"),
        ("interpreter", "Interpreter"),
        ("investigation", "Live investigation"),
        ("legal", "Legal advice"),
        ("forum", "Forum date"),
        ("reviewer", "Reviewer"),
        ("officer", "Disclosure officer's availability"),
        ("recipient", "Recipient not reached"),
        ("representations", "Subject's representations"),
    ),
    "lateness": (
        ("demand", "Demand or backlog"),
        ("staffing", "Staffing"),
        ("research", "Volume of research"),
        ("other_force", "Other force"),
        ("agency", "Partner agency"),
        ("engagement", "Engagement of the applicant"),
        ("safety", "Safety"),
        ("investigation", "Investigation"),
        ("legal", "Legal"),
        ("system", "System failure"),
    ),
    "item_type": (
        ("conviction", "Conviction"),
        ("caution", "Caution, reprimand or warning"),
        ("out_of_court", "Other out-of-court disposal"),
        ("not_proceeded", "Charge not proceeded with"),
        ("acquittal", "Acquittal"),
        ("arrest", "Arrest"),
        ("civil_order", "Civil order"),
        ("crime_report", "Crime report"),
        ("incident", "Domestic abuse incident"),
        ("intelligence", "Intelligence"),
        ("agency", "Partner agency information"),
        ("custody", "Custody or licence fact"),
    ),
    "request_to": (
        ("other_force", "Other force"),
        ("probation", "Probation"),
        ("mappa", "MAPPA"),
        ("social_care", "Social care"),
        ("health", "Health"),
        ("education", "Education"),
        ("housing", "Housing"),
        ("idva", "IDVA or domestic abuse service"),
        ("prison", "Prison"),
        ("abroad", "Force of another country"),
        ("other", "Other"),
    ),
    # Whom to ask for help after a disclosure (clares-law 4.3).
    "referral": (
        ("marac", "MARAC"),
        ("idva", "IDVA"),
        ("children", "Children's services"),
        ("adults", "Adult safeguarding"),
        ("victim_services", "Support service"),
        ("perpetrator", "Work with the subject"),
        ("other", "Somebody else"),
    ),
    "identity": (
        ("passport", "Passport"),
        ("driving_licence", "Driving licence"),
        ("birth_certificate", "Birth certificate"),
        ("utility_bill", "Utility bill"),
        ("bank_statement", "Bank statement"),
        ("benefit_letter", "Benefit letter"),
        ("other", "Other"),
    ),
}
THRESHOLDS: tuple[tuple[str, str, int, str], ...] = (
    ("contact_attempts", "Safe attempts before giving up", 3, "Local, to confirm"),
    ("contact_days", "Different days of those attempts", 2, "Local, to confirm"),
    ("contact_plan_hours", "Hours a contact plan stays fresh", 72, "Local, to confirm"),
    ("quick_checks", "Checks without a trace in a row to look at", 4, "Local"),
    ("quick_checks_seconds", "Seconds in which nobody makes them", 60, "Local"),
    ("decision_reason", "Characters a reason needs in a decision", 20, "Local"),
    ("review_reason", "Characters a second person's reason needs", 20, "Local"),
    ("override_reason", "Characters an override of marked words needs", 15, "Local"),
    ("plan_read_minutes", "Minutes for which a read contact plan counts", 30, "Local"),
    (
        "contact_permission_hours",
        "Hours for which contact against a plan may be allowed",
        4,
        "Local",
    ),
    *UPLOAD_THRESHOLDS,
    ("sample_nil_percent", "Nil outcomes looked at again, in 100", 20, LOCAL),
    ("sample_other_percent", "Other closed cases looked at again, in 100", 5, LOCAL),
    ("sample_first_days", "Days that the first draw goes back", 90, LOCAL),
    ("sample_too_few", "Fewest second looks that give a rate", 30, LOCAL),
)
# The words that a request begins with, by whom is asked (clares-law 1.3 and 5): they
# say nothing about an application, a scheme or whoever asked. {subject} and {born} are
# of the person asked about, {reference} is the case's. "" is for everybody else.
REQUEST_WORDS = {
    "": (
        "We are making safeguarding enquiries about {subject}, born {born}. Please "
        "tell us what you hold about violence, threats, control or stalking by this "
        "person towards a partner, a former partner or a child, with dates and "
        "references, and whether we may use it. Do not speak to this person or to "
        "anybody else about this request. Answer by secure e-mail only, and quote "
        "{reference}."
    ),
    "probation": (
        "We are making safeguarding enquiries about {subject}, born {born}. Please "
        "tell us about licence conditions, risk of harm and partners at risk that you "
        "know of. Do not discuss this request with this person, in supervision or "
        "otherwise, and do not note it where this person can read it. Answer by secure "
        "e-mail only, and quote {reference}."
    ),
}
# (system, part, stage, route or "" for both)
CHECKS = tuple(
    (system, part, stage, "")
    for stage, systems, parts in (
        (
            "initial_checks",
            ("PNC", "PND", "ViSOR", "Local crime and intelligence"),
            ("subject", "person_at_risk"),
        ),
        ("initial_checks", ("Local crime and intelligence",), ("applicant",)),
        (
            "research",
            ("Other forces", "Probation and MAPPA", "Social care", "MARAC"),
            ("subject",),
        ),
    )
    for system in systems
    for part in parts
)
