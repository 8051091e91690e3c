"""Tables and mappings that try to have a wrong answer, a loss or a fault come out of an import."""

import datetime
import decimal
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from deployments import InvalidValueError, RegistryError, import_tables
from tests.formats.tables import PLAIN as BY_NAME
from tests.formats.tables import codes, import_text
from tests.importing.obeying import leaving_out
from tests.importing.test_table_shapes import PLAIN, SOURCE, SPLIT, said, taken

PAIRS = 'contributor = { each = "who*" }\nday = "day"\nstrength = { each = "n*" }\n'


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        ('present = "x"', "S104"),
        ('cancelled = "x"', "S104"),
        ('start = "x"', "D101"),
        ('mandate = "x"', "D101"),
        ('duration = "x"', "D101"),
        ('change = "x"', "Q101"),
    ],
)
def test_a_word_for_none_means_none_in_numbers_only(tmp_path: Path, claim: str, code: str) -> None:
    mapping = f'zero = ["-"]\ncontributor = "who"\nday = "day"\n{claim}\n'
    assert codes(taken(tmp_path, "who,day,x\nNLD,2014-01-31,-\n", mapping)) == [code]


def test_an_empty_number_is_none_and_an_empty_label_is_no_label(tmp_path: Path) -> None:
    mapping = 'zero = [""]\nforce = "f"\nwording = "w"\n' + PLAIN
    imported = taken(tmp_path, "who,day,n,f,w\nNLD,2014-01-31,5,,\nDEU,2014-01-31,,a,b\n", mapping)
    assert (said(imported), codes(imported)) == (["deu-a strength 0 2014-01-31", "nld strength 5 2014-01-31"], [])


@pytest.mark.parametrize("row", ["DEU,2014-01-31", '"DEU"x,2014-01-31,6'])
def test_below_a_row_that_cannot_be_read_no_cell_is_filled(tmp_path: Path, row: str) -> None:
    table = f"who,day,n\nNLD,2014-01-31,5\n{row}\n,2014-02-28,6\nFRA,2014-01-31,7\n,2014-02-28,8\n"
    imported = taken(tmp_path, table, 'fill_down = ["who"]\n' + PLAIN)
    assert said(imported) == [
        *("fra strength 7 2014-01-31", "fra strength 8 2014-02-28", "nld strength 5 2014-01-31"),
    ]
    assert codes(imported) == ["I104", "I106"]


def test_a_number_of_somebody_without_a_name_may_be_of_anybody(tmp_path: Path) -> None:
    table = "day,who1,n1,who2,n2\n2014-01-31,NLD,5,DEU,6\n2014-02-28,,5,DEU,6\n"
    imported = taken(tmp_path, table, 'absent = "zero"\n' + PAIRS)
    assert (imported.absences, codes(imported)) == (0, ["I106"])


def test_a_row_of_too_many_things_may_be_about_anybody(tmp_path: Path) -> None:
    many = ", ".join(["NLD (1)"] * 1001)
    table = f'day,TCC\n2014-01-31,"NLD (5), DEU (1)"\n2014-02-28,"{many}"\n2014-02-28,DEU (1)\n'
    assert taken(tmp_path, table, 'absent = "zero"\n' + PLAIN, SPLIT).absences == 0


def test_columns_that_two_patterns_fit_alike_are_all_taken(tmp_path: Path) -> None:
    mapping = 'contributor = "who"\nday = "day"\nforce = { header = true }\nstrength = { each = ["men*", "women*"] }\n'
    imported = taken(tmp_path, "who,day,men1,women1\nNLD,2014-01-31,5,6\n", mapping)
    assert said(imported) == ["nld-men1 strength 5 2014-01-31", "nld-women1 strength 6 2014-01-31"]


def test_a_header_that_is_there_twice_is_told_where_a_pattern_fits_it(tmp_path: Path) -> None:
    mapping = 'contributor = { header = true }\nday = "day"\nstrength = { each = "*", except = ["day"] }\n'
    imported = taken(tmp_path, "day,NLD,DEU,NLD\n2014-01-31,5,6,7\n", mapping)
    assert (said(imported), codes(imported)) == (["deu strength 6 2014-01-31"], ["I105"])
    imported = taken(tmp_path, "day,NLD,,\n2014-01-31,5,,\n", mapping)
    obeyed = taken(tmp_path, "day,NLD,,\n2014-01-31,5,,\n", leaving_out(mapping, imported.diagnostics[0].hint))
    assert (said(obeyed), codes(obeyed)) == (["nld strength 5 2014-01-31"], [])


def test_a_column_is_not_paired_with_one_of_another_name(tmp_path: Path) -> None:
    imported = taken(tmp_path, "day,who1,n1,who2,n3\n2014-01-31,NLD,5,DEU,6\n", PAIRS)
    assert [each.message for each in imported.diagnostics] == ["columns without another to go with: 'who2', 'n3'"]


@pytest.mark.parametrize("at", ['at = "end"', 'at = "throughout"', 'on = "01-31"'])
@pytest.mark.parametrize("day", ["1990-01-XX", "199X", "1990-XX"])
def test_a_day_that_the_table_does_not_know_stays_unknown(tmp_path: Path, at: str, day: str) -> None:
    mapping = PLAIN.replace('"day"\n', f'{{ column = "day", {at} }}\n')
    assert said(taken(tmp_path, f"day,who,n\n{day},NLD,5\n", mapping)) == [f"nld strength 5 {day}"]


@pytest.mark.parametrize("meant", ["[]", '["NLD", "NLD"]'])
def test_an_alias_of_nobody_or_of_one_twice_is_refused(tmp_path: Path, meant: str) -> None:
    with pytest.raises(RegistryError, match="not one or several contributors"):
        taken(tmp_path, "who,day,n\n", PLAIN.replace('"who"', f'{{ column = "who", aliases = {{ X = {meant} }} }}'))


def test_what_is_taken_out_of_a_cell_is_taken_apart_again(tmp_path: Path) -> None:
    splits = (
        '[[split]]\ncolumn = "all"\nby = ";"\npattern = "{who}: {rest}"\n'
        '[[split]]\ncolumn = "rest"\nby = "/"\npattern = "{n} {f}"\n'
    )
    table = "day,all\n2014-01-31,NLD: 5 navy / 6 army; DEU: 7 army\n2014-02-28,NLD: 5 navy / many army\n"
    imported = taken(tmp_path, table, PLAIN + 'force = "f"\n', splits)
    assert said(imported) == [
        "deu-army strength 7 2014-01-31",
        "nld-army strength 6 2014-01-31",
        *("nld-navy strength 5 2014-01-31", "nld-navy strength 5 2014-02-28"),
    ]
    assert codes(imported) == ["Q101"]
    assert str(imported.diagnostics[0].location).endswith(":3:12")


def test_a_blank_of_a_pattern_is_a_blank_of_the_cell(tmp_path: Path) -> None:
    split = '[[split]]\ncolumn = "all"\npattern = "{who}: {n} {f}"\n'
    table = "day,all\n2014-01-31,NLD: 150 navy\n2014-01-31,DEU:15army\n2014-02-28,FRA :7  navy seals\n"
    imported = taken(tmp_path, table, PLAIN + 'force = "f"\n', split)
    assert said(imported) == ["fra-navy-seals strength 7 2014-02-28", "nld-navy strength 150 2014-01-31"]
    assert [each.message for each in imported.diagnostics][:1] == ["not a contributor: 'DEU:15army'"]


def test_a_letter_of_a_pattern_is_that_letter(tmp_path: Path) -> None:
    split = '[[split]]\ncolumn = "all"\npattern = "{n}s{who}"\n'
    assert said(taken(tmp_path, "day,all\n2014-01-31,5s NLD\n", PLAIN, split)) == ["nld strength 5 2014-01-31"]


def test_no_text_takes_long_to_be_taken_apart(tmp_path: Path) -> None:
    names = " ".join(f"{{{name}}}" for name in ("who", "n", "a", "b", "c", "d"))
    split = f'[[split]]\ncolumn = "all"\npattern = "{names})"\n'
    cells = ["a " * 149, " (" * 149, "a" * 299]
    before = time.process_time()
    taken(tmp_path, "day,all\n" + "".join(f"2014-01-31,{each}\n" for each in cells), PLAIN, split)
    assert time.process_time() - before < 5


def test_parts_with_nothing_between_them_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="two parts with nothing between them"):
        taken(tmp_path, "day,all\n", PLAIN, '[[split]]\ncolumn = "all"\npattern = "{who}{n}"\n')


def test_a_column_can_be_called_as_joined_columns_are(tmp_path: Path) -> None:
    mapping = 'contributor = "who"\nday = ["y", "m"]\nforce = "y-m"\nstrength = "n"\n'
    imported = taken(tmp_path, "who,y,m,y-m,n\nNLD,2014,1,navy,5\n", mapping)
    assert said(imported) == ["nld-navy strength 5 2014-01"]


def test_a_word_for_unknown_is_known_by_all_of_its_spellings_in_a_template(tmp_path: Path) -> None:
    mapping = 'unknown = ["\u2013"]\nforce = { template = "{u} of {t}" }\n' + PLAIN
    imported = taken(tmp_path, "who,day,n,u,t\nNLD,2014-01-31,5,\u2013,x\nDEU,2014-01-31,5,-,x\n", mapping)
    assert said(imported) == ["deu strength 5 2014-01-31", "nld strength 5 2014-01-31"]


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ('strength = { value = "many" }', "strength.value"),
        ('start = { value = "soon" }', "start.value"),
        ('duration = { value = "six" }', "duration.value"),
        ('change = { value = "x" }', "change.value"),
        ('mandate = { value = "x" }', "mandate.value"),
        ('day = { value = "later" }', "day.value"),
        ('contributor = { value = "Nowhere" }', "contributor.value"),
        (f'wording = {{ value = "{"x" * 400}" }}', "wording.value"),
        ('mission = { value = "KFOR", start = { value = "soon" } }', "mission.start.value"),
        ('[parts.a]\nstrength = { value = "many" }', "parts.a.strength.value"),
    ],
)
def test_a_wrong_value_of_all_rows_is_told_once(tmp_path: Path, wrong: str, place: str) -> None:
    key = wrong.partition(" = ")[0]
    plain = "".join(line for line in PLAIN.splitlines(keepends=True) if not line.startswith(f"{key} "))
    table = "day,who,n\n2014-01-31,NLD,5\n2014-01-31,DEU,6\n"
    with pytest.raises(RegistryError) as caught:
        taken(tmp_path, table, *((plain, wrong) if "[" in wrong else (f"{plain}{wrong}\n",)))
    assert [each.path for each in caught.value.diagnostics] == [place]
    assert "unknown = " not in caught.value.diagnostics[0].hint


def test_a_value_of_a_part_has_the_names_of_all_parts(tmp_path: Path) -> None:
    parts = (
        '[contributor]\ncolumn = "who"\naliases = { Us = "NLD" }\n'
        '[parts.a]\nstrength = "n"\ncontributor = { value = "Us" }\n'
    )
    imported = taken(tmp_path, "day,who,n\n2014-01-31,DEU,5\n", 'day = "day"\n', parts)
    assert said(imported) == ["nld-a strength 5 2014-01-31"]


def test_nobody_is_absent_who_may_be_in_a_table_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text('absent = "zero"\n' + PLAIN + SOURCE)
    rows = [["who", "day", "n"], ["NLD", "2014-01-31", 5], ["DEU", "2014-02-28", 5]]
    assert import_tables(tmp_path / "m.toml", rows).absences == 2
    assert import_tables(tmp_path / "m.toml", rows, [["whom", "day", "n"], ["NLD", "2014-02-28", 5]]).absences == 0


def test_nobody_is_absent_on_a_day_of_a_period_of_which_a_row_may_be(tmp_path: Path) -> None:
    table = "day,who,n\n2014-01-31,NLD,5\n2014-01-31,DEU,5\n2014-02,NLD,many\n2014-02-28,DEU,5\n2014-03-31,DEU,5\n"
    imported = taken(tmp_path, table, 'absent = "zero"\n' + PLAIN)
    zeros = [each for each in said(imported) if " 0 " in each]
    assert zeros == ["nld strength 0 2014-03-31"]


def test_a_sign_is_no_end_of_a_range(tmp_path: Path) -> None:
    table = "day,who,n\n2014-01-31,NLD,~-5\n2014-01-31,DEU,-5\n2014-01-31,FRA,4-5\n"
    imported = taken(tmp_path, table, 'between = ["-"]\n' + PLAIN)
    assert (said(imported), codes(imported)) == (["fra strength 4..5 2014-01-31"], ["Q101", "Q101"])


def test_a_mandate_is_of_the_stay_that_has_begun(tmp_path: Path) -> None:
    table = (
        "day,who,n,until\n2014-01-31,NLD,5,2014-06-30\n2014-02-28,NLD,0,2014-06-30\n2014-03-31,NLD,6,2014-12-31\n"
        "2014-01-31,DEU,,2014-06-30\n"
    )
    imported = taken(tmp_path, table, PLAIN + 'mandate = "until"\n')
    assert [str(imported.registry.strength(day, contributor="NLD")) for day in ("2014-02-28", "2014-03-31")] == [
        "0",
        "6",
    ]
    mandates = [(each.about, str(each.value)) for each in imported.registry.statements_of(kind="mandate")]
    assert mandates == [
        ("deu", "2014-06-30"),
        *(("nld", "2014-06-30"), ("nld", "2014-06-30"), ("nld-2014-03-31", "2014-12-31")),
    ]


def test_what_is_wrong_with_a_cell_of_several_parts_loses_each_of_them(tmp_path: Path) -> None:
    parts = '[parts.a]\nstrength = "a"\n[parts.b]\nstrength = "b"\n'
    table = "who,day,a,b\nNLD,soon,5,6\nNowhere,2014-01-31,7,8\nDEU,2014-01-31,1,2\n"
    imported = taken(tmp_path, table, 'contributor = "who"\nday = "day"\n', parts)
    assert said(imported) == ["deu-a strength 1 2014-01-31", "deu-b strength 2 2014-01-31"]
    assert (codes(imported), imported.counts[0].reported) == (["D101", "C101"], 2)


WHOLE = '[parts.all]\nstrength = "a"\n[parts.police]\nstrength = "p"\npart_of = "all"\n'


def test_a_part_without_a_zero_is_not_counted_beside_the_next_stay_of_its_whole(tmp_path: Path) -> None:
    table = "day,who,a,p,w\n2014-01-31,NLD,5,2,1\n2014-02-28,NLD,0,,\n2014-03-31,NLD,6,3,1\n"
    women = '[parts.women]\nstrength = "w"\npart_of = "police"\n'
    imported = taken(tmp_path, table, 'contributor = "who"\nday = "day"\n', WHOLE + women)
    assert {each.id: each.part_of for each in imported.registry.deployments.values()} == {
        "nld-all": None,
        "nld-all-2014-03-31": None,
        "nld-police": "nld-all",
        "nld-police-2014-03-31": "nld-all-2014-03-31",
        "nld-women": "nld-police",
        "nld-women-2014-03-31": "nld-police-2014-03-31",
    }
    days = ("2014-01-31", "2014-02-28", "2014-03-31")
    assert [str(imported.registry.strength(day)) for day in days] == ["5", "0", "6"]


@pytest.mark.parametrize(
    ("rows", "days"),
    [
        (("2014-01-31,NLD,5", "2014-02-28,NLD,NA"), ["2014-03-31"]),
        (("2014-02-28,NLD,NA", "2014-04-30,NLD,5"), ["2014-03-31"]),
        (("2014-01-31,NLD,0", "2014-03-31,NLD,NA", "2014-04-30,NLD,5"), ["2014-02-28"]),
        (("2014-01-31,NLD,NA",), []),
    ],
)
def test_an_unknown_number_hides_no_absence_beside_it(tmp_path: Path, rows: tuple[str, ...], days: list[str]) -> None:
    others = [f"2014-{day},DEU,1" for day in ("01-31", "02-28", "03-31", "04-30")]
    table = "\n".join(["day,who,n", *rows, *others]) + "\n"
    imported = taken(tmp_path, table, 'absent = "zero"\nunknown = ["NA"]\n' + PLAIN)
    zeros = [each for each in imported.registry.statements if "no row" in str(each.locator)]
    assert [str(each.as_of) for each in zeros] == days


@pytest.mark.parametrize("order", [1, -1])
def test_a_row_that_says_nothing_new_changes_nothing(tmp_path: Path, order: int) -> None:
    parts = '[parts.staff]\nstrength = "a"\n[parts.police]\nstrength = "p"\n'
    rows = ["2014-01-31,NLD,0,x", "2014-01-31,NLD,0,6"][::order]
    table = "\n".join(["day,who,a,p", *rows]) + "\n"
    imported = taken(tmp_path, table, 'contributor = "who"\nday = "day"\n', parts)
    assert said(imported) == ["nld-police strength 6 2014-01-31", "nld-staff strength 0 2014-01-31"]


@pytest.mark.parametrize("order", [1, -1])
def test_of_whom_a_row_says_nothing_new_they_can_be_absent_elsewhere(tmp_path: Path, order: int) -> None:
    rows = ["2014-03-31,RUS,FRA,a,0", "2014-03-31,RUS,ITA,a,0", "2014-03-31,ITA,FRA,a,0"][::order]
    table = "\n".join(["day,who1,who2,f,n", "2014-02-28,RUS,DEU,b,5", *rows]) + "\n"
    mapping = 'absent = "zero"\ncontributor = { each = "who*" }\nday = "day"\nforce = "f"\nstrength = "n"\n'
    zeros = [
        each.about for each in taken(tmp_path, table, mapping).registry.statements if "no row" in str(each.locator)
    ]
    assert zeros == ["deu-b", "rus-b"]


HEADER = ["day", "who", "n"]


@pytest.mark.parametrize(
    ("cell", "told"),
    [(pd.NA, ""), (pd.NaT, ""), (decimal.Decimal("sNaN"), ""), (np.float32(5), "5"), (np.float64(5), "5")],
)
def test_a_cell_that_is_given_is_missing_or_a_number(tmp_path: Path, cell: object, told: str) -> None:
    (tmp_path / "m.toml").write_text(PLAIN + SOURCE)
    imported = import_tables(tmp_path / "m.toml", [HEADER, ["2014-01-31", "NLD", cell]])
    assert [str(each.value) for each in imported.registry.statements] == ([told] if told else [])
    assert codes(imported) == ([] if told else ["I107"])


def test_a_column_of_numbers_and_texts_of_pandas_is_read(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(PLAIN + SOURCE)
    frame = pd.DataFrame({"day": ["2014-01-31"] * 3, "who": ["NLD", "DEU", "FRA"], "n": [5, "6", None]})
    imported = import_tables(tmp_path / "m.toml", frame)
    assert said(imported) == ["deu strength 6 2014-01-31", "nld strength 5 2014-01-31"]


def test_a_day_is_the_name_of_a_column(tmp_path: Path) -> None:
    mapping = 'contributor = "who"\nday = { header = true }\nstrength = { each = "20*" }\n'
    (tmp_path / "m.toml").write_text(mapping + SOURCE)
    day = datetime.datetime(2014, 1, 31)
    for table in ([["who", day], ["NLD", 5]], [{"who": "NLD", day: 5}]):
        assert said(import_tables(tmp_path / "m.toml", table)) == ["nld strength 5 2014-01-31"]


@pytest.mark.parametrize(
    "wrong",
    [
        pd.Series([1], name="n"),
        pa.array([1]),
        pa.chunked_array([[1]]),
        pa.table({"n": pa.array([b"5"], pa.large_binary())}),
        pa.table({"who": pa.array(["NLD"]), "day": ["2014"], "n": pa.array([1 << 62], pa.timestamp("s"))}),
    ],
)
def test_what_arrow_cannot_give_as_a_table_is_refused(tmp_path: Path, wrong: object) -> None:
    (tmp_path / "m.toml").write_text(PLAIN + SOURCE)
    with pytest.raises(InvalidValueError, match=r"not a table|a column of|too large"):
        import_tables(tmp_path / "m.toml", wrong)  # type: ignore[arg-type]  # it is wrong


@pytest.mark.parametrize("absent", ['absent = "zero"\n', "complete = true\n"])
@pytest.mark.parametrize(
    "keys",
    [
        '[[leave_out]]\ncolumn = "kind"\nwords = ["provisional"]\n',
        '[[leave_out]]\ncolumn = "kind"\nlike = ["prov*"]\n',
        '[[only]]\ncolumn = "kind"\nwords = [""]\n',
    ],
)
@pytest.mark.parametrize("copies", [1, 60])
def test_whom_a_row_names_that_is_left_out_is_not_absent(tmp_path: Path, absent: str, keys: str, copies: int) -> None:
    header = "country,mission,day,strength,kind\n"
    rows = [
        row
        for year in range(2000, 2000 + copies)
        for row in (
            f"DEU,KFOR,{year}-01-31,12,",
            f"ITA,KFOR,{year}-01-31,10,",
            f"FRA,KFOR,{year}-01-31,8,",
            f"DEU,KFOR,{year}-02-28,12,",
            f"ITA,KFOR,{year}-02-28,9,provisional",
            f"ITA,UNIFIL,{year}-02-28,9,",
            f"Remarks,KFOR,{year}-02-28,,provisional",
        )
    ]
    imported = import_text(tmp_path, header + "\n".join(rows) + "\n", absent + BY_NAME + keys)
    gone = {str(each.about) for each in imported.registry.statements if "no row" in (each.locator or "")}
    assert {about.partition("-")[0] for about in gone} == {"fra"}
