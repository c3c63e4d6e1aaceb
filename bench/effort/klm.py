"""The keystroke-level model: seconds of each act, booked one by one.

Card, Moran and Newell 1980: an average typist of 40 words a minute (K), pointing (P),
pressing a button (B), thinking before an act (M). The answer time of the product is
what was measured.
"""

from __future__ import annotations

from dataclasses import dataclass, field

K, P, B, M = 0.28, 1.10, 0.20, 1.35  # seconds
LEAST_RETYPED = 4  # characters; a shorter word is no look-up


@dataclass
class Ledger:
    """What one run has cost so far."""

    page_loads: int = 0
    fields: int = 0
    clicks: int = 0
    keys: int = 0
    seconds: float = 0.0
    waiting: float = 0.0
    retyped: list[str] = field(default_factory=list)
    typed: set[str] = field(default_factory=set)

    def book_text(self, text: str, *, is_known: bool) -> None:
        """A text field: think, Tab into it, type."""
        self.fields += 1
        self.keys += len(text) + 1
        self.seconds += M + K * (len(text) + 1)
        if is_known and len(text) >= LEAST_RETYPED:
            self.retyped.append(text)

    def book_select(self) -> None:
        """A list: think, open it, pick."""
        self.fields += 1
        self.clicks += 2
        self.seconds += M + 2 * (P + B)

    def book_tick(self) -> None:
        """A radio button or a box."""
        self.fields += 1
        self.clicks += 1
        self.seconds += P + B

    def book_press(self, waited: float) -> None:
        """A link or button, and the wait for the page it leads to (seconds)."""
        self.clicks += 1
        self.page_loads += 1
        self.waiting += waited
        self.seconds += M + P + B + waited

    @property
    def minutes(self) -> float:
        """The whole time of an average person who makes no mistake."""
        return self.seconds / 60

    @property
    def retyped_characters(self) -> int:
        """Characters that the product already knew."""
        return sum(map(len, self.retyped))


@dataclass(frozen=True)
class Target:
    """What one Right to Ask case may cost, from the first call to closure."""

    page_loads: int = 24
    fields: int = 52
    clicks: int = 51
    keys: int = 1_556
    retyped_characters: int = 0
    minutes: float = 10.4


def lines_of(ledger: Ledger, target: Target) -> list[str]:
    """A table of what was counted beside what it should be."""
    heads = f"{'':<22}{'counted':>10}{'target':>10}"
    rows = [
        f"{label:<22}{getattr(ledger, name):>10,.{digits}f}"
        f"{getattr(target, name):>10,.{digits}f}"
        for label, name, digits in (
            ("page loads", "page_loads", 0),
            ("fields", "fields", 0),
            ("clicks", "clicks", 0),
            ("keystrokes", "keys", 0),
            ("retyped characters", "retyped_characters", 0),
            ("minutes (modelled)", "minutes", 1),
        )
    ]
    return [heads, *rows, f"of that, waiting for pages: {ledger.waiting:.1f} s"]
