"""Linking a case with another one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from casework.forms.fields import PlainTextField
from casework.forms.once import OnceForm
from casework.models import Case, LinkKind
from casework.queries.search import reference_of

if TYPE_CHECKING:
    from accounts.models import User

REFERENCE_LENGTH = 20
KINDS = (
    (LinkKind.DUPLICATE, "A duplicate of the other case"),
    (LinkKind.REPEAT, "A repeat of the other case"),
    (LinkKind.SAME_PEOPLE, "About the same people, and neither of these"),
)
HINTS = {
    LinkKind.DUPLICATE: "The same request came twice, and one case is enough",
    LinkKind.REPEAT: "A new request, because of new information or time gone by",
    LinkKind.SAME_PEOPLE: "For example: the same subject with another partner",
}


class LinkForm(OnceForm):
    """The other case by its reference, and how ``case`` stands to it.

    Only a case that ``user`` may know of is found.
    """

    other = PlainTextField(
        label="Reference of the other case",
        max_length=REFERENCE_LENGTH,
        help_text="For example CL-26-000123-K",
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-20", "spellcheck": "false"}
        ),
    )
    kind = forms.ChoiceField(
        label="This case is", choices=KINDS, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choice_hints = HINTS
        kind.error_messages["required"] = "Choose how the two cases belong together"

    def clean_other(self) -> Case:
        """The case itself; absent and not yours read the same."""
        reference = reference_of(self.cleaned_data["other"])
        cases = Case.objects.visible_to(self.user)
        found = cases.filter(reference__startswith=reference).first()
        if not reference or found is None:
            raise forms.ValidationError(
                "You have no case with this reference. Check it, for example in the "
                "list of possible matches"
            )
        return found
