"""A pytest plugin: the tests bring their own PostgreSQL and broker.

Loaded by pytest.ini before Django's settings are, so that a plain ``pytest`` works.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import ExitStack

import pytest

from config.services import STARTED, ServiceError, for_tests

_running = ExitStack()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(
    early_config: pytest.Config,
) -> Generator[None]:
    """Start the services; a worker of xdist, or a wrapped run, already has them."""
    idle = early_config.known_args_namespace.version or "--help" in os.sys.argv
    if not idle and STARTED not in os.environ:
        try:
            _running.enter_context(for_tests())
        except ServiceError as problem:
            raise pytest.UsageError(str(problem)) from problem
    return (yield)


def pytest_unconfigure() -> None:
    """Stop what was started."""
    _running.close()
