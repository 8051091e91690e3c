"""Totals, sums, ceilings and parts are compared on the days that they are of: against reading every day, one by one."""

import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from math import inf

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from deployments import Deployment, Mission, Registry, Source, Statement, example
from deployments.checks.comparisons import numbers

DAYS = range(1, 7)
#: Two sources that appeared when all of it was over, so that all of it is reported.
SOURCES = [Source(id=id_, title=id_, published="2023-06-01") for id_ in ("letter", "paper")]
MISSIONS = [Mission(id="whole", name="Whole"), Mission(id="part", name="Part", part_of="whole")]
FORCES = ("a", "b", "c", "d", "e")
IDS = (*FORCES, "whole", "part")


@attrs.frozen
class Claim:
    """A number from `low` to `high` of one day or of all from one to another, or, if it is vague, of one of these."""

    about: str
    kind: str
    source: str
    first: int
    last: int
    low: int
    high: int
    is_vague: bool = False

    @property
    def as_of(self) -> str:
        """The days as a registry has them."""
        ends = [f"2023-01-{day:02}" for day in (self.first, self.last)]
        return ends[0] if ends[0] == ends[1] else f"[{'..'.join(ends)}]" if self.is_vague else "/".join(ends)

    def statement(self, number: int) -> Statement:
        """Return it as a statement."""
        value = f"{self.low}..{self.high}"
        return Statement(
            id=f"s{number}", source=self.source, about=self.about, kind=self.kind, value=value, as_of=self.as_of
        )


@attrs.frozen
class World:
    """Who is part of whom, in which missions, and follows whom; and what is claimed."""

    wholes: Mapping[str, str]
    missions: Mapping[str, Sequence[str]]
    origins: Mapping[str, str]
    claims: Sequence[Claim]

    def registry(self) -> Registry:
        """Return it as a registry."""
        links = [
            Statement(id=f"f{about}", source="letter", about=about, kind="follows", value=other)
            for about, other in self.origins.items()
        ]
        return Registry(
            sources=SOURCES,
            missions=MISSIONS,
            deployments=[
                Deployment(
                    id=id_, contributor="NLD", force=id_, mission=self.missions[id_], part_of=self.wholes.get(id_)
                )
                for id_ in FORCES
            ],
            statements=[*links, *(claim.statement(number) for number, claim in enumerate(self.claims))],
        )

    def above(self, id_: str) -> Iterator[str]:
        """Yield what a force is part of, and what that is part of."""
        while id_ in self.wholes:
            id_ = self.wholes[id_]
            yield id_

    # --- read day by day ---

    def courses(self) -> Iterator[dict[Claim, range]]:
        """Yield every course of events: the days of each claim; what a source says of one vague day is of one day.

        A vague day on which a claim contradicts another, though it can be of another day, is none.
        """
        names = {(each.source, each.as_of): range(each.first, each.last + 1) for each in self.claims if each.is_vague}
        for days in itertools.product(*names.values()):
            chosen = dict(zip(names, days, strict=True))
            course = {
                each: range(day, day + 1)
                if (day := chosen.get((each.source, each.as_of)))
                else range(each.first, each.last + 1)
                for each in self.claims
            }
            if not any(_contradict(course, *pair) for pair in itertools.combinations(course, 2)):
                yield course

    def found(self, course: Mapping[Claim, range]) -> set[tuple[str, str]]:
        """Return what is wrong on some day of a course: the code, and of whom."""
        return set().union(*(_Day(self, course, day).found() for day in DAYS))


def _contradict(course: Mapping[Claim, range], one: Claim, other: Claim) -> bool:
    """Tell whether two figures of one force have nothing in common on a day, and one is vague."""
    same = (one.about, one.kind) == (other.about, other.kind) and (one.is_vague or other.is_vague)
    apart = one.high < other.low or other.high < one.low
    return same and apart and not set(course[one]).isdisjoint(course[other])


class _Day:
    """One day of one course of events."""

    def __init__(self, world: World, course: Mapping[Claim, range], day: int) -> None:
        self.world = world
        self.course = course
        self.day = day

    def said(self, id_: str) -> tuple[float, float]:
        """Return from what to what sources say; if they disagree, all that they say."""
        own = [each for each, days in self.course.items() if (each.about, each.kind) == (id_, "strength")]
        own = [each for each in own if self.day in self.course[each]]
        low, high = max((each.low for each in own), default=0), min((each.high for each in own), default=inf)
        return (low, high) if low <= high else (min(each.low for each in own), max(each.high for each in own))

    def ceiling(self, id_: str) -> tuple[float, float]:
        """Return the ceiling that holds: of several of one day it may be any."""
        own = [each for each in self.course if (each.about, each.kind) == (id_, "ceiling")]
        begun = [each for each in own if self.course[each][0] <= self.day]
        newest = max((self.course[each][0] for each in begun), default=0)
        holding = [each for each in begun if self.course[each][0] == newest]
        return min((each.low for each in holding), default=0), max((each.high for each in holding), default=inf)

    def inside(self, id_: str) -> float:
        """Return the least that there is in a deployment or a mission."""
        if id_ in FORCES:
            return self.together([part for part, whole in self.world.wholes.items() if whole == id_])
        within = {"whole": {"whole", "part"}, "part": {"part"}}[id_]
        own = {each for each in FORCES if within & {*self.world.missions[each]}}
        every = self.together([each for each in own if own.isdisjoint(self.world.above(each))])
        return max(every, self.counted("part")) if id_ == "whole" else every

    def counted(self, id_: str) -> float:
        """Return the least that there is of somebody, by what is said of it and by what is in it."""
        return max(self.said(id_)[0], self.inside(id_))

    def together(self, ids: Collection[str]) -> float:
        """Return the least that some are together: whoever follows others may be the same people."""

        def force(id_: str) -> float:
            after = sum(force(other) for other, origin in self.world.origins.items() if origin == id_)
            return max(self.counted(id_) if id_ in ids else 0, after)

        return sum(force(id_) for id_ in FORCES if id_ not in self.world.origins)

    def found(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong on the day."""
        for id_ in IDS:
            low, high = self.said(id_)
            if self.inside(id_) > high:
                yield ("K208" if id_ in FORCES else "K203"), id_
            if max(low, self.inside(id_)) > self.ceiling(id_)[1]:
                yield "K202", id_
            if any(self.ceiling(id_)[0] > self.ceiling(whole)[1] for whole in self.world.above(id_)):
                yield "K208 ceiling", id_


def _told(registry: Registry) -> list[tuple[str, str]]:
    found = []
    for problem in numbers(registry):
        assert isinstance(problem.record, Statement)
        is_allowed = problem.code == "K208" and problem.field == "ceiling"
        found.append((f"{problem.code}{' ceiling' if is_allowed else ''}", problem.record.about))
    return found


@st.composite
def claims(draw: st.DrawFn, *, vague: bool) -> Claim:
    """Draw a number of somebody on some days."""
    kind = draw(st.sampled_from(["strength", "strength", "ceiling"]))
    first = draw(st.sampled_from(DAYS))
    is_vague = vague and draw(st.booleans())
    is_long = is_vague or (kind == "strength" and draw(st.booleans()))
    last = min(first + draw(st.integers(1, 2)), DAYS[-1]) if is_long else first
    low = draw(st.integers(1, 9))
    about, source = draw(st.sampled_from(IDS)), draw(st.sampled_from(["letter", "paper"]))
    return Claim(about, kind, source, first, last, low, low + draw(st.integers(0, 2)), is_vague and first < last)


@st.composite
def worlds(draw: st.DrawFn, *, vague: bool) -> World:
    """Draw forces with parts, missions and links, and what is claimed of them."""
    wholes = {id_: draw(st.sampled_from(FORCES[:place])) for place, id_ in enumerate(FORCES) if place > 2}
    wholes = {id_: whole for id_, whole in wholes.items() if draw(st.booleans())}
    missions = st.sampled_from([(), ("whole",), ("part",), ("whole", "part")])
    own = {id_: draw(missions) for id_ in FORCES}
    in_all = {id_: own[id_] or _inherited(id_, wholes, own) for id_ in FORCES}
    origins = {"b": "a"} if draw(st.booleans()) else {}
    if draw(st.booleans()):
        origins["c"] = draw(st.sampled_from(["a", "b"]))
    every = draw(st.lists(claims(vague=vague), min_size=1, max_size=9, unique=True))
    return World(wholes, in_all, origins, every)


def _inherited(id_: str, wholes: Mapping[str, str], own: Mapping[str, Sequence[str]]) -> Sequence[str]:
    while id_ in wholes:
        id_ = wholes[id_]
        if own[id_]:
            return own[id_]
    return ()


@settings(max_examples=100, deadline=None)
@given(worlds(vague=False))
def test_what_is_told_is_what_is_wrong_on_some_day_and_each_is_told_once(world: World) -> None:
    told = _told(world.registry())
    (course,) = world.courses()
    assert set(told) == world.found(course)
    by_ceiling = [pair for pair in told if pair[0] != "K202"]  # each ceiling that is exceeded is one
    assert len(by_ceiling) == len(set(by_ceiling))


@settings(max_examples=100, deadline=None)
@given(worlds(vague=True))
def test_what_is_told_of_vague_days_is_wrong_whichever_they_are(world: World) -> None:
    told = set(_told(world.registry()))
    for course in world.courses() if told else ():
        assert told <= world.found(course)


# --- by example ------------------------------------------------------------------------------------------

#: A letter of the day that figures without a day are of.
LETTER = Source(id="letter", title="A letter", published="2023-06-09")


_Said = tuple[str, str, object, Mapping[str, object]]


def _check(*claims: _Said, deployments: Sequence[Deployment] = ()) -> list[str]:
    registry = Registry(
        sources=[LETTER, Source(id="late", title="Later", published="2023-07-09"), _vague("old"), _vague("vague")],
        missions=MISSIONS,
        deployments=deployments or [Deployment(id="nld", contributor="NLD", mission="whole")],
        statements=[
            Statement(id=f"s{i}", about=about, kind=kind, value=value, **{"source": "letter", **more})
            for i, (about, kind, value, more) in enumerate(claims)
        ],
    )
    return [f"{problem.code} {problem.message}" for problem in numbers(registry)]


def _vague(id_: str) -> Source:
    return Source(id=id_, title=id_, published="[2023-05-18..2023-06-14]")


THERE: Mapping[str, str] = {"basis": "reported"}
OLD: Mapping[str, str] = {"as_of": "2023-05-01"}


def test_a_mission_is_compared_with_its_ceiling_by_its_total_and_by_its_sum() -> None:
    two = [Deployment(id=id_, contributor="NLD", mission="part", force=id_) for id_ in ("nld", "air")]
    ceiling: _Said = ("whole", "ceiling", 100, {})
    own = [("nld", "strength", 60, THERE), ("air", "strength", 41, THERE)]
    (found,) = _check(ceiling, *own, deployments=two)
    assert found.startswith("K202 the deployments in 'whole' have together at least 101 on 2023-06-09")
    assert _check(ceiling, own[0], ("air", "strength", 40, THERE), deployments=two) == []
    (found,) = _check(ceiling, ("whole", "strength", 101, THERE))
    assert found.startswith("K202 more than the ceiling allows: 'whole' strength '101' (letter)")
    assert _check(ceiling, ("whole", "strength", "~110", THERE)) == []  # about 110 can be 99


def test_what_is_carried_says_nothing_against_a_newer_ceiling_or_total() -> None:
    old = ("nld", "strength", 400, OLD)
    assert _check(("nld", "ceiling", 350, {}), old) == []
    assert _check(("whole", "strength", 350, THERE), old) == []
    assert len(_check(("nld", "ceiling", 350, OLD), old)) == 1
    assert len(_check(("whole", "strength", 350, OLD), old)) == 1


def test_a_ceiling_holds_until_the_next_and_no_longer_than_the_mandate_of_its_source() -> None:
    first = ("nld", "ceiling", 350, {"as_of": "2023-01-01"})
    ahead = ("nld", "strength", 400, {"as_of": "2023-04-30"})
    assert len(_check(first, ahead)) == 1
    assert _check(first, ahead, ("nld", "ceiling", 400, {"as_of": "2023-04-30", "source": "late"})) == []
    assert len(_check(first, ahead, ("nld", "ceiling", 400, {"as_of": "2023-05-01", "source": "late"}))) == 1
    assert _check(first, ahead, ("nld", "mandate", "2023-04-29", {"as_of": "2023-01-01"})) == []
    assert len(_check(first, ahead, ("nld", "mandate", "2023-04-30", {"as_of": "2023-01-01"}))) == 1


def test_only_a_ceiling_that_surely_holds_by_then_is_exceeded() -> None:
    by_vague = ("nld", "ceiling", 350, {"source": "vague"})
    assert _check(by_vague, ("nld", "strength", 400, {"as_of": "2023-06-05", "source": "late"})) == []
    assert len(_check(by_vague, ("nld", "strength", 400, {"as_of": "2023-06-14", "source": "late"}))) == 1
    assert _check(by_vague, ("nld", "strength", 400, {**THERE, "source": "old"})) == []
    assert len(_check(by_vague, ("nld", "strength", 400, {**THERE, "source": "vague"}))) == 1  # both of one day


def test_of_two_ceilings_of_which_either_can_be_the_newer_the_higher_one_is_taken() -> None:
    vague = ("nld", "ceiling", 400, {"source": "vague"})
    known = ("nld", "ceiling", 350, {"as_of": "2023-05-30"})
    there = ("nld", "strength", 380, {"as_of": "2023-06-20", "source": "late"})
    assert _check(vague, known, there) == []
    assert len(_check(known, there)) == 1


def test_a_ceiling_of_some_kinds_of_people_or_until_an_unknown_day_is_not_exceeded() -> None:
    there = ("nld", "strength", 400, THERE)
    assert _check(("nld", "ceiling", {"troops": 100}, {}), there) == []
    ceiling = ("nld", "ceiling", 100, OLD)
    assert _check(ceiling, there, ("nld", "mandate", {"before": "whole.end"}, OLD)) == []
    assert len(_check(ceiling, there, ("nld", "mandate", "..", OLD))) == 1


def test_a_ceiling_that_is_said_again_is_exceeded_once_and_until_the_last_day_is_told() -> None:
    ceilings = [("nld", "ceiling", 350, {"as_of": f"2023-0{month}-01"}) for month in (1, 3, 5)]
    figures = [("nld", "strength", 400, {"as_of": f"2023-0{month}-15"}) for month in (2, 4, 5)]
    (found,) = _check(*ceilings, *figures)
    assert found.endswith("'nld' ceiling '350, 2023-01-01' (letter); likewise 2 others, until 2023-05-15")


def test_those_who_follow_others_may_be_the_same_people() -> None:
    two = [Deployment(id=id_, contributor="NLD", mission="whole", force=id_) for id_ in ("nld", "air")]
    said = [("whole", "strength", 100, THERE), ("nld", "strength", 60, THERE), ("air", "strength", 60, THERE)]
    assert len(_check(*said, deployments=two)) == 1
    assert _check(*said, ("air", "follows", "nld", {}), deployments=two) == []


def test_a_ship_in_two_missions_counts_in_each_and_once_in_the_mission_that_both_are_part_of() -> None:
    ship = [Deployment(id="ship", contributor="NLD", mission=["whole", "part"])]
    said = [("ship", "strength", 60, THERE), ("whole", "strength", 59, THERE), ("part", "strength", 59, THERE)]
    assert [each[:4] for each in _check(*said, deployments=ship)] == ["K203", "K203"]
    assert _check(*(said[0], ("whole", "strength", 60, THERE)), deployments=ship) == []


def test_a_total_above_the_sum_is_no_fault() -> None:
    assert _check(("whole", "strength", 5000, THERE), ("nld", "strength", 6, THERE)) == []


def test_what_is_planned_considered_or_put_right_is_not_compared() -> None:
    ceiling = ("nld", "ceiling", 350, OLD)
    for basis in ("planned", "considered"):
        assert _check(ceiling, ("nld", "strength", 400, {"basis": basis})) == []
        assert _check(("nld", "ceiling", 350, {**OLD, "basis": basis}), ("nld", "strength", 400, THERE)) == []
    right = ("nld", "strength", 300, {**OLD, "source": "late", "corrects": "letter"})
    assert len(_check(ceiling, ("nld", "strength", 400, OLD))) == 1
    assert _check(ceiling, ("nld", "strength", 400, OLD), right) == []
    assert len(_check(ceiling, ("nld", "strength", 300, OLD), (*right[:2], 400, right[3]))) == 1


def test_a_month_of_one_source_is_one_unknown_day_and_that_of_another_source_may_be_another() -> None:
    may: Mapping[str, str] = {"as_of": "2023-05"}
    total = ("whole", "strength", 150, may)
    (found,) = _check(total, ("nld", "strength", 200, may))
    assert "at least 200 on a day from 2023-05-01 to 2023-05-31" in found
    assert _check(total, ("nld", "strength", 150, may)) == []
    assert _check(total, ("nld", "strength", 200, {**may, "source": "late"})) == []
    assert len(_check(total, ("nld", "strength", 200, {"as_of": "2023-04-30/2023-06-01", "source": "late"}))) == 1
    assert _check(total, ("nld", "strength", 200, {"as_of": "2023-05-02/2023-06-01", "source": "late"})) == []


def test_deep_chains_of_missions_and_parts_are_compared() -> None:
    depth = 1100
    missions = [Mission(id=f"m{i}", name="A mission", part_of=f"m{i - 1}" if i else None) for i in range(depth)]
    parts = [Deployment(id=f"d{i}", part_of=f"d{i - 1}" if i else None, contributor="NLD") for i in range(depth)]
    deployment = Deployment(id="nld", contributor="NLD", mission=f"m{depth - 1}")
    said = {"m0": 5, "nld": 6, "d0": 5, f"d{depth - 1}": 6}
    registry = Registry(
        sources=[LETTER],
        missions=missions,
        deployments=[deployment, *parts],
        statements=[
            Statement(id=f"s{id_}", source="letter", about=id_, kind="strength", value=value, basis="reported")
            for id_, value in said.items()
        ],
    )
    assert [(problem.code, problem.record.about) for problem in numbers(registry)] == [("K203", "m0"), ("K208", "d0")]  # type: ignore[union-attr]


def test_nothing_of_the_bundled_registry_is_more_than_it_can_be() -> None:
    assert [*numbers(example())] == []
