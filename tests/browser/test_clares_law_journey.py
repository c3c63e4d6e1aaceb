"""A website application from the file to the closed case, in the browser.

Everything that the issue of the scheme asks of a person is clicked here: import,
triage, checks, meeting, research, proposal, decision by another person, script,
delivery with undertaking, aftercare, closure; and a second one to no disclosure, in a
browser without JavaScript.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from playwright.sync_api import Page

from casework.clock import LONDON
from casework.models import Case
from casework.workflow.perform import options_for
from disclosure.clares_law import S
from disclosure.delivery_tables import CLARES_LAW
from disclosure.demo.steps_to_decision import hand_over, research, triage
from disclosure.demo.story import NOT_DISCLOSED
from disclosure.outcomes import Outcome
from tests.browser.answers import follow, make_move, say_now
from tests.browser.steps import (
    WORDS,
    Enter,
    Visit,
    approve,
    assess,
    close_it,
    compare,
    confirm,
    find_something,
    make_script,
    meet,
    propose,
    save,
    triage_it,
)
from tests.cast import Cast

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data/website-applications.json"


def ready_case(cast: Cast) -> Case:
    """An imported application that lacks nothing for the first move."""
    for case in Case.objects.filter(stage=S.RECEIVED, immediate_risk=False):
        options = options_for(case.scheme_case(), cast.supervisor)
        if any(o.row.name == "begin_initial_checks" and o.is_possible for o in options):
            return case
    raise AssertionError("no imported application is complete")


def import_file(page: Page) -> None:
    follow(page, "Website inbox")
    page.locator("main a[href='/inbox/upload/']").first.click()
    page.locator("input[type=file]").set_input_files(SAMPLE)
    page.locator("main form button").last.click()
    page.wait_for_load_state()


def test_from_the_file_to_a_disclosure(cast: Cast, visit: Visit, enter: Enter) -> None:
    page = enter(cast.supervisor)
    import_file(page)
    case = ready_case(cast)
    path = f"/cases/{case.reference}/"
    triage_it(cast, page, visit, enter, path)

    enter(cast.researcher)
    meet(page, visit, path, "DASH", identity=True)
    find_something(page, visit, path)
    compare(page, visit, path)
    visit(path)
    make_move(page, "Complete research")
    propose(page, visit, path, tell=True)
    visit(path)
    make_move(page, "Submit for decision")
    assert page.get_by_role("button", name="Approve disclosure").count() == 0

    enter(cast.decision_maker)
    confirm(page, visit, path)
    approve(page, visit, path, "Approve disclosure")

    enter(cast.disclosure_officer)
    visit(f"{path}delivery/")
    assert page.get_by_text(WORDS).count() == 1
    make_script(page, visit, path, case)
    deliver(page, visit, path)

    enter(cast.supervisor)
    close_it(page, visit, path, "Close case")
    done = Case.objects.get(pk=case.pk)
    assert (done.stage, done.outcome) == (S.CLOSED, Outcome.DISCLOSE_TO_A)


def deliver(page: Page, visit: Visit, path: str) -> None:
    """Plan, go, speak, record, look after: the disclosure officer's part."""
    visit(f"{path}record/plan/")
    tomorrow = dt.datetime.now(LONDON) + dt.timedelta(days=1)
    page.locator("[name=planned_for_date]").fill(f"{tomorrow:%d/%m/%Y}")
    page.locator("[name=planned_for_time]").fill("10:00")
    page.locator("[name=place]").fill("Family centre")
    page.locator("input[name=agreed][value=yes]").check()
    page.locator("[name=officers]").fill("Two officers")
    page.locator("[name=second_person]").fill("Her IDVA")
    for risk in CLARES_LAW.risks:
        page.locator(f"input[name=risk_{risk}][value=no]").check()
    page.locator("[name=subject_absent]").fill("He is at work until six o'clock.")
    page.locator("input[name=contact_plan_checked][value=yes]").check()
    save(page)
    visit(f"{path}record/safety/")
    page.locator("[name=plan]").fill("Who to ring, where to go.")
    page.locator("input[name=agreed_with_recipient][value=yes]").check()
    save(page)
    visit(path)
    make_move(page, "Begin delivery")
    visit(f"{path}record/attempt/")
    say_now(page, "attempted_at")
    page.locator("[name=place]").fill("Family centre")
    page.locator("input[name=result][value=delivered]").check()
    page.locator("[name=identity_checked]").fill("Passport")
    for box in page.locator("input[name=warnings_given]").all():
        box.check()
    page.locator("input[name=undertaking][value=signed]").check()
    page.locator("input[name=words_read]").check()
    save(page)
    assess(page, visit, path, "DASH")
    visit(path)
    make_move(page, "Complete delivery")
    visit(f"{path}record/aftercare/")
    say_now(page, "done_at")
    page.locator("input[name=declined][value=no]").check()
    page.locator("[name=note]").fill("She is safe.")
    page.locator("[name=intelligence_reference]").fill("INT/1")
    save(page)


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_to_no_disclosure_without_javascript(
    cast: Cast, visit: Visit, enter: Enter
) -> None:
    page = enter(cast.supervisor)
    import_file(page)
    case = ready_case(cast)
    path = f"/cases/{case.reference}/"
    row = hand_over(case.scheme_case(), cast.crew_with_supervisor_intake, NOT_DISCLOSED)
    row = triage(row, cast.crew, NOT_DISCLOSED)

    enter(cast.researcher)
    meet(page, visit, path, "DARA", identity=False)
    research(Case.objects.get(pk=case.pk).scheme_case(), cast.crew, NOT_DISCLOSED)
    propose(page, visit, path, tell=False)
    visit(path)
    make_move(page, "Submit for decision")

    enter(cast.decision_maker)
    approve(page, visit, path, "Approve no disclosure")

    enter(cast.disclosure_officer)
    visit(f"{path}record/told/")
    say_now(page, "contacted_at")
    page.locator("input[name=approved_words_used][value=yes]").check()
    page.locator("[name=support_offered]").fill("IDVA, helpline")
    save(page)

    enter(cast.supervisor)
    close_it(page, visit, path, "Close after contact")
    done = Case.objects.get(pk=case.pk)
    assert (done.stage, done.outcome) == (S.CLOSED, Outcome.NOTHING_HELD)
