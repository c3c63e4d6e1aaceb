"""Sending the e-mails that acts have written down.

A row is taken with SKIP LOCKED, so any number of workers may send at once. The attempt
is counted and the next one set before anything leaves, in a transaction of its own: a
worker that is killed leaves a row that is tried again. While it is sent the row is
locked, so nobody else sends it meanwhile. A message has the same Message-ID at each
attempt: a server that got it twice, because we died after it had said yes, shows one.
"""

from __future__ import annotations

import datetime as dt
import smtplib
from email.utils import parseaddr
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction

from casework.audit import record_security
from casework.models import Case, Delivery, DeliveryState, MailWording
from casework.moment import now
from casework.notice_words import fill

if TYPE_CHECKING:
    from django.core.mail.backends.base import BaseEmailBackend

    from accounts.models import User

# A day and a half in all: a mail server that is away for a day loses nothing.
PAUSES = tuple(
    dt.timedelta(seconds=seconds)
    for seconds in (30, 60, 300, 900, 1800, *(3600,) * 6, *(7200,) * 14)
)
MOST_ATTEMPTS = len(PAUSES)
# After which failing mail is an administrator's business (reliability F-07).
PATIENCE = dt.timedelta(minutes=15)
PERMANENT = 500
MAY_RESEND = (
    DeliveryState.DEAD,
    DeliveryState.BOUNCED,
    DeliveryState.SENT,
    DeliveryState.DROPPED,
)


class ServerAwayError(Exception):
    """The mail server cannot be had at all."""


def send_due_mail(most: int) -> int:
    """Try up to ``most`` e-mails that are due; returns how many left."""
    server, left = get_connection(fail_silently=False), 0
    try:
        for _ in range(most):
            taken = take_next()
            if taken is None:
                break
            left += send_taken(taken, server)
    except ServerAwayError:
        # Every other one would fail too, after as long a wait.
        pass
    finally:
        server.close()
    return left


def take_next() -> int | None:
    """Take the e-mail that has waited longest: counts the attempt, sets the next."""
    with transaction.atomic():
        row = (
            Delivery.objects.due(now())
            .select_for_update(of=("self",), skip_locked=True)
            .order_by("next_try_at", "pk")
            .first()
        )
        if row is None:
            return None
        row.next_try_at = now() + PAUSES[min(row.attempts, MOST_ATTEMPTS - 1)]
        row.attempts += 1
        row.save(update_fields=["attempts", "next_try_at"])
        return row.pk


def send_taken(pk: int, server: BaseEmailBackend) -> bool:
    """Send one e-mail that was taken; returns whether it left.

    Nothing happens if another worker has it, or it does not wait any more. Raises
    ServerAwayError, with the failure kept, if no other could be sent either.
    """
    with transaction.atomic():
        row = (
            Delivery.objects.filter(pk=pk, status=DeliveryState.WAITING)
            .select_for_update(of=("self",), skip_locked=True)
            .select_related("recipient", "case")
            .first()
        )
        if row is None:
            return False
        if not _is_wanted(row):
            _end(row, DeliveryState.DROPPED)
            return False
        problem = _try(row, server)
    if problem and not isinstance(problem, smtplib.SMTPException):
        raise ServerAwayError
    return problem is None


def _try(row: Delivery, server: BaseEmailBackend) -> Exception | None:
    """Hand it to the server and keep what came of it; returns what went wrong."""
    try:
        server.send_messages([message_of(row)])
    except (smtplib.SMTPException, OSError) as problem:
        _keep_failure(row, problem)
        # What a broken conversation left would spoil the next one.
        server.close()
        return problem
    _end(row, DeliveryState.SENT)
    return None


def _is_wanted(row: Delivery) -> bool:
    """Whether the person may still be told, by e-mail, that there is something."""
    person, case = row.recipient, row.case
    if not person.is_active or not person.email:
        return False
    if case is None:
        return True
    is_theirs = Case.objects.visible_to(person).filter(pk=case.pk).exists()
    return is_theirs and not case.restricted


def message_of(row: Delivery) -> EmailMessage:
    """Subject and text from the rows of settings: a number and a link, nothing else."""
    wording = MailWording.objects.get(key=row.wording)
    values = {
        "number": row.case.number if row.case else "",
        "text": row.text,
        "link": f"{settings.PUBLIC_URL}{row.link}",
    }
    return EmailMessage(
        subject=fill(wording.subject, values),
        body=fill(wording.body, values),
        to=[row.recipient.email],
        headers={"Message-ID": message_id(row), "Auto-Submitted": "auto-generated"},
    )


def message_id(row: Delivery) -> str:
    """The same for each attempt; another one when somebody sends it again."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{row.token.hex}.{row.resends}@{domain or 'localhost'}>"


def _end(row: Delivery, how: DeliveryState) -> None:
    row.status, row.ended_at = how, now()
    if how == DeliveryState.SENT:
        row.error, row.failed_at = "", None
    row.save(update_fields=["status", "ended_at", "error", "failed_at"])


def _keep_failure(row: Delivery, problem: Exception) -> None:
    """In our words: what a server says may quote an address."""
    code = _code_of(problem)
    row.error = _said(problem, code)
    row.failed_at = row.failed_at or now()
    if code >= PERMANENT or row.attempts >= MOST_ATTEMPTS:
        _end(row, DeliveryState.DEAD)
        return
    row.save(update_fields=["error", "failed_at"])


def _code_of(problem: Exception) -> int:
    """The answer's number if a server refused this message, else 0."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return max((code for code, _ in problem.recipients.values()), default=0)
    if isinstance(problem, smtplib.SMTPDataError | smtplib.SMTPSenderRefused):
        return problem.smtp_code
    return 0


def _said(problem: Exception, code: int) -> str:
    if code:
        return f"The mail server refused it ({code})."
    if isinstance(problem, TimeoutError):
        return "The mail server did not answer in time."
    if isinstance(problem, ConnectionError):
        return "The mail server could not be reached."
    return f"It could not be sent ({type(problem).__name__})."


def resend(pk: int, *, by: User) -> bool:
    """Send an e-mail again because a person asks; returns whether it could be.

    An e-mail that still waits is tried now, with its attempts counted anew.
    """
    with transaction.atomic():
        row = Delivery.objects.select_for_update(of=("self",)).filter(pk=pk).first()
        if row is None:
            return False
        if row.status in MAY_RESEND:
            row.resends += 1
        row.status, row.ended_at = DeliveryState.WAITING, None
        row.attempts, row.next_try_at, row.failed_at = 0, now(), None
        row.save()
        record_security(
            by=by, verb="resend_mail", sentence="Sent an e-mail again", about=row
        )
        return True


def record_bounce(token: str, *, why: str, by: User | None = None) -> bool:
    """An e-mail came back; ``token`` is the first part of its Message-ID.

    Returns whether there is such an e-mail that was sent.
    """
    with transaction.atomic():
        row = (
            Delivery.objects.select_for_update(of=("self",))
            .filter(token=token, status=DeliveryState.SENT)
            .first()
        )
        if row is None:
            return False
        row.error = why[:200]
        row.failed_at = now()
        _end(row, DeliveryState.BOUNCED)
        record_security(
            by=by, verb="bounce_mail", sentence="An e-mail came back", about=row
        )
        return True
