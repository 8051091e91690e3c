"""Why an answer is what it is, and how many, in words: a sentence for every word of an answer, in both languages."""

# ruff: noqa: E501 - a sentence is one line
import copy
import pickle
import random
from collections.abc import Callable
from typing import Any

import attrs
import pytest

from deployments import Basis, ClaimKind, Deployment, Presence, Registry, Source, Statement
from deployments.answers.clauses import Clauses
from deployments.answers.words import Word
from deployments.errors import InvalidValueError
from deployments.solver.constraints import is_nobody
from tests.answers import letters
from tests.answers.random_registries import BASE, iso, random_registry
from tests.columnar.tight import tight

SOURCES = (
    Source(id="feb", title="A letter", publisher="Ministry", published="2024-02-01"),
    Source(id="mar", title="An article", kind="press", publisher="Times", published="2024-03-10"),
    Source(id="jun", title="A page", kind="relay", publisher="Blog", published="2024-06-20"),
    Source(id="sep", title="A report", publisher="Parliament", published="2024-09-30"),
    Source(id="undated", title="A leaflet", accessed="2024-06-01"),
)


def said(source: str, kind: str, value: Any, **fields: Any) -> dict[str, Any]:
    return {"source": source, "kind": kind, "value": value, **fields}


def registry(*claims: dict[str, Any]) -> Registry:
    """Return a registry of one deployment, `x`, of which this is said."""
    return Registry(
        sources=SOURCES,
        deployments=[Deployment(id="x", contributor="NLD"), Deployment(id="y", contributor="DEU")],
        statements=[Statement(**{"id": f"s{n}", "about": "x", **claim}) for n, claim in enumerate(claims)],
    )


def asked(*claims: dict[str, Any], day: str, throughout: bool = False) -> Presence:
    return registry(*claims).presence("x", day, throughout=throughout)


SEEN = said("mar", "present", True)
SEEN_LATER = said("sep", "present", True)
HOME = said("feb", "end", "2024-12-31")
COMING = said("feb", "start", "2024-05")

#: What is said, the day asked for, the word, and the sentence in English and in Dutch.
SENTENCES: list[tuple[list[dict[str, Any]], str, str, str, str]] = [
    (
        [SEEN],
        "2024-03-10",
        "seen",
        "There: seen on 10 March 2024 [Times, 10 March 2024].",
        "Aanwezig: gezien op 10 maart 2024 [Times, 10 maart 2024].",
    ),
    (
        [SEEN, SEEN_LATER],
        "2024-05-01",
        "between",
        "There: seen on 10 March 2024 [Times, 10 March 2024] and seen on 30 September 2024 [Parliament, 30 September 2024], taken as one stay.",
        "Aanwezig: gezien op 10 maart 2024 [Times, 10 maart 2024] en gezien op 30 september 2024 [Parliament, 30 september 2024], opgevat als één verblijf.",
    ),
    (
        [said("mar", "start", "2024-03-01")],
        "2024-02-20",
        "before",
        "Not there yet: arrived on 1 March 2024 [Times, 10 March 2024].",
        "Nog niet aanwezig: aangekomen op 1 maart 2024 [Times, 10 maart 2024].",
    ),
    (
        [said("mar", "decided", True)],
        "2024-03-01",
        "before",
        "Not there yet: decided on 10 March 2024 [Times, 10 March 2024].",
        "Nog niet aanwezig: besloten op 10 maart 2024 [Times, 10 maart 2024].",
    ),
    (
        [said("sep", "end", "2024-09-20"), SEEN],
        "2024-09-25",
        "after",
        "Not there any more: left on 20 September 2024 [Parliament, 30 September 2024].",
        "Niet meer aanwezig: vertrokken op 20 september 2024 [Parliament, 30 september 2024].",
    ),
    (
        [said("sep", "returned", "2024-09-20"), SEEN],
        "2024-09-25",
        "after",
        "Not there any more: home again on 20 September 2024 [Parliament, 30 September 2024].",
        "Niet meer aanwezig: weer thuis op 20 september 2024 [Parliament, 30 september 2024].",
    ),
    (
        [said("mar", "present", False)],
        "2024-03-10",
        "absent",
        "Nobody there on 10 March 2024 [Times, 10 March 2024].",
        "Niemand aanwezig op 10 maart 2024 [Times, 10 maart 2024].",
    ),
    (
        [SEEN, said("jun", "present", False), SEEN_LATER],
        "2024-06-20",
        "gap",
        "Seen on 10 March 2024 [Times, 10 March 2024] and seen on 30 September 2024 [Parliament, 30 September 2024], but in between nobody there on 20 June 2024 [Blog (relay), 20 June 2024].",
        "Gezien op 10 maart 2024 [Times, 10 maart 2024] en gezien op 30 september 2024 [Parliament, 30 september 2024], maar daartussen niemand aanwezig op 20 juni 2024 [Blog (doorgegeven), 20 juni 2024].",
    ),
    (
        [said("mar", "start", "2024-03-01"), said("jun", "start", "2024-06-01")],
        "2024-04-01",
        "disputed",
        "Reports contradict each other: arrived on 1 March 2024 [Times, 10 March 2024]; arrived on 1 June 2024 [Blog (relay), 20 June 2024].",
        "Meldingen spreken elkaar tegen: aangekomen op 1 maart 2024 [Times, 10 maart 2024]; aangekomen op 1 juni 2024 [Blog (doorgegeven), 20 juni 2024].",
    ),
    (
        [said("mar", "present", True, as_of="2013-06-01"), SEEN_LATER],
        "2018-01-01",
        "bridged",
        "Seen on 1 June 2013 [Times, 10 March 2024] and seen on 30 September 2024 [Parliament, 30 September 2024]; no source reports it there in the 11 years 3 months between.",
        "Gezien op 1 juni 2013 [Times, 10 maart 2024] en gezien op 30 september 2024 [Parliament, 30 september 2024]; geen bron meldt aanwezigheid in de 11 jaar 3 maanden daartussen.",
    ),
    (
        [said("mar", "start", "[2024-03-01..2024-03-08]")],
        "2024-03-05",
        "arriving",
        "Arrived between 1 and 8 March 2024 [Times, 10 March 2024].",
        "Aangekomen tussen 1 en 8 maart 2024 [Times, 10 maart 2024].",
    ),
    (
        [said("feb", "decided", True), SEEN],
        "2024-02-20",
        "arriving",
        "Arrived between 1 February and 10 March 2024: decided on 1 February 2024 [Ministry, 1 February 2024]; seen on 10 March 2024 [Times, 10 March 2024].",
        "Aangekomen tussen 1 februari en 10 maart 2024: besloten op 1 februari 2024 [Ministry, 1 februari 2024]; gezien op 10 maart 2024 [Times, 10 maart 2024].",
    ),
    (
        [SEEN, said("sep", "end", "2024-09")],
        "2024-09-20",
        "leaving",
        "Left on some day in September 2024 [Parliament, 30 September 2024].",
        "Vertrokken op een dag in september 2024 [Parliament, 30 september 2024].",
    ),
    (
        [SEEN, said("jun", "present", False)],
        "2024-05-01",
        "leaving",
        "Left between 10 March and 19 June 2024: seen on 10 March 2024 [Times, 10 March 2024]; nobody there on 20 June 2024 [Blog (relay), 20 June 2024].",
        "Vertrokken tussen 10 maart en 19 juni 2024: gezien op 10 maart 2024 [Times, 10 maart 2024]; niemand aanwezig op 20 juni 2024 [Blog (doorgegeven), 20 juni 2024].",
    ),
    (
        [said("sep", "present", True, as_of="2024-07")],
        "2024-07-20",
        "vague",
        "Seen on some day in July 2024 [Parliament, 30 September 2024].",
        "Gezien op een dag in juli 2024 [Parliament, 30 september 2024].",
    ),
    (
        [SEEN, HOME],
        "2024-06-01",
        "staying",
        "Last seen on 10 March 2024 [Times, 10 March 2024]; to leave on 31 December 2024 [Ministry, 1 February 2024].",
        "Laatst gezien op 10 maart 2024 [Times, 10 maart 2024]; vertrek gepland op 31 december 2024 [Ministry, 1 februari 2024].",
    ),
    (
        [SEEN, said("mar", "duration", "P6M")],
        "2024-04-01",
        "staying",
        "Last seen on 10 March 2024 [Times, 10 March 2024]; to leave between 10 March and 10 September 2024 (computed here from: 6 months) [Times, 10 March 2024].",
        "Laatst gezien op 10 maart 2024 [Times, 10 maart 2024]; vertrek gepland tussen 10 maart en 10 september 2024 (hier berekend uit: 6 maanden) [Times, 10 maart 2024].",
    ),
    (
        [SEEN, said("feb", "returned", "2024-12-15~")],
        "2024-06-01",
        "staying",
        "Last seen on 10 March 2024 [Times, 10 March 2024]; to be home again around 15 December 2024 [Ministry, 1 February 2024].",
        "Laatst gezien op 10 maart 2024 [Times, 10 maart 2024]; terugkeer gepland rond 15 december 2024 [Ministry, 1 februari 2024].",
    ),
    (
        [COMING],
        "2024-05-20",
        "announced",
        "Announced: to arrive in May 2024 [Ministry, 1 February 2024]; nobody has reported an arrival.",
        "Aangekondigd: aankomst gepland in mei 2024 [Ministry, 1 februari 2024]; niemand heeft een aankomst gemeld.",
    ),
    (
        [COMING, HOME],
        "2024-06-20",
        "announced",
        "Announced: to arrive in May 2024 [Ministry, 1 February 2024]; nobody has reported an arrival.",
        "Aangekondigd: aankomst gepland in mei 2024 [Ministry, 1 februari 2024]; niemand heeft een aankomst gemeld.",
    ),
    (
        [said("feb", "decided", True), said("feb", "strength", "70")],
        "2024-03-01",
        "announced",
        "Decided on 1 February 2024 [Ministry, 1 February 2024]; nobody has reported an arrival.",
        "Besloten op 1 februari 2024 [Ministry, 1 februari 2024]; niemand heeft een aankomst gemeld.",
    ),
    (
        [said("feb", "strength", "70")],
        "2024-03-01",
        "announced",
        "Announced [Ministry, 1 February 2024]; nobody has reported an arrival.",
        "Aangekondigd [Ministry, 1 februari 2024]; niemand heeft een aankomst gemeld.",
    ),
    (
        [SEEN],
        "2024-04-01",
        "open",
        "Last seen on 10 March 2024 [Times, 10 March 2024]; nobody has named an end.",
        "Laatst gezien op 10 maart 2024 [Times, 10 maart 2024]; niemand heeft een einde genoemd.",
    ),
    (
        [SEEN, said("feb", "end", "[2024-04-01..]")],
        "2024-05-01",
        "open",
        "Last seen on 10 March 2024 [Times, 10 March 2024]; to leave on or after 1 April 2024 [Ministry, 1 February 2024], with no latest day.",
        "Laatst gezien op 10 maart 2024 [Times, 10 maart 2024]; vertrek gepland op of na 1 april 2024 [Ministry, 1 februari 2024], zonder uiterste dag.",
    ),
    (
        [said("mar", "departed", "2024-03-01")],
        "2024-04-01",
        "open",
        "Left home on 1 March 2024 [Times, 10 March 2024]; nobody has reported an arrival, and nobody has named an end.",
        "Van huis vertrokken op 1 maart 2024 [Times, 10 maart 2024]; niemand heeft een aankomst gemeld, en niemand heeft een einde genoemd.",
    ),
    (
        [SEEN, HOME],
        "2025-01-10",
        "overdue",
        "Was to leave on 31 December 2024 [Ministry, 1 February 2024]; nobody has reported it. Last seen on 10 March 2024 [Times, 10 March 2024].",
        "Vertrek gepland op 31 december 2024 [Ministry, 1 februari 2024]; niemand heeft het gemeld. Laatst gezien op 10 maart 2024 [Times, 10 maart 2024].",
    ),
    (
        [COMING, HOME],
        "2025-01-10",
        "missed",
        "Was to arrive in May 2024 [Ministry, 1 February 2024] and to leave on 31 December 2024 [Ministry, 1 February 2024]; nobody has reported either.",
        "Aankomst gepland in mei 2024 [Ministry, 1 februari 2024] en vertrek gepland op 31 december 2024 [Ministry, 1 februari 2024]; geen van beide is gemeld.",
    ),
    (
        [said("feb", "end", "2024-12-31", basis="considered"), said("feb", "start", "2024-05", basis="considered")],
        "2024-06-01",
        "considered",
        "Under consideration, and not decided: start May 2024; end 31 December 2024 [Ministry, 1 February 2024].",
        "In overweging, en niet besloten: begin mei 2024; einde 31 december 2024 [Ministry, 1 februari 2024].",
    ),
    (
        [COMING],
        "2024-04-01",
        "not_yet",
        "To arrive in May 2024 [Ministry, 1 February 2024].",
        "Aankomst gepland in mei 2024 [Ministry, 1 februari 2024].",
    ),
    (
        [said("feb", "departed", "2024-05-01")],
        "2024-04-01",
        "not_yet",
        "To leave home on 1 May 2024 [Ministry, 1 February 2024].",
        "Vertrek van huis gepland op 1 mei 2024 [Ministry, 1 februari 2024].",
    ),
    (
        [said("feb", "ceiling", "700")],
        "2024-04-01",
        "authorised",
        "At most 700 authorised [Ministry, 1 February 2024]; no source says that anybody is, or is to be, there.",
        "Ten hoogste 700 toegestaan [Ministry, 1 februari 2024]; geen bron zegt dat er iemand is of komt.",
    ),
    (
        [said("feb", "mandate", "2024-12-31")],
        "2024-04-01",
        "authorised",
        "Authorised until 31 December 2024 [Ministry, 1 February 2024]; no source says that anybody is, or is to be, there.",
        "Toegestaan tot en met 31 december 2024 [Ministry, 1 februari 2024]; geen bron zegt dat er iemand is of komt.",
    ),
    (
        [said("feb", "ceiling", "700", basis="planned")],
        "2024-04-01",
        "authorised",
        "To be authorised [Ministry, 1 February 2024]; no source says that anybody is, or is to be, there.",
        "Toestemming in voorbereiding [Ministry, 1 februari 2024]; geen bron zegt dat er iemand is of komt.",
    ),
    (
        [SEEN],
        "2024-01-01",
        "unspoken",
        "No source reports or plans anybody there before 10 March 2024; seen on 10 March 2024 [Times, 10 March 2024].",
        "Geen bron meldt of plant dat er vóór 10 maart 2024 iemand is; gezien op 10 maart 2024 [Times, 10 maart 2024].",
    ),
    (
        [said("feb", "strength", "70")],
        "2024-01-01",
        "unspoken",
        "No source reports or plans anybody there before 1 February 2024 [Ministry, 1 February 2024].",
        "Geen bron meldt of plant dat er vóór 1 februari 2024 iemand is [Ministry, 1 februari 2024].",
    ),
    (
        [],
        "2024-01-01",
        "unspoken",
        "No source plans or reports anything of it.",
        "Geen bron plant of meldt er iets over.",
    ),
    (
        [COMING, said("mar", "cancelled", True)],
        "2024-06-01",
        "cancelled",
        "Called off [Times, 10 March 2024].",
        "Afgeblazen [Times, 10 maart 2024].",
    ),
    (
        [SEEN],
        "2026-01-01",
        "stale",
        "No source has reported or planned anything of it for 1 year 9 months, since 10 March 2024 [Times, 10 March 2024]. Last seen on 10 March 2024 [Times, 10 March 2024].",
        "Al 1 jaar 9 maanden, sinds 10 maart 2024, heeft geen bron er iets over gemeld of gepland [Times, 10 maart 2024]. Laatst gezien op 10 maart 2024 [Times, 10 maart 2024].",
    ),
    (
        [SEEN, HOME],
        "2026-10-01",
        "stale",
        "Was to leave on 31 December 2024 [Ministry, 1 February 2024]; nobody has reported it. No source has reported or planned anything of it for 2 years 6 months, since 10 March 2024 [Times, 10 March 2024]. Last seen on 10 March 2024 [Times, 10 March 2024].",
        "Vertrek gepland op 31 december 2024 [Ministry, 1 februari 2024]; niemand heeft het gemeld. Al 2 jaar 6 maanden, sinds 10 maart 2024, heeft geen bron er iets over gemeld of gepland [Times, 10 maart 2024]. Laatst gezien op 10 maart 2024 [Times, 10 maart 2024].",
    ),
    (
        [COMING, HOME],
        "2026-10-01",
        "stale",
        "Was to arrive in May 2024 [Ministry, 1 February 2024] and to leave on 31 December 2024 [Ministry, 1 February 2024]; nobody has reported either. No source has reported or planned anything of it for 2 years 8 months, since 1 February 2024 [Ministry, 1 February 2024].",
        "Aankomst gepland in mei 2024 [Ministry, 1 februari 2024] en vertrek gepland op 31 december 2024 [Ministry, 1 februari 2024]; geen van beide is gemeld. Al 2 jaar 8 maanden, sinds 1 februari 2024, heeft geen bron er iets over gemeld of gepland [Ministry, 1 februari 2024].",
    ),
    (
        [said("undated", "present", True)],
        "2024-06-01",
        "vague",
        "Seen on or before 1 June 2024 [A leaflet, read on 1 June 2024].",
        "Gezien op of vóór 1 juni 2024 [A leaflet, gelezen op 1 juni 2024].",
    ),
    (
        [said("jun", "present", True, citing="mar")],
        "2024-05-01",
        "vague",
        "Seen between 10 March and 20 June 2024 [Blog (relay), 20 June 2024, citing Times].",
        "Gezien tussen 10 maart en 20 juni 2024 [Blog (doorgegeven), 20 juni 2024, met verwijzing naar Times].",
    ),
]


EXTRA: list[tuple[list[dict[str, Any]], str, str]] = [
    (
        [said("sep", "end", "2024-09-20")],
        "2024-09-20",
        "There: for the last time on 20 September 2024 [Parliament, 30 September 2024].",
    ),
    (
        [said("mar", "present", False)],
        "2024-04-01",
        "Nobody there on 10 March 2024 [Times, 10 March 2024]; no source plans or reports an arrival.",
    ),
    (
        [said("mar", "relieves", "y", basis="reported")],
        "2024-04-01",
        "No source plans or reports an arrival; the last to speak of it was [Times, 10 March 2024].",
    ),
]


#: What is said, the day asked for, and a sentence with days that no source names, or in words that one does.
COMPUTED: list[tuple[list[dict[str, Any]], str, str, str]] = [
    (
        [said("feb", "start", "after y.end"), said("feb", "end", "2024-05-01", about="y")],
        "2024-04-01",
        "To arrive on or after 1 May 2024 (computed here from: after y (end); y, end 1 May 2024) [Ministry, 1 February 2024].",
        "Aankomst gepland op of na 1 mei 2024 (hier berekend uit: na y (einde); y, einde 1 mei 2024) [Ministry, 1 februari 2024].",
    ),
    (
        [said("feb", "start", "after y.end")],
        "2024-04-01",
        "Announced: to arrive on an unknown day (after y (end)) [Ministry, 1 February 2024]; nobody has reported an arrival.",
        "Aangekondigd: aankomst gepland op een onbekende dag (na y (einde)) [Ministry, 1 februari 2024]; niemand heeft een aankomst gemeld.",
    ),
    (
        [COMING, said("feb", "duration", "..P6M")],
        "2025-01-10",
        "Was to arrive in May 2024 [Ministry, 1 February 2024] and to leave between 1 May and 30 November 2024 (computed here from: at most 6 months) [Ministry, 1 February 2024]; nobody has reported either.",
        "Aankomst gepland in mei 2024 [Ministry, 1 februari 2024] en vertrek gepland tussen 1 mei en 30 november 2024 (hier berekend uit: ten hoogste 6 maanden) [Ministry, 1 februari 2024]; geen van beide is gemeld.",
    ),
    (
        [SEEN, said("sep", "end", "before y.start", basis="reported"), said("sep", "start", "2024-08-01", about="y")],
        "2024-08-10",
        "Not there any more: left between 10 March and 1 August 2024 (computed here from: before y (start)) [Parliament, 30 September 2024].",
        "Niet meer aanwezig: vertrokken tussen 10 maart en 1 augustus 2024 (hier berekend uit: vóór y (begin)) [Parliament, 30 september 2024].",
    ),
    (
        [said("jun", "present", True, as_of="2024-05"), said("sep", "end", "2024-05-20")],
        "2024-05-10",
        "Seen between 1 and 20 May 2024 (computed here from: May 2024) [Blog (relay), 20 June 2024].",
        "Gezien tussen 1 en 20 mei 2024 (hier berekend uit: mei 2024) [Blog (doorgegeven), 20 juni 2024].",
    ),
    (
        [said("sep", "start", "mid 2024-05"), said("sep", "end", "2024-08-01~")],
        "2024-05-01",
        "Not there yet: arrived in mid-May 2024 [Parliament, 30 September 2024].",
        "Nog niet aanwezig: aangekomen medio mei 2024 [Parliament, 30 september 2024].",
    ),
    (
        [said("feb", "start", "around 2024-03-31")],
        "2024-04-01",
        "Announced: to arrive around 31 March 2024 [Ministry, 1 February 2024]; nobody has reported an arrival.",
        "Aangekondigd: aankomst gepland rond 31 maart 2024 [Ministry, 1 februari 2024]; niemand heeft een aankomst gemeld.",
    ),
    (
        [SEEN, said("mar", "returned", "before 2024-22")],
        "2024-04-01",
        "Last seen on 10 March 2024 [Times, 10 March 2024]; to be home again before summer 2024 [Times, 10 March 2024].",
        "Laatst gezien op 10 maart 2024 [Times, 10 maart 2024]; terugkeer gepland vóór de zomer van 2024 [Times, 10 maart 2024].",
    ),
    (
        [COMING, HOME, said("feb", "end", "2025-03-31", basis="considered")],
        "2025-01-10",
        "Under consideration, and not decided: end 31 March 2025 [Ministry, 1 February 2024]. Was to leave on 31 December 2024 [Ministry, 1 February 2024]; nobody has reported it.",
        "In overweging, en niet besloten: einde 31 maart 2025 [Ministry, 1 februari 2024]. Vertrek gepland op 31 december 2024 [Ministry, 1 februari 2024]; niemand heeft het gemeld.",
    ),
    (
        [SEEN, said("sep", "end", "2024-08-01~")],
        "2024-08-01",
        "Left around 1 August 2024 [Parliament, 30 September 2024].",
        "Vertrokken rond 1 augustus 2024 [Parliament, 30 september 2024].",
    ),
]


@pytest.mark.parametrize(("claims", "day", "english", "dutch"), COMPUTED)
def test_days_that_no_source_names_are_told_as_computed(
    claims: list[dict[str, Any]], day: str, english: str, dutch: str
) -> None:
    presence = asked(*claims, day=day)
    assert presence.sentence() == english
    assert presence.sentence("nl") == dutch


RELIEF = [
    said("feb", "relieves", "x", about="y"),
    said("feb", "start", "2024-05-01", about="y"),
    said("feb", "duration", "..P1Y", about="y"),
]

#: What is said, the day asked for, the word, and a sentence that names who speaks of it, or denies nothing that any
#: source says.
SPOKEN: list[tuple[list[dict[str, Any]], str, str, str, str]] = [
    (
        [HOME],
        "2024-06-01",
        "announced",
        "Announced: to leave on 31 December 2024 [Ministry, 1 February 2024]; no start is named, and nobody has reported an arrival.",
        "Aangekondigd: vertrek gepland op 31 december 2024 [Ministry, 1 februari 2024]; geen begin is genoemd, en niemand heeft een aankomst gemeld.",
    ),
    (
        [said("feb", "returned", "2024-12-15~")],
        "2024-06-01",
        "announced",
        "Announced: to be home again around 15 December 2024 [Ministry, 1 February 2024]; no start is named, and nobody has reported an arrival.",
        "Aangekondigd: terugkeer gepland rond 15 december 2024 [Ministry, 1 februari 2024]; geen begin is genoemd, en niemand heeft een aankomst gemeld.",
    ),
    (
        [HOME, said("feb", "start", "2024-04-01", basis="considered")],
        "2025-01-10",
        "missed",
        "Was to leave on 31 December 2024 [Ministry, 1 February 2024]; nobody has reported it, and nobody has reported an arrival.",
        "Vertrek gepland op 31 december 2024 [Ministry, 1 februari 2024]; niemand heeft het gemeld, en niemand heeft een aankomst gemeld.",
    ),
    (
        [HOME, said("feb", "start", "2024-02-15"), said("mar", "present", False)],
        "2024-06-01",
        "announced",
        "Announced: to leave on 31 December 2024 [Ministry, 1 February 2024]; no start is named that still holds, and nobody has reported an arrival.",
        "Aangekondigd: vertrek gepland op 31 december 2024 [Ministry, 1 februari 2024]; geen begin is genoemd dat nog geldt, en niemand heeft een aankomst gemeld.",
    ),
    (
        [said("feb", "operational", "2024-05-15~")],
        "2024-03-01",
        "announced",
        "Announced: to be operational around 15 May 2024 [Ministry, 1 February 2024]; nobody has reported an arrival.",
        "Aangekondigd: gereedheid gepland rond 15 mei 2024 [Ministry, 1 februari 2024]; niemand heeft een aankomst gemeld.",
    ),
    (
        [said("feb", "present", True, as_of="2024-06", basis="planned")],
        "2024-03-01",
        "announced",
        "Announced: to be there in June 2024 [Ministry, 1 February 2024]; nobody has reported an arrival.",
        "Aangekondigd: aanwezigheid gepland in juni 2024 [Ministry, 1 februari 2024]; niemand heeft een aankomst gemeld.",
    ),
    (
        RELIEF,
        "2024-01-01",
        "unspoken",
        "No source reports or plans anybody there before 1 February 2024 [Ministry, 1 February 2024].",
        "Geen bron meldt of plant dat er vóór 1 februari 2024 iemand is [Ministry, 1 februari 2024].",
    ),
    (
        RELIEF,
        "2024-03-01",
        "announced",
        "To leave on or before 8 May 2024 (computed here from: relieved by y) [Ministry, 1 February 2024]; no start is named, and nobody has reported an arrival.",
        "Vertrek gepland op of vóór 8 mei 2024 (hier berekend uit: afgelost door y) [Ministry, 1 februari 2024]; geen begin is genoemd, en niemand heeft een aankomst gemeld.",
    ),
    (
        [*RELIEF, SEEN],
        "2024-04-01",
        "staying",
        "Last seen on 10 March 2024 [Times, 10 March 2024]; to leave on or before 8 May 2024 (computed here from: relieved by y) [Ministry, 1 February 2024].",
        "Laatst gezien op 10 maart 2024 [Times, 10 maart 2024]; vertrek gepland op of vóór 8 mei 2024 (hier berekend uit: afgelost door y) [Ministry, 1 februari 2024].",
    ),
    (
        [*RELIEF, SEEN],
        "2024-06-01",
        "overdue",
        "Was to leave on or before 8 May 2024 (computed here from: relieved by y) [Ministry, 1 February 2024]; nobody has reported it. Last seen on 10 March 2024 [Times, 10 March 2024].",
        "Vertrek gepland op of vóór 8 mei 2024 (hier berekend uit: afgelost door y) [Ministry, 1 februari 2024]; niemand heeft het gemeld. Laatst gezien op 10 maart 2024 [Times, 10 maart 2024].",
    ),
    (
        RELIEF,
        "2024-06-01",
        "missed",
        "Was to leave on or before 8 May 2024 (computed here from: relieved by y) [Ministry, 1 February 2024]; nobody has reported it, and nobody has reported an arrival.",
        "Vertrek gepland op of vóór 8 mei 2024 (hier berekend uit: afgelost door y) [Ministry, 1 februari 2024]; niemand heeft het gemeld, en niemand heeft een aankomst gemeld.",
    ),
    (
        [*RELIEF, said("feb", "ceiling", "700")],
        "2024-04-01",
        "authorised",
        "At most 700 authorised [Ministry, 1 February 2024]; named in what is said of another: relieved by y [Ministry, 1 February 2024].",
        "Ten hoogste 700 toegestaan [Ministry, 1 februari 2024]; genoemd in wat over een ander gezegd is: afgelost door y [Ministry, 1 februari 2024].",
    ),
    (
        [said("feb", "start", "after x.end", about="y")],
        "2024-04-01",
        "open",
        "Named in what is said of another: y, start after x (end) [Ministry, 1 February 2024]; no source plans or reports an arrival.",
        "Genoemd in wat over een ander gezegd is: y, begin na x (einde) [Ministry, 1 februari 2024]; geen bron plant of meldt een aankomst.",
    ),
    (
        [
            said("mar", "operational", "before y.start", basis="reported"),
            said("mar", "start", "2024-03-01", about="y"),
            HOME,
        ],
        "2024-04-01",
        "staying",
        "Last seen on or before 1 March 2024 (computed here from: before y (start)) [Times, 10 March 2024]; to leave on 31 December 2024 [Ministry, 1 February 2024].",
        "Laatst gezien op of vóór 1 maart 2024 (hier berekend uit: vóór y (begin)) [Times, 10 maart 2024]; vertrek gepland op 31 december 2024 [Ministry, 1 februari 2024].",
    ),
    (
        [
            said("mar", "operational", "before y.start", basis="reported"),
            said("mar", "start", "2024-03-01", about="y"),
            HOME,
        ],
        "2025-01-10",
        "missed",
        "Was to leave on 31 December 2024 [Ministry, 1 February 2024]; nobody has reported it. Last seen on or before 1 March 2024 (computed here from: before y (start)) [Times, 10 March 2024].",
        "Vertrek gepland op 31 december 2024 [Ministry, 1 februari 2024]; niemand heeft het gemeld. Laatst gezien op of vóór 1 maart 2024 (hier berekend uit: vóór y (begin)) [Times, 10 maart 2024].",
    ),
    (
        [said("mar", "follows", "x", about="y", basis="reported"), said("mar", "start", "2024-03-01", about="y"), HOME],
        "2024-04-01",
        "staying",
        "Arrived by then, as follows from reports; to leave on 31 December 2024 [Ministry, 1 February 2024].",
        "Dan al aangekomen, zoals uit meldingen volgt; vertrek gepland op 31 december 2024 [Ministry, 1 februari 2024].",
    ),
    (
        [said("feb", "follows", "x", about="y")],
        "2024-04-01",
        "unspoken",
        "Named in what is said of another: followed by y [Ministry, 1 February 2024]; no source plans or reports an arrival.",
        "Genoemd in wat over een ander gezegd is: gevolgd door y [Ministry, 1 februari 2024]; geen bron plant of meldt een aankomst.",
    ),
    (
        [said("feb", "start", "2024-05", basis="considered")],
        "2024-04-01",
        "unspoken",
        "No source plans or reports anything of it; it is only considered [Ministry, 1 February 2024].",
        "Geen bron plant of meldt er iets over; alleen in overweging [Ministry, 1 februari 2024].",
    ),
    (
        [COMING, SEEN_LATER],
        "2024-06-01",
        "announced",
        "Announced: to arrive in May 2024 [Ministry, 1 February 2024]; no source reports it there by then; later seen on 30 September 2024 [Parliament, 30 September 2024].",
        "Aangekondigd: aankomst gepland in mei 2024 [Ministry, 1 februari 2024]; geen bron meldt dan al aanwezigheid; later gezien op 30 september 2024 [Parliament, 30 september 2024].",
    ),
    (
        [said("feb", "strength", "70"), SEEN_LATER],
        "2024-06-01",
        "announced",
        "Announced [Ministry, 1 February 2024]; no source reports it there by then; later seen on 30 September 2024 [Parliament, 30 September 2024].",
        "Aangekondigd [Ministry, 1 februari 2024]; geen bron meldt dan al aanwezigheid; later gezien op 30 september 2024 [Parliament, 30 september 2024].",
    ),
    (
        [said("feb", "mandate", "2024-12-31"), SEEN_LATER],
        "2024-06-01",
        "open",
        "No source reports it there by then; later seen on 30 September 2024 [Parliament, 30 September 2024].",
        "Geen bron meldt dan al aanwezigheid; later gezien op 30 september 2024 [Parliament, 30 september 2024].",
    ),
    (
        [said("mar", "present", True, as_of="2024-03-01")],
        "2026-01-01",
        "stale",
        "No source has reported or planned anything of it for 1 year 9 months, since 10 March 2024 [Times, 10 March 2024]. Last seen on 1 March 2024 [Times, 10 March 2024].",
        "Al 1 jaar 9 maanden, sinds 10 maart 2024, heeft geen bron er iets over gemeld of gepland [Times, 10 maart 2024]. Laatst gezien op 1 maart 2024 [Times, 10 maart 2024].",
    ),
    (
        [said("feb", "end", "2024-03-01"), SEEN],
        "2024-04-01",
        "open",
        "Last seen on 10 March 2024 [Times, 10 March 2024]; no end is named that still holds.",
        "Laatst gezien op 10 maart 2024 [Times, 10 maart 2024]; geen einde is genoemd dat nog geldt.",
    ),
    (
        [said("feb", "start", "2024-03-01"), said("mar", "present", False)],
        "2024-04-01",
        "open",
        "Nobody there on 10 March 2024 [Times, 10 March 2024]; no arrival is reported, and no plan for one still holds.",
        "Niemand aanwezig op 10 maart 2024 [Times, 10 maart 2024]; geen aankomst is gemeld, en geen plan ervoor geldt nog.",
    ),
    (
        [said("feb", "mandate", "2024-12-31"), said("jun", "present", False, as_of="2024-05-05")],
        "2024-04-01",
        "open",
        "Nobody there on 5 May 2024 [Blog (relay), 20 June 2024]; no source plans or reports an arrival.",
        "Niemand aanwezig op 5 mei 2024 [Blog (doorgegeven), 20 juni 2024]; geen bron plant of meldt een aankomst.",
    ),
    (
        [SEEN, said("jun", "end", "2025-12-31", basis="considered")],
        "2026-01-01",
        "stale",
        "No source has reported or planned anything of it for 1 year 9 months, since 10 March 2024 [Times, 10 March 2024]. Last seen on 10 March 2024 [Times, 10 March 2024].",
        "Al 1 jaar 9 maanden, sinds 10 maart 2024, heeft geen bron er iets over gemeld of gepland [Times, 10 maart 2024]. Laatst gezien op 10 maart 2024 [Times, 10 maart 2024].",
    ),
    (
        [said("feb", "start", "2024-03-20"), said("mar", "departed", "2024-03-08")],
        "2024-04-01",
        "announced",
        "Announced: to arrive on 20 March 2024 [Ministry, 1 February 2024] (left home on 8 March 2024 [Times, 10 March 2024]); nobody has reported an arrival.",
        "Aangekondigd: aankomst gepland op 20 maart 2024 [Ministry, 1 februari 2024] (van huis vertrokken op 8 maart 2024 [Times, 10 maart 2024]); niemand heeft een aankomst gemeld.",
    ),
    (
        [said("feb", "mandate", "2024-12-31", as_of="2024-06-01")],
        "2024-03-01",
        "authorised",
        "To be authorised [Ministry, 1 February 2024]; no source says that anybody is, or is to be, there.",
        "Toestemming in voorbereiding [Ministry, 1 februari 2024]; geen bron zegt dat er iemand is of komt.",
    ),
    (
        [SEEN, said("jun", "end", "before 2024-06-15")],
        "2024-05-01",
        "leaving",
        "Left between 10 March and 15 June 2024: seen on 10 March 2024 [Times, 10 March 2024]; left on or before 15 June 2024 [Blog (relay), 20 June 2024].",
        "Vertrokken tussen 10 maart en 15 juni 2024: gezien op 10 maart 2024 [Times, 10 maart 2024]; vertrokken op of vóór 15 juni 2024 [Blog (doorgegeven), 20 juni 2024].",
    ),
]


@pytest.mark.parametrize(("claims", "day", "word", "english", "dutch"), SPOKEN)
def test_a_sentence_denies_nothing_that_any_source_says(
    claims: list[dict[str, Any]], day: str, word: str, english: str, dutch: str
) -> None:
    presence = asked(*claims, day=day)
    assert str(presence.word) == word
    assert presence.sentence() == english
    assert presence.sentence("nl") == dutch


@pytest.mark.parametrize(("claims", "day", "english"), EXTRA)
def test_a_sentence_tells_what_is_missing(claims: list[dict[str, Any]], day: str, english: str) -> None:
    assert asked(*claims, day=day).sentence() == english


@pytest.mark.parametrize(("claims", "day", "word", "english", "dutch"), SENTENCES)
def test_a_sentence_says_why_and_who_said_so(
    claims: list[dict[str, Any]], day: str, word: str, english: str, dutch: str
) -> None:
    presence = asked(*claims, day=day)
    assert str(presence.word) == word
    assert presence.sentence() == english
    assert presence.sentence("nl") == dutch


def test_every_word_has_its_sentence() -> None:
    assert {word for _, _, word, *_ in SENTENCES} == {*map(str, Word)}


#: What is said, the days asked for, whether on every one of them, and how the sentence begins or ends.
WINDOWS: list[tuple[list[dict[str, Any]], str, bool, str]] = [
    (
        [said("sep", "present", True, as_of="2024-07")],
        "2024-07",
        False,
        "Certainly there on at least one of the days asked for; no source says on which. Last seen on some day in July 2024 [Parliament, 30 September 2024].",
    ),
    ([said("mar", "start", "2024-03-05")], "2024-03", False, "There: arrived on 5 March 2024 [Times, 10 March 2024]."),
    (
        [said("mar", "start", "2024-03-05"), SEEN_LATER],
        "2024-03",
        True,
        "Not there on every one of the days asked for: arrived on 5 March 2024 [Times, 10 March 2024].",
    ),
    (
        [said("mar", "start", "2024-03-05"), SEEN_LATER],
        "2024-03-06~",
        False,
        "This is so on at least one of the days asked for.",
    ),
]


@pytest.mark.parametrize(("claims", "days", "throughout", "part"), WINDOWS)
def test_over_several_days_a_sentence_says_what_is_so_on_some_of_them(
    claims: list[dict[str, Any]], days: str, throughout: bool, part: str
) -> None:
    sentence = asked(*claims, day=days, throughout=throughout).sentence()
    assert sentence.startswith(part) or sentence.endswith(part)


TALK = said("mar", "strength", "6", as_of="2024-03-10")
GROWN = said("sep", "strength", "140", as_of="2024-03-10")

#: What is said, the day asked for, and the figure in English and in Dutch.
FIGURES: list[tuple[list[dict[str, Any]], str, str, str]] = [
    ([], "2024-03-01", "not stated", "niet genoemd"),
    ([said("mar", "start", "2024-03-05")], "2024-01-10", "nobody", "niemand"),
    ([TALK], "2024-03-10", "6 (10 March 2024)", "6 (10 maart 2024)"),
    ([TALK], "2024-04-01", "6, if still there (10 March 2024)", "6, als ze er nog zijn (10 maart 2024)"),
    ([TALK], "2026-03-01", "not stated since 10 March 2024 (then 6)", "niet genoemd sinds 10 maart 2024 (toen 6)"),
    (
        [
            COMING,
            said("undated", "present", True),
            said("undated", "strength", "6"),
            said("mar", "start", "2024-03-05"),
        ],
        "2024-06-20",
        "6, if still there (between 5 March and 1 June 2024, computed here)",
        "6, als ze er nog zijn (tussen 5 maart en 1 juni 2024, hier berekend)",
    ),
    (
        [COMING, said("feb", "strength", "~70")],
        "2024-06-01",
        "about 70, if they came (announced 1 February 2024)",
        "ongeveer 70, als ze gekomen zijn (aangekondigd 1 februari 2024)",
    ),
    (
        [COMING, said("feb", "strength", "~70"), said("sep", "start", "before 2024-09-30")],
        "2024-06-01",
        "about 70, if they came (announced 1 February 2024)",
        "ongeveer 70, als ze gekomen zijn (aangekondigd 1 februari 2024)",
    ),
    (
        [COMING, said("feb", "strength", "..70")],
        "2024-06-01",
        "at most 70, if they came (announced 1 February 2024)",
        "ten hoogste 70, als ze gekomen zijn (aangekondigd 1 februari 2024)",
    ),
    (
        [said("feb", "strength", "~170", basis="planned"), SEEN],
        "2024-03-10",
        "number not reported; about 170 (announced 1 February 2024)",
        "aantal niet gemeld; ongeveer 170 (aangekondigd 1 februari 2024)",
    ),
    (
        [
            said("mar", "strength", "270", as_of="2024-03-10"),
            said("mar", "strength", "350", as_of="2024-09"),
            HOME,
        ],
        "2024-10-01",
        "270 (10 March 2024), 350 (announced 10 March 2024, for September 2024), if still there",
        "270 (10 maart 2024), 350 (aangekondigd 10 maart 2024, voor september 2024), als ze er nog zijn",
    ),
    (
        [said("mar", "strength", "145", as_of="2024-03-10"), said("jun", "change", "-70", as_of="2024-06-20")],
        "2024-06-20",
        "75: 145 (10 March 2024) less 70 (20 June 2024), computed here",
        "75: 145 (10 maart 2024) min 70 (20 juni 2024), hier berekend",
    ),
    (
        [said("mar", "strength", "145", as_of="2024-03-10"), said("jun", "change", "increase", as_of="2024-06-20")],
        "2024-07-01",
        "145 or more: 145 (10 March 2024), then more (20 June 2024), computed here, if still there",
        "145 of meer: 145 (10 maart 2024), daarna meer (20 juni 2024), hier berekend, als ze er nog zijn",
    ),
    (
        [TALK, GROWN],
        "2024-03-10",
        "6 to 140: 6 (10 March 2024), 140 (10 March 2024), computed here, disputed",
        "6 tot 140: 6 (10 maart 2024), 140 (10 maart 2024), hier berekend, betwist",
    ),
]


@pytest.mark.parametrize(("claims", "day", "english", "dutch"), FIGURES)
def test_a_figure_is_told_as_it_was_said_with_its_day_and_condition(
    claims: list[dict[str, Any]], day: str, english: str, dutch: str
) -> None:
    presence = asked(*claims, day=day)
    assert presence.figure() == english
    assert presence.figure("nl") == dutch


#: What only a plan makes true, of the words that a sentence can have.
OF_PLANS = (
    "by what is planned",
    "Announced",
    "To leave",
    "to leave",
    "to arrive",
    "to be there",
    "to be home",
    "was planned",
)


@pytest.mark.parametrize("seed", range(60))
def test_no_sentence_tells_a_report_as_a_plan(seed: int) -> None:
    drawn = random_registry(random.Random(seed), 8)
    # That one force relieves another counts as a plan, whoever says it.
    told = [s for s in drawn.statements if s.kind is not ClaimKind.RELIEVES]
    only_reports = [s for s in told if drawn.basis(s) is Basis.REPORTED]
    of_reports = attrs.evolve(drawn, statements=only_reports)
    assert all(of_reports.basis(s) is Basis.REPORTED for s in of_reports.statements)
    for deployment in of_reports.deployments:
        for day in range(BASE - 900, BASE + 900, 37):
            sentence = of_reports.presence(deployment, iso(day)).sentence("en")
            assert not [words for words in OF_PLANS if words in sentence], (deployment, iso(day), sentence)


@pytest.mark.parametrize("seed", range(40))
def test_what_follows_from_plans_names_who_planned_it(seed: int) -> None:
    drawn = random_registry(random.Random(seed), 6)
    for deployment in drawn.deployments:
        for day in range(BASE - 300, BASE + 900, 61):
            sentence = drawn.presence(deployment, iso(day)).sentence("en")
            assert sentence.count("by what is planned") == sentence.count("by what is planned [")
            sentence = drawn.presence(deployment, iso(day)).sentence("nl")
            assert sentence.count("alle plannen samen") == sentence.count("alle plannen samen [")


def test_a_day_that_only_follows_from_others_names_those_from_whom_it_follows() -> None:
    """That a part does not come before its whole is the plan of who speaks of the whole."""
    whole, part = Deployment(id="x", contributor="NLD"), Deployment(id="p", part_of="x")
    start = Statement(id="s", **said("jun", "start", "2024-09-01", about="x"))
    found = Registry(sources=SOURCES, deployments=[whole, part], statements=[start])
    presence = found.presence("p", "2024-07-01")
    told = "Not to be there before 1 September 2024, by what is planned [Blog (relay), 20 June 2024]."
    assert presence.sentence("en") == told
    assert presence.grounds.behind == (start,)
    assert [each.id for each in presence.sources] == ["jun"]


def test_a_reported_end_is_told_as_a_report_before_the_first_sighting() -> None:
    claims = said("feb", "mandate", "2025-02-01"), said("jun", "present", True), said("sep", "end", "2024-09-01")
    presence = asked(*claims, day="2024-03-01")
    assert presence.sentence("en") == (
        "No source reports it there by then; later seen on 20 June 2024 [Blog (relay), 20 June 2024]; "
        "left on 1 September 2024 [Parliament, 30 September 2024]."
    )
    assert presence.sentence("nl") == (
        "Geen bron meldt dan al aanwezigheid; later gezien op 20 juni 2024 [Blog (doorgegeven), 20 juni 2024]; "
        "vertrokken op 1 september 2024 [Parliament, 30 september 2024]."
    )


def test_an_answer_is_a_value_that_speaks_without_its_registry() -> None:
    presence = asked(SEEN, HOME, day="2024-06-01")
    again = pickle.loads(pickle.dumps(presence))  # noqa: S301 - made here
    assert again == presence == copy.deepcopy(presence) == asked(SEEN, HOME, day="2024-06-01")
    assert again.sentence() == presence.sentence()
    assert hash(again) == hash(presence)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="write en or nl"):
        asked(SEEN, day="2024-06-01").sentence("xx")
    with pytest.raises(InvalidValueError, match="write en or nl"):
        asked(SEEN, day="2024-06-01").figure("xx")


def test_a_silence_of_ages_has_a_sentence() -> None:
    found = [Source(id="s", title="A bone", published="Y-17E7")]
    seen = Statement(id="x", source="s", about="d", kind="present", value=True)
    registry = Registry(sources=found, deployments=[Deployment(id="d", contributor="NLD")], statements=[seen])
    assert "170002023 years 5 months" in registry.presence("d", "2024-06-01").sentence()


def test_an_end_that_only_follows_from_a_report_of_nobody_is_told_as_by_reports() -> None:
    come = said("feb", "start", {"before": "2024-01-01"}, basis="reported")
    presence = asked(come, said("sep", "present", False, as_of="2024-06-01"), day="2024-03-01")
    assert presence.sentence("en").endswith(
        "; left on or before 31 May 2024, by reports [Parliament, 30 September 2024]."
    )
    assert presence.sentence("nl").endswith(
        "; vertrokken op of vóór 31 mei 2024, volgens meldingen [Parliament, 30 september 2024]."
    )


def test_what_is_told_as_a_report_has_no_day_of_a_plan() -> None:
    stay, gone = said("feb", "end", {"after": "2024-06-15"}), said("sep", "end", {"before": "sep"})
    leaves = asked(SEEN, stay, gone, day="2024-05-01").leaves
    assert leaves is not None
    assert (leaves.basis, [each.id for each in leaves.statements]) == (Basis.REPORTED, ["s2"])
    assert (str(leaves.bounds.earliest), str(leaves.bounds.latest)) == ("2024-03-10", "2024-09-30")
    # A length that is planned is no report either, although it bounds the day on which it left.
    arrived, long = said("mar", "start", "2024-02-01"), said("mar", "duration", "P6M..")
    leaves = asked(arrived, long, gone, day="2024-05-01").leaves
    assert leaves is not None
    assert str(leaves.bounds.earliest) == "2024-02-01"


def test_a_mandate_without_a_last_day_is_told_as_without_end() -> None:
    presence = asked(said("feb", "mandate", ".."), day="2024-05-01")
    assert presence.sentence("en").startswith("Authorised without end [")
    assert presence.sentence("nl").startswith("Toegestaan zonder einde [")


@pytest.mark.parametrize("later", [{"citing": "feb"}, {"derived": True}])
def test_who_saw_it_is_named_before_who_passed_it_on_or_computed_it(later: dict[str, Any]) -> None:
    told = registry(
        said("feb", "present", True, id="z"),
        said("jun", "present", True, id="zz", as_of="2024-02-01", basis="reported", **later),
    )
    on_the_day = told.presence("x", "2024-02-01")
    assert on_the_day.sentence("en") == "There: seen on 1 February 2024 [Ministry, 1 February 2024]."
    assert on_the_day.last_seen is not None
    assert on_the_day.last_seen.statement.id == "z"
    assert told.presence("x", "2024-03-01").last_seen == on_the_day.last_seen


NOBODY = said("mar", "present", False)


@pytest.mark.parametrize(
    ("claims", "day", "en", "nl"),
    [
        pytest.param(
            [said("jun", "start", "2024-04-01"), said("sep", "end", "2024-02-01")],
            "2024-01-20",
            "Arrived on 1 April 2024 [Blog (relay), 20 June 2024] (disputed); left on 1 February 2024 [Parliament, 30 September 2024] (disputed).",
            "Aangekomen op 1 april 2024 [Blog (doorgegeven), 20 juni 2024] (betwist); vertrokken op 1 februari 2024 [Parliament, 30 september 2024] (betwist).",
            id="an end that is disputed has been named",
        ),
        pytest.param(
            [said("feb", "present", False, as_of="2024-03-01")],
            "2024-02-01",
            "Nobody is to be there on 1 March 2024 [Ministry, 1 February 2024]; no source plans or reports an arrival.",
            "Volgens plan niemand aanwezig op 1 maart 2024 [Ministry, 1 februari 2024]; geen bron plant of meldt een aankomst.",
            id="that nobody is to be there is a plan",
        ),
        pytest.param(
            [said("feb", "strength", "0", as_of="2024-03-01")],
            "2024-02-01",
            "Nobody is to be there on 1 March 2024 [Ministry, 1 February 2024]; no source plans or reports an arrival.",
            "Volgens plan niemand aanwezig op 1 maart 2024 [Ministry, 1 februari 2024]; geen bron plant of meldt een aankomst.",
            id="none, planned, is no plan to be there",
        ),
        pytest.param(
            [said("feb", "end", "2024-04-30"), SEEN, NOBODY],
            "2024-06-01",
            "Was to leave on 30 April 2024 [Ministry, 1 February 2024]; nobody there on 10 March 2024 [Times, 10 March 2024] (disputed). Last seen on 10 March 2024 [Times, 10 March 2024] (disputed).",
            "Vertrek gepland op 30 april 2024 [Ministry, 1 februari 2024]; niemand aanwezig op 10 maart 2024 [Times, 10 maart 2024] (betwist). Laatst gezien op 10 maart 2024 [Times, 10 maart 2024] (betwist).",
            id="somebody has reported nobody there",
        ),
        pytest.param(
            [said("feb", "end", "2024-12-31"), said("jun", "present", True), said("sep", "returned", "2024-03")],
            "2025-01-04",
            "Was to leave on 31 December 2024 [Ministry, 1 February 2024]; home again on some day in March 2024 [Parliament, 30 September 2024] (disputed). Last seen on 20 June 2024 [Blog (relay), 20 June 2024] (disputed).",
            "Vertrek gepland op 31 december 2024 [Ministry, 1 februari 2024]; weer thuis op een dag in maart 2024 [Parliament, 30 september 2024] (betwist). Laatst gezien op 20 juni 2024 [Blog (doorgegeven), 20 juni 2024] (betwist).",
            id="somebody has reported a return",
        ),
        pytest.param(
            [said("feb", "present", True, as_of="2024-03-01", basis="reported")],
            "2024-02-20",
            "No report of an arrival holds, and no plan for one; the last to speak of it was [Ministry, 1 February 2024].",
            "Geen melding van een aankomst houdt stand, en geen plan ervoor; de laatste die erover sprak, was [Ministry, 1 februari 2024].",
            id="a report of a day after its source is a report",
        ),
        pytest.param(
            [SEEN, NOBODY, said("sep", "decided", "2024-08-30")],
            "2024-03-10",
            "Reports contradict each other: seen on 10 March 2024 [Times, 10 March 2024]; nobody there on 10 March 2024 [Times, 10 March 2024].",
            "Meldingen spreken elkaar tegen: gezien op 10 maart 2024 [Times, 10 maart 2024]; niemand aanwezig op 10 maart 2024 [Times, 10 maart 2024].",
            id="the contradiction is of this day",
        ),
        pytest.param(
            [said("feb", "present", True), SEEN, NOBODY, said("jun", "present", True, basis="reported")],
            "2024-03-10",
            "Reports contradict each other: seen on 10 March 2024 [Times, 10 March 2024]; nobody there on 10 March 2024 [Times, 10 March 2024].",
            "Meldingen spreken elkaar tegen: gezien op 10 maart 2024 [Times, 10 maart 2024]; niemand aanwezig op 10 maart 2024 [Times, 10 maart 2024].",
            id="a gap hides no sighting of its day",
        ),
        pytest.param(
            [said("feb", "present", True), SEEN, said("sep", "end", "2024-02-20")],
            "2024-02-20",
            "There: seen on 1 February 2024 [Ministry, 1 February 2024] and left on 20 February 2024 [Parliament, 30 September 2024] (disputed), taken as one stay.",
            "Aanwezig: gezien op 1 februari 2024 [Ministry, 1 februari 2024] en vertrokken op 20 februari 2024 [Parliament, 30 september 2024] (betwist), opgevat als één verblijf.",
            id="a day that a disputed report names has a source",
        ),
        pytest.param(
            [
                said("feb", "start", "2024-01-02"),
                said("sep", "end", "2024-06-01"),
                said("sep", "duration", "P6M", basis="reported"),
            ],
            "2024-08-02",
            "Not there any more: by reports it left on or before 2 July 2024 [Ministry, 1 February 2024; Parliament, 30 September 2024] (disputed).",
            "Niet meer aanwezig: volgens meldingen vertrokken op of vóór 2 juli 2024 [Ministry, 1 februari 2024; Parliament, 30 september 2024] (betwist).",
            id="a day that follows from disputed reports",
        ),
        pytest.param(
            [SEEN, said("jun", "cancelled", True)],
            "2024-07-01",
            "Last seen on 10 March 2024 [Times, 10 March 2024]; called off [Blog (relay), 20 June 2024], after it was seen.",
            "Laatst gezien op 10 maart 2024 [Times, 10 maart 2024]; afgeblazen [Blog (doorgegeven), 20 juni 2024], nadat ze gezien was.",
            id="called off after it was seen",
        ),
        pytest.param(
            [SEEN, said("jun", "present", False, as_of="2024-10-01")],
            "2024-11-01",
            "Last seen on 10 March 2024 [Times, 10 March 2024]; nobody is to be there on 1 October 2024 [Blog (relay), 20 June 2024].",
            "Laatst gezien op 10 maart 2024 [Times, 10 maart 2024]; volgens plan niemand aanwezig op 1 oktober 2024 [Blog (doorgegeven), 20 juni 2024].",
            id="nobody is to be there",
        ),
        pytest.param(
            [SEEN, said("jun", "end_decided", "2024-06-01")],
            "2024-07-01",
            "Last seen on 10 March 2024 [Times, 10 March 2024]; end decided on 1 June 2024 [Blog (relay), 20 June 2024], with no day named.",
            "Laatst gezien op 10 maart 2024 [Times, 10 maart 2024]; tot beëindiging besloten op 1 juni 2024 [Blog (doorgegeven), 20 juni 2024], zonder dat een dag genoemd is.",
            id="an end is decided, of no day",
        ),
        pytest.param(
            [SEEN, said("jun", "end", "2024-10-01", basis="considered")],
            "2024-07-01",
            "Last seen on 10 March 2024 [Times, 10 March 2024]; an end is only considered [Blog (relay), 20 June 2024].",
            "Laatst gezien op 10 maart 2024 [Times, 10 maart 2024]; een einde wordt alleen overwogen [Blog (doorgegeven), 20 juni 2024].",
            id="an end is only considered",
        ),
        pytest.param(
            [said("feb", "ceiling", "150"), said("mar", "ceiling", "350", as_of="2025-01-01")],
            "2024-08-01",
            "At most 150 authorised [Ministry, 1 February 2024]; no source says that anybody is, or is to be, there.",
            "Ten hoogste 150 toegestaan [Ministry, 1 februari 2024]; geen bron zegt dat er iemand is of komt.",
            id="the ceiling of the day, and not of a later one",
        ),
        pytest.param(
            [said("feb", "ceiling", "150"), said("feb", "mandate", "2024-06-30")],
            "2024-08-01",
            "Was authorised before that day [Ministry, 1 February 2024]; no source says that anybody is, or is to be, there.",
            "Was vóór die dag toegestaan [Ministry, 1 februari 2024]; geen bron zegt dat er iemand is of komt.",
            id="a mandate that has ended",
        ),
        pytest.param(
            [said("feb", "ceiling", "150", basis="planned"), said("mar", "mandate", "2024-12-31", basis="reported")],
            "2024-08-01",
            "Authorised until 31 December 2024 [Times, 10 March 2024]; no source says that anybody is, or is to be, there.",
            "Toegestaan tot en met 31 december 2024 [Times, 10 maart 2024]; geen bron zegt dat er iemand is of komt.",
            id="a mandate that is given, beside a ceiling that is planned",
        ),
        pytest.param(
            [
                said("mar", "present", True),
                said("mar", "end", "before y"),
                said("jun", "end", "2024-10-09", about="y"),
                said("feb", "start", "2024-10-08", about="y"),
            ],
            "2024-07-01",
            "Last seen on 10 March 2024 [Times, 10 March 2024]; to leave between 10 March and 8 October 2024 (computed here from: before y; y, start 8 October 2024) [Times, 10 March 2024; Ministry, 1 February 2024].",
            "Laatst gezien op 10 maart 2024 [Times, 10 maart 2024]; vertrek gepland tussen 10 maart en 8 oktober 2024 (hier berekend uit: vóór y; y, begin 8 oktober 2024) [Times, 10 maart 2024; Ministry, 1 februari 2024].",
            id="who dates what an end is dated by is named",
        ),
    ],
)
def test_no_sentence_denies_a_report_or_tells_a_plan_as_one(
    claims: list[dict[str, Any]], day: str, en: str, nl: str
) -> None:
    presence = asked(*claims, day=day)
    assert presence.sentence("en") == en
    assert presence.sentence("nl") == nl
    told = {source.publisher for source in presence.sources}
    assert {name for name in ("Ministry", "Times", "Blog", "Parliament") if name in en} <= told


def test_of_many_days_that_contradict_each_other_some_are_told_and_the_others_counted() -> None:
    days = [said("sep", "end", f"2024-0{month}-{day:02}") for month in (4, 5, 6) for day in range(1, 27)]
    sentence = asked(SEEN, *days, day="2024-08-01").sentence("en")
    assert sentence.endswith("or on 74 other days: reports contradict each other.")
    assert sentence.count(" or on ") == 4
    five = registry(SEEN, *days[:5])
    (leaves,) = {five.presence("x", day).leaves for day in ("2024-04-03", "2024-08-01")}
    assert leaves is not None
    assert Clauses(five.presence("x", "2024-04-03"), "en").expected(leaves).count(" or on ") == 4


def test_days_long_before_an_end_before_a_day_are_not_disputed() -> None:
    claims = [SEEN, said("sep", "end", {"before": "2024-05-01"}), said("jun", "present", True)]
    assert asked(*claims, day="2000-01-01").word == "unspoken"
    assert asked(*claims, day="2024-05-10").word == "disputed"


def denied(registry: Registry, id_: str) -> dict[str, bool]:
    """Return what a sentence of a deployment may not deny: it is said, on any basis and of whatever status."""
    own = registry.statements_of(about=id_)
    reported = [each for each in own if registry.basis(each) is Basis.REPORTED and not is_nobody(each)]
    planned = [each for each in own if registry.basis(each) is Basis.PLANNED and not is_nobody(each)]
    come = {ClaimKind.START, ClaimKind.OPERATIONAL, ClaimKind.PRESENT}
    named = {each.kind for each in own}
    return {
        "nobody has named an end": bool(named & {ClaimKind.END, ClaimKind.RETURNED, ClaimKind.DURATION}),
        "no start is named,": ClaimKind.START in named,
        "nobody has reported an arrival": any(each.kind in come for each in reported),
        "o source plans or reports an arrival": any(each.kind in come for each in (*reported, *planned)),
        "nobody has reported it.": any(each.kind in (ClaimKind.END, ClaimKind.RETURNED) for each in reported),
    }


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("make", [*letters.MAKES, lambda seed: tight(seed, 6)])
def test_no_sentence_denies_what_a_source_says(make: Callable[[int], Registry], seed: int) -> None:
    found = make(seed)
    days = [
        each.high for id_ in found.deployments for name in ("start", "end") for each in [found.bounds(f"{id_}.{name}")]
    ]
    asked_for = {iso(int(day) + step) for day in days for step in (-40, 0, 1, 200) if abs(day) < 10**6}
    for id_ in found.deployments:
        phrases = denied(found, id_)
        for day in sorted(asked_for)[:12]:
            sentence = found.presence(id_, day).sentence("en")
            assert [phrase for phrase, is_said in phrases.items() if is_said and phrase in sentence] == [], (id_, day)


def part_and_whole(*claims: dict[str, Any]) -> Registry:
    first = registry(*claims)
    return attrs.evolve(first, deployments=[Deployment(id="y", contributor="NLD"), Deployment(id="x", part_of="y")])


def test_the_length_of_a_whole_is_its_length_and_its_end_is_its_own() -> None:
    long = [said("feb", "start", "2024-01-15", about="y"), said("feb", "duration", "P12M", about="y")]
    sentence = part_and_whole(*long, said("mar", "present", True)).presence("x", "2024-08-01").sentence("en")
    assert "(computed here from: y, duration 1 year)" in sentence
    gone = said("jun", "end", "2024-05-20", about="y")
    sentence = part_and_whole(said("mar", "present", True), gone).presence("x", "2024-04-01").sentence("en")
    assert sentence == (
        "Left between 10 March and 20 May 2024 (computed here from: y, end 20 May 2024) [Blog (relay), 20 June 2024]: "
        "seen on 10 March 2024 [Times, 10 March 2024]."
    )


def test_a_season_is_told_as_its_source_writes_it() -> None:
    """Which days it has only this library says."""
    presence = asked(said("sep", "start", "2024-22"), day="2024-10-05")
    assert (
        presence.sentence("en") == "Last seen in summer 2024 [Parliament, 30 September 2024]; nobody has named an end."
    )


def test_who_left_does_not_bear_out_that_others_were_to_come() -> None:
    plan = said("feb", "change", "+20", as_of="2024-03-01")
    fewer = registry(SEEN, plan, said("jun", "change", "-10", basis="reported"))
    (promise,) = fewer.unconfirmed("2025-01-01")
    assert promise.statement.kind is ClaimKind.CHANGE
    assert registry(SEEN, plan, said("jun", "change", "+20", basis="reported")).unconfirmed("2025-01-01") == []
    assert registry(SEEN, plan, said("jun", "strength", "120", basis="reported")).unconfirmed("2025-01-01") == []
