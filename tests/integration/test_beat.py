"""Several beats may run; one of them sends the tasks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from config.beat import SingletonDatabaseScheduler
from config.celery import app


@pytest.fixture
def beats(db: None) -> Iterator[list[SingletonDatabaseScheduler]]:
    """Two of them, as in two workers."""
    two = [SingletonDatabaseScheduler(app=app, lazy=True) for _ in range(2)]
    yield two
    for beat in two:
        if beat._session is not None:
            beat._session.close()


def test_one_beat_leads_and_keeps_leading(
    beats: list[SingletonDatabaseScheduler],
) -> None:
    assert [beat._is_leader() for beat in beats] == [True, False]
    assert [beat._is_leader() for beat in beats] == [True, False]


def test_another_takes_over_when_the_leader_is_gone(
    beats: list[SingletonDatabaseScheduler],
) -> None:
    first, second = beats
    assert first._is_leader()
    assert first._session is not None
    first._session.close()

    assert second._is_leader()
    assert not first._is_leader()


def test_a_beat_that_does_not_lead_only_waits(
    beats: list[SingletonDatabaseScheduler],
) -> None:
    first, second = beats
    assert first._is_leader()

    assert second.tick() == pytest.approx(2.0)
