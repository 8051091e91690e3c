"""Reports about records: nothing that was stated is lost, all of it can be proved, and it reads well."""

import re
import unicodedata
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import deployments
from deployments import Deployment, InvalidValueError, Mission, Registry, Source, Statement
from deployments.records import Event, Record
from deployments.reports import cite, dossier, explain, find, history, listing, overview, show, sources, timeline
from deployments.reports.claim_rows import ClaimRows
from deployments.reports.escape import display_width
from deployments.reports.overview_report import Overview
from deployments.reports.sections import Section
from deployments.store import Subject
from tests.registries import registries

LETTERS = [
    Source(id="letter", title="A letter", published="2024-03-12", kind="official", publisher="Ministry"),
    Source(id="paper", title="A paper", published="2024-06-02", kind="relay", publisher="Times"),
    Source(id="erratum", title="An erratum", published="2024-07-02"),
]


def words(text: str) -> str:
    return " ".join(text.split())


def registry(*said: dict[str, object]) -> Registry:
    return Registry(
        sources=LETTERS,
        missions=[Mission(id="eu", name="EU Mission"), Mission(id="un", name="UN Mission")],
        deployments=[
            Deployment(id="nld", contributor="NLD", place="Mali", mission=["eu", "un"]),
            Deployment(id="medics", part_of="nld", force="medics"),
            Deployment(id="deu", contributor="DEU", place="Niger"),
        ],
        statements=[
            Statement(**{"id": f"s{i}", "source": "letter", "about": "nld", **each}) for i, each in enumerate(said)
        ],
    )


# --- nothing is lost -------------------------------------------------------------------------------------


def rows_of(section: Section) -> list[str]:
    return [row.text for block in section.blocks for row in block.rows]


@settings(deadline=None, max_examples=50)
@given(registries(), st.sampled_from(["en", "nl"]))
def test_every_statement_stands_once_in_the_block_of_its_subject_and_once_in_the_timeline(
    registry: Registry, lang: str
) -> None:
    rows = ClaimRows(registry, lang)
    subjects: list[Subject] = [*registry.missions.values(), *registry.deployments.values(), *registry.events.values()]
    for subject in subjects:
        stated = Counter(rows.claim_quoted(each) for each in registry.statements_of(about=subject.id))
        told = Counter(row.text for row in rows.claims(subject) if row.label is not None)
        assert told == stated
    shown = Counter(text for section in Overview(registry, lang, {}).sections() for text in rows_of(section))
    for text, number in Counter(map(rows.claim_quoted, registry.statements)).items():
        assert shown[text] >= number
    assert overview(registry, lang=lang).count("[") >= len(registry.statements)
    entries = timeline(registry, lang=lang, format="tsv")
    assert entries


@settings(deadline=None, max_examples=25)
@given(registries(), st.sampled_from(["en", "nl"]), st.sampled_from(["plain", "github", "html", "tsv"]))
def test_whatever_a_registry_holds_it_can_be_told_and_no_text_moves_a_cursor(
    registry: Registry, lang: str, format: str
) -> None:
    style = {"lang": lang, "format": format}
    texts = [overview(registry, **style), timeline(registry, **style), sources(registry, **style)]  # type: ignore[arg-type]
    texts.append(listing(registry, **style))  # type: ignore[arg-type]
    for record in registry.records():
        texts += [show(registry, record.id, **style), dossier(registry, record.id, **style)]  # type: ignore[arg-type]
    texts.append(find(registry, "e", **style))  # type: ignore[arg-type]
    for text in texts:
        assert not [c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") and c not in "\n\t"]


@settings(deadline=None, max_examples=25)
@given(registries())
def test_a_dossier_names_every_statement_and_every_word_of_it(registry: Registry) -> None:
    records: list[Record] = [*registry.deployments.values(), *registry.sources.values()]
    for record in records:
        told = words(dossier(registry, record.id, format="tsv", digest="abc"))
        assert "sha256 of the registry: abc" in told
        found = registry.dossier(record.id)
        for each in (*found.stated, *found.naming):
            assert each.statement.id in told
            assert each.source.id in told


# --- what a reader must see ------------------------------------------------------------------------------


def test_reported_planned_considered_disputed_and_no_longer_stand_apart() -> None:
    told = words(
        overview(
            registry(
                {"kind": "end", "value": "2025-05-01"},
                {"kind": "end", "value": "2025-09-01", "source": "paper"},
                {"kind": "strength", "value": "70", "basis": "considered"},
                {"kind": "strength", "value": "64", "as_of": "2024-03-01"},
                {"kind": "mandate", "value": "2025-12-31", "by": "Parliament"},
            )
        )
    )
    assert "reported: strength 64, 1 March 2024 [1]" in told
    assert "planned: end 1 September 2025 relay [2]" in told
    assert "considered: strength 70 [1]" in told
    assert "authorised: mandate until 31 December 2025, by Parliament [1]" in told
    assert "no longer: end 1 May 2025 [1], replaced by [2]" in told


def test_in_tables_each_claim_has_a_row_of_its_own_with_what_became_of_it() -> None:
    """All that is said of a force was a single cell."""
    example = deployments.example()
    rows = [line.split("\t") for line in overview(example, format="tsv").splitlines()]
    claims = [
        row for row in rows if row[0] in ("reported", "planned", "considered", "links", "authorised", "no longer")
    ]
    assert len(claims) == len(example.statements)
    assert ["no longer", "duration", 'at most 6 months, counted from: operational ("maximum of 6 months")'] in [
        row[:3] for row in claims
    ]
    assert "<h2>Netherlands, Patriot, at Sliač, Slovakia</h2>" in overview(example, format="html")
    rows = [line.split("\t") for line in show(example, "vilnius-summit", format="tsv").splitlines()]
    assert sum("[" in row[-1] for row in rows if len(row) > 1) == 6


def test_who_corrects_and_who_contradicts_whom_is_told() -> None:
    told = words(
        overview(
            registry(
                {"kind": "strength", "value": "280", "as_of": "2024-03-01"},
                {"kind": "strength", "value": "208", "source": "erratum", "corrects": "letter"},
                {"about": "deu", "kind": "end", "value": "2024-03-01"},
                {"about": "deu", "kind": "present", "value": True, "source": "paper"},
            )
        )
    )
    assert "no longer: strength 280, 1 March 2024 [1], corrected by [3]" in told
    assert "end 1 March 2024 [1], disputed by [2]" in told
    assert "somebody there, 2 June 2024 relay [2], disputed by [1]" in told
    assert "1 conflict between reports" in told


def test_a_part_stands_under_its_whole_and_a_force_in_two_missions_is_told_once() -> None:
    found = overview(
        registry({"kind": "start", "value": "2024-03-01"}, {"about": "medics", "kind": "strength", "value": 9})
    )
    assert found.count("1 March 2024") == 2  # the summary, and the claim
    assert "UN MISSION" in found
    assert "As under EU Mission." in found
    whole, part = (next(line for line in found.splitlines() if line.endswith(f" {id_}")) for id_ in ("nld", "medics"))
    assert len(part) - len(part.lstrip()) > len(whole) - len(whole.lstrip())


def test_what_was_called_off_and_what_nobody_named_is_said_first() -> None:
    told = words(
        overview(
            registry({"kind": "start", "value": "2024-09-01"}, {"kind": "cancelled", "value": True, "source": "paper"})
        )
    )
    assert "nld Called off [2]." in told
    told = words(overview(registry({"kind": "start", "value": "2024-09-01"})))
    assert "nld To arrive on 1 September 2024 [1], not reported; nobody has named an end." in told


@pytest.mark.parametrize(
    ("said", "summary"),
    [
        (
            [{"kind": "decided", "value": "2024-03-01"}, {"kind": "start", "value": "2024-09-01"}],
            "To arrive on 1 September 2024 [1], not reported; nobody has named an end.",
        ),
        (
            [{"kind": "departed", "value": "2024-03-01"}, {"kind": "end", "value": "2024-12-31"}],
            "Left home on 1 March 2024 [1]; to leave on 31 December 2024 [1], not reported.",
        ),
        (
            [{"kind": "start", "value": "2024-05-01"}, {"kind": "present", "value": True, "source": "paper"}],
            "Last seen on 2 June 2024 [2]; nobody has named an end.",
        ),
        (
            [{"kind": "start", "value": "2024-03-01"}, {"kind": "end", "value": "2024-03-10"}],
            "Arrived on 1 March 2024 [1]; left on 10 March 2024 [1].",
        ),
        ([{"kind": "ceiling", "value": "350"}], "At most 350 authorised [1]; no source says that anybody is"),
        ([{"kind": "present", "value": True}], "Last seen on 12 March 2024 [1]; nobody has named an end."),
    ],
)
def test_the_first_sentence_says_what_is_reported_and_what_is_only_planned(
    said: list[dict[str, object]], summary: str
) -> None:
    """A decision that is reported makes no arrival."""
    assert f"nld {summary}" in words(overview(registry(*said)))


def test_filters_narrow_what_is_shown_and_nothing_else() -> None:
    example = deployments.example()
    dutch = overview(example, contributor="NLD")
    assert "nld-amdtf-svk" in dutch
    assert "deu-battlegroup-svk" not in dutch
    assert "Ares Difesa" not in dutch
    for report in (timeline, sources):
        assert "Kyiv Independent" not in report(example, contributor="NLD")
        assert "Kyiv Independent" in report(example, place="LTU")
    assert "[7]" in overview(example, place="LTU") or "[2]" in overview(example, place="LTU")
    with pytest.raises(InvalidValueError, match="there is no mission"):
        overview(example, mission="amdtf")
    for report in (overview, timeline, sources):
        assert report(example, contributor="FRA").endswith("No deployment here matches: contributor: France.")
        assert "the registry is empty" not in report(example, contributor="FRA")


def test_every_number_in_brackets_is_that_of_a_source_at_the_end() -> None:
    example = deployments.example()
    for text in (
        overview(example),
        timeline(example),
        overview(example, contributor="DEU"),
        show(example, "nld-amdtf-svk", "2023-06-20"),
        dossier(example, "deu-patriot-ltu"),
    ):
        cited = {int(n) for mark in re.findall(r"\[([\d, a-z;]+)\]", text) for n in re.findall(r"\d+", mark)}
        listed = {int(n) for n in re.findall(r"^ *\[(\d+)\] ", text, re.MULTILINE)}
        assert cited == listed == {*range(1, len(listed) + 1)}


# --- lists, finds, cards ---------------------------------------------------------------------------------


def test_a_list_has_ids_and_what_they_are_called() -> None:
    found = listing(deployments.example(), lang="nl")
    assert "deu-battlegroup-svk  Duitsland, battlegroup, in Slowakije" in found
    assert [line for line in found.splitlines() if line and line[0] != " "] == [
        "Missies",
        "Uitzendingen",
        "Gebeurtenissen",
        "Bronnen",
    ]
    assert "Sources" not in listing(deployments.example(), "mission")
    assert listing(Registry()) == "Nothing."


def test_what_is_found_is_shown_with_its_place_and_of_many_it_is_said_how_many_more() -> None:
    found = find(deployments.example(), "sliac")
    assert "2 deployments, 3 statements" in found.splitlines()[0]
    assert "note   A battery near Sliač" in found or "A battery near Sliač" in words(found)
    assert "Nothing in this registry holds all these words." in find(deployments.example(), "atlantis")
    many = Registry(deployments=[Deployment(id=f"d{i}", contributor="NLD", force="patrol") for i in range(150)])
    found = find(many, "patrol")
    assert "150 deployments" in found.splitlines()[0]
    assert "... and 50 more" in found


def test_a_card_says_what_is_known_on_the_day_with_addresses_to_paste() -> None:
    told = words(show(deployments.example(), "nld-amdtf-svk", "2022-06-01"))
    assert "On 1 June 2022" in told
    assert "strength about 120 (6 May 2022) [" in told
    assert "https://pledgetimes.com/dutch-patriots-must-keep-russians-at-a-distance-in-slovakia/" in told
    dutch = words(show(deployments.example(), "deu-battlegroup-svk", "2022-06-01", lang="nl"))
    assert "Op 1 juni 2022" in dutch
    assert "700" in dutch
    assert "On 1 June" not in show(deployments.example(), "nld-amdtf-svk")


def test_a_dossier_says_on_what_basis_each_claim_is_taken_and_what_is_doubted() -> None:
    said = registry({"kind": "strength", "value": 70, "wording": "about seventy", "locator": "p. 3", "note": "ours"})
    told = words(dossier(said, "nld"))
    for text in (
        'words "about seventy"',
        "stands in p. 3",
        "note ours",
        "basis planned, as its dates and its kind tell, taken for the size announced",
        "status holds",
        "source Ministry, 12 March 2024: A letter [1]",
    ):
        assert text in told


def test_a_citation_is_printed_as_it_is() -> None:
    example = deployments.example()
    assert cite(example, "dmm-2023-06", lang="nl") == example.cite("dmm-2023-06", lang="nl")
    assert cite(example, "dmm-2023-06", "bibtex", format="plain", width=20).startswith("@misc{dmm-2023-06,")
    with pytest.raises(TypeError, match="unexpected keyword"):
        cite(example, "dmm-2023-06", colour=True)  # type: ignore[call-arg]


@pytest.mark.parametrize("width", [60, 80, 120])
def test_cards_keep_to_the_width_but_for_addresses_and_ids(width: int) -> None:
    example = deployments.example()
    for text in (
        show(example, "nld-amdtf-svk", "2023-06-20", width=width),
        dossier(example, "nld-amdtf-svk", width=width),
        find(example, "patriot", width=width),
    ):
        long = [line.strip() for line in text.splitlines() if display_width(line) > width]
        assert not [line for line in long if not line.startswith("https://") and " " in line]


@pytest.mark.parametrize(
    ("records", "told", "dutch"),
    [
        ({}, "the registry is empty.", "het register is leeg."),
        ({"events": ["summit"]}, "the registry has 1 event, of which nothing is said.", "heeft 1 gebeurtenis"),
        ({"missions": ["m", "n"]}, "the registry has 2 missions, of which nothing is said.", "heeft 2 missies"),
        ({"missions": ["m"], "deployments": ["d"], "events": ["e"]}, "1 mission, 1 deployment and 1 event", "1 missie"),
    ],
)
def test_a_registry_without_sources_is_empty_only_if_it_has_no_record(
    records: dict[str, list[str]], told: str, dutch: str
) -> None:
    made = Registry(
        missions=[Mission(id=each, name=each) for each in records.get("missions", ())],
        deployments=[Deployment(id=each, contributor="NLD") for each in records.get("deployments", ())],
        events=[Event(id=each, name=each) for each in records.get("events", ())],
    )
    for report in (overview, sources):
        assert told in words(report(made))
        assert dutch in words(report(made, lang="nl"))


@pytest.mark.parametrize(
    ("basis", "moved", "moves"), [("reported", "moved to", 1), ("planned", "to move to", 1), ("considered", "", 0)]
)
def test_a_move_is_told_on_its_basis_and_a_considered_one_is_none(basis: str, moved: str, moves: int) -> None:
    found = registry(
        {"kind": "present", "value": True}, {"about": "deu", "kind": "follows", "value": "nld", "basis": basis}
    )
    assert len(found.relocations()) == moves
    told = words(show(found, "nld"))
    assert ("moved to" in told) is (basis == "reported")
    assert moved in told
    assert f"follows: Netherlands, in Mali {basis} [1]" in told


def test_reasons_name_whose_date_they_are() -> None:
    found = registry(
        {"kind": "present", "value": True, "as_of": "2024-01-10"},
        {"about": "medics", "kind": "end", "value": "2024-03-05"},
    )
    for told in (words(explain(found, "nld.end")), words(history(found, "nld.end"))):
        assert "Netherlands, medics, in Mali (part of: Netherlands, in Mali): end: 5 March 2024" in told
    own = words(explain(found, "medics.end"))
    assert "because from 5 Mar 2024 end: 5 March 2024" in own
