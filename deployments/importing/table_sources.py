"""The sources of an import: one for each file, for each day of a file, or for each name in a column."""

from __future__ import annotations

import attrs

from deployments.errors import DateError, InvalidValueError
from deployments.importing.ids import IdMaker
from deployments.importing.mapping import SourceKeys
from deployments.importing.row_content import OF_THE_TABLE, RowSource
from deployments.records import Source
from deployments.store import published_by
from deployments.values.calendar import civil
from deployments.values.dates import UncertainDate


@attrs.frozen
class SourceName:
    """What a claim says of its source: the file that it stands in, what its row says of it, and its own day."""

    file: str
    row: RowSource
    day: UncertainDate | None


#: What tells sources apart: a file, what rows say of it, and a day; each can be empty.
SourceKey = tuple[str, RowSource, str]


class TableSources:
    """The sources that the rows of all files have named so far."""

    def __init__(self, keys: SourceKeys) -> None:
        self.keys = keys
        self._named: dict[SourceKey, SourceName] = {}
        self._last_days: dict[tuple[tuple[str, object], ...], float] = {}
        self._ids = IdMaker()
        self._files: dict[str, str] = {}
        self._publications: dict[str, UncertainDate | InvalidValueError] = {}

    def add_file(self, name: str, stem: str) -> None:
        """Keep a file, under an id of its own among those of this import."""
        self._files.setdefault(name, self._ids.new(stem))

    def has_file(self, name: str) -> bool:
        """Return whether a file was kept before."""
        return name in self._files

    def last_reported_day(self, row: RowSource = OF_THE_TABLE) -> float:
        """Return the last day that a row can report of, by number; infinite where each day has its own source."""
        if self.keys.within is not None and self.keys.each == "day":
            return float("inf")
        if row.fields not in self._last_days:
            own = {"id": "x", "title": "x", "published": self.keys.published, **dict(row.fields)}
            day = published_by(self._made(**own))
            self._last_days[row.fields] = float("inf") if day is None else day
        return self._last_days[row.fields]

    def take(self, name: SourceName) -> None:
        """Let a source be one of this import."""
        self._named.setdefault(self.key(name), name)

    def made(self) -> dict[SourceKey, Source]:
        """Return all sources, in the order of their titles and days: no matter which of them a row named first."""
        ordered = sorted(self._named.items(), key=lambda named: _order(named[0]))
        return {key: self._new(name, key) for key, name in ordered}

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

    def key(self, name: SourceName) -> SourceKey:
        """Return what tells sources apart: those of one title and of the same fields are one, in whatever file."""
        day = name.day.text if name.day is not None and self.keys.each == "day" else ""
        return "" if name.row.title else name.file, name.row, "" if name.row.title else day

    def _new(self, name: SourceName, key: SourceKey) -> Source:
        keys, own, title, day = self.keys, self._files[name.file], name.row.title, name.day
        told = dict(name.row.fields)
        if title or told:
            id_ = self._ids.new(title or own, str(told.get("published", "")))
            return self._made(**{"id": id_, "title": title or keys.title or own, "published": keys.published, **told})
        if day is None or not key[2]:
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


def _order(key: SourceKey) -> tuple[str, ...]:
    file, row, day = key
    return row.title, file, day, *(f"{name} {value}" for name, value in row.fields)


def _iso(number: int) -> str:
    year, month, day = civil(number)
    if not 1 <= year <= 9999:
        raise DateError("a year that is not of four digits", year)
    return f"{year:04}-{month:02}-{day:02}"
