import csv
import html.parser
import itertools
import re
import subprocess
import sys
from types import SimpleNamespace

import pytest
import tabulate
from hypothesis import given, settings
from hypothesis import strategies as st

from deployments.reports.drawing import draw_table
from deployments.reports.escape import FormatError, clean, display_width, escape, family_of, table_formats
from deployments.reports.wrapping import NARROWEST, wrap

EYE = [name for name in table_formats() if family_of(name).wraps]
HTML = ["html", "unsafehtml"]
LATEX = [name for name in table_formats() if name.startswith("latex")]
# What separates the cells of a row.
BETWEEN = {
    **dict.fromkeys(["asciidoc", "github", "jira", "orgtbl", "outline", "pipe", "pretty", "psql", "youtrack"], "|"),
    **dict.fromkeys(["colon_grid", "grid", "presto"], "|"),
    **dict.fromkeys(["simple_grid", "rounded_grid", "mixed_grid", "fancy_grid"], "│"),
    **dict.fromkeys(["simple_outline", "rounded_outline", "mixed_outline", "fancy_outline"], "│"),
    **dict.fromkeys(["heavy_grid", "heavy_outline"], "┃"),
    **dict.fromkeys(["double_grid", "double_outline"], "║"),
    **dict.fromkeys(LATEX, "&"),
    "tsv": "\t",
    "moinmoin": "||",
    "mediawiki": "||",
}
HOSTILE = [
    *("|", "||", "a\nb", "a\r\nb", "a\tb", "a\\", "│", "  ", "", ".."),
    *("\x1b[2J", "\x00", "\x01", "\u202e", "\u2028", "\ud800", "\u0301", "e" + "\u0301" * 50, "北約"),
    *("<script>alert(1)</script>", "</td></tr></table>", "&lt;", "'; DROP", '"open', "${", "{{x}}", "[[File:x]]"),
    *("\\input{/etc/passwd}", "\\\\", "[1cm]", "&", "-- --", "----", "====", "+---+---+", "| a |", "|-", "|}", "|===="),
    *("=cmd|' /C calc'!A0", "[x](javascript:1)", "`a`", "<!--", "..", "- a", "1. a", "x" * 300),
    *("80,443", "1e3", "007", "  indented", "nan", "None", "True", "False", "0x1F", "1_000", "inf", "-5"),
]


def cells_of(line: str, name: str) -> list[str]:
    """Take a row apart as a reader of the format does: a separator after a backslash does not separate."""
    between = BETWEEN[name]
    if name == "mediawiki":
        return line[1:].split("!!" if line.startswith("!") else between)
    if name in LATEX:
        line = line.removesuffix(r"\\")
    elif name not in {"tsv", "presto"}:
        line = line.removeprefix(between).removesuffix(between)
    return line.split(between) if name == "tsv" else re.split(r"(?<!\\)" + re.escape(between), line)


class Cells(html.parser.HTMLParser):
    """The cells of a table in html, and the tags that it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if data.strip("\n"):
            self.rows[-1][-1] += data


# The traps of tabulate, each with a test.


@pytest.mark.parametrize("name", table_formats())
@pytest.mark.parametrize("width", [None, 40])
@pytest.mark.parametrize("cell", ["1e3", "007", "80,443", "nan", "True", "None", "1_000", "12345678901234567890.10"])
def test_no_text_is_read_as_a_number(name: str, width: int | None, cell: str) -> None:
    """tabulate makes 1000 of `1e3` and 7 of `007`; with `maxcolwidths` it crashes on `80,443` (issue 428)."""
    assert escape(cell, name) in draw_table([[cell, "x"]], ["h", "k"], format=name, width=width)


def test_leading_spaces_survive() -> None:
    """tabulate strips them (issues 37 and 298); so it does with trailing ones, which mean nothing."""
    assert draw_table([["a  "], ["  b"]], format="plain") == "a\n  b"
    assert draw_table([["  b"]], ["h"], format="psql").split("\n")[3] == "|   b |"
    assert Cells(draw_table([["  b"]], ["h"], format="html")).rows[1][0].rstrip(" ") == "\u00a0\u00a0b"


def test_a_separating_line_is_text() -> None:
    r"""tabulate draws a line instead of a row in which "\x01" comes first or second."""
    assert draw_table([["\x01", "a"], ["b", "\x01"]], format="plain") == "\\x01  a\nb     \\x01"


@pytest.mark.parametrize("name", EYE)
def test_an_empty_row_is_a_row(name: str) -> None:
    """tabulate drops a row of empty cells as soon as another row has two lines."""
    found = draw_table([[None, ""], ["word " * 20, "x"]], ["h", "k"], format=name, width=40)
    without = draw_table([["word " * 20, "x"]], ["h", "k"], format=name, width=40)
    ruled = len(re.findall("^[├┣╠]|^\\+-", found, re.MULTILINE)) - len(
        re.findall("^[├┣╠]|^\\+-", without, re.MULTILINE)
    )
    assert len(found.split("\n")) == len(without.split("\n")) + 1 + ruled


def test_empty_cells_at_the_end_of_a_row_stay() -> None:
    """tabulate strips the tabs of a row (pull request 433)."""
    assert draw_table([["a", None, None]], ["h", "k", "l"], format="tsv") == "h\tk\tl\na\t\t"


def test_tsv_holds_no_padding() -> None:
    """tabulate fills the cells up with spaces, which a reader takes for data."""
    assert draw_table([["long cell", "b"], ["a", "b"]], format="tsv", align=["right", "center"]) == "long cell\tb\na\tb"


def test_nothing_is_escaped_twice() -> None:
    """tabulate escapes `html` and `latex` (in its next version also `|` in `github`), and that after measuring."""
    assert "<td>a&amp;b</td>" in draw_table([["a&b"]], format="html")
    assert r" a\&b &" in draw_table([["a&b", ""]], format="latex")


@pytest.mark.parametrize("name", HTML + LATEX)
def test_formats_without_escapes_of_their_own(name: str) -> None:
    """tabulate means `unsafehtml` and `latex_raw` for markup, which text from a file is not."""
    found = draw_table([["<b>\\x{}"]], format=name)
    assert "<b>" not in found
    assert "\\x{}" not in found or name in HTML


@pytest.mark.parametrize("name", LATEX)
def test_latex_without_rows_has_its_columns(name: str) -> None:
    """tabulate writes `{tabular}{}` there, which LaTeX refuses."""
    found = draw_table([], ["h", "k"], format=name, align=["left", "right"])
    assert found.split("\n")[0].endswith("{lr}")
    assert found.count("\\\\") == 1


def test_asciidoc_without_rows_has_its_columns() -> None:
    assert draw_table([], ["h", "k"], format="asciidoc").startswith('[cols="<5,<5",options="header"]')


@pytest.mark.parametrize("name", ["github", "pipe"])
def test_markdown_without_headers_has_an_empty_header(name: str) -> None:
    """Without one, which tabulate leaves out, Markdown reads no table."""
    assert re.fullmatch(r"\| +\| +\|\n\|:?-+\|:?-+\|\n\| a +\| b +\|", draw_table([["a", "b"]], format=name))


def test_rst_keeps_rows_that_begin_with_an_empty_cell() -> None:
    """Such a row would continue the one before it."""
    found = draw_table([["a", "b"], [None, "c"], ["   ", None]], ["", "k"], format="rst").split("\n")
    assert [line.split() for line in found[1:-1:1]] == [["..", "k"], ["====", "==="], ["a", "b"], ["..", "c"], [".."]]


def test_pretty_is_flush_left_like_the_others() -> None:
    assert draw_table([["a"]], ["long header"], format="pretty").split("\n")[3] == "| a           |"


def test_an_unknown_format_is_refused() -> None:
    """tabulate prints `simple` instead."""
    with pytest.raises(FormatError, match="fancy_grid"):
        draw_table([["a"]], format="fancygrid")


# No text harms a table, in any format.


@pytest.mark.parametrize("name", table_formats())
def test_hostile_text_leaves_rows_and_columns_alone(name: str) -> None:
    harmless = draw_table([["a", "b", "c"]] * len(HOSTILE), ["h", "k", "l"], format=name)
    found = draw_table([[text, text, text] for text in HOSTILE], ["h", "|h|", "\x1b[2J"], format=name)
    assert found.count("\n") == harmless.count("\n")
    assert found.replace("\n", "").replace("\t", "").replace("\u00a0", "").isprintable()
    assert name == "tsv" or "\t" not in found
    found.encode()


@pytest.mark.parametrize("name", BETWEEN)
def test_hostile_text_stays_in_its_cell(name: str) -> None:
    rows = [[*pair, "z"] for pair in itertools.pairwise(HOSTILE)]
    found = [
        cells_of(line, name)
        for line in draw_table(rows, ["h", "k", "l"], format=name).split("\n")
        if re.search(r"\bz\b", line)
    ]
    assert [[cell.strip(" ") for cell in row] for row in found] == [
        [escape(clean(cell or ""), name).strip(" ") for cell in row] for row in rows
    ]


@pytest.mark.parametrize("name", table_formats())
def test_a_long_text_is_all_there(name: str) -> None:
    assert "x" * 10_000 in draw_table([["x" * 10_000, "b"]], ["h", "k"], format=name)


@pytest.mark.parametrize("name", HTML)
def test_html_reads_back_as_the_same_cells(name: str) -> None:
    found = Cells(draw_table([[cell, "b"] for cell in HOSTILE], ["<b>", "k"], format=name))
    read = [[cell.strip(" ").replace("\u00a0", " ") for cell in row] for row in found.rows]
    assert read == [["<b>", "k"], *([clean(cell).rstrip(" "), "b"] for cell in HOSTILE)]
    assert found.tags == {"table", "thead", "tbody", "tr", "th", "td"}


def test_tsv_reads_back_as_the_same_cells() -> None:
    found = draw_table([[cell, "b"] for cell in HOSTILE], ["h", "k"], format="tsv")
    read = [*csv.reader(found.split("\n"), dialect="excel-tab", strict=True)]
    formulas = {"=cmd|' /C calc'!A0", "-- --", "----", "====", "+---+---+", "- a"}
    assert read == [["h", "k"], *(["'" * (cell in formulas) + clean(cell).rstrip(" "), "b"] for cell in HOSTILE)]


@pytest.mark.parametrize("name", ["plain", "simple", "rst"])
def test_two_spaces_divide_columns_and_no_text_has_them(name: str) -> None:
    found = draw_table([["a      CERTAIN", "b \t\n c"]], ["h", "k"], format=name).split("\n")
    assert ["a CERTAIN", "b c"] in [re.split("  +", line) for line in found]


@settings(deadline=None)
@given(
    st.lists(st.lists(st.one_of(st.none(), st.text()), min_size=2, max_size=2), max_size=3),
    st.sampled_from(table_formats()),
    st.one_of(st.none(), st.integers(1, 100)),
)
def test_no_text_gets_control(rows: list[list[str | None]], name: str, width: int | None) -> None:
    headers = ["h", rows[0][0] if rows else "k"]
    found = draw_table(rows, headers, format=name, width=width)
    bare = found.replace("\n", "").replace("\u00a0", "")
    assert (bare.replace("\t", "") if name == "tsv" else bare).isprintable()
    found.encode()
    if width is None or name not in EYE:
        assert found.count("\n") == draw_table([["a", "b"]] * len(rows), ["h", "k"], format=name).count("\n")


# What a table looks like.


@pytest.mark.parametrize("name", EYE)
@pytest.mark.parametrize("counts", [True, False])
def test_columns_line_up_with_and_without_wcwidth(name: str, counts: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """tabulate measures with `wcwidth` where somebody has installed it, which is no dependency of ours."""
    monkeypatch.setattr(tabulate, "wcwidth", SimpleNamespace(wcswidth=display_width) if counts else None)
    monkeypatch.setattr(tabulate, "WIDE_CHARS_MODE", counts)
    rows: list[list[str | None]] = [["北約北約", "e\u0301e\u0301", "Z"], ["abc", "Ａ한", "Z"], ["  x", None, "Z"]]
    found = draw_table(rows, ["軍", "k", "Z"], format=name)
    assert len({display_width(line.split("Z")[0]) for line in found.split("\n") if "Z" in line}) == 1


@pytest.mark.parametrize("name", table_formats())
def test_sizes_that_are_hardly_a_table(name: str) -> None:
    assert draw_table([], [], format=name) == ""
    assert draw_table([[], []], [], format=name) == ""
    assert "h" in draw_table([], ["h"], format=name)
    assert draw_table([[]], ["h", "k"], format=name) == draw_table([[None, ""]], ["h", "k"], format=name)
    assert draw_table([["a"]], ["h", "k"], format=name) == draw_table([["a", None]], ["h", "k"], format=name)
    assert draw_table([["a", "b"]], ["h"], format=name) == draw_table([["a", "b"]], ["h", ""], format=name)
    assert draw_table([["a", "b"]], format=name).count("a") >= 1


def test_rows_may_come_from_an_iterator() -> None:
    assert draw_table(iter([("a", "b")]), format="plain") == "a  b"


def test_alignment() -> None:
    found = draw_table([["a", "b", "c"]], ["left", "right", "center"], format="psql", align=["left", "right", "center"])
    assert found.split("\n")[3] == "| a      |       b |    c     |"
    assert draw_table([["a", "b"]], format="plain", align=["right", "right", "right"]) == "a  b"


@pytest.mark.parametrize("name", EYE)
@pytest.mark.parametrize("width", [40, 60, 80])
def test_a_table_fits_the_terminal(name: str, width: int) -> None:
    rows: list[list[str | None]] = [
        ["  " + "soldier " * 20, "x" * 200, "北" * 70],
        ["a", None, "b"],
        [None, None, None],
    ]
    lines = draw_table(rows, ["the header of this", "k", "l"], format=name, width=width).split("\n")
    assert width - 10 < max(map(display_width, lines)) <= width
    assert "".join(re.findall("x", "".join(lines))) == "x" * 200
    assert "".join(lines).count("soldier") == 20
    assert "".join(lines).count("北") == 70


@pytest.mark.parametrize("name", [name for name in table_formats() if name not in EYE])
def test_markup_is_not_wrapped(name: str) -> None:
    rows = [["word " * 50, "x" * 100]]
    assert draw_table(rows, ["h", "k"], format=name, width=40) == draw_table(rows, ["h", "k"], format=name)


def test_a_table_that_fits_is_not_wrapped() -> None:
    rows = [["a few words", "and a few more"]]
    fits = draw_table(rows, ["h", "k"], format="psql")
    assert draw_table(rows, ["h", "k"], format="psql", width=len(fits.split("\n")[0])) == fits
    assert draw_table(rows, ["h", "k"], format="psql", width=len(fits.split("\n")[0]) - 1) != fits


def test_columns_stay_wide_enough_to_read() -> None:
    found = draw_table([["x" * 40, "y" * 40]], format="plain", width=1)
    assert found.split("\n")[0] == "x" * NARROWEST + "  " + "y" * NARROWEST


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, [""]),
        ("a b c", 3, ["a b", "c"]),
        ("abcdefgh ij", 5, ["abcde", "fgh", "ij"]),
        ("abcdefg ij", 5, ["abcde", "fg ij"]),
        ("北約北", 5, ["北約", "北"]),
        ("北約", 1, ["北", "約"]),
        ("e\u0301e\u0301", 1, ["e\u0301", "e\u0301"]),
        ("    ab cd", 4, ["  ab", "  cd"]),
        ("abc", 0, ["a", "b", "c"]),
        ("  a", -1, ["a"]),
    ],
)
def test_wrap(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


@given(st.text().map(clean), st.integers(2, 40))
def test_wrapping_loses_nothing_and_keeps_to_the_width(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(display_width(line) <= width or len(line.strip()) == 1 for line in lines)


def test_tabulate_is_imported_only_for_a_table() -> None:
    """It takes longer to import than everything else here."""
    code = "import sys; from deployments.reports import drawing, escape; escape.table_formats(); "
    code += "escape.escape('a', 'html'); assert 'tabulate' not in sys.modules; "
    code += "drawing.draw_table([['a']]); assert 'tabulate' in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
