"""The sentence of each constraint of the database."""

from __future__ import annotations

from functools import cache

from django.apps import apps

OTHERWISE = "The record refuses this: something in it contradicts something else."


@cache
def _sentences() -> dict[str, str]:
    found = {}
    for model in apps.get_models():
        # The one public way to a model's constraints is its _meta.
        for constraint in model._meta.constraints:  # noqa: SLF001
            said = constraint.violation_error_message
            if said and said != constraint.default_violation_error_message:
                found[constraint.name] = str(said)
    return found


def sentence_for(name: str) -> str:
    """What to tell the person when the constraint ``name`` refuses."""
    return _sentences().get(name, OTHERWISE)
