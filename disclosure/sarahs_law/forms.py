"""The forms of the records that Sarah's Law adds: what their answers must agree on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from disclosure.approval import latest_version
from disclosure.forms.leaks import refuse_leaks
from disclosure.forms.visit_forms import RecordForm
from disclosure.models import Telling
from disclosure.sarahs_law.outcomes import ScopeTest

SEEN_OR_EXCUSED = "Choose the document, or say why none was seen"
SEEN_WHEN = "Say when it was seen"
PASSED = "Every test is answered with yes, so it is in scope"
FAILED = "A test is answered with no, so it is not in scope"
SAY_WHY_NOT = (
    "There is a presumption to disclose and the proposal discloses nothing: say why"
)
NO_REPLY_FROM = "Say which public protection manager this is, so that others can ask"
NAME_OR_DESCRIBE = "Choose the child, or describe the children"


class ChildForm(RecordForm):
    """A child has a name here, or the children a description."""

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        cleaned = super().clean() or {}
        if not (cleaned.get("child") or cleaned.get("description")):
            self.add_error("child", NAME_OR_DESCRIBE)
        return cleaned


class EvidenceForm(RecordForm):
    """A document with its day, or the reason why there is none."""

    def clean(self) -> dict[str, Any]:
        """Either is enough."""
        cleaned = super().clean() or {}
        if cleaned.get("excuse"):
            return cleaned
        if not cleaned.get("document"):
            self.add_error("document", SEEN_OR_EXCUSED)
        elif not cleaned.get("seen_on") and "seen_on" not in self.errors:
            self.add_error("seen_on", SEEN_WHEN)
        return cleaned


class ScopeForm(RecordForm):
    """The tests first; the decision follows from them."""

    def clean(self) -> dict[str, Any]:
        """The decision may not contradict the answers."""
        cleaned = super().clean() or {}
        answers = [cleaned.get(f"test_{test}") for test in ScopeTest.values]
        if not all(answers) or cleaned.get("in_scope") is None:
            return cleaned
        passed = "no" not in answers
        if passed != cleaned["in_scope"]:
            self.add_error("in_scope", PASSED if passed else FAILED)
        return cleaned

    def facts(self) -> dict[str, Any]:
        """The answers hang on the decision."""
        facts = super().facts()
        tests = {test: facts.pop(f"test_{test}") for test in ScopeTest.values}
        return {**facts, "tests": tests}


class ManagerForm(RecordForm):
    """A managed subject has a manager, whose reply research waits for."""

    def clean(self) -> dict[str, Any]:
        """Who it is."""
        cleaned = super().clean() or {}
        if cleaned.get("is_managed") == "yes" and not cleaned.get("manager"):
            self.add_error("manager", NO_REPLY_FROM)
        return cleaned


class PresumptionForm(RecordForm):
    """Answers from which the presumption follows; silence against it needs more."""

    def clean(self) -> dict[str, Any]:
        """The further reason, if the proposal discloses nothing (sarahs-law 6.2)."""
        cleaned = super().clean() or {}
        risk = cleaned.get("poses_risk") or cleaned.get("serious_risk")
        asked = ("is_convicted", "is_necessary", "is_proportionate")
        applies = bool(risk) and all(cleaned.get(name) for name in asked)
        version = latest_version(self.case)
        silent = version is not None and version.outcome and not version.discloses
        if applies and silent and not cleaned.get("why_not"):
            self.add_error("why_not", SAY_WHY_NOT)
        return cleaned


class RecipientForm(RecordForm):
    """Words of their own, checked like the words for the first recipient."""

    def clean(self) -> dict[str, Any]:
        """They reveal nobody."""
        cleaned = super().clean() or {}
        refuse_leaks(self, self.case, ("words", "who"))
        return cleaned


class TellingForm(RecordForm):
    """Whoever is told was identified, somewhere."""

    def clean(self) -> dict[str, Any]:
        """Beside the field, what the database asks for too."""
        cleaned = super().clean() or {}
        if cleaned.get("result") == Telling.SIGNED:
            for name in ("place", "identity_checked"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, "Needed when somebody was told")
        return cleaned


BASES: Mapping[str, type[RecordForm]] = {
    "child": ChildForm,
    "evidence": EvidenceForm,
    "scope": ScopeForm,
    "manager": ManagerForm,
    "presumption": PresumptionForm,
    "recipient": RecipientForm,
    "recipient_told": TellingForm,
}
