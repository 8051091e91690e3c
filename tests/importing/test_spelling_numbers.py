"""Numbers of tables are read as the mapping's words say, and the hint for any other shows the line that reads it."""

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deployments import Quantity
from deployments.errors import QuantityError
from deployments.importing.number_spelling import WORD_KEYS, NumberSpelling
from tests.formats.tables import PLAIN, figures, import_text
from tests.importing.obeying import Spelled
from tests.importing.test_mappings import problems

UNITS = {"battalion": Quantity(500, 1000), "company": Quantity(120, 120, approximate=True)}
FULL = NumberSpelling(
    thousands=",",
    decimal=".",
    between=("-", "to"),
    about=("ca.", "about"),
    at_least=("at least", "+", "or more", "min."),
    more_than=("more than", ">"),
    at_most=("up to", "bis zu", "max", "<="),
    less_than=("less than", "<"),
    footnotes=("*", "\u00b9", "a)", "(a)", "[1]"),
    units=UNITS,
)
COUNTS = st.integers(1, 900_000)


def table(number: str) -> str:
    """Give a table of one row."""
    return f"country;mission;day;strength\nNLD;KFOR;2020-01-31;{number}\n"


#: A mapping for it.
MAPPING = f'separator = ";"\n{PLAIN}'


def bound(key: str, low: int, high: int, about: str = "") -> str:
    """Write what a word of a key makes of a range, by the words of the page."""
    least = low + (key == "more_than")
    most = high - (key == "less_than")
    if key in ("at_least", "more_than"):
        return f"{about}{least}.."
    if key in ("at_most", "less_than"):
        return f"{about}..{most}" if most else f"{about}0"
    return f"{about}{low}" if low == high else f"{about}{low or ''}..{high}"


# --- what is written with the words is read as they say ---


@given(
    COUNTS,
    st.integers(0, 90_000),
    st.sampled_from([*WORD_KEYS[1:], ""]),
    st.data(),
)
def test_a_number_is_read_as_its_words_and_marks_say(low: int, more: int, key: str, data: st.DataObject) -> None:
    """Words can stand before or after the number, together with about, marks between thousands, and notes."""
    high = low + more
    ends = [f"{end:,}" if data.draw(st.booleans()) else str(end) for end in dict.fromkeys((low, high))]
    text = data.draw(st.sampled_from(["-", " - ", " to "])).join(ends)
    about = data.draw(st.booleans())
    words = [data.draw(st.sampled_from(FULL.about))] if about else []
    words += [data.draw(st.sampled_from(getattr(FULL, key)))] if key else []
    for word in data.draw(st.permutations(words)):
        before, behind = [f"{word} {text}", f"{word.upper()} {text}"], [f"{text} {word}"]
        text = data.draw(st.sampled_from(before if word[0] in "<>" else behind if word == "+" else before + behind))
    note = data.draw(st.sampled_from(["", " ", "*", "**", "\u00b9", " a)", "(a)", "[1] *"]))
    assert str(FULL.read(f"{text}{note}".strip())) == bound(key, low, high, "~" if about else "")


@given(st.integers(0, 900), st.integers(0, 9), st.sampled_from([*UNITS]), st.sampled_from([*WORD_KEYS, ""]), st.data())
def test_a_unit_is_as_many_as_the_mapping_says(low: int, more: int, unit: str, key: str, data: st.DataObject) -> None:
    size = UNITS[unit]
    assert size.high is not None
    low += not low and key in ("at_least", "less_than")
    end = data.draw(st.sampled_from(["", "s", "es", "S"]))
    text = f"{low}-{low + more} {unit}{end}" if more else f"{low} {unit}{end}"
    word = data.draw(st.sampled_from(getattr(FULL, key))) if key else ""
    about = "~" if size.approximate or key == "about" else ""
    text = f"{text}{word}" if word == "+" else f"{word} {text}".strip()
    assert str(FULL.read(text)) == bound(key, low * size.low, (low + more) * size.high, about)
    assert FULL.sized(text) == unit


@pytest.mark.parametrize(
    "text", ["battalion", "a battalion", "A Battalion", "1 battalion", "1battalions", "battalion*"]
)
def test_a_unit_without_a_number_is_one(text: str) -> None:
    assert (str(FULL.read(text)), FULL.sized(text)) == ("500..1000", "battalion")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        *(("100+", "100.."), ("100 +*", "100.."), (">100", "101.."), ("<5", "..4"), ("<1", "0"), ("<=5", "..5")),
        *(("min.100", "100.."), ("bis zu 40", "..40"), ("MAX 40", "..40"), ("Up To 1,000", "..1000")),
        *(
            ("up to about 40", "~..40"),
            ("about > 40", "~41.."),
            ("at least 100-150", "100.."),
            ("up to 100-150", "..150"),
        ),
        *(("50(a)", "50"), ("50 a)", "50"), ("50.0*", "50"), ("1+ battalions", "500.."), ("0 battalions", "0")),
        *(("more than 1 battalion", "501.."), ("up to 2 battalions", "..2000"), ("about 2 battalions", "~1000..2000")),
    ],
)
def test_what_the_page_says_of_words_is_true(text: str, meant: str) -> None:
    assert str(FULL.read(text)) == meant


@pytest.mark.parametrize(
    "text",
    [
        *("at least", "+", "at least 100+", "more than >5", "about ca. 5", "<0", "at least 0", "up to 5..", "*", "a)"),
        *("maximum 5", "5 upto", "at leastways 5", "battalionx", "xbattalion", "2 battalions and 1 company"),
        *(
            "some battalions",
            "1 battalion 5",
            "5 battalion battalion",
            "9,999,999 battalions",
            "121)",
            "5 maxi",
            "100*5",
        ),
    ],
)
def test_what_is_no_number_by_these_words_is_refused(text: str) -> None:
    with pytest.raises(QuantityError) as raised:
        FULL.read(text)
    assert raised.value.value == text


@pytest.mark.parametrize(
    "text",
    ["at least 100", "100+", ">100", "up to 40", "<5", "50*", "50\u00b9", "50 a)", "1 battalion", "battalion", "1.5k"],
)
def test_nothing_is_read_that_no_mapping_mentions(text: str) -> None:
    assert NumberSpelling().sized(text) is None
    with pytest.raises(QuantityError):
        NumberSpelling().read(text)


def test_none_of_a_unit_is_nobody_however_large_it_can_be() -> None:
    numbers = NumberSpelling(units={"crew": Quantity(5, None)})
    assert [str(numbers.read(text)) for text in ("0 crews", "2 crews")] == ["0", "10.."]


def test_a_longer_text_is_not_tried() -> None:
    for text in ("5" + "*" * 100, "at least " * 20 + "5", "battalion" + "s" * 200):
        assert FULL.sized(text) is None
        with pytest.raises(QuantityError):
            FULL.read(text)


def test_the_longest_word_is_taken_first() -> None:
    numbers = NumberSpelling(at_most=("no more than",), more_than=("more than", "no"))
    assert str(numbers.read("no more than 5")) == "..5"


# --- mappings ---


@pytest.mark.parametrize(
    ("keys", "hint"),
    [
        ('footnotes = ["1"]', "begins with nothing that a number is written in"),
        ('footnotes = ["1)"]', "begins with nothing"),
        ('footnotes = ["."]', "begins with nothing"),
        *((f'footnotes = ["{mark}"]', "begins with nothing") for mark in (" ", "+", "k", "M", "x" * 11)),
        ('at_least = ["at least 5"]', '["ca."]'),
        ("units = 3", 'battalion = "500..1000"'),
        ('units = { battalion = "many" }', '"500..1000", "~120"'),
        ("units = { battalion = 0 }", "one or more"),
        ('units = { "1st battalion" = "500" }', '["ca."]'),
        ('at_least = ["over"]\nmore_than = ["Over"]', "leave it out of at_least or of more_than"),
        ('about = ["*"]\nfootnotes = ["*"]', "leave it out of about or of footnotes"),
    ],
)
def test_what_is_wrong_with_the_keys_is_told(tmp_path: Path, keys: str, hint: str) -> None:
    (found,) = problems(tmp_path, f"{keys}\n{PLAIN}")
    assert hint in found.hint


def test_every_key_works_in_an_import(tmp_path: Path) -> None:
    keys = (
        'at_least = ["+"]\nmore_than = ">"\nat_most = ["up to"]\nless_than = ["<"]\nfootnotes = ["*"]\n'
        'units = { battalion = "500..1000", crew = 12 }\n'
    )
    for number, meant in (
        *(("5+", "5.."), (">5", "6.."), ("up to 5", "..5"), ("<5", "..4"), ("5*", "5")),
        *(("2 battalions", "1000..2000"), ("a crew", "12")),
    ):
        assert [*figures(import_text(tmp_path, table(number), keys + MAPPING)).values()] == [meant]


# --- hints ---

#: A number, and the line that the hint for it shows first.
HINTS = [
    ("at least 100", 'at_least = ["at least"]'),
    ("100+", 'at_least = ["+"]'),
    ("100 or more", 'at_least = ["or more"]'),
    ("min. 100", 'at_least = ["min."]'),
    ("mindestens 100", 'at_least = ["mindestens"]'),
    (">100", 'more_than = [">"]'),
    ("Over 100", 'more_than = ["over"]'),
    ("up to 40", 'at_most = ["up to"]'),
    ("bis zu 40", 'at_most = ["bis zu"]'),
    ("max 40", 'at_most = ["max"]'),
    ("no more than 40", 'at_most = ["no more than"]'),
    ("<5", 'less_than = ["<"]'),
    ("<=5", 'at_most = ["<="]'),
    ("50*", 'footnotes = ["*"]'),
    ("50\u00b9", 'footnotes = ["\u00b9"]'),
    ("50[1]", 'footnotes = ["[1]"]'),
    ("50 (a)", 'footnotes = ["(a)"]'),
    ("50 a)", 'footnotes = ["a)"]'),
    ("1 battalion", 'units = { battalion = "500..1000" }'),
    ("battalion", 'units = { battalion = "500..1000" }'),
    ("2 companies", 'units = { companies = "100..200" }'),
    ("1,234", 'thousands = ","'),
    ("117.0", 'decimal = "."'),
    ("150-200", 'between = ["-"]'),
    ("150 to 200", 'between = ["to"]'),
    ("ca. 300", 'about = ["ca."]'),
    ("maybe 300", 'about = ["maybe"]'),
    ("300 (est.)", 'about = ["(est.)"]'),
    ("1-2 battalions", 'units = { battalion = "500..1000" }'),
    ("at least about 1,234*", 'footnotes = ["*"]'),
]


def followed(folder: Path, number: str) -> tuple[list[str], list[str]]:
    """Follow the hints for a number until there is none: return them, and what is read in the end."""
    keys, hints = Spelled(), []
    while True:
        imported = import_text(folder, table(number), keys.written(MAPPING))
        read = [*figures(imported).values()]
        hints += [problem.hint for problem in imported.diagnostics]
        following = [*keys.obeying(hints[-1])] if imported.diagnostics else []
        if not following or len(hints) > 10:
            return hints, read
        (keys,) = following


@pytest.mark.parametrize(("number", "line"), HINTS, ids=[number for number, _ in HINTS])
def test_the_hint_shows_the_line_and_where_it_belongs_and_whoever_follows_it_is_done(
    tmp_path: Path, number: str, line: str
) -> None:
    hints, read = followed(tmp_path, number)
    assert hints[0].startswith(f"write {line} at the top of the mapping, above the first [table], ")
    assert len(read) == 1


def test_the_size_of_a_unit_is_said_to_be_that_of_the_mapping(tmp_path: Path) -> None:
    ((hint, *_), _) = followed(tmp_path, "1 battalion")
    assert hint.endswith("with the size that is meant: the number is then the mapping's, not the table's")


def test_a_hint_keeps_what_the_mapping_says_already(tmp_path: Path) -> None:
    keys = 'about = ["ca.", "\\""]\nunits = { "weapons crew" = "~12", company = 120 }\n'
    for number, line in (
        ("c. 5", 'about = ["ca.", "\\"", "c."]'),
        ("1 platoon", 'units = { "weapons crew" = "~12", company = "120", platoon = "20..50" }'),
    ):
        (problem,) = import_text(tmp_path, table(number), keys + MAPPING).diagnostics
        assert f"write {line} at the top" in problem.hint


def test_thousands_in_letters_are_to_be_written_in_full(tmp_path: Path) -> None:
    for number, meant in (("1.5k", "1500"), ("2 K", "2000"), ("1,25k", "1250")):
        (problem,) = import_text(tmp_path, table(number), MAPPING).diagnostics
        assert f'such as "{meant}" or "~{meant}"' in problem.hint
        assert [*figures(import_text(tmp_path, table(f"~{meant}"), MAPPING)).values()] == [f"~{meant}"]


@pytest.mark.parametrize(
    "number", ["ca. ca. 5", "ca. ~5", "200-150", "1-2-3", "at least 100+", "0 or more", "+5+", ">=<5"]
)
def test_no_hint_leads_in_a_circle(tmp_path: Path, number: str) -> None:
    hints, read = followed(tmp_path, number)
    assert (len(hints) == len({*hints}) <= 3, len(read) <= 1) == (True, True)


BEFORE = ("", "ca. ", "about ", "up to ", "over ", "at least about ", ">", "<", "~", "max. ", "weird ")
NUMBERS = ("5", "50", "1,234", "1.234", "1 234", "117.0", "10-20", "10 to 20", "1,000-2,000", "a company", "battalion")
BEHIND = ("", "*", " or more", "+", " battalions", "\u00b2", " [2]", " (b)*", " or fewer", "k")


@settings(deadline=None, max_examples=120)
@given(st.sampled_from(BEFORE), st.sampled_from(NUMBERS), st.sampled_from(BEHIND))
def test_every_line_of_a_hint_is_taken_and_none_is_said_twice(before: str, number: str, behind: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        hints, _ = followed(Path(folder), before + number + behind)
    assert len(hints) == len({*hints})
    assert len(hints) <= 7


def test_the_time_for_a_text_grows_with_its_length_only() -> None:
    """No text takes many more steps than another: a text of all marks is taken apart mark by mark."""
    for piece in ("*", "[1]", "1,", "1-", "<", "+", "battalion ", " ", "\u00b2", "a) ", "1 ", "(("):
        text = (piece * 100)[:100]
        for numbers in (FULL, NumberSpelling()):
            with pytest.raises(QuantityError):
                numbers.read(text)


# --- numbers in words, units, and what else stands beside a number ---

COMPANIES = 'units = { company = "100..200", companies = "100..200", kompanie = "~120", crew = 12 }\n'


def read(folder: Path, number: str, keys: str = "", claim: str = "strength") -> tuple[list[str], str, list[str]]:
    """Import one cell: return its values, their notes, and the hints for it."""
    mapping = keys + MAPPING.replace('strength = "strength"', f'{claim} = "strength"' if claim.isalpha() else claim)
    imported = import_text(folder, table(number), mapping)
    statements = [*imported.registry.statements]
    values, notes = [str(each.value) for each in statements], "".join(each.note or "" for each in statements)
    return values, notes, [each.hint for each in imported.diagnostics]


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        *(("one company", "1 company"), ("Three companies", "3 companies"), ("twenty-five companies", "25 companies")),
        *(("zwei Kompanie", "2 kompanie"), ("een company", "1 company"), ("a hundred crews", "100 crews")),
        *(("about two company", "about 2 company"), ("up to six crews", "up to 6 crews")),
        *(("two to three companies", "2 to 3 companies"), ("four crews or more", "4 crews or more")),
    ],
)
def test_a_number_in_words_before_a_unit_is_read_as_one_in_digits(tmp_path: Path, words: str, digits: str) -> None:
    keys = 'about = ["about"]\nat_most = ["up to"]\nat_least = ["or more"]\nbetween = ["to"]\n' + COMPANIES
    in_words, note, _ = read(tmp_path, words, keys)
    in_digits, other, _ = read(tmp_path, digits, keys)
    assert in_words == in_digits != []
    assert note == other.replace(digits, words)


@pytest.mark.parametrize("number", ["one company", "two companies", "about two company", "twenty crews", "six crew"])
def test_a_number_in_words_gets_the_hint_of_the_same_in_digits(tmp_path: Path, number: str) -> None:
    digits = {"one": "1", "two": "2", "twenty": "20", "six": "6"}
    same = " ".join(digits.get(word, word) for word in number.split())
    for keys in ("", 'units = { company = "100..200" }\n'):
        assert read(tmp_path, number, keys)[2] == read(tmp_path, same, keys)[2] or "crew" in number


@pytest.mark.parametrize(
    ("number", "meant"),
    [
        *(("a dozen crew", "~144"), ("two dozen crew", "~288"), ("one to 3 company", "100..600")),
        *(("ca. two", "~2"), ("ca. a dozen", "~12"), ("at least two", "2.."), ("up to twenty soldiers", "..20")),
        *(("two*", "2"), ("ca. two*", "~2"), ("at least 30 marines", "30.."), ("2 women", "2"), ("six", "6")),
    ],
)
def test_whoever_writes_what_a_hint_says_loses_no_word_that_changes_the_number(
    tmp_path: Path, number: str, meant: str
) -> None:
    keys = 'about = ["ca."]\nat_most = ["up to"]\nat_least = ["at least"]\nfootnotes = ["*"]\n' + COMPANIES
    (hint,) = read(tmp_path, number, keys)[2]
    (written,) = re.findall('^write "([^"]*)"', hint)
    assert read(tmp_path, written, keys)[0] == [meant]


@pytest.mark.parametrize(
    "number",
    ["two men crew", "two infantry company", "one of two companies", "two crew in all", "company minus", "a few crews"],
)
@pytest.mark.parametrize("claim", ["strength", "change"])
def test_no_hint_writes_a_number_without_the_unit_that_it_counts(tmp_path: Path, number: str, claim: str) -> None:
    (hint,) = read(tmp_path, number, COMPANIES, claim)[2]
    assert not re.match(r'write "[0-9~.]+"(?!, "~150"| for 80 more)', hint)


def test_a_number_of_some_people_is_to_be_written_only_if_they_are_all(tmp_path: Path) -> None:
    for number in ("2 women", "two officers", "zwei Soldaten", "a company of 120 soldiers"):
        assert read(tmp_path, number)[2][0].endswith(", if these are all of them")
    for number in ("two", "a hundred", "twenty-five"):
        assert "if" not in read(tmp_path, number)[2][0]


@pytest.mark.parametrize(
    ("number", "size"),
    [("half a company", "50..100"), ("Half a Battalion", "250..500"), ("halve compagnie", "50..100")],
)
def test_half_of_a_unit_is_a_unit_of_its_own(tmp_path: Path, number: str, size: str) -> None:
    (hint,) = read(tmp_path, number)[2]
    assert hint.startswith(f'write units = {{ "{number.casefold()}" = "{size}" }}')
    (line,) = re.findall("units = {[^}]*}", hint)
    assert read(tmp_path, number, line + "\n")[0] == [size]


def test_another_form_of_a_unit_has_the_size_that_the_mapping_says(tmp_path: Path) -> None:
    keys = 'units = { company = "~120" }\n'
    assert 'companies = "~120"' in read(tmp_path, "two companies", keys)[2][0]
    assert '"half a company" = "~60"' in read(tmp_path, "half a company", keys)[2][0]


@pytest.mark.parametrize("unit", ["company", "companies", "crew", "task forces"])
def test_a_number_that_the_mapping_makes_is_noted_with_the_unit_as_it_is_called(tmp_path: Path, unit: str) -> None:
    for claim in ("strength", "change"):
        values, note, _ = read(tmp_path, f"2 {unit}", f'units = {{ "{unit}" = "100..200" }}\n', claim)
        assert (values, note) == (["200..400"], f'2 {unit}: the mapping counts each unit called "{unit}" as 100..200')


@pytest.mark.parametrize(("key", "value"), [("some", "1.."), ("zero", "0")])
def test_no_size_is_noted_of_words_that_count_no_units(tmp_path: Path, key: str, value: str) -> None:
    for number in ("one company", "the company"):
        assert read(tmp_path, number, f'{key} = ["{number}"]\n{COMPANIES}')[:2] == ([value], "")


THINGS = 'equipment = { named = { "Patriot" = "strength" } }'


@pytest.mark.parametrize(
    ("number", "written"),
    [("2 batteries", "2"), ("two company", "2"), ("1 frigate", "1"), ("about 12 tanks", "~12"), ("a company", "1")],
)
def test_a_number_of_things_is_told_as_such_and_counts_no_people(tmp_path: Path, number: str, written: str) -> None:
    values, _, (hint,) = read(tmp_path, number, 'about = ["about"]\n' + COMPANIES, THINGS)
    assert values == []
    assert hint.startswith(f'write "{written}" in the table, if the name of the equipment in the mapping says what it')
    assert read(tmp_path, written, "", THINGS)[0] == [f"Patriot: {written}"]


@pytest.mark.parametrize("number", ["2 companies", "two soldiers", "a crew", "one company"])
def test_no_unit_and_nobody_makes_a_number_of_months(tmp_path: Path, number: str) -> None:
    values, _, (hint,) = read(tmp_path, number, COMPANIES, 'duration = { column = "strength", unit = "months" }')
    assert values == []
    assert "units" not in hint
    assert not re.match(r'write "[0-9]+"(?!, "~150")', hint)


@pytest.mark.parametrize("number", ["40 (forty)", "1 (in reserve)", "40(planned)", "ca. 40 (all told, as of May)"])
def test_a_remark_in_brackets_can_be_kept_as_a_note(tmp_path: Path, number: str) -> None:
    keys = 'about = ["ca."]\n'
    (hint,) = read(tmp_path, number, keys)[2]
    assert "about" not in hint
    said = re.match(
        r"write \[\[split\]\] with (column = .*), (by = .*) and (pattern = .*) at the end of the mapping, "
        r'(".*") in place of (".*") as the column of strength, and (note = ".*") at the top of the mapping, above the '
        r"first \[table\], if the remark leaves the number as it is; or write (unknown = .*) at the top",
        hint,
    )
    assert said is not None
    column, by, pattern, new, old, note, unknown = said.groups()
    mapping = MAPPING.replace(f"strength = {old}", f"strength = {new}\n{note}")
    split = f"{keys}{mapping}\n[[split]]\n{column}\n{by}\n{pattern}\n"
    (statement,) = import_text(tmp_path, table(number), split).registry.statements
    assert str(statement.value) in ("40", "1", "~40")
    assert statement.note == number.partition("(")[2].removesuffix(")")
    assert read(tmp_path, number, f"{keys}{unknown}\n") == ([], "", ["write it, if any source states it"])


@pytest.mark.parametrize("claim", [THINGS, 'note = "country"\nstrength = "strength"'])
def test_a_remark_for_which_there_is_no_room_in_the_mapping_goes_to_a_column(tmp_path: Path, claim: str) -> None:
    (hint,) = read(tmp_path, "1 (reserve)", "", claim)[2]
    assert hint.startswith('write the number in the table without "(reserve)", and the remark in a column of its own')
    (words,) = re.findall(r"unknown = \[.*?\]", hint)
    assert [each for each in read(tmp_path, "1 (reserve)", words + "\n", claim)[2] if "number" in each] == []


@pytest.mark.parametrize(
    ("number", "key"),
    [
        *(("40 (est.)", "about"), ("40 (est)", "about"), ("40 (ca.)", "about"), ("40 (estimated)", "about")),
        *(
            ("40 (max)", "at_most"),
            ("40 (Maximum)", "at_most"),
            ("40 (min.)", "at_least"),
            ("40 (or more)", "at_least"),
        ),
    ],
)
def test_words_in_brackets_are_told_by_what_they_say(tmp_path: Path, number: str, key: str) -> None:
    meant = {"about": "~40", "at_most": "..40", "at_least": "40.."}
    hints, read_ = followed(tmp_path, number)
    assert hints[0].startswith(f"write {key} = ")
    assert read_ == [meant[key]]


@pytest.mark.parametrize("number", ["70 1)", "1,234 12)", "70 2", "70 1.", "ca. 70 1)", "701)", "70 3]"])
def test_a_mark_of_a_note_that_begins_with_a_digit_is_to_be_taken_out_of_the_table(tmp_path: Path, number: str) -> None:
    (hint,) = read(tmp_path, number, 'thousands = ","\nabout = ["ca."]\n')[2]
    assert re.match(
        r'write the number without (".*"|the mark at its end) in the table, if (that|it) is the mark of', hint
    )


@pytest.mark.parametrize("number", ["women 5", "from 5", "ships 5", "between 5"])
def test_no_other_word_before_a_number_is_offered_as_one_for_about(tmp_path: Path, number: str) -> None:
    assert "about =" not in read(tmp_path, number)[2][0]
