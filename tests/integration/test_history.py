"""Old values are kept whoever changes them, and are tied to the audit by request id."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from casework.audit_context import acting_as
from casework.models import AuditEvent, PersonName
from disclosure.actions.application import record_application
from disclosure.clares_law import S
from disclosure.models import Application
from tests.cast import Cast
from tests.refused_sql import assert_refused
from tests.walks import walk_to


def events_of(label: str, pk: int) -> list[Any]:
    """The rows of history of one row, oldest first."""
    app, name = label.split(".")
    model = apps.get_model(app, f"{name}Event")
    return list(
        model._default_manager.filter(pgh_obj_id=pk)
        .select_related("pgh_context")
        .order_by("pgh_id")
    )


def test_a_bulk_update_leaves_the_old_value_and_the_request_id(cast: Cast) -> None:
    case = walk_to(S.RECEIVED, cast.crew)
    name = PersonName.objects.filter(
        person__involvements__case=case, family="Sampleton"
    ).first()
    assert name is not None
    with acting_as(cast.researcher) as request_id:
        PersonName.objects.filter(pk=name.pk).update(family="Simpleton")
    first, *_between, last = events_of("casework.PersonName", name.pk)
    assert (first.family, last.family) == ("Sampleton", "Simpleton")
    assert last.pgh_context.metadata["request_id"] == request_id
    assert last.pgh_context.metadata["user"] == cast.researcher.pk


def test_raw_sql_leaves_the_old_value_and_the_request_id(cast: Cast) -> None:
    case = walk_to(S.RECEIVED, cast.crew)
    asked = Application.objects.get(case=case)
    with acting_as(None) as request_id, connection.cursor() as cursor:
        cursor.execute(
            "UPDATE disclosure_application SET reason = 'Changed' WHERE id = %s",
            [asked.pk],
        )
    *_before, earlier, last = events_of("disclosure.Application", asked.pk)
    assert earlier.reason == asked.reason
    assert last.reason == "Changed"
    assert last.pgh_context.metadata["request_id"] == request_id


def test_an_act_and_its_values_carry_the_same_id(cast: Cast) -> None:
    case = walk_to(S.RECEIVED, cast.crew)
    with acting_as(cast.control_room) as request_id:
        record_application(case, by=cast.control_room, reason="She rang again.")
    event = AuditEvent.objects.get(request_id=request_id)
    assert event.verb == "record_application"
    assert event.fields == ["reason"]
    last = events_of("disclosure.Application", Application.objects.get(case=case).pk)[
        -1
    ]
    assert last.reason == "She rang again."
    assert last.pgh_context.metadata["request_id"] == request_id


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE casework_personnameevent SET family = 'Nobody'",
        "DELETE FROM casework_personnameevent",
    ],
)
def test_history_itself_is_never_changed(cast: Cast, statement: str) -> None:
    walk_to(S.RECEIVED, cast.crew)
    assert_refused(statement)


def test_a_deleted_row_is_still_in_the_history(cast: Cast) -> None:
    case = walk_to(S.RECEIVED, cast.crew)
    name = PersonName.objects.filter(person__involvements__case=case).first()
    assert name is not None
    pk, family = name.pk, name.family
    PersonName.objects.filter(pk=pk).delete()
    assert events_of("casework.PersonName", pk)[-1].family == family
