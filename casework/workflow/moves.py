"""What a workflow file is written in: ``move``, ``guard`` and ``WorkflowModel``.

A row reads: from, to, who, only when. It wraps a transition of django-fsm-2, which
checks neither permission nor that it is called at the right place; ``perform()`` does,
and a move called anywhere else raises (style note 7.1, F1).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.dispatch import receiver
from django_fsm import ConcurrentTransitionMixin, transition
from django_fsm.signals import pre_transition

from casework.policy import Capability

Condition = Callable[[Any], bool]
Effect = Callable[..., None]
Body = TypeVar("Body", bound=Callable[..., None])

# Docstrings of moves end with it, for those who check the table: (T3k).
_ROW_OF_THE_DOMAIN = re.compile(r"\s*\([A-Z]\d+\w*\)")
_performing: ContextVar[bool] = ContextVar("performing", default=False)


class MoveOutsidePerform(RuntimeError):  # noqa: N818  named after what happened
    """A move was called directly; only ``perform()`` may."""


@dataclass(frozen=True)
class Guard:
    """A fact that must be true, and the sentence shown while it is not.

    ``page`` names the page of the case on which the fact is recorded, and ``form`` the
    scheme's form for it (``Scheme.forms``), for whoever may fill it in now. One that
    ``hides`` makes the move no option at all while it is unmet (the other route).
    """

    name: str
    sentence: str
    page: str
    holds: Condition
    hides: bool = False
    form: str = ""

    def __call__(self, case: Any) -> bool:
        """django-fsm asks the same question."""
        return self.holds(case)


def guard(
    sentence: str, *, page: str = "", form: str = "", hides: bool = False
) -> Callable[[Condition], Guard]:
    """Makes a predicate of the case a guard, with the officer's sentence."""

    def make(fact: Condition) -> Guard:
        return Guard(fact.__name__, sentence, page, fact, hides, form)

    return make


@dataclass(frozen=True)
class Row:
    """One row of the table: a move out of one stage."""

    name: str
    source: str
    to: str
    by: Capability
    when: tuple[Guard, ...]
    then: tuple[Effect, ...]
    explanation: str

    @property
    def label(self) -> str:
        """The move as the words on its button."""
        return self.name.replace("_", " ").capitalize()

    @property
    def in_words(self) -> str:
        """The explanation without the number of its row, which helps no officer."""
        return _ROW_OF_THE_DOMAIN.sub("", self.explanation)


def move(
    source: str | Sequence[str],
    *,
    to: str,
    by: Capability,
    when: Sequence[Guard] = (),
    then: Sequence[Effect] = (),
) -> Callable[[Body], Body]:
    """Declares a row. ``then`` are writes of the scheme's own tables that belong to it.

    They are called inside ``perform()`` after the move, before the case is saved, as
    ``effect(case, by=user, **inputs)``.
    """
    sources = [source] if isinstance(source, str) else list(source)
    made: Callable[[Body], Body] = transition(
        field="state",
        source=sources,
        target=to,
        conditions=list(when),
        custom={"by": by, "when": tuple(when), "then": tuple(then)},
    )
    return made


class WorkflowModel(ConcurrentTransitionMixin, models.Model):
    """A scheme's case whose ``state`` moves by its rows alone.

    ``STATES`` are the stages of the scheme; a row that it shares with others leaves
    from those of its stages that are among them.
    """

    STATES: ClassVar[type[models.TextChoices]]

    class Meta:
        abstract = True

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Not for protected states: the library's own leaves protection off after an
        error, for the whole process (style note 7.1, F7).
        """
        fields = [f for f in self._meta.concrete_fields if getattr(f, "protected", 0)]
        try:
            super().refresh_from_db(*args, **kwargs)
        finally:
            for field in fields:
                field.protected = True  # type: ignore[attr-defined]

    @classmethod
    def rows(cls) -> list[Row]:
        """The table, in the order of the file and then of the stages."""
        state: Any = cls._meta.get_field("state")
        found = [
            Row(
                name=found.name,
                source=str(found.source),
                to=str(found.target),
                by=found.custom["by"],
                when=found.custom["when"],
                then=found.custom["then"],
                explanation=" ".join((found.method.__doc__ or "").split()),
            )
            for found in state.get_all_transitions(cls)
            if str(found.source) in cls.STATES.values
        ]
        order = list(cls.__dict__) + [n for b in cls.__mro__ for n in b.__dict__]
        states = list(cls.STATES.values)
        return sorted(
            found, key=lambda row: (order.index(row.name), states.index(row.source))
        )

    @classmethod
    def rows_from(cls, stage: str) -> list[Row]:
        """The moves that leave ``stage``."""
        return [row for row in cls.rows() if row.source == stage]


@contextmanager
def performing() -> Iterator[None]:
    """Opens the door for ``perform()``; nothing else uses it."""
    token = _performing.set(True)
    try:
        yield
    finally:
        _performing.reset(token)


@receiver(pre_transition)
def refuse_outside_perform(sender: type, name: str, **_kwargs: Any) -> None:
    """The one signal receiver: proof at run time that the door is the only one."""
    if issubclass(sender, WorkflowModel) and not _performing.get():
        raise MoveOutsidePerform(f"{name} was called outside perform().")
