"""One template tag for each component, and the tags for whole forms.

A tag takes the props by name or in order, or the dataclass itself:
``{% badge "Restricted" "purple" %}`` is the same as ``{% badge restricted_badge %}``.
A prop that does not exist is a TypeError, so that a misspelling never goes unseen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import template
from django.forms import BaseForm
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from casework import components, data_table, navigation
from casework.component_registry import REGISTRY, render
from casework.figures import charts
from casework.forms.base import faults_of

register = template.Library()

# Importing a module of components fills the registry.
DECLARED_IN = (components, data_table, navigation, charts)


def _tag_of(props_class: type[Any]) -> Callable[..., SafeString]:
    def draw(context: Context, *args: Any, **kwargs: Any) -> SafeString:
        made = len(args) == 1 and not kwargs and isinstance(args[0], props_class)
        props = args[0] if made else props_class(*args, **kwargs)
        return render(props, csrf_token=context.get("csrf_token"))

    return draw


for _name, _props_class in REGISTRY.items():
    register.simple_tag(_tag_of(_props_class), takes_context=True, name=_name)


@register.simple_tag
def error_summary(*things: Any) -> SafeString:
    """All errors of the forms and formsets given, each a link to its control."""
    faults = [fault for thing in things for fault in faults_of(thing)]
    if not faults:
        return SafeString()
    return render_to_string("components/error_summary.html", {"faults": faults})


@register.simple_tag(takes_context=True)
def form_fields(context: Context, form: BaseForm) -> SafeString:
    """CSRF token, hidden fields and visible fields, for a form of one's own."""
    values = {"form": form, "csrf_token": context.get("csrf_token")}
    return render_to_string("components/form_fields.html", values)


@register.simple_tag(takes_context=True)
def form_page(
    context: Context,
    form: BaseForm,
    *,
    heading: str = "",
    caption: str = "",
    intro: str = "",
    submit: str = "Save",
    submit_kind: str = "",
    action: str = "",
    cancel_url: str = "",
    cancel_label: str = "Cancel",
) -> SafeString:
    """A whole form: error summary, heading, fields, button and a way out."""
    values = {
        "form": form,
        "heading": heading,
        "caption": caption,
        "intro": intro,
        "submit": submit,
        "submit_kind": submit_kind,
        "action": action,
        "cancel_url": cancel_url,
        "cancel_label": cancel_label,
        "faults": list(faults_of(form)) if form.is_bound else [],
        "csrf_token": context.get("csrf_token"),
    }
    return render_to_string("components/form_page.html", values)
