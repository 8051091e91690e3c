"""What is wrong with a mapping is told where it stands, with what to write."""

import tomllib
from pathlib import Path

import pytest

from deployments.diagnostics import Diagnostic, RegistryError
from deployments.formats.toml_positions import KeyPath, positions
from deployments.importing import read_mapping
from deployments.importing.mapping_reader import bundled_mappings
from tests.formats.tables import PLAIN

#: Where the reader of mappings takes the function that finds the places of keys.
POSITIONS = "deployments.formats.toml_documents.positions"


def problems(tmp_path: Path, text: str) -> list[Diagnostic]:
    path = tmp_path / "mapping.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RegistryError) as raised:
        read_mapping(path)
    return [*raised.value.diagnostics]


def test_the_plainest_mapping_is_one(tmp_path: Path) -> None:
    (tmp_path / "mapping.toml").write_text(PLAIN)
    assert read_mapping(tmp_path / "mapping.toml").absent is None


def test_every_mapping_that_comes_with_the_library_is_one() -> None:
    assert bundled_mappings() == ["exercises", "un-contributions"]
    for name in bundled_mappings():
        assert read_mapping(name).source.title


@pytest.mark.parametrize(
    ("old", "new", "code", "place", "hint"),
    [
        ('mission = "mission"', 'misson = "mission"', "S101", "3:1", "did you mean 'mission'?"),
        ('mission = "mission"', "mission = 3", "S103", "3:1", "write [mission]"),
        ('mission = "mission"', "mission = {}", "S103", "3:1", 'column = "Mission"'),
        ('mission = "mission"', 'mission = { column = "a", value = "b" }', "S103", "3:1", "write one of"),
        ('mission = "mission"', "mission = { header = true }", "S103", "3:1", "write one of"),
        ('mission = "mission"', 'mission = { column = "" }', "S103", "3:13", "write a text"),
        ('mission = "mission"', 'mission = { column = "a", aliases = 3 }', "S103", "3:27", "as it is meant"),
        ('contributor = "country"', "", "S102", "1:1", 'write contributor = "the column"'),
        ('strength = "strength"', "", "S102", "1:1", 'write strength = "the column"'),
        ('strength = "strength"', 'strength = { template = "{a}" }', "S103", "5:1", "write one of"),
        ('strength = "strength"', 'strength = { each = "a", value = "5" }', "S103", "5:1", "write one of"),
        ('strength = "strength"', 'strength = { column = "a", except = "b" }', "S103", "5:1", 'each = "*"'),
        ('day = "day"', "day = { header = true }", "S102", "1:1", "each ="),
        ('day = "day"', 'day = { column = "day", month_end = "yes" }', "S103", "4:25", "true or false"),
        ('published = "2020-06-01"', "", "S102", "7:1", "accessed ="),
        ('published = "2020-06-01"', 'each = "day"', "S102", "7:1", 'within = "P3M"'),
        ('published = "2020-06-01"', 'published = "June"', "D101", "9:1", "EDTF"),
        ('published = "2020-06-01"', 'within = "..P3M"', "S103", "9:1", '"P3M"'),
        ('published = "2020-06-01"', 'accessed = "2020"\nkind = "rumour"', "S103", "10:1", "official"),
        ('title = "A made-up table"', "", "S102", "7:1", "write title"),
        ("contributor", 'absent = "never"\ncontributor', "S103", "2:1", '"zero", "unknown"'),
        ("contributor", 'encoding = "utf-9"\ncontributor', "S103", "2:1", "windows-1252"),
        ("contributor", 'encoding = "base64"\ncontributor', "S103", "2:1", "windows-1252"),
        ("contributor", 'encoding = "unicode_escape"\ncontributor', "S103", "2:1", "windows-1252"),
        ("contributor", 'encoding = "cp037"\ncontributor', "S103", "2:1", "windows-1252"),
        ("[source]", '[dates]\nlanguage = "qq"\n[source]', "S103", "8:1", '"nl"'),
        ("contributor", 'between = [" "]\ncontributor', "S103", "2:1", '["-"]'),
        ("contributor", 'about = ["ca. 5"]\ncontributor', "S103", "2:1", '["ca."]'),
        ("contributor", 'separator = "::"\ncontributor', "S103", "2:1", "single character"),
        ("contributor", 'separator = ""\ncontributor', "S103", "2:1", '";"'),
        ("contributor", 'skip = "3"\ncontributor', "S103", "2:1", "whole number"),
        ("contributor", "unknown = [1]\ncontributor", "S103", "2:1", '["one", "two"]'),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(
    tmp_path: Path, old: str, new: str, code: str, place: str, hint: str
) -> None:
    (found,) = problems(tmp_path, PLAIN.replace(old, new, 1))
    assert (found.code, str(found.location).rpartition(".toml:")[2]) == (code, place)
    assert hint in found.hint


@pytest.mark.parametrize(
    ("more", "code", "hint"),
    [
        ('[dates]\nformats = ["M/D/YY"]', "S102", 'years = "1980..2010"'),
        ('[dates]\nformats = ["M/D/YY"]\nyears = "1980-2010"', "S103", 'write "1980..2010"'),
        ('[dates]\nformats = ["M/D/YY"]\nyears = "1900..2010"', "S103", "one year only"),
        ('[dates]\nformats = ["%d-%m-%Y"]', "S103", "D-M-YYYY"),
        ('[dates]\nformats = ["D YYYY"]', "S103", "D-M-YYYY"),
        ('[dates]\nformats = ["D/M/M/YYYY"]', "S103", "D-M-YYYY"),
        ('[totals]\ncolumn = "country"\nwords = ["all"]', "S103", "[[totals]]"),
        ('[[totals]]\ncolumn = "country"', "S102", "write words"),
        ("[[parts]]\nstrength = 3", "S103", "[parts.some-name]"),
        ('[place]\nlattitude = "lat"', "S101", "did you mean 'latitude'?"),
        ('[parts.police]\npart_of = "al"\n[parts.all]', "S102", "did you mean 'all'?"),
        ('[parts.police]\npart_of = "police"\n[parts.all]', "S102", "write one of all"),
        ('[parts.police]\npart_of = "all"\n[parts.all]\nderived = 1', "S103", "true or false"),
    ],
)
def test_what_is_wrong_in_other_tables_is_told(tmp_path: Path, more: str, code: str, hint: str) -> None:
    (found,) = problems(tmp_path, f"{PLAIN}\n{more}\n")
    assert found.code == code
    assert hint in found.hint


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    text = (
        'separator = ""\nmision = "m"\n[source]\nurl = "ftp://x"\n[contributor]\ncolumn = "c"\naliases = { A = "B" }\n'
    )
    assert [found.code for found in problems(tmp_path, text)] == ["S103", "S101", "S103", "C101"]


def test_every_format_that_cannot_be_read_is_told_at_once(tmp_path: Path) -> None:
    formats = 'formats = ["JJJJ",\n  "D-M-YYYY", "since YYYY", "D YYYY"]'
    found = problems(tmp_path, f"{PLAIN}\n[dates]\n{formats}\nlanguage = 5\n")
    assert [each.message.rpartition(": ")[2] for each in found] == ["'JJJJ'", "'since YYYY'", "'D YYYY'", "5"]
    (alone,) = problems(tmp_path, f'{PLAIN}\n[dates]\nformats = "JJJJ"\n')
    assert (alone.path, alone.location and alone.location.line) == ("dates.formats", 12)


def test_absence_needs_a_day_and_one_table(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, 'absent = "zero"\n' + PLAIN.replace('day = "day"', ""))
    assert (found.code, found.path) == ("S102", "absent")
    (found,) = problems(tmp_path, 'absent = "zero"\n' + PLAIN + 'column = "origin"\n')
    assert 'within = "source"' in found.hint


def test_a_number_needs_a_day_where_there_are_two(tmp_path: Path) -> None:
    text = PLAIN.replace('day = "day"', 'start = "from"\nend = "to"')
    (found,) = problems(tmp_path, text)
    assert found.hint == 'write day = "the column"'


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"a = ", "T103"), (b"\xff", "T102"), (b"a = " + b"[" * 100_000, "T104"), (b"", "S102")],
)
def test_files_that_are_no_mapping_are_told(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "mapping.toml"
    path.write_bytes(data)
    with pytest.raises(RegistryError) as raised:
        read_mapping(path)
    assert raised.value.diagnostics[0].code == code


@pytest.mark.parametrize("part", ["a", "'a'", '"a"', r'"\""', r'"\\"', '"a.b"'])
@pytest.mark.parametrize("line", ["{} = 1", "[{}]", "[[ {} ]]", "x = {{ {} = 1 }}", "x = {{ y = 1, {} = 1 }}"])
def test_a_key_of_very_many_parts_is_told_before_it_takes_its_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str, line: str
) -> None:
    def parsed(_: str) -> None:
        raise AssertionError

    monkeypatch.setattr(tomllib, "loads", parsed)  # the time that it takes grows with the square of the parts
    (found,) = problems(tmp_path, f"# a mapping\n{line.format('.'.join([part] * 20_000))}\n")
    assert (found.code, found.message) == ("T104", "a key of more than 100 parts")
    assert str(found.location).endswith(".toml:2")


@pytest.mark.parametrize("text", ["a = " + "[" * 100_000, "a = " + "{a = " * 100_000])
def test_brackets_in_brackets_are_told_in_plain_words(tmp_path: Path, text: str) -> None:
    (found,) = problems(tmp_path, text)
    assert (found.code, found.message) == ("T104", "nested too deeply")


@pytest.mark.parametrize(
    "wrong",
    ["x{} = 1\n", "[parts.x{}]\nstrength = 1\n", "[parts.x{}]\nforce = {{}}\n", "[[totals]] # {}\ncolumn = 1\n"],
)
def test_the_text_is_looked_through_once_however_many_problems_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    calls = []

    def counted(text: str) -> dict[KeyPath, tuple[int, int]]:
        calls.append(text)
        return positions(text)

    monkeypatch.setattr(POSITIONS, counted)
    found = problems(tmp_path, PLAIN + "".join(wrong.format(number) for number in range(300)))
    assert len(found) >= 300
    assert len(calls) == 1
    assert len({str(each.location) for each in found}) >= 300


def test_an_alias_can_be_an_organisation_or_several_countries(tmp_path: Path) -> None:
    who = '[contributor]\ncolumn = "c"\n[contributor.aliases]\nMNF = { organisation = "MNF" }\n'
    who += 'Benelux = ["BEL", "NLD", "LUX"]\n'
    (tmp_path / "mapping.toml").write_text(PLAIN.replace('contributor = "country"\n', "") + who)
    contributor = read_mapping(tmp_path / "mapping.toml").contributor
    assert contributor is not None
    assert {name: [*map(str, meant)] for name, meant in contributor.aliases.items()} == {
        "MNF": ["MNF"],
        "Benelux": ["BEL", "NLD", "LUX"],
    }


def test_parts_that_are_part_of_each_other_are_told_of(tmp_path: Path) -> None:
    found = problems(tmp_path, f'{PLAIN}\n[parts.a]\npart_of = "b"\n[parts.b]\npart_of = "a"\n')
    assert [(each.message, each.path) for each in found] == [
        ("it is part of itself: 'a'", "parts.a.part_of"),
        ("it is part of itself: 'b'", "parts.b.part_of"),
    ]


def test_a_whole_row_is_no_part_of_another(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, 'part_of = "all"\n' + PLAIN)
    assert found.hint == "write part_of below [parts.some-name]"


def test_one_mark_stands_not_between_thousands_and_before_a_fraction(tmp_path: Path) -> None:
    """A table with both had 1 for "1,000", without a word."""
    told = problems(tmp_path, f'thousands = ","\ndecimal = ","\n{PLAIN}')
    assert [each.code for each in told] == ["S102"]
    assert "between thousands too" in told[0].message
