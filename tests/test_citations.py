"""Sources and statements as others cite them: what a clerk, LaTeX and Zotero read, and nothing that breaks them."""

import json
import re

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import deployments
from deployments import (
    Deployment,
    DocumentId,
    Event,
    InvalidValueError,
    Mission,
    Registry,
    Source,
    Statement,
    UncertainDate,
)
from deployments.citations import STYLES, tex
from tests.registries import registries

#: What the schema of CSL 1.0.2 asks of the fields that are used here.
_DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array",
            "items": {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3},
            "minItems": 1,
            "maxItems": 2,
        },
        "circa": {"type": "boolean"},
        "literal": {"type": "string"},
    },
    "additionalProperties": False,
}
_TEXTS = ("title", "publisher", "locator", "URL", "language", "note", "number")
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "id": {"type": "string"},
            "type": {"enum": ["report", "webpage", "document"]},
            "issued": _DATE,
            "accessed": _DATE,
            **{field: {"type": "string"} for field in _TEXTS},
        },
        "required": ["type", "id"],
        "additionalProperties": False,
    },
}


def letter(**fields: object) -> Source:
    return Source(**{"id": "letter", "title": "A letter", **fields})


def fields(entry: str) -> dict[str, str]:
    """Return the fields of one entry, read as BibTeX does: a field ends where its braces do."""
    head = re.match(r"@[a-z]+\{[A-Za-z0-9_.:+-]+,\n", entry)
    assert head
    found, rest = {}, entry[head.end() :]
    while match := re.match(r"  ([a-z]+) = \{", rest):
        depth, end = 1, match.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(rest[end], 0)
            end += 1
        found[match[1]] = rest[match.end() : end - 1]
        assert rest[end : end + 2] == ",\n"
        rest = rest[end + 2 :]
    assert rest == "}"
    return found


@pytest.mark.parametrize(
    ("paper", "published", "official"),
    [
        ("Kamerstuk 28 676, nr. 433", "2023-05-17", "Kamerstukken II 2022/23, 28676, nr. 433"),
        ("Kamerstuk 36 200 X, nr. 1", "2022-09-20", "Kamerstukken II, 36200 X, nr. 1"),
        ("Kamerstuk 36 200 X, nr. 37", "2022-11", "Kamerstukken II 2022/23, 36200 X, nr. 37"),
        ("kst-31700-VI-D", "2009-01-13", "Kamerstukken I 2008/09, 31700 VI, D"),
        ("kst-21501-02-2602", "2023-02-01", "Kamerstukken II 2022/23, 21501-02, nr. 2602"),
        ("kst-21501-28-1", "1999-12-01", "Kamerstukken II 1999/00, 21501-28, nr. 1"),
        ("Kamerstuk 28 676, nr. 433", "2023", "Kamerstukken II, 28676, nr. 433"),
        ("Kamerstuk 28 676, nr. 433", "2023-05~", "Kamerstukken II, 28676, nr. 433"),
        ("Kamerstuk 28 676, nr. 433", "2022-12/..", "Kamerstukken II, 28676, nr. 433"),
        ("Kamerstuk 28 676", "2023-05-17", "Kamerstukken 28676"),
        ("2023Z08629", "2023-05-17", "2023Z08629"),
        ("h-tk-20232024-39-9", "2023-12-20", "Handelingen II 2023/24, nr. 39, item 9"),
        ("ah-tk-20222023-3062", "2023-06-30", "Aanhangsel Handelingen II 2022/23, nr. 3062"),
    ],
)
def test_a_parliamentary_paper_stands_in_its_official_form(paper: str, published: str, official: str) -> None:
    """The year is only there if the day of publication leaves no doubt of it."""
    assert DocumentId.parse(paper).citation(UncertainDate(published)) == official
    assert DocumentId.parse(official) == DocumentId.parse(paper)
    assert official in letter(references=[paper], published=published).cite()


@pytest.mark.parametrize(
    ("day", "year"),
    [("2022-09-12", "2021/22"), ("2022-09-13", ""), ("2022-09-26", ""), ("2022-09-27", "2022/23")],
)
def test_near_the_opening_of_parliament_no_year_is_named(day: str, year: str) -> None:
    """It opened on 20 September 2022; a letter of the days around it can be counted to either year."""
    cited = DocumentId("kst-28676-433").citation(UncertainDate(day))
    assert cited == f"Kamerstukken II{' ' if year else ''}{year}, 28676, nr. 433"


def test_a_statement_is_cited_with_its_place_and_its_words() -> None:
    registry = deployments.example()
    six = registry.cite("dmm-2023-06#nld-amdtf-svk.strength")
    assert six.startswith("Ministerie van Defensie, Annotated agenda of the NATO defence ministers' meeting")
    assert six.endswith(
        'between 18 May and 14 June 2023, section on the AMDTF, sentence 4: "op dit moment met zes militairen", '
        "citing Kamerstukken II 2022/23, 28676, nr. 433"
    )
    assert "tussen 18 mei en 14 juni 2023" in registry.cite("dmm-2023-06#nld-amdtf-svk.strength", lang="nl")


def test_everything_that_is_known_of_a_source_is_said() -> None:
    source = letter(
        kind="relay",
        publisher="A site",
        accessed="2023-06-21",
        url="https://example.org/a",
        archived="https://web.archive.org/x",
        references=["BT-Drs. 20/1"],
    )
    assert source.cite() == (
        "A site (relay), A letter, undated, BT-Drs. 20/1, read 21 June 2023, https://example.org/a, "
        "copy at https://web.archive.org/x"
    )
    for style in STYLES:
        for said in ("A site", "BT-Drs. 20/1", "example.org/a", "web.archive.org/x", "relay"):
            assert said in source.cite(style)


def test_only_sources_and_statements_can_be_cited_and_only_in_styles_that_there_are() -> None:
    registry = deployments.example()
    with pytest.raises(InvalidValueError, match="neither a source nor a statement"):
        registry.cite("nld-amdtf-svk")
    with pytest.raises(InvalidValueError, match="did you mean 'dmm-2023-06'"):
        registry.cite("dmm-2023-6")
    with pytest.raises(InvalidValueError, match="did you mean 'bibtex'"):
        registry.cite("dmm-2023-06", "bibtx")
    with pytest.raises(InvalidValueError, match="write en or nl"):
        registry.cite("dmm-2023-06", lang="xx")


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("50% of $1 & #2_a", r"50\% of \$1 \& \#2\_a"),
        ("{a} \\b ~ ^", r"\textbraceleft{}a\textbraceright{} \textbackslash{}b \textasciitilde{} \textasciicircum{}"),
        ("a -- ''b'' ,,c", "a -{}- '{}'b'{}' ,{},c"),
        ('"so"', '"{}so"{}'),
        ("a\nb\x00", r"a b\textbackslash{}x00"),
        ("Sliač", "Sliač"),
    ],
)
def test_tex_sets_a_text_as_it_stands(text: str, escaped: str) -> None:
    assert tex(text) == escaped


@pytest.mark.parametrize(
    ("published", "biblatex", "parts", "circa"),
    [
        ("2023-06-21", "2023-06-21", [[2023, 6, 21]], False),
        ("2023-06", "2023-06", [[2023, 6]], False),
        ("2023-06-21~", "2023-06-21~", [[2023, 6, 21]], True),
        ("2023?", "2023?", [[2023]], True),
        ("2022-04/2023-04", "2022-04/2023-04", [[2022, 4], [2023, 4]], False),
        ("[2023-05-18..2023-06-14]", "2023-05-18~/2023-06-14~", [[2023, 5, 18], [2023, 6, 14]], True),
        ("2022-21", "2022-21", [[2022, 3, 1], [2022, 5, 31]], True),
        ("2022-04/..", "2022-04/..", None, False),
        ("/2023", "/2023", None, False),
        ("[..2023-06-14]", "", None, False),
        ("199X", "199X", [[1990, 1, 1], [1999, 12, 31]], True),
        ("2023-06-XX", "2023-06-XX", [[2023, 6, 1], [2023, 6, 30]], True),
        ("2004-06~-11", "2004-06-11~", [[2004, 6, 11]], True),
        ("2022-35", "2022-07-01~/2022-09-30~", [[2022, 7, 1], [2022, 9, 30]], True),
        ("2023-06-21T10:00:00Z", "2023-06-21", [[2023, 6, 21]], False),
        ("Y-17E7", "", None, False),
    ],
)
def test_a_vague_date_stays_vague(published: str, biblatex: str, parts: list[list[int]] | None, circa: bool) -> None:
    """What BibLaTeX or CSL cannot say becomes the days that it can be, as approximate; its words are in the note."""
    source = letter(published=published)
    assert fields(source.cite("bibtex")).get("date", "") == biblatex
    (item,) = json.loads(source.cite("csl-json"))
    assert item["issued"].get("date-parts") == parts
    assert item["issued"].get("circa", False) is circa
    if parts is None:
        assert item["issued"]["literal"]
    if not published.startswith(biblatex or "?"):
        assert "published" in fields(source.cite("bibtex"))["note"]


def test_urls_are_verbatim_but_cannot_end_their_field() -> None:
    source = letter(url="https://example.org/a_b%20c}#d{e\\f")
    assert fields(source.cite("bibtex"))["url"] == "https://example.org/a_b%20c%7D#d%7Be%5Cf"
    assert "https://example.org/a_b%20c}#d{e\\f" in source.cite()


@settings(deadline=None, max_examples=40)
@given(registries(), st.sampled_from(["en", "nl"]))
def test_whatever_a_registry_holds_its_citations_can_be_read(registry: Registry, lang: str) -> None:
    keys = {}
    cited: list[Source | Statement] = [*registry.sources.values(), *registry.statements]
    for each in cited:
        assert registry.cite(each, lang=lang).isprintable()
        entry = registry.cite(each, "bibtex", lang)
        assert fields(entry)["title"].startswith("{")
        keys[entry.partition("{")[2].partition(",")[0]] = each.id
        items = json.loads(registry.cite(each, "csl-json", lang))
        jsonschema.validate(items, CSL)
        assert [item["id"] for item in items] == [each.id]
    assert len(keys) == len(cited)


@pytest.mark.parametrize("what", ["nld", "nato", "summit"])
def test_who_would_cite_no_source_is_told_the_newest_three_that_speak_of_it(what: str) -> None:
    days = {"old": "2020", "undated": None, "b": "2022-05", "c": "2023-01-01", "a": "2021"}
    kinds = {"nld": "start", "nato": "start", "summit": "date"}
    found = Registry(
        sources=[Source(id=id_, title=id_, published=day) for id_, day in days.items()],
        deployments=[Deployment(id="nld", contributor="NLD", place="LTU")],
        missions=[Mission(id="nato", name="Nato")],
        events=[Event(id="summit", name="Summit"), Event(id="silent", name="Silent")],
        statements=[Statement(id=f"of-{id_}", source=id_, about=what, kind=kinds[what], value="2024") for id_ in days],
    )
    with pytest.raises(InvalidValueError, match="such as 'c', 'b', 'a': `deployments cite c`"):
        found.cite(what)
    with pytest.raises(InvalidValueError, match="no source speaks of it"):
        found.cite("silent")
