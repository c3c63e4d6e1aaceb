"""Forms that say what is wrong in words of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.forms.formsets import BaseFormSet
from django.forms.utils import pretty_name

from casework.forms.renderer import CaseworkBoundField
from casework.forms.sentences import DJANGO_SAYS, required_sentence

NOT_OFFERED = "Choose one of the answers offered"


class PlainWords:
    """Mixed into a form: gives every field a label and a plain required sentence."""

    fields: dict[str, forms.Field]
    use_required_attribute = False
    mark_optional = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if field.label is None:
                field.label = pretty_name(name)
            if str(field.error_messages["required"]) == DJANGO_SAYS:
                said = required_sentence(field, str(field.label))
                field.error_messages["required"] = said
            if "invalid_choice" in field.error_messages:
                field.error_messages["invalid_choice"] = NOT_OFFERED


class CaseworkForm(PlainWords, forms.Form):
    """The form to start from."""


class FilterForm(CaseworkForm):
    """A form of filters: sent by GET, everything optional and not said so."""

    mark_optional = False


@dataclass(frozen=True, slots=True)
class Fault:
    """One line of an error summary; ``target`` is the id of the control, or ""."""

    text: str
    target: str


def first_control(form: forms.BaseForm) -> str:
    """The id of the first visible control of ``form``, or an empty string."""
    for field in form.visible_fields():
        return cast("CaseworkBoundField", field).focus_id
    return ""


def faults_of(thing: forms.BaseForm | BaseFormSet[Any]) -> Iterator[Fault]:
    """Every error of a form or formset in the order of the page."""
    if isinstance(thing, BaseFormSet):
        for text in thing.non_form_errors():
            yield Fault(str(text), first_control(thing.forms[0]) if thing.forms else "")
        for form in thing.forms:
            yield from faults_of(form)
        return
    for text in thing.non_field_errors():
        yield Fault(str(text), first_control(thing))
    for hidden in thing.hidden_fields():
        for text in hidden.errors:
            yield Fault(str(text), first_control(thing))
    for field in thing.visible_fields():
        ours = cast("CaseworkBoundField", field)
        yield from (Fault(text, ours.focus_id) for text in ours.sentences)
