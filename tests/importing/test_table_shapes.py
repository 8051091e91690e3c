"""Tables of every shape that people have: what each row says, and what answers follow from it."""

import re
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import deployments
from deployments import InvalidValueError, import_tables
from deployments.importing import Imported
from tests.formats.tables import codes, import_text
from tests.importing.obeying import leaving_out

SOURCE = '\n[source]\ntitle = "A made-up table"\npublished = "2021-01-01"\n'
PLAIN = 'contributor = "who"\nday = "day"\nstrength = "n"\n'


def taken(folder: Path, table: str, mapping: str, more: str = "") -> Imported:
    """Import a table through a mapping, whose other tables come after that of the source."""
    return import_text(folder, table, mapping + (SOURCE if "[source]" not in more else "") + more)


def said(imported: Imported, *fields: str) -> list[str]:
    """Give every statement: whom it is about, what it says, of which day; and more of it."""
    return [
        " ".join(
            str(getattr(each, name)) for name in ("about", "kind", "value", "as_of", *fields) if getattr(each, name)
        )
        for each in imported.registry.statements
    ]


# --- several in a row ---


def test_columns_stand_in_pairs(tmp_path: Path) -> None:
    mapping = 'contributor = { each = "who*" }\nday = "day"\nstrength = { each = "n*" }\n'
    table = (
        "n2,day,who1,n1,who2\n6,2020-01-31,NLD,5,DEU\n,2020-01-31,FRA,7,\n8,2020-02-29,FRA,7,\n0,2020-03-31,FRA,7,\n"
    )
    imported = taken(tmp_path, table, mapping)
    assert said(imported) == [
        *("deu strength 6 2020-01-31", "fra strength 7 2020-01-31", "fra strength 7 2020-02-29"),
        *("fra strength 7 2020-03-31", "nld strength 5 2020-01-31"),
    ]
    (problem,) = imported.diagnostics
    assert (problem.code, problem.message) == ("I106", "it does not say who contributes these: '8'")
    assert str(problem.location).endswith(":4:1")


def test_columns_in_pairs_without_a_number_go_by_their_order(tmp_path: Path) -> None:
    mapping = 'contributor = { each = ["first", "second"] }\nday = "day"\nstrength = { each = ["men", "more men"] }\n'
    imported = taken(tmp_path, "day,first,men,second,more men\n2020-01-31,NLD,5,DEU,6\n", mapping)
    assert said(imported) == ["deu strength 6 2020-01-31", "nld strength 5 2020-01-31"]


def test_columns_that_do_not_pair_are_told(tmp_path: Path) -> None:
    mapping = 'contributor = { each = "who*" }\nday = "day"\nstrength = { each = "n*" }\n'
    imported = taken(tmp_path, "day,who1,n1,who2\n2020-01-31,NLD,5,DEU\n", mapping)
    assert codes(imported) == ["I102"]
    assert imported.diagnostics[0].message == "a column without another to go with: 'who2'"


def test_one_contributor_twice_in_a_row_is_lost_whichever_stands_first(tmp_path: Path) -> None:
    mapping = 'contributor = { each = "who*" }\nday = "day"\nstrength = { each = "n*" }\n'
    for first, second in (("5", "6"), ("6", "5")):
        table = f"day,who1,n1,who2,n2,who3,n3\n2020-01-31,NLD,{first},NLD,{second},DEU,7\n"
        imported = taken(tmp_path, table, mapping)
        assert (said(imported), codes(imported)) == (["deu strength 7 2020-01-31"], ["I105"])
        assert imported.counts[0].cells.reported == 2


SPLIT = '[[split]]\ncolumn = "TCC"\nby = [",", ";"]\npattern = "{who} ({n})"\n'


def test_a_cell_holds_several(tmp_path: Path) -> None:
    table = 'day,TCC\n2020-01-31,"Guatemala (150), India (650)"\n2020-02-29,India(640); Guatemala (0)\n2020-03-31,\n'
    imported = taken(tmp_path, table, PLAIN, SPLIT)
    assert said(imported, "locator") == [
        *("gtm strength 150 2020-01-31 line 2", "gtm strength 0 2020-02-29 line 3"),
        *("ind strength 650 2020-01-31 line 2", "ind strength 640 2020-02-29 line 3"),
    ]
    assert codes(imported) == ["I106"]
    assert str(imported.registry.strength("2020-01-31")) == "800"


def test_of_several_in_a_cell_what_cannot_be_read_is_told_and_the_others_taken(tmp_path: Path) -> None:
    imported = taken(tmp_path, 'day,TCC\n2020-01-31,"Guatemala 150, India (650), Nowhere (3)"\n', PLAIN, SPLIT)
    assert said(imported) == ["ind strength 650 2020-01-31"]
    assert [each.message for each in imported.diagnostics] == [
        *("it is not written as '{who} ({n})': 'Guatemala 150'", "not a contributor: 'Nowhere'"),
    ]
    assert {str(each.location).rpartition(".csv")[2] for each in imported.diagnostics} == {":2:12"}
    assert (imported.counts[0].kept, imported.counts[0].cells.reported) == (1, 1)


@pytest.mark.parametrize(
    ("pattern", "cell", "wanted"),
    [
        ("{n} {who}", "300 France; 200 Italy", ["fra strength 300 2020-01-31", "ita strength 200 2020-01-31"]),
        ("{n} {who}", "900 United States", ["usa strength 900 2020-01-31"]),
        ("{who} {n}", "United States 900", ["usa strength 900 2020-01-31"]),
        ("{who} {n}", "United States many", []),
        ("{n} troops from {who}", "900 troops from United States", ["usa strength 900 2020-01-31"]),
        ("{who} ({n})", "Korea (ROK) (150)", ["kor strength 150 2020-01-31"]),
        ("{who}: {n}", "United States :900", ["usa strength 900 2020-01-31"]),
        ("{who} {n}", "France 1 5", []),
    ],
)
def test_what_can_be_taken_apart_in_two_ways_is_refused(
    tmp_path: Path, pattern: str, cell: str, wanted: list[str]
) -> None:
    split = f'[[split]]\ncolumn = "TCC"\nby = ";"\npattern = "{pattern}"\n'
    imported = taken(tmp_path, f"day,TCC\n2020-01-31,{cell}\n", PLAIN, split)
    assert said(imported) == wanted
    assert bool(imported.diagnostics) is not bool(wanted)


def test_columns_of_one_name_are_pairs_too(tmp_path: Path) -> None:
    mapping = 'contributor = { each = "Country*" }\nday = { value = "2017-02-28" }\nstrength = { each = "Troops*" }\n'
    table = "Country,Troops,Country,Troops\nAlbania,13,Luxembourg,23\nAustria,487,Netherlands,5\n"
    imported = taken(tmp_path, table, mapping)
    assert {each.split()[0] for each in said(imported)} == {"alb", "aut", "lux", "nld"}
    wide = 'contributor = "who"\nday = { header = true, at = "throughout" }\nstrength = { each = "20*" }\n'
    twice = taken(tmp_path, "who,2015,2016,2016\nNLD,1,2,3\nDEU,1,2,2\n", wide)
    assert (said(twice)[0], codes(twice)) == ("deu strength 1 2015-01-01/2015-12-31", ["I105", "I113"])
    assert twice.counts[0].cells.reported == 2


WIDE = 'contributor = "who"\nday = { header = true }\nstrength = { each = "*", except = ["who"] }\n'


def test_headers_that_cannot_be_read_are_told_once_where_they_stand(tmp_path: Path) -> None:
    """They were told at each row, as were claims that they made alike."""
    table = "who,2014-01,foo,bar\nNLD,1,5,6\nDEU,3,4,5\nFRA,,2,\n"
    imported = taken(tmp_path, table, WIDE)
    assert [(each.code, str(each.location).rpartition(".csv:")[2]) for each in imported.diagnostics] == [
        *(("D101", "1:13"), ("D101", "1:17"))
    ]
    assert said(imported) == ["deu strength 3 2014-01", "nld strength 1 2014-01"]
    counts = imported.counts[0]
    assert (counts.kept, counts.reported, counts.cells.stated, counts.cells.reported) == (2, 1, 4, 8)
    assert not taken(tmp_path, table, leaving_out(WIDE, imported.diagnostics[0].hint)).diagnostics[:-1]


def test_a_table_of_which_no_header_can_be_read_is_not_read(tmp_path: Path) -> None:
    imported = import_text(tmp_path, "who,foo\nNLD,1\n", WIDE + SOURCE)
    assert (codes(imported), len(imported.unread)) == (["D101"], 1)


def test_nobody_is_absent_where_a_header_of_contributors_cannot_be_read(tmp_path: Path) -> None:
    mapping = 'absent = "zero"\nday = "day"\ncontributor = { header = true }\nmission = "mission"\n'
    mapping += 'strength = { each = "*", except = ["day", "mission"], unknown = [] }\n'
    table = "day,mission,NLD,%s\n2014-01-31,A,5,6\n2014-02-28,B,5,6\n"
    assert codes(taken(tmp_path, table % "Nowhere", mapping)) == ["C101"]
    within = mapping.replace('"zero"', '{ zero = true, within = "table" }')
    assert taken(tmp_path, table % "Nowhere", within).absences == 0
    assert taken(tmp_path, table % "DEU", within).absences == 4


def test_who_has_no_number_among_several_in_a_cell_is_named(tmp_path: Path) -> None:
    """One warning stood for all of them, and named none."""
    mapping = 'contributor = "who"\nday = "day"\nstrength = "n"\n'
    split = '[[split]]\ncolumn = "Forces"\nby = ", "\npattern = "{who} ({n})"\n'
    table = 'day,Forces\n2014-01-31,"Germany (1320), Netherlands, Belgium, France (7)"\n'
    imported = taken(tmp_path, table, mapping, split)
    assert codes(imported) == ["I107", "I107"]
    assert [re.findall("'(.*)'", each.message) for each in imported.diagnostics] == [["Netherlands"], ["Belgium"]]


def test_what_has_no_day_is_not_said_twice(tmp_path: Path) -> None:
    mapping = 'contributor = { each = "Country*" }\nday = "day"\nstrength = { each = "Troops*" }\n'
    table = "day,Country1,Troops1,Country2,Troops2\nsoon,NLD,13,NLD,23\n"
    assert codes(taken(tmp_path, table, mapping)) == ["D101"]


def test_a_number_that_nobody_knows_of_some_ends_the_one_before(tmp_path: Path) -> None:
    mapping = 'some = ["size unknown"]\n' + PLAIN.replace('"day"\n', '{ column = "day", at = "throughout" }\n')
    imported = taken(tmp_path, "who,day,n\nNGA,2014,150\nNGA,2015,size unknown\n", mapping)
    assert str(imported.registry.strength("2014-06-01")) == "150"
    assert str(imported.registry.strength("2015-06-01")) == "1.."


def test_what_is_not_known_contradicts_nothing(tmp_path: Path) -> None:
    imported = taken(tmp_path, "who,day,n\nNLD,2014-01-31,5\nNederland,2014-01-31,\n", PLAIN)
    assert codes(imported) == ["I107"]


def test_an_unknown_day_is_read_without_a_format(tmp_path: Path) -> None:
    imported = taken(tmp_path, "who,day,n\nNLD,1980-01-xx,5\n", PLAIN)
    assert said(imported) == ["nld strength 5 1980-01-XX"]


def test_more_than_a_thousand_in_a_row_are_refused(tmp_path: Path) -> None:
    many = ", ".join(["India (1)"] * 1001)
    imported = taken(tmp_path, f'day,TCC\n2020-01-31,"{many}"\n', PLAIN, SPLIT)
    assert (imported.counts[0].reported, "1,001 things" in imported.diagnostics[0].message) == (1, True)


def test_several_sources_stand_in_a_cell(tmp_path: Path) -> None:
    source = '[source]\ncolumn = "src"\npublished = "2015"\n[[split]]\ncolumn = "src"\nby = ";"\n'
    imported = taken(tmp_path, "day,who,n,src\n2014-01-31,NLD,5,Letter A; Letter B\n", PLAIN, source)
    assert said(imported, "source") == ["nld strength 5 2014-01-31 letter-a", "nld strength 5 2014-01-31 letter-b"]


# --- cells ---


def test_what_is_wrong_with_a_cell_loses_that_cell(tmp_path: Path) -> None:
    mapping = 'contributor = "Country"\nday = { header = true }\nstrength = { each = "20*" }\n'
    imported = taken(tmp_path, "Country,2012-01-31,2012-02-29,2012-03-31\nFrance,100,110*,120\n", mapping)
    assert said(imported) == ["fra strength 100 2012-01-31", "fra strength 120 2012-03-31"]
    assert codes(imported) == ["Q101"]
    assert str(imported.counts[0].cells) == "4 cells read: 3 stated, 0 zero, 0 unknown, 1 reported"


def test_nobody_is_absent_of_whom_a_cell_was_lost(tmp_path: Path) -> None:
    mapping = 'absent = "zero"\ncontributor = "who"\nday = { header = true }\nstrength = { each = "20*" }\n'
    imported = taken(tmp_path, "who,2012-01-31,2012-02-29\nFRA,100,110*\nDEU,5,6\nNLD,7,\n", mapping)
    assert [each for each in said(imported) if "strength 0" in each] == []


@pytest.mark.parametrize("kind", ["", "each", "value"])
def test_every_cell_is_accounted_for(tmp_path: Path, kind: str) -> None:
    table = (
        "who,m,day,n,notes,more\nNLD,X,2020-01-31,5,a,\nTotal,X,2020-01-31,5,,\n,,,,,\n"
        "DEU,,2020-01-31,0,,\nFRA,X,2020-01-31,NA,,b\n"
    )
    more = {"": "", "each": 'each = "day"\nwithin = "P1M"', "value": 'language = "en"'}[kind]
    totals = '[[totals]]\ncolumn = "who"\nwords = ["Total"]\n'
    imported = taken(tmp_path, table, f'unknown = ["NA"]\n{PLAIN}force = "m"\n', f"{SOURCE}{more}\n{totals}")
    assert str(imported.counts[0].cells) == (
        "30 cells read: 6 stated, 1 zero, 5 unknown, 4 reported, 4 in rows left out, "
        "10 in columns that the mapping does not name ('notes', 'more')"
    )


def test_a_word_means_none_in_all_columns_or_in_one(tmp_path: Path) -> None:
    parts = '[parts.troops]\nstrength = "troops"\n[parts.police]\nstrength = { column = "police", unknown = ["-"] }\n'
    table = "day,who,troops,police\n2014-01-31,NLD,100,6\n2014-02-28,NLD,-,-\n2014-03-31,NLD,nil,\n"
    mapping = 'zero = ["-", "nil"]\ncontributor = "who"\nday = "day"\n'
    assert said(taken(tmp_path, table, mapping, parts)) == [
        "nld-police strength 6 2014-01-31",
        *("nld-troops strength 100 2014-01-31", "nld-troops strength 0 2014-02-28", "nld-troops strength 0 2014-03-31"),
    ]
    assert str(taken(tmp_path, table, mapping.replace('"nil"]', '"nil", ""]'), parts).counts[0].cells) == (
        "12 cells read: 8 stated, 3 zero, 1 unknown, 0 reported"
    )


def test_empty_cells_have_what_stands_above(tmp_path: Path) -> None:
    table = "who,day,n\nNLD,2014-01-31,5\n,2014-02-28,6\n,,\n ,2014-03-31,7\nDEU,2014-01-31,8\n"
    imported = taken(tmp_path, table, 'fill_down = ["who"]\n' + PLAIN)
    assert said(imported) == [
        "deu strength 8 2014-01-31",
        *("nld strength 5 2014-01-31", "nld strength 6 2014-02-28", "nld strength 7 2014-03-31"),
    ]
    assert imported.counts[0].blank == 1


def test_filters_have_a_count_of_their_own(tmp_path: Path) -> None:
    table = (
        "who,day,n,arm\nNLD,2014-01-31,5,Army\nNLD,2014-01-31,3,Navy\nDEU,2014-02-28,6,ARMY\nDEU,2015-02-28,6,Army\n"
    )
    filters = '[[only]]\ncolumn = "arm"\nwords = ["army"]\n[[leave_out]]\ncolumn = "day"\nlike = ["2015-*"]\n'
    imported = taken(tmp_path, table, PLAIN, filters)
    assert said(imported) == ["deu strength 6 2014-02-28", "nld strength 5 2014-01-31"]
    assert "2 kept, 0 reported, 0 left out as totals, 2 left out by filters" in str(imported)


def test_columns_can_be_excepted(tmp_path: Path) -> None:
    mapping = 'contributor = { header = true }\nday = "day"\nstrength = { each = "*", except = ["day", "Total"] }\n'
    imported = taken(tmp_path, "day,NLD,DEU,Total\n2014-01-31,5,6,11\n", mapping)
    assert said(imported) == ["deu strength 6 2014-01-31", "nld strength 5 2014-01-31"]


def test_quotes_can_be_part_of_the_texts(tmp_path: Path) -> None:
    table = 'who\tday\tn\tunit\nNLD\t2014-01-31\t5\t"A" company\nDEU\t2014-01-31\t6\tthe "B\nFRA\t2014-01-31\tmany\t"\n'
    mapping = 'separator = "\\t"\n' + PLAIN + 'force = "unit"\n'
    told = taken(tmp_path, table, mapping)
    assert "I104" in codes(told)
    assert 'quote = ""' in told.diagnostics[0].hint
    imported = taken(tmp_path, table, 'quote = ""\n' + mapping)
    assert {each.force for each in imported.registry.deployments.values()} == {'"A" company', 'the "B'}
    assert [str(each.location).rpartition(".csv")[2] for each in imported.diagnostics] == [":4:16"]


# --- days ---


def test_a_day_stands_in_several_columns(tmp_path: Path) -> None:
    table = "y,m,d,who,n\n2014,1,31,NLD,5\n2014,3,,DEU,6\n,3,4,FRA,7\n"
    imported = taken(tmp_path, table, PLAIN.replace('"day"', '["y", "m", "d"]'))
    assert said(imported) == ["deu strength 6 2014-03", "nld strength 5 2014-01-31"]
    assert codes(imported) == ["D101"]


def test_a_template_puts_a_text_together(tmp_path: Path) -> None:
    mapping = PLAIN + 'force = { template = "{unit} of {town}" }\n'
    imported = taken(
        tmp_path, "day,who,n,unit,town\n2014-01-31,NLD,5,13th,Oirschot\n2014-01-31,DEU,5,,Celle\n", mapping
    )
    assert {str(each.force) for each in imported.registry.deployments.values()} == {"13th of Oirschot", "None"}


@pytest.mark.parametrize(
    ("at", "days", "answers"),
    [
        ('at = "end"', "2017-02-28", {"2017-02-28": "50", "2017-02-27": "0 (1 not excluded)"}),
        ('at = "start"', "2017-02-01", {"2017-02-01": "50", "2017-02-02": "0..50"}),
        ('on = "02-10"', "2017-02-10", {"2017-02-10": "50"}),
        ('at = "throughout"', "2017-02-01/2017-02-28", {"2017-02": "50", "2017-02-01": "50", "2017-02-28": "50"}),
        ('at = "some"', "2017-02", {"2017-02": "0..50", "2017-02-28": "0..50"}),
    ],
)
def test_a_mapping_says_what_a_figure_of_a_month_is_of(
    tmp_path: Path, at: str, days: str, answers: dict[str, str]
) -> None:
    imported = taken(tmp_path, "day,who,n\n2017-02,NLD,50\n", PLAIN.replace('"day"\n', f'{{ column = "day", {at} }}\n'))
    assert said(imported) == [f"nld strength 50 {days}"]
    for day, answer in answers.items():
        assert str(imported.registry.strength(day)) == answer


def test_years_are_of_a_day_that_each_of_them_has(tmp_path: Path) -> None:
    mapping = PLAIN.replace('"day"\n', '{ column = "day", on = "09-30" }\n')
    imported = taken(tmp_path, "day,who,n\n2003,NLD,100\n2004,NLD,130\n2005-01,NLD,3\n2006-03-05,NLD,4\n", mapping)
    assert said(imported) == [
        *("nld strength 100 2003-09-30", "nld strength 130 2004-09-30", "nld strength 4 2006-03-05"),
    ]
    assert [each.message for each in imported.diagnostics] == ["it has no 09-30: '2005-01'"]


# --- claims ---


def test_presence_needs_no_number(tmp_path: Path) -> None:
    imported = taken(tmp_path, "day,who\n2014-01-31,NLD\n", 'contributor = "who"\nday = "day"\npresent = true\n')
    assert said(imported) == ["nld present True 2014-01-31"]
    assert imported.registry.count("2014-01-31") == 1


def test_a_complete_table_says_who_is_no_longer_there(tmp_path: Path) -> None:
    mapping = 'contributor = "who"\nday = "day"\npresent = true\ncomplete = true\n'
    imported = taken(tmp_path, "day,who\n2014-01-31,NLD\n2014-01-31,FRA\n2014-02-28,FRA\n", mapping)
    statements = imported.registry.statements_of(about="nld")
    assert [(each.value, str(each.as_of)) for each in statements] == [(True, "2014-01-31"), (False, "2014-02-28")]


def test_yes_and_no_have_words(tmp_path: Path) -> None:
    mapping = 'contributor = "who"\nday = "day"\npresent = { column = "there", yes = ["ja"], no = ["-"] }\n'
    imported = taken(tmp_path, "day,who,there\n2014-01-31,NLD,Ja\n2014-01-31,FRA,-\n2014-01-31,DEU,maybe\n", mapping)
    assert [(each.about, each.value) for each in imported.registry.statements] == [("fra", False), ("nld", True)]
    assert 'yes = ["ja", "maybe"]' in imported.diagnostics[0].hint


def test_equipment_categories_durations_changes_mandates_and_ceilings(tmp_path: Path) -> None:
    mapping = (
        'contributor = "who"\nday = "day"\nequipment = { named = { "Patriot fire unit" = "pat", tank = "tanks" } }\n'
        'strength = { named = { troops = "tr", police = "po" } }\nduration = { column = "dur", unit = "months" }\n'
        'change = "ch"\nmandate = "until"\nceiling = "max"\nunknown = ["NA"]\n'
    )
    table = (
        "who,day,pat,tanks,tr,po,dur,ch,until,max\n"
        "NLD,2014-01-31,2,,100,5,4..6,-30,2015-06-30,150\nDEU,2014-01-31,,3,100,NA,..6,increase,,\n"
    )
    imported = taken(tmp_path, table, mapping)
    assert said(imported) == [
        *("deu strength 100.. 2014-01-31", "deu change increase 2014-01-31", "deu equipment tank: 3 2014-01-31"),
        "deu duration ..P6M",
        "nld strength police: 5, troops: 100 2014-01-31",
        *("nld change -30 2014-01-31", "nld equipment Patriot fire unit: 2 2014-01-31"),
        *("nld mandate 2015-06-30 2014-01-31", "nld ceiling 150 2014-01-31", "nld duration P4M..P6M"),
    ]
    assert codes(imported) == []


def test_a_source_of_each_row_has_its_own_title_day_and_address(tmp_path: Path) -> None:
    source = '[source]\ntitle = { column = "title" }\npublished = { column = "date" }\nurl = { column = "link" }\n'
    table = (
        "day,who,n,title,date,link,quote\n"
        "2014-01-31,NLD,5,Letter A,2014-02-01,https://example.org/a,five are there\n"
        "2014-02-28,DEU,6,Letter B,2014-03-01,https://example.org/b,six\n"
        "2014-04-28,DEU,7,Letter B,2014-03-01,https://example.org/b,seven\n"
        "2014-02-28,FRA,8,Letter C,,https://example.org/c,eight\n"
    )
    imported = taken(tmp_path, table, PLAIN + 'wording = "quote"\n', source)
    assert said(imported, "source", "wording") == [
        "deu strength 6 2014-02-28 letter-b-2014-03-01 six",
        "nld strength 5 2014-01-31 letter-a-2014-02-01 five are there",
    ]
    assert [(each.title, str(each.published), each.url) for each in imported.registry.sources.values()] == [
        ("Letter A", "2014-02-01", "https://example.org/a"),
        ("Letter B", "2014-03-01", "https://example.org/b"),
    ]
    assert codes(imported) == ["P102", "I106"]
    assert imported.registry.known_on("2014-02-15").count("2014-02-28") == 1


def test_an_organisation_is_the_one_contributor(tmp_path: Path) -> None:
    mapping = 'contributor = { value = { organisation = "United Nations" } }\nday = "day"\nstrength = "n"\n'
    imported = taken(tmp_path, "day,n\n2014-01-31,5\n", mapping)
    assert said(imported) == ["united-nations strength 5 2014-01-31"]


def test_codes_of_other_lists(tmp_path: Path) -> None:
    mapping = PLAIN.replace('"who"', '{ column = "who", codes = "cow" }')
    table = "day,who,n\n2014-01-31,AUS,5\n1985-01-31,365,6\n2014-01-31,365,7\n2014-01-31,XYZ,7\n1991,365,8\n"
    imported = taken(tmp_path, table, mapping)
    assert said(imported) == ["aut strength 5 2014-01-31", "rus strength 7 2014-01-31", "sun strength 6 1985-01-31"]
    assert codes(imported) == ["C101", "C101"]


def test_many_codes_of_another_list_are_a_warning(tmp_path: Path) -> None:
    imported = taken(tmp_path, "day,who,n\n2014-01-31,NTH,5\n2014-01-31,GMY,6\n2014-01-31,AUS,6\n", PLAIN)
    assert codes(imported)[-1] == "I116"
    assert 'codes = "cow" or codes = "gw"' in imported.diagnostics[-1].hint
    iso = PLAIN.replace('"who"', '{ column = "who", codes = "iso" }')
    assert "I116" not in codes(taken(tmp_path, "day,who,n\n2014-01-31,NTH,5\n2014-01-31,GMY,6\n", iso))


# --- who is one, and when ---


def test_coordinates_do_not_make_a_deployment(tmp_path: Path) -> None:
    place = '[place]\ncountry = "cc"\nname = "place"\nlatitude = "lat"\nlongitude = "lon"\n'
    table = (
        "day,who,n,cc,place,lat,lon\n"
        "2014-03-31,FRA,100,MLI,Bamako,12.65,-8.00\n2014-04-30,FRA,110,MLI,Bamako,12.65,-7.99\n"
    )
    imported = taken(tmp_path, table, PLAIN, place)
    assert str(imported.registry.strength("2014-04-30")) == "110"
    assert codes(imported) == ["I115"]
    assert "(12.65, -8.0) in line 2" in imported.diagnostics[0].message
    assert "(12.65, -7.99) in line 3" in imported.diagnostics[0].message
    (deployment,) = imported.registry.deployments.values()
    assert str(deployment.place) == "Bamako, MLI"


MONTHS = [
    *("2010-01-31,FRA,A,100", "2010-01-31,ITA,A,50", "2010-06-30,ESP,B,70"),
    *("2010-07-31,FRA,A,100", "2010-07-31,ITA,A,50", "2010-12-31,ESP,B,70"),
]


def test_a_mission_without_rows_in_a_month_says_nothing_of_who_left(tmp_path: Path) -> None:
    mapping = PLAIN + 'mission = "m"\nabsent = "zero"\n'
    imported = taken(tmp_path, "\n".join(["day,who,m,n", *MONTHS]), mapping)
    assert imported.absences == 0
    whole = taken(
        tmp_path, "\n".join(["day,who,m,n", *MONTHS]), mapping.replace('"zero"', '{ zero = true, within = "table" }')
    )
    assert str(whole.registry.strength("2010-06-30")) == "70"


def test_each_source_lists_everybody_on_its_days(tmp_path: Path) -> None:
    mapping = PLAIN + 'absent = { zero = true, within = "source" }\n'
    table = "day,who,n,src\n2014-01-31,NLD,5,A\n2014-02-28,DEU,6,A\n2014-02-28,NLD,7,B\n2014-03-31,NLD,8,B\n"
    imported = taken(tmp_path, table, mapping, '[source]\ncolumn = "src"\npublished = "2015"\n')
    zeros = [each for each in imported.registry.statements if str(each.value) == "0"]
    assert [(each.about, each.source, str(each.as_of)) for each in zeros] == [
        *(("deu", "a", "2014-01-31"), ("nld", "a", "2014-02-28")),
    ]


@pytest.mark.parametrize("zero", ["2014-02-28,NLD,X,0\n2014-03-31,NLD,X,0\n", ""])
def test_a_zero_between_two_stays_makes_two_deployments(tmp_path: Path, zero: str) -> None:
    table = (
        "day,who,m,n\n2014-01-31,NLD,X,5\n2014-02-28,DEU,X,1\n2014-03-31,DEU,X,1\n"
        "2014-04-30,NLD,X,6\n2014-04-30,DEU,X,1\n"
    )
    imported = taken(tmp_path, table + zero, PLAIN + 'mission = "m"\nabsent = "zero"\n')
    assert [*imported.registry.deployments] == ["deu-x", "nld-x", "nld-x-2014-04-30"]
    assert [
        str(imported.registry.strength(f"2014-{day}", contributor="NLD"))
        for day in ("01-31", "02-28", "03-31", "04-30")
    ] == [
        *("5", "0", "0", "6"),
    ]
    deployments.dump(imported.registry, tmp_path / "out.toml")
    assert [str(each) for each in deployments.check(tmp_path / "out.toml")] == []


def test_parts_belong_to_the_stay_of_their_whole(tmp_path: Path) -> None:
    parts = '[parts.all]\nstrength = "all"\n[parts.police]\nstrength = "police"\npart_of = "all"\n'
    table = "day,who,all,police\n2014-01-31,NLD,5,1\n2014-02-28,NLD,0,0\n2014-03-31,NLD,6,2\n"
    imported = taken(tmp_path, table, 'contributor = "who"\nday = "day"\n', parts)
    assert {each.id: each.part_of for each in imported.registry.deployments.values()} == {
        "nld-all": None,
        "nld-all-2014-03-31": None,
        "nld-police": "nld-all",
        "nld-police-2014-03-31": "nld-all-2014-03-31",
    }
    assert [str(imported.registry.strength(day)) for day in ("2014-01-31", "2014-02-28", "2014-03-31")] == [
        "5",
        "0",
        "6",
    ]


# --- tables that are no files ---

ROWS = [("2014-01-31", "NLD", 5), ("2014-02-28", "DEU", None), ("2014-02-28", "FRA", 7)]
FRAME = {"day": [row[0] for row in ROWS], "who": [row[1] for row in ROWS], "n": [row[2] for row in ROWS]}


def _given() -> dict[str, object]:
    frame = pd.DataFrame(FRAME)
    table = pa.table(FRAME)
    return {
        "pandas": frame.assign(day=pd.to_datetime(frame["day"])),
        "polars": pl.DataFrame(FRAME).with_columns(pl.col("day").str.to_date()),
        "polars texts": pl.DataFrame(FRAME).cast(pl.String),
        "arrow": table,
        "arrow batch": table.to_batches()[0],
        "duckdb": duckdb.from_arrow(table),
        "lists": [[*FRAME], *map(list, ROWS)],
        "tuples, one after the other": iter([tuple(FRAME), *ROWS]),
        "mappings": [dict(zip(FRAME, row, strict=True)) for row in ROWS],
        "csv": (line.split(",") for line in ("day,who,n", "2014-01-31,NLD,5", "2014-02-28,DEU,", "2014-02-28,FRA,7")),
    }


@pytest.mark.parametrize("kind", [*_given()])
def test_a_table_is_given_as_an_object(tmp_path: Path, kind: str) -> None:
    (tmp_path / "m.toml").write_text(PLAIN + SOURCE)
    imported = import_tables(tmp_path / "m.toml", _given()[kind])  # type: ignore[arg-type]  # of many kinds
    assert said(imported, "locator") == ["fra strength 7 2014-02-28 row 3", "nld strength 5 2014-01-31 row 1"]
    assert codes(imported) == ["I107"]
    assert str(imported.diagnostics[0].location) == "table:2:1"
    assert str(imported).startswith("table: 3 rows read: 2 kept, 1 reported")


@pytest.mark.parametrize("wrong", [5, None, {"day": 5}, [5], ["day"], b"day", [{"day": 1}, [1]]])
def test_what_is_no_table_is_refused(tmp_path: Path, wrong: object) -> None:
    (tmp_path / "m.toml").write_text(
        PLAIN.replace('contributor = "who"\n', 'contributor = { value = "NLD" }\n').replace(
            'strength = "n"', "present = true"
        )
        + SOURCE
    )
    with pytest.raises(InvalidValueError, match="not a "):
        import_tables(tmp_path / "m.toml", wrong)  # type: ignore[arg-type]  # it is wrong


def test_a_column_of_lists_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(PLAIN + SOURCE)
    with pytest.raises(InvalidValueError, match=r"a column of list.*'n'"):
        import_tables(tmp_path / "m.toml", pa.table({"day": ["2014"], "who": ["NLD"], "n": [[5]]}))


def test_several_tables_that_are_no_files_have_names_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(PLAIN + SOURCE)
    tables: Iterable[list[list[object]]] = ([[*FRAME], list(row)] for row in (ROWS[0], ROWS[2]))
    imported = import_tables(tmp_path / "m.toml", *tables)
    assert [each.file for each in imported.counts] == ["table", "table-2"]
    assert [*imported.registry.sources] == ["table", "table-2"]


@pytest.mark.parametrize(
    ("keys", "header", "cell"),
    [
        ('contributor = "x"\nmission = "m"\n', "x,m", '"DEU and FRA",KFOR'),
        ('contributor = "c"\nmission = "x"\n', "x,c", '"KFOR and UNIFIL",DEU'),
        ('contributor = "c"\nforce = "x"\n', "x,c", '"troops and police",DEU'),
        ('contributor = "c"\nplace = { country = "x" }\n', "x,c", '"Lithuania and Latvia",DEU'),
        ('contributor = { template = "{x}" }\nmission = "m"\n', "x,m", '"DEU and FRA",KFOR'),
    ],
)
@pytest.mark.parametrize(
    ("claim", "value", "is_taken"),
    [
        ('strength = "n"', "12", False),
        ('strength = { add = ["n", "more"] }', "12", False),
        ('ceiling = "n"', "~12", False),
        ('strength = "n"', "0", True),
        ('strength = "n"', "n/a", True),
        ('start = "n"', "2014-01-31", True),
    ],
)
def test_a_number_of_several_things_of_another_cell_is_of_none_of_them(
    tmp_path: Path, keys: str, header: str, cell: str, claim: str, value: str, is_taken: bool
) -> None:
    mapping = f'unknown = ["n/a"]\n{keys}day = "day"\n{claim}\n'
    split = '[[split]]\ncolumn = "x"\nby = [" and "]\n'
    imported = taken(tmp_path, f"{header},day,n,more\n{cell},2014-01-31,{value},0\n", mapping, split)
    if is_taken:
        assert len(imported.registry.statements) == (0 if value == "n/a" else 2)
        assert "I119" not in codes(imported)
    else:
        assert (said(imported), codes(imported), imported.counts[0].reported) == ([], ["I119"], 1)


def test_a_number_of_one_thing_or_of_several_sources_is_taken(tmp_path: Path) -> None:
    split = '[[split]]\ncolumn = "who"\nby = [" and "]\n'
    imported = taken(tmp_path, "who,day,n\nDEU,2014-01-31,5\n", PLAIN, split)
    assert (said(imported), codes(imported)) == (["deu strength 5 2014-01-31"], [])
    left_out = '[[leave_out]]\ncolumn = "who"\nwords = ["FRA"]\n'
    imported = taken(tmp_path, "who,day,n\nDEU and FRA,2014-01-31,5\n", PLAIN, split + left_out)
    assert (said(imported), codes(imported)) == ([], ["I119"])  # five are not of one of them
    imported = taken(tmp_path, "who,day,n\nFRA and FRA,2014-01-31,5\n", PLAIN, split + left_out)
    assert (codes(imported), imported.counts[0].left_out) == ([], 1)
    source = '[source]\ntitle = { column = "title" }\npublished = "2021-01-01"\n'
    by_title = source + split.replace('"who"', '"title"')
    imported = taken(tmp_path, "who,day,n,title\nDEU,2014-01-31,5,A and B\n", PLAIN, by_title)
    assert (len(imported.registry.sources), codes(imported)) == (2, [])
