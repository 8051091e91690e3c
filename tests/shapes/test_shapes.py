"""Answers for programs: all keys are there, every id leads somewhere, and JSON, JSON Lines and CSV say the same."""

import csv
import functools
import io
import json
import random
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from deployments import Registry, example, shapes
from deployments.formats.formula_guard import original
from deployments.shapes.answer import Answer, item_type
from deployments.shapes.csv_text import columns
from tests.answers.nasty_cases import nasty_case
from tests.answers.random_registries import padded, random_registry
from tests.answers.test_courses import registry_of
from tests.registries import registries
from tests.shapes.questions import every_answer

#: The keys whose values are ids of statements, and those whose values are ids of sources.
STATEMENTS = {"statement", "statements", "overtakes", "claims", "others", "planned", "considered", "replaces"}
SOURCES = {"source", "citing", "silent", "hinges_on"}


@functools.cache
def validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(shapes.answer_schema(name))


def check_answer(answer: Answer) -> None:
    """Check what holds for every answer, whatever was asked."""
    text = answer.json()
    assert text.endswith("}\n")
    found = json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    validator(answer.answer).validate(found)
    assert answer.to_dict() == found
    assert found["counts"]["items"] == len(found["items"])
    assert [json.loads(line) for line in answer.jsonl().splitlines()] == found["items"]
    check_ids(found)
    check_csv(answer, found["items"])
    assert json.loads(answer.json(indent=None)) == found


def check_ids(found: dict[str, Any]) -> None:
    """Check that what is named in the items, or beside them, stands in the tables."""
    own = {key: value for key, value in found.items() if key not in ("statements", "sources", "trust", "registry")}
    named: list[tuple[str, str]] = [*_named(own)]
    for key, id_ in named:
        table = "statements" if key in STATEMENTS else "sources"
        assert id_ in found[table], (key, id_)
    cited = {each[key] for each in found["statements"].values() for key in ("source", "citing")} - {None}
    assert cited <= found["sources"].keys()


def _named(value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for each in value:
            yield from _named(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key in STATEMENTS | SOURCES:
                yield from ((key, id_) for id_ in (each if isinstance(each, list) else [each]) if isinstance(id_, str))
            yield from _named(each)


def check_csv(answer: Answer, items: list[dict[str, Any]]) -> None:
    """Check that the cells are the values of the items."""
    text = answer.csv()
    assert text.endswith("\r\n")
    rows = [*csv.DictReader(io.StringIO(text, newline=""))]
    names = [*columns(item_type(type(answer)))]
    assert next(csv.reader(io.StringIO(text))) == names
    assert len(rows) == len(items)
    for row, item in zip(rows, items, strict=True):
        for name in names:
            assert _same(row[name], _at(item, name)), name


def _at(item: object, name: str) -> object:
    for key in name.split("."):
        item = item[key] if isinstance(item, dict) else None
    return item


def _same(cell: str, value: object) -> bool:
    if value is None or value == []:
        return cell == ""
    if isinstance(value, str):  # what a terminal would obey is written out
        return original(cell) == value or not value.isprintable()
    if isinstance(value, list):
        return (original(cell) == cell and json.loads(cell) == value) or any(not each.isprintable() for each in value)
    return bool(json.loads(cell) == value)


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_example_is_answered_in_shape(lang: str) -> None:
    for answer in every_answer(example(), lang):
        check_answer(answer)


@pytest.mark.parametrize("known_on", ["2022-01-01", "2022-04-20", "2023-06-14"])
def test_what_was_known_is_answered_in_shape(known_on: str) -> None:
    for answer in every_answer(example().known_on(known_on).trusting(kind=["official", "press"])):
        assert answer.known_on == known_on
        assert answer.trust.kinds == ("official", "press")
        check_answer(answer)


@pytest.mark.parametrize("seed", range(25))
def test_random_registries_are_answered_in_shape(seed: int) -> None:
    for answer in every_answer(random_registry(random.Random(seed), 1 + seed % 5)):
        check_answer(answer)


@pytest.mark.parametrize("seed", range(25))
def test_nasty_registries_are_answered_in_shape(seed: int) -> None:
    for answer in every_answer(registry_of(nasty_case(seed))):
        check_answer(answer)


@given(registries())
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_registries_of_every_shape_are_answered_in_shape(registry: Registry) -> None:
    for answer in every_answer(registry):
        check_answer(answer)


def test_many_deployments_are_answered_as_few_are() -> None:
    few = random_registry(random.Random(7), 4)
    many = padded(few)
    ids = {*few.deployments}
    for day in ("2024-06-15", "2023/2024"):
        one, other = (shapes.active(each, day, not_excluded=True).to_dict()["items"] for each in (few, many))
        assert one == [item for item in other if item["deployment"] in ids]


def test_an_empty_registry_has_headers_and_no_rows() -> None:
    for answer in every_answer(Registry()):
        check_answer(answer)
        assert answer.csv().count("\r\n") == 1
        assert answer.jsonl() == ""
