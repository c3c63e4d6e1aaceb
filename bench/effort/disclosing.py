"""The second half of the case: the decision, the disclosure, aftercare, closure."""

from __future__ import annotations

from bench.effort.run import Run, day

TESTS = {
    "lawful": "To prevent further assaults.",
    "necessary": "Nothing less tells her what she needs.",
    "pressing_need": "She is about to move in with him.",
    "proportionate": "One conviction, no more than she needs.",
    "data_protection": "Checked today against the court record.",
    "spent": "The record says that it is not spent.",
    "fairness": "Asking him would tell him that she asked.",
}
ASKED = {
    "ask_subject": "He would learn of the request.",
    "tell_subject": "It would put her at risk.",
}
VISITED = "Children's centre, room 2"
HELP = {"marac": "High risk on DASH.", "idva": "She agreed to weekly contact."}


def propose(case: Run) -> None:
    """The researcher answers tests and questions, and drafts the words."""
    at_work = case.of("researcher")
    asked = "Complete the proposed decision: what it lacks stands on its page."
    at_work.press(asked)
    for test, why in TESTS.items():
        at_work.pick(test, "yes")
        at_work.text(f"{test}_reason", why)
    at_work.pick("outcome", "disclose")
    (item,) = at_work.names_ending("_why")[:1]
    at_work.pick(item, "tell")
    at_work.text(f"{item}_why", "It shows the same pattern.")
    at_work.text("words", "He was convicted in 2017 of assaulting a partner.")
    at_work.pick("recipient_kind", "person_at_risk")
    at_work.text("recipient_reason", "She can act on it herself.")
    at_work.text("delivered_by", "Disclosure officer with an IDVA")
    at_work.text("delivered_by_reason", "Trained, and she trusts the IDVA.")
    for question, why in ASKED.items():
        at_work.pick(question, "no")
        at_work.text(f"{question}_reason", why)
    at_work.pick("safeguarding_needed", "yes")
    at_work.text("safeguarding", "MARAC referral, IDVA, marker on the address.")
    at_work.text("rationale", "The history is close, recent and of the same kind.")
    at_work.text("would_change", "A sign that he learns of the request.")
    at_work.save()
    at_work.press("Submit for decision")
    at_work.save()


def decide(case: Run) -> None:
    """Somebody else reads all of it and decides."""
    at_work = case.of("decision_maker")
    at_work.press("Approve disclosure")
    at_work.text("reason", "Sound research; telling her protects her.")
    at_work.save()


def plan(case: Run) -> None:
    """The disclosure officer plans the visit and drafts the safety plan."""
    at_work = case.of("disclosure_officer")
    at_work.press(
        "Plan when, where and by whom it is told, with the contact plan checked."
    )
    at_work.moment("planned_for", day(1), "10:00")
    at_work.text("place", VISITED)
    at_work.pick("agreed", "yes")
    at_work.text("officers", "DC Sample")
    at_work.text("second_person", "Her IDVA")
    at_work.text("subject_absent", "He works until six; the IDVA rings first.")
    at_work.pick("contact_plan_checked", "yes")
    for risk in at_work.names_ending("_measure"):
        at_work.pick(risk, "no")
    at_work.save()
    at_work.press("Draft the safety plan.")
    at_work.text("plan", "A bag at her sister's, a code word, the number of the IDVA.")
    at_work.pick("agreed_with_recipient", "no")
    at_work.save()
    at_work.press("Begin delivery")


def deliver(case: Run) -> None:
    """The words are spoken, the risk graded anew, the help arranged."""
    at_work = case.of("disclosure_officer")
    at_work.press("Delivery")
    at_work.press("Record an attempt")
    at_work.moment("attempted_at", day(0), "00:20")
    at_work.text("place", VISITED)
    at_work.pick("result", "delivered")
    at_work.text("identity_checked", "Her passport")
    at_work.tick("warnings_given")
    at_work.pick("undertaking", "signed")
    at_work.tick("words_read")
    at_work.text("reaction", "Calm. She asked what to do about the keys.")
    at_work.save()
    at_work.press("Add a safety plan")
    at_work.text("plan", "A bag at her sister's, a code word, new locks on Friday.")
    at_work.pick("agreed_with_recipient", "yes")
    at_work.save()
    for agency, why in HELP.items():
        at_work.press("Add a referral")
        at_work.pick("agency", agency)
        at_work.pick("state", "made")
        at_work.text("reason", why)
        at_work.save()
    at_work.press("Record whether the subject was told")
    at_work.pick("told", "no")
    at_work.text("why", "As it was decided.")
    at_work.save()
    at_work.press("Assess the risk again at this stage.")
    at_work.pick("tool", "dash")
    at_work.pick("grade", "high")
    at_work.text("reason", "She leaves this week: the most dangerous time.")
    at_work.save()
    at_work.press("Complete delivery")


def look_after(case: Run) -> None:
    """Aftercare, and the supervisor closes."""
    at_work = case.of("disclosure_officer")
    at_work.press("Record the aftercare contact.")
    at_work.moment("done_at", day(0), "00:30")
    at_work.pick("declined", "no")
    at_work.text("note", "She is safe at her sister's and the locks are changed.")
    at_work.text("intelligence_reference", "INT/26/0117")
    at_work.save()
    at_work = case.of("supervisor")
    at_work.press("Close case")
    at_work.text("reason", "Told, safe, and everything is arranged.")
    at_work.save()
    at_work.expect("Closed")
