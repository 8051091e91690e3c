"""The same questions asked of other libraries, each used as its own documentation advises.

Each function takes the columns once, lays out what its library can prepare, and gives a function that answers one
question. Answers are of the library's own kind; `numbers` makes a sorted array of them, outside of what is timed.
Several ways were tried for each; the fastest that gives all of the answer is here.
"""

import bisect
import functools
import importlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from tests.benchmarks.synthetic import COUNTRIES, OPEN, Columns

Ask = Callable[..., Any]
Peer = Callable[[Columns], Ask]

#: The rows of the table, by the question.
COUNT = "how many on a day"
WHO = "who on a day"
DURING = "who during 30 days"
FROM_ONE = "who on a day from one country"
DOUBTFUL = "possible but not certain on a day"
SERIES = "strength series over 36 years"
SERIES_BY = "strength series by country"
SERIES_AGAIN = "strength series over 36 years, asked again"
SERIES_BY_AGAIN = "strength series by country, asked again"
PEAK = "peak of a year, from the records"
PEAK_AGAIN = "peak of a year, from a series kept"
BUILD = "building the index, with the first answer"

#: The rows whose answers are two series, and those whose answers are two numbers.
ALL_SERIES = frozenset({SERIES, SERIES_AGAIN, SERIES_BY, SERIES_BY_AGAIN})
PEAKS = frozenset({PEAK, PEAK_AGAIN})


def numbers(answer: Any) -> Any:
    """Give record numbers as a sorted array, whatever they came in: an array, a list, a set or rows of one number."""
    if isinstance(answer, set | frozenset):
        answer = [*answer]
    return np.sort(np.asarray(answer, dtype=np.int64).reshape(-1))


def _library(name: str) -> Any:
    """Import a library that the type checker need not know."""
    return importlib.import_module(name)


def _one(day: int) -> Any:
    return np.array([day])


_NOTHING = np.zeros(1, np.int64)


# --- arrays and the standard library -------------------------------------------------------------------


def numpy_count(c: Columns) -> Ask:
    """Starts and ends sorted, and searched with a scalar of their own type."""
    starts, ends = np.sort(c.outer_first), np.sort(c.outer_last)

    def ask(day: int) -> int:
        wanted = np.int32(day)
        return int(starts.searchsorted(wanted, "right") - ends.searchsorted(wanted, "left"))

    return ask


def bisect_count(c: Columns) -> Ask:
    """Starts and ends as sorted lists."""
    starts, ends = np.sort(c.outer_first).tolist(), np.sort(c.outer_last).tolist()
    return lambda day: bisect.bisect_right(starts, day) - bisect.bisect_left(ends, day)


def _numpy_slice(c: Columns, chosen: Any) -> Ask:
    """Records in the order of their starts: those begun are a slice, of which the ends are compared."""
    order = chosen[np.argsort(c.outer_first[chosen], kind="stable")].astype(np.int32)
    starts, ends = c.outer_first[order], c.outer_last[order]

    def ask(day: int, last: int) -> Any:
        begun = starts.searchsorted(np.int32(last), "right")
        return order[:begun][ends[:begun] >= day]

    return ask


def numpy_who(c: Columns) -> Ask:
    """All records in the order of their starts."""
    return _numpy_slice(c, np.arange(len(c)))


def numpy_from_one(c: Columns) -> Ask:
    """The same, once for each country."""
    by_country = [_numpy_slice(c, np.flatnonzero(c.country == place)) for place in range(len(COUNTRIES))]
    return lambda day, country: by_country[country](day, day)


def numpy_doubtful(c: Columns) -> Ask:
    """A mask over all records."""
    first, last, sure, until = c.outer_first, c.outer_last, c.inner_first, c.inner_last
    return lambda day: np.flatnonzero((first <= day) & (last >= day) & ~((sure <= day) & (until >= day)))


# --- interval libraries --------------------------------------------------------------------------------


def superintervals_count(c: Columns) -> Ask:
    """One map without values."""
    index = _library("superintervals").IntervalMap.from_arrays(c.outer_first, c.outer_last)
    return lambda day: index.count(day, day)


def superintervals_who(c: Columns) -> Ask:
    """One map with the numbers of the records as values: its own places are those of an order of its own."""
    make = _library("superintervals").IntervalMap.from_arrays
    search: Ask = make(c.outer_first, c.outer_last, range(len(c))).search_values
    return search


def superintervals_from_one(c: Columns) -> Ask:
    """A map for each country, with the numbers of its records as values."""
    make, maps = _library("superintervals").IntervalMap.from_arrays, []
    for place in range(len(COUNTRIES)):
        own = np.flatnonzero(c.country == place)
        maps.append(make(c.outer_first[own], c.outer_last[own], own.tolist()))
    return lambda day, country: maps[country].search_values(day, day)


def superintervals_doubtful(c: Columns) -> Ask:
    """A map of the possible days and one of the certain, and the difference of what they give."""
    make = _library("superintervals").IntervalMap.from_arrays
    own = np.flatnonzero(c.inner_first <= c.inner_last)
    outer = make(c.outer_first, c.outer_last, range(len(c)))
    inner = make(c.inner_first[own], c.inner_last[own], own.tolist())
    return lambda day: set(outer.search_values(day, day)).difference(inner.search_values(day, day))


def _ailist(chosen: Any, first: Any, last: Any) -> Any:
    long = [each[chosen].astype(np.int64) for each in (first, last)]
    index = _library("ailist").AIList.from_array(long[0], long[1] + 1, chosen)
    index.construct()
    return index


def ailist_count(c: Columns) -> Ask:
    """One list, half-open."""
    index = _ailist(np.arange(len(c)), c.outer_first, c.outer_last)
    return lambda day: index.nhits(day, day + 1)


def ailist_who(c: Columns) -> Ask:
    """One list, half-open, asked with arrays: its way of asking with numbers goes twice over what it found."""
    index = _ailist(np.arange(len(c)), c.outer_first, c.outer_last)
    return lambda day, last: index.intersect_ids(_one(day), _one(last + 1))[1]


def ailist_from_one(c: Columns) -> Ask:
    """A list for each country."""
    lists = [
        _ailist(np.flatnonzero(c.country == place), c.outer_first, c.outer_last) for place in range(len(COUNTRIES))
    ]
    return lambda day, country: lists[country].intersect_ids(_one(day), _one(day + 1))[1]


def ailist_doubtful(c: Columns) -> Ask:
    """A list of the possible days and one of the certain, and numpy's difference of what they give."""
    outer = _ailist(np.arange(len(c)), c.outer_first, c.outer_last)
    inner = _ailist(np.flatnonzero(c.inner_first <= c.inner_last), c.inner_first, c.inner_last)

    def ask(day: int) -> Any:
        days = _one(day), _one(day + 1)
        return np.setdiff1d(outer.intersect_ids(*days)[1], inner.intersect_ids(*days)[1], assume_unique=True)

    return ask


def ncls_who(c: Columns) -> Ask:
    """One list of 32-bit days, half-open."""
    index = _library("ncls").NCLS(c.outer_first, c.outer_last + np.int32(1), np.arange(len(c)))

    def ask(day: int, last: int) -> Any:
        return index.all_overlaps_both(np.array([day], np.int32), np.array([last + 1], np.int32), _NOTHING)[1]

    return ask


def ncls_few(c: Columns) -> Ask:
    """The same, one interval after another: faster where few are found."""
    index = _library("ncls").NCLS(c.outer_first, c.outer_last + np.int32(1), np.arange(len(c)))
    return lambda day, last: [found[2] for found in index.find_overlap(day, last + 1)]


def intervaltree_who(c: Columns) -> Ask:
    """A tree in Python, half-open; it takes minutes and gigabytes for a million."""
    if len(c) > 100_000:
        raise MemoryError("asked at 100,000 at the most")
    rows = zip(c.outer_first.tolist(), (c.outer_last + 1).tolist(), range(len(c)), strict=True)
    tree = _library("intervaltree").IntervalTree.from_tuples(rows)

    def ask(day: int, last: int) -> Any:
        return [found.data for found in (tree[day] if day == last else tree[day : last + 1])]

    return ask


# --- data frames ---------------------------------------------------------------------------------------


def pandas_count(c: Columns) -> Ask:
    """Starts and ends as sorted indexes."""
    pandas = _library("pandas")
    starts, ends = pandas.Index(np.sort(c.outer_first)), pandas.Index(np.sort(c.outer_last))

    def ask(day: int) -> int:
        wanted = np.int32(day)
        return int(starts.searchsorted(wanted, "right") - ends.searchsorted(wanted, "left"))

    return ask


def _interval_index(first: Any, last: Any) -> Any:
    long = (each.astype(np.int64) for each in (first, last))
    index = _library("pandas").IntervalIndex.from_arrays(*long, closed="both")
    index.get_indexer_non_unique(_one(0))  # the tree is built now
    return index


def _there(index: Any, day: int) -> Any:
    """It says -1 for nobody."""
    found = index.get_indexer_non_unique(_one(day))[0]
    return found if found[0] >= 0 else found[:0]


def pandas_who(c: Columns) -> Ask:
    """The interval tree of an `IntervalIndex`."""
    index = _interval_index(c.outer_first, c.outer_last)
    return lambda day, _: _there(index, day)


def pandas_during(c: Columns) -> Ask:
    """Its tree takes one day; for several there is `overlaps`."""
    pandas = _library("pandas")
    index = _interval_index(c.outer_first, c.outer_last)
    return lambda day, last: np.flatnonzero(index.overlaps(pandas.Interval(day, last, closed="both")))


def pandas_from_one(c: Columns) -> Ask:
    """An `IntervalIndex` for each country."""
    own = [np.flatnonzero(c.country == place) for place in range(len(COUNTRIES))]
    indexes = [_interval_index(c.outer_first[each], c.outer_last[each]) for each in own]
    return lambda day, country: own[country][_there(indexes[country], day)]


def pandas_doubtful(c: Columns) -> Ask:
    """Two trees, and numpy's difference of what they give."""
    own = np.flatnonzero(c.inner_first <= c.inner_last)
    outer = _interval_index(c.outer_first, c.outer_last)
    inner = _interval_index(c.inner_first[own], c.inner_last[own])

    def ask(day: int) -> Any:
        return np.setdiff1d(_there(outer, day), own[_there(inner, day)], assume_unique=True)

    return ask


def _table(c: Columns, *order: str) -> dict[str, Any]:
    """Give the columns by name, with the record numbers, sorted by one or several of them."""
    names = ("country", "outer_first", "outer_last", "inner_first", "inner_last", "low", "high")
    table = {"number": np.arange(len(c), dtype=np.int32), **{name: getattr(c, name) for name in names}}
    if order:
        places = np.lexsort([table[name] for name in reversed(order)])
        table = {name: column[places] for name, column in table.items()}
    return table


def polars_count(c: Columns) -> Ask:
    """Starts and ends as sorted series."""
    polars = _library("polars")
    starts, ends = (polars.Series(np.sort(each)).set_sorted() for each in (c.outer_first, c.outer_last))
    return lambda day: starts.search_sorted(day, "right") - ends.search_sorted(day, "left")


def _polars_slice(frame: Any) -> Ask:
    number, first, last = (frame.get_column(name) for name in ("number", "outer_first", "outer_last"))
    first = first.set_sorted()

    def ask(day: int, until: int) -> Any:
        begun = first.search_sorted(until, "right")
        return number[:begun].filter(last[:begun] >= day)

    return ask


def polars_who(c: Columns) -> Ask:
    """Sorted by start, eagerly: those begun are a slice, of which the ends are compared."""
    return _polars_slice(_library("polars").DataFrame(_table(c, "outer_first")))


def polars_from_one(c: Columns) -> Ask:
    """The same, in a frame for each country."""
    frame = _library("polars").DataFrame(_table(c, "outer_first"))
    parts = frame.partition_by("country", as_dict=True)
    asks = {country: _polars_slice(part) for (country,), part in parts.items()}
    return lambda day, country: asks[country](day, day)


def polars_doubtful(c: Columns) -> Ask:
    """A filter, eagerly, on a frame sorted by start."""
    polars = _library("polars")
    frame = polars.DataFrame(_table(c, "outer_first"))
    first = frame.get_column("outer_first").set_sorted()

    def ask(day: int) -> Any:
        begun = frame[: first.search_sorted(day, "right")]
        possible = polars.col("outer_last") >= day
        certain = (polars.col("inner_first") <= day) & (polars.col("inner_last") >= day)
        return begun.filter(possible & ~certain).get_column("number")

    return ask


# --- databases -----------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=1)
def _duckdb(c: Columns) -> Any:
    """Give a database in memory with the records sorted by start, and by country and start."""
    connection = _library("duckdb").connect()
    for name, order in (("records", ["outer_first"]), ("by_country", ["country", "outer_first"])):
        connection.register("given", _library("pyarrow").table(_table(c, *order)))
        connection.execute(f"create table {name} as select * from given")  # noqa: S608 - names of our own
        connection.unregister("given")
    return connection


def duckdb_count(c: Columns) -> Ask:
    """A statement with parameters on records sorted by start."""
    execute = _duckdb(c).execute
    sql = "select count(*) from records where outer_first <= $1 and outer_last >= $1"
    return lambda day: execute(sql, (day,)).fetchall()[0][0]


def duckdb_who(c: Columns) -> Ask:
    """The same, fetched as arrays."""
    execute = _duckdb(c).execute
    sql = "select number from records where outer_first <= ? and outer_last >= ?"
    return lambda day, last: execute(sql, (last, day)).fetchnumpy()["number"]


def duckdb_from_one(c: Columns) -> Ask:
    """Records sorted by country and start."""
    execute = _duckdb(c).execute
    sql = "select number from by_country where country = $2 and outer_first <= $1 and outer_last >= $1"
    return lambda day, country: execute(sql, (day, country)).fetchnumpy()["number"]


def duckdb_doubtful(c: Columns) -> Ask:
    """One statement."""
    execute = _duckdb(c).execute
    sql = (
        "select number from records where outer_first <= $1 and outer_last >= $1 "
        "and not (inner_first <= $1 and inner_last >= $1)"
    )
    return lambda day: execute(sql, (day,)).fetchnumpy()["number"]


@functools.lru_cache(maxsize=1)
def _sqlite(c: Columns) -> sqlite3.Connection:
    """Give a database in memory with an index by country, and an R*Tree, its own index of ranges."""
    database = sqlite3.connect(":memory:")
    database.execute("create table records (number integer primary key, country int, first int, last int)")
    columns = [each.tolist() for each in (c.country, c.outer_first, c.outer_last)]
    database.executemany("insert into records values (?, ?, ?, ?)", zip(range(len(c)), *columns, strict=True))
    database.execute("create index by_country on records (country, first, last)")
    database.execute("create virtual table ranges using rtree_i32 (number, first, last)")
    database.execute("insert into ranges select number, first, last from records order by first")
    database.execute("analyze")
    return database


def sqlite_who(c: Columns) -> Ask:
    """Its R*Tree, which is twice as fast as the best index of columns."""
    execute = _sqlite(c).execute
    sql = "select number from ranges where first <= ? and last >= ?"
    return lambda day, last: execute(sql, (last, day)).fetchall()


def sqlite_from_one(c: Columns) -> Ask:
    """An index of country, first and last day that holds all that is asked."""
    execute = _sqlite(c).execute
    sql = "select number from records where country = ?2 and first <= ?1 and last >= ?1"
    return lambda day, country: execute(sql, (day, country)).fetchall()


# --- series and peaks: the low ends on the certain days, the high ends on the possible ones ---------------


#: The day on which a number is added, and the one on which it is taken away again.
_STEPS = (
    ("low", "inner_first", 0, 1),
    ("low", "inner_last", 1, -1),
    ("high", "outer_first", 0, 1),
    ("high", "outer_last", 1, -1),
)


def _steps_in_sql(*groups: str) -> str:
    columns = "".join(f"{name}, " for name in groups)
    return " union all ".join(
        f"select {columns}{day} + {later} as day, {sign} * {'low' if what == 'low' else '0'} as low, "  # noqa: S608
        f"{sign} * {'high' if what == 'high' else '0'} as high from records where {day} + {later} <= $2"
        for what, day, later, sign in _STEPS
    )


def _series_in_sql() -> str:
    return (
        f"with steps as ({_steps_in_sql()}), "  # noqa: S608 - names of our own
        "daily as (select greatest(day, $1) as day, sum(low) as low, sum(high) as high from steps group by 1), "
        "days as (select unnest(range($1, $2 + 1)) as day) "
        "select cast(sum(coalesce(low, 0)) over (order by day) as bigint) as low, "
        "cast(sum(coalesce(high, 0)) over (order by day) as bigint) as high from days left join daily using (day)"
    )


def _laid_out(country: Any, place: Any, step: Any, shape: tuple[int, int]) -> Any:
    """Lay steps out on the days of each country, and add them up: arrays do it faster than a join with all days."""
    steps = np.zeros(shape, np.int64)
    steps[country, place] = step
    return steps.cumsum(axis=1)


def duckdb_series(c: Columns) -> Ask:
    """Steps by day, laid out on all days in an array."""
    execute = _duckdb(c).execute
    sql = (
        f"with steps as ({_steps_in_sql()}) select greatest(day, $1) - $1 as place, "  # noqa: S608 - names of our own
        "cast(sum(low) as bigint) as low, cast(sum(high) as bigint) as high from steps group by 1"
    )

    def ask(first: int, last: int) -> Any:
        found, shape = execute(sql, (first, last)).fetchnumpy(), (1, last - first + 1)
        return tuple(_laid_out(0, found["place"], found[what], shape)[0] for what in ("low", "high"))

    return ask


def duckdb_series_by(c: Columns) -> Ask:
    """The same by country and day."""
    execute = _duckdb(c).execute
    sql = (
        f"with steps as ({_steps_in_sql('country')}) "  # noqa: S608 - names of our own
        "select country, greatest(day, $1) - $1 as place, "
        "cast(sum(low) as bigint) as low, cast(sum(high) as bigint) as high from steps group by 1, 2"
    )

    def ask(first: int, last: int) -> Any:
        found, shape = execute(sql, (first, last)).fetchnumpy(), (len(COUNTRIES), last - first + 1)
        return tuple(_laid_out(found["country"], found["place"], found[what], shape) for what in ("low", "high"))

    return ask


def duckdb_peak(c: Columns) -> Ask:
    """The series of the window, and its greatest numbers."""
    execute = _duckdb(c).execute
    sql = f"select max(low), max(high) from ({_series_in_sql()})"  # noqa: S608 - names of our own
    return lambda first, last: execute(sql, (first, last)).fetchall()[0]


def duckdb_peak_again(c: Columns) -> Ask:
    """A table that holds the series."""
    connection = _duckdb(c)
    first, last = int(c.outer_first.min()), int(c.outer_last[c.outer_last != OPEN].max())
    low, high = polars_series(c)(first, last)
    given = _library("pyarrow").table({"day": np.arange(first, last + 1), "low": low, "high": high})
    connection.register("given", given)
    connection.execute("create or replace table series as select * from given")
    connection.unregister("given")
    sql = "select max(low), max(high) from series where day between ? and ?"
    return lambda start, end: connection.execute(sql, (start, end)).fetchall()[0]


def _polars_steps(polars: Any, frame: Any, group: list[str], first: int, last: int) -> Iterator[Any]:
    """Give for the low and for the high end what each day adds, those of before the first day on it."""
    for what in ("low", "high"):
        parts = [
            frame.select(*group, day=(polars.col(day) + later).clip(lower_bound=first), step=polars.col(what) * sign)
            for each, day, later, sign in _STEPS
            if each == what
        ]
        steps = polars.concat(parts).filter(polars.col("day") <= last)
        yield steps.group_by(*group, "day").agg(polars.col("step").cast(polars.Int64).sum())


def polars_series(c: Columns) -> Ask:
    """Steps by day, lazily, laid out on all days in an array."""
    polars = _library("polars")
    frame = polars.DataFrame(_table(c, "outer_first")).lazy()

    def ask(first: int, last: int) -> Any:
        found = polars.collect_all([*_polars_steps(polars, frame, [], first, last)])
        columns = ([each.get_column(name).to_numpy() for name in ("day", "step")] for each in found)
        return tuple(_laid_out(0, day - first, step, (1, last - first + 1))[0] for day, step in columns)

    return ask


def polars_series_by(c: Columns) -> Ask:
    """The same by country and day."""
    polars = _library("polars")
    frame = polars.DataFrame(_table(c, "outer_first")).lazy()

    def ask(first: int, last: int) -> Any:
        shape = (len(COUNTRIES), last - first + 1)
        found = polars.collect_all([*_polars_steps(polars, frame, ["country"], first, last)])
        columns = ([each.get_column(name).to_numpy() for name in ("country", "day", "step")] for each in found)
        return tuple(_laid_out(country, day - first, step, shape) for country, day, step in columns)

    return ask


def polars_peak(c: Columns) -> Ask:
    """The series of the window, and its greatest numbers."""
    series = polars_series(c)
    return lambda first, last: tuple(int(each.max()) for each in series(first, last))


def _pandas_series(frame: Any, groups: list[str], first: int, last: int) -> Iterator[Any]:
    """Give the low and the high ends by day: what starts, less what has ended the day before."""
    days = np.arange(first, last + 1)
    for what, start, end in (("low", "inner_first", "inner_last"), ("high", "outer_first", "outer_last")):
        begun = frame.groupby([*groups, start])[what].sum()
        ended = frame.groupby([*groups, end])[what].sum()
        if groups:
            begun, ended = (each.unstack(0, fill_value=0) for each in (begun, ended))
        ended.index += 1
        yield begun.sub(ended, fill_value=0).cumsum().reindex(days, method="ffill", fill_value=0)


def pandas_series(c: Columns) -> Ask:
    """Sums by first day less sums by last day, added up."""
    frame = _library("pandas").DataFrame(_table(c, "outer_first"))
    return lambda first, last: tuple(each.to_numpy() for each in _pandas_series(frame, [], first, last))


def pandas_series_by(c: Columns) -> Ask:
    """The same by country."""
    frame = _library("pandas").DataFrame(_table(c, "outer_first"))
    return lambda first, last: tuple(each.to_numpy().T for each in _pandas_series(frame, ["country"], first, last))


def _stairs(frame: Any) -> tuple[Any, Any]:
    stairs = _library("staircase").Stairs
    certain = frame[frame["inner_first"] < frame["inner_end"]]
    return (
        stairs(certain, start="inner_first", end="inner_end", value="low"),
        stairs(frame, start="outer_first", end="outer_end", value="high"),
    )


def _stairs_frame(c: Columns) -> Any:
    frame = _library("pandas").DataFrame(_table(c, "outer_first"))
    return frame.assign(inner_end=frame["inner_last"] + 1, outer_end=frame["outer_last"] + 1)


def staircase_series(c: Columns) -> Ask:
    """Its step function of the records, and the value of it on each day."""
    frame = _stairs_frame(c)

    def ask(first: int, last: int) -> Any:
        days = np.arange(first, last + 1)
        return tuple(np.asarray(each(days)) for each in _stairs(frame))

    return ask


def staircase_series_by(c: Columns) -> Ask:
    """The same for each country."""
    parts = [part for _, part in _stairs_frame(c).groupby("country")]

    def ask(first: int, last: int) -> Any:
        days = np.arange(first, last + 1)
        found = [[np.asarray(each(days)) for each in _stairs(part)] for part in parts]
        return tuple(np.array(each) for each in zip(*found, strict=True))

    return ask


def staircase_peak(c: Columns) -> Ask:
    """The step function of those who were there in the window."""
    frame = _stairs_frame(c)

    def ask(first: int, last: int) -> Any:
        there = frame[(frame["outer_first"] <= last) & (frame["outer_last"] >= first)]
        return tuple(each.clip(first, last + 1).max() for each in _stairs(there))

    return ask


def staircase_peak_again(c: Columns) -> Ask:
    """The step function of all records, made once."""
    both = _stairs(_stairs_frame(c))
    return lambda first, last: tuple(each.clip(first, last + 1).max() for each in both)


# --- building ------------------------------------------------------------------------------------------


def _built(who: Peer) -> Peer:
    """Turn a function that prepares into one that prepares and answers once, each time that it is asked."""
    return lambda c: lambda day: who(c)(day, day)


_WHO: Mapping[str, Peer] = {
    "pandas": pandas_who,
    "ailist": ailist_who,
    "superintervals": superintervals_who,
    "NCLS": ncls_who,
    "NCLS, one by one": ncls_few,
    "polars": polars_who,
    "numpy": numpy_who,
    "DuckDB": duckdb_who,
    "SQLite": sqlite_who,
    "intervaltree": intervaltree_who,
}
_SERIES: Mapping[str, Peer] = {
    "DuckDB": duckdb_series,
    "polars": polars_series,
    "pandas": pandas_series,
    "staircase": staircase_series,
}
_SERIES_BY: Mapping[str, Peer] = {
    "DuckDB": duckdb_series_by,
    "polars": polars_series_by,
    "pandas": pandas_series_by,
    "staircase": staircase_series_by,
}

#: For each row of the table the peers by name. Nothing of theirs keeps a series: asked again they compute it again.
PEERS: Mapping[str, Mapping[str, Peer]] = {
    COUNT: {
        "bisect": bisect_count,
        "numpy": numpy_count,
        "pandas": pandas_count,
        "superintervals": superintervals_count,
        "ailist": ailist_count,
        "polars": polars_count,
        "DuckDB": duckdb_count,
    },
    WHO: _WHO,
    DURING: {**_WHO, "pandas": pandas_during},
    FROM_ONE: {
        "superintervals": superintervals_from_one,
        "ailist": ailist_from_one,
        "pandas": pandas_from_one,
        "polars": polars_from_one,
        "numpy": numpy_from_one,
        "DuckDB": duckdb_from_one,
        "SQLite": sqlite_from_one,
    },
    DOUBTFUL: {
        "numpy": numpy_doubtful,
        "superintervals": superintervals_doubtful,
        "ailist": ailist_doubtful,
        "pandas": pandas_doubtful,
        "polars": polars_doubtful,
        "DuckDB": duckdb_doubtful,
    },
    SERIES: _SERIES,
    SERIES_AGAIN: _SERIES,
    SERIES_BY: _SERIES_BY,
    SERIES_BY_AGAIN: _SERIES_BY,
    PEAK: {"DuckDB": duckdb_peak, "polars": polars_peak, "staircase": staircase_peak},
    PEAK_AGAIN: {"DuckDB": duckdb_peak_again, "staircase": staircase_peak_again},
    BUILD: {
        "superintervals": _built(superintervals_who),
        "ailist": _built(ailist_who),
        "NCLS": _built(ncls_who),
        "pandas": _built(pandas_who),
    },
}
