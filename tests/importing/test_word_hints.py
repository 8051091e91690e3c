"""Hints that add a word to a list of the mapping keep what the list has, and are accepted as they are written."""

import json
import re
from pathlib import Path

import pytest

from tests.formats.tables import PLAIN, codes, import_text, plain

TOP, SOURCE = PLAIN.split("\n[source]")
SOURCE = "\n[source]" + SOURCE
HOSTS = "country,mission,day,strength,host\n" + "".join(
    f"NLD,M{number},2020-01-31,5,{host}\n" for number, host in enumerate(["NA", "x", "Various"])
)
HOST = (
    TOP.replace('mission = "mission"\n', "")
    + SOURCE
    + '[mission]\ncolumn = "mission"\n%s\n[mission.host]\ncolumn = "host"\n%s\n'
)
PART = PLAIN.replace('strength = "strength"\n', "")
PART += '[parts.men]\nunknown = ["x"]\nzero = ["nil"]\nstrength = "strength"\n'
#: A list of words in a hint, as TOML has it.
LIST = r"= (\[[^]]*\])"


@pytest.mark.parametrize(
    ("top", "mission", "host"),
    [
        pytest.param("", "", 'unknown = ["NA", "x"]', id="its own list"),
        pytest.param("", 'unknown = ["NA", "x"]', "", id="that of the mission"),
        pytest.param('unknown = ["NA", "x"]\n', "", "", id="that of the table"),
    ],
)
def test_a_host_that_is_no_country_is_added_to_the_words_that_count(
    tmp_path: Path, top: str, mission: str, host: str
) -> None:
    (problem,) = import_text(tmp_path, HOSTS, top + HOST % (mission, host)).diagnostics
    assert 'add "Various" to unknown beside the column in [mission.host]' in problem.hint
    (words,) = re.findall("unknown " + LIST, problem.hint)
    obeyed = import_text(tmp_path, HOSTS, top + HOST % (mission, f"unknown = {words}"))
    assert (codes(obeyed), obeyed.counts[0].kept) == ([], 3)


@pytest.mark.parametrize("is_meant", [True, False])
def test_a_word_that_is_a_country_too_leaves_the_other_words_alone(tmp_path: Path, *, is_meant: bool) -> None:
    table = "country,mission,day,strength,where\nNA,A,2020-01-31,5,NA\nx,B,2020-01-31,6,x\nNLD,C,2020-01-31,7,MLI\n"
    mapping = 'unknown = ["x", "NA"]\n' + TOP.replace('contributor = "country"\n', "") + SOURCE
    tables = '[place]\ncountry = "where"\n%s\n[contributor]\ncolumn = "country"\n%s\n'
    told = import_text(tmp_path, table, mapping + tables % ("", "")).diagnostics
    hints = {each.path: each.hint for each in told if each.code == "I111"}
    lists = [re.findall("unknown " + LIST, hints[name])[0 if is_meant else 1] for name in ("where", "country")]
    obeyed = import_text(tmp_path, table, mapping + tables % tuple(f"unknown = {each}" for each in lists))
    who = {str(each.contributor): each.place for each in obeyed.registry.deployments.values()}
    assert set(who) == ({"NAM", "NLD"} if is_meant else {"NLD"})
    assert all("who contributes" in each.message for each in obeyed.diagnostics), "'x' stays a word for nobody"
    assert not is_meant or str(who["NAM"]) == "NAM"


@pytest.mark.parametrize(
    ("mapping", "where"),
    [
        (PLAIN, "at the top of the mapping"),
        ('unknown = ["x"]\nzero = ["nil"]\n' + PLAIN, "at the top of the mapping"),
        (
            PLAIN.replace('"strength"\n', '{ column = "strength", unknown = ["x"], zero = ["nil"] }\n'),
            "beside the column of strength",
        ),
        (
            PLAIN.replace('strength = "strength"\n', "")
            + '[parts.men]\nunknown = ["x"]\nzero = ["nil"]\nstrength = "strength"\n',
            "in [parts.men]",
        ),
    ],
)
def test_a_word_for_no_number_is_added_to_the_lists_that_count_in_its_column(
    tmp_path: Path, mapping: str, where: str
) -> None:
    table = plain("NLD,A,2020-01-31,n/a")
    (problem,) = import_text(tmp_path, table, mapping).diagnostics
    assert where in problem.hint
    for key, count in (("unknown", 0), ("zero", 1)):
        (words,) = re.findall(f"{key} {LIST}", problem.hint)
        assert {"x" if key == "unknown" else "nil"} <= {*json.loads(words)} or mapping == PLAIN
        obeyed, was_there = re.subn(rf"{key} = \[[^]]*\]", f"{key} = {words}", mapping)
        counts = import_text(tmp_path, table, obeyed if was_there else f"{key} = {words}\n{mapping}").counts[0]
        assert (counts.cells.zero, counts.cells.reported) == ((1, 0) if count else (0, 4))


def test_words_for_yes_and_no_are_added_to_those_that_are_there(tmp_path: Path) -> None:
    mapping = TOP.replace('strength = "strength"', 'present = { column = "strength", yes = ["ja"]%s }') + SOURCE
    table = plain("NLD,A,2020-01-31,ja", "DEU,A,2020-01-31,0", "FRA,A,2020-01-31,keine")
    (problem,) = import_text(tmp_path, table, mapping % "").diagnostics
    (words,) = re.findall(f"no {LIST}", problem.hint)
    obeyed = import_text(tmp_path, table, mapping % f", no = {words}")
    assert [str(each.value) for each in obeyed.registry.statements] == ["False", "False", "True"]


DATES = "country,mission,From,To,men,police\nNLD,A,2019-01-31,2019-06-30,,\n"
PARTS = 'contributor = "country"\nmission = "mission"\nday = "From"\n%s' + SOURCE
PARTS += '[parts.men]\nstrength = "men"\n%s[parts."of which"]\nstrength = "police"\n%s'
MOVED = 'start = "From"\nend = "To"\n'


def test_dates_of_which_nobody_knows_the_part_can_be_given_to_one(tmp_path: Path) -> None:
    (problem,) = import_text(tmp_path, DATES, PARTS % (MOVED, "", "")).diagnostics
    assert problem.code == "I107"
    assert problem.hint.startswith("write the numbers, if any source states them; or move start and end from the top")
    assert '[parts.men] or [parts."of which"]' in problem.hint
    moved = import_text(tmp_path, DATES, PARTS % ("", "", MOVED))
    assert (codes(moved), [each.about for each in moved.registry.statements]) == ([], ["nld-a-of-which"] * 2)
    (line,) = re.findall('part_of = ".*"', problem.hint)
    whole = import_text(tmp_path, DATES, PARTS % (MOVED, "", line + "\n"))
    assert (codes(whole), {each.about for each in whole.registry.statements}) == ([], {"nld-a-men"})


@pytest.mark.parametrize(
    "word", ["several", "dozens", "hundreds", "a few", "yes", "Ja", "x", "2 batteries", "parts of a company"]
)
@pytest.mark.parametrize(
    ("mapping", "where"),
    [
        (PLAIN, "at the top of the mapping"),
        ('some = ["there"]\n' + PLAIN, "at the top of the mapping"),
        (PLAIN.replace('"strength"\n', '{ column = "strength", some = ["there"] }\n'), "beside the column of strength"),
        (PART.replace('["x"]', '["-9"]'), "at the top of the mapping"),
    ],
)
def test_words_that_say_that_some_were_there_are_first_offered_as_such(
    tmp_path: Path, mapping: str, where: str, word: str
) -> None:
    table = plain(f"NLD,A,2020-01-31,{word}")
    hint = import_text(tmp_path, table, mapping).diagnostics[0].hint
    first, _, _ = hint.partition("; or ")
    assert where in first
    assert first.endswith("if it says that there are some, and not how many")
    (words,) = re.findall(f"some {LIST}", hint)
    obeyed, was_there = re.subn(r"some = \[[^]]*\]", f"some = {words}", mapping)
    read = import_text(tmp_path, table, obeyed if was_there else f"some = {words}\n{mapping}")
    assert [str(each.value) for each in read.registry.statements] == ["1.."]


SOME_FIRST, UNKNOWN_FIRST = ["some", "unknown", "zero"], ["unknown", "some", "zero"]


@pytest.mark.parametrize(
    ("word", "keys"),
    [
        *(("none", ["zero", "unknown"]), ("no troops", ["zero", "unknown"]), ("Keine", ["zero", "unknown"])),
        *(("several", SOME_FIRST), ("a detachment", SOME_FIRST), ("yes", SOME_FIRST)),
        *(("classified", UNKNOWN_FIRST), ("n/a", UNKNOWN_FIRST), ("tbd", UNKNOWN_FIRST), ("no data", UNKNOWN_FIRST)),
        *(("x", SOME_FIRST), ("infantry company", SOME_FIRST), ("2 batteries", SOME_FIRST[:2])),
    ],
)
def test_each_list_is_offered_to_which_a_word_can_belong_the_likeliest_first(
    tmp_path: Path, word: str, keys: list[str]
) -> None:
    (problem,) = import_text(tmp_path, plain(f"NLD,A,2020-01-31,{word}"), PLAIN).diagnostics
    assert re.findall(r"write (\w+) = ", problem.hint) == keys


@pytest.mark.parametrize(("word", "number"), [("six", "6"), ("sixty", "60"), ("a soldier", "1"), ("een", "1")])
def test_a_number_in_words_is_offered_as_a_number(tmp_path: Path, word: str, number: str) -> None:
    (problem,) = import_text(tmp_path, plain(f"NLD,A,2020-01-31,{word}"), PLAIN).diagnostics
    assert problem.hint.startswith(f'write "{number}"')
