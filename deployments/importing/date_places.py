"""Places of a table that take one day, and what to write there for a date that they do not take."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from deployments.importing.open_dates import open_date, open_start
from deployments.values.calendar import iso
from deployments.values.date_words import date_hint, joined, one_day_of, readings, reads
from deployments.values.dates import UncertainDate

#: Where both ends of a stay stand.
_OWN_COLUMNS = "a start and an end stand in columns of their own"


@attrs.frozen
class DatePlace:
    """A place that takes one day, though it may not be known which.

    `takes_open`: also a day that is so early or so late that nobody knows how much, as a milestone can be.
    `takes_period`: also all days from one to another, of which the mapping says which it means.
    `has_at`: the mapping can say `at`, by which it takes a period.
    """

    takes_open: bool = False
    takes_period: bool = False
    has_at: bool = False

    def takes(self, date: UncertainDate) -> bool:
        """Tell whether a date can stand there.

        >>> MILESTONE.takes(UncertainDate("[..2021]")), DAY.takes(UncertainDate("[..2021]"))
        (True, False)
        """
        if date.is_interval:
            return self.takes_period and not is_open(date) and not set(date.text) & set("X~?%")
        return self.takes_open or not is_open(date)

    def hint(self, date: UncertainDate) -> str:
        """Return what to write for a date that cannot stand there; empty if nobody can tell.

        >>> DAY.hint(UncertainDate("2019/..")), DAY.hint(UncertainDate("[..2022-12-31]"))
        ('write "2019" if it is in 2019, or [2019-01-01..] with the last day that it can be behind the dots',
         'write [..2022-12-31] with the first day that it can be before the dots')
        >>> MILESTONE.hint(UncertainDate("2019/.."))
        'write "[2019..]" if it is in 2019 or later'
        >>> DAY_OF_FIGURE.hint(UncertainDate("2024-03/2024-04"))
        'write "[2024-03..2024-04]" if it is one day of these, or at = "throughout" in day of the mapping if it is all'
        >>> DAY_OF_PERIOD.hint(UncertainDate("202X/2023")), DAY_OF_PERIOD.hint(UncertainDate("2019/.."))
        ('mend it, or leave at and on out of day in the mapping',
         'write "2019" if it is of 2019, or 2019/.. with the last day that it is of in place of the dots')
        """
        if is_open(date):
            near = open_date(date.text)
            return self.open_hint(near, near, is_start=bool(open_start(date.text))) if reads(near) else ""
        if self.takes_period:
            return "mend it, or leave at and on out of day in the mapping"
        if not (one := one_day_of(date.text)):
            return ""
        has_at = self.has_at and DAY_OF_PERIOD.takes(date)
        at = ', or at = "throughout" in day of the mapping if it is all' if has_at else ""
        return f'write "{one}" if it is one day of these{at}'

    def open_hint(self, written: str, near: str, *, is_start: bool) -> str:
        """Return what to write for a date with an open end: `near` is the other one in EDTF, as the table has it."""
        if self.takes_open:
            since, until = f'"[{near}..]" if it is {_in(near)} or later', f'"[..{near}]" if it is by {near}'
            return f"write {since if is_start else until}"
        end = "last" if is_start else "first"
        if self.takes_period:
            alone = f'"{written}" if it is of {written}, or '
            dots = f"{near}/.." if is_start else f"../{near}"
            return f"write {alone}{dots} with the {end} day that it is of in place of the dots"
        alone = "" if _is_day(near) else f'"{written}" if it is in {written}, or '
        first, last = map(iso, map(int, UncertainDate.parse(near).hull))
        dots, side = (f"[{first}..]", "behind") if is_start else (f"[..{last}]", "before")
        return f"write {alone}{dots} with the {end} day that it can be {side} the dots"

    def beside_columns(self, hint: str) -> str:
        """Return a hint for a period or an open date, and that the two ends of a stay stand in two columns.

        >>> MILESTONE.beside_columns('write "[2019..]"')
        'write "[2019..]"; a start and an end stand in columns of their own'
        """
        return "; ".join([hint, _OWN_COLUMNS] if hint and self.takes_open else [hint or _OWN_COLUMNS])

    def words_hint(self, text: str, accepts: Callable[[str], bool]) -> str:
        """Return what to write for a date in words, of which each is accepted; empty if nobody can tell.

        >>> MILESTONE.words_hint("since 2019", reads)
        'write "2019" if it is in 2019, or "[2019..]" if it is in 2019 or later'
        """
        found: dict[str, str] = {}
        refused: dict[str, None] = {}
        for date, when, only in (each for each in readings(text) if each.date and reads(each.date)):
            meant = UncertainDate.parse(date)
            if self.takes_period and only == "for one day of it":
                continue  # which would be taken for all of them
            if self.takes(meant) and accepts(date):
                found[date] = only
            elif not is_open(meant) and (one := _accepted_days(date, accepts)):
                found.setdefault(one, only.replace("all", "one day"))
            elif not self.takes(meant):
                is_then = self.takes_open and when != date and reads(when)
                then = f'write "{when}" if it is {_in(when)}, or ' if is_then else ""
                refused[then + self.hint(meant).removeprefix("write " if then else "")] = None
        if not found and not refused:
            return date_hint(text) if not readings(text) else ""
        return "; or ".join([*([joined(found)] if found else []), *refused])


#: The first or the last day of a stay or a mandate; a day with nothing beside it in the mapping; that of a figure,
#: where the mapping does not say which day of a period is meant, and where it does.
MILESTONE, DAY = DatePlace(takes_open=True), DatePlace()
DAY_OF_FIGURE, DAY_OF_PERIOD = DatePlace(has_at=True), DatePlace(takes_period=True, has_at=True)


def is_open(date: UncertainDate) -> bool:
    """Tell whether a date is so early, or so late, that nobody knows how much.

    >>> is_open(UncertainDate("[..2021]")), is_open(UncertainDate("2021"))
    (True, False)
    """
    return float("inf") in map(abs, date.hull)


def days_of(date: UncertainDate) -> str:
    """Return the first and the last day that a date can be, as one that is not known; empty where it has no end.

    >>> days_of(UncertainDate("2022-24")), days_of(UncertainDate("2022-06-13"))
    ('[2022-12-01..2023-02-28]', '2022-06-13')
    """
    if is_open(date):
        return ""
    first, last = (iso(int(end)) for end in date.hull)
    return first if first == last else f"[{first}..{last}]"


def _accepted_days(date: str, accepts: Callable[[str], bool]) -> str:
    """Return how one unknown day of a date is written so that it is accepted; empty if there is no way."""
    ways = (one_day_of(date) if "/" in date else "", days_of(UncertainDate.parse(date)))
    return next((each for each in ways if each and accepts(each)), "")


def _is_day(text: str) -> bool:
    first, last = UncertainDate.parse(text).hull
    return first == last


def _in(text: str) -> str:
    return f"{'on' if _is_day(text) else 'in'} {text}"
