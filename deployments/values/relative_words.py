"""What words mean that depend on the day of who says them: "next spring", "the end of the year". Hints, never accepted.

>>> relative_hint("end of the year", "2019-06-10")
'said on 2019-06-10: write "late 2019"'
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from deployments.errors import DateError
from deployments.patterns import lazy_pattern
from deployments.values.calendar import iso
from deployments.values.date_words import when_hint
from deployments.values.dates import UncertainDate

_RELATIVE = lazy_pattern(
    r"(?P<before>(?:by |before |after |until |since |from |around |in )?(?:the )?"
    r"(?:(?:early|mid|late|start|beginning|middle|end)(?: in| of)? ?)?)(?P<which>the|this|next|last) "
    r"(?P<unit>year|month|week|spring|summer|autumn|fall|winter)|(?P<day>today|yesterday|tomorrow)",
    re.IGNORECASE,
)
_STEPS = {"next": 1, "last": -1}
_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}


def relative_hint(text: str, published: object = None, in_words: Callable[[str], str] = when_hint) -> str:
    """Return what to write for words that depend on the day of their source; an empty text for others.

    Without a day of publication, or where that day leaves it open, it says to write what is meant. `in_words` gives
    the hint for a date in words, as the claim has it whose date it is.

    >>> relative_hint("yesterday", "2019-06-10"), relative_hint("June 2019", "2019-06-10")
    ('said on 2019-06-10: write "2019-06-09"', '')
    """
    match = _RELATIVE.fullmatch(" ".join(text.split())) if len(text) < 80 else None
    if match is None:
        return ""
    said = _day(published)
    meant = "" if said is None else _absolute(match, said, in_words)
    if said is None or not meant:
        return "it depends on the day of the source: write the day, the month or the year that is meant"
    return f"said on {said}: {meant}"


def _day(published: object) -> datetime.date | None:
    """Return the one day on which something was published, if that is known."""
    try:
        first, last = UncertainDate.of(published).hull  # type: ignore[arg-type]  # it raises for what is none
        day = datetime.date.fromisoformat(iso(first)) if first == last else None
        return day if day is not None and 1 < day.year < 9000 else None  # and what is near to it is a day, too
    except (DateError, ValueError, OverflowError):
        return None


def _absolute(match: re.Match[str], said: datetime.date, in_words: Callable[[str], str]) -> str:
    if match["day"]:
        return f'write "{said + datetime.timedelta(days=_DAYS[match["day"].lower()])}"'
    before, which, unit = match["before"], match["which"].lower(), match["unit"].lower()
    step = _STEPS.get(which, 0)
    if unit == "week":
        monday = said + datetime.timedelta(days=7 * step - said.weekday())
        sunday = monday + datetime.timedelta(days=6)
        return f'write "[{monday}..{sunday}]"' if not before.strip() else ""
    if unit == "month":
        months = said.year * 12 + said.month - 1 + step
        month = f"{months // 12:04}-{months % 12 + 1:02}"
        return in_words(f"{before}{month}") if before.strip() else f'write "{month}"'
    if unit == "year":
        year = f"{said.year + step:04}"
        return in_words(f"{before}{year}") if before.strip() else f'write "{year}"'
    # In April, "next spring" is of the next year; in January, it can be of either. A winter has two years.
    return _season(before, unit, step, said, in_words) if unit in _FIRST_MONTH else ""


_FIRST_MONTH = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}


def _season(before: str, unit: str, step: int, said: datetime.date, in_words: Callable[[str], str]) -> str:
    """Return the season before or after a day, if only one can be meant."""
    first = _FIRST_MONTH[unit]
    if step == 0:
        return in_words(f"{before}{unit} {said.year}")
    if step > 0 and said.month >= first:
        return in_words(f"{before}{unit} {said.year + 1}")
    if step < 0 and said.month < first:
        return in_words(f"{before}{unit} {said.year - 1}")
    return ""
