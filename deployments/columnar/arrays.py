"""The types of the arrays that the columnar engine computes with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from deployments.rows import Coded

#: Day numbers, infinite where nothing bounds them. They may have single precision, if that has them exactly.
Days = npt.NDArray[np.float64]

#: True or false for each of many things.
Mask = npt.NDArray[np.bool_]

#: The positions of deployments in their store.
Indices = npt.NDArray[np.int32]

#: Whole numbers: cells of an axis, rows of statements, sums.
Integers = npt.NDArray[np.signedinteger]


def told(column: Coded, tell: Callable[[Any], object], kind: type[np.generic]) -> npt.NDArray[Any]:
    """Return what `tell` returns for the value of each row; it is called once for each value that any row has.

    >>> told(Coded.of(["NLD", "DEU", "NLD"]), len, np.int8).tolist()
    [3, 3, 3]
    """
    numbers = column.numbers()
    found = np.zeros(len(column.values), kind)
    used = np.flatnonzero(np.bincount(numbers, minlength=len(column.values)))
    found[used] = [tell(column.values[number]) for number in used.tolist()]
    cells: npt.NDArray[Any] = found[numbers]
    return cells
