"""The answers by definition: every assignment of days to milestones, tried one and all.

A world gives a day of a small window to each milestone that is spoken of, and to each day of an observation. The worlds
in which a set of statements is true are a table of truth values with one axis for each of those. The window reaches
so far beyond all days spoken of that a bound at its edge is no bound.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator
from math import inf
from typing import Any

import numpy as np
import pendulum

from deployments import Certainty, Deployment, Registry, Statement
from deployments.claims import Basis, ClaimKind, Equipment, Term
from deployments.values.dates import UncertainDate
from deployments.values.durations import Span
from deployments.values.quantities import Quantity
from deployments.values.when import When
from tests.answers.small import EDGE

LATER = {
    "decided": {"start", "departed", "operational", "end", "returned"},
    "start": {"operational", "end", "returned"},
    "departed": {"operational", "end", "returned"},
    "operational": {"end", "returned"},
    "end": {"returned"},
}
MISSION = {"decided": {"start", "end"}, "start": {"end"}}
EVENT = {"start": {"end"}}


def observes(registry: Registry, statement: Statement) -> bool:
    if registry.basis(statement) is not Basis.REPORTED:
        return False
    if statement.kind is ClaimKind.STRENGTH and isinstance(statement.value, Quantity):
        return statement.value.bounds(registry.tolerance)[0] > 0
    if isinstance(statement.value, Equipment):
        return any(number.bounds(registry.tolerance)[0] > 0 for _, number in statement.value.items)
    return False


Table = Any
Condition = tuple[list[str], Table]


class Worlds:
    def __init__(self, registry: Registry, first: int, last: int, edge: int = EDGE) -> None:
        self.registry = registry
        self.edge = edge
        self.days: Any = np.arange(first, last + 1)
        self.axes: dict[str, int] = {}
        self.conditions: dict[str, list[Condition]] = {}
        for deployment in registry.deployments.values():
            self.axis(f"{deployment.id}.start"), self.axis(f"{deployment.id}.end")
        for statement in registry.statements():
            self.true(statement)
        self.shape = (len(self.days),) * len(self.axes)

    def axis(self, node: str) -> int:
        return self.axes.setdefault(node, len(self.axes))

    def grid(self, axis: int) -> Table:
        return self.days.reshape([-1 if i == axis else 1 for i in range(len(self.axes))])

    def true(self, statement: Statement) -> list[Condition]:
        """What the statement asks of the days of a milestone, or of two."""
        if statement.id not in self.conditions:
            if isinstance(statement.value, When) and statement.kind is not ClaimKind.MANDATE:
                found = [*self.dated(statement, statement.value)]
            elif isinstance(statement.value, Term):
                found = [*self.lasting(statement, statement.value)]
            else:
                found = [*self.observed(statement)] if observes(self.registry, statement) else []
            for nodes, _ in found:
                for node in nodes:
                    self.axis(node)
            self.conditions[statement.id] = found
        return self.conditions[statement.id]

    def day(self, node: str, dates: UncertainDate) -> Condition:
        runs = dates.days(self.registry.tolerance)
        return [node], np.array([any(a <= d <= b for a, b in runs) for d in self.days])

    def pair(self, a: str, b: str, test: Callable[[int, int], bool]) -> Condition:
        if a == b:
            return [a], np.array([test(d, d) for d in self.days])
        return [a, b], np.array([[test(d, e) for e in self.days] for d in self.days])

    def dated(self, statement: Statement, value: When) -> Iterator[Condition]:
        own = f"{statement.about}.{statement.kind.value}"
        if statement.kind is ClaimKind.DATE:
            own = f"{statement.about}.start"
            yield self.pair(own, f"{statement.about}.end", lambda d, e: d == e)
        if value.on is not None:
            yield self.day(own, value.on)
        t = self.registry.tolerance.day
        tests: dict[str, list[tuple[str, Callable[[int, int], bool]]]] = {
            "after": [("end", lambda d, e: d >= e)],
            "before": [("start", lambda d, e: d <= e)],
            "during": [("start", lambda d, e: d >= e), ("end", lambda d, e: d <= e)],
            "around": [("start", lambda d, e: d >= e - t), ("end", lambda d, e: d <= e + t)],
        }
        for relation, conditions in tests.items():
            for target in getattr(value, relation):
                for side, test in conditions:
                    yield self.pair(own, target if "." in target else f"{target}.{side}", test)

    def lasting(self, statement: Statement, value: Term) -> Iterator[Condition]:
        since, end = f"{statement.about}.{value.since.value}", f"{statement.about}.end"
        low, high = value.of_.low, value.of_.high
        if low is not None:
            sums = np.array([later(day, low) for day in self.days])
            yield [since, end], self.days[None, :] >= sums[:, None]
        if high is not None:
            sums = np.array([later(day, high) for day in self.days])
            yield [since, end], self.days[None, :] <= sums[:, None]

    def observed(self, statement: Statement) -> Iterator[Condition]:
        date = statement.as_of or self.registry.sources[statement.source].published
        assert date is not None
        node = f"day of {statement.id}" if statement.as_of else f"day of {statement.source}"
        yield self.day(node, date)
        yield self.pair(f"{statement.about}.start", node, lambda d, e: d <= e)
        yield self.pair(node, f"{statement.about}.end", lambda d, e: d <= e)

    def rules(self) -> list[Condition]:
        found = []
        before = np.array([[d <= e for e in self.days] for d in self.days])
        for node in self.axes:
            subject, dot, milestone = node.rpartition(".")
            if not dot:
                continue
            order = (
                LATER if subject in self.registry.deployments else EVENT if subject in self.registry.events else MISSION
            )
            for other in order.get(milestone, ()):
                if f"{subject}.{other}" in self.axes:
                    found.append(([node, f"{subject}.{other}"], before))
        for deployment in self.registry.deployments.values():
            if deployment.follows:
                found.append(([f"{deployment.follows}.end", f"{deployment.id}.start"], before))
        return found

    def of(self, statements: Iterable[Statement]) -> Table:
        """The worlds in which the rules and the statements are true."""
        truths: dict[tuple[int, ...], Table] = {}
        for nodes, given in [*self.rules(), *(c for s in statements for c in self.true(s))]:
            axes, truth = tuple(self.axes[node] for node in nodes), given
            if axes != tuple(sorted(axes)):
                axes, truth = axes[::-1], given.T
            truths[axes] = truths[axes] & truth if axes in truths else truth
        table = np.ones(self.shape, bool)
        for axes, truth in sorted(truths.items(), key=lambda item: len(item[0])):
            table &= truth.reshape([len(self.days) if i in axes else 1 for i in range(len(self.axes))])
        return table

    def bounds(self, table: Table, node: str) -> tuple[float, float]:
        if node not in self.axes:
            raise KeyError(node)
        axis = self.axes[node]
        possible = self.days[table.any(axis=tuple(i for i in range(len(self.axes)) if i != axis))]
        low, high = possible.min(), possible.max()
        return -inf if low < self.days[self.edge] else int(low), inf if high > self.days[-1 - self.edge] else int(high)


def later(day: int, span: Span) -> int:
    return pendulum.Date.fromordinal(int(day)).add(months=span.months).add(days=span.days).toordinal()


def order(registry: Registry, statement: Statement) -> tuple[Any, ...]:
    published = registry.sources[statement.source].published
    assert published is not None
    return published.hull[1], published.hull[0], statement.source, statement.locator or "", statement.id


class Answers:
    """What the design says, read off the worlds."""

    def __init__(self, registry: Registry, first: int, last: int, edge: int = EDGE) -> None:
        self.registry = registry
        self.worlds = worlds = Worlds(registry, first, last, edge)
        newest = sorted(registry.statements(), key=lambda s: order(registry, s), reverse=True)
        bind = [s for s in newest if worlds.true(s)]
        reports = [s for s in bind if registry.basis(s) is Basis.REPORTED]
        self.kept: list[Statement] = []
        self.conflicts: list[Statement] = []
        for statement in reports:
            (self.kept if worlds.of([*self.kept, statement]).any() else self.conflicts).append(statement)
        self.reports = worlds.of(self.kept)
        self.overtaken: list[Statement] = []
        seen = set()
        for plan in bind:
            if plan in reports or (plan.about, plan.kind) in seen:
                continue
            seen.add((plan.about, plan.kind))
            if self.is_replaced(plan, reports):
                continue
            if worlds.of([*self.kept, plan]).any():
                self.kept.append(plan)
            else:
                self.overtaken.append(plan)
        self.all = worlds.of(self.kept)

    def is_replaced(self, plan: Statement, reports: list[Statement]) -> bool:
        def milestones(statement: Statement) -> list[str]:
            return ["start", "end"] if statement.kind is ClaimKind.DATE else [statement.kind.value]

        newer = [r for r in reports if r.about == plan.about and order(self.registry, r) > order(self.registry, plan)]
        dated = [r for r in newer if isinstance(r.value, When) and r.value.on is not None and r.value.on.hull[1] < inf]
        return set(milestones(plan)) <= {m for r in dated for m in milestones(r)}

    def certainty(self, deployment: Deployment, days: list[int], asks: str) -> Certainty:
        worlds = self.worlds
        start, end = (worlds.grid(worlds.axes[f"{deployment.id}.{m}"]) for m in ("start", "end"))
        early = worlds.bounds(self.all, f"{deployment.id}.start")[0]
        there = [(start <= d) & (end >= d) for d in days]
        counted = [(start <= d) & (end >= d) for d in days if d >= early]
        if asks == "any":
            in_all, some = np.logical_or.reduce(there), counted
        elif asks == "every":
            in_all = np.logical_and.reduce(there)
            some = [in_all] if len(counted) == len(days) else []
        else:
            in_all, some = np.logical_and.reduce(there), counted
        if not (self.reports & ~in_all).any():
            return Certainty.CERTAIN
        return Certainty.POSSIBLE if any((self.reports & each).any() for each in some) else Certainty.NO

    def strength(self, deployment: Deployment, day: int) -> tuple[int, int | None, bool]:
        """The least and the greatest number there can be, and whether anybody stated it."""
        presence = self.certainty(deployment, [day], "any")
        if presence is Certainty.NO:
            return 0, 0, False
        registry = self.registry
        own = registry.statements(about=deployment.id, kind="strength")
        reports = [s for s in own if registry.basis(s) is Basis.REPORTED]
        sets: dict[str, list[int]] = {}
        for report in reports:
            date = report.as_of or registry.sources[report.source].published
            assert date is not None
            runs = date.days(registry.tolerance)
            sets[self.key(report)] = [d for a, b in runs for d in range(int(a), int(b) + 1)]
        outcomes: list[tuple[int, int] | None] = []
        for days in itertools.product(*sets.values()):
            known = {key for key, d in zip(sets, days, strict=True) if d <= day}
            figures = [r for r in reports if self.key(r) in known]
            outcomes.append(self.agreed(figures, sets, day) if figures else None)
        certain = presence is Certainty.CERTAIN
        if None not in outcomes:
            lows, highs = zip(*outcomes, strict=True)
            return min(lows) if certain else 0, max(highs), True
        if not any(min(days) <= day for days in sets.values()):
            plans = [s for s in own if registry.basis(s) is Basis.PLANNED and self.begins(s) <= day]
            late = self.worlds.bounds(self.all, f"{deployment.id}.end")[1]
            if plans and not certain and day <= late < inf:
                newest = max(plans, key=lambda plan: order(registry, plan))
                return 0, self.number(newest)[1], True
        return int(certain), None, False

    def number(self, statement: Statement) -> tuple[int, int]:
        assert isinstance(statement.value, Quantity)
        low, high = statement.value.bounds(self.registry.tolerance)
        assert high is not None
        return low, high

    def begins(self, plan: Statement) -> float:
        return -inf if plan.as_of is None else plan.as_of.days(self.registry.tolerance)[0][0]

    def key(self, report: Statement) -> str:
        return report.id if report.as_of else report.source

    def agreed(self, figures: list[Statement], sets: dict[str, list[int]], day: int) -> tuple[int, int]:
        """What holds if these were reported by the day: the newest must agree, or all of them are possible."""
        known = {f.id: [d for d in sets[self.key(f)] if d <= day] for f in figures}
        newer = [f for f in figures if not any(min(known[g.id]) > max(known[f.id]) for g in figures)]
        ranges = [self.number(f) for f in newer]
        low, high = max(low for low, _ in ranges), min(high for _, high in ranges)
        if low > high:
            low, high = min(low for low, _ in ranges), max(high for _, high in ranges)
        return low, high
