"""The numbers that sources state of one deployment, with the days that each counts on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from math import inf
from operator import itemgetter

import attrs

from deployments.answers.results import Figure
from deployments.claims import Basis, ClaimKind
from deployments.records import Statement
from deployments.solver.bounds import Status
from deployments.solver.components import Component
from deployments.solver.constraints import is_absence, is_nobody, node
from deployments.solver.plans import rank
from deployments.values.edtf import Run
from deployments.values.quantities import Change, Personnel


@attrs.frozen(eq=False)
class Amount:
    """A number, or a change by a number, of one deployment, from `low` to `high`; `high` is infinite without an end.

    `first` and `last` are the days that it can be of; of a plan, the first day on which it counts and the last one.
    `percent` is that of a change by a share; `shown` are the days that are told of it, where it is of more than one.
    `day` names the day: all that a source says of the day of its publication is of the same day. For a change without
    a number `is_counted` is False. `fades` tells of a plan that it ceases to count only as it is too old.
    """

    statement: Statement
    low: float
    high: float
    first: float
    last: float
    day: str = ""
    is_counted: bool = True
    percent: int | None = None
    is_disputed: bool = False
    basis: Basis = Basis.REPORTED
    shown: Run | None = None
    fades: bool = False

    @property
    def is_change(self) -> bool:
        """Whether it is a difference."""
        return self.statement.kind is ClaimKind.CHANGE


@attrs.frozen(eq=False)
class Lasting:
    """A reported figure of all days from one to another: as one of the first of these, and as one of the last."""

    starts: Amount
    ends: Amount

    def on(self, day: float) -> Amount | None:
        """Return it as a figure of the last day not after one that it can be of; None if there is none."""
        if day < self.starts.first:
            return None
        first, last = self.starts.first, self.starts.last
        if day >= last:
            first, last = min(day, max(self.ends.first, first)), min(day, self.ends.last)
        shown = self.starts.first, self.ends.last
        return attrs.evolve(self.starts, first=first, last=last, day=_day(first, last, self.starts.day), shown=shown)

    def breaks(self) -> Iterator[float]:
        """Yield the days on which what it says of a day can change."""
        yield from (self.starts.first, self.starts.last, self.starts.last + 1, self.ends.first + 1, self.ends.last + 1)

    def by(self, day: float) -> float:
        """Return the day by which it is surely of a given day or later; infinity if it may not be."""
        since = max(day, self.starts.last)
        return since if since <= self.ends.first or self.starts.first >= day else inf


@attrs.frozen(eq=False)
class Figures:
    """The figures and changes stated of one deployment: reported ones, and planned ones with the days they count on.

    `never` are plans that count on no day: before the first on which they would, others take their place.
    """

    figures: Sequence[Amount] = ()
    lasting: Sequence[Lasting] = ()
    changes: Sequence[Amount] = ()
    plans: Sequence[Amount] = ()
    never: Sequence[Amount] = ()


def figures_of(component: Component, id_: str) -> Figures:
    """Return the numbers stated of a deployment that count: not those that are corrected, or called off."""
    store = component.store
    counting = component.counting.get(id_)
    called_off = counting.called_off if counting is not None else frozenset()
    figures: list[Amount] = []
    lasting: list[Lasting] = []
    changes: list[Amount] = []
    planned: list[Statement] = []
    for statement in component.about.get(id_, ()):
        if not statement.kind.spec.personnel or is_absence(statement, store):
            continue
        basis = store.basis(statement)
        if basis is Basis.REPORTED and component.builder.is_lasting(statement):
            lasting.append(_lasting(component, statement))
        elif basis is Basis.REPORTED:
            (changes if statement.kind is ClaimKind.CHANGE else figures).append(_reported(component, statement))
        elif basis is Basis.PLANNED and statement.id not in called_off:
            planned.append(statement)
    plans = _plans(component, planned, figures, lasting)
    # That nobody is to be there ends what was planned before, and is no number of those who are there all the same.
    ever = [each for each in plans if each.first <= each.last and not is_nobody(each.statement)]
    return Figures(figures, lasting, changes, ever, [each for each in plans if each.first > each.last])


def considered_figures(component: Component, id_: str, first: float, last: float) -> Iterator[Figure]:
    """Yield the numbers that are only under consideration for a deployment on some of the days, of the newest source.

    Each from the publication on, until it is too old, or a newer source that has appeared states a number.
    """
    own = [*_considered(component, id_)]
    store = component.store
    newest = max((rank(store, each) for each in _of_numbers(component, id_, own, last)), default=None)
    for each in own:
        if each.first <= last and each.last >= first and newest is not None and rank(store, each.statement) >= newest:
            yield each


def considered_breaks(component: Component, id_: str) -> Iterator[float]:
    """Yield the days from which on other numbers can be under consideration for a deployment than before."""
    own = [*_considered(component, id_)]
    yield from (day for each in own for day in (each.first, each.last + 1))
    yield from (component.store.published(each.source)[0] for each in _of_numbers(component, id_, own, inf))


def _considered(component: Component, id_: str) -> Iterator[Figure]:
    """Yield all numbers that are under consideration on any day, from the publication until each is too old."""
    store = component.store
    for each in component.considered:
        if each.about == id_ and each.kind.spec.personnel:
            since, until = store.published(each.source)
            named = (component.builder.named(each) or (until, until))[1]
            fresh = store.tolerance.fresh_until(max([day for day in (until, named) if day < inf], default=until))
            assert isinstance(each.value, Personnel | Change)  # noqa: S101 - so the claim table says
            yield Figure(each.value, since, fresh, each, Basis.CONSIDERED)


def _of_numbers(component: Component, id_: str, considered: Sequence[Figure], day: float) -> Iterator[Statement]:
    """Yield what sources that had appeared by a day say of numbers, where any are under consideration."""
    store = component.store
    for statement in store.statements_of(about=id_) if considered else ():
        is_of_number = statement.kind.spec.personnel or statement.kind is ClaimKind.CANCELLED
        is_corrected = component.refused.get(statement.id) is Status.CORRECTED
        if is_of_number and not is_corrected and store.published(statement.source)[0] <= day:
            yield statement


def _reported(component: Component, statement: Statement) -> Amount:
    days = component.builder.days_of(statement)
    first, last = days[0][0], days[-1][1]
    name = component.builder.day_node(statement)
    if first < last:
        first, last = component.days_left(statement, name, (first, last))
    return _amount(component, statement, first, last, _day(first, last, name))


def _lasting(component: Component, statement: Statement) -> Lasting:
    name = component.builder.day_node(statement)
    starts, ends = (
        _amount(component, statement, days[0][0], days[-1][1], name) for days in component.builder.edges(statement)
    )
    return Lasting(starts, ends)


def _day(first: float, last: float, name: str) -> str:
    """Return what names the day of a figure: itself, if it is known."""
    return name if first < last else str(int(first))


def _amount(component: Component, statement: Statement, first: float, last: float, day: str = "") -> Amount:
    low, high, counted = _range(component, statement)
    disputed = statement.id in component.colliding
    percent = statement.value.percent if isinstance(statement.value, Change) else None
    return Amount(statement, low, high, first, last, day, counted, percent, disputed, component.store.basis(statement))


def _range(component: Component, statement: Statement) -> tuple[float, float, bool]:
    """Return what a figure or a change amounts to, and whether it has a number; a decrease is below zero."""
    tolerance, value = component.store.tolerance, statement.value
    if isinstance(value, Personnel):
        low, high = value.bounds(tolerance)
        return low, inf if high is None else high, True
    assert isinstance(value, Change)  # noqa: S101 - so the claim table says
    if value.by is None:  # a share is one of what was there before
        return (0, inf, False) if value.increase else (-inf, 0, False)
    low, high = value.by.bounds(tolerance)
    most = inf if high is None else high
    return (low, most, True) if value.increase else (-most, -low, True)


def _plans(
    component: Component, planned: Sequence[Statement], figures: Sequence[Amount], lasting: Sequence[Lasting]
) -> list[Amount]:
    """Return the planned figures and changes with the days from which and until which each counts."""
    begins = {s.id: _begins(component, s) for s in planned}
    followed, superseded = _followed(component, planned, begins), _superseded(component, planned, begins)
    reported = _Reported(figures, lasting)
    # Where somebody is counted the force has come.
    after_start = _Reported(
        [each for each in figures if each.low > 0], [each for each in lasting if each.starts.low > 0]
    )
    found = []
    for statement in planned:
        first = begins[statement.id]
        due = _last_day(component, statement, first)
        taken_over = reported.by(statement, due)
        if component.store.as_of(statement) is None:
            announced = component.store.published(statement.source)[1]
            taken_over = min(taken_over, after_start.by(statement, max(first, announced)))
        old = grows_old(component, statement, first)
        until = min(followed[statement.id], superseded[statement.id], taken_over) - 1
        found.append(attrs.evolve(_amount(component, statement, first, min(old, until)), fades=old <= until))
    return found


def grows_old(component: Component, plan: Statement, first: float) -> float:
    """Return the last day on which a planned figure or change, which counts from a day on, is not too old to count."""
    return component.store.tolerance.fresh_until(_last_day(component, plan, first))


def _begins(component: Component, statement: Statement) -> float:
    """The first day on which a planned figure counts: its own, or the start or the publication, whichever is later.

    Where others follow those who are there, it is of those: the start is theirs.
    """
    if component.store.as_of(statement) is not None:
        return component.builder.days_of(statement)[0][0]
    days = map(component.builder.named, component.second_starts.get((statement.source, statement.about), ()))
    start = component.expected(node(statement.about, "start"))[0]
    return max(start, component.store.published(statement.source)[0], *(run[0] for run in days if run is not None))


def _last_day(component: Component, statement: Statement, first: float) -> float:
    """The last day that a planned figure can be of, from which it grows old."""
    if component.store.as_of(statement) is not None:
        return component.builder.days_of(statement)[-1][1]
    start, published = component.expected(node(statement.about, "start")), component.store.published(statement.source)
    return max((day for day in (first, start[1], published[1]) if abs(day) < inf), default=inf)


def _followed(component: Component, planned: Sequence[Statement], begins: Mapping[str, float]) -> Mapping[str, float]:
    """Return the day by which the next figure of the same source counts, by the id of each."""
    own: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for statement in planned:
        if statement.kind is not ClaimKind.CHANGE:
            first = begins[statement.id]
            own[statement.source].append((first, _last_day(component, statement, first)))
    days = {source: sorted({*found}) for source, found in own.items()}
    # Of several that begin later, the one that has surely begun first.
    sure = {source: [*accumulate((last for _, last in reversed(found)), min)][::-1] for source, found in days.items()}
    next_day: dict[str, float] = {}
    for statement in planned:
        known = days.get(statement.source, [])
        place = bisect_right(known, begins[statement.id], key=itemgetter(0))
        next_day[statement.id] = sure[statement.source][place] if place < len(known) else inf
    return next_day


def _superseded(component: Component, planned: Sequence[Statement], begins: Mapping[str, float]) -> Mapping[str, float]:
    """Return the first day of any figure of a newer source, by the id of each: from then on that source counts."""
    ranks = {statement.id: rank(component.store, statement) for statement in planned}
    found: dict[str, float] = {}
    first = waiting = inf
    current = inf
    for statement in sorted(planned, key=lambda each: -ranks[each.id]):
        if ranks[statement.id] < current:
            current, first = ranks[statement.id], min(first, waiting)
        found[statement.id] = first
        waiting = min(waiting, begins[statement.id])
    return found


class _Reported:
    """Finds the day by which another source reports how many they are, of a given day or later."""

    def __init__(self, reports: Sequence[Amount], lasting: Sequence[Lasting]) -> None:
        self._lasting = lasting
        self._reports = sorted(reports, key=lambda each: each.first)
        self._firsts = [each.first for each in self._reports]
        #: From each place on, the earliest last day, with its source, and the earliest of any other source.
        self._best: list[tuple[float, str, float]] = [(inf, "", inf)]
        for each in reversed(self._reports):
            best, source, other = self._best[-1]
            own = each.statement.source
            if own == source:
                best = min(best, each.last)
            elif each.last < best:
                best, source, other = each.last, own, best
            else:
                other = min(other, each.last)
            self._best.append((best, source, other))
        self._best.reverse()

    def by(self, plan: Statement, first: float) -> float:
        """Return that day; infinity if no other source reports any."""
        best, source, other = self._best[bisect_left(self._firsts, first)]
        lasting = (each.by(first) for each in self._lasting if each.starts.statement.source != plan.source)
        return min([other if source == plan.source else best, *lasting])
