"""``.env.example`` names every setting of the environment, and no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from config.places import ROOT

FILES = [ROOT / "config" / "env.py", *sorted(ROOT.glob("config/settings/*.py"))]
# Read by the programs that start the product, not by its settings.
READ_BY_OTHERS = {"DJANGO_SETTINGS_MODULE", "PORT"}
NAME = re.compile(r"^(?:# ?)?([A-Z][A-Z0-9_]+)=", re.MULTILINE)


def settings_read(source: str) -> Iterator[str]:
    """The names that calls such as ``env.str("NAME")`` in ``source`` ask for."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "env"
            and node.args
        ):
            name = node.args[0]
            assert isinstance(name, ast.Constant), "a setting's name is a literal"
            yield str(name.value)


def read_anywhere() -> set[str]:
    return {name for file in FILES for name in settings_read(file.read_text())}


def listed() -> list[str]:
    return NAME.findall((ROOT / ".env.example").read_text())


def test_every_setting_that_is_read_is_listed() -> None:
    assert read_anywhere() - set(listed()) == set()


def test_nothing_is_listed_that_nobody_reads() -> None:
    assert set(listed()) - read_anywhere() == READ_BY_OTHERS


def test_each_setting_is_listed_once() -> None:
    assert len(listed()) == len(set(listed()))
