"""Why a file is not taken, as a sentence for whoever sent it."""

from __future__ import annotations


class NotTaken(Exception):  # noqa: N818  a refusal is no fault
    """The file is refused; the message says why and what to do instead."""
