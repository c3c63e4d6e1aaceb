"""The parts of the decision page, made from records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casework.components import Event, SummaryList, SummaryRow, Tag, Timeline
from casework.data_table import Cell, Column, DataTable, TableRow
from casework.models.research import YesNoUnknown
from casework.queries.checks import MatrixRow, check_matrix
from casework.schemes import scheme_of
from casework.views.checks import STANDINGS
from casework.views.frame import Frame
from casework.views.moments import say_moment
from disclosure.decision_table import DecisionTable
from disclosure.queries.labels import label_of_field
from disclosure.queries.third_party import LeakCheck
from disclosure.queries.versions import VersionRecord
from disclosure.views.leak_parts import MarkedText, marked
from disclosure.views.record_cards import Labels

ANSWERS: Mapping[str, tuple[str, str]] = {
    "yes": ("Yes", "green"),
    "no": ("No", "red"),
    "na": ("Not applicable", "grey"),
    "": ("Not answered", "orange"),
}
YES_NO = {"yes": "Yes", "no": "No", "na": "Not applicable"}
USE_TONES = {"tell": "blue", "hold": "grey"}
ITEM_COLUMNS = [
    *(Column("Item"), Column("What it says"), Column("Kind")),
    *(Column("Source"), Column("Use")),
]
REVIEW_WORDS = {"agree": "Agreed", "return": "Returned", "overrule": "Overruled"}


@dataclass(frozen=True)
class VersionParts:
    """One version as it is drawn."""

    title: str
    state: Tag
    byline: str
    changed: list[str]
    since: str
    tests: DataTable
    questions: SummaryList
    items: DataTable
    words: MarkedText
    words_version: str
    reasons: SummaryList


@dataclass(frozen=True)
class Research:
    """What the decision rests on."""

    checks: DataTable
    information: DataTable
    url: str


def version_parts(
    version: VersionRecord, labels: Labels, check: LeakCheck, table: DecisionTable
) -> VersionParts:
    """A version in the parts of the page, its words with their marks."""
    row = version.row
    frozen = row.submitted_at is not None
    when = row.submitted_at or row.started_at
    said = "submitted" if frozen else "started"
    return VersionParts(
        title=f"Version {row.number}",
        state=Tag("Frozen", "blue") if frozen else Tag("Draft", "yellow"),
        byline=f"Proposed by {row.proposed_by}; {said} {say_moment(when)}",
        changed=version.changed,
        since=f"Changed since version {version.previous}" if version.previous else "",
        tests=_tests(version, table),
        questions=_questions(version, table),
        items=decided_items(version, labels),
        words=marked(check, row.words),
        words_version=row.words_hash[:8],
        reasons=_reasons(row),
    )


def _tests(version: VersionRecord, table: DecisionTable) -> DataTable:
    columns = [Column("Test"), Column("Answer"), Column("Reason")]
    rows: list[TableRow] = []
    for test in table.tests:
        given = version.answers.get(test.key)
        label, tone = ANSWERS[given.answer if given else ""]
        reason = Cell(given.reason if given else "", note=version.rests_on(test.key))
        rows.append([test.label, Cell(label, tone=tone), reason])
    return DataTable("The tests", columns, rows, caption_hidden=True)


def _questions(version: VersionRecord, table: DecisionTable) -> SummaryList:
    return SummaryList(
        [
            SummaryRow(
                question.label,
                answer,
                note=" ".join(filter(None, (reason, version.rests_on(question.key)))),
            )
            for question in table.questions
            for answer, reason in [_answer_to(question.key, version.row)]
        ]
    )


def _answer_to(key: str, row: Any) -> tuple[str, str]:
    """The answer to one of the seven questions in words, and its reason."""
    outcome = scheme_of(row.case).outcome_label(row.outcome)
    needed = YES_NO.get(row.safeguarding_needed, "")
    return {
        "disclose": (outcome, row.rationale),
        "what": ("The words and the items below" if row.words else "", row.held_back),
        "whom": (row.recipient, row.recipient_reason),
        "by_whom": (row.delivered_by, row.delivered_by_reason),
        "ask_subject": (YES_NO.get(row.ask_subject, ""), row.ask_subject_reason),
        "tell_subject": (YES_NO.get(row.tell_subject, ""), row.tell_subject_reason),
        "safeguarding": (
            needed or row.safeguarding,
            row.safeguarding if needed else "",
        ),
    }[key]


def _reasons(row: Any) -> SummaryList:
    approved = f"Approved by {row.departure_approved_by}. {row.departure_reason}"
    rows = [
        SummaryRow("What would change this", row.would_change),
        SummaryRow(
            "Departure from guidance",
            row.departure,
            note=approved if row.departure else "",
            missing="None",
        ),
    ]
    young = [
        SummaryRow(label_of_field(type(row), name), getattr(row, name))
        for name in ("subject_young_reason", "person_young_reason")
        if getattr(row, name)
    ]
    return SummaryList([*rows, *young])


def decided_items(version: VersionRecord, labels: Labels) -> DataTable:
    """What is told and what is held back, each with why."""
    columns = [Column("Item"), Column("What it says"), Column("Decided"), Column("Why")]
    rows: list[TableRow] = [
        [
            str(version.numbers.get(row.assertion_id, "")),
            Cell(
                row.assertion.text,
                note=labels.get(("item_type", row.assertion.item_type), ""),
                flags=_use(row.assertion),
            ),
            Cell(row.get_use_display(), tone=USE_TONES[row.use]),
            Cell(row.why, note=f"In spite of that: {row.extra}" if row.extra else ""),
        ]
        for row in version.items
    ]
    return DataTable(
        "Items decided on", columns, rows, empty="Nothing is decided of any item."
    )


def items_table(
    caption: str, items: list[Any], labels: Labels, *, empty: str
) -> DataTable:
    """Items of information, with what stands against using them as flags."""
    rows: list[TableRow] = [
        [
            str(number),
            Cell(item.text, note=item.relevance),
            Cell(
                labels.get(("item_type", item.item_type), item.item_type),
                note=" ".join(filter(None, (item.get_kind_display(), item.grading))),
            ),
            Cell(item.source, note=item.owner_force),
            Cell("", flags=_use(item)) if _use(item) else "No objection",
        ]
        for number, item in enumerate(items, start=1)
    ]
    return DataTable(caption, ITEM_COLUMNS, rows, empty=empty)


def _use(item: Any) -> list[tuple[str, str]]:
    flags = []
    if item.sensitive_source:
        flags.append(("Sensitive source", "red"))
    if item.spent == YesNoUnknown.YES:
        flags.append(("Spent", "orange"))
    if item.owner_agrees == YesNoUnknown.NO:
        flags.append(("Owner does not agree", "red"))
    elif item.owner_agrees == YesNoUnknown.UNKNOWN:
        flags.append(("Owner not asked", "grey"))
    return flags


def research_of(frame: Frame, labels: Labels) -> Research:
    """The checks and the information behind the decision."""
    rows: list[TableRow] = [
        [
            row.system,
            row.part.replace("_", " ").capitalize(),
            _check_result(row),
            row.check.note if row.check else "",
        ]
        for row in check_matrix(frame.case)
    ]
    columns = [Column("System"), Column("About"), Column("Result"), Column("Relevance")]
    checks = DataTable("Checks", columns, rows, empty="No check is required.")
    items = list(frame.case.assertions.all())
    information = items_table(
        "Information", items, labels, empty="No information is recorded."
    )
    return Research(checks, information, frame.url("case_research"))


def _check_result(row: MatrixRow) -> Cell:
    """What the check found; one that was not made says whether that was agreed."""
    if row.check is None:
        return Cell("Open", tone="orange")
    said = str(row.check.get_result_display())
    tone = "" if row.is_done else "orange"
    return Cell(said, tone=tone, note=STANDINGS[row.standing])


def reviews_of(case: Any) -> Timeline:
    """Who decided what, newest first."""
    rows = case.reviews.select_related("by", "recommendation").order_by("-at", "-id")
    return Timeline(
        [
            Event(
                f"{REVIEW_WORDS[row.result]}: version {row.recommendation.number}",
                row.at,
                str(row.by),
                [
                    *filter(None, [scheme_of(case).outcome_label(row.outcome)]),
                    row.reason,
                ],
            )
            for row in rows
        ],
        empty="Nobody has decided yet.",
    )
