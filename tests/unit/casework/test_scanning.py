"""Only a clear answer of the scanner makes a file clean or infected."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from casework.models import ScanState
from casework.scanning import scan

Answer = Callable[[bytes], bytes]


def receive(peer: socket.socket, count: int) -> bytes:
    got = b""
    while len(got) < count:
        got += peer.recv(count - len(got))
    return got


def scanner_at(path: Path, answer: Answer) -> threading.Thread:
    """A peer that speaks clamd's INSTREAM for one file."""
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(path))
    server.listen(1)

    def serve() -> None:
        with server, server.accept()[0] as peer:
            assert receive(peer, 10) == b"zINSTREAM\0"
            content = b""
            while length := struct.unpack("!I", receive(peer, 4))[0]:
                content += receive(peer, length)
            peer.sendall(answer(content))

    thread = threading.Thread(target=serve)
    thread.start()
    return thread


@pytest.mark.parametrize(
    ("says", "state"),
    [
        (b"stream: OK\0", ScanState.CLEAN),
        (b"stream: Eicar-Signature FOUND\0", ScanState.INFECTED),
        (b"INSTREAM size limit exceeded. ERROR\0", ScanState.NOT_SCANNED),
        (b"", ScanState.NOT_SCANNED),
    ],
)
def test_what_the_scanner_says(tmp_path: Path, says: bytes, state: ScanState) -> None:
    path = tmp_path / "clamd"
    thread = scanner_at(path, lambda _content: says)
    assert scan(b"x" * 200_000, path) == state
    thread.join(5)


def test_the_whole_file_reaches_the_scanner(tmp_path: Path) -> None:
    path, content, seen = tmp_path / "clamd", bytes(range(256)) * 1000, []

    def keep(got: bytes) -> bytes:
        seen.append(got)
        return b"stream: OK\0"

    thread = scanner_at(path, keep)
    scan(content, path)
    thread.join(5)
    assert seen == [content]


def test_a_scanner_that_is_away_makes_nothing_clean(tmp_path: Path) -> None:
    assert scan(b"x", tmp_path / "nobody") == ScanState.NOT_SCANNED
