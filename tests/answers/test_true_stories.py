"""What is told of courses of events that are known: no answer denies what happened, whatever was told of it vaguely.

Each deployment has a stay, and numbers on some of its days; some have a part, which stays no longer and is no larger.
All that is reported is true, and may be vague; all that is planned may be wrong. `CERTAIN` and `NO` must be so, and the
number that were there lies within each sum. Of a figure of all days from one to another no number changes between them.
"""

import random
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deployments import Certainty, Deployment, Registry, Source, Statement
from tests.answers.random_registries import BASE, iso, padded


@attrs.frozen
class Story:
    """The first and the last day of a stay, and the numbers from some of its days on."""

    first: int
    last: int
    numbers: dict[int, int]
    whole: str | None = None

    def is_there(self, day: int) -> bool:
        return self.first <= day <= self.last

    def number(self, day: int) -> int | None:
        """Return how many are there; None before the first day of which a number is told."""
        if not self.is_there(day):
            return 0
        return next((n for since, n in sorted(self.numbers.items(), reverse=True) if since <= day), None)


def a_story(rng: random.Random) -> Story:
    first = BASE + rng.randint(-40, 20)
    last = first + rng.randint(0, 80)
    days = rng.sample(range(first, last + 1), min(rng.randint(0, 3), last - first + 1))
    return Story(first, last, {day: rng.randint(1, 200) for day in days})


def a_part(rng: random.Random, id_: str, whole: Story) -> Story:
    """Return the story of a part: within the stay of the whole, and never more than that has."""
    first = rng.randint(whole.first, whole.last)
    last = rng.randint(first, whole.last)
    least = min(whole.numbers.values(), default=50)
    return Story(first, last, {rng.randint(first, last): rng.randint(1, least)}, id_)


def vaguely(rng: random.Random, day: int) -> str:
    """Return a date that can be of this day."""
    before, after = rng.randint(0, 12), rng.randint(0, 12)
    return rng.choice(
        (
            iso(day),
            iso(day)[:7],
            f"{iso(day + rng.randint(-7, 7))}~",
            f"[{iso(day - before)}..{iso(day + after)}]",
            f"[{iso(day - 1 - before)},{iso(day)}]",
        )
    )


def about(rng: random.Random, number: int) -> str:
    """Return a quantity that can be this number."""
    return rng.choice((str(number), f"{max(1, number - rng.randint(0, 9))}..{number + rng.randint(0, 9)}"))


def told_of(rng: random.Random, story: Story) -> list[dict[str, Any]]:
    """Return true reports of a story, and plans that may be wrong."""
    seen = rng.randint(story.first, story.last)
    gone = rng.choice((story.first - rng.randint(1, 20), story.last + rng.randint(1, 20)))
    some: list[dict[str, Any]] = [
        {"kind": "start", "value": vaguely(rng, story.first)},
        {"kind": "end", "value": vaguely(rng, story.last)},
        {"kind": "decided", "value": vaguely(rng, story.first - rng.randint(0, 20))},
        {"kind": "present", "value": True, "as_of": vaguely(rng, seen)},
        {"kind": "present", "value": False, "as_of": vaguely(rng, gone)},
        {"kind": "present", "value": True, "as_of": _between(rng, story.first, story.last)},
        {"kind": "present", "value": False, "as_of": _between(rng, story.last + 1, story.last + 30)},
    ]
    figures: list[dict[str, Any]] = [
        {"kind": "strength", "value": about(rng, number), "as_of": vaguely(rng, day)}
        for day, number in story.numbers.items()
    ]
    figures += _lasting(rng, story) if rng.random() < 0.5 else []
    plans: list[dict[str, Any]] = [
        {"kind": "start", "value": iso(BASE + rng.randint(-60, 60)), "basis": "planned"},
        {"kind": "end", "value": iso(BASE + rng.randint(-60, 60)), "basis": "planned"},
        {"kind": "strength", "value": "77", "as_of": iso(BASE), "basis": "planned"},
        {"kind": "end", "value": iso(BASE + 90), "basis": "considered"},
    ]
    return [*rng.sample(some, rng.randint(1, 4)), *figures, *rng.sample(plans, rng.randint(0, 2))]


def _between(rng: random.Random, first: int, last: int) -> str:
    """Return a stretch of days within others."""
    since = rng.randint(first, last)
    return f"{iso(since)}/{iso(rng.randint(since, last))}"


def _lasting(rng: random.Random, story: Story) -> list[dict[str, Any]]:
    """Return a figure of all days on which the first number of a story was there, and the change to the next."""
    days = sorted(story.numbers)
    if not days:
        return []
    first, number = days[0], story.numbers[days[0]]
    last = days[1] - 1 if len(days) > 1 else story.last
    split = rng.randint(0, number)
    value = {"troops": split, "police": number - split} if rng.random() < 0.5 else str(number)
    found: list[dict[str, Any]] = [{"kind": "strength", "value": value, "as_of": _between(rng, first, last)}]
    if len(days) > 1 and story.numbers[days[1]] * 2 == number:
        found.append({"kind": "change", "value": "-50 %", "as_of": iso(days[1])})
    return found


def told(rng: random.Random, size: int) -> tuple[Registry, dict[str, Story]]:
    """Return a registry, in which each claim is of a source of its own, and what happened."""
    stories = {f"d{n}": a_story(rng) for n in range(size)}
    stories |= {f"{id_}-part": a_part(rng, id_, each) for id_, each in [*stories.items()] if rng.random() < 0.4}
    claims = [(id_, claim) for id_, story in stories.items() for claim in told_of(rng, story)]
    sources = [Source(id=f"s{n}", title="A letter", published=iso(BASE + 150 + n)) for n in range(len(claims))]
    statements = [
        Statement(**{"id": f"said-{n}", "source": f"s{n}", "about": id_, "basis": "reported", **claim})
        for n, (id_, claim) in enumerate(claims)
    ]
    deployments = [
        Deployment(id=id_, contributor=None if story.whole else "NLD", part_of=story.whole)
        for id_, story in stories.items()
    ]
    return Registry(sources=sources, deployments=deployments, statements=statements), stories


def agree(registry: Registry, stories: dict[str, Story], rng: random.Random) -> None:
    days = sorted({day + step for each in stories.values() for day in (each.first, each.last) for step in (-1, 0, 1)})
    for day in rng.sample(days, min(len(days), 10)):
        for id_, story in stories.items():
            presence = registry.presence(id_, iso(day))
            assert presence.certainty is not (Certainty.NO if story.is_there(day) else Certainty.CERTAIN), (id_, day)
            assert presence.word not in ("disputed", "gap"), (id_, day)
        check_sum(registry, stories, day)


def check_sum(registry: Registry, stories: dict[str, Story], day: int) -> None:
    """Compare a sum with those who were there; nothing is asked where nobody had told a number of somebody yet."""
    numbers = [each.number(day) for each in stories.values() if each.whole is None]
    total = registry.strength(iso(day), contributor="NLD", not_excluded=True)
    if total.unstated or None in numbers:
        return
    there = sum(each or 0 for each in numbers)
    assert total.low <= there, iso(day)
    assert total.high is None or there <= total.high, iso(day)


@settings(max_examples=150)
@given(rng=st.randoms(use_true_random=False), size=st.integers(1, 3))
def test_no_answer_denies_what_happened(rng: random.Random, size: int) -> None:
    agree(*told(rng, size), rng)


@settings(max_examples=10)
@given(rng=st.randoms(use_true_random=False))
def test_no_answer_among_many_denies_what_happened(rng: random.Random) -> None:
    registry, stories = told(rng, 3)
    agree(padded(registry), stories, rng)


@pytest.mark.parametrize("size", [1, 10, 64, 65, 100])
def test_no_sum_of_many_denies_what_happened(size: int) -> None:
    rng = random.Random(size)
    agree(*told(rng, size), rng)


def test_sums_are_compared() -> None:
    """Else nothing would be asked of them."""
    rng, compared = random.Random(1), 0
    for _ in range(100):
        registry, stories = told(rng, 2)
        for day in range(BASE, BASE + 40, 10):
            total = registry.strength(iso(day), not_excluded=True)
            compared += not total.unstated and None not in [each.number(day) for each in stories.values()]
    assert compared >= 50
