"""What can contradict something at all, found without trying which statements can be true together.

Where there are too many largest sets of reports to tell them, what may collide is ignored. Whatever is in a collision
is found by how far bounds can be moved at most: by all statements at once, whether or not they can be true together. A
statement that fits these widest bounds fits the bounds of any choice of the statements. So nothing that collides is
missed; some that fit may be taken for colliding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import inf

from deployments.solver.network import Constraint, Node
from deployments.solver.offsets import Domain

#: A bound that moves in more rounds than these is taken to move without end.
_OFTEN = 100

#: A day to begin at, where any does.
_ANY_DAY = 730_000


class Extremes:
    """The latest least day and the earliest greatest day of each milestone, by whichever of some statements.

    Takes what the rules and the statements say. A bound that a circle of them moves without end is infinite.

    >>> from deployments.solver.offsets import NOT_BEFORE
    >>> start, end = (Constraint(name, name, Domain([run])) for name, run in (("s", (5, 9)), ("e", (3, 7))))
    >>> both = Extremes([start, end, Constraint("s", "e", NOT_BEFORE)])
    >>> both.fit([end]), both.fit([Constraint("e", "e", Domain([(3, 4)]))])
    (True, False)
    """

    def __init__(self, constraints: Iterable[Constraint]) -> None:
        every = [*constraints]
        leaving: dict[Node, list[Constraint]] = defaultdict(list)
        entering: dict[Node, list[Constraint]] = defaultdict(list)
        for each in every:
            leaving[each.source].append(each)
            entering[each.target].append(each)
        self._lows = _Bounds(leaving, upward=True).furthest()
        self._highs = _Bounds(entering, upward=False).furthest()

    def fit(self, constraints: Iterable[Constraint]) -> bool:
        """Tell whether some of what the statements say surely agrees with every choice of them."""
        return all(map(self._fits, constraints))

    def _fits(self, constraint: Constraint) -> bool:
        function, low = constraint.function, self._lows.get(constraint.source, -inf)
        high = self._highs.get(constraint.target, inf)
        if not isinstance(function, Domain):
            return low < inf and high > -inf and function.rise(low) <= high
        first, last = function.runs[0][0], function.runs[-1][1]
        in_gap = any(low > before[1] and high < after[0] for before, after in pairwise(function.runs))
        return first <= high and low <= last and not in_gap


class _Bounds:
    """Bounds from below, upward along the constraints that leave each milestone; or from above, back along others."""

    def __init__(self, using: Mapping[Node, Sequence[Constraint]], *, upward: bool) -> None:
        self._using = using
        self._upward = upward
        self._nothing, self._without_end = (-inf, inf) if upward else (inf, -inf)

    def furthest(self) -> Mapping[Node, float]:
        """Return the bounds that are furthest, whatever the bounds of the other side are."""
        every = [each for own in self._using.values() for each in own]
        nodes = [*dict.fromkeys(name for each in every for name in (each.source, each.target))]
        # From the same day everywhere, only a circle that adds to itself moves any day without end.
        tried = self._flow(dict.fromkeys(nodes, float(_ANY_DAY)), with_days=False)
        start = {node: day if day == self._without_end else self._nothing for node, day in tried.items()}
        return self._flow(start, with_days=True)

    def _flow(self, found: dict[Node, float], *, with_days: bool) -> dict[Node, float]:
        """Let bounds flow along the constraints, those that name days or only the others, a step in each round."""
        moved: dict[Node, int] = defaultdict(int)
        front = [*found]
        while front:
            reached: dict[Node, None] = {}
            for node in front:
                for each in self._using.get(node, ()):
                    if with_days or not each.is_domain:
                        name, day = self._carry(each, found[node])
                        if (day > found[name]) if self._upward else (day < found[name]):
                            found[name] = day
                            reached[name] = None
            for name in reached:
                moved[name] += 1
                if moved[name] > _OFTEN:
                    found[name] = self._without_end
            front = [*reached]
        return found

    def _carry(self, constraint: Constraint, day: float) -> tuple[Node, float]:
        """Return where a bound goes, and its day; it stays where no day that is named lies as far."""
        if self._upward:
            name, found = constraint.target, constraint.function.rise(day)
        else:
            name, found = constraint.source, constraint.function.fall(day)
        return name, day if constraint.is_domain and found == self._without_end else found
