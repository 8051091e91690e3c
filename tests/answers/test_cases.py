"""Every case of the rules has its answers in every way in which a registry can be kept and asked."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import deployments
from deployments import Presence, Registry
from tests.answers import awaited
from tests.answers.small_cases import CONTRIBUTORS, LATER, Case, alone, among_many, read_cases

#: Ibis 12 asks DuckDB 2 by a name that it is about to drop.
pytestmark = [*awaited.MARKS, pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")]

#: The codes that a case tells of; others are not listed in it.
CODES = ("B101", "B102", "K201")
#: Words of those whom `active` leaves out, though they may be there.
LEFT_OUT = ("cancelled", "not_yet", "unspoken", "authorised", "stale")

# --- ways in which a registry is kept ----------------------------------------------------------------------


def by_itself(case: Case, _folder: Path) -> Registry:
    return alone(case)


def in_a_crowd(case: Case, _folder: Path) -> Registry:
    registry = among_many(case)
    assert len(registry.deployments) > 64, "the engine for many is not used for fewer"
    return registry


def as_file(name: str) -> Callable[[Case, Path], Registry]:
    def kept(case: Case, folder: Path) -> Registry:
        path = folder / name
        deployments.dump(alone(case), path)
        return read_back(case, path)

    return kept


def as_tables(format_: str) -> Callable[[Case, Path], Registry]:
    def kept(case: Case, folder: Path) -> Registry:
        deployments.export(alone(case), folder / format_, format_)
        return read_back(case, folder / format_)

    return kept


def read_back(case: Case, path: Path) -> Registry:
    """Return the registry that was written, which warns of what the case says."""
    found = sorted(each.code for each in deployments.check(path) if each.code in CODES)
    assert found == sorted(case["warnings"])
    return deployments.load(path)


WAYS = {
    "plain": by_itself,
    "columnar": in_a_crowd,
    "toml": as_file("registry.toml"),
    "jsonl": as_file("registry.jsonl"),
    "csv": as_tables("csv"),
    "parquet": as_tables("parquet"),
}


COMES_LATER = pytest.mark.xfail(reason="comes with the next milestone", strict=False)
CASES = [
    pytest.param(case, id=case["name"], marks=COMES_LATER if case["name"] in LATER else ()) for case in read_cases()
]


# --- the answers -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("case", CASES)
def test_case(case: Case, way: str, tmp_path: Path) -> None:
    registry = WAYS[way](case, tmp_path)
    for answer in case.get("answers", []):
        presence = registry.presence(answer.get("of", "x"), answer["day"])
        assert told(presence, answer) == expected(answer), f"on {answer['day']}"
    for asked in case.get("unconfirmed", []):
        assert promises(registry, case, asked["day"]) == sorted(asked["rows"], key=by_promise)


def expected(answer: dict[str, Any]) -> dict[str, Any]:
    """Return what a case says of a day, with what goes without saying written out."""
    written: dict[str, Any] = {name: answer[name] for name in ("certainty", "word", "strength") if name in answer}
    if answer.get("strength") is not None:
        written |= {name: answer.get(name, unsaid) for name, unsaid in UNSAID.items()}
    return written


#: What holds of a strength where a case is silent.
UNSAID: dict[str, Any] = {"if_there": None, "planned": False, "disputed": False}


def told(presence: Presence, answer: dict[str, Any]) -> dict[str, Any]:
    """Return what the library says of what a case asks, written as the case has it."""
    found: dict[str, Any] = {"certainty": str(presence.certainty), "word": str(presence.word)}
    if "strength" not in answer:
        return found
    strength = presence.strength
    found["strength"] = {"low": strength.low, "high": strength.high} if strength.is_stated else None
    if answer["strength"] is not None:
        there = strength.if_there
        found["if_there"] = None if there is None else {"low": there.low, "high": there.high}
        found |= {"planned": strength.planned, "disputed": strength.disputed}
    return found


def promises(registry: Registry, case: Case, day: str) -> list[dict[str, Any]]:
    """Return what is unconfirmed of the subjects of a case, written as the case has it."""
    own = {each["about"] for each in case["statements"]}
    rows = [
        {
            "about": each.statement.about,
            "kind": each.statement.kind.value,
            "source": each.statement.source,
            "due": str(each.due),
            "last_seen": each.last_seen and [str(each.last_seen.first), str(each.last_seen.last)],
            "later_sources": each.later_sources,
            "after_newest": not each.tellable,
        }
        for each in registry.unconfirmed(day)
        if each.statement.about in own
    ]
    return sorted(rows, key=by_promise)


def by_promise(row: dict[str, Any]) -> tuple[str, ...]:
    return row["due"], row["about"], row["kind"], row["source"]


# --- by Ibis on DuckDB -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def duckdb() -> Any:
    return pytest.importorskip("ibis", reason="pip install 'deployments[duckdb]'").duckdb.connect()


@pytest.mark.parametrize("case", CASES)
def test_case_by_ibis(case: Case, duckdb: Any) -> None:
    import deployments.ibis as questions  # noqa: PLC0415 - it takes Ibis

    registry = alone(case)
    tables = questions.Tables.of(duckdb, deployments.to_arrow(registry), registry.tolerance)
    contributors = dict(zip(registry.deployments, CONTRIBUTORS, strict=False))
    for answer in case.get("answers", []):
        day, who = answer["day"], contributors[answer.get("of", "x")]
        there = duckdb.to_pyarrow(questions.active(tables, day, contributor=who)).to_pylist()
        assert [row["certainty"] for row in there] == listed(answer), f"on {day}"
        (total,) = duckdb.to_pyarrow(questions.strength(tables, day, contributor=who)).to_pylist()
        assert {name: total[name] for name in summed(answer)} == summed(answer), f"on {day}"


def listed(answer: dict[str, Any]) -> list[str]:
    """Return the certainty of the row that is found on that day; none where the force is not listed."""
    is_left_out = answer["certainty"] == "no" or answer["word"] in LEFT_OUT
    return [] if is_left_out else [answer["certainty"]]


def summed(answer: dict[str, Any]) -> dict[str, Any]:
    """Return what a sum over that deployment alone is, as far as the case tells."""
    if not listed(answer):
        return {"low": 0}
    strength = answer.get("strength", {})
    if strength is None:
        return {"high": None}
    return {name: strength[name] for name in ("low", "high") if name in strength}
