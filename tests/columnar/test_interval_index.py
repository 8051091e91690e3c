"""Which stretches there are on a day, and how many: as found by looking at every one of them."""

from math import inf

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deployments.columnar.interval_index import Axis, SegmentTree, StretchCounts
from deployments.columnar.spells import lean

Ends = npt.NDArray[np.float64]


@st.composite
def stretches(draw: st.DrawFn) -> tuple[Ends, Ends, list[int]]:
    """Give first and last days, some without end, and the days around them: close together, or centuries apart."""
    span = draw(st.sampled_from([1, 8, 400, 40_000, 2_000_000]))
    first = st.one_of(st.integers(-span, span), st.integers(-3, 3))
    rows = draw(st.lists(st.tuples(first, st.sampled_from([0, 0, 1, 2, 30, span]), st.integers(0, 9)), max_size=40))
    low = np.array([-inf if open_ == 0 else start for start, _, open_ in rows], np.float64)
    high = np.array([inf if open_ == 1 else start + length for start, length, open_ in rows], np.float64)
    near = {day + shift for day in [*low, *high, 0] if abs(day) < inf for shift in (-1, 0, 1)}
    return low, high, sorted(int(day) for day in near)


@settings(deadline=None, max_examples=400)
@given(stretches(), st.data())
def test_who_and_how_many(case: tuple[Ends, Ends, list[int]], data: st.DataObject) -> None:
    low, high, days = case
    numbers = np.array(data.draw(st.permutations(range(len(low)))), np.int32)
    axis = Axis((lean(low), lean(high)))
    cells = axis.cells(lean(low)), axis.cells(lean(high))
    tree, counts = SegmentTree(axis, *cells, numbers), StretchCounts(axis, *cells)
    for a in [*days, -inf, inf]:
        there = {int(number) for number, first, last in zip(numbers, low, high, strict=True) if first <= a <= last}
        found = tree.on(a).tolist()
        assert {*found} == there
        assert len(found) == len(there) == counts.on(a)
    for a, b in data.draw(st.lists(st.tuples(*[st.sampled_from(days)] * 2).map(sorted), max_size=20)):
        there = {
            int(number) for number, first, last in zip(numbers, low, high, strict=True) if first <= b and last >= a
        }
        found = tree.during(a, b).tolist()
        assert {*found} == there
        assert len(found) == len(there) == counts.during(a, b)


@pytest.mark.parametrize("apart", [1, 100, 10**6, 10**9])
def test_days_that_are_far_apart_cost_no_more_memory(apart: int) -> None:
    """A hundred stretches, up to 270 million years apart: no more cells than changes, or than a few for each."""
    first = np.arange(100, dtype=np.float64) * apart
    axis = Axis((first, first + 3))
    tree = SegmentTree(axis, axis.cells(first), axis.cells(first + 3), np.arange(100, dtype=np.int32))
    assert len(axis) <= 6_000
    assert tree.nbytes <= 100_000
    assert 57 in tree.on(float(first[57]) + 2).tolist()


def test_no_stretches_at_all() -> None:
    none = np.empty(0)
    axis = Axis((none, none))
    tree = SegmentTree(axis, axis.cells(none), axis.cells(none), np.empty(0, np.int32))
    assert tree.on(738_000).tolist() == tree.during(1, 10**6).tolist() == []
    assert StretchCounts(axis, axis.cells(none), axis.cells(none)).on(5) == 0


def test_an_answer_cannot_be_written_to() -> None:
    """It may be asked for again."""
    first = np.array([1.0])
    axis = Axis((first, first))
    found = SegmentTree(axis, axis.cells(first), axis.cells(first), np.zeros(1, np.int32)).on(1)
    with pytest.raises(ValueError, match="read-only"):
        found[0] = 5
