"""Operations of a migration that draw the models once, not once for each of them.

Django draws every model anew after each operation that changes one, with all the
models that it hangs together with, which here are all. A migration of ninety of them
took a minute of the first start; together they take a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations.base import Operation


class DrawnOnce(Operation):
    """``operations`` of one kind, none of which changes what another one made."""

    def __init__(self, operations: Sequence[Any]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Every change, and the drawn models are dropped before the first."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, _from_state: Any, to_state: Any
    ) -> None:
        """Each in turn, all with the models as they are after the last."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, to_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, _to_state: Any
    ) -> None:
        """The other way round, with the models as they were after all of them."""
        for operation in reversed(self.operations):
            operation.database_backwards(
                app_label, schema_editor, from_state, from_state
            )

    def describe(self) -> str:
        """For whoever looks at the plan."""
        return f"{len(self.operations)} operations, drawn once"
