"""Columns of cells, made from NumPy arrays: the cell of a value is computed once, however many rows have it."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from deployments.columnar.arrays import Days, Integers, Mask
from deployments.columnar.spells import rows_of
from deployments.formats.cells import Cells, Lists, Numbers, day_text
from deployments.formats.layout import Layout, Type
from deployments.rows import Coded, by_value, some_of
from deployments.values.calendar import FIRST_DATE, LAST_DATE

#: Numbers lie close together if they reach over at most so many times as many as they are.
_WIDE = 64


def flags(mask: Mask) -> Coded:
    """Return a column of true and false.

    >>> [*flags(np.array([1, 2]) > 1)]
    [False, True]
    """
    return Coded(mask.astype(np.uint8).tobytes(), [False, True])


def told_once(numbers: Integers, tell: Callable[[int], Any]) -> Coded:
    """Return a column with what `tell` returns for each number; it is called once for each that occurs.

    >>> told_once(np.array([7, 3, 7]), str).values
    ['3', '7']
    """
    used, codes = _used(numbers)
    return Coded.at(codes, [*map(tell, used.tolist())])


def chosen(values: Sequence[Any], numbers: Integers) -> Coded:
    """Return a column with the value that stands at each number; it has only the values that stand at any.

    >>> chosen(["NLD", "DEU", "POL"], np.array([2, 0, 2])).values
    ['NLD', 'POL']
    """
    used, codes = _used(numbers)
    return Coded.at(codes, some_of(values, used.tolist()))


def _used(numbers: Integers) -> tuple[Integers, Integers]:
    """Return the numbers that are there, in order, and for each the place of its number among them."""
    if not len(numbers):
        return numbers, numbers
    low, high = int(numbers.min()), int(numbers.max())
    if high - low > _WIDE * len(numbers):
        return np.unique(numbers, return_inverse=True)
    # Of numbers that lie close together those that are there are marked, which is faster than to sort them.
    is_used, own = np.zeros(high - low + 1, np.bool_), numbers - low
    is_used[own] = True
    return np.flatnonzero(is_used) + low, (np.cumsum(is_used) - 1)[own]


def split(column: Coded, rows: Integers, tell: Callable[[Any], Sequence[Any]], width: int) -> list[Coded]:
    """Return `width` columns, made of some rows of one: `tell` splits a value into that many cells.

    >>> [[*each] for each in split(Coded.of(["a-b", "c-d"]), np.array([1]), lambda text: text.split("-"), 2)]
    [['c'], ['d']]
    """
    used, codes = _used(column.numbers()[rows])
    told = [tell(column.values[code]) for code in used.tolist()]
    return [Coded.at(codes, [each[place] for each in told]) for place in range(width)]


def some(column: Coded, rows: Integers | None = None) -> Coded:
    """Return some rows of a column, or all of them. The new column has only the values that stand in these rows.

    >>> some(Coded.of(["NLD", "DEU"]), np.array([1])).values
    ['DEU']
    """
    return chosen(column.values, column.numbers() if rows is None else column.numbers()[rows])


def lists(column: Coded, rows: Integers) -> Lists:
    """Return some rows of a column whose values are tuples of texts.

    >>> [*lists(Coded.of([("m", "n"), ()]), np.array([1, 0]))]
    [[], ['m', 'n']]
    """
    used, codes = _used(column.numbers()[rows])
    told = [column.values[code] for code in used.tolist()]
    starts = np.append(0, np.cumsum([*map(len, told)])).astype(np.int64)
    items = by_value(itertools.chain.from_iterable(told))
    return Lists(np.diff(starts)[codes], ordered(items, rows_of(starts, codes)))


def days(numbers: Days) -> Numbers:
    """Return a column of days. A day outside the years 1 to 9999, which no date can be, becomes an empty cell.

    >>> [*days(np.array([738692, np.inf]))]
    [738692, None]
    """
    return _numbers(numbers, is_date(numbers))


def is_date(numbers: Days) -> Mask:
    """Tell which days lie in the years 1 to 9999, and so can be dates.

    >>> is_date(np.array([738692, -np.inf])).tolist()
    [True, False]
    """
    return (numbers >= FIRST_DATE) & (numbers <= LAST_DATE)


def wholes(numbers: Days) -> Numbers:
    """Return a column of whole numbers. Infinite numbers become empty cells.

    >>> [*wholes(np.array([6, np.inf]))]
    [6, None]
    """
    return _numbers(numbers, np.isfinite(numbers))


def _numbers(numbers: Days, is_there: Mask) -> Numbers:
    return Numbers(np.where(is_there, numbers, 0).astype(np.int64), is_there)


def periods(first: Days, last: Days) -> tuple[Integers, Callable[[int], str]]:
    """Return for each stretch of days its number among those that differ, and what tells it in EDTF by the number.

    >>> numbers, tell = periods(np.array([738692, 738692]), np.array([738692, 738693]))
    >>> [*told_once(numbers, tell)]
    ['2023-06-21', '2023-06-21/2023-06-22']
    """
    days, codes = np.unique(np.concatenate([first, last]), return_inverse=True)
    pairs, numbers = np.unique(
        codes[: len(first)].astype(np.int64) * len(days) + codes[len(first) :], return_inverse=True
    )
    known, stretches = days.tolist(), pairs.tolist()

    @functools.cache
    def tell(number: int) -> str:
        since, until = divmod(stretches[number], len(known))
        return day_text(known[since]) if since == until else f"{day_text(known[since])}/{day_text(known[until])}"

    return numbers, tell


# --- rows among columns ----------------------------------------------------------------------------------


def columns_of(layout: Layout, rows: Sequence[Sequence[Any]]) -> list[Cells]:
    """Return rows of a table as columns of the kinds that `joined` can put behind columns made from arrays.

    >>> from deployments.formats.layout import COMPUTED
    >>> [[*each] for each in columns_of(COMPUTED["apart"], [("ltu", "svk", 738692, None)])]
    [['ltu'], ['svk'], [738692], [None]]
    """
    every: Sequence[Sequence[Any]] = [*zip(*rows, strict=True)] if rows else [()] * len(layout.columns)
    return [_column_of(column.type, cells) for column, cells in zip(layout.columns, every, strict=True)]


def _column_of(type_: Type, cells: Sequence[Any]) -> Cells:
    if type_ is Type.TEXTS:
        return Lists(np.array([*map(len, cells)], np.int64), by_value(itertools.chain.from_iterable(cells)))
    if type_ in (Type.DAY, Type.WHOLE):
        is_there = np.array([cell is not None for cell in cells], np.bool_)
        return Numbers(np.array([cell or 0 for cell in cells], np.int64), is_there)
    return by_value(cells)


def joined(one: Cells, other: Cells) -> Cells:
    """Return one column: the cells of `one`, and then those of `other`.

    >>> [*joined(days(np.array([738692])), days(np.array([np.inf])))]
    [738692, None]
    """
    if isinstance(one, Coded) and isinstance(other, Coded):
        numbers = [one.numbers().astype(np.int32), other.numbers().astype(np.int32) + len(one.values)]
        return Coded.at(np.concatenate(numbers), [*one.values, *other.values])
    if isinstance(one, Lists) and isinstance(other, Lists):
        items = joined(one.items, other.items)
        assert isinstance(items, Coded)  # noqa: S101 - as its parts are
        return Lists(np.append(one.counts, other.counts), items)
    if isinstance(one, Numbers) and isinstance(other, Numbers):
        return Numbers(np.append(one.values, other.values), np.append(one.is_there, other.is_there))
    return [*one, *other]


def ordered(column: Any, order: Integers) -> Any:
    """Return the cells of a column in another order: `order` has the place of the first, the second, and so on.

    >>> [*ordered(flags(np.array([True, False])), np.array([1, 0]))]
    [False, True]
    """
    if isinstance(column, Coded):
        return Coded.at(column.numbers()[order], column.values)
    if isinstance(column, Numbers):
        return Numbers(column.values[order], column.is_there[order])
    if isinstance(column, Lists):
        starts = np.append(0, np.cumsum(column.counts))
        return Lists(column.counts[order], ordered(column.items, rows_of(starts, order)))
    return [column[place] for place in order.tolist()]
