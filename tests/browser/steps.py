"""What people do with a case in the browser, stage by stage; the journeys share it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from accounts.models import User
from casework.models import Case, DocumentRequest
from disclosure.outcomes import Outcome
from disclosure.outcomes import Test as LegalTest
from disclosure.tasks import render_document
from tests.browser.answers import choose, make_move, press, say_now, write
from tests.cast import Cast

Visit = Callable[[str], Page]
Enter = Callable[[User], Page]
MEETING = ("was_alone", "is_genuine", "declaration_made", "contact_plan_confirmed")
WORDS = "He was convicted of assault in 2017."
FOUND = {
    "text": "Assault on a former partner, 2017.",
    "source": "PNC",
    "owner_force": "Our force",
    "relevance": "The same pattern.",
}


def make_checks(page: Page, visit: Visit, path: str) -> None:
    """Record every check of the stage in its row of the matrix."""
    visit(f"{path}checks/")
    while page.locator("select[name$='-result']").count():
        slug = page.locator("tr[data-check]").first.get_attribute("data-check")
        page.locator(f"[name='{slug}-result']").select_option("no_trace")
        page.locator(f"[name='{slug}-identifiers_used']").fill("Names, birth")
        page.locator(f"button[name=save][value='{slug}']").click()
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


def propose(
    page: Page, visit: Visit, path: str, *, tell: bool, words: str = WORDS
) -> None:
    """Answer every test and question of the proposal, and save it."""
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
    for item in page.locator("input[name^=item][value=hold]").all() if not tell else ():
        item.check()
    if tell:
        page.locator("input[name^=item][value=tell]").first.check()
        page.locator("[name^=item][name$=_why]").first.fill("She needs to know it.")
        page.locator("input[name=recipient_kind][value=person_at_risk]").check()
        write(page, {"Words to be spoken": words})
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
    page.locator("input[name=may_be_told][value=yes]").check()
    page.locator("[name=may_be_told_why]").fill("She needs it to judge the risk.")
    save(page)


def compare(page: Page, visit: Visit, path: str) -> None:
    """The record found is written down as it stands, to be compared."""
    visit(f"{path}identity/")
    press(page, "Compare a record found")
    page.locator("[name=system]").fill("PNC")
    page.locator("[name=reference]").fill("Print of today")
    page.locator("[name=names]").fill("As in the application")
    page.locator("input[name=confidence][value=high]").check()
    page.locator("[name=reason]").fill("Name, date of birth and address agree.")
    press(page, "Compare")


def confirm(page: Page, visit: Visit, path: str) -> None:
    """Another person has compared the two."""
    visit(f"{path}identity/")
    page.get_by_role("link", name="Confirm or withdraw").first.click()
    page.locator("[name=confirm-why]").fill("I compared the two line by line.")
    press(page, "Confirm that it is the same person")


def approve(page: Page, visit: Visit, path: str, move: str) -> None:
    """The second person agrees, on the page that shows what it rests on."""
    visit(path)
    press(page, move)
    write(page, {"Your reasons": "Sound research and reasons."})
    press(page, "Record the decision")
    assert page.get_by_text("Your decision is recorded.").count() == 1


def make_script(page: Page, visit: Visit, path: str, case: Case) -> None:
    """Print the script: read the preview, let the worker make it, and open it."""
    visit(f"{path}delivery/")
    press(page, "Print the officer's script")
    page.locator("[name=why]").fill("The visit tomorrow.")
    press(page, "Print a numbered copy")
    render_document(DocumentRequest.objects.filter(case_id=case.pk).latest("pk").pk)
    visit(f"{path}papers/")
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
