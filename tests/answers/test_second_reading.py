"""Random small registries are answered as a second reading of the design has it, made without a look at the engine.

`python -m tests.answers.test_second_reading SEED COUNT` prints where they disagree: a case as JSON, and a line a day.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from math import inf
from typing import Any

import pytest

from deployments import Presence
from deployments.values.calendar import iso
from tests.answers.random_cases import asked_days, random_case
from tests.answers.second_answers import Answers
from tests.answers.second_strength import Numbers, Strengths
from tests.answers.test_courses import registry_of

_BY_DEFAULT, _MANY = 300, 1500
#: The many are shared out among so many tests, which run beside each other.
_PARTS = 4

#: A day, what the library says, what the second reading says: certainty and word, or the strength.
Answer = tuple[str, object, object]


def cases(seeds: range) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the random cases of one deployment that no event dates."""
    for seed in seeds:
        case = random_case(seed)
        if len(case["deployments"]) == 1 and not case.get("events"):
            yield seed, case


def disagreements(case: Mapping[str, Any]) -> list[Answer]:
    """Return the days of a case on which certainty or word differ, but for the words that the design leaves open."""
    registry, answers = registry_of(case), Answers(case)
    if _is_contested(answers):
        return []
    strengths = Strengths(answers)
    found: list[Answer] = []
    for day in asked_days(case):
        presence = registry.presence("x", iso(day))
        ours, expected = (str(presence.certainty), str(presence.word)), answers.presence(day)
        if ours != expected and not _is_open(answers, ours, expected):
            found.append((iso(day), ours, expected))
        numbers = strengths.on(day)
        if ours[0] == expected[0] and numbers_of(presence) != as_asked(numbers) and not _is_rare(answers):
            found.append((iso(day), numbers_of(presence), as_asked(numbers)))
    return found


def numbers_of(presence: Presence) -> object:
    """Return the strength of the library as the second reading gives it."""
    strength = presence.strength
    if not strength.is_stated and str(presence.certainty) != "no":
        return None
    beside = strength.if_there and (strength.if_there.low, strength.if_there.high)
    return (strength.low, strength.high), beside, strength.planned, strength.disputed


def as_asked(numbers: Numbers) -> object:
    """Return the strength of the second reading, None where nobody stated a figure."""
    return numbers.range and (numbers.range, numbers.if_there, numbers.planned, numbers.disputed)


def _is_rare(answers: Answers) -> bool:
    """Tell whether a strength is left out of the comparison, for a reason that has a name here."""
    changes = [each for each in answers.parsed.claims if each.kind == "change"]
    return bool(
        any(answers.colliding for _ in changes)  # a change among reports that collide
        or any(each.basis == "planned" for each in changes)  # a planned change before a later figure of its source
        or "nowhere" in answers.places.values()  # the first day of a size whose start is overtaken
    )


def _is_contested(answers: Answers) -> bool:
    """Tell whether sightings that collide may place a report of nobody: here all of them do, in each set of reports.

    That is no reading of the design any more: `courses.py` and `test_absences_in_sets.py` place it in each set anew.
    """
    return bool(answers.colliding) and any(place != "nowhere" for place in answers.places.values())


def _is_open(answers: Answers, ours: tuple[str, str], expected: tuple[str, str]) -> bool:
    """Tell whether an answer is left out of the comparison, for a reason that has a name here."""
    words = {ours[1], expected[1]}
    without_a_first_day = any(each.low == -inf for each in answers.reports.values())
    return ours[0] == expected[0] and (
        ("disputed" in words and without_a_first_day)  # from which day on "before" collides
        or (words == {"missed", "announced"} and "nowhere" in answers.places.values())  # an end before an absence
        or "considered" in words  # what is considered and impossible, and what first day it names
    )


def test_small_registries_are_answered_as_a_second_reader_of_the_design_does() -> None:
    assert {seed: found for seed, case in cases(range(_BY_DEFAULT)) if (found := disagreements(case))} == {}


@pytest.mark.slow
@pytest.mark.parametrize("part", range(_PARTS))
def test_many_small_registries_are_answered_as_a_second_reader_of_the_design_does(part: int) -> None:
    seeds = range(_BY_DEFAULT + part, _BY_DEFAULT + _MANY, _PARTS)
    assert {seed: found for seed, case in cases(seeds) if (found := disagreements(case))} == {}


def _main(first: int, count: int) -> None:
    asked = wrong = 0
    for seed, case in cases(range(first, first + count)):
        asked += 1
        if found := disagreements(case):
            wrong += 1
            print(f"# seed {seed}: {json.dumps(case, ensure_ascii=False)}")
            for day, ours, expected in found[:5]:
                print(f"  {day}: ours {ours}, second reading {expected}")
    print(f"{wrong} of {asked} disagree")


if __name__ == "__main__":
    _main(int(sys.argv[1]), int(sys.argv[2]))
