"""Deployments that are part of another: they take fields from it, and are never added to it."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import Any, overload

import numpy as np

from deployments.columnar.arrays import Indices, Integers, Mask
from deployments.records import Deployment
from deployments.rows import Coded
from deployments.store import RecordStore


class FilledDeployments(Sequence[Deployment]):
    """The deployments of a store by their numbers; a part has the fields that it takes from its whole.

    >>> whole, part = Deployment(id="whole", contributor="NLD"), Deployment(id="part", part_of="whole")
    >>> filled = FilledDeployments(RecordStore(deployments=[whole, part]))
    >>> str(filled[1].contributor), [*map(str, filled.column("contributor"))]
    ('NLD', ['NLD', 'NLD'])
    """

    def __init__(self, store: RecordStore) -> None:
        self.store = store
        self._rows = store.deployments.rows

    @overload
    def __getitem__(self, number: int) -> Deployment: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[Deployment]: ...

    def __getitem__(self, number: int | slice) -> Any:
        found = self._rows[number]
        return self.store.filled(found) if isinstance(found, Deployment) else [*map(self.store.filled, found)]

    def __iter__(self) -> Iterator[Deployment]:
        return map(self.store.filled, self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def column(self, name: str) -> Coded:
        """Return the values of a field in all deployments."""
        deployments = self.store.deployments
        own, parts = deployments.column(name), deployments.where("part_of", lambda whole: whole is not None)
        if not parts:
            return own
        codes, values = array("i", [*own.codes]), [*own.values]
        for part in parts:
            codes[deployments.places[part.id]] = len(values)
            values.append(getattr(self.store.filled(part), name))
        return Coded(codes, values)


def are_below(whole: Integers, numbers: Indices) -> Mask:
    """Tell for each deployment whether it is part of one of `numbers`, or part of such a part, and so on.

    `whole` has for each deployment the number of the one that it is part of, or -1.

    >>> are_below(np.array([-1, 0, 1, -1]), np.array([0], np.int32)).tolist()
    [False, True, True, False]
    """
    # One more item stands for "part of nothing"; it is above itself.
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
