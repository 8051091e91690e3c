"""Blocks: what a reader sees at a terminal, in a table, and on a page, and that nothing of it is lost or obeyed."""

import html.parser
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import deployments
from deployments import Registry, Source, Statement
from deployments.answers.sentences import sentence_of
from deployments.reports.blocks import Block, Row
from deployments.reports.escape import clean, display_width, table_formats
from deployments.reports.record_phrases import RecordPhrases
from deployments.reports.sections import Section, render

URL = "https://example.org/" + "a" * 90

TEXTS = st.text(st.characters(exclude_categories=()), max_size=60) | st.sampled_from(["", "a b " * 30, URL, "北" * 60])
ROWS = st.builds(Row, TEXTS, st.none() | TEXTS, TEXTS, st.integers(0, 3))
BLOCKS = st.builds(Block, TEXTS, TEXTS, st.lists(ROWS, max_size=4), st.integers(0, 2))
SECTIONS = st.builds(
    Section,
    title=TEXTS,
    lines=st.tuples(TEXTS),
    headers=st.just(("about", "facts", "id")),
    aside=TEXTS,
    rows=st.just(()),
    blocks=st.lists(BLOCKS, max_size=3),
    notes=st.tuples(TEXTS),
)


def words(text: str) -> list[str]:
    """Return the words of a text, wherever its lines are broken."""
    return text.split()


@given(st.lists(SECTIONS, max_size=3), st.integers(30, 120))
def test_no_line_is_wider_than_the_width_but_for_a_word_that_is(found: list[Section], width: int) -> None:
    for line in render(found, {"width": width}).split("\n"):
        assert display_width(line) <= width or len(words(line)) == 1


@given(st.lists(SECTIONS, max_size=3), st.integers(30, 120))
def test_every_word_of_a_block_is_shown(found: list[Section], width: int) -> None:
    drawn = words(render(found, {"width": width}))
    for section in found:
        for block in section.blocks:
            for text in (block.head, *(part for row in block.rows for part in (row.text, row.label, row.right))):
                assert {*words(clean(text or ""))} <= {*drawn}


@given(st.lists(SECTIONS, max_size=3), st.integers(30, 120))
def test_colour_adds_nothing_but_bold_and_grey_and_moves_nothing(found: list[Section], width: int) -> None:
    coloured = render(found, {"width": width, "color": True})
    assert re.sub("\x1b\\[(?:0|1|90)m", "", coloured) == render(found, {"width": width})


def test_headings_are_bold_and_ids_and_footnotes_grey() -> None:
    found = Section("Perhaps", blocks=[Block("Mali", "nld-mli", [Row("700", "at most", "[1]")])], notes=("[1] Letter",))
    lines = render([found], {"width": 30, "color": True}).splitlines()
    assert lines[0] == "\x1b[1mPerhaps\x1b[0m"
    assert lines[2] == "  \x1b[1mMali\x1b[0m" + " " * 17 + "\x1b[90mnld-mli\x1b[0m"
    assert lines[3] == "    at most  700           [1]"
    assert lines[4] == "\x1b[90m[1] Letter\x1b[0m"


def test_a_head_without_room_for_the_id_has_it_below_and_flush_right() -> None:
    found = Section(blocks=[Block("Netherlands, Patriot, at Sliač", "nld-amdtf-svk", [Row("Gone.")], level=0)])
    assert render([found], {"width": 32}).splitlines() == [
        "Netherlands, Patriot, at Sliač",
        " " * 19 + "nld-amdtf-svk",
        "  Gone.",
    ]


def test_a_long_label_is_wrapped_beside_its_text_and_a_row_without_one_belongs_to_it() -> None:
    rows = [
        Row("by 28 June", "18 May to 14 June 2023", "planned [3]"),
        Row("after the wind-down", ""),
        Row("gone", "x"),
    ]
    assert render([Section(blocks=[Block(rows=rows)])], {"width": 48}).splitlines() == [
        "  18 May to 14      by 28 June       planned [3]",
        "  June 2023         after the wind-down",
        "  x                 gone",
    ]


def test_a_note_hangs_behind_its_number_and_an_address_stays_whole() -> None:
    found = render([Section(notes=(f"[1] Ministry, 1 May: {URL} and more",))], {"width": 40}).splitlines()
    assert found == ["[1] Ministry, 1 May:", f"    {URL}", "    and more"]


def test_without_a_width_blocks_have_80_columns() -> None:
    (line, *_) = render([Section("Who?", aside="by 1 source", blocks=[Block("x")])], {}).splitlines()
    assert display_width(line) == 80


@pytest.mark.parametrize("name", table_formats())
def test_blocks_are_one_table_in_every_other_format_with_all_facts(name: str) -> None:
    blocks = [Block("Mali", "id1", [Row("Seen."), Row("700", "most", "9")]), Block("Niger", "id2", [Row("Gone.")])]
    found = render([Section("Perhaps", headers=("who", "facts", "id"), blocks=blocks)], {"format": name})
    for word in ("Perhaps", "Mali", "Seen", "most", "700", "9", "id1", "Niger", "Gone", "id2"):
        assert word in found


def test_blocks_without_heads_are_a_table_of_their_labelled_rows() -> None:
    rows = [Row("by 28 June", "18 May", "[3]"), Row("after the wind-down", ""), Row("gone", "1 July")]
    found = render([Section(headers=("day", "what", "by"), blocks=[Block(rows=rows)])], {"format": "tsv"})
    assert [[cell.strip() for cell in line.split("\t")] for line in found.splitlines()] == [
        ["day", "what", "by"],
        ["18 May", "by 28 June; after the wind-down", "[3]"],
        ["1 July", "gone", ""],
    ]


class Page(html.parser.HTMLParser):
    """The tags of a page, and the texts between them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_html_is_a_whole_page_with_its_language_charset_title_and_headings() -> None:
    blocks = [Block("Mali", "nld-mli", [Row("Seen [1].")])]
    found = [Section("Who?", aside="by 1 source"), Section("Perhaps", blocks=blocks, headers=("a", "b", "c"))]
    text = render([*found, Section(notes=("[1] Ministry",))], {"format": "html", "lang": "nl"})
    assert text.startswith("<!doctype html>\n")
    page = Page(text)
    assert ("html", {"lang": "nl"}) in page.tags
    assert ("meta", {"charset": "utf-8"}) in page.tags
    names = [tag for tag, _ in page.tags]
    assert [names.count(tag) for tag in ("title", "h1", "h2", "table")] == [1, 1, 1, 1]
    assert {"Who?", "by 1 source", "Perhaps", "Mali", "Seen [1].", "nld-mli", "[1] Ministry"} <= {
        text.strip() for text in page.texts
    }


@given(st.lists(SECTIONS, max_size=2))
def test_no_text_adds_a_tag_to_a_page(found: list[Section]) -> None:
    names = {tag for tag, _ in Page(render(found, {"format": "html"})).tags}
    assert names <= {*"html head meta title style body h1 h2 p table thead tbody tr th td".split()}  # noqa: SIM905


# --- footnotes ---

SOURCES = [
    Source(id="letter", title="A letter", publisher="Ministry", published="2024-02-01", references=["Kamerstuk 1"]),
    Source(id="blog", title="A page", kind="relay", accessed="2024-06-10"),
]


def phrases(lang: str = "en") -> RecordPhrases:
    return RecordPhrases(Registry(sources=SOURCES), lang)


def statement(source: str, **fields: object) -> Statement:
    return Statement(id=f"s-{source}", source=source, about="x", kind="present", value=True, **fields)


def test_a_source_has_one_number_from_its_first_mention_and_its_note_says_which_it_is() -> None:
    notes = phrases().notes
    assert (
        notes.mark(statement("blog", citing="letter"), statement("letter"), statement("letter")) == "[1, citing 2; 2]"
    )
    assert notes.section().notes == (
        "[1] A page (relay), read on 10 June 2024",
        "[2] Ministry, 1 February 2024: A letter (Kamerstuk 1)",
    )


def test_what_the_maker_computed_is_no_plain_number() -> None:
    assert phrases().notes.mark(statement("letter", derived=True)) == "[computed by the registry's maker from 1]"


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("day", ["2022-04-16", "2022-06-01", "2023-06-21", "2023-09-01", "2025-06-01"])
def test_a_sentence_names_numbers_in_order_and_no_note_without_them(lang: str, day: str) -> None:
    registry = deployments.example()
    for id_ in registry.deployments:
        phrases = RecordPhrases(registry, lang)
        notes = phrases.notes
        presence = registry.presence(id_, day)
        told = f"{notes.sentence(presence)} {notes.figure(presence)}"
        cited = [int(number) for marks in re.findall(r"\[([^]]*)\]", told) for number in re.findall(r"\d+", marks)]
        assert [*dict.fromkeys(cited)] == [*range(1, len(notes.section().notes) + 1)]
        plain = f"{sentence_of(presence, lang, name_of=phrases.name)} {presence.figure(lang)}"
        assert re.sub(r" \[[^]]*\]", "", told) == re.sub(r" \[[^]]*\]", "", plain)
