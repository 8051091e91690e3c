"""How many personnel a deployment has on a day: figures as they were said, and the range that follows from them."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate
from math import inf

import attrs

from deployments.answers.figures import Amount, Figures, Lasting
from deployments.answers.results import Figure, Range, Strength, StrengthRole
from deployments.claims import Basis
from deployments.records import Statement
from deployments.values.certainty import Certainty
from deployments.values.quantities import Change, Personnel
from deployments.values.tolerance import Tolerance

_ABSENT = Strength(0, 0)


@attrs.frozen(eq=False)
class _Computed:
    """A range, the amounts behind it, and whether it is more than what one of them says."""

    low: float
    high: float
    behind: tuple[Amount, ...] = ()
    disputed: bool = False
    computed: bool = False

    def plus(self, change: Amount) -> _Computed:
        """Return the range after a change: what has no number says only more or fewer."""
        low, high = _after(self.low, self.high, change)
        disputed = self.disputed or change.is_disputed
        return _Computed(low, high, (*self.behind, change), disputed, computed=True)


def _after(low: float, high: float, change: Amount) -> tuple[float, float]:
    if change.percent is not None:
        share = 100 + (-change.percent if change.low < 0 else change.percent)
        return low * share // 100, high if high == inf else -(-high * share // 100)
    if change.is_counted:
        return max(low + change.low, 0), max(high + change.high, 0)
    return (min(1, low), high) if change.low < 0 else (low, inf)


@attrs.frozen(eq=False)
class Step:
    """An amount that counts, what it does for the strength, and the range from `low` to `high` that it leaves."""

    amount: Amount
    role: StrengthRole
    low: float
    high: float


class _LastingInOrder:
    """Figures of all days from one to another, in the orders of the first of these and of the last."""

    def __init__(self, lasting: Sequence[Lasting]) -> None:
        self._lasting = lasting
        numbers = range(len(lasting))
        self._by_first = sorted(numbers, key=lambda number: lasting[number].starts.first)
        self._firsts = [lasting[number].starts.first for number in self._by_first]
        self._until = [*accumulate((lasting[number].ends.last for number in self._by_first), max)]
        self._by_last = sorted(numbers, key=lambda number: lasting[number].ends.last)
        self._lasts = [lasting[number].ends.last for number in self._by_last]
        # What is disputed makes nothing older out of date.
        ends = (lasting[number].ends for number in self._by_last)
        self._newest = [*accumulate((-inf if each.is_disputed else each.first for each in ends), max)]

    def live(self, day: float, newest: float) -> tuple[float, list[Amount]]:
        """Return the day before which none is the last of a day not after one, and those that may be, in their order.

        Takes that day by the figures of single days.
        """
        ended = bisect_right(self._lasts, day)
        going_on = {number: self._of(number, day) for number in self._going_on(day)}
        sure = (each.first for each in going_on.values() if each.last <= day and not each.is_disputed)
        newest = max([newest, *sure, *self._newest[max(ended - 1, 0) : ended]])
        found = {number: each for number, each in going_on.items() if each.last >= newest}
        for number in self._by_last[bisect_left(self._lasts, newest) : ended]:
            found[number] = self._of(number, day)
        return newest, [found[number] for number in sorted(found)]

    def _going_on(self, day: float) -> Iterator[int]:
        """Yield the numbers of those of which a day on or before one is the first, and a later day the last."""
        for place in reversed(range(bisect_right(self._firsts, day))):
            if self._until[place] <= day:
                break
            if self._lasting[self._by_first[place]].ends.last > day:
                yield self._by_first[place]

    def _of(self, number: int, day: float) -> Amount:
        found = self._lasting[number].on(day)
        assert found is not None  # noqa: S101 - it begins by that day
        return found


class StrengthByDay:
    """The strength of one deployment on any day."""

    def __init__(self, figures: Figures, tolerance: Tolerance) -> None:
        self.figures = figures
        self.tolerance = tolerance
        self._by_last = sorted(figures.figures, key=lambda each: (each.last, each.first))
        self._lasts = [each.last for each in self._by_last]
        # What is disputed makes nothing older out of date.
        firsts = (-inf if each.is_disputed else each.first for each in self._by_last)
        self._newest = [*accumulate(firsts, max)]
        self._spread = max((each.last - each.first for each in self._by_last), default=0)
        self._lasting = _LastingInOrder(figures.lasting)
        self._changes = sorted(figures.changes, key=lambda each: (each.first, each.last, each.statement.id))
        self._change_firsts = [each.first for each in self._changes]
        self._plans = sorted(figures.plans, key=lambda each: (each.first, each.last, each.statement.id))
        self._plan_firsts = [each.first for each in self._plans]
        faded = (each for each in figures.plans if each.fades and not each.is_change)
        self._faded = sorted(faded, key=lambda each: (each.last, each.first, each.statement.id))
        self._plan_lasts = [*accumulate((each.last for each in self._plans), max)]

    def breaks(self) -> Iterator[float]:
        """Yield the days on which the strength can change."""
        for each in (*self.figures.figures, *self.figures.changes):
            yield from (each.first, each.first + 1, each.last, each.last + 1)
            yield self.tolerance.fresh_until(each.last) + 1
        for lasting in self.figures.lasting:
            yield from lasting.breaks()
            yield self.tolerance.fresh_until(lasting.ends.last) + 1
        for each in self.figures.plans:
            yield from (each.first, each.last + 1)

    def on(self, day: float, certainty: Certainty) -> Strength:
        """Return the strength on a day on which the deployment is there as certainly as is said."""
        if certainty is Certainty.NO:
            return _ABSENT
        carried, stale = self._carried(day)
        found = self._with_plans(day, carried, certainty)
        least = 1 if certainty is Certainty.CERTAIN else 0
        if found is None:
            return Strength(least, None, last=stale, last_planned=self._faded_plan(day, stale))
        low, high = int(found.low), None if found.high == inf else int(found.high)
        is_certain = certainty is Certainty.CERTAIN
        most = None if high is None else max(high, least)
        reported = [each for each in found.behind if each.basis is not Basis.PLANNED]
        return Strength(
            max(low, 1) if is_certain else 0,
            most,
            if_there=None if is_certain else Range(max(low, 1), most),
            stated=tuple(_figure(each) for each in found.behind),
            carried=any((each.first, each.last) != (day, day) for each in reported),
            planned=len(reported) < len(found.behind),
            disputed=found.disputed,
            computed=found.computed or any(each.statement.derived for each in found.behind),
        )

    # --- what is reported ---

    def _carried(self, day: float) -> tuple[_Computed | None, Figure | None]:
        """Return what was last reported, over every order that the days can have; or the last figure that is stale."""
        live = self.live(day)
        groups = self._by_day(live, day)
        if not groups:
            stale = max(live, key=lambda each: (each.last, each.first, each.statement.id), default=None)
            return None, None if stale is None else _figure(stale)
        return hull([self._changed(agreed(own), day) for own in groups]), None

    def _by_day(self, live: Sequence[Amount], day: float) -> Collection[list[Amount]]:
        """Return those of some figures that are not stale on a day, those of one day together."""
        groups: dict[str, list[Amount]] = defaultdict(list)
        for each in live:
            if not self.tolerance.is_stale(each.last, day):
                groups[each.day].append(each)
        return groups.values()

    def live(self, day: float) -> list[Amount]:
        """Return the figures that may be the last of a day not after one."""
        known = bisect_right(self._lasts, day)
        newest, found = self._lasting.live(day, self._newest[known - 1] if known else -inf)
        for place in range(bisect_left(self._lasts, newest), len(self._by_last)):
            each = self._by_last[place]
            if each.first <= day:
                found.append(each)
            elif each.last > day + self._spread:
                break
        return found

    def _changed(self, figure: _Computed, day: float) -> _Computed:
        """Return a figure with the changes after it: surely later ones are added, of others it may be either."""
        base, low, high = figure.behind[0], figure.low, figure.high
        added = self._added(base, day)
        for several in in_unsure_order(added):
            steps = [(each, _is_sure(each, base, day)) for each in several]
            low, high = after_all(low, high, steps)
        if not added:
            return figure
        disputed = figure.disputed or any(each.is_disputed for each in added)
        return _Computed(low, high, (*figure.behind, *added), disputed, computed=True)

    def _changes_after(self, figure: _Computed, day: float) -> Iterator[Step]:
        """Yield the changes that are, or may be, after a figure, with the range that each leaves."""
        base, low, high = figure.behind[0], figure.low, figure.high
        for several in in_unsure_order(self._added(base, day)):
            steps = [(each, _is_sure(each, base, day)) for each in several]
            left = after_all(low, high, steps)
            for place, (change, is_sure) in enumerate(steps, 1):
                so_far = after_all(low, high, steps[:place]) if len(steps) <= _MOST_ORDERED else left
                yield Step(change, StrengthRole.CHANGE if is_sure else StrengthRole.PERHAPS, *so_far)
            low, high = left

    def _added(self, base: Amount, day: float) -> list[Amount]:
        """Return the changes by a day that are not in a figure, by their first days."""
        return [each for each in self._changes[: bisect_right(self._change_firsts, day)] if not _is_in(each, base)]

    # --- one by one ---

    def steps(self, day: float, certainty: Certainty) -> Iterator[Step]:
        """Yield what the strength of a day on which somebody is, or may be, there comes from, in order.

        Where it is unsure which figure is the newest, each stands with the changes after it.
        """
        found: list[_Computed] = []
        for own in self._by_day(self.live(day), day):
            yield from _agreeing(own)
            yield from self._changes_after(agreed(own), day)
            found.append(self._changed(agreed(own), day))
        yield from _planning(self._planned(day), hull(found) if found else None, certainty)

    # --- what is planned ---

    def _faded_plan(self, day: float, stale: Figure | None) -> Figure | None:
        """Return the planned figure that was the last to grow too old, unless what was reported is of a later day."""
        known = bisect_left(self._faded, day, key=lambda each: each.last)
        newest = self._faded[known - 1] if known else None
        if newest is None or (stale is not None and stale.last >= newest.first):
            return None
        return _figure(newest)

    def _planned(self, day: float) -> list[Amount]:
        """Return the planned figures that count on a day, then the planned changes."""
        found = []
        for place in range(bisect_right(self._plan_firsts, day) - 1, -1, -1):
            if self._plan_lasts[place] < day:
                break
            if self._plans[place].last >= day:
                found.append(self._plans[place])
        found.reverse()
        return sorted(found, key=lambda each: each.is_change)

    def _with_plans(self, day: float, carried: _Computed | None, certainty: Certainty) -> _Computed | None:
        counting = self._planned(day)
        figures = [each for each in counting if not each.is_change]
        found = carried
        if figures:
            planned = hull([_Computed(each.low, each.high, (each,)) for each in figures])
            found = planned if carried is None else hull([carried, planned])
            if carried is None and certainty is Certainty.CERTAIN:
                found = attrs.evolve(found, low=min(1, found.low))
        if found is not None:
            for change in (each for each in counting if each.is_change):
                found = hull([found, found.plus(change)])
        return found


def _is_in(change: Amount, figure: Amount) -> bool:
    """Tell whether a figure already has a change in it: one before it, of its day, or of its source and not later."""
    if change.last < figure.first or change.day == figure.day:
        return True
    return change.statement.source == figure.statement.source and not change.first > figure.last


def _is_sure(change: Amount, figure: Amount, day: float) -> bool:
    """Tell whether a change is surely after a figure, and by a day."""
    return change.first > figure.last and change.last <= day and not change.is_disputed


#: A change, and whether it is surely to be added.
_Step = tuple[Amount, bool]
#: The orders of more changes than these are not tried.
_MOST_ORDERED = 5


def in_unsure_order(changes: Sequence[Amount]) -> Iterator[list[Amount]]:
    """Yield changes, given by their first days, in groups: each group is surely later than the one before."""
    group: list[Amount] = []
    last = -inf
    for change in changes:
        if group and change.first > last:
            yield group
            group = []
        group.append(change)
        last = max(last, change.last)
    if group:
        yield group


def after_all(low: float, high: float, steps: Sequence[_Step]) -> tuple[float, float]:
    """Return a range after changes in any order that their days leave: a share is another in another order."""
    if len(steps) == 1 or _order_is_nothing(low, steps):
        return _in_order(low, high, steps)
    if len(steps) > _MOST_ORDERED:
        is_endless = any(each.high > 0 and (each.percent is not None or not each.is_counted) for each, _ in steps)
        return 0, inf if is_endless else high + sum(max(each.high, 0) for each, _ in steps)
    found = [_in_order(low, high, order) for order in itertools.permutations(steps) if _can_be_in_order(order)]
    return min(least for least, _ in found), max(most for _, most in found)


def _order_is_nothing(low: float, steps: Sequence[_Step]) -> bool:
    """Tell whether changes come to the same in any order: numbers do, while nobody is left that could not leave."""
    are_numbers = all(each.is_counted and each.percent is None for each, _ in steps)
    return are_numbers and low + sum(min(each.low, 0) for each, _ in steps) >= 0


def _can_be_in_order(steps: Sequence[_Step]) -> bool:
    return not any(later.last < earlier.first for (earlier, _), (later, _) in itertools.combinations(steps, 2))


def _in_order(low: float, high: float, steps: Iterable[_Step]) -> tuple[float, float]:
    for change, is_sure in steps:
        least, most = _after(low, high, change)
        low, high = (least, most) if is_sure else (min(low, least), max(high, most))
    return low, high


def _agreeing(figures: Iterable[Amount]) -> Iterator[Step]:
    """Yield figures of one day, each with what all so far have in common, or else with the range of all of these."""
    low, high, least, most = -inf, inf, inf, -inf
    for each in figures:
        low, high, least, most = max(low, each.low), min(high, each.high), min(least, each.low), max(most, each.high)
        yield Step(each, StrengthRole.FIGURE, *((low, high) if low <= high else (least, most)))


def _planning(plans: Iterable[Amount], known: _Computed | None, certainty: Certainty) -> Iterator[Step]:
    """Yield planned figures, then changes of any figure, each with the range of all that may be so far."""
    low, high = (inf, -inf) if known is None else (known.low, known.high)
    for each in plans:
        if each.is_change and low > high:
            continue
        after = _after(low, high, each) if each.is_change else (each.low, each.high)
        low, high = min(low, after[0]), max(high, after[1])
        if known is None and certainty is Certainty.CERTAIN:
            low = min(1, low)
        yield Step(each, StrengthRole.PLANNED, low, high)


def agreed(figures: Sequence[Amount]) -> _Computed:
    """Return what figures of one day have in common, or, if nothing, their hull, disputed.

    Those that are disputed make the range of the others no narrower.
    """
    sure = [each for each in figures if not each.is_disputed]
    if 0 < len(sure) < len(figures):
        return attrs.evolve(hull([agreed(sure), _in_common(figures)]), computed=False)
    return _in_common(figures)


def _in_common(figures: Sequence[Amount]) -> _Computed:
    low, high = max(each.low for each in figures), min(each.high for each in figures)
    disputed = any(each.is_disputed for each in figures)
    if low <= high:
        return _Computed(low, high, tuple(figures), disputed)
    widest = min(each.low for each in figures), max(each.high for each in figures)
    return _Computed(*widest, tuple(figures), disputed=True)


def hull(ranges: Sequence[_Computed]) -> _Computed:
    """Return the range that takes in all of some."""
    if len(ranges) == 1:
        return ranges[0]
    return _Computed(
        min(each.low for each in ranges),
        max(each.high for each in ranges),
        tuple(dict.fromkeys(amount for each in ranges for amount in each.behind)),
        disputed=any(each.disputed for each in ranges),
        computed=True,
    )


def over(strengths: Sequence[Strength]) -> Strength:
    """Return the strength over several days: the range that takes in all of theirs."""
    stated = [each for each in strengths if each.is_stated]
    if not stated or len({*strengths}) == 1:
        return strengths[0]
    inside = [each.if_there or Range(each.low, each.high) for each in stated]
    return Strength(
        min(each.low for each in strengths),
        _most(each.high for each in strengths),
        if_there=Range(min(each.low for each in inside), _most(each.high for each in inside)),
        stated=tuple(dict.fromkeys(figure for each in strengths for figure in each.stated)),
        carried=any(each.carried for each in strengths),
        planned=any(each.planned for each in strengths),
        disputed=any(each.disputed for each in strengths),
        computed=True,
    )


def _most(highs: Iterable[int | None]) -> int | None:
    found = [*highs]
    known = [high for high in found if high is not None]
    return max(known) if len(known) == len(found) else None


def _figure(amount: Amount) -> Figure:
    statement: Statement = amount.statement
    value = statement.value
    assert isinstance(value, Personnel | Change)  # noqa: S101 - so the claim table says
    return Figure(value, *(amount.shown or (amount.first, amount.last)), statement, amount.basis)
