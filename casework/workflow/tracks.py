"""What moves by rows of its own beside a case: a meeting, an action, a request.

The rows are written, guarded and made like those of a case, through ``perform()``. Such
a thing is a ``TrackModel``: it has a state, a version and the steps that it took, and
most belong to a case. The case is the lock, and nobody sees the thing who may not see
the case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.policy import Capability
from casework.workflow.moves import WorkflowModel

if TYPE_CHECKING:
    from accounts.models import User
    from casework.models import Case
    from casework.notify import Notice

ThingRule = Callable[["User", Any], str]


def _of_the_unit(user: User) -> Q:
    return Q(unit_id=user.unit_id)


@dataclass(frozen=True)
class Track:
    """One kind of thing: its table, and what the scheme's policy adds for it.

    ``case_of`` gives the case that it belongs to, or None; a thing without a case is
    visible by ``visible`` and has a unit. ``cases`` are the cases that its moves touch.
    """

    key: str
    label: str
    model: Any
    states: type[models.TextChoices]
    ends: frozenset[str]
    case_of: Callable[[Any], Case | None] = lambda thing: thing.case
    cases: Callable[[Any], Iterable[int]] = lambda thing: (thing.case_id,)
    visible: Callable[[User], Q] = _of_the_unit
    rules: Mapping[Capability, Sequence[ThingRule]] = field(default_factory=dict)
    notices: Mapping[str, Sequence[Notice]] = field(default_factory=dict)

    def event(self, move: str) -> str:
        """The row of settings for what a move tells."""
        return f"{self.key}.{move}"

    def stage_label(self, state: str) -> str:
        """The state in the words of the screen."""
        return str(self.states(state).label)


class TrackModel(WorkflowModel):
    """A thing that moves by its rows alone; its steps are kept by its ``steps``."""

    version = models.PositiveIntegerField(default=1)
    state_entered_at = models.DateTimeField()

    class Meta:
        abstract = True


class Step(models.Model):
    """One step of a thing: from where to where, by whom and why. Never changed."""

    move = models.CharField(max_length=60)
    from_state = models.CharField(max_length=30)
    to_state = models.CharField(max_length=30)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty: it happened by itself.",
    )
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ("at", "id")
