"""Parts of deployments: they are never added to what they are part of."""

from __future__ import annotations

import numpy as np

from deployments.columnar.arrays import Indices, Integers, Mask


def are_below(whole: Integers, numbers: Indices) -> Mask:
    """Tell for each deployment whether it is part of any of some, or part of such a part, and so on.

    Takes the number of the deployment that each is part of, or -1.

    >>> are_below(np.array([-1, 0, 1, -1]), np.array([0], np.int32)).tolist()
    [False, True, True, False]
    """
    if not (whole >= 0).any():
        return np.zeros(len(whole), np.bool_)
    # Behind the last deployment stands nobody, who is part of nobody.
    above = np.append(np.where(whole < 0, len(whole), whole), len(whole))
    chosen = np.zeros(len(whole) + 1, np.bool_)
    chosen[numbers] = True
    found: Mask = chosen[above]
    # Each round looks twice as far up as the one before.
    while (above < len(whole)).any():
        found |= found[above]
        above = above[above]
    below: Mask = found[:-1]
    return below
