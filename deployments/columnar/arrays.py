"""The types of the arrays that the columnar engine computes with."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

#: Day numbers, infinite where nothing bounds them. They may be kept in single precision where that is exact.
Days = npt.NDArray[np.float64]

#: Which of many: true or false for each.
Mask = npt.NDArray[np.bool_]

#: The positions of deployments in their store.
Indices = npt.NDArray[np.int32]

#: Whole numbers: cells of an axis, rows of statements, sums.
Integers = npt.NDArray[np.signedinteger]
