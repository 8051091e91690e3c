"""The page as one text: what is drawn and written, put together with its style, its script and its data."""

from __future__ import annotations

import functools
import hashlib
import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources
from math import inf

import attrs
import jinja2
from markupsafe import Markup

from deployments import gc_pause
from deployments.answers.question import one_day
from deployments.answers.words import Word
from deployments.pages.axis import Axis
from deployments.pages.bars import LOOKS, Rule, draw, legend, rules
from deployments.pages.page_data import Following, Table, followed, spans_as_numbers, speakers
from deployments.pages.spans import Span, figure_of, spans, total_of
from deployments.pages.states import States
from deployments.pages.versions import Group, groups
from deployments.records import Deployment, Mission, Source
from deployments.registry import Registry
from deployments.reports.block_phrases import BlockPhrases
from deployments.reports.escape import clean
from deployments.reports.record_phrases import under_wholes
from deployments.values.calendar import iso
from deployments.values.certainty import Certainty
from deployments.values.countries import Place
from deployments.values.dates import Day, UncertainDate
from deployments.version import __version__

#: So many rows are shown at a time.
PAGE_SIZE = 100
#: Of more deployments the sections wait in templates until they are opened.
_KEPT = 60
#: A print shows the sections of all rows where these are so few; else of those that the reader opened.
_PRINTED = 25


def page(registry: Registry, *, lang: str = "en", on: Day | None = None) -> str:
    """Return a page that shows a registry over time: one text of HTML that loads nothing from outside.

    Takes the language of the page, and the day that it shows at first: without, that of the newest source. Everything
    else is the reader's to choose on the page: the day, the letters that were known, and which deployments. Raises
    `InvalidValueError` for a language without a file, and `DateError` for what is not one day.

    >>> import deployments
    >>> text = page(deployments.example())
    >>> text.splitlines()[0], "Patriot" in text
    ('<!doctype html>', True)
    """
    with gc_pause.paused():  # thousands of answers are made, and all are kept until the page is
        return _Page(registry, lang, on).text()


@attrs.frozen(eq=False)
class _Row:
    """What the page has of one deployment."""

    record: Deployment
    spans: Sequence[Span]
    rules: Sequence[Rule]
    after: Sequence[Following]
    said: Sequence[tuple[int, str]]


class _Page:
    """One page of a registry, in one language."""

    def __init__(self, registry: Registry, lang: str, on: Day | None) -> None:
        self.registry = registry
        self.phrases = BlockPhrases(registry, lang)
        self.words = self.phrases.language.PAGE_WORDS
        self.states = States.of(registry)
        self.sources = self.phrases.sources_in_order
        self.order = {source.id: number for number, source in enumerate(self.sources)}
        for source in self.sources:
            self.phrases.notes.number(source.id)
        self.totals: dict[str, list[Span]] = {}
        found = {row.record.id: row for group in groups(registry, self.states) for row in self._rows(group)}
        self.rows = [found[id_] for id_ in self._in_order()]
        self.axis = Axis.of((span for row in self.rows for span in row.spans), self.states)
        self.day = self._first_day(on)

    def _first_day(self, on: Day | None) -> int:
        if on is not None:
            return int(one_day(on))
        known = [day for day in self.states.days if day is not None]
        return max(known, default=self.axis.first)

    def _in_order(self) -> list[str]:
        """Return the ids of the deployments, those of a mission together, each part after its whole."""
        records = [self.registry.filled(each) for each in self.registry.deployments.values()]
        return [each.id for each in under_wholes(sorted(records, key=lambda each: each.mission))]

    def _rows(self, group: Group) -> Iterator[_Row]:
        lang, cite = self.phrases.lang, self.phrases.notes.cite
        for id_ in group.members:
            if id_ in self.registry.missions:
                told = spans(group.versions, id_, total_of(lang, cite))
                self.totals[id_] = [span for span in told if span.strength.is_stated]
            if id_ in self.registry.deployments:
                yield _Row(
                    self.registry.filled(self.registry.deployments[id_]),
                    spans(group.versions, id_, figure_of(id_, lang, cite)),
                    rules(group.versions, id_),
                    [*followed(group.versions, id_)],
                    speakers(group.versions, id_, self.order),
                )

    # --- the text ---

    def text(self) -> str:
        """Return the page."""
        style, script = _resource("page.css"), _resource("page.js")
        marks = [(f"{x:.1f}", self._mark(year, month)) for x, year, month in self.axis.marks()]
        sections = [*self._sections()]
        return _template().render(
            lang=self.phrases.lang,
            w=self.words,
            version=__version__,
            title=self._title(),
            rests=self.phrases.capital(self.phrases.rests_on()),
            policy=_policy(style, script),
            style=Markup(style),  # noqa: S704 - ours
            script=Markup(script),  # noqa: S704 - ours
            data=Markup(self._data()),  # noqa: S704 - it is escaped there
            first=iso(self.axis.first),
            last=iso(self.axis.last),
            day=iso(self.day),
            day_number=self.day - self.axis.first,
            days=self.axis.last - self.axis.first,
            letters=self._letters(),
            filters=[*self._filters()],
            sorts=[(key, self.words[f"sort {key}"]) for key in ("", "name", "sure", "most", "heard")],
            marks=marks,
            legend=[(look, path, self.words[f"legend {look.name.lower()}"]) for look, path in legend()],
            rows=[
                {
                    "label": self._label(row),
                    "picture": Markup(draw(row.spans, row.rules, self.axis, self.states.last)),  # noqa: S704 - numbers
                    "details": "",
                }
                for row in self.rows
            ],
            kept=len(self.rows) > _KEPT,
            page_size=PAGE_SIZE,
            sections=sections,
            parts=[
                *((id_, self.words[id_]) for id_ in ("overview", "strength", "timeline")),
                *((id_, name) for id_, name, _ in sections),
            ],
        )

    def _title(self) -> str:
        title = self.registry.metadata.title
        return self.words["title"] if title is None else self.phrases.told(title)

    def _label(self, row: _Row) -> str:
        return self.phrases.deployment(row.record)

    def _mark(self, year: int, month: int) -> str:
        first, second = (m for m in self.axis.marks()[:2]) if len(self.axis.marks()) > 1 else ((0, 0, 1), (0, 0, 1))
        if month == 1 and first[2] == second[2]:
            return str(year)
        return (
            f"{self.phrases.language.SHORT_MONTHS[month - 1]} {year}"
            if month == 1
            else (self.phrases.language.SHORT_MONTHS[month - 1])
        )

    def _sections(self) -> Iterator[tuple[str, str, Markup]]:
        yield from ()

    def _letters(self) -> list[str]:
        """Return for each state what became known in it: the day, and the sources."""
        own: dict[int, list[Source]] = {}
        for source in self.registry.heard:
            own.setdefault(self.states.since(source.id), []).append(source)
        texts = []
        for number, day in enumerate(self.states.days):
            who = [*dict.fromkeys(self.phrases.publisher(source) for source in own.get(number, ()))]
            names = ", ".join(who[:2]) + (" …" if len(who) > 2 else "")
            when = self.words["all sources"] if day is None else self.phrases.phrases.date(UncertainDate.of(iso(day)))
            texts.append(self.words["letter"].format(day=when, who=names) if names else when)
        return texts

    def _filters(self) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
        missions = [(each.id, self.phrases.mission(each)) for each in self.registry.missions.values()]
        contributors = {str(row.record.contributor): row.record.contributor for row in self.rows}
        own = [(key, self.phrases.contributor(each)) for key, each in contributors.items() if each is not None]
        yield "mission", self.words["mission"], missions
        yield "contributor", self.words["contributor"], sorted(own, key=lambda pair: pair[1])
        yield "place", self.words["place"], [*self._places()]

    def _places(self) -> Iterator[tuple[str, str]]:
        """Yield the countries in which deployments are, and then the places that have a name."""
        places = [row.record.place for row in self.rows if row.record.place is not None]
        countries = {each.country.alpha_3: each.country for each in places if each.country is not None}
        yield from sorted(
            ((key, self.phrases.contributor(each)) for key, each in countries.items()), key=lambda p: p[1]
        )
        named = {str(each): self.phrases.place(each) for each in places if each.name}
        yield from sorted(named.items(), key=lambda pair: pair[1])

    # --- the data ---

    def _data(self) -> str:
        """Return what the script computes with, as JSON that ends no element."""
        texts = Table()
        number = {row.record.id: place for place, row in enumerate(self.rows)}
        deployments = [self._as_data(row, number, texts) for row in self.rows]
        totals = {id_: spans_as_numbers(own, self.axis, texts) for id_, own in self.totals.items() if own}
        data = {
            "lang": self.phrases.lang,
            "base": self.axis.first,
            "days": self.axis.last - self.axis.first + 1,
            "day": self.day - self.axis.first,
            "page": PAGE_SIZE,
            "printed": _PRINTED,
            "known": [None if day is None else day - self.axis.first for day in self.states.days],
            "letters": self._letters(),
            "certain": [place for place, word in enumerate(Word) if word.certainty is Certainty.CERTAIN],
            "listed": [place for place, word in enumerate(Word) if word.is_listed],
            "drawn": [place for place, word in enumerate(Word) if word in LOOKS],
            "why": [self.words[f"why {word.value}"] for word in Word],
            "short": [self.words[f"short {word.value}"] for word in Word],
            "out": {place: self.words[f"short {word.value}"] for place, word in enumerate(Word) if word.is_left_out},
            "w": {key.removeprefix("js "): text for key, text in self.words.items() if key.startswith("js ")},
            "sources": [self._source(source) for source in self.sources],
            "deployments": deployments,
            "totals": totals,
            "figures": [clean(text) for text in texts.texts],
        }
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")

    def _source(self, source: Source) -> str:
        day = source.published or source.accessed
        when = "" if day is None else self.phrases.phrases.date(day)
        return clean(
            ", ".join(filter(None, (self.phrases.publisher(source), when))) + f" [{self.order[source.id] + 1}]"
        )

    def _as_data(self, row: _Row, number: Mapping[str, int], texts: Table) -> dict[str, object]:
        record, label = row.record, self._label(row)
        missions = [*dict.fromkeys(id_ for each in record.mission for id_ in self._within(each))]
        found: dict[str, object] = {
            "id": record.id,
            "label": clean(label),
            "missions": missions,
            "contributor": "" if record.contributor is None else str(record.contributor),
            "places": [*_places_of(record.place)],
            "spot": _spot(record.place),
            "search": clean(self._search(label, record, missions)).lower(),
            "whole": number.get(record.part_of or "", -1),
            "said": [(since, self.order[source]) for since, source in row.said],
            "rules": [(rule.since, rule.until) for rule in row.rules],
            "runs": spans_as_numbers(row.spans, self.axis, texts),
        }
        if row.after:
            found["after"] = [self._following(each, number) for each in row.after]
        return found

    def _following(self, each: Following, number: Mapping[str, int]) -> tuple[object, ...]:
        apart = {
            number[other]: [
                [
                    max(first, -9e6) - self.axis.first if first > -inf else -9_999_999,
                    last - self.axis.first if last < inf else 9_999_999,
                ]
                for first, last in own
            ]
            for other, own in each.apart.items()
        }
        return each.since, each.until, number[each.before], apart

    def _within(self, mission: str) -> Iterator[str]:
        """Yield a mission, and those that it is part of."""
        found: Mission | None = self.registry.missions.get(mission)
        while found is not None:
            yield found.id
            found = self.registry.missions.get(found.part_of) if found.part_of is not None else None

    def _search(self, label: str, record: Deployment, missions: Iterable[str]) -> str:
        names = [self.phrases.mission(self.registry.missions[id_]) for id_ in missions]
        return " ".join((label, record.id, str(record.contributor or ""), *names, *missions, record.note or ""))


def _places_of(place: Place | None) -> Iterator[str]:
    if place is not None:
        if place.country is not None:
            yield place.country.alpha_3
        if place.name:
            yield str(place)


def _spot(place: Place | None) -> str:
    """Return by which name the map knows a place: of one with coordinates its own, else the country."""
    if place is None:
        return ""
    if place.latitude is not None:
        return str(place)
    return "" if place.country is None else place.country.alpha_3


def _policy(style: str, script: str) -> str:
    """Return the policy of the page: nothing is loaded, and nothing runs but the one style and the one script."""
    own = [b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    parts = ("default-src 'none'", f"style-src 'sha256-{own[0]}'", f"script-src 'sha256-{own[1]}'")
    return "; ".join((*parts, "base-uri 'none'", "form-action 'none'"))


def _resource(name: str) -> str:
    return resources.files("deployments.pages").joinpath(name).read_text(encoding="utf-8")


@functools.cache
def _template() -> jinja2.Template:
    """Return the template: everything that goes into it is text, made visible and escaped, if it is not ours."""
    loader = jinja2.PackageLoader("deployments.pages")
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, finalize=_shown)
    return environment.get_template("page.html")


def _shown(value: object) -> object:
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value
