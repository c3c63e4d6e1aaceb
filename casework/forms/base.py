"""Forms that say what is wrong in words of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.forms.formsets import BaseFormSet
from django.forms.utils import pretty_name

from casework.forms.renderer import CaseworkBoundField

QUESTION_WORDS = frozenset(
    {"what", "when", "where", "which", "who", "whom", "why", "how", "is", "are", "does"}
)
ARTICLES = frozenset({"a", "an", "any", "the", "their", "your"})
DJANGO_SAYS = str(forms.Field.default_error_messages["required"])


def lower_first(words: str) -> str:
    """Lower-cases the first letter, but not of an abbreviation (MARAC, PNC)."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def required_sentence(field: forms.Field) -> str:
    """What to say when nothing was given, e.g. "Enter the date of birth"."""
    label = f"“{field.label}”"
    words = lower_first(str(getattr(field, "noun", "") or field.label))
    if isinstance(field, forms.FileField):
        return "Choose a file"
    if isinstance(field, forms.BooleanField):
        return f"Tick the box: {field.label}"
    if isinstance(field.widget, forms.CheckboxSelectMultiple):
        return f"Choose at least one answer for {label}"
    if isinstance(field.widget, forms.Select | forms.RadioSelect):
        return f"Choose an answer for {label}"
    first = words.partition(" ")[0]
    if first in QUESTION_WORDS or "?" in words:
        return f"Enter an answer for {label}"
    return f"Enter {words}" if first in ARTICLES else f"Enter the {words}"


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
                field.error_messages["required"] = required_sentence(field)


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
        target = cast("CaseworkBoundField", field).focus_id
        yield from (Fault(str(text), target) for text in field.errors)
