"""The sources of an import: one for each file, for each day of a file, or for each name in a column."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from deployments.errors import DateError, InvalidValueError
from deployments.importing.ids import IdMaker
from deployments.importing.mapping import SourceKeys
from deployments.records import Source
from deployments.store import published_by
from deployments.values.calendar import civil
from deployments.values.dates import UncertainDate


@attrs.frozen
class SourceName:
    """What a row says of its source: the file in which it stands, a title, or an empty text, and the day of a claim."""

    file: str
    title: str
    day: UncertainDate | None


class TableSources:
    """The sources that the rows of all files have named so far."""

    def __init__(self, keys: SourceKeys) -> None:
        self.keys = keys
        self._sources: dict[tuple[str, str], Source] = {}
        self._ids = IdMaker()
        self._files: dict[str, str] = {}
        self._publications: dict[str, UncertainDate | InvalidValueError] = {}

    def __iter__(self) -> Iterator[Source]:
        return iter(self._sources.values())

    def add_file(self, name: str, stem: str) -> None:
        """Keep a file, under an id of its own among those of this import."""
        self._files.setdefault(name, self._ids.new(stem))

    def has_file(self, name: str) -> bool:
        """Return whether a file was kept before."""
        return name in self._files

    def last_reported_day(self) -> float:
        """Return the last day that a row can report of, by number; infinite where each day has its own source."""
        if self.keys.within is not None and self.keys.each == "day":
            return float("inf")
        day = published_by(self._made(id="x", title="x", published=self.keys.published))
        return float("inf") if day is None else day

    def get(self, name: SourceName) -> Source:
        """Return the source of what a row says of a day, which is made if it is the first row of it."""
        key = self.key(name)
        found = self._sources.get(key)
        if found is None:
            found = self._sources[key] = self._new(name.file, name.title, name.day if key[1] else None)
        return found

    def publication(self, day: UncertainDate) -> UncertainDate | InvalidValueError | None:
        """Return when the source of a day was published; an error for days around which no date can be written."""
        within = self.keys.within
        if within is None or within.high is None or self.keys.each != "day":
            return self.keys.published
        found = self._publications.get(day.text)
        if found is None:
            first, last = (int(number) for number in day.hull)
            try:
                found = UncertainDate.parse(f"[{_iso(first)}..{_iso(within.high.add_to(last))}]")
            except InvalidValueError:
                hint = "mend the day, or write published in place of within in [source] of the mapping"
                found = DateError("no source can be dated around it", day.text, hint)
            self._publications[day.text] = found
        return found

    def key(self, name: SourceName) -> tuple[str, str]:
        """Return what tells sources apart."""
        if name.title:
            return "", name.title
        return name.file, name.day.text if name.day is not None and self.keys.each == "day" else ""

    def _new(self, file: str, title: str, day: UncertainDate | None) -> Source:
        keys, own = self.keys, self._files[file]
        if title:
            return self._made(id=self._ids.new(title), title=title, published=keys.published)
        if day is None:
            return self._made(id=own, title=keys.title or own, published=keys.published)
        published, note = self.publication(day), keys.note
        if isinstance(published, InvalidValueError):
            raise published
        if keys.within is not None:
            said = f"that it was published at most {keys.within} after {day} is what the mapping says"
            note = said if note is None else f"{note}; {said}"
        id_ = self._ids.new(own, day.text)
        return self._made(id=id_, title=f"{keys.title}, {day}", published=published, covers=day, note=note)

    def _made(self, **own: object) -> Source:
        """Return a source with what the mapping says of all of them, and what is its own."""
        names = ("kind", "publisher", "accessed", "language", "url", "archived", "note")
        return Source(**{**{name: getattr(self.keys, name) for name in names}, **own})


def _iso(number: int) -> str:
    year, month, day = civil(number)
    if not 1 <= year <= 9999:
        raise DateError("a year that is not of four digits", year)
    return f"{year:04}-{month:02}-{day:02}"
