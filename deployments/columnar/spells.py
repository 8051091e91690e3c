"""Stretches of days of many deployments: flat columns, in the order of the deployments."""

from __future__ import annotations

import functools
from typing import Self

import attrs
import numpy as np
import numpy.typing as npt

from deployments.columnar.arrays import Days, Indices, Integers

#: Whole numbers below this are exact in single precision: days of the years up to 45,000.
_EXACT = 2**24 - 2


def lean(days: Days) -> Days:
    """Return the same days in as little memory as they fit in.

    >>> lean(np.array([738692.0, np.inf])).dtype, lean(np.array([17e9])).dtype
    (dtype('float32'), dtype('float64'))
    """
    near = np.isinf(days) | (np.abs(days) < _EXACT)
    return days.astype(np.float32) if near.all() else days.astype(np.float64)


def rows_of(starts: Integers, numbers: Integers) -> Integers:
    """Return the rows of some owners, where `starts` has the place of the first row of each, and the place after all.

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
    """Stretches of days, both ends inclusive, each of a deployment; those of one deployment do not touch."""

    number: npt.NDArray[np.integer]
    first: Days
    last: Days

    @functools.cached_property
    def starts(self) -> Integers:
        """The place of the first of each deployment, and behind the last of them all."""
        return np.append(0, np.cumsum(np.bincount(self.number)))

    @functools.cached_property
    def are_single(self) -> bool:
        """Whether no deployment has more than one."""
        return not (self.number[1:] == self.number[:-1]).any()

    def among(self, numbers: Indices) -> Self:
        """Return those of some deployments, whose numbers ascend."""
        numbers = numbers[: np.searchsorted(numbers, len(self.starts) - 1)]
        if len(numbers) == len(self.starts) - 1:
            return self
        rows = rows_of(self.starts, numbers)
        columns = {field.name: getattr(self, field.name) for field in attrs.fields(type(self))}
        return type(self)(**{name: column[rows] for name, column in columns.items()})
