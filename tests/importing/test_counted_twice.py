"""Nobody is counted twice: what is called like a sum or a share of others is not added to them."""

import re
from pathlib import Path

import pytest

from deployments.diagnostics import RegistryError
from deployments.importing import Imported
from tests.formats.tables import codes, import_text
from tests.importing.obeying import leaving_out

SOURCE = '\n[source]\ntitle = "A made-up table"\npublished = "2021-01-01"\n'
PLAIN = 'contributor = "who"\nday = "day"\n'
FORCE = PLAIN + 'force = "kind"\nstrength = "n"\n' + SOURCE
WIDE = PLAIN + 'force = { header = true }\nstrength = { each = "*", except = ["who", "day"] }\n' + SOURCE
THINGS = FORCE + '[[split]]\ncolumn = "all of them"\nby = "; "\npattern = "{kind} ({n})"\n'

SUMS = ["Total", "Totaal", "Gesamt", "Summe", "Sub-total", "All", "Grand total", "Total personnel", "Gesamtst\u00e4rke"]
SHARES = ["of which women", "davon Frauen", "Waarvan vrouwen", "dont femmes", "incl. women", "police, of whom women"]


def strengths(imported: Imported) -> list[str]:
    """Give every strength with whom it is of."""
    return [f"{each.about} {each.value}" for each in imported.registry.statements]


def obeyed(mapping: str, hint: str) -> str:
    """Return a mapping with the table at its end that a hint says to write."""
    return f"{mapping}{hint.partition(chr(10))[2]}\n"


def so_called(mapping: str, hint: str) -> str:
    """Return a mapping with the names of forces that a hint says to write."""
    line, instead = re.findall('a line (force = ".*") becomes (force = .*)$', hint, re.MULTILINE)[0]
    return mapping.replace(line, instead)


@pytest.mark.parametrize("name", [*SUMS, *SHARES])
@pytest.mark.parametrize(
    ("mapping", "table"),
    [
        (FORCE, 'who,day,kind,n\nNLD,2020,troops,12\nNLD,2020,"{}",4\n'),
        (THINGS, 'who,day,all of them\nNLD,2020,"troops (12); {} (4)"\n'),
    ],
)
def test_a_force_that_is_a_sum_or_a_share_is_left_out_as_the_hint_says(
    tmp_path: Path, mapping: str, table: str, name: str
) -> None:
    imported = import_text(tmp_path, table.format(name), mapping)
    (problem,) = imported.diagnostics
    assert (problem.code, problem.path, strengths(imported)) == ("I108", "kind", ["nld-troops 12"])
    left_out = import_text(tmp_path, table.format(name), obeyed(mapping, problem.hint))
    assert (codes(left_out), strengths(left_out)) == ([], ["nld-troops 12"])
    named = import_text(tmp_path, table.format(name), so_called(mapping, problem.hint))
    assert (codes(named), len(strengths(named))) == ([], 2), "if it is so called"


@pytest.mark.parametrize("name", [*SUMS, *SHARES])
def test_a_header_that_is_a_sum_or_a_share_is_left_out_as_the_hint_says(tmp_path: Path, name: str) -> None:
    table = f'who,day,troops,police,"{name}"\nNLD,2020,12,3,15\n'
    imported = import_text(tmp_path, table, WIDE)
    (problem,) = imported.diagnostics
    assert (problem.code, len(strengths(imported))) == ("I108", 2)
    left_out = import_text(tmp_path, table, leaving_out(WIDE, problem.hint))
    assert (codes(left_out), strengths(left_out)) == ([], ["nld-police 3", "nld-troops 12"])
    names = re.findall(r"write (names = \[.*?\]) beside the key header of force", problem.hint)[0]
    named = import_text(tmp_path, table, WIDE.replace("header = true", f"header = true, {names}"))
    assert (codes(named), len(strengths(named))) == ([], 3)


def test_a_force_that_is_put_together_is_told_with_what_can_be_written(tmp_path: Path) -> None:
    mapping = FORCE.replace('"kind"', '{ template = "{kind} of {town}" }')
    table = "who,day,kind,town,n\nNLD,2020,Total,Gao,5\n"
    (problem,) = import_text(tmp_path, table, mapping).diagnostics
    assert problem.hint == 'if it is so called, write names = ["Total of Gao"] beside the key template of force'
    named = import_text(tmp_path, table, mapping.replace('}" }', '}", names = ["Total of Gao"] }'))
    assert (codes(named), strengths(named)) == ([], ["nld-total-of-gao 5"])


@pytest.mark.parametrize("name", ["troops", "women", "totally", "Allied staff", "Sumatra", "included", "Davonport"])
def test_a_force_of_any_other_name_is_read(tmp_path: Path, name: str) -> None:
    imported = import_text(tmp_path, f"who,day,kind,n\nNLD,2020,{name},12\n", FORCE)
    assert (codes(imported), len(strengths(imported))) == ([], 1)


ADDED = "who,day,Men,Women,Total,of which officers\nNLD,2020,12,3,15,2\n"


@pytest.mark.parametrize(
    ("added", "hint"),
    [
        ('named = { men = "Men", women = "Women", total = "Total" }', 'named = { men = "Men", women = "Women" }'),
        ('named = { men = "Men", women = "Women", both = "Total" }', 'named = { men = "Men", women = "Women" }'),
        ('named = { men = "Men", all = "Women" }', 'named = { men = "Men" }'),
        ('named = { men = "Men", "of which women" = "Women" }', 'named = { men = "Men" }'),
        ('named = { all = "Total", officers = "of which officers" }', 'named = { all = "Total" }'),
        ('add = ["Men", "Women", "Total", "of which officers"]', 'add = ["Men", "Women"]'),
    ],
)
def test_a_sum_or_a_share_is_not_added_to_others(tmp_path: Path, added: str, hint: str) -> None:
    mapping = f"{PLAIN}strength = {{ {added} }}\n{SOURCE}"
    with pytest.raises(RegistryError, match="of others, which would be counted twice") as caught:
        import_text(tmp_path, ADDED, mapping)
    (problem,) = caught.value.diagnostics
    assert f"leave it out: write {hint};" in problem.hint
    again = import_text(tmp_path, ADDED, mapping.replace(added, hint))
    assert (codes(again), len(strengths(again))) == ([], 1)


def test_sums_of_different_things_are_added(tmp_path: Path) -> None:
    table = "who,day,Troops Total,Police Total,Experts\nNLD,2020,12,3,1\n"
    both = 'add = ["Troops Total", "Police Total"]'
    imported = import_text(tmp_path, table, f"{PLAIN}strength = {{ {both} }}\n{SOURCE}")
    assert strengths(imported) == ["nld 15"]
    every = 'add = ["Troops Total", "Police Total", "Experts"]'
    with pytest.raises(RegistryError) as caught:
        import_text(tmp_path, table, f"{PLAIN}strength = {{ {every} }}\n{SOURCE}")
    named = re.findall(r"write (named = \{ .*? \}) in place of add", caught.value.diagnostics[0].hint)[0]
    imported = import_text(tmp_path, table, f"{PLAIN}strength = {{ {named} }}\n{SOURCE}")
    assert (codes(imported), [each.value.high for each in imported.registry.statements]) == ([], [16])  # type: ignore[union-attr]


PARTS = PLAIN + SOURCE + '[parts.{0}]\nstrength = "Total"\n[parts.men]\nstrength = "Men"\n{1}'


@pytest.mark.parametrize("name", ["total", "all", '"Totaal"', "gesamt"])
def test_a_part_that_is_a_sum_is_the_whole_of_others(tmp_path: Path, name: str) -> None:
    with pytest.raises(RegistryError, match="it looks like a sum of other parts") as caught:
        import_text(tmp_path, ADDED, PARTS.format(name, ""))
    part_of = re.findall('write (part_of = ".*") in each', caught.value.diagnostics[0].hint)[0]
    imported = import_text(tmp_path, ADDED, PARTS.format(name, part_of))
    assert codes(imported) == []
    assert [each.part_of is None for each in imported.registry.deployments.values()].count(False) == 1


def test_a_part_that_is_a_share_is_part_of_another(tmp_path: Path) -> None:
    parts = PARTS.format('"of which officers"', "").replace('"Total"', '"of which officers"')
    with pytest.raises(RegistryError, match="it looks like a share of another part") as caught:
        import_text(tmp_path, ADDED, parts)
    part_of = re.findall('write (part_of = ".*") in it', caught.value.diagnostics[0].hint)[0]
    imported = import_text(tmp_path, ADDED, parts.replace('officers"]', f'officers"]\n{part_of}'))
    assert codes(imported) == []
    assert [each.part_of is None for each in imported.registry.deployments.values()].count(False) == 1


def test_a_part_that_is_so_called_counts_beside_others(tmp_path: Path) -> None:
    named = PARTS.format("total", "").replace(
        "[parts.total]\n", '[parts.total]\nforce = { value = "Total Force", names = ["Total Force"] }\n'
    )
    assert len(strengths(import_text(tmp_path, ADDED, named))) == 2


@pytest.mark.parametrize("between", [" incl. ", ", of which ", " davon "])
def test_a_share_within_a_thing_is_no_thing_beside_it(tmp_path: Path, between: str) -> None:
    """The hints offered names under which the number of the share was that of all."""
    table = 'who,day,all of them\nNLD,2020,"troops (5){}police (3)"\n'
    (problem,) = import_text(tmp_path, table.format(between), THINGS).diagnostics
    assert problem.code == "I122"
    written = re.fullmatch('write "(.*)" in the table, without the share .*', problem.hint)
    assert written is not None
    again = import_text(tmp_path, table.replace("troops (5){}police (3)", written[1]), THINGS)
    assert (codes(again), strengths(again)) == ([], ["nld-troops 5"])
