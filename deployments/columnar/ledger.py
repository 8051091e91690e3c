"""Every statement of a store as columns of numbers, so that what holds can be told for all of them at once.

It is made once: a store of fewer sources, such as what was known on a day, is a choice among the same rows.
"""

from __future__ import annotations

import itertools
import operator
from collections.abc import Iterable, Iterator, Sequence
from math import inf, nan
from typing import Any, NamedTuple

import attrs
import numpy as np
import numpy.typing as npt

from deployments import gc_pause
from deployments.claims import MILESTONES, Basis, ClaimKind, Equipment
from deployments.columnar.arrays import Days, Integers, Mask
from deployments.records import Deployment, Statement
from deployments.solver.constraints import ConstraintBuilder, node, rules
from deployments.solver.network import Constraint, Node
from deployments.solver.offsets import AtLeast, Domain
from deployments.solver.resolve import gives_last_day, publication
from deployments.store import RecordStore, published_by
from deployments.values.dates import UncertainDate
from deployments.values.edtf import Precision, Run, plain_run
from deployments.values.quantities import Quantity
from deployments.values.tolerance import Tolerance
from deployments.values.when import When

#: Days further away than this are for Python's own whole numbers.
FAR = 10**9

COLUMN = {milestone: i for i, milestone in enumerate(MILESTONES)}
WIDTH = len(MILESTONES)

KINDS = [*ClaimKind]
_CODES = {kind.value: code for code, kind in enumerate(KINDS)}
_DATE = _CODES["date"]
_START, _END = COLUMN["start"], COLUMN["end"]
_UNITS = [*Precision]
_DAY = _UNITS.index(Precision.DAY)


def _flags(flags: Iterable[bool]) -> Mask:
    return np.fromiter(flags, np.bool_, len(KINDS))


# What the claim table says of each kind, as columns.
_DATES = _flags(bool(kind.milestones) for kind in KINDS)
_NAMES_ITS_DAY = _flags(kind.spec.value is When for kind in KINDS)
_SIGHTINGS = _flags(kind.spec.sighting for kind in KINDS)
_PERSONNEL = _flags(kind.spec.personnel for kind in KINDS)
_PLANS = _flags(kind.spec.undated is Basis.PLANNED for kind in KINDS)
#: The milestone that each kind of claim dates first, if it does.
_COLUMNS = np.array([COLUMN[kind.milestones[0]] if kind.milestones else -1 for kind in KINDS], np.int64)


class Nodes:
    """Gives every node its place: the milestones of a subject side by side, then the days of observations."""

    def __init__(self, subjects: Iterable[str]) -> None:
        self.rows = {subject: row for row, subject in enumerate(subjects)}
        self.days: dict[Node, int] = {}

    @property
    def own(self) -> int:
        """How many places the subjects take."""
        return len(self.rows) * WIDTH

    @property
    def size(self) -> int:
        """How many places there are."""
        return self.own + len(self.days)

    def place(self, name: Node) -> int:
        """Return the place of a node."""
        subject, dot, milestone = name.partition(".")
        if dot:
            return self.rows[subject] * WIDTH + COLUMN[milestone]
        return self.own + self.days.setdefault(name, len(self.days))

    def owners(self, places: Integers) -> Integers:
        """Return the row of the subject of each place; a day of an observation has a row of its own, after those."""
        return np.where(places < self.own, places // WIDTH, places - self.own + len(self.rows))


#: Whether `v` is at least so much later than `u`; how many months; and whether those are whole.
Kind = tuple[bool, int, bool]


class ConstraintColumns:
    """Constraints of one kind as columns: the statement of each, its places, its days, and when it counts.

    The statement is -1 for what holds in any case. A constraint that depends on how precisely a place is dated has
    that place as `on`, and the precision with which it counts; for others the precision is -1.
    """

    def __init__(self) -> None:
        self._rows: list[tuple[float, ...]] = []
        self._blocks: list[npt.NDArray[np.float64]] = []

    def add(self, statement: int, source: int, target: int, ends: Run, on: int = 0, precision: int = -1) -> None:
        """Put in one constraint; `ends` are its first and last day, or how many days it takes."""
        self._rows.append((statement, source, target, *ends, on, precision))

    def extend(self, statements: Integers, places: Integers, low: Days, high: Days) -> None:
        """Put in that places are between days."""
        none, never = np.zeros(len(places)), np.full(len(places), -1)
        self._blocks.append(np.array([statements, places, places, low, high, none, never], np.float64))

    def close(self) -> None:
        """Make columns of what was put in."""
        rows = np.array(self._rows, np.float64).reshape(-1, 7).T
        every = np.concatenate([*self._blocks, rows], axis=1)
        self.low, self.high = every[3], every[4]
        self.statement, self.source, self.target, self.on, self.precision = every[[0, 1, 2, 5, 6]].astype(np.int64)
        self._rows, self._blocks = [], []

    def holding(self, holds: Mask, precisions: Integers) -> Integers:
        """Return the numbers of the constraints that count, by the statements that hold and the precision of places."""
        found = np.append(holds, True)[self.statement]
        if (self.precision >= 0).any():
            found &= (self.precision < 0) | (precisions[self.on] == self.precision)
        return np.flatnonzero(found)


class _Shape(NamedTuple):
    """What a value says in numbers: its days, as wide as "around" is, the last that it names, and how precisely.

    It is `plain` if it is a date, and one stretch of days. A number is from `least` to `most`.
    """

    low: float = inf
    high: float = -inf
    named: float = nan
    precision: int = len(_UNITS)
    plain: bool = False
    least: float = 0
    most: float = inf

    @classmethod
    def of(cls, value: object, tolerance: Tolerance) -> _Shape:
        """Read a date, or the value of a claim."""
        if isinstance(value, UncertainDate):
            if run := plain_run(value.text):
                return cls(*run, run[1], _DAY, plain=True)
            runs = value.days(tolerance)
            low, high = runs[0][0], runs[-1][1]
            plain = len(runs) == 1 and not any(FAR < abs(day) < inf for day in (low, high))
            return cls(low, high, value.hull[1], _UNITS.index(value.precision), plain)
        if isinstance(value, When) and value.on is not None and value.runs is not None:
            return cls(named=value.runs[-1][1], precision=_UNITS.index(value.on.precision))
        if isinstance(value, Quantity):
            least, most = value.bounds(tolerance)
            return cls(least=least, most=inf if most is None else most)
        if isinstance(value, Equipment):
            return cls(least=max(number.bounds(tolerance)[0] for _, number in value.items))
        return cls()


class _Shapes:
    """The shapes of many values as columns; what is the same object has the same shape."""

    def __init__(self, tolerance: Tolerance) -> None:
        self.tolerance = tolerance
        self.rows: list[_Shape] = [_Shape()]
        self.known: dict[int, int] = {id(None): 0}

    def of(self, values: Sequence[object]) -> npt.NDArray[np.int32]:
        """Return the number of the shape of each of some values, which have to live on."""
        keys = np.fromiter(map(id, values), np.int64, len(values))
        own, first, places = np.unique(keys, return_index=True, return_inverse=True)
        for key, place in zip(own.tolist(), first.tolist(), strict=True):
            if key not in self.known:
                self.known[key] = self._new(values[place])
        return np.array([self.known[key] for key in own.tolist()], np.int32)[places]

    def _new(self, value: object) -> int:
        if isinstance(value, When) and not (value.part or value.after or value.before or value.around or value.during):
            # It says no more than its date, which many have in common.
            value = value.on
            if id(value) in self.known:
                return self.known[id(value)]
            self.known[id(value)] = len(self.rows)
        self.rows.append(_Shape.of(value, self.tolerance))
        return len(self.rows) - 1

    def columns(self) -> npt.NDArray[np.float64]:
        """Return the numbers of every shape, a row for each of their fields."""
        return np.fromiter(itertools.chain.from_iterable(self.rows), np.float64).reshape(-1, len(_Shape._fields)).T


@attrs.frozen(eq=False)
class FigureColumns:
    """The statements that give numbers of personnel: which they are, the day of each, and from what to what it is.

    The day is not a number where the statement is no report of a strength on one day that is known.
    """

    statement: Integers
    day: Days
    low: Days
    high: Days


def _each(statements: Iterable[Statement], field: str) -> Iterator[Any]:
    return map(operator.attrgetter(field), statements)


def _coded(statements: Sequence[Statement], field: str, values: Sequence[object]) -> npt.NDArray[np.int8]:
    """Return for each statement which of a few values, that are there once, a field has."""
    ids = np.fromiter(map(id, _each(statements, field)), np.int64, len(statements))
    known = np.array([*map(id, values)])
    order = np.argsort(known).astype(np.int8)
    return order[np.searchsorted(known[order], ids)]


class Ledger:
    """The statements of a store as columns, in its own order, and the constraints that each of them is."""

    @gc_pause.paused()
    def __init__(self, store: RecordStore) -> None:
        self.store = store
        self.nodes = Nodes([*store.deployments, *store.missions, *store.events])
        self.sources = {source: number for number, source in enumerate(store.sources)}
        statements = store.statements()
        count = len(statements)
        self.source = np.fromiter(map(self.sources.__getitem__, _each(statements, "source")), np.int32, count)
        self.about = np.fromiter(map(self.nodes.rows.__getitem__, _each(statements, "about")), np.int64, count)
        self.kind = _coded(statements, "kind", KINDS)
        cited: dict[Any, int] = {None: -1, **self.sources}
        #: The number of the source that each statement cites, or -1.
        self.citing = np.fromiter(map(cited.__getitem__, _each(statements, "citing")), np.int32, count)
        self.bounds, self.holes, self.far = ConstraintColumns(), ConstraintColumns(), ConstraintColumns()
        self.links: dict[Kind, ConstraintColumns] = {}
        self.steps: list[Domain] = []
        #: Whether any constraint depends on how precisely a milestone is dated.
        self.varies = False
        self._read(statements)
        self._tie(store.deployments.values())
        for each in (self.bounds, self.holes, self.far, *self.links.values()):
            each.close()
        self.order = self._order(statements)

    def _read(self, statements: Sequence[Statement]) -> None:
        shapes = _Shapes(self.store.tolerance)
        value = shapes.of([*_each(statements, "value")])
        published = shapes.of([source.published for source in self.store.sources.values()])[self.source]
        own = shapes.of([*_each(statements, "as_of")])
        low, high, named, precision, plain, least, most = shapes.columns()
        says = np.where(_NAMES_ITS_DAY[self.kind], named[value], named[own])
        self.planned = self._planned(statements, says)
        seen = _SIGHTINGS[self.kind] & (least[value] > 0) & ~self.planned
        milestone = _DATES[self.kind]
        #: Whether the statement binds any day.
        self.binds = milestone | (self.kind == _CODES["duration"]) | seen
        #: How precisely the statement dates its milestone.
        self.precision = np.where(milestone, precision[value], len(_UNITS)).astype(np.int8)
        #: Whether a report gives its milestone a last day.
        self.ends = milestone & (named[value] < inf)
        day = np.where(own > 0, own, published)
        #: The first day on which somebody was seen.
        self.seen = np.where(seen & (day > 0), low[day], inf)
        dated = milestone & (self.kind != _DATE) & (plain[value] > 0)
        known = seen & (plain[day] > 0) & (low[day] == high[day])
        self._bind(np.flatnonzero(dated), _COLUMNS[self.kind], low[value], high[value])
        self._bind(np.flatnonzero(known), np.full(len(known), _START), np.full(len(known), -inf), low[day])
        self._bind(np.flatnonzero(known), np.full(len(known), _END), low[day], np.full(len(known), inf))
        #: Whether the statement says how long, or ties a day to another.
        self.lasts = self.kind == _CODES["duration"]
        figures = np.flatnonzero(_PERSONNEL[self.kind])
        single = (self.kind == _CODES["strength"]) & ~self.planned & (plain[day] > 0) & (low[day] == high[day])
        self.figures = FigureColumns(
            figures, np.where(single, low[day], nan)[figures], least[value[figures]], most[value[figures]]
        )
        self._tell(statements, np.flatnonzero(self.binds & ~dated & ~known).tolist())

    def _planned(self, statements: Sequence[Statement], says: Days) -> Mask:
        """Tell which statements plan, as `RecordStore.basis` has it."""
        basis = _coded(statements, "basis", [None, Basis.REPORTED, Basis.PLANNED])
        latest = (published_by(source) for source in self.store.sources.values())
        appeared = np.array([-inf if day is None else day for day in latest], np.float64)[self.source]
        implied = np.where(np.isnan(says), _PLANS[self.kind], ~(says <= appeared) | (appeared == -inf))
        return np.where(basis == 0, implied, basis == 2)

    def _bind(self, numbers: Integers, column: Integers, low: Days, high: Days) -> None:
        """Put in that the milestones of some statements are between days."""
        places = self.about[numbers] * WIDTH + column[numbers]
        self.bounds.extend(numbers, places, low[numbers], high[numbers])

    def _tell(self, statements: Sequence[Statement], numbers: Iterable[int]) -> None:
        """Put in what is not as plain as a day: relations, durations, days with holes."""
        plain = ConstraintBuilder(self.store)
        for number in numbers:
            statement = statements[number]
            self.lasts[number] |= plain.ties(statement)
            self.ends[number] |= gives_last_day(statement, plain)
            constraints = [*plain.of(statement)]
            if isinstance(statement.value, When) and any(isinstance(target, str) for target in statement.value.around):
                self._tell_around(number, statement, constraints)
            else:
                for constraint in constraints:
                    self._add(number, constraint)

    def _tell_around(self, number: int, statement: Statement, constraints: Sequence[Constraint]) -> None:
        """Put in the constraints for each precision that a milestone which others are around can have."""
        ends = {name for constraint in constraints for name in (constraint.source, constraint.target)}
        ways = [[*ConstraintBuilder(self.store, dict.fromkeys(ends, unit)).of(statement)] for unit in _UNITS]
        own = node(statement.about, statement.kind.milestones[0])
        for same in zip(*ways, strict=True):
            if all(constraint.function == same[0].function for constraint in same):
                self._add(number, same[0])
                continue
            self.varies = True
            near = self.nodes.place(same[0].target if same[0].source == own else same[0].source)
            for code, constraint in enumerate(same):
                self._add(number, constraint, near, code)

    def _tie(self, deployments: Iterable[Deployment]) -> None:
        """Put in what holds between deployments without any statement."""
        for deployment in deployments:
            if deployment.follows is not None:
                for constraint in rules(deployment):
                    if constraint.source.partition(".")[0] != deployment.id:
                        self._add(-1, constraint)

    def _add(self, statement: int, constraint: Constraint, on: int = 0, precision: int = -1) -> None:
        step, target = constraint.function, self.nodes.place(constraint.target)
        if not isinstance(step, Domain):
            kind = isinstance(step, AtLeast), step.by.months, step.by.whole
            if kind not in self.links:
                self.links[kind] = ConstraintColumns()
            days = step.by.days, step.by.days
            self.links[kind].add(statement, self.nodes.place(constraint.source), target, days, on, precision)
            return
        ends = step.runs[0][0], step.runs[-1][1]
        if any(FAR < abs(day) < inf for day in ends):
            self.far.add(statement, target, target, (0, 0))
        elif len(step.runs) > 1:
            self.holes.add(statement, len(self.steps), target, ends)
            self.steps.append(step)
        else:
            self.bounds.add(statement, target, target, ends)

    def _order(self, statements: Sequence[Statement]) -> Integers:
        """Number the statements about what is planned in the order of publication; no other order is asked for."""
        order = np.zeros(len(statements), np.int64)
        planned = self.about[self.planned & self.binds]
        numbers = np.flatnonzero(np.isin(self.about, planned)).tolist()
        by_publication = sorted(self.store.sources.values(), key=publication)
        places = {source.id: place for place, source in enumerate(by_publication)}
        numbers.sort(key=lambda n: (places[statements[n].source], statements[n].locator or "", statements[n].id))
        order[numbers] = np.arange(1, len(numbers) + 1)
        return order

    def cited(self, speaks: Mask) -> list[str]:
        """Return the ids of the sources that some statements cite."""
        names = [*self.sources]
        return [names[number] for number in np.unique(self.citing[speaks]).tolist() if number >= 0]

    def among(self, sources: Iterable[str]) -> Mask:
        """Tell for each source of the ledger whether it is one of these."""
        found = np.zeros(len(self.sources), np.bool_)
        found[[self.sources[source] for source in sources]] = True
        return found

    # --- what may hold, by the rule of `Candidates` ---

    def holding(self, known: Mask) -> tuple[Mask, Mask]:
        """Return the reports, and the plans, that may hold if only these sources are known."""
        among = known[self.source] & self.binds
        reports = among & ~self.planned
        return reports, self._newest(reports, np.flatnonzero(among & self.planned))

    def _newest(self, reports: Mask, plans: Integers) -> Mask:
        """Return the newest of the plans for the same, unless a newer report gives that a last day."""
        found = np.zeros(len(reports), np.bool_)
        if not len(plans):
            return found
        count = len(self.nodes.rows) * len(KINDS)
        newest, ended = np.zeros(count, np.int64), np.zeros(count, np.int64)
        kinds = self.about * len(KINDS) + self.kind
        np.maximum.at(newest, kinds[plans], self.order[plans])
        ending = np.flatnonzero(reports & self.ends)
        np.maximum.at(ended, kinds[ending], self.order[ending])
        start, end, date = (np.arange(_CODES[kind], count, len(KINDS)) for kind in ("start", "end", "date"))
        for each in (start, end):
            ended[each] = np.maximum(ended[each], ended[date])
        ended[date] = np.minimum(ended[start], ended[end])
        order, group = self.order[plans], kinds[plans]
        found[plans[(order == newest[group]) & (order > ended[group])]] = True
        return found

    def precisions(self, holds: Mask) -> Integers:
        """Return for each place how precisely the statements that may hold date it; what nobody dates is a day."""
        found = np.full(self.nodes.size, len(_UNITS), np.int64)
        if not self.varies:
            return found
        dated = np.flatnonzero(holds & (self.precision < len(_UNITS)))
        rows, kinds = self.about[dated] * WIDTH, self.kind[dated]
        for column in (_COLUMNS[kinds], np.where(kinds == _DATE, _END, _COLUMNS[kinds])):
            np.minimum.at(found, rows + column, self.precision[dated])
        return np.where(found == len(_UNITS), 0, found)
