"""The Celery app. Its settings are those of Django that begin with ``CELERY_``."""

from __future__ import annotations

import os
import signal
from typing import Any

from celery import Celery, bootsteps
from celery.signals import beat_embedded_init

from config.processes import follow_parent

SECONDS_BETWEEN_LOOKS_AT_BEAT = 5.0

app = Celery("config")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# For every thread: a web process answers in threads of its own, where "current" would
# otherwise be an app without settings that looks for a broker elsewhere.
app.set_default()


def end_with_worker(**_: object) -> None:
    """Beat inside a worker is its child, which a killed worker cannot stop."""
    follow_parent(signal.SIGTERM)


# By name and not as a decorator, which without types would hide this function's.
beat_embedded_init.connect(end_with_worker)


class BeatGuard(bootsteps.StartStopStep):
    """Ends a worker whose beat has died, for Celery itself would not notice.

    Whoever started the worker starts it again, with a beat.
    """

    requires = ("celery.worker.components:Timer", "celery.worker.components:Beat")

    def start(self, parent: Any) -> None:
        """Look every few seconds, from the worker's own timer."""
        if parent.beat is not None:
            parent.timer.call_repeatedly(
                SECONDS_BETWEEN_LOOKS_AT_BEAT, self.look, (parent.beat,)
            )

    def look(self, beat: Any) -> None:
        """Ask the worker to finish what it does and end, if ``beat`` is dead."""
        if not beat.is_alive():
            os.kill(os.getpid(), signal.SIGTERM)


app.steps["worker"].add(BeatGuard)
