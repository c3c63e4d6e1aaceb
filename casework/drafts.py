"""Which forms of a case may be kept half typed, and who may keep them.

A name is a key of the tables, or a key and ``-`` and what tells several of the kind
apart: ``check-12``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from casework.policy import Capability

if TYPE_CHECKING:
    from casework.schemes import Scheme

LONGEST_NAME = 80  # The column of Draft.
DRAFTS: Mapping[str, Capability] = {
    "check": Capability.RESEARCH,
    "information": Capability.RESEARCH,
    "request": Capability.RESEARCH,
    "identity": Capability.RESEARCH,
}


def capability_for(scheme: Scheme, form: str) -> Capability | None:
    """What it takes to fill in ``form``; None if it cannot be kept half typed."""
    if len(form) > LONGEST_NAME:
        return None
    kind = form.partition("-")[0]
    return {**DRAFTS, **scheme.drafts}.get(kind)
