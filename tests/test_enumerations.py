"""Enumerations are their words: in comparisons, in files and in whatever takes a text."""

import copy
import enum
import importlib
import inspect
import json
import operator
import pickle
from pathlib import Path
from typing import Any

import pytest

import deployments
from deployments import Basis, Certainty, Edge, Event, Registry, Source, SourceKind, Statement, Word, dump

PUBLIC = [each for name in dir(deployments) if inspect.isclass(each := getattr(deployments, name))]
ENUMERATIONS = [each for each in PUBLIC if issubclass(each, enum.Enum)]
MEMBERS = [member for each in ENUMERATIONS for member in each]


@pytest.mark.parametrize("member", MEMBERS, ids=repr)
def test_a_member_is_its_word(member: Any) -> None:
    word = member.value
    assert member == word
    assert hash(member) == hash(word)
    assert str(member) == f"{member}" == word
    assert type(member)(word) is member
    assert json.loads(json.dumps({"it": member, member: 1})) == {"it": word, word: 1}
    assert pickle.loads(pickle.dumps(member)) is member  # noqa: S301 - our own
    assert copy.deepcopy(member) is member


def test_what_is_no_day_comes_before_and_after_nothing() -> None:
    """As a text, "unknown" would come after every day."""
    for other in (Edge.OPEN, "2024-05-01"):
        for compare in (operator.lt, operator.le, operator.gt, operator.ge):
            with pytest.raises(TypeError, match="earliest_day"):
                compare(Edge.UNKNOWN, other)


def test_a_record_keeps_the_word_and_not_the_member() -> None:
    event = Event(id=Word.SEEN, name=Certainty.POSSIBLE, note=Basis.PLANNED)
    assert [type(each) for each in (event.id, event.name, event.note)] == [str] * 3
    assert Source(id="x", title="x", kind=SourceKind.PRESS) == Source(id="x", title="x", kind="press")


@pytest.mark.parametrize("ending", ["toml", "jsonl"])
def test_a_file_has_the_words(ending: str, tmp_path: Path) -> None:
    source = Source(id="s", title="A letter", kind="press", published="2024")
    said = Statement(id="x", source="s", about="e", kind="date", value="2025", basis="planned")
    registry = Registry(sources=[source], events=[Event(id="e", name="x")], statements=[said])
    path = tmp_path / f"x.{ending}"
    dump(registry, path)
    assert "Basis." not in path.read_text()
    assert deployments.load(path) == registry


# --- a day, or None ---


def _dated() -> list[tuple[type, str]]:
    """Return every date of a public class, or of what it has, that can be an `Edge`."""
    modules = [importlib.import_module(f"deployments.{name}") for name in ("answers.results", "solver.bounds")]
    modules += [importlib.import_module(f"deployments.{name}") for name in ("answers.sightings", "solver.explanations")]
    modules += [importlib.import_module("deployments.values.dates")]
    found = []
    for module in modules:
        for _, kind in inspect.getmembers(module, inspect.isclass):
            if kind.__module__ == module.__name__:
                fields = dict(inspect.get_annotations(kind))
                returned = {
                    name: inspect.get_annotations(each.fget).get("return", "")
                    for name, each in vars(kind).items()
                    if isinstance(each, property) and each.fget
                }
                found += [(kind, name) for name, type_ in {**fields, **returned}.items() if "Date | Edge" in str(type_)]
    return found


@pytest.mark.parametrize(("kind", "name"), _dated(), ids=lambda each: getattr(each, "__name__", each))
def test_a_date_that_can_be_none_has_a_day_beside_it(kind: Any, name: str) -> None:
    beside = getattr(kind, f"{name}_day")
    assert "None" in beside.__doc__


def test_most_of_the_face_is_looked_at() -> None:
    assert len(_dated()) > 15
    assert {kind.__name__ for kind, _ in _dated()} >= {"Bounds", "Period", "Step", "UncertainDate", "Presence"}


def test_the_day_is_the_date_or_none() -> None:
    registry = deployments.example()
    bounds = registry.bounds("nld-amdtf-svk.returned")
    assert (bounds.earliest_day, bounds.latest_day) == (bounds.earliest, bounds.latest)
    period = registry.periods("deu-patriot-pol")[-1]
    assert period.first_day == period.first
    unknown = Registry(deployments=[deployments.Deployment(id="x", contributor="NLD")]).bounds("x.end")
    assert unknown.latest is Edge.UNKNOWN
    assert unknown.latest_day is None
    assert deployments.UncertainDate("2023-06/..").earliest_day == deployments.UncertainDate("2023-06").earliest
    assert deployments.UncertainDate("2023-06/..").latest_day is None
    assert deployments.UncertainDate("Y-17E7").earliest_day is None
    ground = registry.presence("deu-patriot-pol", "2023-05-26").grounds.said[0]
    assert str(ground.first_day) == "2023-05-26"
