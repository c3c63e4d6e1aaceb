"""Where the embedded services keep their files; nothing here starts anything."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Linux keeps a socket's path in 108 bytes, the last of them zero (unix(7)).
LONGEST_SOCKET_PATH = 107
# Not tempfile.gettempdir(): TMPDIR may differ between the shells of one project.
SHORT_FOLDERS = Path("/tmp")  # noqa: S108 - private_folder() refuses one it does not own


def var_dir_from_environment() -> Path:
    """``VAR_DIR`` made absolute, or ``var`` beside the code."""
    return Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve()


def fingerprint(folder: Path) -> str:
    """Twelve hexadecimal digits that stand for the path ``folder``."""
    return hashlib.sha256(str(folder).encode()).hexdigest()[:12]


def socket_folder(folder: Path, socket_name: str) -> Path:
    """``folder``, or a short stand-in if the path of its socket would be too long."""
    if len(os.fsencode(folder / socket_name)) <= LONGEST_SOCKET_PATH:
        return folder
    return SHORT_FOLDERS / f"casework-{fingerprint(folder)}"


def private_folder(folder: Path, *, owner: int | None = None) -> None:
    """Make ``folder`` for its owner alone (mode 0700).

    Takes the owner's user id; None means the user of this process. Raises
    PermissionError if the folder is a link or somebody else's: a stranger who can
    read the data folder, or answer on the socket, could pose as the database.
    """
    owner = os.geteuid() if owner is None else owner
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid not in {os.geteuid(), owner}:
        message = f"{folder} belongs to another user: remove it, or set VAR_DIR."
        raise PermissionError(message)
    if folder.stat().st_uid != owner:
        os.chown(folder, owner, -1)
    folder.chmod(0o700)


def log_file(var_dir: Path, name: str) -> Path:
    """The log of the process ``name``, in a folder made for its owner alone."""
    folder = var_dir.resolve() / "logs"
    private_folder(folder)
    return folder / f"{name}.log"
