"""The limits: the same rows by raw SQL and %-format, beside which the pages stand.

Served without middleware (no session, no user, no audit), except ``floor``, which is
what signing in alone costs.
"""

from __future__ import annotations

from html import escape
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

PAGE_SIZE = 50
LIST = """
SELECT c.reference, c.route, c.stage, c.stage_entered_at, c.received_at, c.due_on,
    c.next_due_at, c.next_due_name, c.risk, c.waiting_on, u.name
FROM casework_case AS c LEFT JOIN accounts_user AS u ON u.id = c.owner_id
WHERE c.unit_id = %s AND c.closed_at IS NULL AND NOT c.restricted
ORDER BY c.next_due_at, c.id LIMIT %s
"""
CASE = """
SELECT c.id, c.reference, c.route, c.stage, c.stage_entered_at, c.received_at,
    c.due_on, c.next_due_at, c.next_due_name, c.risk, u.name, s.state,
    s.decided_at, s.told_at
FROM casework_case AS c
JOIN disclosure_clareslawcase AS s ON s.case_ptr_id = c.id
LEFT JOIN accounts_user AS u ON u.id = c.owner_id
WHERE c.reference = %s
"""
PEOPLE = """
SELECT i.part, n.given, n.family, p.date_of_birth
FROM casework_involvement AS i
JOIN casework_person AS p ON p.id = i.person_id
JOIN casework_personname AS n ON n.person_id = p.id
WHERE i.case_id = %s ORDER BY i.id
"""
VISITS = """
SELECT stage, entered_at, left_at, move FROM casework_stagevisit
WHERE case_id = %s ORDER BY entered_at, id
"""
DEADLINES = """
SELECT label, due_at, met_at FROM casework_deadline WHERE case_id = %s
ORDER BY due_at, id
"""


def hello(_request: HttpRequest) -> HttpResponse:
    """L0: nothing but the framework."""
    return HttpResponse(b"ok")


def floor(request: HttpRequest) -> HttpResponse:
    """L2: the product's middleware, session and user; no template."""
    return HttpResponse(str(request.user))


def case_list(request: HttpRequest) -> HttpResponse:
    """L3: the first page of the open cases of one unit."""
    rows = _rows(LIST, request.GET["unit"], PAGE_SIZE + 1)
    return HttpResponse(f"<table>{_table(rows[:PAGE_SIZE])}</table>")


def case(_request: HttpRequest, reference: str) -> HttpResponse:
    """L3: one case with its people, stages and deadlines."""
    (found,) = _rows(CASE, reference)
    parts = (_table(_rows(sql, found[0])) for sql in (PEOPLE, VISITS, DEADLINES))
    return HttpResponse(f"<p>{_line(found)}</p>{'<hr>'.join(parts)}")


def _rows(sql: str, *facts: object) -> list[tuple[Any, ...]]:
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        return list(cursor.execute(sql, facts).fetchall())


def _line(row: tuple[Any, ...]) -> str:
    return " ".join(escape(str(value)) for value in row)


def _table(rows: list[tuple[Any, ...]]) -> str:
    return "".join(
        "<tr>" + "".join(f"<td>{escape(str(v))}</td>" for v in row) + "</tr>"
        for row in rows
    )
