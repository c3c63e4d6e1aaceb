"""A case in the making, and what every part of its course needs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bench.effort.klm import Ledger
from bench.effort.site import Site, stands_in_the_record
from bench.effort.worker import Worker
from casework.clock import LONDON


@dataclass
class Run:
    """A case in the making: where it is, and what it has cost."""

    site: Site
    ledger: Ledger
    path: str = ""

    def of(self, job: str) -> Worker:
        """Whoever holds ``job``, at the case if there is one."""
        page = self.site.page_of(job)
        worker = Worker(page, self.site.url, self.ledger, stands_in_the_record)
        if self.path:
            worker.open(self.path)
        return worker


def day(ahead: int) -> str:
    """The date ``ahead`` days from today, as it is typed."""
    then = dt.datetime.now(tz=LONDON) + dt.timedelta(days=ahead)
    return f"{then:%d/%m/%Y}"


def grade(at_work: Worker, *, tool: str, grade: str) -> None:
    """Assess the risk with ``tool``."""
    at_work.press("Assessment")
    at_work.press("Assess the risk")
    at_work.pick("tool", tool)
    at_work.pick("grade", grade)
    at_work.text("reason", f"{tool}: control and one assault are described.")
    at_work.save()
