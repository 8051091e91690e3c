"""The reports in blocks, of the bundled registry and of any: their width, their footnotes, the same facts anywhere."""

import doctest
import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import deployments
from deployments import Deployment, Event, Mission, Place, Registry, Source, Statement
from deployments.claims import CLAIMS
from deployments.errors import DeploymentsError
from deployments.records import kind_of
from deployments.reports import active, explain, history, periods, strength
from deployments.reports.escape import display_width
from deployments.reports.record_phrases import RecordPhrases
from deployments.reports.sections import Style
from tests.registries import registries

Report = Callable[[Registry, Style], str]

DAYS = ("2022-03-19", "2022-06-01", "2023-06-21", "2023-07-10", "2025-06-01", "2023-06", "2022/2023")


def every_report(registry: Registry) -> Iterator[Report]:
    """Yield a call of each report for each thing in a registry that it can be asked of."""
    for day in DAYS:
        yield lambda r, style, day=day: active(r, day, not_excluded=True, hinges=True, **style)  # type: ignore[misc]
        yield lambda r, style, day=day: active(r, day, **style)  # type: ignore[misc]
        yield lambda r, style, day=day: strength(r, day, ranges=True, **style)  # type: ignore[misc]
        yield lambda r, style, day=day: strength(r, day, "mission", **style)  # type: ignore[misc]
    for id_ in registry.deployments:
        yield lambda r, style, id_=id_: periods(r, id_, **style)  # type: ignore[misc]
        yield lambda r, style, id_=id_: explain(r, f"{id_}.strength", DAYS[1], **style)  # type: ignore[misc]
    subjects: list[Deployment | Mission | Event] = [*registry.deployments.values(), *registry.missions.values()]
    for record in [*subjects, *registry.events.values()]:
        for kind in ("start", "end", "decided", "mandate", "ceiling"):
            if any(kind == each.value for each in CLAIMS[kind_of(record)]):
                reference = f"{record.id}.{kind}"
                yield lambda r, style, reference=reference: history(r, reference, **style)  # type: ignore[misc]
        yield lambda r, style, id_=record.id: explain(r, f"{id_}.start", **style)  # type: ignore[misc]


def numbers_cited(text: str) -> list[int]:
    """Return the numbers of the footnotes that a text cites, in its order."""
    marks = re.findall(r"\[([^]]*)\]", " ".join(text.split()))
    return [int(number) for mark in marks for number in re.findall(r"\b\d+\b", mark)]


def parts(text: str) -> tuple[str, list[int]]:
    """Return a report without its footnotes, and the numbers of these."""
    lines = text.split("\n")
    notes = [n for n, line in enumerate(lines) if re.match(r"\[\d+\] ", line)]
    body = "\n".join(lines[: notes[0]] if notes else lines)
    return body, [int(lines[n][1:].partition("]")[0]) for n in notes]


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_every_number_has_its_footnote_in_the_order_of_the_text(lang: str) -> None:
    registry = deployments.example()
    for report in every_report(registry):
        body, notes = parts(report(registry, {"lang": lang, "width": 400}))  # no label stands within a wrapped mark
        assert [*dict.fromkeys(numbers_cited(body))] == notes == [*range(1, len(notes) + 1)]


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_reports_keep_to_the_width_of_the_terminal(lang: str, width: int) -> None:
    registry = deployments.example()
    for report in every_report(registry):
        assert max(map(display_width, report(registry, {"lang": lang, "width": width}).split("\n"))) <= width


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(registries(), st.integers(40, 100))
def test_any_registry_keeps_to_the_width_and_cites_every_footnote(registry: Registry, width: int) -> None:
    for report in every_report(registry):
        try:
            text = report(registry, {"width": width})
        except DeploymentsError:  # what cannot be asked of this registry
            continue
        for line in text.split("\n"):
            assert display_width(line) <= width or len(line.split()) == 1
        body, notes = parts(text)
        assert {*notes} <= {*numbers_cited(body)}


def unescaped(text: str, name: str) -> set[str]:
    """Return the words of a report in a format, without what is markup there."""
    if name == "html":
        text = html.unescape(re.sub(r"<[^>]*>", " ", text.partition("<body>")[2]))
    elif name == "github":
        text = html.unescape(re.sub(r"\\(?=[^\w\s])", "", text).replace("|", " "))
    elif name == "tsv":
        text = text.replace('""', '"')
    return {word.strip(".;:\"'") for word in text.split()}


@pytest.mark.parametrize("name", ["github", "html", "tsv", "rst"])
def test_every_format_has_the_facts_that_are_shown_at_a_terminal(name: str) -> None:
    registry = deployments.example()
    for report in every_report(registry):
        found = unescaped(report(registry, {"format": name}).replace("\\", ""), name)
        lost = unescaped(report(registry, {}), "plain") - found
        assert {word for word in lost if word not in ("-", "")} <= set()


# --- what deployments are called ---


def labels(*stays: Deployment, lang: str = "en", missions: tuple[Mission, ...] = ()) -> list[str]:
    found = RecordPhrases(Registry(deployments=stays, missions=missions), lang)
    return [found.deployment(each) for each in stays]


def test_a_deployment_is_called_by_whose_it_is_what_and_where() -> None:
    stays = (
        Deployment(id="a", contributor="NLD", force="Patriot", place={"country": "SVK", "name": "Sliač"}),
        Deployment(id="b", contributor="DEU", place="POL"),
        Deployment(id="c", contributor="FRA", place=Place(name="Red Sea")),
        Deployment(id="d", contributor="BEL"),
    )
    assert labels(*stays) == [
        "Netherlands, Patriot, at Sliač, Slovakia",
        "Germany, in Poland",
        "France, at Red Sea",
        "Belgium",
    ]
    assert labels(*stays, lang="nl")[:2] == ["Nederland, Patriot, in Sliač, Slowakije", "Duitsland, in Polen"]


def test_what_differs_is_told_where_two_are_called_the_same() -> None:
    missions = (Mission(id="efp", name="Forward Presence", abbreviation="eFP"), Mission(id="euma", name="Monitors"))
    stays = (
        Deployment(id="a", contributor="NLD", place="LTU", mission="efp"),
        Deployment(id="b", contributor="NLD", place="LTU", mission="euma"),
        Deployment(id="c", contributor="NLD", place="LTU", mission="euma"),
        Deployment(id="d", contributor="NLD", force="medics", place="LTU"),
        Deployment(id="e", part_of="d"),
        Deployment(id="f", part_of="d"),
    )
    assert labels(*stays, missions=missions) == [
        "Netherlands, in Lithuania (eFP)",
        "Netherlands, in Lithuania (b)",
        "Netherlands, in Lithuania (c)",
        "Netherlands, medics, in Lithuania",
        "Netherlands, in Lithuania (e) (part of: Netherlands, medics, in Lithuania)",
        "Netherlands, in Lithuania (f) (part of: Netherlands, medics, in Lithuania)",
    ]


def test_the_name_of_a_mission_tells_nothing_apart_if_another_has_it_or_it_is_the_id_of_one() -> None:
    missions = (
        Mission(id="efp", name="Forward Presence", abbreviation="b"),
        *(Mission(id=id_, name="Monitors", abbreviation="EUMA") for id_ in ("old", "new")),
    )
    stays = (
        Deployment(id="a", contributor="NLD", mission="efp"),
        Deployment(id="b", contributor="NLD"),
        Deployment(id="c", contributor="NLD", mission="old"),
        Deployment(id="d", contributor="NLD", mission="new"),
    )
    assert labels(*stays, missions=missions) == [f"Netherlands ({id_})" for id_ in "abcd"]


@settings(deadline=None, max_examples=30)
@given(registries())
def test_no_two_deployments_are_called_the_same(registry: Registry) -> None:
    phrases = RecordPhrases(registry, "en")
    names = [phrases.deployment(each) for each in registry.deployments.values()]
    assert len({*names}) == len(names)


def test_the_page_on_reports_shows_what_they_print() -> None:
    page = Path(__file__).parents[2] / "docs" / "reports.md"
    result = doctest.testfile(str(page), module_relative=False)
    assert (result.failed, result.attempted) == (0, 7)


# --- what is said first, and what is never left out ---


def test_a_sum_of_one_figure_says_it_as_it_was_said_and_the_range_is_asked_for() -> None:
    registry = deployments.example()
    found = strength(registry, "2022-06-01", mission="amdtf-svk")
    assert "stated for 1 of 2   about 120 (6 May 2022) [2]; computed: 108 to 132" in found
    assert "No total: nobody states the number of Germany, Patriot, at Sliač, Slovakia." in found
    assert "    Computed: " not in found
    ranges = strength(registry, "2023-06-21", ranges=True)
    assert "    Computed: 0 to 6, and 6 if they are there." in ranges


def test_a_mission_is_summed_with_what_sources_and_parliaments_say_of_it() -> None:
    said: list[dict[str, object]] = [
        {"about": "m", "kind": "strength", "value": "~400"},
        {"about": "m", "kind": "ceiling", "value": "500"},
        {"about": "m", "kind": "mandate", "value": "2024-12-31"},
        {"about": "x", "kind": "strength", "value": 70, "as_of": "2024-01-01", "basis": "reported"},
    ]
    registry = Registry(
        sources=[Source(id="letter", title="A letter", published="2024-01-01")],
        missions=[Mission(id="m", name="Monitors")],
        deployments=[Deployment(id="x", contributor="NLD", mission="m")],
        statements=[
            Statement(id=str(n), source="letter", **{"as_of": "2024-01-01", "basis": "reported", **each})
            for n, each in enumerate(said)
        ],
    )
    rows = [" ".join(line.split()) for line in strength(registry, "2024-01-01", mission="m").splitlines()]
    assert "in all 70 (1 January 2024) [1]" in rows
    assert "sources' own total about 400 (1 January 2024) [1]" in rows
    assert "authorised at most 500 [1]; until 31 December 2024 [1]" in rows


def test_a_long_chain_of_parts_stays_within_the_width() -> None:
    count = 200
    stays = [
        Deployment(id="d0", contributor="NLD"),
        *(Deployment(id=f"d{n}", part_of=f"d{n - 1}") for n in range(1, count)),
    ]
    seen = [
        Statement(id=f"s{n}", source="letter", about=f"d{n}", kind="present", value=True, as_of="2024-01-01")
        for n in range(count)
    ]
    registry = Registry(
        sources=[Source(id="letter", title="A letter", published="2024-01-01")], deployments=stays, statements=seen
    )
    found = active(registry, "2024-01-01")
    assert f"CERTAIN: 1, with {count - 1} parts" in found
    assert max(map(display_width, found.split("\n"))) <= 80
