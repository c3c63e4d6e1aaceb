"""What the plan of a visit and the record of an attempt need beyond their fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from casework.forms.fields import PlainTextField
from casework.forms.once import OnceForm
from casework.safe_contact import (
    Reason,
)
from disclosure.delivery_tables import delivery_tables
from disclosure.models.delivery import (
    Result,
    Undertaking,
)
from disclosure.queries.visits import visit_reasons

NO_WORDS = (
    "No words are approved for this case, so nothing can be recorded as delivered."
)
TICK_WORDS = "Tick that you read the approved words out, in this version"
TICK_WARNINGS = "Tick every warning: each is said before the words"
ANSWERS = (("yes", "Yes"), ("no", "No"), ("not_known", "Not known"))


class RecordForm(OnceForm):
    """A record of ``case`` that is added and never edited."""

    case: ClassVar[Any] = None


def risk_fields(case: Any) -> Mapping[str, forms.Field]:
    """Each question about the visit, with what is done about it."""
    fields: dict[str, forms.Field] = {}
    for code, question in delivery_tables(case.scheme).risks.items():
        fields[f"risk_{code}"] = forms.ChoiceField(
            label=question,
            choices=ANSWERS,
            widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
        )
        fields[f"risk_{code}_measure"] = PlainTextField(
            label="What do we do about it?", max_length=300, required=False
        )
    return fields


class PlanForm(RecordForm):
    """A visit is a contact, and its own risks are answered one by one."""

    reasons: tuple[Reason, ...] = ()

    def clean(self) -> dict[str, Any]:
        """The time is judged by the contact plan of whoever is told."""
        cleaned = super().clean() or {}
        if cleaned.get("planned_for") and cleaned.get("agreed") is not None:
            self.reasons = tuple(
                visit_reasons(
                    self.case, cleaned["planned_for"], agreed=cleaned["agreed"]
                )
            )
            for reason in self.reasons:
                self.add_error("planned_for", reason.sentence)
        for code in delivery_tables(self.case.scheme).risks:
            self._need_measure(cleaned, f"risk_{code}")
        return cleaned

    def _need_measure(self, cleaned: Mapping[str, Any], name: str) -> None:
        measure = f"{name}_measure"
        met = cleaned.get(name) in (None, "no") or cleaned.get(measure)
        if name in self.fields and not met and measure not in self.errors:
            self.add_error(measure, "Say what we do about it")

    def facts(self) -> dict[str, Any]:
        """The answers hang on the plan: question to answer and measure."""
        facts = super().facts()
        risks = {
            code: (facts.pop(f"risk_{code}"), facts.pop(f"risk_{code}_measure"))
            for code in delivery_tables(self.case.scheme).risks
        }
        return {**facts, "risks": risks}


class AttemptForm(RecordForm):
    """A disclosure counts only with identity, warnings, words and undertaking."""

    def clean(self) -> dict[str, Any]:
        """What each result needs, said beside its field."""
        cleaned = super().clean() or {}
        if cleaned.get("result") == Result.DELIVERED:
            self._need_everything(cleaned)
        if cleaned.get("result") == Result.REFUSED:
            self._need_refusal(cleaned)
        return cleaned

    def _need_everything(self, cleaned: Mapping[str, Any]) -> None:
        self._need_identity(cleaned)
        if not cleaned.get("words_read"):
            offered = self.fields["words_read"].choices  # type: ignore[attr-defined]
            self.add_error("words_read", TICK_WORDS if offered else NO_WORDS)
        warnings = delivery_tables(self.case.scheme).warnings
        if set(cleaned.get("warnings_given") or ()) != set(warnings):
            self.add_error("warnings_given", TICK_WARNINGS)
        if cleaned.get("undertaking") in ("", Undertaking.REFUSED_WITHHELD):
            self.add_error(
                "undertaking", "A disclosure was made: say what became of the promise"
            )

    def _need_refusal(self, cleaned: Mapping[str, Any]) -> None:
        self._need_identity(cleaned)
        if cleaned.get("undertaking") != Undertaking.REFUSED_WITHHELD:
            self.add_error(
                "undertaking", "Choose “Refused, disclosure withheld”: nothing was said"
            )
        if not cleaned.get("undertaking_note"):
            self.add_error("undertaking_note", "Say why they refused, if they said so")

    def _need_identity(self, cleaned: Mapping[str, Any]) -> None:
        if not cleaned.get("identity_checked"):
            self.add_error("identity_checked", "Say how the recipient was identified")

    def facts(self) -> dict[str, Any]:
        """The tick becomes the hash of the words that it stood beside."""
        facts = super().facts()
        read = facts.pop("words_read")
        delivered = facts["result"] == Result.DELIVERED
        return {**facts, "words_hash": read[0] if read and delivered else ""}
