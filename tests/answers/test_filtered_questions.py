"""Filters choose what is shown of an answer, and never what it is computed from."""

import io
import json
import re
from typing import Any

import pytest

import deployments
from deployments import Deployment, Event, InvalidValueError, Mission, Registry, Source, Statement, reports, shapes

LATE = "2024-12-01"


def registry() -> Registry:
    """Return two forces in a mission and one outside: each was to leave, the Belgian one after a summit."""
    said = [
        ("dutch", "end", "2024-05-01"),
        ("german", "end", "2024-06-01"),
        ("belgian", "start", {"after": "summit"}),
        ("kfor", "end", "2024-07-01"),
        ("wider", "end", "2024-08-01"),
        ("summit", "date", "2024-04-01"),
        ("fair", "date", "2024-04-02"),
    ]
    return Registry(
        sources=[Source(id="letter", title="A letter", published="2024-01-01")],
        events=[Event(id="summit", name="A summit"), Event(id="fair", name="A fair")],
        missions=[
            Mission(id="kfor", name="KFOR", part_of="wider"),
            Mission(id="wider", name="Wider"),
            Mission(id="empty", name="Empty"),
        ],
        deployments=[
            Deployment(id="dutch", contributor="NLD", mission="kfor", place="SVK"),
            Deployment(id="german", contributor="DEU", mission="kfor", place="POL"),
            Deployment(id="belgian", contributor="BEL", place="SVK"),
        ],
        statements=[
            Statement(id=f"s{n}", source="letter", about=about, kind=kind, value=value)
            for n, (about, kind, value) in enumerate(said)
        ],
    )


SHOWN = [
    ({}, ["summit", "fair", "dutch", "german", "kfor", "wider"]),
    ({"contributor": "NLD"}, ["dutch", "kfor"]),
    ({"place": "POL"}, ["german", "kfor"]),
    ({"mission": "kfor"}, ["dutch", "german", "kfor"]),
    ({"mission": "wider"}, ["dutch", "german", "kfor", "wider"]),
    ({"mission": "empty"}, []),
    ({"contributor": "BEL"}, ["summit"]),
    ({"contributor": "NLD", "place": "POL"}, []),
]


@pytest.mark.parametrize(("filters", "shown"), SHOWN)
def test_a_promise_is_shown_with_its_force_its_mission_or_the_event_that_dates_it(
    filters: dict[str, str], shown: list[str]
) -> None:
    """The Belgians come after the summit: who asks for them sees when that is, and not when the fair is."""
    found = [each.milestone.partition(".")[0] for each in registry().unconfirmed(LATE, **filters)]  # type: ignore[arg-type]
    assert [each for each in found if each != "belgian"] == shown


@pytest.mark.parametrize(("filters", "shown"), SHOWN)
def test_the_timeline_shows_what_is_shown_of_promises(filters: dict[str, str], shown: list[str]) -> None:
    asked = registry()
    named = {*shown, *(["belgian"] if filters in ({}, {"contributor": "BEL"}) else [])}
    assert {entry.statement.about for entry in asked.timeline(**filters)} == named


def test_an_event_that_dates_an_event_by_which_a_force_is_dated_is_shown_with_that() -> None:
    said = [
        ("dutch", "start", {"after": "summit"}),
        ("summit", "date", {"after": "fair"}),
        ("fair", "date", "2024-04-02"),
    ]
    found = Registry(
        sources=[Source(id="letter", title="A letter", published="2024-01-01")],
        events=[Event(id="summit", name="A summit"), Event(id="fair", name="A fair")],
        deployments=[Deployment(id="dutch", contributor="NLD")],
        statements=[
            Statement(id=f"s{n}", source="letter", about=about, kind=kind, value=value)
            for n, (about, kind, value) in enumerate(said)
        ],
    )
    assert {entry.statement.about for entry in found.timeline(contributor="NLD")} == {"dutch", "summit", "fair"}


def relocating() -> Registry:
    """Return a Dutch force that moved from Slovakia to Poland, seen there and elsewhere, as reports contradict."""
    said = [
        ("old", "start", "2024-01-01"),
        ("old", "start", "2024-02-01"),
        ("new", "follows", "old"),
        ("new", "start", "2024-03-01"),
        ("other", "present", True),
        ("other", "end", "2023-05-01"),
        ("other", "end", "2023-06-01"),
    ]
    return Registry(
        sources=[Source(id="letter", title="A letter", published="2024-04-01")],
        deployments=[
            Deployment(id="old", contributor="NLD", place="SVK"),
            Deployment(id="new", contributor="NLD", place="POL"),
            Deployment(id="other", contributor="DEU", place="LTU"),
        ],
        statements=[
            Statement(id=f"s{n}", source="letter", about=about, kind=kind, value=value, basis=basis)
            for n, (about, kind, value) in enumerate(said)
            for basis in [None if kind == "follows" else "reported"]
        ],
    )


def test_a_move_is_shown_with_the_place_that_is_left_and_with_the_one_that_is_reached() -> None:
    found = relocating()
    for place, count in (("SVK", 1), ("POL", 1), ("LTU", 0)):
        assert len(found.relocations(place=place)) == count
    assert len(found.relocations()) == 1


def test_reports_that_contradict_each_other_are_shown_with_whom_they_are_about() -> None:
    found = relocating()
    whole = found.disputes()
    assert {each.statement.about for each in whole} == {"old", "other"}
    assert {each.statement.about for each in found.disputes(place="SVK")} == {"old"}
    assert {each.statement.about for each in found.disputes(contributor="DEU")} == {"other"}
    assert [each for each in whole if each.statement.about == "old"] == found.disputes(contributor="NLD")


def test_an_overtaken_plan_and_a_gap_are_shown_with_whom_they_are_about() -> None:
    said = [
        ("x", "end", "2024-02-01", "planned", "a"),
        ("x", "present", True, None, "b"),
        ("y", "present", True, None, "a"),
        ("y", "present", False, None, "b"),
        ("y", "present", True, None, "c"),
    ]
    days = {"a": "2024-01-01", "b": "2024-04-01", "c": "2024-06-01"}
    found = Registry(
        sources=[Source(id=id_, title=id_, published=day) for id_, day in days.items()],
        deployments=[Deployment(id="x", contributor="NLD"), Deployment(id="y", contributor="DEU")],
        statements=[
            Statement(id=f"s{n}", source=source, about=about, kind=kind, value=value, basis=basis)
            for n, (about, kind, value, basis, source) in enumerate(said)
        ],
    )
    assert len(found.overtaken()) == len(found.overtaken(contributor="NLD")) == 1
    assert len(found.gaps()) == len(found.gaps(contributor="DEU")) == 1
    assert not found.overtaken(contributor="DEU")
    assert not found.gaps(contributor="NLD")


@pytest.mark.parametrize("question", ["disputes", "overtaken", "gaps", "relocations", "timeline"])
def test_a_filter_that_fits_nothing_is_refused_as_everywhere(question: str) -> None:
    with pytest.raises(InvalidValueError, match="there is no mission: 'kfro'"):
        getattr(registry(), question)(mission="kfro")


@pytest.mark.parametrize(
    ("filters", "meant"),
    [
        ({"place": "Tajj"}, "did you mean 'Taji'?"),
        ({"place": "Tajikstan"}, "did you mean TJK (Tajikistan)?"),
        ({"place": "Nowhere"}, 'write a country ("SVK"), or the name of a place as its record has it'),
        ({"mission": "isaf"}, "did you mean 'nato-isaf'?"),
        ({"mission": "international security assistance force"}, "did you mean 'nato-isaf'?"),
        ({"mission": "nato-isf"}, "did you mean 'nato-isaf'?"),
        ({"contributor": "Nethrlands"}, "did you mean NLD (Netherlands)?"),
        ({"contributor": "Kosovo Forse"}, "did you mean 'Kosovo Force'?"),
    ],
)
def test_a_filter_that_finds_nothing_names_what_was_meant_where_that_is_sure(filters: Any, meant: str) -> None:
    text = """
    [missions.nato-isaf]
    name = "International Security Assistance Force"
    abbreviation = "ISAF"
    [deployments.nzl-taji]
    contributor = { organisation = "Kosovo Force" }
    place = "Taji, IRQ"
    mission = "nato-isaf"
    """
    registry, found = deployments.read(io.BytesIO(text.encode()))
    assert not found
    with pytest.raises(InvalidValueError) as caught:
        registry.active("2019-06-10", **filters)
    assert caught.value.hint == meant


PLACES = """
[deployments.irl-undof]
contributor = "IRL"
place = "Camp Ziouani, Golan Heights, SYR"
[deployments.irl-faouar]
contributor = "IRL"
place = "Camp Faouar, SYR"
"""


@pytest.mark.parametrize(
    ("place", "meant"),
    [
        ("Golan", "did you mean 'Camp Ziouani, Golan Heights'?"),
        ("Golan Heights", "did you mean 'Camp Ziouani, Golan Heights'?"),
        ("heights  GOLAN", "did you mean 'Camp Ziouani, Golan Heights'?"),
        ("Camp Ziouani", "did you mean 'Camp Ziouani, Golan Heights'?"),
        ("camp", "did you mean 'Camp Faouar' or 'Camp Ziouani, Golan Heights'?"),
    ],
)
def test_a_part_of_the_name_of_a_place_is_told_with_the_names_and_these_are_taken(place: str, meant: str) -> None:
    registry, found = deployments.read(io.BytesIO(PLACES.encode()))
    assert not found
    with pytest.raises(InvalidValueError) as caught:
        registry.active("2022", place=place)
    assert caught.value.hint == meant
    for name in re.findall(r"'([^']+)'", meant):
        registry.active("2022", place=name)


def test_of_many_places_with_a_word_in_their_names_some_are_told() -> None:
    text = "".join(f'[deployments.d{n}]\ncontributor = "IRL"\nplace = "Post {n}, LBN"\n' for n in range(9))
    registry, _ = deployments.read(io.BytesIO(text.encode()))
    with pytest.raises(InvalidValueError, match="it is in 9 names of places: 'Post 0', 'Post 1', 'Post 2', 'Post 3' a"):
        registry.active("2022", place="post")


@pytest.mark.parametrize("name", ["Irland", "Ierland", "IRL", "ireland"])
def test_a_report_says_what_a_filter_was_read_as_in_the_language_asked_for(name: str) -> None:
    registry, _ = deployments.read(io.BytesIO(('[sources.s]\ntitle = "S"\n' + PLACES).encode()))
    text = reports.active(registry, "2022-06-01", contributor=name, place="Syrien")
    assert "Only contributor: Ireland; place: Syria." in text
    assert "Alleen deelnemer: Ierland; plaats: Syri\u00eb." in reports.active(
        registry, "2022-06-01", contributor=name, place="Syrien", lang="nl"
    )
    told = json.loads(shapes.active(registry, "2022-06-01", contributor=name, place="Syrien").json())
    assert (told["filters"]["contributor"], told["filters"]["place"]) == ("IRL", "SYR")
