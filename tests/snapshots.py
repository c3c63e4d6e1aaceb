"""Everything that the product has written, as one value to compare."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.db import connection, models

OURS = ("accounts", "casework", "disclosure")


def snapshot(leave_out: Iterable[type[models.Model]] = ()) -> dict[str, str]:
    """Table to a digest of all its rows; two equal ones mean that nothing changed."""
    skipped = {model._meta.db_table for model in leave_out}
    tables = {
        model._meta.db_table
        for app in OURS
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    }
    return {table: _digest(table) for table in sorted(tables - skipped)}


def _digest(table: str) -> str:
    name = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), ''))"  # noqa: S608  the name is a model's, and quoted
            f" FROM {name} AS t"
        )
        return str(cursor.fetchone()[0])
