"""What people read: the report, its tables in every format, and nothing that text could do to them."""

import csv
import html.parser
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import deployments
from deployments import Deployment, Registry, Source, Statement
from deployments.reports import explain, history, overview, sources, timeline
from deployments.reports.drawing import draw_table
from deployments.reports.escape import display_width, table_formats

HOSTILE = ["a|b", "||", "x\ny", "\x1b[2J", "<script>alert(1)</script>", "\\input{/etc/passwd}", "=cmd|' /C calc'!A0"]
HOSTILE += [
    "\u202eevil",
    "1e3",
    "007",
    "80,443",
    "nan",
    "None",
    "\ud800",
    "a\tb",
    "x" * 300,
    "[x](javascript:1)",
    "\x00",
]


def test_numbers_stay_as_they_are_written() -> None:
    """tabulate reads 1e3 as 1000 and 007 as 7, and crashes on 80,443 when it wraps (issue 428)."""
    found = draw_table([["1e3", "007", "80,443"]], ["a", "b", "c"], format="plain", width=20)
    assert found.split("\n")[1].split() == ["1e3", "007", "80,443"]


def test_leading_blanks_stay() -> None:
    assert draw_table([["  in"], ["out"]], format="plain") == "  in\nout"


@pytest.mark.parametrize("name", table_formats())
def test_hostile_cells_leave_every_format_whole(name: str) -> None:
    """A row is as many lines as a harmless row is, and no control character gets out."""
    harmless = draw_table([["a", "b"]] * len(HOSTILE), ["h", "k"], format=name)
    hostile = draw_table([[cell, "b"] for cell in HOSTILE], ["h", "k"], format=name)
    assert hostile.count("\n") == harmless.count("\n")
    assert not [c for c in hostile if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") and c not in "\n\t"]
    hostile.encode()


def test_html_reads_back_as_the_same_cells() -> None:
    class Cells(html.parser.HTMLParser):
        found: list[str] = []  # noqa: RUF012 - one parser only
        tags: set[str] = set()  # noqa: RUF012

        def handle_data(self, data: str) -> None:
            self.found.append(data)

        def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
            self.tags.add(tag)

    cells = Cells()
    cells.feed(draw_table([[cell] for cell in HOSTILE[:1] + HOSTILE[4:7]], ["h"], format="html"))
    assert [found.strip() for found in cells.found if found.strip()] == ["h", *HOSTILE[:1], *HOSTILE[4:7]]
    assert cells.tags == {"table", "thead", "tbody", "tr", "th", "td"}


def test_tsv_reads_back_and_runs_no_formula() -> None:
    found = draw_table([["=1+1", "a\tb"], ["-5", "@x"]], ["h", "k"], format="tsv")
    assert [*csv.reader(found.split("\n"), delimiter="\t")] == [["h", "k"], ["'=1+1", "a b"], ["-5", "'@x"]]


@pytest.mark.parametrize("name", ["latex", "latex_raw", "latex_booktabs", "latex_longtable"])
def test_latex_escapes_everything(name: str) -> None:
    found = draw_table([["\\a{}$&#_%~^[", "b"]], format=name)
    expected = r"\textbackslash{}a\{\}\$\&\#\_\%\textasciitilde{}\textasciicircum{}{[}"
    assert expected in found.replace("  ", " ")


def test_github_escapes_pipes_and_markup() -> None:
    found = draw_table([["a|b", "<b>"]], ["h", "k"], format="github")
    assert r"a\|b" in found
    assert "<b>" not in found


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=40), st.sampled_from(table_formats()))
def test_no_text_changes_the_number_of_lines(cell: str, name: str) -> None:
    assert draw_table([[cell, "x"]], ["h", "k"], format=name).count("\n") == draw_table(
        [["a", "x"]], ["h", "k"], format=name
    ).count("\n")


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("lang", ["en", "nl"])
def test_a_width_is_kept_but_for_addresses_which_stay_whole(width: int, lang: str) -> None:
    registry = deployments.example()
    addresses = [source.url for source in registry.sources.values() if source.url]
    for report in (overview, timeline, sources):
        lines = report(registry, width=width, lang=lang).split("\n")
        assert [line.strip() for line in lines if display_width(line) > width] == [
            line.strip() for line in lines if line.strip() in addresses and display_width(line) > width
        ]
    for report in (overview, sources):
        assert {*addresses} <= {line.strip() for line in report(registry, width=width, lang=lang).split("\n")}


@pytest.mark.parametrize("name", table_formats())
@pytest.mark.parametrize("lang", ["en", "nl"])
def test_every_report_prints_in_every_format_and_language(name: str, lang: str) -> None:
    registry = deployments.example()
    for report in (overview, timeline, sources):
        assert "Reuters" in report(registry, format=name, lang=lang)


def words(text: str) -> str:
    return " ".join(text.split())


def test_the_overview_says_what_the_letter_says_in_both_languages() -> None:
    registry = deployments.example()
    english = words(overview(registry))
    assert 'planned: operational mid-April 2022 ("from mid-April") [2] returned around 21 June 2023' in english
    assert "Arrived on 20 March 2022 [4]; to be home again around 21 June 2023 [14], not reported." in english
    assert 'strength about 150, 14 April 2022 ("zo\'n 150") [6]' in english
    assert 'about 120, 6 May 2022 ("approximately 120") relay [8]' in english
    assert "no longer: duration at most 6 months, counted from: operational" in english
    assert "authorised: ceiling 700, spring 2022, by Slovak parliament [9]" in english
    assert "strength stated by no source to move to Germany, Patriot, at Vilnius, Lithuania [12]" in english
    dutch = words(overview(registry, lang="nl"))
    assert "gepland: operationeel medio april 2022" in dutch
    assert "Slowakije" in dutch
    assert "door geen bron genoemd" in dutch


def test_the_timeline_is_in_order_and_what_has_only_a_last_day_stands_there() -> None:
    """A claim of "on or before 14 June 2023" stood first, before 2022."""
    found = timeline(deployments.example(), width=200)
    places = [
        found.index(day) for day in ("20 Mar 2022", "14 Apr 2022", "\n2023\n", "~21 Jun 2023", "no date of its own")
    ]
    assert places == sorted(places)
    registry = Registry(
        sources=[Source(id="letter", title="A letter", published="2023-06-20")],
        deployments=[Deployment(id="nld", contributor="NLD")],
        statements=[
            Statement(id="a", source="letter", about="nld", kind="end", value="[..2023-06-14]"),
            Statement(id="b", source="letter", about="nld", kind="decided", value="2022-03-01"),
            Statement(id="c", source="letter", about="nld", kind="start", value="2023-05-01"),
        ],
    )
    order = ("2022", "1 Mar 2022", "2023", "1 May 2023", "on or before 14 Jun")
    told = words(timeline(registry)).partition("20 June 2023.")[2]
    assert [*order] == sorted(order, key=told.index)


def test_text_of_a_file_cannot_move_the_cursor() -> None:
    registry = Registry(
        sources=[Source(id="letter", title="\x1b[2J\x1b]0;x\x07", published="2023")],
        deployments=[Deployment(id="nld", contributor="NLD", force="\u202e\x9b31m")],
        statements=[Statement(id="x", source="letter", about="nld", kind="strength", value=6, wording="\r\x08")],
    )
    for report in (overview, timeline, sources):
        assert not [c for c in report(registry) if unicodedata.category(c) in ("Cc", "Cf") and c != "\n"]


def test_the_overview_of_an_earlier_day_shows_nothing_that_came_later() -> None:
    """On 10 March 2022 one source had spoken, of the Dutch alone; no summit, no Lithuania."""
    found = overview(deployments.example().known_on("2022-03-10"))
    assert "Netherlands, Patriot, at Sliač, Slovakia" in found
    assert not any(later in found for later in ("Lithuania", "Poland", "summit", "wind-down", "Germany, Patriot"))
    assert "amdtf-wind-down Nothing is stated of it; others are dated by it." in words(overview(deployments.example()))


def test_an_explanation_tells_who_says_that_a_force_moved_from_the_order_of_milestones() -> None:
    found = explain(deployments.example(), "deu-patriot-ltu.end")
    assert "follows: Germany, Patriot, at Sliač, Slovakia" in found
    assert "order of milestones" not in found
    assert "order of milestones" in explain(deployments.example(), "nld-amdtf-svk.end")


@pytest.mark.parametrize(
    ("lang", "mark", "unmoved"),
    [
        ("en", "disputed: end 20 May 2023 [1], disputed by [2]", "1 other source says nothing that moves it."),
        (
            "nl",
            "betwist: einde 20 mei 2023 [1], betwist door [2]",
            "1 andere bron zegt niets dat het verschuift.",
        ),
    ],
)
def test_one_is_said_in_the_singular_and_a_conflict_is_one_mark(lang: str, mark: str, unmoved: str) -> None:
    registry = Registry(
        sources=[
            Source(id=id_, title=id_.upper(), published=f"2023-06-{day}")
            for id_, day in (("a", "09"), ("b", 10), ("c", 11))
        ],
        deployments=[Deployment(id="nld", contributor="NLD")],
        statements=[
            Statement(id="x", source="a", about="nld", kind="end", value="2023-05-20"),
            Statement(id="y", source="b", about="nld", kind="strength", value=6, as_of="2023-05-31"),
            Statement(id="z", source="c", about="nld", kind="ceiling", value=10),
        ],
    )
    assert mark in words(overview(registry, lang=lang))
    assert unmoved in history(registry, "nld.end", lang=lang)
    assert unmoved not in history(registry.known_on("2023-06-10"), "nld.end", lang=lang)
