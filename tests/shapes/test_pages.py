"""Classes, schemas, the page and real answers say the same of every key."""

import doctest
import functools
import inspect
import json

import jsonschema
import msgspec
import pytest

from deployments import InvalidValueError, example, import_tables, read, shapes
from deployments.shapes.answer import Answer, key_order
from deployments.shapes.schema import answer_types, key_texts, schema_text, shapes_of, summary
from tests.shapes import write
from tests.shapes.questions import every_answer

KINDS = answer_types()
SHAPES = sorted({shape for kind in KINDS.values() for shape in shapes_of(kind)}, key=lambda each: each.__name__)


@pytest.mark.parametrize("name", KINDS)
def test_the_schema_that_is_kept_is_that_of_the_class(name: str) -> None:
    """If this fails: `python -m tests.shapes.write`."""
    assert write.schema_path(name).read_text(encoding="utf-8") == schema_text(name)


def test_no_schema_is_kept_of_what_is_no_answer() -> None:
    assert {path.name for path in write.SCHEMAS.iterdir()} == {f"{name}.schema.json" for name in KINDS}


def test_the_page_has_every_key() -> None:
    """If this fails: `python -m tests.shapes.write`."""
    assert write.PAGE.read_text(encoding="utf-8") == write.page()


def test_the_examples_of_the_page_answer_as_it_shows() -> None:
    options = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    text = write.PAGE.read_text(encoding="utf-8")
    test = doctest.DocTestParser().get_doctest(text, {}, write.PAGE.name, write.PAGE.name, 0)
    printed: list[str] = []
    result = doctest.DocTestRunner(optionflags=options).run(test, out=printed.append)
    assert result.attempted > 20
    assert result.failed == 0, "".join(printed)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda each: each.__name__)
def test_a_shape_is_frozen_and_says_what_it_and_each_of_its_keys_is(shape: type[msgspec.Struct]) -> None:
    assert shape.__struct_config__.frozen
    assert summary(shape).endswith(".")
    assert "__doc__" in vars(shape)
    texts = key_texts(shape)
    assert [*texts] == [key for key in texts if key in key_order(shape)]
    assert {*texts} == {*key_order(shape)}
    assert all(texts.values())


@pytest.mark.parametrize("name", KINDS)
def test_a_schema_describes_every_key_and_lets_none_be_missing(name: str) -> None:
    schema = shapes.answer_schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    objects = [schema, *(each for each in schema["$defs"].values() if "properties" in each)]
    for each in objects:
        assert each["description"]
        assert each["required"] == [*each["properties"]]
        assert each["additionalProperties"] is False
        assert all(found["description"] for found in each["properties"].values())


@pytest.mark.parametrize("name", KINDS)
def test_a_schema_refuses_an_answer_without_a_key_or_with_one_more(name: str) -> None:
    answer = next(each for each in _answers() if each.answer == name)
    validator = jsonschema.Draft202012Validator(shapes.answer_schema(name))
    found = json.loads(answer.json())
    assert validator.is_valid(found)
    assert not validator.is_valid({**found, "more": 1})
    for key in found:
        assert not validator.is_valid({other: value for other, value in found.items() if other != key}), key


@functools.cache
def _answers() -> list[Answer]:
    return [
        *every_answer(example()),
        shapes.check(*read("no-such-file.toml")),
        shapes.imported(import_tables("un-contributions", "no-such-file.csv")),
        shapes.exported(example(), "tables"),
        shapes.new(example(), "armenia", ["armenia/letter.toml"]),
    ]


def test_every_answer_is_asked_in_the_tests() -> None:
    assert {answer.answer for answer in _answers()} == {*KINDS}


def test_every_function_says_what_it_takes_and_what_it_raises() -> None:
    for name in vars(shapes)["__all__"]:
        assert ">>>" in (inspect.getdoc(getattr(shapes, name)) or "") or name == "Answer"


def test_the_name_of_no_answer_is_refused_with_the_one_that_is_meant() -> None:
    with pytest.raises(InvalidValueError, match="did you mean 'strength'"):
        shapes.answer_schema("strenght")
