"""The page of a workflow is made from the code, whole."""

from __future__ import annotations

from casework.policy import say_roles
from casework.workflow.describe import describe_workflows
from disclosure.scheme import CLARES_LAW

PAGE = describe_workflows()["clares_law"]


def test_every_move_is_a_row_with_its_jobs_and_facts() -> None:
    lines = PAGE.splitlines()
    for row in CLARES_LAW.model.rows():
        (line,) = [
            line
            for line in lines
            if line.startswith(
                f"| {CLARES_LAW.stage_label(row.source)} | {row.label} |"
            )
        ]
        assert f"| {CLARES_LAW.stage_label(row.to)} |" in line
        assert say_roles(CLARES_LAW.roles[row.by]) in line
        assert all(fact.sentence in line for fact in row.when)


def test_every_clock_is_a_row_with_where_its_number_comes_from() -> None:
    for clock in CLARES_LAW.clocks:
        assert any(
            line.startswith(f"| {clock.label} |")
            and str(clock.limit) in line
            and clock.basis in line
            for line in PAGE.splitlines()
        )


def test_the_diagram_has_an_arrow_for_every_move() -> None:
    for row in CLARES_LAW.model.rows():
        assert f"  {row.source} --> {row.to} : {row.label}" in PAGE
