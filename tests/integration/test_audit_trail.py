"""The audit: insert-only, chained, complete; reads are in it too (architecture 1.6)."""

from __future__ import annotations

from collections.abc import Callable

import pgtrigger
import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from casework import audit
from casework.access import access_case
from casework.models import ActionClass, AuditChain, AuditEvent
from disclosure.clares_law import S
from tests.cast import Cast
from tests.refused_sql import assert_refused
from tests.walks import walk_to

# Written for the test, from the description of the chain: each event's hash covers its
# own values and the hash before it, in the order of its chain.
BROKEN = """
    SELECT chain, sequence FROM (
        SELECT event.chain, event.sequence, event.hash, event.previous_hash,
            lag(event.hash, 1, '') OVER way AS before,
            row_number() OVER way AS place,
            encode(sha256(convert_to(casework_audit_text(event), 'UTF8')), 'hex')
                AS made
        FROM casework_auditevent event
        WINDOW way AS (PARTITION BY event.chain ORDER BY event.sequence)
    ) AS checked
    WHERE hash <> made OR previous_hash <> before OR sequence <> place
    ORDER BY chain, sequence
"""


def broken_links() -> list[tuple[int, int]]:
    """Chain and sequence of every event that does not fit, recomputed in SQL."""
    with connection.cursor() as cursor:
        cursor.execute(BROKEN)
        return list(cursor.fetchall())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE casework_auditevent SET sentence = 'Nothing happened'",
        "DELETE FROM casework_auditevent",
        "TRUNCATE casework_auditevent CASCADE",
        "DELETE FROM casework_auditanchor",
        "TRUNCATE casework_auditanchor",
    ],
)
def test_the_audit_is_never_changed(cast: Cast, statement: str) -> None:
    walk_to(S.INITIAL_CHECKS, cast.crew)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO casework_auditanchor"
            " (at, chains, events, digest, previous_digest)"
            " VALUES (now(), 1, 1, 'a', '')"
        )
    kept = list(AuditEvent.objects.values_list("pk", "sentence"))
    connection.check_constraints()  # nothing else is in the way of TRUNCATE
    assert_refused(statement)
    assert list(AuditEvent.objects.values_list("pk", "sentence")) == kept


def test_the_chain_of_a_whole_case_fits(cast: Cast) -> None:
    case = walk_to("the end", cast.crew)
    audit.record_list_view(by=cast.supervisor, page="the list of cases")
    events = AuditEvent.objects.filter(case=case).order_by("sequence")
    assert [event.sequence for event in events] == list(range(1, len(events) + 1))
    assert events[0].verb == "open_case"
    assert events[0].action_class == ActionClass.COLLECTION
    head = AuditChain.objects.get(chain=case.pk)
    assert (head.length, head.head) == (len(events), events.last().hash)  # type: ignore[union-attr]
    assert broken_links() == []


def test_two_people_who_look_at_lists_have_chains_of_their_own(cast: Cast) -> None:
    first = audit.record_list_view(by=cast.supervisor, page="the list of cases")
    second = audit.record_list_view(by=cast.researcher, page="the list of cases")
    chains = AuditEvent.objects.filter(pk__in=(first.pk, second.pk))
    assert {event.chain for event in chains} == {
        -cast.supervisor.pk,
        -cast.researcher.pk,
    }


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE casework_auditevent SET sentence = 'Nothing' WHERE sequence = 3",
        "UPDATE casework_auditevent SET actor_name = 'Nobody' WHERE sequence = 3",
        "UPDATE casework_auditevent SET happened_at = now() WHERE sequence = 3",
        "UPDATE casework_auditevent SET reason = 'Because' WHERE sequence = 3",
        "DELETE FROM casework_auditevent WHERE sequence = 3",
        "UPDATE casework_auditevent SET sequence = -1 WHERE sequence = 3",
    ],
)
def test_tampering_past_the_triggers_is_found(cast: Cast, tampering: str) -> None:
    """Reliability D-02: the first bad row is named."""
    case = walk_to(S.INITIAL_CHECKS, cast.crew)
    assert broken_links() == []
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute(f"{tampering} AND chain = {case.pk}")
        assert cursor.rowcount == 1
    assert broken_links()
    assert {chain for chain, _sequence in broken_links()} == {case.pk}


def test_what_the_writer_says_of_hash_and_order_is_not_believed(cast: Cast) -> None:
    """Sequence, chain, hash and time come from the database."""
    case = walk_to(S.RECEIVED, cast.crew)
    forged = AuditEvent.objects.create(
        case_id=case.pk,
        actor=cast.researcher,
        actor_name="x",
        action_class=ActionClass.ALTERATION,
        verb="x",
        sentence="x",
        happened_at=case.opened_at,
        chain=4711,
        sequence=1,
        hash="a",
        previous_hash="b",
    )
    forged.refresh_from_db()
    assert forged.chain == case.pk
    assert forged.sequence == AuditChain.objects.get(chain=case.pk).length
    assert broken_links() == []


def test_opening_a_case_is_a_consultation_of_that_person(cast: Cast) -> None:
    case = walk_to(S.INITIAL_CHECKS, cast.crew)
    access_case(cast.auditor, case.reference, page="the checks")
    event = AuditEvent.objects.filter(case=case).latest("sequence")
    assert event.action_class == ActionClass.CONSULTATION
    assert event.actor == cast.auditor
    assert event.actor_roles == "auditor"
    assert event.sentence == "Opened the checks"


def test_opening_the_page_in_a_browser_is_a_consultation_too(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    case = walk_to(S.INITIAL_CHECKS, cast.crew)
    response = sign_in(cast.researcher).get(f"/cases/{case.reference}/")
    event = AuditEvent.objects.filter(case=case).latest("sequence")
    assert event.action_class == ActionClass.CONSULTATION
    assert event.actor == cast.researcher
    assert str(event.request_id) == response.headers["X-Request-ID"]


def test_a_page_that_cannot_be_recorded_is_not_shown(
    cast: Cast,
    sign_in: Callable[[User], Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No audit row, no page."""
    case = walk_to(S.INITIAL_CHECKS, cast.crew)

    def fail(*_args: object, **_kwargs: object) -> None:
        raise OSError("the audit is away")

    monkeypatch.setattr(audit, "record_view", fail)
    client = sign_in(cast.researcher)
    client.raise_request_exception = False
    response = client.get(f"/cases/{case.reference}/")
    assert response.status_code == 500
    assert case.reference not in response.content.decode()


def test_sentences_never_carry_what_a_person_typed(cast: Cast) -> None:
    """Names and numbers stay in the record; the audit says which act it was."""
    case = walk_to("the end", cast.crew)
    for sentence in AuditEvent.objects.filter(case=case).values_list(
        "sentence", flat=True
    ):
        for typed in ("Alma", "Testwell", "Boris", "Sampleton", "960 101", "Library"):
            assert typed not in sentence
