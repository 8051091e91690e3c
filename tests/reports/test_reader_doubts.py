"""What a fresh reader of the reports took for something else: whose each number, day and name is."""

import itertools
import re
from collections.abc import Mapping
from typing import Any

import pytest

import deployments
from deployments import ClaimKind, Deployment, Mission, Registry, Source, Statement, reports, shapes
from deployments.answers.sentences import cited_in_sentence
from tests.answers.letters import disputing_registry

SOURCES = {"march": "2024-03-08", "june": "2024-06-20", "next": "2025-06-30"}


def registry(*said: Mapping[str, Any], parts: int = 0) -> Registry:
    """Return a registry of a Dutch force, with parts, in one of two missions, and of one like it in the other."""
    return Registry(
        sources=[Source(id=id_, title=id_, published=day) for id_, day in SOURCES.items()],
        missions=[Mission(id="m1", name="M1"), Mission(id="m2", name="M2")],
        deployments=[
            Deployment(id="nld", contributor="NLD", place="LTU", mission="m1"),
            Deployment(id="twin", contributor="NLD", place="LTU", mission="m2"),
            *(Deployment(id=f"p{n}", part_of="nld", force=f"part {n}") for n in range(parts)),
            *([Deployment(id="q", part_of="p0", force="q")] if parts else []),
        ],
        statements=[
            Statement(**{"id": f"s{n}", "about": "nld", "source": "march", **each}) for n, each in enumerate(said)
        ],
    )


def told(text: str) -> str:
    return " ".join(text.split())


SEEN = {"kind": "present", "value": True}


# --- from when to when ---


def test_periods_say_for_how_long_a_silence_counts_as_staying() -> None:
    text = reports.periods(registry(SEEN), "nld")
    assert "Without news for 1 year 6 months, nobody is taken to stay." in text
    assert "Zonder nieuws geldt na 1 jaar 6 maanden niemand meer" in reports.periods(registry(SEEN), "nld", lang="nl")


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_of_who_was_never_seen_periods_do_not_say_that_nobody_is_taken_to_stay(lang: str) -> None:
    """The row "Not excluded" says of itself for how long nobody has spoken of them."""
    came = {"kind": "start", "value": "2024-04", "basis": "planned"}
    text = reports.periods(registry(came, ENDING), "nld", lang=lang)
    assert "2024" in text
    assert "Without news" not in text
    assert "Zonder nieuws" not in text


def test_periods_that_end_by_what_is_said_do_not() -> None:
    end = {"kind": "end", "value": "2024-04-08", "basis": "reported", "source": "june"}
    assert "Without news" not in reports.periods(registry(SEEN, end), "nld")


@pytest.mark.parametrize(("width", "is_one_line"), [(80, False), (120, True)])
def test_a_wide_terminal_has_room_for_both_days_of_a_period(width: int, *, is_one_line: bool) -> None:
    lines = reports.periods(registry(SEEN), "nld", width=width).splitlines()
    assert any("from 9 Mar 2024 to 8 Sep 2025" in line for line in lines) is is_one_line
    assert max(map(len, lines)) <= width


def test_periods_tell_the_days_that_are_left_out_and_why() -> None:
    text = told(reports.periods(registry(SEEN), "nld"))
    assert "until 7 Mar 2024 Not excluded. No source reports or plans anybody there before 8 March 2024" in text
    silent = "No source has reported or planned anything of it for 1 year 6 months"
    assert f"from 9 Sep 2025 Not excluded. On 9 September 2025: {silent}" in text
    answer = shapes.periods(registry(SEEN), "nld")
    assert [(each.first, each.last) for each in answer.left_out] == [(None, "2024-03-07"), ("2025-09-09", None)]
    assert [each.words for each in answer.left_out] == [("unspoken",), ("stale",)]


# --- how many ---

FEWER = {"kind": "strength", "value": "121", "as_of": "2024-07-01", "basis": "planned", "source": "june"}


def test_the_range_of_a_report_and_a_plan_is_told_as_computed() -> None:
    said = {"kind": "strength", "value": "143", "basis": "reported"}, FEWER
    text = told(reports.strength(registry(*said), "2024-07-02"))
    assert "in all 143 (8 March 2024) [1], 121 (announced 20 June 2024, for 1 July 2024) [2]" in text
    assert "computed: 0 to 143" in text
    sure = {**SEEN, "as_of": "2024-07-02", "source": "next"}
    assert "computed: 121 to 143" in told(reports.strength(registry(*said, sure), "2024-07-02"))


def test_a_sum_that_its_figures_tell_already_is_not_told_again() -> None:
    said = (
        {"kind": "strength", "value": "143", "basis": "reported"},
        {"kind": "change", "value": "-23", "basis": "reported", "source": "june"},
        {**SEEN, "source": "june"},
    )
    assert told(reports.strength(registry(*said), "2024-06-20")).count("computed") == 2  # in its row, and in the sum


# --- an arrival ---


def test_a_decision_reads_as_no_arrival_but_as_a_day_before_which_there_is_none() -> None:
    found = registry({"kind": "decided", "value": "2024-03-08"})
    (item,) = [each for each in shapes.anyone(found, "2024-07-01").items if each.deployment == "nld"]
    assert item.arrives is not None
    assert (item.arrives.milestone, item.arrives.first, item.arrives.last, item.arrives.text) == (
        "decided",
        "2024-03-08",
        None,
        None,
    )
    started = registry({"kind": "start", "value": "2024-03-08", "basis": "reported"})
    (item,) = [each for each in shapes.anyone(started, "2024-07-01").items if each.deployment == "nld"]
    assert item.arrives is not None
    assert (item.arrives.milestone, item.arrives.last) == ("start", "2024-03-08")


# --- who gave it ---


def test_who_decided_is_told_of_what_is_decided_and_of_nothing_else_in_the_table() -> None:
    every = [
        {"kind": kind, "value": value, "by": "Cabinet"}
        for kind, value in (
            ("decided", "2024-03-01"),
            ("start", "2024-03-05"),
            ("present", True),
            ("strength", "143"),
            ("mandate", "2025-01-01"),
            ("ceiling", "150"),
        )
    ]
    given = [line.split()[0] for line in reports.overview(registry(*every)).splitlines() if "by Cabinet" in line]
    assert given == ["decided", "mandate", "ceiling"]


# --- reports that contradict each other ---

LEFT = {"kind": "end", "value": "2024-05", "basis": "reported", "source": "june"}
SEEN_AFTER = {**SEEN, "source": "next"}


@pytest.mark.parametrize("on", ["2024-05-15", "2025-06-30", "2026-02-01", "2026-12-01", "2027-06-01"])
@pytest.mark.parametrize("lang", ["en", "nl"])
def test_a_leaving_is_never_told_beside_a_later_sighting_without_saying_that_they_contradict(
    on: str, lang: str
) -> None:
    found = registry(LEFT, SEEN_AFTER)
    text = told(reports.active(found, on, not_excluded=True, contributor="NLD", lang=lang))
    left, *doubts = {"en": ("eft on some day", "disputed", "contradict"), "nl": ("ertrokken op", "betwist", "tegen")}[
        lang
    ]
    assert left not in text or any(each in text for each in doubts)
    sentence = found.presence("nld", on).sentence(lang)
    assert left not in sentence or any(each in sentence for each in doubts)


def test_the_sentence_of_an_open_end_names_the_contradiction() -> None:
    sentence = registry(LEFT, SEEN_AFTER).presence("nld", "2026-02-01").sentence()
    assert sentence == (
        "Last seen on 30 June 2025 [next, 30 June 2025] (disputed); "
        "left on some day in May 2024 [june, 20 June 2024] (disputed)."
    )


def test_an_arrival_after_a_sighting_is_told_so_too() -> None:
    start = {"kind": "start", "value": "2024-06-10", "basis": "reported", "source": "june"}
    for on in ("2024-03-09", "2024-06-15", "2024-12-01"):
        presence = registry(SEEN, start).presence("nld", on)
        text = told(reports.active(registry(SEEN, start), on, contributor="NLD", not_excluded=True))
        assert presence.word == "between" or "rrived" not in text or "disputed" in text or "contradict" in text, on


@pytest.mark.parametrize(
    ("kind", "lang", "said"),
    [
        ("start", "en", "Arrived on 1 February 2024 [1] or on 20 February 2024 [2]: reports contradict each other;"),
        ("start", "nl", "Aangekomen op 1 februari 2024 [1] of op 20 februari 2024 [2]: meldingen spreken elkaar tegen"),
        ("end", "en", "left on 1 February 2024 [1] or on 20 February 2024 [2]: reports contradict each other."),
        ("end", "nl", "vertrokken op 1 februari 2024 [1] of op 20 februari 2024 [2]: meldingen spreken elkaar tegen"),
    ],
)
def test_days_that_contradict_each_other_are_told_one_by_one_and_not_as_a_range(
    kind: str, lang: str, said: str
) -> None:
    days = {"march": "2024-02-01", "june": "2024-02-20"}
    found = registry(*({"kind": kind, "value": day, "source": source} for source, day in days.items()))
    text = told(reports.overview(found, lang=lang))
    assert said in text
    assert "computed here" not in text


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Last seen on 20 February 2024 [1] (disputed); nobody has named an end."),
        ("nl", "Laatst gezien op 20 februari 2024 [1] (betwist); niemand heeft een einde"),
    ],
)
def test_an_arrival_that_others_contradict_is_no_sighting_without_a_doubt(lang: str, said: str) -> None:
    days = {"march": "2024-02-01", "june": "2024-02-20"}
    found = registry(*({"kind": "start", "value": day, "source": source} for source, day in days.items()))
    assert said in told(reports.active(found, "2024-03-01", lang=lang))


def test_days_that_can_be_the_same_are_no_contradiction_though_another_claim_is_disputed() -> None:
    found = registry(
        {"kind": "start", "value": "2024-01"},
        {"kind": "start", "value": "[2024-01-10..2024-02-10]", "source": "june"},
        {"kind": "end", "value": "2024-03-01"},
        {"kind": "end", "value": "2024-05-01", "source": "june"},
    )
    text = told(reports.overview(found))
    assert "Arrived between 10 and 31 January 2024 (computed here from: " in text
    assert "left on 1 March 2024 [1] or on 1 May 2024 [2]: reports contradict each other." in text


def test_a_leaving_that_agrees_with_what_was_seen_is_told_plainly() -> None:
    end = {**LEFT, "value": "2024-05"}
    text = told(reports.active(registry(SEEN, end), "2024-05-15", contributor="NLD"))
    assert "contradict" not in text
    assert "disputed" not in text


NOBODY = {"kind": "present", "value": False, "as_of": "2024-03-05", "source": "june"}


def test_a_sighting_that_a_report_of_nobody_contradicts_is_told_so_wherever_it_is() -> None:
    found = registry({**SEEN, "as_of": "2024-03-05"}, NOBODY)
    presence = found.presence("nld", "2024-04-01")
    assert presence.last_seen is not None
    assert presence.last_seen.disputed
    assert "(disputed)" in presence.sentence()
    assert "(betwist)" in presence.sentence("nl")
    assert "(disputed)" in told(reports.overview(found))
    (item,) = [each for each in shapes.anyone(found, "2024-04-01").items if each.deployment == "nld"]
    assert item.last_seen is not None
    assert item.last_seen.disputed


def test_a_promise_tells_that_other_reports_contradict_the_last_sighting() -> None:
    end = {"kind": "end", "value": "2024-04-30", "basis": "planned"}
    for said, is_told in (((NOBODY,), True), ((), False)):
        found = registry({**SEEN, "as_of": "2024-03-05"}, end, *said)
        text = told(reports.unconfirmed(found, "2025-01-01"))
        assert ("(disputed)" in text) is is_told
        assert "5 March 2024" in text


@pytest.mark.parametrize("seed", range(60))
def test_no_sentence_tells_a_report_that_others_contradict_as_a_fact(seed: int) -> None:
    found = disputing_registry(seed)
    contradicted: set[str] = set()
    for dispute in found.disputes():
        is_late = dispute.statement.kind is ClaimKind.DECIDED and len(dispute.against) == 1
        against = () if is_late else dispute.against  # who was seen before it was decided may well have been there
        contradicted |= {each.id for each in (dispute.statement, *against)}
    for id_, day in itertools.product(found.deployments, ("2013-05-01", "2013-06-01", "2013-09-01", "2024-02-20")):
        presence = found.presence(id_, day)
        is_of_a_silence = presence.word in ("stale", "unspoken")  # which cites who spoke, and not what they said
        quoted = {*cited_in_sentence(presence)} - {*presence.grounds.behind}  # from these days only follow
        if not is_of_a_silence and any(each.id in contradicted for each in quoted):
            assert {"disputed", "contradict"} & {*re.findall(r"\w+", presence.sentence())}, (id_, day)


@pytest.mark.parametrize(
    ("lang", "count", "said"),
    [
        ("en", "1 conflict between reports,", "reports contradict each other about how many: 8 March 2024 [1; 2]"),
        (
            "nl",
            "1 tegenspraak tussen meldingen,",
            "meldingen spreken elkaar tegen over het aantal: 8 maart 2024 [1; 2]",
        ),
    ],
)
def test_a_contradiction_about_how_many_is_counted_and_told_as_one_about_that(lang: str, count: str, said: str) -> None:
    text = told(reports.overview(registry(*_of_one_day("205", "250")), lang=lang))
    assert count in text
    assert said in text


def test_a_number_of_nobody_and_one_of_somebody_are_one_contradiction_about_the_day() -> None:
    text = told(reports.overview(registry(*_of_one_day("205", "0"))))
    assert "1 conflict between reports" in text
    assert "how many" not in text


def _of_one_day(*numbers: str) -> list[dict[str, str]]:
    said = zip(numbers, ("march", "june"), strict=True)
    return [{"kind": "strength", "value": value, "as_of": "2024-03-08", "source": source} for value, source in said]


# --- parts ---


def test_headings_count_wholes_and_say_how_many_parts_are_with_them() -> None:
    seen = [{**SEEN, "about": each} for each in ("q", "p1", "p2")]
    text = reports.active(registry(*seen, parts=3), "2024-03-08")
    assert "CERTAIN: 1, with 4 parts" in text
    assert "ZEKER: 1, met 4 delen" in reports.active(registry(*seen, parts=3), "2024-03-08", lang="nl")
    assert "CERTAIN: 1\n" in reports.active(registry(SEEN), "2024-03-08")


def test_those_left_out_are_named_once_with_the_number_of_their_parts() -> None:
    seen = [{**SEEN, "about": each} for each in ("nld", "twin")]
    text = told(reports.active(registry(*seen, parts=3), "2023-03-08"))
    assert (
        "NOT EXCLUDED, NOT SPOKEN OF SO EARLY: Netherlands, in Lithuania (M1, nld), with 4 parts; "
        "Netherlands, in Lithuania (M2, twin)." in text
    )


ENDING: dict[str, Any] = {"kind": "end", "value": "2024-08", "basis": "planned"}


@pytest.mark.parametrize(
    ("lang", "first", "last"),
    [
        (
            "en",
            "Last seen on 8 March 2024 [1]; to leave in August 2024 [1]. On ",
            ": Was to leave in August 2024 [1]; nobody has reported it.",
        ),
        (
            "nl",
            "Laatst gezien op 8 maart 2024 [1]; vertrek gepland in augustus 2024 [1]. Op ",
            ": Vertrek gepland in augustus 2024 [1]; niemand heeft het gemeld.",
        ),
    ],
)
def test_a_period_in_which_a_plan_ran_out_is_told_by_its_first_and_its_last_day(
    lang: str, first: str, last: str
) -> None:
    found = registry(SEEN, ENDING)
    text = " ".join(reports.periods(found, "nld", lang=lang, width=200).split())
    assert first in text
    assert last in text.partition(first)[2]
    (item,) = [each for each in shapes.periods(found, "nld", lang=lang).items if len(each.words) > 1]
    assert item.words == ("staying", "overdue")
    assert (item.sentence or "").partition(":")[0].startswith(first.partition(" [1]")[0])


def test_no_period_is_told_by_a_sentence_that_is_not_that_of_its_day() -> None:
    for found in (registry(SEEN), registry(SEEN, ENDING), deployments.example()):
        for id_ in found.deployments:
            periods = found.periods(id_, not_excluded=True)
            answer = shapes.periods(found, id_)
            items = {each.first: each for each in (*answer.items, *answer.left_out)}
            for period in periods:
                item = items[None if period.first_day is None else str(period.first_day)]
                ends = [str(day) for day in (period.first_day, period.last_day) if day is not None]
                said = {found.presence(id_, day).sentence() for day in ends or ["2000-01-01"]}
                told = item.sentence or ""
                assert all(each in told for each in said)
                is_one = len(said) == 1 and len(period.words) == 1 and "stale" not in period.words
                assert (told in said) is is_one


def test_a_silence_without_end_is_told_of_its_first_day() -> None:
    (silent,) = shapes.periods(registry(SEEN), "nld").left_out[-1:]
    assert silent.last is None
    assert (silent.sentence or "").startswith("On ")


def test_a_period_of_all_days_is_told_by_the_sentence_of_any() -> None:
    """No letter had spoken of it, so that it may be there on any day, and no day is the first or the last."""
    known = deployments.example().known_on("2022-01-01")
    silent = "No source plans or reports anything of it."
    assert f"Not excluded. {silent}" in told(reports.periods(known, "deu-patriot-pol", width=120))
    (period,) = shapes.periods(known, "deu-patriot-pol").left_out
    assert (period.first, period.last, period.sentence) == (None, None, silent)
