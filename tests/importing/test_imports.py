"""What a user gets from a table that somebody else wrote: every row as a statement, or as a problem with its place."""

import io
import json
import os
import pty
import sys
from pathlib import Path

import pytest

import deployments
from deployments.claims import Basis
from deployments.cli import main
from deployments.cli.progress import watch
from deployments.formats.progress import unwatched
from deployments.importing import import_tables
from tests.formats.tables import PLAIN, figures, import_text, plain, un


def test_a_row_becomes_a_statement_with_its_source_and_line(tmp_path: Path) -> None:
    imported = import_text(tmp_path, plain("NLD,KFOR,2020-01-31,5", "Germany,KFOR,2020-01-31,~530"))
    second, first = imported.registry.statements
    assert (first.about, str(first.value), str(first.as_of)) == ("nld-kfor", "5", "2020-01-31")
    assert (first.source, first.locator, second.locator) == ("table", "line 2", "line 3")
    assert str(second.value) == "~530"
    assert imported.registry.basis(first) is Basis.REPORTED
    assert imported.registry.missions["kfor"].name == "KFOR"
    assert (imported.counts[0].read, imported.counts[0].kept, imported.diagnostics) == (2, 2, ())


def test_a_row_of_the_un_is_one_deployment_for_each_kind_of_personnel(tmp_path: Path) -> None:
    (tmp_path / "un.csv").write_text(un(("2014-02-28", "NLD", "MINUSMA", 2, 0, 115)))
    imported = import_tables("un-contributions", tmp_path / "un.csv")
    assert figures(imported) == {
        ("nld-minusma-troops", "2014-02-28"): "115",
        ("nld-minusma-police", "2014-02-28"): "2",
    }
    assert str(imported.registry.strength("2014-02-28", contributor="NLD", mission="minusma")) == "117"
    (source,) = imported.registry.sources.values()
    assert (source.id, str(source.published)) == ("un-2014-02-28", "[2014-02-28..2014-05-28]")


def test_who_is_not_in_a_month_has_left_and_that_is_said_once(tmp_path: Path) -> None:
    rows = [(f"2014-0{month}-30", "DEU", "UNMIL", 0, 0, 9) for month in range(4, 10)]
    rows += [("2014-04-30", "NLD", "UNMIL", 0, 0, 5), ("2014-08-30", "NLD", "UNMIL", 0, 0, 7)]
    (tmp_path / "un.csv").write_text(un(*rows))
    imported = import_tables("un-contributions", tmp_path / "un.csv")
    own, later = (
        imported.registry.statements_of(about=about) for about in ("nld-unmil-troops", "nld-unmil-troops-2014-08-30")
    )
    assert [(str(each.as_of), str(each.value)) for each in own] == [("2014-04-30", "5"), ("2014-05-30", "0")]
    assert own[1].locator == "no row for it among those of 2014-05-30"
    assert own[1].source == "un-2014-05-30"
    assert imported.absences == 3
    # They left and came back: a stay has no gap, so there are two.
    assert [(str(each.as_of), str(each.value)) for each in later] == [
        ("2014-07-30", "0"),
        ("2014-08-30", "7"),
        ("2014-09-30", "0"),
    ]
    assert [*imported.registry.gaps()] == []
    assert [str(imported.registry.strength(f"2014-0{month}-30", contributor="NLD")) for month in range(4, 10)] == [
        *("5", "0", "0", "0", "7", "0"),
    ]
    for day, number in (("2014-04-30", "14"), ("2014-06-30", "9"), ("2014-08-30", "16"), ("2014-09-30", "9")):
        assert str(imported.registry.strength(day, mission="unmil")) == number


def test_absent_is_unknown_unless_the_mapping_says_otherwise(tmp_path: Path) -> None:
    rows = plain("NLD,KFOR,2020-01-31,5", "DEU,KFOR,2020-01-31,6", "DEU,KFOR,2020-02-29,7")
    assert ("nld-kfor", "2020-02-29") not in figures(import_text(tmp_path, rows))
    zero = figures(import_text(tmp_path, rows, 'absent = "zero"\n' + PLAIN))
    assert zero["nld-kfor", "2020-02-29"] == "0"


@pytest.mark.parametrize(
    "broken",
    ["NLD,KFOR,2020-02-29,many", "NLD,KFOR,2020-02-29", "Nowhere,KFOR,2020-02-29,5", "NLD,,2020-02-29,5"],
    ids=["a number that is none", "a cell too few", "a country that is none", "no mission"],
)
def test_nobody_is_absent_whom_an_unread_row_may_be_about(tmp_path: Path, broken: str) -> None:
    rows = plain("NLD,KFOR,2020-01-31,5", "DEU,KFOR,2020-01-31,6", "DEU,KFOR,2020-02-29,7", broken)
    imported = import_text(tmp_path, rows, 'absent = "zero"\n' + PLAIN)
    assert imported.counts[0].reported == 1
    assert ("nld-kfor", "2020-02-29") not in figures(imported)


def test_an_unread_row_about_others_keeps_nobody_from_being_absent(tmp_path: Path) -> None:
    rows = plain("NLD,KFOR,2020-01-31,5", "DEU,KFOR,2020-02-29,7", "FRA,KFOR,2020-02-29,many")
    assert figures(import_text(tmp_path, rows, 'absent = "zero"\n' + PLAIN))["nld-kfor", "2020-02-29"] == "0"


def test_all_files_of_one_import_are_one_table(tmp_path: Path) -> None:
    for month, rows in (
        ("jan", ["NLD,KFOR,2020-01-31,5", "DEU,KFOR,2020-01-31,6"]),
        ("feb", ["DEU,KFOR,2020-02-29,7"]),
    ):
        (tmp_path / f"{month}.csv").write_text(plain(*rows))
    (tmp_path / "mapping.toml").write_text('absent = "zero"\n' + PLAIN)
    imported = import_tables(tmp_path / "mapping.toml", tmp_path / "jan.csv", tmp_path / "feb.csv")
    assert figures(imported)["nld-kfor", "2020-02-29"] == "0"
    (gone,) = imported.registry.statements_of(about="nld-kfor", source="feb")
    assert str(gone.value) == "0"
    assert [counts.read for counts in imported.counts] == [2, 1]


def test_an_exercise_is_a_mission_and_a_deployment_of_each_participant(tmp_path: Path) -> None:
    table = (
        "MMEID,Ex_Name,Location,lat,lon,StartDate,EndDate,StateA,StateB,StateC\n"
        'e1,Made-Up Shield,"Darwin, Australia",-12.4,130.8,1/14/80,1980-01-xx,Netherlands,NATO,\n'
        "e2,-9,-9,,,1985-02-xx,1985-03-xx,Russia,German Democratic Republic,-9\n"
        "e3,Late Shield,Omsk,55.0,73.4,5/1/05,5/9/05,Russia,Côte d’Ivoire,Bosnia & Herzegovina\n"
    )
    (tmp_path / "ex.csv").write_text(table, encoding="utf-8")
    imported = import_tables("exercises", tmp_path / "ex.csv")
    registry = imported.registry
    assert (imported.diagnostics, imported.counts[0].kept) == ((), 3)
    assert registry.missions["e1"].name == "Made-Up Shield"
    assert registry.missions["e2"].name == "exercise without a name"
    assert str(registry.deployments["nld-e1"].place) == "Darwin, AUS (-12.4, 130.8)"
    assert isinstance(registry.deployments["nato-e1"].contributor, deployments.Organisation)
    assert {str(each.contributor) for each in registry.deployments.values() if each.mission == ("e2",)} == {
        "SUN",
        "DDR",
    }
    assert (registry.deployments["sun-e2"].note, registry.deployments["rus-e3"].note) == ("Russia in the table", None)
    assert {str(each.contributor) for each in registry.deployments.values() if each.mission == ("e3",)} == {
        *("RUS", "CIV", "BIH")
    }
    said = {each.kind.value: str(each.value) for each in registry.statements_of(about="nld-e1")}
    assert said == {"start": "1980-01-14", "end": "1980-01-XX"}
    said = {each.kind.value: str(each.value) for each in registry.statements_of(about="e2")}
    assert said == {"start": "1985-02-XX", "end": "1985-03-XX"}


def test_headers_can_be_days(tmp_path: Path) -> None:
    mapping = """
    contributor = "country"
    mission = { value = "KFOR" }
    day = { header = true }
    strength = { each = "20*" }
    [dates]
    formats = ["YYYY/MM"]
    [source]
    title = "A wide table"
    published = "2020-06-01"
    """
    imported = import_text(tmp_path, "country,2020/01,2020/02\nNLD,5,\nDEU,6,0\n", mapping)
    assert figures(imported) == {
        ("nld-kfor", "2020-01"): "5",
        ("deu-kfor", "2020-01"): "6",
        ("deu-kfor", "2020-02"): "0",
    }


def test_headers_can_be_contributors(tmp_path: Path) -> None:
    mapping = PLAIN.replace('"country"', "{ header = true }").replace('"strength"', '{ each = ["NLD", "DEU"] }')
    imported = import_text(tmp_path, "mission,day,NLD,DEU\nKFOR,2020-01-31,5,530\n", mapping)
    assert figures(imported) == {("nld-kfor", "2020-01-31"): "5", ("deu-kfor", "2020-01-31"): "530"}


def test_a_column_can_tell_the_force_and_another_the_source(tmp_path: Path) -> None:
    mapping = PLAIN.replace('title = "A made-up table"', 'column = "origin"').replace(
        'day = "day"', 'day = "day"\nforce = "kind"'
    )
    rows = "NLD,KFOR,2020-01-31,5,troops,The paper\nNLD,KFOR,2020-01-31,2,police,The letter\n"
    imported = import_text(tmp_path, "country,mission,day,strength,kind,origin\n" + rows, mapping)
    assert {each.force for each in imported.registry.deployments.values()} == {"troops", "police"}
    assert [each.title for each in imported.registry.sources.values()] == ["The letter", "The paper"]


def test_two_stays_in_one_mission_are_two_deployments(tmp_path: Path) -> None:
    mapping = PLAIN.replace('day = "day"\nstrength = "strength"', 'start = "from"\nend = "to"')
    rows = "NLD,KFOR,2001,2003-05\nNLD,KFOR,2010-02,2012\n"
    imported = import_text(tmp_path, "country,mission,from,to\n" + rows, mapping)
    assert {each.about for each in imported.registry.statements} == {"nld-kfor", "nld-kfor-2010-02"}
    assert imported.diagnostics == ()


def test_a_registry_that_was_imported_reads_back_equal(tmp_path: Path) -> None:
    imported = import_text(tmp_path, plain("NLD,KFOR,2020-01-31,5", "NATO,KFOR,2020-01-31,4"))
    deployments.dump(imported.registry, tmp_path / "out.toml")
    assert deployments.load(tmp_path / "out.toml") == imported.registry


# --- the command ---


def test_the_command_writes_what_was_read_and_tells_what_was_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "un.csv").write_text(
        un(
            ("2014-02-28", "NLD", "MINUSMA", 0, 0, 117),
            ("2014-02-28", "NOWHERE", "MINUSMA", 0, 0, 1),
            ("2014-02-28", "NLD", "all", 0, 0, 117),
        )
    )
    out = tmp_path / "new" / "folder"
    assert main(["import", "un-contributions", str(tmp_path / "un.csv"), "--out", str(out)]) == 1
    printed = capsys.readouterr()
    assert "un.csv:3:26: error[C101] Contributor ISO-3: not a contributor: 'NOWHERE'" in printed.out
    assert "3 rows read: 1 kept, 1 reported, 1 left out as totals" in printed.out
    assert printed.err == ""
    assert str(deployments.load(out).strength("2014-02-28")) == "117"


def test_the_command_writes_json_lines_too(tmp_path: Path) -> None:
    (tmp_path / "un.csv").write_text(un(("2014-02-28", "NLD", "MINUSMA", 0, 0, 117)))
    out = tmp_path / "out"
    assert main(["import", "un-contributions", str(tmp_path / "un.csv"), "--out", str(out), "--format", "jsonl"]) == 0
    assert [path.name for path in out.iterdir()] == ["un-contributions.jsonl"]
    assert deployments.load(out) == import_tables("un-contributions", tmp_path / "un.csv").registry


def test_a_file_that_cannot_be_read_leaves_what_was_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "un.csv").write_text(un(("2014-02-28", "NLD", "MINUSMA", 0, 0, 117)))
    assert main(["import", "un-contributions", str(tmp_path / "un.csv"), "--out", str(tmp_path)]) == 0
    before = (tmp_path / "un-contributions.toml").read_text()
    files = [str(tmp_path / "un.csv"), str(tmp_path / "gone.csv")]
    assert main(["import", "un-contributions", *files, "--out", str(tmp_path)]) == 2
    assert (tmp_path / "un-contributions.toml").read_text() == before
    printed = capsys.readouterr().out
    assert "T101" in printed
    assert printed.endswith("\nnothing is written: a file could not be read\n")


@pytest.mark.parametrize(
    ("who", "out", "last"),
    [
        (["NLD", "NOWHERE"], True, "written to {}, without what was reported"),
        (["NLD"], True, "written to {}"),
        (["NLD"], False, "nothing is written: write --out FOLDER to keep what was read"),
        (["NLD", "NOWHERE"], False, "nothing is written: write --out FOLDER to keep what was read"),
        (["NOWHERE"], False, "nothing is written: no row could be kept"),
    ],
)
def test_the_last_line_tells_whether_anything_was_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], who: list[str], *, out: bool, last: str
) -> None:
    """`1 kept` stood beside errors, and a reader did not know what became of the row."""
    (tmp_path / "un.csv").write_text(un(*[("2014-02-28", each, "MINUSMA", 0, 0, 117) for each in who]))
    main(["import", "un-contributions", str(tmp_path / "un.csv"), *(["--out", str(tmp_path)] if out else [])])
    written = tmp_path / "un-contributions.toml"
    assert capsys.readouterr().out.splitlines()[-1] == last.format(written)
    assert written.exists() == last.startswith("written")


def last_lines(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[str, str]:
    """Give the last line of what an import prints, and of what it tells beside that."""
    main(["import", *map(str, arguments)])
    printed = capsys.readouterr()
    return ("\n" + printed.out.rstrip()).splitlines()[-1], ("\n" + printed.err.rstrip()).splitlines()[-1]


def test_the_last_line_tells_that_nothing_was_written_also_where_the_import_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, out = tmp_path / "un.csv", tmp_path / "out"
    table.write_text(un(("2014-02-28", "NLD", "MINUSMA", 0, 0, 117)))
    (tmp_path / "wrong.toml").write_text('strenght = "n"\n')
    before = "nothing is written, and no table was read"
    assert last_lines(capsys, "no-such-mapping", table)[1] == before
    assert last_lines(capsys, tmp_path / "wrong.toml", table)[1] == before
    out.mkdir()
    (out / "un-contributions.toml").write_text("mine")
    assert last_lines(capsys, "un-contributions", table, "--out", out)[1] == before
    assert last_lines(capsys, "un-contributions", table, "--out", table)[1] == "nothing is written"


@pytest.mark.parametrize("form", ["--jsonl", "--csv"])
def test_for_programs_the_last_line_stands_beside_the_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    table, out = tmp_path / "un.csv", tmp_path / "out"
    table.write_text(un(("2014-02-28", "NLD", "MINUSMA", 0, 0, 117)))
    assert last_lines(capsys, "un-contributions", table, form)[1].startswith("nothing is written: write --out FOLDER")
    printed, told = last_lines(capsys, "un-contributions", table, form, "--out", out)
    assert "written" not in printed
    assert told == f"written to {out / 'un-contributions.toml'}"


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ("who,a,b\nNLD,1,2\n", "a table has no column of numbers whose header can be read"),
        ("who,x\nNLD,1\n", "a table does not have the columns that the mapping names"),
        ('{"who": "NLD"}', "a file could not be read"),
    ],
)
def test_why_nothing_could_be_read_of_a_table_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], table: str, why: str
) -> None:
    source = '[source]\ntitle = "A"\npublished = "2020"\n'
    mapping = 'contributor = "who"\nday = { header = true }\nstrength = { each = ["a", "b"] }\n' + source
    (tmp_path / "mapping.toml").write_text(mapping)
    (tmp_path / "table.csv").write_text(table)
    files = tmp_path / "mapping.toml", tmp_path / "table.csv"
    assert last_lines(capsys, *files) == (f"nothing is written: {why}", "")


def test_a_file_that_is_named_twice_is_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "un.csv"
    table.write_text(un(("2014-02-28", "NLD", "MINUSMA", 0, 0, 117)))
    assert last_lines(capsys, "un-contributions", table, table)[0] == "nothing is written: a file was named twice"


@pytest.mark.parametrize("troops", ["2014-02-28,QQ,QQ,MINUSMA,0,0,0,1", "2014-02-28,NLD,NLD,all,0,0,0,1", ""])
def test_where_no_row_is_kept_nothing_is_written_and_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], troops: str
) -> None:
    """A registry without anything was written, of which `active` then said that nobody was there."""
    header = "Date,Contributor ISO-3,Contributor,Mission,Individual Police Total,Formed Police Units Total"
    header += ",Experts on Mission Total,Troops Total\n"
    (tmp_path / "un.csv").write_text(header + troops + "\n")
    out = tmp_path / "out"
    assert main(["import", "un-contributions", str(tmp_path / "un.csv"), "--out", str(out)]) == 1
    assert capsys.readouterr().out.endswith("\nnothing is written: no row could be kept\n")
    assert not out.exists()
    assert main(["import", "un-contributions", str(tmp_path / "un.csv"), "--out", str(out), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["written"] is None


def test_a_mapping_or_folder_that_cannot_be_is_one_problem_and_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "un.csv").write_text(un(("2014-02-28", "NLD", "MINUSMA", 0, 0, 117)))
    assert main(["import", "un-contribution", str(tmp_path / "un.csv")]) == 2
    assert "did you mean 'un-contributions'?" in capsys.readouterr().err
    assert main(["import", "un-contributions", str(tmp_path / "un.csv"), "--out", str(tmp_path / "un.csv")]) == 2
    assert "cannot be made" in capsys.readouterr().err


def test_only_the_first_problems_of_each_kind_are_printed_unless_all_are_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [("2014-02-28", f"QQ{i}", "MINUSMA", 0, 0, 1) for i in range(15)]
    (tmp_path / "un.csv").write_text(un(*rows))
    assert main(["import", "un-contributions", str(tmp_path / "un.csv")]) == 1
    printed = capsys.readouterr().out
    assert printed.count("error[C101]") == 10
    assert "and 5 more C101\n15 errors, 0 warnings" in printed
    assert main(["import", "un-contributions", str(tmp_path / "un.csv"), "--all"]) == 1
    assert capsys.readouterr().out.count("error[C101]") == 15


def test_nothing_in_a_table_moves_the_cursor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "un\x1b[2J.csv").write_text(un(("2014-02-28", "\x1b[2J", "MINUSMA", 0, 0, 1)))
    assert main(["import", "un-contributions", str(tmp_path / "un\x1b[2J.csv")]) == 1
    assert "\x1b" not in capsys.readouterr().out


def test_progress_is_shown_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert watch() is unwatched
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        bar = watch()([1, 2], desc="reading \x1b[2J", total=2)
        assert [*bar] == [1, 2]
        assert "\x1b[2J" not in str(bar)
    os.close(ours)


OF_WHICH = """
[parts.police]
strength = "police"
part_of = "all"
[parts.all]
strength = "strength"
"""


def test_a_column_of_which_is_a_part_of_its_whole(tmp_path: Path) -> None:
    """The part names its whole, and no sum counts it once more."""
    table = "country,mission,day,strength,police\nNLD,KFOR,2020-01-31,50,20\nDEU,KFOR,2020-01-31,70,\n"
    mapping = PLAIN.replace('strength = "strength"\n', "") + OF_WHICH
    registry = import_text(tmp_path, table, mapping).registry
    assert {id_: each.part_of for id_, each in registry.deployments.items()} == {
        "nld-kfor-police": "nld-kfor-all",
        "nld-kfor-all": None,
        "deu-kfor-all": None,
    }
    assert registry.strength("2020-01-31").low == 120


def test_who_authorised_and_what_the_table_computes_is_said_of_each_claim(tmp_path: Path) -> None:
    mapping = PLAIN.replace(
        'strength = "strength"', 'ceiling = "most"\nby = "who"\nderived = true\nstrength = "strength"'
    )
    table = "country,mission,day,strength,most,who\nNLD,KFOR,2020-01-31,50,60,Parliament\nDEU,KFOR,2020-01-31,70,80,\n"
    statements = import_text(tmp_path, table, mapping).registry.statements
    assert {each.id: (each.by, each.derived) for each in statements} == {
        "table#nld-kfor.strength": (None, True),
        "table#nld-kfor.ceiling": ("Parliament", True),
        "table#deu-kfor.strength": (None, True),
        "table#deu-kfor.ceiling": (None, True),
    }


def test_an_id_does_not_depend_on_the_rows_above(tmp_path: Path) -> None:
    rows = ["NLD,KFOR,2020-01-31,50", "NLD,KFOR,2020-02-29,60"]
    before = {each.id: each for each in import_text(tmp_path, plain(*rows)).registry.statements}
    after = {each.id: each for each in import_text(tmp_path, plain("DEU,KFOR,2020-01-31,9", *rows)).registry.statements}
    assert before.keys() == after.keys() - {"table#deu-kfor.strength"}


def test_one_of_a_kind_is_told_in_the_singular(tmp_path: Path) -> None:
    told = str(import_text(tmp_path, plain("NLD,KFOR,2020-01-31,5")))
    assert "1 row read: 1 kept" in told
    assert "1 mission, 1 deployment, 1 source, 1 statement" in told
    (problem,) = import_text(tmp_path, plain("NLD")).diagnostics
    assert problem.message == "1 cell, where the header has 4"
