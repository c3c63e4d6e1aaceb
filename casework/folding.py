"""Text made comparable: how people write a name must not hide it."""

from __future__ import annotations

import re
import unicodedata

_QUOTES = re.compile("[\u2018\u2019\u02bc\u0060\u00b4]")
_HYPHENS = re.compile("[\u2010-\u2015\u2212]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


def fold(text: str) -> str:
    """Lower case, no accents, plain apostrophes and hyphens, single spaces.

    What a word processor puts in their place (curly quotes, long dashes, soft hyphens)
    reads the same and so compares the same.
    """
    plain = _QUOTES.sub("'", _HYPHENS.sub("-", _INVISIBLE.sub("", text)))
    apart = unicodedata.normalize("NFKD", plain.casefold())
    letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(letters.split())
