"""Cases at a stage, made by real moves (``disclosure.demo.walks``)."""

from __future__ import annotations

from disclosure.demo.story import DISCLOSED, NOT_DISCLOSED, RIGHT_TO_KNOW, Story
from disclosure.demo.walks import walk_to

__all__ = ["DISCLOSED", "NOT_DISCLOSED", "RIGHT_TO_KNOW", "Story", "walk_to"]
