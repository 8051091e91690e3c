"""Sums of strengths: ranges are added, and one force that moved is counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import inf
from typing import Protocol

import attrs

from deployments.answers.results import Peak, Presence, Series, Step, Total
from deployments.records import Deployment
from deployments.values.calendar import calendar_date
from deployments.values.certainty import Certainty

#: Tells whether two deployments may both be there on the days asked for.
Overlap = Callable[[str, str], bool]


class Counted(Protocol):
    """What is added up: a `Strength`, or what a table says of one."""

    @property
    def low(self) -> int:
        """The low end."""

    @property
    def high(self) -> int | None:
        """The high end, None if there is none."""

    @property
    def is_stated(self) -> bool:
        """Whether any source stated a figure that counts."""


class Forest:
    """Deployments of the same force, each under the one that it follows.

    Two that are linked so may be the same people: they are at least as many as the larger of them, and at most as many
    as both together, or as the larger where they cannot both be there.
    """

    def __init__(self, origins: Mapping[str, str], deployments: Iterable[Deployment]) -> None:
        self.chosen = {deployment.id: deployment for deployment in deployments}
        self._before = {id_: self._nearest(origins, id_) for id_ in self.chosen}
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

    def total(self, strengths: Mapping[str, Counted], overlap: Overlap) -> tuple[int, int | None]:
        """Return the sum of the strengths that are stated, which are given by the ids of the deployments."""
        return self.size([self.chosen[id_] for id_ in self._first_to_last], strengths, overlap)

    def size(
        self, tree: Sequence[Deployment], strengths: Mapping[str, Counted], overlap: Overlap
    ) -> tuple[int, int | None]:
        """Return the sum of one or several whole trees, each deployment after the one that it follows."""
        lows: dict[str | None, float] = defaultdict(float)
        highs: dict[str | None, float] = defaultdict(float)
        linked: dict[str | None, list[str]] = defaultdict(list)
        count: dict[str | None, int] = defaultdict(int)
        for deployment in reversed(tree):
            id_ = deployment.id
            before = self._before[id_]
            low, high, strength = lows[id_], highs[id_], strengths.get(id_)
            if strength is not None and strength.is_stated:
                own = inf if strength.high is None else strength.high
                # Only two that are linked themselves are looked at: others may well be there together.
                direct = count[id_] == len(linked[id_])
                apart = high > 0 and direct and not any(overlap(id_, other) for other in linked[id_])
                low, high = max(low, strength.low), max(high, own) if apart else high + own
                linked[before].append(id_)
                count[before] += 1
            count[before] += count[id_]
            lows[before] += low
            highs[before] += high
        return int(lows[None]), None if highs[None] == inf else int(highs[None])

    def _nearest(self, origins: Mapping[str, str], id_: str) -> str | None:
        before = origins.get(id_)
        while before is not None and before not in self.chosen:
            before = origins.get(before)
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


def there_and_out(found: Iterable[Presence], *, not_excluded: bool) -> tuple[Sequence[Presence], Sequence[Deployment]]:
    """Return who is, or may be, there, and whom that leaves out; nobody of these, if they are asked for too."""
    possible = [presence for presence in found if presence.certainty is not Certainty.NO]
    there = [presence for presence in possible if not_excluded or presence.word.is_listed]
    return there, tuple(p.deployment for p in possible if not (not_excluded or p.word.is_listed))


def sum_of_a_day(forest: Forest, there: Sequence[Presence], out: Sequence[Deployment], overlap: Overlap) -> Total:
    """Return the sum of the strengths of those that are, or may be, there on a day, and of whom it leaves out."""
    low, high = forest.total({presence.deployment.id: presence.strength for presence in there}, overlap)
    return _total(there, low, high, [each.deployment for each in there if not each.strength.is_stated], out)


def sum_of_days(there: Sequence[Presence], sums: Iterable[Sum], out: Sequence[Deployment]) -> Total:
    """Return a sum over several days: from the least that there is on any of them to the most.

    Takes the sums of these days. Each is of one day: who is never there together is never added up.
    """
    every = [*sums]
    highs = [each.high for each in every if each.high is not None]
    high = max(highs) if len(highs) == len(every) else None
    missing = {deployment.id for each in every for deployment in each.unstated}
    unstated = [each.deployment for each in there if each.deployment.id in missing]
    return _total(there, min(each.low for each in every), high, unstated, out)


def _total(
    there: Sequence[Presence], low: int, high: int | None, unstated: Sequence[Deployment], out: Sequence[Deployment]
) -> Total:
    return Total(
        low,
        upper(high, len(there), len(unstated), len(out)),
        high,
        tuple((presence.deployment, presence.strength) for presence in there),
        tuple(unstated),
        out,
        disputed=any(presence.disputed for presence in there),
    )


def upper(stated_high: int | None, parts: int, unstated: int, not_excluded: int) -> int | None:
    """Return the high end of a sum: none while somebody is unstated, and no plain zero where somebody may be there.

    >>> upper(6, 2, 0, 1), upper(6, 2, 1, 0), upper(0, 0, 0, 1), upper(0, 0, 0, 0)
    (6, None, None, 0)
    """
    if unstated or (not parts and not_excluded):
        return None
    return stated_high


@attrs.frozen
class Piece:
    """A stretch of days, both ends inclusive, on which a deployment has one strength; None where it is not listed."""

    first: float
    last: float
    strength: Counted | None
    is_left_out: bool = False


@attrs.frozen
class Sum:
    """What there is from one day on: the low and the high end of what is stated, who is not in them, and how many.

    `parts` counts those that may be there, and `left_out` those that may be there and are not listed.
    """

    first: float
    low: int
    high: int | None
    unstated: tuple[Deployment, ...]
    parts: int
    left_out: int = 0

    def is_like(self, other: Sum) -> bool:
        """Tell whether another is the same but for the day."""
        return attrs.evolve(self, first=other.first) == other


def running(
    forest: Forest, pieces: Mapping[str, Sequence[Piece]], first: float, overlap: Callable[[str, str, float], bool]
) -> list[Sum]:
    """Return the sums of the pieces of each deployment from the first day on, in as few steps as can be.

    The pieces of a deployment follow each other, from `first` on; `overlap` tells whether two may both be there on a
    day.
    """
    events: dict[float, list[tuple[str, Piece]]] = defaultdict(list)
    for id_, own in pieces.items():
        for piece in own:
            events[piece.first].append((id_, piece))
    state = _Running(forest, overlap)
    found: list[Sum] = []
    for day in sorted({first, *events}):
        state.change(day, events.get(day, ()))
        reached = state.sum(day)
        if not found or not found[-1].is_like(reached):
            found.append(reached)
    return found


def with_ends(sums: Sequence[Sum], last: float) -> Iterator[tuple[Sum, float]]:
    """Yield sums that follow each other, each with its last day: that before the next, and of the last one `last`."""
    ends = (each.first - 1 for each in sums[1:])
    return zip(sums, (*ends, last), strict=False)  # without any sum there is no last day


def series(sums: Sequence[Sum], last: float) -> Series:
    """Return the steps of sums that follow each other, the last of them up to a day."""
    return tuple(
        step(each.first, end, each.low, each.high, each.unstated, each.parts, each.left_out)
        for each, end in with_ends(sums, last)
    )


def step(
    first: float,
    last: float,
    low: int,
    stated_high: int | None,
    unstated: tuple[Deployment, ...],
    parts: int,
    left_out: int,
) -> Step:
    """Return a step of a series, of what it is made of."""
    high = upper(stated_high, parts, len(unstated), left_out)
    return Step(calendar_date(first), calendar_date(last), low, high, stated_high, unstated, parts, left_out)


class _Running:
    """The sum on the day that has been reached: only the forces that change are counted anew."""

    def __init__(self, forest: Forest, overlap: Callable[[str, str, float], bool]) -> None:
        self.forest = forest
        self.overlap = overlap
        self.left_out: set[str] = set()
        self.trees = forest.trees()
        self.tree_of = {deployment.id: i for i, tree in enumerate(self.trees) for deployment in tree}
        self.strengths: dict[str, Counted] = {}
        self.sizes: list[tuple[int, int | None]] = [(0, 0)] * len(self.trees)
        self.low = self.high = self.endless = 0
        self.unstated: dict[str, Deployment] = {}
        self.names: tuple[Deployment, ...] = ()

    def change(self, day: float, pieces: Iterable[tuple[str, Piece]]) -> None:
        """Put the pieces that begin on a day in the place of those before."""
        unstated = len(self.unstated)
        for id_, piece in pieces:
            self.strengths.pop(id_, None)
            self.unstated.pop(id_, None)
            (self.left_out.add if piece.is_left_out else self.left_out.discard)(id_)
            if piece.strength is not None:
                self.strengths[id_] = piece.strength
                if not piece.strength.is_stated:
                    self.unstated[id_] = self.forest.chosen[id_]
        for number in {self.tree_of[id_] for id_, _ in pieces}:
            self._add(self.sizes[number], -1)
            self.sizes[number] = self.forest.size(
                self.trees[number], self.strengths, lambda a, b: self.overlap(a, b, day)
            )
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
        return Sum(
            day, self.low, None if self.endless else self.high, self.names, len(self.strengths), len(self.left_out)
        )


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
