"""A third scheme: its table of moves, and what it hands over.

It takes shared moves by their names and has two of its own.
"""

from __future__ import annotations

from dataclasses import replace

from django.db import models

from accounts.roles import Role
from casework.clock import LimitUnit
from casework.clocks import Clock
from casework.policy import Capability as May
from casework.schemes import Defaults, Scheme
from casework.workflow.moves import move
from disclosure import endings
from disclosure import facts as fact
from disclosure import shared_moves as shared
from disclosure.scheme import CLARES_LAW, MANIFEST
from disclosure.stages import End, Stage


class S(models.TextChoices):
    """Three stages and the way back."""

    RECEIVED = Stage.RECEIVED, "Asked"
    RESEARCH = Stage.RESEARCH, "Looked at"
    CLOSED = Stage.CLOSED, "Over"


class Outcome(models.TextChoices):
    """How it ends."""

    ANSWERED = "answered", "Answered"
    WITHDRAWN = End.WITHDRAWN, "Withdrawn"
    DUPLICATE = End.DUPLICATE, "Asked twice"


class ToyCase(shared.DisclosureWorkflow):
    """Two moves of its own, three that every scheme has."""

    STATES = S

    class Meta:
        app_label = "toy"
        managed = False

    @move(S.RECEIVED, to=S.RESEARCH, by=May.TAKE_IN, when=[fact.right_to_ask])
    def look_at_it(self) -> None:
        """Somebody looks at it."""

    close_without_progressing = shared.close_without_progressing

    @move(S.RESEARCH, to=S.CLOSED, by=May.CLOSE)
    def answer_it(self) -> None:
        """It is answered."""
        endings.close(self, "", Outcome.ANSWERED)

    withdraw_and_close = shared.withdraw_and_close
    reopen_case = shared.reopen_case


TOY = Scheme(
    key="toy",
    label="Toy",
    prefix="TY",
    model=ToyCase,
    states=S,
    tones={S.RECEIVED: "blue", S.RESEARCH: "purple", S.CLOSED: "grey"},
    routes=CLARES_LAW.routes,
    outcomes=Outcome,
    clocks=(
        Clock("overall", "Answer", 9, LimitUnit.CALENDAR_DAYS, "A test"),
        Clock(
            "look",
            "Look",
            3,
            LimitUnit.CALENDAR_DAYS,
            "A test",
            stages=frozenset({S.RECEIVED.value, S.RESEARCH.value}),
        ),
    ),
    roles={may: frozenset({Role.SUPERVISOR}) for may in May},
    rules={},
    notices={},
    intake_stages=frozenset({S.RECEIVED}),
    delivery_stages=frozenset(),
    main_line=dict.fromkeys(CLARES_LAW.routes, (S.RECEIVED, S.RESEARCH, S.CLOSED)),
    guidance_version="test",
    forms=CLARES_LAW.forms,
    defaults=Defaults(),
)
TOY_MANIFEST = replace(MANIFEST, key="toy")
