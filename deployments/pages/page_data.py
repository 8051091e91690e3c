"""What the script of a page computes with: the spans of all deployments as numbers, and the texts that go with them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from math import inf

from deployments.answers.words import Word
from deployments.pages.collected import Collected, PageRow
from deployments.pages.following import Following
from deployments.pages.spans import Span
from deployments.records import Mission, Source
from deployments.registry import Registry
from deployments.reports.escape import clean
from deployments.values.certainty import Certainty
from deployments.values.countries import Place

#: Days without a first or a last.
_ENDLESS = 9_999_999
_NUMBERS = {word: number for number, word in enumerate(Word)}


def page_data(found: Collected, settings: Mapping[str, object], shapes: Mapping[str, str]) -> str:
    """Return the data of a page as JSON.

    Takes what is collected, what else the script needs to know, and the shape on the map of each place, by its text.
    """
    data = _Data(found, shapes)
    return json.dumps({**settings, **data.everything()}, ensure_ascii=False, separators=(",", ":"))


class _Data:
    def __init__(self, found: Collected, shapes: Mapping[str, str]) -> None:
        self.found = found
        self.shapes = shapes
        self.words = found.phrases.language.PAGE_WORDS
        self.first = found.axis.first
        self.numbers = {row.record.id: number for number, row in enumerate(found.rows)}
        #: The figures, each kept once, by number.
        self.figures: dict[str, int] = {}

    def everything(self) -> dict[str, object]:
        """Return all that follows from the registry, and the words."""
        found = self.found
        deployments = [*map(self.deployment, found.rows)]
        totals = {id_: self.runs(own) for id_, own in found.totals.items()}
        return {
            "lang": found.phrases.lang,
            "base": self.first,
            "days": found.axis.last - self.first + 1,
            "known": [None if day is None else day - self.first for day in found.states.days],
            "certain": [_NUMBERS[word] for word in Word if word.certainty is Certainty.CERTAIN],
            "listed": [_NUMBERS[word] for word in Word if word.is_listed],
            "why": [self.words[f"why {word.value}"] for word in Word],
            "short": [self.words[f"short {word.value}"] for word in Word],
            "w": {key.removeprefix("js "): text for key, text in self.words.items() if key.startswith("js ")},
            "missions": {
                each.id: clean(self.found.phrases.mission(each)) for each in self.found.registry.missions.values()
            },
            "sources": [*map(self.source, found.phrases.sources_in_order)],
            "deployments": deployments,
            "totals": totals,
            "figures": [*self.figures],
        }

    def source(self, source: Source) -> str:
        """Return who a source is, of which day, or on which it was read, and its number."""
        phrases = self.found.phrases
        who = ", ".join(filter(None, (phrases.publisher(source), phrases.day_of(source, phrases.phrases))))
        return clean(f"{who} [{self.found.order[source.id] + 1}]")

    def deployment(self, row: PageRow) -> dict[str, object]:
        """Return all that the script needs of one deployment."""
        record = row.record
        missions = [*dict.fromkeys(id_ for each in record.mission for id_ in _within(self.found.registry, each))]
        data: dict[str, object] = {
            "id": record.id,
            "label": clean(row.label),
            "missions": missions,
            "contributor": "" if record.contributor is None else str(record.contributor),
            "places": [*places_of(record.place)],
            "spot": "" if record.place is None else self.shapes.get(str(record.place), ""),
            "note": clean(record.note or ""),
            "whole": self.numbers.get(record.part_of or "", -1),
            "said": [(since, self.found.order[source]) for since, source in row.said],
            "drawn": [
                *((bar.since, bar.until) for bar in row.bars),
                *((rule.since, rule.until) for rule in row.rules),
            ],
            "runs": self.runs(row.spans),
        }
        if row.after:
            data["after"] = [*map(self.following, row.after)]
        return data

    def following(self, each: Following) -> tuple[object, ...]:
        """Return whom a deployment follows, and when it was apart from those before it."""
        apart = {
            self.numbers[other]: [(self.day(first), self.day(last)) for first, last in own]
            for other, own in each.apart.items()
        }
        return each.since, each.until, self.numbers[each.before], apart

    def runs(self, every: Sequence[Span]) -> list[int]:
        """Return spans as numbers, nine for each: the days count from the first of the axis.

        These are the first day and the last, the number of the word, the low and the high end, marks (1 stated, 2
        disputed, 4 as to the number alone), the number of the figure, and the first and the last state. An end that
        nobody gave is -1.
        """
        found: list[int] = []
        for span in every:
            strength = span.strength
            found += (
                self.day(span.first),
                self.day(span.last),
                _NUMBERS[span.word],
                strength.low,
                -1 if strength.high is None else strength.high,
                strength.is_stated + 2 * span.is_disputed + 4 * span.is_of_number,
                self.figures.setdefault(clean(span.figure), len(self.figures)),
                span.since,
                span.until,
            )
        return found

    def day(self, day: float) -> int:
        """Return a day as the script counts it."""
        if abs(day) == inf:
            return _ENDLESS if day > 0 else -_ENDLESS
        return int(day) - self.first


def places_of(place: Place | None) -> Iterator[str]:
    """Yield by what a place is chosen: its country, and itself if it has a name.

    >>> [*places_of(Place("SVK", "Sliač"))]
    ['SVK', 'Sliač, SVK']
    """
    if place is not None and place.country is not None:
        yield place.country.alpha_3
    if place is not None and place.name:
        yield str(place)


def _within(registry: Registry, mission: str) -> Iterator[str]:
    """Yield a mission, and those that it is part of."""
    found: Mission | None = registry.missions.get(mission)
    while found is not None:
        yield found.id
        found = registry.missions.get(found.part_of) if found.part_of is not None else None
