"""Sarah's Law in the browser, both routes from the first contact to closure.

Clicked is what differs from Clare's Law (sarahs-law 6.2); what is the same there is
done in code by the walks, and clicked in the other journeys.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from playwright.sync_api import Page

from casework.clock import LONDON
from casework.models import Case
from disclosure.demo.child_delivery import plan_delivery
from disclosure.demo.child_story import STARTED_BY_POLICE, TOLD
from disclosure.demo.sarahs_law import (
    first_checks,
    full_research,
    interview,
    recommend,
    walk_child_case,
)
from disclosure.demo.steps_after_decision import decide
from disclosure.sarahs_law.moves import S
from disclosure.sarahs_law.outcomes import Outcome, ScopeTest
from tests.browser.answers import make_move, press, say_now
from tests.browser.steps import Enter, Visit, approve, close_it, save
from tests.browser.visits import (
    DESK,
    PHONE,
    finish,
    go_there,
    grade_and_refer,
    hear_the_words,
)
from tests.cast import Cast

Axe = Callable[[Page], list[str]]
RING = {"contact_point": "01632 960 141", "safe_times": "Any time on weekdays"}
CALLER = {"given": "Carys", "family": "Rehearsal"}
THEY = {
    "subject_given": "Dorian",
    "subject_family": "Pretend",
    "subject_birth": "14/06/1979",
    "subject_town": "Dunholme",
    "child_1_given": "Ffion",
    "child_1_family": "Rehearsal",
    "child_1_age": "About six",
    "child_1_lives_with": "Her mother",
    "access_since": "Since the spring",
    "reason": "He offers to babysit and sends messages at night.",
}
LISTED = {
    "child_subject_is": "step_parent",
    "child_applicant_is": "parent",
    "access_way": "household",
    "access_frequency": "weekly",
    "relationship": "new_partner",
}
WORDS_FOR_HIM = "Do not leave the child alone with the person you know of."


def fill(page: Page, answers: dict[str, str]) -> None:
    for name, text in answers.items():
        page.locator(f"[name={name}]").fill(text)


def select(page: Page, answers: dict[str, str]) -> None:
    for name, value in answers.items():
        page.locator(f"select[name={name}]").select_option(value)


def check(page: Page, **answers: str) -> None:
    for name, value in answers.items():
        page.locator(f"input[name={name}][value={value}]").check()


def take_the_call(page: Page, visit: Visit) -> str:
    """Three pages, then it is handed over; returns the path of the case."""
    visit("/start/")
    check(page, danger="no", method="call", about="sarahs_law", route="right_to_ask")
    for day in page.locator("input[name=days]").all():
        day.check()
    fill(page, {**RING, **CALLER, "opens": "00:00", "closes": "23:59"})
    select(page, {"caller_is_sarahs_law": "parent", "channel": "101"})
    say_now(page, "received_at")
    save(page)
    fill(page, THEY)
    select(page, LISTED)
    check(page, access_supervised="no", access_online="yes", subject_knows="no")
    save(page)
    page.locator("input[name=read_out]").check()
    press(page, "Save")
    press(page, "Hand over: begin initial checks")
    return f"/cases/{Case.objects.get().reference}/"


def answer_scope(page: Page, visit: Visit, path: str) -> None:
    """A grade of the risk, and each test of scope with yes."""
    visit(f"{path}risk/")
    check(page, tool="initial", grade="medium")
    fill(page, {"reason": "Weekly access in the household, unsupervised."})
    save(page)
    visit(f"{path}record/scope/")
    check(page, **{f"test_{test.value}": "yes" for test in ScopeTest}, in_scope="yes")
    fill(page, {"reason": "A named child, and real access to the household."})
    save(page)
    visit(path)


def answer_presumption(page: Page, visit: Visit, path: str) -> None:
    """The manager's reply is waited for; then the five questions."""
    visit(f"{path}presumption/")
    press(page, "Answer the presumption")
    check(
        page,
        is_convicted="yes",
        poses_risk="yes",
        serious_risk="yes",
        is_necessary="yes",
        is_proportionate="yes",
    )
    fill(page, {"reason": "From the checks and the public protection manager."})
    save(page)
    applies = "There is a presumption to disclose"
    assert page.get_by_role("heading", name=applies).count() == 1
    visit(f"{path}recipients/")
    press(page, "Add a recipient")
    fill(page, {"who": "The child's other parent", "words": WORDS_FOR_HIM})
    fill(page, {"why": "Has the child with him at weekends."})
    save(page)


def wait_for_the_manager(page: Page, visit: Visit, path: str) -> None:
    visit(f"{path}record/manager/")
    check(page, is_managed="yes")
    fill(page, {"manager": "Public protection unit"})
    save(page)
    assert page.get_by_text("has not replied").count() == 1
    visit(path)
    assert page.get_by_role("button", name="Complete research").count() == 0
    assert page.get_by_text("record the reply of the public protection").count()


def tell_everybody(page: Page, visit: Visit, path: str, words: str) -> None:
    """The first recipient on a phone, the further one afterwards."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a plain size
    go_there(page, visit, path, undertaking="signed")
    hear_the_words(page, words)
    grade_and_refer(page)
    check(page, told="no")
    fill(page, {"why": "It would put the child at risk."})
    press(page, "Save and continue")
    finish(page)
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    visit(f"{path}record/recipient_told/")
    page.locator("select[name=recipient]").select_option(index=1)
    check(page, result="signed")
    say_now(page, "told_at")
    fill(page, {"place": "Family centre", "identity_checked": "Passport"})
    fill(page, {"note": "Understood, and will keep it to himself."})
    save(page)


def close(page: Page, visit: Visit, path: str, move: str) -> None:
    """What a closure needs, then the last move."""
    visit(f"{path}closing/")
    press(page, "Record what the closure needs")
    select(page, {"record_updated": "yes", "retention_group": "group1"})
    check(page, is_registered="yes")
    fill(page, {"record_reference": "INT/4417"})
    save(page)
    close_it(page, visit, path, move)


def look_at_own_pages(visit: Visit, path: str, axe: Axe) -> None:
    """The pages that only this scheme has, by the checker of accessibility."""
    for name in ("child", "presumption", "recipients", "record/scope", "record/child"):
        page = visit(f"{path}{name}/")
        assert page.title().startswith(("You may not", "Page not")) is False, name
        assert axe(page) == [], name


def row_of(path: str) -> Any:
    return Case.objects.get(reference=path.split("/")[2]).scheme_case()


def test_right_to_ask_from_the_call_to_closure(
    cast: Cast, visit: Visit, enter: Enter, axe: Axe
) -> None:
    page = enter(cast.control_room)
    path = take_the_call(page, visit)
    first_checks(row_of(path), cast.crew, TOLD)
    enter(cast.supervisor)
    answer_scope(page, visit, path)
    make_move(page, "Arrange interview")
    look_at_own_pages(visit, path, axe)
    interview(row_of(path), cast.crew, TOLD)

    enter(cast.researcher)
    wait_for_the_manager(page, visit, path)
    full_research(row_of(path), cast.crew, TOLD)
    answer_presumption(page, visit, path)
    recommend(row_of(path), cast.crew, TOLD)
    enter(cast.decision_maker)
    approve(page, visit, path, "Approve disclosure")
    plan_delivery(row_of(path), cast.crew, TOLD)

    enter(cast.disclosure_officer)
    tell_everybody(page, visit, path, TOLD.words)
    visit(path)
    make_move(page, "Complete delivery")
    visit(f"{path}record/aftercare/")
    say_now(page, "done_at")
    check(page, declined="no")
    fill(page, {"note": "He has not been back."})
    fill(page, {"intelligence_reference": "INT/4417"})
    save(page)
    enter(cast.supervisor)
    close(page, visit, path, "Close case")
    case = row_of(path)
    assert (case.state, case.outcome) == (S.CLOSED, Outcome.PRESUMED)


def test_right_to_know_without_an_interview_to_an_outcome_that_tells_nothing(
    cast: Cast, visit: Visit, enter: Enter
) -> None:
    story = replace(
        STARTED_BY_POLICE, outcome=Outcome.NOTHING_HELD, holds=False, is_managed=False
    )
    received = dt.datetime.now(LONDON) - dt.timedelta(hours=2)
    case = walk_child_case(S.SCOPE_REVIEW, cast.crew, story, received_at=received)
    path = f"/cases/{case.reference}/"
    page = enter(cast.supervisor)
    answer_scope(page, visit, path)
    assert page.get_by_role("button", name="Arrange interview").count() == 0
    make_move(page, "Begin right to know research")
    case = full_research(row_of(path), cast.crew, story)
    decide(recommend(case, cast.crew, story), cast.crew, story)

    visit(f"{path}record/told/")
    say_now(page, "contacted_at")
    check(page, approved_words_used="yes")
    fill(page, {"support_offered": "Leaflet, and how to ask again"})
    save(page)
    visit(f"{path}record/subject_told/")
    check(page, told="no")
    fill(page, {"why": "There is nothing to tell him."})
    save(page)
    visit(f"{path}record/referral/")
    check(page, agency="children", state="made")
    fill(page, {"reason": "The child needs a plan."})
    save(page)
    close(page, visit, path, "Close after contact")
    case = row_of(path)
    assert (case.state, case.outcome) == (S.CLOSED, Outcome.NOTHING_HELD)
