"""The rows that a scheme ships: limits, numbers, lists, required checks.

Idempotent: what the unit has changed stays as it is.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.apps import apps as present_apps

from casework.schemes import Scheme

# Before anything that the schemes can hold (clares-law T1: not before 2014).
FROM_THE_START = dt.date(2014, 1, 1)


def load_defaults(scheme: Scheme, apps: Any = present_apps) -> None:
    """Make the rows of ``scheme`` that are missing.

    ``apps`` is the registry of a migration, or the present one.
    """
    _load_limits(scheme, apps.get_model("casework", "ClockRule"))
    threshold = apps.get_model("casework", "Threshold")
    for key, label, value, basis in scheme.defaults.thresholds:
        threshold.objects.get_or_create(
            scheme=scheme.key,
            key=key,
            defaults={"label": label, "value": value, "basis": basis},
        )
    entry = apps.get_model("casework", "CodeListEntry")
    for code_list, answers in scheme.defaults.code_lists.items():
        for position, (code, label) in enumerate(answers):
            entry.objects.get_or_create(
                scheme=scheme.key,
                code_list=code_list,
                code=code,
                defaults={"label": label, "position": position},
            )
    requirement = apps.get_model("casework", "CheckRequirement")
    for position, (system, part, stage, route) in enumerate(scheme.defaults.checks):
        requirement.objects.get_or_create(
            scheme=scheme.key,
            system=system,
            part=part,
            stage=stage,
            route=route,
            defaults={"position": position},
        )


def _load_limits(scheme: Scheme, rule: Any) -> None:
    for clock in scheme.clocks:
        rule.objects.get_or_create(
            scheme=scheme.key,
            key=clock.key,
            valid_from=FROM_THE_START,
            defaults={
                "label": clock.label,
                "limit": clock.limit,
                "unit": clock.unit.value,
                "basis": clock.basis,
                "guidance_version": scheme.guidance_version,
            },
        )
