"""The settings rows of MARAC: limits, lists, numbers, and the shipped protocol."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from casework.actions.settings_rows import load_defaults
from marac.scheme import MARAC
from marac.shipped import load_protocol


def load(apps: Any, _schema_editor: Any) -> None:
    load_defaults(MARAC, apps)
    load_protocol(apps)


class Migration(migrations.Migration):
    dependencies = [("marac", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
