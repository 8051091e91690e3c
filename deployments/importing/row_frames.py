"""Reads what a row says that is not of one of its deployments: its mission, its place and its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from deployments.claims import ClaimKind
from deployments.errors import InvalidValueError, quote
from deployments.importing.cell_reader import is_country
from deployments.importing.columns import Cell
from deployments.importing.mapping import SOURCE_DATES
from deployments.importing.place_texts import (
    CountryBeside,
    countries_within,
    country_beside,
    in_the_table,
    several_hint,
    split_hint,
)
from deployments.importing.row_content import OF_THE_TABLE, MissionFacts, RowSource
from deployments.importing.row_days import RowDays, state_then
from deployments.importing.word_hints import either_way
from deployments.values.countries import Country, Place
from deployments.values.when import When


class RowFrames(RowDays):
    """Reads the mission, the place and the source of the rows of one file."""

    def source(self, texts: Sequence[str]) -> RowSource:
        """Return what a row says of its source."""
        if not self.columns.source_fields:
            return OF_THE_TABLE
        title, before = self._source_title(texts), self.problems.errors
        fields = tuple(self._source_fields(texts))
        if self.problems.errors == before:
            self._check_dated(fields)
        return RowSource(title, fields)

    def _source_title(self, texts: Sequence[str]) -> str:
        cell, text, is_known = self._field("source.title", texts)
        if is_known:
            return self._taken(self.cells.name, text, cell) or ""
        if cell is not None and self.mapping.source.title is None:
            hint = "name it in the table, or write column = ... and, for such rows, title = ... in [source]"
            self.problems.add("P101", f"a claim without a source: {quote(text)}", hint, cell)
        return ""

    def _source_fields(self, texts: Sequence[str]) -> Iterator[tuple[str, object]]:
        for name in self.columns.source_fields:
            cell, text, is_known = self._field(f"source.{name}", texts)
            if name == "title" or not is_known:
                continue
            found = self.cells.of_source(name, text)
            if isinstance(found, InvalidValueError):
                self.problems.invalid(found, cell)
            else:
                yield name, found

    def _check_dated(self, fields: Iterable[tuple[str, object]]) -> None:
        """Report a source of which nobody says when it was published, or read."""
        keys = self.mapping.source
        if keys.published is None and keys.accessed is None and not {*SOURCE_DATES} & {*dict(fields)}:
            named = [cell for name in SOURCE_DATES if (cell := self.columns.fields.get(f"source.{name}")) is not None]
            if named and keys.each == "file":
                hint = "write it in the table, or leave the row out of it"
                self.problems.add("I106", "the row does not say when its source was published", hint, named[0])

    def mission(self, texts: Sequence[str]) -> MissionFacts | None:
        """Return what a row says of its mission."""
        cell, text, is_known = self._field("mission", texts)
        if cell is None:
            return None
        if not is_known:
            self._missing("which mission", text, cell)
            return None
        key = self._taken(self.cells.mission, text, cell)
        if key is None:
            return None
        dates = self._mission_dates(texts)
        return MissionFacts(key, self._mission_name(texts, key), self._host(texts), tuple(dates.items()))

    def _mission_dates(self, texts: Sequence[str]) -> dict[ClaimKind, When]:
        dates = {}
        for kind, field in ((ClaimKind.START, "mission.start"), (ClaimKind.END, "mission.end")):
            cell, text, is_known = self._field(field, texts)
            keys = getattr(self.mapping.mission, kind.value)
            found = self.cells.day_of_mission(kind, keys, text) if is_known else None
            date = None if found is None or cell is None else self._read(found, cell)
            if date is not None:
                dates[kind] = When(on=date)
        if len(dates) > 1:
            self._check_order(dates, self.columns.fields.get("mission.end"))
        return dates

    def _mission_name(self, texts: Sequence[str], key: str) -> str:
        cell, text, is_known = self._field("mission.name", texts)
        keys = self.mapping.mission
        if cell is None or keys is None:
            return key
        if not is_known:
            return keys.unnamed or key
        return self._taken(self.cells.name, text, cell) or key

    def _host(self, texts: Sequence[str]) -> tuple[Country, ...]:
        cell, text, is_known = self._field("mission.host", texts)
        if not is_known:
            return ()
        keys = self.mapping.mission
        found = None if cell is None or keys is None else self._read(self.cells.host(text, keys.host), cell)
        return () if found is None else (found,)

    def place(self, texts: Sequence[str]) -> Place | None:
        """Return the place of a row."""
        names = ("text", "country", "name", "latitude", "longitude")
        cells = {name: cell for name in names if (cell := self.columns.fields.get(f"place.{name}")) is not None}
        known = {name: text for name, cell in cells.items() if not cell.is_unknown(text := cell.of(texts))}
        self._check_word(cells.get("country"), texts)
        found = self.cells.place(known, self._country_then(known.get("country", ""), texts))
        if isinstance(found, InvalidValueError):
            named = [name for name in reversed(names) if name in cells and name in found.problem]
            self.problems.invalid(found, cells[named[0]] if named else next(iter(cells.values())))
            return None
        self._check_country(found, known.get("text", ""))
        return found

    def _country_then(self, code: str, texts: Sequence[str]) -> Country | None:
        """Return the state that the code of a place means on the days of the row, if it is one of several."""
        keys = self.mapping.place
        meant = self.cells.at_times(keys.country, keys.aliases, code) if keys is not None and keys.country else ()
        return state_then(meant, self.extent_of_all(texts)) if meant else None

    def _check_country(self, place: Place | None, text: str) -> None:
        """Warn of countries in the text of a place that are not read: of several, or of one behind no comma."""
        cell = self.columns.fields.get("place.text")
        if place is None or place.country is not None or cell is None or not text:
            return
        if self.cells.is_alias_of_place(text):
            return
        name = " ".join(text.split())
        countries, beside = countries_within(name), country_beside(name)
        if len(countries) > 1:
            message = f"a place without a country, in which several are named: {quote(text)}"
            self.problems.once("I120", text, message, several_hint(name, countries), cell)
        elif beside is not None:
            message = f"a place without a country, in which one is named: {quote(text)}"
            self.problems.once("I120", text, message, self._beside_hint(beside, cell), cell)

    def _beside_hint(self, beside: CountryBeside, cell: Cell) -> str:
        """Return what to write so that a country is read which stands in the text of a place in another way."""
        is_one = "place.country" not in self.columns.fields  # else a split would take the country's column away
        if not is_one or not beside.pattern or cell.column is None or self.columns.is_made(cell.column):
            return in_the_table(beside)
        column = self.columns.names[cell.column]
        offered = self.cells.place_patterns
        if not beside.is_first:
            offered.setdefault(column, beside.pattern)
        is_offered = offered.get(column, beside.pattern) == beside.pattern
        return split_hint(beside, column, self.columns.names) if is_offered else in_the_table(beside)

    def _check_word(self, cell: Cell | None, texts: Sequence[str]) -> None:
        """Report a country that is also a word for what is not known, unless the mapping says which is meant."""
        text = "" if cell is None else cell.of(texts).strip()
        if cell is None or not text or not cell.is_unknown(text) or not is_country(text):
            return
        keys = self.mapping.place
        if keys is not None and keys.unknown is None and (keys.country is None or keys.country.unknown is None):
            hint = either_way(self.mapping.unknown or (), text, "place", "not known")
            self.problems.add("I111", f"it is a country, and the word for what is not known: {quote(text)}", hint, cell)
