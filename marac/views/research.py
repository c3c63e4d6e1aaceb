"""One agency's research for one case: the question of a conflict, and the answer."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from casework.components import SummaryList, SummaryRow, Tag
from casework.data_table import Cell, Column, DataTable, TableRow
from casework.forms.date_fields import say_date
from casework.models import NameKind
from casework.policy import Capability as May
from casework.queries.involved import Involved, involved_in
from casework.views.acts import Act, faulty
from casework.views.deadlines import words_of
from casework.views.frame import Frame, render_frame
from casework.views.moments import say_moment
from casework.workflow.track_moves import may_move
from marac.actions.research import OPEN_FOR_WORDS, withdraw_entry
from marac.forms.research import (
    ConflictForm,
    NoConflictForm,
    QuestionForm,
    ReopenForm,
    TakeAnswerForm,
    WithdrawEntryForm,
)
from marac.queries.research import (
    DONE,
    Entry,
    alternates_for,
    entries_for,
    is_own,
    may_know_of,
    may_read,
)
from marac.states import Q
from marac.views.agencies_frame import (
    Ask,
    offered,
    open_marac,
    steps_of,
    take_moves,
    thing_of,
)

PEOPLE = (Column("Part"), Column("Name"), Column("Other names"), Column("Born"))
ENTRIES = (
    Column("What is known"),
    Column("About"),
    Column("Kind"),
    Column("When"),
    Column("At the meeting"),
)
TONES = {
    Q.SENT: "blue",
    Q.ACKNOWLEDGED: "blue",
    Q.IN_PROGRESS: "blue",
    Q.RETURNED: "green",
    Q.QUERIED: "orange",
    Q.TAKEN: "green",
    Q.SPOKEN: "green",
    Q.LATE: "red",
    Q.NO_RETURN: "red",
    Q.RECUSED: "purple",
    Q.REOPENED: "orange",
}
# Those who run the meeting judge an answer with these; the agency has the rest.
ASKS = {
    "acknowledge": Ask(
        "Does anybody named here belong to your life?",
        "No, nobody named is close to me",
        NoConflictForm,
        "Thank you. You can write down what your agency knows.",
        "Look at the names above first. Family, partners, friends, neighbours and "
        "colleagues count.",
    ),
    "take_answer": Ask(
        "Ready for the meeting",
        "Take the answer",
        TakeAnswerForm,
        "The answer is ready for the meeting.",
    ),
    "ask_back": Ask(
        "Ask something about it",
        "Send the question",
        QuestionForm,
        "The question was sent to the agency.",
    ),
    "reopen": Ask(
        "Something new came to light",
        "Open the answer again",
        ReopenForm,
        "The answer is open again. Send it anew when it is complete.",
    ),
}


def one_return(request: HttpRequest, reference: str, answer: int) -> HttpResponse:
    """A request and its answer, as far as the person may know of it."""
    frame = open_marac(
        request,
        reference,
        active="case_returns",
        page="an agency's research",
        see=May.SEE_RETURNS,
    )
    asked = request_of(frame, answer)
    # Whoever hands a request on knows no more of its case.
    leaves = request.method == "POST" and request.POST.get("act") == "recuse"
    here = frame.url("case_return", asked.pk)
    done, acts = take_moves(
        request,
        frame,
        asked,
        _acts(request, frame, asked),
        then=reverse("agency_research") if leaves else here,
    )
    if done is not None:
        return done
    may_write = can_write(frame, asked)
    return render_frame(
        request,
        frame,
        "marac/research_return.html",
        asked=asked,
        tag=tag_of(asked),
        facts=SummaryList(_facts(frame, asked)),
        people=people_of(frame),
        entries=_entries(frame, asked),
        reads=may_read(frame.user, asked),
        add_url=frame.url("case_return_entry", asked.pk) if may_write else "",
        answer_url=frame.url("case_return_answer", asked.pk) if may_write else "",
        steps=steps_of(asked),
        acts=acts,
        faulty=faulty(acts),
    )


def request_of(frame: Frame, answer: int) -> Any:
    """The request; Http404 if the person may not know that this agency was asked."""
    rows = frame.case.research_requests.exclude(state=Q.CREATED)
    rows = rows.select_related("agency", "meeting", "alternate", "answered_by")
    asked = thing_of(frame, rows, answer)
    if not (may_know_of(frame.user, asked) or may_read(frame.user, asked)):
        raise Http404("No such thing on this case.")
    return asked


def can_write(frame: Frame, asked: Any) -> bool:
    """Whether the person may write the answer now."""
    if not asked.conflict_answered or asked.state not in OPEN_FOR_WORDS:
        return False
    return may_move(frame.user, May.ANSWER_REQUEST, asked).allowed


# -- What can be done ------------------------------------------------------------------
def _acts(request: HttpRequest, frame: Frame, asked: Any) -> list[Act]:
    asks = dict(ASKS)
    if asked.conflict_answered:
        asks.pop("acknowledge")
    acts = offered(request, frame, asked, asks)
    if is_own(frame.user, asked) and not asked.conflict_answered:
        recuse = {"recuse": _recuse(frame, asked)}
        acts += offered(request, frame, asked, recuse)
    if can_write(frame, asked) and (left := _withdrawable(asked)):
        acts.append(_withdraw(frame, asked, left))
    return acts


def _recuse(frame: Frame, asked: Any) -> Ask:
    people = alternates_for(asked, frame.user)
    return Ask(
        "Yes, somebody is",
        "Hand it to a colleague",
        partial(ConflictForm, people=people),
        "Handed on. You will hear no more of this case.",
        "The case then disappears from your lists, your search and your notices.",
        is_warning=True,
    )


def _withdrawable(asked: Any) -> list[tuple[str, str]]:
    rows = asked.entries.filter(withdrawn_at__isnull=True)
    return [(str(row.pk), f"{row.words[:60]}") for row in rows]


def _withdraw(frame: Frame, asked: Any, left: list[tuple[str, str]]) -> Act:
    form: Any = partial(WithdrawEntryForm, entries=left)
    return Act(
        "withdraw_entry",
        "Take something back",
        "Take it back",
        form,
        lambda answers: withdraw_entry(asked, by=frame.user, **answers),
        "Taken back.",
        "It stays in the record; nobody is shown it at the meeting.",
    )


# -- What the page shows ---------------------------------------------------------------
def tag_of(asked: Any) -> Tag:
    """The state in words; while it waits for the answer, never colour alone."""
    return Tag(asked.get_state_display(), TONES.get(Q(asked.state), "grey"))


def _facts(frame: Frame, asked: Any) -> list[SummaryRow]:
    due = words_of(asked.due_at) if asked.state not in DONE else ""
    rows = [
        SummaryRow("Needed by", say_moment(asked.due_at), note=due.capitalize()),
        SummaryRow("For the meeting", say_moment(asked.meeting.starts_at)),
    ]
    if asked.alternate_id and asked.state == Q.RECUSED:
        rows.append(SummaryRow("Answered by", str(asked.alternate)))
    if asked.question and asked.state == Q.QUERIED:
        rows.append(SummaryRow("The question", asked.question))
    if may_read(frame.user, asked) and asked.found:
        rows += _answer(asked)
    return rows


def _answer(asked: Any) -> list[SummaryRow]:
    by = f"{asked.answered_by}, {say_moment(asked.returned_at)}"
    said = [
        SummaryRow(
            "Found",
            asked.get_found_display(),
            note=by if asked.returned_at else "Not sent yet",
        ),
        SummaryRow("Searched", asked.identifiers),
    ]
    optional = (
        ("Why it is withheld", asked.withheld_reason),
        ("Last contact", asked.last_contact),
        ("Works with them now", asked.current_worker),
        ("Suggested actions", asked.suggested_actions),
    )
    return said + [SummaryRow(label, words) for label, words in optional if words]


def people_of(frame: Frame) -> DataTable:
    """Whom to look for, with every name that is known."""
    shown = involved_in(frame.case, frame.user)
    return DataTable("Whom to look for", PEOPLE, [_person(one) for one in shown])


def _person(one: Involved) -> TableRow:
    person = one.person
    others = [*one.names_of(NameKind.ALIAS), *one.names_of(NameKind.PREVIOUS)]
    born = say_date(person.date_of_birth) if person.date_of_birth else ""
    return [
        one.said,
        person.main_name,
        ", ".join(others),
        born or person.birth_as_given,
    ]


def _entries(frame: Frame, asked: Any) -> DataTable:
    rows = [_entry(one) for one in entries_for(frame.user, asked)]
    return DataTable(
        "What the agency knows", ENTRIES, rows, "Nothing is written down yet."
    )


def _entry(one: Entry) -> TableRow:
    row = one.row
    when = say_date(row.happened_on) if row.happened_on else ""
    said = Cell("Shared")
    if one.is_withheld:
        said = Cell("Withheld", tone="orange", note=row.withheld_reason)
    return [
        Cell(one.words or "Kept back by the agency", note=row.source),
        row.about.main_name if row.about else "The case",
        row.get_kind_display(),
        when,
        said,
    ]
