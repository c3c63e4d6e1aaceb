"""Who may open one restricted case: a stored exception, with a reason and an end."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from guardian.models import UserObjectPermissionBase

from casework.history import keep_history
from casework.models.case import Case


@keep_history
class CaseGrant(UserObjectPermissionBase):
    """A direct permission on one case (django-guardian, direct foreign key)."""

    content_object = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="grants"
    )
    reason = models.TextField()
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    granted_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.content_object_id}: {self.user_id}"
