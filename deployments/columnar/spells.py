"""Stretches of days of many deployments, as columns, in the order of the deployments."""

from __future__ import annotations

import functools
from typing import Self

import attrs
import numpy as np
import numpy.typing as npt

from deployments.columnar.arrays import Days, Indices, Integers, between

#: Whole numbers below this are exact in single precision: days of the years up to 45,000.
_EXACT = 2**24 - 2


def lean(days: Days) -> Days:
    """Return the same days in single precision if that has them exactly; otherwise in double precision.

    >>> lean(np.array([738692.0, np.inf])).dtype, lean(np.array([17e9])).dtype
    (dtype('float32'), dtype('float64'))
    """
    near = np.isinf(days) | (np.abs(days) < _EXACT)
    return days.astype(np.float32) if near.all() else days.astype(np.float64)


def rows_of(starts: Integers, numbers: Integers) -> Integers:
    """Return the rows of the owners `numbers`: those of owner `n` are from `starts[n]` up to `starts[n + 1]`, excluded.

    >>> rows_of(np.array([0, 2, 3, 5]), np.array([0, 2])).tolist()
    [0, 1, 3, 4]
    """
    own = starts[numbers]
    lengths = starts[numbers + 1] - own
    if lengths.max(initial=0) <= 1:
        return own[lengths > 0]
    return np.repeat(own - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())


@attrs.frozen(eq=False)
class Spells:
    """Stretches of days of deployments, both ends inclusive. Those of the same deployment do not touch each other."""

    number: npt.NDArray[np.integer]
    first: Days
    last: Days

    @functools.cached_property
    def starts(self) -> Integers:
        """The place of the first stretch of each deployment, and at the end the number of all stretches."""
        return np.append(0, np.cumsum(np.bincount(self.number)))

    @functools.cached_property
    def are_single(self) -> bool:
        """Whether no deployment has more than one stretch."""
        return not (self.number[1:] == self.number[:-1]).any()

    def among(self, numbers: Indices) -> Self:
        """Return the stretches of some deployments. Their numbers have to ascend."""
        numbers = numbers[between(numbers, 0, len(self.starts) - 1)]
        if len(numbers) == len(self.starts) - 1:
            return self
        rows = rows_of(self.starts, numbers)
        columns = {field.name: getattr(self, field.name) for field in attrs.fields(type(self))}
        return type(self)(**{name: column[rows] for name, column in columns.items()})
