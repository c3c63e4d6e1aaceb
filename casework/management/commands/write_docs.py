"""``manage.py write_docs``: the documents that are made from the code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.roles import Role
from casework.schemes import Scheme, all_schemes
from casework.workflow.describe import describe_workflows

MADE = "Made by `make docs` from the code; do not edit."


class Command(BaseCommand):
    """Writes docs/workflows/ and docs/permissions.md, or says which are stale."""

    help = "Write the generated documents; with --check only compare."

    def add_arguments(self, parser: CommandParser) -> None:
        """Only ``--check``."""
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        """Write or compare each; CommandError names the stale ones."""
        stale = []
        for path, text in generated().items():
            if path.exists() and path.read_text() == text:
                continue
            stale.append(str(path.relative_to(settings.BASE_DIR)))
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
        if check and stale:
            raise CommandError(f"Stale, run `make docs`: {', '.join(stale)}")


def generated() -> dict[Path, str]:
    """Each generated document with its text."""
    docs: Path = settings.BASE_DIR / "docs"
    pages = {
        docs / "workflows" / f"{key.replace('_', '-')}.md": f"{text}\n"
        for key, text in describe_workflows().items()
    }
    tables = [table for scheme in all_schemes() for table in permissions_of(scheme)]
    lines = ["# Who may do what", "", MADE, "", *tables]
    return {**pages, docs / "permissions.md": "\n".join(lines)}


def permissions_of(scheme: Scheme) -> list[str]:
    """The table of one scheme: capabilities by jobs, and the facts that forbid."""
    jobs = [
        role for role in Role if any(role in held for held in scheme.roles.values())
    ]
    lines = [
        f"## {scheme.label}",
        "",
        f"| | {' | '.join(role.label for role in jobs)} | Unless |",
        f"| --- |{' --- |' * (len(jobs) + 1)}",
    ]
    for capability, held in scheme.roles.items():
        cells = " | ".join("yes" if role in held else "" for role in jobs)
        rules = "; ".join(
            (rule.__doc__ or "").split("\n")[0].rstrip(".")
            for rule in scheme.rules.get(capability, ())
        )
        name = capability.value.replace("_", " ")
        lines.append(f"| {name} | {cells} | {rules} |")
    return [*lines, ""]
