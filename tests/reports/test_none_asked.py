"""Where no deployment is of what was asked for, no answer reads as if sources knew that nobody is there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import deployments
from deployments import Filters, Registry, reports, shapes

#: Every question about several that takes filters, with what it asks for: of reports and of answers for programs.
ASKED = {
    "active": ("2023-06-21",),
    "anyone": ("2023-06-21",),
    "strength": ("2023-06-21",),
    "authorisation": ("2023-06-21",),
    "running_out": ("2022-01-01", "2024-01-01"),
    "timeline": (),
    "unconfirmed": ("2023-06-21",),
    "relocations": (),
    "listing": (),
    "changes": ("2022-01-01", "2024-01-01"),
    "sources": (),
    "find": ("Patriot",),
}
REPORTS: dict[str, Callable[..., str]] = {name: getattr(reports, name) for name in ASKED} | {"report": reports.overview}
LANGUAGES = {
    "en": "No deployment here matches: contributor: Belgium; place: Afghanistan.",
    "nl": "Geen uitzending hier voldoet aan: deelnemer: België; plaats: Afghanistan.",
}
NOBODY: Filters = {"contributor": "BEL", "place": "AFG"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", REPORTS)
def test_every_report_says_that_no_source_speaks_of_it(name: str, lang: str) -> None:
    text = REPORTS[name](deployments.example(), *ASKED.get(name, ()), lang=lang, **NOBODY)
    assert LANGUAGES[lang] in " ".join(text.split())
    assert "as far as these sources" not in text


@pytest.mark.parametrize("name", REPORTS)
def test_no_report_says_so_of_what_its_sources_speak_of(name: str) -> None:
    text = REPORTS[name](deployments.example(), *ASKED.get(name, ()), contributor="NLD")
    assert "No deployment here matches" not in text


@pytest.mark.parametrize("name", ["active", "anyone", "strength"])
def test_a_no_that_sources_bear_out_stays_one(name: str) -> None:
    text = REPORTS[name](deployments.example(), "1999-01-01", contributor="NLD")
    assert "No deployment here matches" not in text


@pytest.mark.parametrize("name", [*ASKED, "report"])
def test_programs_get_the_number_of_those_asked_about(name: str) -> None:
    found = getattr(shapes, name)(deployments.example(), *ASKED.get(name, ()), **NOBODY).to_dict()
    assert (found["items"], found["counts"]["items"], found["counts"]["asked"]) == ([], 0, 0)
    all_ = getattr(shapes, name)(deployments.example(), *ASKED.get(name, ())).to_dict()
    assert all_["counts"]["asked"] == len(deployments.example().deployments)


def test_without_a_filter_nobody_is_asked_for() -> None:
    assert "No deployment here matches" not in reports.active(Registry(), "2023-06-21")


@pytest.mark.parametrize("name", ["authorisation", "unconfirmed", "running_out"])
def test_a_mission_without_deployments_is_spoken_of_itself(name: str) -> None:
    registry = Registry(missions=[deployments.Mission(id="un", name="UN")])
    assert "No deployment here matches" not in REPORTS[name](registry, *ASKED[name], mission="un")
    assert "matches: mission: UN." in reports.active(registry, "2023-06-21", mission="un")
