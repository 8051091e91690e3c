"""Names that nobody knows are listed once with their rows, and what is printed to be pasted into the mapping works."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deployments.cli import main
from deployments.diagnostics import Diagnostic, Location
from deployments.importing import import_tables
from deployments.importing.asked_aliases import alias_hint, alias_lines, asked_aliases
from tests.formats.tables import PLAIN, import_text, plain

WITHOUT_WHO = PLAIN.replace('contributor = "country"\n', "")
#: Every way to write whom a mapping means, and its aliases.
WHO = {
    "a column": PLAIN,
    "a table": WITHOUT_WHO + '[contributor]\ncolumn = "country"\n',
    "a table before others": WITHOUT_WHO.replace("[source]", '[contributor]\ncolumn = "country"\n\n[source]'),
    "aliases in braces": WITHOUT_WHO + '[contributor]\ncolumn = "country"\naliases = { "Holland" = "NLD" }\n',
    "no aliases in braces": WITHOUT_WHO + '[contributor]\ncolumn = "country"\naliases = {}\n',
    "a table of aliases": WITHOUT_WHO
    + '[contributor]\ncolumn = "country"\n\n[contributor.aliases]\nHolland = "NLD"\n\n[dates]\nformats = ["EDTF"]\n',
    "braces": 'contributor = { column = "country" }\n' + WITHOUT_WHO,
    "braces in braces": 'contributor = { column = "country", aliases = { Holland = "NLD" } }\n' + WITHOUT_WHO,
}
WHERE = {
    "a table": PLAIN + '[place]\ncountry = "host"\n',
    "aliases in braces": PLAIN + '[place]\ncountry = "host"\naliases = { "Holland" = "NLD" }\n',
    "a table of aliases": PLAIN + '[place]\ncountry = "host"\n[place.aliases]\n"Holland" = "NLD"\n',
    "braces": 'place = { country = "host" }\n' + PLAIN,
    "the host of a mission": PLAIN.replace('mission = "mission"\n', "")
    + '[mission]\ncolumn = "mission"\nhost = "host"\n',
}
PARTS = 'day = "day"\nmission = "mission"\n[source]\ntitle = "A table"\npublished = "2020-06-01"\n'
#: Contributors that stand in a column of their own for each part of a row.
OF_PARTS = {
    "a column": PARTS + '[parts.a]\ncontributor = "country"\nstrength = "strength"\n',
    "a name in quotes": PARTS + '[parts."of which"]\ncontributor = "country"\nstrength = "strength"\n',
    "braces": PARTS + '[parts.a]\ncontributor = { column = "country" }\nstrength = "strength"\n',
    "a table": PARTS + '[parts.a]\nstrength = "strength"\n[parts.a.contributor]\ncolumn = "country"\n',
    "a table of aliases": PARTS
    + '[parts.a]\nstrength = "strength"\ncontributor.column = "country"\n'
    + '[parts.a.contributor.aliases]\nHolland = "NLD"\n',
    "beside one for all": PLAIN + '[parts.a]\n[parts.b]\ncontributor = "country"\n',
}
MEANT = {"Congo": "COD", "Antigua": "ATG", "Elsewhere": "NATO", 'The "Isle"': "IRL", "Nowhere": "NER"}
NAMES = [*["Congo"] * 4, *["Antigua"] * 2, "Elsewhere", 'The "Isle"']
ROWS = [f'"{name.replace(chr(34), 2 * chr(34))}",M{i},2020-01-31,5' for i, name in enumerate(NAMES)]


def printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what the command prints of the table and the mapping in a folder."""
    main(["import", str(folder / "mapping.toml"), str(folder / "table.csv")])
    return capsys.readouterr().out


def obeyed(mapping: str, told: str) -> str:
    """Return the mapping with what was printed pasted where that says, and the names explained."""
    ((where, block),) = re.findall(r"whom each means, (.*):\n\n(.*?)\n\n", told + "\n", re.DOTALL)
    for name, code in MEANT.items():
        block = block.replace(f'{json.dumps(name)} = "..."', f'{json.dumps(name)} = "{code}"')
    assert "..." not in block
    where, taken_out, line = where.partition(", and take the line ")
    if taken_out:
        mapping = mapping.replace(f"{re.sub(r'( of .*)? out$', '', line)}\n", "")
    if where == "at the end":
        return f"{mapping}\n{block}\n"
    if where.startswith("below "):
        header = where.removeprefix("below ")
        return mapping.replace(f"{header}\n", f"{header}\n{block}\n")
    assert where.startswith("in the braces of ")
    key = "aliases" if "aliases" in where else where.removeprefix("in the braces of ").partition(" of ")[0]
    before, braces, after = re.split(rf"(\b{key} = \{{)", mapping, maxsplit=1)
    comma = "" if after.startswith("}") else ","
    return f"{before}{braces} {block}{comma}{after}"


@pytest.mark.parametrize("form", WHO)
def test_whoever_pastes_what_is_printed_has_every_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    refused = import_text(tmp_path, plain(*ROWS), WHO[form])
    assert [each.code for each in refused.diagnostics] == ["C101"] * len(ROWS)
    told = printed(tmp_path, capsys)
    imported = import_text(tmp_path, plain(*ROWS, "Holland,M,2020-01-31,5"), obeyed(WHO[form], told))
    assert (imported.diagnostics, imported.counts[0].kept) == ((), len(ROWS) + 1)
    assert {str(each.contributor) for each in imported.registry.deployments.values()} == {*MEANT.values(), "NLD"} - {
        "NER"
    }


@pytest.mark.parametrize("form", WHERE)
def test_so_has_whoever_does_it_for_places(tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    table = "country,mission,day,strength,host\nNLD,A,2020-01-31,5,Congo\nNLD,B,2020-01-31,5,Nowhere\n"
    assert [each.code for each in import_text(tmp_path, table, WHERE[form]).diagnostics] == ["C101"] * 2
    told = printed(tmp_path, capsys)
    imported = import_text(tmp_path, table, obeyed(WHERE[form], told))
    assert (imported.diagnostics, imported.counts[0].kept) == ((), 2)


@pytest.mark.parametrize("form", OF_PARTS)
def test_so_has_whoever_does_it_for_the_parts_of_a_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    """The hint named the table for all parts, which does not count where it says nothing else."""
    assert {each.code for each in import_text(tmp_path, plain(*ROWS), OF_PARTS[form]).diagnostics} == {"C101"}
    told = printed(tmp_path, capsys)
    imported = import_text(tmp_path, plain(*ROWS), obeyed(OF_PARTS[form], told))
    assert "C101" not in {each.code for each in imported.diagnostics}
    assert imported.counts[0].kept == len(ROWS)


@pytest.mark.parametrize("form", WHO)
def test_each_hint_works_by_itself_in_every_form(tmp_path: Path, form: str) -> None:
    """It said to write a table of aliases, which TOML refuses where they stand in braces."""
    mapping = WHO[form]
    problem = import_text(tmp_path, plain(ROWS[0]), mapping).diagnostics[0]
    assert problem.hint.endswith('add "Congo" = "..." to aliases of [contributor]')
    problem = import_text(tmp_path, plain("Wagner,M,2020-01-31,5"), mapping).diagnostics[0]
    (pair,) = re.findall(r"; of an organisation, (.*)$", problem.hint)
    with_pair = obeyed(mapping, "\n".join(alias_lines({"contributor": {"Congo": 1}}, mapping))).replace(
        '"Congo" = "COD"', pair
    )
    assert import_text(tmp_path, plain("Wagner,M,2020-01-31,5"), with_pair).counts[0].kept == 1


def test_the_command_lists_names_by_how_often_they_stand_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [f"{name},M{i},2020-01-31,5" for i, name in enumerate(["Antigua"] * 58 + ["Congo"] * 396)]
    import_text(tmp_path, plain(*rows), WHO["a table"])
    told = printed(tmp_path, capsys)
    assert told.count("error[C101]") == 2
    assert told.index("'Congo'") < told.index("'Antigua'")
    assert "table.csv:60:1: error[C101] country: not a contributor: 'Congo'" in told
    assert "   in 396 places; this is the first\n" in told
    assert '\n[contributor.aliases]\n"Congo" = "..."   # 396 rows\n"Antigua" = "..."   # 58 rows\n' in told
    assert "454 errors, 0 warnings" in told
    main(["import", str(tmp_path / "mapping.toml"), str(tmp_path / "table.csv"), "--all"])
    assert capsys.readouterr().out.count("error[C101]") == 454


def test_programs_get_every_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import_text(tmp_path, plain(*ROWS))
    main(["import", str(tmp_path / "mapping.toml"), str(tmp_path / "table.csv"), "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert [each["location"]["line"] for each in answer["items"]] == [*range(2, len(ROWS) + 2)]


def test_a_mapping_that_comes_with_the_library_is_to_be_copied(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header = "Date,Contributor ISO-3,Contributor,Mission,Individual Police Total,Formed Police Units Total"
    header += ",Experts on Mission Total,Troops Total\n"
    (tmp_path / "un.csv").write_text(header + "2014-02-28,Congo,Congo,MINUSMA,0,0,0,1\n")
    main(["import", "un-contributions", str(tmp_path / "un.csv")])
    told = capsys.readouterr().out
    path = Path(re.findall(r"in a copy of (.*\.toml) whom", told)[0])
    (tmp_path / "own.toml").write_text(obeyed(path.read_text(encoding="utf-8"), told), encoding="utf-8")
    assert import_tables(tmp_path / "own.toml", tmp_path / "un.csv").counts[0].kept == 1


def test_very_many_names_are_listed_up_to_a_hundred() -> None:
    lines = [*alias_lines({"contributor": {f"Isle {i}": 1 for i in range(1234)}}, 'contributor = "c"')]
    assert sum(' = "..."' in line for line in lines) == 100
    assert lines[-2] == "# and 1,134 more"


@given(st.lists(st.tuples(st.text(max_size=20), st.sampled_from(["contributor", "place"]), st.integers(1, 5))))
def test_every_name_is_counted_by_its_rows(found: list[tuple[str, str, int]]) -> None:
    """A name counts once for a row, however many cells of that have it."""
    problems = [
        Diagnostic("C101", "not known", alias_hint(name, table), "a column", Location("t.csv", line))
        for name, table, line in found
    ]
    rows = {(table, name): {line for *own, line in found if own == [name, table]} for name, table, _ in found}
    asked = asked_aliases([*problems, Diagnostic("Q101", "not a number", 'write "6"')])
    assert {(table, name): count for table, names in asked.items() for name, count in names.items()} == {
        key: len(lines) for key, lines in rows.items()
    }
    assert all([*names.values()] == sorted(names.values(), reverse=True) for names in asked.values())
