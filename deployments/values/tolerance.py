"""What "around" and "about" mean when a computation needs days or a number."""

from __future__ import annotations

import re

import attrs

from deployments.errors import InvalidValueError
from deployments.patterns import lazy_pattern
from deployments.values.calendar import add_months
from deployments.values.edtf import Precision, Run

_UNITS = {"day": "day", "month": "month", "year": "year", "%": "quantity"}
_PART = lazy_pattern(r"(stale )?([0-9]{1,4}) ?(day|month|year|%)s?")
_HINT = 'write "7 days, 1 month, 1 year, 10 %, stale 18 months", or only what differs from that'


def _check_whole(instance: Tolerance, attribute: attrs.Attribute[int], value: object) -> None:  # noqa: ARG001
    if type(value) is not int or not 0 <= value <= 9999:
        raise InvalidValueError(f"the tolerance of a {attribute.name} is a whole number, 0 to 9999", value, _HINT)


@attrs.frozen
class Tolerance:
    """What "around" means: days for a day, months for a month, years for a year, per cent for a number.

    `stale` is a number of calendar months: so long a figure is carried, and a silence counts as staying.

    There is no standard for it; it is a setting of the reader's, printed with every answer that used it.
    `str()` writes all parts and parses to an equal value. Raises `InvalidValueError` for anything
    that is not a whole number from 0 to 9999.

    >>> str(Tolerance(day=14))
    '14 days, 1 month, 1 year, 10 %, stale 18 months'
    """

    day: int = attrs.field(default=7, validator=_check_whole)
    month: int = attrs.field(default=1, validator=_check_whole)
    year: int = attrs.field(default=1, validator=_check_whole)
    quantity: int = attrs.field(default=10, validator=_check_whole)
    stale: int = attrs.field(default=18, validator=_check_whole)

    @classmethod
    def parse(cls, text: str) -> Tolerance:
        """Parse `"14 days, 5 %"`; what is not named is as by default. Raises `InvalidValueError`.

        >>> Tolerance.parse("14 days, 5 %")
        Tolerance(day=14, month=1, year=1, quantity=5, stale=18)
        """
        parts = text.split(",") if isinstance(text, str) and len(text) < 100 else []
        matches = [_PART.fullmatch(part.strip(" ")) for part in parts]
        found = dict(_part(match) for match in matches if match)
        if not found or len(found) < len(parts) or not {*found} <= {*_UNITS.values(), "stale"}:
            raise InvalidValueError("not a tolerance", text, _HINT)
        return cls(**found)

    def __str__(self) -> str:
        days, months, years = _counted(self.day, "day"), _counted(self.month, "month"), _counted(self.year, "year")
        return f"{days}, {months}, {years}, {self.quantity} %, stale {_counted(self.stale, 'month')}"

    def is_stale(self, since: float, day: float) -> bool:
        """Tell whether a day is more than `stale` after another.

        >>> from deployments.values.calendar import day_number
        >>> Tolerance().is_stale(day_number(2024, 5, 1), day_number(2025, 11, 1))
        False
        """
        return day > self.fresh_until(since)

    def fresh_until(self, since: float) -> float:
        """Return the last day that is not more than `stale` after another."""
        return _shift(since, self.stale)

    def widen(self, run: Run, precision: Precision) -> Run:
        """Return a run of days widened on both sides, as "around" a date of that precision means it.

        A month is shifted as a whole: around June 2023 begins on 1 May and ends on 31 July.

        >>> from deployments.values.calendar import civil, day_number
        >>> june = day_number(2023, 6, 1), day_number(2023, 6, 30)
        >>> [civil(day) for day in Tolerance().widen(june, Precision.MONTH)]
        [(2023, 5, 1), (2023, 7, 31)]
        """
        first, last = run
        if precision is Precision.DAY:
            return first - self.day, last + self.day
        months = 12 * self.year if precision is Precision.YEAR else self.month
        return _shift(first, -months), _shift(last + 1, months) - 1


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"


def _part(match: re.Match[str]) -> tuple[str, int]:
    """Return the name and the number of one part; the name of what is none is empty."""
    stale, number, unit = match[1], int(match[2]), match[3]
    if stale:
        return ("stale", number * 12 if unit == "year" else number) if unit in ("month", "year") else ("", 0)
    return _UNITS[unit], number


def _shift(day: float, months: int) -> float:
    return add_months(day, months) if isinstance(day, int) else day
