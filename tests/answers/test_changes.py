"""What each source changed: by example, and by the laws that hold for any registry."""

import random
from collections import Counter
from collections.abc import Mapping
from math import inf

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import deployments
from deployments import (
    Basis,
    Bounds,
    Changed,
    Deployment,
    Effect,
    Event,
    Known,
    Mission,
    Registry,
    Source,
    Statement,
    Term,
)
from tests.answers.random_registries import random_registry

#: A claim: its source, what it is about, its kind and value, and what else the statement says.
Said = tuple[str, str, str, object] | tuple[str, str, str, object, dict[str, object]]


def registry(sources: Mapping[str, object], *said: Said) -> Registry:
    """Give a registry of sources, each with its day of publication, or with its fields, and of what they say."""
    fields = {id_: own if isinstance(own, dict) else {"published": own} for id_, own in sources.items()}
    return Registry(
        sources=[Source(id=id_, title=id_, **own) for id_, own in fields.items()],
        events=[Event(id="summit", name="A summit")],
        missions=[Mission(id="m", name="A mission")],
        deployments=[
            Deployment(id="x", contributor="NLD", mission="m"),
            Deployment(id="y", contributor="DEU"),
            Deployment(id="part", part_of="x"),
        ],
        statements=[
            Statement(id=f"{source}#{n}", source=source, about=about, kind=kind, value=value, **dict(*more))
            for n, (source, about, kind, value, *more) in enumerate(said, 1)
        ],
    )


def text(known: Known | None) -> str | None:
    return None if known is None else known.text


def told(items: tuple[Changed, ...]) -> list[tuple[str, str, str, str | None, str | None]]:
    """Return what is told of items that are not only implied."""
    return [
        (item.source.id, f"{item.about}.{item.kind}", str(item.effect), text(item.before), text(item.after))
        for item in items
        if not item.implied
    ]


TWO = {"a": "2024-03-01", "b": "2024-04-01"}
PLANNED = {"basis": "planned"}
REPORTED = {"basis": "reported"}


@pytest.mark.parametrize(
    ("before", "after", "effect", "texts"),
    [
        (("end", "2024-06-01", {}), ("end", "2024-07-01", {}), "moved", ("2024-06-01", "2024-07-01")),
        (("end", "2024-06-01", {}), ("end", "2024-06-01", {}), "repeated", ("2024-06-01", "2024-06-01")),
        (("start", "2024-03", PLANNED), ("start", "2024-03-20", REPORTED), "confirmed", ("2024-03", "2024-03-20")),
        (("start", "2024-03-20", PLANNED), ("start", "2024-03-25", REPORTED), "moved", ("2024-03-20", "2024-03-25")),
        (("start", "2024-02-20", {}), ("start", "2024-02-20", {}), "confirmed", ("2024-02-20", "2024-02-20")),
        (("strength", 70, PLANNED), ("strength", 70, REPORTED), "confirmed", ("70", "70")),
        (("strength", 70, REPORTED), ("strength", 80, REPORTED), "moved", ("70", "80")),
        (("strength", 70, PLANNED), ("strength", 80, PLANNED), "moved", ("70", "80")),
        (("strength", 70, REPORTED), ("present", True, {}), "confirmed", ("70", "true")),
        (("present", True, {}), ("present", False, {}), "moved", ("true", "false")),
        (("end", "2024-06-01", {}), ("duration", "P4M", {}), "moved", ("2024-06-01", "P4M")),
        (("equipment", {"tank": 4}, {}), ("equipment", {"tank": 5}, {}), "moved", ("tank: 4", "tank: 5")),
        (("equipment", {"tank": 4}, {}), ("equipment", {"tent": 5}, {}), "new", (None, "tent: 5")),
        (("mandate", "2024-06-30", {}), ("mandate", "2024-12-31", {}), "moved", ("2024-06-30", "2024-12-31")),
        (("ceiling", 100, {}), ("ceiling", 100, {}), "confirmed", ("100", "100")),
        (
            ("end", "2024-06-01", {"basis": "considered"}),
            ("end", "2024-07-01", {"basis": "considered"}),
            "moved",
            ("2024-06-01", "2024-07-01"),
        ),
        (("end", "2024-06-01", {"basis": "considered"}), ("end", "2024-07-01", {}), "new", (None, "2024-07-01")),
        (("rotation", "P4M", {}), ("rotation", "P6M", {}), "moved", ("P4M", "P6M")),
    ],
)
def test_a_statement_stands_beside_what_was_known_and_is_told_with_its_effect(
    before: tuple[str, object, dict[str, object]],
    after: tuple[str, object, dict[str, object]],
    effect: str,
    texts: tuple[str | None, str],
) -> None:
    found = registry(TWO, ("a", "x", *before), ("b", "x", *after))
    (item,) = [
        each
        for each in found.changes("2024-03-15", "2024-04-15").items
        if each.statement and not each.implied and each.statement.source == "b"
    ]
    assert (item.effect, item.before and item.before.text, item.after and item.after.text) == (effect, *texts)


def test_what_only_follows_is_marked_so_unless_a_source_had_stated_it() -> None:
    """The second letter moves the start; the end, two months after it as the first letter has it, moves along."""
    found = registry(
        TWO, ("a", "x", "start", "2024-05-01"), ("a", "x", "duration", "P2M"), ("b", "x", "start", "2024-06-01")
    )
    items = found.changes("2024-03-15", "2024-04-15").items
    assert told(items) == [
        ("b", "x.start", "moved", "2024-05-01", "2024-06-01"),
        ("b", "x.end", "moved", "P2M", "P2M"),
    ]
    (end,) = [item for item in items if item.kind == "end" and not item.implied]
    assert end.before is not None
    assert end.after is not None
    assert (str(end.before.bounds), str(end.after.bounds)) == ("2024-07-01", "2024-08-01")
    assert end.statement is None
    assert {(item.about, str(item.kind)) for item in items if item.implied} >= {("x", "returned"), ("part", "end")}
    assert all(item.statement is None and not (item.after and item.after.statements) for item in items if item.implied)


@pytest.mark.parametrize("how", [{}, {"as_of": "2025-01"}])
def test_a_plan_that_was_repeated_and_then_replaced_is_no_longer_known(how: dict[str, object]) -> None:
    """Letters plan 4, 4 again, 6 and 8: before the last one 6 was planned, and nothing else."""
    letters = {f"l{month}": f"2024-0{month}-01" for month in range(1, 5)}
    figures = zip(letters, (4, 4, 6, 8), strict=True)
    found = registry(letters, *((letter, "x", "strength", figure, {**PLANNED, **how}) for letter, figure in figures))
    assert told(found.changes("2024-01-15", "2024-05-15").items) == [
        ("l2", "x.strength", "repeated", "4", "4"),
        ("l3", "x.strength", "moved", "4", "6"),
        ("l4", "x.strength", "moved", "6", "8"),
    ]


def test_what_a_new_statement_is_dated_by_has_not_moved() -> None:
    """That y starts after x has ended says something new of y only."""
    found = registry(TWO, ("a", "x", "end", "2024-05-01"), ("b", "y", "start", "after x.end"))
    assert {item.about for item in found.changes("2024-03-15", "2024-04-15").items} == {"y"}


def test_what_became_of_older_claims_is_told_once_and_with_the_source_that_did_it() -> None:
    """The second letter contradicts a report, corrects another, and sees a force whose end was planned."""
    found = registry(
        {"a": "2024-03-01", "b": "2024-08-01"},
        ("a", "x", "end", "2024-12-01"),
        ("a", "x", "start", "2024-02-01"),
        ("b", "x", "end", "2024-12-01"),
        ("b", "x", "start", "2024-02-10"),
        ("a", "y", "strength", 70, {"as_of": "2024-03-01"}),
        ("a", "y", "end", "2024-07-01"),
        ("b", "y", "strength", 90, {"as_of": "2024-03-01", "corrects": "a"}),
        ("b", "y", "present", True),
    )
    items = found.changes("2024-03-15", "2024-09-01").items
    assert [(item.statement and item.statement.id, str(item.effect)) for item in items if not item.implied] == [
        ("b#4", "disputed"),
        ("b#3", "repeated"),
        (None, "moved"),
        ("b#8", "confirmed"),
        ("b#7", "corrected"),
        ("a#2", "disputed"),
        ("a#6", "overtaken"),
    ]
    (corrected,) = [item for item in items if item.effect is Effect.CORRECTED]
    assert corrected.before is not None
    assert corrected.after is not None
    assert (corrected.before.text, corrected.after.text) == ("70", "90")


DAY = "2024-03-01"


@pytest.mark.parametrize(
    ("one", "other", "is_disputed"),
    [
        ((800, DAY), (500, DAY), True),
        ((800, "2024-02-01/2024-03-01"), (500, DAY), True),
        ((800, "2024-02-01/2024-03-01"), (500, "2024-02-20/2024-03-10"), True),
        ((800, DAY), (500, "2024-03-02"), False),
        ((800, "2024-02-01/2024-02-20"), (500, "2024-02-21/2024-03-10"), False),
        (("700..800", DAY), ("750..900", DAY), False),
        (("700..", DAY), (800, DAY), False),
        ((800, DAY), (800, DAY), False),
        ((800, "2024-03"), (500, "2024-03"), False),
        ((800, "2024-03-01~"), (500, DAY), False),
    ],
)
def test_numbers_of_one_day_with_nothing_in_common_are_disputed_and_no_change(
    one: tuple[object, str], other: tuple[object, str], *, is_disputed: bool
) -> None:
    for said in ((one, other), (other, one)):
        numbers = zip("ab", said, strict=True)
        claims: list[Said] = [(source, "x", "strength", value, {"as_of": day}) for source, (value, day) in numbers]
        found = registry({"a": "2024-04-01", "b": "2024-04-12"}, *claims)
        (item,) = [item for item in found.changes("2024-04-05", "2024-05-01").items if item.statement]
        assert (item.effect is Effect.DISPUTED) is is_disputed
        assert [each.id for each in item.against] == ["a#1"] * is_disputed


def test_a_number_that_is_only_planned_or_put_right_contradicts_none() -> None:
    cases: list[tuple[dict[str, object], dict[str, object], str]] = [
        ({"as_of": "2024-05-01"}, {}, "moved"),
        ({"as_of": DAY}, {"corrects": "a"}, "corrected"),
    ]
    for day, more, effect in cases:
        found = registry(
            {"a": "2024-04-01", "b": "2024-04-12"},
            ("a", "x", "strength", 800, day),
            ("b", "x", "strength", 500, {**day, **more}),
        )
        (item,) = [item for item in found.changes("2024-04-05", "2024-05-01").items if item.statement]
        assert (str(item.effect), item.against) == (effect, ())


def test_a_correction_that_settles_a_dispute_lets_the_other_hold_again() -> None:
    found = registry(
        {"a": "2024-03-01", "b": "2024-04-01", "c": "2024-05-01"},
        ("a", "x", "start", "2024-02-01"),
        ("b", "x", "start", "2024-02-10"),
        ("c", "x", "start", "2024-02-01", {"corrects": "b"}),
    )
    items = [item for item in found.changes("2024-04-15", "2024-06-01").items if not item.implied]
    assert [(item.statement and item.statement.id, str(item.effect)) for item in items] == [
        ("c#3", "corrected"),
        ("a#1", "confirmed"),
    ]


def test_what_is_taken_from_another_source_is_repeated_and_confirms_nothing() -> None:
    cases: list[tuple[dict[str, object], str]] = [({}, "confirmed"), ({"citing": "a"}, "repeated")]
    for more, effect in cases:
        found = registry(TWO, ("a", "x", "start", "2024-02-01"), ("b", "x", "start", "2024-02-01", more))
        (item,) = found.changes("2024-03-15", "2024-04-15").items
        assert item.effect == effect


def test_a_mandate_that_runs_to_an_event_ends_on_another_day_when_the_event_is_moved() -> None:
    found = registry(
        TWO,
        ("a", "summit", "date", "2024-07-01"),
        ("a", "x", "mandate", {"during": "summit"}),
        ("b", "summit", "date", "2024-08-01"),
    )
    (item,) = [item for item in found.changes("2024-03-15", "2024-04-15").items if item.kind == "mandate"]
    assert item.before is not None
    assert item.after is not None
    assert (str(item.before.last), str(item.after.last), item.statement) == ("2024-07-01", "2024-08-01", None)


def test_a_source_that_states_nothing_is_told_with_those_that_cite_it() -> None:
    example = deployments.example()
    found = example.changes("2023-05-01", "2023-07-15")
    assert [(each.source.id, [by.id for by in each.cited_by]) for each in found.silent] == [
        ("kst-28676-433", ["dmm-2023-06"])
    ]
    assert len(example.changes("2023-05-01", "2023-07-15", contributor="NLD").silent) == 1
    assert not example.changes("2023-05-01", "2023-07-15", place="POL").silent
    shown = example.changes("2023-05-01", "2023-07-15", contributor="DEU")
    assert "nld-amdtf-svk" not in {item.about for item in shown.items}
    assert {item.about for item in shown.items} >= {"deu-patriot-svk", "vilnius-summit", "amdtf-svk"}
    assert shown.left_out == 3


# --- laws ---


def keys(items: tuple[Changed, ...]) -> list[object]:
    return [
        (item.source.id, item.about, item.kind, item.effect, item.before, item.after, item.implied) for item in items
    ]


@settings(max_examples=30)
@given(st.randoms(use_true_random=False), st.integers(1, 5))
def test_two_periods_one_after_the_other_tell_what_the_whole_of_them_tells(rng: random.Random, size: int) -> None:
    found = random_registry(rng, size)
    first, middle, last = "2023-01-01", "2024-06-15", "2027-01-01"
    whole, one, other = found.changes(first, last), found.changes(first, middle), found.changes(middle, last)
    assert keys(whole.items) == keys(one.items) + keys(other.items)
    assert whole.sources == one.sources + other.sources
    assert [each.source for each in whole.silent] == [each.source for each in (*one.silent, *other.silent)]


@settings(max_examples=30)
@given(st.randoms(use_true_random=False), st.integers(1, 5), st.sampled_from([{}, {"contributor": "NLD"}]))
def test_each_statement_of_a_source_is_told_once_or_counted(
    rng: random.Random, size: int, filters: dict[str, str]
) -> None:
    found = random_registry(rng, size)
    changes = found.changes("2023-01-01", "2027-01-01", **filters)
    own = Counter(
        item.statement.id for item in changes.items if item.statement and item.statement.source == item.source.id
    )
    assert {*own.values()} <= {1}
    appeared = {source.id for source in found.known_on("2027-01-01").sources.values()}
    said = [each for each in found.statements if each.source in appeared]
    assert len(own) + changes.left_out == len(
        [each for each in said if each.source not in found.known_on("2023-01-01").sources]
    )


def milestone_of(item: Changed) -> str:
    """Return the milestone that an item is of; a length is of the end that it leads to."""
    if item.statement is not None and isinstance(item.statement.value, Term):
        return str(item.statement.value.until)
    return str(item.kind) if item.kind.spec.milestone else ""


@settings(max_examples=30)
@given(st.randoms(use_true_random=False), st.integers(1, 5))
def test_what_is_known_after_the_last_source_is_what_the_registry_knows(rng: random.Random, size: int) -> None:
    """The last that is told of each milestone is what the registry of that day has for it."""
    found = random_registry(rng, size)
    then = found.known_on("2027-01-01")
    own = [
        item
        for item in found.changes("1900-01-01", "2027-01-01").items
        if milestone_of(item) and (item.statement is None or item.statement.source == item.source.id)
        if item.statement is None or found.basis(item.statement) is not Basis.CONSIDERED
    ]
    last = {(item.about, milestone_of(item)): item.after for item in own}
    for (about, milestone), known in last.items():
        if about in found.events:
            continue  # of these one statement dates both
        assert then.bounds(f"{about}.{milestone}").run == (Bounds(-inf, inf) if known is None else known.bounds).run


def test_among_many_deployments_the_same_is_told() -> None:
    few = random_registry(random.Random(7), 4)
    others = [Deployment(id=f"z{n}", contributor="BEL") for n in range(100)]
    many = attrs.evolve(few, deployments=[*few.deployments.values(), *others])
    asked = ("2023-01-01", "2027-01-01")
    assert many.changes(*asked) == few.changes(*asked)
