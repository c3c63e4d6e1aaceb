"""Anchors: digests over the heads of all chains, to be kept outside the database."""

from __future__ import annotations

import hashlib

from django.db import connection, transaction

from casework.models import AuditAnchor
from casework.moment import now

# One anchor at a time, or two would name the same one before them.
LOCK = 7_241_001
HEADS = """
    SELECT count(*), coalesce(sum(length), 0),
        coalesce(string_agg(chain || ' ' || length || ' ' || head, E'\\n'
            ORDER BY chain), '')
    FROM casework_auditchain
"""


def digest_of(heads: str, previous: str) -> str:
    """The digest of an anchor: the anchor before it, then a line for each chain."""
    return hashlib.sha256(f"{previous}\n{heads}".encode()).hexdigest()


def anchor_chains() -> AuditAnchor:
    """Write the anchor of this moment; returns it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        last = AuditAnchor.objects.last()
        previous = last.digest if last else ""
        cursor.execute(HEADS)
        chains, events, heads = cursor.fetchone()
        return AuditAnchor.objects.create(
            at=now(),
            chains=chains,
            events=events,
            digest=digest_of(heads, previous),
            previous_digest=previous,
        )
