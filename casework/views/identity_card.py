"""A record found beside the subject: what agrees, what does not, who said what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casework.ages import age_rule_for
from casework.births import compare_births
from casework.clock import local_date
from casework.components import SummaryRow, Tag
from casework.data_table import Cell, Column, DataTable
from casework.identity import ADDRESSES, Agreement, Compared, compare
from casework.models import Confidence, IdentityMatch, Part, Person
from casework.moment import now
from casework.queries.identity import described, described_record, match_stands
from casework.queries.involved import years_between
from casework.views.frame import Frame
from casework.views.masked import Homes
from casework.views.moments import say_moment_short

TONES = {
    Agreement.SAME: "green",
    Agreement.NEAR: "orange",
    Agreement.PARTLY: "yellow",
    Agreement.DIFFERENT: "red",
    Agreement.ONE_SIDED: "grey",
    Agreement.UNKNOWN: "grey",
}
CONFIDENCE_TONES = {
    Confidence.HIGH: "green",
    Confidence.MEDIUM: "yellow",
    Confidence.LOW: "red",
}
COLUMNS = tuple(
    Column(label) for label in ("Detail", "In the application", "In the record", "Mark")
)


@dataclass(frozen=True)
class MatchCard:
    """One record found, compared."""

    heading: str
    url: str
    link_label: str
    standing: Tag
    table: DataTable
    warnings: Sequence[str]
    rows: Sequence[SummaryRow]


def card_of(
    frame: Frame, match: IdentityMatch, subject: Person | None, homes: Homes
) -> MatchCard:
    """The record of ``match`` compared with the subject as they are known now."""
    same_subject = subject is not None and subject.pk == match.person_id
    return MatchCard(
        heading=f"{match.system}: {match.reference}",
        url=frame.url("case_identity_match", match.pk),
        link_label=_link_label(match),
        standing=standing_of(match, subject),
        table=_table(match, subject if same_subject else None, homes),
        warnings=_warnings(frame, match, subject),
        rows=_rows(match),
    )


def _link_label(match: IdentityMatch) -> str:
    """What can be done on the page of the match."""
    if match.withdrawn_at is not None:
        return "Open"
    return "Withdraw" if match.confirmed_at is not None else "Confirm or withdraw"


def standing_of(match: IdentityMatch, subject: Person | None) -> Tag:
    """Where a match stands, in words; a confirmed one can have been overtaken."""
    if match.withdrawn_at is not None:
        return Tag("Withdrawn", "grey")
    if match.confirmed_at is None:
        return Tag("Waits for a second person", "orange")
    if not match_stands(match, subject):
        return Tag("Confirmed before the details changed: compare again", "red")
    return Tag("Confirmed", "green")


def _table(match: IdentityMatch, subject: Person | None, homes: Homes) -> DataTable:
    lines = compare(described(subject), described_record(match)) if subject else []
    return DataTable(
        f"The subject beside the record {match.reference}",
        COLUMNS,
        [
            [
                line.label,
                _said(shown_of(line, line.here, homes)),
                _said(shown_of(line, line.there, homes)),
                _mark(line),
            ]
            for line in lines
        ],
        empty="The case has another subject now.",
        caption_hidden=True,
    )


def shown_of(line: Compared, side: str, homes: Homes) -> str:
    """One side of a line; of homes only what may be shown yet."""
    return homes.within(side) if line.label == ADDRESSES else side


def _said(text: str) -> str:
    return text.replace("\n", "; ") or "Not known"


def _mark(line: Compared) -> Cell:
    """The mark in words, so that a screen reader says it; the colour only helps."""
    return Cell(line.agreement.value, tone=TONES[line.agreement], note=line.note)


def _warnings(frame: Frame, match: IdentityMatch, subject: Person | None) -> list[str]:
    """Near misses of the date of birth, and an age that changes what must be done."""
    said = []
    births = compare_births(
        subject.date_of_birth if subject else None, match.date_of_birth
    )
    if births.is_near:
        said.append(
            f"The dates of birth are nearly the same: {births.value}. Find out which "
            "is right before anybody confirms; search again with the other one too."
        )
    if match.date_of_birth is not None:
        years = years_between(match.date_of_birth, local_date(now()))
        if rule := age_rule_for(frame.scheme.ages, [Part.SUBJECT], years):
            said.append(f"By the record aged {years}. {rule.sentence}")
    return said


def _rows(match: IdentityMatch) -> list[SummaryRow]:
    proposed = f"{match.proposed_by}, {say_moment_short(match.proposed_at)}"
    confidence = Confidence(match.confidence)
    tone = CONFIDENCE_TONES[confidence]
    said = str(confidence.label).partition(": ")[2]
    sure = Tag(str(match.confidence).capitalize(), tone)
    rows = [
        SummaryRow("How sure", "", tag=sure, note=said[:1].upper() + said[1:]),
        *([SummaryRow("Other details", match.other)] if match.other else []),
        SummaryRow("Why", match.reason, note=f"Proposed by {proposed}"),
    ]
    if match.confirmed_at is not None:
        by = (
            f"Confirmed by {match.confirmed_by}, {say_moment_short(match.confirmed_at)}"
        )
        rows.append(SummaryRow("Compared", match.confirmed_why, note=by))
    if match.withdrawn_at is not None:
        by = (
            f"Withdrawn by {match.withdrawn_by}, {say_moment_short(match.withdrawn_at)}"
        )
        rows.append(SummaryRow("Withdrawn because", match.withdrawn_why, note=by))
    return rows
