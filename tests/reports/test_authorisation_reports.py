"""What a reader sees of mandates and ceilings: who, until when, at most how many, in force from when, and by whom."""

import re

import pytest

from deployments import Registry, reports, shapes
from deployments.cli import main
from tests.answers.test_authorisation import Said, ceiling, mandate, registry, seen


def lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]


def authorised(on: str, *said: Said, lang: str = "en", about: str | None = None) -> list[str]:
    return lines(reports.authorisation(registry(*said), on, about=about, lang=lang))


def test_a_mandate_is_told_with_its_days_its_giver_and_what_it_replaced() -> None:
    found = authorised(
        "2024-12-01",
        mandate("jan", "2024-06-30"),
        mandate("may", "2024-12-31", by="parliament"),
        ceiling("may", 120),
        *seen(130),
        about="x",
    )
    assert "Netherlands, in Lithuania x" in found
    at = found.index("Netherlands, in Lithuania x")
    assert found[at + 1 : at + 7] == [
        "at most 120 [1], stated 20 May 2024",
        "until 31 December 2024 [1], runs out in 30 days, stated 20 May 2024,",
        "before: 30 June 2024 [2]",
        "by parliament",
        "there 130, if still there (20 May 2024) [1], of at most 120: may be more",
        "than is authorised",
    ]


def test_how_many_are_there_stands_beside_how_many_may_be() -> None:
    within = ceiling("jan", 350), *seen(270)
    found = authorised("2024-05-20", *within, about="x")
    assert any(line.startswith("there 270 (20 May 2024)") and line.endswith("of at most 350") for line in found)


def test_a_mandate_that_names_no_day_is_told_with_the_day_that_is_computed() -> None:
    election = {"source": "jan", "about": "elections", "kind": "date", "value": "2024-06-10"}
    found = registry(mandate("jan", {"before": "elections"}), election)
    text = " ".join(lines(reports.running_out(found, "2024-01", "2024-12")))
    assert "until before Elections [1], at the latest 10 June 2024, computed here" in text.replace(
        "elections", "Elections"
    )


@pytest.mark.parametrize(
    ("lang", "holding", "ended"),
    [
        (
            "en",
            "at most 200 for all of m [1], in force from 1 January to 1 August 2024",
            "at most not stated; the last was 200 for all of m, until 1 August 2024 [1]",
        ),
        (
            "nl",
            "ten hoogste 200 voor heel m [1], van kracht van 1 januari tot en met 1 augustus 2024",
            "ten hoogste niet genoemd; het laatste was 200 voor heel m, tot en met 1 augustus 2024 [1]",
        ),
    ],
)
def test_a_ceiling_of_a_mission_with_its_days_is_one_for_all_of_it_while_it_holds_and_after(
    lang: str, holding: str, ended: str
) -> None:
    said = {**ceiling("jan", 200), "about": "m", "as_of": "2024-01-01/2024-08-01"}
    told = {day: " ".join(authorised(day, said, lang=lang, about="x")) for day in ("2024-06-01", "2024-09-01")}
    assert holding in told["2024-06-01"]
    assert ended in told["2024-09-01"]


def test_a_ceiling_with_its_days_is_told_so_in_its_history_and_among_promises_too() -> None:
    days = {"as_of": "2024-01-01/2024-08-01"}
    history = " ".join(lines(reports.history(registry({**ceiling("jan", 200), **days}), "x.ceiling")))
    assert "200, in force from 1 January to 1 August 2024" in history
    planned = registry({**ceiling("jan", 200), **days, "basis": "planned"})
    promised = " ".join(lines(reports.unconfirmed(planned, "2025-01-01")))
    assert "200, in force from 1 January to 1 August 2024" in promised


def test_a_card_counts_no_days_to_a_last_day_that_no_source_names() -> None:
    vague, exact = registry(mandate("jan", "2024-12")), registry(mandate("jan", "2024-12-31"))
    card = " ".join(lines(reports.show(vague, "x", on="2024-10-15")))
    assert "runs out in 47 to 77 days" in card
    assert "runs out in 77 days" in " ".join(lines(reports.show(exact, "x", on="2024-10-15")))
    assert "may have run out already, or runs out in at most 16 days" in " ".join(
        lines(reports.show(vague, "x", on="2024-12-15"))
    )


def test_of_whom_nothing_is_stated_the_ids_are_named() -> None:
    found = registry(mandate("jan", "2025-06-30"))
    text = " ".join(lines(reports.authorisation(found, "2024-12-01")))
    stated = {each.about for each in found.authorisations("2024-12-01")}
    others = [id_ for id_ in (*found.missions, *found.deployments) if id_ not in stated]
    assert f"No mandate or maximum has begun to hold for {len(others)} others: {', '.join(others)}." in text


def test_what_ran_out_and_what_is_planned_is_told_in_dutch_too() -> None:
    said = (
        mandate("jan", "2024-06-30"),
        mandate("may", "2025-06-30", basis="planned"),
        ceiling("may", 9, basis="considered"),
    )
    found = " ".join(authorised("2024-07-02", *said, about="x", lang="nl"))
    assert "tot en met 30 juni 2024 [1], 2 dagen vóór de gevraagde dag, vermeld: 15 januari 2024" in found
    assert "gepland mandaat tot en met: 30 juni 2025 [2]" in found
    assert "overwogen maximum: 9 [2]" in found


def test_that_more_are_there_is_told_of_those_whom_the_ceiling_is_for() -> None:
    said = ceiling("jan", 150, about="m"), *seen(160)
    found = authorised("2024-05-20", *said, about="two")
    assert "at most 150 for all of m [1], stated 15 January 2024" in found
    assert "there not stated; in M more than is authorised" in found
    assert "there 160, computed here: more than is authorised" in authorised("2024-05-20", *said, about="m")


def test_a_mandate_that_hangs_on_elections_never_ran_out_for_sure() -> None:
    election = {"source": "jan", "about": "elections", "kind": "date", "value": "2024-06-10"}
    found = authorised("2024-07-01", mandate("jan", {"during": "elections"}), election, about="x")
    assert not any("before the day asked for" in line for line in found)


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "The last mandate stated here ran until 30 June 2024 [1]; no newer one is stated here."),
        (
            "nl",
            "Het laatste mandaat dat hier genoemd is, liep tot en met 30 juni 2024 [1]; een nieuwer mandaat is hier "
            "niet genoemd.",
        ),
    ],
)
def test_who_is_there_after_the_last_mandate_is_told_until_when_that_ran(lang: str, sentence: str) -> None:
    found = registry(mandate("jan", "2024-06-30"), *seen(100))
    assert sentence in active(found, "2024-07-01", lang)
    assert "andaat" not in active(found, "2024-06-30", "nl")


def active(found: Registry, day: str, lang: str = "en") -> str:
    return " ".join(re.sub(r"\[\d\]", "[1]", reports.active(found, day, lang=lang)).split())


def test_a_mandate_that_still_ran_when_the_sources_spoke_is_not_said_to_be_over() -> None:
    found = registry(mandate("jan", "2024-06-30"), *seen(100)).without("dec").without("undated").without("vague")
    known = found.known_on("2024-06-01")
    assert "The last mandate stated here runs until 30 June 2024 [1]; no newer" in active(known, "2024-07-01")
    assert "loopt tot en met 30 juni 2024 [1]; een nieuwer mandaat is hier niet" in active(known, "2024-07-01", "nl")
    later = found.known_on("2024-06-30")
    assert "The last mandate stated here ran until 30 June 2024 [1]; no newer" in active(later, "2024-07-01")


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_no_report_says_that_a_mandate_expired(lang: str) -> None:
    found = registry(mandate("jan", "2024-06-30"), *seen(100))
    texts = [
        active(found, "2024-07-02", lang),
        reports.authorisation(found, "2024-07-02", lang=lang),
        reports.show(found, "x", on="2024-07-02", lang=lang),
    ]
    assert not [text for text in texts if re.search("expired|ran out|verlopen|afgelopen|liep .* af", text)]
    past = "2 days before the day asked for" if lang == "en" else "2 dagen vóór de gevraagde dag"
    assert all(past in " ".join(text.split()) for text in texts[1:])


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (mandate("may", "2024-12-31", as_of="2024-09-01"), "the next is stated for later [1]"),
        (mandate("may", "2024-12-31", basis="planned"), "a newer one is planned [1]"),
        (mandate("may", "2024-12-31", basis="considered"), "a newer one is under consideration [1]"),
        (ceiling("may", "100", basis="planned"), "no newer one is stated here"),
    ],
)
def test_what_is_said_of_a_newer_mandate_is_not_kept_from_the_reader(more: Said, said: str) -> None:
    found = registry(mandate("jan", "2024-06-30"), more, *seen(100))
    assert f"ran until 30 June 2024 [1]; {said}." in active(found, "2024-07-01")


@pytest.mark.parametrize(
    ("basis", "en", "nl"), [("planned", "planned", "was gepland"), ("considered", "considered", "werd overwogen")]
)
def test_a_newer_mandate_that_nobody_gave_is_told_of_after_its_last_day_too(basis: str, en: str, nl: str) -> None:
    found = registry(mandate("jan", "2024-03-31"), mandate("may", "2024-06-30", basis=basis), *seen(100))
    text = active(found, "2024-07-01")
    told = f"a newer one, until 30 June 2024, was {en} [1], and not reported as given."
    assert f"ran until 31 March 2024 [1]; {told}" in text
    assert "no newer one" not in text
    told = f"een nieuwer mandaat, tot en met 30 juni 2024, {nl} [1], maar niet als verleend gemeld."
    assert told in active(found, "2024-07-01", lang="nl")
    (item,) = [each for each in shapes.authorisation(found, "2024-07-01", about="x").items if each.about == "x"]
    assert item.lapsed == ("s1",)
    given = registry(mandate("jan", "2024-03-31"))
    assert given.authorisation("x", "2024-07-01").lapsed == ()


@pytest.mark.parametrize(
    "more",
    [
        [mandate("dec", "2024-12-31")],  # what was given is known since
        [mandate("jan", "2025-12-31")],  # it is of no later day than what was given
    ],
)
def test_of_what_was_planned_before_a_mandate_was_given_nothing_is_told(more: list[Said]) -> None:
    found = registry(mandate("jan", "2024-03-31"), mandate("may", "2024-06-30", basis="planned"), *more)
    assert found.authorisation("x", "2026-07-01").lapsed == ()


def test_the_last_mandate_of_the_mission_is_told_with_its_name() -> None:
    found = registry(mandate("jan", "2024-06-30", about="m"), *seen(100))
    assert "The last mandate stated here, of M, ran until" in active(found, "2024-07-01")


def test_a_history_has_what_was_authorised_and_what_that_replaced() -> None:
    said = mandate("jan", "2024-06-30", about="m"), mandate("may", "2024-12-31", as_of="2024-07-01", by="cabinet")
    assert lines(reports.history(registry(*said), "x.mandate"))[2:7] == [
        "15 Jan 2024 30 June 2024, of M [1]",
        "20 May 2024 31 December 2024, in force from 1 July 2024, by cabinet [2]",
        "184 days later",
        "before: 30 June 2024",
        "",
    ]
    ceilings = lines(reports.history(registry(ceiling("jan", 150), ceiling("may", 120)), "x.ceiling", lang="nl"))
    assert ceilings[2:5] == ["15 jan. 2024 150 [1]", "20 mei 2024 120 [2]", "daarvóór: 150"]


@pytest.mark.parametrize(
    ("lang", "rows", "alone"),
    [
        (
            "en",
            [
                "15 Jan 2024 30 June 2024 [1]",
                "20 May 2024 31 December 2024, by cabinet planned [2]",
                "10 Dec 2024 31 March 2025, of M considered [3]",
            ],
            "20 May 2024 31 December 2024, by cabinet planned [1]",
        ),
        (
            "nl",
            [
                "15 jan. 2024 30 juni 2024 [1]",
                "20 mei 2024 31 december 2024, door cabinet gepland [2]",
                "10 dec. 2024 31 maart 2025, van M overwogen [3]",
            ],
            "20 mei 2024 31 december 2024, door cabinet gepland [1]",
        ),
    ],
)
def test_the_history_of_a_mandate_has_a_row_for_what_is_only_planned_or_considered(
    lang: str, rows: list[str], alone: str
) -> None:
    plan = mandate("may", "2024-12-31", by="cabinet", basis="planned")
    thought = mandate("dec", "2025-03-31", about="m", basis="considered")
    others = mandate("dec", "2026-03-31", about="two", basis="planned"), ceiling("dec", 9, basis="planned")
    found = registry(mandate("jan", "2024-06-30"), plan, thought, *others)
    text = lines(reports.history(found, "x.mandate", lang=lang))
    assert text[2:6] == [*rows, ""]
    undecided = [each.undecided for each in shapes.history(found, "x.mandate").items]
    assert undecided == [(), ("s1",), ("s2",)]
    only = lines(reports.history(registry(plan), "x.mandate", lang=lang))
    assert only[2:4] == [alone, ""]


def test_who_is_only_authorised_is_said_to_be_seen_by_nobody() -> None:
    found = authorised("2024-05-20", ceiling("jan", 150), about="x")
    assert "there no source says that anybody is, or is to be, there" in found


def test_mandates_that_run_out_are_listed_by_their_days() -> None:
    found = registry(mandate("jan", "2024-06-30", by="cabinet"), mandate("jan", "2024-03-31", about="m"))
    assert lines(reports.running_out(found, "2024-01", "2024-12"))[3:-2] == [
        "M m",
        "until 31 March 2024 [1], stated 15 January 2024",
        "",
        "Netherlands, in Lithuania x",
        "until 30 June 2024 [1], stated 15 January 2024",
        "by cabinet",
    ]


@pytest.mark.parametrize(
    ("lang", "none", "head", "rows"),
    [
        (
            "en",
            "No mandate that was given runs out on these days, as far as these sources go.",
            "ONLY PLANNED OR CONSIDERED: not reported as given",
            [
                "planned mandate until: 31 December 2024 [1], stated 20 May 2024",
                "planned ceiling: 470 [1]",
                "by cabinet",
            ],
        ),
        (
            "nl",
            "Er loopt op deze dagen geen verleend mandaat af, voor zover deze bronnen reiken.",
            "ALLEEN GEPLAND OF OVERWOGEN: niet als verleend gemeld",
            ["gepland mandaat tot en met: 31 december 2024 [1], vermeld: 20 mei 2024", "gepland maximum: 470 [1]"],
        ),
    ],
)
def test_mandates_that_nobody_gave_are_listed_apart_and_never_denied(
    lang: str, none: str, head: str, rows: list[str]
) -> None:
    plans = mandate("may", "2024-12-31", basis="planned", by="cabinet"), ceiling("may", 470, basis="planned")
    text = reports.running_out(registry(*plans), "2024-12-01", "2024-12-31", lang=lang, width=120)
    found = lines(text)
    assert none in found
    at = found.index(head)
    assert found[at + 3 : at + 3 + len(rows)] == rows
    both = reports.running_out(registry(*plans, mandate("jan", "2024-12-15")), "2024-12-01", "2024-12-31", lang=lang)
    assert none not in both
    assert both.index("15") < both.index(head) < both.index("470")
    outside = reports.running_out(registry(*plans), "2025-01-01", "2025-12-31", lang=lang)
    assert head not in outside
    assert "470" not in outside


def test_programs_are_told_that_a_mandate_that_would_run_out_was_not_given() -> None:
    said = mandate("jan", "2024-10-31"), mandate("may", "2024-11-30", basis="considered")
    given, thought = shapes.running_out(registry(*said), "2024-06", "2024-12").items
    assert (given.basis, given.ending, given.mandate and given.mandate.statement) == ("reported", None, "s0")
    assert (thought.basis, thought.mandate, thought.within) == ("considered", None, None)
    assert thought.ending is not None
    assert (thought.ending.statement, thought.ending.last and thought.ending.last.last) == ("s1", "2024-11-30")


def test_commands_ask_for_one_and_for_a_mandate(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["authorisation", "--example", "2022-06-01", "--about", "deu-battlegroup-svk"]) == 0
    assert "Slovak parliament" in capsys.readouterr().out
    assert main(["history", "--example", "deu-battlegroup-svk.ceiling", "--lang", "nl"]) == 0
    assert "700" in capsys.readouterr().out
    assert main(["running-out", "--example", "2022", "2023", "--contributor", "DEU"]) == 0
    assert "No mandate runs out on these days, as far as these sources go." in capsys.readouterr().out
    assert main(["explain", "--example", "deu-battlegroup-svk.mandate"]) == 2
    assert "`deployments history deu-battlegroup-svk.mandate`" in capsys.readouterr().err


# --- a ceiling that ended, or that may not hold ---

#: A ceiling that ends with the mandate of its source, and a newer letter that prolongs the mandate and names no number.
PROLONGED = mandate("jan", "2024-06-30"), ceiling("jan", 121), mandate("may", "2024-12-31"), *seen(95)


def test_a_ceiling_that_ended_is_not_told_as_that_of_the_day() -> None:
    found = " ".join(authorised("2024-07-15", *PROLONGED, about="x"))
    assert "at most not stated; the last was 121, until 30 June 2024 [1] until 31 December 2024 [2]" in found
    assert "of at most" not in found
    dutch = " ".join(authorised("2024-07-15", *PROLONGED, about="x", lang="nl"))
    assert "ten hoogste niet genoemd; het laatste was 121, tot en met 30 juni 2024 [1]" in dutch
    assert "van ten hoogste" not in dutch


def test_a_mandate_that_runs_out_is_not_told_with_a_ceiling_that_ended_before() -> None:
    found = reports.running_out(registry(*PROLONGED), "2024-12-01", "2024-12-31")
    assert "31 December 2024" in found
    assert "121" not in found


def test_a_mission_whose_ceiling_ended_has_none_beside_its_strength() -> None:
    said = [{**each, "about": "m"} if each["kind"] in ("mandate", "ceiling") else each for each in PROLONGED]
    text = " ".join(lines(reports.strength(registry(*said), "2024-07-15", mission="m")))
    assert "authorised not stated; the last was 121, until 30 June 2024 [2]; until 31 December 2024 [1]" in text
    assert shapes.strength(registry(*said), "2024-07-15", mission="m").total.authorised is None


def test_a_ceiling_that_may_not_hold_is_told_so() -> None:
    said = mandate("jan", "2024-06-30~"), ceiling("jan", 150), *seen(95)
    found = " ".join(authorised("2024-07-02", *said, about="x"))
    assert "at most perhaps 150 [1], stated 15 January 2024, until around 30 June 2024" in found
    assert "if still there (20 May 2024) [2], of perhaps at most 150" in found


def test_a_last_day_that_is_vague_is_counted_to_as_vaguely() -> None:
    vague = mandate("jan", "late 2024")
    assert "may have run out already, or runs out in at most 77 days" in " ".join(authorised("2024-10-15", vague))
    item = shapes.authorisation(registry(vague), "2024-10-15", about="x").items[0]
    assert item.within == "possible"
    assert item.mandate is not None
    assert (item.mandate.days_left, item.mandate.days_left_at_least) == (77, -44)
    assert "runs out in 62 to 183 days" in " ".join(authorised("2024-07-01", vague))
    assert "loopt over 62 tot 183 dagen af" in " ".join(authorised("2024-07-01", vague, lang="nl"))


@pytest.mark.parametrize(
    ("since", "until", "is_sure"),
    [("2024-01-01", "2024-10-30", False), ("2024-10", "2025", False), ("2024", "2024", True)],
)
def test_a_mandate_that_runs_out_in_a_period_only_perhaps_is_marked_so(since: str, until: str, is_sure: bool) -> None:
    text = " ".join(lines(reports.running_out(registry(mandate("jan", "late 2024")), since, until)))
    assert ("late 2024 [1], only perhaps on these days" in text) is not is_sure


def test_the_day_of_a_source_is_no_day_from_which_a_mandate_is_in_force() -> None:
    own = " ".join(authorised("2024-03-01", mandate("jan", "2024-12-31", as_of="2024-02-01"), about="x"))
    assert "in force from 1 February 2024" in own
    bare = " ".join(authorised("2024-03-01", mandate("jan", "2024-12-31"), ceiling("jan", 70), about="x"))
    assert bare.count("stated 15 January 2024") == 2
    assert "in force" not in bare


@pytest.mark.parametrize(("said", "shown"), [("..700", "700"), (700, "700"), ("~..700", "about 700")])
def test_at_most_is_said_once(said: object, shown: str) -> None:
    found = authorised("2024-12-01", ceiling("jan", said), *seen(95), about="x")
    assert f"at most {shown} [1], stated 15 January 2024" in found
    assert "at most at most" not in " ".join(found)


def test_a_ceiling_of_a_mission_is_for_all_of_it_and_not_for_each() -> None:
    text = " ".join(authorised("2024-05-20", ceiling("jan", 700, about="m"), *seen(95), about="x"))
    assert "at most 700 for all of m [1]" in text
    assert "of at most 700 for all of m" in text


def test_who_was_called_off_is_told_so_where_it_is_authorised() -> None:
    plan = {"source": "jan", "kind": "strength", "value": "~150", "basis": "planned"}
    off = {"source": "may", "kind": "cancelled", "value": True}
    found = authorised("2024-06-01", ceiling("jan", 700), plan, off, about="x")
    assert any(line.startswith("there Called off [") for line in found)


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "mandate until without end"), ("nl", "mandaat tot en met zonder einde")]
)
def test_a_mandate_without_a_last_day_is_without_end_in_every_report(lang: str, words: str) -> None:
    found = registry(mandate("jan", ".."))
    assert any(line.startswith(words) for line in lines(reports.overview(found, lang=lang)))
    assert any(line.startswith(words) for line in lines(reports.changes(found, "2024-01-01", "2024-12-31", lang=lang)))


@pytest.mark.parametrize(
    ("lang", "ended", "past", "half"),
    [
        (
            "en",
            "the last was 120, until mid-June 2024 [1]",
            "mid-June 2024 [1], 11 to 20 days before the day asked for",
            "perhaps 120 [1], stated 20 May 2024, until mid-June 2024",
        ),
        (
            "nl",
            "het laatste was 120, tot en met medio juni 2024 [1]",
            "medio juni 2024 [1], 11 tot 20 dagen vóór de gevraagde dag",
            "misschien 120 [1], vermeld: 20 mei 2024, tot en met medio juni 2024",
        ),
    ],
)
def test_a_vague_last_day_is_told_as_vague_also_of_the_ceiling_and_once_it_is_past(
    lang: str, ended: str, past: str, half: str
) -> None:
    said = mandate("may", "mid 2024-06"), ceiling("may", 120)
    after = " ".join(authorised("2024-07-01", *said, lang=lang, about="x"))
    assert ended in after
    assert past in after
    assert half in " ".join(authorised("2024-06-15", *said, lang=lang, about="x"))
    (found,) = shapes.authorisation(registry(*said), "2024-07-01", about="x").items
    assert found.ceiling is not None
    assert found.mandate is not None
    assert found.ceiling.until is not None
    assert (found.ceiling.until.first, found.ceiling.until.last) == ("2024-06-11", "2024-06-20")
    assert found.mandate.last is not None
    assert (found.mandate.last.first, found.mandate.last.last) == ("2024-06-11", "2024-06-20")


def test_the_last_day_of_a_ceiling_that_no_source_names_is_said_to_be_computed() -> None:
    held = {"source": "dec", "about": "elections", "kind": "date", "value": "2024-06-10", "basis": "reported"}
    said = mandate("may", {"before": "elections"}), ceiling("may", 120), held
    text = " ".join(authorised("2024-07-01", *said, about="x"))
    assert "the last was 120, until before Elections, at the latest 10 June 2024, computed here [1]" in text
    assert "at least 21 days before the day asked for" in text
