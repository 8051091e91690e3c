"""Sums over parts, over deployments in several missions, and what sources state of a mission itself."""

from collections.abc import Callable
from typing import Any

import attrs
import pytest

import deployments
from deployments import Deployment, Mission, Registry, Source, Statement, Strength, Total
from deployments.reports import active, overview, strength
from tests.answers.random_registries import padded

#: The same registry by itself, and among so many others that the engine for many answers.
EACH_ENGINE = pytest.mark.parametrize("kept", [lambda registry: registry, padded], ids=["plain", "columnar"])
Kept = Callable[[Registry], Registry]

SOURCES = [
    Source(id="letter", title="A letter", published="2024-02-01"),
    Source(id="placemat", title="A placemat", published="2024-03-01"),
    Source(id="other", title="Another placemat", published="2024-03-01"),
]
MISSIONS = [Mission(id="kfor", name="Kosovo Force"), Mission(id="mnbg", name="Battle group", part_of="kfor")]
MISSIONS += [Mission(id="other-mission", name="Another mission")]

#: A battalion of which some are logistics, and some German medics.
BATTALION = [
    Deployment(id="battalion", contributor="NLD", mission=["kfor", "other-mission"], place="Pristina, XKX"),
    Deployment(id="logistics", part_of="battalion", force="logistics"),
    Deployment(id="medics", part_of="battalion", contributor="DEU", force="medics"),
    Deployment(id="belgians", contributor="BEL", mission="mnbg"),
]
THERE = [(each.id, "present", True) for each in BATTALION]

Claim = tuple[Any, ...]


def registry(*claims: Claim) -> Registry:
    """Return a registry in which a letter says this: of whom, the kind, the value, and the fields that differ."""
    said = [(claim[0], claim[1], claim[2], *(claim[3:] or ({},))) for claim in claims]
    statements = [
        Statement(**{"id": f"s{n}", "source": "letter", "about": about, "kind": kind, "value": value, **fields})
        for n, (about, kind, value, fields) in enumerate(said)
    ]
    return Registry(sources=SOURCES, missions=MISSIONS, deployments=BATTALION, statements=statements)


def ids(total: Total) -> list[str]:
    return sorted(deployment.id for deployment, _ in total.parts)


# --- parts -------------------------------------------------------------------------------------------------


@EACH_ENGINE
def test_a_part_is_listed_and_never_added_to_its_whole(kept: Kept) -> None:
    numbers = [("battalion", "strength", 120), ("logistics", "strength", 30), ("medics", "strength", 5)]
    found = kept(registry(*THERE[:3], *numbers))
    there = found.active("2024-02-01", mission="kfor")
    assert [each.deployment.id for each in there] == ["battalion", "logistics", "medics"]
    assert found.count("2024-02-01", mission="kfor") == 3
    total = found.strength("2024-02-01", mission="kfor")
    assert (total.low, total.high, ids(total)) == (120, 120, ["battalion"])
    (step,) = found.strength_series("2024-02-01", "2024-02-01", mission="kfor")
    assert (step.low, step.high, step.parts) == (120, 120, 1)
    assert found.peak("2024-02-01", "2024-02-01", mission="kfor").high == 120


@EACH_ENGINE
def test_a_part_counts_where_what_it_is_part_of_is_not_asked_for(kept: Kept) -> None:
    found = kept(
        registry(*THERE, ("battalion", "strength", 120), ("medics", "strength", 5), ("belgians", "strength", 7))
    )
    assert str(found.strength("2024-02-01", contributor="DEU")) == "5"
    assert str(found.strength("2024-02-01", contributor="NLD")) == "120"
    by_contributor = found.strength_by("contributor", "2024-02-01", mission="kfor")
    assert {name: str(total) for name, total in by_contributor.items()} == {"BEL": "7", "DEU": "5", "NLD": "120"}
    assert str(found.strength("2024-02-01", mission="kfor")) == "127"


@EACH_ENGINE
def test_without_a_figure_of_its_own_a_whole_has_at_least_the_sum_of_its_parts(kept: Kept) -> None:
    found = kept(registry(*THERE[:3], ("logistics", "strength", 30), ("medics", "strength", 5)))
    presence = found.presence("battalion", "2024-02-01")
    assert (presence.strength.low, presence.strength.high, presence.strength.computed) == (35, None, True)
    assert str(found.strength("2024-02-01", mission="kfor")) == "35.."


@EACH_ENGINE
def test_a_part_takes_contributor_missions_and_place_of_its_whole(kept: Kept) -> None:
    found = kept(registry(*THERE))
    part = found.presence("logistics", "2024-02-01").deployment
    assert (str(part.contributor), part.mission, str(part.place)) == ("NLD", ("kfor", "other-mission"), "Pristina, XKX")
    assert [each.deployment.id for each in found.active("2024-02-01", place="XKX", contributor="DEU")] == ["medics"]


def test_a_number_of_parts_never_reads_like_one_of_the_whole() -> None:
    """Nobody said how many the battalion is: with one part that has a number that number is not the battalion's."""
    found = registry(*THERE[:2], ("logistics", "strength", 30))
    assert found.presence("battalion", "2024-02-01").figure() == (
        "30 or more, the sum of its parts: 30 (1 February 2024), computed here"
    )
    assert found.presence("logistics", "2024-02-01").figure() == "30 (1 February 2024)"
    told = strength(found, "2024-02-01", contributor="NLD", width=100)
    assert "in all  30 or more, the sum of its parts: 30 (1 February 2024) [1], computed here" in told


def test_reports_say_what_is_part_of_what_and_what_is_not_in_the_sum() -> None:
    claims = [*THERE, ("battalion", "strength", 120), ("medics", "strength", 5), ("belgians", "strength", 7)]
    found = registry(*claims)
    listed = active(found, "2024-02-01")
    part = "Germany, medics, at Pristina, Kosovo"
    name = f"{part} (part of: Netherlands, at Pristina, Kosovo)"
    assert f"    {part} " in listed
    assert listed.index("  Netherlands, at Pristina") < listed.index(part) < listed.index("  Belgium")
    summed = " ".join(strength(found, "2024-02-01", mission="kfor").split())
    assert f"In the number of what they are part of, and not added to the sum: {name}." in summed
    told = overview(found)
    assert told.index("KOSOVO FORCE") < told.index(part) < told.index("BATTLE GROUP")


@EACH_ENGINE
def test_a_chain_of_parts_of_parts_is_answered_however_long_it_is(kept: Kept) -> None:
    """Each is counted once, and nothing goes down a part at a time on Python's stack."""
    count = 1500
    chain = [Deployment(id="d0", contributor="NLD", place="SVK")]
    chain += [Deployment(id=f"d{n}", part_of=f"d{n - 1}") for n in range(1, count)]
    last = Statement(id="six", source="letter", about=f"d{count - 1}", kind="mandate", value="2024-12-31")
    found = kept(Registry(sources=SOURCES, deployments=chain, statements=[last]))
    assert str(found.presence(f"d{count - 1}", "2024-02-01").deployment.place) == "SVK"
    assert found.presence("d0", "2024-02-01").strength.is_stated is False
    total = found.strength("2024-02-01", not_excluded=True, place="SVK")
    assert ids(total) == ["d0"]


# --- several missions --------------------------------------------------------------------------------------


@EACH_ENGINE
def test_who_is_in_two_missions_is_listed_under_each_and_totalled_once(kept: Kept) -> None:
    found = kept(registry(THERE[0], THERE[3], ("battalion", "strength", 120), ("belgians", "strength", 7)))
    for mission, numbers in (("kfor", ["battalion", "belgians"]), ("other-mission", ["battalion"])):
        assert [each.deployment.id for each in found.active("2024-02-01", mission=mission)] == numbers
    groups = found.strength_by("mission", "2024-02-01", contributor="NLD")
    assert {name: str(total) for name, total in groups.items()} == {"kfor": "120", "other-mission": "120"}
    assert str(found.strength("2024-02-01", contributor="NLD")) == "120"
    series = found.strength_series("2024-02-01", "2024-02-01", "mission", contributor="NLD")
    assert {name: step.high for name, (step,) in series.items()} == {"kfor": 120, "other-mission": 120}


def test_a_mission_that_is_named_twice_has_a_deployment_once() -> None:
    twice = attrs.evolve(BATTALION[0], mission=["kfor", "kfor"])
    found = attrs.evolve(registry(THERE[0], ("battalion", "strength", 120)), deployments=[twice, *BATTALION[1:]])
    assert str(found.strength_by("mission", "2024-02-01")["kfor"]) == "120"


def test_the_report_says_that_what_is_in_two_missions_counts_once() -> None:
    found = registry(THERE[0], ("battalion", "strength", 120))
    told = strength(found, "2024-02-01", "mission")
    assert "What is in several missions is listed under each, and counted once in the sum." in told
    assert "several missions" not in strength(found, "2024-02-01", "contributor")


def test_missions_read_from_a_text_or_a_list() -> None:
    one, several = (Deployment(id="x", contributor="NLD", mission=given) for given in ("kfor", ["kfor", "mnbg"]))
    assert (one.mission, several.mission, BATTALION[1].mission) == (("kfor",), ("kfor", "mnbg"), ())
    with pytest.raises(deployments.RegistryError, match="there is no mission 'nope'"):
        Registry(missions=MISSIONS, deployments=[Deployment(id="x", contributor="NLD", mission=["kfor", "nope"])])


# --- what sources state of a mission -----------------------------------------------------------------------

STATED: Claim = ("kfor", "strength", "~4000", {"source": "placemat", "as_of": "2024-02-28"})


def stated(found: Registry, day: str, **filters: Any) -> Strength | None:
    return found.strength(day, **{"mission": "kfor", **filters}).reported_total


@EACH_ENGINE
def test_beside_a_sum_of_ours_stands_what_sources_state_of_the_mission(kept: Kept) -> None:
    found = kept(registry(THERE[0], ("battalion", "strength", 120), STATED))
    total = found.strength("2024-02-28", mission="kfor")
    assert (total.low, total.high) == (0, 120)  # whoever was seen on 1 February may be gone
    assert total.reported_total is not None
    assert (total.reported_total.low, total.reported_total.high) == (3600, 4400)
    assert [each.about for each in total.reported_total.statements] == ["kfor"]


@EACH_ENGINE
def test_the_number_of_a_mission_is_carried_grows_stale_and_can_be_disputed(kept: Kept) -> None:
    found = kept(registry(STATED, ("kfor", "strength", 3000, {"source": "placemat", "as_of": "2024-01-31"})))
    on_day, later = stated(found, "2024-02-28"), stated(found, "2024-06-01")
    assert on_day is not None
    assert later is not None
    assert (on_day.carried, later.carried, later.low, later.high, later.if_there) == (False, True, 3600, 4400, None)
    assert stated(found, "2024-01-30") is None
    assert stated(found, "2026-06-01") is None
    contradicted = kept(registry(STATED, ("kfor", "strength", 5000, {"source": "other", "as_of": "2024-02-28"})))
    both = stated(contradicted, "2024-02-28")
    assert both is not None
    assert (both.low, both.high, both.disputed) == (3600, 5000, True)


@EACH_ENGINE
def test_a_number_that_is_only_planned_for_a_mission_is_marked(kept: Kept) -> None:
    found = stated(kept(registry(("kfor", "strength", 5000, {"as_of": "2024-09-01"}))), "2024-09-01")
    assert found is not None
    assert (found.planned, found.high) == (True, 5000)


@EACH_ENGINE
def test_what_is_stated_of_a_mission_is_of_all_of_it_and_of_no_other(kept: Kept) -> None:
    found = kept(registry(THERE[0], STATED))
    assert stated(found, "2024-02-28", contributor="NLD") is None
    assert stated(found, "2024-02-28", mission="mnbg") is None
    assert stated(found, "2024-02-28", mission=None) is None
    ended = kept(registry(STATED, ("kfor", "end", "2024-02-28", {"source": "placemat"})))
    assert stated(ended, "2024-02-28") is not None
    assert stated(ended, "2024-02-29") is None


def test_the_report_says_whose_the_number_of_a_mission_is() -> None:
    found = registry(THERE[0], ("battalion", "strength", 120), STATED)
    for asked in (found, registry(STATED)):
        told = strength(asked, "2024-02-28", mission="kfor")
        rows = [" ".join(line.split()) for line in told.splitlines()]
        assert "Only mission: Kosovo Force." in rows
        assert any(row.startswith("sources' own total about 4,000 (28 February 2024) [") for row in rows)
        assert "authorised not stated" in rows
    assert "own total" not in strength(found, "2024-02-28")
    assert "sources' own total  none" in strength(registry(THERE[0]), "2024-02-28", mission="kfor")
    dutch = strength(found, "2024-02-28", mission="kfor", lang="nl")
    assert "eigen totaal van      ongeveer 4.000 (28 februari 2024) [" in dutch
