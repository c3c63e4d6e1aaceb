"""The rows that say what is told, and in which e-mails."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from casework.actions.settings_rows import load_defaults
from disclosure.scheme import CLARES_LAW


def load(apps: Any, _schema_editor: Any) -> None:
    load_defaults(CLARES_LAW, apps)


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0015_names_of_agencies"),
        ("casework", "0008_notices_and_mail"),
    ]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
