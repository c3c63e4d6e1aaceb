"""One action: what is to be done, how far it is, and every step that is possible."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse

from casework.components import SummaryList, SummaryRow, Tag
from casework.forms.date_fields import say_date
from casework.policy import Capability as May
from casework.views.acts import faulty
from casework.views.frame import Frame, render_frame
from marac.action_facts import days_late
from marac.actions.actions_follow import (
    offer_action,
    report_done,
    report_not_possible,
)
from marac.forms.actions_follow import (
    AcknowledgeForm,
    DoneForm,
    MoreTimeForm,
    NotDoneForm,
    NotPossibleForm,
    OfferForm,
    OnceMoreForm,
    PlainForm,
    WhyForm,
)
from marac.queries.actions_follow import WITH_AGENCY, actions_for, agencies_to_offer
from marac.states import A
from marac.views.agencies_frame import (
    Ask,
    offered,
    open_marac,
    steps_of,
    take_moves,
    thing_of,
)

TONES = {
    A.PROPOSED: "yellow",
    A.AGREED: "blue",
    A.ACKNOWLEDGED: "blue",
    A.IN_PROGRESS: "blue",
    A.DONE_CLAIMED: "teal",
    A.DONE_VERIFIED: "green",
    A.NOT_DONE: "red",
    A.EXTENSION_REQUESTED: "orange",
    A.REASSIGNED: "orange",
    A.ESCALATED_1: "red",
    A.ESCALATED_2: "red",
    A.ESCALATED_3: "red",
}
# What the agency does, then what the coordinator and the chair do.
ASKS = {
    "acknowledge": Ask(
        "Say that you have it",
        "We have it",
        AcknowledgeForm,
        "Thank you. The action is with your agency.",
    ),
    "start": Ask("Begin", "Work on it has begun", PlainForm, "Noted as begun."),
    "claim_done": Ask(
        "It is done",
        "Report it as done",
        DoneForm,
        "Reported as done. The coordinator looks at it.",
        do=report_done,
    ),
    "ask_for_time": Ask(
        "More time is needed",
        "Ask the chair for more time",
        MoreTimeForm,
        "The chair was asked. Until they answer, the first day stands.",
    ),
    "report_not_possible": Ask(
        "It is not possible any more",
        "Report that things changed",
        NotPossibleForm,
        "Reported. The chair and the IDVA service were told.",
        "Things changed so that it cannot be done. If your agency just did not do it, "
        "say that below instead.",
        do=report_not_possible,
    ),
    "report_not_done": Ask(
        "It was not done",
        "Report that it was not done",
        NotDoneForm,
        "Reported. The chair decides what happens.",
        is_warning=True,
    ),
    "take_over": Ask(
        "Take it over",
        "Our agency takes it",
        PlainForm,
        "Your agency has the action now.",
    ),
    "decline_offer": Ask(
        "Do not take it",
        "Give it back",
        WhyForm,
        "It went back to the first agency.",
    ),
    "agree": Ask("Agree", "Agree to the action", PlainForm, "The action was issued."),
    "verify": Ask(
        "Take it as done", "It is done", PlainForm, "The action is final: done."
    ),
    "send_back": Ask(
        "It is not done yet",
        "Send it back",
        WhyForm,
        "The action went back to the agency.",
    ),
    "give_time": Ask(
        "Give more time", "Give the later day", PlainForm, "The later day holds."
    ),
    "refuse_time": Ask(
        "Do not give more time",
        "The first day stands",
        WhyForm,
        "The first day stands, and the agency was told.",
    ),
    "ask_once_more": Ask(
        "Ask for it again",
        "Ask the agency again",
        OnceMoreForm,
        "The agency was asked again.",
    ),
    "settle_not_done": Ask(
        "Let it end undone",
        "It ends undone",
        WhyForm,
        "The action is final: not done.",
        is_warning=True,
    ),
    "cancel": Ask(
        "Take the action back",
        "Cancel the action",
        WhyForm,
        "The action is cancelled.",
        is_warning=True,
    ),
}


def one_action(request: HttpRequest, reference: str, action: int) -> HttpResponse:
    """An action as its agency, or whoever runs the meeting, sees it."""
    frame = open_marac(
        request, reference, active="case_actions", page="an action", see=May.VIEW
    )
    rows = actions_for(frame.user).filter(case_id=frame.case.pk)
    rows = rows.select_related("owner_agency", "offered_to", "instead_of", "by")
    found = thing_of(frame, rows, action)
    acts_now = offered(request, frame, found, _asks(frame, found))
    here = frame.url("case_action", found.pk)
    done, acts = take_moves(request, frame, found, acts_now, then=here)
    return done or render_frame(
        request,
        frame,
        "marac/action.html",
        action=found,
        tag=tag_of(found),
        facts=SummaryList(_facts(frame, found)),
        reported=SummaryList(_reported(found), "What was reported"),
        acts=acts,
        faulty=faulty(acts),
        steps=steps_of(found),
    )


def _asks(frame: Frame, found: Any) -> dict[str, Ask]:
    form = partial(OfferForm, agencies=agencies_to_offer(found, frame.user))
    offer = Ask(
        "Another agency could do it better",
        "Offer it to that agency",
        form,
        "Offered. It stays with the first agency until the other takes it.",
        do=offer_action,
    )
    asks = dict(ASKS)
    if frame.user.agency_id and frame.user.agency_id == found.offered_to_id:
        asks.pop("cancel")
    return {**asks, "offer_to_another": offer}


def tag_of(action: Any) -> Tag:
    """The state in words."""
    return Tag(action.get_state_display(), TONES.get(A(action.state), "grey"))


def timing_of(action: Any) -> tuple[str, str]:
    """How the day stands in words, and its tone; empty once the agency has answered."""
    if action.state not in WITH_AGENCY:
        return "", ""
    late = days_late(action)
    if late == 0:
        return "Due today", "orange"
    count = f"{abs(late)} day{'' if abs(late) == 1 else 's'}"
    return (f"{count} late", "red") if late > 0 else (f"{count} left", "")


def _facts(frame: Frame, action: Any) -> list[SummaryRow]:
    given = action.extensions
    allowed = frame.case.profile.extensions
    words, _tone = timing_of(action)
    longer = f"More time was given {given} of {allowed} times" if given else ""
    rows = [
        SummaryRow("Agency", str(action.owner_agency)),
        SummaryRow("For", action.get_for_whom_display()),
        SummaryRow(
            "Due",
            say_date(action.due_on),
            note=". ".join(filter(None, (words, longer))),
        ),
        SummaryRow("Priority", action.get_priority_display()),
        SummaryRow("Done by", action.named_worker, missing="Nobody is named yet"),
        SummaryRow("Who may tell", action.get_may_tell_display()),
    ]
    optional = (
        ("Lowers this risk", action.lowers),
        ("Take care", action.safety_note),
        ("Offered to", str(action.offered_to or "")),
        ("In place of", action.instead_of.words if action.instead_of else ""),
        ("Asks for time until", _day(action.asked_until)),
    )
    return rows + [SummaryRow(label, text) for label, text in optional if text]


def _reported(action: Any) -> list[SummaryRow]:
    facts = (
        ("What was done", action.what_was_done),
        ("Done on", _day(action.done_on)),
        ("Effect on the risk", action.effect_on_risk),
        ("What changed", action.what_changed),
        ("New risk", action.new_risk),
        ("Why it was not done", action.why_not_done),
    )
    return [SummaryRow(label, text) for label, text in facts if text]


def _day(day: Any) -> str:
    return say_date(day) if day else ""
