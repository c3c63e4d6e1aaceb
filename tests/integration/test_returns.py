"""Returns: hand-checked, frozen for ever, nothing small or alive in files."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pgtrigger
import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from accounts.models import User
from casework.actions.returns import freeze_return
from casework.figures.returns import hash_of, tables_of
from casework.models import AuditEvent, Case, FrozenReturn
from casework.moment import frozen
from casework.schemes import scheme_named
from tests.cast import Cast
from tests.histories import MIDDAY, History, write

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
DAY = 24
APRIL = dt.date(2026, 4, 1)
NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def met_after(days: int, *, ago: int) -> History:
    """Right to Know, met so many days after receipt."""
    return History(((0, "received"),), (), (), days * DAY, ago * DAY)


def close(references: list[str], outcome: str) -> None:
    with pgtrigger.ignore():
        Case.objects.filter(reference__in=references).update(
            outcome=outcome, closed_at=MIDDAY, immediate_risk=False
        )


@pytest.fixture
def made(cast: Cast) -> FrozenReturn:
    """Eight cases of the year, one of them restricted, and one of the year before."""
    several = [met_after(days, ago=100) for days in (10, 12, 28, 29, 35, 36, 46)]
    open_case = History(((0, "received"),), (), (), None, 10 * DAY)
    before = met_after(10, ago=300)
    with frozen(MIDDAY):
        clocks = write(
            [*several, open_case, before], [cast.supervisor, cast.researcher]
        )
        references = [clock.case.reference for clock in clocks]
        close(references[:6], "already_aware")
        close(references[6:7], "disclose_to_a")
        Case.objects.filter(reference=references[0]).update(restricted=True)
        scheme = scheme_named("clares_law")
        return freeze_return(by=cast.supervisor, scheme=scheme, first=APRIL)


def test_the_numbers_by_hand(made: FrozenReturn) -> None:
    """Without the restricted one: 6 completed after 12, 28, 29, 35, 36 and 46 days."""
    received, took = tables_of(made.content)
    assert list(received.columns) == [
        "Route",
        "Received",
        "Disclosure",
        "No disclosure",
        "Withdrawn",
        "Ended otherwise",
        "Still open",
    ]
    assert [list(row) for row in received.rows] == [
        ["Right to Ask", 0, 0, 0, 0, 0, 0],
        ["Right to Know", 7, 1, 5, 0, 0, 1],
        ["All routes", 7, 1, 5, 0, 0, 1],
    ]
    # Day 28 of the test's clock ends 28 times 24 hours after receipt, so it is late.
    assert list(took.rows[1]) == ["Right to Know", 6, 5, 2, 1, 32, 41, 46]
    assert list(took.rows[0]) == ["Right to Ask", 0, 0, 0, 0, "None", "None", "None"]


def test_it_is_frozen_and_the_same_question_has_the_same_hash(
    cast: Cast, made: FrozenReturn
) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        FrozenReturn.objects.filter(pk=made.pk).update(sha256="")
    with pytest.raises(DatabaseError), transaction.atomic():
        made.delete()
    with frozen(MIDDAY + dt.timedelta(hours=3)):
        scheme = scheme_named("clares_law")
        again = freeze_return(by=cast.supervisor, scheme=scheme, first=APRIL)
    assert again.sha256 == made.sha256 == hash_of(made.content)
    Case.objects.update(restricted=True)
    with frozen(MIDDAY):
        other = freeze_return(by=cast.supervisor, scheme=scheme, first=APRIL)
    assert other.sha256 != made.sha256
    event = AuditEvent.objects.filter(verb="freeze_return").latest("pk")
    assert event.object_id == str(other.pk)


def test_files_for_outside_leave_small_numbers_out(
    cast: Cast, made: FrozenReturn, sign_in: SignIn
) -> None:
    client, address = sign_in(cast.supervisor), f"/figures/returns/{made.pk}/"
    inside = client.get(address).content.decode()
    assert made.sha256 in inside
    assert "fewer than" not in inside.split("Definitions")[0]
    text = client.get(f"{address}?as=csv").content.decode("utf-8-sig")
    (line,) = [li for li in text.splitlines() if li.startswith("Right to Know,7,few")]
    assert line == "Right to Know,7,fewer than 5,5,0,0,fewer than 5"
    assert made.sha256 in text


def test_the_spreadsheet_has_words_and_numbers_and_no_formula(
    cast: Cast, made: FrozenReturn, sign_in: SignIn
) -> None:
    answer = sign_in(cast.supervisor).get(f"/figures/returns/{made.pk}/?as=xlsx")
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.testzip() is None
    sheet = ET.fromstring(archive.read("xl/worksheets/sheet1.xml"))  # noqa: S314  ours
    cells = list(sheet.iter(f"{NS}c"))
    assert cells
    assert not list(sheet.iter(f"{NS}f"))
    words = [c.findtext(f"{NS}is/{NS}t") for c in cells if c.get("t") == "inlineStr"]
    assert "fewer than 5" in words
    numbers = [c.findtext(f"{NS}v") for c in cells if c.get("t") is None]
    assert "7" in numbers


def test_only_a_supervisor_freezes_and_only_their_own_unit(
    cast: Cast, made: FrozenReturn, sign_in: SignIn
) -> None:
    sent = {"scheme": "clares_law", "year": "2026-04-01"}
    before = FrozenReturn.objects.count()
    assert sign_in(cast.auditor).post("/figures/returns/", sent).status_code == 403
    assert sign_in(cast.researcher).post("/figures/returns/", sent).status_code == 403
    with frozen(MIDDAY):
        client = sign_in(cast.supervisor)
        refused = client.post("/figures/returns/", {**sent, "year": "1999-04-01"})
        assert "Choose one of the answers offered" in refused.content.decode()
        assert FrozenReturn.objects.count() == before
        assert client.post("/figures/returns/", sent).status_code == 302
    mine = FrozenReturn.objects.latest("pk")
    assert (mine.unit, mine.ends_on) == (cast.unit, dt.date(2027, 3, 31))
    address = f"/figures/returns/{mine.pk}/"
    assert sign_in(cast.auditor).get(address).status_code == 200
    cast.outsider.role_grants.filter(role="auditor").delete()
    assert sign_in(cast.outsider).get(address).status_code == 404
