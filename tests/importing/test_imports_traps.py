"""What is wrong with tables that people have: each trap is met by what keeps the answer right, or is told."""

import csv
import itertools
import json
import re
from pathlib import Path

import pytest

from deployments.claims import Basis
from deployments.formats import source_positions
from deployments.importing import cell_reader, import_tables
from deployments.values.countries import Country, Organisation, contributor
from tests.formats.tables import PLAIN, codes, figures, import_text, plain, un
from tests.importing.obeying import leaving_out

cell_places = source_positions.cell_places
ONE = "NLD,KFOR,2020-01-31,5"


# --- totals and duplicates ---


def test_a_total_that_the_mapping_names_is_counted_and_left_out(tmp_path: Path) -> None:
    mapping = PLAIN + '[[totals]]\ncolumn = "country"\nwords = ["Total"]\n'
    imported = import_text(tmp_path, plain(ONE, "TOTAL,KFOR,2020-01-31,5"), mapping)
    assert (imported.counts[0].kept, imported.counts[0].totals, codes(imported)) == (1, 1, [])
    assert str(imported.registry.strength("2020-01-31")) == "5"


@pytest.mark.parametrize("row", ["Total,KFOR,2020-01-31,5", "NLD,all,2020-01-31,5", "NLD,Grand Total,2020-01-31,5"])
def test_a_total_that_the_mapping_does_not_name_is_reported_and_never_summed(tmp_path: Path, row: str) -> None:
    imported = import_text(tmp_path, plain(ONE, row))
    assert codes(imported) == ["I108"]
    assert str(imported.registry.strength("2020-01-31")) == "5"
    said, *lines = imported.diagnostics[0].hint.splitlines()
    assert (said, len(lines)) == ("leave such sums out: write at the end of the mapping", 3)
    again = import_text(tmp_path, plain(ONE, row), PLAIN + "\n".join(lines))
    assert (again.counts[0].kept, again.counts[0].totals, codes(again)) == (1, 1, [])


@pytest.mark.parametrize("name", ['who "sends"', "who\nsends", "sends, or not", "w\\ho"])
def test_the_lines_for_totals_name_a_column_of_any_name(tmp_path: Path, name: str) -> None:
    mapping = PLAIN.replace('"country"', json.dumps(name))
    header = '"' + name.replace('"', '""') + '",mission,day,strength\n'
    (problem,) = import_text(tmp_path, f"{header}Sub-total:,KFOR,2020-01-31,5\n", mapping).diagnostics
    lines = problem.hint.splitlines()[1:]
    imported = import_text(tmp_path, f"{header}Sub-total:,KFOR,2020-01-31,5\n", mapping + "\n".join(lines))
    assert (imported.counts[0].totals, codes(imported)) == (1, [])


def test_a_column_of_sums_is_left_out_by_its_name(tmp_path: Path) -> None:
    """The hint for rows, which is no help against a column, was given for it."""
    mapping = PLAIN.replace('"country"', "{ header = true }").replace(
        '"strength"', '{ each = ["NLD", "DEU", "Total"] }'
    )
    table = "mission,day,NLD,DEU,Total\nKFOR,2020-01-31,5,6,11\n"
    (problem,) = import_text(tmp_path, table, mapping).diagnostics
    imported = import_text(tmp_path, table, leaving_out(mapping, problem.hint))
    assert (codes(imported), str(imported.registry.strength("2020-01-31"))) == ([], "11")


def test_a_mission_that_is_called_all_can_be_meant(tmp_path: Path) -> None:
    mapping = PLAIN + '[mission]\ncolumn = "mission"\naliases = { all = "all missions" }\n'
    mapping = mapping.replace('mission = "mission"\n', "", 1)
    assert import_text(tmp_path, plain("NLD,all,2020-01-31,5"), mapping).registry.missions["all-missions"]


def test_a_row_that_is_there_twice_is_reported_and_counts_once(tmp_path: Path) -> None:
    imported = import_text(tmp_path, plain(ONE, "Netherlands,KFOR,2020-01-31,5"))
    assert codes(imported) == ["I105"]
    assert "line 2" in imported.diagnostics[0].message
    assert (imported.counts[0].kept, imported.counts[0].reported) == (1, 1)
    assert str(imported.registry.strength("2020-01-31")) == "5"


@pytest.mark.parametrize("values", [("5", "7"), ("0", "39"), ("5", "7", "6"), ("5", "7", "5"), ("0", "39", "0", "39")])
def test_rows_that_contradict_each_other_are_all_taken_and_disputed_in_any_order(
    tmp_path: Path, values: tuple[str, ...]
) -> None:
    """The first of them was taken for certain, and the other said to repeat it."""
    answers = set()
    for order in itertools.permutations(values):
        rows = [f"{name},KFOR,2020-01-31,{value}" for name, value in zip(itertools.cycle(["NLD", "Nederland"]), order)]
        imported = import_text(tmp_path, plain(*rows))
        presence = imported.registry.presence("nld-kfor", "2020-01-31")
        answers.add((presence.certainty, presence.word, presence.disputed, str(presence.strength)))
        assert sorted(codes(imported)) == ["I105"] * (len(values) - len({*values})) + ["W104"] * (len({*values}) - 1)
        (first,) = [each for each in imported.diagnostics if each.code == "W104"][:1]
        assert repr(order[0]) in first.message
        assert {str(each.value) for each in imported.registry.statements} == {*values}
    assert len(answers) == 1
    assert all(disputed for _, _, disputed, _ in answers)


def test_two_ends_of_one_stay_are_both_taken(tmp_path: Path) -> None:
    mapping = PLAIN + 'start = "start"\nend = "end"\n' if "[" not in PLAIN else 'start = "start"\nend = "end"\n' + PLAIN
    table = "country,mission,day,strength,start,end\n" + "".join(
        f"NLD,KFOR,2020-01-31,5,2020-01-01,{end}\n" for end in ("2020-02-01", "2020-05-31")
    )
    imported = import_text(tmp_path, table, mapping)
    assert codes(imported) == ["W104"]
    assert "2020-02-01" in imported.diagnostics[0].message
    assert "2020-05-31" in imported.diagnostics[0].message
    assert imported.registry.bounds("nld-kfor.end").disputed


def test_the_same_figure_in_two_files_has_two_sources(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.csv").write_text(plain(ONE))
    (tmp_path / "m.toml").write_text(PLAIN)
    imported = import_tables(tmp_path / "m.toml", tmp_path / "a.csv", tmp_path / "b.csv")
    assert {each.source for each in imported.registry.statements} == {"a", "b"}
    assert str(imported.registry.strength("2020-01-31")) == "5"


def test_a_file_that_is_named_twice_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(plain(ONE))
    (tmp_path / "m.toml").write_text(PLAIN)
    imported = import_tables(tmp_path / "m.toml", tmp_path / "a.csv", tmp_path / "a.csv")
    assert codes(imported) == ["I105"]
    assert imported.unread == (str(tmp_path / "a.csv"),)


def test_files_of_one_name_in_two_folders_are_two_sources(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "table.csv").write_text(plain(ONE))
    (tmp_path / "m.toml").write_text(PLAIN)
    imported = import_tables(tmp_path / "m.toml", tmp_path / "a" / "table.csv", tmp_path / "b" / "table.csv")
    assert [*imported.registry.sources] == ["table", "table-2"]


# --- zero, empty, unknown ---


def test_zero_is_a_number_and_empty_is_none(tmp_path: Path) -> None:
    imported = import_text(tmp_path, plain("NLD,KFOR,2020-01-31,0", "DEU,KFOR,2020-01-31,"))
    assert figures(imported) == {("nld-kfor", "2020-01-31"): "0"}
    assert codes(imported) == ["I107"]
    assert imported.counts[0].reported == 1


def test_an_unknown_number_is_not_an_absence(tmp_path: Path) -> None:
    mapping = 'absent = "zero"\nunknown = ["unknown"]\n' + PLAIN
    rows = plain(ONE, "NLD,KFOR,2020-02-29,Unknown", "DEU,KFOR,2020-02-29,6")
    assert ("nld-kfor", "2020-02-29") not in figures(import_text(tmp_path, rows, mapping))


def test_a_zero_in_a_part_that_never_had_anybody_makes_no_deployment(tmp_path: Path) -> None:
    (tmp_path / "un.csv").write_text(
        un(
            ("2014-01-31", "NLD", "UNMIL", 0, 0, 5),
            ("2014-02-28", "NLD", "UNMIL", 3, 0, 0),
            ("2014-02-28", "DEU", "UNMIL", 0, 0, 0),
        )
    )
    imported = import_tables("un-contributions", tmp_path / "un.csv")
    assert [*imported.registry.deployments] == [
        *("deu-unmil-experts", "deu-unmil-police", "deu-unmil-troops"),
        *("nld-unmil-police", "nld-unmil-troops"),
    ]  # a row that says that nobody is there is a statement all the same
    assert figures(imported)["nld-unmil-troops", "2014-02-28"] == "0"
    assert figures(imported)["nld-unmil-police", "2014-01-31"] == "0"


def test_a_row_that_states_nothing_leaves_no_mission_and_no_source(tmp_path: Path) -> None:
    registry = import_text(tmp_path, plain("NLD,KFOR,2020-01-31,")).registry
    assert (len(registry.missions), len(registry.sources), len(registry.deployments)) == (0, 0, 0)


def test_a_row_with_a_cell_too_few_hides_no_warning(tmp_path: Path) -> None:
    assert codes(import_text(tmp_path, plain("NLD,KFOR',2020-01-31", "NLD,KFOR',2020-01-31,5"))) == ["I104", "I110"]


@pytest.mark.parametrize("elsewhere", [1 << 17, 1 << 31], ids=["Python's limit", "a limit that a library raised"])
def test_a_cell_that_is_too_long_is_told_whatever_limit_others_set(tmp_path: Path, elsewhere: int) -> None:
    limit = csv.field_size_limit(elsewhere)  # it is one for the whole process
    try:
        imported = import_text(tmp_path, plain(f"NLD,{'K' * 200_000},2020-01-31,5", "NLD,KFOR,2020-02-29,6"))
    finally:
        csv.field_size_limit(limit)
    assert [str(each.message) for each in imported.diagnostics if each.code == "I104"] == [
        "cannot be split into cells: field larger than field limit (131072)"
    ]
    assert figures(imported) == {("nld-kfor", "2020-02-29"): "6"}


def test_a_sum_with_an_unknown_part_is_at_least_what_is_known(tmp_path: Path) -> None:
    mapping = PLAIN.replace('"strength"', '{ add = ["men", "women"] }')
    table = "country,mission,day,men,women\nNLD,KFOR,2020-01-31,5,\nDEU,KFOR,2020-01-31,,\nFRA,KFOR,2020-01-31,0,\n"
    imported = import_text(tmp_path, table, mapping)
    assert (codes(imported), figures(imported)) == (["I107", "I107"], {("nld-kfor", "2020-01-31"): "5.."})
    assert str(imported.registry.strength("2020-01-31")) == "5.."


# --- countries ---


def test_na_is_namibia_where_it_is_not_a_word_for_nothing(tmp_path: Path) -> None:
    assert figures(import_text(tmp_path, plain("NA,UNMIL,2020-01-31,5"))) == {("nam-unmil", "2020-01-31"): "5"}


def test_na_is_never_guessed_where_it_can_be_both(tmp_path: Path) -> None:
    rows = plain("NA,UNMIL,2020-01-31,5", "NL,UNMIL,2020-01-31,NA")
    imported = import_text(tmp_path, rows, 'unknown = ["NA"]\n' + PLAIN)
    assert codes(imported) == ["I111", "I107"]
    assert "unknown = []" in imported.diagnostics[0].hint
    who = '[contributor]\ncolumn = "country"\n'
    mapping = 'unknown = ["NA"]\n' + PLAIN.replace('contributor = "country"\n', "")
    assert figures(import_text(tmp_path, rows, mapping + who + "unknown = []\n")) == {("nam-unmil", "2020-01-31"): "5"}
    assert codes(import_text(tmp_path, rows, mapping + who + 'unknown = ["NA"]\n')) == ["I106", "I107"]


def test_kosovo_under_seven_codes_is_one_country(tmp_path: Path) -> None:
    codes_ = ["XKX", "XK", "Kosovo", "KOS", "UNK", "RKS", "KV"]
    rows = plain(*(f"{code},KFOR,2020-01-{day:02},{day}" for day, code in enumerate(codes_, 1)))
    imported = import_text(tmp_path, rows)
    assert codes(imported) == ["C101"] * 4
    assert all("aliases of [contributor]" in diagnostic.hint for diagnostic in imported.diagnostics)
    aliases = "".join(f'{code} = "XKX"\n' for code in codes_[3:])
    mapping = (
        PLAIN.replace('contributor = "country"\n', "")
        + f'[contributor]\ncolumn = "country"\n[contributor.aliases]\n{aliases}'
    )
    imported = import_text(tmp_path, rows, mapping)
    assert ([*imported.registry.deployments], codes(imported)) == (["xkx-kfor"], [])


def test_a_country_that_did_not_exist_then_is_told_and_kept(tmp_path: Path) -> None:
    rows = plain(
        *("Russia,EX,1985-01-31,5", "DDR,EX,1995-01-31,5", "Slovakia,EX,1992-12-31,5"),
        *("Slovakia,EX,1993-01-31,5", "Soviet Union,EX,1985-01-31,5", "Estonia,EX,1930-01-31,5"),
    )
    imported = import_text(tmp_path, rows)
    assert [(each.code, each.location and each.location.line) for each in imported.diagnostics] == [
        *(("C201", 2), ("C201", 3), ("C201", 4)),
    ]
    assert imported.counts[0].kept == 6


def test_a_name_can_mean_another_country_until_a_day(tmp_path: Path) -> None:
    former = '[[contributor.former]]\nname = "Russia"\nuntil = "1991-12-25"\ncountry = "SUN"\n'
    mapping = PLAIN.replace('contributor = "country"\n', "") + f'[contributor]\ncolumn = "country"\n{former}'
    rows = plain("Russia,EX,1991-12-25,5", "Russia,EX,1991-12-26,6", "Russia,EX,1991-12,7")
    imported = import_text(tmp_path, rows, mapping)
    assert figures(imported) == {("sun-ex", "1991-12-25"): "5", ("rus-ex", "1991-12-26"): "6"}
    assert codes(imported) == ["I111"]


# --- names ---


def test_one_mission_under_two_acronyms_is_one_where_the_mapping_says_so(tmp_path: Path) -> None:
    mapping = PLAIN.replace('mission = "mission"\n', "")
    mapping += '[mission]\ncolumn = "mission"\naliases = { MONUC = "MONUSCO" }\n'
    rows = plain("NLD,MONUC,2020-01-31,5", "NLD,MONUSCO,2020-02-29,6")
    assert [*import_text(tmp_path, rows, mapping).registry.deployments] == ["nld-monusco"]


def test_missions_that_differ_in_spelling_only_are_told(tmp_path: Path) -> None:
    imported = import_text(tmp_path, plain(ONE, "DEU,K-For,2020-01-31,6"))
    assert codes(imported) == ["W101"]
    assert '"K-For" = "KFOR" in [mission.aliases]' in imported.diagnostics[0].hint
    assert [*imported.registry.missions] == ["k-for", "kfor"]


@pytest.mark.parametrize("spelt", ["KFOR'", "'KFOR", "KFOR\u2019"])
def test_a_stray_apostrophe_makes_no_other_mission(tmp_path: Path, spelt: str) -> None:
    imported = import_text(
        tmp_path, plain(ONE, f"DEU,{spelt},2020-01-31,6", f"FRA,{spelt},2020-01-31,7", "'DNK,KFOR,2020-01-31,3")
    )
    assert [*imported.registry.missions] == ["kfor"]
    assert codes(imported) == ["I110", "I110"]  # each spelling once
    assert imported.counts[0].kept == 4


def test_apostrophes_that_belong_there_stay(tmp_path: Path) -> None:
    imported = import_text(tmp_path, plain("Côte d'Ivoire,Ta'if Shield,2020-01-31,6", "NLD,'Open' Gate,2020-01-31,6"))
    assert [each.name for each in imported.registry.missions.values()] == ["'Open' Gate", "Ta'if Shield"]
    assert codes(imported) == []


def test_two_missions_under_one_id_are_not_mixed(tmp_path: Path) -> None:
    mapping = PLAIN.replace('mission = "mission"\n', "") + '[mission]\ncolumn = "mission"\nname = "name"\n'
    rows = "country,mission,name,day,strength\nNLD,m1,Shield,2020-01-31,5\nDEU,m1,Sword,2020-01-31,6\n"
    imported = import_text(tmp_path, rows, mapping)
    assert codes(imported) == ["I114"]
    assert imported.registry.missions["m1"].name == "Shield"


def test_names_that_make_the_same_id_stay_two_missions(tmp_path: Path) -> None:
    imported = import_text(tmp_path, plain("NLD,Op A,2020-01-31,5", "NLD,Op-A!,2020-01-31,6", "NLD,行动,2020-01-31,7"))
    assert [*imported.registry.missions] == ["op-a", "op-a-2", "x"]
    assert len(imported.registry.deployments) == 3


# --- days and places ---


def test_a_month_end_on_the_wrong_day_is_told_once_and_kept_as_written(tmp_path: Path) -> None:
    mapping = PLAIN.replace('day = "day"', 'day = { column = "day", month_end = true }')
    rows = plain("NLD,KFOR,2012-02-28,5", "DEU,KFOR,2012-02-28,5", "NLD,KFOR,2013-02-28,5", "NLD,KFOR,2012-03,5")
    imported = import_text(tmp_path, rows, mapping)
    assert codes(imported) == ["I109"]
    assert ("nld-kfor", "2012-02-28") in figures(imported)


@pytest.mark.parametrize(
    ("spelt", "meant"),
    [("1/14/80", "1980-01-14"), ("12/3/09", "2009-12-03"), ("1980-01-xx", "1980-01-XX"), ("1980-XX-14", "1980-XX-14")],
)
def test_dates_are_read_as_the_mapping_spells_them(tmp_path: Path, spelt: str, meant: str) -> None:
    mapping = PLAIN + '[dates]\nformats = ["M/D/YY", "YYYY-MM-DD"]\nyears = "1980..2010"\n'
    assert figures(import_text(tmp_path, plain(f"NLD,EX,{spelt},5"), mapping)) == {("nld-ex", meant): "5"}


@pytest.mark.parametrize("spelt", ["14/1/80", "2/30/80", "1/1/79", "1/0/80", "0/1/80", "1980-1-1", "soon", "1/1/1980"])
def test_dates_that_cannot_be_are_told_with_their_place(tmp_path: Path, spelt: str) -> None:
    mapping = PLAIN + '[dates]\nformats = ["M/D/YY", "YYYY-MM-DD"]\nyears = "1980..2010"\n'
    imported = import_text(tmp_path, plain(ONE, f"NLD,EX,{spelt},5"), mapping)
    assert codes(imported) == ["D101"]
    assert str(imported.diagnostics[0].location).endswith("table.csv:3:8")
    assert spelt in imported.diagnostics[0].message


def test_a_date_that_two_formats_read_as_two_days_is_told(tmp_path: Path) -> None:
    mapping = PLAIN + '[dates]\nformats = ["M/D/YYYY", "D/M/YYYY"]\n'
    imported = import_text(tmp_path, plain("NLD,EX,1/2/2020,5", "NLD,EX,2/2/2020,5", "NLD,EX,31/1/2020,5"), mapping)
    assert codes(imported) == ["D101"]
    assert "2020-01-02 or 2020-02-01" in imported.diagnostics[0].hint
    assert {day for _, day in figures(imported)} == {"2020-02-02", "2020-01-31"}


def test_months_can_have_names(tmp_path: Path) -> None:
    mapping = PLAIN + '[dates]\nformats = ["D MMM YYYY", "MMMM YYYY"]\n'
    imported = import_text(tmp_path, plain("NLD,EX,3 Feb 2020,5", "NLD,EX,march 2020,6"), mapping)
    assert {day for _, day in figures(imported)} == {"2020-02-03", "2020-03"}


@pytest.mark.parametrize("spelt", ["1 maart 2020", "1 Mrt 2020", "1 mrt. 2020"])
def test_months_can_have_names_in_another_language(tmp_path: Path, spelt: str) -> None:
    mapping = PLAIN + '[dates]\nlanguage = "nl"\nformats = ["D MMMM YYYY", "D MMM YYYY"]\n'
    imported = import_text(tmp_path, plain(f"NLD,KFOR,{spelt},5"), mapping)
    assert [str(statement.as_of) for statement in imported.registry.statements] == ["2020-03-01"]
    assert codes(import_text(tmp_path, plain("NLD,KFOR,1 march 2020,5"), mapping)) == ["D101"]


@pytest.mark.parametrize(("spelt", "hint"), [("42766", "as Excel numbers them"), ("1 maart 2020", "write language")])
def test_what_to_do_with_numbers_of_days_and_strange_months_is_told(tmp_path: Path, spelt: str, hint: str) -> None:
    mapping = PLAIN + '[dates]\nformats = ["EDTF", "D MMMM YYYY"]\n'
    (problem,) = import_text(tmp_path, plain(f"NLD,KFOR,{spelt},5"), mapping).diagnostics
    assert (problem.code, hint in problem.hint) == ("D101", True)


def test_the_midnight_that_spreadsheets_add_is_part_of_a_format(tmp_path: Path) -> None:
    mapping = PLAIN + '[dates]\nformats = ["YYYY-MM-DD 00:00:00"]\n'
    imported = import_text(tmp_path, plain("NLD,KFOR,2020-03-01 00:00:00,5"), mapping)
    assert [str(statement.as_of) for statement in imported.registry.statements] == ["2020-03-01"]


def test_an_end_before_its_start_is_told(tmp_path: Path) -> None:
    mapping = PLAIN.replace('day = "day"\nstrength = "strength"', 'start = "from"\nend = "to"')
    imported = import_text(tmp_path, "country,mission,from,to\nNLD,KFOR,2003-05-01,2003-04\n", mapping)
    assert codes(imported) == ["I112"]


def test_a_report_of_a_day_after_publication_is_told(tmp_path: Path) -> None:
    assert codes(import_text(tmp_path, plain("NLD,KFOR,2020-06-02,5"))) == ["P102"]
    planned = import_text(tmp_path, plain("NLD,KFOR,2020-06-02,5"), 'basis = "planned"\n' + PLAIN)
    assert (codes(planned), planned.counts[0].kept) == ([], 1)


@pytest.mark.parametrize(
    ("basis", "wanted"),
    [("", ("reported", "planned")), ("planned", ("planned", "planned")), ("considered", ("considered", "considered"))],
)
def test_an_import_writes_the_basis_of_what_it_makes(tmp_path: Path, basis: str, wanted: tuple[str, str]) -> None:
    """Nobody reports what is to come: an end after the publication of the table is a plan."""
    mapping = PLAIN.replace('day = "day"\nstrength = "strength"', 'start = "from"\nend = "to"')
    mapping = f'basis = "{basis}"\n{mapping}' if basis else mapping
    imported = import_text(tmp_path, "country,mission,from,to\nNLD,KFOR,2003-05-01,2020-12-01\n", mapping)
    assert codes(imported) == []
    assert tuple(each.basis and each.basis.value for each in imported.registry.statements) == wanted


@pytest.mark.parametrize("day", ["9999-12-31", "0000-05-01", "-0001-01-01", "Y12345"])
def test_a_day_around_which_no_source_can_be_dated_is_told(tmp_path: Path, day: str) -> None:
    mapping = PLAIN.replace('published = "2020-06-01"', 'each = "day"\nwithin = "P3M"')
    imported = import_text(tmp_path, plain(f"NLD,KFOR,{day},5", ONE), mapping)
    (problem,) = imported.diagnostics
    assert (problem.code, str(problem.location).rpartition("csv:")[2]) == ("D101", "2:10")
    assert imported.counts[0].kept == 1


def test_a_month_in_which_the_table_appeared_is_reported_not_planned(tmp_path: Path) -> None:
    imported = import_text(tmp_path, plain("NLD,KFOR,2020-06,5"))
    (statement,) = imported.registry.statements
    assert imported.registry.basis(statement) is Basis.REPORTED


def test_one_row_that_says_two_things_of_the_same_is_told(tmp_path: Path) -> None:
    mapping = PLAIN.replace('"country"', "{ header = true }").replace('"strength"', '{ each = ["NLD", "Nether*"] }')
    imported = import_text(tmp_path, "mission,day,NLD,Netherlands\nA,2020-01-31,5,6\nB,2020-01-31,5,5\n", mapping)
    assert codes(imported) == ["I105", "I113"]
    assert figures(imported) == {("nld-b", "2020-01-31"): "5"}


PLACED = PLAIN + '[place]\nname = "at"\nlatitude = "lat"\nlongitude = "lon"\n'


def test_swapped_latitude_and_longitude_are_told_where_they_stand(tmp_path: Path) -> None:
    rows = "country,mission,day,strength,at,lat,lon\nNLD,EX,2020-01-31,5,Seoul,126.9,37.5\n"
    imported = import_text(tmp_path, rows, PLACED)
    assert codes(imported) == ["C101"]
    assert "swapped" in imported.diagnostics[0].hint
    assert str(imported.diagnostics[0].location).endswith(":2:27")


@pytest.mark.parametrize("cells", ["Seoul,37.5,", "Seoul,91,0", "Seoul,north,0", f"{'x' * 300},1,1"])
def test_a_place_that_cannot_be_is_told(tmp_path: Path, cells: str) -> None:
    rows = f"country,mission,day,strength,at,lat,lon\nNLD,EX,2020-01-31,5,{cells}\n"
    assert len(codes(import_text(tmp_path, rows, PLACED))) == 1


def test_the_country_of_a_place_is_never_guessed(tmp_path: Path) -> None:
    rows = (
        "country,mission,day,strength,where\nNLD,EX,2020-01-31,5,NA\nDEU,EX,2020-01-31,5,UNK\nFRA,EX,2020-01-31,5,-\n"
    )
    placed = PLAIN + '[place]\ncountry = "where"\n'
    imported = import_text(tmp_path, rows, 'unknown = ["NA", "-"]\n' + placed)
    assert codes(imported) == ["I111", "C101"]
    imported = import_text(tmp_path, rows, 'unknown = ["-"]\n' + placed + 'aliases = { UNK = "XKX" }\n')
    assert [str(each.place) for each in imported.registry.deployments.values()] == ["XKX", "None", "NAM"]


def test_what_may_have_been_meant_by_very_many_strange_names_is_looked_for_a_thousand_times_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_for = []

    def counted(text: str) -> Country | Organisation:
        looked_for.append(text)
        return contributor(text)

    monkeypatch.setattr(cell_reader, "contributor", counted)  # it takes a millisecond for each
    imported = import_text(tmp_path, plain(*(f"Land {i} of nowhere,KFOR,2020-01-31,5" for i in range(2000))))
    assert len(codes(imported)) == 2000
    assert len(looked_for) == 1000


AREA = "country,mission,day,strength,where,town,host\nNLD,KFOR,2020-01-31,5,%s,%s,%s\n"


def test_an_area_that_is_no_country_is_the_name_of_a_place_if_the_mapping_says_so(tmp_path: Path) -> None:
    """There was no way to say it but another column."""
    mapping = PLAIN + '[place]\ncountry = "where"\nname = "town"\n'
    (problem,) = import_text(tmp_path, AREA % ("Persian Gulf", "", ""), mapping).diagnostics
    alias = problem.hint.partition("that is no country, ")[2]
    for town, name in (("", "Persian Gulf"), ("Farsi", "Farsi, Persian Gulf")):
        imported = import_text(tmp_path, AREA % ("Persian Gulf", town, ""), f"{mapping}aliases = {{ {alias} }}\n")
        assert [str(each.place) for each in imported.registry.deployments.values()] == [name]
        assert codes(imported) == []


def test_a_host_that_is_no_country_can_be_unknown(tmp_path: Path) -> None:
    table = AREA % ("", "", "Persian Gulf")
    mapping = PLAIN.replace('mission = "mission"', 'mission = { column = "mission", host = { column = "host"%s } }')
    (problem,) = import_text(tmp_path, table, mapping % "").diagnostics
    assert "{ name" not in problem.hint
    line = re.findall(r"unknown = \[[^]]*\]", problem.hint)[0]
    assert codes(import_text(tmp_path, table, mapping % f", {line}")) == []


def test_no_place_is_no_place(tmp_path: Path) -> None:
    rows = "country,mission,day,strength,at,lat,lon\nNLD,EX,2020-01-31,5,,,\nNLD,EX,2020-01-31,5,Seoul,,\n"
    imported = import_text(tmp_path, rows, PLACED)
    assert [str(each.place) for each in imported.registry.deployments.values()] == ["None", "Seoul"]


# --- numbers ---


@pytest.mark.parametrize("number", ['"1,234"', "1.234,5", "-5", "12.5", "five", "1e3", "99999999999", "٣"])
def test_numbers_that_the_mapping_does_not_spell_are_told(tmp_path: Path, number: str) -> None:
    table = f"country;mission;day;strength\nNLD;KFOR;2020-01-31;{number}\n"
    assert codes(import_text(tmp_path, table, 'separator = ";"\n' + PLAIN)) == ["Q101"]


@pytest.mark.parametrize(
    ("marks", "number", "meant"),
    [
        ('thousands = ","', "1,234", "1234"),
        ('thousands = "."\ndecimal = ","', "1.234.567,00", "1234567"),
        ('decimal = "."', "117.0", "117"),
        ('thousands = " "', "12 345", "12345"),
        ('thousands = ","', "234", "234"),
    ],
)
def test_thousands_and_decimals_are_read_as_the_mapping_spells_them(
    tmp_path: Path, marks: str, number: str, meant: str
) -> None:
    table = f"country;mission;day;strength\nNLD;KFOR;2020-01-31;{number}\n"
    assert [*figures(import_text(tmp_path, table, f'separator = ";"\n{marks}\n{PLAIN}')).values()] == [meant]


@pytest.mark.parametrize(
    ("number", "meant"),
    [
        ("150-200", "150..200"),
        ("1,150 \u2013 1,200", "1150..1200"),
        ("ca. 300", "~300"),
        ("CIRCA 1,300", "~1300"),
        ("ca. 100-200", "~100..200"),
        ("~5", "~5"),
    ],
)
def test_ranges_and_words_for_about_are_read_as_the_mapping_spells_them(
    tmp_path: Path, number: str, meant: str
) -> None:
    words = 'separator = ";"\nthousands = ","\nbetween = ["-", "\u2013"]\nabout = ["ca.", "circa"]\n'
    table = f"country;mission;day;strength\nNLD;KFOR;2020-01-31;{number}\n"
    assert [*figures(import_text(tmp_path, table, words + PLAIN)).values()] == [meant]


@pytest.mark.parametrize(
    "number", ["-5", "5-", "1-2-3", "200-150", "ca.", "ca. ca. 5", "ca. ~5", "150-ca. 200", "c. 5"]
)
def test_what_is_no_range_and_not_about_anything_is_told(tmp_path: Path, number: str) -> None:
    words = 'separator = ";"\nbetween = "-"\nabout = "ca."\n'
    table = f"country;mission;day;strength\nNLD;KFOR;2020-01-31;{number}\n"
    assert codes(import_text(tmp_path, table, words + PLAIN)) == ["Q101"]


@pytest.mark.parametrize(("number", "hint"), [("150-200", 'between = ["-"]'), ("ca. 300", 'about = ["ca."]')])
def test_the_key_for_a_range_or_a_word_for_about_is_named(tmp_path: Path, number: str, hint: str) -> None:
    (problem,) = import_text(tmp_path, plain(f"NLD,KFOR,2020-01-31,{number}"), PLAIN).diagnostics
    assert hint in problem.hint


@pytest.mark.parametrize("word", ["NA", "n/a", "many", "-", "\u2014", "nil", 'so "many"', "..."])
def test_a_word_in_the_place_of_a_number_is_told_with_the_key_for_what_is_not_known(tmp_path: Path, word: str) -> None:
    """It said to leave the number out, as in a registry, and to write `present = true`, which no table has."""
    row = f'NLD,M,2020-01-31,"{word.replace(chr(34), 2 * chr(34))}"'
    (problem,) = import_text(tmp_path, plain(row)).diagnostics
    unknown, zero = (re.findall(rf"write ({key} = .*?) at the top", problem.hint)[0] for key in ("unknown", "zero"))
    assert codes(import_text(tmp_path, plain(row), f"{unknown}\n{PLAIN}")) == ["I107"]
    imported = import_text(tmp_path, plain(row), f"{zero}\n{PLAIN}")
    assert (codes(imported), figures(imported)) == ([], {("nld-m", "2020-01-31"): "0"})


def test_a_number_in_words_is_told_in_digits(tmp_path: Path) -> None:
    (problem,) = import_text(tmp_path, plain("NLD,M,2020-01-31,twelve")).diagnostics
    assert problem.hint == 'write "12"'


def test_a_thousand_is_never_read_as_one_and_no_fraction(tmp_path: Path) -> None:
    table = "country;mission;day;strength\nNLD;KFOR;2020-01-31;1,000\n"
    marks = 'separator = ";"\ndecimal = ","\n'
    (problem,) = import_text(tmp_path, table, marks + PLAIN).diagnostics
    assert (problem.code, "thousands" in problem.hint) == ("Q101", True)
    assert [*figures(import_text(tmp_path, table, f'{marks}thousands = "."\n{PLAIN}')).values()] == ["1"]


def test_half_a_group_of_thousands_is_no_number(tmp_path: Path) -> None:
    table = "country;mission;day;strength\nNLD;KFOR;2020-01-31;1,23\nNLD;KFOR;2020-02-01;1,2345\n"
    assert codes(import_text(tmp_path, table, f'separator = ";"\nthousands = ","\n{PLAIN}')) == ["Q101", "Q101"]


# --- files ---


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_marks_and_line_ends_do_not_matter(tmp_path: Path, end: str, mark: str) -> None:
    table = mark + plain(ONE, "DEU,KFOR,2020-01-31,6", "Nowhere,KFOR,2020-01-31,7").replace("\n", end)
    imported = import_text(tmp_path, table)
    assert sorted(str(each.locator) for each in imported.registry.statements) == ["line 2", "line 3"]
    assert str(imported.diagnostics[0].location).endswith(":4:1")
    assert imported.diagnostics[0].location.text == "Nowhere,KFOR,2020-01-31,7"  # type: ignore[union-attr]


def test_lines_are_counted_through_cells_of_several_lines(tmp_path: Path) -> None:
    table = plain('NLD,"Made-up\nShield ""A""",2020-01-31,5', "DEU,X,2020-01-31,6", '"No\n\nwhere",X,2020-01-31,many')
    imported = import_text(tmp_path, table)
    assert sorted(str(each.locator) for each in imported.registry.statements) == ["line 2", "line 4"]
    assert imported.registry.missions["made-up-shield-a"].name == 'Made-up Shield "A"'
    assert [str(each.location).rpartition(".csv")[2] for each in imported.diagnostics] == [":7:21", ":5:1"]


def test_a_wrong_separator_is_told_with_the_right_one(tmp_path: Path) -> None:
    imported = import_text(tmp_path, plain(ONE).replace(",", ";"))
    assert codes(imported) == ["I102"]
    assert 'separator = ";"' in imported.diagnostics[0].hint
    assert import_text(tmp_path, plain(ONE).replace(",", ";"), 'separator = ";"\n' + PLAIN).counts[0].kept == 1


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (["NLD,KFOR,2020-01-31"], "I104"),
        (["NLD,KFOR,2020-01-31,5,6"], "I104"),
        (['NLD,"KFOR"x,2020-01-31,5'], "I104"),
        (['NLD,"KFOR,2020-01-31,5', "DEU,KFOR,2020-01-31,6"], "I104"),
    ],
)
def test_a_row_that_cannot_be_split_is_told(tmp_path: Path, rows: list[str], code: str) -> None:
    imported = import_text(tmp_path, plain(ONE, *rows))
    assert codes(imported) == [code]
    assert (imported.counts[0].kept, imported.counts[0].reported) == (1, 1)


def test_the_cells_of_a_row_are_found_once_however_many_of_them_are_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = []

    def counted(row: str, separator: str, quote: str) -> list[tuple[int, int]]:
        rows.append(row)
        return cell_places(row, separator, quote)

    monkeypatch.setattr(source_positions, "cell_places", counted)
    states = [f"State{number}" for number in range(500)]
    mapping = PLAIN.replace('"country"', '{ each = "State*" }')
    row = ",".join(["KFOR", "2020-01-31", "5", *("nowhere" + "x" * number for number in range(500))])
    imported = import_text(tmp_path, ",".join(["mission", "day", "strength", *states]) + f"\n{row}\n", mapping)
    assert len({str(each.location) for each in imported.diagnostics}) == 500
    assert len(rows) == 1


def test_a_row_after_a_broken_one_is_read(tmp_path: Path) -> None:
    imported = import_text(tmp_path, plain('NLD,"KFOR"x,2020-01-31,5', ONE))
    assert imported.registry.statements[0].locator == "line 3"


def test_empty_cells_and_lines_at_the_end_are_not_rows(tmp_path: Path) -> None:
    imported = import_text(tmp_path, plain(ONE + ",,", "", ",,,", ",,,,"))
    assert (imported.counts[0].read, imported.counts[0].kept, imported.counts[0].blank, codes(imported)) == (
        3,
        1,
        2,
        [],
    )


@pytest.mark.parametrize("table", ["", "\n", "\ufeff", ",,,\n"])
def test_an_empty_file_is_told(tmp_path: Path, table: str) -> None:
    imported = import_text(tmp_path, table)
    assert codes(imported) == ["I102"]
    assert imported.unread


def test_a_header_without_rows_is_told(tmp_path: Path) -> None:
    assert codes(import_text(tmp_path, plain())) == ["I103"]


def test_a_column_that_is_not_there_is_told_with_what_is_meant(tmp_path: Path) -> None:
    imported = import_text(tmp_path, plain(ONE).replace("strength", "strenght"))
    assert codes(imported) == ["I102"]
    assert imported.diagnostics[0].hint == "did you mean 'strenght'?"
    twice = import_text(tmp_path, "country,mission,day,strength,day\nNLD,KFOR,2020-01-31,5,1\n")
    assert "two columns have the same name" in twice.diagnostics[0].message


def test_a_table_without_a_header_gets_the_names_of_the_mapping(tmp_path: Path) -> None:
    mapping = 'columns = ["country", "mission", "day", "strength"]\nskip = 2\n' + PLAIN
    imported = import_text(tmp_path, f"A title\nwith two lines\n{ONE}\nNowhere,KFOR,2020-01-31,5\n", mapping)
    assert imported.registry.statements[0].locator == "line 3"
    assert str(imported.diagnostics[0].location).endswith(":4:1")


# --- encodings ---

ACCENTED = plain("Côte d'Ivoire,KFOR,2020-01-31,5")


def test_other_encodings_are_read_where_the_mapping_names_them(tmp_path: Path) -> None:
    for encoding in ("windows-1252", "utf-16", "utf-8", "iso-8859-15"):
        imported = import_text(tmp_path, ACCENTED.encode(encoding), f'encoding = "{encoding}"\n' + PLAIN)
        assert figures(imported) == {("civ-kfor", "2020-01-31"): "5"}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        *(("windows-1252", "utf-8"), ("utf-8", "windows-1252"), ("utf-16", "utf-8"), ("utf-8-sig", "windows-1252")),
        *(("utf-8", "utf-16"), ("utf-16", "windows-1252"), ("utf-8", "iso-8859-1")),
    ],
)
def test_a_wrong_encoding_is_told_and_nothing_is_made_of_it(tmp_path: Path, written: str, said: str) -> None:
    imported = import_text(tmp_path, ACCENTED.encode(written), f'encoding = "{said}"\n' + PLAIN)
    assert {each.code for each in imported.diagnostics} <= {"I101", "I102"}
    assert imported.unread
    assert imported.registry.statements == ()


def test_a_wrong_byte_is_told_with_its_place(tmp_path: Path) -> None:
    imported = import_text(tmp_path, ACCENTED.encode("windows-1252"))
    assert str(imported.diagnostics[0].location).endswith(":2:2")
    assert "0xf4" in imported.diagnostics[0].message
    big = plain(*(f"NLD,KFOR,{1900 + i // 300}-01-{i % 28 + 1:02},{i}" for i in range(40_000)))
    imported = import_text(tmp_path, big.encode() + b"\xff\n")
    assert str(imported.diagnostics[0].location).endswith(":40002:1")


def test_a_mark_of_another_encoding_is_told(tmp_path: Path) -> None:
    imported = import_text(tmp_path, plain(ONE).encode("utf-8-sig"), 'encoding = "windows-1252"\n' + PLAIN)
    assert codes(imported) == ["I101"]
    assert "mark of utf-8" in imported.diagnostics[0].message


def test_a_character_cut_in_two_is_told_where_it_begins(tmp_path: Path) -> None:
    head = plain(ONE).encode()
    table = head + b"x" * ((1 << 20) - len(head) - 1) + b"\xc3x\n"  # it is decoded a mebibyte at a time
    assert str(import_text(tmp_path, table).diagnostics[0].location).endswith(f":3:{(1 << 20) - len(head)}")


def test_curly_quotes_of_windows_are_no_latin_1(tmp_path: Path) -> None:
    table = plain("NLD,\u201cShield\u201d,2020-01-31,5").encode("windows-1252")
    assert codes(import_text(tmp_path, table, 'encoding = "iso-8859-1"\n' + PLAIN)) == ["I101"]


def test_zero_bytes_are_told(tmp_path: Path) -> None:
    imported = import_text(
        tmp_path, plain(ONE, "DEU\0,KFOR,2020-01-31,5", "DEU,KF\0OR,2020-01-31,5", "DEU,KFOR,2020-01-31,\0")
    )
    assert (len(codes(imported)), imported.counts[0].kept) == (3, 1)
    assert "\0" not in str([each.head for each in imported.diagnostics])


def test_a_pipe_or_a_folder_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(PLAIN)
    imported = import_tables(tmp_path / "m.toml", tmp_path, "/dev/null", tmp_path / "gone.csv", "a\0b")
    assert codes(imported) == ["T101"] * 4


def test_a_cell_without_end_is_told(tmp_path: Path) -> None:
    imported = import_text(tmp_path, plain(ONE, f"DEU,{'x' * 200_000},2020-01-31,5", "DEU,KFOR,2020-01-31,6"))
    assert codes(imported) == ["I104"]
    assert imported.counts[0].kept == 2


BLANKS = (" ", "\u00a0", "\u202f", "\u2009", "\u2007")
APOSTROPHES = ("'", "\u2019", "\u2018")


@pytest.mark.parametrize("marks", [BLANKS, APOSTROPHES])
def test_marks_between_thousands_that_look_alike_are_one_and_can_be_mixed(
    tmp_path: Path, marks: tuple[str, ...]
) -> None:
    rows = [f"NLD,{number},2020-01-31,1{mark}234" for number, mark in enumerate(marks)]
    rows.append(f"NLD,9,2020-01-31,1{marks[1]}234{marks[2]}567")
    refused = import_text(tmp_path, plain(*rows))
    hints = {each.hint for each in refused.diagnostics[:-1]}
    where = "at the top of the mapping, above the first [table]"
    assert hints == {f'write thousands = "{marks[0]}" {where}, if that is what it is'}
    for named in marks:
        imported = import_text(tmp_path, plain(*rows), f'thousands = "{named}"\n{PLAIN}')
        assert not imported.diagnostics
        assert {str(each.value) for each in imported.registry.statements} == {"1234", "1234567"}


@pytest.mark.parametrize("number", ["12\u202f34", "1\u00a0 234", "\u00a01234 5", "1'23"])
def test_what_is_no_thousands_is_refused_still(tmp_path: Path, number: str) -> None:
    for mark in (" ", "'"):
        assert codes(import_text(tmp_path, plain(f"NLD,A,2020-01-31,{number}"), f'thousands = "{mark}"\n{PLAIN}')) == [
            "Q101"
        ]


@pytest.mark.parametrize(
    ("above", "mark", "told"),
    [
        ("Troops in missions\n", ",", "skip = 1"),
        ("Troops in missions\n\n;;;\n", ",", "skip = 3"),
        ("sep=,\n", ",", "skip = 1"),
        ("sep=;\n", ";", 'skip = 1 and separator = ";"'),
        ("sep=\t\n", "\t", 'skip = 1 and separator = "\\t"'),
        ("Troops in missions\n", ";", 'skip = 1 and separator = ";"'),
        ("", ";", 'separator = ";"'),
        ("", "\t", 'separator = "\\t"'),
        ("", "|", 'separator = "|"'),
        ("  \n", ",", "skip = 1"),
        ("\n", ";", 'skip = 1 and separator = ";"'),
        (",,,\nTroops in missions,,,\n", ",", "skip = 2"),
        ('"Troops" in missions\n', ",", "skip = 1"),
        ('"Troops in missions\n', ",", "skip = 1"),
        ('Boats of 12" and\n"more\n', ",", "skip = 2"),
        ('"Troops\nin missions",,\n', ",", "skip = 2"),
        ("A title\n" * 19, ",", "skip = 19"),
    ],
)
def test_what_stands_above_the_columns_is_told_with_the_keys_that_read_the_table(
    tmp_path: Path, above: str, mark: str, told: str
) -> None:
    table = above + plain(ONE).replace(",", mark)
    refused = import_text(tmp_path, table)
    assert codes(refused) == ["I102"]
    assert refused.diagnostics[0].hint.startswith(f"write {told} in the mapping: line ")
    keys = "\n".join(told.split(" and "))
    imported = import_text(tmp_path, table, f"{keys}\n{PLAIN}")
    assert not imported.diagnostics
    assert str(imported.registry.strength("2020-01-31")) == "5"


@pytest.mark.parametrize(("mark", "told"), [(",", "skip = 1"), (";", 'skip = 1 and separator = ";"')])
def test_below_a_title_a_column_with_another_name_is_told_in_a_second_step(
    tmp_path: Path, mark: str, told: str
) -> None:
    table = "Troops in missions\n" + plain(ONE).replace("strength", "troops").replace(",", mark)
    (problem,) = import_text(tmp_path, table).diagnostics
    assert problem.hint == f"write {told} in the mapping: line 2 names 3 of the 4 columns"
    keys = "\n".join(told.split(" and "))
    (problem,) = import_text(tmp_path, table, f"{keys}\n{PLAIN}").diagnostics
    assert (problem.message, "'troops'" in problem.hint) == ("there is no column 'strength'", True)
    mapping = PLAIN.replace('strength = "strength"', 'strength = "troops"')
    assert not import_text(tmp_path, table, f"{keys}\n{mapping}").diagnostics


def test_what_a_mapping_skips_too_much_is_told(tmp_path: Path) -> None:
    (problem,) = import_text(tmp_path, plain(ONE), f"skip = 1\n{PLAIN}").diagnostics
    assert problem.hint.startswith("write skip = 0 in the mapping: line 1")


def test_another_separator_is_told_once_where_no_column_has_its_name(tmp_path: Path) -> None:
    (problem,) = import_text(tmp_path, "a;b;c\n1;2;3\n").diagnostics
    assert 'write separator = ";"' in problem.hint


def test_an_empty_line_above_the_columns_hides_no_name_that_is_wrong(tmp_path: Path) -> None:
    (problem,) = import_text(tmp_path, "\n" + plain(ONE).replace("strength", "troops")).diagnostics
    assert problem.message == "there is no column 'strength'"


HEADER = "country,mission,day,strength"


def test_a_header_among_the_rows_is_told_as_what_it_is_and_taking_it_out_helps(tmp_path: Path) -> None:
    rows = [ONE, HEADER, ONE.replace("-01-31", "-02-29"), HEADER + " ,", ONE.replace("-01-31", "-03-31")]
    imported = import_text(tmp_path, plain(*rows))
    assert codes(imported) == ["I118"] * 2
    assert (imported.counts[0].kept, imported.counts[0].reported) == (3, 2)
    assert {each.hint for each in imported.diagnostics} == {"take it out of the table: it states nothing"}
    again = import_text(tmp_path, plain(*(row for row in rows if not row.startswith(HEADER))))
    assert not again.diagnostics
    assert figures(again) == figures(imported)


def test_below_a_header_in_another_order_rows_are_read_in_that_order(tmp_path: Path) -> None:
    """They were read as if the columns stood as above: one number for another, without a word."""
    mapping = PLAIN.replace('strength = "strength"', '[parts.troops]\nstrength = "a"\n[parts.police]\nstrength = "b"')
    table = (
        "country,mission,day,a,b\nNLD,KFOR,2020-01-31,5,1\n"
        "country,mission,day,b,a\nNLD,KFOR,2020-02-29,2,6\nDEU,KFOR,2020-02-29,3,many\n"
        "country,mission,day,a,b\nNLD,KFOR,2020-03-31,7,3\n"
    )
    imported = import_text(tmp_path, table, mapping)
    assert codes(imported) == ["I118", "Q101", "I118"]
    assert {each.hint.partition(";")[0] for each in imported.diagnostics if each.code == "I118"} == {
        "the rows below it are read in that order"
    }
    assert (imported.diagnostics[1].path, str(imported.diagnostics[1].location)[-5:]) == ("a", ":5:23")
    troops = [(day, value) for (who, day), value in figures(imported).items() if who == "nld-kfor-troops"]
    assert troops == [("2020-01-31", "5"), ("2020-02-29", "6"), ("2020-03-31", "7")]


def test_a_header_in_a_table_whose_columns_the_mapping_names_is_told(tmp_path: Path) -> None:
    mapping = 'columns = ["country", "mission", "day", "strength"]\n' + PLAIN
    assert codes(import_text(tmp_path, plain(ONE), mapping)) == ["I118"]


def test_a_table_without_the_columns_is_told_of_each(tmp_path: Path) -> None:
    assert set(codes(import_text(tmp_path, "a,b\n1,2\n" * 50))) == {"I102"}


def test_a_number_of_several_contributors_is_said_of_none_of_them(tmp_path: Path) -> None:
    """Each had all of it, and both together twice as many as the table says."""
    both = PLAIN.replace('contributor = "country"\n', "")
    both += '[contributor]\ncolumn = "country"\naliases = { "Belgium/Netherlands" = ["BEL", "NLD"] }\n'
    rows = ["Belgium/Netherlands,KFOR,2020-01-31,100", "Belgium/Netherlands,KFOR,2020-02-29,0"]
    imported = import_text(tmp_path, plain(*rows), both)
    assert codes(imported) == ["I119"]
    assert figures(imported) == {("bel-kfor", "2020-02-29"): "0", ("nld-kfor", "2020-02-29"): "0"}
    obeyed = both.replace('["BEL", "NLD"]', '{ organisation = "Belgium/Netherlands" }')
    assert not import_text(tmp_path, plain(rows[0]), obeyed).diagnostics


ALIASED = PLAIN.replace('contributor = "country"\n', "") + '[contributor]\ncolumn = "country"\naliases = { %s }\n'


def test_a_duration_of_several_contributors_is_said_of_each(tmp_path: Path) -> None:
    mapping = ALIASED % 'Benelux = ["BEL", "NLD", "LUX"]'
    mapping = mapping.replace('day = "day"\nstrength = "strength"', 'duration = "long"')
    imported = import_text(tmp_path, "country,mission,long\nBenelux,KFOR,P6M\n", mapping)
    assert not imported.diagnostics
    assert len(imported.registry.statements) == 3


@pytest.mark.parametrize("name", ["Côte d'Ivoire/Togo", 'The "Twins"'])
def test_the_hint_for_several_contributors_can_be_pasted(tmp_path: Path, name: str) -> None:
    cell, key = '"' + name.replace('"', '""') + '"', json.dumps(name, ensure_ascii=False)
    table = plain(f"{cell},KFOR,2020-01-31,5")
    imported = import_text(tmp_path, table, ALIASED % f'{key} = ["CIV", "TGO"]')
    assert codes(imported) == ["I119"]
    alias = imported.diagnostics[0].hint.partition("such as ")[2]
    assert not import_text(tmp_path, table, ALIASED % alias).diagnostics


PARTED = """
contributor = "who"
mission = "mission"
day = "start"
start = "start"
[source]
title = "A table"
published = "2024-06-01"
[parts.staff]
strength = "staff"
[parts.women]
strength = "women"
"""


@pytest.mark.parametrize(
    ("row", "whole", "known", "warned"),
    [
        ("NLD,MINUSMA,12,,2013", True, {"staff"}, []),
        ("NLD,MINUSMA,12,3,2013", True, {"staff", "women"}, []),
        ("NLD,MINUSMA,12,0,2013", True, {"staff"}, []),
        ("NLD,MINUSMA,,,2013", True, {"staff"}, []),
        ("NLD,MINUSMA,1 ship,,2013", True, set(), ["Q101"]),
        ("NLD,MINUSMA,12,,2013", False, {"staff"}, []),
        ("NLD,MINUSMA,,,2013", False, set(), ["I107"]),
        ("NLD,MINUSMA,1 ship,,2013", False, set(), ["Q101"]),
    ],
)
def test_the_dates_of_a_row_are_those_of_its_parts_with_a_number(
    row: str, whole: bool, known: set[str], warned: list[str], tmp_path: Path
) -> None:
    """A table of the dates of a mission, and an empty cell, said that women were there."""
    mapping = PARTED + ('part_of = "staff"\n' if whole else "")
    imported = import_text(tmp_path, f"who,mission,staff,women,start\n{row}\n", mapping)
    assert {each.about.rpartition("-")[2] for each in imported.registry.statements} == known
    assert codes(imported) == warned


@pytest.mark.parametrize("name", ["Total général", "Subtotaal Afrika", "Eindtotaal:", "All missions", "Alle missies"])
def test_a_name_with_a_word_for_a_sum_is_a_total_unless_it_is_a_name(tmp_path: Path, name: str) -> None:
    row = f"NLD,{name},2020-01-31,5"
    assert codes(import_text(tmp_path, plain(row))) == ["I108"]
    named = PLAIN.replace('mission = "mission"\n', "") + '[mission]\ncolumn = "mission"\n'
    named += f'aliases = {{ "{name}" = "{name}" }}\n'
    assert not import_text(tmp_path, plain(row), named).diagnostics
    assert not import_text(tmp_path, plain("NLD,Allied Force,2020-01-31,5")).diagnostics
