"""What the words of a notice or an e-mail may not say (reliability 8.2.3).

They reach a screen that anybody may read, so they carry the number of the case and a
link: no name, no scheme, nothing that says what the case is about. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
# What may stand in braces, by what is written.
IN_A_NOTICE = frozenset({"when"})
IN_A_SUBJECT = frozenset({"number"})
IN_A_BODY = frozenset({"number", "text", "link"})
# Beginnings of words that say what the case is about, or that somebody is at risk.
GIVEAWAYS = (
    "abus",
    "alarm",
    "applicant",
    "assault",
    "child",
    "clare",
    "convict",
    "crime",
    "criminal",
    "danger",
    "disclos",
    "domestic",
    "harm",
    "offend",
    "perpetrat",
    "risk",
    "safeguard",
    "sarah",
    "sex",
    "subject",
    "threat",
    "victim",
    "violen",
    "weapon",
)
CONTACT = re.compile(r"[^\s@]+@[^\s@]+|\b\d[\d ]{8,}\d\b|https?:", re.IGNORECASE)


def faults_in(
    text: str, allowed: Collection[str], names: Collection[str] = ()
) -> Iterator[str]:
    """A sentence for each thing that ``text`` may not say; ``names`` are of schemes."""
    yield from (
        _refusal(name, allowed)
        for name in PLACEHOLDER.findall(text)
        if name not in allowed
    )
    if re.search(r"[{}]", PLACEHOLDER.sub("", text)):
        yield "A brace is not closed, or stands alone."
    words = PLACEHOLDER.sub(" ", text).lower()
    said = (re.search(rf"\b{start}\w*", words) for start in GIVEAWAYS)
    yield from (
        f"“{one.group()}” says what the case is about: leave it out."
        for one in said
        if one
    )
    yield from (
        f"“{name}” names the scheme: leave it out."
        for name in names
        if re.search(rf"\b{re.escape(name.lower())}\b", words)
    )
    if CONTACT.search(words):
        yield "No address, number or link of anybody may stand here."


def _refusal(name: str, allowed: Collection[str]) -> str:
    may = " and ".join(f"{{{one}}}" for one in sorted(allowed)) or "none"
    return f"{{{name}}} is not allowed, because it could carry somebody's data: {may}."


def fill(text: str, values: Mapping[str, str]) -> str:
    """``text`` with its placeholders filled; one that is not known stays empty."""
    return PLACEHOLDER.sub(lambda found: values.get(found.group(1), ""), text)
