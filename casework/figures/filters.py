"""What a page of figures is about: a scope, narrowed by answers in the address."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q

from casework.figures.periods import PERIODS, Span
from casework.figures.scope import Scope
from casework.forms.figures import FigureFilter
from casework.models import CaseQuerySet
from casework.moment import now
from casework.navigation import Chip, FilterPanel
from casework.schemes import all_schemes


@dataclass(frozen=True)
class Wanted:
    """What one page of figures is about: the scope narrowed by the filters."""

    scope: Scope
    form: FigureFilter
    answers: dict[str, str]
    at: dt.datetime
    span: Span
    blind: frozenset[int]

    @classmethod
    def of(cls, scope: Scope, data: Any) -> Wanted:
        """What ``data``, the query of an address, asks of ``scope``."""
        form = FigureFilter(data)
        answers, at = form.wanted, now()
        blind = {pk for one in all_schemes() for pk in one.reading_blind(scope.user)}
        span = PERIODS[answers.get("period", "")][1](at)
        return cls(scope, form, answers, at, span, frozenset(blind))

    @property
    def period(self) -> str:
        """The period in words, with its days."""
        return f"{PERIODS[self.answers.get('period', '')][0]}: {self.span.said}"

    def cases(self) -> CaseQuerySet:
        """The cases that the filters fit, whatever the period.

        Without those whose outcome the person must not know while reading them blind.
        """
        fits = Q()
        for name in ("scheme", "route", "outcome"):
            if name in self.answers:
                fits &= Q((name, self.answers[name]))
        return self.scope.cases().filter(fits).exclude(pk__in=self.blind)

    @property
    def schemes(self) -> list[str]:
        """The schemes in question."""
        one = self.answers.get("scheme")
        return [one] if one else [scheme.key for scheme in all_schemes()]

    def panel(self, address: str) -> FilterPanel:
        """The filters with what is in force."""
        chips = [
            Chip(self._said(name), _address(address, self.answers, without=name))
            for name in self.answers
        ]
        return FilterPanel(self.form, chips, address if chips else "", open=False)

    def _said(self, name: str) -> str:
        field: Any = self.form.fields[name]
        return f"{field.label}: {dict(field.choices)[self.answers[name]]}"


def _address(path: str, answers: dict[str, str], *, without: str) -> str:
    kept = {name: value for name, value in answers.items() if name != without}
    return f"{path}?{urlencode(kept)}" if kept else path
