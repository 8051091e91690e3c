"""Seeded deployments for the benchmarks, as columns of numbers for the peers and as records for the registry.

A third of the dates is vague, some ends are open, and the days that a registry solves from the records are those of
the columns: `test_synthetic.py` says so.
"""

import datetime
import functools
from collections.abc import Callable, Iterator
from typing import Any

import attrs
import numpy as np

from deployments import Deployment, Mission, Quantity, Source, Statement, UncertainDate, When, gc_pause
from deployments.claims import ClaimKind
from deployments.values.countries import Country

Days = np.ndarray[tuple[int], np.dtype[np.int32]]

#: The first and the last day on which a deployment can begin, and the last day of the series.
FIRST = datetime.date(1990, 1, 1).toordinal()
LAST = datetime.date(2026, 12, 31).toordinal()
#: Stands for the last day of a deployment of which no source gives an end.
OPEN = datetime.date.max.toordinal()

# fmt: off
COUNTRIES = (
    "ALB", "AUS", "AUT", "BEL", "BGR", "CAN", "CHE", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA",
    "GBR", "GEO", "GRC", "HRV", "HUN", "IRL", "ISL", "ITA", "JPN", "KOR", "LTU", "LUX", "LVA", "MDA",
    "MKD", "MNE", "NLD", "NOR", "NZL", "POL", "PRT", "ROU", "SVK", "SVN", "SWE", "USA",
)
# fmt: on
MISSIONS = 500

#: Days, of the log-normal durations: half last longer than the median, and the mean is about 330.
_MEDIAN, _SIGMA, _LONGEST = 110, 1.45, 4000
#: The share of ends that nobody reported, beside those after the last day.
_UNREPORTED = 0.004
#: So many days pass at most between two bulletins that say how many are there.
_SILENCE = 480


@attrs.frozen(eq=False)
class Columns:
    """Deployments by number: days as `date.toordinal()` gives them, both ends inclusive.

    `outer` are the days on which one may be there, `inner` those on which it certainly is; where `inner_first` is
    after `inner_last` there is no such day. Where no source gives an end, nobody counts on it for longer than 18 months
    after the last bulletin that saw it. `country` is a place in `COUNTRIES`. `low` and `high` are the strength.
    """

    outer_first: Days
    outer_last: Days
    inner_first: Days
    inner_last: Days
    country: Days
    mission: Days
    low: Days
    high: Days

    def __len__(self) -> int:
        return len(self.outer_first)


@attrs.frozen(eq=False)
class Synthetic:
    """The columns, and what the sources said: the first and the last day of each start and of each end."""

    columns: Columns
    starts: tuple[Days, Days]
    ends: tuple[Days, Days]


@functools.lru_cache(maxsize=1)
def synthetic(count: int, seed: int = 4) -> Synthetic:
    """Give so many deployments of 1990 to 2026; the same for the same count and seed.

    Of a million about 25,000 may be there on a day in the middle.
    """
    chance = np.random.default_rng([seed, count])
    start = chance.integers(FIRST, LAST + 1, count)
    length = np.clip(chance.lognormal(np.log(_MEDIAN), _SIGMA, count), 1, _LONGEST).astype(np.int64)
    end = start + length - 1
    is_open = (end > LAST) | (chance.random(count) < _UNREPORTED)
    end = np.minimum(end, LAST)
    starts, ends = _stated(chance, start), _stated(chance, end)
    # Of an open end only the day is known on which the force was last seen: that of a bulletin.
    end = np.where(is_open, _month_end(np.maximum(end, starts[1])), end)
    early_end, late_end = np.where(is_open, end, ends[0]), np.where(is_open, OPEN, ends[1])
    low = chance.integers(1, 200, count)
    high = low + np.where(chance.random(count) < 1 / 3, chance.integers(1, 100, count), 0)
    inner_first = np.minimum(starts[1], late_end)
    inner_last = np.maximum(early_end, starts[0])
    # Whoever was last seen before it must have begun, began by then.
    inner_first = np.where(is_open, np.minimum(inner_first, inner_last), inner_first)
    columns = Columns(
        outer_first=_column(starts[0]),
        outer_last=_column(np.where(is_open, _months_later(inner_last, 18), late_end)),
        inner_first=_column(inner_first),
        inner_last=_column(inner_last),
        country=_column(chance.integers(0, len(COUNTRIES), count)),
        mission=_column(chance.integers(0, MISSIONS, count)),
        low=_column(np.where(inner_first <= inner_last, low, 0)),
        high=_column(high),
    )
    return Synthetic(columns, _both(starts), _both((early_end, late_end)))


def _stated(chance: np.random.Generator, day: Any) -> tuple[Any, Any]:
    """Give the first and the last of the days that a source names: two thirds one day, the rest a month or a range."""
    kind = chance.random(len(day))
    around = chance.choice([3, 7, 14], len(day))
    month = _dates(day).astype("datetime64[M]")
    first, last = (_ordinal(each) for each in (month, month + 1))
    low = np.where(kind < 1 / 6, first, np.where(kind < 1 / 3, day - around, day))
    high = np.where(kind < 1 / 6, last - 1, np.where(kind < 1 / 3, day + around, day))
    return low, high


def _month_end(day: Any) -> Any:
    """Give the last day of the month of each day."""
    return _ordinal(_dates(day).astype("datetime64[M]") + 1) - 1


def _months_later(day: Any, months: int) -> Any:
    """Give the same day of the month so many months on, or the last one of a shorter month."""
    month = _dates(day).astype("datetime64[M]")
    goal = _ordinal(month + months)
    return np.minimum(goal + day - _ordinal(month), _month_end(goal))


def _dates(day: Any) -> Any:
    return np.datetime64("0001-01-01", "D") + (np.asarray(day, np.int64) - 1)


def _ordinal(months: Any) -> Any:
    return (months.astype("datetime64[D]") - np.datetime64("0001-01-01", "D")).astype(np.int64) + 1


def _column(numbers: Any) -> Days:
    column: Days = numbers.astype(np.int32)
    return column


def _both(pair: tuple[Any, Any]) -> tuple[Days, Days]:
    return _column(pair[0]), _column(pair[1])


# --- as records ------------------------------------------------------------------------------------------


def records(count: int, seed: int = 4) -> dict[str, Any]:
    """Give the same deployments as the arguments of a `Registry`: `Registry(**records(10_000))`.

    The monthly bulletins are the sources: each states what happened until its last day. A deployment is `d` and its
    number. What a vague start leaves open, a strength of at most so many says; it binds no day. Of a long stay every
    sixteen months a bulletin says how many are there: nobody takes a longer silence for staying.
    """
    data = synthetic(count, seed)
    with gc_pause.paused():
        return {
            "sources": _sources(),
            "missions": [Mission(id=f"m{number}", name=f"Mission {number}") for number in range(MISSIONS)],
            "deployments": [*_deployments(data.columns)],
            "statements": [*_statements(data)],
        }


def _sources() -> list[Source]:
    names = {_bulletin(day): day for day in range(FIRST - 40, LAST + 80)}
    return [
        Source(id=name, title="Monthly bulletin", published=datetime.date.fromordinal(day))
        for name, day in names.items()
    ]


@functools.cache
def _bulletin(day: int) -> str:
    return f"bulletin-{datetime.date.fromordinal(day):%Y-%m}"


def _deployments(columns: Columns) -> Iterator[Deployment]:
    make = _maker(Deployment, "id", "contributor", "mission")
    countries = [Country.parse(code) for code in COUNTRIES]
    missions = [(f"m{number}",) for number in range(MISSIONS)]
    for number, (country, mission) in enumerate(zip(columns.country.tolist(), columns.mission.tolist(), strict=True)):
        yield make(f"d{number}", countries[country], missions[mission])


def _statements(data: Synthetic) -> Iterator[Statement]:
    make = _maker(Statement, "id", "source", "about", "kind", "value", "as_of")
    start, end, strength = ClaimKind.START, ClaimKind.END, ClaimKind.STRENGTH
    c = data.columns
    columns = (*data.starts, *data.ends, c.inner_first, c.inner_last, c.low, c.high)
    for number, row in enumerate(zip(*(each.tolist() for each in columns), strict=True)):
        a, b, y, z, first, last, low, high = row
        about = f"d{number}"
        yield make(f"{about}s", _bulletin(b), about, start, _when(a, b), None)
        if first > last or a < first:
            yield make(f"{about}m", _bulletin(a), about, strength, _quantity(0, high), _day(a))
        # One at the first certain day, and others after it.
        for seen in range(first, max(last, first + 1), _SILENCE) if first <= last else ():
            name = f"{about}n{seen - first}" if seen > first else f"{about}n"
            yield make(name, _bulletin(seen), about, strength, _quantity(low, high), _day(seen))
        if z != OPEN:
            yield make(f"{about}e", _bulletin(z), about, end, _when(y, z), None)
        elif first < last:
            yield make(f"{about}l", _bulletin(last), about, strength, _quantity(low, high), _day(last))


@functools.cache
def _day(day: int) -> UncertainDate:
    return UncertainDate.parse(datetime.date.fromordinal(day).isoformat())


@functools.cache
def _when(first: int, last: int) -> When:
    low, high = datetime.date.fromordinal(first), datetime.date.fromordinal(last)
    if first == last:
        return When(on=_day(first))
    if low.day == 1 and (high + datetime.timedelta(days=1)).day == 1 and low.month == high.month:
        return When(on=UncertainDate.parse(f"{low:%Y-%m}"))
    return When(on=UncertainDate.parse(f"[{low.isoformat()}..{high.isoformat()}]"))


@functools.cache
def _quantity(low: int, high: int) -> Quantity:
    return Quantity(low, high)


def _maker(record: type[Any], *names: str) -> Callable[..., Any]:
    """Give a function that makes records of these fields, in order, without checking what was checked once.

    A draft has the same slots and is not frozen; when all are filled it becomes the record.
    """
    others = [(field.name, field.default) for field in attrs.fields(record) if field.name not in names]
    fields = [*(f"draft.{name} = {name}" for name in names), *(f"draft.{name} = {value!r}" for name, value in others)]
    lines = ["draft = new(Draft)", *fields, "draft.__class__ = Record", "return draft"]
    draft = type("Draft", (record,), {"__slots__": (), "__setattr__": object.__setattr__})
    scope: dict[str, Any] = {"new": object.__new__, "Draft": draft, "Record": record}
    exec(f"def make({', '.join(names)}):\n    " + "\n    ".join(lines), scope)  # noqa: S102 - all of it is ours
    made: Callable[..., Any] = scope["make"]
    return made
