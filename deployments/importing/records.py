"""Rows of tables become records: missions, deployments, sources, and a statement for everything that a row says."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

import attrs

from deployments.claims import Basis, ClaimKind
from deployments.errors import InvalidValueError, quote
from deployments.importing.cells import Contributor
from deployments.importing.mapping import SourceKeys, TableMapping
from deployments.importing.rows import AGAIN, Claimed, Key, Mention, MissionFacts, Read
from deployments.records import Deployment, Mission, Source, Statement
from deployments.store import published_by
from deployments.values.calendar import FIRST_DATE, LAST_DATE, civil, iso
from deployments.values.countries import Place
from deployments.values.dates import UncertainDate
from deployments.values.quantities import Quantity
from deployments.values.when import When, is_id

_NOBODY = Quantity(0, 0)


@attrs.frozen
class RowFigure:
    """What one row says of one deployment or mission."""

    kind: ClaimKind
    value: Quantity | UncertainDate | None
    day: UncertainDate | None
    source: str
    line: int


@attrs.define
class _Identity:
    """A deployment, and all that rows say of it, by what it is said of: a day, or a milestone."""

    who: Contributor
    place: Place | None
    note: str | None = None
    figures: dict[str, RowFigure] = attrs.field(factory=dict)
    is_peopled: bool = False


class Ids:
    """Ids made of names, each given once.

    >>> ids = Ids()
    >>> ids.new("NLD", "MINUSMA"), ids.new("nld", "minusma")
    ('nld-minusma', 'nld-minusma-2')
    """

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def new(self, *names: str) -> str:
        """Make an id of names that no other names have got yet."""
        first = slug(*names)
        id_ = first
        while id_ in self._given:
            self._given[first] += 1
            id_ = f"{first}-{self._given[first]}"
        self._given[id_] = 1
        return id_


def slug(*names: str) -> str:
    """Make what can be an id of names: letters without accents, digits and hyphens.

    >>> slug("Côte d'Ivoire", "2014")
    'cote-d-ivoire-2014'
    """
    plain = unicodedata.normalize("NFKD", "-".join(name for name in names if name)).encode("ascii", "ignore").decode()
    text = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:80].rstrip("-")
    return text if is_id(text) else f"x-{text}".rstrip("-")


class CollectedRows:
    """Everything that rows have said so far."""

    def __init__(self, mapping: TableMapping) -> None:
        self.mapping = mapping
        self.sources: dict[tuple[str, str], Source] = {}
        self.missions: dict[str, tuple[Mission, MissionFacts, str]] = {}
        self.identities: dict[Key, _Identity] = {}
        self.dates_of_missions: dict[str, dict[str, RowFigure]] = defaultdict(dict)
        self.files: dict[str, str] = {}
        self.blocked: set[Mention] = set()
        self.days: dict[str, tuple[UncertainDate, str]] = {}
        self.absences = 0
        self._spelt: dict[str, str] = {}
        self._silent: list[list[Key]] = []
        self._subjects, self._source_ids = Ids(), Ids()

    # --- sources ---

    def add_file(self, name: str, stem: str) -> None:
        """Take note of a table, which gets a name of its own among those of this import."""
        self.files.setdefault(name, self._source_ids.new(stem))

    def published(self) -> float:
        """Give the last day that a row can report of; infinite where each day has its own source."""
        keys = self.mapping.source
        if keys.within is not None and keys.each == "day":
            return float("inf")
        day = published_by(_source(keys, id="x", title="x", published=keys.published))
        return float("inf") if day is None else day

    def source(self, file: str, title: str, day: UncertainDate | None) -> str:
        """Give the id of the source of what a row says of a day."""
        key = self._source_key(file, title, day)
        found = self.sources.get(key)
        if found is None:
            found = self.sources[key] = self._new_source(file, title, day if key[1] else None)
        return found.id

    def _source_key(self, file: str, title: str, day: UncertainDate | None) -> tuple[str, str]:
        if title:
            return "", title
        return file, day.text if day is not None and self.mapping.source.each == "day" else ""

    def _new_source(self, file: str, title: str, day: UncertainDate | None) -> Source:
        keys, own = self.mapping.source, self.files[file]
        if title:
            return _source(keys, id=self._source_ids.new(title), title=title, published=keys.published)
        if day is None:
            return _source(keys, id=own, title=keys.title or own, published=keys.published)
        published, note = keys.published, keys.note
        if keys.within is not None and keys.within.high is not None:
            first, last = (int(number) for number in day.hull)
            published = UncertainDate.parse(f"[{_text_of_day(first)}..{_text_of_day(keys.within.high.add_to(last))}]")
            said = f"that it was published at most {keys.within} after {day} is what the mapping says"
            note = said if note is None else f"{note}; {said}"
        id_ = self._source_ids.new(own, day.text)
        return _source(keys, id=id_, title=f"{keys.title}, {day}", published=published, covers=day, note=note)

    # --- rows ---

    def conflict(self, file: str, row: Read) -> Iterator[tuple[str, str, str]]:
        """Give why a row cannot be taken beside those before: the code, a message and a hint."""
        mission = row.mission
        if mission is not None and mission.key in self.missions:
            _, before, where = self.missions[mission.key]
            if before != mission:
                message = f"{quote(mission.key)} is {_described(before)} in {where}, and {_described(mission)} here"
                yield "I114", message, "give each mission its own id, or write one name for both"
        elif mission is not None:
            other = self._spelt.get(_bare(mission.key))
            if other is not None:
                message = f"two missions whose names differ in spelling only: {quote(other)} and {quote(mission.key)}"
                yield "W101", message, f'if they are one, write "{mission.key}" = "{other}" in [mission.aliases]'
        for claim in row.claims:
            line = self._said_before(file, row, claim)
            if line is not None:
                yield "I105", f"it says again what line {line} says: {quote(str(claim))}", AGAIN
                return

    def _said_before(self, file: str, row: Read, claim: Claimed) -> int | None:
        """Give the line in which the same source says the same of the same, whatever the value."""
        identity = self.identities.get(claim.key)
        source = self.sources.get(self._source_key(file, row.source, claim.day))
        if identity is None or source is None:
            return None
        for mark in (claim.mark, f"{claim.mark} {source.id}"):
            figure = identity.figures.get(mark)
            if figure is not None and figure.source == source.id:
                return figure.line
        return None

    def add(self, file: str, row: Read) -> int:
        """Take a row; give the number of things that it says."""
        stated = self._add_mission(file, row)
        keys = []
        for claim in row.claims:
            source = self.source(file, row.source, claim.day)
            figure = RowFigure(claim.kind, claim.value, claim.day, source, row.line)
            identity = self.identities.get(claim.key)
            if identity is None:
                identity = self.identities[claim.key] = _Identity(claim.who, row.place, claim.note)
            mark = claim.mark
            identity.figures[f"{mark} {source}" if mark in identity.figures else mark] = figure
            if claim.value is not None:
                stated += 1
                keys.append(claim.key)
                identity.is_peopled |= claim.value != _NOBODY
            if claim.kind is ClaimKind.STRENGTH and claim.day is not None:
                self.days.setdefault(claim.day.text, (claim.day, source))
        if stated and not any(self.identities[key].is_peopled for key in keys):
            self._silent.append(keys)
        return stated

    def _add_mission(self, file: str, row: Read) -> int:
        facts = row.mission
        if facts is None:
            return 0
        if facts.key not in self.missions:
            keys = self.mapping.mission
            organisation = keys.organisation if keys is not None else None
            id_ = self._subjects.new(facts.key)
            mission = Mission(id=id_, name=facts.name, organisation=organisation, host=facts.host)
            self._spelt.setdefault(_bare(facts.key), facts.key)
            self.missions[facts.key] = mission, facts, f"line {row.line}"
        own = self.dates_of_missions[facts.key]
        for kind, date in facts.dates:
            source = self.source(file, row.source, None)
            own.setdefault(f"{kind.value} {date}", RowFigure(kind, date, None, source, row.line))
        return len(facts.dates)

    # --- absences ---

    def block(self, mentions: Iterable[Mention]) -> None:
        """Take note of whom a row that was reported may be about: of them nobody can say that they are absent."""
        self.blocked.update(mentions)

    def _absences(
        self, key: Key, identity: _Identity, order: Mapping[str, int], days: list[str]
    ) -> Iterator[RowFigure]:
        """Give a zero for the first day of the table on which a deployment is missing, after each day that it has."""
        dated = [each for each in identity.figures.values() if each.kind is ClaimKind.STRENGTH and each.day is not None]
        own = sorted([(order[each.day.text], each) for each in dated if each.day], key=lambda pair: pair[0])
        for i, (at, figure) in enumerate(own):
            until = own[i + 1][0] if i + 1 < len(own) else len(days)
            if until <= at or figure.value == _NOBODY:
                continue
            missing = next((day for day in days[at + 1 : until] if not self._is_blocked(key, day)), None)
            if missing is not None:
                day, source = self.days[missing]
                yield RowFigure(ClaimKind.STRENGTH, _NOBODY, day, source, 0)

    def _is_blocked(self, key: Key, day: str) -> bool:
        return bool(self.blocked) and any(
            (who, mission, when) in self.blocked
            for who in (key[0], None)
            for mission in (key[1], None)
            for when in (day, None)
        )

    # --- the end ---

    def deployments(self) -> Iterator[tuple[Deployment, list[RowFigure]]]:
        """Give every deployment with all that is said of it; nobody is said to be absent before they were there."""
        for keys in self._silent:
            if not any(self.identities[key].is_peopled for key in keys):
                for key in keys:
                    self.identities[key].is_peopled = True
        days = sorted(self.days, key=lambda text: self.days[text][0].sort_key)
        order = {day: number for number, day in enumerate(days)}
        several = len(self.mapping.parts) > 1
        for key, identity in self.identities.items():
            stated = [figure for figure in identity.figures.values() if figure.value is not None]
            if not stated or (several and not identity.is_peopled):
                continue
            mission = self.missions[key[1]][0].id if key[1] else None
            id_ = self._subjects.new(key[0], mission or "", key[2])
            deployment = Deployment(
                id=id_,
                contributor=identity.who,
                mission=mission,
                force=key[2] or None,
                place=identity.place,
                note=identity.note,
            )
            if self.mapping.absent == "zero":
                absent = [*self._absences(key, identity, order, days)]
                self.absences += len(absent)
                stated += absent
            yield deployment, stated


class StatementMaker:
    """Makes statements of what rows say, numbered by source."""

    def __init__(self, mapping: TableMapping, published: float, when: Callable[[UncertainDate], When]) -> None:
        self.basis, self.published, self.when = mapping.basis, published, when
        self._numbers: dict[str, int] = defaultdict(int)

    def make(self, about: str, figure: RowFigure) -> Statement:
        """Make the statement."""
        self._numbers[figure.source] += 1
        value = figure.value
        basis = self.basis
        if basis is None and figure.day is not None and figure.day.hull[1] > self.published:
            basis = Basis.REPORTED
        return Statement(
            id=f"{figure.source}#{self._numbers[figure.source]}",
            source=figure.source,
            about=about,
            kind=figure.kind,
            value=self.when(value) if isinstance(value, UncertainDate) else value,
            as_of=figure.day,
            basis=basis,
            locator=f"line {figure.line}" if figure.line else f"no row for it among those of {figure.day}",
        )


def _source(keys: SourceKeys, **own: object) -> Source:
    common = {name: getattr(keys, name) for name in ("kind", "publisher", "accessed", "language", "url", "note")}
    return Source(**{**common, **own})


def _described(mission: MissionFacts) -> str:
    dates = ", ".join(f"{kind.value} {date}" for kind, date in mission.dates)
    return f"{quote(mission.name)} ({dates})" if dates else quote(mission.name)


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def _text_of_day(number: int) -> str:
    if not FIRST_DATE <= number <= LAST_DATE:
        raise InvalidValueError("a year beyond the calendar", civil(number)[0], "mend the day")
    return iso(number)


__all__ = ["CollectedRows", "Ids", "RowFigure", "StatementMaker", "slug"]
