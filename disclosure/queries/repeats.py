"""Earlier website applications, looked at beside a later one.

Taking in and drawing ask the same question of different rows: a unit's own when a file
is taken in, and only those that the reader may know of when a page names one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q, QuerySet

from casework.moment import now
from disclosure.models import WebsiteSubmission
from disclosure.website.holds import HoldReason
from disclosure.website.reading import ReadApplication, read_submission
from disclosure.website.repeats import (
    REPEAT_WITHIN,
    hold_as_repeat,
    people_key,
    say_repeat,
)
from disclosure.website.source import RawSubmission


class Seen:
    """Earlier applications, found again by their number and by their people."""

    def __init__(self) -> None:
        self._by_key: dict[str, list[ReadApplication]] = defaultdict(list)

    def add(self, application: ReadApplication) -> None:
        """Remember ``application``."""
        for key in self._keys(application):
            self._by_key[key].append(application)

    def repeats_of(self, application: ReadApplication) -> list[HoldReason]:
        """Why ``application`` waits because of the earlier ones: one reason or none.

        A second would only say the same sentence again.
        """
        found = (
            reason
            for key in self._keys(application)
            for earlier in self._by_key[key]
            if (reason := hold_as_repeat(application, earlier))
        )
        return [reason for reason in [next(found, None)] if reason]

    @staticmethod
    def _keys(application: ReadApplication) -> list[str]:
        keys = (application.submission_id, people_key(application))
        return [key for key in keys if key]


def seen_near(
    applications: Sequence[ReadApplication], among: QuerySet[WebsiteSubmission]
) -> Seen:
    """What of ``among`` could be the same matter as ``applications``; read once."""
    seen = Seen()
    rows = among.filter(_near(applications)).order_by("pk")
    for canonical in rows.values_list("original", flat=True).iterator():
        seen.add(_read(canonical))
    return seen


def what_it_repeats(
    row: WebsiteSubmission, among: QuerySet[WebsiteSubmission]
) -> list[tuple[WebsiteSubmission, str]]:
    """The earlier ones of ``among`` that ``row`` may repeat, each with a sentence.

    ``among`` must be those that the reader may know of. One query.
    """
    application = _read(row.original)
    earlier = among.filter(_near([application]), pk__lt=row.pk).order_by("pk")
    return [
        (other, sentence)
        for other in earlier.iterator()
        if (sentence := say_repeat(application, _read(other.original)))
    ]


def _near(applications: Sequence[ReadApplication]) -> Q:
    """Same number, or received near enough to be about the same matter."""
    numbers = [a.submission_id for a in applications if a.submission_id]
    instants = [a.received_at for a in applications if a.received_at]
    near = Q(submission_id__in=numbers) | Q(received_at__isnull=True)
    if len(instants) < len(applications):
        return Q()
    if instants:
        first, last = min(instants) - REPEAT_WITHIN, max(instants) + REPEAT_WITHIN
        near |= Q(received_at__range=(first, last))
    return near


def _read(canonical: str) -> ReadApplication:
    return read_submission(RawSubmission.of_canonical(canonical), now=now())
