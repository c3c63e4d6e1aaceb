"""What every test run needs before Django's settings are read.

Loaded by pytest.ini, so that a plain ``pytest`` brings its own PostgreSQL and broker,
and every test carries the name of its layer, which is its folder, as a marker.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import ExitStack

import pytest

from config.places import ROOT
from config.services import STARTED, ServiceError, for_tests

LAYERS = ("unit", "property", "integration", "browser", "meta")
ONLY_TALKS = {"--help", "-h", "--version", "-V", "--markers", "--fixtures"}
_running = ExitStack()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None, object, object]:
    """Start the services; a worker of xdist, or a wrapped run, already has them."""
    if STARTED not in os.environ and not ONLY_TALKS.intersection(sys.argv):
        try:
            _running.enter_context(for_tests())
        except ServiceError as problem:
            raise pytest.UsageError(str(problem)) from problem
    return (yield)


def pytest_unconfigure() -> None:
    """Stop what was started."""
    _running.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test with its layer."""
    for item in items:
        if not item.path.is_relative_to(ROOT / "tests"):
            continue
        parts = item.path.relative_to(ROOT / "tests").parts
        if parts[0] in LAYERS:
            item.add_marker(parts[0])
