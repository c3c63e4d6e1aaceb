"""The fields of the records that Sarah's Law adds, as one table.

A field is a function of the case, as in ``disclosure/forms/record_forms.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from casework.forms.fields import (
    MomentField,
    PlainTextField,
    ReasonField,
    TypedDateField,
    YesNoField,
)
from casework.models import Part, Person
from casework.models.research import YesNoUnknown
from casework.queries.code_lists import choices_of
from disclosure.manifest import Make
from disclosure.models import Recipient, Telling
from disclosure.models.sarahs_law import YES_NO, Proves
from disclosure.sarahs_law.outcomes import ScopeTest, Signpost

INLINE = {"class": "govuk-radios--inline"}
PARENTS = (Part.APPLICANT, Part.REFERRER, Part.RECIPIENT, Part.OTHER, Part.SUBJECT)


class _PeopleField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not at run time
    """People of the case by their names."""

    def label_from_instance(self, obj: Any) -> str:
        """The name to show."""
        return str(obj.main_name)


def _people(label: str, *parts: str, **kwargs: Any) -> Make:
    return lambda case: _PeopleField(
        label=label,
        queryset=Person.objects.filter(
            involvements__case_id=case.pk, involvements__part__in=parts
        )
        .distinct()
        .prefetch_related("names"),
        empty_label="Not named",
        **kwargs,
    )


def _line(label: str, longest: int = 200, **kwargs: Any) -> Make:
    return lambda _case: PlainTextField(label=label, max_length=longest, **kwargs)


def _text(label: str, **kwargs: Any) -> Make:
    return lambda _case: PlainTextField(label=label, multiline=True, rows=4, **kwargs)


def _why(label: str, **kwargs: Any) -> Make:
    return lambda _case: ReasonField(label=label, **kwargs)


def _yes_no(label: str, **kwargs: Any) -> Make:
    return lambda _case: YesNoField(label=label, **kwargs)


def _radios(label: str, choices: Any, *, inline: bool = False, **kwargs: Any) -> Make:
    return lambda _case: forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect(attrs=INLINE if inline else {}),
        **kwargs,
    )


def _known(label: str) -> Make:
    return _radios(label, YesNoUnknown.choices, inline=True)


def _listed(label: str, code_list: str, **kwargs: Any) -> Make:
    return lambda case: forms.ChoiceField(
        label=label,
        choices=[("", "Choose"), *choices_of(case.scheme, code_list)],
        **kwargs,
    )


def _recipients(case: Any) -> forms.Field:
    rows = Recipient.objects.filter(case_id=case.pk, tellings__isnull=True)
    return forms.ModelChoiceField(label="Which recipient", queryset=rows)


FIELDS: Mapping[str, Mapping[str, Make]] = {
    "child": {
        "child": _people("The child", Part.CHILD, required=False),
        "description": _line(
            "Or children of a description",
            300,
            required=False,
            help_text="For example “the children of the swimming group”.",
        ),
        "is_unborn": _yes_no("Is the child still to be born?"),
        "applicant_is": _listed(
            "What is the applicant to the child?", "applicant_child", required=False
        ),
        "subject_is": _listed("What is the subject to the child?", "subject_child"),
        "lives_with": _line("Whom does the child live with?"),
    },
    "parent": {
        "parent": _people("The parent or carer", *PARENTS, required=False),
        "is_to_child": _listed("What are they to the child?", "applicant_child"),
        "has_responsibility": _known("Do they have parental responsibility?"),
        "orders": _line("Court orders and contact arrangements", 300, required=False),
        "knows": _known("Do they know of the application?"),
        "note": _text("What this means for contact", required=False),
    },
    "access": {
        "way": _listed("What kind of access?", "access"),
        "frequency": _listed("How often?", "frequency"),
        "supervised": _known("Is somebody else there?"),
        "overnight": _known("Does the child stay overnight?"),
        "online": _known("Is there contact online or by phone?"),
        "since": _line("Since when, and what is planned?", 300),
    },
    "child_words": {
        "child": _people("The child", Part.CHILD, required=False),
        "words": _text(
            "What the child said or showed",
            help_text="Word for word. Do not question the child to fill this in.",
        ),
        "heard_by": _line("Who heard or saw it?"),
        "heard_on": _line("When and where?"),
    },
    "trigger": {
        "source": _line("Where does it come from?"),
        "grading": _line("Grading of the source", 20),
        "why_now": _text("Why now?"),
        "would_be_told": _text("Who would be told, and how can they be reached?"),
        "done_already": _text("What was done already to protect the child?"),
        "manager_agrees": _known("Does the public protection manager agree?"),
    },
    "evidence": {
        "proves": _radios("What does it prove?", Proves.choices),
        "document": _listed("Which document?", "evidence", required=False),
        "issuer": _line("Who issued it?", 120, required=False),
        "fragment": _line(
            "Last figures of its number",
            4,
            required=False,
            help_text="Four at most. Never keep a copy of the document.",
        ),
        "seen_on": lambda _case: TypedDateField(
            label="When was it seen?", noun="The day", required=False
        ),
        "excuse": _text("Why was it not seen?", required=False),
    },
    "early_risk": {
        "is_immediate": _yes_no(
            "May a child be in danger now?",
            help_text="If yes, raise the alarm: the police act at once.",
        ),
        "reason": _why("Why, from what the first checks say"),
    },
    "scope": {
        **{
            f"test_{test.value}": _radios(str(test.label), YES_NO, inline=True)
            for test in ScopeTest
        },
        "in_scope": _yes_no("Is it in scope?"),
        "reason": _why("Why"),
    },
    "call_back": {
        "called_at": lambda _case: MomentField(
            label="When were they told?", noun="The time of the call"
        ),
        "signpost": _radios("Where were they sent?", Signpost.choices),
        "said": _text("What was said, and what did they answer?"),
    },
    "manager": {
        "is_managed": _radios("Is the subject MAPPA-managed?", YES_NO, inline=True),
        "manager": _line("Public protection manager", required=False),
        "reply": _text(
            "What did they reply?",
            required=False,
            help_text="Empty while you wait: research cannot be completed before.",
        ),
        "reference": _line("Their reference", 120, required=False),
    },
    "presumption": {
        "is_convicted": _yes_no(
            "1. Is the subject convicted or cautioned for a sexual offence against a "
            "child?",
            help_text="Intelligence or an arrest alone is no conviction: answer no.",
        ),
        "poses_risk": _yes_no(
            "2. Does the subject pose a risk of harm to this child?",
            help_text="The wording of the scheme.",
        ),
        "serious_risk": _yes_no(
            "3. Is there reasonable cause to believe in a risk of serious harm?",
            help_text="The wording of the law on MAPPA-managed subjects (s.327A).",
        ),
        "is_necessary": _yes_no(
            "4. Is telling necessary to protect the child?",
            help_text="No, if supervision, a move or the subject's own telling is "
            "enough.",
        ),
        "is_proportionate": _yes_no(
            "5. Is telling proportionate?",
            help_text="The child's protection against harm to the subject and family.",
        ),
        "reason": _why("Why these answers"),
        "why_not": _text(
            "If there is a presumption and nothing is to be disclosed: why",
            required=False,
            help_text="Needed only then, beside the reasons of the proposal.",
        ),
    },
    "recipient": {
        "who": _line(
            "Who is told?",
            help_text="By their part, for example “the child's other parent”.",
        ),
        "why": _why("Why can they protect the child?"),
        "words": _text("Words to be spoken to them"),
    },
    "recipient_told": {
        "recipient": _recipients,
        "result": _radios("What happened?", Telling.choices),
        "told_at": lambda _case: MomentField(label="When?", noun="The time"),
        "place": _line("Where?", required=False),
        "identity_checked": _line("How were they identified?", required=False),
        "note": _text("Questions, reaction and what was agreed"),
    },
    "closing": {
        "record_updated": _listed(
            "Were the subject's record and intelligence updated?", "record_updated"
        ),
        "record_reference": _line("Reference, or why it is not needed"),
        "is_registered": _yes_no(
            "Is the subject on the register (notification requirements)?",
            help_text="Counted in the yearly return to the Home Office.",
        ),
        "retention_group": _listed("How long is it kept?", "retention"),
    },
}
