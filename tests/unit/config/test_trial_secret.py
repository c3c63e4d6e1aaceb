"""The trial's own secret key: made once, for its owner alone."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from config import trial_secret


def test_it_is_made_once_and_stays(tmp_path: Path) -> None:
    key = trial_secret.read(tmp_path / "var")
    assert len(key) > 64
    assert trial_secret.read(tmp_path / "var") == key
    assert trial_secret.read(tmp_path / "other") != key


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    trial_secret.read(tmp_path)
    (file,) = tmp_path.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_of_two_starters_the_first_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose_the_race(_partial: object, path: Path) -> None:
        path.write_text("the other one's")
        raise FileExistsError

    monkeypatch.setattr(os, "link", lose_the_race)
    assert trial_secret.read(tmp_path) == "the other one's"
    assert [file.name for file in tmp_path.iterdir()] == ["secret-key"]
