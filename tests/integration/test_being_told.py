"""Digests, quiet hours, each person's choice, absence and leaving."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.actions.absences import record_absence
from casework.actions.digests import send_digests
from casework.actions.restricting import restrict_case
from casework.actions.work import allocate, raise_alarm
from casework.clock import LONDON
from casework.models import (
    Absence,
    AuditEvent,
    Case,
    Delivery,
    MailTimes,
    NoticeChoice,
    Notification,
)
from casework.moment import frozen
from tests.cast import Cast
from tests.walks import walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
# A Tuesday in January 2027.
TUESDAY = dt.datetime(2027, 1, 12, 10, tzinfo=LONDON)
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


@pytest.fixture
def case(cast: Cast) -> Any:
    """In research since Tuesday; those of the unit have addresses."""
    with frozen(TUESDAY):
        made = walk_to("research", cast.crew, received_at=TUESDAY)
    Notification.objects.all().delete()
    for person in User.objects.filter(unit=cast.unit):
        person.email = f"{person.username}@example.org"
        person.save(update_fields=["email"])
    return made


def fresh(person: User) -> User:
    return User.objects.get(pk=person.pk)


def test_one_digest_a_morning_and_none_for_who_has_nothing(
    case: Any, cast: Cast
) -> None:
    late = TUESDAY.replace(hour=8) + 30 * DAY  # a Thursday, past every limit
    with frozen(late.replace(hour=6)):
        assert send_digests() == 0, "its hour has not come"
    with frozen(late):
        assert send_digests() == 2
        assert send_digests() == 0
    mine = Delivery.objects.get(recipient=cast.researcher, wording="digest")
    assert "Your cases past a limit: 1" in mine.text
    boss = Delivery.objects.get(recipient=cast.supervisor, wording="digest")
    assert "Cases of the unit past a limit: 1" in boss.text
    assert case.number not in mine.text
    with frozen(late + 2 * DAY):
        assert send_digests() == 0, "no e-mail at a weekend"
    with frozen(late + 8 * DAY):
        assert send_digests() == 2, "a week without a scheduler: once, not seven times"


def test_notices_for_the_morning_are_counted_once(case: Any, cast: Cast) -> None:
    with frozen(TUESDAY):
        NoticeChoice.objects.create(
            user=cast.decision_maker, scheme=case.scheme, event="allocate", way="digest"
        )
        allocate(case, to=fresh(cast.decision_maker), by=cast.supervisor)
        assert not Delivery.objects.exists()
    with frozen(TUESDAY + DAY):
        send_digests()
        row = Delivery.objects.get(recipient=cast.decision_maker)
        assert "New notices: 1" in row.text
    with frozen(TUESDAY + 2 * DAY):
        send_digests()
    texts = Delivery.objects.filter(recipient=cast.decision_maker).order_by("pk")
    assert ["New notices" in row.text for row in texts] in ([True], [True, False])


def test_nights_are_quiet_except_for_danger(case: Any, cast: Cast) -> None:
    night = TUESDAY.replace(hour=23)
    with frozen(night):
        allocate(case, to=fresh(cast.decision_maker), by=cast.supervisor)
        raise_alarm(case, by=cast.researcher, what_was_said="He is outside.")
    rows = Delivery.objects.filter(recipient=cast.decision_maker).order_by("pk")
    assert [row.next_try_at for row in rows] == [night + 8 * HOUR, night]


def test_each_person_chooses_within_what_the_unit_allows(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(cast.decision_maker)
    address = reverse("notice_choices")
    page = client.get(address).content.decode()
    assert "way-allocate" in page
    assert "way-raise_alarm" not in page, "nobody chooses about danger"
    form = {"quiet_from": 18, "quiet_until": 9, "digest_hour": 9}
    names = client.get(address).context["form"].events
    sent = {**form, **dict.fromkeys(names, "at_once"), "way-allocate": "app"}
    assert client.post(address, sent).status_code == 302
    assert MailTimes.objects.get(user=cast.decision_maker).quiet_from == 18
    with frozen(TUESDAY):
        allocate(case, to=fresh(cast.decision_maker), by=cast.supervisor)
    assert not Delivery.objects.exists()
    assert client.get(address).context["form"]["way-allocate"].value() == "app"


def test_whoever_covers_is_told_too_and_only_meanwhile(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    with frozen(TUESDAY):
        record_absence(
            cast.researcher,
            cover=cast.second_decision_maker,
            first_day=TUESDAY.date(),
            last_day=TUESDAY.date() + DAY,
            by=cast.researcher,
        )
    for at, told in ((TUESDAY, 1), (TUESDAY + 3 * DAY, 0)):
        Notification.objects.all().delete()
        with frozen(at):
            allocate(case, to=fresh(cast.researcher), by=cast.supervisor)
        covered = Notification.objects.filter(recipient=cast.second_decision_maker)
        assert covered.count() == told
        assert Notification.objects.filter(recipient=cast.researcher).count() == 1
    with frozen(TUESDAY):
        page = sign_in(cast.supervisor).get(reverse("absences")).content.decode()
        assert "Sid Second covers" in page


def test_a_supervisor_alone_records_the_absence_of_others(
    cast: Cast, sign_in: SignIn
) -> None:
    today = dt.datetime.now(tz=LONDON).date()
    sent = {
        "user": cast.researcher.pk,
        "cover": cast.decision_maker.pk,
        "first_day": f"{today:%d/%m/%Y}",
        "last_day": f"{today + 3 * DAY:%d/%m/%Y}",
    }
    sign_in(cast.decision_maker).post(reverse("absences"), sent)
    assert not Absence.objects.exists()
    boss = sign_in(cast.supervisor)
    boss.post(reverse("absences"), sent)
    row = Absence.objects.get()
    assert (row.user, row.cover, row.by) == (
        cast.researcher,
        cast.decision_maker,
        cast.supervisor,
    )
    boss.post(reverse("absence_end"), {"absence": row.pk})
    assert not Absence.objects.exists()


def test_a_leaver_first_as_a_dry_run_then_one_event_a_case(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    other = walk_to("research", cast.crew)
    kept = walk_to("research", cast.crew)
    restrict_case(
        kept, by=cast.supervisor, people=[cast.researcher], reason="Police staff."
    )
    boss = sign_in(cast.supervisor)
    query = f"?leaver={cast.researcher.pk}&to={cast.decision_maker.pk}"
    address = reverse("leaving") + query
    page = boss.get(address).content.decode()
    assert page.count("Goes to Dee Decider") == 2
    assert "Dee Decider may not open this case." in page
    assert set(Case.objects.values_list("owner", flat=True)) == {cast.researcher.pk}
    before = AuditEvent.objects.filter(verb="allocate").count()
    boss.post(address, {"reason": "She leaves on Friday."})
    owners = dict(Case.objects.values_list("pk", "owner"))
    assert owners == {
        case.pk: cast.decision_maker.pk,
        other.pk: cast.decision_maker.pk,
        kept.pk: cast.researcher.pk,
    }
    events = AuditEvent.objects.filter(verb="allocate").order_by("-pk")
    assert events.count() == before + 2
    assert {row.reason for row in events[:2]} == {"She leaves on Friday."}
    assert sign_in(cast.researcher).get(address).status_code == 403
