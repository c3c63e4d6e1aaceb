"""Who the subject is: the application beside each record found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from casework.actions.identity import confirm_match, propose_match, withdraw_match
from casework.ages import age_rule_for
from casework.components import SummaryRow
from casework.forms.identity import ConfirmForm, MatchForm, WithdrawForm
from casework.identity import compare
from casework.models import IdentityMatch
from casework.policy import Capability, require
from casework.queries.identity import (
    described,
    match_stands,
    matches_of,
    subject_of,
)
from casework.queries.involved import Involved, involved_in
from casework.queries.safe_contact import reads_of
from casework.views.acts import Act, faulty, take_acts
from casework.views.drafts import open_draft
from casework.views.frame import Frame, back_to, open_frame, render_frame
from casework.views.identity_card import card_of, shown_of
from casework.views.masked import homes_of, homes_on
from casework.views.saving import form_for, save_once


def identity(request: HttpRequest, reference: str) -> HttpResponse:
    """Each record found beside the subject, with what agrees and what does not."""
    frame = _open(request, reference, "who the subject is")
    subject = subject_of(frame.case)
    people = involved_in(frame.case, frame.user)
    homes = homes_of(people, reads_of(frame.case, frame.user))
    matches = matches_of(frame.case)
    cards = [card_of(frame, match, subject, homes) for match in matches]
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
        SummaryRow(line.label, shown_of(line, line.here, homes), missing="Not known")
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
        card=card_of(
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
