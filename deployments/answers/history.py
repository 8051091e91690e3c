"""How the bounds of a milestone changed as sources appeared, and which planned days passed without a report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf

import attrs

from deployments.answers.growth import Holding
from deployments.answers.results import Passing, Revision
from deployments.claims import Basis
from deployments.records import Source, Statement
from deployments.solver.bounds import Bounds, Status
from deployments.solver.components import Component
from deployments.solver.constraints import node
from deployments.solver.explain import behind as statements_behind
from deployments.solver.network import Node
from deployments.solver.ordering import publication
from deployments.solver.resolution import Resolution
from deployments.store import RecordStore

_NOTHING = Bounds(-inf, inf)


@attrs.frozen
class _State:
    """What is known of the milestone at some time: its bounds, whether plans are behind them, what counts no more."""

    bounds: Bounds = _NOTHING
    reported: Bounds = _NOTHING
    basis: Basis | None = None
    overtaken: frozenset[str] = frozenset()
    behind: tuple[Statement, ...] = ()
    cancellation: Statement | None = None


class Letters:
    """The sources of a store in the order in which they were surely known, and what holds after each of them.

    `near` has all that can bind the days of some subjects, and nothing else. What holds after a source is found once,
    for all milestones that are asked for; `found` is what is known already of that, by the number of statements.
    """

    def __init__(self, near: RecordStore, found: Mapping[int, Resolution] | None = None) -> None:
        self.near = near
        self.sources = sorted(near.heard, key=lambda source: publication(near, source.id))
        self.said: dict[str, list[Statement]] = defaultdict(list)
        for statement in near.statements:
            self.said[statement.source].append(statement)
        self._found = dict(found or {})
        self.holding = Holding(near)

    def until(self, known: Sequence[Statement]) -> Resolution:
        """Return what holds after the source whose statements are the last of those known: all until then, in order."""
        found = self._found.get(len(known))
        if found is None:
            found = self._found[len(known)] = self.holding.after(known)
        return found


class History:
    """The revisions of one milestone, in the order in which the sources were surely known."""

    def __init__(self, letters: Letters, subject: str, milestone: str) -> None:
        self.letters = letters
        self.near = letters.near
        self.subject = subject
        self.milestone = milestone
        days = (self.near.published(s.source)[1] for s in self.near.statements_of(about=subject))
        #: The latest day of the newest source that speaks of the subject.
        self.newest = max((day for day in days if day < inf), default=-inf)
        self.state = _State()
        self.known: list[Statement] = []

    def revisions(self) -> Iterator[Revision]:
        """Yield them: a row for each source, and for each planned day that passed without a report."""
        since, told = -inf, -inf
        for source in self.letters.sources:
            until = self.near.published(source.id)[1]
            due = self._unreported()
            if since <= due < min(until, self.newest) and due > told:
                told = due
                yield self._passing(Passing.PASSED)
            yield self._with(source)
            since = until
        if self._unreported() >= self.newest and self._unreported() < inf:
            yield self._passing(Passing.UNTOLD)

    def _unreported(self) -> float:
        """Return the latest day that plans leave for the milestone, infinite if reports alone have it by then."""
        due = self.state.bounds.high
        return inf if self.state.reported.high <= due else due

    def _passing(self, event: Passing) -> Revision:
        bounds = self.state.bounds
        day = Bounds(bounds.high, bounds.high)
        return Revision(None, bounds, published=day, basis=self.state.basis, event=event)

    def _with(self, source: Source) -> Revision:
        """Return the revision that a source makes."""
        before = self.state
        statements: tuple[Statement, ...] = ()
        overtakes: tuple[Statement, ...] = ()
        if said := self.letters.said[source.id]:
            self.known += said
            statements, overtakes = self._learn()
        after = self.state
        return Revision(
            source,
            after.bounds,
            moved_by(before.bounds.low, after.bounds.low),
            moved_by(before.bounds.high, after.bounds.high),
            published=Bounds(*self.near.published(source.id)),
            basis=after.basis,
            statements=statements,
            overtakes=overtakes,
        )

    def _learn(self) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
        """Find what is known by now; return the statements behind what is new, and the plans that it overtakes."""
        before, name = self.state, node(self.subject, self.milestone)
        resolution = self.letters.until(self.known)
        component = resolution.components.component(self.subject)
        overtaken = frozenset(id_ for id_, status in component.refused.items() if status is Status.OVERTAKEN)
        bounds = Bounds(*component.expected(name), self.subject in component.disputed)
        reported, basis = Bounds(*component.reported(name)), basis_of(component, name)
        counting = component.counting.get(self.subject)
        cancellation = None if counting is None else counting.cancellation
        statements: tuple[Statement, ...] = ()
        behind = before.behind
        if (bounds.run, basis) != (before.bounds.run, before.basis):
            earliest, latest = statements_behind(resolution, self.subject, self.milestone)
            behind = _once(earliest, latest)
            low, high = before.bounds.low != bounds.low, before.bounds.high != bounds.high
            moved = [chain for chain, is_it in ((earliest, low), (latest, high)) if is_it]
            called_off = () if cancellation in (None, before.cancellation) else (cancellation,)
            statements = (*_once(*moved), *called_off) or behind
        self.state = _State(bounds, reported, basis, overtaken, behind, cancellation)
        own = {statement.id for statement in before.behind}
        new = [statement for statement in component.statements if statement.id in overtaken - before.overtaken]
        return statements, tuple(each for each in new if each.about == self.subject or each.id in own)


def _once(*chains: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return the statements in some chains, each once."""
    return tuple({each.id: each for chain in chains for each in chain}.values())


def basis_of(component: Component, name: Node) -> Basis | None:
    """Tell whether reports alone imply the bounds of a milestone, or plans do; None if nothing bounds it."""
    bounds = component.expected(name)
    if bounds == _NOTHING.run:
        return None
    return Basis.REPORTED if bounds == component.reported(name) else Basis.PLANNED


def moved_by(before: float, after: float) -> int | None:
    """Return by how many days a bound moved; None where it was, or is, no day.

    >>> moved_by(738685, 738699), moved_by(inf, 738699)
    (14, None)
    """
    return None if inf in (abs(before), abs(after)) else int(after - before)
