"""What the page says, on whatever day, after whatever letter and of whomever, is what the registry answers."""

from __future__ import annotations

import datetime
import functools
import random
import urllib.parse
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

import attrs
import pytest

import deployments
from deployments import Deployment, Presence, Registry, Source, Statement, Status, Total, Word
from deployments.answers.figures_as_said import figure_as_said
from deployments.answers.filters import Selection
from deployments.locales import load_language
from deployments.pages.axis import WIDTH
from deployments.pages.bars import LOOKS, Look
from deployments.pages.states import States
from deployments.reports.block_phrases import BlockPhrases
from deployments.values.calendar import iso
from deployments.values.certainty import Certainty
from tests.answers.nasty_cases import nasty_case
from tests.answers.random_registries import days_of, random_registry
from tests.answers.test_courses import registry_of
from tests.pages.browser import Opener
from tests.pages.geometry import around, heights_at, is_on_line, looks_at

#: Asks as a reader does, by the controls or by a link, and reads what the page says then.
_ASK = """asks => asks.map(ask => {
    const ids = JSON.parse(document.getElementById('data').textContent).deployments.map(each => each.id);
    if (typeof ask === 'string') {
        history.replaceState(null, '', ask);
        dispatchEvent(new HashChangeEvent('hashchange'));
    } else for (const [id, value, event] of ask) {
        const control = document.getElementById(id);
        if (control.value === value) continue;
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
        rows: [...document.querySelectorAll('#rows > li')].filter(row => row.checkVisibility()).map(row => [
            ids[Number(row.id.slice(1))],
            [...row.querySelectorAll('.bars > path:not(.v)')].filter(bar => bar.checkVisibility())
                .map(bar => [bar.getAttribute('class'), bar.getAttribute('d')])]),
        band: Object.fromEntries(['low', 'high', 'more', 'zero'].map(
            name => [name, document.getElementById('band-' + name).getAttribute('d')])),
        scale: [...document.querySelectorAll('#band-scale path')].map(
            line => Number(line.getAttribute('d').match(/ ([\\d.]+)H/)[1])),
        most: Number(document.querySelector('#band-scale text:last-of-type').textContent.replace(/[.,]/g, '')),
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


#: The first day that is drawn, and how many are.
_AXIS = "() => { const data = JSON.parse(document.getElementById('data').textContent); return [data.base, data.days]; }"


@attrs.frozen
class Axis:
    """The days that are drawn: the first, and how many."""

    first: int
    days: int

    def x(self, day: str) -> float | None:
        """Return where the middle of a day is drawn; None if it is not, or too narrow."""
        place = datetime.date.fromisoformat(day).toordinal() - self.first + 0.5
        return place / self.days * WIDTH if 0 < place < self.days < WIDTH else None


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
            "total": self._total(self.total(ask)),
            "certain": {
                each.deployment.id: self._item(known, each) for each in there if each.certainty is Certainty.CERTAIN
            },
            "possible": {
                each.deployment.id: self._item(known, each)
                for each in there
                if each.certainty is Certainty.POSSIBLE and each.word.is_listed
            },
            "out": {each.deployment.id: self._item(known, each) for each in there if each.word.is_left_out},
        }

    def total(self, ask: Ask) -> Total:
        """Return the sum."""
        filters: Any = ask.filters
        return self._known[ask.state].strength(ask.day, **filters)

    def looks(self, ask: Ask) -> dict[str, Look | None]:
        """Return how each of those that pass the filters has to be drawn on the day."""
        filters: Any = ask.filters
        ids = [each.id for each in Selection.of(self.registry._bare, filters).deployments()]
        return {id_: LOOKS.get(self._known[ask.state].presence(id_, ask.day).word) for id_ in ids}

    @functools.cached_property
    def _known(self) -> list[Registry]:
        """What was known after each letter; after the last, what all sources say, also those of an unknown day."""
        days = States.of(self.registry).days
        return [self.registry if day is None else self.registry.known_on(iso(day)) for day in days]

    @property
    def words(self) -> Mapping[str, str]:
        return load_language(self.lang).PAGE_WORDS

    def _item(self, known: Registry, presence: Presence) -> list[str]:
        """Return the sentences on one who is listed: how many, and why."""
        why = self.words[f"why {presence.word.value}"]
        if presence.disputed:
            why += " " + self.words["js disputed number" if _is_of_number(known, presence) else "js disputed"]
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
        left = len(total.not_excluded)
        return text.format(low=_number(total.low), high=_number(high or 0), stated=parts - unstated, parts=parts) + (
            f" {self.words['js total without'].format(count=left)}" if left else ""
        )


def _is_of_number(known: Registry, presence: Presence) -> bool:
    """Tell whether all reports that an answer and its number rest on agree about the days."""
    stated = map(known.status, presence.strength.statements)
    return presence.word not in (Word.DISPUTED, Word.GAP) and Status.DISPUTED not in stated


def _number(number: int) -> str:
    return f"{number:,}"


def check(opened: Opener, registry: Registry, asks: Sequence[Ask], lang: str = "en", *, by_links: bool = True) -> None:
    """Ask a page and the registry the same, and compare."""
    expected = Expected(registry, lang)
    reading = opened(deployments.page(registry, lang=expected.lang))
    axis = Axis(*reading.page.evaluate(_AXIS))
    days = ["all" if day is None else iso(day) for day in States.of(registry).days]
    asked = [each.link(days[each.state]) if by_links else each.choices() for each in asks]
    for ask, found in zip(asks, reading.page.evaluate(_ASK, asked), strict=True):
        said: dict[str, Any] = {"total": found["total"], "certain": {}, "possible": {}, "out": {}}
        for group in found["groups"]:
            assert group["count"] == len(group["items"]), ask
            said[group["kind"]] |= {id_: texts for id_, *texts in group["items"]}
        assert said == expected.said(ask), ask
        if (x := axis.x(ask.day)) is not None:
            check_bars(expected.looks(ask), dict(found["rows"]), x)
            check_band(expected.total(ask), Band(found["band"], found["scale"], found["most"]), x)


def check_bars(looks: Mapping[str, Look | None], rows: Mapping[str, list[tuple[str, str]]], x: float) -> None:
    """Compare the bars at a place with the looks of the words of the day."""
    assert rows.keys() == looks.keys()
    for id_, bars in rows.items():
        found = [*looks_at(bars, x)]
        assert looks[id_] is None or looks[id_] in {look for look, _ in found}, (id_, found)
        # What is drawn wider than it is, so that one sees it, can be above its neighbour.
        assert {look for look, is_sure in found if is_sure} <= {looks[id_]} or len(found) > 1, (id_, found)


def check_band(total: Total, band: Band, x: float) -> None:
    """Compare the band at a place with the sum of the day: what nobody stated is a gap, and never a zero."""
    parts, unstated, high = len(total.parts), len(total.unstated), total.stated_high
    is_stated = parts > unstated
    low = total.low if is_stated else 0
    assert band.is_from(0, low, "low", x)
    if high is not None:  # else it goes on to the sum of those that have an end
        assert band.is_from(low, max(high, low) if is_stated else low, "high", x)
    assert any(
        bool(heights_at(band.paths["more"], at)) == (is_stated and bool(unstated or high is None)) for at in around(x)
    )
    assert any(is_on_line(band.paths["zero"], at) == (not parts and not total.not_excluded) for at in around(x))


@attrs.frozen
class Band:
    """The band as it is drawn: its paths, the heights of zero and of the largest number, and that number."""

    paths: Mapping[str, str]
    scale: Sequence[float]
    most: int

    def is_from(self, low: int, high: int, name: str, x: float) -> bool:
        """Tell whether an area reaches from one number to another at a place; from one to itself there is none."""
        edges = sorted(map(self._height, (low, high))) if high > low else []
        return any(heights_at(self.paths[name], at) == pytest.approx(edges, abs=0.51) for at in around(x))

    def _height(self, number: int) -> float:
        floor, top = self.scale
        return floor + number / self.most * (top - floor)


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


@pytest.mark.parametrize(
    ("kind", "value", "text"), [("strength", "205", "js disputed number"), ("end", "2024-04-30", "js disputed")]
)
@pytest.mark.parametrize("lang", ["en", "nl"])
def test_about_what_reports_contradict_each_other(opened: Opener, lang: str, kind: str, value: str, text: str) -> None:
    claims = [Statement(id="a", source="a", about="x", kind=kind, value=value, basis="reported")]
    claims += [Statement(id="b", source="b", about="x", kind="strength", value="250", as_of="2024-05-01")]
    registry = Registry(
        sources=[Source(id=id_, title=id_, published="2024-05-01") for id_ in "ab"],
        deployments=[Deployment(id="x", contributor="NLD")],
        statements=claims,
    )
    ask, expected = Ask("2024-05-01", States.of(registry).last), Expected(registry, lang)
    there = {**expected.said(ask)["certain"], **expected.said(ask)["possible"]}
    assert there["x"][-1].endswith(load_language(lang).PAGE_WORDS[text])
    check(opened, registry, [ask], lang)


@pytest.mark.parametrize("seed", range(20))
def test_registries_at_random(opened: Opener, seed: int) -> None:
    rng = random.Random(f"page {seed}")
    registry = random_registry(rng, rng.choice((1, 3, 6)))
    check(opened, registry, [*asks_of(registry, rng, days=5, letters=3)])


@pytest.mark.parametrize("seed", range(20))
def test_nasty_registries(opened: Opener, seed: int) -> None:
    registry = registry_of(nasty_case(seed))
    check(opened, registry, [*asks_of(registry, random.Random(seed), days=5, letters=3)])
