"""What each statement says as constraints of the network, and the rules that hold without any statement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf

import attrs

from deployments.claims import Basis, ClaimKind, Equipment, Term
from deployments.records import Deployment, Event, Mission, Statement
from deployments.solver.network import Constraint, Node
from deployments.solver.offsets import (
    NOT_BEFORE,
    AtLeast,
    AtMost,
    CalendarOffset,
    Domain,
    around_end,
    around_start,
)
from deployments.store import RecordStore, Subject
from deployments.values.relations import related_days
from deployments.values.dates import UncertainDate
from deployments.values.durations import Duration, Span
from deployments.values.edtf import Calendar, LongYear, Moment, Precision, Run
from deployments.values.quantities import Quantity
from deployments.values.tolerance import Tolerance
from deployments.values.when import RELATIONS, Target, When

#: The order of milestones, earlier ones first: `start` and `end` are the first and last day there.
ORDER: Mapping[type, tuple[tuple[str, str], ...]] = {
    Deployment: (
        ("decided", "start"),
        ("decided", "departed"),
        ("start", "operational"),
        ("departed", "operational"),
        ("operational", "end"),
        ("end", "returned"),
    ),
    Mission: (("decided", "start"), ("start", "end")),
    Event: (("start", "end"),),
}


def node(subject: str, milestone: str) -> Node:
    """Name the node of a milestone."""
    return f"{subject}.{milestone}"


def rules(subject: Subject) -> Iterator[Constraint]:
    """Return the order of the milestones of a subject, and that its force had left the last place before.

    >>> [(constraint.source, constraint.target) for constraint in rules(Event(id="summit", name="NATO summit"))]
    [('summit.start', 'summit.end')]
    """
    for earlier, later in ORDER[type(subject)]:
        yield Constraint(node(subject.id, earlier), node(subject.id, later), NOT_BEFORE)
    if isinstance(subject, Deployment) and subject.follows is not None:
        yield Constraint(node(subject.follows, "end"), node(subject.id, "start"), NOT_BEFORE)


@attrs.frozen
class ConstraintBuilder:
    """Turns the statements of a store into constraints.

    `precisions` says for each node how precisely the statements that may hold date it: what "around" it means.
    """

    store: RecordStore
    precisions: Mapping[Node, Precision] = {}

    @property
    def tolerance(self) -> Tolerance:
        """What "around" means in this store."""
        return self.store.tolerance

    def of(self, statement: Statement) -> Iterator[Constraint]:
        """Return the constraints that the statement alone is the reason for; none for what binds no day."""
        value = statement.value
        if isinstance(value, When):
            if statement.kind.milestones:
                yield from self._milestone(statement, value)
        elif isinstance(value, Term):
            yield from self._duration(statement, value)
        elif is_observation(statement, self.store):
            yield from self._observation(statement)

    def _milestone(self, statement: Statement, value: When) -> Iterator[Constraint]:
        if statement.kind is ClaimKind.DATE:
            own, last = node(statement.about, "start"), node(statement.about, "end")
            yield Constraint(last, own, NOT_BEFORE, statement)
        else:
            own = node(statement.about, statement.kind.value)
        if value.on is not None:
            yield Constraint(own, own, Domain(self._days(value.on, value)), statement)
        for relation in RELATIONS:
            for target in getattr(value, relation):
                yield from self._relation(statement, own, relation, target)

    def _days(self, on: UncertainDate, value: When) -> list[Run]:
        """The days of `on` and `part`, as wide as "around" is."""
        if value.part is None:
            return on.days(self.tolerance)
        runs, around = value.runs or [], _approximate(on)
        return runs if around is None else [self.tolerance.widen(run, around) for run in runs]

    def _relation(self, statement: Statement, own: Node, relation: str, target: Target) -> Iterator[Constraint]:
        if isinstance(target, UncertainDate):
            yield Constraint(own, own, Domain(related_days(relation, target, self.tolerance)), statement)
            return
        name, _, milestone = target.partition(".")
        start, end = node(name, milestone or "start"), node(name, milestone or "end")
        if relation == "after":
            yield Constraint(end, own, NOT_BEFORE, statement)
        elif relation == "before":
            yield Constraint(own, start, NOT_BEFORE, statement)
        elif relation == "during":
            yield Constraint(start, own, NOT_BEFORE, statement)
            yield Constraint(own, end, NOT_BEFORE, statement)
        else:
            yield Constraint(start, own, around_start(*self._around(start)), statement)
            yield Constraint(own, end, around_end(*self._around(end)), statement)

    def _around(self, target: Node) -> tuple[int, int]:
        """The months and days that "around" that milestone takes in on either side."""
        precision = self.precisions.get(target, Precision.DAY)
        if precision is Precision.DAY:
            return 0, self.tolerance.day
        return (12 * self.tolerance.year if precision is Precision.YEAR else self.tolerance.month), 0

    def _duration(self, statement: Statement, value: Term) -> Iterator[Constraint]:
        since, end = node(statement.about, value.since.value), node(statement.about, "end")
        low, high = length(value.of_, self.tolerance)
        if low is not None:
            yield Constraint(since, end, AtLeast(low), statement)
        if high is not None:
            yield Constraint(end, since, AtMost(high), statement)

    def _observation(self, statement: Statement) -> Iterator[Constraint]:
        """Somebody was there on the day: it lies between start and end."""
        start, end = node(statement.about, "start"), node(statement.about, "end")
        date = observed_on(statement, self.store)
        if date is None:
            return
        days = date.days(self.tolerance)
        if len(days) == 1 and days[0][0] == days[0][1]:
            # A day that is known ties nothing to anything else.
            yield Constraint(start, start, Domain([(-inf, days[0][0])]), statement)
            yield Constraint(end, end, Domain([(days[0][0], inf)]), statement)
            return
        # All that one source says of the day of its publication is of the same day.
        owner = f"#{statement.source}" if statement.as_of is None else f"#{statement.source}#{statement.id}"
        yield Constraint(owner, owner, Domain(days))
        yield Constraint(start, owner, NOT_BEFORE, statement)
        yield Constraint(owner, end, NOT_BEFORE, statement)

    def ties(self, statement: Statement) -> bool:
        """Tell whether a statement ties the days of its subject to others, or to the day of its source."""
        value = statement.value
        if isinstance(value, When):
            targets = (*value.after, *value.before, *value.around, *value.during)
            return any(isinstance(target, str) for target in targets)
        if isinstance(value, Term):
            return False
        date = observed_on(statement, self.store)
        return date is not None and (date.hull[0] != date.hull[1] or date.is_approximate)


def observed_on(statement: Statement, store: RecordStore) -> UncertainDate | None:
    """Return the day that a reported number is of: its own, or that of the publication of its source."""
    return statement.as_of if statement.as_of is not None else store.sources[statement.source].published


def first_day_seen(statement: Statement, store: RecordStore) -> float:
    """Return the first day that an observation can be of; infinity for what is none."""
    date = observed_on(statement, store) if is_observation(statement, store) else None
    return inf if date is None else date.days(store.tolerance)[0][0]


def is_observation(statement: Statement, store: RecordStore) -> bool:
    """Tell whether the statement reports that at least one soldier, or one piece of equipment, was there."""
    value = statement.value
    if not statement.kind.spec.sighting:
        return False
    if isinstance(value, Quantity):
        least = value.bounds(store.tolerance)[0]
    elif isinstance(value, Equipment):
        least = max(number.bounds(store.tolerance)[0] for _, number in value.items)
    else:
        return False
    return least > 0 and store.basis(statement) is Basis.REPORTED


def length(duration: Duration, tolerance: Tolerance) -> tuple[CalendarOffset | None, CalendarOffset | None]:
    """Return the least and the greatest length, "about" as wide as the tolerance of the smallest unit named.

    >>> length(Duration.parse("~P6M"), Tolerance())
    (CalendarOffset(months=5, days=0, whole=False), CalendarOffset(months=7, days=0, whole=False))
    """
    about = duration.approximate
    return (
        None if duration.low is None else _stretched(duration.low, tolerance, -1 if about else 0),
        None if duration.high is None else _stretched(duration.high, tolerance, 1 if about else 0),
    )


def _stretched(span: Span, tolerance: Tolerance, sign: int) -> CalendarOffset:
    months, days = span.months, span.days
    if days or not months:
        days = max(days + sign * tolerance.day, 0)
    elif months % 12:
        months = max(months + sign * tolerance.month, 0)
    else:
        months = max(months + sign * 12 * tolerance.year, 0)
    return CalendarOffset(months, days)


def _approximate(date: UncertainDate) -> Precision | None:
    tree = date.tree
    return tree.approximate if isinstance(tree, Calendar | LongYear | Moment) else None
