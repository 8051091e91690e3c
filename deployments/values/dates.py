"""Dates as sources give them: vague, approximate, one of several, or without an end."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable
from math import inf
from typing import TYPE_CHECKING

import attrs

from deployments.errors import DateError, UndecidedError
from deployments.values import comparisons, edtf
from deployments.values.calendar import DayOrNone, Edge, calendar_date
from deployments.values.certainty import Certainty
from deployments.values.comparisons import AllDays, Extent, OneDay, Stretch
from deployments.values.edtf import ALWAYS, Calendar, Interval, LongYear, Moment, Precision, Range, Run, Set, Tree
from deployments.values.tolerance import Tolerance

if TYPE_CHECKING:
    import pendulum

#: The number of texts whose days are remembered: a registry of a million statements names fewer different dates.
_REMEMBERED = 1 << 17

#: The number of dates that are remembered: readers of many at once remember them themselves.
_TOGETHER = 1 << 13

_DEFAULT = Tolerance()

#: A member of a set, or a date that is no set.
_Member = edtf.Single | Moment | Interval | Range

#: An unknown end is some day: farther out than any year that is read, but not without end.
_ANY_DAY: Run = (-(10 ** (edtf.MAX_YEAR_DIGITS + 3)), 10 ** (edtf.MAX_YEAR_DIGITS + 3))

_tree = functools.lru_cache(_REMEMBERED)(edtf.parse)


def _canonical(text: str) -> str:
    if not isinstance(text, str):
        raise DateError("not a date", text, 'write it as EDTF, in quotes: "2023-06-21"')
    return str(text) if edtf.plain_run(text) or edtf.is_plain(text) else str(edtf.parse(text))


@attrs.frozen(repr=False, weakref_slot=False)  # a registry can have a million of them
class UncertainDate:
    """A date in EDTF, levels 0 to 2: what the source said of it and nothing more.

    `UncertainDate(text)` and `UncertainDate.parse(text)` read EDTF and raise `DateError` for anything else;
    `str()` gives the canonical text, which parses to an equal value. Two values are equal when they say the
    same, not when they might be the same day: ask `equals` for that. There is no `<`; `sort_key` sorts.

    Follows the Library of Congress specification of 4 February 2019; `docs/dates.md` where that is silent.

    >>> UncertainDate("2023-06-21~")
    UncertainDate('2023-06-21~')
    >>> UncertainDate("21 juni 2023")
    Traceback (most recent call last):
    ...
    deployments.errors.DateError: not a date: '21 juni 2023' (write "2023-06-21")
    """

    text: str = attrs.field(converter=_canonical)

    @classmethod
    def parse(cls, text: str) -> UncertainDate:
        """Parse EDTF; the same text gives the same object. Raises `DateError` (a `ValueError`).

        >>> UncertainDate.parse("[2023-05-18..2023-06-14]").latest
        Date(2023, 6, 14)
        """
        return _parse_date(text) if isinstance(text, str) else cls(text)

    @classmethod
    def of(cls, value: Day) -> UncertainDate:
        """Return the value itself, or parse it from EDTF or a calendar date. Raises `DateError`.

        >>> UncertainDate.of(datetime.date(2023, 6, 21))
        UncertainDate('2023-06-21')
        """
        if isinstance(value, UncertainDate):
            return value
        if isinstance(value, datetime.date):
            return cls.parse(datetime.date.isoformat(value))  # also of a datetime, whose own text has a time
        return cls.parse(value)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"UncertainDate({self.text!r})"

    if not TYPE_CHECKING:  # to type checkers, dates have no order at all

        def __lt__(self, other: object) -> bool:
            raise _no_order()

        __le__ = __gt__ = __ge__ = __lt__

    @property
    def tree(self) -> Tree:
        """The expression as `deployments.values.edtf` parses it.

        >>> UncertainDate("2023-06").tree
        Calendar(parts=('2023', '06'), qualifiers=('', ''))
        """
        return _tree(self.text)

    @property
    def earliest(self) -> pendulum.Date | Edge:
        """The first day that it can be or begin on, without any tolerance; or why there is none.

        >>> UncertainDate("2023-06").earliest
        Date(2023, 6, 1)
        >>> UncertainDate("../2023-06").earliest, UncertainDate("/2023-06").earliest
        (<Edge.OPEN: 'open'>, <Edge.UNKNOWN: 'unknown'>)
        >>> UncertainDate("Y-17E7").earliest
        <Edge.BEYOND: 'beyond'>
        """
        tree = self.tree
        if isinstance(tree, Interval) and isinstance(tree.start, Edge):
            return tree.start
        return calendar_date(self.hull[0], Edge.OPEN)

    @property
    def latest(self) -> pendulum.Date | Edge:
        """The last day that it can be or end on, without any tolerance; or why there is none.

        >>> UncertainDate("20XX-02-29").latest
        Date(2096, 2, 29)
        >>> UncertainDate("2022-04/..").latest
        <Edge.OPEN: 'open'>
        """
        tree = self.tree
        if isinstance(tree, Interval) and isinstance(tree.end, Edge):
            return tree.end
        return calendar_date(self.hull[1], Edge.OPEN)

    earliest_day = DayOrNone("earliest")
    latest_day = DayOrNone("latest")

    @property
    def hull(self) -> Run:
        """The day numbers of the first and last day, both inclusive; infinite at an open or unknown end.

        >>> UncertainDate("2023-06-21").hull
        (738692, 738692)
        """
        return _widened_hull(self.text, None)

    @property
    def is_interval(self) -> bool:
        """Whether it is a stretch from one date to another (`a/b`) or all of several dates (`{}`), not one day.

        >>> UncertainDate("2022-04/..").is_interval, UncertainDate("2022-04").is_interval
        (True, False)
        """
        return "/" in self.text or self.text[0] == "{"  # the canonical text says so without being read

    @property
    def is_approximate(self) -> bool:
        """Whether any part is marked `~` or `%`.

        >>> UncertainDate("2004-06~-11").is_approximate
        True
        """
        return "~" in self.text or "%" in self.text

    @property
    def is_uncertain(self) -> bool:
        """Whether the source itself is unsure of any part, which is marked `?` or `%`.

        >>> UncertainDate("2004?-06-11").is_uncertain
        True
        """
        return "?" in self.text or "%" in self.text

    @property
    def precision(self) -> Precision:
        """The unit that it is stated in; of several dates, the widest.

        >>> UncertainDate("2023-06").precision, UncertainDate("[2023-05-18..2023-06-14]").precision
        (<Precision.MONTH: 'month'>, <Precision.DAY: 'day'>)
        """
        return _precision(self.text)

    @property
    def sort_key(self) -> tuple[float, float, str]:
        """A key for sorting: by first day, then last day, then text; an order, not an answer.

        >>> sorted(map(UncertainDate, ["2023-06~", "2022", "2023-06-01"]), key=lambda date: date.sort_key)
        [UncertainDate('2022'), UncertainDate('2023-06-01'), UncertainDate('2023-06~')]
        """
        return (*self.hull, self.text)

    def days(self, tolerance: Tolerance | None = None, *, within: Run | None = None) -> list[Run]:
        """Return the days it can be or cover, as ascending runs of day numbers, both ends inclusive.

        Without a tolerance `~` widens nothing; with one it does. `within`, a first and a last day, cuts the runs to
        those days. A date with a mask can have 70,000 runs (`XXXX-XX-31`): whoever needs those of some years only
        asks for these, and no others are made.

        >>> [high - low + 1 for low, high in UncertainDate("2023-06-21~").days(Tolerance(day=7))]
        [15]
        >>> from deployments.values.calendar import iso
        >>> [iso(low) for low, high in UncertainDate("XXXX-XX-31").days(within=UncertainDate("2023-06/2023-09").hull)]
        ['2023-07-31', '2023-08-31']
        """
        if within is None:
            return [*_runs(self.text, tolerance)]
        first, last = (day if day in ALWAYS else int(day) for day in within)  # a numpy number too is a day
        return [*_days_within(self.text, tolerance, (first, last))]

    def widened_hull(self, tolerance: Tolerance | None = None) -> Run:
        """Return the first and the last of the `days` under a tolerance, without making those between.

        >>> from deployments.values.calendar import iso
        >>> tuple(map(iso, UncertainDate("XXXX-12-31~").widened_hull(Tolerance(day=7))))
        ('0000-12-24', '10000-01-07')
        """
        return _widened_hull(self.text, tolerance)

    def before(self, other: Day, tolerance: Tolerance = _DEFAULT) -> Certainty:
        """Tell whether this ends before the other begins. "Around" is as wide as the tolerance says.

        >>> UncertainDate("2023-06").before("2023-07-01"), UncertainDate("2023-06").before("2023-06-15")
        (<Certainty.CERTAIN: 'certain'>, <Certainty.POSSIBLE: 'possible'>)
        """
        return comparisons.before(*self._extents(other, tolerance))

    def after(self, other: Day, tolerance: Tolerance = _DEFAULT) -> Certainty:
        """Tell whether this begins after the other ends. "Around" is as wide as the tolerance says.

        >>> UncertainDate("2023-06-21~").after("2023-06-14"), UncertainDate("2023-06-21~").after("2023-06-13")
        (<Certainty.POSSIBLE: 'possible'>, <Certainty.CERTAIN: 'certain'>)
        """
        mine, others = self._extents(other, tolerance)
        return comparisons.before(others, mine)

    def overlaps(self, other: Day, tolerance: Tolerance = _DEFAULT) -> Certainty:
        """Tell whether this and the other share a day. "Around" is as wide as the tolerance says.

        >>> UncertainDate("2023-06/2023-08").overlaps("2023-07-01")
        <Certainty.CERTAIN: 'certain'>
        """
        return comparisons.overlaps(*self._extents(other, tolerance))

    def contains(self, other: Day, tolerance: Tolerance = _DEFAULT) -> Certainty:
        """Tell whether every day of the other is a day of this. "Around" is as wide as the tolerance says.

        A date is one day: only an interval or an inclusive set can contain more.

        >>> UncertainDate("2022-04/..").contains("2023"), UncertainDate("2022-04/").contains("2023")
        (<Certainty.CERTAIN: 'certain'>, <Certainty.POSSIBLE: 'possible'>)
        """
        return comparisons.contains(*self._extents(other, tolerance))

    def equals(self, other: Day, tolerance: Tolerance = _DEFAULT) -> Certainty:
        """Tell whether this and the other are the same days. "Around" is as wide as the tolerance says.

        >>> UncertainDate("2023-06").equals("2023-06-21"), UncertainDate("2023-06-21").equals("2023-06-21")
        (<Certainty.POSSIBLE: 'possible'>, <Certainty.CERTAIN: 'certain'>)
        """
        return comparisons.equals(*self._extents(other, tolerance))

    def _extents(self, other: Day, tolerance: Tolerance) -> tuple[Extent, Extent]:
        return _extent(self, tolerance), _extent(UncertainDate.of(other), tolerance)


def _no_order() -> UndecidedError:
    return UndecidedError(
        "uncertain dates have no order, as it is not sure which is earlier: `before` and `after` tell how sure it is, "
        "and sorted(dates, key=lambda date: date.sort_key) sorts by the first day that each can be"
    )


@functools.lru_cache(_TOGETHER)
def _parse_date(text: str) -> UncertainDate:
    if edtf.plain_run(text):  # files of many have one on each line
        made = object.__new__(UncertainDate)
        object.__setattr__(made, "text", str(text))
        return made
    return UncertainDate(text)


@functools.lru_cache(_REMEMBERED)
def _widened_hull(text: str, tolerance: Tolerance | None) -> Run:
    if run := edtf.plain_run(text):
        return run
    tree = _tree(text)
    hulls = [_part_hull(each, tolerance) for each in (tree.members if isinstance(tree, Set) else [tree])]
    return min(low for low, _ in hulls), max(high for _, high in hulls)


@functools.lru_cache(_REMEMBERED)
def _runs(text: str, tolerance: Tolerance | None) -> tuple[Run, ...]:
    return _days_within(text, tolerance, ALWAYS)


def _days_within(text: str, tolerance: Tolerance | None, within: Run) -> tuple[Run, ...]:
    if run := edtf.plain_run(text):
        return tuple(_cut([run], within))
    tree = _tree(text)
    members = tree.members if isinstance(tree, Set) else [tree]
    runs = [run for each in members for run in _cut(_part_runs(each, tolerance, within), within)]
    return tuple(edtf.union(runs) if len(members) > 1 else runs)


@functools.lru_cache(_REMEMBERED)
def _precision(text: str) -> Precision:
    if edtf.plain_run(text):
        return Precision.DAY
    tree = _tree(text)
    if isinstance(tree, Interval):
        ends: list[object] = [tree.start, tree.end]
    elif isinstance(tree, Set):
        ends = [end for m in tree.members for end in ((m.start, m.end) if isinstance(m, Range) else (m,))]
    else:
        ends = [tree]
    units = [end.precision for end in ends if isinstance(end, Calendar | LongYear | Moment)]
    return max(units, key=[*Precision].index, default=Precision.DAY)


def _extent(date: UncertainDate, tolerance: Tolerance) -> Extent:
    tree = date.tree
    if isinstance(tree, Interval):
        return Stretch(_side(tree.start, tolerance, -inf), _side(tree.end, tolerance, inf))
    days = date.days(tolerance)
    return AllDays(days) if isinstance(tree, Set) and tree.every else OneDay(days)


def _part_hull(part: _Member | Edge | None, tolerance: Tolerance | None) -> Run:
    """Return the first and the last day under a tolerance, of an open or unknown end those of all days."""
    if part is None or isinstance(part, Edge):
        return ALWAYS
    if isinstance(part, Interval | Range):
        return _part_hull(part.start, tolerance)[0], _part_hull(part.end, tolerance)[1]
    around = part.approximate
    return part.hull if tolerance is None or around is None else tolerance.widen(part.hull, around)


def _part_runs(part: _Member, tolerance: Tolerance | None, within: Run = ALWAYS) -> Iterable[Run]:
    """Return the runs of days of a date, an interval or a range; those outside `within` may be left out."""
    if isinstance(part, Interval | Range):
        return [_part_hull(part, tolerance)]
    around = part.approximate
    if tolerance is None or around is None:
        return part.runs(*within)
    first, last = tolerance.widen(within, around)
    # One day more: a month on from 31 January is 28 February, and a month back from there is 28 January.
    return edtf.union(tolerance.widen(run, around) for run in part.runs(first, last + 1))


def _cut(runs: Iterable[Run], within: Run) -> Iterable[Run]:
    if within == ALWAYS:
        return runs
    first, last = within
    cut = ((max(low, first), min(high, last)) for low, high in runs)
    return [(low, high) for low, high in cut if low <= high]


def _side(side: edtf.Single | Edge, tolerance: Tolerance, without: float) -> list[Run]:
    if side is Edge.OPEN:
        return [(without, without)]
    if isinstance(side, Edge):
        return [_ANY_DAY]
    return [*_part_runs(side, tolerance)]


#: A date as it is asked for: all that `UncertainDate.of` reads.
Day = UncertainDate | datetime.date | str
