"""Names of files: shown and sent, never used on the disk (reliability U-06)."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

from casework.files.kinds import ENDINGS
from casework.forms.text_fields import unprintable_in

NAME_LENGTH = 120
# What is read in the other direction, and what takes no room at all: a name that looks
# like another one.
INVISIBLE = frozenset({"Cf", "Co", "Cn"})
# The joiner that holds an emoji of several people together is no trick.
JOINER = "\u200d"
# Windows takes these for devices, whatever ending follows.
DEVICES = frozenset(
    {"con", "prn", "aux", "nul"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}
)


def tidy_file_name(name: str) -> str:
    """The last part of a path without what cannot be printed, at most NAME_LENGTH.

    A name of dots or nothing is "document"; that of a device gets an underscore.
    """
    last = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    kept = "".join(c for c in last if c not in '\n\t"' and not _hides(c))
    stem, ending = PurePosixPath(kept).stem, PurePosixPath(kept).suffix
    tidy = f"{stem[: NAME_LENGTH - len(ending)]}{ending}"[:NAME_LENGTH].strip(". ")
    if tidy.partition(".")[0].strip().lower() in DEVICES:
        tidy = f"_{tidy}"
    return tidy or "document"


def _hides(character: str) -> bool:
    if character == JOINER:
        return False
    return bool(unprintable_in(character)) or (
        unicodedata.category(character) in INVISIBLE
    )


def download_name(name: str, content_type: str) -> str:
    """``name`` with the ending that its content has, so that nothing is run by name."""
    tidy, endings = tidy_file_name(name), ENDINGS[content_type]
    return tidy if tidy.lower().endswith(endings) else f"{tidy}{endings[0]}"
