"""Small numbers that could name somebody are not told outside the unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Place = tuple[int, int]


def suppressed(counts: Sequence[int], *, few: int) -> list[str]:
    """The counts in words, those from 1 to ``few`` - 1 as "fewer than n".

    When one alone was hidden, the total would give it away: the smallest of the others
    is hidden too.
    """
    told = suppressed_table([[count] for count in counts], few=few)
    return [row[0] for row in told]


def suppressed_table(
    grid: Sequence[Sequence[int]], *, few: int, adds_across: bool = False
) -> list[list[str]]:
    """The same for a table whose columns have a total among their rows.

    With ``adds_across`` its rows add up too. Nothing hidden alone in a column, or in
    such a row, can be found by taking the rest from the total.
    """
    hidden = {
        (n, m)
        for n, row in enumerate(grid)
        for m, count in enumerate(row)
        if 0 < count < few
    }
    while places := _given_away(grid, hidden, adds_across=adds_across):
        hidden.add(min(places, key=lambda place: grid[place[0]][place[1]]))
    return [
        [
            _said(count, few) if (n, m) in hidden else f"{count:,}"
            for m, count in enumerate(row)
        ]
        for n, row in enumerate(grid)
    ]


def _given_away(
    grid: Sequence[Sequence[int]], hidden: set[Place], *, adds_across: bool
) -> list[Place]:
    """What else could be hidden in the first line that hides one place alone."""
    for line in _lines(grid, adds_across=adds_across):
        others = [p for p in line if p not in hidden and grid[p[0]][p[1]]]
        if others and len(line) - len(set(line) - hidden) == 1:
            return others
    return []


def _lines(
    grid: Sequence[Sequence[int]], *, adds_across: bool
) -> Iterator[list[Place]]:
    width = len(grid[0]) if grid else 0
    for m in range(width):
        yield [(n, m) for n in range(len(grid))]
    if adds_across:
        for n in range(len(grid)):
            yield [(n, m) for m in range(width)]


def _said(count: int, few: int) -> str:
    return f"fewer than {few}" if count < few else "not told"
