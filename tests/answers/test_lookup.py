"""Records looked up: which there are, where a text stands, and everything about one of them."""

import sys
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import deployments
from deployments import Deployment, Event, InvalidValueError, Mission, Registry, Source, Statement
from deployments.answers.lookup import MAX_SOUGHT
from deployments.answers.views import view_of
from deployments.values.folding import folded
from tests.registries import registries

SOURCES = [
    Source(id="letter", title="A letter", published="2024-03-12", references=["Kamerstuk 28 676, nr. 433"]),
    Source(id="paper", title="A paper", published="2024-04-01"),
]


def small(*said: tuple[str, str, str, object], **fields: object) -> Registry:
    statements = [
        Statement(id=f"s{i}", source=source, about=about, kind=kind, value=value, **fields)
        for i, (source, about, kind, value) in enumerate(said)
    ]
    return Registry(
        sources=SOURCES,
        events=[Event(id="summit", name="NATO summit"), Event(id="other", name="another summit")],
        missions=[Mission(id="euma", name="EU Mission in Armenia"), Mission(id="part", name="A part", part_of="euma")],
        deployments=[
            Deployment(id="nld", contributor="NLD", mission="part", place="Armenia", force="police"),
            Deployment(id="deu", contributor="DEU", place="Mali"),
            Deployment(id="medics", part_of="nld", force="medics"),
        ],
        statements=statements,
    )


def ids(found: object) -> list[str]:
    return [each.id if hasattr(each, "id") else each.record.id for each in found]  # type: ignore[attr-defined]


# --- list ------------------------------------------------------------------------------------------------


def test_all_records_but_statements_are_listed_by_kind() -> None:
    registry = small(("letter", "nld", "start", "2024-05-01"))
    every = ["euma", "part", "nld", "deu", "medics", "summit", "other", "letter", "paper"]
    assert ids(registry.listing()) == every
    assert ids(registry.listing("event")) == ["summit", "other"]
    with pytest.raises(InvalidValueError, match="did you mean 'deployment'"):
        registry.listing("deploment")
    with pytest.raises(InvalidValueError, match="write mission, deployment, event, source"):
        registry.listing("statement")


def test_a_filter_leaves_the_forces_and_what_goes_with_them() -> None:
    """The events that date them, also by way of others, the missions that they are in, and who speaks of all these."""
    registry = small(
        ("letter", "nld", "end", "after summit"),
        ("letter", "summit", "date", "2024-07-01"),
        ("paper", "deu", "end", "2025"),
    )
    assert ids(registry.listing(contributor="NLD")) == ["part", "nld", "medics", "summit", "letter"]
    assert ids(registry.listing(contributor="DEU")) == ["deu", "paper"]
    assert ids(registry.listing("deployment", mission="euma")) == ["nld", "medics"]
    assert ids(registry.listing("mission", mission="euma")) == ["euma", "part"]
    with pytest.raises(InvalidValueError, match="there is no mission"):
        registry.listing(mission="eum")
    with pytest.raises(TypeError, match="unexpected keyword"):
        registry.listing(contributr="NLD")  # type: ignore[call-arg]


@settings(deadline=None, max_examples=40)
@given(registries())
def test_without_filters_a_view_is_the_whole_registry(registry: Registry) -> None:
    assert {each.id for each in view_of(registry, {}).records()} == {each.id for each in registry.records()}
    for contributor in registry.contributors:
        narrowed = view_of(registry, {"contributor": contributor})
        assert {s.about for s in narrowed.statements} <= {r.id for r in narrowed.records()}
        assert {s.source for s in narrowed.statements} <= {r.id for r in narrowed.sources}


# --- find ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sliac", ["nld-amdtf-svk", "deu-patriot-svk"]),
        ("SLIAČ patriot netherlands", ["nld-amdtf-svk"]),
        ("nederland slowakije", ["nld-amdtf-svk"]),
        ("Duitsland Litouwen", ["deu-patriot-ltu"]),
        ("28676, nr. 433", ["dmm-2023-06", "kst-28676-433"]),
        ("kst-28676-432", ["dmm-2023-06"]),
        ("Kamerstukken II 2022/23, 28 676, nr. 433", ["kst-28676-433"]),
        ("dmm-2023-06#nld-amdtf-svk.strength", ["dmm-2023-06#nld-amdtf-svk.strength"]),
        ("Netherlands, Patriot, at Sliač, Slovakia", ["nld-amdtf-svk"]),
        ("Duitsland, battlegroup, in Slowakije", ["deu-battlegroup-svk"]),
        ("Air and Missile Defence Task Force (AMDTF)", ["amdtf-svk"]),
        ("2023-05-17", ["kst-28676-433"]),
        ("beeindigen besloten", ["dmm-2023-06#amdtf-svk.end_decided"]),
        ("nowhere at all", []),
    ],
)
def test_a_text_is_found_whatever_its_case_accents_language_and_order(text: str, found: list[str]) -> None:
    hits = ids(deployments.example().find(text))
    assert [id_ for id_ in hits if id_ in found] == found
    assert bool(hits) == bool(found)


def test_what_is_found_is_told_with_its_place() -> None:
    hits = deployments.example().find("vertrokken slowakije")
    assert {"wording", "url"} <= {field for hit in hits for field, _ in hit.places}


def test_what_is_claimed_is_found_as_it_is_written() -> None:
    said = [
        ("strength", "337"),
        ("strength", {"women": 12, "men": 28}),
        ("equipment", {"CH-47 Chinook": 4}),
        ("end", "2025-06~"),
        ("duration", "P6M"),
        ("mandate", "2026-12-31"),
        ("end", {"after": "summit"}),
    ]
    registry = small(*(("letter", "nld", kind, value) for kind, value in said))
    for number, text in enumerate(["337", "12 women", "4 chinook", "2025-06", "P6M", "2026-12-31", "after summit"]):
        assert f"s{number}" in ids(registry.find(text)), text
    (hit,) = registry.find("337")
    assert hit.places == (("value", "337"),)
    with_day = small(("letter", "nld", "strength", 6), as_of="2024-05-14")
    assert [hit.places for hit in with_day.find("2024-05-14")] == [(("as_of", "2024-05-14"),)]
    assert ids(small(("letter", "nld", "mandate", "2026"), by="Bundestag").find("bundestag")) == ["s0"]


def test_a_text_to_look_for_has_a_word_and_is_not_endless() -> None:
    registry = small()
    for nothing in ("", "  ", "\u0301"):
        with pytest.raises(InvalidValueError, match="nothing to look for"):
            registry.find(nothing)
    with pytest.raises(InvalidValueError, match="too long"):
        registry.find("x" * (MAX_SOUGHT + 1))
    with pytest.raises(InvalidValueError, match="not a text to look for"):
        registry.find(7)  # type: ignore[arg-type]


def test_filters_narrow_what_is_found() -> None:
    registry = small(("letter", "nld", "end", "2025"), ("letter", "deu", "end", "2025"), note="until further notice")
    assert ids(registry.find("further")) == ["s0", "s1"]
    assert ids(registry.find("further", contributor="DEU")) == ["s1"]


@settings(deadline=None, max_examples=60)
@given(registries(), st.data())
def test_every_wording_is_found_by_any_of_its_words(registry: Registry, data: st.DataObject) -> None:
    for statement in registry.statements:
        for text in filter(None, (statement.wording, statement.note, statement.locator, statement.by)):
            if words := [word for word in text.split() if folded(word)]:
                word = data.draw(st.sampled_from(words))
                typed = data.draw(st.sampled_from([word, word.upper(), word.casefold()]))
                assert statement.id in ids(registry.find(typed))
    for source in registry.sources.values():
        assert source.id in ids(registry.find(source.id))


def test_folding_twice_is_folding_once_for_every_letter_there_is() -> None:
    """Also for a small sign that stands for a capital letter, such as U+1D2D."""
    letters = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
    assert [each for each in letters if folded(folded(each)) != folded(each)] == []


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once_and_drops_no_letter_without_accent(text: str) -> None:
    once = folded(text)
    assert folded(once) == once
    assert not [char for char in once if unicodedata.combining(char)]


# --- show and dossier ------------------------------------------------------------------------------------


def test_a_dossier_has_what_is_stated_and_what_names_it() -> None:
    registry = deployments.example()
    summit = registry.dossier("vilnius-summit")
    assert {each.statement.kind.value for each in summit.stated} == {"date"}
    assert {each.statement.about for each in summit.naming} == {"deu-patriot-svk", "deu-patriot-ltu"}
    cited = registry.dossier("kst-28676-433")
    assert not cited.stated
    assert {each.source.id for each in cited.naming} == {"dmm-2023-06"}
    (own,) = registry.dossier("dmm-2023-06#nld-amdtf-svk.strength").stated
    assert own.cited is not None
    assert (own.cited.id, str(own.basis), str(own.status), own.is_basis_written) == (
        "kst-28676-433",
        "reported",
        "holds",
        False,
    )


@settings(deadline=None, max_examples=30)
@given(registries())
def test_the_dossiers_of_all_records_hold_every_statement(registry: Registry) -> None:
    stated = [each.statement.id for r in registry.listing() for each in registry.dossier(r.id).stated]
    assert sorted(stated) == sorted([s.id for s in registry.statements] * 2)  # of its subject, and of its source
    for statement in registry.statements:
        assert [each.statement for each in registry.dossier(statement.id).stated] == [statement]


def test_a_card_has_the_answer_of_the_day_and_what_belongs_together() -> None:
    registry = small(("letter", "nld", "start", "2024-03-01"), ("letter", "nld", "mandate", "2025-12-31"))
    card = registry.show("nld", "2024-04-01")
    assert card.presence == registry.presence("nld", "2024-04-01")
    assert card.authorisation is not None
    assert card.authorisation.mandate is not None
    assert (ids(card.wholes), ids(card.parts)) == (["part"], ["medics"])
    assert ids(registry.show("medics").wholes) == ["nld", "part"]
    assert ids(registry.show("euma").parts) == ["part"]
    assert ids(registry.show("part").wholes) == ["euma"]
    assert registry.show("nld").presence is None


def test_an_id_that_is_not_there_is_told_which_was_meant() -> None:
    registry = deployments.example()
    asks: list[Callable[[str], object]] = [registry.show, registry.dossier, registry.record]
    for ask in asks:
        with pytest.raises(InvalidValueError, match="did you mean 'nld-amdtf-svk'"):
            ask("nld-amdtf-sk")
        with pytest.raises(InvalidValueError, match="`deployments list` lists them"):
            ask("zzzzzzzz")
        with pytest.raises(InvalidValueError, match="there is no record"):
            ask(None)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="leave out the day"):
        registry.show("vilnius-summit", "2024-01-01")
