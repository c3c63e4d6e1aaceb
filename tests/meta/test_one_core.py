"""The core is one: schemes share code, and a further one needs only its own folder."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from casework.schemes import all_schemes
from config.places import ROOT
from disclosure.manifest import all_manifests

SCHEMES = ("clares_law", "sarahs_law")
# What is a scheme's own: its tables, words and demo.
OF_SARAHS_LAW = [
    *sorted((ROOT / "disclosure" / "sarahs_law").glob("*.py")),
    *sorted((ROOT / "disclosure" / "models").glob("sarahs_law*.py")),
    ROOT / "disclosure" / "demo" / "sarahs_law.py",
    *sorted((ROOT / "disclosure" / "demo").glob("child_*.py")),
]
OF_CLARES_LAW = [
    *(
        ROOT / "disclosure" / name
        for name in (
            "ages.py",
            "clares_law.py",
            "clocks.py",
            "code_lists.py",
            "decision_table.py",
            "delivery_tables.py",
            "move_forms.py",
            "notices.py",
            "outcomes.py",
            "policy.py",
            "scheme.py",
        )
    ),
    ROOT / "disclosure" / "models" / "application.py",
]
ALIKE = 6
CODE = [
    path
    for app in ("casework", "disclosure", "accounts", "config")
    for path in sorted((ROOT / app).rglob("*.py"))
    if "migrations" not in path.parts
]


def lines_of(path: Path) -> list[str]:
    """The lines that say something of their own: no import, no lone bracket."""
    kept = []
    for line in path.read_text().splitlines():
        text = line.strip()
        if re.search(r"\w", text) and not text.startswith(("from ", "import ", "#")):
            kept.append(text)
    return kept


def blocks_of(path: Path) -> dict[tuple[str, ...], Path]:
    """Every run of six lines."""
    lines = lines_of(path)
    runs = range(len(lines) - ALIKE + 1)
    return {tuple(lines[at : at + ALIKE]): path for at in runs}


def test_no_block_of_six_like_lines_stands_in_both_schemes() -> None:
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for name, paths in (("one", OF_CLARES_LAW), ("other", OF_SARAHS_LAW)):
        for path in paths:
            for block in blocks_of(path):
                found[block].add(name)
    assert [block for block, names in found.items() if len(names) > 1] == []


def test_nobody_asks_which_scheme_a_case_has() -> None:
    """No comparison with the key of a scheme, anywhere."""
    keys = f"[\"']({'|'.join(SCHEMES)})[\"']"
    asks = re.compile(rf"(==|!=|\bin)\s*[(\[{{]?\s*{keys}|case {keys}")
    assert [path for path in CODE if asks.search(path.read_text())] == []


# A page of examples, and an example of what a choice holds.
EXAMPLES = {"gallery.py"}


def test_the_core_names_no_scheme() -> None:
    """Neither by its key nor in the words of the screen."""
    named = re.compile("|".join([*SCHEMES, "Clare's Law", "Sarah's Law"]))
    found = [
        path.name
        for path in CODE
        if path.is_relative_to(ROOT / "casework") and path.name not in EXAMPLES
        if named.search(code_of(path))
    ]
    assert found == []


def code_of(path: Path) -> str:
    """The file without its docstrings and comments."""
    text = re.sub(r'"""(.|\n)*?"""', "", path.read_text())
    return re.sub(r"#.*", "", text)


def test_both_schemes_are_registered_once() -> None:
    keys = [scheme.key for scheme in all_schemes()]
    assert [key for key in keys if key in SCHEMES] == list(SCHEMES)
    assert len(keys) == len(set(keys))
    assert [tables.key for tables in all_manifests()] == list(SCHEMES)
