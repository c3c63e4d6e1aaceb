"""One id ties the audit events and the history of one request or command together."""

from __future__ import annotations

import uuid

import pghistory.models
import pytest

from accounts.models import User
from casework.audit import record_security
from casework.audit_context import acting_as, current_request_id
from casework.models import AuditEvent


def test_there_is_no_id_outside() -> None:
    assert current_request_id() == ""


def test_each_command_has_an_id_and_gives_it_back() -> None:
    with acting_as(None) as first:
        assert current_request_id() == first
        assert uuid.UUID(first).version == 4
    with acting_as(None) as second:
        assert second != first
    assert current_request_id() == ""


def test_a_part_of_a_command_keeps_its_id() -> None:
    with acting_as(None) as outer:
        with acting_as(None) as inner:
            assert inner == outer
        assert current_request_id() == outer


def test_an_id_does_not_outlive_a_failure() -> None:
    with pytest.raises(RuntimeError), acting_as(None):
        raise RuntimeError
    assert current_request_id() == ""


@pytest.mark.django_db
def test_history_and_audit_carry_the_same_id() -> None:
    ada = User.objects.create_user("ada", name="Ada")
    with acting_as(ada) as request_id:
        User.objects.filter(pk=ada.pk).update(name="Ada Byron")
        record_security(by=ada, verb="test", sentence="Changed", about=ada)

    context = pghistory.models.Context.objects.get()
    assert context.metadata == {"user": ada.pk, "request_id": request_id}
    assert str(AuditEvent.objects.get().request_id) == request_id
