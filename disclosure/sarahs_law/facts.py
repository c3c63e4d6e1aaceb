"""The facts that only moves of Sarah's Law ask for (sarahs-law 6.2)."""

from __future__ import annotations

from typing import Any

from casework.models import Part, Person
from casework.workflow.moves import guard
from disclosure.approval import latest_version, signed_off
from disclosure.outcomes import Route
from disclosure.queries.third_party import leaks_in
from disclosure.sarahs_law.outcomes import ScopeTest

CHILD_PAGE, PRESUMPTION_PAGE = "case_child", "case_presumption"
RECIPIENTS_PAGE, CLOSING_PAGE = "case_recipients", "case_closing"
# Of name, date of birth or age, and address: so many make a subject identifiable.
IDENTIFYING = 2


def presumption_of(case: Any) -> Any:
    """The answers in force about the presumption, or None."""
    return case.presumptions.last()


def recipients_of(case: Any) -> Any:
    """Those who are told beside the first recipient, without whom was taken out."""
    return case.recipients.exclude(tellings__result="taken_out")


# -- First contact -------------------------------------------------------------------
@guard(
    "Record two of the subject's name, date of birth or age, and address.",
    page="case_people",
)
def subject_identifiable(case: Any) -> bool:
    row = case.involvements.filter(part=Part.SUBJECT).select_related("person").first()
    if row is None:
        return False
    person: Person = row.person
    known = (
        person.names.exclude(given="").exclude(family="").exists(),
        bool(person.date_of_birth or person.birth_as_given),
        person.addresses.exists(),
    )
    return known.count(True) >= IDENTIFYING


@guard("Record the child, or describe the children.", page=CHILD_PAGE, form="child")
def child_described(case: Any) -> bool:
    return bool(case.children_described.exists())


@guard(
    "Record what access the subject has to the child.", page=CHILD_PAGE, form="access"
)
def access_described(case: Any) -> bool:
    return bool(case.accesses.exists())


@guard("Record what prompted the request.", page="case_application", form="application")
def reason_recorded(case: Any) -> bool:
    asked = getattr(case, "application", None)
    return bool(asked and asked.reason)


@guard(
    "Right to Know: record where it comes from, why now, and who would be told.",
    page=CHILD_PAGE,
    form="trigger",
)
def trigger_recorded(case: Any) -> bool:
    return case.route == Route.ASK or bool(case.triggers.exists())


# -- Initial checks and scope --------------------------------------------------------
@guard(
    "Answer whether a child may be in danger now, and say why.",
    page=CHILD_PAGE,
    form="early_risk",
)
def early_risk_answered(case: Any) -> bool:
    return bool(case.early_risks.exists())


@guard("A child may be in danger: raise the alarm.", page="case_alarm")
def alarm_raised(case: Any) -> bool:
    last = case.early_risks.last()
    return not (last and last.is_immediate) or bool(case.alarms.exists())


@guard("Answer every test of scope.", page="case_assessment", form="scope")
def scope_tests_passed(case: Any) -> bool:
    return _answers(case) == dict.fromkeys(ScopeTest.values, "yes")


@guard("Only if a test of scope is answered with no.", hides=True)
def scope_test_failed(case: Any) -> bool:
    return "no" in _answers(case).values()


def _answers(case: Any) -> dict[str, str]:
    last = case.scope_decisions.last()
    return dict(last.tests.values_list("test", "answer")) if last else {}


@guard(
    "Call back: say that it goes no further, why, and where to turn to.",
    page="case_assessment",
    form="call_back",
)
def call_back_recorded(case: Any) -> bool:
    return case.route == Route.KNOW or bool(
        case.call_backs.filter(at__gte=case.stage_entered_at).exists()
    )


# -- Interview -----------------------------------------------------------------------
@guard("Record that the declaration was made.", page="case_assessment", form="meeting")
def declaration_recorded(case: Any) -> bool:
    return bool(case.meetings.filter(declaration_made=True).exists())


@guard(
    "Record the evidence of the applicant's identity, or why there is none.",
    page=CHILD_PAGE,
    form="evidence",
)
def identity_evidenced(case: Any) -> bool:
    return bool(case.seen_documents.filter(proves="identity").exists())


@guard(
    "Record the evidence of the link to the child, or why there is none.",
    page=CHILD_PAGE,
    form="evidence",
)
def link_evidenced(case: Any) -> bool:
    return bool(case.seen_documents.filter(proves="child_link").exists())


# -- Research and decision -----------------------------------------------------------
@guard(
    "Answer whether the subject is MAPPA-managed; if so, record the reply of the "
    "public protection manager.",
    page=PRESUMPTION_PAGE,
    form="manager",
)
def manager_replied(case: Any) -> bool:
    last = case.manager_consults.last()
    return bool(last and (last.is_managed == "no" or last.reply))


@guard(
    "Answer the questions about the presumption.",
    page=PRESUMPTION_PAGE,
    form="presumption",
)
def presumption_answered(case: Any) -> bool:
    return presumption_of(case) is not None


def standing_of_presumption(case: Any) -> list[tuple[str, str, str]]:
    """Where the case stands: on the manager's reply, and on the presumption."""
    last, answered = case.manager_consults.last(), presumption_of(case)
    said = []
    if last is None:
        said.append((*MANAGER_ASKED, "information"))
    elif last.is_managed == "yes" and not last.reply:
        said.append((*MANAGER_WAITS, "warning"))
    if answered is None:
        return said
    found = (*APPLIES, "warning") if answered.applies else (*NO_PRESUMPTION, "success")
    return [*said, found]


MANAGER_ASKED = (
    "Is the subject MAPPA-managed?",
    "Nobody has answered this yet. Research cannot be completed before.",
)
MANAGER_WAITS = (
    "The public protection manager has not replied",
    "Research waits for the reply. Chase it, then record the answer below.",
)
APPLIES = (
    "There is a presumption to disclose",
    "To disclose nothing, the proposal and the decision each need a further reason.",
)
NO_PRESUMPTION = (
    "There is no presumption",
    "The case is decided on its facts, for or against.",
)


@guard(
    "There is a presumption to disclose and nothing is to be disclosed: give the "
    "further reason.",
    page=PRESUMPTION_PAGE,
    form="presumption",
)
def silence_reasoned(case: Any) -> bool:
    version, answered = latest_version(case), presumption_of(case)
    if version is None or version.discloses or answered is None:
        return True
    return not answered.applies or bool(answered.why_not)


@guard(
    "The words for a further recipient could reveal somebody: record them anew.",
    page=RECIPIENTS_PAGE,
)
def recipients_reveal_nobody(case: Any) -> bool:
    texts = [f"{row.who} {row.words}" for row in recipients_of(case)]
    return not leaks_in(case, *texts)


# -- Delivery and closure ------------------------------------------------------------
@guard(
    "A second person must sign off the risk assessment of the visit and the safety "
    "plan.",
    page="case_assessment",
)
def visit_signed_off(case: Any) -> bool:
    return signed_off(case, "visit")


@guard(
    "The undertaking must be signed; if it is refused, the decision is made afresh.",
    page="case_delivery",
    form="attempt",
)
def undertaking_signed(case: Any) -> bool:
    told = case.delivery_attempts.filter(result="delivered")
    last = told.filter(at__gte=case.stage_entered_at).last()
    if last is None:
        return False
    again = case.visits.filter(move="disclose_all_the_same").exists()
    allowed = ("signed", "refused_disclosed") if again else ("signed",)
    return bool(last.undertaking in allowed)


@guard(
    "Record an attempt with the undertaking refused.",
    page="case_delivery",
    form="attempt",
)
def refusal_recorded(case: Any) -> bool:
    last = case.delivery_attempts.filter(at__gte=case.stage_entered_at).last()
    return bool(last and last.undertaking == "refused_withheld")


@guard(
    "Record the telling of every recipient, with their own words and undertaking.",
    page=RECIPIENTS_PAGE,
    form="recipient_told",
)
def everybody_told(case: Any) -> bool:
    return not case.recipients.filter(tellings__isnull=True).exists()


@guard(
    "Record what the closure needs: the subject's record updated, the return, how "
    "long it is kept.",
    page=CLOSING_PAGE,
    form="closing",
)
def closing_recorded(case: Any) -> bool:
    return bool(case.closing_records.filter(at__gte=case.stage_entered_at).exists())


@guard(
    "Say whether the subject was told, and why.",
    page="case_delivery",
    form="subject_told",
)
def subject_told_answered(case: Any) -> bool:
    return bool(case.subject_tellings.exists())


@guard("Only after an alarm was raised and action was taken.", hides=True)
def child_was_safeguarded(case: Any) -> bool:
    return bool(case.alarms.filter(stood_down_at__isnull=False).exists())
