"""The page on importing tells the truth: its example runs and prints what it shows, and it names every key."""

import re
import shlex
from pathlib import Path

import attrs
import pytest

from deployments.cli import main
from deployments.importing.cell_keys import (
    CellKeys,
    CountryKeys,
    DayKeys,
    DurationKeys,
    FlagKeys,
    NumberKeys,
    ThingKeys,
)
from deployments.importing.cell_types import importable_claims
from deployments.importing.mapping import (
    ContributorKeys,
    DateKeys,
    FilterKeys,
    FormerKeys,
    MissionKeys,
    PartKeys,
    PlaceKeys,
    SourceKeys,
    SplitKeys,
    TableMapping,
    TotalsKeys,
)
from tests.formats.tables import import_text

PAGE = (Path(__file__).parents[2] / "docs" / "importing.md").read_text(encoding="utf-8")


def test_the_example_prints_what_the_page_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    ((table, mapping),) = re.findall(r"```csv\n(.*?)```\n\n```toml\n(.*?)```", PAGE, re.DOTALL)
    Path("placemat.csv").write_text(table, encoding="utf-8")
    Path("placemat.toml").write_text(mapping, encoding="utf-8")
    ((command, printed),) = re.findall(r"```console\n\$ deployments ([^\n]*)\n(.*?)```", PAGE, re.DOTALL)
    assert main(shlex.split(command)) == 0
    assert capsys.readouterr().out == printed
    assert Path("kfor/placemat.toml").is_file()


SHAPES = re.findall(r"### ([^\n]*)\n.*?```text\n(.*?)```\n\n```toml\n(.*?)```\n\n```text\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize(("table", "mapping", "stated"), [own for _, *own in SHAPES], ids=[name for name, *_ in SHAPES])
def test_the_other_shapes_state_what_the_page_shows(table: str, mapping: str, stated: str, tmp_path: Path) -> None:
    imported = import_text(tmp_path, table, mapping)
    assert not imported.diagnostics
    said = [f"{each.about} {each.kind.value} {each.value} {each.as_of or ''}" for each in imported.registry.statements]
    assert [line.rstrip() for line in said] == stated.splitlines()


def test_there_are_other_shapes() -> None:
    assert len(SHAPES) >= 3


@pytest.mark.parametrize(
    "kind",
    [
        *(TableMapping, PartKeys, CellKeys, DayKeys, NumberKeys, ContributorKeys, DateKeys, FormerKeys, MissionKeys),
        *(PlaceKeys, SourceKeys, TotalsKeys, FilterKeys, SplitKeys, FlagKeys, DurationKeys, ThingKeys, CountryKeys),
    ],
)
def test_every_key_is_on_the_page(kind: type[attrs.AttrsInstance]) -> None:
    for field in attrs.fields(kind):
        if field.metadata:
            key = field.metadata.get("key") or field.name
            assert re.search(rf"`[^`]*\b{key}\b[^`]*`", PAGE), key


@pytest.mark.parametrize("claim", importable_claims())
def test_every_claim_that_can_be_imported_is_on_the_page(claim: str) -> None:
    assert f"`{claim}`" in PAGE
