"""Puts statements in order: those of one group by their sources, by their places in the source, and by their ids."""

from __future__ import annotations

import numpy as np

from deployments.columnar.arrays import Integers
from deployments.columnar.ledger import Ledger


def in_order(ledger: Ledger, numbers: Integers, groups: Integers, sources: Integers) -> Integers:
    """Return the places of some statements in the order of their groups, each group ordered as the module says.

    `numbers` has the numbers of the statements, `groups` the group of each, `sources` the rank of every source of the
    ledger. Ids are compared only where nothing else tells two statements apart.
    """
    source, locator = sources[ledger.source[numbers]], ledger.locators[numbers]
    order = np.lexsort((locator, source, groups))
    new = np.ones(len(order) + 1, np.bool_)
    new[1:-1] = np.logical_or.reduce([each[order[1:]] != each[order[:-1]] for each in (groups, source, locator)])
    starts = np.flatnonzero(new)
    several = np.flatnonzero(np.diff(starts) > 1)
    for first, after in zip(starts[several].tolist(), starts[several + 1].tolist(), strict=True):
        own = order[first:after].tolist()
        order[first:after] = sorted(own, key=lambda place: ledger.ids[int(numbers[place])])
    return order


def by_id(ledger: Ledger) -> Integers:
    """Return the rank of every source in the order of their ids."""
    return _ranks(sorted(range(len(ledger.sources)), key=[*ledger.sources].__getitem__))


def by_publication(ledger: Ledger) -> Integers:
    """Return the rank of every source in the order of `deployments.solver.ordering.publication`."""
    ids, days = [*ledger.sources], ledger.published
    keys = [*zip(days.last.tolist(), days.first.tolist(), ids, strict=True)]
    return _ranks(sorted(range(len(keys)), key=keys.__getitem__))


def _ranks(order: list[int]) -> Integers:
    found = np.empty(len(order), np.int64)
    found[order] = np.arange(len(order))
    return found
