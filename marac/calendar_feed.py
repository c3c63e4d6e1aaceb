"""The calendar that a person subscribes to: dates and a number, and nothing else.

The address holds a token of the person. It is made of their key and of the hash of
their password with the product's secret, so it opens no more than the dates, and a new
password ends it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import User
from marac.models import Meeting
from marac.states import M

SALT = "marac.calendar_feed"
LENGTH = 32
DATE = "%Y%m%dT%H%M%SZ"
OFF = frozenset({M.CANCELLED, M.MOVED})


def token_of(user: User) -> str:
    """The token of ``user``."""
    return f"{user.pk}-{_proof(user)}"


def user_of(token: str) -> User | None:
    """Whose token it is; None for any other text, and for who has left."""
    key, _, proof = token.partition("-")
    if not (key.isascii() and key.isdigit() and len(key) < LENGTH // 2):
        return None
    user = User.objects.filter(pk=int(key), is_active=True).first()
    if user is None or not constant_time_compare(proof, _proof(user)):
        return None
    return user


def _proof(user: User) -> str:
    made = salted_hmac(SALT, f"{user.pk}:{user.password}", algorithm="sha256")
    return made.hexdigest()[:LENGTH]


def calendar_text(meetings: Iterable[Meeting], made_at: dt.datetime) -> str:
    """An iCalendar file (RFC 5545). Places, people and cases are left out."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//casework//calendar//EN",
        "METHOD:PUBLISH",
    ]
    for each in meetings:
        lines += _event(each, made_at)
    lines.append("END:VCALENDAR")
    return "\r\n".join(lines) + "\r\n"


def _event(meeting: Meeting, made_at: dt.datetime) -> list[str]:
    minutes = meeting.capacity * meeting.profile.minutes_per_case
    end = meeting.starts_at + dt.timedelta(minutes=minutes)
    status = "CANCELLED" if meeting.state in OFF else "CONFIRMED"
    return [
        "BEGIN:VEVENT",
        f"UID:{meeting.pk}@meetings.invalid",
        f"SEQUENCE:{meeting.version}",
        f"DTSTAMP:{made_at.astimezone(dt.UTC):{DATE}}",
        f"DTSTART:{meeting.starts_at.astimezone(dt.UTC):{DATE}}",
        f"DTEND:{end.astimezone(dt.UTC):{DATE}}",
        f"SUMMARY:Meeting {meeting.pk}",
        f"STATUS:{status}",
        "CLASS:PRIVATE",
        "END:VEVENT",
    ]
