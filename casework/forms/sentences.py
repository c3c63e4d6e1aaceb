"""What to say when an answer is missing."""

from __future__ import annotations

from django import forms

DJANGO_SAYS = str(forms.Field.default_error_messages["required"])
QUESTION_WORDS = frozenset(
    {"what", "when", "where", "which", "who", "whom", "why", "how", "is", "are", "does"}
)
ARTICLES = frozenset({"a", "an", "any", "the", "their", "your"})


def lower_first(words: str) -> str:
    """Lower-cases the first letter, but not of an abbreviation (MARAC, PNC)."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def required_sentence(field: forms.Field, label: str) -> str:
    """E.g. "Enter the date of birth"; a field's ``noun`` goes before its label."""
    words = lower_first(str(getattr(field, "noun", "") or label))
    if isinstance(field, forms.FileField):
        return "Choose a file"
    if isinstance(field, forms.BooleanField):
        return f"Tick the box: {label}"
    if isinstance(field.widget, forms.CheckboxSelectMultiple):
        return f"Choose at least one answer for “{label}”"
    if isinstance(field.widget, forms.Select | forms.RadioSelect):
        return f"Choose an answer for “{label}”"
    first = words.partition(" ")[0]
    if first in QUESTION_WORDS or "?" in words:
        return f"Enter an answer for “{label}”"
    return f"Enter {words}" if first in ARTICLES else f"Enter the {words}"


def in_our_words(text: str, field: forms.Field, label: str) -> str:
    """``text``, but not Django's sentence about a required field."""
    return required_sentence(field, label) if text == DJANGO_SAYS else text
