"""What the page says, on whatever day, after whatever letter and of whomever, is what the registry answers."""

from __future__ import annotations

import functools
import random
import urllib.parse
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

import attrs
import pytest

import deployments
from deployments import Presence, Registry, Statement, Total
from deployments.answers.figures_as_said import figure_as_said
from deployments.locales import load_language
from deployments.pages.states import States
from deployments.reports.block_phrases import BlockPhrases
from deployments.values.calendar import iso
from deployments.values.certainty import Certainty
from tests.answers.nasty_cases import nasty_case
from tests.answers.random_registries import days_of, random_registry
from tests.answers.test_courses import registry_of
from tests.pages.browser import Opener

#: Asks as a reader does, by the controls or by a link, and reads what the page says then.
_ASK = """asks => asks.map(ask => {
    if (typeof ask === 'string') {
        history.replaceState(null, '', ask);
        dispatchEvent(new HashChangeEvent('hashchange'));
    } else for (const [id, value, event] of ask) {
        const control = document.getElementById(id);
        control.value = value;
        control.dispatchEvent(new Event(event, {bubbles: true}));
    }
    for (const more of document.querySelectorAll('#lists button')) more.click();
    const read = (element, selector) => [...element.querySelectorAll(selector)].map(each => each.textContent);
    return {
        total: document.getElementById('total').textContent,
        groups: [...document.querySelectorAll('#lists .group')].map(group => ({
            kind: group.classList[1],
            count: Number(group.querySelector('h3 span').textContent),
            items: [...group.querySelectorAll('li')].map(
                item => [item.dataset.id, ...read(item, 'p:not(:first-child):not(.last)')]),
        })),
    };
})"""


@attrs.frozen
class Ask:
    """What is chosen: a day, the number of a letter, and filters."""

    day: str
    state: int
    filters: Mapping[str, str] = attrs.Factory(dict)

    def link(self, known: str) -> str:
        """Return the link that asks it; takes the day of the letter."""
        return f"#{urllib.parse.urlencode({'day': self.day, 'known': known, **self.filters}, quote_via=quote)}"

    def choices(self) -> list[tuple[str, str, str]]:
        """Return what a reader chooses to ask it: the control, its value, and what the browser tells the page."""
        chosen = [(name, self.filters.get(name, ""), "change") for name in ("mission", "contributor", "place")]
        return [("day", self.day, "change"), ("known", str(self.state), "input"), *chosen]


@attrs.frozen(slots=False)
class Expected:
    """What the answers of a registry are in the words of the page."""

    registry: Registry
    lang: str

    def said(self, ask: Ask) -> dict[str, Any]:
        """Return what the page has to say."""
        known = self._known[ask.state]
        filters: Any = ask.filters
        there = known.active(ask.day, not_excluded=True, **filters)
        return {
            "total": self._total(known.strength(ask.day, **filters)),
            "certain": {each.deployment.id: self._item(each) for each in there if each.certainty is Certainty.CERTAIN},
            "possible": {
                each.deployment.id: self._item(each)
                for each in there
                if each.certainty is Certainty.POSSIBLE and each.word.is_listed
            },
            "out": {each.deployment.id: self._item(each) for each in there if each.word.is_left_out},
        }

    @functools.cached_property
    def _known(self) -> list[Registry]:
        """What was known after each letter; after the last, what all sources say, also those of an unknown day."""
        days = States.of(self.registry).days
        return [self.registry if day is None else self.registry.known_on(iso(day)) for day in days]

    @property
    def words(self) -> Mapping[str, str]:
        return load_language(self.lang).PAGE_WORDS

    def _item(self, presence: Presence) -> list[str]:
        """Return the sentences on one who is listed: how many, and why."""
        why = self.words[f"why {presence.word.value}"]
        if presence.disputed:
            why += " " + self.words["js disputed"]
        if presence.word.is_left_out:
            return [why]
        figure = figure_as_said(presence, self.lang, self._cite)
        return [self.words["js military"].format(figure=figure), why]

    @functools.cached_property
    def _cite(self) -> Callable[[Statement], str]:
        phrases = BlockPhrases(self.registry, self.lang)
        for source in phrases.sources_in_order:
            phrases.notes.number(source.id)
        return phrases.notes.cite

    def _total(self, total: Total) -> str:
        parts, unstated = len(total.parts), len(total.unstated)
        if not parts:
            return self.words["js total out" if total.not_excluded else "js total nobody"]
        if parts == unstated:
            return self.words["js total unstated"]
        high = total.stated_high
        kind = "least" if high is None else "one" if total.low == high else "range"
        text = self.words[f"js total {kind}{' some' if unstated else ''}"]
        return text.format(low=_number(total.low), high=_number(high or 0), stated=parts - unstated, parts=parts)


def _number(number: int) -> str:
    return f"{number:,}"


def check(opened: Opener, registry: Registry, asks: Sequence[Ask], lang: str = "en", *, by_links: bool = True) -> None:
    """Ask a page and the registry the same, and compare."""
    expected = Expected(registry, lang)
    reading = opened(deployments.page(registry, lang=expected.lang))
    days = ["all" if day is None else iso(day) for day in States.of(registry).days]
    asked = [each.link(days[each.state]) if by_links else each.choices() for each in asks]
    for ask, found in zip(asks, reading.page.evaluate(_ASK, asked), strict=True):
        said: dict[str, Any] = {"total": found["total"], "certain": {}, "possible": {}, "out": {}}
        for group in found["groups"]:
            assert group["count"] == len(group["items"]), ask
            said[group["kind"]] |= {id_: texts for id_, *texts in group["items"]}
        assert said == expected.said(ask), ask


def asks_of(registry: Registry, rng: random.Random, days: int, letters: int) -> Iterator[Ask]:
    """Yield some days of some deployments after some letters, of all and of those that pass a filter."""
    states = States.of(registry)
    ids = [*registry.deployments]
    for _ in range(days):
        on = rng.choice(days_of(registry, rng.choice(ids), rng, 3))
        for state in {states.last, *(rng.randrange(states.last + 1) for _ in range(letters - 1))}:
            yield Ask(on, state)
            yield Ask(on, state, dict([rng.choice([*_filters(registry)])]))


def _filters(registry: Registry) -> Iterator[tuple[str, str]]:
    for each in map(registry.filled, registry.deployments.values()):
        yield "contributor", str(each.contributor)
        yield from (("mission", id_) for id_ in each.mission)
        if each.place is not None and each.place.country is not None:
            yield "place", each.place.country.alpha_3
        if each.place is not None and each.place.name:
            yield "place", str(each.place)


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_bundled_registry(opened: Opener, lang: str) -> None:
    registry = deployments.example()
    days = ["2022-03-01", "2022-03-20", "2022-04-14", "2022-05-06", "2022-11-01", "2023-05-26", "2023-06-21"]
    days += ["2023-06-28", "2023-07-12", "2026-01-01"]
    states = range(len(States.of(registry).days))
    filters = [{}, *(dict([each]) for each in dict.fromkeys(_filters(registry)))]
    asks = [Ask(day, state) for day in days for state in states]
    asks += [Ask(day, states[-1], each) for day in days[::3] for each in filters]
    check(opened, registry, asks, lang, by_links=False)


@pytest.mark.parametrize("seed", range(20))
def test_registries_at_random(opened: Opener, seed: int) -> None:
    rng = random.Random(f"page {seed}")
    registry = random_registry(rng, rng.choice((1, 3, 6)))
    check(opened, registry, [*asks_of(registry, rng, days=5, letters=3)])


@pytest.mark.parametrize("seed", range(20))
def test_nasty_registries(opened: Opener, seed: int) -> None:
    registry = registry_of(nasty_case(seed))
    check(opened, registry, [*asks_of(registry, random.Random(seed), days=5, letters=3)])
