"""Which year of which scheme a return is of."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from casework.clock import local_date
from casework.figures.periods import financial_year
from casework.forms.once import OnceForm
from casework.moment import now
from casework.schemes import all_schemes

YEARS_BACK = 6


class ReturnForm(OnceForm):
    """A scheme and a year: financial years first, calendar years for freedom of
    information requests after them.
    """

    scheme = forms.ChoiceField()
    year = forms.ChoiceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schemes = [(one.key, one.label) for one in all_schemes()]
        self.fields["scheme"].choices = schemes  # type: ignore[attr-defined]  # a choice
        self.fields["year"].choices = _years()  # type: ignore[attr-defined]  # a choice

    @property
    def first(self) -> dt.date:
        """The first day of the year that was chosen."""
        return dt.date.fromisoformat(self.cleaned_data["year"])


def _years() -> list[tuple[str, str]]:
    today = local_date(now())
    april = financial_year(today)
    financial = [april.replace(year=april.year - n) for n in range(YEARS_BACK)]
    calendar = [dt.date(today.year - n, 1, 1) for n in range(YEARS_BACK)]
    return [
        *(
            (day.isoformat(), f"April {day.year} to March {day.year + 1}")
            for day in (financial)
        ),
        *((day.isoformat(), f"Calendar year {day.year}") for day in calendar),
    ]
