"""Reads one PDF from standard input and says what is in it, as JSON.

A program of its own with little memory and time: run by ``pdf``, it imports nothing of
the product. QPDF reads the objects; no content of a page is looked at.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from collections.abc import Iterator
from typing import Any

MEMORY = 1024 * 1024 * 1024
SECONDS = 15
DEEPEST = 50
KEYS = {
    "/JS": "script",
    "/JavaScript": "script",
    "/EF": "files",
    "/EmbeddedFiles": "files",
    "/XFA": "form",
    "/RichMediaContent": "media",
}
NAMES = {
    "/JavaScript": "script",
    "/Launch": "launch",
    "/EmbeddedFile": "files",
    "/FileAttachment": "files",
    "/GoToE": "files",
    "/RichMedia": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/Screen": "media",
}
ACTS = ("/S", "/Type", "/Subtype")


def main() -> None:
    """Answer about the file on standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    import pikepdf  # noqa: PLC0415  within the limits

    try:
        with pikepdf.open(io.BytesIO(sys.stdin.buffer.read())) as file:
            said = {
                "pages": len(file.pages),
                "found": sorted(set(_found(file))),
                # Read with an empty password, it is still hidden from the scanner.
                "protected": file.is_encrypted,
            }
    except pikepdf.PasswordError:
        said = {"protected": True}
    json.dump(said, sys.stdout)


def _found(file: Any) -> Iterator[str]:
    for thing in file.objects:
        yield from _in(thing, 0)


def _in(thing: Any, depth: int) -> Iterator[str]:
    """What ``thing`` holds by itself; what it points to is an object of the file."""
    import pikepdf  # noqa: PLC0415  within the limits

    if depth > DEEPEST:
        raise ValueError("Too deep.")
    held: list[Any] = []
    if isinstance(thing, pikepdf.Array):
        held = list(thing)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        pairs = list(thing.items())
        held = [value for _key, value in pairs]
        yield from (KEYS[key] for key, _value in pairs if key in KEYS)
        acts = (value for key, value in pairs if key in ACTS)
        yield from (NAMES[said] for said in map(_name, acts) if said in NAMES)
    for inner in held:
        if not getattr(inner, "is_indirect", False):
            yield from _in(inner, depth + 1)


def _name(value: Any) -> str:
    import pikepdf  # noqa: PLC0415  within the limits

    return str(value) if isinstance(value, pikepdf.Name) else ""


if __name__ == "__main__":
    main()
