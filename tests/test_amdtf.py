"""What the bundled registry says is what the sources say."""

import pytest

import deployments
from deployments import Basis, Registry


@pytest.fixture(scope="module")
def registry() -> Registry:
    return deployments.example()


def test_the_letter_has_an_honest_range_of_days(registry: Registry) -> None:
    """It cites a letter of 17 May and announces a meeting of 15 June, and states no day of its own."""
    letter = registry.sources["dmm-2023-06"]
    assert str(letter.published) == "[2023-05-18..2023-06-14]"


def test_the_dutch_return_is_planned_around_21_june_after_the_wind_down(registry: Registry) -> None:
    (home,) = registry.statements(about="nld-amdtf-svk", kind="returned")
    assert str(home.value) == "2023-06-21~ after amdtf-wind-down"
    assert registry.basis(home) is Basis.PLANNED


def test_six_are_reported_citing_the_progress_report(registry: Registry) -> None:
    (six,) = registry.statements(source="dmm-2023-06", kind="strength")
    assert (str(six.value), six.citing, registry.basis(six)) == ("6", "kst-28676-433", Basis.REPORTED)


def test_first_elements_main_body_and_capability_are_told_apart(registry: Registry) -> None:
    found = {s.kind.value: str(s.value) for s in registry.statements(about="nld-amdtf-svk")}
    assert (found["start"], found["departed"], found["operational"]) == ("2022-03-20", "2022-04-14", "mid 2022-04")


def test_the_german_patriots_in_lithuania_are_the_force_from_slovakia(registry: Registry) -> None:
    assert registry.deployments["deu-patriot-ltu"].follows == "deu-patriot-svk"
    (ceiling,) = registry.statements(kind="ceiling")
    assert str(ceiling.value) == "700"


def test_every_source_of_the_facts_is_there_and_every_wording_is_a_phrase(registry: Registry) -> None:
    assert len(registry.sources) == 16
    assert all(len((s.wording or "").split()) <= 8 for s in registry.statements())
