"""The minutes, or an agency's extract, as a paper with a number and a watermark."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from casework.actions.opening import check_letter
from casework.clock import LONDON
from casework.pdf.content import (
    Block,
    CopyMark,
    Form,
    PaperContent,
    Section,
    allow_kinds,
)
from casework.pdf.render import render_pdf
from casework.pdf.saying import say_day, say_instant
from marac.models import Meeting, NumberedCopy

KIND, PREFIX = "meeting_minutes", "MT"
NOTE = "Not to be copied or passed on without the agreement of the agencies"
NOTHING = "Nothing was recorded."
RISK = (
    ("harm", "Harm that is likely"),
    ("worse", "What makes it more likely"),
    ("safer", "What protects already"),
)
allow_kinds([KIND])


def reference_of(meeting: Meeting) -> str:
    """For example MT-26-000012-K: it names no case and no person."""
    year = meeting.starts_at.astimezone(LONDON).year
    letter = check_letter(PREFIX, year, meeting.pk)
    return f"{PREFIX}-{year % 100:02d}-{meeting.pk:06d}-{letter}"


def minutes_pdf(
    meeting: Meeting, content: dict[str, Any], copy: NumberedCopy, addenda: list[Any]
) -> bytes:
    """The PDF of one numbered copy; ``content`` is cut for its reader already."""
    paper = paper_of(meeting, content, extract=copy.is_extract, addenda=addenda)
    mark = CopyMark(str(copy.reader), copy.made_at, copy.number)
    return render_pdf(paper, mark)


def paper_of(
    meeting: Meeting, content: dict[str, Any], *, extract: bool, addenda: list[Any]
) -> PaperContent:
    """What the paper says."""
    approved: Any = meeting.minutes
    title = "Extract of the minutes" if extract else "Minutes"
    facts = (
        ("Meeting", f"{say_day(meeting.starts_at)}, {content['kind'].lower()}"),
        ("Time", f"{content['began']} to {content['ended']}"),
        *((("Place", content["place"]),) if content["place"] else ()),
        ("Chair", content["chair"] or "Not recorded"),
        ("Approved", f"{approved.approved_by}, {say_instant(approved.approved_at)}"),
    )
    sections = [_people(content), *(_case(one) for one in content["cases"])]
    if other := content.get("other_business"):
        sections.append(Section("Other business", (Block(Form.TEXT, other),)))
    if addenda:
        sections.append(_addenda(addenda))
    return PaperContent(
        reference=reference_of(meeting),
        kind=KIND,
        title=title,
        note=NOTE,
        order=(content["statement"],),
        facts=facts,
        sections=tuple(sections),
        sources=(
            "the record of the meeting",
            f"approved as {approved.content_hash[:12]}",
        ),
        words="",
        words_hash="",
        marking=settings.MARKING,
        unit_name=settings.UNIT_NAME,
    )


def _facts(rows: list[tuple[str, str]]) -> Block:
    return Block(Form.FACTS, pairs=tuple((a, b) for a, b in rows if b))


def _people(content: dict[str, Any]) -> Section:
    rows = []
    for one in content["people"]:
        signed = f"signed at {one['signed']}" if one["signed"] else "not signed"
        came = one["as"] if not one["joined"] else f"{one['as']}, {signed}"
        rows.append(
            (f"{one['name']}{', ' if one['agency'] else ''}{one['agency']}", came)
        )
    block = _facts(rows) if rows else Block(Form.TEXT, NOTHING)
    return Section("Who was there", (block,))


def _case(one: dict[str, Any]) -> Section:
    head = [
        ("Referred by", one["referred_by"]),
        ("Result", one["left"]),
        ("Why", one["why_left"]),
        ("Until then", one["until_then"]),
    ]
    ends = [
        ("No action, because", one["no_action"]),
        *((asked, said) for asked, said in one["questions"]),
        *((f"Crime {n}", what) for n, what in enumerate(one["crimes"], start=1)),
        ("Who tells the person at risk", one["feedback"]),
    ]
    blocks = [
        *_tables(head, [(turn["name"], turn["result"]) for turn in one["turns"]]),
        *(Block(Form.TEXT, _sentence(said)) for said in one["said"]),
        *_tables([(label, one["risk"][key]) for key, label in RISK]),
        *_tables(*(_action(n, a) for n, a in enumerate(one["actions"], start=1)), ends),
    ]
    return Section(f"Case {one['reference']}", tuple(blocks))


def _tables(*tables: list[tuple[str, str]]) -> list[Block]:
    """Those that say something."""
    return [_facts(rows) for rows in tables if any(said for _label, said in rows)]


def _sentence(said: dict[str, Any]) -> str:
    return f"{said['name']}, {said['kind'].lower()}: {said['words']}"


def _action(number: int, one: dict[str, Any]) -> list[tuple[str, str]]:
    who = ", ".join(filter(None, (one["owner"], one["person"])))
    return [
        (f"Action {number}", one["words"]),
        ("Who, until when", f"{who}, until {one['due']}"),
        ("For", one["for"]),
    ]


def _addenda(addenda: list[Any]) -> Section:
    rows = [(f"{row.by}, {say_instant(row.at)}", row.words) for row in addenda]
    return Section("Corrections", (_facts(rows),))
