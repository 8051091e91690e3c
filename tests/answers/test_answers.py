"""What a user gets, by example: months, holes, chains, disputes, filters, and questions that make no sense."""

import datetime
import itertools
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

import deployments
from deployments import Certainty, Deployment, Event, Mission, Registry, Source, Statement, Tolerance, Word
from deployments.answers.results import Allen
from deployments.errors import DateError, InvalidValueError
from deployments.solver.bounds import Status
from deployments.values.calendar import iso

LETTER = Source(id="letter", title="A letter", published="2030-01-01")


def registry(
    *claims: tuple[str, str, object] | tuple[str, str, object, str],
    tolerance: Tolerance | None = None,
    **fields: object,
) -> Registry:
    """Give a registry of the claims `(about, kind, value)`, all by one letter of 2030, and so reports if dated.

    A claim may have a basis as well.
    """
    ids = sorted({about for about, *_ in claims if about not in ("summit", "mission")} | {"nld"})
    made: dict[str, object] = {
        "sources": [LETTER],
        "events": [Event(id="summit", name="A summit")],
        "missions": [Mission(id="mission", name="A mission")],
        "deployments": [Deployment(id=id_, contributor="NLD", mission="mission") for id_ in ids],
        "statements": [
            Statement(id=f"x{n}", source="letter", about=about, kind=kind, value=value, basis="".join(basis) or None)
            for n, (about, kind, value, *basis) in enumerate(claims)
        ],
        "tolerance": tolerance or Tolerance(),
        **fields,
    }
    return Registry(**made)  # type: ignore[arg-type]


def bounds(of: Registry, reference: str) -> tuple[str, str]:
    found = of.bounds(reference)
    return iso(found.low), iso(found.high)


# --- bounds ---


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        ("2022-04-14", "..P6M", ("2022-04-14", "2022-10-14")),
        ("2022-04-14", "P6M", ("2022-10-14", "2022-10-14")),
        ("2024-01-31", "P1M", ("2024-02-29", "2024-02-29")),
        ("2023-01-31", "P1M", ("2023-02-28", "2023-02-28")),
        ("2024-02-29", "P1Y", ("2025-02-28", "2025-02-28")),
        ("2022-04-14", "~P6M", ("2022-09-14", "2022-11-14")),
        ("2022-04-14", "~P10D", ("2022-04-17", "2022-05-01")),
        ("2022-04-14", "P0D", ("2022-04-14", "2022-04-14")),
        ("2022-04", "P6M..P7M", ("2022-10-01", "2022-11-30")),
    ],
)
def test_a_duration_counts_calendar_months(start: str, duration: str, end: tuple[str, str]) -> None:
    assert bounds(registry(("nld", "start", start), ("nld", "duration", duration)), "nld.end") == end


def test_a_duration_counts_back_too() -> None:
    """What ends on 30 March 2023 at the latest a month after its start can have started on 28 February, or on any
    day of the month before; a start on 1 March would end on 1 April."""
    found = registry(("nld", "end", "[2023-03-28..2023-03-30]"), ("nld", "duration", "P1M", "reported"))
    assert bounds(found, "nld.start") == ("2023-02-28", "2023-02-28")


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("after 2023-06", ("2023-06-30", "..")),
        ("before 2023-06", ("..", "2023-06-01")),
        ("during 2023-06", ("2023-06-01", "2023-06-30")),
        ("around 2023-06", ("2023-05-01", "2023-07-31")),
        ("around 2023-06-21", ("2023-06-14", "2023-06-28")),
        ("around 2023-06-21~", ("2023-06-07", "2023-07-05")),
        ("after 2023-06-21~", ("2023-06-14", "..")),
        ("after 2022-04/2023-06", ("2023-06-01", "..")),
        ("after [2023-06-01,2023-06-05]", ("2023-06-01", "..")),
        ("during [2023-06-01,2023-06-05]", ("2023-06-01", "2023-06-05")),
        ("mid 2023-06", ("2023-06-11", "2023-06-20")),
        ("mid 2023-06~", ("2023-05-11", "2023-07-20")),
        ("2023-06-XX after 2023-06-10", ("2023-06-10", "2023-06-30")),
        ("around summit", ("2023-07-04", "2023-07-19")),
        ("after summit", ("2023-07-12", "..")),
        ("before summit", ("..", "2023-07-11")),
        ("during summit", ("2023-07-11", "2023-07-12")),
        ("after summit.start", ("2023-07-11", "..")),
    ],
)
def test_relations_to_dates_and_events(when: str, expected: tuple[str, str]) -> None:
    found = registry(("nld", "start", when), ("summit", "start", "2023-07-11"), ("summit", "end", "2023-07-12"))
    assert bounds(found, "nld.start") == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2023-07", ("2023-06-01", "2023-08-31")),
        ("2023", ("2022-01-01", "2024-12-31")),
        ("2023-07-11", ("2023-07-04", "2023-07-18")),
    ],
)
def test_around_is_as_wide_as_the_event_is_precise(date: str, expected: tuple[str, str]) -> None:
    assert bounds(registry(("nld", "start", "around summit"), ("summit", "date", date)), "nld.start") == expected


def test_holes_stay_holes() -> None:
    """It starts on 1 or 9 June and stays one day: on the 5th it is not there, though both ends lie around that day."""
    found = registry(("nld", "start", "[2023-06-01,2023-06-09]"), ("nld", "duration", "P0D"))
    assert bounds(found, "nld.end") == ("2023-06-01", "2023-06-09")
    assert found.presence("nld", "2023-06-05").certainty is Certainty.POSSIBLE  # the duration is only a plan
    found = attrs.evolve(found, statements=[attrs.evolve(s, basis="reported") for s in found.statements])
    answers = {day: found.presence("nld", f"2023-06-{day}").certainty for day in ("01", "05", "09")}
    assert answers == {"01": Certainty.POSSIBLE, "05": Certainty.NO, "09": Certainty.POSSIBLE}
    after = registry(("nld", "start", "[2023-06-01,2023-06-09]"), ("nld", "decided", "2023-06-02"))
    assert bounds(after, "nld.start") == ("2023-06-09", "2023-06-09")


def test_a_series_has_the_holes_too() -> None:
    """There on 1, 5 or 9 June, and on no day between: 6 at the most on each of these, and nobody on the others."""
    claims = [
        ("start", "[2023-06-01,2023-06-05,2023-06-09]", "reported", None),
        ("duration", "P0D", "reported", None),
        ("strength", 6, "planned", "2023-06-01"),
    ]
    found = Registry(
        sources=[LETTER],
        deployments=[Deployment(id="nld", contributor="NLD")],
        statements=[
            Statement(id=kind, source="letter", about="nld", kind=kind, value=value, basis=basis, as_of=as_of)
            for kind, value, basis, as_of in claims
        ],
    )
    steps = found.strength_series("2023-05-31", "2023-06-10")
    there = [(str(step.first), str(step.last)) for step in steps if step.high]
    assert there == [(day, day) for day in ("2023-06-01", "2023-06-05", "2023-06-09")]


def test_one_letter_ties_nothing_to_each_other_that_it_sees() -> None:
    """The letter of 1 to 20 June has both there on its day. The Dutch came on 10 June, so for them that day is the
    10th or later; that says nothing of the Germans."""
    found = Registry(
        sources=[
            Source(id="letter", title="A letter", published="[2023-06-01..2023-06-20]"),
            Source(id="paper", title="A paper", published="2023-07-01"),
        ],
        deployments=[Deployment(id="nld", contributor="NLD"), Deployment(id="deu", contributor="DEU")],
        statements=[
            Statement(id="a", source="letter", about="nld", kind="present", value=True),
            Statement(id="b", source="letter", about="deu", kind="present", value=True),
            Statement(id="c", source="paper", about="nld", kind="start", value="2023-06-10"),
        ],
    )
    assert bounds(found, "nld.end") == ("2023-06-10", "..")
    assert bounds(found, "deu.end") == ("2023-06-01", "..")
    assert bounds(found, "deu.start") == ("..", "2023-06-20")


def test_months_that_skip_days_are_no_presence() -> None:
    """It starts exactly a month after the summit, of 28 February to 1 March 2023, and stays one day: 28 March or
    1 April, on no day between."""
    found = registry(
        ("summit", "date", "[2023-02-28..2023-03-01]"),
        ("a", "start", {"after": "summit", "before": "summit"}),
        ("a", "duration", "P1M"),
        ("nld", "start", {"after": "a.end", "before": "a.end"}),
        ("nld", "duration", "P0D"),
    )
    assert bounds(found, "nld.end") == ("2023-03-28", "2023-04-01")
    reported = registry(
        statements=[attrs.evolve(s, basis="reported") for s in found.statements],
        deployments=[*found.deployments.values()],
    )
    assert reported.presence("nld", "2023-03-30").certainty is Certainty.NO
    assert reported.presence("nld", "2023-03-28").certainty is Certainty.POSSIBLE


# --- what holds ---


def two_sources(*claims: tuple[str, str, str, object]) -> Registry:
    """Give a registry of claims `(source, about, kind, value)` by a paper of May and a letter of June 2023."""
    return Registry(
        sources=[
            Source(id="paper", title="A paper", published="2023-05-01"),
            Source(id="letter", title="A letter", published="2023-06-01"),
        ],
        events=[Event(id="summit", name="A summit")],
        deployments=[Deployment(id="nld", contributor="NLD"), Deployment(id="deu", contributor="DEU")],
        statements=[
            Statement(id=f"{source}#{n}", source=source, about=about, kind=kind, value=value)
            for n, (source, about, kind, value) in enumerate(claims)
        ],
    )


def test_the_newest_plan_for_a_milestone_counts_and_the_older_is_history() -> None:
    found = two_sources(("paper", "nld", "end", "2023-09-01"), ("letter", "nld", "end", "2023-12-01"))
    assert bounds(found, "nld.end") == ("2023-12-01", "2023-12-01")
    assert [found.status(s) for s in found.statements] == [Status.REPLACED, Status.HOLDS]
    assert not found.disputes()


def test_a_contradiction_names_the_fewest_statements_and_spoils_nothing_else() -> None:
    """The paper has them leave in March, the letter has them there in May; that they came in January has no part."""
    found = two_sources(
        ("paper", "nld", "start", "2023-01-10"),
        ("paper", "nld", "end", "2023-03-01"),
        ("letter", "nld", "present", True),
        ("letter", "deu", "start", "2023-02-01"),
    )
    (dispute,) = found.disputes()
    assert (dispute.statement.id, [s.id for s in dispute.against]) == ("letter#2", ["paper#1"])
    statuses = [found.status(statement) for statement in found.statements]
    assert statuses == [Status.HOLDS, Status.DISPUTED, Status.DISPUTED, Status.HOLDS]
    assert bounds(found, "nld.end") == ("2023-03-01", "..")
    assert found.bounds("nld.end").disputed
    assert not found.bounds("deu.start").disputed
    assert {p.deployment.id: p.disputed for p in found.active("2023-05-01")} == {"nld": True, "deu": False}


def test_thousands_of_contradictions_are_all_disputed_and_none_is_believed() -> None:
    """Every report gives another day: none outweighs another, and in so many sets nobody can look for what agrees."""
    found = registry(*(("nld", "start", iso(738_000 + n)) for n in range(2_000)))
    assert {found.status(statement) for statement in found.statements} == {Status.DISPUTED}
    assert bounds(found, "nld.start") == ("..", "..")
    assert found.presence("nld", "2025-01-01").certainty is Certainty.POSSIBLE


def test_a_plan_that_facts_overtook_is_no_contradiction() -> None:
    found = two_sources(("paper", "nld", "end", "2023-05-20"), ("letter", "nld", "present", True))
    assert not found.disputes()
    (overtaken,) = found.overtaken()
    assert [s.id for s in overtaken.against] == ["letter#1"]
    assert bounds(found, "nld.end") == ("2023-06-01", "..")


def test_what_the_end_of_another_is_dated_by_is_disputed_with_it() -> None:
    found = two_sources(
        ("paper", "nld", "end", "2023-03-01"),
        ("letter", "nld", "present", True),
        ("letter", "deu", "start", "after nld.end"),
    )
    assert found.bounds("deu.start").disputed


def test_undated_sources_are_the_oldest_and_never_certainly_known() -> None:
    found = Registry(
        sources=[Source(id="leaflet", title="A leaflet"), LETTER],
        deployments=[Deployment(id="nld", contributor="NLD")],
        statements=[
            Statement(id="a", source="leaflet", about="nld", kind="end", value="2023-09-01", basis="planned"),
            Statement(id="b", source="letter", about="nld", kind="end", value="2031-12-01"),
        ],
    )
    assert bounds(found, "nld.end") == ("2031-12-01", "2031-12-01")
    assert {*found.known_on("2100-01-01").sources} == {"letter"}
    assert {*found.known_on("2100-01-01", include_possible=True).sources} == {"letter", "leaflet"}


def test_days_that_chase_each_other_are_found_where_nothing_is_dated() -> None:
    """Neither has a date, and each starts after the other has ended, a day later at least."""
    found = two_sources(
        ("paper", "nld", "start", "after deu.end"),
        ("paper", "deu", "start", "after nld.end"),
        ("paper", "deu", "duration", "P1D.."),
    )
    assert len(found.overtaken()) == 1
    assert bounds(found, "nld.start") == ("..", "..")


def following(count: int) -> list[Statement]:
    """Give the statements that each of so many deployments, `d0`, `d1`, ..., follows the one before."""
    return [
        Statement(id=f"follows{n}", source="letter", about=f"d{n}", kind="follows", value=f"d{n - 1}")
        for n in range(1, count)
    ]


def test_a_chain_of_deployments_does_not_recurse() -> None:
    count = 2_000
    found = Registry(
        sources=[LETTER],
        deployments=[Deployment(id=f"d{n}", contributor="NLD") for n in range(count)],
        statements=[
            Statement(id="x", source="letter", about="d0", kind="start", value="2020-01-01"),
            Statement(id="y", source="letter", about=f"d{count - 1}", kind="end", value="2020-06-01"),
            *following(count),
        ],
    )
    assert bounds(found, "d1000.end") == ("2020-01-01", "2020-06-01")
    assert str(found.presence("d1000", "2020-03-01").certainty) == "possible"
    assert str(found.strength("2020-03-01")) == "unknown"


# --- who, and how many ---


def test_filters() -> None:
    found = deployments.example()
    day = "2023-05-26"
    ids = {
        "all": [p.deployment.id for p in found.active(day)],
        "NLD": [p.deployment.id for p in found.active(day, contributor="Netherlands")],
        "SVK": [p.deployment.id for p in found.active(day, place="Slovakia")],
        "Sliač": [p.deployment.id for p in found.active(day, place="Sliač")],
        "mission": [p.deployment.id for p in found.active(day, mission="amdtf-svk")],
    }
    assert ids["all"] == ["nld-amdtf-svk", "deu-patriot-svk", "deu-patriot-pol"]
    assert ids["NLD"] == ["nld-amdtf-svk"]
    assert ids["SVK"] == ids["Sliač"] == ids["mission"] == ["nld-amdtf-svk", "deu-patriot-svk"]
    for wrong in ({"contributor": "Nederlnd"}, {"mission": "amdtf"}, {"place": "Nowhere"}):
        with pytest.raises(InvalidValueError):
            found.active(day, **wrong)  # type: ignore[arg-type]


def test_a_mission_takes_in_its_parts() -> None:
    found = registry(
        ("nld", "start", "2023-01-01"),
        missions=[Mission(id="whole", name="Whole"), Mission(id="mission", name="Component", part_of="whole")],
    )
    assert [p.deployment.id for p in found.active("2023-02-01", mission="whole")] == ["nld"]


def test_what_nothing_is_known_of_is_not_listed_and_the_days_before_anybody_speaks_are_left_out() -> None:
    """Nobody speaks of the Germans before the letter: they may have been there, and are counted apart."""
    found = registry(
        ("deu", "present", True),
        ("nld", "ceiling", 700),
        sources=[Source(id="letter", title="x", published="2023-06-01")],
    )
    assert not found.active("2023-05-31")
    assert found.left_out("2023-05-31") == {Word.UNSPOKEN: 2}
    assert found.left_out("2023-06-01") == {Word.AUTHORISED: 1}
    assert [p.deployment.id for p in found.active("2023-06-01")] == ["deu"]
    assert [p.deployment.id for p in found.active("2023-05-31", not_excluded=True)] == ["deu", "nld"]
    assert found.presence("deu", "2023-05-31").certainty is Certainty.POSSIBLE


def test_days_can_be_asked_for_in_every_way() -> None:
    found = deployments.example()
    day = datetime.date(2022, 5, 1)
    same = [found.active(on) for on in (day, "2022-05-01", deployments.UncertainDate("2022-05-01"))]
    assert same[0] == same[1] == same[2]


def test_a_month_asks_for_any_day_and_throughout_for_every_day() -> None:
    """They start on 20 March 2022: there on some day of March, not on all; on all of April."""
    found = deployments.example()
    march, april = (
        found.presence("nld-amdtf-svk", month, throughout=True).certainty for month in ("2022-03", "2022-04")
    )
    assert found.presence("nld-amdtf-svk", "2022-03").certainty is Certainty.CERTAIN
    assert (march, april) == (Certainty.NO, Certainty.CERTAIN)
    around = found.presence("nld-amdtf-svk", "2022-03-20~")
    assert around.certainty is Certainty.POSSIBLE


def test_a_force_that_moved_is_at_least_as_many_as_at_one_place_and_may_have_split() -> None:
    """150 are at a, and 100 at b and 80 at c, who follow a: they may be the same, or all others."""
    found = registry(
        *(claim for id_, number in (("a", 150), ("b", 100), ("c", 80)) for claim in _there(id_, number)),
        ("b", "follows", "a"),
        ("c", "follows", "a"),
    )
    total = found.strength("2030-01-01")
    assert (total.low, total.high) == (180, 330)
    only = found.strength("2030-01-01", contributor="NLD").parts[0][1]
    assert (only.low, only.high) == (150, 150)


def _there(about: str, number: object) -> list[tuple[str, str, object]]:
    return [(about, "present", True), (about, "strength", number)]


@pytest.mark.parametrize(
    ("change", "expected"), [("decrease", (1, 150)), ("-30", (120, 120)), ("increase", (150, None)), ("80", (230, 230))]
)
def test_a_change_by_a_number_is_added_where_the_order_is_sure(change: str, expected: tuple[int, int | None]) -> None:
    found = two_sources(
        ("paper", "nld", "strength", 150),
        ("paper", "nld", "present", True),
        ("letter", "nld", "change", change),
        ("letter", "nld", "present", True),
    )
    before, after = (found.presence("nld", day).strength for day in ("2023-05-15", "2023-06-01"))
    assert (before.low, before.high, before.computed) == (150, 150, False)
    assert (after.low, after.high) == expected
    assert after.computed


def test_reports_of_the_same_day_agree_or_are_disputed() -> None:
    agreed = registry(*_there("nld", "~250"), *_there("nld", "270")).presence("nld", "2030-01-01").strength
    assert (agreed.low, agreed.high, agreed.disputed) == (270, 270, False)
    other = registry(*_there("nld", "100"), *_there("nld", "270")).presence("nld", "2030-01-01").strength
    assert (other.low, other.high, other.disputed) == (100, 270, True)


def test_a_planned_strength_counts_wherever_somebody_may_be_there_until_it_is_stale() -> None:
    found = two_sources(
        ("letter", "nld", "start", "2023-07-01"),
        ("letter", "nld", "end", "2023-09-01"),
        ("letter", "nld", "strength", 80),
        ("paper", "nld", "ceiling", 90),
    )
    inside, past, stale = (found.presence("nld", day).strength for day in ("2023-08-01", "2023-09-02", "2025-07-01"))
    assert (inside.low, inside.high, inside.planned) == (0, 80, True)
    assert str(inside.if_there) == "80"
    assert past == inside
    assert not stale.is_stated


def test_overlaps_are_certain_where_one_relation_is_left() -> None:
    found = registry(
        *(("a", kind, day) for kind, day in (("start", "2023-01-01"), ("end", "2023-01-31"))),
        *(("b", kind, day) for kind, day in (("start", "2023-02-01"), ("end", "2023-03-31"))),
    )
    assert found.overlaps("a", "b") == {Allen.MEETS}
    assert found.overlaps("b", "a") == {Allen.MET_BY}
    assert found.overlaps("a", "a") == {Allen.EQUALS}


@pytest.mark.parametrize("reference", ["nld", "nld.ende", "nowhere.end", "summit.returned", "", "nld.end.end", 5])
def test_a_milestone_that_is_not_there_is_refused(reference: str) -> None:
    questions: list[Callable[[str], object]] = [registry().bounds, registry().explain, registry().history]
    for ask in questions:
        with pytest.raises(InvalidValueError):
            ask(reference)


def test_questions_without_sense_are_refused() -> None:
    found = deployments.example()
    questions: list[Callable[[], object]] = [
        lambda: found.known_on("2023-06"),
        lambda: found.unconfirmed("2023-06-21~"),
        lambda: found.changes("2023-06-01", "2023-05-01"),
        lambda: found.strength_series("2023", "2022"),
        lambda: found.strength_series("2023", ".."),
        lambda: found.active("21 juni"),
    ]
    for ask in questions:
        with pytest.raises(DateError):
            ask()
    with pytest.raises(InvalidValueError, match="contributor, mission, place"):
        found.strength_by("colour", "2023")
    with pytest.raises(InvalidValueError, match="no deployment"):
        found.presence("x", "2023")
    with pytest.raises(InvalidValueError, match="no deployment"):
        found.overlaps("x", "y")


def test_a_registry_can_be_asked_by_many_threads_at_once() -> None:
    found, wanted = deployments.example(), deployments.example().active("2023-06-20")
    answers: list[object] = []
    threads = [threading.Thread(target=lambda: answers.append(found.active("2023-06-20"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [wanted] * 8


# --- what was known ---


def test_known_on_the_last_day_is_the_registry() -> None:
    found = deployments.example()
    assert found.known_on("2023-07-06") == found


def test_a_source_of_an_uncertain_day_is_known_from_its_latest_day_on() -> None:
    found = deployments.example()
    assert "dmm-2023-06" not in found.known_on("2023-06-13").sources
    assert "dmm-2023-06" in found.known_on("2023-06-14").sources
    assert "dmm-2023-06" in found.known_on("2023-05-18", include_possible=True).sources
    assert "dmm-2023-06" not in found.known_on("2023-05-17", include_possible=True).sources


def test_two_files_are_one_registry_and_their_order_does_not_matter(tmp_path: Path) -> None:
    folder = Path(deployments.__file__).with_name("data") / "amdtf"
    files = sorted(folder.glob("*.toml"))
    one, other = deployments.load(*files), deployments.load(*reversed(files))
    deployments.dump(one, tmp_path / "all.toml")
    merged = deployments.load(tmp_path / "all.toml")
    for found in (other, merged):
        there = {p.deployment.id: p for p in found.active("2023-06-20")}
        assert there == {p.deployment.id: p for p in one.active("2023-06-20")}
        assert found.history("nld-amdtf-svk.end") == one.history("nld-amdtf-svk.end")


def test_what_no_source_speaks_of_yet_is_not_listed() -> None:
    """In October 2022 nobody had said a word of Lithuania: that a record follows another is no statement."""
    then = deployments.example().known_on("2022-10-15")
    listed = [presence.deployment.id for presence in then.active("2022-11-01")]
    assert listed == ["nld-amdtf-svk", "deu-patriot-svk"]
    assert not then.strength("2022-11-01", place="LTU").parts
    later = deployments.example().known_on("2023-05-27")
    assert "deu-patriot-ltu" in [presence.deployment.id for presence in later.active("2023-07-11")]


def test_what_another_statement_is_dated_by_is_spoken_of() -> None:
    """That the Dutch decide before the next ones start says that these are to come: nobody named a day."""
    moved = registry(
        ("nld", "end", "2023-06-01"),
        ("nld", "decided", {"before": "next.start"}),
        deployments=[Deployment(id="nld", contributor="NLD"), Deployment(id="next", contributor="NLD")],
    )
    assert moved.connected("next") == ("next", "nld")
    assert moved.presence("next", "2030-02-01").word is not Word.UNSPOKEN


def chain(count: int) -> Registry:
    """Deployments that follow each other, each of at least a day, between a first and a last day."""
    return Registry(
        sources=[Source(id="letter", title="A letter", published="2040")],
        deployments=[Deployment(id=f"d{n}", contributor="NLD") for n in range(count)],
        statements=[
            Statement(id="first", source="letter", about="d0", kind="start", value="2000-01-01"),
            Statement(id="last", source="letter", about=f"d{count - 1}", kind="end", value="2030-01-01"),
            *following(count),
            *(
                Statement(id=f"x{n}", source="letter", about=f"d{n}", kind="duration", value="P1D..")
                for n in range(count - 1)
            ),
        ],
    )


def test_a_bound_far_along_a_chain_is_explained() -> None:
    """From the first day on, and from the last day back, by 600 links, of which the last is the own duration."""
    explanation = chain(1200).explain("d600.start")
    assert [
        len({link.statement for link in side if link.statement}) for side in (explanation.earliest, explanation.latest)
    ] == [601, 601]
    assert explanation.earliest[-1].day == explanation.bounds.low
    assert explanation.latest[-1].day == explanation.bounds.high


def test_a_move_that_no_source_speaks_of_yet_is_none() -> None:
    assert [each.destination.id for each in deployments.example().relocations()] == ["deu-patriot-ltu"]
    assert deployments.example().known_on("2022-10-15").relocations() == []
    assert len(chain(300).relocations()) == 299


@pytest.mark.parametrize("wrong", [{"contributor": ["NLD"]}, {"mission": ("m",)}, {"place": {"SVK"}}, {"mission": 5}])
@pytest.mark.parametrize("count", [3, 100])
def test_a_filter_of_several_is_refused(wrong: dict[str, Any], count: int) -> None:
    """In a large registry, which remembers its filters, as in a small one."""
    with pytest.raises(InvalidValueError, match="to look for"):
        chain(count).active("2020-01-01", **wrong)


def test_no_plan_takes_the_place_of_a_reported_move_and_only_what_names_the_origin_is_cited() -> None:
    sources = [Source(id=f"l{n}", title="A letter", published=f"2024-0{n}-01") for n in (1, 2, 3)]
    forces = [Deployment(id=id_, contributor="NLD") for id_ in "abc"]
    reported = Statement(id="r", source="l1", about="b", kind="follows", value="a", basis="reported")
    planned = Statement(id="p", source="l2", about="b", kind="follows", value="c", basis="planned")
    off = Statement(id="off", source="l3", about="b", kind="cancelled", value=True)
    found = Registry(sources=sources, deployments=forces, statements=[planned])
    assert [(each.origin.id, [*each.statements]) for each in found.relocations()] == [("c", [planned])]
    both = found.add(reported)
    assert [(each.origin.id, [*each.statements]) for each in both.relocations()] == [("a", [reported])]
    assert [each.origin.id for each in both.add(off).relocations()] == ["a"]
    assert found.add(off).relocations() == []


#: Questions that name a record, or give one.
ABOUT_ONE: dict[str, Callable[[Registry, Any], object]] = {
    "bounds": lambda registry, wrong: registry.bounds(wrong),
    "explain": lambda registry, wrong: registry.explain(wrong),
    "history": lambda registry, wrong: registry.history(wrong),
    "connected": lambda registry, wrong: registry.connected(wrong),
    "presence": lambda registry, wrong: registry.presence(wrong, "2023"),
    "overlaps": lambda registry, wrong: registry.overlaps("d0", wrong),
    "overlaps, the other": lambda registry, wrong: registry.overlaps(wrong, "d0"),
    "status": lambda registry, wrong: registry.status(wrong),
}
WRONG = [None, float("nan"), 5, True, b"d0", ["d0"], ("d0",), {"d0": 1}, object(), "", "d-none"]


@pytest.mark.parametrize("count", [3, 100])
@pytest.mark.parametrize("ask", ABOUT_ONE.values(), ids=ABOUT_ONE)
def test_what_names_no_record_is_refused_and_named(ask: Callable[[Registry, Any], object], count: int) -> None:
    found = chain(count)
    for wrong in WRONG:
        with pytest.raises(InvalidValueError) as refused:
            ask(found, wrong)
        assert refused.value.value is wrong
        assert refused.value.hint


def test_of_a_statement_of_another_registry_nothing_is_told() -> None:
    """Nor of one that has another content: "holds" would be told of what nobody here has said."""
    found = registry(("nld", "present", True), ("deu", "present", True))
    other = registry(("nld", "present", False), ("deu", "present", False), ("fra", "present", True))
    for statement in other.statements:
        with pytest.raises(InvalidValueError, match="not a statement of this registry: 'x"):
            found.status(statement)
    assert [other.status(statement) for statement in other.statements] == [Status.HOLDS] * 3


@pytest.mark.parametrize("count", [3, 100])
@pytest.mark.parametrize("on", ["2023-06-15", "2023", "2023/2024"])
def test_as_many_are_counted_as_are_listed(count: int, on: str) -> None:
    found = chain(count)
    names = ("certain", "possible", "not_excluded")
    ways: list[Any] = [dict(zip(names, each, strict=True)) for each in itertools.product([True, False], repeat=3)]
    counted = [found.count(on, **way) for way in ways]
    assert counted == [len(found.active(on, **way)) for way in ways]
    assert max(counted) > 0


def test_a_misspelled_id_is_answered_with_the_one_that_was_meant() -> None:
    with pytest.raises(InvalidValueError, match=r"'nld-amdtf-svc' .did you mean 'nld-amdtf-svk'\?"):
        deployments.example().connected("nld-amdtf-svc")


QUESTIONS: dict[str, Callable[..., object]] = {
    "active": lambda registry, **how: registry.active("2023", **how),
    "count": lambda registry, **how: registry.count("2023", **how),
    "strength": lambda registry, **how: registry.strength("2023", **how),
    "strength_by": lambda registry, **how: registry.strength_by("mission", "2023", **how),
    "strength_series": lambda registry, **how: registry.strength_series("2022", "2023", **how),
    "strength_series by": lambda registry, **how: registry.strength_series("2022", "2023", "place", **how),
    "peak": lambda registry, **how: registry.peak("2022", "2023", **how),
    "timeline": lambda registry, **how: registry.timeline(**how),
    "relocations": lambda registry, **how: registry.relocations(**how),
    "unconfirmed": lambda registry, **how: registry.unconfirmed("2023-01-01", **how),
    "disputes": lambda registry, **how: registry.disputes(**how),
    "overtaken": lambda registry, **how: registry.overtaken(**how),
    "gaps": lambda registry, **how: registry.gaps(**how),
    "report of active": lambda registry, **how: deployments.reports.active(registry, "2023", **how),
    "report of strength": lambda registry, **how: deployments.reports.strength(registry, "2023", **how),
}


@pytest.mark.parametrize("count", [3, 100])
@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_a_misspelled_filter_is_refused_with_the_names_of_those_there_are(
    question: Callable[..., object], count: int
) -> None:
    """Never is it passed over, as if everything had been asked for."""
    with pytest.raises(TypeError, match=r"'contributer'.* contributor,.* mission, place"):
        question(chain(count), contributer="NLD")
    assert question(chain(count), contributor=None, mission=None, place=None) == question(chain(count))


@pytest.mark.parametrize("report", ["overview", "timeline", "sources", "relocations"])
def test_a_misspelled_style_is_refused_with_the_names_of_those_there_are(report: str) -> None:
    with pytest.raises(TypeError, match=r"'langauge'.* format, lang, .*width"):
        getattr(deployments.reports, report)(Registry(), langauge="nl")


def test_a_report_that_no_other_leaves_a_day_keeps_those_that_it_names() -> None:
    """A paper of 1 May cannot report a month after it, as `check` says; it is not given days of others for that."""
    found = Registry(
        sources=[Source(id="paper", title="A paper", published="2023-05-01")],
        deployments=[Deployment(id="nld", contributor="NLD")],
        statements=[
            Statement(id=f"of-{month}", source="paper", about="nld", kind="start", value=month, basis="reported")
            for month in ("2023-04", "2023-06")
        ],
    )
    seen = found.presence("nld", "2023-06-30").last_seen
    assert seen is not None
    assert (str(seen.earliest), str(seen.latest)) == ("2023-06-01", "2023-06-30")


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("nld-amdtf-svk.ends", "did you mean 'nld-amdtf-svk.end'?"),
        ("nld-amdtf-svc.end", "did you mean 'nld-amdtf-svk.end'?"),
        ("nld-amdtf-svk.strength", "`deployments explain nld-amdtf-svk.strength DATE` tells of it"),
    ],
)
def test_what_a_hint_on_a_milestone_says_is_the_whole_of_what_to_write(asked: str, hint: str) -> None:
    for question in (deployments.example().history, deployments.example().bounds):
        with pytest.raises(InvalidValueError) as caught:
            question(asked)
        assert caught.value.hint == hint
