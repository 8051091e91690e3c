"""Days that are all possible for a milestone, found at once: where none can be left out, none needs to be asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from deployments.solver.network import Constraint, Contradiction, Network, Node
from deployments.solver.offsets import AtLeast, AtMost, CalendarOffset, DayFunction, Domain
from deployments.values.edtf import Run


def possible_stretch(constraints: Iterable[Constraint], wanted: Node) -> Run | None:
    """Return a stretch of days on each of which a node can be, or None if none is seen; others may be possible too.

    The constraints are replaced by stricter ones in plain days: a month counts as 31 days where more is asked for and
    as 28 where less is, and of days with holes only the last stretch counts. Where all is in plain days and without
    holes, every day between the first and the last is possible. A length of so many months and no other, which no
    number of days is, makes one node depend on another: it is then a least and a most number of days after it.

    >>> from deployments.solver.offsets import NOT_BEFORE
    >>> starts = Constraint("start", "start", Domain([(1, 5), (20, 30)]))
    >>> possible_stretch([starts, Constraint("start", "day", NOT_BEFORE)], "day")
    (20, inf)
    """
    known = tuple(constraints)
    depends = _dependencies(known)
    if wanted in depends.after:
        return None
    strict: list[Constraint] = []
    for constraint in known:
        if _saying(constraint) not in depends.defining:
            found = depends.stricter(constraint)
            if found is None:
                return None
            strict += found
    try:
        network = Network(strict)
        solution = network.solve()
    except Contradiction:
        return None
    # The greatest days are too late where finding them took too long.
    if any(each.function.fall(solution.highs[each.target]) < solution.highs[each.source] for each in strict):
        return None
    return solution.bounds(wanted)


@attrs.frozen
class _Dependencies:
    """The nodes that lie a least and a most number of days after another, and the constraints that say so."""

    after: Mapping[Node, tuple[Node, int, int]]
    defining: frozenset[_Key]

    def root(self, node: Node) -> tuple[Node, int, int]:
        """Return the node that another depends on in the end, and the least and the most number of days after it."""
        low = high = 0
        while node in self.after:
            node, least, most = self.after[node]
            low, high = low + least, high + most
        return node, low, high

    def stricter(self, constraint: Constraint) -> Sequence[Constraint] | None:
        """Return constraints in plain days that imply one; None if there are none."""
        source, least, most = self.root(constraint.source)
        target, target_least, _ = self.root(constraint.target)
        function = constraint.function
        if isinstance(function, Domain):
            first, last = function.runs[-1][0] - least, function.runs[-1][1] - most
            if constraint.source != constraint.target or first > last:
                return None
            return [Constraint(source, source, Domain([(first, last)]))]
        needed = function.by.most if isinstance(function, AtLeast) else -function.by.least
        days = most + needed - target_least
        if source != target:
            return [Constraint(source, target, AtLeast(CalendarOffset(0, days)))]
        return [] if days <= 0 else None


def _dependencies(constraints: Sequence[Constraint]) -> _Dependencies:
    after: dict[Node, tuple[Node, int, int]] = {}
    defining: list[_Key] = []
    for least, most, by in _month_lengths(constraints):
        start, end = least.source, least.target
        if end not in after and _Dependencies(after, frozenset()).root(start)[0] != end:
            after[end] = (start, by.least, by.most)
            defining += (_saying(least), _saying(most))
    return _Dependencies(after, frozenset(defining))


def _month_lengths(constraints: Iterable[Constraint]) -> Iterator[tuple[Constraint, Constraint, CalendarOffset]]:
    """Yield each length in months that is no fixed number of days: what it takes at least, at most, and its offset."""
    at_least: dict[tuple[Node, Node], list[tuple[Constraint, CalendarOffset]]] = defaultdict(list)
    for each in constraints:
        if isinstance(each.function, AtLeast):
            at_least[each.source, each.target].append((each, each.function.by))
    for most in constraints:
        if isinstance(most.function, AtMost):
            high = most.function.by
            for least, low in at_least[most.target, most.source]:
                same = (low.months, low.whole) == (high.months, high.whole) and low.days <= high.days
                if same and low.most > high.least:
                    yield least, most, high


_Key = tuple[Node, Node, DayFunction]


def _saying(constraint: Constraint) -> _Key:
    """Return what a constraint says, whoever says it."""
    return constraint.source, constraint.target, constraint.function
