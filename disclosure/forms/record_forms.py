"""The forms of the records that are added and never edited, as one table.

The kinds are those of ``disclosure.actions.records``; a field is written as a function
of the case, because the answers of some are lists that the force edits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms

from casework.forms.fields import (
    MomentField,
    PlainTextField,
    ReasonField,
    TypedDateField,
    YesNoField,
)
from casework.models import Risk
from casework.queries.code_lists import choices_of
from disclosure.approval import approved_words
from disclosure.delivery_tables import delivery_tables
from disclosure.forms.visit_forms import (
    NO_WORDS,
    AttemptForm,
    PlanForm,
    RecordForm,
    risk_fields,
)
from disclosure.manifest import manifest_of
from disclosure.models.application import RiskTool
from disclosure.models.delivery import (
    ReferralState,
    Result,
    Undertaking,
)

SHORT_HASH = 8

Make = Callable[[Any], forms.Field]


def _line(label: str, **kwargs: Any) -> Make:
    return lambda _case: PlainTextField(label=label, max_length=200, **kwargs)


def _text(label: str, **kwargs: Any) -> Make:
    return lambda _case: PlainTextField(label=label, multiline=True, rows=4, **kwargs)


def _reason(label: str, **kwargs: Any) -> Make:
    return lambda _case: ReasonField(label=label, **kwargs)


def _yes_no(label: str, **kwargs: Any) -> Make:
    return lambda _case: YesNoField(label=label, **kwargs)


def _moment(label: str, noun: str, **kwargs: Any) -> Make:
    return lambda _case: MomentField(label=label, noun=noun, **kwargs)


def _radios(label: str, choices: Any, **kwargs: Any) -> Make:
    return lambda _case: forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, **kwargs
    )


def _identity(label: str) -> Make:
    return lambda case: forms.ChoiceField(
        label=label,
        choices=[("", "Not seen"), *choices_of(case.scheme, "identity")],
        required=False,
    )


def _words_read(case: Any) -> forms.Field:
    """A tick that carries the hash of the words as they are now: never typed."""
    words, approved = approved_words(case)
    said = f"I read the approved words, version {approved[:SHORT_HASH]}"
    return forms.MultipleChoiceField(
        label="The words",
        choices=[(approved, said)] if words else [],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Only if the disclosure was made." if words else NO_WORDS,
    )


def _warnings(case: Any) -> forms.Field:
    """Each warning of the scheme is a tick of its own."""
    return forms.MultipleChoiceField(
        label="Warnings: tick each one when you have said it",
        choices=list(delivery_tables(case.scheme).warnings.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


GRADES = [choice for choice in Risk.choices if choice[0] != Risk.NOT_ASSESSED]
FIELDS: Mapping[str, Mapping[str, Make]] = {
    "scope": {
        "in_scope": _yes_no("Does the scheme apply?"),
        "reason": _reason("Why"),
    },
    "risk": {
        "tool": _radios("How the risk was assessed", RiskTool.choices),
        "grade": _radios("Grade", GRADES),
        "reason": _reason("Why this grade"),
    },
    "meeting": {
        "held_at": _moment("When it was held", "The time of the meeting"),
        "place": _line("Where"),
        "present": _line("Who else was present", required=False),
        "was_alone": _yes_no("Was the person alone?"),
        "photo_identity": _identity("Proof of identity with a photograph"),
        "second_identity": _identity("Second proof of identity"),
        "identity_exception": _text(
            "Why identity was not seen",
            required=False,
            help_text="Needed unless both proofs were seen.",
        ),
        "is_genuine": _yes_no("Is the request genuine?"),
        "account": _text("The fuller account"),
        "support_offered": _line("Support that was offered"),
        "declaration_made": _yes_no("Was the declaration made?"),
        "contact_plan_confirmed": _yes_no("Was the contact plan confirmed?"),
    },
    "withdrawal": {
        "how": lambda _case: PlainTextField(label="How they told us", max_length=120),
        "withdrawn_at": _moment("When they told us", "The time of the withdrawal"),
        "was_alone": _yes_no("Were they alone and free to speak?"),
        "coercion_considered": _reason("Could somebody have made them withdraw?"),
        "right_to_know_considered": _reason(
            "Do we go on as Right to Know? Say why or why not"
        ),
    },
    "plan": {
        "planned_for": _moment(
            "When it is planned",
            "The planned time",
            may_be_future=True,
            may_be_past=False,
        ),
        "place": _line("Where"),
        "agreed": _yes_no(
            "Did the person agree to this time and place?",
            help_text="If not, the contact plan must allow a visit at that time.",
        ),
        "officers": _line("Who goes"),
        "second_person": _line(
            "Who is the second person?",
            help_text="Another officer, the IDVA, a social worker; or why nobody can",
        ),
        "partner": _line("IDVA or other partner", required=False),
        "subject_absent": _reason("How we know that the subject is not there"),
        "contact_plan_checked": _yes_no("Was the contact plan checked today?"),
    },
    "safety": {
        "plan": _text("Safety plan"),
        "agreed_with_recipient": _yes_no("Is it agreed with the person?"),
    },
    "attempt": {
        "attempted_at": _moment("When", "The time of the attempt"),
        "place": _line("Where"),
        "result": _radios("What happened", Result.choices),
        "present": _line("Who else was present", required=False),
        "identity_checked": _line("How the recipient was identified", required=False),
        "warnings_given": _warnings,
        "undertaking": _radios(
            "The undertaking", [("", "Not reached"), *Undertaking.choices]
        ),
        "undertaking_note": _text(
            "Reference of the signed paper, or why not", required=False
        ),
        "words_read": _words_read,
        "reaction": _text("Questions and reaction", required=False),
        "next_attempt": lambda _case: TypedDateField(
            label="Next attempt",
            noun="The next attempt",
            may_be_future=True,
            may_be_past=False,
            required=False,
        ),
        "note": _text("Note", required=False),
    },
    "told": {
        "contacted_at": _moment("When", "The time of the contact"),
        "approved_words_used": _yes_no("Were the approved words used?"),
        "support_offered": _line("Support that was offered", required=False),
        "unsafe_reason": _text(
            "If nobody was told: why contact is not safe", required=False
        ),
        "note": _text("Note", required=False),
    },
    "referral": {
        "agency": lambda case: forms.ChoiceField(
            label="Who should help?",
            choices=choices_of(case.scheme, "referral"),
            widget=forms.RadioSelect,
        ),
        "state": _radios("Where it stands", ReferralState.choices),
        "to": lambda _case: PlainTextField(
            label="Whom exactly", max_length=120, required=False
        ),
        "reason": _reason("Why, or why not"),
        "reference": lambda _case: PlainTextField(
            label="Their reference", max_length=120, required=False
        ),
    },
    "subject_told": {
        "told": _yes_no(
            "Was the subject told?",
            help_text="Only if the decision says so, in person, by an officer.",
        ),
        "why": _reason("Why, or why not"),
    },
    "aftercare": {
        "done_at": _moment("When", "The time of the contact"),
        "declined": _yes_no("Did they decline aftercare?"),
        "note": _text("What was said and done"),
        "intelligence_reference": lambda _case: PlainTextField(
            label="Reference of the intelligence record", max_length=120
        ),
    },
}


BASES: Mapping[str, type[RecordForm]] = {"attempt": AttemptForm, "plan": PlanForm}
# Fields of a kind that depend on the scheme's tables.
MORE: Mapping[str, Callable[[Any], Mapping[str, forms.Field]]] = {"plan": risk_fields}


def record_form(kind: str, case: Any) -> type[RecordForm]:
    """The form class for ``kind`` on ``case``; KeyError if there is no such kind."""
    tables = manifest_of(case.scheme)
    made_of = {**FIELDS, **tables.fields}[kind]
    fields = {name: make(case) for name, make in made_of.items()}
    more = MORE[kind](case) if kind in MORE else {}
    if kind == "attempt":
        fields["undertaking"].required = False
    base = {**BASES, **tables.bases}.get(kind, RecordForm)
    body = {**fields, **more, "case": case}
    made: type[RecordForm] = type(f"{kind.title()}Form", (base,), body)
    return made
