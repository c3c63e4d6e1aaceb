"""Standard words: written by one, approved by another, kept, and due for review.

The wording is ours; a force approves its own (clares-law 2.7, 4.2; reliability P-04:
admin-edited text is literal, with fixed placeholders).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.models import AuditEvent
from casework.moment import frozen, now
from casework.workflow.perform import Refused
from disclosure.actions.wording import approve_words, load_shipped_words, write_words
from disclosure.clares_law import S
from disclosure.documents import compose
from disclosure.models import Paragraph
from disclosure.queries.wording import all_wording, today, words_in_use
from disclosure.wording.placeholders import fill, unknown_names
from tests.cast import Cast
from tests.walks import NOT_DISCLOSED, walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
YEAR = dt.timedelta(days=365)


def shipped(key: str = "support", language: str = "en") -> Paragraph:
    return Paragraph.objects.get(
        scheme="clares_law", key=key, language=language, version=1
    )


def written(cast: Cast, key: str = "support", **changes: Any) -> Paragraph:
    """A new version by the supervisor."""
    values: dict[str, Any] = {
        "text": "We can help you.",
        "valid_from": today(),
        "review_on": today() + YEAR,
        "reason": "Plainer words.",
        "seen": 1,
    }
    language = changes.pop("language", "en")
    row = shipped(key, language)
    return write_words(row, by=cast.supervisor, **{**values, **changes})


# -- The rules ------------------------------------------------------------------------
def test_new_words_are_used_once_another_person_approved_them(cast: Cast) -> None:
    row = written(cast)
    assert words_in_use("clares_law")["support", "en"].version == 1
    with pytest.raises(Refused, match="another person approves"):
        approve_words(row, by=cast.supervisor)
    approve_words(row, by=cast.decision_maker)
    assert words_in_use("clares_law")["support", "en"] == row
    case = walk_to(S.NO_DISCLOSURE_CONTACT, cast.crew, NOT_DISCLOSED)
    composed = compose(case, "no_disclosure_script")
    assert "We can help you." in repr(composed.content.sections)
    assert "Support offer, version 2" in composed.content.sources
    assert row in composed.paragraphs


def test_the_database_refuses_the_authors_own_approval(cast: Cast) -> None:
    row = written(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Paragraph.objects.filter(pk=row.pk).update(
            approved_by=cast.supervisor, approved_at=now()
        )


def test_words_wait_for_their_first_day(cast: Cast) -> None:
    row = written(cast, valid_from=today() + dt.timedelta(days=7))
    approve_words(row, by=cast.administrator)
    assert words_in_use("clares_law")["support", "en"].version == 1
    with frozen(now() + dt.timedelta(days=7)):
        assert words_in_use("clares_law")["support", "en"] == row


def test_every_version_is_kept_and_approved_ones_never_change(cast: Cast) -> None:
    row = written(cast)
    approve_words(row, by=cast.decision_maker)
    for old in (shipped(), row):
        with pytest.raises(DatabaseError), transaction.atomic():
            Paragraph.objects.filter(pk=old.pk).update(text="Other.")
        with pytest.raises(DatabaseError), transaction.atomic():
            Paragraph.objects.filter(pk=old.pk).delete()
    assert [event.verb for event in AuditEvent.objects.order_by("id")][-2:] == [
        "write_words",
        "approve_words",
    ]


def test_nobody_writes_over_a_version_that_they_have_not_seen(cast: Cast) -> None:
    written(cast)
    with pytest.raises(Refused, match="meanwhile"):
        written(cast, seen=1)
    assert written(cast, seen=2).version == 3


def test_only_the_newest_version_is_approved(cast: Cast) -> None:
    first = written(cast)
    written(cast, seen=2)
    with pytest.raises(Refused, match="newer version"):
        approve_words(first, by=cast.decision_maker)


def test_a_translation_says_who_checked_it(cast: Cast) -> None:
    assert shipped("support", "cy").needs_translator
    row = written(cast, language="cy", text="Gallwn eich helpu.")
    with pytest.raises(Refused, match="checked the translation"):
        approve_words(row, by=cast.decision_maker)
    approve_words(row, by=cast.decision_maker, translation_check="A. Cyfieithydd")
    row.refresh_from_db()
    assert not row.needs_translator


def test_who_writes_and_who_approves(cast: Cast) -> None:
    row = written(cast)
    for person in (cast.researcher, cast.disclosure_officer, cast.auditor):
        with pytest.raises(PermissionDenied):
            approve_words(row, by=person)
    with pytest.raises(PermissionDenied):
        write_words(
            shipped(),
            by=cast.decision_maker,
            text="x",
            valid_from=today(),
            review_on=today() + YEAR,
            reason="-",
            seen=2,
        )


def test_what_is_shipped_is_loaded_once(cast: Cast) -> None:
    row = written(cast)
    before = Paragraph.objects.count()
    load_shipped_words("clares_law")
    assert Paragraph.objects.count() == before
    row.refresh_from_db()
    assert row.text == "We can help you."


def test_an_overdue_review_is_seen(cast: Cast, sign_in: SignIn) -> None:
    with frozen(dt.datetime(2027, 11, 2, 12, tzinfo=dt.UTC)):
        assert all(row.is_overdue for row in all_wording("clares_law"))
    row = written(cast)
    approve_words(row, by=cast.decision_maker)
    with frozen(dt.datetime(2027, 11, 2, 12, tzinfo=dt.UTC)):
        overdue = [r for r in all_wording("clares_law") if r.is_overdue]
        assert row not in {r.used for r in overdue}
        client = sign_in(cast.supervisor)
        assert "Overdue" in client.get(reverse("wording")).content.decode()


# -- Placeholders ---------------------------------------------------------------------
@pytest.mark.parametrize(
    "typed",
    [
        "{{ 7*7 }}",
        "{% load static %}{% now 'Y' %}",
        "{{unit}}",
        "{0.__class__}",
        "{unit.secret}",
        "%(unit)s $unit",
        "<script>alert(1)</script>",
        "{}",
    ],
)
def test_code_in_words_is_shown_and_never_run(typed: str) -> None:
    assert fill(typed, {"unit": "X"}) == typed
    assert unknown_names(typed, ["unit"]) == []


def test_fixed_names_are_filled_once() -> None:
    assert (
        fill("{unit} of {force}", {"unit": "{force}", "force": "Y"}) == "{force} of Y"
    )
    assert unknown_names("{unti} {unit} {version}", ["unit"]) == ["unti", "version"]


def test_code_in_approved_words_is_printed_as_it_stands(cast: Cast) -> None:
    typed = "{{ 7*7 }} {% include 'x' %} <b>{unit}</b>"
    approve_words(written(cast, text=typed), by=cast.decision_maker)
    case = walk_to(S.NO_DISCLOSURE_CONTACT, cast.crew, NOT_DISCLOSED)
    said = repr(compose(case, "no_disclosure_script").content)
    assert "{{ 7*7 }} {% include 'x' %} <b>Central Referral Unit</b>" in said


# -- The pages ------------------------------------------------------------------------
def form(**changes: str) -> dict[str, str]:
    day = today()
    return {
        "text": "We can help you.",
        "valid_from": f"{day:%d/%m/%Y}",
        "review_on": f"{day + YEAR:%d/%m/%Y}",
        "reason": "Plainer words for everybody.",
        "version": "1",
        **changes,
    }


def test_a_version_is_previewed_saved_and_approved(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.supervisor)
    address = reverse("wording_change", args=(shipped().pk,))
    shown = client.post(address, form(preview="yes")).content.decode()
    assert "As it would be printed" in shown
    assert Paragraph.objects.filter(is_shipped=False).count() == 0
    assert client.post(address, form()).status_code == 302
    row = Paragraph.objects.get(is_shipped=False)
    assert row.written_by == cast.supervisor
    approve = reverse("wording_approve", args=(row.pk,))
    assert client.get(approve).status_code == 403
    other = sign_in(cast.decision_maker)
    assert "We can help you." in other.get(approve).content.decode()
    assert other.post(approve, {}).status_code == 200
    assert other.post(approve, {"agreed": "on"}).status_code == 302
    row.refresh_from_db()
    assert row.approved_by == cast.decision_maker
    page = client.get(reverse("wording_paragraph", args=(row.pk,))).content.decode()
    assert "Version 1, used from" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": "From {unti}"}, "There is no placeholder {unti} here"),
        ({"text": "Case {reference}"}, "There is no placeholder {reference} here"),
        ({"text": ""}, "Enter"),
        ({"valid_from": "1 1 2020"}, "today or in the future"),
        ({"review_on": f"{dt.date(2020, 1, 1):%d %m %Y}"}, "today or in the future"),
        ({"reason": "ok"}, "at least 10"),
    ],
)
def test_what_is_wrong_is_said_beside_what_was_typed(
    cast: Cast, sign_in: SignIn, changes: dict[str, str], sentence: str
) -> None:
    client = sign_in(cast.administrator)
    address = reverse("wording_change", args=(shipped().pk,))
    sent = client.post(address, form(**changes))
    text = sent.content.decode()
    assert sentence in text
    assert "There is a problem" in text
    assert not Paragraph.objects.filter(is_shipped=False).exists()


def test_a_question_needs_what_may_be_said(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.supervisor)
    row = shipped("script_questions")
    sent = client.post(
        reverse("wording_change", args=(row.pk,)), form(text="Who sent you?")
    )
    assert "Each line needs a question" in sent.content.decode()


def test_words_as_they_are_printed_stand_on_their_page(
    cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(cast.administrator)
    for row in Paragraph.objects.filter(key__in=("undertaking", "script_questions")):
        address = reverse("wording_paragraph", args=(row.pk,))
        first = row.text.split("\n")[0].split("|")[0].strip()
        assert first in client.get(address).content.decode()
