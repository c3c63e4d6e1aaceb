"""A website application from the file to the closed case, in the browser.

Everything that the issue of the scheme asks of a person is clicked here: import,
triage, checks, meeting, research, proposal, decision by another person, script,
delivery with undertaking, aftercare, closure; and a second one to no disclosure, in a
browser without JavaScript.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from accounts.models import User
from casework.clock import LONDON
from casework.models import Case, DocumentRequest
from casework.workflow.perform import options_for
from disclosure.clares_law import S
from disclosure.delivery_tables import CLARES_LAW
from disclosure.demo.steps_to_decision import hand_over, research, triage
from disclosure.demo.story import NOT_DISCLOSED
from disclosure.outcomes import Outcome
from disclosure.outcomes import Test as LegalTest
from disclosure.tasks import render_document
from tests.browser.answers import choose, follow, make_move, press, say_now, write
from tests.cast import Cast

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data/website-applications.json"
MEETING = ("was_alone", "is_genuine", "declaration_made", "contact_plan_confirmed")
FOUND = {
    "text": "Assault on a former partner, 2017.",
    "source": "PNC",
    "owner_force": "Our force",
    "relevance": "The same pattern.",
}
Visit = Callable[[str], Page]
Enter = Callable[[User], Page]


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


def make_checks(page: Page, visit: Visit, path: str) -> None:
    visit(f"{path}checks/")
    while page.get_by_role("button", name="Record the next check").count():
        press(page, "Record the next check")
        choose(page, "Result", "No trace")
        write(page, {"Names, dates and numbers searched": "Names and date of birth"})
        page.locator("main form button").first.click()
        page.wait_for_load_state()
        visit(f"{path}checks/")


def assess(page: Page, visit: Visit, path: str, tool: str) -> None:
    visit(f"{path}risk/")
    choose(page, "How the risk was assessed", tool)
    choose(page, "Grade", "Medium")
    write(page, {"Why this grade": "Control and threats are described in detail."})
    page.locator("main form button").first.click()
    page.wait_for_load_state()


def save(page: Page) -> None:
    page.locator("main form button:not(.govuk-button--secondary)").last.click()
    page.wait_for_load_state()
    assert page.locator(".govuk-error-summary").count() == 0, page.inner_text("main")


def propose(page: Page, visit: Visit, path: str, *, tell: bool) -> None:
    visit(f"{path}decision/proposal/")
    for test in LegalTest:
        page.locator(f"input[name={test.value}][value=yes]").check()
        page.locator(f"[name={test.value}_reason]").fill("Considered on the facts.")
    outcome = "disclose" if tell else Outcome.NOTHING_HELD.value
    page.locator(f"input[name=outcome][value={outcome}]").check()
    page.locator("input[name=safeguarding_needed][value=yes]").check()
    for name in ("ask_subject", "tell_subject"):
        page.locator(f"input[name={name}][value=no]").check()
        page.locator(f"[name={name}_reason]").fill("It would raise the risk.")
    for name in ("safeguarding", "rationale", "would_change"):
        page.locator(f"[name={name}]").fill("IDVA support and a safety plan.")
    if tell:
        page.locator("input[name^=item][value=tell]").first.check()
        page.locator("[name^=item][name$=_why]").first.fill("She needs to know it.")
        page.locator("input[name=recipient_kind][value=person_at_risk]").check()
        write(page, {"Words to be spoken": "He was convicted of assault in 2017."})
        page.locator("[name=recipient_reason]").fill("She can act on it and be safe.")
        page.locator("[name=delivered_by]").fill("Disclosure officer and IDVA")
        page.locator("[name=delivered_by_reason]").fill("Both are trained for it.")
    save(page)


def triage_it(cast: Cast, page: Page, visit: Visit, enter: Enter, path: str) -> None:
    """Hand it over, allocate, check, grade, and arrange the meeting."""
    visit(path)
    make_move(page, "Begin initial checks")
    visit(f"{path}allocate/")
    page.locator("select[name=to]").select_option(str(cast.researcher.pk))
    save(page)
    visit(f"{path}record/scope/")
    choose(page, "Does the scheme apply?", "Yes")
    write(page, {"Why": "They are partners and there is contact."})
    save(page)
    enter(cast.researcher)
    make_checks(page, visit, path)
    assess(page, visit, path, "Initial grading")
    enter(cast.supervisor)
    visit(path)
    make_move(page, "Arrange meeting")


def meet(page: Page, visit: Visit, path: str, tool: str, *, identity: bool) -> None:
    """Record the meeting and its risk assessment, and begin the research."""
    visit(f"{path}record/meeting/")
    say_now(page, "held_at")
    write(page, {"Where": "Police station", "The fuller account": "As before."})
    if identity:
        page.locator("[name=photo_identity]").select_option("passport")
        page.locator("[name=second_identity]").select_option("utility_bill")
    else:
        page.locator("[name=identity_exception]").fill("Seen at the station before.")
    page.locator("[name=support_offered]").fill("IDVA")
    for name in MEETING:
        page.locator(f"input[name={name}][value=yes]").check()
    save(page)
    assess(page, visit, path, tool)
    visit(path)
    make_move(page, "Begin research")


def find_something(page: Page, visit: Visit, path: str) -> None:
    """The checks of the research, and one conviction."""
    make_checks(page, visit, path)
    visit(f"{path}research/add/")
    page.locator("input[name=kind][value=fact]").check()
    page.locator("[name=item_type]").select_option("conviction")
    page.locator("input[name=about]").last.check()
    for name, text in FOUND.items():
        page.locator(f"[name={name}]").fill(text)
    page.locator("input[name=owner_agrees][value=yes]").check()
    page.locator("input[name=spent][value=no]").check()
    save(page)
    visit(path)
    make_move(page, "Complete research")


def make_script(page: Page, visit: Visit, path: str, case: Case) -> None:
    """Ask for the script, let the worker make it, and open it."""
    visit(f"{path}delivery/")
    assert page.get_by_text("He was convicted of assault in 2017.").count() == 1
    press(page, "Print the officer's script")
    page.locator("[name=why]").fill("The visit tomorrow.")
    page.locator("main form button").last.click()
    page.wait_for_load_state()
    render_document(DocumentRequest.objects.get(case_id=case.pk).pk)
    visit(f"{path}documents/")
    with page.expect_download() as download:
        page.locator("main a[href^='/documents/']").first.click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")


def close_it(page: Page, visit: Visit, path: str, move: str) -> None:
    """The last move, with a cause if it was late."""
    visit(path)
    press(page, move)
    page.locator("[name=reason]").fill("Nothing further to add to the record.")
    if page.locator("input[name=lateness_cause]").count():
        page.locator("input[name=lateness_cause]").first.check()
    press(page, move)


def test_from_the_file_to_a_disclosure(cast: Cast, visit: Visit, enter: Enter) -> None:
    page = enter(cast.supervisor)
    import_file(page)
    case = ready_case(cast)
    path = f"/cases/{case.reference}/"
    triage_it(cast, page, visit, enter, path)

    enter(cast.researcher)
    meet(page, visit, path, "DASH", identity=True)
    find_something(page, visit, path)
    propose(page, visit, path, tell=True)
    visit(path)
    make_move(page, "Submit for decision")
    assert page.get_by_role("button", name="Approve disclosure").count() == 0

    enter(cast.decision_maker)
    visit(path)
    press(page, "Approve disclosure")
    write(page, {"Your reasons": "Sound research and reasons."})
    press(page, "Record the decision")

    enter(cast.disclosure_officer)
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
    visit(path)
    press(page, "Approve no disclosure")
    write(page, {"Your reasons": "Research is complete."})
    press(page, "Record the decision")

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
