"""The page as one text: what is drawn and written, put together with its style, its script and its data."""

from __future__ import annotations

import gzip
import hashlib
import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from importlib import resources
from typing import NamedTuple

from markupsafe import Markup

from deployments import gc_pause
from deployments.answers.question import one_day
from deployments.pages.bars import draw, legend
from deployments.pages.citing import templates
from deployments.pages.collected import Collected, PageRow
from deployments.pages.details import Details
from deployments.pages.page_data import page_data
from deployments.pages.world_map import WorldMap, world_map
from deployments.records import Source
from deployments.registry import Registry
from deployments.reports.escape import clean
from deployments.values.calendar import iso
from deployments.values.certainty import Certainty
from deployments.values.dates import Day, UncertainDate
from deployments.values.durations import Span
from deployments.version import __version__

#: So many rows are shown at a time.
PAGE_SIZE = 50
#: Of more deployments the data, and what is below each bar, are packed: the same words stand there often.
_PACKED = 60
#: A print shows the sections of all rows where these are so few; else of those that the reader opened.
_PRINTED = 25
#: So many sources of one day are named beside it.
_NAMED = 2


def page(registry: Registry, *, lang: str = "en", on: Day | None = None, remarks: Sequence[str] = ()) -> str:
    """Return a page that shows a registry over time: one text of HTML that loads nothing from outside.

    Takes the language of the page, the day that it shows at first (without, that of the newest source), and remarks
    that stand below its title. Everything else is the reader's to choose on the page: the day, the letters that were
    known, and which deployments. Raises `InvalidValueError` for a language without a file, and `DateError` for what is
    not one day.

    >>> import deployments
    >>> text = page(deployments.example())
    >>> text.splitlines()[0], "Patriot" in text
    ('<!doctype html>', True)
    """
    with gc_pause.paused():  # thousands of answers are made, and all are kept until the page is
        found = Collected.of(registry, lang)
        return _Page(found, found.last_known if on is None else int(one_day(on)), remarks).text()


class Part(NamedTuple):
    """A part of the page: its id, its heading, and what stands in it."""

    id: str
    name: str
    body: Markup


class Data(NamedTuple):
    """What an element of data holds, and of which type it says that this is."""

    type: str
    text: Markup

    @classmethod
    def of(cls, text: str, *, packed: bool) -> Data:
        """Return a text of JSON as data: as it is, but so that it ends no element, or packed."""
        if packed:
            data = b64encode(gzip.compress(text.encode(), mtime=0)).decode()
            return cls("application/gzip", Markup(data))  # noqa: S704 - letters and digits
        escaped = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        return cls("application/json", Markup(escaped))  # noqa: S704 - it ends no element


class _Page:
    """One page of what is collected, which shows a day at first."""

    def __init__(self, found: Collected, day: int, remarks: Sequence[str] = ()) -> None:
        self.found = found
        self.day = day
        self.remarks = remarks
        self.phrases = found.phrases
        self.words = found.phrases.language.PAGE_WORDS
        self.details = Details(found.registry, found.phrases.lang, found.states)

    def text(self) -> str:
        """Return the page."""
        found, axis, style, script = self.found, self.found.axis, _resource("page.css"), _resource("page.js")
        drawn = self._map()
        parts = [*self._parts(drawn)]
        letters, rows, packed = self._letters(), [*map(self._row, found.rows)], len(found.rows) > _PACKED
        settings = {
            "day": self.day - axis.first,
            "page": PAGE_SIZE,
            "printed": _PRINTED,
            "letters": [*map(clean, letters)],
        }
        return (
            templates()
            .get_template("page.html")
            .render(
                lang=self.phrases.lang,
                w=self.words,
                version=__version__,
                title=self._title(),
                rests=self.phrases.capital(self.phrases.rests_on()),
                remarks=[*self.remarks, *self.phrases.restrictions()],
                meanings=[
                    *self.phrases.tolerance(found.groups, figures=found.registry.statements),
                    self.phrases.staleness(),
                ],
                policy=_policy(style, script),
                style=Markup(style),  # noqa: S704 - ours
                script=Markup(script),  # noqa: S704 - ours
                data=Data.of(page_data(found, settings, drawn.shapes), packed=packed),
                details=Data.of(json.dumps([row["details"] for row in rows]), packed=True) if packed else None,
                first=iso(axis.first),
                last=iso(axis.last),
                day=iso(self.day),
                chosen=self.phrases.phrases.date(UncertainDate.of(iso(self.day))),
                day_number=self.day - axis.first,
                days=axis.last - axis.first,
                letters=letters,
                filters=[*self._filters()],
                sorts=[(key, self.words[f"sort {key}"]) for key in ("", "name", "sure", "most", "heard")],
                marks=[*self._marks()],
                legend=[*self._legend()],
                rows=[{**row, "details": ""} for row in rows] if packed else rows,
                left_out=self.details.shortened(),
                page_size=PAGE_SIZE,
                sections=parts,
                names=[
                    *((id_, self.words[id_]) for id_ in ("overview", "strength", "timeline")),
                    *(p[:2] for p in parts),
                ],
            )
        )

    def _title(self) -> str:
        title = self.found.registry.metadata.title
        return self.words["title"] if title is None else self.phrases.told(title)

    def _row(self, row: PageRow) -> dict[str, object]:
        picture = draw(row.bars, row.rules, self.found.axis, self.found.states.last)
        details = self.details.deployment(row.record.id, self.found.groups[row.record.id])
        return {"label": row.label, "picture": Markup(picture), "details": details}  # noqa: S704 - numbers alone

    def _marks(self) -> Iterator[tuple[int, str]]:
        """Yield where each mark of the axis is, and its text: years, or months, the first of each year with it."""
        marks, months = self.found.axis.marks(), self.phrases.language.SHORT_MONTHS
        are_years = len({month for _, _, month in marks}) == 1
        for place, (x, year, month) in enumerate(marks):
            short = months[month - 1] if place and month != 1 else f"{months[month - 1]} {year}"
            name = str(year) if are_years else short
            yield x, name

    def _legend(self) -> Iterator[tuple[str, str, str]]:
        """Yield each look, a sample of it, and what it means."""
        span = self.phrases.phrases.span(Span(months=self.found.registry.tolerance.stale))
        for look, path in legend():
            yield look, path, self.words[f"legend {look.name.lower()}"].format(span=span)

    # --- what can be chosen ---

    def _letters(self) -> list[str]:
        """Return for each state what became known in it: the day, and the sources."""
        states = self.found.states
        own: dict[int, list[Source]] = {}
        for source in self.found.registry.heard:
            own.setdefault(states.since(source.id), []).append(source)
        return [self._letter(day, own.get(number, ())) for number, day in enumerate(states.days)]

    def _letter(self, day: int | None, sources: Sequence[Source]) -> str:
        who = [*dict.fromkeys(map(self.phrases.publisher, sources))]
        names = ", ".join(who[:_NAMED]) + (" …" if len(who) > _NAMED else "")
        when = self.words["all sources"] if day is None else self.phrases.phrases.date(UncertainDate.of(iso(day)))
        return self.words["letter"].format(day=when, who=names) if names else when

    def _filters(self) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
        """Yield each filter: its id, its name, and what can be chosen, each with its text."""
        missions = [(each.id, self.phrases.mission(each)) for each in self.found.registry.missions.values()]
        whose = {str(row.record.contributor): row.record.contributor for row in self.found.rows}
        contributors = [(key, self.phrases.contributor(each)) for key, each in whose.items() if each is not None]
        yield "mission", self.words["mission"], missions
        yield "contributor", self.words["contributor"], sorted(contributors, key=_by_name)
        yield "place", self.words["place"], [*self._places()]

    def _places(self) -> Iterator[tuple[str, str]]:
        """Yield the countries in which deployments are, and then the places that have a name."""
        places = [row.record.place for row in self.found.rows if row.record.place is not None]
        countries = {each.country.alpha_3: each.country for each in places if each.country is not None}
        yield from sorted(((key, self.phrases.contributor(each)) for key, each in countries.items()), key=_by_name)
        yield from sorted({str(each): self.phrases.place(each) for each in places if each.name}.items(), key=_by_name)

    # --- the parts below the rows ---

    def _parts(self, drawn: WorldMap) -> Iterator[Part]:
        lost = self._not_on_map(drawn)
        body = templates().get_template("map.html").render(w=self.words, svg=drawn.svg, lost=lost)
        yield Part("map", self.words["map"], Markup(body))  # noqa: S704 - a template made it
        for id_, body in self._chapters():
            if body:
                yield Part(id_, self.words[id_], body)

    def _chapters(self) -> Iterator[tuple[str, Markup]]:
        """Yield the id and the body of each part about all records; an empty body if there is nothing to tell."""
        registry, groups = self.found.registry, self.found.groups
        missions = [
            (self.phrases.mission(each), self.details.mission(each.id, groups[each.id]))
            for each in registry.missions.values()
        ]
        events = [
            (self.phrases.told(each.name), self.details.event(each.id, groups.get(each.id)))
            for each in registry.events.values()
        ]
        named = templates().get_template("named.html")
        yield "missions", Markup(named.render(records=missions)) if missions else Markup()  # noqa: S704 - as above
        yield "events", Markup(named.render(records=events)) if events else Markup()  # noqa: S704 - as above
        yield "authorised", self.details.authorised()
        yield "promises", self.details.promises()
        yield "conflicts", self.details.conflicts()
        yield "sources", self.details.sources()

    def _map(self) -> WorldMap:
        places = {str(row.record.place): row.record.place for row in self.found.rows if row.record.place is not None}
        sure: dict[str, str] = {}
        for row in self.found.rows:
            span = row.on(self.day, self.found.states.last)
            if span is not None and span.word.is_listed:
                is_certain = span.word.certainty is Certainty.CERTAIN
                place = str(row.record.place)
                sure[place] = "certain" if is_certain or sure.get(place) == "certain" else "possible"
        return world_map([*places.items()], self.phrases.lang, sure)

    def _not_on_map(self, drawn: WorldMap) -> list[str]:
        """Return the names of the deployments that no map can show."""
        return [
            row.label
            for row in self.found.rows
            if row.record.place is None or str(row.record.place) not in drawn.shapes
        ]


def _by_name(pair: tuple[str, str]) -> str:
    return pair[1]


def _policy(style: str, script: str) -> str:
    """Return the policy of the page: nothing is loaded, and nothing runs but the one style and the one script."""
    own = [b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    parts = ("default-src 'none'", f"style-src 'sha256-{own[0]}'", f"script-src 'sha256-{own[1]}'")
    return "; ".join((*parts, "base-uri 'none'", "form-action 'none'"))


def _resource(name: str) -> str:
    return resources.files("deployments.pages").joinpath(name).read_text(encoding="utf-8")
