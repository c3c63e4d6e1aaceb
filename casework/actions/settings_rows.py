"""The rows that a scheme ships: limits, numbers, lists, required checks.

Idempotent: what the unit has changed stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps as present_apps

from casework.events import MAILS, events_of
from casework.figures.limits import FIGURE_THRESHOLDS
from casework.ladders import steps_of_scheme
from casework.schemes import FROM_THE_START, Scheme


def load_defaults(scheme: Scheme, apps: Any = present_apps) -> None:
    """Make the rows of ``scheme`` that are missing.

    ``apps`` is the registry of a migration, or the present one. A migration knows
    nothing of the tables that came after it: a later one fills those.
    """
    for name, load in LOADERS:
        try:
            model = apps.get_model("casework", name)
        except LookupError:
            continue
        load(scheme, model)


def _load_limits(scheme: Scheme, rule: Any) -> None:
    for clock in scheme.clocks:
        rule.objects.get_or_create(
            scheme=scheme.key,
            key=clock.key,
            valid_from=scheme.defaults.since,
            defaults={
                "label": clock.label,
                "limit": clock.limit,
                "unit": clock.unit.value,
                "basis": clock.basis,
                "guidance_version": scheme.guidance_version,
            },
        )
    by_key = {clock.key: clock for clock in scheme.clocks}
    for earlier in scheme.defaults.earlier:
        clock = by_key[earlier.key]
        rule.objects.get_or_create(
            scheme=scheme.key,
            key=clock.key,
            valid_from=FROM_THE_START,
            defaults={
                "label": clock.label,
                "limit": earlier.limit,
                "unit": clock.unit.value,
                "basis": earlier.basis,
                "guidance_version": earlier.guidance_version,
            },
        )


def _load_thresholds(scheme: Scheme, threshold: Any) -> None:
    shipped = (*scheme.defaults.thresholds, *FIGURE_THRESHOLDS)
    for key, label, value, basis in shipped:
        threshold.objects.get_or_create(
            scheme=scheme.key,
            key=key,
            defaults={"label": label, "value": value, "basis": basis},
        )


def _load_answers(scheme: Scheme, entry: Any) -> None:
    for code_list, answers in scheme.defaults.code_lists.items():
        for position, (code, label) in enumerate(answers):
            entry.objects.get_or_create(
                scheme=scheme.key,
                code_list=code_list,
                code=code,
                defaults={"label": label, "position": position},
            )


def _load_checks(scheme: Scheme, requirement: Any) -> None:
    for position, (system, part, stage, route) in enumerate(scheme.defaults.checks):
        requirement.objects.get_or_create(
            scheme=scheme.key,
            system=system,
            part=part,
            stage=stage,
            route=route,
            defaults={"position": position},
        )


def _load_notices(scheme: Scheme, rule: Any) -> None:
    for event in events_of(scheme):
        rule.objects.get_or_create(
            scheme=scheme.key,
            event=event.key,
            defaults={
                "text": event.text,
                "way": str(event.way),
                "is_urgent": event.urgent,
                "may_choose": not event.urgent,
            },
        )


def _load_mails(_scheme: Scheme, wording: Any) -> None:
    for key, subject, body in MAILS:
        wording.objects.get_or_create(
            key=key, defaults={"subject": subject, "body": body}
        )


def _load_reminders(scheme: Scheme, row: Any) -> None:
    for step in steps_of_scheme(scheme):
        row.objects.get_or_create(
            scheme=scheme.key,
            ladder=step.ladder,
            anchor=step.anchor,
            amount=step.amount,
            unit=str(step.unit),
            audience=step.audience,
            defaults={"event": step.event, "hour": step.hour},
        )


Loader = Callable[[Scheme, Any], None]
# The table of each kind of row, in the order in which they are made.
LOADERS: tuple[tuple[str, Loader], ...] = (
    ("ClockRule", _load_limits),
    ("Threshold", _load_thresholds),
    ("CodeListEntry", _load_answers),
    ("CheckRequirement", _load_checks),
    ("NoticeRule", _load_notices),
    ("MailWording", _load_mails),
    ("ReminderStep", _load_reminders),
)
