"""Who did and saw what. Insert-only, chained by hash per case, anchored.

DPA 2018 s.62 asks for logs of collection, alteration, consultation, disclosure,
combination and erasure; "security" is ours (sign-ins, roles, settings).
"""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models

from casework.models.case import Case


class ActionClass(models.TextChoices):
    """The six classes of section 62, and security."""

    COLLECTION = "collection", "Recorded"
    ALTERATION = "alteration", "Changed"
    CONSULTATION = "consultation", "Looked at"
    DISCLOSURE = "disclosure", "Disclosed"
    COMBINATION = "combination", "Linked"
    ERASURE = "erasure", "Erased"
    SECURITY = "security", "Security"


# One chain a case; what concerns no case is chained per person, so that two people who
# look at lists never wait for one lock (performance trap P7).
CHAIN = """
    NEW.chain := COALESCE(NEW.case_id, -NEW.actor_id, 0);
    INSERT INTO casework_auditchain (chain, length, head) VALUES (NEW.chain, 0, '')
        ON CONFLICT (chain) DO NOTHING;
    UPDATE casework_auditchain SET length = length + 1 WHERE chain = NEW.chain
        RETURNING length, head INTO NEW.sequence, NEW.previous_hash;
    NEW.recorded_at := clock_timestamp();
    NEW.hash := encode(sha256(convert_to(
        casework_audit_text(NEW), 'UTF8')), 'hex');
    UPDATE casework_auditchain SET head = NEW.hash WHERE chain = NEW.chain;
    RETURN NEW;
"""


class AuditChain(models.Model):
    """The head of each chain; its row is the lock that keeps the chain in order."""

    chain = models.BigIntegerField(primary_key=True)
    length = models.BigIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.chain}: {self.length}"


class AuditEvent(models.Model):
    """One act or one look. Sequence, chain, hash and time come from the database."""

    chain = models.BigIntegerField(editable=False, default=0)
    sequence = models.BigIntegerField(editable=False, default=0)
    case = models.ForeignKey(
        Case,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="audit_events",
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    actor_name = models.CharField(max_length=150)
    actor_roles = models.CharField(max_length=300, blank=True)
    action_class = models.CharField(max_length=14, choices=ActionClass.choices)
    verb = models.CharField(max_length=60)
    sentence = models.CharField(max_length=300)
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=40, blank=True)
    fields = models.JSONField(default=list, blank=True)
    reason = models.TextField(blank=True)
    request_id = models.UUIDField(null=True, blank=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(editable=False, null=True)
    previous_hash = models.CharField(max_length=64, editable=False, blank=True)
    hash = models.CharField(max_length=64, editable=False, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("chain", "sequence"), name="a_chain_has_no_fork"
            ),
        )
        indexes = (
            models.Index(fields=("case", "-id"), name="audit_case"),
            models.Index(fields=("actor", "-id"), name="audit_actor"),
            models.Index(fields=("request_id",), name="audit_request"),
        )
        triggers = (
            pgtrigger.Trigger(
                name="audit_chain",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=CHAIN,
            ),
            pgtrigger.Protect(
                name="audit_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            pgtrigger.Trigger(
                name="audit_no_truncate",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                func="RAISE EXCEPTION 'The audit is never emptied.';",
            ),
        )

    def __str__(self) -> str:
        return self.sentence


class AuditAnchor(models.Model):
    """A digest over the heads of all chains; each anchor names the one before."""

    at = models.DateTimeField()
    chains = models.PositiveBigIntegerField()
    events = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    previous_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("id",)
        triggers = (
            pgtrigger.Protect(
                name="anchor_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            pgtrigger.Trigger(
                name="anchor_no_truncate",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                func="RAISE EXCEPTION 'The audit is never emptied.';",
            ),
        )

    def __str__(self) -> str:
        return f"{self.at}: {self.digest[:12]}"
