"""Answers for programs: all keys are there, every id leads somewhere, and JSON, JSON Lines and CSV say the same."""

import csv
import functools
import io
import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from deployments import (
    Deployment,
    Diagnostic,
    Event,
    Location,
    Mission,
    Registry,
    Source,
    Statement,
    digest,
    example,
    read,
    shapes,
)
from deployments.cli import main
from deployments.formats.formula_guard import original
from deployments.shapes.answer import Answer, item_type
from deployments.shapes.csv_text import columns
from deployments.shapes.knowledge import FigureLinkShape
from tests.answers.nasty_cases import nasty_case
from tests.answers.random_registries import padded, random_registry
from tests.answers.test_courses import registry_of
from tests.registries import registries
from tests.shapes.questions import every_answer
from tests.steps import calls

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


#: Registries by their seeds: a few, and with `-m slow` many.
SEEDS = [seed if seed < 4 else pytest.param(seed, marks=pytest.mark.slow) for seed in range(40)]


@pytest.mark.parametrize("seed", SEEDS)
def test_random_registries_are_answered_in_shape(seed: int) -> None:
    for answer in every_answer(random_registry(random.Random(seed), 1 + seed % 5)):
        check_answer(answer)


@pytest.mark.parametrize("seed", SEEDS)
def test_nasty_registries_are_answered_in_shape(seed: int) -> None:
    for answer in every_answer(registry_of(nasty_case(seed))):
        check_answer(answer)


@given(registries())
@settings(max_examples=4, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
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


# --- what files say can do nothing -----------------------------------------------------------------------

EVIL = "=cmd|' /C calc'!A0 \x1b[2J\u202egnorw\u2066 \x9b \x7f \u2028 \U000e0001 \u00ad"


def evil_registry() -> Registry:
    return Registry(
        sources=[Source(id="s", title=EVIL, publisher=EVIL, published="2024-01-01", note=EVIL)],
        missions=[Mission(id="m", name=EVIL, organisation=EVIL)],
        deployments=[Deployment(id="d", contributor="NLD", force=EVIL, mission="m", note=EVIL)],
        statements=[
            Statement(id="p", source="s", about="d", kind="present", value=True, wording=EVIL, locator=EVIL, note=EVIL),
            Statement(id="q", source="s", about="d", kind="equipment", value={EVIL: 2}),
        ],
    )


def test_texts_of_files_move_no_cursor_turn_no_line_and_run_in_no_spreadsheet() -> None:
    for answer in every_answer(evil_registry()):
        check_answer(answer)
        for text in (answer.json(), answer.jsonl(), answer.csv()):
            assert re.sub(r"[\r\n]", "", text).isprintable()
        cells = [cell for row in csv.reader(io.StringIO(answer.csv(), newline="")) for cell in row]
        assert not [cell for cell in cells if cell[:1] in ("=", "+", "@")]


def test_what_is_no_text_in_a_file_is_still_told(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_bytes(b'title = "\xff\xfe"\n')
    check_answer(shapes.check(*read(file)))
    lone = Diagnostic("T101", "cannot be read: '\udcff'", "", "a\udcff", Location("a\udcff.toml", 1, 1, "\udcff"))
    check_answer(shapes.check(Registry(), [lone]))


# --- what is told ----------------------------------------------------------------------------------------


def test_a_day_that_python_has_no_date_for_is_neither_lost_nor_taken_for_another() -> None:
    ides = Statement(id="x", source="s", about="e", kind="date", value="-0043-03-15", basis="reported")
    late = Statement(id="y", source="s", about="f", kind="date", value="Y12345", basis="planned")
    events = [Event(id="e", name="Ides of March"), Event(id="f", name="Far away")]
    registry = Registry(sources=[Source(id="s", title="Lives")], events=events, statements=[ides, late])
    days = [(item.day.text, item.day.first, item.day.last) for item in shapes.timeline(registry).items]
    assert days == [
        ("-0043-03-15", "-000043-03-15", "-000043-03-15"),
        ("Y12345", "+012345-01-01", "+012345-12-31"),
    ]


def test_no_number_is_made_up_where_nobody_states_one() -> None:
    found = shapes.strength(example(), "2022-06-01")
    germany = next(item for item in found.items if item.group.id == "DEU")
    assert (germany.high, germany.stated_high, germany.unstated) == (None, None, ("deu-patriot-svk",))
    assert germany.parts[0].strength.unstated
    assert (found.total.low, found.total.high, found.total.stated_high) == (108, None, 132)
    assert found.total.computed


def test_a_change_has_a_sign_and_its_own_kind_and_a_number_by_category_has_its_sum() -> None:
    said = [("strength", {"troops": "~100", "police": "20"}, "2024-01-01"), ("change", "80", "2024-02-01")]
    said += [("change", "-~30", "2024-03-01"), ("change", "decrease", "2024-04-01")]
    statements = [
        Statement(id=f"{n}", source="s", about="d", kind=kind, value=value, as_of=day, basis="reported")
        for n, (kind, value, day) in enumerate(said)
    ]
    sources = [Source(id="s", title="A letter", published="2024-05-01")]
    registry = Registry(sources=sources, deployments=[Deployment(id="d", contributor="NLD")], statements=statements)
    (item,) = shapes.active(registry, "2024-05-02").items
    told = [(str(each.kind), each.quantity, each.low, each.high) for each in item.strength.stated]
    assert told == [
        ("strength", "police: 20, troops: ~100", 110, 130),
        ("change", "+80", 80, 80),
        ("change", "-~30", -33, -27),
        ("change", "decrease", None, None),
    ]
    assert item.strength.computed


def test_what_the_reader_chose_is_told() -> None:
    registry = example().known_on("2023-06-30").trusting(kind="official").without("kst-28676-433")
    found = shapes.active(registry, "2023-06-21", place="SVK")
    assert found.known_on == "2023-06-30"
    assert (found.trust.kinds, found.trust.without) == (("official",), ("kst-28676-433",))
    assert "mdaa-2023-05-26" in found.trust.left_out
    assert (found.filters.place, found.filters.mission) == ("SVK", None)
    assert found.registry.sha256 == digest(registry) != digest(example())
    possible = example().known_on("2023-05-20", include_possible=True)
    assert (shapes.sources(possible).known_on, shapes.sources(possible).possibly_known_on) == (None, "2023-05-20")


def test_an_answer_is_short_where_it_is_shown() -> None:
    assert repr(shapes.active(example(), "2023-06-21")) == "ActiveAnswer(3 items)"


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (["active", "2023-06-21"], "active"),
        (["active", "2023-06-21", "--hinges", "--all", "--lang", "nl"], "active"),
        (["anyone", "2023-06-21"], "anyone"),
        (["strength", "2022-06-01", "--mission", "amdtf-svk"], "strength"),
        (["history", "nld-amdtf-svk.end"], "history"),
        (["explain", "nld-amdtf-svk.end"], "explain"),
        (["explain", "nld-amdtf-svk.strength", "2022-06-01"], "explain-strength"),
        (["unconfirmed", "2023-09-01", "--implied"], "unconfirmed"),
        (["authorisation", "2022-06-01"], "authorisation"),
        (["running-out", "2022", "2025"], "running-out"),
        (["changes", "2023-05-01", "2023-07-15"], "changes"),
        (["report", "--contributor", "NLD"], "report"),
        (["timeline", "--known-on", "2022-05-01"], "timeline"),
        (["sources", "--trusting", "official"], "sources"),
        (["relocations"], "relocations"),
        (["periods", "nld-amdtf-svk"], "periods"),
        (["list"], "list"),
        (["find", "zes militairen"], "find"),
        (["show", "nld-amdtf-svk", "--on", "2022-05-10"], "show"),
        (["dossier", "vilnius-summit"], "dossier"),
        (["check"], "check"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_command_prints_its_answer(arguments: list[str], name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*arguments, "--example", "--json"]) == 0
    printed = capsys.readouterr().out
    found = json.loads(printed)
    validator(name).validate(found)
    assert printed.endswith("}\n")
    assert found["registry"]["example"]
    assert main([*arguments, "--example", "--jsonl"]) == 0
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == found["items"]
    assert main([*arguments, "--example", "--csv"]) == 0
    rows = [*csv.reader(io.StringIO(capsys.readouterr().out, newline=""))]
    assert len(rows) == len(found["items"]) + 1
    assert {len(row) for row in rows} == {len(rows[0])}


# --- time ------------------------------------------------------------------------------------------------


def alike(number: int) -> Registry:
    """Return a registry of so many deployments that are called the same, by a tenth as many letters."""
    letters = [Source(id=f"s{n}", title=f"Letter {n}", published=f"{2001 + n}-02-01") for n in range(number // 10)]
    statements = []
    for n in range(number):
        year = 2001 + n % len(letters)
        said = {"start": f"{year}-03-01", "strength": "~150", "mandate": f"{year + 1}-03-01", "end": f"{year + 1}-03~"}
        statements += [
            Statement(id=f"{n}-{kind}", source=f"s{n % len(letters)}", about=f"d{n}", kind=kind, value=value)
            for kind, value in said.items()
        ]
    every = [Deployment(id=f"d{n}", contributor="NLD", force="infantry", place="POL") for n in range(number)]
    return Registry(sources=letters, deployments=every, statements=statements)


def _active(registry: Registry) -> Answer:
    return shapes.active(registry, "2000/2030")


SLOWER: list[Callable[[Registry], Answer]] = [
    lambda registry: shapes.strength(registry, "2000/2030"),
    lambda registry: shapes.authorisation(registry, "2002-06-01"),
    lambda registry: shapes.running_out(registry, "2000", "2030"),
    lambda registry: shapes.unconfirmed(registry, "2030-01-01"),
    lambda registry: shapes.find(registry, "infantry"),
    shapes.report,
    shapes.sources,
    shapes.timeline,
]


@pytest.mark.parametrize("ask", [_active, shapes.listing, *(pytest.param(e, marks=pytest.mark.slow) for e in SLOWER)])
def test_twice_as_many_deployments_take_twice_as_many_steps(ask: Callable[[Registry], Answer]) -> None:
    def answered(registry: Registry) -> str:
        return ask(registry).json()

    answered(alike(80))  # what is imported, or kept, on first use
    few, many = (calls(functools.partial(answered, alike(number))) for number in (80, 160))
    assert many < 2.4 * few


@pytest.mark.parametrize(("as_of", "since"), [(None, "2023-03-27"), ("2023-05-01", None)])
def test_the_days_on_which_a_plan_counts_are_no_day_of_its_source(as_of: str | None, since: str | None) -> None:
    plan = Statement(id="s", about="x", kind="strength", value="~150", source="a", basis="planned", as_of=as_of)
    found = Registry(
        sources=[Source(id="a", title="A", published="2023-03-27")],
        deployments=[Deployment(id="x", contributor="NLD")],
        statements=[plan],
    )
    (figure,) = shapes.active(found, "2023-06-01").items[0].strength.stated
    assert (figure.day and figure.day.text, figure.counts_from) == (as_of, since)


def test_a_plan_that_never_counts_has_no_days_that_run_backwards() -> None:
    ages = (("old", "2023-01-10", "2023-05", "90"), ("new", "2023-04-03", "2023-07", "70"))
    found = Registry(
        sources=[Source(id=id_, title=id_, published=day) for id_, day, _, _ in ages],
        deployments=[Deployment(id="x", contributor="NLD")],
        statements=[
            Statement(id=f"{id_}-{kind}", about="x", source=id_, kind=kind, value=value)
            for id_, _, start, size in ages
            for kind, value in (("start", start), ("strength", size))
        ],
    )
    counted, never = shapes.explain(found, "x.strength", "2023-12-20").items
    assert isinstance(counted, FigureLinkShape)
    assert isinstance(never, FigureLinkShape)
    assert (counted.counts_from, counted.counts_until) == ("2023-07-01", "2025-01-31")
    assert (never.day, never.counts_from, never.counts_until) == (None, None, None)


def test_of_a_mission_without_a_deployment_no_number_is_stated_and_of_one_that_left_0() -> None:
    letter = Source(id="letter", title="A letter", published="2022-05-20")
    most = Statement(id="most", about="eutm", source="letter", kind="ceiling", value="1200")
    gone = Statement(id="gone", about="x", source="letter", kind="end", value="2022-05-01")
    nobody = Registry(sources=[letter], missions=[Mission(id="eutm", name="EUTM Mali")], statements=[most])
    left = nobody.add(Deployment(id="x", contributor="NLD", mission="eutm"), gone)
    for registry, number in ((nobody, None), (left, 0)):
        total = shapes.strength(registry, "2023-12-01", mission="eutm").total
        assert (total.low, total.high) == (number, number)
        found = {item.about: item.strength for item in shapes.authorisation(registry, "2023-12-01").items}
        own = found["eutm"]
        assert (own and own.low, own and own.high) == (number, number)
    assert shapes.strength(left, "2023-12-01", contributor="FRA").total.low is None
