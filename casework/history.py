"""Every old value of a fact is kept, by triggers that also see bulk and raw SQL.

The rows of history are append-only and carry the request id of the audit event
(``casework.audit_context``), so that "who" and "what exactly" can be joined.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import pghistory
from django.db import models

ModelType = TypeVar("ModelType", bound=type[models.Model])


def keep_history(model: ModelType) -> ModelType:
    """Class decorator: insert, update and delete of ``model`` each leave a row.

    Fields in the model's ``no_history`` are no facts, and a change of them alone
    leaves none.
    """
    track = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        append_only=True,
        exclude=list(getattr(model, "no_history", ())) or None,
    )
    return cast("Callable[[ModelType], ModelType]", track)(model)
