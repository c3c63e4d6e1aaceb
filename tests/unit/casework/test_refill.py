"""Every kind of answer comes back as it was typed, right or wrong."""

from __future__ import annotations

import pytest
from django import forms
from django.http import QueryDict

from casework.forms.base import CaseworkForm
from casework.forms.fields import MomentField, PhoneField, TypedDateField, YesNoField
from casework.refill import refill


class EveryKind(CaseworkForm):
    """One field of each shape."""

    note = forms.CharField(widget=forms.Textarea)
    danger = YesNoField(label="Danger")
    phone = PhoneField(required=False)
    born = TypedDateField()
    happened = MomentField()
    risks = forms.MultipleChoiceField(
        choices=[("fear", "Fear"), ("weapon", "Weapon"), ("stalking", "Stalking")],
        widget=forms.CheckboxSelectMultiple,
    )
    sure = forms.BooleanField(required=False)
    letter = forms.FileField(required=False)
    submission = forms.CharField(widget=forms.HiddenInput)


def typed_into(prefix: str = "") -> str:
    """What a browser would send, for the fields that ``form`` draws."""
    lead = f"{prefix}-" if prefix else ""
    parts = {
        "note": ["<b>He waits & watches</b>"],
        "danger": ["yes"],
        "phone": ["not a number"],
        "born": ["31 February"],
        "happened_date": ["24/11/2026"],
        "happened_time": ["half past"],
        "risks": ["fear", "stalking"],
        "sure": ["on"],
        "submission": ["old-token"],
    }
    sent = QueryDict(mutable=True)
    for name, values in parts.items():
        sent.setlist(lead + name, values)
    return sent.urlencode()


@pytest.mark.parametrize("prefix", ["", "second"])
def test_everything_typed_is_shown_again(prefix: str) -> None:
    form = EveryKind(prefix=prefix or None, initial={"submission": "new-token"})
    refill(form, QueryDict(typed_into(prefix)), leave={"submission"})

    page = "".join(str(field.as_field_group()) for field in form)

    assert not form.is_bound
    assert "&lt;b&gt;He waits &amp; watches&lt;/b&gt;" in page
    for words in ("not a number", "31 February", "24/11/2026", "half past"):
        assert f'value="{words}"' in page
    # yes, fear, stalking, sure
    assert page.count(" checked") == 4
    assert 'value="new-token"' in page
    assert "old-token" not in page


def test_no_error_is_shown_before_it_is_sent_again() -> None:
    form = EveryKind()
    refill(form, QueryDict(typed_into()))
    assert not form.errors
