"""The standard words as they are shipped, from the literal tables."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from disclosure.actions.wording import load_shipped_words


def load(apps: Any, _schema_editor: Any) -> None:
    load_shipped_words("clares_law", apps.get_model("disclosure", "Paragraph"))


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0008_papers")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
