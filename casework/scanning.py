"""Asking ClamAV about a file, over its own socket (clamd's INSTREAM command).

What it cannot answer stays "not scanned": a scanner that is away or too slow, an answer
that is neither clean nor infected. A file past the scanner's own limits is neither, and
waiting does not help: a person has to answer for it (reliability U-02, F-08).
"""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass
from pathlib import Path

from casework.models import ScanState

CHUNK = 64 * 1024
LONGEST_ANSWER = 4096
CLEAN, FOUND, STREAM = "stream: OK", " FOUND", "stream: "
# Of INSTREAM, and of a scanner that is told to say so (AlertExceedsMax).
TOO_LONG = "INSTREAM size limit exceeded"
LIMIT_PASSED = ("Heuristics.Limits.Exceeded", "Heuristics.Encrypted")
LONGEST_NAME = 100


@dataclass(frozen=True)
class Verdict:
    """What the scanner says, and the name of what it ``found``."""

    state: ScanState
    found: str = ""


NOTHING_SAID = Verdict(ScanState.NOT_SCANNED)


def scan(content: bytes, socket_path: Path, *, seconds: float = 60.0) -> Verdict:
    """What the scanner says of ``content``; NOTHING_SAID if that is nothing clear.

    ``seconds`` is how long each step of the conversation may take.
    """
    try:
        answer = _ask(content, socket_path, seconds)
    except OSError:
        return NOTHING_SAID
    return _understood(answer.decode("utf-8", "replace"))


def _understood(answer: str) -> Verdict:
    if answer == CLEAN:
        return Verdict(ScanState.CLEAN)
    if answer.startswith(TOO_LONG):
        return Verdict(ScanState.TOO_MUCH)
    if not answer.endswith(FOUND):
        return NOTHING_SAID
    found = answer.removeprefix(STREAM).removesuffix(FOUND)[:LONGEST_NAME]
    if found.startswith(LIMIT_PASSED):
        return Verdict(ScanState.TOO_MUCH, found)
    return Verdict(ScanState.INFECTED, found)


def _ask(content: bytes, socket_path: Path, seconds: float) -> bytes:
    with socket.socket(socket.AF_UNIX) as scanner:
        scanner.settimeout(seconds)
        scanner.connect(str(socket_path))
        try:
            scanner.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), CHUNK):
                piece = content[start : start + CHUNK]
                scanner.sendall(struct.pack("!I", len(piece)) + piece)
            scanner.sendall(struct.pack("!I", 0))
        except (BrokenPipeError, ConnectionResetError):
            # Past its limit it answers and hangs up before the end: the answer counts.
            pass
        return _answer(scanner)


def _answer(scanner: socket.socket) -> bytes:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        more = scanner.recv(LONGEST_ANSWER)
        if not more:
            break
        answer += more
    return answer.rstrip(b"\0\n")
