"""The documents say what the code does: generated ones are fresh, links lead on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.roles import Role
from casework.management.commands import write_docs
from casework.policy import Capability
from casework.schemes import all_schemes
from config.places import ROOT

PAGES = [*ROOT.glob("*.md"), *sorted(ROOT.glob("docs/**/*.md"))]
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
WORDS_TO_AVOID = re.compile(
    r"\b(victims?|offenders?|accepted|rejected)\b", re.IGNORECASE
)


def test_the_generated_documents_are_fresh() -> None:
    stale = [
        path.name
        for path, text in write_docs.generated().items()
        if path.read_text() != text
    ]
    assert stale == []


def test_a_stale_document_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stale = ROOT / "docs" / "permissions.md"
    monkeypatch.setattr(write_docs, "generated", lambda: {stale: "other words"})

    with pytest.raises(CommandError, match=r"docs/permissions\.md"):
        call_command("write_docs", check=True)

    assert stale.read_text() != "other words"


def test_the_workflow_page_shows_every_move_of_the_table() -> None:
    for scheme in all_schemes():
        page = ROOT / "docs" / "workflows" / f"{scheme.key.replace('_', '-')}.md"
        text = page.read_text()
        absent = [row.label for row in scheme.model.rows() if row.label not in text]
        assert absent == []


def test_the_permission_page_says_who_may_decide() -> None:
    text = (ROOT / "docs" / "permissions.md").read_text()
    rows = re.findall(r"^\| decide \|.*$", text, re.MULTILINE)
    head = next(line for line in text.split("\n") if line.startswith("| |"))
    deciding = [s for s in all_schemes() if Capability.DECIDE in s.roles]
    for scheme, row in zip(deciding, rows, strict=True):
        cells = dict(zip(head.split("|"), row.split("|"), strict=True))
        said = {role for role in Role if cells.get(f" {role.label} ", "").strip()}
        assert said == set(scheme.roles[Capability.DECIDE])


@pytest.mark.parametrize("text", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_of_a_page_leads_to_a_file(text: Path) -> None:
    targets = LINK.findall(text.read_text())

    assert [t for t in targets if not (text.parent / t).resolve().exists()] == []


def test_every_job_with_pages_has_a_guide() -> None:
    guides = {page.stem for page in (ROOT / "docs" / "guide").glob("*.md")}
    jobs = {
        role
        for scheme in all_schemes()
        for held in scheme.roles.values()
        for role in held
    } | {Role.ADMINISTRATOR}

    assert {role.value.replace("_", "-") for role in jobs} - guides == set()


def test_the_guide_keeps_to_the_words_of_the_screens() -> None:
    for page in sorted((ROOT / "docs" / "guide").glob("*.md")):
        assert WORDS_TO_AVOID.findall(page.read_text()) == [], page.name
