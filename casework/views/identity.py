"""Who the subject is: the application beside each record found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from casework.actions.identity import confirm_match, propose_match, withdraw_match
from casework.ages import age_rule_for
from casework.births import compare_births
from casework.clock import local_date
from casework.components import SummaryRow, Tag
from casework.data_table import Cell, Column, DataTable
from casework.forms.identity import ConfirmForm, MatchForm, WithdrawForm
from casework.identity import ADDRESSES, Agreement, Compared, compare
from casework.models import Confidence, IdentityMatch, Part, Person
from casework.moment import now
from casework.policy import Capability, require
from casework.queries.identity import (
    described,
    described_record,
    match_stands,
    matches_of,
    subject_of,
)
from casework.queries.involved import Involved, involved_in, years_between
from casework.queries.safe_contact import reads_of
from casework.views.acts import Act, faulty, take_acts
from casework.views.drafts import open_draft
from casework.views.frame import Frame, back_to, open_frame, render_frame
from casework.views.masked import Homes, homes_of, homes_on
from casework.views.moments import say_moment_short
from casework.views.saving import form_for, save_once

TONES = {
    Agreement.SAME: "green",
    Agreement.NEAR: "orange",
    Agreement.PARTLY: "yellow",
    Agreement.DIFFERENT: "red",
    Agreement.ONE_SIDED: "grey",
    Agreement.UNKNOWN: "grey",
}
CONFIDENCE_TONES = {
    Confidence.HIGH: "green",
    Confidence.MEDIUM: "yellow",
    Confidence.LOW: "red",
}
COLUMNS = tuple(
    Column(label) for label in ("Detail", "In the application", "In the record", "Mark")
)


@dataclass(frozen=True)
class MatchCard:
    """One record found, compared."""

    heading: str
    url: str
    link_label: str
    standing: Tag
    table: DataTable
    warnings: Sequence[str]
    rows: Sequence[SummaryRow]


def identity(request: HttpRequest, reference: str) -> HttpResponse:
    """Each record found beside the subject, with what agrees and what does not."""
    frame = _open(request, reference, "who the subject is")
    subject = subject_of(frame.case)
    people = involved_in(frame.case, frame.user)
    homes = homes_of(people, reads_of(frame.case, frame.user))
    matches = matches_of(frame.case)
    cards = [_card(frame, match, subject, homes) for match in matches]
    return render_frame(
        request,
        frame,
        "casework/identity.html",
        cards=cards,
        stands=any(match_stands(match, subject) for match in matches),
        subject=subject,
        ages=_ages(frame, people),
        propose_url=(
            frame.url("case_identity_propose")
            if subject and frame.may(Capability.RESEARCH)
            else ""
        ),
    )


def _open(request: HttpRequest, reference: str, page: str) -> Frame:
    return open_frame(
        request,
        reference,
        active="case_research",
        page=page,
        see=Capability.SEE_RESEARCH,
    )


def _ages(frame: Frame, people: Sequence[Involved]) -> list[str]:
    """What follows from the ages of the people, in words."""
    return [
        f"{_who(one)}: {rule.sentence}"
        for one in people
        if (rule := age_rule_for(frame.scheme.ages, one.parts, one.age))
    ]


def _who(one: Involved) -> str:
    return f"{one.said} ({one.person.main_name}, aged {one.age})"


def _card(
    frame: Frame, match: IdentityMatch, subject: Person | None, homes: Homes
) -> MatchCard:
    same_subject = subject is not None and subject.pk == match.person_id
    return MatchCard(
        heading=f"{match.system}: {match.reference}",
        url=frame.url("case_identity_match", match.pk),
        link_label=_link_label(match),
        standing=standing_of(match, subject),
        table=_table(match, subject if same_subject else None, homes),
        warnings=_warnings(frame, match, subject),
        rows=_rows(match),
    )


def _link_label(match: IdentityMatch) -> str:
    """What can be done on the page of the match."""
    if match.withdrawn_at is not None:
        return "Open"
    return "Withdraw" if match.confirmed_at is not None else "Confirm or withdraw"


def standing_of(match: IdentityMatch, subject: Person | None) -> Tag:
    """Where a match stands, in words; a confirmed one can have been overtaken."""
    if match.withdrawn_at is not None:
        return Tag("Withdrawn", "grey")
    if match.confirmed_at is None:
        return Tag("Waits for a second person", "orange")
    if not match_stands(match, subject):
        return Tag("Confirmed before the details changed: compare again", "red")
    return Tag("Confirmed", "green")


def _table(match: IdentityMatch, subject: Person | None, homes: Homes) -> DataTable:
    lines = compare(described(subject), described_record(match)) if subject else []
    return DataTable(
        f"The subject beside the record {match.reference}",
        COLUMNS,
        [
            [
                line.label,
                _said(_shown(line, line.here, homes)),
                _said(_shown(line, line.there, homes)),
                _mark(line),
            ]
            for line in lines
        ],
        empty="The case has another subject now.",
        caption_hidden=True,
    )


def _shown(line: Compared, side: str, homes: Homes) -> str:
    """One side of a line; of homes only what may be shown yet."""
    return homes.within(side) if line.label == ADDRESSES else side


def _said(text: str) -> str:
    return text.replace("\n", "; ") or "Not known"


def _mark(line: Compared) -> Cell:
    """The mark in words, so that a screen reader says it; the colour only helps."""
    return Cell(line.agreement.value, tone=TONES[line.agreement], note=line.note)


def _warnings(frame: Frame, match: IdentityMatch, subject: Person | None) -> list[str]:
    """Near misses of the date of birth, and an age that changes what must be done."""
    said = []
    births = compare_births(
        subject.date_of_birth if subject else None, match.date_of_birth
    )
    if births.is_near:
        said.append(
            f"The dates of birth are nearly the same: {births.value}. Find out which "
            "is right before anybody confirms; search again with the other one too."
        )
    if match.date_of_birth is not None:
        years = years_between(match.date_of_birth, local_date(now()))
        if rule := age_rule_for(frame.scheme.ages, [Part.SUBJECT], years):
            said.append(f"By the record aged {years}. {rule.sentence}")
    return said


def _rows(match: IdentityMatch) -> list[SummaryRow]:
    proposed = f"{match.proposed_by}, {say_moment_short(match.proposed_at)}"
    confidence = Confidence(match.confidence)
    tone = CONFIDENCE_TONES[confidence]
    said = str(confidence.label).partition(": ")[2]
    sure = Tag(str(match.confidence).capitalize(), tone)
    rows = [
        SummaryRow("How sure", "", tag=sure, note=said[:1].upper() + said[1:]),
        *([SummaryRow("Other details", match.other)] if match.other else []),
        SummaryRow("Why", match.reason, note=f"Proposed by {proposed}"),
    ]
    if match.confirmed_at is not None:
        by = (
            f"Confirmed by {match.confirmed_by}, {say_moment_short(match.confirmed_at)}"
        )
        rows.append(SummaryRow("Compared", match.confirmed_why, note=by))
    if match.withdrawn_at is not None:
        by = (
            f"Withdrawn by {match.withdrawn_by}, {say_moment_short(match.withdrawn_at)}"
        )
        rows.append(SummaryRow("Withdrawn because", match.withdrawn_why, note=by))
    return rows


def propose(request: HttpRequest, reference: str) -> HttpResponse:
    """Write down what a record found says, to be compared."""
    frame = open_frame(
        request, reference, active="case_research", page="the form for a record found"
    )
    require(frame.user, Capability.RESEARCH, frame.case)
    draft = open_draft(frame, "identity")
    form = form_for(request, MatchForm, version=frame.case.version, draft=draft)
    if request.method == "POST" and (
        done := save_once(
            request,
            form,
            lambda: propose_match(
                frame.case,
                by=frame.user,
                version=form.cleaned_data["version"],
                **form.facts(),
            ),
            then=back_to(request, frame, "case_identity"),
            said="Recorded. A second person now compares and confirms it.",
            draft=draft,
        )
    ):
        return done
    return render_frame(
        request,
        frame,
        "casework/identity_form.html",
        form=form,
        draft=draft,
        known=_known(frame),
    )


def _known(frame: Frame) -> list[SummaryRow]:
    """The subject as the application has them, beside the form."""
    subject = subject_of(frame.case)
    if subject is None:
        return []
    lines = compare(described(subject), described(subject))
    homes = homes_on(frame.case, frame.user)
    return [
        SummaryRow(line.label, _shown(line, line.here, homes), missing="Not known")
        for line in lines
    ]


def one_match(request: HttpRequest, reference: str, match: int) -> HttpResponse:
    """One record beside the subject: confirm it, or say that it is somebody else."""
    frame = _open(request, reference, "a record found beside the subject")
    if request.method == "POST":
        require(frame.user, Capability.CONFIRM_IDENTITY, frame.case)
    row = next((one for one in matches_of(frame.case) if one.pk == match), None)
    if row is None:
        raise Http404("No such match.")
    may_act = row.withdrawn_at is None and frame.may(Capability.CONFIRM_IDENTITY)
    done, acts = take_acts(
        request,
        frame,
        _acts(frame, row) if may_act or request.method == "POST" else (),
        then=back_to(request, frame, "case_identity"),
    )
    return done or render_frame(
        request,
        frame,
        "casework/identity_match.html",
        card=_card(
            frame,
            row,
            subject_of(frame.case),
            homes_on(frame.case, frame.user),
        ),
        is_own=row.proposed_by_id == frame.user.pk and row.confirmed_at is None,
        acts=acts,
        faulty=faulty(acts),
    )


def _acts(frame: Frame, match: IdentityMatch) -> list[Act]:
    def to(act: Any) -> Any:
        return lambda answers: act(frame.case, match.pk, by=frame.user, **answers)

    confirm = Act(
        "confirm",
        "It is the same person",
        "Confirm that it is the same person",
        ConfirmForm,
        to(confirm_match),
        "Confirmed.",
        "You are the second person. A disclosure about somebody else cannot be undone.",
    )
    withdraw = Act(
        "withdraw",
        "It is not, or may not be, the same person",
        "Withdraw the match",
        WithdrawForm,
        to(withdraw_match),
        "Withdrawn. The record stays, with your reason.",
        is_warning=True,
    )
    may_confirm = match.confirmed_at is None and match.proposed_by_id != frame.user.pk
    return [confirm, withdraw] if may_confirm else [withdraw]
