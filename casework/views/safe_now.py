"""A contact plan in words: whether it is safe now, and what to do and never to do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from casework.clock import LONDON, days_between, local_date
from casework.components import SummaryRow, Tag
from casework.forms.date_fields import say_date
from casework.models import ContactPermission, ContactPlan, Method
from casework.moment import now
from casework.safe_contact import (
    Act,
    Reason,
    judge,
    next_safe,
)
from casework.safe_hours import (
    Rules,
    say_when,
)
from casework.views.moments import say_moment

NO_PLAN = "No contact plan is recorded. Make no contact until there is one."
NOBODY = "Nobody"


@dataclass(frozen=True)
class Standing:
    """Whether the plan allows contact now; every reason against it is a sentence."""

    tag: Tag
    reasons: tuple[Reason, ...] = ()
    next_time: str = ""
    allowed: str = ""

    @property
    def is_safe(self) -> bool:
        """Whether contact may be made now: by the plan, or by a decision in danger."""
        return not self.reasons or bool(self.allowed)

    @property
    def sentences(self) -> list[str]:
        """What stands against it."""
        return [reason.sentence for reason in self.reasons]


def standing_of(
    plan: ContactPlan | None,
    permission: ContactPermission | None = None,
    method: str = "",
) -> Standing:
    """How the plan stands now, for its own way of contact or for ``method``."""
    if plan is None:
        missing = (Reason("no_plan", NO_PLAN),)
        return Standing(Tag("No plan", "red"), missing, allowed=_allowed(permission))
    at, way = now(), method or plan.method
    reasons = judge(plan.rules, Act(way, at))
    if not reasons:
        return Standing(Tag("Safe now", "green"))
    if permission is not None:
        tag = Tag("Allowed because of danger", "orange")
        return Standing(tag, reasons, allowed=_allowed(permission))
    soon = next_safe(plan.rules, way, at)
    return Standing(Tag("Not now", "red"), reasons, _say_next(soon))


def _allowed(permission: ContactPermission | None) -> str:
    if permission is None:
        return ""
    return f"{permission.by} allowed it until {say_moment(permission.until)}."


def _say_next(soon: dt.datetime | None) -> str:
    if soon is None:
        return ""
    local = soon.astimezone(LONDON)
    return f"Next safe time: {local:%A} {local.day} {local:%B, %H:%M}."


def rows_of(plan: ContactPlan) -> list[SummaryRow]:
    """A plan without the number: what to do and what never to do."""
    rules = plan.rules
    return [
        SummaryRow("How", plan.get_method_display()),
        SummaryRow(
            "Safe times",
            say_when(rules),
            note=f"In their words: {plan.safe_times}",
            missing="In words only",
        ),
        SummaryRow("Times that are not safe", plan.unsafe_times),
        SummaryRow("No contact at all", _pauses(rules), missing="No such period"),
        SummaryRow("Code word", plan.code_word, missing="None agreed"),
        SummaryRow("Who else answers or reads it", _others(plan)),
        _yes_no("Leave a message", allowed=plan.may_leave_message),
        _yes_no("Send a text message", allowed=_may_text(plan)),
        _yes_no("Say that we are the police", allowed=plan.may_say_police),
        _yes_no("Send post", allowed=plan.post_is_safe),
        SummaryRow("Withhold our number", "Yes" if plan.withhold_number else "No"),
        SummaryRow("Interpreter", plan.interpreter, missing="None needed"),
        SummaryRow("If the subject answers", plan.if_subject_answers),
        SummaryRow("Confirmed", _confirmed(plan), tag=_doubt(plan)),
        _expiry(plan),
    ]


def _may_text(plan: ContactPlan) -> bool:
    return plan.may_text or plan.method == Method.TEXT


def _others(plan: ContactPlan) -> str:
    if plan.who_else:
        return plan.who_else
    return "Somebody, not named" if plan.others_answer else NOBODY


def _pauses(rules: Rules) -> str:
    return "\n".join(
        f"{say_date(first)} to {say_date(last)}" for first, last in rules.pauses
    )


def _yes_no(label: str, *, allowed: bool) -> SummaryRow:
    return SummaryRow(label, tag=Tag("Yes", "green") if allowed else Tag("No", "red"))


def _doubt(plan: ContactPlan) -> Tag | None:
    return Tag("Not confirmed when last reached", "red") if plan.doubted_at else None


def _confirmed(plan: ContactPlan) -> str:
    day = local_date(plan.confirmed_at)
    ago = days_between(plan.confirmed_at, now())
    said = {0: "today", 1: "yesterday"}.get(ago, f"{ago} days ago")
    return f"{say_date(day)} ({said}), recorded by {plan.recorded_by}"


def _expiry(plan: ContactPlan) -> SummaryRow:
    said = say_date(plan.expires_on) if plan.expires_on else ""
    over = plan.expires_on is not None and plan.expires_on < local_date(now())
    tag = Tag("Expired", "red") if over else None
    return SummaryRow("Last safe day", said, tag=tag, missing="None given")
