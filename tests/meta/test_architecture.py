"""Rules of the code that no linter knows (architecture 1, house style 5 to 7)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from casework.component_registry import REGISTRY
from casework.templatetags import components
from config.places import ROOT
from disclosure.models import ClaresLawCase

APPS = ("config", "accounts", "casework", "disclosure", "marac")
CODE = [
    path
    for app in APPS
    for path in sorted((ROOT / app).rglob("*.py"))
    if "migrations" not in path.parts
]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SKIPPED = {
    ".venv",
    ".git",
    "var",
    "node_modules",
    "vendor",
    "staticfiles",
    "__pycache__",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
    ".import_linter_cache",
    ".coverage",
}
TEXT = {
    ".py",
    ".md",
    ".html",
    ".txt",
    ".toml",
    ".ini",
    ".yaml",
    ".yml",
    ".json",
    ".in",
    ".js",
    ".css",
    ".sh",
    ".conf",
    ".service",
    "",
}


def shown(path: Path) -> str:
    """The path as a person writes it."""
    return str(path.relative_to(ROOT))


def tree_of(path: Path) -> ast.Module:
    """The file as Python reads it."""
    return ast.parse(path.read_text())


def calls_in(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call of an attribute, with the attribute's name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr, node


def state_writes(tree: ast.AST) -> list[int]:
    """Lines that set the state of something by hand."""
    lines = []
    for node in ast.walk(tree):
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AugAssign | ast.AnnAssign):
            targets = [node.target]
        names = [found for target in targets for found in ast.walk(target)]
        if any(isinstance(n, ast.Attribute) and n.attr == "state" for n in names):
            lines += [node.lineno]  # type: ignore[attr-defined]  # a statement has one
    for name, call in calls_in(tree):
        given = {keyword.arg for keyword in call.keywords}
        if name in {"update", "bulk_update"} and given & {"state", "stage"}:
            lines.append(call.lineno)
    return lines


@pytest.mark.parametrize("path", CODE, ids=shown)
def test_only_a_move_changes_a_state(path: Path) -> None:
    if path.name == "inbox.py":
        pytest.skip("A submission of the website has a state of its own.")
    assert state_writes(tree_of(path)) == []


def test_the_rule_sees_what_it_forbids() -> None:
    bad = "case.state = 1\nx.update(state=2)\na, b.state = 1, 2\ny.update(stage='x')"
    assert state_writes(ast.parse(bad)) == [1, 3, 2, 4]


def test_a_move_sets_facts_and_saves_nothing() -> None:
    """No ``save()``, no query and no other row in the body of a move."""
    moves = {row.name for row in ClaresLawCase.rows()}
    bodies = [
        node
        for path in (ROOT / "disclosure").rglob("*.py")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef) and node.name in moves
    ]
    assert {body.name for body in bodies} == moves
    forbidden = {"save", "create", "update", "delete", "bulk_create", "perform"}
    found = [
        (body.name, name)
        for body in bodies
        for name, _call in calls_in(ast.Module(body.body, []))
        if name in forbidden
    ]
    assert found == []


ONLY_DOORS = {"visible_to"}


@pytest.mark.parametrize(
    "path", [path for path in CODE if "views" in path.parts], ids=shown
)
def test_a_view_obtains_cases_through_the_doors_alone(path: Path) -> None:
    """``visible_to`` and ``open_frame`` are the only ways (architecture 1.5)."""
    used = re.findall(
        r"\b(?:Case|ClaresLawCase)\.(?:objects|_default_manager)\s*\.(\w+)",
        path.read_text(),
    )
    assert set(used) <= ONLY_DOORS
    assert "get_object_or_404(Case" not in path.read_text()


def test_views_say_nothing_about_jobs() -> None:
    """A role in a view is a policy outside the table (architecture 1.10)."""
    found = [
        shown(path)
        for path in CODE
        if "views" in path.parts and path.parent.parent.name == "disclosure"
        if re.search(r"\bRole\.[A-Z_]+", path.read_text())
    ]
    assert found == []


@pytest.mark.parametrize("path", [*CODE, *TESTS], ids=shown)
def test_a_file_is_short(path: Path) -> None:
    limit = 500 if path in TESTS else 300
    assert len(path.read_text().splitlines()) <= limit


def test_no_module_is_a_drawer() -> None:
    """If it is not about something, it belongs nowhere (architecture 2)."""
    drawers = {"utils", "util", "helpers", "helper", "common", "misc"}
    found = [p for p in [*CODE, *TESTS] if {p.stem, *p.parts} & drawers]
    assert found == []


def test_no_signal_carries_a_rule() -> None:
    """The one receiver proves that ``perform`` is the only door."""
    users = [
        shown(path)
        for path in CODE
        if re.search(
            r"\b(post_save|pre_save|post_delete|pre_delete|m2m_changed)\b",
            path.read_text(),
        )
    ]
    assert users == []


@pytest.mark.parametrize("path", TEMPLATES, ids=shown)
def test_a_template_has_no_inline_style_or_script(path: Path) -> None:
    """The policy of the pages would block it (reliability V3, ASVS 3.4.3)."""
    if "documents" in path.parts:
        pytest.skip("Becomes a PDF; no browser ever loads it.")
    text = path.read_text()
    assert not re.search(r"<style\b|\sstyle\s*=", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert not re.search(r"<script\b(?![^>]*\bsrc=)", text)
    assert "javascript:" not in text
    assert not re.search(r"\|\s*safe\b|\{%\s*autoescape\s+off", text)
    assert "http://" not in text.replace("http://www.w3.org", "")


ESCAPES_BY_ITSELF = {"casework/data_table.py"}  # thousands of cells, each escaped


def test_no_code_marks_text_as_safe() -> None:
    found = [
        shown(path)
        for path in CODE
        if re.search(r"\bmark_safe\b|SafeString\([^)]", path.read_text())
        if shown(path) not in ESCAPES_BY_ITSELF
    ]
    assert found == []


# Their names are asked for by the libraries that they replace.
OVERRIDES = {"account", "admin", "allauth"}


def test_every_template_is_used() -> None:
    texts = [path.read_text() for path in [*CODE, *TEMPLATES]]
    assert components.DECLARED_IN  # importing these fills the registry
    drawn = {f"components/{name}.html" for name in REGISTRY}
    unused = [
        name
        for path in TEMPLATES
        if (name := str(path.relative_to(ROOT / "templates"))).split("/")[0]
        not in OVERRIDES
        if name not in drawn
        if not any(f'"{name}"' in text for text in texts)
    ]
    assert unused == []


# A link that lives and dies with its rows; guardian's own base class, and the parent
# row of a scheme's case, whose deletion the database refuses anyway.
MAY_CASCADE = {
    "casework.CaseGrant.user",
    "casework.CaseGrant.permission",
    "disclosure.ClaresLawCase.case_ptr",
    "disclosure.SarahsLawCase.case_ptr",
    "marac.MaracCase.case_ptr",
}


def test_evidence_is_protected() -> None:
    """Nothing of a case goes because something else went (architecture 1.8)."""
    loose = {
        f"{model._meta.label}.{field.name}"
        for app in APPS[1:]
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and field.remote_field.on_delete is not models.PROTECT
        and not field.name.startswith("pgh_")  # rows of history outlive theirs
        and not hasattr(model, "pgh_tracked_model")
    }
    assert loose <= MAY_CASCADE, loose - MAY_CASCADE


def files_of_the_repository() -> Iterator[Path]:
    """Every text file that belongs to the product."""
    for path in ROOT.rglob("*"):
        inside = path.relative_to(ROOT).parts
        if SKIPPED.isdisjoint(inside) and path.is_file() and path.suffix in TEXT:
            yield path


# Written in two halves, so that this file does not find itself.
NEVER = ("/wo" + "rk/", "../sha" + "red", "/tm" + "p/plan")


def test_nothing_names_a_place_of_one_machine() -> None:
    found = [
        f"{shown(path)}: {place}"
        for path in files_of_the_repository()
        for place in NEVER
        if place in path.read_text(errors="ignore")
    ]
    assert found == []


def test_the_core_never_names_a_scheme() -> None:
    """The core imports nothing above it nor asks which scheme it has."""
    found = [
        shown(path)
        for path in CODE
        if path.parts[len(ROOT.parts)] == "casework"
        if re.search(
            r"(==|!=|in)\s*\(?\"clares_law\"|import disclosure", path.read_text()
        )
    ]
    assert found == []
