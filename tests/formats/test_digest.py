"""The digest of a registry: the same for the same records, however they are written; another for any other."""

import hashlib
import json
import random
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import deployments
from deployments import Registry, Tolerance, digest, dump, export, load
from tests.registries import registries


def shuffled(registry: Registry, seed: int) -> Registry:
    """Return the registry with the records of each kind in another order."""
    rng = random.Random(seed)
    tables: dict[str, Any] = {
        name: rng.sample([*getattr(registry, name).values()], len(getattr(registry, name)))
        for name in ("sources", "events", "missions", "deployments")
    }
    return attrs.evolve(registry, **tables, statements=rng.sample(registry.statements, len(registry.statements)))


@given(registries(), st.integers(0, 9))
def test_order_changes_nothing(registry: Registry, seed: int) -> None:
    assert digest(shuffled(registry, seed)) == digest(registry)


@given(registries(), registries())
def test_registries_that_differ_have_another(one: Registry, other: Registry) -> None:
    assert (digest(one) == digest(other)) == (one == other)


@given(registry=registries())
def test_a_file_keeps_it(registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("files")
    for name in ("x.toml", "x.jsonl"):
        dump(registry, folder / name)
        assert digest(load(folder / name)) == digest(registry)


@pytest.mark.parametrize("form", ["csv", "parquet", "jsonl"])
def test_tables_keep_it(form: str, tmp_path: Path) -> None:
    registry = deployments.example()
    export(registry, tmp_path, form)
    assert digest(load(tmp_path)) == digest(registry)


def test_how_the_files_are_cut_changes_nothing(tmp_path: Path) -> None:
    letter = '[sources.letter]\ntitle = "A letter"\npublished = "2024-03-12"\n'
    nld = '[deployments.nld]\ncontributor = "NLD"\n'
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    (tmp_path / "one" / "all.toml").write_text(
        f'source = "letter"\n{letter}{nld}[[deployments.nld.statements]]\nstrength = "6"\nend = "2024-05"\n'
    )
    (tmp_path / "two" / "a.toml").write_text(
        '[[statements]]\nsource = "letter"\nabout = "nld"\nend = { on = "2024-05" }\n'
        '[[statements]]\nsource = "letter"\nabout = "nld"\nstrength = 6\n'
    )
    (tmp_path / "two" / "b.toml").write_text(nld.replace("NLD", "Nederland") + letter)
    assert digest(load(tmp_path / "one")) == digest(load(tmp_path / "two"))


def test_any_word_changes_it() -> None:
    registry = deployments.example()
    first = registry.statements[0]
    others = [
        attrs.evolve(registry, tolerance="8 days"),
        attrs.evolve(registry, metadata=deployments.Metadata(version="2")),
        attrs.evolve(registry, statements=registry.statements[1:]),
        attrs.evolve(registry, statements=[attrs.evolve(first, note="seen again"), *registry.statements[1:]]),
        registry.known_on("2022-04-01"),
        registry.trusting(kind="official"),
        registry.without("mdaa-2023-05-26"),
    ]
    assert len({digest(each) for each in [registry, *others]}) == len(others) + 1


def test_what_is_left_that_is_the_same_has_the_same() -> None:
    registry = deployments.example()
    assert digest(registry.known_on("2026-11-26")) == digest(registry)


def test_the_order_of_the_languages_of_a_name_counts() -> None:
    """A report in a third language shows the first."""
    one, other = (
        Registry(events=[deployments.Event(id="top", name=name)])
        for name in ({"en": "summit", "nl": "top"}, {"nl": "top", "en": "summit"})
    )
    assert one != other
    assert digest(one) != digest(other)


def test_anybody_can_compute_it_from_json_lines(tmp_path: Path) -> None:
    registry = attrs.evolve(deployments.example(), tolerance=Tolerance(day=3))
    dump(registry, tmp_path / "all.jsonl")
    settings, *lines = (tmp_path / "all.jsonl").read_text().splitlines()
    lines.sort(key=lambda line: (json.loads(line)["id"], json.loads(line)["record"]))
    text = "".join(f"{line}\n" for line in [settings, *lines])
    assert digest(registry) == hashlib.sha256(text.encode()).hexdigest()


def test_it_is_computed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    registry = deployments.example()
    first = digest(registry)
    monkeypatch.setattr(hashlib, "sha256", lambda: pytest.fail("computed again"))
    assert digest(registry) == first
