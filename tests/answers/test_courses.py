"""Random small registries are answered as an oracle answers them that tries courses of events.

`python -m tests.answers.test_courses SEED COUNT` prints where they disagree: a case as JSON, and a line a question.
With `nasty` behind it the registries are nasty.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

import deployments
from deployments import Basis, Deployment, Event, Mission, Registry, Source, Statement
from deployments.values.calendar import iso
from tests.answers.course_answers import Answers, Numbers
from tests.answers.course_claims import MILESTONES, day_of
from tests.answers.nasty_cases import nasty_case
from tests.answers.random_cases import asked_days, random_case
from tests.answers.small_cases import read_cases

_BY_DEFAULT, _MANY = 300, 2000
_CONTRIBUTORS = ("NLD", "DEU", "FRA", "ITA")


def registry_of(case: Mapping[str, Any]) -> Registry:
    """Return the registry of a case; its statements are named by their places, `c0`, `c1` and so on."""
    statements = [
        Statement(id=f"c{at}", **{key: value for key, value in fields.items() if key != "id"})
        for at, fields in enumerate(case["statements"])
    ]
    forces = case.get("deployments", [{"id": "x"}])
    return Registry(
        sources=[Source(id=name, title="A letter", **fields) for name, fields in case["sources"].items()],
        events=[Event(id=name, name="A summit") for name in case.get("events", ())],
        missions=[Mission(id=name, name="A mission") for name in case.get("missions", ())],
        deployments=[Deployment(contributor=who, **force) for who, force in zip(_CONTRIBUTORS, forces, strict=False)],
        statements=statements,
    )


#: What is compared: the question, what the library says, what the oracle says.
Question = tuple[str, object, object]


def questions(case: Mapping[str, Any]) -> Iterator[Question]:
    """Yield every question, with both answers to it."""
    registry, answers = registry_of(case), Answers(case)
    for name in answers.deployments:
        for day in asked_days(case):
            yield from _of_one(registry, answers, name, day)
    for at in range(len(case["statements"])):
        expected = answers.status(at)
        if expected != "open":
            ours = registry.status(next(each for each in registry.statements if each.id == f"c{at}"))
            yield f"status c{at}", str(ours), expected
    for day in asked_days(case)[::7]:
        yield from _of_all(registry, answers, day)


def _of_one(registry: Registry, answers: Answers, name: str, day: int) -> Iterator[Question]:
    presence = registry.presence(name, iso(day))
    yield f"{name} {iso(day)}", (str(presence.certainty), str(presence.word)), answers.presence(name, day)
    yield f"strength {name} {iso(day)}", _numbers(presence), _as_asked(answers.strength(name, day))


def _numbers(presence: deployments.Presence) -> object:
    strength = presence.strength
    if not strength.is_stated and str(presence.certainty) != "no":
        return None
    beside = strength.if_there and (strength.if_there.low, strength.if_there.high)
    return (strength.low, strength.high), beside, strength.planned, strength.disputed


def _as_asked(numbers: Numbers) -> object:
    return numbers.range and (numbers.range, numbers.if_there, numbers.planned, numbers.disputed)


def _of_all(registry: Registry, answers: Answers, day: int) -> Iterator[Question]:
    total, expected = registry.strength(iso(day)), answers.total(day)
    ours = {
        "high": total.high,
        "stated_high": total.stated_high,
        "unstated": sorted(each.id for each in total.unstated),
        "not_excluded": sorted(each.id for each in total.not_excluded),
    }
    if not expected["unstated"]:
        ours["low"] = total.low  # with somebody unstated, whether 1 is counted for them is open
    yield f"total {iso(day)}", ours, {key: expected[key] for key in ours}
    rows = sorted(_row(row) for row in answers.unconfirmed(day))
    yield f"unconfirmed {iso(day)}", _promises(registry, day), rows


def _promises(registry: Registry, day: int) -> list[tuple[object, ...]]:
    return sorted(
        (
            promise.statement.id,
            promise.milestone.rpartition(".")[2],
            str(promise.due),
            str((iso(promise.last_seen.first), iso(promise.last_seen.last)) if promise.last_seen else None),
            promise.later_sources,
            not promise.tellable,
        )
        for promise in registry.unconfirmed(iso(day))
        if promise.statement.kind.value in MILESTONES and promise.statement.about != "ev"
    )


def _row(row: Mapping[str, Any]) -> tuple[object, ...]:
    seen = row["last_seen"] and tuple(iso(day) for day in row["last_seen"])
    return f"c{row['at']}", row["kind"], iso(row["due"]), str(seen), row["later_sources"], row["after_newest"]


def disagreements(case: Mapping[str, Any]) -> list[Question]:
    """Return the questions of a case to which the library and the oracle give different answers."""
    return [(question, ours, expected) for question, ours, expected in questions(case) if ours != expected]


#: The oracle answers for days only.
_LATER = ("there for three months", "halved", "seen by its part", "a mandate only considered")
_ANSWERED = [case for case in read_cases() if case["name"] not in _LATER]


@pytest.mark.parametrize("case", _ANSWERED, ids=[case["name"] for case in _ANSWERED])
def test_the_oracle_answers_the_cases_of_the_rules(case: Mapping[str, Any]) -> None:
    answers = Answers(case)
    for asked in (each for each in case["answers"] if len(each["day"]) == len("2024-01-01")):
        name, day = asked.get("of", "x"), day_of(asked["day"])
        assert answers.presence(name, day) == (asked["certainty"], asked["word"]), asked
        if "strength" in asked:
            assert answers.strength(name, day) == _numbers_of(asked), asked


def _numbers_of(asked: Mapping[str, Any]) -> Numbers:
    found, beside = (each and (each["low"], each["high"]) for each in (asked["strength"], asked.get("if_there")))
    return Numbers(found, beside, planned=asked.get("planned", False), disputed=asked.get("disputed", False))


#: Where the design is open the library and the oracle read it differently, in some words and in no certainty: what only
#: `relieves` or a considered claim says of a force. So many of a hundred registries differ.
_OPEN = 3


def test_small_registries_are_answered_as_courses_of_events_have_it() -> None:
    check_many(range(_BY_DEFAULT))


@pytest.mark.slow
def test_many_small_registries_are_answered_as_courses_of_events_have_it() -> None:
    check_many(range(_BY_DEFAULT, _BY_DEFAULT + _MANY))


def check_many(seeds: range) -> None:
    wrong = {seed: found for seed in seeds if (found := disagreements(random_case(seed)))}
    assert {seed: [each for each in found if _differs_in_certainty(each)] for seed, found in wrong.items()} == {
        seed: [] for seed in wrong
    }
    assert len(wrong) <= len(seeds) * _OPEN / 100


def _differs_in_certainty(question: Question) -> bool:
    name, ours, expected = question
    is_of_presence = name.split()[0] not in ("strength", "status", "total", "unconfirmed")
    return is_of_presence and isinstance(ours, tuple) and isinstance(expected, tuple) and ours[0] != expected[0]


def test_nasty_registries_are_answered_as_courses_of_events_have_it() -> None:
    """With parts, periods, categories, shares and corrections, and days so close together that most of it collides."""
    check_nasty(range(_BY_DEFAULT // 2))


@pytest.mark.slow
def test_many_nasty_registries_are_answered_as_courses_of_events_have_it() -> None:
    check_nasty(range(_BY_DEFAULT, _BY_DEFAULT + _MANY // 2))


def check_nasty(seeds: range) -> None:
    """Compare registries: nothing may be surer than courses have it, and few may be told in another word."""
    wrong = {seed: found for seed in seeds if (found := disagreements(nasty_case(seed)))}
    surer = {
        seed: [each for each in found if _is_surer(*each) and not (_is_disputed(each) and _tells_the_future(seed))]
        for seed, found in wrong.items()
    }
    assert {seed: found for seed, found in surer.items() if found} == {}
    assert len(wrong) <= len(seeds) * _OPEN / 100


def _is_disputed(question: Question) -> bool:
    """Tell whether the library gives a number where the oracle has none, and says that it is disputed."""
    name, ours, expected = question
    return name.startswith("strength") and expected is None and isinstance(ours, tuple) and bool(ours[3])


def _tells_the_future(seed: int) -> bool:
    """Tell whether a source reports a day after its own publication, which `check` refuses and which collides."""
    registry = registry_of(nasty_case(seed))
    dated = [(each.source, each.as_of) for each in registry.statements if each.basis is Basis.REPORTED]
    return any(day is not None and day.hull[0] > registry.published(source)[1] for source, day in dated)


def _is_surer(name: str, ours: object, expected: object) -> bool:
    """Tell whether the library says more than the oracle: another certainty, or a range that is narrower."""
    if _differs_in_certainty((name, ours, expected)):
        return True
    if name.startswith("total"):
        return _is_narrower(*(_total(each) for each in (ours, expected)))
    if not name.startswith("strength") or ours is None:
        return False
    if expected is None:
        return True
    pairs = zip(*(each[:2] for each in (ours, expected) if isinstance(each, tuple)), strict=True)
    return any(_is_narrower(own, theirs) for own, theirs in pairs)


def _total(total: object) -> object:
    return (total.get("low", 0), total["high"]) if isinstance(total, dict) else None


def _is_narrower(ours: Any, expected: Any) -> bool:
    """Tell whether one range leaves out what the other has."""
    if ours is None or expected is None:
        return ours is not expected
    if ours[0] > expected[0]:
        return True
    return ours[1] is not None and (expected[1] is None or ours[1] < expected[1])


def _main(first: int, count: int, make: Callable[[int], Mapping[str, Any]]) -> None:
    wrong = 0
    for seed in range(first, first + count):
        case = make(seed)
        try:
            found = disagreements(case)
        except Exception as error:
            found = [("fails", repr(error), "")]
        if found:
            wrong += 1
            print(f"# seed {seed}: {json.dumps(case, ensure_ascii=False)}")
            for question, ours, expected in found[:12]:
                print(f"  {question}: ours {ours}, oracle {expected}")
    print(f"{wrong} of {count} disagree")


if __name__ == "__main__":
    _main(int(sys.argv[1]), int(sys.argv[2]), nasty_case if "nasty" in sys.argv else random_case)
