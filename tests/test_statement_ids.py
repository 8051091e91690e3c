"""Ids of statements that nobody wrote: what they are made of, and that nothing else moves them."""

import tempfile
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deployments import Registry, RegistryError, Statement, dump, load
from deployments.statement_ids import NOT_WRITTEN, give_ids, made_ids
from tests.registries import registries


def _claim(value: object = 6, **fields: object) -> Statement:
    said = {"source": "letter", "about": "nld", "kind": "strength", "value": value, **fields}
    return Statement(id=NOT_WRITTEN, **said)


@pytest.mark.parametrize(
    ("claims", "ids"),
    [
        ([_claim()], ["letter#nld.strength"]),
        ([_claim(), _claim(kind="ceiling"), _claim(source="other"), _claim(about="deu")], None),
        (
            [_claim(as_of="2023-06"), _claim(as_of="2023-07"), _claim()],
            ["letter#nld.strength@2023-06", "letter#nld.strength@2023-07", "letter#nld.strength"],
        ),
        ([_claim(200), _claim("~150")], ["letter#nld.strength=200", "letter#nld.strength=~150"]),
        (
            [_claim(6, as_of="2023-06"), _claim(7, as_of="2023-06"), _claim(6, as_of="2023-07")],
            [
                *("letter#nld.strength@2023-06=6", "letter#nld.strength@2023-06=7"),
                "letter#nld.strength@2023-07",
            ],
        ),
        ([_claim(wording="b"), _claim(wording="a")], ["letter#nld.strength=6#2", "letter#nld.strength=6"]),
        (
            [_claim("after other", kind="end"), _claim("2023~", kind="end")],
            ["letter#nld.end=after_other", "letter#nld.end=2023~"],
        ),
        ([_claim(True, kind="present"), _claim(False, kind="present")], None),
    ],
)
def test_an_id_says_as_much_as_tells_it_apart(claims: list[Statement], ids: list[str] | None) -> None:
    found = made_ids(claims)
    assert len({*found}) == len(claims)
    assert ids is None or found == ids


def test_what_is_long_or_no_plain_text_stands_in_an_id_as_a_few_digits() -> None:
    claims = [_claim({name: 1}, kind="equipment") for name in ("één tank", "x" * 100, "tank")]
    assert [id_.partition("=")[2] for id_ in made_ids(claims)] == ["075dcf08", "69ce638b", "tank:_1"]


@settings(deadline=None)
@given(registries(), st.randoms())
def test_neither_the_order_nor_other_claims_move_an_id(registry: Registry, random: object) -> None:
    statements = [*registry.statements]
    ids = made_ids(statements)
    assert len({*ids}) == len(ids)
    assert [attrs.evolve(each, id=id_).id for each, id_ in zip(statements, ids, strict=True)] == ids
    others = [*statements, _claim(about="of-another", source="x"), _claim(about="of-another", source="y")]
    random.shuffle(others)  # type: ignore[attr-defined]
    again = {each.id: id_ for each, id_ in zip(others, made_ids(others), strict=True)}
    said = [attrs.evolve(each, id=NOT_WRITTEN) for each in statements]
    for each, id_ in zip(statements, ids, strict=True):
        if said.count(attrs.evolve(each, id=NOT_WRITTEN)) == 1:  # two that say the very same can change places
            assert again[each.id] == id_


@settings(deadline=None)
@given(registries(), st.data())
def test_what_was_made_is_made_again_and_what_was_written_is_kept(registry: Registry, data: st.DataObject) -> None:
    """Also where a selection was dumped, and its ids would now be made otherwise."""
    made = [attrs.evolve(each, id=NOT_WRITTEN) for each in registry.statements]
    give_ids(made)
    kept = [each for each in made if data.draw(st.booleans())]
    whole = registry.narrowed(registry.sources.values(), made)
    for found in (whole, registry.narrowed(registry.sources.values(), kept)):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "x.toml")
            dump(found, path)
            assert load(path) == found
            assert (found is not whole) or "\nid = " not in path.read_text(encoding="utf-8")


def test_a_line_put_in_above_moves_no_id_in_any_file(tmp_path: Path) -> None:
    head = '[sources.letter]\ntitle = "A letter"\n[deployments.nld]\ncontributor = "NLD"\n'
    claim = '[[statements]]\nsource = "letter"\nabout = "nld"\n'
    (tmp_path / "b.toml").write_text(f"{head}{claim}strength = 6\nend = 2023-08-01\n", encoding="utf-8")
    before = {each.id: each for each in load(tmp_path).statements}
    (tmp_path / "a.toml").write_text(f"{claim}start = 2023-01-01\n", encoding="utf-8")
    after = {each.id: each for each in load(tmp_path).statements}
    assert before == {id_: each for id_, each in after.items() if id_ != "letter#nld.start"}


def test_an_id_that_somebody_wrote_for_another_claim_is_told_of(tmp_path: Path) -> None:
    text = """[sources.letter]
title = "A letter"
[deployments.nld]
contributor = "NLD"
[[statements]]
source = "letter"
about = "nld"
strength = 6
[[statements]]
id = "letter#nld.strength"
source = "letter"
about = "nld"
ceiling = 6
"""
    (tmp_path / "x.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RegistryError, match="the id is taken by another statement: 'letter#nld"):
        load(tmp_path)
