"""The first migration of an app that has many tables.

Django applies operations one by one and makes every model of the project anew for each.
With some hundred operations that takes minutes. Those that make the tables of an app
from nothing can be applied together: the last state says all that the tables need.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from pgtrigger.migrations import AddTrigger


class MakeTables(Operation):
    """Operations on tables that are made here: tables first, then their triggers.

    Fields, constraints and indexes that are added to them stand in the tables when they
    are made. KeyError for one that is added to any other table.
    """

    reversible = False

    def __init__(self, operations: Sequence[Any]) -> None:
        self.operations = operations
        made = {op.name_lower for op in operations if isinstance(op, CreateModel)}
        for operation in operations:
            name = getattr(operation, "model_name", "")
            if name and name.lower() not in made:
                raise KeyError(name)

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The state after all of them; its models are made once, when asked for."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Each table as it is in the end, then the triggers."""
        for operation in self.operations:
            if isinstance(operation, CreateModel):
                model = to_state.apps.get_model(app_label, operation.name)
                schema_editor.create_model(model)
        for operation in self.operations:
            if isinstance(operation, AddTrigger):
                operation.database_forwards(
                    app_label, schema_editor, from_state, to_state
                )

    def describe(self) -> str:
        """For the output of ``migrate``."""
        return f"Make {len(self.operations)} tables, fields, constraints and triggers"
