"""Values and dates as numbers, so that many of them become columns."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from math import inf
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from deployments.claims import ClaimKind, Equipment, Term
from deployments.columnar.arrays import told
from deployments.rows import Coded
from deployments.store import RecordStore
from deployments.values.dates import UncertainDate
from deployments.values.edtf import Run, plain_run
from deployments.values.quantities import Change, Personnel
from deployments.values.when import When

#: Columns do not cover days further away than this: Python's whole numbers do.
FAR = 10**9


class Extent(NamedTuple):
    """What a value says in numbers.

    - `low`, `high`: the first and the last day that a date can mean, with the tolerance for "around". `first`, `last`:
      the same without that tolerance.
    - `is_near`: these days are near enough for columns. `is_holed`: not every day between them can be meant.
    - `during`: for a date that only says "during" a source, the number of that source; else -1.
    - `is_tied`: the date relates to something else.
    - `least`, `most`: the ends of a number. `is_zero`: the number is 0.
    - `is_open`: a duration has no greatest length.
    - `is_left`: the plain definition has to answer. The value is a period of which every day is meant, a length until
      the return, or a change of equipment.
    """

    low: float = -inf
    high: float = inf
    first: float = -inf
    last: float = inf
    is_near: bool = True
    is_holed: bool = False
    during: float = -1
    is_tied: bool = False
    least: float = 0
    most: float = inf
    is_zero: bool = False
    is_open: bool = False
    is_left: bool = False


_NOTHING = Extent()


def is_far(*days: float) -> bool:
    """Tell whether any of these days is too far away for columns."""
    return any(FAR < abs(day) < inf for day in days)


class Extents:
    """The extents of many values as columns. Each object is looked at once."""

    def __init__(self, store: RecordStore) -> None:
        self.tolerance = store.tolerance
        self.sources = store.sources.places
        self.rows: list[tuple[float, ...]] = [_NOTHING]
        self.known: dict[int, int] = {id(None): 0}

    def of(self, column: Coded) -> npt.NDArray[np.int32]:
        """Return for each row of a column the number of its extent. The values have to live as long as this object."""
        return told(column, self._number, np.int32)

    def _number(self, value: object) -> int:
        if isinstance(value, When) and not value.is_relative and value.part is None:
            value = value.on  # it says no more than its date, which many have in common
        number = self.known.get(id(value))
        if number is None:
            number = self.known[id(value)] = len(self.rows)
            self.rows.append(self._extent(value))
        return number

    def columns(self) -> npt.NDArray[np.float64]:
        """Return all extents as a table: a row for each field of `Extent`, a column for each extent."""
        every = np.fromiter(itertools.chain.from_iterable(self.rows), np.float64)
        return every.reshape(-1, len(Extent._fields)).T.copy()  # with the numbers of one field beside each other

    def _extent(self, value: object) -> tuple[float, ...]:
        if isinstance(value, UncertainDate):
            return self._of_date(value)
        if isinstance(value, When):
            return self._of_related(value)
        if isinstance(value, Personnel):
            least, most = value.bounds(self.tolerance)
            return Extent(least=least, most=inf if most is None else most, is_zero=value.high == 0)
        if isinstance(value, Equipment):
            numbers = [number for _, number in value.items]
            counts = [each.bounds(self.tolerance)[0] for each in numbers if not isinstance(each, Change)]
            return Extent(least=max(counts, default=0), is_left=len(counts) < len(numbers))
        if isinstance(value, Term):
            return Extent(is_open=value.of_.high is None, is_left=value.until is not ClaimKind.END)
        return Extent(least=float(value is True), is_zero=value is False)

    def _of_date(self, date: UncertainDate) -> tuple[float, ...]:
        if run := plain_run(date.text):
            return *run, *run, *_NOTHING[4:]  # most dates of a large registry are plain
        runs: Sequence[Run] = date.days(self.tolerance)
        low, high = runs[0][0], runs[-1][1]
        return Extent(
            low, high, *date.hull, is_near=not is_far(low, high), is_holed=len(runs) > 1, is_left=date.is_interval
        )

    def _of_related(self, value: When) -> Extent:
        alone = value.on is None and not (value.after or value.before or value.around)
        if alone and len(value.during) == 1 and value.during[0] in self.sources:
            return Extent(during=self.sources[str(value.during[0])])
        return Extent(is_tied=True)
