"""A filter panel writes its selects itself; they are what the templates would make."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from lxml import html

from casework.component_registry import render
from casework.forms.base import FilterForm
from casework.forms.text_fields import PlainTextField
from casework.navigation import FilterPanel, fields_of

EVIL = "<script>alert('x')</script> & \"more\""


class Filter(FilterForm):
    """Every sort of field that a filter could have."""

    stage = forms.ChoiceField(
        label=EVIL, choices=[("", "Any"), (EVIL, EVIL), ("7", "Seven")], required=False
    )
    owner = forms.ChoiceField(choices=[(7, "Sam"), (8, "Kim")], required=False)
    hinted = forms.ChoiceField(choices=[("", "Any")], help_text=EVIL, required=False)
    grouped = forms.ChoiceField(choices=[("A", [("1", "One")])], required=False)
    words = PlainTextField(label="Words", required=False)
    sort = forms.CharField(widget=forms.HiddenInput, required=False)


def elements(source: str) -> list[tuple[Any, ...]]:
    """The HTML without the white space that the templates leave."""
    tree = html.fragment_fromstring(source, create_parent=True)
    return [
        (
            each.tag,
            sorted(each.attrib.items()),
            (each.text or "").split(),
            (each.tail or "").split(),
        )
        for each in tree.iter()
    ]


@pytest.mark.parametrize(
    "answers",
    [None, {}, {"stage": EVIL, "owner": "8"}, {"stage": "unheard of", "owner": EVIL}],
)
def test_a_select_is_what_the_templates_would_make(
    answers: dict[str, str] | None,
) -> None:
    form = Filter(answers, initial={"owner": 8})
    by_templates = "".join(field.as_field_group() for field in form.visible_fields())
    assert elements(fields_of(form)) == elements(by_templates)


def test_the_panel_shows_the_visible_fields_once_and_escapes_them() -> None:
    drawn = render(FilterPanel(Filter({"stage": EVIL})))
    tree = html.fragment_fromstring(drawn, create_parent=True)
    names = [each.get("name") for each in tree.xpath("//select | //input")]
    assert sorted(names) == sorted(Filter().fields)
    assert not tree.xpath("//script")
