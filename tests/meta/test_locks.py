"""What is installed is locked by hash, and the locks name no server to get it from."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from config.places import ROOT

LOCKS = sorted(ROOT.glob("requirements*.txt"))


def pins(lock: Path) -> dict[str, str]:
    """Name and version of each package in ``lock``."""
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", lock.read_text(), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_python_package_is_pinned_with_hashes(lock: Path) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", lock.read_text())
    packages = [entry for entry in entries if not entry.startswith("#")]

    assert packages
    assert [entry for entry in packages if "--hash=sha256:" not in entry] == []
    assert "://" not in lock.read_text()


def test_tests_run_with_the_versions_that_are_served() -> None:
    served = pins(ROOT / "requirements.txt")
    tested = pins(ROOT / "requirements-dev.txt")

    assert {name: tested.get(name) for name in served} == served


def test_front_end_packages_are_locked_without_a_server() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}

    assert packages
    for name, entry in packages.items():
        assert entry["integrity"].startswith("sha512-"), name
        assert "resolved" not in entry, name
