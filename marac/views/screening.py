"""Screening: names that may be users', repeats, the rationale, the second person."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from casework.data_table import Cell, Column, DataTable
from casework.forms.once import OnceForm
from casework.policy import Capability as May
from casework.policy import require
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.moments import say_moment
from casework.views.next_moves import moves_needing
from casework.views.saving import form_for, save_once
from marac.actions.screening import (
    ask_to_withdraw,
    declare_conflict,
    give_opinion,
    record_screening,
    settle_hit,
    takes_second_person,
    who_asked_to_withdraw,
)
from marac.facts import latest_screening
from marac.forms.screening import ConflictForm, HitForm, OpinionForm, ScreeningForm
from marac.models import HitResult, NameHit, Purpose
from marac.views.referral_said import answers_table, say_score
from marac.views.screening_tables import (
    earlier_plans,
    opinion_of,
    repeats_table,
    what_was_written,
)

HITS = [Column(label) for label in ("Named", "Why it was found", "What it is")]


def screening(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything that a screener weighs, and what was written so far."""
    frame = _open(request, reference, "the screening")
    case, last = frame.case, latest_screening(frame.case)
    return render_frame(
        request,
        frame,
        "marac/screening.html",
        hits=_hits(frame),
        has_open_hits=case.name_hits.filter(result=HitResult.OPEN).exists(),
        scanned=_say_scan(case),
        repeats=repeats_table(frame),
        plans=earlier_plans(frame),
        answers=answers_table(case),
        written=what_was_written(last) if last else None,
        opinions=[opinion_of(row) for row in case.second_opinions.select_related("by")],
        takes_second=takes_second_person(case),
        screen_url=_link(frame, "marac_screen", May.SCREEN, "screening"),
        opinion_url=_opinion_url(frame, last),
        ask_url=_ask_url(frame),
        withdrawal_url=_withdrawal_url(frame),
        missing=case.missing_items.select_related("asked_by"),
        moves=moves_needing(frame, (May.SCREEN,)),
        score=say_score(case),
    )


def _link(frame: Frame, name: str, may: May, *stages: str) -> str:
    fits = frame.case.state in stages and frame.may(may)
    return frame.url(name) if fits else ""


def _opinion_url(frame: Frame, last: Any) -> str:
    if last is None or not last.needs_second or last.by == frame.user:
        return ""
    if frame.case.state != "screening" or not frame.may(May.SECOND_OPINION):
        return ""
    return frame.url("marac_opinion", Purpose.REFUSE)


def _ask_url(frame: Frame) -> str:
    """Where a second person is asked about a withdrawal, while it could be one."""
    case = frame.case
    fits = case.submitted_at is not None and case.state not in frame.scheme.ends
    return frame.url("marac_withdrawal") if fits and frame.may(May.SCREEN) else ""


def _withdrawal_url(frame: Frame) -> str:
    """Where the second person answers: whoever asked is not that person."""
    asker = who_asked_to_withdraw(frame.case)
    if asker is None or asker == frame.user or not frame.may(May.SECOND_OPINION):
        return ""
    return frame.url("marac_opinion", Purpose.WITHDRAW)


def _say_scan(case: Any) -> str:
    scan = case.name_scans.last()
    if scan is None:
        return ""
    return f"{scan.people} people against {scan.users} users, {say_moment(scan.at)}"


def _hits(frame: Frame) -> DataTable:
    may_settle = frame.may(May.SCREEN)
    rows = []
    for hit in frame.case.name_hits.select_related("person", "user").prefetch_related(
        "person__names"
    ):
        mine = hit.user_id == frame.user.pk
        url = frame.url("marac_hit", hit.pk) if may_settle and not mine else ""
        tone = "red" if hit.result == HitResult.OPEN else "grey"
        result = Cell(hit.get_result_display(), url, tone="" if url else tone,
                      note=hit.reason)  # fmt: skip
        rows.append([hit.person.main_name, hit.why, result])
    return DataTable(
        "Names that may be a user's",
        HITS,
        rows,
        empty="No name is a user's, or that of somebody close to one.",
    )


# -- Acts ------------------------------------------------------------------------------
def screen(request: HttpRequest, reference: str) -> HttpResponse:
    """Write the suitability and the rationale."""
    frame = _open(request, reference, "the form of the screening")
    require(frame.user, May.SCREEN, frame.case)
    version = frame.case.version
    form = form_for(request, ScreeningForm, version=version, case=frame.case)
    done = request.method == "POST" and save_once(
        request,
        form,
        lambda: record_screening(
            frame.case,
            by=frame.user,
            version=form.cleaned_data["version"],
            **form.facts(),
        ),
        then=frame.url("marac_screening"),
        said="The rationale is recorded. Now make the move.",
    )
    return done or _form(request, frame, form, "Suitability and rationale", "Record it")


def hit(request: HttpRequest, reference: str, hit: int) -> HttpResponse:
    """Say whether a name is a user's; a conflict hides the case from them at once."""
    frame = _open(request, reference, "a name that may be a user's")
    require(frame.user, May.SCREEN, frame.case)
    row = _hit_of(frame, hit)
    form = form_for(request, HitForm, version=frame.case.version)
    done = request.method == "POST" and save_once(
        request,
        form,
        lambda: settle_hit(
            frame.case,
            row,
            by=frame.user,
            version=form.cleaned_data["version"],
            **form.facts(),
        ),
        then=frame.url("marac_screening"),
        said="Recorded. A conflict hides the case from that user at once.",
    )
    return done or _form(
        request, frame, form, row.person.main_name, "Record it", intro=f"{row.why}."
    )


def _hit_of(frame: Frame, pk: int) -> NameHit:
    found = frame.case.name_hits.select_related("person").filter(pk=pk).first()
    if found is None or found.user_id == frame.user.pk:
        raise Http404("No such hit.")
    row: NameHit = found
    return row


def opinion(request: HttpRequest, reference: str, purpose: str) -> HttpResponse:
    """A second person says whether they agree."""
    if purpose not in Purpose.values:
        raise Http404("Nothing of this kind is asked.")
    frame = _open(request, reference, "the form of a second person")
    require(frame.user, May.SECOND_OPINION, frame.case)
    form = form_for(request, OpinionForm, version=frame.case.version)
    done = request.method == "POST" and save_once(
        request,
        form,
        lambda: give_opinion(
            frame.case,
            by=frame.user,
            purpose=purpose,
            version=form.cleaned_data["version"],
            **form.facts(),
        ),
        then=frame.url("marac_screening"),
        said="Your opinion is recorded.",
    )
    heading = str(Purpose(purpose).label)
    return done or _form(request, frame, form, heading, "Record my opinion")


def withdrawal(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask a second person about a withdrawal."""
    frame = _open(request, reference, "the question about a withdrawal")
    require(frame.user, May.SCREEN, frame.case)
    form = form_for(request, OnceForm, version=frame.case.version)
    done = request.method == "POST" and save_once(
        request,
        form,
        lambda: ask_to_withdraw(
            frame.case, by=frame.user, version=form.cleaned_data["version"]
        ),
        then=frame.url("marac_screening"),
        said="A second person can answer now.",
    )
    return done or _form(
        request, frame, form, "Ask a second person about a withdrawal", "Ask"
    )


def conflict(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that somebody named is close to oneself; the case is gone at once."""
    frame = open_frame(request, reference, active="case", page="the form of a conflict")
    form = form_for(request, ConflictForm, version=frame.case.version)
    done = request.method == "POST" and save_once(
        request,
        form,
        lambda: declare_conflict(
            frame.case, by=frame.user, relation=form.cleaned_data["relation"]
        ),
        then=reverse("home"),
        said="Thank you. The case is gone from your lists.",
    )
    return done or _form(
        request, frame, form, "Somebody named is close to me", "Say so", back="case"
    )


def _form(
    request: HttpRequest,
    frame: Frame,
    form: Any,
    heading: str,
    submit: str,
    *,
    intro: str = "",
    back: str = "marac_screening",
) -> HttpResponse:
    return render_frame(
        request,
        frame,
        "marac/form.html",
        form=form,
        heading=heading,
        intro=intro,
        submit=submit,
        cancel_url=frame.url(back),
    )


def _open(request: HttpRequest, reference: str, page: str) -> Frame:
    return open_frame(
        request,
        reference,
        active="marac_screening",
        page=page,
        see=May.SEE_SCREENING,
    )
