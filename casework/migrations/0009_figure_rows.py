"""The rows for the numbers that figures turn on, for every scheme there is."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from casework.figures.limits import FIGURE_THRESHOLDS
from casework.schemes import all_schemes


def load(apps: Any, _schema_editor: Any) -> None:
    threshold = apps.get_model("casework", "Threshold")
    for scheme in all_schemes():
        for key, label, value, basis in FIGURE_THRESHOLDS:
            threshold.objects.get_or_create(
                scheme=scheme.key,
                key=key,
                defaults={"label": label, "value": value, "basis": basis},
            )


class Migration(migrations.Migration):
    dependencies = [("casework", "0008_notices_and_mail")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
