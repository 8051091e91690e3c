"""The questions of a parliament, asked of the bundled registry.

Each docstring gives the reasoning from the sources to the answer; the numbers are worked out by hand.
"""

import attrs
import pytest

import deployments
from deployments import Certainty, Registry, Tolerance, Word
from deployments.claims import Basis
from deployments.solver.bounds import Bounds, Status
from deployments.values.calendar import iso


@pytest.fixture(scope="module")
def registry() -> Registry:
    return deployments.example()


def days(bounds: Bounds) -> tuple[str, str]:
    return iso(bounds.low), iso(bounds.high)


def test_1_who_was_certainly_in_slovakia_on_1_may_2022(registry: Registry) -> None:
    """Reuters reports the first elements of both on 20 March 2022, and both were seen there after 1 May 2022: the
    Dutch on 6 May (about 120), the Germans on 26 May 2023 (two units). So reports alone put both there; as no source
    is silent on the Germans for more than 18 months, it is taken as one stay. Of the German battlegroup only a ceiling
    is known, which is no presence."""
    there = registry.active("2022-05-01", place="SVK", certain=True)
    assert {presence.deployment.id for presence in there} == {"nld-amdtf-svk", "deu-patriot-svk"}
    assert {presence.word for presence in there} == {Word.BETWEEN}
    assert registry.active("2022-05-01", place="SVK") == there
    assert registry.left_out("2022-05-01", place="SVK") == {Word.AUTHORISED: 1}
    assert registry.presence("deu-battlegroup-svk", "2022-05-01").certainty is Certainty.POSSIBLE


def test_1_who_was_only_possibly_in_slovakia_on_20_june_2023(registry: Registry) -> None:
    """The letter, of 18 May to 14 June, has six Dutch there, on the word of one of 17 May, and plans their return
    around 21 June (14 to 28 June): on the 20th they are to stay. It has the Germans there too, who would go around the
    summit. Nobody reported either of them on the 20th."""
    there = {presence.deployment.id: presence for presence in registry.active("2023-06-20", place="SVK")}
    assert {*there} == {"nld-amdtf-svk", "deu-patriot-svk"}
    assert {presence.certainty for presence in there.values()} == {Certainty.POSSIBLE}
    assert {presence.word for presence in there.values()} == {Word.STAYING}
    seen = {id_: presence.last_seen for id_, presence in there.items()}
    days = {id_: (str(each.earliest), str(each.latest)) for id_, each in seen.items() if each is not None}
    assert days == {
        "nld-amdtf-svk": ("2023-05-17", "2023-06-14"),
        "deu-patriot-svk": ("2023-05-18", "2023-06-14"),
    }
    assert not registry.active("2023-06-20", place="SVK", certain=True)


def test_1_after_the_plan_has_run_out_it_is_overdue(registry: Registry) -> None:
    """On 1 July 2023 the planned return (28 June at the latest) is past, and nobody reported it."""
    (dutch,) = registry.active("2023-07-01", contributor="NLD")
    assert (dutch.certainty, dutch.word) == (Certainty.POSSIBLE, Word.OVERDUE)


def test_2_when_the_dutch_were_expected_to_end_at_the_latest(registry: Registry) -> None:
    """Operational from mid-April (11 to 20 April 2022), at most six calendar months: 20 October 2022."""
    then = registry.known_on("2022-04-01")
    assert iso(then.bounds("nld-amdtf-svk.end").high) == "2022-10-20"
    chain = [link.statement.id for link in then.explain("nld-amdtf-svk.end").latest if link.statement]
    assert chain == ["minbzk-2022-03-18#nld-amdtf-svk.operational", "minbzk-2022-03-18#nld-amdtf-svk.duration"]


def test_2_what_each_later_source_made_of_it(registry: Registry) -> None:
    """Six months "in principle" (Blik op Nieuws) is only considered, and moves nothing. 20 October 2022 passed, and no
    later source reported an end. The letter plans the return by 28 June 2023, 251 days later, in place of the six
    months; that day passed too, and no later source speaks of the Dutch."""
    rows = registry.history("nld-amdtf-svk.end")
    moved = {row.source.id: row.latest_moved for row in rows if row.source and row.latest_moved}
    assert moved == {"dmm-2023-06": 251}
    passed = [(str(row.event), iso(row.published.high)) for row in rows if row.source is None]
    assert passed == [("passed", "2022-10-20"), ("untold", "2023-06-28")]
    assert {row.basis for row in rows if row.source and row.source.id == "dmm-2023-06"} == {Basis.PLANNED}
    durations = registry.statements_of(about="nld-amdtf-svk", kind="duration")
    assert {registry.status(statement) for statement in durations} == {Status.REPLACED, Status.CONSIDERED}
    assert registry.overtaken() == []


def test_2_how_many_days_later_the_return_was_planned_and_that_nobody_reported_it(registry: Registry) -> None:
    """Around 21 June 2023 is 14 to 28 June: 237 to 251 days after 20 October 2022. No report bounds the return."""
    expected = registry.known_on("2022-04-01").bounds("nld-amdtf-svk.end").high
    planned = registry.bounds("nld-amdtf-svk.returned")
    assert (planned.low - expected, planned.high - expected) == (237, 251)
    assert "nld-amdtf-svk.returned" in {each.milestone for each in registry.unconfirmed("2026-01-01")}


def test_3_when_the_german_patriots_moved_to_lithuania(registry: Registry) -> None:
    """Around the summit, which AP puts on 11 and 12 July: 4 to 19 July. The letter says the same and moves nothing.
    On 29 June the Lithuanian army has them being deployed, around that day, and by then: that report takes the place
    of the plan to come, and leaves the plan to go: the first may be there before the last have left."""
    for day in ("2023-05-27", "2023-06-15"):
        then = registry.known_on(day)
        for milestone in ("deu-patriot-svk.end", "deu-patriot-ltu.start"):
            assert days(then.bounds(milestone)) == ("2023-07-04", "2023-07-19")
    then = registry.known_on("2023-06-30")
    assert days(then.bounds("deu-patriot-svk.end")) == ("2023-07-04", "2023-07-19")
    assert days(then.bounds("deu-patriot-ltu.start")) == ("2023-06-22", "2023-06-29")
    (moved,) = [row for row in registry.history("deu-patriot-ltu.start") if row.latest_moved]
    assert moved.source is not None
    assert (moved.source.id, moved.basis) == ("kyivindependent-2023-06-29", Basis.REPORTED)
    (relocation,) = registry.relocations()
    assert (relocation.origin.id, relocation.destination.id) == ("deu-patriot-svk", "deu-patriot-ltu")
    assert days(relocation.arrived) == ("2023-06-22", "2023-06-29")


def test_3_the_tolerance_decides_what_around_means(registry: Registry) -> None:
    """With three days "around 11-12 July" is 8 to 15 July, and "around 29 June" begins on 26 June."""
    strict = attrs.evolve(registry, tolerance=Tolerance(day=3))
    assert days(strict.known_on("2023-06-15").bounds("deu-patriot-svk.end")) == ("2023-07-08", "2023-07-15")
    assert days(strict.bounds("deu-patriot-ltu.start")) == ("2023-06-26", "2023-06-29")


@pytest.mark.parametrize(
    ("day", "low", "high", "said"),
    [
        ("2022-05-01", 135, 165, ["~150"]),
        ("2022-05-06", 108, 132, ["~120"]),
        ("2022-12-01", 1, 132, ["~120", "decrease"]),
        ("2023-06-10", 0, 132, ["~120", "6", "decrease"]),
        ("2023-06-20", 0, 6, ["6"]),
    ],
)
def test_4_how_many_dutch_there_were(registry: Registry, day: str, low: int, high: int, said: list[str]) -> None:
    """About 150 left on 14 April 2022: 135 to 165. About 120 were there on 6 May; in October a source plans that some
    of them leave, nobody says how many: 1 to 132. On 10 June 2023 the letter with its six may not have appeared, so
    that either figure may be the last; after it they are six, if they are still there."""
    total = registry.strength(day, contributor="NLD")
    assert (total.low, total.high) == (low, high)
    ((_, strength),) = total.parts
    assert [str(figure.quantity) for figure in strength.stated] == said
    assert strength.carried is (day != "2022-05-06")


def test_4_a_ceiling_is_never_a_strength(registry: Registry) -> None:
    """Up to 700 Germans were allowed in the battlegroup; how many there were, nobody said."""
    by = registry.strength_by("contributor", "2022-05-10")
    assert {name: str(total) for name, total in by.items()} == {"NLD": "108..132", "DEU": "unknown"}
    assert [d.id for d in by["DEU"].unstated] == ["deu-patriot-svk"]


def test_5_what_the_letter_changed(registry: Registry) -> None:
    """The letter appeared on 18 May 2023 at the earliest, so it is compared with 17 May; by its latest day, 14 June,
    two articles of 26 May have appeared too. On the word of the letter alone the Dutch return moves to 14 - 28 June,
    and the end is decided by 14 June; the Dutch end, which had been stated, moves with the return."""
    found = registry.changes("2023-05-17", "2023-06-14")
    assert [source.id for source in found.sources] == ["ap-2023-05-26", "mdaa-2023-05-26", "dmm-2023-06"]
    by_letter = {
        f"{item.about}.{item.kind}": (item.before and days(item.before.bounds), days(item.after.bounds))
        for item in found.items
        if item.source.id == "dmm-2023-06" and item.kind.spec.milestone and item.after and not item.implied
        if item.effect in ("new", "moved")
    }
    assert by_letter == {
        "nld-amdtf-svk.end": (("2022-05-06", "2022-10-20"), ("2023-05-17", "2023-06-28")),
        "nld-amdtf-svk.returned": (("2022-05-06", ".."), ("2023-06-14", "2023-06-28")),
        "deu-patriot-ltu.returned": (("2023-07-04", ".."), ("2023-07-04", "..")),
        "amdtf-svk.end_decided": (None, ("..", "2023-06-14")),
    }
    by_effect = {effect: [item for item in found.items if item.effect == effect] for effect in ("replaced", "repeated")}
    assert [item.statement and item.statement.id for item in by_effect["replaced"]] == [
        "minbzk-2022-03-18#nld-amdtf-svk.duration"
    ]
    assert {item.source.id for item in by_effect["repeated"]} == {"dmm-2023-06"}  # it may be older than the AP
    own = [item for item in found.items if item.statement and item.statement.source == "dmm-2023-06"]
    assert len(own) == 10


def test_6_what_was_promised_and_never_reported(registry: Registry) -> None:
    """By 1 September 2023: the capability of mid-April 2022, and the Dutch return (28 June). Of the summit and of the
    German end in Slovakia, due in July, no source could tell: the newest is of 6 July. Nobody planned for the Dutch
    end, nor for the winding-down: they only follow."""
    found = registry.unconfirmed("2023-09-01")
    assert {each.milestone: (str(each.due), each.tellable) for each in found} == {
        "nld-amdtf-svk.operational": ("2022-04-20", True),
        "nld-amdtf-svk.returned": ("2023-06-28", False),
        "vilnius-summit.end": ("2023-07-12", False),
        "deu-patriot-svk.end": ("2023-07-19", False),
    }
    implied = {each.milestone for each in registry.unconfirmed("2023-09-01", implied=True) if each.implied}
    assert {"nld-amdtf-svk.end", "amdtf-wind-down.end"} <= implied
    assert "vilnius-summit.start" not in implied
