"""Statements that the database must refuse for a rule, not for bad SQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

RAISED_BY_A_TRIGGER = "P0001"
INTEGRITY = "23"


def assert_refused(statement: str, *values: str | int) -> None:
    """Asserts that a trigger or a constraint refuses ``statement``."""
    with (
        pytest.raises(DatabaseError) as refusal,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, values or None)
    state = str(getattr(refusal.value.__cause__, "sqlstate", ""))
    refused = state == RAISED_BY_A_TRIGGER or state.startswith(INTEGRITY)
    assert refused, f"not a rule: {refusal.value}"


@contextmanager
def refused_by(constraint: str) -> Iterator[None]:
    """Asserts that the constraint of this name refuses what is written inside."""
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        yield
