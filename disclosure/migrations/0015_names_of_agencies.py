"""The screen never says victim or perpetrator (product, "Words")."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# code, the label that was shipped, the label now; what a unit has changed stays.
LABELS = (
    ("victim_services", "Victim services", "Support service"),
    ("perpetrator", "Perpetrator management", "Work with the subject"),
)


def rename(apps: Apps, _schema: BaseDatabaseSchemaEditor) -> None:
    rows = apps.get_model("casework", "CodeListEntry").objects
    for code, shipped, label in LABELS:
        rows.filter(code=code, label=shipped).update(label=label)


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0014_sampling_rows")]
    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
