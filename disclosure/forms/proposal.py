"""The proposed decision, test by test (clares-law 3.1, 3.2, 3.5).

A draft may have any gap; only what contradicts itself is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from casework.forms.fields import PlainTextField
from casework.forms.once import OnceForm
from casework.models import Assertion
from casework.models.research import YesNoUnknown
from disclosure.outcomes import DISCLOSURES, NO_DISCLOSURES, Test
from disclosure.pdf.content import MAX_WORDS

ANSWERS = (("yes", "Yes"), ("no", "No"), ("na", "Not applicable"))
YES_NO = (("yes", "Yes"), ("no", "No"))
# A "no" to one of these forbids telling anybody.
NEEDED = (Test.LAWFUL, Test.NECESSARY, Test.PRESSING_NEED, Test.PROPORTIONATE)
INLINE = {"class": "govuk-radios--inline"}


def _text(label: str, rows: int = 4, **kwargs: Any) -> PlainTextField:
    return PlainTextField(
        label=label, multiline=True, rows=rows, required=False, **kwargs
    )


def _choice(label: str, choices: Any, *, inline: bool = True) -> forms.ChoiceField:
    widget = forms.RadioSelect(attrs=INLINE if inline else {})
    return forms.ChoiceField(
        label=label, choices=choices, widget=widget, required=False
    )


@dataclass(frozen=True)
class Group:
    """Fields under one heading."""

    heading: str
    intro: str
    fields: Sequence[BoundField]


GROUPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "The tests",
        "Answer each and say why. Leave one empty if you cannot answer it yet.",
        tuple(name for test in Test.values for name in (f"{test}", f"{test}_reason")),
    ),
    ("1. Disclose or not", "", ("outcome",)),
    (
        "2. What exactly",
        "Only what the person needs in order to be safe. Never other people's names.",
        ("items", "words", "held_back"),
    ),
    ("3. To whom", "", ("recipient", "recipient_reason")),
    ("4. By whom", "", ("delivered_by",)),
    (
        "5. Ask the subject first",
        "Not asking should be rare, but asking can raise the risk.",
        ("ask_subject", "ask_subject_reason"),
    ),
    ("6. Tell the subject afterwards", "", ("tell_subject", "tell_subject_reason")),
    ("7. Further safeguarding", "", ("safeguarding",)),
    ("The whole reason", "", ("rationale", "would_change", "departure")),
)


class ProposalForm(OnceForm):
    """Fields of Recommendation under their own names, and two for each test."""

    # Everything may wait: marking each question so would say nothing.
    mark_optional = False

    outcome = _choice(
        "Outcome",
        [(o.value, o.label) for o in (*DISCLOSURES, *NO_DISCLOSURES)],
        inline=False,
    )
    items = forms.MultipleChoiceField(
        label="Information to disclose",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    words = _text(
        "Words to be spoken",
        rows=10,
        max_length=MAX_WORDS,
        help_text="Exactly what the officer reads aloud. Nothing is handed over.",
    )
    held_back = _text("What is held back, and why")
    recipient = PlainTextField(
        label="Who is told",
        max_length=200,
        required=False,
        help_text="Describe them by their part, for example “the person at risk”.",
    )
    recipient_reason = _text("Why this recipient")
    delivered_by = PlainTextField(label="Who tells them", required=False)
    ask_subject = _choice("Ask for the subject's views first?", YES_NO)
    ask_subject_reason = _text("Why, or why not", noun="The reason about asking")
    tell_subject = _choice("Tell the subject that a disclosure was made?", YES_NO)
    tell_subject_reason = _text("Why, or why not", noun="The reason about telling")
    safeguarding = _text("What further safeguarding is needed")
    rationale = _text("The reasons, taken together", rows=8)
    would_change = _text("What would change this decision")
    departure = _text("Any departure from the guidance, and why")

    def __init__(
        self, *args: Any, case: Any, assertions: Sequence[Assertion], **kwargs: Any
    ) -> None:
        self.case = case
        self.assertions = {str(row.pk): row for row in assertions}
        super().__init__(*args, **kwargs)
        items: Any = self.fields["items"]
        items.choices = [(pk, row.text) for pk, row in self.assertions.items()]
        items.choice_hints = {pk: hint_of(row) for pk, row in self.assertions.items()}
        if not items.choices:
            items.help_text = "No information is recorded yet: see Research."

    def groups(self) -> Iterator[Group]:
        """The fields in the order of the decision."""
        for heading, intro, names in GROUPS:
            yield Group(heading, intro, [self[name] for name in names])

    def chosen(self) -> list[Assertion]:
        """The ticked items."""
        return [self.assertions[pk] for pk in self.cleaned_data.get("items", ())]

    def answers(self, stored: Sequence[str] = ()) -> dict[str, tuple[str, str]]:
        """Test to answer and reason as far as given; ``stored`` may be emptied."""
        cleaned = self.cleaned_data
        given = {t: (cleaned[t], cleaned[f"{t}_reason"]) for t in Test.values}
        return {t: pair for t, pair in given.items() if any(pair) or t in stored}

    def proposal(self) -> dict[str, Any]:
        """The fields of Recommendation."""
        tests = {*Test.values, *(f"{test}_reason" for test in Test.values)}
        skipped = {*tests, "items"}
        return {k: v for k, v in self.facts().items() if k not in skipped}

    def clean(self) -> dict[str, Any]:
        """Contradictions, each beside the field that should change."""
        cleaned = super().clean() or {}
        discloses = cleaned.get("outcome") in DISCLOSURES
        if discloses:
            self._refuse_against_the_tests(cleaned)
        elif cleaned.get("outcome") and cleaned.get("items"):
            self.add_error(
                "items", "Nothing is to be disclosed, but information is ticked"
            )
        self._refuse_items(cleaned)
        return cleaned

    def _refuse_against_the_tests(self, cleaned: Mapping[str, Any]) -> None:
        for test in NEEDED:
            if cleaned.get(test) == "no":
                self.add_error(test, "You propose a disclosure and answer no here")

    def _refuse_items(self, cleaned: Mapping[str, Any]) -> None:
        chosen = [self.assertions[pk] for pk in cleaned.get("items", ())]
        spent = [row for row in chosen if row.spent == YesNoUnknown.YES]
        if spent and cleaned.get(Test.SPENT) in ("no", "na"):
            self.add_error(
                Test.SPENT, "A spent item is ticked: answer yes and say why, or untick"
            )
        if any(row.owner_agrees == YesNoUnknown.NO for row in chosen):
            self.add_error(
                "items", "The owner of a ticked item does not agree to its use"
            )
        if any(row.sensitive_source for row in chosen):
            self.add_error("items", "A ticked item points to a sensitive source")


def hint_of(row: Assertion) -> str:
    """Where an item comes from, and what stands against using it."""
    parts = [f"{row.get_kind_display()}, {row.source}."]
    if row.spent == YesNoUnknown.YES:
        parts.append("Spent: its use needs a justification.")
    if row.sensitive_source:
        parts.append("Points to a sensitive source: it cannot be told.")
    if row.owner_agrees == YesNoUnknown.NO:
        parts.append(f"{row.owner_force} does not agree to its use.")
    elif row.owner_agrees == YesNoUnknown.UNKNOWN:
        parts.append(f"Owned by {row.owner_force}, which has not agreed yet.")
    return " ".join(parts)


for _test in Test:
    ProposalForm.base_fields[_test.value] = _choice(
        str(_test.label), [*ANSWERS, ("", "Not answered yet")]
    )
    ProposalForm.base_fields[f"{_test.value}_reason"] = _text(
        "Why", rows=3, noun=f"The reason for “{_test.label}”"
    )
