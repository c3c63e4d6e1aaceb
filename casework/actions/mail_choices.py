"""How one person wants to be told, within what the unit allows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction

from casework.audit import record_security
from casework.models import MailTimes, NoticeChoice, NoticeRule

if TYPE_CHECKING:
    from accounts.models import User


def choose_mail(
    by: User, *, times: Mapping[str, Any], ways: Mapping[tuple[str, str], str]
) -> None:
    """Keep the times, and the way of each event that differs from the unit's.

    ``ways`` is by scheme and event. What the unit does not leave to people is ignored.
    """
    rules = {
        (rule.scheme, rule.event): rule
        for rule in NoticeRule.objects.filter(may_choose=True).order_by("pk")
    }
    wanted = [
        NoticeChoice(user=by, scheme=key[0], event=key[1], way=way)
        for key, way in ways.items()
        if key in rules and rules[key].way != way
    ]
    with transaction.atomic():
        row, _ = MailTimes.objects.update_or_create(user=by, defaults=dict(times))
        NoticeChoice.objects.filter(user=by).delete()
        NoticeChoice.objects.bulk_create(wanted)
        record_security(
            by=by,
            verb="choose_mail",
            sentence="Chose how to be told by e-mail",
            about=row,
        )
