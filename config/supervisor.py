"""``make run``: the whole product as one process tree on one machine.

It starts PostgreSQL and Valkey (unless ``DATABASE_URL`` and ``REDIS_URL`` name real
ones), brings the database up to date, then runs one web process and one Celery
worker with beat, and starts again whichever of them dies. Everything ends with it.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Never

from config import processes
from config.broker import Broker
from config.embedded import Postgres
from config.places import ROOT, log_file, var_dir_from_environment
from config.processes import Child
from config.services import Lock, ServiceError

SECONDS_FOR_THE_LAST_ONE_TO_STOP = 15.0
SECONDS_FOR_A_PORT = 10.0
SECONDS_TO_SERVE = 60.0
SECONDS_BETWEEN_LOOKS = 0.25
# Together below the five seconds within which Ctrl-C must have stopped everything.
SECONDS_TO_FINISH_WORK = 2.0
SECONDS_TO_GIVE_WORK_BACK = 1.0
SECONDS_TO_CLOSE_FILES = 1.0
SECONDS_TO_DROP_FILES = 0.5
# More deaths than these within a minute are no accident.
DEATHS_FORGIVEN = 5
SECONDS_OF_MEMORY = 60.0

# One process each, with threads: a trial has a handful of people and little memory.
WEB = (
    *("gunicorn", "config.wsgi:application", "--workers", "1", "--threads", "4"),
    *("--timeout", "60", "--graceful-timeout", "2", "--no-control-socket"),
)
WORKER = (
    *("celery", "--app", "config", "worker", "--beat", "--pool", "threads"),
    *("--concurrency", "2", "--loglevel", "INFO"),
    *("--without-gossip", "--without-mingle"),
)


class StartError(RuntimeError):
    """The product cannot run; the message says why and what to do."""


class Stopped(BaseException):
    """Somebody asked for the end, with Ctrl-C or SIGTERM."""


def say(text: str) -> None:
    """Tell the person at the terminal."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@dataclass
class Program:
    """A module of Python as a child: web, worker, or what comes before them."""

    name: str
    arguments: list[str]
    env: dict[str, str]
    log: Path
    speaks: bool = False
    stop_signal: signal.Signals = signal.SIGTERM
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; what it offers may come some seconds later."""
        self.process = processes.spawn(
            [sys.executable, "-m", *self.arguments],
            log=self.log,
            env=self.env,
            cwd=ROOT,
            speaks=self.speaks,
        )


@dataclass
class Supervisor:
    """The tree for one data folder and one port."""

    var_dir: Path
    port: int
    services: list[Child] = field(default_factory=list)
    programs: list[Child] = field(default_factory=list)
    # What ends by itself and is not started again before the next start.
    errands: list[Child] = field(default_factory=list)
    deaths: deque[float] = field(default_factory=deque)

    def start(self) -> None:
        """Start everything in its order; returns when a page can be had."""
        await_port(self.port)
        if not os.environ.get("DATABASE_URL"):
            self.services.append(Postgres(self.var_dir))
        if not os.environ.get("REDIS_URL"):
            self.services.append(Broker(self.var_dir))
        for service in self.services:
            service.start()
        self._prepare()
        self.programs = [
            self._program("web", *WEB, "--bind", f"127.0.0.1:{self.port}"),
            self._program("worker", *WORKER, "--schedule", str(self.var_dir / "beat")),
        ]
        for program in self.programs:
            program.start()
        web = self.programs[0]
        processes.wait_until(
            lambda: self._serves() or not processes.lives(web), seconds=SECONDS_TO_SERVE
        )
        if not self._serves():
            message = f"The pages cannot be had.\n{processes.last_lines(web.log)}"
            raise StartError(message)
        self.errands = [self._program("rest", "config.prepare", "rest")]
        for errand in self.errands:
            errand.start()

    def watch(self) -> Never:
        """Start again what dies, until asked to end.

        Raises StartError if something dies more often than can be an accident.
        """
        while True:
            for child in self.services + self.programs:
                if not processes.lives(child):
                    self._count_death(child)
                    if child.name == "web":
                        await_port(self.port)
                    child.start()
            time.sleep(SECONDS_BETWEEN_LOOKS)

    def stop(self) -> None:
        """Stop everything, the programs before the services that they use."""
        processes.stop(
            *self.errands,
            *self.programs,
            patience=SECONDS_TO_FINISH_WORK,
            insistence=SECONDS_TO_GIVE_WORK_BACK,
        )
        processes.stop(
            *self.services,
            patience=SECONDS_TO_CLOSE_FILES,
            insistence=SECONDS_TO_DROP_FILES,
        )

    def _program(self, name: str, *arguments: str, speaks: bool = False) -> Program:
        env = os.environ | {"VAR_DIR": str(self.var_dir), "PORT": str(self.port)}
        env.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
        env.setdefault("PUBLIC_URL", f"http://127.0.0.1:{self.port}")
        log = log_file(self.var_dir, name)
        return Program(name, list(arguments), env, log, speaks)

    def _prepare(self) -> None:
        """Bring the database up to date, in a process of its own that needs Django."""
        preparation = self._program("prepare", "config.prepare", speaks=True)
        self.programs = [preparation]
        preparation.start()
        if preparation.process is None or preparation.process.wait():
            message = f"The start failed.\n{processes.last_lines(preparation.log)}"
            raise StartError(message)

    def _serves(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz/")
            connection.getresponse()
        except OSError:
            return False
        finally:
            connection.close()
        return True

    def _count_death(self, child: Child) -> None:
        say(f"{child.name} ended unexpectedly and is started again (see {child.log}).")
        now = time.monotonic()
        self.deaths.append(now)
        while self.deaths[0] < now - SECONDS_OF_MEMORY:
            self.deaths.popleft()
        if len(self.deaths) > DEATHS_FORGIVEN:
            message = f"{child.name} keeps ending.\n{processes.last_lines(child.log)}"
            raise StartError(message)


def await_port(port: int) -> None:
    """Return when ``port`` is free: a killed web process may hold it a moment.

    Raises StartError if it stays taken.
    """
    if not processes.wait_until(lambda: _is_free(port), seconds=SECONDS_FOR_A_PORT):
        message = (
            f"Port {port} is used by another program: stop that, or choose another "
            f"port (make run PORT={port + 1})."
        )
        raise StartError(message)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def take_data(var_dir: Path) -> None:
    """Have the data folder to ourselves until this process ends.

    A predecessor that is stopping is waited for; raises StartError if it does not.
    """
    lock = Lock.of(var_dir)
    if not lock.take(seconds=SECONDS_FOR_THE_LAST_ONE_TO_STOP):
        message = (
            f"Process {lock.holder()} already runs with the data in {var_dir}: "
            "stop it, or give another VAR_DIR and PORT."
        )
        raise StartError(message)


def welcome(var_dir: Path, port: int) -> str:
    """The address and who may sign in, for the person at the terminal."""
    lines = ["", f"Open http://127.0.0.1:{port} and sign in as one of these:", ""]
    sign_ins = var_dir / "sign-ins.txt"
    if sign_ins.exists():
        for line in sign_ins.read_text().splitlines():
            role, name, password = line.split("\t")
            lines.append(f"  {role:<28}{name:<28}{password}")
    lines += ["", f"Logs are in {var_dir / 'logs'}. Ctrl-C stops everything.", ""]
    return "\n".join(lines)


def _raise_stopped(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


def main() -> int:
    """Run until asked to end; returns the code to end with."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _raise_stopped)
    if "MAKELEVEL" in os.environ:
        # A killed make must not leave the tree behind.
        processes.follow_parent(signal.SIGTERM)
    var_dir, port = var_dir_from_environment(), os.environ.get("PORT") or "8000"
    if not port.isdecimal():
        sys.stderr.write(f"PORT must be a number, not {port!r}.\n")
        return 1
    supervisor = Supervisor(var_dir, int(port))
    try:
        take_data(var_dir)
        supervisor.start()
        say(welcome(var_dir, supervisor.port))
        supervisor.watch()
    except Stopped:
        say("Stopping.")
        return 0
    except (StartError, *ServiceError, OSError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        supervisor.stop()


if __name__ == "__main__":
    sys.exit(main())
