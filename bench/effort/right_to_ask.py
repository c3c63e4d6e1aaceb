"""One Right to Ask case from the first call to closure, by those whose job it is.

Every fact that the statutory guidance asks for is typed here; the run fails if the case
is not closed with a disclosure at the end, so leaving data out saves nothing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlsplit

from bench.effort.klm import Ledger
from bench.effort.site import Site, stands_in_the_record
from bench.effort.worker import Worker

JOBS = (
    *("control_room", "researcher", "decision_maker", "supervisor"),
    "disclosure_officer",
)
CALLER_NUMBER = "01632 960 217"


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


def run(site: Site) -> Run:
    """Walk the whole case; AssertionError where a page does not do its part."""
    site.hire(*JOBS)
    case = Run(site, Ledger())
    for step in (take_the_call, triage):
        step(case)
        print(f"{step.__name__}: {case.ledger.page_loads} page loads", flush=True)
    return case


def _today() -> str:
    return f"{dt.datetime.now(tz=dt.UTC):%d/%m/%Y}"


def take_the_call(case: Run) -> None:
    """The control room: danger, safe contact, who, why, what was read out."""
    at_work = case.of("control_room")
    at_work.open("/start/")
    at_work.pick("danger", "no")
    at_work.pick("method", "call")
    at_work.text("contact_point", CALLER_NUMBER)
    at_work.text("safe_times", "Weekdays 10 to 14")
    at_work.pick("may_leave_message", "no")
    at_work.text("who_else", "The subject reads the texts")
    at_work.text("code_word", "Library card")
    at_work.text("given", "Alma")
    at_work.text("family", "Testwell")
    at_work.pick("caller_is", "person_at_risk")
    at_work.moment("received_at", _today(), "00:05")
    at_work.pick("route", "right_to_ask")
    at_work.pick("channel", "101")
    at_work.save()
    case.path = urlsplit(at_work.page.url).path.removesuffix("intake/about/")
    at_work.text("caller_birth", "14/03/1991")
    at_work.text("caller_line1", "4 Mill Lane")
    at_work.text("caller_town", "Testford")
    at_work.text("caller_postcode", "ZZ1 1ZZ")
    at_work.text("subject_given", "Boris")
    at_work.text("subject_family", "Sampleton")
    at_work.text("subject_birth", "02/11/1988")
    at_work.text("subject_line1", "9 Quay Street")
    at_work.text("subject_town", "Sampleham")
    at_work.text("subject_postcode", "ZZ9 9ZZ")
    at_work.pick("relationship", "cohabiting")
    at_work.text("reason", "He watches her phone and grabbed her throat in May.")
    at_work.text("children", "One child, four years old, lives with them.")
    at_work.save()
    at_work.tick("read_out")
    at_work.save()
    at_work.press("Hand over: begin initial checks")
    at_work.save()


def triage(case: Run) -> None:
    """The supervisor allocates; the researcher makes the first checks."""
    at_work = case.of("supervisor")
    print(at_work.page.inner_text("main"))
