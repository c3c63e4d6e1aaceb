"""Processes, broker and database killed with SIGKILL: nothing lost, nothing doubled.

Reliability F-01 to F-06. Real processes against services of their own, on a copy of the
test database. FAULT_KILLS says how often (``make test-faults``: 50); the places move
with each kill, so that every statement of an act is hit.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection

from config import embedded, processes
from config.broker import Broker
from config.embedded import Postgres
from config.places import ROOT
from config.postgres_home import home_of

KILLS = int(os.environ.get("FAULT_KILLS", "3"))
KILLED = -signal.SIGKILL
TOKEN = re.compile(r"[0-9a-f-]{36}")
PATIENCE = 60.0
pytestmark = pytest.mark.django_db


@dataclass
class Site:
    """The product on services of its own, and the process that forks its victims."""

    var_dir: Path
    database: Postgres
    broker: Broker
    zygote: subprocess.Popen[str]
    cases: list[str] = field(default_factory=list)

    def ask(self, act: str, **order: Any) -> tuple[int, list[str]]:
        """Have a victim act; how it ended, and what it wrote before."""
        self.send(act, **order)
        lines = []
        while not (line := self.line()).startswith("end "):
            lines.append(line)
        return int(line.removeprefix("end ")), lines

    def send(self, act: str, **order: Any) -> None:
        assert self.zygote.stdin is not None
        self.zygote.stdin.write(f"{json.dumps({'act': act, **order})}\n")
        self.zygote.stdin.flush()

    def line(self) -> str:
        assert self.zygote.stdout is not None
        return self.zygote.stdout.readline().rstrip("\n")

    def done(self, act: str, **order: Any) -> Any:
        """The answer of an act that must not fail."""
        code, lines = self.ask(act, **order)
        assert code == 0, lines
        return json.loads(lines[-1])

    def mails(self) -> list[Path]:
        """What has left, by now."""
        return list((self.var_dir / "mail").glob("*.eml"))

    def has_more_mails(self, than: int) -> bool:
        return len(self.mails()) > than


@pytest.fixture(scope="module")
def site(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[Site]:
    """Everything started; the database is a copy of the one of the tests."""
    var_dir = tmp_path_factory.mktemp("faults")
    # A killed server loses nothing that the kernel holds for it, only a power cut does;
    # and syncing a whole copy at each start takes longer than the tests. Everything
    # else is as the product has it: a commit is acknowledged when it is written.
    patch = pytest.MonkeyPatch()
    patch.setattr(embedded, "NOT_DURABLE", {"fsync": "off"})
    database = Postgres(var_dir, durable=False)
    with django_db_blocker.unblock():
        _copy(database, home_of(Path(os.environ["VAR_DIR"])))
        name = connection.settings_dict["NAME"]
    broker = Broker(var_dir)
    zygote = None
    try:
        database.start()
        broker.start()
        where = embedded.database_settings(var_dir)
        url = f"postgresql://{where['USER']}:{quote(where['PASSWORD'])}@/{name}"
        with subprocess.Popen(
            [sys.executable, "-m", "tests.integration.fault_site"],
            cwd=ROOT,
            env=os.environ
            | {
                "VAR_DIR": str(var_dir),
                "DATABASE_URL": f"{url}?host={quote(where['HOST'], safe='')}&port=5432",
                "DJANGO_SETTINGS_MODULE": "tests.integration.fault_settings",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as zygote:
            made = Site(var_dir, database, broker, zygote)
            assert made.line() == "ready"
            made.cases = made.done("setup", cases=3)["cases"]
            yield made
            zygote.kill()
    finally:
        patch.undo()
        processes.stop(database, broker, patience=5)
        shutil.rmtree(home_of(var_dir), ignore_errors=True)


def _copy(database: Postgres, source: Path) -> None:
    """The files of a server that nobody writes to just now, after a checkpoint."""
    with psycopg.connect(
        embedded.database_url(Path(os.environ["VAR_DIR"])), autocommit=True
    ) as session:
        session.execute("CHECKPOINT")
    shutil.copytree(source / "data", database.data, ignore=_running)
    shutil.copy2(source / "password", database.password)
    if database.account:
        for path in (database.data, *database.data.rglob("*"), database.password):
            os.chown(path, database.account.uid, database.account.gid)


def _running(_folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name == "postmaster.pid"]


def places(last: int) -> list[int]:
    """KILLS places between 1 and ``last``, spread over all of them."""
    return [1 + (number * last) // KILLS for number in range(KILLS)]


def test_a_web_process_killed_anywhere_in_a_form_acts_once_or_not_at_all(
    site: Site,
) -> None:
    """F-01, F-06: I1 and I2 hold; the retry of the person gives one allocation."""
    case, wanted = site.cases[0], []
    before = site.done("state", reference=case)
    for number, statement in enumerate(places(26)):
        token = str(uuid.uuid4())
        order = {"reference": case, "token": token}
        order["to"] = ("decision_maker", "researcher")[number % 2]
        code, _ = site.ask("give", kill_at=statement, **order)
        assert code in (KILLED, 0)
        assert site.done("give", **order)["status"] == 302
        wanted.append(token)
    after = site.done("state", reference=case)
    assert sorted(r for r in after["reasons"] if r in wanted) == sorted(wanted)
    assert sorted(r for r in after["events"] if r in wanted) == sorted(wanted)
    assert after["notices"] - before["notices"] == len(wanted)
    assert after["mails"] - before["mails"] == len(wanted)
    assert after["faults"] == []


def test_a_worker_killed_while_it_sends_loses_and_doubles_no_mail(site: Site) -> None:
    """F-02: before and after the side effect, and at every statement around it."""
    killed, total = 0, site.done("state")["mails"]
    for number, statement in enumerate(places(12)):
        case = site.cases[number % 3]
        to = ("researcher", "decision_maker")[number % 2]
        site.done("give", reference=case, to=to, token=str(uuid.uuid4()))
        total += 1
        for order in (
            {"kill_at": statement},
            {"kill_mail": 1, "after": True},
            {"kill_mail": 1},
        ):
            code, _ = site.ask("mail", days=number + 1, **order)
            killed += code == KILLED
    assert killed >= KILLS
    site.done("mail", days=KILLS + 30)
    after = site.done("state")
    assert (after["mails"], after["unsent"], after["files"]) == (total, 0, total)


def test_a_sweep_killed_anywhere_reminds_of_each_step_once(site: Site) -> None:
    """Day 24: two reminders have come and one escalation, each to its people."""
    case = site.cases[2]
    for number, statement in enumerate(places(30)):
        code, _ = site.ask("remind", kill_at=statement, days=20 + number * 4 / KILLS)
        assert code in (KILLED, 0)
        site.ask("digests", kill_at=statement, days=number)
    site.done("remind", days=24)
    site.done("remind", days=24)
    found = site.done("state", reference=case)
    kinds = [kind for kind, _ in found["reminders"]]
    assert kinds == ["limit_ahead", "limit_ahead", "limit_escalated"]
    assert found["faults"] == []


def test_without_a_broker_an_act_is_whole_and_its_mail_leaves_later(site: Site) -> None:
    """F-05: the queue is away at the commit; nothing waits for it, nothing is lost."""
    for number in range(KILLS):
        assert site.broker.process is not None
        site.broker.process.kill()
        site.broker.process.wait()
        to = ("decision_maker", "researcher")[number % 2]
        token = str(uuid.uuid4())
        answer = site.done("give", reference=site.cases[1], to=to, token=token)
        assert answer["status"] == 302
        site.broker.start()
    site.done("mail", days=200)
    after = site.done("state")
    assert (after["unsent"], after["files"]) == (0, after["mails"])


def test_a_killed_database_keeps_what_it_acknowledged(site: Site) -> None:
    """F-03: acknowledged commits are there, the one in flight is whole or absent."""
    case, dice = site.cases[1], random.Random(26)  # noqa: S311  when, not what
    acknowledged: list[str] = []
    for _ in range(KILLS):
        site.send("give_many", reference=case, count=40)
        acknowledged += [site.line() for _ in range(dice.randint(1, 4))]
        assert site.database.process is not None
        os.kill(site.database.process.pid, signal.SIGKILL)
        while not (line := site.line()).startswith("end "):
            if TOKEN.fullmatch(line):
                acknowledged.append(line)
        site.database.process.wait()
        site.database.start()
    found = site.done("state", reference=case)
    assert set(acknowledged) - set(found["reasons"]) == set()
    told = [reason for reason in found["events"] if reason in found["reasons"]]
    assert sorted(found["reasons"]) == sorted(told)
    assert found["faults"] == []


def test_a_killed_worker_with_its_beat_sends_everything_in_the_end(site: Site) -> None:
    """F-02 with Celery itself: killed at any moment, and started again."""
    for number in range(KILLS if KILLS > 3 else 1):
        to = ("researcher", "decision_maker")[number % 2]
        site.done(
            "give", reference=site.cases[0], to=to, token=str(uuid.uuid4()), days=-7
        )
        site.send("worker", background=True)
        pid = int(site.line().removeprefix("pid "))
        before = len(site.mails())
        processes.wait_until(partial(site.has_more_mails, before), seconds=PATIENCE)
        os.kill(pid, signal.SIGKILL)
    site.done("mail", days=300)
    after = site.done("state")
    assert (after["unsent"], after["files"]) == (0, after["mails"])
