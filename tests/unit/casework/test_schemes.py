"""A bad workflow table is found before the product starts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, cast

import pytest
from django.db import models

from accounts.roles import Role
from casework.clock import LimitUnit
from casework.clocks import Clock
from casework.notify import Notice
from casework.policy import Capability
from casework.schemes import Scheme, all_schemes, scheme_named
from casework.workflow.checks import check_workflows, faults_of
from casework.workflow.moves import Row
from disclosure.scheme import CLARES_LAW


class ToyStage(models.TextChoices):
    """Three stages in a line."""

    FIRST = "first", "First"
    MIDDLE = "middle", "Middle"
    LAST = "last", "Last"


def row(name: str, source: str, to: str, by: Capability = Capability.VIEW) -> Row:
    """A move without facts or writes."""
    return Row(name, source, to, by, (), (), "")


SOUND = (
    row("go_on", "first", "middle"),
    row("end", "middle", "last"),
    row("reopen", "last", "first"),
)


@dataclass(frozen=True)
class ToyModel:
    """Stands for a model: only its table is read."""

    table: tuple[Row, ...]

    def rows(self) -> list[Row]:
        """The table."""
        return list(self.table)


def clock(*stages: str, met_by: Iterable[str] = ()) -> Clock:
    """A clock that runs in ``stages``."""
    key = "-".join(stages) or "overall"
    return Clock(
        key,
        key,
        1,
        LimitUnit.HOURS,
        "A test",
        stages=frozenset(stages),
        met_by=frozenset(met_by),
    )


def toy(rows: Sequence[Row] = SOUND, **changes: Any) -> Scheme:
    """A scheme of three stages without a fault, with ``changes``."""
    sound = replace(
        CLARES_LAW,
        key="toy",
        label="Toy",
        model=ToyModel(tuple(rows)),
        states=cast("type[models.TextChoices]", ToyStage),
        clocks=(clock(met_by=["end"]), clock("first"), clock("middle")),
        roles={Capability.VIEW: frozenset({Role.RESEARCHER})},
        notices={},
        move_forms={},
    )
    return replace(sound, **changes)


def test_a_sound_table_has_no_fault() -> None:
    assert list(faults_of(toy())) == []


NOBODY: dict[Capability, frozenset[Role]] = {Capability.VIEW: frozenset()}
FAULTY = [
    (toy(SOUND[1:]), "middle cannot be reached"),
    (toy((SOUND[0], SOUND[2])), "nothing leaves the stage middle"),
    (toy(clocks=(clock("first"),)), "the stage middle has no clock"),
    (toy(roles=NOBODY), "nobody may leave the stage first"),
    (toy(notices={"vanish": [Notice(lambda _case: [], "x")]}), "notice names the move"),
    (toy(move_forms={"vanish": object}), "form names the move vanish"),
    (
        toy(clocks=(clock("first", "middle", met_by=["vanish"]),)),
        "clock names the move vanish",
    ),
]


@pytest.mark.parametrize(("scheme", "fault"), FAULTY)
def test_a_fault_is_named(scheme: Scheme, fault: str) -> None:
    assert any(fault in found for found in faults_of(scheme)), list(faults_of(scheme))


def test_the_schemes_of_the_product_have_no_fault() -> None:
    assert check_workflows() == []
    assert scheme_named("clares_law") in all_schemes()


def test_every_capability_of_a_move_has_its_jobs() -> None:
    """Every capability stands in the table of some scheme, and those of its moves."""
    for scheme in all_schemes():
        asked = {found.by for found in scheme.model.rows()}
        assert asked - set(scheme.roles) <= {Capability.BY_ITSELF}
    known = {capability for scheme in all_schemes() for capability in scheme.roles}
    assert set(Capability) - known == {Capability.BY_ITSELF}


def test_the_ordinary_course_is_made_of_moves_that_exist() -> None:
    """What the page calls "next" can be reached from the stage before it."""
    rows = {(found.source, found.to) for found in CLARES_LAW.model.rows()}
    for route in CLARES_LAW.routes:
        line = [str(stage) for stage in CLARES_LAW.stages_on(route)]
        assert set(pairwise(line)) <= rows


def test_every_stage_has_a_tone_and_every_outcome_a_label() -> None:
    assert set(CLARES_LAW.tones) == set(CLARES_LAW.states.values)
    assert CLARES_LAW.outcome_label("") == ""
    assert all(CLARES_LAW.outcome_label(code) for code in CLARES_LAW.outcomes.values)


@pytest.mark.parametrize("word", ["accepted", "rejected", "victim", "offender"])
def test_words_that_are_never_used(word: str) -> None:
    """Product, section "Words"."""
    labels = [*CLARES_LAW.states.labels, *CLARES_LAW.outcomes.labels]
    labels += [found.label + found.explanation for found in CLARES_LAW.model.rows()]
    labels += [
        fact.sentence for found in CLARES_LAW.model.rows() for fact in found.when
    ]
    assert not [label for label in labels if word in label.lower()]
