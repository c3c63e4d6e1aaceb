"""Notices as rows, their e-mails, and what an administrator does when they fail."""

from __future__ import annotations

import datetime as dt
import smtplib
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework import mail_on_disk
from casework.actions.outbox import MOST_ATTEMPTS, PATIENCE, send_due_mail
from casework.actions.restricting import restrict_case
from casework.actions.work import allocate, raise_alarm
from casework.models import (
    AuditEvent,
    Case,
    Delivery,
    DeliveryState,
    MailTimes,
    MailWording,
    NoticeChoice,
    NoticeRule,
    Notification,
    Way,
)
from casework.moment import frozen, now
from casework.notify import Told, write_notices
from tests.cast import Cast
from tests.walks import walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
ONE_MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def case(cast: Cast) -> Any:
    """In research, with nobody told of anything; everybody has an address."""
    made = walk_to("research", cast.crew)
    Notification.objects.all().delete()
    # The hour of this test is as good as any other.
    MailTimes.objects.create(quiet_from=0, quiet_until=0, at_weekends=True)
    for person in User.objects.all():
        person.email = f"{person.username}@example.org"
        person.save(update_fields=["email"])
    fresh = User.objects.get
    for job in ("researcher", "decision_maker", "supervisor", "disclosure_officer"):
        object.__setattr__(cast, job, fresh(username=getattr(cast, job).username))
    return made


class Failing(BaseEmailBackend):
    """A mail server that answers as ``Failing.problem`` says."""

    problem: Exception = ConnectionRefusedError()

    def send_messages(self, email_messages: Any) -> int:  # noqa: ARG002  Django's
        raise self.problem


@pytest.fixture
def failing(settings: Any) -> type[Failing]:
    settings.EMAIL_BACKEND = f"{__name__}.Failing"
    Failing.problem = ConnectionRefusedError()
    return Failing


def give(case: Any, cast: Cast, to: User | None = None) -> Delivery:
    """Allocate the case: one person is told."""
    allocate(case, to=to or cast.decision_maker, by=cast.supervisor)
    return Delivery.objects.latest("pk")


# -- The row and its e-mail ----------------------------------------------------------
def test_an_act_that_is_taken_back_tells_nobody(case: Any, cast: Cast) -> None:
    with transaction.atomic():
        give(case, cast)
        assert Notification.objects.exists()
        transaction.set_rollback(True)
    assert not Notification.objects.exists()
    assert not Delivery.objects.exists()


def test_the_mail_carries_number_and_link_alone(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    give(case, cast)
    assert send_due_mail(10) == 1
    (sent,) = mail.outbox
    assert sent.to == ["decision_maker@example.org"]
    assert sent.subject == f"Case {case.number} needs your attention"
    said = f"{sent.subject} {sent.body} {sent.extra_headers}"
    names = [
        *(str(row.person) for row in case.involvements.all()),
        *(case.reference, "Clare", "CL-", "risk", "disclos", "allocate-"),
    ]
    assert [name for name in names if name.lower() in said.lower()] == []
    link = next(word for word in sent.body.split() if word.startswith("http"))
    path = "/" + link.split("/", 3)[3]
    answer = sign_in(cast.decision_maker).get(path)
    assert answer.headers["Location"] == reverse("case", args=(case.reference,))
    assert sign_in(cast.supervisor).get(path).status_code == 404
    assert Notification.objects.get().read_at is None, "a look marks nothing"


def test_the_same_event_is_neither_told_nor_sent_twice(case: Any, cast: Cast) -> None:
    told = [Told(cast.researcher, "allocate", "was allocated to you", "k", case=case)]
    assert (write_notices(told), write_notices(told)) == (1, 0)
    assert (Notification.objects.count(), Delivery.objects.count()) == (1, 1)
    assert (send_due_mail(10), send_due_mail(10)) == (1, 0)
    assert len(mail.outbox) == 1


def test_nothing_of_a_restricted_case_leaves_the_product(case: Any, cast: Cast) -> None:
    """MARAC A4.8 and reliability 8.2.8: in the application only."""
    waiting = give(case, cast)
    restrict_case(
        case, by=cast.supervisor, people=[cast.decision_maker], reason="Police staff."
    )
    assert not Delivery.objects.exclude(pk=waiting.pk).exists()
    assert send_due_mail(10) == 0
    waiting.refresh_from_db()
    assert (waiting.status, mail.outbox) == (DeliveryState.DROPPED, [])


def test_the_unit_and_then_the_person_say_how_it_is_sent(case: Any, cast: Cast) -> None:
    rules = NoticeRule.objects.filter(scheme=case.scheme, event="allocate")
    choice = NoticeChoice(
        user=cast.decision_maker, scheme=case.scheme, event="allocate", way=Way.APP
    )
    choice.save()
    allocate(case, to=cast.decision_maker, by=cast.supervisor)
    assert Notification.objects.latest("pk").way == Way.APP
    rules.update(may_choose=False, way=Way.DIGEST, text="is yours now")
    allocate(case, to=cast.researcher, by=cast.supervisor)
    allocate(case, to=cast.decision_maker, by=cast.supervisor)
    latest = Notification.objects.latest("pk")
    assert (latest.way, latest.text) == (Way.DIGEST, "is yours now")
    assert not Delivery.objects.exists()


def test_danger_is_sent_at_once_whatever_was_chosen(case: Any, cast: Cast) -> None:
    NoticeChoice.objects.create(
        user=cast.supervisor, scheme=case.scheme, event="raise_alarm", way=Way.APP
    )
    raise_alarm(case, by=cast.researcher, what_was_said="He is outside.")
    row = Delivery.objects.get(recipient=cast.supervisor)
    assert row.next_try_at == row.created_at


# -- Failing -------------------------------------------------------------------------
def test_a_server_that_is_away_loses_nothing_and_is_not_asked_for_each(
    case: Any, cast: Cast, failing: type[Failing], settings: Any
) -> None:
    first = give(case, cast)
    raise_alarm(case, by=cast.researcher, what_was_said="He is outside.")
    count, start = Delivery.objects.count(), now()
    assert count >= 3
    assert send_due_mail(10) == 0
    assert Delivery.objects.filter(attempts=1).count() == 1, "one try, then it waits"
    first.refresh_from_db()
    assert first.next_try_at > start
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with frozen(start + dt.timedelta(hours=24)):
        assert send_due_mail(10) == count
    ids = [sent.extra_headers["Message-ID"] for sent in mail.outbox]
    assert len(ids) == len(set(ids)) == count


def test_pauses_grow_until_it_is_given_up(
    case: Any, cast: Cast, failing: type[Failing]
) -> None:
    row, at, pauses = give(case, cast), now(), []
    for _ in range(MOST_ATTEMPTS):
        with frozen(at):
            send_due_mail(1)
        row.refresh_from_db()
        pauses.append(row.next_try_at - at)
        at = row.next_try_at
    assert pauses == sorted(pauses)
    assert sum(pauses, dt.timedelta()) > dt.timedelta(hours=24)
    assert row.status == DeliveryState.DEAD
    assert row.error == "The mail server could not be reached."


def test_a_refusal_for_good_is_not_tried_again_nor_quoted(
    case: Any, cast: Cast, failing: type[Failing]
) -> None:
    said = {"decision_maker@example.org": (550, b"No such user decision_maker")}
    failing.problem = smtplib.SMTPRecipientsRefused(said)
    row = give(case, cast)
    send_due_mail(10)
    row.refresh_from_db()
    assert (row.status, row.attempts) == (DeliveryState.DEAD, 1)
    assert row.error == "The mail server refused it (550)."
    failing.problem = smtplib.SMTPRecipientsRefused({"x": (451, b"Later")})
    later = give(case, cast, to=cast.researcher)
    send_due_mail(10)
    later.refresh_from_db()
    assert later.status == DeliveryState.WAITING


def test_administrators_see_a_banner_after_a_quarter_of_an_hour_and_send_again(
    case: Any, cast: Cast, failing: type[Failing], sign_in: SignIn, settings: Any
) -> None:
    row, ada = give(case, cast), sign_in(cast.administrator)
    send_due_mail(10)
    page = reverse("mail_log")
    banner = "1 e-mail was not delivered"
    assert banner not in ada.get(page).content.decode()
    with frozen(now() + PATIENCE + ONE_MINUTE):
        assert banner in ada.get(page).content.decode()
        assert banner in ada.get("/admin/").content.decode()
        assert banner not in sign_in(cast.supervisor).get("/").content.decode()
        shown = ada.get(f"{page}?show=trouble").content.decode()
        assert "The mail server could not be reached." in shown
        assert case.number not in shown, "administrators see nothing of a case"
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        ada.post(reverse("mail_again"), {"mail": row.pk})
        assert send_due_mail(10) == 1
        assert banner not in ada.get(page).content.decode()
    assert AuditEvent.objects.filter(verb="resend_mail").count() == 1


def test_what_came_back_is_recorded_and_goes_out_as_another_message(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    row, ada = give(case, cast), sign_in(cast.administrator)
    send_due_mail(10)
    ada.post(reverse("mail_again"), {"mail": row.pk, "bounced": "yes"})
    row.refresh_from_db()
    assert row.status == DeliveryState.BOUNCED
    ada.post(reverse("mail_again"), {"mail": row.pk, "again": "yes"})
    send_due_mail(10)
    first, second = (sent.extra_headers["Message-ID"] for sent in mail.outbox)
    assert first != second


def test_the_trial_keeps_each_message_once_and_shows_it(
    case: Any, cast: Cast, sign_in: SignIn, settings: Any, tmp_path: Any
) -> None:
    settings.EMAIL_BACKEND = "casework.mail_on_disk.DiskBackend"
    settings.MAIL_DIR = tmp_path / "mail"
    row = give(case, cast)
    send_due_mail(10)
    # Dead between the server's yes and our commit: it goes out a second time.
    Delivery.objects.filter(pk=row.pk).update(
        status=DeliveryState.WAITING, ended_at=None, next_try_at=now()
    )
    assert send_due_mail(10) == 1
    assert len(mail_on_disk.newest()) == 1
    page = sign_in(cast.administrator).get(reverse("kept_mail")).content.decode()
    assert f"Case {case.number} needs your attention" in page


# -- The list ------------------------------------------------------------------------
def test_the_header_counts_and_the_list_marks_what_was_shown(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(cast.decision_maker)
    give(case, cast)
    page = client.get("/cases/").content.decode()
    assert '<span class="cw-header__count">1</span>' in page
    listed = client.get(reverse("notices")).content.decode()
    assert "was allocated to you" in listed
    notice = Notification.objects.get()
    answer = client.post(
        reverse("notifications_read"), {"notice": notice.pk, "back": "notices"}
    )
    assert answer.headers["Location"] == reverse("notices")
    assert "cw-header__count" not in client.get("/cases/").content.decode()
    assert "was allocated to you" in client.get(reverse("notices")).content.decode()


def test_a_case_that_is_not_theirs_any_more_is_not_counted(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    give(case, cast)
    client = sign_in(cast.decision_maker)
    allocate(case, to=cast.researcher, by=cast.supervisor)
    restrict_case(
        case, by=cast.supervisor, people=[cast.researcher], reason="Police staff."
    )
    assert not Case.objects.visible_to(cast.decision_maker).exists()
    page = client.get(reverse("notices")).content.decode()
    assert case.reference not in page
    assert "cw-header__count" not in page


# -- Words ---------------------------------------------------------------------------
def test_an_administrator_changes_words_and_not_to_what_tells(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    ada = sign_in(cast.administrator)
    rule = NoticeRule.objects.get(scheme=case.scheme, event="allocate")
    address = reverse("admin:casework_noticerule_change", args=(rule.pk,))
    sent = {"text": "for {applicant} is yours", "way": "at_once", "may_choose": "on"}
    assert "is not allowed" in ada.post(address, sent).content.decode()
    assert ada.post(address, {**sent, "text": "is yours"}).status_code == 302
    rule.refresh_from_db()
    assert rule.text == "is yours"
    wording = reverse(
        "admin:casework_mailwording_change",
        args=(MailWording.objects.get(key="notice").pk,),
    )
    mail_form = {"subject": "{number}", "body": "Nothing"}
    assert "Leave {link} in" in ada.post(wording, mail_form).content.decode()
