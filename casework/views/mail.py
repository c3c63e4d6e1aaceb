"""How the e-mails fare, for administrators: state of each, and sending one again."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User as Person
from accounts.roles import Role
from casework import audit, mail_on_disk
from casework.actions.outbox import record_bounce, resend
from casework.models import Delivery, DeliveryState
from casework.policy import say_roles
from casework.queries.notices import MAIL_FILTERS, MOST_MAILS, mails
from casework.views.moments import say_moment_short
from casework.views.notices import is_key

if TYPE_CHECKING:
    from accounts.models import User

FOR = frozenset({Role.ADMINISTRATOR})
TONES = {
    DeliveryState.WAITING: "yellow",
    DeliveryState.SENT: "green",
    DeliveryState.DEAD: "red",
    DeliveryState.BOUNCED: "red",
    DeliveryState.DROPPED: "grey",
}
CAME_BACK = "An administrator says that it came back."


def administrator(request: HttpRequest) -> User:
    """Whoever asks, if they administer; PermissionDenied otherwise."""
    user = cast("User", request.user)
    if not user.holds(*FOR):
        raise PermissionDenied(f"This is for: {say_roles(FOR)}.")
    return user


@require_safe
@transaction.atomic
def mail_log(request: HttpRequest) -> HttpResponse:
    """The newest e-mails: to whom, in which state, and why not."""
    user = administrator(request)
    audit.record_list_view(by=user, page="the e-mails")
    wanted = request.GET.get("show", "")
    wanted = wanted if wanted in MAIL_FILTERS else ""
    found = mails(wanted)
    context = {
        "rows": [_row(one) for one in found[:MOST_MAILS]],
        "more": len(found) > MOST_MAILS,
        "filters": _filters(wanted),
        "without": Person.objects.filter(is_active=True, email="").count(),
        "is_kept": is_kept_here(),
    }
    return render(request, "casework/mail_log.html", context)


def _filters(wanted: str) -> list[tuple[str, str, bool]]:
    here = reverse("mail_log")
    return [
        (label, f"{here}?show={name}" if name else here, name == wanted)
        for name, (label, _) in MAIL_FILTERS.items()
    ]


def _row(mail: Delivery) -> dict[str, object]:
    """What an administrator sees of an e-mail: nothing of the case."""
    status = DeliveryState(mail.status)
    waits = status == DeliveryState.WAITING
    return {
        "mail": mail,
        "asked": say_moment_short(mail.created_at),
        "tag": (status.label, TONES[status]),
        "note": mail.error,
        "next": say_moment_short(mail.next_try_at) if waits else "",
        "ended": say_moment_short(mail.ended_at) if mail.ended_at else "",
        "can_bounce": status == DeliveryState.SENT,
    }


@require_POST
def mail_again(request: HttpRequest) -> HttpResponse:
    """Send an e-mail again, or record that it came back."""
    user = administrator(request)
    pk = request.POST.get("mail", "")
    mail = Delivery.objects.filter(pk=int(pk)).first() if is_key(pk) else None
    if mail is None:
        raise Http404("No such e-mail.")
    if "bounced" in request.POST:
        done = record_bounce(mail.token.hex, why=CAME_BACK, by=user)
        said = "It is recorded that the e-mail came back."
    else:
        done = resend(mail.pk, by=user)
        said = "The e-mail is sent again within a minute."
    if done:
        messages.success(request, said)
    return HttpResponseRedirect(reverse("mail_log"))


def is_kept_here() -> bool:
    """Whether e-mails stay in a folder of this trial."""
    return bool(settings.TRIAL) and "mail_on_disk" in settings.EMAIL_BACKEND


@require_safe
@transaction.atomic
def kept_mail(request: HttpRequest) -> HttpResponse:
    """What a trial would have sent; 404 where e-mails really leave."""
    user = administrator(request)
    if not is_kept_here():
        raise Http404("E-mails are not kept here.")
    audit.record_list_view(by=user, page="the e-mails kept in the trial")
    kept = [
        {
            "to": message["To"],
            "subject": message["Subject"],
            "sent": message["Date"],
            "body": message.get_content(),
        }
        for message in mail_on_disk.newest()
    ]
    return render(request, "casework/kept_mail.html", {"kept": kept})
