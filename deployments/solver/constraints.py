"""What each statement says as constraints of the network, and the rules that hold without any statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf

import attrs

from deployments.claims import HOW_LONG, Basis, ClaimKind, Equipment, Term
from deployments.records import Deployment, Event, Mission, Statement
from deployments.solver.network import Constraint, Node
from deployments.solver.numbers import Numbers
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
from deployments.values.dates import UncertainDate
from deployments.values.durations import Duration, Span
from deployments.values.edtf import Calendar, LongYear, Moment, Precision, Run, intersection
from deployments.values.quantities import Change, Personnel, Quantity
from deployments.values.relations import related_days, related_to_one
from deployments.values.tolerance import Tolerance
from deployments.values.when import Target, When

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


#: A subject, and a name of equipment; None for personnel.
NumbersOf = tuple[str, str | None]
#: A decrease by so many per cent leaves nobody.
_ALL = 100


def node(subject: str, milestone: str) -> Node:
    """Name the node of a milestone."""
    return f"{subject}.{milestone}"


def owner(name: Node) -> str:
    """Return the id of the subject whose milestone, or whose day, a node is.

    >>> owner("nld-amdtf-svk.end")
    'nld-amdtf-svk'
    """
    return name.partition(".")[0]


def rules(subject: Subject) -> Iterator[Constraint]:
    """Return the order of the milestones of a subject, and that a part is there no longer than its whole.

    >>> [(constraint.source, constraint.target) for constraint in rules(Event(id="summit", name="NATO summit"))]
    [('summit.start', 'summit.end')]
    """
    for earlier, later in ORDER[type(subject)]:
        yield Constraint(node(subject.id, earlier), node(subject.id, later), NOT_BEFORE)
    if isinstance(subject, Deployment) and subject.part_of is not None:
        # The stay of a part lies within that of its whole.
        yield Constraint(node(subject.part_of, "start"), node(subject.id, "start"), NOT_BEFORE)
        yield Constraint(node(subject.id, "end"), node(subject.part_of, "end"), NOT_BEFORE)


@attrs.frozen
class ConstraintBuilder:
    """Turns the statements of a store into constraints.

    `precisions` says for each node how precisely the statements that may hold date it: what "around" it means.
    `corrected` has the ids of the statements that others put right, and `known` the statements about each subject, if
    not all of the store are known. `numbers` are those of some subjects, by the name of equipment, that are counted
    already, and the statements that are to be counted besides.
    """

    store: RecordStore
    precisions: Mapping[Node, Precision] = {}
    corrected: frozenset[str] = frozenset()
    known: Mapping[str, Sequence[Statement]] | None = None
    numbers: Mapping[NumbersOf, tuple[Numbers, Sequence[Statement]]] = {}
    #: What was found already: when sources appeared, and what was counted.
    _appeared: dict[str, list[Run]] = attrs.field(factory=dict, init=False, eq=False)
    _counted: dict[NumbersOf, Numbers] = attrs.field(factory=dict, init=False, eq=False)

    @property
    def tolerance(self) -> Tolerance:
        """What "around" means in this store."""
        return self.store.tolerance

    def said_of(self, subject: str) -> Sequence[Statement]:
        """Return what is said of a subject."""
        return self.store.statements_of(about=subject) if self.known is None else self.known.get(subject, ())

    def of(self, statement: Statement) -> Iterator[Constraint]:
        """Return the constraints that the statement alone is the reason for; none for what binds no day.

        What an absence binds depends on other reports: `absences` has that.
        """
        value = statement.value
        if isinstance(value, When):
            if statement.kind.milestones:
                yield from self._milestone(statement, value)
        elif isinstance(value, Term):
            yield from self._duration(statement, value)
        elif statement.kind is ClaimKind.FOLLOWS:
            yield from self._follows(statement)
        elif statement.kind is ClaimKind.RELIEVES:
            yield from self._relieves(statement)
        elif is_sighting(statement, self) or self._is_to_be_there(statement):
            yield from self._sighting(statement)

    def _is_to_be_there(self, statement: Statement) -> bool:
        return statement.value is True and statement.kind is ClaimKind.PRESENT

    # --- milestones ---

    def _milestone(self, statement: Statement, value: When) -> Iterator[Constraint]:
        first, *more = (node(statement.about, milestone) for milestone in statement.kind.milestones)
        for last in more:
            yield from self.last_day(statement, value, first, last)
        if value.on is not None:
            first_day = ends(value.on)[0]
            if first_day is not None:
                yield Constraint(first, first, Domain(self._days(first_day, value)), statement)
        for relation, target in value.related:
            yield from self._relation(statement, first, relation, target)
        for own in (first, *more):
            yield from self._published(statement, own)

    def last_day(self, statement: Statement, value: When, first: Node, last: Node) -> Iterator[Constraint]:
        """Return what the date of an event says of its last day: its own, or that it is the first one too."""
        if value.on is not None and value.on.is_interval:
            last_day = ends(value.on)[1]
            if last_day is not None:
                yield Constraint(last, last, Domain(self._days(last_day, value)), statement)
        else:
            yield Constraint(last, first, NOT_BEFORE, statement)

    def _days(self, on: UncertainDate, value: When) -> list[Run]:
        """The days of `on` and `part`, as wide as "around" is."""
        if value.part is None:
            return on.days(self.tolerance)
        runs, around = value.runs or [], _approximate(on)
        return runs if around is None else [self.tolerance.widen(run, around) for run in runs]

    def _published(self, statement: Statement, own: Node) -> Iterator[Constraint]:
        """A report is of a day not after its publication; what is marked as a plan is of its future, if it can be."""
        first, last = self.store.published(statement.source)
        if self.store.basis(statement) is Basis.REPORTED:
            if last < inf:
                yield Constraint(own, own, Domain([(-inf, last)]), statement)
        elif statement.basis is Basis.PLANNED and first > -inf:
            first = self.store.published(statement.citing or statement.source)[0]
            days = self.named(statement)
            if days is not None and days[1] >= first:
                yield Constraint(own, own, Domain([(first, inf)]), statement)

    def _relation(self, statement: Statement, own: Node, relation: str, target: Target) -> Iterator[Constraint]:
        if isinstance(target, UncertainDate):
            yield Constraint(own, own, Domain(related_days(relation, target, self.tolerance)), statement)
            return
        name, _, milestone = target.partition(".")
        if name in self.store.sources:
            start = end = self._day_of(statement.about, name)
            yield Constraint(start, start, Domain(self.publication(name)))
        else:
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

    def _day_of(self, subject: str, source: str) -> Node:
        """The node of the day on which a source appeared: each subject has its own, so that it ties no others."""
        return f"{subject}.#{source}"

    def publication(self, source: str) -> list[Run]:
        """Return the days on which a source can have appeared, as runs."""
        if source not in self._appeared:
            own = self.store.sources[source].published
            if own is None or own.hull[1] == inf:
                self._appeared[source] = [self.store.published(source)]
            else:
                self._appeared[source] = own.days(self.tolerance)
        return self._appeared[source]

    def _around(self, target: Node) -> tuple[int, int]:
        """The months and days that "around" that milestone takes in on either side."""
        precision = self.precisions.get(target, Precision.DAY)
        if precision is Precision.DAY:
            return 0, self.tolerance.day
        return (12 * self.tolerance.year if precision is Precision.YEAR else self.tolerance.month), 0

    def _duration(self, statement: Statement, value: Term) -> Iterator[Constraint]:
        since, end = node(statement.about, value.since.value), node(statement.about, value.until.value)
        low, high = length(value.of_, self.tolerance)
        if low is not None:
            yield Constraint(since, end, AtLeast(low), statement)
        if high is not None:
            yield Constraint(end, since, AtMost(high), statement)

    # --- links ---

    def _follows(self, statement: Statement) -> Iterator[Constraint]:
        """A force starts no earlier than it started at the place before, and ends no earlier than it ended there."""
        for milestone in ("start", "end"):
            before, own = node(str(statement.value), milestone), node(statement.about, milestone)
            yield Constraint(before, own, NOT_BEFORE, statement)

    def _relieves(self, statement: Statement) -> Iterator[Constraint]:
        """The other's end is around this start, unless any source says something of that end.

        Where some of this force are there already and others follow, it is from that start to the day on which these
        have come.
        """
        other = str(statement.value)
        if any(each.kind.spec.family == HOW_LONG for each in self.said_of(other)):
            return
        start, end = node(statement.about, "start"), node(other, "end")
        yield Constraint(start, end, around_start(*self._around(start)), statement)
        if (come := self._come(statement)) is not None:
            yield Constraint(end, come, around_end(*self._around(come)), statement)

    def _come(self, relief: Statement) -> Node | None:
        """The day on which those who relieve others have come; None where their source names none."""
        said = relief.source, relief.about
        if not self.store.reports_presence(*said):
            return node(relief.about, "start")
        if self.store.plans(*said, ClaimKind.OPERATIONAL):
            return node(relief.about, "operational")
        return None if self.store.plans(*said, ClaimKind.CHANGE) else node(relief.about, "start")

    # --- days there ---

    def _sighting(self, statement: Statement) -> Iterator[Constraint]:
        """Somebody was there, or is to be, on the day, or on all days from one to another: between start and end."""
        start, end = node(statement.about, "start"), node(statement.about, "end")
        yield from self.after_its_source(statement)
        if self.is_lasting(statement):
            first, last = self.edges(statement)
            yield Constraint(start, start, Domain([(-inf, first[-1][1])]), statement)
            yield Constraint(end, end, Domain([(last[0][0], inf)]), statement)
            return
        days = self.days_of(statement)
        if len(days) == 1 and days[0][0] == days[0][1]:
            yield Constraint(start, start, Domain([(-inf, days[0][0])]), statement)
            yield Constraint(end, end, Domain([(days[0][0], inf)]), statement)
            return
        day = self.day_node(statement)
        yield Constraint(day, day, Domain(days))
        yield Constraint(start, day, NOT_BEFORE, statement)
        yield Constraint(day, end, NOT_BEFORE, statement)

    def after_its_source(self, statement: Statement) -> Iterator[Constraint]:
        """Return that a report is of a day not after its publication, if it names only later ones: a contradiction."""
        if self.is_after_its_source(statement):
            day, last = self.day_node(statement), self.store.published(statement.source)[1]
            yield Constraint(day, day, Domain([(-inf, last)]), statement)
            yield Constraint(day, day, Domain(self.days_of(statement)))

    def is_after_its_source(self, statement: Statement) -> bool:
        """Tell whether a report is of a day on which its source had already appeared: it cannot know of that."""
        if self.store.as_of(statement) is None or self.store.basis(statement) is not Basis.REPORTED:
            return False
        return self.days_of(statement)[0][0] > self.store.published(statement.source)[1]

    def day_node(self, statement: Statement) -> Node:
        """Return the node of the day that a figure or a presence is of.

        All that one source says of the day of its publication is of the same day.
        """
        statement = self.store.original(statement)
        if statement.as_of is None and statement.citing is None:
            return self._day_of(statement.about, statement.source)
        return f"{self._day_of(statement.about, statement.source)}#{statement.id}"

    def days_of(self, statement: Statement) -> list[Run]:
        """Return the days that a figure or a presence can be of, as runs: its own, or those of publication.

        A report is of a day not after its publication. What cites a source is of a day from the publication of that to
        its own, and what puts a statement right is of the day of that.
        """
        statement = self.store.original(statement)
        if statement.as_of is None:
            if statement.citing is None:
                return self.publication(statement.source)
            cited, last = self.store.published(statement.citing)[0], self.store.published(statement.source)[1]
            return [(min(cited, last), last)]
        return self._possible(statement, statement.as_of.days(self.tolerance))

    def is_lasting(self, statement: Statement) -> bool:
        """Tell whether a claim is of all days from one to another; a change is of one of them."""
        own = self.store.as_of(statement)
        return own is not None and own.is_interval and not is_change(statement)

    def edges(self, statement: Statement) -> tuple[list[Run], list[Run]]:
        """Return the days that can be the first of those that a claim is of, and the last, as runs.

        They are the same unless it is of all days from one to another.
        """
        statement = self.store.original(statement)
        if statement.as_of is None or not self.is_lasting(statement):
            days = self.days_of(statement)
            return days, days
        first, last = (end.days(self.tolerance) for end in ends(statement.as_of) if end is not None)
        first, last = (
            intersection(first, [(-inf, last[-1][1])]) or first,
            intersection(last, [(first[0][0], inf)]) or last,
        )
        since, until = self.store.published(statement.source)
        if self.store.basis(statement) is Basis.REPORTED and first[0][0] <= until:
            first = intersection(first, [(-inf, until)])
            # Of the days after its publication it knows nothing.
            last = intersection(last, [(-inf, until)]) or [(max(first[-1][1], since), until)]
        elif statement.basis is Basis.PLANNED:
            since = self.store.published(statement.citing or statement.source)[0]
            if since <= last[-1][1]:  # of those before it it plans nothing
                first = intersection(first, [(since, inf)]) or [(since, since)]
                last = intersection(last, [(since, inf)])
        return first, last

    def _possible(self, statement: Statement, days: list[Run]) -> list[Run]:
        """Return the days not after the publication of a report, and not before that of what is marked as a plan."""
        first, last = self.store.published(statement.source)
        if self.store.basis(statement) is Basis.REPORTED:
            return intersection(days, [(-inf, last)]) or days
        if statement.basis is Basis.PLANNED:
            first = self.store.published(statement.citing or statement.source)[0]
            return intersection(days, [(first, inf)]) or days
        return days

    def leaves_some(self, statement: Statement, change: Change, name: str | None = None) -> bool:
        """Tell whether a decrease surely leaves somebody there, or some of the equipment of a name.

        By a number it does if the figure before it is surely larger than all that others report that left.
        """
        if change.increase or change.by is None:
            return change.percent != _ALL
        days = self.days_of(statement)
        return self._numbers(statement.about, name).leave_some((days[0][0], days[-1][1]), self.tolerance)

    def _numbers(self, about: str, name: str | None) -> Numbers:
        if (about, name) not in self._counted:
            counted, others = self.numbers.get((about, name)) or (Numbers(), self.said_of(about))
            for other in others:
                self.count(counted, other, name)
            self._counted[about, name] = counted
        return self._counted[about, name]

    def count(self, numbers: Numbers, statement: Statement, name: str | None) -> None:
        """Add to the numbers of a force, or of its equipment of a name, what a statement reports of them."""
        value = _number_of(statement, name)
        if value is None or statement.id in self.corrected or self.store.basis(statement) is not Basis.REPORTED:
            return
        if not isinstance(value, Change):
            days = self.days_of(statement)
            numbers.add((days[0][0], days[-1][1]), value.bounds(self.tolerance)[0])
        elif not value.increase:
            numbers.lose(value.by.bounds(self.tolerance)[1] if value.by is not None else None)

    def named(self, statement: Statement) -> Run | None:
        """Return the first and the last day that a claim names, alone and before anything is solved.

        "Around" is as wide as the tolerance, and a report is of a day not after its publication. None for what names no
        day: a duration, or a date that only relates to an event, a mission or a deployment.
        """
        value = statement.value
        if not isinstance(value, When):
            if not statement.kind.spec.dated:
                return None
            days = self.days_of(statement)
            return days[0][0], days[-1][1]
        found = [run for run in self.named_by(value) if run is not None]
        if not found:
            return None
        first, last = max(run[0] for run in found), min(run[1] for run in found)
        if self.store.basis(statement) is Basis.REPORTED:
            last = min(last, self.store.published(statement.source)[1])
        return (first, last) if first <= last else found[0]

    def named_by(self, value: When) -> Iterator[Run]:
        """Yield the first and the last day that each part of a date names, but for what relates to other subjects."""
        if value.on is not None:
            days = self._days(value.on, value) if not value.on.is_interval else value.on.days(self.tolerance)
            yield days[0][0], days[-1][1]
        for relation, target in value.related:
            if isinstance(target, UncertainDate):
                days = related_days(relation, target, self.tolerance)
                yield days[0][0], days[-1][1]
            elif target in self.store.sources:
                yield related_to_one(relation, self.store.published(target), self.tolerance.day)


def ends(date: UncertainDate) -> tuple[UncertainDate | None, UncertainDate | None]:
    """Return the first and the last day of an interval, as dates; of any other date the date itself, twice.

    None stands for an end that is open or unknown.

    >>> ends(UncertainDate("2023-07-11/.."))
    (UncertainDate('2023-07-11'), None)
    """
    first, slash, last = str(date).partition("/")
    if not slash:
        return date, date
    return tuple(UncertainDate(end) if end.strip(".") else None for end in (first, last))  # type: ignore[return-value]


def is_sighting(statement: Statement, builder: ConstraintBuilder) -> bool:
    """Tell whether the statement reports that somebody was there on its day.

    A decrease by a number is one only if the figure before it is surely larger.
    """
    value, store = statement.value, builder.store
    if not statement.kind.spec.sighting or store.basis(statement) is not Basis.REPORTED:
        return False
    if isinstance(value, Personnel):
        return value.bounds(store.tolerance)[0] > 0
    if isinstance(value, Equipment):
        return any(_shows_some(statement, number, builder, name) for name, number in value.items)
    if isinstance(value, Change):
        return builder.leaves_some(statement, value)
    return value is True


def is_change(statement: Statement) -> bool:
    """Tell whether a statement gives so many more, or fewer, than there were: of personnel, or of any equipment."""
    value = statement.value
    if isinstance(value, Equipment):
        return any(isinstance(number, Change) for _, number in value.items)
    return isinstance(value, Change)


def _shows_some(statement: Statement, number: Quantity | Change, builder: ConstraintBuilder, name: str) -> bool:
    if isinstance(number, Change):
        return builder.leaves_some(statement, number, name)
    return number.bounds(builder.tolerance)[0] > 0


def _number_of(statement: Statement, name: str | None) -> Personnel | Change | None:
    """Return the number of personnel, but for nobody, or of the equipment of a name, that a statement gives."""
    value = statement.value
    if isinstance(value, Equipment):
        return next((number for own, number in value.items if own == name), None)
    if name is None and isinstance(value, Personnel | Change) and statement.kind.spec.personnel:
        return None if is_nobody(statement) else value
    return None


def is_absence(statement: Statement, store: RecordStore) -> bool:
    """Tell whether the statement reports that nobody was there on its day."""
    return is_nobody(statement) and store.basis(statement) is Basis.REPORTED


def is_nobody(statement: Statement) -> bool:
    """Tell whether a statement says that nobody is there, on whatever basis."""
    value = statement.value
    is_none = statement.kind is ClaimKind.STRENGTH and isinstance(value, Personnel) and value.high == 0
    return value is False or is_none


def is_around(statement: Statement) -> bool:
    """Tell whether what a statement says can hang on how precisely a milestone is dated that it is around."""
    return statement.kind is ClaimKind.RELIEVES or (isinstance(statement.value, When) and bool(statement.value.around))


def precisions(statements: Iterable[Statement]) -> dict[Node, Precision]:
    """Return how precisely each milestone is dated, by the most precise of the statements that may hold."""
    found: dict[Node, list[Precision]] = defaultdict(list)
    for statement in statements:
        if isinstance(statement.value, When) and statement.value.on is not None:
            for milestone in statement.kind.milestones:
                found[node(statement.about, milestone)].append(statement.value.on.precision)
    units = [*Precision]
    return {each: min(precisions, key=units.index) for each, precisions in found.items()}


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
