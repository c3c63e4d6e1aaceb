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
def pytest_load_initial_conftests(
    early_config: pytest.Config,
) -> Generator[None, object, object]:
    """Start the services, unless a wrapped run already has them.

    With ``-n`` each worker starts its own: they share no table, cache or queue. Whoever
    hands the tests out to them runs none.
    """
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    wanted = getattr(early_config.known_args_namespace, "numprocesses", None)
    has_them = STARTED in os.environ or (wanted and not is_worker)
    if not has_them and not ONLY_TALKS.intersection(sys.argv):
        try:
            _running.enter_context(for_tests())
        except ServiceError as problem:
            raise pytest.UsageError(str(problem)) from problem
    return (yield)


def pytest_unconfigure() -> None:
    """Stop what was started."""
    _running.close()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test with its layer; those in the browser come first.

    They are the slowest: begun last, one worker would wait for the other.
    """
    for item in items:
        if not item.path.is_relative_to(ROOT / "tests"):
            continue
        parts = item.path.relative_to(ROOT / "tests").parts
        if parts[0] in LAYERS:
            item.add_marker(parts[0])
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)
