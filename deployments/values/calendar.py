"""The proleptic Gregorian calendar on day numbers, for every year, and day numbers as text and as dates.

A day number counts days as `datetime.date.toordinal` does: 1 is 0001-01-01. Years are astronomical, as in
ISO 8601: year 0 is 1 BC, year -43 is 44 BC. Python's own dates end at the years 1 and 9999; these do not.
"""

from __future__ import annotations

import enum
from math import inf
from typing import TYPE_CHECKING, Self, overload

if TYPE_CHECKING:
    import pendulum

#: The number of days after which the Gregorian calendar repeats itself: those of 400 years.
PERIOD = 146_097

#: The day number of 1970-01-01, from which Arrow and numpy count.
UNIX_EPOCH = 719_163

#: The day numbers that `datetime.date` and `pendulum.Date` can hold, both inclusive.
FIRST_DATE = 1
LAST_DATE = 3_652_059

_MONTH_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Edge(enum.StrEnum):
    """Why an interval or a date has no first or no last day.

    `OPEN` (`..`) goes on without end; `UNKNOWN` (empty) ends on a day that nobody knows; `BEYOND` is
    a known day outside the years 1 to 9999, which `pendulum.Date` cannot hold.

    >>> Edge("open")
    <Edge.OPEN: 'open'>
    """

    OPEN = "open"
    UNKNOWN = "unknown"
    BEYOND = "beyond"

    # As texts they would come after every day that is written as one.

    def _refuse_order(self, _other: object) -> bool:
        raise TypeError(
            "what is no day comes neither before nor after another: ask for `earliest_day`, which can be None"
        )

    __lt__ = __le__ = __gt__ = __ge__ = _refuse_order

    def __str__(self) -> str:
        return self.value


def is_leap(year: int) -> bool:
    """Tell whether the year has a 29 February.

    >>> is_leap(2000), is_leap(1900), is_leap(0)
    (True, False, True)
    """
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """Return the number of days of a month (1 to 12).

    >>> month_length(2024, 2)
    29
    """
    return 29 if month == 2 and is_leap(year) else _MONTH_LENGTHS[month]


def day_number(year: int, month: int, day: int) -> int:
    """Return the number of a day; a month past 12 runs on into the next years.

    >>> day_number(1, 1, 1), day_number(2023, 6, 21)
    (1, 738692)
    >>> day_number(2022, 14, 1) == day_number(2023, 2, 1)
    True
    """
    # Years from March to February put the leap day last (days-from-civil, Howard Hinnant, 2013).
    months = year * 12 + month - 3
    march_year, march_month = divmod(months, 12)
    days = march_year * 365 + march_year // 4 - march_year // 100 + march_year // 400
    return days + (153 * march_month + 2) // 5 + day - 306


def civil(number: int) -> tuple[int, int, int]:
    """Return the year, month and day of a day number.

    >>> civil(738692)
    (2023, 6, 21)
    """
    days = number + 305
    cycles, days = divmod(days, PERIOD)
    year = (days - days // 1460 + days // 36_524 - days // 146_096) // 365
    days -= 365 * year + year // 4 - year // 100
    march_month = (5 * days + 2) // 153
    day = days - (153 * march_month + 2) // 5 + 1
    month = march_month + 3 if march_month < 10 else march_month - 9
    return cycles * 400 + year + (month <= 2), month, day


def add_months(number: int, months: int) -> int:
    """Return the same day of the month so many months on, or the last day of a shorter month.

    >>> civil(add_months(day_number(2022, 4, 14), 6))
    (2022, 10, 14)
    >>> civil(add_months(day_number(2023, 3, 31), -1))
    (2023, 2, 28)
    """
    year, month, day = civil(number)
    year, month = divmod(year * 12 + month - 1 + months, 12)
    return day_number(year, month + 1, min(day, month_length(year, month + 1)))


def iso(day: float) -> str:
    """Return a day number as ISO 8601 writes it, `..` where it is infinite.

    >>> iso(738692), iso(day_number(-43, 3, 15)), iso(float("inf"))
    ('2023-06-21', '-0043-03-15', '..')
    """
    if day in (inf, -inf):
        return ".."
    year, month, number = civil(int(day))
    return f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{number:02}"


def calendar_date(day: float, infinite: Edge = Edge.UNKNOWN) -> pendulum.Date | Edge:
    """Return the date of a day number; `Edge.BEYOND` outside the years 1 to 9999, `infinite` where it is infinite.

    >>> calendar_date(738692), calendar_date(float("inf")), calendar_date(0)
    (Date(2023, 6, 21), <Edge.UNKNOWN: 'unknown'>, <Edge.BEYOND: 'beyond'>)
    """
    if day in (inf, -inf):
        return infinite
    if not FIRST_DATE <= day <= LAST_DATE:
        return Edge.BEYOND
    import pendulum  # noqa: PLC0415 - heavy, and only needed by whoever asks for a date

    return pendulum.Date.fromordinal(int(day))


def day_text(day: float) -> str:
    """Return a day number as a short line has it: "unknown" where it is infinite.

    >>> day_text(738692), day_text(-inf)
    ('2023-06-21', 'unknown')
    """
    return str(Edge.UNKNOWN) if abs(day) == inf else iso(day)


class DayOrNone:
    """A property that gives the day that another one gives, by its name, and None where that gives an `Edge`.

    Every date of the public face that can be no day has one beside it: `earliest_day` beside `earliest`.

    >>> class Stay:
    ...     last = Edge.OPEN
    ...     last_day = DayOrNone("last")
    >>> Stay().last_day is None
    True
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self.__doc__ = f"The day of `{name}`; None where that is no day."

    @overload
    def __get__(self, owner: None, kind: type) -> Self: ...

    @overload
    def __get__(self, owner: object, kind: type | None = None) -> pendulum.Date | None: ...

    def __get__(self, owner: object, kind: type | None = None) -> pendulum.Date | Self | None:
        if owner is None:
            return self
        found = getattr(owner, self._name)
        found = calendar_date(found) if isinstance(found, int | float) else found
        return None if isinstance(found, Edge) else found
