"""Only a clear answer of the scanner makes a file clean or infected."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from casework.models import ScanState
from casework.scanning import NOTHING_SAID, Verdict, scan

Answer = Callable[[bytes], bytes]


def receive(peer: socket.socket, count: int) -> bytes:
    got = b""
    while len(got) < count:
        got += peer.recv(count - len(got))
    return got


def receive_rest(peer: socket.socket) -> None:
    """Until the other side has hung up."""
    while peer.recv(65_536):
        pass


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
    ("says", "state", "found"),
    [
        (b"stream: OK\0", ScanState.CLEAN, ""),
        (b"stream: Test.Sig FOUND\0", ScanState.INFECTED, "Test.Sig"),
        (
            b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0",
            ScanState.TOO_MUCH,
            "Heuristics.Limits.Exceeded.MaxFileSize",
        ),
        (b"INSTREAM size limit exceeded. ERROR\0", ScanState.TOO_MUCH, ""),
        (b"stream: Can't allocate memory ERROR\0", ScanState.NOT_SCANNED, ""),
        (b"", ScanState.NOT_SCANNED, ""),
    ],
)
def test_what_the_scanner_says(
    tmp_path: Path, says: bytes, state: ScanState, found: str
) -> None:
    path = tmp_path / "clamd"
    thread = scanner_at(path, lambda _content: says)
    assert scan(b"x" * 200_000, path) == Verdict(state, found)
    thread.join(5)


def test_one_that_hangs_up_early_is_still_heard(tmp_path: Path) -> None:
    """Past its limit the scanner answers in the middle of the file."""
    path = tmp_path / "clamd"
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(path))
    server.listen(1)

    def serve() -> None:
        with server, server.accept()[0] as peer:
            receive(peer, 14)
            peer.sendall(b"INSTREAM size limit exceeded. ERROR\0")
            peer.shutdown(socket.SHUT_RD)
            receive_rest(peer)

    thread = threading.Thread(target=serve)
    thread.start()
    assert scan(bytes(4 * 1024 * 1024), path).state == ScanState.TOO_MUCH
    thread.join(5)


def test_one_that_never_answers_makes_nothing_clean(tmp_path: Path) -> None:
    path = tmp_path / "clamd"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen(1)
        assert scan(b"x", path, seconds=0.05) == NOTHING_SAID


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
    assert scan(b"x", tmp_path / "nobody") == NOTHING_SAID
