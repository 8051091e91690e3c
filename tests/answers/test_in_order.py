"""What is found in the order of days, or from the strictest limits, is what looking at each one by itself finds."""

import random
from collections.abc import Callable, Sequence
from math import inf

import attrs
import pytest

import deployments
from deployments import Registry, Statement, Tolerance
from deployments.answers.figures import Amount
from deployments.answers.strength import StrengthByDay
from deployments.solver.absences import Absence, Seen, Side
from deployments.solver.components import Components
from deployments.solver.constraints import ConstraintBuilder
from deployments.solver.contradicting import Gathered
from deployments.solver.limits import Order
from deployments.solver.numbers import Numbers
from deployments.values.edtf import Run
from tests.answers.letters import disputing_registry, odd_registry
from tests.columnar.crowds import Crowd
from tests.columnar.tight import tight


def crowd(seed: int) -> Registry:
    kinds = ["present", "absent", "stretch", "strength", "zero", "start", "end", "parts"]
    return Crowd(seed, kinds, most=14).registry(8)


MAKES: list[Callable[[int], Registry]] = [crowd, lambda seed: tight(seed, 20), odd_registry, disputing_registry]
SEEDED = pytest.mark.parametrize("seed", range(15))
MADE = pytest.mark.parametrize("make", MAKES, ids=["crowd", "tight", "odd", "disputing"])


# --- reports of nobody ---


def _holds(run: Run | None, first: float, last: float) -> bool:
    return run is not None and run[0] <= first and last <= run[1]


def placed(absence: Absence, seen: Sequence[Seen]) -> tuple[object, ...]:
    """Return where a report of nobody lies: what places it is each report of somebody by itself."""
    left = [each for each in seen if not _holds(each.inside, absence.first, absence.last)]
    earlier = [each for each in left if each.last < absence.first]
    later = [each for each in left if each.first > absence.last]
    if earlier and later:
        before = max(earlier, key=lambda each: (each.first, each.statement.id))
        after = min(later, key=lambda each: (each.last, each.statement.id))
        return Side.WITHIN, before.statement.id, after.statement.id, before.first + 1, after.last - 1
    return (Side.AFTER if earlier else Side.BEFORE if later else Side.ALONE,)


def is_of_one_day(builder: ConstraintBuilder, absence: Absence, each: Seen) -> bool:
    same = each.statement.kind.spec.dated and builder.day_node(absence.statement) == builder.day_node(each.statement)
    return (
        bool(same) or _holds(absence.certain, each.first, each.last) or _holds(each.inside, absence.first, absence.last)
    )


@MADE
@SEEDED
def test_a_report_of_nobody_lies_where_each_report_of_somebody_puts_it(
    seed: int, make: Callable[[int], Registry]
) -> None:
    registry = make(seed)
    components = Components(registry)
    for id_ in registry.deployments:
        component = components.component(id_)
        seen, builder = component.seen[id_], component.builder
        in_order = component._seen_in_order(id_)
        for absence in component.absences[id_]:
            put = Absence.of(builder, absence.statement, in_order)
            gap = put.gap
            found = () if gap is None else (gap.before.id, gap.after.id, gap.first, gap.last)
            assert (put.side, *found) == placed(absence, seen)
            expected = [each.statement.id for each in seen if is_of_one_day(builder, absence, each)]
            assert [each.id for each in absence.collides_with(builder, in_order)] == expected
        for day in {day for each in seen for day in (each.first, each.last, each.last + 1)}:
            first = next((each for each in seen if each.last < day), None)
            assert in_order.first_before(day) is first


# --- plans that others replace ---


@MADE
@SEEDED
def test_a_statement_contradicts_those_gathered_if_it_contradicts_any(
    seed: int, make: Callable[[int], Registry]
) -> None:
    registry, chance = make(seed), random.Random(seed)
    components = Components(registry)
    for id_ in registry.deployments:
        component = components.component(id_)
        contradicts = component._contradicts
        every = [each for each in component.about.get(id_, ()) if each.id in component.constraints]
        gathered, known = Gathered(component.constraints, Order(component.base), contradicts), list[Statement]()
        for one in chance.sample(every, min(len(every), 12)):
            assert gathered.contradict(one) == any(contradicts(each, one) for each in known)
            gathered.add(one)
            known.append(one)


# --- figures of periods, and decreases ---


def live(days: StrengthByDay, day: float) -> list[Amount]:
    """Return the figures that may be the last of a day not after one: each is looked at."""
    lasting = [amount for each in days.figures.lasting if (amount := each.on(day)) is not None]
    every = [*lasting, *(each for each in days.figures.figures if each.first <= day)]
    newest = max((each.first for each in every if each.last <= day and not each.is_disputed), default=-inf)
    return [each for each in every if each.last >= newest]


@MADE
@SEEDED
def test_the_last_figures_are_those_that_no_later_one_is_surely_after(
    seed: int, make: Callable[[int], Registry], monkeypatch: pytest.MonkeyPatch
) -> None:
    found, asked = StrengthByDay.live, []

    def checked(days: StrengthByDay, day: float) -> list[Amount]:
        own = found(days, day)
        plainly = {attrs.astuple(each, recurse=False) for each in live(days, day)}
        assert {attrs.astuple(each, recurse=False) for each in own} == plainly
        asked.append(day)
        return own

    monkeypatch.setattr(StrengthByDay, "live", checked)
    registry = make(seed)
    _ = deployments.to_arrow(registry)["days"]
    for id_ in registry.deployments:
        registry.presence(id_, "2023-01-05")
    assert asked


def some_are_left(figures: Sequence[tuple[Run, int]], lost: float, days: Run, tolerance: Tolerance) -> bool:
    """Tell it of a decrease: the figure before it, and any that may be of a later day before it, are larger."""
    before = [run[1] for run, _ in figures if run[1] < days[0]]
    if not before or tolerance.is_stale(max(before), days[1]):
        return False
    last = [least for run, least in figures if run[1] >= max(before) and run[0] <= days[1]]
    return min(last) > lost


@pytest.mark.parametrize("seed", range(200))
def test_some_are_left_if_the_figures_before_were_larger(seed: int) -> None:
    chance = random.Random(seed)
    numbers, figures, lost = Numbers(), list[tuple[Run, int]](), 0
    for _ in range(chance.randrange(8)):
        first = 738_000 + chance.randrange(60)
        run, least = (first, first + chance.choice((0, 0, 5, 30))), chance.randrange(1, 30)
        numbers.add(run, least)
        figures.append((run, least))
    for _ in range(chance.randrange(3)):
        fewer = chance.randrange(1, 12)
        numbers.lose(fewer)
        lost += fewer
    first = 738_000 + chance.choice((chance.randrange(90), 900))
    days = (first, first + chance.choice((0, 10)))
    expected = some_are_left(figures, lost, days, Tolerance())
    assert numbers.leave_some(days, Tolerance()) is numbers.copy().leave_some(days, Tolerance()) is expected


def test_nobody_can_tell_whether_some_are_left_of_whom_an_unknown_number_left() -> None:
    numbers = Numbers()
    numbers.add((738_000, 738_000), 100)
    assert numbers.leave_some((738_010, 738_010), Tolerance())
    numbers.lose(None)
    assert not numbers.leave_some((738_010, 738_010), Tolerance())
