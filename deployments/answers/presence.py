"""Whether a deployment is there on the days asked for, and on what that rests. Plans are not facts."""

from __future__ import annotations

import datetime
import enum
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from math import inf
from operator import itemgetter

import attrs

from deployments.answers.results import RestsOn
from deployments.records import Deployment
from deployments.solver.components import Components
from deployments.solver.constraints import node
from deployments.solver.convex import possible_stretch
from deployments.solver.network import Constraint, Contradiction, Network
from deployments.solver.offsets import NOT_BEFORE, Domain
from deployments.values.certainty import Certainty
from deployments.values.dates import UncertainDate
from deployments.values.edtf import Calendar, Interval, LongYear, Moment, Run, Set
from deployments.values.tolerance import Tolerance
from deployments.values.when import RELATIONS, When

#: More runs of days than these are not told apart: what comes after them counts as possible.
_MOST_RUNS = 10_000


class Asks(enum.Enum):
    """For at least one of the days, for every one of them, or for one that is not known."""

    ANY = "any"
    EVERY = "every"
    UNKNOWN = "unknown"


@attrs.frozen
class Question:
    """The days asked for, as ascending runs of day numbers, and what is asked of them."""

    runs: tuple[Run, ...]
    asks: Asks = Asks.ANY
    #: The first and the last of the days: looked at so often that they are kept.
    first: float = attrs.field(init=False, default=attrs.Factory(lambda self: self.runs[0][0], takes_self=True))
    last: float = attrs.field(init=False, default=attrs.Factory(lambda self: self.runs[-1][1], takes_self=True))

    @classmethod
    def of(cls, on: UncertainDate | datetime.date | str, tolerance: Tolerance, *, throughout: bool = False) -> Question:
        """Read the days of a date: of a month or an interval any, of an approximate date one within its tolerance.

        >>> Question.of("2023-06-21~", Tolerance()).asks
        <Asks.UNKNOWN: 'unknown'>
        """
        date = UncertainDate.of(on)
        tree, runs = date.tree, tuple(date.days(tolerance))
        every = isinstance(tree, Set) and tree.every
        whole = isinstance(tree, Moment) or (isinstance(tree, Calendar | LongYear) and tree.specified)
        if isinstance(tree, Interval) or every or (whole and not date.is_approximate):
            return cls(((runs[0][0], runs[-1][1]),), Asks.EVERY if every or throughout else Asks.ANY)
        return cls(runs, Asks.UNKNOWN)

    @property
    def is_endless(self) -> bool:
        """Whether the days have no first or no last."""
        return self.first == -inf or self.last == inf

    @property
    def needs(self) -> Run:
        """By which day it must have started, and not have ended before which, to be there for certain."""
        return (self.last, self.first) if self.asks is Asks.ANY else (self.first, self.last)


@attrs.frozen
class State:
    """Whether a deployment is there, and on what that rests."""

    certainty: Certainty
    rests_on: RestsOn


NOWHERE = State(Certainty.NO, RestsOn.REPORTED)


def state(components: Components, deployment: Deployment, question: Question, since: float = -inf) -> State:
    """Tell whether a deployment is there; before the day `since` it is not."""
    start, end = components.reported(deployment.id, "start"), components.reported(deployment.id, "end")
    early = max(components.expected(deployment.id, "start")[0], since)
    late = components.expected(deployment.id, "end")[1]
    first, last = question.needs
    if start[1] <= first and end[0] >= last:
        return State(Certainty.CERTAIN, RestsOn.REPORTED)
    if question.asks is Asks.EVERY:
        can = question.first >= early and _can_be(components, deployment, question.first, question.last)
    else:
        met = meeting(question.runs, max(early, start[0]), end[1]) if early <= end[1] else range(0)
        # One day is decided by the bounds alone where the network leaves no holes.
        can = bool(met) and (
            components.is_convex(deployment.id)
            or any(
                _can_be(components, deployment, last_day, max(first_day, early))
                for first_day, last_day in telling(components, deployment, question.runs[met.start : met.stop])
            )
        )
    if not can:
        return NOWHERE
    if late == inf:
        return State(Certainty.POSSIBLE, RestsOn.OPEN)
    return State(Certainty.POSSIBLE, RestsOn.EXPECTED if max(question.first, early) <= late else RestsOn.UNCONFIRMED)


def meeting(runs: Sequence[Run], first: float, last: float) -> range:
    """Return the places of the runs that have a day from the first to the last, both inclusive; the runs ascend.

    >>> meeting([(1, 2), (4, 4), (7, 9)], 4, 7)
    range(1, 3)
    """
    return range(bisect_left(runs, first, key=itemgetter(1)), bisect_right(runs, last, key=itemgetter(0)))


def telling(
    components: Components, deployment: Deployment, runs: Sequence[Run], changes: Iterable[float] = ()
) -> Sequence[Run]:
    """Return those of some runs that tell all that the others do about one deployment.

    Before the first day on which anything can change, all days are alike, and so are all after the last. `changes` are
    days on which something else can. Two runs on each side are enough, and it takes two for what several have in
    common; the others would take a run of the solver each.
    """
    first, last = components.component(deployment.id).dated
    bounds = (bounds(deployment.id, end) for bounds in (components.reported, components.expected) for end in _ENDS)
    days = [*changes, *(day for run in bounds for day in run), *((first, last) if first <= last else ())]
    known = [day for day in days if abs(day) != inf]
    near = meeting(runs, min(known, default=0) - 1, max(known, default=0) + 1)
    return runs[max(near.start - 2, 0) : near.stop + 2]


_ENDS = ("start", "end")


def _can_be(components: Components, deployment: Deployment, start_by: float, end_from: float) -> bool:
    """Tell whether the reports leave it possible that it starts by one day and ends on another or later."""
    start, end = node(deployment.id, "start"), node(deployment.id, "end")
    asked = [Constraint(start, start, Domain([(-inf, start_by)])), Constraint(end, end, Domain([(end_from, inf)]))]
    return Network([*components.component(deployment.id).by_reports.constraints, *asked]).is_possible()


def possible_runs(components: Components, deployment: Deployment, first: float, last: float) -> Iterator[Run]:
    """Return the days from the first to the last on which the reports leave it possible that it is there, as runs.

    The runs ascend. Each reaches at least to the last day that the end can have if it is there on the first of the run.
    """
    start, end, day = (node(deployment.id, name) for name in ("start", "end", "day"))
    component = components.component(deployment.id)
    known = [*component.by_reports.constraints, Constraint(start, day, NOT_BEFORE), Constraint(day, end, NOT_BEFORE)]
    # Before all that is dated every day is like the others.
    first = max(first, component.dated[0] - 1)
    stretch = possible_stretch(known, day)
    for _ in range(_MOST_RUNS):
        try:
            if not _is_in(stretch, first):
                first = Network([*known, Constraint(day, day, Domain([(first, last)]))]).lows()[day]
            if stretch is not None and _is_in(stretch, first):
                until = stretch[1]
            else:
                until = Network([*known, Constraint(day, day, Domain([(first, first)]))]).solve().highs[end]
        except Contradiction as contradiction:
            if contradiction.settled:
                return
            break
        yield first, until
        first = until + 1
        if first > last:
            return
    yield first, last


def _is_in(run: Run | None, day: float) -> bool:
    return run is not None and run[0] <= day <= run[1]


def first_known(components: Components, deployment: Deployment) -> float | None:
    """Return the day from which a deployment counts: its earliest start, or else the first that is known of it.

    That is a decision or an observation. None if nothing is known: that it follows another says no more than where
    the force would be next, and no source says that.
    """
    early, latest = components.expected(deployment.id, "start")
    if latest == inf and not _is_spoken_of(components, deployment.id):
        return None
    if early > -inf:
        return early
    decided, end = components.expected(deployment.id, "decided"), components.expected(deployment.id, "end")
    days = [latest, decided[1], end[0], components.first_seen(deployment.id)]
    return min((day for day in days if abs(day) != inf), default=None)


def _is_spoken_of(components: Components, id_: str) -> bool:
    """Tell whether any statement is about the deployment, or dates something by it."""
    if components.store.statements(about=id_):
        return True
    component = components.component(id_)
    return any(
        isinstance(target, str) and target.partition(".")[0] == id_
        for statement in (*component.reports, *component.plans)
        if isinstance(statement.value, When)
        for relation in RELATIONS
        for target in getattr(statement.value, relation)
    )


def last_confirmed(components: Components, deployment: Deployment, by: float) -> float | None:
    """Return the last day, not after `by`, on which the reports alone put it there; None if there is none."""
    start, end = components.reported(deployment.id, "start"), components.reported(deployment.id, "end")
    day = min(end[0], by)
    return day if start[1] <= day else None
