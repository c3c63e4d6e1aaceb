"""Asking ClamAV about a file, over its own socket (clamd's INSTREAM command).

What it cannot answer stays "not scanned": a file past the scanner's limits, a scanner
that is away, an answer that is neither clean nor infected (reliability U-02, F-08).
"""

from __future__ import annotations

import socket
import struct
from pathlib import Path

from casework.models import ScanState

CHUNK = 64 * 1024
SECONDS = 60.0
LONGEST_ANSWER = 4096
CLEAN, FOUND = b"stream: OK", b" FOUND"


def scan(content: bytes, socket_path: Path) -> ScanState:
    """What the scanner says of ``content``; NOT_SCANNED if it says nothing clear."""
    try:
        answer = _ask(content, socket_path)
    except OSError:
        return ScanState.NOT_SCANNED
    if answer == CLEAN:
        return ScanState.CLEAN
    return ScanState.INFECTED if answer.endswith(FOUND) else ScanState.NOT_SCANNED


def _ask(content: bytes, socket_path: Path) -> bytes:
    with socket.socket(socket.AF_UNIX) as scanner:
        scanner.settimeout(SECONDS)
        scanner.connect(str(socket_path))
        scanner.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), CHUNK):
            piece = content[start : start + CHUNK]
            scanner.sendall(struct.pack("!I", len(piece)) + piece)
        scanner.sendall(struct.pack("!I", 0))
        return _answer(scanner)


def _answer(scanner: socket.socket) -> bytes:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        more = scanner.recv(LONGEST_ANSWER)
        if not more:
            break
        answer += more
    return answer.rstrip(b"\0\n")
