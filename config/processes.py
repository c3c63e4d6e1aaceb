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

PR_SET_PDEATHSIG = 1
PAUSE = 0.02
_libc = ctypes.CDLL(None)


@dataclass(frozen=True)
class Account:
    """The user and group that a child runs as, without any other group."""

    uid: int
    gid: int


def die_with_parent(death_signal: signal.Signals) -> Callable[[], None]:
    """A ``preexec_fn``: the kernel signals the child when its parent is gone.

    Without it, ``kill -9`` of the supervisor leaves a Valkey behind and the next
    start has two of them writing one file.
    """
    parent = os.getpid()

    def ask_the_kernel() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, int(death_signal))
        if os.getppid() != parent:
            os._exit(1)

    return ask_the_kernel


def spawn(
    command: Sequence[str | Path],
    *,
    log: Path,
    env: Mapping[str, str],
    death_signal: signal.Signals = signal.SIGTERM,
    account: Account | None = None,
    cwd: Path | None = None,
) -> subprocess.Popen[bytes]:
    """Start ``command`` in a session of its own, its output appended to ``log``.

    Its own session, so that Ctrl-C reaches only the supervisor, which then stops
    the children in their order.
    """
    with log.open("ab") as output:
        # The commands are ours: none contains anything a visitor has typed.
        return subprocess.Popen(  # noqa: S603
            [os.fspath(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(env),
            cwd=cwd,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            start_new_session=True,
            # Only the main thread starts children, before any other thread exists.
            preexec_fn=die_with_parent(death_signal),  # noqa: PLW1509
        )


def stop(
    child: subprocess.Popen[bytes],
    *,
    first: signal.Signals = signal.SIGTERM,
    patience: float,
) -> None:
    """Ask ``child`` to end with the signal ``first``; kill it after ``patience`` s."""
    if child.poll() is None:
        child.send_signal(first)
    try:
        child.wait(patience)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


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
