"""The audit counted again: every hash, every link, every head and every anchor."""

from __future__ import annotations

from typing import Any

from django.db import connection

# The hash of each event from its own columns, the event before it, and its place.
BAD_EVENT = """
    SELECT id, chain, sequence, CASE
        WHEN hash <> wanted THEN 'its content is not what was hashed'
        WHEN previous_hash <> before THEN 'the event before it is not the one it names'
        ELSE 'an event before it is missing' END
    FROM (
        SELECT e.id, e.chain, e.sequence, e.hash, e.previous_hash,
            encode(sha256(convert_to(casework_audit_text(e), 'UTF8')), 'hex') AS wanted,
            coalesce(lag(e.hash) OVER chained, '') AS before,
            row_number() OVER chained AS place
        FROM casework_auditevent e
        WINDOW chained AS (PARTITION BY e.chain ORDER BY e.sequence)
    ) AS checked
    WHERE hash <> wanted OR previous_hash <> before OR sequence <> place
    ORDER BY id LIMIT 1
"""
BAD_HEAD = """
    SELECT c.chain FROM casework_auditchain c
    LEFT JOIN casework_auditevent e ON e.chain = c.chain AND e.sequence = c.length
    WHERE c.length > 0 AND e.hash IS DISTINCT FROM c.head
    ORDER BY c.chain LIMIT 1
"""
BAD_ANCHOR = """
    SELECT id FROM (
        SELECT id, previous_digest,
            coalesce(lag(digest) OVER (ORDER BY id), '') AS before
        FROM casework_auditanchor
    ) AS linked
    WHERE previous_digest <> before ORDER BY id LIMIT 1
"""
COUNT = "SELECT count(*), count(DISTINCT chain) FROM casework_auditevent"


def first_bad_row() -> str:
    """The first thing that is wrong with the audit, as a sentence; "" if nothing is."""
    if bad := first(BAD_EVENT):
        pk, chain, sequence, why = bad
        return f"Audit event {pk} (chain {chain}, number {sequence}) is wrong: {why}."
    if bad := first(BAD_HEAD):
        return f"The end of chain {bad[0]} is missing or was changed."
    if bad := first(BAD_ANCHOR):
        return f"Anchor {bad[0]} does not follow the one before it."
    return ""


def size_of_audit() -> tuple[int, int]:
    """How many events and chains there are."""
    events, chains = first(COUNT) or (0, 0)
    return int(events), int(chains)


def first(query: str) -> tuple[Any, ...] | None:
    """The first row of a query without parameters."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        row: tuple[Any, ...] | None = cursor.fetchone()
        return row
