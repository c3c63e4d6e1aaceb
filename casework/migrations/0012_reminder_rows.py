"""The rows that say who is reminded when; they replace three numbers nobody read."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from casework.actions.settings_rows import load_defaults
from casework.schemes import all_schemes

NEVER_READ = ("warn_owner_day", "warn_supervisor_day", "warn_lead_day")


def load(apps: Any, _schema_editor: Any) -> None:
    apps.get_model("casework", "Threshold").objects.filter(key__in=NEVER_READ).delete()
    for scheme in all_schemes():
        load_defaults(scheme, apps)


class Migration(migrations.Migration):
    dependencies = [("casework", "0011_reminders")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
