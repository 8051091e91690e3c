"""Comparisons of uncertain dates, against every choice of days there is."""

import itertools

from hypothesis import example, given, settings
from hypothesis import strategies as st

from deployments import Certainty, Tolerance, UncertainDate
from deployments.values.calendar import Edge, day_number, iso
from deployments.values.edtf import Interval, Range, Set

FIRST, LAST = day_number(2023, 2, 25), day_number(2023, 3, 6)
TOLERANCE = Tolerance(day=1, month=0, year=0)


days = st.integers(FIRST, LAST).map(iso)
dates = st.one_of(days, days.map(lambda day: day + "~"), st.sampled_from(["2023-03-0X", "2023-02-2X", "2023-0X-28"]))
ranges = st.tuples(st.integers(FIRST, LAST), st.integers(0, 4)).map(
    lambda pair: f"{iso(pair[0])}..{iso(pair[0] + pair[1])}"
)
members = st.lists(st.one_of(days, ranges), min_size=1, max_size=3).map(",".join)
ends = st.one_of(dates, st.sampled_from(["..", ""]))
texts = st.one_of(
    dates,
    members.map(lambda text: f"[{text}]"),
    members.map(lambda text: f"{{{text}}}"),
    st.tuples(ends, ends).map("/".join),
)


@st.composite
def uncertain_dates(draw: st.DrawFn) -> UncertainDate:
    text = draw(texts.filter(_reads))
    return UncertainDate.parse(text)


def _reads(text: str) -> bool:
    try:
        UncertainDate.parse(text)
    except ValueError:
        return False
    return True


#: Days beyond every date above stand for "without end": no question about those dates can tell them from it.
WINDOW = range(day_number(2022, 12, 1), day_number(2024, 2, 1))
Extent = frozenset[int]


def _single(text: str) -> list[int]:
    """Every day that one date can be, by asking each day of the window."""
    around = 1 if text.endswith("~") else 0
    mask = text.rstrip("~")
    hits = [n for n in WINDOW if all(m in ("X", d) for m, d in zip(mask, iso(n), strict=True))]
    return sorted({n + shift for n in hits for shift in range(-around, around + 1)})


def _choices(date: UncertainDate) -> list[Extent]:
    """Every set of days that the date can turn out to be, by enumeration."""
    tree, text = date.tree, str(date)
    if isinstance(tree, Interval):
        start, end = text.split("/")
        # Unknown ends need not be tried on every day of a year: any day of the short window, of the one mask that
        # reaches out of it, and one beyond.
        short = [WINDOW[0] + 1, *range(FIRST - 40, LAST + 10), *_single("2023-0X-28"), WINDOW[-1] - 1]
        starts = [WINDOW[0]] if tree.start is Edge.OPEN else short if tree.start is Edge.UNKNOWN else _single(start)
        stops = [WINDOW[-1]] if tree.end is Edge.OPEN else short if tree.end is Edge.UNKNOWN else _single(end)
        return [frozenset(range(s, e + 1)) for s in starts for e in stops if s <= e]
    if isinstance(tree, Set):
        found = [_range(member) if isinstance(member, Range) else _single(str(member)) for member in tree.members]
        flat = frozenset(itertools.chain.from_iterable(found))
        return [flat] if tree.every else [frozenset({day}) for day in flat]
    return [frozenset({day}) for day in _single(text)]


def _range(member: Range) -> list[int]:
    return [n for n in WINDOW if str(member.start) <= iso(n) <= str(member.end)]


def _answer(outcomes: set[bool]) -> Certainty:
    if outcomes == {True}:
        return Certainty.CERTAIN
    return Certainty.NO if outcomes == {False} else Certainty.POSSIBLE


@settings(max_examples=150, deadline=None)
@given(uncertain_dates(), uncertain_dates())
@example(UncertainDate("2023-03-01/"), UncertainDate("2023-03-0X/2023-0X-28"))
def test_answers_are_those_of_every_choice_of_days(a: UncertainDate, b: UncertainDate) -> None:
    ours, theirs = _choices(a), _choices(b)
    if len(ours) * len(theirs) > 40_000:
        b = UncertainDate.parse("2023-03-01")
        theirs = _choices(b)
    pairs = [(x, y, min(x), max(x), min(y), max(y)) for x in ours for y in theirs]
    assert a.before(b, TOLERANCE) is _answer({high < low for _, _, _, high, low, _ in pairs})
    assert a.after(b, TOLERANCE) is _answer({low > high for _, _, low, _, _, high in pairs})
    assert a.overlaps(b, TOLERANCE) is _answer({not x.isdisjoint(y) for x, y, *_ in pairs})
    assert a.contains(b, TOLERANCE) is _answer({y <= x for x, y, *_ in pairs})
    assert a.equals(b, TOLERANCE) is _answer({x == y for x, y, *_ in pairs})


@given(uncertain_dates())
def test_the_hull_is_the_first_and_last_day_of_every_choice(date: UncertainDate) -> None:
    choices = _choices(UncertainDate.parse(str(date).replace("~", "")))
    low, high = date.hull
    if date.earliest is not Edge.OPEN and date.earliest is not Edge.UNKNOWN:
        assert low == min(min(choice) for choice in choices)
    if date.latest is not Edge.OPEN and date.latest is not Edge.UNKNOWN:
        assert high == max(max(choice) for choice in choices)
