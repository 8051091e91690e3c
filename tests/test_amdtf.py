"""What the bundled registry says is what the sources say."""

from pathlib import Path

import pytest

import deployments
from deployments import Basis, Registry, Statement
from deployments.checks import proofs


@pytest.fixture(scope="module")
def registry() -> Registry:
    return deployments.example()


def test_the_letter_has_an_honest_range_of_days(registry: Registry) -> None:
    """It cites a letter of 17 May and announces a meeting of 15 June, and states no day of its own."""
    letter = registry.sources["dmm-2023-06"]
    assert str(letter.published) == "[2023-05-18..2023-06-14]"


def test_the_dutch_return_is_planned_around_21_june_after_the_wind_down(registry: Registry) -> None:
    (home,) = registry.statements_of(about="nld-amdtf-svk", kind="returned")
    assert str(home.value) == "2023-06-21~ after amdtf-wind-down"
    assert registry.basis(home) is Basis.PLANNED


def test_six_are_there_at_this_moment_citing_the_progress_report(registry: Registry) -> None:
    there, six = registry.statements_of(source="dmm-2023-06", about="nld-amdtf-svk")[:2]
    assert (there.kind.value, there.value, registry.basis(there)) == ("present", True, Basis.REPORTED)
    assert (str(six.value), six.citing, registry.basis(six)) == ("6", "kst-28676-433", Basis.REPORTED)


def test_first_elements_main_body_and_capability_are_told_apart(registry: Registry) -> None:
    found = {s.kind.value: str(s.value) for s in registry.statements_of(about="nld-amdtf-svk")}
    assert (found["start"], found["departed"], found["operational"]) == ("2022-03-20", "2022-04-14", "mid 2022-04")


def test_the_germans_are_now_in_slovakia_and_who_says_so_gives_no_number(registry: Registry) -> None:
    found = registry.statements_of(source="dmm-2023-06", about="deu-patriot-svk")
    assert {s.kind.value: (s.wording, registry.basis(s)) for s in found} == {
        "end": ("in de periode rond de NAVO-top", Basis.PLANNED),
        "present": ("nu in Slowakije staan", Basis.REPORTED),
        "equipment": ("nu in Slowakije staan", Basis.REPORTED),
    }


def test_what_is_said_in_principle_is_only_considered(registry: Registry) -> None:
    found = [s for s in registry.statements if registry.basis(s) is Basis.CONSIDERED]
    assert [(s.source, s.kind.value) for s in found] == [
        ("blikopnieuws-2022-04-14", "duration"),
        ("nieuws-2022-03-08", "strength"),
    ]


def test_nothing_in_it_is_in_doubt() -> None:
    assert deployments.check(Path(deployments.__file__).with_name("data")) == []


def test_the_german_patriots_in_lithuania_are_the_force_from_slovakia(registry: Registry) -> None:
    said = registry.statements_of(about="deu-patriot-ltu", kind="follows")
    assert {(s.source, s.value) for s in said} == {
        ("ap-2023-05-26", "deu-patriot-svk"),
        ("dmm-2023-06", "deu-patriot-svk"),
    }
    (ceiling,) = registry.statements_of(kind="ceiling")
    assert str(ceiling.value) == "700"


def test_every_source_of_the_facts_is_there_and_every_wording_is_a_phrase(registry: Registry) -> None:
    assert len(registry.sources) == 16
    assert all(len((s.wording or "").split()) <= 8 for s in registry.statements)


def test_what_is_quoted_of_the_letter_stands_in_its_text(registry: Registry) -> None:
    """The passage comes with the library, so that `check` of the bundled registry proves each of these wordings."""
    quoted = [s for s in registry.statements_of(source="dmm-2023-06") if s.wording]
    assert len(quoted) == 10
    assert [*proofs.wordings(registry), *proofs.numbers(registry)] == []
    six = {"source": "dmm-2023-06", "about": "nld-amdtf-svk", "kind": "strength", "wording": "met zes militairen"}
    forged = Statement(id="x", value=16, **six)
    with_it = registry.narrowed(registry.sources.values(), [*registry.statements, forged])
    assert [problem.code for problem in proofs.numbers(with_it)] == ["W103"]
