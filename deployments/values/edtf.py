"""EDTF, levels 0, 1 and 2: the grammar from text to a tree of expressions and back, and the days of each expression.

Follows the Extended Date/Time Format specification of the Library of Congress, 4 February 2019
(https://www.loc.gov/standards/datetime/), a profile of ISO 8601-1 and ISO 8601-2:2019. Where the
specification is silent, `docs/dates.md` says what is done here.

The days of an expression are *runs*: ascending pairs of day numbers, first and last inclusive. Open and unknown ends
are infinite in them, and told apart by `Edge` in the tree.
"""

from __future__ import annotations

import datetime
import enum
import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import inf

import attrs

from deployments.errors import DateError
from deployments.patterns import lazy_pattern
from deployments.values.calendar import Edge, civil, day_number, is_leap, month_length
from deployments.values.seasons import season_hint

#: The first and the last day number of a run, both inclusive; infinite where an end is open.
Run = tuple[float, float]

#: The run of all days.
ALWAYS: Run = (-inf, inf)

#: The longest text, in characters, that is parsed: no source writes a longer date.
MAX_EDTF_LENGTH = 4096
#: The most digits of a year: ten times what the age of the universe needs.
MAX_YEAR_DIGITS = 100
#: The most runs of days of a set: as many as one date can have, `XXXX-XX-X1`.
_MAX_SET_RUNS = 500_000

_Q = "([?~%]?)"
_CALENDAR = lazy_pattern(rf"{_Q}(-?[0-9X]{{4}}){_Q}(?:-{_Q}([0-9X]{{2}}){_Q}(?:-{_Q}([0-9X]{{2}}){_Q})?)?")
_YEAR = lazy_pattern(rf"{_Q}((?:-?[0-9]{{4}}|Y(-?[1-9][0-9]*)(?:E([1-9][0-9]*))?))(?:S([1-9][0-9]*))?{_Q}", re.ASCII)
_TIME = lazy_pattern(
    r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"(?:Z|\+(?:0[0-9]|1[0-4])(?::[0-5][0-9])?|-(?!00(?::00)?$)(?:0[0-9]|1[0-2])(?::[0-5][0-9])?)?"
)

_WRITE = 'write it as EDTF: "2023-06-21", "2023-06", or "2023-06-21~" for "around"'


class Precision(enum.StrEnum):
    """The unit that a date counts in; a season is any part of a year of three, four or six months.

    >>> Precision("month")
    <Precision.MONTH: 'month'>
    """

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"


def _masked(mask: str, values: Iterable[int]) -> tuple[int, ...]:
    return tuple(v for v in values if all(m in ("X", d) for m, d in zip(mask, f"{v:02}", strict=True)))


@functools.cache  # a month and a day have 121 masks each
def _months_of(mask: str) -> tuple[int, ...]:
    """Return the months that two digits, some of them `X`, can be."""
    return _masked(mask, range(1, 13))


@functools.cache
def _days_of(mask: str) -> tuple[int, ...]:
    """Return the days of a month that two digits, some of them `X`, can be."""
    return _masked(mask, range(1, 32))


#: The sub-year groupings: the month in which each begins and its length in months. Seasons are the
#: meteorological ones, 21-24 as in the north; a winter (or southern summer) runs into the next year.
_SEASONS = {
    **{21 + i: (3 * (i % 4) + 3, 3) for i in range(8)},
    29: (9, 3),
    30: (12, 3),
    31: (3, 3),
    32: (6, 3),
    **{33 + i: (3 * i + 1, 3) for i in range(4)},
    **{37 + i: (4 * i + 1, 4) for i in range(3)},
    **{40 + i: (6 * i + 1, 6) for i in range(2)},
}


@attrs.frozen
class Calendar:
    """A year, month, season or day, in which digits may be unspecified and parts qualified.

    >>> parse("2004-06~-1X")
    Calendar(parts=('2004', '06', '1X'), qualifiers=('~', '~', ''))
    """

    parts: tuple[str, ...]
    qualifiers: tuple[str, ...]

    def __str__(self) -> str:
        *_, last = self.qualifiers
        grouped = len([*itertools.groupby(self.qualifiers)])
        if grouped == 1:
            return "-".join(self.parts) + last
        if grouped == 2 and not last:
            marks = [*self.qualifiers[1:], ""]
            return "-".join(
                part + (mark if mark != after else "")
                for part, mark, after in zip(self.parts, self.qualifiers, marks, strict=True)
            )
        return "-".join(mark + part for part, mark in zip(self.parts, self.qualifiers, strict=True))

    @property
    def season(self) -> int | None:
        """The number of the season, quarter, quadrimester or semester, None for other dates.

        >>> Calendar(("2001", "34"), ("", "")).season
        34
        """
        return _season(self.parts)

    @property
    def precision(self) -> Precision:
        """The unit of the last part.

        >>> Calendar(("2001", "34"), ("", "")).precision
        <Precision.SEASON: 'season'>
        """
        return self._precision(len(self.parts))

    @property
    def approximate(self) -> Precision | None:
        """The unit of the last part that is marked `~` or `%`, None if no part is.

        >>> Calendar(("2004", "06", "11"), ("~", "~", "")).approximate
        <Precision.MONTH: 'month'>
        """
        marked = [i for i, mark in enumerate(self.qualifiers, 1) if mark in ("~", "%")]
        return self._precision(marked[-1]) if marked else None

    @property
    def specified(self) -> bool:
        """Whether every digit is known.

        >>> Calendar(("2004", "06"), ("", "")).specified, Calendar(("2004", "XX"), ("", "")).specified
        (True, False)
        """
        return not any("X" in part for part in self.parts)

    def _precision(self, parts: int) -> Precision:
        if parts == 2 and self.season:
            return Precision.SEASON
        return (Precision.YEAR, Precision.MONTH, Precision.DAY)[parts - 1]

    @property
    def hull(self) -> Run:
        """The first and the last day covered. The days between are not looked at.

        >>> Calendar(("2023", "06"), ("", "")).hull
        (738672, 738701)
        """
        parts = self._stated
        if "X" not in parts[0]:
            runs = _runs_of(parts, int(parts[0]))
            return runs[0][0], runs[-1][1]
        return self._first_runs()[0][0], self._first_runs(backwards=True)[-1][1]

    def runs(self, first: float = -inf, last: float = inf) -> Iterator[Run]:
        """Return the runs of days covered, ascending; those wholly before `first` or after `last` may be left out.

        >>> june = day_number(2023, 6, 1), day_number(2023, 6, 30)
        >>> [civil(low) for low, high in parse("XXXX-0X-21").runs(*june)][-3:]
        [(2023, 7, 21), (2023, 8, 21), (2023, 9, 21)]
        """
        # A winter runs into the year after: a run that begins in the year before can reach into these days.
        low = first if first == -inf else civil(int(first))[0] - 1
        high = last if last == inf else civil(int(last))[0]
        parts = self._stated
        return _joined(run for year in _years(parts[0], low, high) for run in _runs_of(parts, year))

    def _first_runs(self, *, backwards: bool = False) -> list[Run]:
        """Return the runs of the first or the last year that has any: not every year has a 29 February."""
        parts = self._stated
        return next(runs for year in _years(parts[0], backwards=backwards) if (runs := _runs_of(parts, year)))

    @property
    def _stated(self) -> tuple[str, ...]:
        """The parts without those at the end that say nothing: `2023-XX-XX` covers what `2023` does."""
        count = len(self.parts)
        while count > 1 and self.parts[count - 1] == "XX":
            count -= 1
        return self.parts[:count]


def _years(digits: str, first: float = -inf, last: float = inf, *, backwards: bool = False) -> Iterable[int]:
    """Return the years that the digits leave, ascending or descending, none before `first` or after `last`."""
    ends = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    low, high = ends if digits[0] != "-" else (ends[1], min(ends[0], -1))  # there is no year -0000
    years = range(int(max(low, first)), int(min(high, last)) + 1)[:: -1 if backwards else 1]
    if "X" not in digits.rstrip("X"):  # as in 202X: all years between the ends
        return years
    known = [(at, digit) for at, digit in enumerate(digits.removeprefix("-")) if digit != "X"]
    return (year for year in years if all(f"{abs(year):04}"[at] == digit for at, digit in known))


def _season(parts: tuple[str, ...]) -> int | None:
    return int(parts[1]) if len(parts) == 2 and not _months_of(parts[1]) else None


def _runs_of(parts: tuple[str, ...], year: int) -> list[Run]:
    """Return the runs of days that the parts cover in a year."""
    if len(parts) == 1:
        return [_whole_months(year, 1, 12)]
    if season := _season(parts):
        return [_whole_months(year, *_SEASONS[season])]
    if len(parts) == 2:
        return [_whole_months(year, month, 1) for month in _months_of(parts[1])]
    return [
        (day_number(year, month, first), day_number(year, month, last))
        for month in _months_of(parts[1])
        for first, last in _day_runs(parts[2], month_length(year, month))
    ]


def _whole_months(year: int, month: int, months: int) -> Run:
    return day_number(year, month, 1), day_number(year, month + months, 1) - 1


@functools.cache  # 121 masks and four lengths of month
def _day_runs(mask: str, length: int) -> tuple[tuple[int, int], ...]:
    days = [day for day in _days_of(mask) if day <= length]
    starts = [day for day in days if day - 1 not in days]
    ends = [day for day in days if day + 1 not in days]
    return tuple(zip(starts, ends, strict=True))


@attrs.frozen
class LongYear:
    """A year written with `Y`, with an exponent or with its number of significant digits.

    >>> parse("Y171010000S3")
    LongYear(digits='Y171010000', year=171010000, significant=3, qualifier='')
    """

    digits: str
    year: int
    significant: int | None
    qualifier: str

    def __str__(self) -> str:
        return self.digits + (f"S{self.significant}" if self.significant else "") + self.qualifier

    @property
    def precision(self) -> Precision:
        """`Precision.YEAR`: no date of more digits is more precise."""
        return Precision.YEAR

    @property
    def approximate(self) -> Precision | None:
        """`Precision.YEAR` if it is marked `~` or `%`, else None."""
        return Precision.YEAR if self.qualifier in ("~", "%") else None

    @property
    def specified(self) -> bool:
        """Whether every digit is significant, as it is where no number of them is written."""
        return self.significant is None

    @property
    def hull(self) -> Run:
        """The first and the last day covered."""
        low = high = self.year
        if self.significant is not None:
            unit = 10 ** (len(str(abs(self.year))) - self.significant)
            low = abs(self.year) // unit * unit
            high = low + unit - 1
            if self.year < 0:
                low, high = -high, -low
        return day_number(low, 1, 1), day_number(high + 1, 1, 1) - 1

    def runs(self, first: float = -inf, last: float = inf) -> Iterator[Run]:  # noqa: ARG002 - as of a calendar date
        """Return the one run of days covered."""
        yield self.hull


@attrs.frozen
class Moment:
    """A day with a time of day, which is kept as text and does not count.

    >>> parse("2023-06-21T10:00:00Z").time
    '10:00:00Z'
    """

    date: Calendar
    time: str

    def __str__(self) -> str:
        return f"{self.date}T{self.time}"

    @property
    def precision(self) -> Precision:
        """`Precision.DAY`: the time of day does not count."""
        return Precision.DAY

    @property
    def approximate(self) -> Precision | None:
        """None: a moment has no qualifiers."""
        return None

    @property
    def hull(self) -> Run:
        """The one day, first and last."""
        return self.date.hull

    def runs(self, first: float = -inf, last: float = inf) -> Iterator[Run]:  # noqa: ARG002 - as of a calendar date
        """Return the one day."""
        yield self.hull


#: An expression that stands for one day of those it covers.
Single = Calendar | LongYear


@attrs.frozen
class Interval:
    """The time from one date to another; either may be open or unknown.

    >>> parse("2022-04/..").end
    <Edge.OPEN: 'open'>
    """

    start: Single | Edge
    end: Single | Edge

    def __str__(self) -> str:
        return f"{_EDGES.get(self.start, self.start)}/{_EDGES.get(self.end, self.end)}"


@attrs.frozen
class Range:
    """The members of a set from one to another, both included; None where it is open.

    >>> str(parse("[..1984]").members[0].end)
    '1984'
    """

    start: Single | None
    end: Single | None

    def __str__(self) -> str:
        return f"{'' if self.start is None else self.start}..{'' if self.end is None else self.end}"


@attrs.frozen
class Set:
    """One (`[]`) or all (`{}`) of some dates.

    >>> parse("{1960,1961-12}").every
    True
    """

    every: bool
    members: tuple[Single | Range, ...]

    def __str__(self) -> str:
        members = ",".join(map(str, self.members))
        return f"{{{members}}}" if self.every else f"[{members}]"


Tree = Calendar | LongYear | Moment | Interval | Set

_EDGES: dict[object, str] = {Edge.OPEN: "..", Edge.UNKNOWN: ""}


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Join runs that touch or overlap, which come by ascending first day."""
    held: Run | None = None
    for run in runs:
        if held is None:
            held = run
        elif run[0] <= held[1] + 1:
            held = held[0], max(held[1], run[1])
        else:
            yield held
            held = run
    if held is not None:
        yield held


def union(runs: Iterable[Run]) -> list[Run]:
    """Join runs in any order into ascending ones that do not touch.

    >>> union([(5, 9), (1, 3), (4, 4)])
    [(1, 9)]
    """
    return [*_joined(sorted(runs))]


def intersection(runs: Sequence[Run], others: Sequence[Run]) -> list[Run]:
    """Return the days that are in both of two lists of ascending runs.

    >>> intersection([(1, 3), (5, 9)], [(2, 6)])
    [(2, 3), (5, 6)]
    """
    found, place = [], 0
    for first, last in runs:
        while place < len(others) and others[place][1] < first:
            place += 1
        here = place
        while here < len(others) and others[here][0] <= last:
            found.append((max(first, others[here][0]), min(last, others[here][1])))
            here += 1
    return found


# --- texts that are right as they stand -------------------------------------------------------------------

_PLAIN_DATE = (
    "[0-9]{4}(?:-(?:(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|1[0-9]|2[0-8]))?"
    "|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31))?"
)
_PLAIN = lazy_pattern(
    f"(?:{_PLAIN_DATE}|[0-9X]{{4}}(?:-(?:(?:[01]X|XX|0[1-9]|1[0-2])(?:-[0-2X]X)?|2[1-9]|3[0-9]|4[01]))?)[?~%]?"
    f"|{_PLAIN_DATE}[?~%]?/(?:..)?|(?:..)?/{_PLAIN_DATE}[?~%]?".replace("..", r"\.\.")
)
_PLAIN_INTERVAL = lazy_pattern(f"({_PLAIN_DATE})[?~%]?/({_PLAIN_DATE})[?~%]?")


def is_plain(text: str) -> bool:
    """Tell whether the text is of the common shapes that are EDTF, and canonical, as they stand.

    Most dates of most registries are, and to know it takes no tree. `False` means "not decided here", not "no EDTF".

    >>> is_plain("2023-06-21~"), is_plain("2023-02-30"), is_plain("~2004-~06-11")
    (True, False, False)
    """
    if _PLAIN.fullmatch(text):
        return True
    if ends := _PLAIN_INTERVAL.fullmatch(text):
        start, end = ends.groups()
        return bool(start[: len(end)] <= end[: len(start)])
    return False


def plain_run(text: str) -> Run | None:
    """Return the first and the last day of `2023-06-21` or `[2023-05-18..2023-06-14]`, both inclusive.

    Most dates of most registries are of these shapes, and their days are known without a tree. `None` means "not
    decided here", not "no EDTF".

    >>> plain_run("2023-06-21"), plain_run("2023-06-21~"), plain_run("[2023-06-14..2023-05-18]")
    ((738692, 738692), None, None)
    """
    if len(text) == 10:
        day = _plain_day(text)
        return None if day is None else (day, day)
    if len(text) == 24 and text[11:13] == ".." and text[0] + text[-1] in ("[]", "{}"):
        first, last = _plain_day(text[1:11]), _plain_day(text[13:23])
        return None if first is None or last is None or last < first else (first, last)
    return None


def _plain_day(text: str) -> int | None:
    if text[4] != "-" or text[7] != "-":
        return None  # such as 2023-W25-3, which Python takes
    try:
        return datetime.date.fromisoformat(text).toordinal()
    except ValueError:
        return None


# --- from text to tree -----------------------------------------------------------------------------------


def parse(text: str) -> Tree:
    """Parse an EDTF text into its tree. Raises `DateError` for anything that is not EDTF.

    >>> str(parse("~2004-~06-11"))
    '2004-06~-11'
    >>> parse("21 juni")
    Traceback (most recent call last):
    ...
    deployments.errors.DateError: not a date: '21 juni' (write it as EDTF: ...)
    """
    if len(text) > MAX_EDTF_LENGTH:
        raise DateError("too long for a date", text, f"write at most {MAX_EDTF_LENGTH} characters")
    if not text:
        raise DateError("not a date", text, f"{_WRITE}; leave the field out if no date is known")
    if "/" in text:
        return _interval(text)
    if text[0] in "[{":
        return _set(text)
    return _moment(text) if "T" in text else _single(text, text)


def _single(text: str, whole: str) -> Single:
    if match := _CALENDAR.fullmatch(text):
        return _calendar(match.groups(), whole)
    if match := _YEAR.fullmatch(text):
        return _long_year(match.groups(default=""), whole)
    raise _refusal(text, whole)


def _calendar(groups: tuple[str | None, ...], whole: str) -> Calendar:
    count = 3 if groups[7] else 2 if groups[4] else 1
    parts = tuple([part or "" for part in groups[1 : 3 * count : 3]])
    if parts[0] == "-0000":
        raise DateError("there is no year -0000", whole, "write 0000 for the year 1 BC")
    if count > 1 and not _months_of(parts[1]):
        _check_season(parts, whole)
    if count == 3:
        _check_day(parts, whole)
    left = [mark or "" for mark in groups[0 : 3 * count : 3]]
    right = [mark or "" for mark in groups[2 : 3 * count : 3]]
    return Calendar(parts, _qualifiers(left, right))


def _qualifiers(left: list[str], right: list[str]) -> tuple[str, ...]:
    """Return the mark of each part: its own on the left, with all that stand to the right of it or of a later part."""
    if not any(left) and not any(right):
        return ("",) * len(left)
    return tuple([_both(mark, *right[i:]) for i, mark in enumerate(left)])


def _both(*marks: str) -> str:
    found = set("".join(marks))
    return "%" if "%" in found or len(found) == 2 else "".join(found)


def _check_season(parts: tuple[str, ...], whole: str) -> None:
    month = parts[1]
    if "X" not in month and int(month) in _SEASONS:
        if len(parts) == 2:
            return
        raise DateError(f"the season {month} has no days", whole, "leave the day out")
    hint = "months are 01 to 12, seasons 21 to 32, quarters and other parts of a year 33 to 41"
    raise DateError(f"there is no month {month}", whole, hint)


def _check_day(parts: tuple[str, ...], whole: str) -> None:
    year, month, day = parts
    if not _days_of(day):
        raise DateError(f"there is no day {day}", whole, "days are 01 to 31")
    longest = max(29 if each == 2 else month_length(1, each) for each in _months_of(month))
    if longest == 29 and not _has_leap_year(year):
        longest = 28
    if _days_of(day)[0] > longest:
        hint = f"the last day of {year}-{month} is {longest}"
        if parts[1:] == ("02", "29"):
            hint = f"{year} has no leap year" if "X" in year else f"{year} is not a leap year"
        raise DateError(f"there is no day {day} in {year}-{month}", whole, hint)


def _has_leap_year(year: str) -> bool:
    return any(map(is_leap, _years(year)))


def _long_year(groups: tuple[str, ...], whole: str) -> LongYear:
    left, digits, mantissa, exponent, significant, right = groups
    power = int(exponent[:4] or 0)  # four digits are enough to tell that it is too large
    if len(mantissa.lstrip("-")) + power > MAX_YEAR_DIGITS:
        raise DateError("the year is too large", whole, f"years have at most {MAX_YEAR_DIGITS} digits")
    year = int(mantissa) * 10**power if mantissa else int(digits)
    if mantissa and not exponent and abs(year) <= 9999:
        plain = f"{'-' if year < 0 else ''}{abs(year):04}"
        raise DateError("Y is for years of more than four digits", whole, f'write "{plain}"')
    if digits == "-0000":
        raise DateError("there is no year -0000", whole, "write 0000 for the year 1 BC")
    known = len(str(abs(year)))
    if significant and (len(significant) > 3 or int(significant) > known):
        raise DateError(f"a year of {known} digits has no {significant[:9]} significant ones", whole, "lower the S")
    return LongYear(digits, year, int(significant) if significant else None, _both(left, right))


def _moment(text: str) -> Moment:
    day, _, time = text.partition("T")
    date = _single(day, text)
    if not isinstance(date, Calendar) or date.precision is not Precision.DAY or not date.specified:
        raise DateError("a time of day needs a whole day before it", text, 'write "2023-06-21T10:00:00Z"')
    if any(date.qualifiers) or not _TIME.fullmatch(time):
        hint = 'write "2023-06-21T10:00:00", with "Z" or "+02:00" behind it for a zone, or the day alone'
        raise DateError("not a time of day", text, hint)
    return Moment(date, time)


def _interval(text: str) -> Interval:
    sides = text.split("/")
    if len(sides) > 2:
        hint = 'write "2023-06-21" for a day, "2023-06-21/2023-06-28" for all days from one to another'
        raise DateError("not a date", text, _in_words(text) or hint)
    start, end = (_end(side, text) for side in sides)
    if not isinstance(start, Edge) and not isinstance(end, Edge) and start.hull[0] > end.hull[1]:
        raise DateError("the interval ends before it starts", text, "write the earlier date first")
    return Interval(start, end)


def _end(text: str, whole: str) -> Single | Edge:
    if text == "..":
        return Edge.OPEN
    if not text:
        return Edge.UNKNOWN
    if "T" in text:
        raise DateError("an interval has no time of day", whole, "write the days alone")
    return _single(text, whole)


def _set(text: str) -> Set:
    if text[-1] != {"[": "]", "{": "}"}[text[0]] or len(text) < 3:
        raise DateError("not a set", text, 'write "[2023-05,2023-06]" for one of, "{2023-05,2023-06}" for all of')
    texts = text[1:-1].split(",")
    members = tuple([_set_member(member, text) for member in texts])
    for i, member in enumerate(members):
        misplaced = isinstance(member, Range) and (
            (member.start is None and i > 0) or (member.end is None and i < len(members) - 1)
        )
        if misplaced:
            hint = 'write "[..2023-05,2023-07]" or "[2023-05,2023-07..]"'
            raise DateError("an open end stands only at the beginning or the end of a set", text, hint)
    if sum(map(_most_runs, members)) > _MAX_SET_RUNS:
        raise DateError("too many separate days in one set", text, "write fewer dates with X, or an interval")
    return Set(text[0] == "{", members)


def _most_runs(member: Single | Range) -> int:
    """Return a number of runs of days that the member does not exceed."""
    if not isinstance(member, Calendar):
        return 1
    year, *parts = member.parts
    months = len(_months_of(parts[0])) or 1 if parts else 1
    years: int = 10 ** year.count("X")
    return years * months * (len(_day_runs(parts[1], 31)) if len(parts) == 2 else 1)


def _set_member(text: str, whole: str) -> Single | Range:
    if ".." not in text:
        if "T" in text:
            raise DateError("a set has no time of day", whole, "write the days alone")
        return _single(text, whole)
    start, _, end = text.partition("..")
    if not start and not end:
        raise DateError("a set needs a date", whole, 'write "[..2023-05]" or "[2023-05..]"')
    bounds = [_single(side, whole) if side else None for side in (start, end)]
    low, high = bounds
    if any(bound is not None and not bound.specified for bound in bounds):
        hint = _range_hint(low, high, whole) or "write them out"
        raise DateError("a range in a set needs every digit at both ends", whole, hint)
    if low is not None and high is not None:
        if _unit(low) != _unit(high):
            hint = _range_hint(low, high, whole) or "write both to the day"
            raise DateError("the ends of a range in a set are not of one precision", whole, hint)
        if low.hull[0] > high.hull[0]:
            raise DateError("the range ends before it starts", whole, "write the earlier date first")
    return Range(low, high)


def _range_hint(low: Single | None, high: Single | None, whole: str) -> str:
    """Return what to write for one range whose ends are not whole days, or not of one precision."""
    from deployments.values.date_words import day_or_none  # noqa: PLC0415 - only when something is wrong

    days = [low and day_or_none(low.hull[0]), high and day_or_none(high.hull[1])]
    text = f"{whole[0]}{days[0] or ''}..{days[1] or ''}{whole[-1]}"
    is_said = (
        "," not in whole and not re.search("[?~%]", whole) and (low is None or days[0]) and (high is None or days[1])
    )
    return f'write "{text}"' if is_said and _reads(text) else ""


def _unit(single: Single) -> object:
    """Return what two ends of a range must share: the precision, and the kind of season."""
    season = isinstance(single, Calendar) and single.season
    return single.precision, season and (_SEASONS[season][1], season < 29, season < 33)


# --- why a text is refused -------------------------------------------------------------------------------


def _swap(match: re.Match[str]) -> str:
    return "-".join([match[1].zfill(4), match[2].zfill(2), match[3].zfill(2)])


#: What people write instead of EDTF, and what they may have meant: a hint, never accepted.
_SLIPS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (lazy_pattern(r"([0-9]{4})([0-9]{2})([0-9]{2})"), _swap),
    (lazy_pattern(r"([0-9]{4})[./-]([0-9]{1,2})[./-]([0-9]{1,2})"), _swap),
    (lazy_pattern(r"([0-9]{4})-([0-9])"), lambda m: f"{m[1]}-{m[2].zfill(2)}"),
    (lazy_pattern(r"(-?)([0-9]{5,18})"), lambda m: f"Y{m[1]}{m[2].lstrip('0')}" if m[2][0] != "0" else ""),
    (lazy_pattern(r"\s*([0-9X?~%./,\[\]{}-]+)\s*"), lambda m: m[1]),
    (lazy_pattern(r"(?:ca?\.?|circa|about|around|~)\s?([0-9-]+)", re.IGNORECASE), lambda m: f"{m[1]}~"),
    (lazy_pattern(r"([0-9-]+)\s?(?:\?~|~\?)"), lambda m: f"{m[1]}%"),
    (lazy_pattern(r"([-0-9uUxX]{4,10})"), lambda m: re.sub("[uUx]", "X", m[1])),
    (lazy_pattern(r"([0-9]{1,4})\s?(?:AD|CE)"), lambda m: m[1].zfill(4)),
    (lazy_pattern(r"([0-9]{1,4})\s?(?:BC|BCE)"), lambda m: f"{1 - int(m[1]):05}" if m[1] != "1" else "0000"),
    (lazy_pattern(r"([ye0-9s-]+)", re.IGNORECASE), lambda m: m[1].upper()),
)

#: The same for whole intervals and sets: words of earlier drafts, a set without its brackets, a set with blanks.
_WHOLE_SLIPS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (lazy_pattern(r"open/(.+)"), lambda m: f"../{m[1]}"),
    (lazy_pattern(r"(.+)/open"), lambda m: f"{m[1]}/.."),
    (lazy_pattern(r"unknown/(.+)"), lambda m: f"/{m[1]}"),
    (lazy_pattern(r"(.+)/unknown"), lambda m: f"{m[1]}/"),
    (lazy_pattern(r"([^\[{]*[0-9~?%]\.\.[^\]}]*|\.\.[0-9][^\]}]*)"), lambda m: f"[{m[1]}]"),
    (lazy_pattern(r"([\[{].* .*[\]}])"), lambda m: m[1].replace(" ", "")),
)


def _refusal(text: str, whole: str) -> DateError:
    if len(whole) < 100:
        for slip, mend in _WHOLE_SLIPS:
            if (match := slip.fullmatch(whole)) and (meant := mend(match)) != whole and _reads(meant):
                return DateError("not a date", whole, f'write "{meant}" if that is meant')
        for slip, mend in _SLIPS:
            if (match := slip.fullmatch(text)) and (meant := mend(match)) and _is_edtf(meant):
                return DateError("not a date", whole, f'write "{meant}" if that is meant')
    return DateError("not a date", whole, _in_words(whole) or season_hint(whole) or _WRITE)


def _in_words(text: str) -> str:
    from deployments.values.date_words import date_hint  # noqa: PLC0415 - only when something is wrong

    return date_hint(text)


def _is_edtf(text: str) -> bool:
    return bool(_CALENDAR.fullmatch(text) or _YEAR.fullmatch(text)) and _reads(text)


def _reads(text: str) -> bool:
    try:
        parse(text)
    except DateError:
        return False
    return True
