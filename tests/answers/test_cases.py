"""Every case of the rules has its answers in every way in which a registry can be kept and asked."""

import functools
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import deployments
from deployments import Presence, Registry
from tests.answers.small_cases import Case, all_together, alone, among_many, prefix, read_cases

#: Ibis 12 asks DuckDB 2 by a name that it is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")

#: The codes that a case tells of; others are not listed in it.
CODES = ("B101", "B102", "K201")
#: Words of those whom `active` leaves out, though they may be there.
LEFT_OUT = ("cancelled", "not_yet", "unspoken", "authorised", "stale")

# --- ways in which the registry of a case is kept ------------------------------------------------------------


def by_itself(case: Case, _folder: Path) -> Registry:
    return alone(case)


def in_a_crowd(case: Case, _folder: Path) -> Registry:
    registry = among_many(case)
    assert len(registry.deployments) > 64, "the engine for many is not used for fewer"
    return registry


def as_file(name: str) -> Callable[[Case, Path], Registry]:
    """Return a way that writes a file, of which `check` warns as the case says, and reads it back."""

    def kept(case: Case, folder: Path) -> Registry:
        path = folder / name
        deployments.dump(alone(case), path)
        found = sorted(each.code for each in deployments.check(path) if each.code in CODES)
        assert found == sorted(case["warnings"])
        return deployments.load(path)

    return kept


WAYS = {
    "plain": by_itself,
    "columnar": in_a_crowd,
    "toml": as_file("registry.toml"),
    "jsonl": as_file("registry.jsonl"),
}

CASES = read_cases()
EACH = [pytest.param(case, id=case["name"]) for case in CASES]


# --- the answers -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("case", EACH)
def test_case(case: Case, way: str, tmp_path: Path) -> None:
    agree(WAYS[way](case, tmp_path), case, "")


@pytest.fixture(scope="module", params=["csv", "parquet"])
def tables(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """All cases in one registry, as it is read back from tables."""
    folder = tmp_path_factory.mktemp("tables")
    deployments.export(all_together(CASES), folder, request.param)
    return deployments.load(folder)


@pytest.mark.parametrize("case", EACH)
def test_case_from_tables(case: Case, tables: Registry) -> None:
    agree(tables, case, prefix(case))


def agree(registry: Registry, case: Case, own: str) -> None:
    """Compare all answers of a case, whose ids in the registry begin with `own`."""
    for answer in case.get("answers", []):
        presence = registry.presence(own + answer.get("of", "x"), answer["day"])
        assert told(presence, answer) == expected(answer), f"on {answer['day']}"
    for asked in case.get("mandate", []):
        assert authorised(registry, own + "x", asked) == asked, f"on {asked['day']}"
    for asked in case.get("unconfirmed", []):
        assert promises(registry, case, own, asked["day"]) == sorted(asked["rows"], key=by_promise)


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


def authorised(registry: Registry, id_: str, asked: dict[str, Any]) -> dict[str, Any]:
    """Return what is authorised of a deployment on a day, written as a case has it."""
    found = registry.authorisation(id_, asked["day"])
    of, last = found.of, None if found.mandate is None else found.mandate.latest
    assert registry.presence(id_, asked["day"]).mandate == found.certainty
    return {
        "day": asked["day"],
        "certainty": None if found.certainty is None else str(found.certainty),
        "last": None if last is None else str(last),
        "ceiling": None if found.ceiling is None else int(str(found.ceiling.quantity)),
        "of": None if of is None else of[len(id_) - 1 :],
    }


def promises(registry: Registry, case: Case, own: str, day: str) -> list[dict[str, Any]]:
    """Return what is unconfirmed of the subjects of a case, written as the case has it."""
    subjects = {own + each["about"] for each in case["statements"]}
    rows = [
        {
            "about": each.statement.about.removeprefix(own),
            "kind": each.statement.kind.value,
            "source": each.statement.source.removeprefix(own),
            "due": str(each.due),
            "last_seen": each.last_seen and [str(each.last_seen.earliest), str(each.last_seen.latest)],
            "later_sources": each.later_sources,
            "after_newest": not each.tellable,
        }
        for each in registry.unconfirmed(day)
        if each.statement.about in subjects
    ]
    return sorted(rows, key=by_promise)


def by_promise(row: dict[str, Any]) -> tuple[str, ...]:
    return row["due"], row["about"], row["kind"], row["source"]


# --- by Ibis on DuckDB -------------------------------------------------------------------------------------


class Asked:
    """All cases in one registry, asked by Ibis: each day once for all of them."""

    def __init__(self) -> None:
        ibis = pytest.importorskip("ibis", reason="pip install 'deployments[duckdb]'")
        import deployments.ibis as questions  # noqa: PLC0415 - it takes Ibis

        registry = all_together(CASES)
        self._questions = questions
        self._con = ibis.duckdb.connect()
        self._tables = questions.Tables.of(self._con, deployments.to_arrow(registry), registry.tolerance)

    @functools.cache  # noqa: B019 - there is one, until the tests of this module are done
    def active(self, day: str) -> dict[str, dict[str, Any]]:
        """Return the rows of those listed, by the id of the deployment."""
        found = self._con.to_pyarrow(self._questions.active(self._tables, day))
        return {row["deployment"]: row for row in found.to_pylist()}

    def strength(self, id_: str, day: str) -> dict[str, Any]:
        """Return the sum at the place of a deployment: each is at one of its own."""
        return next(row for row in self._series[id_] if str(row["first"]) <= day <= str(row["last"]))

    @functools.cached_property
    def _series(self) -> dict[str, list[dict[str, Any]]]:
        """The sums of all days, by place: one question is faster than one for each day."""
        series = self._questions.strength_series(self._tables, "2020", "2031", "place")
        rows = self._con.to_pyarrow(series.order_by("place")).to_pylist()
        return {place: [*each] for place, each in itertools.groupby(rows, lambda row: row["place"])}


@pytest.fixture(scope="module")
def duckdb() -> Asked:
    return Asked()


@pytest.mark.slow
@pytest.mark.parametrize("case", EACH)
def test_case_by_ibis(case: Case, duckdb: Asked) -> None:
    for answer in case.get("answers", []):
        id_ = prefix(case) + answer.get("of", "x")
        row = duckdb.active(answer["day"]).get(id_)
        assert ([] if row is None else [row["certainty"]]) == listed(answer), f"on {answer['day']}"
        if answer.get("strength") and row is not None:
            total = duckdb.strength(id_, answer["day"])
            assert {"low": total["low"], "high": total["high"]} == answer["strength"], f"on {answer['day']}"


def listed(answer: dict[str, Any]) -> list[str]:
    """Return the certainty of the row that is found on that day; none where the force is not listed."""
    is_left_out = answer["certainty"] == "no" or answer["word"] in LEFT_OUT
    return [] if is_left_out else [answer["certainty"]]
