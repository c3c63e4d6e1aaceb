"""Every paper of every case of the trial, printed and read back: nobody who asked.

Reliability 8.1 (an applicant whose name reached the subject) and clares-law 4.2: the
applicant's identity stands on nothing for another person.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from casework.folding import fold
from casework.models import Case, Involvement, Part
from casework.moment import now
from casework.pdf.content import CopyMark
from casework.pdf.render import render_pdf
from disclosure.demo.detours import DETOURS
from disclosure.demo.load import OPEN, load_cases
from disclosure.demo.people import STAFF, make_staff
from disclosure.documents import compose, problem_with
from disclosure.papers.document_kinds import DocumentKind
from disclosure.papers.kinds import PAPERS
from disclosure.queries.speaking import why_not_spoken
from disclosure.queries.third_party import leaks_in
from tests.unit.disclosure.pdf_reading import read_text

pytestmark = pytest.mark.django_db
SOME = sum(OPEN.values()) + len(DETOURS) + 25
MARK = "Printing Canary"


@pytest.fixture
def cases() -> list[Any]:
    """The trial: every stage, every detour, some closed cases."""
    staff = make_staff({name: "x" for name, _, _ in STAFF}, dt.date(2024, 1, 1))
    list(load_cases(staff, cases=SOME))
    return [case.scheme_case() for case in Case.objects.order_by("pk")]


def asked_for_somebody_else(case: Any) -> Any:
    """The applicant who is not the person at risk, or None."""
    rows = Involvement.objects.filter(case_id=case.pk)
    known = set(
        rows.filter(part__in=(Part.PERSON_AT_RISK, Part.SUBJECT)).values_list(
            "person_id", flat=True
        )
    )
    row = rows.filter(part=Part.APPLICANT).exclude(person_id__in=known).first()
    return row.person if row else None


def secrets_of(case: Any, person: Any) -> list[str]:
    """What names ``person`` and nobody whom the paper may name."""
    rows = Involvement.objects.filter(
        case_id=case.pk, part__in=(Part.PERSON_AT_RISK, Part.SUBJECT)
    )
    shared = {
        fold(word)
        for row in rows
        for name in row.person.names.all()
        for word in (*name.given.split(), name.family)
    }
    words = [
        word
        for name in person.names.all()
        for word in (*name.given.split(), name.family)
        if fold(word) not in shared
    ]
    numbers = [row.value for row in person.identifiers.all()]
    places = [row.postcode for row in person.addresses.all()]
    return [secret for secret in (*words, *numbers, *places) if secret]


def not_to_be_spoken(case: Any, kind: str) -> bool:
    """After a failed visit its script waits until the next visit is planned."""
    return kind == DocumentKind.DISCLOSURE and bool(why_not_spoken(case))


def test_no_paper_of_the_trial_says_who_asked(cases: list[Any], tmp_path: Path) -> None:
    printed: dict[str, int] = {}
    third_parties = 0
    for case in cases:
        person = asked_for_somebody_else(case)
        for paper in PAPERS:
            if problem_with(case, paper.key) or not_to_be_spoken(case, paper.key):
                continue
            content = compose(case, paper.key).content
            printed[paper.key] = printed.get(paper.key, 0) + 1
            if person is None:
                continue
            third_parties += 1
            pdf = render_pdf(content, CopyMark(MARK, now(), 1))
            text = read_text(pdf, tmp_path)
            assert content.reference in text
            found = [
                secret
                for secret in secrets_of(case, person)
                if fold(secret) in fold(text)
            ]
            assert found == [], f"{case.reference}: {paper.key}"
            spoken = " ".join(
                block.text
                for section in content.sections
                for block in section.blocks
                if block.form == "spoken"
            )
            assert leaks_in(case, spoken) == []
    assert set(printed) == {paper.key for paper in PAPERS}
    assert third_parties >= 5, "nothing to leak is no proof"
