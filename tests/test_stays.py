"""Long silences, twins, days outside the mission, and figures that those beside them do not bear out."""

import datetime
import itertools
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deployments import Deployment, Mission, Registry, Source, Statement, Word, example
from deployments.checks.comparisons import numbers
from deployments.checks.leaps import figures, of_one_day
from deployments.checks.stays import all_of
from deployments.references import Problem
from tests.steps import calls

#: About whom, what, and what else is said.
_Said = tuple[str, str, object, Mapping[str, object]]

YEARS = range(2010, 2024)
SOURCES = [Source(id=f"y{year}", title=str(year), published=f"{year}-12-31") for year in YEARS]
LATE = Source(id="late", title="Late", published="2024-06-01")


def _registry(
    *claims: _Said, deployments: Sequence[Deployment] = (), missions: Sequence[Mission] = (), tolerance: str = "7 days"
) -> Registry:
    return Registry(
        sources=[*SOURCES, LATE],
        missions=missions,
        deployments=deployments or [Deployment(id="nld", contributor="NLD")],
        statements=[
            Statement(
                id=f"s{i}", about=about, kind=kind, value=value, **{"source": "late", "basis": "reported", **more}
            )
            for i, (about, kind, value, more) in enumerate(claims)
        ],
        tolerance=tolerance,
    )


def _stays(*claims: _Said, **more: object) -> list[Problem]:
    return [*all_of(_registry(*claims, **more))]  # type: ignore[arg-type]  # as above


def _codes(*claims: _Said, **more: object) -> list[str]:
    return [problem.code for problem in _stays(*claims, **more)]


def _seen(day: str, source: str, about: str = "nld") -> _Said:
    return about, "present", True, {"as_of": day, "source": source}


# --- K204 ------------------------------------------------------------------------------------------------


def test_a_silence_of_more_than_stale_is_told_and_one_of_exactly_that_is_not() -> None:
    first = _seen("2013-01-31", "y2013")
    assert _codes(first, _seen("2014-07-31", "y2014")) == []
    assert _codes(first, _seen("2014-08-01", "y2014")) == ["K204"]
    assert _codes(first, _seen("2014-08-01", "y2014"), tolerance="stale 19 months") == []
    assert _codes(first, _seen("2014-08", "y2014")) == ["K204"]
    assert _codes(first, _seen("2014-07", "y2014")) == []  # it can be 31 July
    assert _codes(first, _seen("2014-08-05~", "y2014")) == []


def test_who_reports_on_both_sides_bridges_a_silence_and_so_does_a_sighting_between() -> None:
    two = _seen("2013-01-31", "y2013"), _seen("2016-01-31", "y2016")
    assert _codes(*two) == ["K204"]
    assert _codes(*two, _seen("2014-07-31", "y2014")) == []
    since = "nld", "start", "2013", {"source": "y2016"}
    assert _codes(*two, since) == []
    assert _codes(*two, ("nld", "start", "2012-01-01", {"source": "y2012"})) == ["K204"]
    assert _codes(*two, _seen("2013-01-01/2015-12-31", "y2015")) == []
    assert _codes(*two, _seen("2014-07-31", "y2014", about="logistics"), deployments=_with_part()) == []


def _with_part() -> list[Deployment]:
    return [Deployment(id="nld", contributor="NLD"), Deployment(id="logistics", part_of="nld")]


def test_a_plan_bridges_nothing_and_an_absence_is_told_as_a_gap() -> None:
    two = _seen("2013-01-31", "y2013"), _seen("2016-01-31", "y2016")
    assert _codes(*two, ("nld", "end", "2020-01-01", {"source": "y2014", "basis": "planned"})) == ["K204"]
    assert _codes(*two, ("nld", "present", False, {"as_of": "2015-01-01", "source": "y2015"})) == []


DAYS = st.integers(datetime.date(2010, 1, 1).toordinal(), datetime.date(2023, 12, 31).toordinal())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(DAYS, st.sampled_from(["y2023", "late", "own"])), min_size=1, max_size=6, unique=True))
def test_a_silence_is_told_where_answers_are_only_possible_on_some_day_of_it(seen: list[tuple[int, str]]) -> None:
    days = [(datetime.date.fromordinal(day), source) for day, source in seen]
    claims = [_seen(str(day), f"y{day.year}" if source == "own" else source) for day, source in days]
    registry = _registry(*claims)
    ordered = sorted(day for day, _ in days)
    between = [a + (b - a) / 2 for a, b in itertools.pairwise(ordered) if (b - a).days > 1]
    bridged = [day for day in between if registry.presence("nld", str(day)).word is Word.BRIDGED]
    told = [*all_of(registry)]
    assert [problem.code for problem in told] == ["K204"] * bool(bridged)
    assert ("likewise" in "".join(problem.message for problem in told)) == (len(bridged) > 1)


def test_a_source_bridges_no_silence_of_a_whole_between_one_part_and_another() -> None:
    parts = [
        Deployment(id=id_, contributor="NLD", part_of=whole) for id_, whole in (("x", None), ("a", "x"), ("b", "x"))
    ]
    left, came = _seen("2013-01-31", "y2016", about="a"), _seen("2016-01-31", "y2016", about="b")
    (found,) = _stays(left, came, deployments=parts)
    assert (found.code, found.record.id) == ("K204", "s1")
    assert _codes(left, came, _seen("2014-07-31", "y2014", about="x"), deployments=parts) == []
    whole = ("x", "start", "2012-01-01", {"source": "y2016"}), _seen("2016-03-01", "y2016", about="x")
    assert _codes(left, came, *whole, deployments=parts) == []


# --- K205 ------------------------------------------------------------------------------------------------


def _twins(**more: object) -> list[Deployment]:
    same: dict[str, object] = {"contributor": "NLD", "place": "LTU", "force": "company", "mission": ("whole", "part")}
    return [Deployment(id="a", **same), Deployment(id="b", **{**same, **more})]


MISSIONS = [Mission(id="whole", name="Whole"), Mission(id="part", name="Part")]


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ({}, ["K205"]),
        ({"mission": ("part", "whole")}, ["K205"]),
        ({"mission": "whole"}, []),
        ({"contributor": "DEU"}, []),
        ({"place": "LVA"}, []),
        ({"place": "Vilnius, LTU"}, []),
        ({"force": "Company"}, ["K205"]),
        ({"place": "Lithuania"}, ["K205"]),
        ({"force": "second company"}, []),
        ({"force": None}, []),
        ({"part_of": "a"}, []),
        ({"note": "another"}, ["K205"]),
    ],
)
def test_two_deployments_are_told_apart_by_who_where_and_in_what(more: dict[str, object], codes: list[str]) -> None:
    assert _codes(deployments=_twins(**more), missions=MISSIONS) == codes


def test_two_deployments_are_told_apart_by_their_days_a_link_or_that_one_was_called_off() -> None:
    twins: dict[str, object] = {"deployments": _twins(), "missions": MISSIONS}
    first, second = _seen("2013-01-01", "late", "a"), _seen("2013-01-02", "late", "b")
    assert _codes(first, second, **twins) == []
    assert _codes(first, _seen("2013-01-01", "late", "b"), **twins) == ["K205"]
    assert _codes(first, second, _seen("2013-01-02", "late", "a"), **twins) == ["K205"]
    assert _codes(first, **twins) == ["K205"]
    assert _codes(("b", "follows", "a", {}), **twins) == []
    assert _codes(("b", "cancelled", True, {}), **twins) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 28), st.integers(1, 28)), min_size=2, max_size=6))
def test_a_twin_is_named_for_each_that_overlaps_one_that_began_before(ends: list[tuple[int, int]]) -> None:
    stays = [(min(pair), max(pair)) for pair in ends]
    claims = [_seen(f"2013-01-{day:02}", "late", f"d{i}") for i, pair in enumerate(stays) for day in pair]
    deployments = [Deployment(id=f"d{i}", contributor="NLD") for i in range(len(stays))]
    ordered = sorted(stays)
    told = {problem.record.id for problem in _stays(*claims, deployments=deployments)}
    assert len(told) == sum(any(other[1] >= own[0] for other in ordered[:place]) for place, own in enumerate(ordered))


# --- K206 ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        ("2013-01-31", ["K206"]),
        ("2013-02-01", []),
        ("2013-03-31", []),
        ("2013-04-01", ["K206"]),
        ("2013-01", ["K206"]),
        ("[2013-01-31..2013-02-01]", []),
        ("2013-02-05~", []),
        ("2013-01-31/2013-03-01", ["K206"]),
    ],
)
def test_a_deployment_is_within_the_reported_days_of_its_mission(day: str, codes: list[str]) -> None:
    mission: tuple[_Said, ...] = ("whole", "start", "2013-02-01", {}), ("whole", "end", "2013-03-31", {})
    own: dict[str, object] = {
        "deployments": [Deployment(id="nld", contributor="NLD", mission="whole")],
        "missions": MISSIONS,
    }
    assert _codes(*mission, _seen(day, "late"), **own) == codes
    planned = [(about, kind, value, {"basis": "planned", "source": "y2012"}) for about, kind, value, _ in mission]
    assert _codes(*planned, _seen(day, "late"), **own) == []
    assert _codes(*mission, ("nld", "present", True, {"as_of": day, "basis": "planned"}), **own) == []


def test_a_deployment_in_two_missions_is_outside_only_if_it_is_outside_both() -> None:
    own: dict[str, object] = {
        "deployments": [Deployment(id="nld", contributor="NLD", mission=["whole", "part"])],
        "missions": MISSIONS,
    }
    ends: tuple[_Said, ...] = ("whole", "end", "2013-03-31", {}), ("part", "end", "2013-05-31", {})
    assert _codes(*ends, _seen("2013-05-31", "late"), **own) == []
    assert _codes(*ends, _seen("2013-06-01", "late"), **own) == ["K206"]
    assert _codes(ends[0], _seen("2013-06-01", "late"), **own) == []


def test_a_deployment_outside_its_mission_is_told_once_by_the_first_of_its_days() -> None:
    own: dict[str, object] = {
        "deployments": [Deployment(id="nld", contributor="NLD", mission="whole")],
        "missions": MISSIONS,
    }
    end: _Said = ("whole", "end", "2013-03-31", {})
    (found,) = _stays(end, *(_seen(f"2013-0{month}-01", "late") for month in (6, 5, 7)), **own)
    assert found.message.endswith(
        "'nld' present 'true, 2013-05-01' (late), against 'whole' end '2013-03-31' (late); likewise 2 others"
    )


# --- K207 ------------------------------------------------------------------------------------------------


def _figures(*numbers: object, more: Sequence[_Said] = ()) -> list[str]:
    said = [("nld", "strength", number, {"as_of": f"2013-{month:02}-28"}) for month, number in enumerate(numbers, 1)]
    return [problem.message for problem in figures(_registry(*said, *more))]


@pytest.mark.parametrize(
    ("numbers", "count"),
    [
        ((100, 300, 100), 1),
        ((100, 299, 100), 0),
        ((101, 300, 100), 0),
        ((100, 300, 300), 0),  # the next bears it out
        ((300, 100, 300), 1),
        ((300, 101, 300), 0),
        ((300, 100, 299), 0),
        ((1, 10, 1), 0),  # of a few, some more are many times as many
        ((1, 11, 1), 1),
        ((4, 12, 4), 0),
        ((100, 0, 100), 0),  # a gap, and told as one
        ((0, 100, 0), 0),
        (("~100", "~330", "~100"), 0),  # about 100 can be 110, about 330 can be 297
        (("~100", "~367", "~100"), 1),
        (("90..100", "300..400", "90"), 1),
        (("90..101", "300..400", "90"), 0),
        ((100, 1000, 100, 1000, 100), 3),
        ((100, 100, 300), 1),
        ((100, 101, 300), 0),
        ((101, 100, 300), 0),  # of the newest, both before it count
        ((100, 300), 1),
        ((100, 299), 0),
        ((10, 30), 1),
        ((9, 30), 0),  # those who come first are few
        ((30, 10), 1),
        ((30, 9), 0),  # and so are those who go last
        ((100, 1000, 100), 1),  # the last is as it was before
    ],
)
def test_a_figure_that_those_beside_it_do_not_bear_out(numbers: tuple[object, ...], count: int) -> None:
    found = _figures(*numbers)
    assert len(found) == min(count, 1)
    assert not found or (f"likewise {count - 1}" in found[0]) == (count > 1)


@pytest.mark.parametrize(
    ("kind", "value", "basis"),
    [
        ("change", "increase", "reported"),
        ("change", "200", "planned"),
        ("strength", 300, "planned"),
        ("strength", 300, "considered"),
        ("operational", "2013-03", "reported"),
    ],
)
def test_a_figure_that_a_source_explains_is_not_told(kind: str, value: object, basis: str) -> None:
    assert len(_figures(100, 300, 100)) == 1
    assert _figures(100, 300, 100, more=[("nld", kind, value, {"basis": basis})]) == []
    long_ago = {"basis": basis, "source": "y2012"}
    assert len(_figures(100, 300, 100, more=[("nld", kind, "2012" if kind == "operational" else value, long_ago)])) == 1


def test_figures_far_apart_or_in_no_sure_order_are_not_compared() -> None:
    far = [("nld", "strength", number, {"as_of": day}) for number, day in ((100, "2012-01-31"), (300, "2013-08-01"))]
    assert [*figures(_registry(*far))] == []
    near = [far[0], ("nld", "strength", 300, {"as_of": "2013-07-31"})]
    assert len([*figures(_registry(*near))]) == 1
    same = [far[0], ("nld", "strength", 300, {"as_of": "2012-01", "source": "y2013"})]
    assert [*figures(_registry(*same))] == []


def test_nothing_of_the_bundled_registry_is_told() -> None:
    assert [*all_of(example()), *figures(example())] == []


# --- how long it takes -----------------------------------------------------------------------------------


def _crowd(size: int) -> Registry:
    """Return so many of all that the checks look at, in one mission, with a total and a ceiling for each day."""
    days = [(datetime.date(1900, 1, 1) + datetime.timedelta(days=600 * i)).isoformat() for i in range(size)]
    forces = [
        Deployment(id=f"d{i}", contributor="NLD", mission="whole", part_of="d0" if i % 3 == 1 else None)
        for i in range(size)
    ]
    said: list[_Said] = [(f"d{i}", "strength", 5 * (i % 7) + 30, {"as_of": "2013-05"}) for i in range(size)]
    said += [(f"d{i}", "strength", 40, {"as_of": day}) for i, day in enumerate(days)]
    said += [("d2", "strength", 10 if i % 2 else 100, {"as_of": day}) for i, day in enumerate(days)]
    said += [("whole", kind, 10, {"as_of": day}) for day in days for kind in ("strength", "ceiling")]
    sources = [Source(id=f"p{i}", title="A paper", published=day) for i, day in enumerate(days)]
    statements = [
        Statement(id=f"s{i}", source=f"p{i % size}", about=about, kind=kind, value=value, basis="reported", **more)
        for i, (about, kind, value, more) in enumerate(said)
    ]
    return Registry(sources=sources, missions=MISSIONS, deployments=forces, statements=statements)


def test_the_work_grows_in_a_line_with_all_that_is_said() -> None:
    counted = []
    for size in (120, 240):
        registry = _crowd(size)
        registry.disputes()
        counted.append(calls(lambda: [*all_of(registry), *figures(registry), *numbers(registry)]))  # noqa: B023 - at once
    assert counted[1] < 2.3 * counted[0]


# --- K209 ------------------------------------------------------------------------------------------------


def _on_a_day(*numbers: object, as_of: str = "2013-06-28", **more: object) -> list[str]:
    said: list[_Said] = [("nld", "strength", each, {"as_of": as_of, **more}) for each in numbers]
    return [problem.message for problem in of_one_day(_registry(*said))]


@pytest.mark.parametrize(
    ("numbers", "is_told"),
    [
        (("~200", 150), True),
        (("~200", 180), False),  # about 200 can be 180
        (("150..200", "200.."), False),
        (("150..200", "201.."), True),
        (("..150", 151), True),
        ((100, 150, 100), True),
        ((100, 100), False),
        ((100,), False),
        ((100, 0), True),
    ],
)
def test_figures_of_one_day_that_no_number_fits_are_told(numbers: tuple[object, ...], *, is_told: bool) -> None:
    assert len(_on_a_day(*numbers)) == is_told


def test_figures_of_one_day_are_told_once_for_each_of_whom_they_are() -> None:
    days = "2013-06-01", "2013-06-02", "2013-06-03"
    said: list[_Said] = [("nld", "strength", number, {"as_of": day}) for day in days for number in (100, 200)]
    (found,) = of_one_day(_registry(*said))
    assert "'nld' strength '100, 2013-06-01'" in found.message
    assert "'nld' strength '200, 2013-06-01'" in found.message
    assert found.message.endswith("of one day; likewise of 2 other days")


def test_figures_of_days_that_nobody_knows_of_plans_and_of_what_is_put_right_are_not_compared() -> None:
    assert _on_a_day(100, 200, as_of="2013-06") == []
    assert _on_a_day(100, 200, as_of="2013-06-28~") == []
    assert _on_a_day(100, 200, basis="planned") == []
    said: _Said = ("nld", "strength", 100, {"as_of": "2013-06-28", "source": "y2013"})
    assert [*of_one_day(_registry(said, ("nld", "strength", 200, {"as_of": "2013-06-29"})))] == []
    right: _Said = ("nld", "strength", 200, {"as_of": "2013-06-28", "source": "late", "corrects": "y2013"})
    assert [*of_one_day(_registry(said, right))] == []


def test_what_to_do_about_figures_of_one_day_depends_on_whether_one_source_states_both() -> None:
    """No source puts itself right, and none is newer than itself."""
    one: _Said = ("nld", "strength", 100, {"as_of": "2013-06-28", "source": "y2013"})
    (own,) = of_one_day(_registry(one, ("nld", "strength", 200, {"as_of": "2013-06-28", "source": "y2013"})))
    (others,) = of_one_day(_registry(one, ("nld", "strength", 200, {"as_of": "2013-06-28"})))
    assert (
        own.hint
        == "if these are other people, write a deployment for each; else mend what was misread, or the as_of of one"
    )
    assert others.hint.endswith("or write corrects in the newer one")


def test_a_figure_without_a_day_is_of_the_day_of_its_source() -> None:
    said: list[_Said] = [("nld", "strength", number, {"basis": "reported"}) for number in (100, 200)]
    assert len([*of_one_day(_registry(*said))]) == 1
