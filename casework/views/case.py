"""The summary of a case: what to do next, what is missing, where it has been."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from casework.clock import days_between, due_day, local_date
from casework.components import (
    Missing,
    MissingList,
    StageTracker,
    SummaryList,
    SummaryRow,
    TrackerStep,
)
from casework.moment import now
from casework.queries.code_lists import labels_of
from casework.queries.involved import Involved, involved_in
from casework.queries.missing import next_stage, split_options, unmet_facts
from casework.queries.same_people import (
    MOST_SHOWN,
    linked_cases,
    possible_matches,
)
from casework.queries.timeline import Stay, stays_of
from casework.views.deadlines import words_of
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.next_moves import next_moves
from casework.workflow.moves import Guard
from casework.workflow.perform import options_for


def summary(request: HttpRequest, reference: str) -> HttpResponse:
    """What an officer sees first; everything on it leads to the page behind it."""
    frame = open_frame(request, reference, active="case", page="the summary")
    case = frame.case
    return render_frame(
        request,
        frame,
        "casework/case.html",
        alarm=case.alarms.filter(stood_down_at__isnull=True).first(),
        note=None if frame.is_guest else case.notes.select_related("by").first(),
        tracker=_tracker(frame),
        people=_people(frame),
        dates=_dates(frame),
        outcome=_outcome(frame) if case.is_closed else None,
        acts=_acts(frame),
        is_calm=not case.immediate_risk and not case.is_closed,
        facts=[SummaryList(rows, title) for title, rows in frame.scheme.facts(case)],
        **_next(frame),
    )


# -- What to do next -----------------------------------------------------------------
def _next(frame: Frame) -> dict[str, Any]:
    """The moves, and what is missing for the ordinary one and for the others."""
    options = options_for(frame.case, frame.user)
    towards = next_stage(frame.scheme, frame.case)
    ordinary, _others = split_options(options, towards)
    wanted = [] if frame.case.is_closed else unmet_facts(ordinary)
    aside = [fact for fact in unmet_facts(options) if fact not in wanted]
    return {
        "moves": next_moves(frame, options, listed=wanted),
        "missing": MissingList(
            _links(frame, wanted), f"What is missing{_before(frame, towards)}"
        ),
        "aside": _links(frame, aside),
    }


def _links(frame: Frame, facts: list[Guard]) -> list[Missing]:
    return [Missing(fact.sentence, frame.place_of(fact)) for fact in facts]


def _before(frame: Frame, stage: str) -> str:
    return f" before “{frame.scheme.stage_label(stage)}”" if stage else ""


# -- Where it has been ---------------------------------------------------------------
def _tracker(frame: Frame) -> StageTracker:
    stays = stays_of(frame.case, frame.scheme)
    order = [stay.stage for stay in stays]
    here = order.index(frame.case.stage)
    # Off the usual way nobody knows yet where the case goes on.
    is_on_the_way = stays[here].is_usual
    return StageTracker(
        [
            _step(frame, stay, is_behind=is_on_the_way and place < here)
            for place, stay in enumerate(stays)
        ]
    )


def _step(frame: Frame, stay: Stay, *, is_behind: bool) -> TrackerStep:
    case, is_here = frame.case, stay.stage == frame.case.stage
    state: Literal["done", "current", "todo"] = "todo"
    if is_here and not case.is_closed:
        state = "current"
    elif stay.visits and (is_here or is_behind or not _is_ahead(frame, stay)):
        state = "done"
    notes = [
        f"in {stay.visits} visits" if stay.visits > 1 else "",
        "" if stay.is_usual else "not a usual stage",
        "not needed" if is_behind and not stay.visits else "",
        "so far; comes again" if state == "todo" and stay.visits else "",
    ]
    return TrackerStep(
        frame.scheme.stage_label(stay.stage),
        state,
        local_date(stay.first) if stay.first else None,
        stay.days if stay.visits and not (is_here and case.is_closed) else None,
        " · ".join(note for note in notes if note),
    )


def _is_ahead(frame: Frame, stay: Stay) -> bool:
    """Whether an already visited stage of the usual way lies ahead again."""
    line = [str(stage) for stage in frame.scheme.stages_on(frame.case.route)]
    if frame.case.stage not in line or stay.stage not in line:
        return False
    return line.index(stay.stage) > line.index(frame.case.stage)


# -- Who, when and how it ended ------------------------------------------------------
def _people(frame: Frame) -> SummaryList:
    """Part and name only: numbers and addresses are on their own pages."""
    shown = involved_in(frame.case, frame.user)
    people = [SummaryRow(one.said, one.person.main_name) for one in shown]
    return SummaryList([*people, *_others(frame, shown)])


def _others(frame: Frame, shown: list[Involved]) -> list[SummaryRow]:
    """The cases linked with this one, and how many more may belong to it."""
    url = frame.link("case_links")
    if not url:
        return []
    linked = linked_cases(frame.case, frame.user)
    known = [one.case.pk for one in linked]
    matches = possible_matches(frame.case, frame.user, shown=shown, but_not=known)
    said = [*(one.said for one in linked), *_say_matches(len(matches))]
    return [SummaryRow("Other cases", "\n".join(said), url, "Compare")] if said else []


def _say_matches(count: int) -> list[str]:
    if count == MOST_SHOWN:
        return [f"{count} or more possible matches"]
    return [f"{count} possible match{'' if count == 1 else 'es'}"] if count else []


def _dates(frame: Frame) -> SummaryList:
    case = frame.case
    overall = case.deadlines.filter(key=frame.scheme.overall).order_by("cycle").last()
    limit = SummaryRow(
        overall.label,
        f"{due_day(overall.due_at):%-d %B %Y}",
        frame.url("case_dates"),
        "Prove",
        "" if case.is_closed and not overall.met_at else _standing(overall),
    )
    received = f"{timezone.localtime(case.received_at):%-d %B %Y at %H:%M}"
    return SummaryList(
        [SummaryRow("Received", received), limit, *_target(frame), *_wait(frame)]
    )


def _standing(deadline: Any) -> str:
    return words_of(deadline.due_at, met_at=deadline.met_at).capitalize()


def _target(frame: Frame) -> list[SummaryRow]:
    case = frame.case
    if case.target_on <= case.due_on:
        return []
    note = "Extended. The statutory date stays as it is."
    day = f"{case.target_on:%-d %B %Y}"
    return [SummaryRow("Working target", day, frame.link("case_extension"), note=note)]


def _wait(frame: Frame) -> list[SummaryRow]:
    wait = frame.case.waits.filter(ended_at__isnull=True).first()
    if wait is None:
        return []
    words = [frame.case.waiting_on, wait.on_whom]
    since = timezone.localtime(wait.started_at)
    days = days_between(wait.started_at, now())
    note = f"Since {since:%-d %B %Y} ({days} {'day' if days == 1 else 'days'})"
    return [
        SummaryRow(
            "Waiting for",
            "\n".join(word for word in words if word),
            frame.link("case_waiting"),
            note=note,
        )
    ]


def _outcome(frame: Frame) -> SummaryList:
    case = frame.case
    days = days_between(case.received_at, case.closed_at)
    rows = [
        SummaryRow("Outcome", frame.scheme.outcome_label(case.outcome)),
        SummaryRow("Closed", f"{timezone.localtime(case.closed_at):%-d %B %Y}"),
        SummaryRow("Days from receipt", days),
        SummaryRow("Retention reviewed", f"{case.review_on:%-d %B %Y}"),
    ]
    if case.lateness_cause:
        labels = labels_of(case.scheme)
        cause = labels.get(("lateness", case.lateness_cause), case.lateness_cause)
        rows.append(SummaryRow("Main cause of the lateness", cause))
    return SummaryList(rows, "How the case ended")


# -- What else can be done -----------------------------------------------------------
def _acts(frame: Frame) -> list[tuple[str, str]]:
    """(words, address) of the acts that belong to no stage, for this person."""
    case = frame.case
    working = (
        ("Reallocate the case" if case.owner else "Allocate the case", "case_allocate"),
        ("End the wait" if case.waiting_on else "Record a wait", "case_waiting"),
        ("Extend the working target", "case_extension"),
    )
    always = (
        ("Link other cases", "case_links"),
        ("Prove the dates", "case_dates"),
        ("See who opened this case", "case_readers"),
        (
            "See who may open this case" if case.restricted else "Restrict the case",
            "case_restrict",
        ),
    )
    own = [(p.label, p.url_name) for p in frame.scheme.pages_aside if p.on_summary]
    wanted = [*own, *(() if case.is_closed else working), *always]
    return [(words, url) for words, name in wanted if (url := frame.link(name))]
