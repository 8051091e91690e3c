"""The questions of a parliament, asked of the bundled registry.

Each docstring gives the reasoning from the sources to the answer; the numbers are worked out by hand.
"""

import attrs
import pytest

import deployments
from deployments import Certainty, Registry, Tolerance
from deployments.answers.results import RestsOn
from deployments.solver.bounds import Bounds, Status
from deployments.values.calendar import iso


@pytest.fixture(scope="module")
def registry() -> Registry:
    return deployments.example()


def days(bounds: Bounds) -> tuple[str, str]:
    return iso(bounds.low), iso(bounds.high)


def test_1_who_was_certainly_in_slovakia_on_1_may_2022(registry: Registry) -> None:
    """Reuters reports the first elements of both on 20 March 2022, and both were seen there after 1 May 2022: the
    Dutch on 6 May (about 120), the Germans on 10 October (two batteries). So reports alone put both there. Of the
    German battlegroup only a ceiling is known, which is no presence."""
    there = registry.active("2022-05-01", place="SVK", certain=True)
    assert {presence.deployment.id for presence in there} == {"nld-amdtf-svk", "deu-patriot-svk"}
    assert {presence.rests_on for presence in there} == {RestsOn.REPORTED}
    assert registry.active("2022-05-01", place="SVK") == there
    assert registry.presence("deu-battlegroup-svk", "2022-05-01").certainty is Certainty.POSSIBLE


def test_1_who_was_only_possibly_in_slovakia_on_20_june_2023(registry: Registry) -> None:
    """The letter, of 18 May at the earliest, has six Dutch there, and plans their return around 21 June (14 to 28
    June): on the 20th they are expected there. The Germans were seen on 26 May and would go around the summit; that
    they came to Vilnius around 29 June (by 6 July) ends their stay. Nobody reported either of them on the 20th."""
    there = {presence.deployment.id: presence for presence in registry.active("2023-06-20", place="SVK")}
    assert {*there} == {"nld-amdtf-svk", "deu-patriot-svk"}
    assert {presence.certainty for presence in there.values()} == {Certainty.POSSIBLE}
    assert {presence.rests_on for presence in there.values()} == {RestsOn.EXPECTED}
    confirmed = {id_: str(presence.last_confirmed) for id_, presence in there.items()}
    assert confirmed == {"nld-amdtf-svk": "2023-05-18", "deu-patriot-svk": "2023-05-26"}
    assert not registry.active("2023-06-20", place="SVK", certain=True)


def test_1_after_the_plan_has_run_out_nobody_confirmed_it(registry: Registry) -> None:
    """On 1 July 2023 the planned return (28 June at the latest) is past, and nobody reported it."""
    (dutch,) = registry.active("2023-07-01", contributor="NLD")
    assert (dutch.certainty, dutch.rests_on) == (Certainty.POSSIBLE, RestsOn.UNCONFIRMED)
    assert not registry.active("2023-07-01", contributor="NLD", unconfirmed=False)


def test_2_when_the_dutch_were_expected_to_end_at_the_latest(registry: Registry) -> None:
    """Operational from mid-April (11 to 20 April 2022), at most six calendar months: 20 October 2022."""
    then = registry.known_on("2022-04-01")
    assert iso(then.bounds("nld-amdtf-svk.end").high) == "2022-10-20"
    chain = [link.statement.id for link in then.explain("nld-amdtf-svk.end").latest if link.statement]
    assert chain == ["minbzk-2022-03-18#2", "minbzk-2022-03-18#3"]


def test_2_what_each_later_source_made_of_it(registry: Registry) -> None:
    """Blik op Nieuws: six months from the departure on 14 April, which is 14 October, six days less. The letter has
    six there in May or June 2023: that plan is overtaken, and the return planned by 28 June 2023 is the new end, 257
    days later. No other source moves it."""
    moved = {r.source.id: r.latest_moved for r in registry.history("nld-amdtf-svk.end") if r.latest_moved}
    assert moved == {"blikopnieuws-2022-04-14": -6, "dmm-2023-06": 257}
    durations = registry.statements(about="nld-amdtf-svk", kind="duration")
    assert {registry.status(statement) for statement in durations} == {Status.REPLACED, Status.OVERTAKEN}
    (overtaken,) = registry.overtaken()
    assert {statement.id for statement in overtaken.against} == {"dmm-2023-06#5", "blikopnieuws-2022-04-14#1"}


def test_2_how_many_days_later_the_return_was_planned_and_that_nobody_reported_it(registry: Registry) -> None:
    """Around 21 June 2023 is 14 to 28 June: 237 to 251 days after 20 October 2022. No report bounds the return."""
    expected = registry.known_on("2022-04-01").bounds("nld-amdtf-svk.end").high
    planned = registry.bounds("nld-amdtf-svk.returned")
    assert (planned.low - expected, planned.high - expected) == (237, 251)
    assert "nld-amdtf-svk.returned" in {each.milestone for each in registry.unconfirmed("2026-01-01")}


def test_3_when_the_german_patriots_moved_to_lithuania(registry: Registry) -> None:
    """Around the summit, which AP puts on 11 and 12 July: 4 to 19 July. The letter says the same and moves nothing.
    On 29 June the Lithuanian army has them being deployed, around that day, 6 July at the latest: that bounds the
    arrival, and with it the departure from Slovakia before; the plan still says 4 July at the earliest."""
    expected = {"2023-05-27": "2023-07-19", "2023-06-15": "2023-07-19", "2023-06-30": "2023-07-06"}
    for day, latest in expected.items():
        then = registry.known_on(day)
        for milestone in ("deu-patriot-svk.end", "deu-patriot-ltu.start"):
            assert days(then.bounds(milestone)) == ("2023-07-04", latest)
    moved = [r.source.id for r in registry.history("deu-patriot-ltu.start") if r.latest_moved]
    assert moved == ["kyivindependent-2023-06-29"]
    (relocation,) = registry.relocations()
    assert (relocation.origin.id, relocation.destination.id) == ("deu-patriot-svk", "deu-patriot-ltu")
    assert days(relocation.arrived) == ("2023-07-04", "2023-07-06")


def test_3_the_tolerance_decides_what_around_means(registry: Registry) -> None:
    """With three days "around 11-12 July" is 8 to 15 July, and "around 29 June" ends on 2 July: then the plan to
    move around the summit cannot be true any more, and is overtaken."""
    strict = attrs.evolve(registry, tolerance=Tolerance(day=3))
    assert days(strict.known_on("2023-06-15").bounds("deu-patriot-svk.end")) == ("2023-07-08", "2023-07-15")
    assert iso(strict.bounds("deu-patriot-svk.end").high) == "2023-07-02"
    assert "deu-patriot-svk" in {dispute.statement.about for dispute in strict.overtaken()}


@pytest.mark.parametrize(
    ("day", "low", "high", "since"),
    [("2022-05-01", 135, 165, "2022-04-14"), ("2022-12-01", 1, 132, "2022-05-06"), ("2023-06-10", 0, 132, None)],
)
def test_4_how_many_dutch_there_were(registry: Registry, day: str, low: int, high: int, since: str | None) -> None:
    """About 150 left on 14 April 2022: 135 to 165. About 120 were there on 6 May; on 10 October some of them will
    leave, nobody says how many: 1 to 132. On 10 June 2023 the letter with its six may not have appeared: of up to 132
    nobody is certain, and that anybody is still there is only possible."""
    total = registry.strength(day, contributor="NLD")
    assert (total.low, total.high) == (low, high)
    ((_, strength),) = total.parts
    assert strength.carried
    if since is not None:
        assert str(strength.since) == since


def test_4_a_ceiling_is_never_a_strength(registry: Registry) -> None:
    """Up to 700 Germans were allowed in the battlegroup; how many there were, nobody said."""
    by = registry.strength_by("contributor", "2022-05-10")
    assert {name: str(total) for name, total in by.items()} == {"NLD": "108..132", "DEU": "unknown"}
    assert [d.id for d in by["DEU"].unstated] == ["deu-patriot-svk"]


def test_5_what_the_letter_changed(registry: Registry) -> None:
    """The letter appeared on 18 May 2023 at the earliest, so it is compared with 17 May; by its latest day, 14 June,
    two articles of 26 May have appeared too. On the word of the letter alone the Dutch end moves from 14 October 2022
    to 18 May - 28 June 2023, their return to 14 - 28 June, and the end is decided by 14 June."""
    found = registry.changes("2023-05-17", "2023-06-14")
    assert [source.id for source in found.sources] == ["ap-2023-05-26", "mdaa-2023-05-26", "dmm-2023-06"]
    by_letter = {
        moved.milestone: (days(moved.before), days(moved.after))
        for moved in found.moved
        if {statement.source for statement in moved.statements} == {"dmm-2023-06"}
    }
    assert by_letter["nld-amdtf-svk.end"] == (("2022-10-14", "2022-10-14"), ("2023-05-18", "2023-06-28"))
    assert by_letter["nld-amdtf-svk.returned"] == (("2022-10-14", ".."), ("2023-06-14", "2023-06-28"))
    assert by_letter["amdtf-svk.end_decided"] == (("..", ".."), ("..", "2023-06-14"))
    assert [statement.id for statement in found.overtaken] == ["blikopnieuws-2022-04-14#3"]
    assert len([s for s in found.statements if s.source == "dmm-2023-06"]) == 7


def test_6_which_announced_ends_and_returns_were_never_reported(registry: Registry) -> None:
    """By 1 September 2023 the Dutch return (28 June at the latest), with it their end and that of the wind-down, and
    the end of the summit were only ever announced. The German end in Slovakia follows from reports: they were in
    Vilnius by 6 July. Their return to Germany was announced without any day."""
    found = {each.milestone for each in registry.unconfirmed("2023-09-01")}
    ends = {milestone for milestone in found if milestone.endswith((".end", ".returned"))}
    assert ends == {"nld-amdtf-svk.returned", "nld-amdtf-svk.end", "amdtf-wind-down.end", "vilnius-summit.end"}
