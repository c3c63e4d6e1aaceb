"""The proposed decision, test by test (clares-law 3.1, 3.2, 3.5).

A draft may have any gap; only what contradicts itself is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from casework.forms.once import OnceForm
from casework.models import Assertion
from casework.models.research import YesNoUnknown
from disclosure.decision_record import ItemUse, never_told_because, objections_to
from disclosure.decision_table import DecisionTable
from disclosure.forms.proposal_fields import (
    ANSWERS,
    NumbersField,
    choice,
    columns,
    text,
)
from disclosure.models import Use

DISCLOSE = "disclose"
SPENT = "spent"
LAST = (
    "would_change",
    "departure",
    "departure_reason",
    "departure_approved_by",
)
YOUNG = ("subject_young_reason", "person_young_reason")


@dataclass(frozen=True)
class Group:
    """Fields under one heading, drawn side by side: what is answered, then why.

    ``key`` is the anchor of the heading; the items that support an answer come last.
    """

    key: str
    heading: str
    intro: str
    fields: Sequence[BoundField]

    @property
    def answered(self) -> BoundField:
        """What is chosen or named."""
        return self.fields[0]

    @property
    def why(self) -> Sequence[BoundField]:
        """The reason, and what else belongs to the answer."""
        return [field for field in self.fields[1:] if not _is_evidence(field)]

    @property
    def evidence(self) -> Sequence[BoundField]:
        """The field with the numbers of the items, if there are items."""
        return [field for field in self.fields if _is_evidence(field)]


@dataclass(frozen=True)
class ItemRow:
    """One item of information with its fields."""

    number: int
    item: Assertion
    objections: Sequence[str]
    never_because: str
    use: BoundField
    why: BoundField
    extra: BoundField | None


class ProposalForm(OnceForm):
    """Columns of Recommendation, three fields for each test, two or three an item."""

    # Everything may wait: marking each question so would say nothing.
    mark_optional = False

    def __init__(
        self,
        *args: Any,
        table: DecisionTable,
        assertions: Sequence[Assertion],
        young: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        self.table, self.young = table, young
        self.numbered = dict(enumerate(assertions, start=1))
        fields = {**self.base_fields, **self._made_fields()}
        self.base_fields = fields  # type: ignore[misc]  # each case has its own
        super().__init__(*args, **kwargs)

    def _made_fields(self) -> dict[str, forms.Field]:
        made: dict[str, forms.Field] = {}
        for test in self.table.tests:
            options = [*ANSWERS, ("", "Not yet")]
            made[test.key] = choice(test.label, options, help_text=test.prompt)
            made[f"{test.key}_reason"] = text(
                "Why", noun=f"The reason for “{test.label}”"
            )
        made |= columns(self.table)
        for name in YOUNG:
            if name not in self.young:
                del made[name]
        for key in self.table.keys if self.numbered else ():
            made[f"{key}_evidence"] = NumbersField(
                numbers=self.numbered, noun=self.table.label_of(key)
            )
        for item in self.numbered.values():
            made |= _item_fields(item)
        return made

    # -- For the page --------------------------------------------------------------
    def tests(self) -> Iterator[Group]:
        """The tests, each with its reason and what supports it."""
        for test in self.table.tests:
            names = (test.key, f"{test.key}_reason", f"{test.key}_evidence")
            yield Group(test.key, test.label, "", self._bound(names))

    def questions(self) -> Iterator[Group]:
        """The questions, in order."""
        for question in self.table.questions:
            names = (*question.fields, f"{question.key}_evidence")
            fields = self._bound(names)
            yield Group(question.key, question.label, question.prompt, fields)

    def last(self) -> Group:
        """What ends the record."""
        names = (*self.young, *LAST)
        return Group("last", "Before you finish", "", self._bound(names))

    def item_rows(self) -> Iterator[ItemRow]:
        """The items with their numbers."""
        for number, item in self.numbered.items():
            name = f"item{item.pk}"
            extra = self[f"{name}_extra"] if f"{name}_extra" in self.fields else None
            yield ItemRow(
                number,
                item,
                objections_to(item),
                never_told_because(item),
                self[name],
                self[f"{name}_why"],
                extra,
            )

    def _bound(self, names: Sequence[str]) -> list[BoundField]:
        return [self[name] for name in names if name in self.fields]

    # -- What was given ------------------------------------------------------------
    def answers(self, stored: Sequence[str] = ()) -> dict[str, tuple[str, str]]:
        """Test to answer and reason as far as given; ``stored`` may be emptied."""
        cleaned = self.cleaned_data
        keys = [test.key for test in self.table.tests]
        given = {key: (cleaned[key], cleaned[f"{key}_reason"]) for key in keys}
        return {key: pair for key, pair in given.items() if any(pair) or key in stored}

    def item_uses(self) -> list[ItemUse]:
        """What is decided of each item; those left open are not in it."""
        cleaned = self.cleaned_data
        return [
            ItemUse(
                item,
                use,
                cleaned[f"item{item.pk}_why"],
                cleaned.get(f"item{item.pk}_extra", ""),
            )
            for item in self.numbered.values()
            if (use := cleaned[f"item{item.pk}"])
        ]

    def evidence(self) -> Mapping[str, list[Assertion]]:
        """The items that support each answer."""
        if not self.numbered:
            return {}
        return {
            key: [self.numbered[n] for n in self.cleaned_data[f"{key}_evidence"]]
            for key in self.table.keys
        }

    def proposal(self) -> dict[str, Any]:
        """The fields of Recommendation."""
        kinds, known = self.table.kinds, columns(self.table)
        kept = {k: v for k, v in self.facts().items() if k in known}
        kind, told = kept.pop("recipient_kind"), kept["outcome"] == DISCLOSE
        if told:
            kept["outcome"] = kinds.outcomes[kind]
            kept["recipient"] = kept["recipient"] or kinds.named.get(kind, "")
        return kept

    # -- Contradictions ------------------------------------------------------------
    def clean(self) -> dict[str, Any]:
        """Contradictions, each beside the field that should change."""
        cleaned = super().clean() or {}
        discloses = cleaned.get("outcome") == DISCLOSE
        if discloses:
            self._refuse_against_the_tests(cleaned)
            if not cleaned.get("recipient_kind"):
                self.add_error("recipient_kind", self.table.kinds.missing)
        self._refuse_items(cleaned, discloses=discloses)
        return cleaned

    def _refuse_against_the_tests(self, cleaned: Mapping[str, Any]) -> None:
        for test in self.table.tests:
            if test.is_needed and cleaned.get(test.key) == "no":
                self.add_error(test.key, "You propose a disclosure and answer no here")

    def _refuse_items(self, cleaned: Mapping[str, Any], *, discloses: bool) -> None:
        telling = [
            item
            for item in self.numbered.values()
            if cleaned.get(f"item{item.pk}") == Use.TELL
        ]
        if telling and not discloses and cleaned.get("outcome"):
            said = "Nothing is to be disclosed, but this item is to be told"
            self.add_error(f"item{telling[0].pk}", said)
        spent = any(item.spent == YesNoUnknown.YES for item in telling)
        if spent and cleaned.get(SPENT) in ("no", "na"):
            self.add_error(
                SPENT, "A spent item is told: answer yes and say why, or hold back"
            )
        for item in telling:
            if said := never_told_because(item):
                self.add_error(f"item{item.pk}", said)


def initial_of(
    version: Any, numbered: Mapping[int, int], table: DecisionTable
) -> dict[str, Any]:
    """The version as the form shows it; ``numbered`` is an item's id to its number."""
    names = [name for name in columns(table) if name != "recipient_kind"]
    initial = {name: getattr(version, name) for name in names}
    if kind := table.kinds.kind_of(initial["outcome"]):
        initial |= {"outcome": DISCLOSE, "recipient_kind": kind}
    for row in version.answers.all():
        initial[row.test], initial[f"{row.test}_reason"] = row.answer, row.reason
    for row in version.item_decisions.all():
        name = f"item{row.assertion_id}"
        initial |= {name: row.use, f"{name}_why": row.why, f"{name}_extra": row.extra}
    found: dict[str, list[int]] = {}
    for row in version.evidence.all():
        found.setdefault(row.question, []).append(numbered[row.assertion_id])
    said = {f"{key}_evidence": _join(numbers) for key, numbers in found.items()}
    return {**initial, **said}


def _is_evidence(field: BoundField) -> bool:
    return field.name.endswith("_evidence")


def _join(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, sorted(numbers)))


def _item_fields(item: Assertion) -> dict[str, forms.Field]:
    name, options = f"item{item.pk}", [*Use.choices, ("", "Not decided")]
    made: dict[str, forms.Field] = {
        name: choice("What becomes of it", options),
        f"{name}_why": text("Why", noun="The reason"),
    }
    if objections_to(item):
        made[f"{name}_extra"] = text(
            "Why it is told all the same", noun="The justification"
        )
    return made
