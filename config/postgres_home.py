"""Where the embedded server keeps its data, and the account that it runs as."""

from __future__ import annotations

import os
import pwd
import secrets
from contextlib import suppress
from pathlib import Path

from config.places import private_folder
from config.postgres_binaries import DatabaseError, reachable
from config.processes import Account

# PostgreSQL refuses to run as root; every Debian has this account.
SERVER_ACCOUNT = "nobody"
FOLDERS_IN_REACH = Path("/var/lib/casework")


def home_of(var_dir: Path) -> Path:
    """The folder of the server's files for ``var_dir``, whether made or not.

    It is ``var_dir/postgres`` unless the file ``home`` in there names another.
    """
    home = var_dir.resolve() / "postgres"
    with suppress(OSError):
        return Path((home / "home").read_text().strip())
    return home


def server_account() -> Account | None:
    """The account that the server runs as; None is that of this process."""
    if os.geteuid() != 0:
        return None
    entry = pwd.getpwnam(SERVER_ACCOUNT)
    return Account(entry.pw_uid, entry.pw_gid)


def settle(var_dir: Path, account: Account | None) -> Path:
    """Make the server's folder and return it.

    As root with the project below a folder of mode 0700, the server's account could
    never reach its data there, and opening such a folder is not ours to do: the
    data then goes to a folder below /var/lib, named in ``var_dir/postgres/home``.
    Raises DatabaseError if the data there is already another copy's.
    """
    var_dir = var_dir.resolve()
    var_dir.mkdir(parents=True, exist_ok=True)
    inside = var_dir / "postgres"
    home = home_of(var_dir)
    if home == inside and account is not None and not reachable(inside):
        if (inside / "data").exists():
            message = (
                f"The account {SERVER_ACCOUNT} cannot reach {inside}: "
                "let others pass through its parent folders (chmod o+x)."
            )
            raise DatabaseError(message)
        private_folder(inside)
        home = FOLDERS_IN_REACH / secrets.token_hex(6)
        (inside / "home").write_text(f"{home}\n")
    private_folder(home, owner=account.uid if account else None)
    if home != inside:
        FOLDERS_IN_REACH.chmod(0o755)
        _claim(home, var_dir)
    return home


def _claim(home: Path, var_dir: Path) -> None:
    """Note whose ``home`` is: a moved project keeps it, a copied one may not."""
    note = home / "used-by"
    with suppress(FileNotFoundError):
        other = Path(note.read_text())
        if other != var_dir and home_of(other) == home:
            message = (
                f"The database in {home} is used by {other}: to start with an empty "
                f"one, remove {var_dir / 'postgres' / 'home'}."
            )
            raise DatabaseError(message)
    note.write_text(str(var_dir))
