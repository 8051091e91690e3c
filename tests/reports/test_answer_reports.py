"""What the reports of answers say of small registries: who is certain, who perhaps and why, and what is left out."""

from typing import Any

import attrs
import pytest

from deployments import Deployment, Registry, Source, Statement
from deployments.reports import (
    active,
    changes,
    explain,
    history,
    overview,
    running_out,
    strength,
    timeline,
    unconfirmed,
)

DEPLOYMENTS = {"nld": "NLD", "deu": "DEU", "fra": "FRA", "bel": "BEL", "ita": "ITA"}
SOURCES = [
    Source(id="first", title="A letter", publisher="Ministry", published="2024-02-01"),
    Source(id="second", title="An article", publisher="Times", kind="press", published="2024-06-10"),
    Source(id="third", title="A page", publisher="Blog", kind="relay", published="2024-09-30"),
]

Claim = tuple[str, str, str, Any]


def registry(*claims: Claim, **fields: Any) -> Registry:
    """Return a registry in which this is said: the source, whom of, the kind, and the value."""
    statements = [
        Statement(id=f"s{n}", source=source, about=about, kind=kind, value=value, **fields)
        for n, (source, about, kind, value) in enumerate(claims)
    ]
    there = [Deployment(id=id_, contributor=who) for id_, who in DEPLOYMENTS.items()]
    return Registry(sources=SOURCES, deployments=there, statements=statements)


def words(text: str) -> str:
    """Return a text with one space between its words, wherever its columns stand."""
    return " ".join(text.split())


#: The Dutch are seen, the Germans were, the French are announced, the Belgians called off, the Italians authorised.
SAID: tuple[Claim, ...] = (
    ("second", "nld", "present", True),
    ("second", "nld", "strength", "6"),
    ("first", "deu", "present", True),
    ("first", "fra", "start", "2024-05"),
    ("first", "fra", "strength", "~70"),
    ("first", "bel", "start", "2024-05"),
    ("second", "bel", "cancelled", True),
    ("first", "ita", "ceiling", "700"),
)


def test_who_is_certain_and_who_perhaps_stand_apart_with_their_reasons_and_figures() -> None:
    lines = active(registry(*SAID), "2024-06-10").splitlines()
    assert words(lines[0]) == "Who was there on 10 June 2024 by 3 sources, newest: 30 September 2024"
    certain, perhaps = lines.index("CERTAIN: 1"), lines.index("PERHAPS: 2")
    assert [*map(words, lines[certain + 2 : certain + 5])] == [
        "Netherlands nld",
        "There: seen on 10 June 2024 [1].",
        "Strength: 6 (10 June 2024) [1].",
    ]
    assert [*map(words, lines[perhaps + 2 : perhaps + 5])] == [
        "Germany deu",
        "Last seen on 1 February 2024 [2]; nobody has named an end.",
        "Strength: not stated.",
    ]
    assert "    Strength: about 70, if they came (announced 1 February 2024) [2]." in lines
    assert lines[-5:] == [
        "AUTHORISED ONLY: Italy (ita): at most 700 [2].",
        "CALLED OFF: Belgium (bel).",
        "",
        "[1] Times, 10 June 2024: An article",
        "[2] Ministry, 1 February 2024: A letter",
    ]


def test_a_report_of_who_is_there_never_says_possible() -> None:
    found = active(registry(*SAID), "2024-06-10", not_excluded=True)
    assert "possible" not in found.lower()
    assert "NOT EXCLUDED: 2" in found
    assert "    Called off [1]." in found
    assert "CALLED OFF" not in found


def test_in_dutch_too() -> None:
    found = active(registry(*SAID), "2024-06-10", lang="nl")
    assert "Aanwezig: gezien op 10 juni 2024 [1]." in found
    assert "ALLEEN TOEGESTAAN: Italië (ita): ten hoogste 700 [2]." in found
    assert "mogelijk" not in found.lower()


def test_where_nobody_is_listed_nobody_is_said_to_be_absent() -> None:
    said = registry(*SAID)
    assert "No source speaks for anybody's presence." in active(said, "2030-01-01")
    assert "Nobody is certainly there" in active(said, "2030-01-01", certain=True)
    assert "Nobody, as far as these sources go." in active(Registry(), "2030-01-01")


def test_what_for_long_means_is_said_only_where_it_was_used() -> None:
    said = registry(*SAID)
    assert '"For long"' not in active(said, "2024-06-10")
    assert '"For long" is taken as more than 1 year 6 months.' in active(said, "2026-09-01")


def test_there_is_no_total_where_nobody_states_the_number_of_somebody() -> None:
    found = strength(registry(*SAID), "2024-06-10")
    assert "stated for 2 of 3  computed: 6 to 83" in found
    assert "No total: nobody states the number of Germany." in found
    assert "AUTHORISED ONLY: Italy (ita): at most 700 [1]." in found
    assert '"About" is taken as 10 %.' in found


def test_a_total_of_several_is_marked_as_computed_and_none_where_nobody_states_a_number() -> None:
    both = registry(
        ("second", "nld", "present", True),
        ("second", "nld", "strength", "6"),
        ("second", "deu", "present", True),
        ("second", "deu", "strength", "4"),
    )
    assert "in all  computed: 10" in strength(both, "2024-06-10")
    assert "No total: nobody states a number." in strength(registry(("second", "nld", "present", True)), "2024-06-10")


def test_a_history_tells_the_basis_and_the_planned_day_that_passed() -> None:
    said = registry(("first", "nld", "end", "2024-05-01"), ("second", "nld", "present", True))
    rows = [*map(words, history(said, "nld.end").splitlines())]
    assert rows[2:4] == ["1 Feb 2024 1 May 2024 planned [1]", "end: 1 May 2024"]
    assert "1 May 2024 (that day passed, not reported by then; later sources speak of" in rows
    assert "10 Jun 2024 on or after 10 June 2024 reported [2]" in rows
    assert "No longer holds: end: 1 May 2024 [1]" in rows
    assert rows[-5:] == [
        "1 other source says nothing that moves it.",
        "",
        "[1] Ministry, 1 February 2024: A letter",
        "[2] Times, 10 June 2024: An article",
        "By 3 sources, newest: 30 September 2024.",
    ]


def test_a_history_says_what_no_longer_holds_where_a_newer_plan_took_its_place_and_not_where_one_is_considered() -> (
    None
):
    year = ("first", "nld", "start", "2024-03-01"), ("first", "nld", "duration", "P1Y")
    replaced = [*map(words, history(registry(*year, ("third", "nld", "end", "2025-06-01")), "nld.end").splitlines())]
    at = replaced.index("30 Sep 2024 1 June 2025 planned [2]")
    assert "No longer holds: duration: 1 year [1]" in replaced[at:]
    seen = ("second", "nld", "strength", "6"), ("second", "nld", "present", True)
    considered = Statement(id="c", source="second", about="nld", kind="duration", value="P2Y", basis="considered")
    found = registry(*year, *seen, ("third", "nld", "end", "2025-06-01"))
    told = words(history(attrs.evolve(found, statements=[*found.statements, considered]), "nld.end"))
    assert told.index("30 Sep 2024") < told.index("No longer holds: duration: 1 year [1]")


def test_a_history_says_that_a_planned_day_passed_only_if_a_later_source_speaks_of_the_force() -> None:
    """Of 2099 nobody can say yet that it passed, whoever speaks of the force today."""
    said = registry(("first", "nld", "start", "2099-01-01"), ("third", "nld", "strength", "70"))
    found = words(history(said, "nld.start"))
    assert "1 Jan 2099 (the last day planned; no source surely later speaks of it)" in found
    found = words(history(said, "nld.start", lang="nl"))
    assert "1 jan. 2099 (de laatste geplande dag; geen bron die zeker later is, spreekt erover)" in found


def test_a_history_never_says_of_what_a_later_source_reports_that_no_source_does() -> None:
    """The planned day is the very day that the newspaper reports in June."""
    said = registry(("first", "nld", "start", "2024-05-01"), ("second", "nld", "start", "2024-05-01"))
    found = words(history(said, "nld.start"))
    passed, told = found.split("1 May 2024 (that day passed, not reported by then; later sources speak of it)")
    assert "planned [1]" in passed
    assert told.startswith(" 10 Jun 2024 1 May 2024 reported [2]")
    dutch = words(history(said, "nld.start", lang="nl"))
    assert "die dag ging voorbij zonder dat het gemeld was; latere bronnen spreken erover" in dutch


def test_every_claim_is_said_to_be_a_report_or_a_plan_and_what_became_of_it() -> None:
    said = registry(("first", "deu", "end", "2024-05-01"), ("second", "deu", "end", "2024-07-01"), *SAID)
    found = overview(said)
    assert "no longer: end 1 May 2024 [1], replaced by [2]" in words(found)
    assert "reported: presence somebody there, 10 June 2024 [2]" in words(found)
    assert "called off yes [2]" in words(found)
    considered = overview(registry(("first", "nld", "strength", "70"), basis="considered"))
    assert "considered: strength 70 [1]" in words(considered)


def test_a_decision_of_the_day_of_a_source_is_shown_with_that_day() -> None:
    found = registry(("first", "nld", "decided", True), ("second", "nld", "end_decided", {"before": "second"}))
    assert "reported: decided 1 February 2024 [1]" in words(overview(found))
    assert "before publication of Times, 10 June 2024" in words(overview(found))
    assert "2024 1 Feb 2024 Netherlands: decided reported [1]" in words(timeline(found))


def only_read(*claims: Claim, letter: bool = False) -> Registry:
    """Return what a page says that was read on a day; nobody says when it appeared. Another one may be a letter."""
    sources = [Source(id="read", title="A web page", accessed="2024-02-10"), *(SOURCES[:1] if letter else ())]
    statements = [
        Statement(id=f"s{n}", source=source, about=about, kind=kind, value=value)
        for n, (source, about, kind, value) in enumerate(claims)
    ]
    return Registry(sources=sources, deployments=[Deployment(id="nld", contributor="NLD")], statements=statements)


@pytest.mark.parametrize(
    ("lang", "by", "known", "heading", "row", "last"),
    [
        (
            "en",
            "by 1 source, read on 10 February 2024",
            "Known from 1 source, read on 10 February 2024.",
            "Read on 10 February 2024, A web page",
            "by 10 Feb 2024 on or before 10 February 2024",
            "The only source was read on 10 February 2024:",
        ),
        (
            "nl",
            "volgens 1 bron, gelezen op 10 februari 2024",
            "Bekend uit 1 bron, gelezen op 10 februari 2024.",
            "Gelezen op 10 februari 2024, A web page",
            "uiterlijk 10 feb. op of vóór 10 februari 2024",
            "De enige bron is gelezen op 10 februari 2024:",
        ),
    ],
)
def test_the_day_on_which_a_source_was_read_is_never_told_as_its_own(
    lang: str, by: str, known: str, heading: str, row: str, last: str
) -> None:
    said = only_read(("read", "nld", "present", True), ("read", "nld", "strength", "270"))
    assert by in words(active(said, "2024-02-10", lang=lang))
    assert known in words(overview(said, lang=lang))
    assert heading in words(changes(said, "2024-01-01", "2024-03-01", lang=lang))
    assert row in words(history(said, "nld.start", lang=lang))
    promised = only_read(("read", "nld", "start", "2024-02"))
    assert last in words(unconfirmed(promised, "2024-06-01", lang=lang))


def test_a_source_of_a_day_and_one_that_was_read_on_a_day_are_told_apart() -> None:
    said = only_read(("first", "nld", "present", True), ("read", "nld", "strength", "270"), letter=True)
    assert "by 2 sources, newest: read on 10 February 2024" in words(active(said, "2024-02-10"))
    assert "Known from 2 sources; oldest: 1 February 2024, newest: read on 10 February 2024." in words(overview(said))


def test_what_a_source_announces_that_was_only_read_is_of_no_day_of_ours() -> None:
    said = only_read(("read", "nld", "start", "2024-05"), ("read", "nld", "strength", "270"))
    assert "(announced on or before 10 February 2024) [1]" in words(active(said, "2024-06-01"))
    given = only_read(("read", "nld", "mandate", "2024-12-31"))
    planned = given.replace(attrs.evolve(given.statements[0], basis="planned"))
    assert "31 December 2024 [1], read on 10 February 2024" in words(running_out(planned, "2024-01-01", "2025-01-01"))


def test_the_publication_of_a_source_that_was_only_read_is_by_the_day_of_reading() -> None:
    said = only_read(("read", "nld", "decided", True), ("read", "nld", "end", {"before": "read"}))
    assert "decided on the day of publication of A web page, by 10 February 2024 [1]" in words(overview(said))
    assert "before publication of A web page, by 10 February 2024" in words(overview(said))
    assert "2024 10 Feb 2024" not in words(timeline(said))


@pytest.mark.parametrize(
    ("lang", "counts", "never"),
    [
        ("en", "counts from 1 Sep 2024 to 30 Mar 2026", "counts on no day strength: about 90"),
        ("nl", "telt mee van 1 sep. 2024 tot en met 30 mrt. 2026", "telt op geen enkele dag mee sterkte: ongeveer 90"),
    ],
)
def test_an_explained_plan_counts_from_day_to_day_or_never_and_not_on_one_day_between(
    lang: str, counts: str, never: str
) -> None:
    found = registry(
        ("first", "nld", "start", "2024-07"),
        ("first", "nld", "strength", "~90"),
        ("second", "nld", "start", "2024-09"),
        ("second", "nld", "strength", "70"),
    )
    text = words(explain(found, "nld.strength", "2024-12-20", lang=lang, width=200))
    assert counts in text
    assert never in text


def test_an_explained_figure_keeps_the_days_that_its_source_names() -> None:
    own = [
        Statement(id="old", source="first", about="nld", kind="strength", value="90", as_of="2024-09", basis="planned"),
        Statement(
            id="new", source="second", about="nld", kind="strength", value="80", as_of="2024-08", basis="planned"
        ),
        Statement(id="seen", source="second", about="nld", kind="strength", value="70", as_of="2024-05-01/2024-05-09"),
    ]
    found = registry(("second", "nld", "present", True)).add(*own)
    text = words(explain(found, "nld.strength", "2024-08-20", width=200))
    assert "from 1 to 9 May 2024 strength: 70 (reported)" in text
    assert "Sep 2024, counts on no day strength: 90 (planned, replaced)" in text


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("style", ["plain", "github", "html", "tsv"])
def test_every_report_prints_in_both_languages_and_several_formats(lang: str, style: str) -> None:
    said = registry(*SAID)
    for day in ("2024-06-10", "2024-06", "2026-09-01"):
        for text in (
            active(said, day, lang=lang, format=style, not_excluded=True),
            strength(said, day, lang=lang, format=style),
        ):
            assert text
    assert unconfirmed(said, "2026-09-01", lang=lang, format=style, implied=True, replaced=True)


def test_equipment_of_each_name_is_told_as_it_was_last_stated_and_a_change_with_what_it_changes() -> None:
    told = registry(
        ("first", "nld", "equipment", {"Tornado": 8, "Reaper": 10}),
        ("second", "nld", "equipment", {"Tornado": "+2", "Typhoon": 6}),
        ("third", "nld", "equipment", {"Typhoon": 4}),
        basis="reported",
    )
    text = words(active(told, "2024-09-30"))
    assert (
        "Equipment: 4 × Typhoon, 30 September 2024 [1]. Earlier: 10 × Reaper, 8 × Tornado, 1 February 2024 [2]; "
        in text
    )
    assert "Tornado: 2 more, 6 × Typhoon, 10 June 2024 [3]." in text
    replaced = registry(
        ("first", "nld", "equipment", {"Tornado": 8}),
        ("second", "nld", "equipment", {"Tornado": 6, "Reaper": 10}),
        basis="reported",
    )
    assert "Equipment: 10 × Reaper, 6 × Tornado, 10 June 2024" in words(active(replaced, "2024-06-10"))
    assert "8 × Tornado" not in active(replaced, "2024-06-10")
