"""What the figures ask of PostgreSQL beyond the ORM's own words."""

from __future__ import annotations

from typing import Any

from django.db.models import Aggregate, DateField, FloatField, Func, IntegerField


class Percentile(Aggregate):
    """``percentile_cont``: the value below which ``share`` of the rows lie."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()

    def __init__(self, expression: Any, share: float, **extra: Any) -> None:
        super().__init__(expression, share=share, **extra)


class DaysBetween(Func):
    """Elapsed days of 24 hours from one instant to another, with fractions."""

    template = "(EXTRACT(EPOCH FROM %(expressions)s) / 86400.0)::float8"
    arg_joiner = " - "
    output_field = FloatField()

    def __init__(self, start: Any, end: Any) -> None:
        super().__init__(end, start)


class LondonDate(Func):
    """The London date of an instant."""

    template = "(%(expressions)s AT TIME ZONE 'Europe/London')::date"
    output_field = DateField()


class LondonDays(Func):
    """Calendar days in London from one instant to another: the same day is 0."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = IntegerField()

    def __init__(self, start: Any, end: Any) -> None:
        super().__init__(LondonDate(end), LondonDate(start))
