"""Sums of strengths: ranges are added, and one force that moved is counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import inf

import attrs

from deployments.answers.results import Peak, Presence, Series, Step, Strength, Total
from deployments.records import Deployment
from deployments.store import RecordStore
from deployments.values.calendar import calendar_date
from deployments.values.certainty import Certainty


class Forest:
    """Deployments of the same force, linked by `follows`: each under the one that it follows.

    The number of a force is the larger of what is at one place and of what followed it to others.
    """

    def __init__(self, store: RecordStore, deployments: Iterable[Deployment]) -> None:
        self.chosen = {deployment.id: deployment for deployment in deployments}
        self._before = {id_: self._nearest(store, deployment) for id_, deployment in self.chosen.items()}
        self._first_to_last = sorted(self.chosen, key=self._depths().__getitem__)

    def trees(self) -> list[list[Deployment]]:
        """Return the deployments in groups of the same force."""
        roots: dict[str, str] = {}
        groups: dict[str, list[Deployment]] = defaultdict(list)
        for id_ in self._first_to_last:
            before = self._before[id_]
            roots[id_] = id_ if before is None else roots[before]
            groups[roots[id_]].append(self.chosen[id_])
        return [*groups.values()]

    def total(self, strengths: Mapping[str, Strength]) -> tuple[int, int | None]:
        """Return the sum of the strengths that are stated, which are given by the ids of the deployments."""
        return self.size([self.chosen[id_] for id_ in self._first_to_last], strengths)

    def size(self, tree: Sequence[Deployment], strengths: Mapping[str, Strength]) -> tuple[int, int | None]:
        """Return the sum of one or several whole trees, each deployment after the one that it follows."""
        sums: dict[str | None, tuple[float, float]] = defaultdict(lambda: (0, 0))
        for deployment in reversed(tree):
            low, high = sums[deployment.id]
            strength = strengths.get(deployment.id)
            if strength is not None and strength.is_stated:
                low, high = max(low, strength.low), max(high, inf if strength.high is None else strength.high)
            before = self._before[deployment.id]
            sums[before] = sums[before][0] + low, sums[before][1] + high
        low, high = sums[None]
        return int(low), None if high == inf else int(high)

    def _nearest(self, store: RecordStore, deployment: Deployment) -> str | None:
        before = deployment.follows
        while before is not None and before not in self.chosen:
            before = store.deployments[before].follows
        return before

    def _depths(self) -> dict[str, int]:
        depths: dict[str | None, int] = {None: 0}
        for id_ in self.chosen:
            path: list[str | None] = [id_]
            while path[-1] not in depths:
                path.append(self._before[str(path[-1])])
            for above, below in zip(reversed(path), reversed(path[:-1]), strict=False):
                depths[below] = depths[above] + 1
        return {id_: depths[id_] for id_ in self.chosen}


def total_of(forest: Forest, found: Iterable[Presence]) -> Total:
    """Return the sum of the strengths of those that are, or may be, there."""
    there = [presence for presence in found if presence.certainty is not Certainty.NO]
    low, high = forest.total({presence.deployment.id: presence.strength for presence in there})
    disputed = any(presence.disputed or presence.strength.disputed for presence in there)
    parts = tuple((presence.deployment, presence.strength) for presence in there)
    unstated = tuple(deployment for deployment, strength in parts if not strength.is_stated)
    return Total(low, high, parts, unstated, disputed)


@attrs.frozen
class Piece:
    """A stretch of days, both ends inclusive, on which a deployment has one strength; None where it is not there."""

    first: float
    last: float
    strength: Strength | None


@attrs.frozen
class Sum:
    """What there is from one day on: the low and the high end, who is not in them, and how many may be there in all."""

    first: float
    low: int
    high: int | None
    unstated: tuple[Deployment, ...]
    parts: int

    def is_like(self, other: Sum) -> bool:
        """Tell whether another is the same but for the day."""
        return attrs.evolve(self, first=other.first) == other


def running(forest: Forest, pieces: Mapping[str, Sequence[Piece]], first: float) -> list[Sum]:
    """Return the sums of the pieces of each deployment from the first day on, in as few steps as can be.

    The pieces of a deployment follow each other, from `first` on.
    """
    events: dict[float, list[tuple[str, Piece]]] = defaultdict(list)
    for id_, own in pieces.items():
        for piece in own:
            events[piece.first].append((id_, piece))
    state = _Running(forest)
    found: list[Sum] = []
    for day in sorted({first, *events}):
        state.change(events.get(day, ()))
        reached = state.sum(day)
        if not found or not found[-1].is_like(reached):
            found.append(reached)
    return found


def series(sums: Sequence[Sum], last: float) -> Series:
    """Return the steps of sums that follow each other, the last of them up to a day."""
    ends = [*(each.first - 1 for each in sums[1:]), last]
    return tuple(
        Step(calendar_date(each.first), calendar_date(end), each.low, each.high, each.unstated, each.parts)
        for each, end in zip(sums, ends, strict=True)
    )


class _Running:
    """The sum on the day that has been reached: only the forces that change are counted anew."""

    def __init__(self, forest: Forest) -> None:
        self.forest = forest
        self.trees = forest.trees()
        self.tree_of = {deployment.id: i for i, tree in enumerate(self.trees) for deployment in tree}
        self.strengths: dict[str, Strength] = {}
        self.sizes: list[tuple[int, int | None]] = [(0, 0)] * len(self.trees)
        self.low = self.high = self.endless = 0
        self.unstated: dict[str, Deployment] = {}
        self.names: tuple[Deployment, ...] = ()

    def change(self, pieces: Iterable[tuple[str, Piece]]) -> None:
        """Put the pieces in the place of those before."""
        unstated = len(self.unstated)
        for id_, piece in pieces:
            self.strengths.pop(id_, None)
            self.unstated.pop(id_, None)
            if piece.strength is not None:
                self.strengths[id_] = piece.strength
                if not piece.strength.is_stated:
                    self.unstated[id_] = self.forest.chosen[id_]
        for number in {self.tree_of[id_] for id_, _ in pieces}:
            self._add(self.sizes[number], -1)
            self.sizes[number] = self.forest.size(self.trees[number], self.strengths)
            self._add(self.sizes[number], 1)
        if unstated or self.unstated:
            self.names = tuple(self.unstated[id_] for id_ in sorted(self.unstated))

    def _add(self, size: tuple[int, int | None], sign: int) -> None:
        low, high = size
        self.low += sign * low
        self.high += sign * (high or 0)
        self.endless += sign * (high is None)

    def sum(self, day: float) -> Sum:
        """Return what there is from the day on."""
        return Sum(day, self.low, None if self.endless else self.high, self.names, len(self.strengths))


def peak(steps: Iterable[Step]) -> Peak:
    """Return the peak of the low and of the high ends of a series, each with its first day.

    >>> days = [calendar_date(day) for day in (1, 3, 4, 5)]
    >>> peak([Step(*days[:2], 5, 8), Step(*days[2:], 6, 7)]).low
    6
    """
    every = [*steps]
    least = max(every, key=lambda step: step.low)
    most = max(every, key=lambda step: inf if step.high is None else step.high)
    return Peak(least.low, least.first, most.high, most.first)
