"""A further scheme needs only its own folder (``tests/toy``), and changes no other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from casework.schemes import _registry as schemes
from casework.schemes import all_schemes, register, scheme_named
from casework.workflow.checks import faults_of
from casework.workflow.describe import describe
from disclosure.manifest import _manifests as manifests
from disclosure.manifest import manifest_of, register_manifest
from disclosure.models import ClaresLawCase, SarahsLawCase
from tests.toy.scheme import TOY, TOY_MANIFEST, S, ToyCase


@pytest.fixture
def _toy() -> Iterator[None]:
    """The toy beside the schemes of the product, and gone afterwards."""
    register(TOY)
    register_manifest(TOY_MANIFEST)
    yield
    del schemes["toy"], manifests["toy"]


def test_its_table_is_made_of_its_own_rows_and_shared_ones() -> None:
    """A shared row leaves from those of its stages that the scheme has."""
    assert [(row.name, row.source, row.to) for row in ToyCase.rows()] == [
        ("look_at_it", "received", "research"),
        ("close_without_progressing", "received", "closed"),
        ("answer_it", "research", "closed"),
        ("withdraw_and_close", "received", "closed"),
        ("withdraw_and_close", "research", "closed"),
        ("reopen_case", "closed", "research"),
    ]


@pytest.mark.usefixtures("_toy")
def test_it_is_sound_and_described_like_every_scheme() -> None:
    assert list(faults_of(TOY)) == []
    assert "| Asked | Look at it | Looked at |" in describe(TOY)
    assert scheme_named("toy").stage_label(S.RESEARCH) == "Looked at"
    assert manifest_of("toy").key == "toy"


@pytest.mark.usefixtures("_toy")
def test_the_others_do_not_notice() -> None:
    assert len(all_schemes()) > len(["clares_law", "sarahs_law"])
    stages = {row.source for row in ClaresLawCase.rows()}
    assert "scope_review" not in stages
    assert "scope_review" in {row.source for row in SarahsLawCase.rows()}
