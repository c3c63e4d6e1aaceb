"""The workflow as a table and a diagram, made from the code that runs."""

from __future__ import annotations

from casework.policy import say_roles
from casework.schemes import Scheme, all_schemes

HEAD = (
    "| From | Move | To | Who | Only when | Why |",
    "| --- | --- | --- | --- | --- | --- |",
)


def describe_workflows() -> dict[str, str]:
    """Scheme key to Markdown: stages, moves, clocks and a Mermaid diagram."""
    return {scheme.key: describe(scheme) for scheme in all_schemes()}


def describe(scheme: Scheme) -> str:
    """The page of one scheme."""
    parts = (
        [
            f"# {scheme.label}",
            "",
            "Made by `make docs` from the code; do not edit.",
            "",
        ],
        ["## Moves", "", *HEAD, *_moves(scheme), ""],
        ["## Clocks", "", *_clocks(scheme), ""],
        ["## Diagram", "", *_diagram(scheme), ""],
    )
    return "\n".join(line for part in parts for line in part)


def _moves(scheme: Scheme) -> list[str]:
    return [
        f"| {scheme.stage_label(row.source)} | {row.label} | "
        f"{scheme.stage_label(row.to)} | {say_roles(scheme.roles[row.by])} | "
        f"{'<br>'.join(fact.sentence for fact in row.when) or '-'} | "
        f"{row.explanation} |"
        for row in scheme.model.rows()
    ]


def _clocks(scheme: Scheme) -> list[str]:
    lines = [
        "| Clock | Shipped limit | Counted from | Runs in | Basis |",
        "| --- | --- | --- | --- | --- |",
    ]
    for clock in scheme.clocks:
        stages = [scheme.stage_label(s) for s in scheme.states if s in clock.stages]
        unit = clock.unit.value.replace("_", " ")
        lines.append(
            f"| {clock.label} | {clock.limit} {unit} | {clock.measured_from.value} | "
            f"{', '.join(stages) or '-'} | {clock.basis} |"
        )
    return lines


def _diagram(scheme: Scheme) -> list[str]:
    states = [str(value) for value in scheme.states.values]
    lines = ["```mermaid", "stateDiagram-v2", f"  [*] --> {states[0]}"]
    lines += [f"  {state} : {scheme.stage_label(state)}" for state in states]
    lines += [
        f"  {row.source} --> {row.to} : {row.label}" for row in scheme.model.rows()
    ]
    return [*lines, "```"]
