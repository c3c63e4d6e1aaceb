"""The form of a move: what the scheme asks, taken once and from a fresh page."""

from __future__ import annotations

from typing import Any

from casework.forms.once import OnceForm
from casework.schemes import Scheme


class ConfirmForm(OnceForm):
    """A move that asks for nothing but the confirmation."""

    def __init__(self, *args: Any, case: Any, **kwargs: Any) -> None:
        self.case = case
        super().__init__(*args, **kwargs)


def move_form_of(scheme: Scheme, move: str) -> type[OnceForm]:
    """The form class of ``move``: the scheme's own questions with token and version.

    Takes ``case=``; a move without questions gets a ConfirmForm.
    """
    asked = scheme.move_forms.get(move)
    if asked is None:
        return ConfirmForm
    return type(f"Once{asked.__name__}", (asked, OnceForm), {})
