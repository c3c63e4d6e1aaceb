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
        worker = self.still(job)
        if self.path:
            worker.open(self.path)
        return worker

    def still(self, job: str) -> Worker:
        """Whoever holds ``job``, on the page where their last act left them."""
        page = self.site.page_of(job)
        return Worker(page, self.site.url, self.ledger, stands_in_the_record)


def day(ahead: int) -> str:
    """The date ``ahead`` days from today, as it is typed."""
    then = dt.datetime.now(tz=LONDON) + dt.timedelta(days=ahead)
    return f"{then:%d/%m/%Y}"


def grade(at_work: Worker, *, asked: str, tool: str, grade: str) -> None:
    """Assess the risk with ``tool``, from the sentence on the summary that asks it."""
    at_work.press(asked)
    at_work.pick("tool", tool)
    at_work.pick("grade", grade)
    at_work.text("reason", f"{tool}: control and one assault are described.")
    at_work.save()
