"""Puts statements in order: those of one group by their sources, by their places in the source, and by their ids."""

from __future__ import annotations

import operator

import numpy as np

from deployments.columnar.arrays import Integers
from deployments.columnar.ledger import Ledger
from deployments.rows import some_of


def in_order(ledger: Ledger, numbers: Integers, groups: Integers, sources: Integers) -> Integers:
    """Return the places of some statements in the order of their groups, each group ordered as the module says.

    `numbers` has the numbers of the statements, `groups` the group of each, `sources` the rank of every source of the
    ledger. Ids are compared only where nothing else tells two statements apart.
    """
    # As one whole number each: so they are sorted in a fraction of the time.
    locators = ledger.locators[numbers]
    _, place = np.unique(
        sources[ledger.source[numbers]] * (locators.max(initial=0) + 1) + locators, return_inverse=True
    )
    key = groups.astype(np.int64) * (place.max(initial=0) + 1) + place
    order = np.argsort(key, kind="stable")
    new = np.ones(len(order) + 1, np.bool_)
    new[1:-1] = key[order[1:]] != key[order[:-1]]
    starts = np.flatnonzero(new)
    counts = np.diff(starts)
    _swap(ledger, numbers, order, starts[:-1][counts == 2])
    several = np.flatnonzero(counts > 2)
    for first, after in zip(starts[several].tolist(), starts[several + 1].tolist(), strict=True):
        own = order[first:after].tolist()
        order[first:after] = sorted(own, key=lambda place: ledger.ids[int(numbers[place])])
    return order


def _swap(ledger: Ledger, numbers: Integers, order: Integers, firsts: Integers) -> None:
    """Put in order those of which only one other is of the same group, source and place: most others are two by two."""
    ids = [some_of(ledger.ids, numbers[order[places]].tolist()) for places in (firsts, firsts + 1)]
    wrong = firsts[np.fromiter(map(operator.gt, *ids), np.bool_, len(firsts))]
    order[wrong], order[wrong + 1] = order[wrong + 1], order[wrong]


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
