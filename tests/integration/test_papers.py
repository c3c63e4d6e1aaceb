"""Papers of cases: fixed, released by another, printed in numbered copies.

From reliability 8.2 (2, 8.1: two people before anything leaves; 13: print only through
the product, each copy numbered) and clares-law 4.1 and 4.2.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from casework.actions.contact import (
    record_contact_plan,
)
from casework.actions.people import Details
from casework.models import AuditEvent, DocumentRequest, Part
from casework.moment import now
from casework.pdf.problems import DocumentRefused
from casework.workflow.perform import Refused, perform
from disclosure import tasks
from disclosure.actions.papers import (
    end_copy,
    prepare_paper,
    print_paper,
    release_paper,
)
from disclosure.actions.records import add_record
from disclosure.clares_law import S
from disclosure.documents import compose, language_of
from disclosure.models import IssuedPaper, PrintedCopy
from disclosure.queries.papers import outstanding_copies
from tests.cast import Cast
from tests.walks import NOT_DISCLOSED, Story, walk_to

pytestmark = pytest.mark.django_db
CANARY = Details("Zerlina", "Quayle", phone="01632 960777")


@pytest.fixture
def visiting(cast: Cast) -> Any:
    """A case whose visit is planned, asked for by somebody else."""
    return walk_to(S.DISCLOSURE_IN_PROGRESS, cast.crew, Story(third_party=CANARY))


def text_of(case: Any, kind: str, language: str = "en") -> str:
    """Everything that a paper says, in one string."""
    return repr(compose(case, kind, language).content)


def speaks_welsh(case: Any) -> None:
    """The person at risk does, and nobody else."""
    person = case.involvements.get(part=Part.PERSON_AT_RISK).person
    person.language = "Cymraeg"
    person.save()


# -- Issues ---------------------------------------------------------------------------
def test_the_same_content_is_issued_once_and_each_copy_has_its_number(
    cast: Cast, visiting: Any
) -> None:
    officer = cast.disclosure_officer
    copies = [
        print_paper(visiting, "visit_sheet", by=officer, why=f"Visit {number}")
        for number in (1, 2)
    ]
    assert [copy.number for copy in copies] == [1, 2]
    assert {copy.paper for copy in copies} == {IssuedPaper.objects.get()}
    add_record(
        visiting,
        "plan",
        by=officer,
        planned_for=now() + dt.timedelta(days=2),
        place="Library",
        agreed=True,
        officers="Two officers",
        subject_absent="He is away.",
        contact_plan_checked=True,
    )
    other = print_paper(visiting, "visit_sheet", by=officer, why="The new plan")
    assert (other.number, other.paper.number) == (3, 2)
    assert other.paper.sha256 != copies[0].paper.sha256


def test_an_issue_says_which_versions_it_was_made_of(cast: Cast, visiting: Any) -> None:
    issued = print_paper(
        visiting, "undertaking", by=cast.disclosure_officer, why="The visit"
    ).paper
    made_of = {(row.key, row.language, row.version) for row in issued.paragraphs.all()}
    assert made_of == {
        ("undertaking", "en", 1),
        ("sign_answers", "en", 1),
        ("sign_lines", "en", 1),
        ("undertaking_kept", "en", 1),
    }
    assert "Undertaking, version 1" in issued.content["sources"]


@pytest.mark.parametrize("field", ["content", "sha256", "number", "kind"])
def test_an_issue_never_changes(cast: Cast, visiting: Any, field: str) -> None:
    issued = print_paper(
        visiting, "undertaking", by=cast.disclosure_officer, why="The visit"
    ).paper
    value = getattr(issued, field)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        IssuedPaper.objects.filter(pk=issued.pk).update(**{field: value})
    with pytest.raises(DatabaseError), transaction.atomic():
        IssuedPaper.objects.filter(pk=issued.pk).delete()


def test_a_copy_is_not_made_of_a_record_that_changed(cast: Cast, visiting: Any) -> None:
    copy = print_paper(
        visiting, "visit_sheet", by=cast.disclosure_officer, why="The visit"
    )
    add_record(
        visiting,
        "risk",
        by=cast.disclosure_officer,
        tool="dash",
        grade="high",
        reason="He knows.",
    )
    tasks.render_document(copy.request_id)
    copy.request.refresh_from_db()
    assert copy.request.document is None
    assert "record has changed" in copy.request.error


# -- Release --------------------------------------------------------------------------
def test_typed_papers_are_printed_once_another_person_released_them(
    cast: Cast, visiting: Any
) -> None:
    officer = cast.disclosure_officer
    with pytest.raises(Refused, match="another person has released"):
        print_paper(visiting, "safety_plan", by=officer, why="The visit")
    assert not IssuedPaper.objects.exists()
    issued = prepare_paper(visiting, "safety_plan", by=officer)
    with pytest.raises(PermissionDenied):
        release_paper(visiting, issued, by=officer)
    release_paper(visiting, issued, by=cast.decision_maker)
    copy = print_paper(visiting, "safety_plan", by=officer, why="The visit")
    assert copy.paper == issued
    told = AuditEvent.objects.filter(verb="release_paper").get()
    assert told.actor == cast.decision_maker
    with pytest.raises(Refused, match="released this paper already"):
        release_paper(visiting, issued, by=cast.supervisor)


def test_nobody_releases_what_they_wrote(cast: Cast, visiting: Any) -> None:
    """Whoever typed the safety plan is not its second person, whoever prepared it."""
    add_record(
        visiting,
        "safety",
        by=cast.supervisor,
        plan="A bag is packed and a code word agreed.",
        agreed_with_recipient=False,
    )
    issued = prepare_paper(visiting, "safety_plan", by=cast.disclosure_officer)
    with pytest.raises(Refused, match="You wrote what this paper says"):
        release_paper(visiting, issued, by=cast.supervisor)
    release_paper(visiting, issued, by=cast.decision_maker)
    issued.refresh_from_db()
    assert issued.released_by == cast.decision_maker


def test_nobody_releases_what_they_prepared(cast: Cast, visiting: Any) -> None:
    issued = prepare_paper(visiting, "case_summary", by=cast.supervisor)
    with pytest.raises(Refused, match="another person releases"):
        release_paper(visiting, issued, by=cast.supervisor)
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuedPaper.objects.filter(pk=issued.pk).update(
            released_by=cast.supervisor, released_at=now()
        )


def test_what_changed_since_is_not_released(cast: Cast, visiting: Any) -> None:
    issued = prepare_paper(visiting, "safety_plan", by=cast.disclosure_officer)
    add_record(
        visiting,
        "safety",
        by=cast.disclosure_officer,
        plan="A different plan.",
        agreed_with_recipient=True,
    )
    with pytest.raises(Refused, match="record has changed"):
        release_paper(visiting, issued, by=cast.decision_maker)


# -- Copies ---------------------------------------------------------------------------
def test_a_copy_is_out_until_somebody_says_what_became_of_it(
    cast: Cast, visiting: Any
) -> None:
    copy = print_paper(
        visiting, "undertaking", by=cast.disclosure_officer, why="The visit"
    )
    assert list(outstanding_copies(cast.supervisor)) == [copy]
    assert list(outstanding_copies(cast.outsider)) == []
    end_copy(visiting, copy, by=cast.supervisor, ended_as="destroyed")
    assert list(outstanding_copies(cast.supervisor)) == []
    copy.refresh_from_db()
    assert (copy.ended_as, copy.ended_by) == ("destroyed", cast.supervisor)
    assert copy.ended_at is not None
    with pytest.raises(Refused, match="already"):
        end_copy(visiting, copy, by=cast.disclosure_officer, ended_as="returned")


def test_printing_is_a_disclosure_in_the_audit(cast: Cast, visiting: Any) -> None:
    print_paper(visiting, "undertaking", by=cast.disclosure_officer, why="Visit at ten")
    told = AuditEvent.objects.get(verb="print_paper")
    assert told.action_class == "disclosure"
    assert told.actor == cast.disclosure_officer
    assert told.reason == "Visit at ten"
    assert "copy 1" in told.sentence


def test_no_copy_is_forgotten_by_the_database(cast: Cast, visiting: Any) -> None:
    copy = print_paper(visiting, "undertaking", by=cast.disclosure_officer, why="Visit")
    with pytest.raises(DatabaseError), transaction.atomic():
        PrintedCopy.objects.filter(pk=copy.pk).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        PrintedCopy.objects.filter(pk=copy.pk).update(ended_as="returned")


def test_what_no_worker_could_make_is_given_up_in_words(
    cast: Cast, visiting: Any
) -> None:
    """A rendering that ends its worker leaves no error of its own (P-05)."""
    copy = print_paper(visiting, "undertaking", by=cast.disclosure_officer, why="Visit")
    DocumentRequest.objects.update(
        attempts=tasks.MOST_ATTEMPTS, requested_at=now() - dt.timedelta(hours=1)
    )
    tasks.render_waiting_documents()
    copy.request.refresh_from_db()
    assert "could not be made" in copy.request.error


# -- What they say --------------------------------------------------------------------
def test_nothing_held_and_not_disclosed_are_the_same_words(cast: Cast) -> None:
    """Byte for byte, in each language (clares-law 4.2)."""
    outcomes = (
        "no_disclosure_nothing_held",
        "no_disclosure_test_not_met",
        "no_disclosure_concern_remains",
        "already_aware",
    )
    for language in ("en", "cy"):
        said = set()
        for outcome in outcomes:
            story = Story(outcome=outcome, holds=outcome.endswith("not_met"))
            case = walk_to(S.NO_DISCLOSURE_CONTACT, cast.crew, story)
            content = compose(case, "no_disclosure_script", language).content
            said.add((content.words, content.sections, content.title, content.order))
        assert len(said) == 1


def test_the_language_is_that_of_whoever_is_told(cast: Cast) -> None:
    case = walk_to(S.DISCLOSURE_PLANNING, cast.crew, Story(third_party=CANARY))
    speaks_welsh(case)
    assert language_of(case) == "cy"
    content = compose(case, "undertaking", "cy").content
    assert (content.lang, content.title) == ("cy", "Ymrwymiad")
    assert "Cyn i mi ddweud" in repr(content)
    other = walk_to(
        S.NO_DISCLOSURE_CONTACT,
        cast.crew,
        Story(third_party=CANARY, outcome=NOT_DISCLOSED.outcome, holds=False),
    )
    speaks_welsh(other)
    assert language_of(other) == "en", "the applicant is told, who speaks English"


def test_a_script_keeps_the_officers_part_in_english(cast: Cast) -> None:
    case = walk_to(S.DISCLOSURE_PLANNING, cast.crew)
    composed = compose(case, "disclosure_script", "cy")
    assert composed.content.lang == "en"
    assert {row.language for row in composed.unchecked} == {"cy"}
    assert "Never say:" in repr(composed.content)
    assert case.recommendations.last().words in composed.content.words


def test_the_visit_sheet_has_no_plan_of_whoever_asked(
    cast: Cast, visiting: Any
) -> None:
    said = text_of(visiting, "visit_sheet")
    assert "Alma Testwell" in said
    assert "Boris Sampleton" in said
    asked = visiting.involvements.get(part=Part.APPLICANT).person
    theirs = visiting.contact_plans.get(person=asked, superseded_at=None)
    assert theirs.code_word
    assert theirs.code_word not in said
    record_contact_plan(
        visiting,
        visiting.involvements.get(part=Part.PERSON_AT_RISK).person,
        by=cast.disclosure_officer,
        method="in_person",
        safe_times="Mondays at ten",
        contact_point="01632 960 888",
        code_word="Harvest",
    )
    said = text_of(visiting, "visit_sheet")
    assert "Mondays at ten" in said
    assert "Harvest" in said
    assert "960 888" not in said, "numbers stand in the contact plan alone"


@pytest.mark.parametrize(
    "typed", ["Zerlina rang us.", "Ask for Ms QUAYLE", "Ring 01632-960-777"]
)
def test_no_paper_is_made_of_words_that_name_who_asked(
    cast: Cast, visiting: Any, typed: str
) -> None:
    add_record(
        visiting,
        "safety",
        by=cast.disclosure_officer,
        plan=typed,
        agreed_with_recipient=True,
    )
    with pytest.raises(DocumentRefused, match="must not be revealed"):
        compose(visiting, "safety_plan")
    with pytest.raises(Refused, match="must not be revealed"):
        prepare_paper(visiting, "safety_plan", by=cast.disclosure_officer)


def test_what_is_typed_is_printed_and_never_worked_out(
    cast: Cast, visiting: Any
) -> None:
    """No template code and no placeholder in what people type (P-04)."""
    typed = "{{ 7*7 }} {% load x %} {unit} <img src=x> Siân ŵ"
    add_record(
        visiting,
        "safety",
        by=cast.disclosure_officer,
        plan=typed,
        agreed_with_recipient=True,
    )
    content = compose(visiting, "safety_plan").content
    texts = [block.text for section in content.sections for block in section.blocks]
    assert typed in texts


@pytest.mark.parametrize(
    ("stage", "story", "printable"),
    [
        (S.RECEIVED, Story(), {"case_summary"}),
        (S.AWAITING_REVIEW, Story(), {"case_summary"}),
        (
            S.DISCLOSURE_PLANNING,
            Story(),
            {"disclosure_script", "undertaking", "case_summary"},
        ),
        (
            S.NO_DISCLOSURE_CONTACT,
            NOT_DISCLOSED,
            {"no_disclosure_script", "case_summary"},
        ),
        (S.AFTERCARE, Story(), {"safety_plan", "case_summary"}),
    ],
)
def test_which_papers_a_stage_has(
    cast: Cast, stage: str, story: Story, printable: set[str]
) -> None:
    case = walk_to(stage, cast.crew, story)
    kinds = (
        *("disclosure_script", "no_disclosure_script", "undertaking"),
        *("safety_plan", "visit_sheet", "case_summary", "letter"),
    )
    made = set()
    for kind in kinds:
        try:
            compose(case, kind)
        except DocumentRefused:
            continue
        made.add(kind)
    assert made == printable


def test_a_paper_of_an_earlier_decision_cannot_be_printed(
    cast: Cast, visiting: Any
) -> None:
    perform(
        visiting, "return_to_decision", by=cast.disclosure_officer, reason="New facts"
    )
    with pytest.raises(Refused, match="No words are approved"):
        print_paper(
            visiting, "disclosure_script", by=cast.disclosure_officer, why="Visit"
        )
