"""``make run`` as a process tree: it restarts what dies and leaves nothing behind."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from config import broker, embedded, processes, supervisor
from config.places import ROOT
from config.postgres_home import home_of

PATIENCE = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@dataclass
class Running:
    """A supervisor in its own process, as a person at a terminal has it."""

    var_dir: Path
    port: int
    output: Path
    process: subprocess.Popen[bytes] = field(init=False)

    def start(self) -> None:
        self.output.write_bytes(b"")
        with self.output.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.supervisor"],
                cwd=ROOT,
                env=os.environ
                | {
                    "VAR_DIR": str(self.var_dir),
                    "PORT": str(self.port),
                    "DJANGO_SETTINGS_MODULE": "tests.integration.smallest_product",
                },
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )

    def says(self, words: str) -> bool:
        """Whether it has said ``words``, or says them before it ends."""
        processes.wait_until(
            lambda: words in self.output.read_text() or self.process.poll() is not None,
            seconds=PATIENCE,
        )
        return words in self.output.read_text()

    def tree(self) -> set[int]:
        """Every process below the supervisor, and those that have lost it."""
        found: set[int] = set()
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                environment = (folder / "environ").read_bytes()
                arguments = (folder / "cmdline").read_bytes()
                ours = f"VAR_DIR={self.var_dir}\0".encode() in environment
                if ours or str(self.var_dir).encode() in arguments:
                    found.add(int(folder.name))
        return found - {os.getpid()}

    def leaves_nothing(self) -> bool:
        return processes.wait_until(lambda: not self.tree(), seconds=PATIENCE)

    def pid_of(self, word: str) -> int:
        """The first process of the tree with ``word`` among its arguments, or 0."""
        running = (pid for pid in self.tree() if processes.is_running(pid, word))
        return min(running, default=0)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """A started product with a page to be had."""
    tree = Running(tmp_path / "var", free_port(), tmp_path / "output")
    tree.start()
    assert tree.says("Ctrl-C stops everything"), tree.output.read_text()
    yield tree
    if tree.process.poll() is None:
        tree.process.terminate()
        tree.process.wait(PATIENCE)
    sockets = Path(embedded.database_settings(tree.var_dir)["HOST"])
    for left in (
        home_of(tree.var_dir),
        sockets,
        broker.socket_path(tree.var_dir).parent,
    ):
        shutil.rmtree(left, ignore_errors=True)


def children(pid: int) -> list[int]:
    """The processes that process ``pid`` has started."""
    with suppress(OSError):
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        return [int(word) for word in listed.split()]
    return []


def execute(var_dir: Path, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(embedded.database_url(var_dir), autocommit=True) as connection:
        cursor = connection.execute(query)
        return cursor.fetchall() if cursor.description else []


def test_ctrl_c_stops_everything_and_the_next_start_has_every_row(
    running: Running,
) -> None:
    execute(running.var_dir, "CREATE TABLE word AS SELECT 'kept' AS it")
    running.process.send_signal(signal.SIGINT)

    assert running.process.wait(PATIENCE) == 0
    assert running.leaves_nothing()

    running.start()
    assert running.says("Ctrl-C stops everything")
    assert execute(running.var_dir, "SELECT it FROM word") == [("kept",)]


def test_a_killed_supervisor_takes_all_with_it_and_loses_no_row(
    running: Running,
) -> None:
    execute(running.var_dir, "CREATE TABLE word AS SELECT 'kept' AS it")
    running.process.kill()
    running.process.wait()

    # At once, while the old servers are still ending.
    running.start()

    assert running.says("Ctrl-C stops everything"), running.output.read_text()
    assert execute(running.var_dir, "SELECT it FROM word") == [("kept",)]
    assert len([p for p in running.tree() if processes.is_running(p, "gunicorn")]) == 2


@pytest.mark.parametrize(("name", "word"), [("web", "gunicorn"), ("worker", "celery")])
def test_a_killed_program_is_started_again(
    running: Running, name: str, word: str
) -> None:
    first = running.pid_of(word)
    os.kill(first, signal.SIGKILL)

    assert running.says(f"{name} ended unexpectedly")
    assert processes.wait_until(
        lambda: any(
            processes.is_running(pid, word) for pid in running.tree() if pid > first
        ),
        seconds=PATIENCE,
    )
    running.process.terminate()
    running.process.wait(PATIENCE)
    # A killed worker's beat must have ended with it.
    assert running.leaves_nothing()


def test_a_worker_whose_beat_was_killed_is_started_again_with_one(
    running: Running,
) -> None:
    worker = running.pid_of("celery")

    def kill_beat() -> bool:
        """Whatever short-lived child of the start is there too goes with it."""
        for child in children(worker):
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        return "worker ended unexpectedly" in running.output.read_text()

    assert processes.wait_until(kill_beat, seconds=PATIENCE)
    assert processes.wait_until(
        lambda: children(running.pid_of("celery")) != [], seconds=PATIENCE
    )


def test_a_second_start_with_the_same_data_is_refused(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "SECONDS_FOR_THE_LAST_ONE_TO_STOP", 0)

    with pytest.raises(supervisor.StartError, match=f"Process {running.process.pid}"):
        supervisor.take_data(running.var_dir)


def test_a_taken_port_is_named_with_the_way_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(supervisor, "SECONDS_FOR_A_PORT", 0)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(supervisor.StartError, match=f"PORT={port + 1}"):
            supervisor.await_port(port)


def test_the_welcome_names_the_address_and_a_sign_in_per_role(tmp_path: Path) -> None:
    (tmp_path / "sign-ins.txt").write_text("Triage officer\tamy\tblue-kettle\n")

    text = supervisor.welcome(tmp_path, 8001)

    assert "http://127.0.0.1:8001" in text
    assert ["Triage", "officer", "amy", "blue-kettle"] in [
        line.split() for line in text.splitlines()
    ]
