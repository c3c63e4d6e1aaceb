"""A recipient who will not promise: nothing is said, and it is decided anew.

Clares-law 4.1 and 9.4 (T12r): the case goes back to a decision maker within the day,
another person than its proposer decides, and it ends told all the same, with a
sign-off, or not told. The visits are made on a phone. On the way the words name whoever
asked, which is marked and taken out before anybody is asked to approve them.
"""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from casework.actions.contact import (
    record_contact_plan,
)
from casework.actions.contact_attempts import (
    record_contact_attempt,
)
from casework.actions.people import Details
from casework.models import Case, Deadline, Part
from casework.moment import now
from disclosure.clares_law import S
from disclosure.demo.steps_after_decision import HER_OWN
from disclosure.demo.steps_to_decision import safe_plan
from disclosure.demo.story import Story
from disclosure.outcomes import Outcome
from tests.browser.answers import make_move, press, say_now
from tests.browser.steps import (
    WORDS,
    Enter,
    Visit,
    approve,
    close_it,
    make_script,
    propose,
    save,
)
from tests.browser.visits import (
    DESK,
    PHONE,
    finish,
    go_there,
    grade_and_refer,
    hear_the_words,
    plan_safety,
    plan_visit,
)
from tests.cast import Cast
from tests.walks import walk_to

SISTER = Details("Zerlina", "Quayle", phone="01632 960777")
SAFE_LATER = "It is safe for her to hear it with her sister there."
HEADING = "Check of the words"


def own_way_to_her(case: Any, cast: Cast) -> None:
    """Whoever asked is not told: the person at risk has a contact plan of her own."""
    at_risk = case.involvements.get(part=Part.PERSON_AT_RISK).person
    plan = record_contact_plan(
        case,
        at_risk,
        by=cast.disclosure_officer,
        **{**safe_plan(Story()), **HER_OWN},
    )
    record_contact_attempt(
        case,
        plan,
        by=cast.disclosure_officer,
        at=now(),
        method=plan.method,
        purpose="Arrange the visit",
        result="spoke",
        plan_confirmed=True,
        note="",
    )


def take_the_name_out(page: Page, visit: Visit, path: str) -> None:
    """The name of whoever asked is marked in place, however it is spelt."""
    propose(page, visit, path, tell=True, words=f"Zerlyna QUAYLE asked us. {WORDS}")
    assert page.get_by_role("heading", name=HEADING).count() == 1
    marks = " ".join(page.locator("mark.cw-mark").all_inner_texts())
    assert "Zerlyna" in marks
    assert "QUAYLE" in marks
    visit(path)
    assert page.get_by_text("Take out of the words what could reveal").count()
    propose(page, visit, path, tell=True)
    assert page.get_by_role("heading", name=HEADING).count() == 0
    visit(path)
    make_move(page, "Submit for decision")


def refuse(page: Page, visit: Visit, path: str) -> None:
    """She will not promise: nothing is said, and the case goes back."""
    go_there(page, visit, path, undertaking="refused_withheld")
    assert page.get_by_text(WORDS).count() == 0
    grade_and_refer(page)
    finish(page)
    visit(path)
    press(page, "Return to decision")
    page.locator("input[name=why][value=undertaking_refused]").check()
    page.locator("[name=reason]").fill("She will not promise to keep it to herself.")
    press(page, "Return to decision")


@pytest.fixture
def path(cast: Cast, visit: Visit, enter: Enter) -> str:
    """A case of a third party whose recipient has refused the undertaking."""
    case = walk_to(S.DECISION_DRAFT, cast.crew, Story(third_party=SISTER))
    path = f"/cases/{case.reference}/"
    page = enter(cast.researcher)
    take_the_name_out(page, visit, path)
    enter(cast.decision_maker)
    approve(page, visit, path, "Approve disclosure")
    own_way_to_her(case, cast)

    enter(cast.disclosure_officer)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a plain size
    plan_visit(page, visit, path)
    plan_safety(page, visit, path)
    preview = visit(f"{path}papers/disclosure_script/").inner_text("main")
    assert WORDS in preview
    assert not [name for name in (SISTER.given, SISTER.family) if name in preview]
    make_script(page, visit, path, case)
    visit(path)
    make_move(page, "Begin delivery")
    refuse(page, visit, path)
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    case = Case.objects.get(pk=case.pk)
    assert case.stage == S.DECISION_DRAFT
    fast = Deadline.objects.get(case=case, key="fast_track", met_at=None)
    assert case.next_due_at == fast.due_at
    return path


def decide_anew(
    cast: Cast, page: Page, visit: Visit, enter: Enter, path: str, *, tell: bool
) -> None:
    """The supervisor proposes this time; a decision maker of the unit decides."""
    move = "Approve disclosure" if tell else "Approve no disclosure"
    enter(cast.supervisor)
    propose(page, visit, path, tell=tell)
    visit(path)
    make_move(page, "Submit for decision")
    assert page.get_by_role("button", name=move).count() == 0
    enter(cast.second_decision_maker)
    approve(page, visit, path, move)
    case = Case.objects.get(reference=path.split("/")[2])
    assert not Deadline.objects.filter(case=case, key="fast_track", met_at=None)


def test_told_all_the_same_with_a_sign_off(
    cast: Cast, page: Page, visit: Visit, enter: Enter, path: str
) -> None:
    decide_anew(cast, page, visit, enter, path, tell=True)
    enter(cast.disclosure_officer)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    plan_visit(page, visit, path)
    visit(path)
    make_move(page, "Begin delivery")
    go_there(page, visit, path, undertaking="refused_disclosed")
    hear_the_words(page, WORDS)
    grade_and_refer(page)
    page.locator("input[name=told][value=no]").check()
    page.locator("[name=why]").fill("As it was decided.")
    press(page, "Save and continue")
    finish(page)
    visit(path)
    assert page.get_by_text("The undertaking was refused: a decision maker").count()

    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    enter(cast.supervisor)
    visit(f"{path}sign-off/undertaking/")
    page.locator("[name=reason]").fill(SAFE_LATER)
    press(page, "Ask")
    enter(cast.decision_maker)
    visit(f"{path}sign-off/undertaking/")
    page.locator("[name=agreed]").check()
    press(page, "Sign off")

    enter(cast.disclosure_officer)
    visit(path)
    make_move(page, "Complete delivery")
    visit(f"{path}record/aftercare/")
    say_now(page, "done_at")
    page.locator("input[name=declined][value=no]").check()
    page.locator("[name=note]").fill("She is safe.")
    page.locator("[name=intelligence_reference]").fill("INT/1")
    save(page)
    enter(cast.supervisor)
    close_it(page, visit, path, "Close case")
    done = Case.objects.get(reference=path.split("/")[2])
    assert (done.stage, done.outcome) == (S.CLOSED, Outcome.DISCLOSE_TO_A)


def test_nobody_is_told_after_the_refusal(
    cast: Cast, page: Page, visit: Visit, enter: Enter, path: str
) -> None:
    decide_anew(cast, page, visit, enter, path, tell=False)
    # Whoever asked is told by the unit, never by the officer of the visit.
    enter(cast.supervisor)
    visit(f"{path}record/told/")
    say_now(page, "contacted_at")
    page.locator("input[name=approved_words_used][value=yes]").check()
    page.locator("[name=support_offered]").fill("IDVA, helpline")
    save(page)
    close_it(page, visit, path, "Close after contact")
    done = Case.objects.get(reference=path.split("/")[2])
    assert (done.stage, done.outcome) == (S.CLOSED, Outcome.NOTHING_HELD)
