"""Each person's own choice: which notices by e-mail, and at which hours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from casework import audit
from casework.actions.mail_choices import choose_mail
from casework.events import EVENTS
from casework.forms.absences import MailTimesForm
from casework.models import NoticeChoice, NoticeRule, Notification, Way
from casework.notify import times_of
from casework.views.saving import form_for, save_once

if TYPE_CHECKING:
    from accounts.models import User

TIMES = ("quiet_from", "quiet_until", "digest_hour", "at_weekends")


class ChoicesForm(MailTimesForm):
    """The times, and one list for every notice that the unit leaves to people.

    Listed are those of every scheme, and what the person was told of before: nobody
    reads through the notices of a job that they do not hold.
    """

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # One choice for the same words: a person does not tell schemes apart here.
        self.events: dict[str, list[tuple[str, str]]] = {}
        told = Notification.objects.filter(recipient=user).order_by()
        wanted = {event.key for event in EVENTS} | set(
            told.values_list("kind", flat=True).distinct()
        )
        rules = NoticeRule.objects.filter(may_choose=True, event__in=wanted)
        by_words: dict[str, str] = {}
        for rule in rules.order_by("text", "pk"):
            name = by_words.setdefault(rule.text, f"way-{rule.event}")
            self.events.setdefault(name, []).append((rule.scheme, rule.event))
            if name not in self.fields:
                words = rule.text.replace("{when}", "…")
                self.fields[name] = forms.ChoiceField(
                    label=f"A case {words}", choices=Way.choices, initial=rule.way
                )

    def ways(self) -> dict[tuple[str, str], str]:
        """By scheme and event what was chosen."""
        return {
            key: self.cleaned_data[name]
            for name, keys in self.events.items()
            for key in keys
        }


def choices(request: HttpRequest) -> HttpResponse:
    """What reaches me by e-mail, and when; urgent things always do."""
    user = cast("User", request.user)
    times = times_of([user.pk])[user.pk]
    initial: dict[str, Any] = {name: getattr(times, name) for name in TIMES}
    chosen = NoticeChoice.objects.filter(user=user).order_by("pk")
    initial |= {f"way-{row.event}": row.way for row in chosen}
    form = form_for(request, ChoicesForm, initial=initial, user=user)
    if request.method == "POST":
        done = save_once(
            request,
            form,
            lambda: choose_mail(
                user,
                times={name: form.cleaned_data[name] for name in TIMES},
                ways=form.ways(),
            ),
            then=reverse("notices"),
            said="Your choice counts from now on.",
        )
        if done:
            return done
    with transaction.atomic():
        audit.record_list_view(by=user, page="their choice of e-mails")
        return render(request, "casework/notice_choices.html", {"form": form})
