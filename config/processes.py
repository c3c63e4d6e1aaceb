"""Child processes that neither outlive nor surprise the process that started them."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

PR_SET_PDEATHSIG = 1
PAUSE = 0.02
_libc = ctypes.CDLL(None)


class Child(Protocol):
    """A program that somebody starts, watches and stops."""

    name: str
    log: Path
    stop_signal: signal.Signals
    process: subprocess.Popen[bytes] | None

    def start(self) -> None:
        """Start it, again if need be."""


@dataclass(frozen=True)
class Account:
    """The user and group that a child runs as, without any other group."""

    uid: int
    gid: int


def follow_parent(death_signal: signal.Signals) -> None:
    """From now on the kernel signals this process when its parent is gone."""
    _libc.prctl(PR_SET_PDEATHSIG, int(death_signal))


def die_with_parent(death_signal: signal.Signals) -> Callable[[], None]:
    """A ``preexec_fn``: the kernel signals the child when its parent is gone.

    Without it, ``kill -9`` of the supervisor leaves a Valkey behind and the next
    start has two of them writing one file.
    """
    parent = os.getpid()

    def ask_the_kernel() -> None:
        follow_parent(death_signal)
        if os.getppid() != parent:
            os._exit(1)

    return ask_the_kernel


def spawn(
    command: Sequence[str | Path],
    *,
    log: Path,
    env: Mapping[str, str],
    cwd: Path,
    death_signal: signal.Signals = signal.SIGTERM,
    account: Account | None = None,
    speaks: bool = False,
) -> subprocess.Popen[bytes]:
    """Start ``command`` in a session of its own, its output appended to ``log``.

    If it ``speaks``, what it prints goes to the terminal and only errors to the log.
    Its own session, so that Ctrl-C reaches only the supervisor, which then stops
    the children in their order.
    """
    with log.open("ab") as output:
        return subprocess.Popen(
            [os.fspath(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=None if speaks else output,
            stderr=output,
            env=dict(env),
            cwd=cwd,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            start_new_session=True,
            # Only the main thread starts children, before any other thread exists.
            preexec_fn=die_with_parent(death_signal),  # noqa: PLW1509
        )


def lives(child: Child) -> bool:
    """Whether ``child`` was started and has not ended."""
    return child.process is not None and child.process.poll() is None


def stop(*children: Child, patience: float, insistence: float = 1.0) -> None:
    """Ask all ``children`` at once to end, and return when they have.

    Those that have not after ``patience`` seconds are told to drop what they do
    (SIGQUIT: a Celery worker then gives its tasks back to the broker), and after
    ``insistence`` more they are killed.
    """
    for child in children:
        _send(child, child.stop_signal)
    if not _ended(children, patience):
        for child in children:
            _send(child, signal.SIGQUIT)
        _ended(children, insistence)
    for child in children:
        _send(child, signal.SIGKILL)
        if child.process is not None:
            child.process.wait()


def _send(child: Child, number: signal.Signals) -> None:
    if child.process is not None and lives(child):
        child.process.send_signal(number)


def _ended(children: Sequence[Child], seconds: float) -> bool:
    return wait_until(lambda: not any(map(lives, children)), seconds=seconds)


def is_running(pid: int, argument: str) -> bool:
    """Whether process ``pid`` lives and was started with ``argument``.

    A number in a file is not proof: after ``kill -9`` it may belong to a zombie, or
    in a new container to quite another program.
    """
    with suppress(OSError, IndexError):
        status = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        return status != "Z" and os.fsencode(argument) in arguments
    return False


def answer_to(question: bytes, path: Path) -> bytes | None:
    """What the server on the unix socket ``path`` says first; None if none is there."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1)
        try:
            client.connect(os.fspath(path))
            client.sendall(question)
            return client.recv(64)
        except OSError:
            return None


def wait_until(fact: Callable[[], bool], *, seconds: float) -> bool:
    """Look at ``fact`` until it is true; False if it is not within ``seconds``."""
    limit = time.monotonic() + seconds
    while not fact():
        if time.monotonic() > limit:
            return False
        time.sleep(PAUSE)
    return True


def last_lines(log: Path, count: int = 12) -> str:
    """The end of ``log``, to show why a child could not start."""
    with suppress(OSError):
        return "\n".join(log.read_text(errors="replace").splitlines()[-count:])
    return ""
