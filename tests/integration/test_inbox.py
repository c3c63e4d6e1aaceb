"""The website inbox: what becomes a case, what waits, and that nothing comes twice."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.models import AuditEvent, Case, ContactPlan, ImmediateRisk, Part
from disclosure.actions.from_website import open_from_website
from disclosure.actions.inbox import ImportReport, import_file, make_case, set_aside
from disclosure.models import SubmissionState, WebsiteSubmission
from disclosure.website.source import UnreadableFile
from tests.cast import Cast

SAMPLE = Path(__file__).parents[2] / "sample_data" / "website-applications.json"
SignIn = Callable[[User], Client]
WHY = "The applicant was reached by e-mail and confirmed it."


@pytest.fixture
def sample(cast: Cast) -> ImportReport:
    return import_file(SAMPLE.read_bytes(), by=cast.researcher)


def numbered(number: str) -> WebsiteSubmission:
    return WebsiteSubmission.objects.get(submission_id=number)


def of_sample(number: str) -> dict[str, Any]:
    answers: dict[str, Any] = next(
        each
        for each in json.loads(SAMPLE.read_text())
        if each["submission_id"] == number
    )
    return answers


def as_file(*applications: dict[str, Any]) -> bytes:
    return json.dumps(applications).encode()


def upload(client: Client, raw: bytes, name: str = "applications.json") -> Any:
    file = SimpleUploadedFile(name, raw, content_type="application/json")
    return client.post(reverse("inbox_upload"), {"file": file}, follow=True)


def test_the_sample_becomes_66_cases_and_13_wait(sample: ImportReport) -> None:
    assert sample == ImportReport(imported=66, held=13, repeats=1, urgent=5)
    assert Case.objects.count() == 66
    held = WebsiteSubmission.objects.filter(state=SubmissionState.HELD)
    assert Counter(held.values_list("form", flat=True)) == {
        "csods-apply-v2": 4,
        "dvds-rta-v3": 9,
    }


def test_the_same_file_again_brings_nothing_new(
    cast: Cast, sample: ImportReport
) -> None:
    again = import_file(SAMPLE.read_bytes(), by=cast.supervisor)

    assert again == ImportReport(imported=0, held=0, repeats=80, urgent=0)
    assert WebsiteSubmission.objects.count() == 79
    assert Case.objects.count() == 66


@pytest.mark.parametrize(
    ("number", "instant"),
    [
        ("WEB-260329-86989", dt.datetime(2026, 3, 29, 0, 59, 58, tzinfo=dt.UTC)),
        ("WEB-261025-12213", dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)),
    ],
)
def test_the_clock_starts_when_the_website_took_it_in(
    cast: Cast, number: str, instant: dt.datetime
) -> None:
    import_file(as_file(of_sample(number)), by=cast.researcher)

    assert Case.objects.get().received_at == instant


def test_danger_raises_the_alarm_at_once(sample: ImportReport) -> None:
    alarms = ImmediateRisk.objects.filter(stood_down_at=None)

    assert alarms.count() == 5
    assert Case.objects.filter(immediate_risk=True).count() == 5
    assert {alarm.what_was_said for alarm in alarms} == {
        "The application says that somebody is in danger now."
    }


def test_the_case_has_the_people_and_the_safe_contact_of_the_form(cast: Cast) -> None:
    import_file(as_file(of_sample("WEB-260329-86989")), by=cast.researcher)
    case = numbered("WEB-260329-86989").case
    assert case is not None
    people = {row.part: row.person for row in case.involvements.all()}

    assert people[Part.APPLICANT].main_name == "Rachel Smith-Walker"
    assert people[Part.APPLICANT] == people[Part.PERSON_AT_RISK]
    assert [str(name) for name in people[Part.SUBJECT].names.all()] == [
        "Tomasz Young",
        "Daz",
    ]
    plan = ContactPlan.objects.get(case=case)
    assert (plan.method, plan.contact_point) == ("call", "(01632) 960015")
    assert plan.safe_times == "weekdays 9-3 when he is at work"
    assert plan.may_leave_message is False


def test_who_may_not_be_rung_gets_no_number_in_the_plan(cast: Cast) -> None:
    answers = of_sample("WEB-260329-86989")
    answers["you"] |= {
        "safe_to_call": "no - he has my phone",
        "best_time": "",
        "email": "rachel@example.org",
    }
    import_file(as_file(answers), by=cast.researcher)
    plan = ContactPlan.objects.get()

    assert (plan.method, plan.contact_point) == ("none_safe", "")
    assert plan.safe_times == "Not said: ask first"


def test_a_later_one_about_the_same_people_waits(
    cast: Cast, sample: ImportReport, sign_in: SignIn
) -> None:
    later, earlier = numbered("WEB-260705-26093X"), numbered("WEB-260705-26093")
    sentence = "It may be a repeat: a supervisor or researcher decides"

    assert later.state == SubmissionState.HELD
    assert [said for _field, said in later.reasons] == [sentence]
    page = text_of(sign_in(cast.supervisor), later)
    assert f"Application {earlier.submission_id}, received on 5 July 2026, is" in page
    assert reverse("submission", args=[earlier.pk]) in page


def probe_of(row: WebsiteSubmission, **changes: str) -> dict[str, Any]:
    """An application made up to find out about ``row``."""
    answers: dict[str, Any] = json.loads(row.original)
    return {**answers, "why_worried": "Is there one already?", **changes}


def text_of(client: Client, row: WebsiteSubmission) -> str:
    answer = client.get(reverse("submission", args=[row.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("changes", [{"submission_id": "PROBE-1"}, {}])
def test_a_made_up_application_does_not_tell_who_applied_before(
    cast: Cast, sign_in: SignIn, changes: dict[str, str]
) -> None:
    import_file(as_file(of_sample("WEB-260329-86989")), by=cast.researcher)
    earlier = numbered("WEB-260329-86989")
    probe = probe_of(earlier, **changes)
    client = sign_in(cast.control_room)
    seen = [upload(client, as_file(probe)).content.decode()]
    held = WebsiteSubmission.objects.get(state=SubmissionState.HELD)
    seen += [text_of(client, held), client.get(reverse("inbox")).content.decode()]

    # Those who settle are told, so there was something to leak.
    told = text_of(sign_in(cast.researcher), held)
    assert "Application WEB-260329-86989, received on 29 March 2026, " in told
    for text in [*seen, json.dumps(held.reasons)]:
        assert "29 March 2026, " not in text
        assert f"/{earlier.pk}/" not in text
        if changes:
            assert "86989" not in text


def test_an_earlier_one_out_of_sight_is_named_to_nobody(
    cast: Cast, sign_in: SignIn
) -> None:
    import_file(as_file(of_sample("WEB-260329-86989")), by=cast.researcher)
    earlier = numbered("WEB-260329-86989")
    Case.objects.filter(submission=earlier).update(restricted=True)
    probe = probe_of(earlier, submission_id="PROBE-1")
    import_file(as_file(probe), by=cast.supervisor)
    held = numbered("PROBE-1")

    assert held.state == SubmissionState.HELD
    for user in (cast.supervisor, cast.researcher):
        page = text_of(sign_in(user), held)
        assert "It may be a repeat" in page
        assert "86989" not in page
        assert "May repeat" not in page


def test_a_repeat_that_became_a_case_asks_nobody_to_decide(
    cast: Cast, sample: ImportReport
) -> None:
    make_case(numbered("WEB-260705-26093X"), by=cast.supervisor, reason=WHY)

    said = [sentence for _field, sentence in numbered("WEB-260705-26093X").reasons]
    assert not any("repeat" in sentence for sentence in said)


def test_the_control_room_has_what_is_held_and_its_own_and_no_more(
    cast: Cast, sample: ImportReport, sign_in: SignIn
) -> None:
    aside = numbered("WEB-260814-54789")
    set_aside(aside, by=cast.supervisor, reason="The same matter as an open case.")
    import_file(
        as_file(probe_of(aside, submission_id="OWN-1", in_danger_now="yes")),
        by=cast.control_room,
    )
    own = numbered("OWN-1")
    client = sign_in(cast.control_room)

    def sees(row: WebsiteSubmission) -> bool:
        answer = client.get(reverse("submission", args=[row.pk]))
        return answer.status_code == 200

    lists = [client.get(reverse("inbox"), {"tab": tab}) for tab in SubmissionState]
    assert not sees(aside)
    assert not any("54789" in page.content.decode() for page in lists)
    assert not any("Set aside" in page.content.decode() for page in lists)
    assert sees(own)
    assert own.case is not None
    Case.objects.filter(pk=own.case.pk).update(stage="initial_checks")
    assert not sees(own)
    # The unit does have what was set aside.
    assert "54789" in text_of(sign_in(cast.researcher), aside)


def test_a_repeat_in_a_later_file_waits_too(cast: Cast) -> None:
    first = of_sample("WEB-260329-86989")
    second = {**first, "submission_id": "WEB-260330-00001", "why_worried": "Again."}
    import_file(as_file(first), by=cast.researcher)

    report = import_file(as_file(second), by=cast.researcher)

    assert report == ImportReport(imported=0, held=1)


def test_the_original_is_kept_word_for_word(cast: Cast) -> None:
    answers = of_sample("WEB-260329-86989")
    answers["why_worried"] = "<script>alert(1)</script> =1+1 \u0000 \U0001f600"
    import_file(as_file(answers), by=cast.researcher)

    assert json.loads(WebsiteSubmission.objects.get().original) == answers


@pytest.mark.parametrize(
    ("raw", "where"),
    [
        (b'[{"form": "dvds-rta-v3",\n "submission_id" "X"}]', "Line 2, column 18"),
        (SAMPLE.read_bytes()[:-20], "Line "),
        (b"\xff\xfe", "Line 1, column 1"),
    ],
)
def test_a_broken_file_leaves_nothing_and_says_where(
    cast: Cast, sign_in: SignIn, raw: bytes, where: str
) -> None:
    with pytest.raises(UnreadableFile, match=where):
        import_file(raw, by=cast.researcher)

    page = upload(sign_in(cast.researcher), raw).content.decode()

    assert f"Nothing was taken in. {where}" in page
    assert WebsiteSubmission.objects.count() == Case.objects.count() == 0


def test_a_fault_in_the_middle_takes_the_whole_file_back(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Any] = []

    def fail_at_the_third(*args: Any, **kwargs: Any) -> Any:
        opened.append(args)
        if len(opened) == 3:
            raise RuntimeError("the disk is full")
        return open_from_website(*args, **kwargs)

    monkeypatch.setattr("disclosure.actions.inbox.open_from_website", fail_at_the_third)
    with pytest.raises(RuntimeError):
        import_file(SAMPLE.read_bytes(), by=cast.researcher)

    assert WebsiteSubmission.objects.count() == Case.objects.count() == 0


def test_fifty_megabytes_are_refused(
    cast: Cast, sign_in: SignIn, settings: Any
) -> None:
    page = upload(sign_in(cast.control_room), b" " * 50 * 1024 * 1024)

    assert "must be 10 MB or smaller; it is 50 MB" in page.content.decode()
    assert WebsiteSubmission.objects.count() == 0


def test_another_type_of_file_is_refused(cast: Cast, sign_in: SignIn) -> None:
    page = upload(sign_in(cast.control_room), b"%PDF-1.7", name="letter.pdf")

    assert "must be a JSON file" in page.content.decode()


def test_a_file_is_taken_in_on_the_page_with_its_report(
    cast: Cast, sign_in: SignIn
) -> None:
    page = upload(sign_in(cast.supervisor), SAMPLE.read_bytes()).content.decode()

    assert "66 became cases, 13 are held for a person, 1 had come before." in page
    assert "5 say that somebody is in danger" in page


def test_the_command_prints_the_report_and_refuses_a_stranger(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "one.json"
    file.write_bytes(as_file(of_sample("WEB-260329-86989")))
    call_command("import_applications", str(file), by="researcher")

    assert "1 became cases, 0 are held" in capsys.readouterr().out
    assert Case.objects.get().opened_by == cast.researcher
    for username in ("nobody", "auditor"):
        with pytest.raises(CommandError):
            call_command("import_applications", str(file), by=username)


def test_a_held_one_becomes_a_case_with_its_gaps(
    cast: Cast, sample: ImportReport, sign_in: SignIn
) -> None:
    held = numbered("WEB-260814-54789")
    client, url = sign_in(cast.supervisor), reverse("submission", args=[held.pk])
    answer = client.post(url, {"make": "1", "make-reason": WHY})
    held.refresh_from_db()

    assert held.case is not None
    assert answer.headers["Location"] == reverse(
        "intake_confirm", args=[held.case.reference]
    )
    assert ["person_asked_about.first_name", "The form does not name the subject"] in (
        held.reasons
    )
    assert not held.case.involvements.filter(part=Part.SUBJECT).exists()
    assert held.case.notes.get().text.endswith(WHY)


def test_settling_needs_a_reason_and_only_once(
    cast: Cast, sample: ImportReport, sign_in: SignIn
) -> None:
    held = numbered("WEB-260814-54789")
    client, url = sign_in(cast.researcher), reverse("submission", args=[held.pk])
    assert "Enter the reason" in client.post(url, {"aside": "1"}).content.decode()

    client.post(url, {"aside": "1", "aside-reason": WHY})
    late = client.post(url, {"make": "1", "make-reason": WHY}).content.decode()

    held.refresh_from_db()
    assert (held.state, held.set_aside_reason) == (SubmissionState.SET_ASIDE, WHY)
    assert "Somebody else has settled" in late
    assert Case.objects.count() == 66


def test_a_form_about_children_becomes_a_case_of_its_own_scheme(cast: Cast) -> None:
    """Grandparent, one child by birthday, "babysits": sarahs-law 1.3 and 2.1."""
    import_file(as_file(of_sample("WEB-260917-11631")), by=cast.researcher)
    row = numbered("WEB-260917-11631")
    case = row.case
    assert case is not None
    assert (case.scheme, case.reference[:3]) == ("sarahs_law", "SL-")
    parts = {one.part: one for one in case.involvements.all()}
    assert parts[Part.APPLICANT].category == "grandparent"
    assert str(parts[Part.CHILD].person.main_name) == "Hannah Clark"
    assert parts[Part.CHILD].person.date_of_birth == dt.date(2015, 9, 13)
    child, access = case.children_described.get(), case.accesses.get()
    assert (child.applicant_is, child.lives_with) == ("grandparent", "both")
    assert (access.way, access.frequency) == ("household", "not_known")
    assert access.since == "As the form says it: “babysits”"
    said = [sentence for _field, sentence in row.reasons]
    assert any("ask how often" in sentence for sentence in said)


@pytest.mark.parametrize("role", ["decision_maker", "disclosure_officer", "auditor"])
def test_others_have_no_inbox(cast: Cast, sign_in: SignIn, role: str) -> None:
    for name in ("inbox", "inbox_upload"):
        assert sign_in(getattr(cast, role)).get(reverse(name)).status_code == 403


def test_the_control_room_sees_what_is_held_and_settles_nothing(
    cast: Cast, sample: ImportReport, sign_in: SignIn
) -> None:
    held = numbered("WEB-260814-54789")
    client, url = sign_in(cast.control_room), reverse("submission", args=[held.pk])

    assert "Bethan" in client.get(url).content.decode()
    answer = client.post(url, {"make": "1", "make-reason": WHY})
    assert answer.status_code == 403
    assert AuditEvent.objects.filter(
        verb="view_submission", actor=cast.control_room, object_id=str(held.pk)
    ).exists()


def test_another_unit_and_a_case_out_of_sight_are_absent(
    cast: Cast, sample: ImportReport, sign_in: SignIn
) -> None:
    held, became = numbered("WEB-260814-54789"), numbered("WEB-260329-86989")

    def sees(user: User, row: WebsiteSubmission) -> int:
        return sign_in(user).get(reverse("submission", args=[row.pk])).status_code

    assert sees(cast.outsider, held) == 404
    # The control room did not take this one in, so its case is not theirs to know.
    assert sees(cast.control_room, became) == 404
    assert sees(cast.researcher, became) == 200
    assert became.case is not None
    Case.objects.filter(pk=became.case.pk).update(restricted=True)
    assert sees(cast.researcher, became) == 404


def test_the_list_has_danger_on_top_and_no_names(
    cast: Cast,
    sample: ImportReport,
    sign_in: SignIn,
    django_assert_max_num_queries: Any,
) -> None:
    client = sign_in(cast.researcher)
    with django_assert_max_num_queries(15):
        answer = client.get(reverse("inbox"), {"tab": "imported"})
    page = answer.content.decode()
    rows = page.split("<tbody")[1].split("</tr>")

    assert all("Danger now" in row for row in rows[:5])
    assert "Danger now" not in "".join(rows[5:])
    assert "Smith-Walker" not in page
    assert AuditEvent.objects.filter(sentence="Opened the website inbox").exists()


def test_make_case_and_set_aside_refuse_who_may_not(
    cast: Cast, sample: ImportReport
) -> None:
    held = numbered("WEB-260814-54789")
    for act in (make_case, set_aside):
        with pytest.raises(PermissionDenied):
            act(held, by=cast.control_room, reason=WHY)
