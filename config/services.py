"""The database and the broker together, for one data folder and one starter.

``python -m config.services exec -- COMMAND...`` starts both for a test or a check
(in ``var/test``, or the first free ``var/test-N``), runs the command with ``VAR_DIR``
set, stops them, and ends with the command's code.
"""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from types import FrameType

from config.broker import Broker, BrokerError
from config.embedded import Postgres
from config.places import ROOT
from config.postgres_binaries import DatabaseError
from config.processes import Child, stop, wait_until

ServiceError = (DatabaseError, BrokerError)
# Set for the children of a process that has started the services.
STARTED = "CASEWORK_SERVICES_STARTED"


@dataclass
class Lock:
    """Who may start services in a data folder: one living process at a time."""

    path: Path
    descriptor: int = field(default=-1)

    @classmethod
    def of(cls, var_dir: Path) -> Lock:
        """The lock of ``var_dir``, which is made if it is not there; not yet held."""
        var_dir.mkdir(parents=True, exist_ok=True)
        return cls(var_dir / "running")

    def take(self, *, seconds: float = 0) -> bool:
        """Whether it could be had within ``seconds``; the kernel frees it at death."""
        self.descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        if not wait_until(self._try, seconds=seconds):
            os.close(self.descriptor)
            return False
        os.ftruncate(self.descriptor, 0)
        os.pwrite(self.descriptor, str(os.getpid()).encode(), 0)
        return True

    def holder(self) -> str:
        """The process id that its present holder wrote."""
        return self.path.read_text() or "unknown"

    def release(self) -> None:
        """Let the next one start."""
        os.close(self.descriptor)

    def _try(self) -> bool:
        try:
            fcntl.flock(self.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def first_free(folder: Path) -> tuple[Path, Lock]:
    """``folder``, or the first of ``folder-2``, ... that nobody uses, and its lock.

    Two test runs side by side then have a server each and never meet.
    """
    for number in count(1):
        candidate = folder if number == 1 else Path(f"{folder}-{number}")
        lock = Lock.of(candidate)
        if lock.take():
            return candidate, lock
    raise AssertionError("count() does not end")


@contextmanager
def for_tests(folder: Path | None = None) -> Iterator[Path]:
    """Both services for tests, stopped at the end; gives their data folder.

    Starts none of those for which the environment names a server, and sets
    ``VAR_DIR`` for the settings of this process and its children.
    """
    var_dir, lock = first_free(folder or ROOT / "var" / "test")
    os.environ["VAR_DIR"] = str(var_dir)
    os.environ[STARTED] = "1"
    services: list[Child] = []
    try:
        if not os.environ.get("DATABASE_URL"):
            services.append(Postgres(var_dir, durable=False))
        if not os.environ.get("REDIS_URL"):
            services.append(Broker(var_dir))
        for service in services:
            service.start()
        yield var_dir
    finally:
        stop(*services, patience=10)
        lock.release()


def _raise_exit(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def execute(command: list[str]) -> int:
    """Run ``command`` between start and stop of both services; returns its code."""
    signal.signal(signal.SIGTERM, _raise_exit)
    with for_tests(), subprocess.Popen(command) as child:
        try:
            return child.wait()
        except (KeyboardInterrupt, SystemExit):
            # The terminal has told the child too; its summary is worth a moment.
            with suppress(subprocess.TimeoutExpired):
                child.terminate()
                child.wait(10)
            child.kill()
            raise


def main(arguments: list[str]) -> int:
    """The command line; returns the code to end with."""
    match arguments:
        case ["exec", "--", *command] if command:
            try:
                return execute(command)
            except ServiceError as problem:
                sys.stderr.write(f"{problem}\n")
                return 1
        case _:
            sys.stderr.write("Use: python -m config.services exec -- COMMAND...\n")
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
