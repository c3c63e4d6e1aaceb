"""Puts what was typed before a sign-out into a new form (casework.rescue)."""

from __future__ import annotations

from collections.abc import Collection

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict


def refill(
    form: forms.BaseForm, typed: QueryDict, *, leave: Collection[str] = ()
) -> None:
    """Make ``typed`` the initial data of the unbound ``form``.

    Each widget reads its own part, so that dates of three boxes and ticked boxes come
    back too. Files cannot; the fields named in ``leave`` keep what they have.
    """
    nothing: MultiValueDict[str, object] = MultiValueDict()
    for name, field in form.fields.items():
        if name not in leave and not isinstance(field, forms.FileField):
            read = field.widget.value_from_datadict
            form.initial[name] = read(typed, nothing, form.add_prefix(name))
