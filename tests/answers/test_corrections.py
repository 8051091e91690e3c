"""What a source puts right of another."""

from collections.abc import Mapping

import pytest

from deployments import Deployment, Registry, Source, Statement, Strength, Word
from deployments.checks import CHECKS, CONTRADICTIONS
from deployments.references import Problem
from deployments.solver.bounds import Status

#: The letter of 1 September, and the correction of ten days later.
LETTER, ERRATUM = {"id": "letter", "published": "2025-09-01"}, {"id": "erratum", "published": "2025-09-11"}


def registry(*said: Mapping[str, object], sources: tuple[Mapping[str, str], ...] = (LETTER, ERRATUM)) -> Registry:
    """Give a registry of what sources say of one deployment."""
    return Registry(
        sources=[Source(title="A letter", **each) for each in sources],
        deployments=[Deployment(id="x", contributor="NLD")],
        statements=[Statement(**{"id": f"said-{n}", "about": "x", **each}) for n, each in enumerate(said)],
    )


def says(source: str, value: object, **fields: object) -> dict[str, object]:
    """Give a strength that a source states."""
    return {"source": source, "kind": "strength", "value": value, **fields}


PRESENT = {"source": "letter", "kind": "present", "value": True}


def check(found: Registry) -> list[Problem]:
    return [problem for each in (*CHECKS, *CONTRADICTIONS) for problem in each(found)]


def on(found: Registry, day: str) -> tuple[str, int, int | None]:
    presence = found.presence("x", day)
    strength: Strength = presence.strength
    return str(presence.certainty), strength.low, strength.high


def test_a_correction_is_of_the_day_of_what_it_puts_right() -> None:
    """ "Not 280 but 208" says nothing of the day on which the correction appeared."""
    found = registry(PRESENT, says("letter", 280), says("erratum", 208, corrects="letter"))
    assert on(found, "2025-09-01") == ("certain", 208, 208)
    assert on(found, "2025-09-11") == ("possible", 0, 208)
    assert on(found.known_on("2025-09-10"), "2025-09-01") == ("certain", 280, 280)
    assert check(found) == []


def test_a_correction_of_a_plan_is_a_plan() -> None:
    found = registry(says("letter", 280, as_of="2025-12-01"), says("erratum", 208, corrects="letter"))
    assert [found.basis(each).value for each in found.statements] == ["planned", "planned"]
    assert on(found, "2025-12-01") == ("possible", 0, 208)


def test_a_correction_that_names_its_own_day_is_of_that_day() -> None:
    said = says("erratum", 208, corrects="letter", as_of="2025-09-10")
    found = registry(says("letter", 280, as_of="2025-08-01"), said)
    assert on(found, "2025-09-10") == ("certain", 208, 208)


def test_a_correction_of_all_days_from_one_to_another_is_of_all_of_them() -> None:
    found = registry(says("letter", 280, as_of="2025-06-01/2025-08-01"), says("erratum", 208, corrects="letter"))
    assert on(found, "2025-07-01") == ("certain", 208, 208)


def test_a_correction_of_a_correction_is_of_the_first_day() -> None:
    sources = (LETTER, ERRATUM, {"id": "third", "published": "2025-09-20"})
    said = [says("letter", 280), says("erratum", 208, corrects="letter"), says("third", 209, corrects="erratum")]
    found = registry(PRESENT, *said, sources=sources)
    assert on(found, "2025-09-01") == ("certain", 209, 209)


def test_corrections_of_each_other_take_no_day_from_each_other() -> None:
    found = registry(says("letter", 280, corrects="erratum"), says("erratum", 208, corrects="letter"))
    assert [found.basis(each).value for each in found.statements] == ["planned", "planned"]


def test_ten_thousand_corrections_of_each_other_are_looked_at_once_each() -> None:
    """Each is followed to the first no further than the one before it was."""
    count = 10_000
    sources = tuple({"id": f"s{n}", "published": "2025-09-01"} for n in range(count))
    first, *others = (says(f"s{n}", n + 1, corrects=None if n == 0 else f"s{n - 1}") for n in range(count))
    found = registry({**first, "basis": "reported"}, *others, sources=sources)
    assert {found.original(each).id for each in found.statements} == {"said-0"}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ([says("erratum", 208, corrects="letter")], "'letter' claims no strength of 'x'"),
        (
            [
                says("letter", 280, as_of="2025-05-01"),
                says("letter", 240, as_of="2025-06-01"),
                says("erratum", 208, corrects="letter", basis="reported"),
            ],
            "'letter' has 2 of other days",
        ),
        (
            [PRESENT, says("letter", 280), says("erratum", 208, corrects="letter", basis="planned")],
            "the strength of 'letter' is reported",
        ),
        (
            [says("erratum", 280, as_of="2025-08-01"), says("letter", 208, corrects="erratum")],
            "its source is older",
        ),
    ],
)
def test_check_tells_why_a_correction_puts_nothing_right(said: list[dict[str, object]], why: str) -> None:
    found = registry(*said)
    (told,) = [each for each in check(found) if each.code == "B107"]
    assert told.message.endswith(f"puts nothing right: {why}")
    assert not [each for each in found.statements if str(found.status(each)) == "corrected"]


def test_a_correction_with_the_day_of_one_of_two_puts_that_one_right() -> None:
    found = registry(
        says("letter", 280, as_of="2025-05-01"),
        says("letter", 240, as_of="2025-06-01"),
        says("erratum", 208, corrects="letter", as_of="2025-06-01"),
    )
    assert [str(found.status(each)) for each in found.statements] == ["holds", "corrected", "holds"]


def test_an_older_report_of_nobody_neither_puts_a_plan_right_nor_takes_its_day() -> None:
    found = Registry(
        sources=[
            Source(id="plan", title="A letter", published="2024-01-01"),
            Source(id="right", title="An older letter", published="2023-06-01"),
        ],
        deployments=[Deployment(id="nld", contributor="NLD")],
        statements=[
            Statement(
                id="plan-1",
                source="plan",
                about="nld",
                kind="present",
                value=True,
                as_of="2024-05-01",
                basis="planned",
            ),
            Statement(id="right-1", source="right", about="nld", kind="present", value=False, corrects="plan"),
        ],
    )
    (statement,) = found.known_on("2023-07-01").statements
    assert (statement.value, statement.as_of) == (False, None)
    assert [found.status(each) for each in found.statements] == [Status.HOLDS, Status.HOLDS]
    assert found.presence("nld", "2024-05-01").word is Word.ANNOUNCED
