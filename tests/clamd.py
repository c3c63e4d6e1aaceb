"""A real ClamAV of the tests' own: its socket, and signatures made on the spot.

Nothing is fetched: the one signature is of the EICAR test file, which every scanner
takes for a virus and which is none. Its words are put together here, so that no file
of this repository is stopped by a scanner.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

PROGRAM = shutil.which(
    "clamd", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin"
)
MISSING = "ClamAV is not installed: bin/setup test, as root, installs clamav-daemon"
_PARTS = (
    r"X5O!P%@AP[4\PZX54(P^)",
    "7CC)7}$EICAR-STANDARD-",
    "ANTIVIRUS-TEST-FILE!$H+H*",
)
EICAR = "".join(_PARTS).encode()
SIGNATURE = "Local.Test.Eicar"
FOUND = f"{SIGNATURE}.UNOFFICIAL"
SETTINGS = """
Foreground yes
LocalSocket {folder}/clamd.ctl
DatabaseDirectory {folder}/signatures
TemporaryDirectory {folder}
OfficialDatabaseOnly no
Bytecode no
StreamMaxLength 1M
MaxFileSize 1M
AlertExceedsMax yes
SelfCheck 0
LogVerbose yes
"""


@contextmanager
def running_clamd() -> Iterator[Path]:
    """Yields the socket of a scanner that listens; ends it after."""
    # A path of pytest is longer than the name of a socket may be.
    with tempfile.TemporaryDirectory(prefix="cw-clamd-") as name:
        folder = Path(name)
        (folder / "signatures").mkdir()
        line = f"{SIGNATURE}:0:*:{EICAR.hex()}\n"
        (folder / "signatures" / "local.ndb").write_text(line)
        settings = folder / "clamd.conf"
        settings.write_text(SETTINGS.format(folder=folder))
        with _started(settings) as daemon:
            yield folder / "clamd.ctl"
            assert daemon.poll() is None, "the scanner has ended by itself"


@contextmanager
def _started(settings: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The program, once it listens. To a terminal it writes each line at once."""
    assert PROGRAM is not None, MISSING
    ours, its = os.openpty()
    command = [PROGRAM, "--config-file", str(settings)]
    with subprocess.Popen(command, stdout=its, stderr=its) as daemon:
        os.close(its)
        try:
            with os.fdopen(ours, "rb", buffering=0) as said:
                _await(cast("BinaryIO", said))
                yield daemon
        finally:
            daemon.terminate()
            daemon.wait(timeout=30)


def _await(terminal: BinaryIO) -> None:
    """Reads what it says until it listens."""
    said = b""
    while b"Listening daemon" not in said:
        try:
            said += terminal.read(4096)
        except OSError:
            # The terminal of a program that has ended.
            raise RuntimeError(said.decode()) from None
