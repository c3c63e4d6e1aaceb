"""The workflow as a table and a diagram, made from the code that runs."""

from __future__ import annotations

from casework.policy import Capability, say_roles
from casework.schemes import Scheme, all_schemes
from casework.workflow.moves import Row
from casework.workflow.tracks import Track

HEAD = (
    "| From | Move | To | Who | Only when | Why |",
    "| --- | --- | --- | --- | --- | --- |",
)


def describe_workflows() -> dict[str, str]:
    """Key of a scheme or track to Markdown: moves, clocks and a Mermaid diagram."""
    pages = {scheme.key: describe(scheme) for scheme in all_schemes()}
    for scheme in all_schemes():
        for track in scheme.tracks:
            pages[track.key] = describe_track(track, scheme)
    return pages


def describe(scheme: Scheme) -> str:
    """The page of one scheme."""
    parts = (
        [
            f"# {scheme.label}",
            "",
            "Made by `make docs` from the code; do not edit.",
            "",
        ],
        ["## Moves", "", *HEAD, *_moves(scheme, scheme), ""],
        ["## Clocks", "", *_clocks(scheme), ""],
        ["## Diagram", "", *_diagram(scheme), ""],
    )
    return "\n".join(line for part in parts for line in part)


def describe_track(track: Track, scheme: Scheme) -> str:
    """The page of what moves beside the cases of a scheme."""
    parts = (
        [f"# {track.label}", "", "Made by `make docs` from the code; do not edit.", ""],
        ["## Moves", "", *HEAD, *_moves(track, scheme), ""],
        ["## Diagram", "", *_diagram(track), ""],
    )
    return "\n".join(line for part in parts for line in part)


def say_who(row: Row, scheme: Scheme) -> str:
    """The jobs that may make a move, or that nobody needs to."""
    if row.by is Capability.BY_ITSELF:
        return "by itself"
    return say_roles(scheme.roles.get(row.by, frozenset()))


def _moves(table: Scheme | Track, scheme: Scheme) -> list[str]:
    return [
        f"| {table.stage_label(row.source)} | {row.label} | "
        f"{table.stage_label(row.to)} | {say_who(row, scheme)} | "
        f"{'<br>'.join(fact.sentence for fact in row.when) or '-'} | "
        f"{row.explanation} |"
        for row in table.model.rows()
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


def _diagram(scheme: Scheme | Track) -> list[str]:
    states = [str(value) for value in scheme.states.values]
    lines = ["```mermaid", "stateDiagram-v2", f"  [*] --> {states[0]}"]
    lines += [f"  {state} : {scheme.stage_label(state)}" for state in states]
    lines += [
        f"  {row.source} --> {row.to} : {row.label}" for row in scheme.model.rows()
    ]
    return [*lines, "```"]
