"""What makes the parts of answers from those of the library, and keeps which statements and sources they name."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf
from typing import Any

from deployments.answers.filters import Filters, Selection
from deployments.answers.results import Expected, Figure, Presence, Range, Strength
from deployments.answers.sentences import cited_in_sentence
from deployments.answers.sightings import Sighting
from deployments.answers.trust import witnesses
from deployments.claims import Basis, ClaimKind
from deployments.formats.digests import digest
from deployments.records import Deployment, Source, Statement, id_of, kind_of
from deployments.registry import Registry
from deployments.reports.claim_rows import ClaimRows
from deployments.shapes.answer import SCHEMA, FiltersShape, RegistryShape, ToleranceShape, TrustShape
from deployments.shapes.days import BoundDay, Day, ExpectedDay, NumberRange, SeenDay, date_or_none, iso_or_none
from deployments.shapes.parts import PlaceShape, SourceShape, StatedFigure, StatementShape, StrengthShape
from deployments.solver.bounds import Bounds
from deployments.values.countries import Country, Organisation, Place
from deployments.values.dates import Day as AnyDay
from deployments.values.dates import UncertainDate
from deployments.values.quantities import Breakdown, Change, Quantity
from deployments.values.tolerance import Tolerance
from deployments.values.when import When
from deployments.version import __version__


class Maker:
    """Makes the parts of one answer, and then the tables of the statements and sources that they name.

    >>> Maker(Registry()).asked("2023-06-21~").first
    '2023-06-14'
    """

    def __init__(self, registry: Registry, lang: str = "en", *, asked_of: Registry | None = None) -> None:
        """Take the registry that knows what became of statements, and that which was asked, where it knows more."""
        self.registry = registry
        self.asked_of = asked_of or registry
        self.lang = lang
        self.words = ClaimRows(registry, lang)
        self.cited: dict[str, Statement] = {}
        self.named: dict[str, None] = {}
        self._days: dict[str, Day] = {}

    # --- days and numbers ---

    def date(self, date: UncertainDate | None) -> Day | None:
        """Return a date that a source gives, with the days that it takes in under the tolerance."""
        if date is None:
            return None
        found = self._days.get(date.text)
        if found is None:
            first, last = date.widened_hull(self.registry.tolerance)
            found = self._days[date.text] = Day(date.text, iso_or_none(first), iso_or_none(last))
        return found

    def asked(self, day: AnyDay) -> Day:
        """Return a day that somebody asks for."""
        found = self.date(UncertainDate.of(day))
        assert found is not None  # noqa: S101 - a date was given
        return found

    def is_one_day(self, day: AnyDay) -> bool:
        """Tell whether somebody asks for one day that is known."""
        first, last = UncertainDate.of(day).widened_hull(self.registry.tolerance)
        return first == last

    def bounds(self, bounds: Bounds) -> BoundDay:
        """Return days that were computed."""
        return BoundDay(None, iso_or_none(bounds.low), iso_or_none(bounds.high), bounds.disputed)

    def expected(self, expected: Expected | None) -> ExpectedDay | None:
        """Return the first or the last day of a stay."""
        if expected is None:
            return None
        bounds = expected.bounds
        if expected.milestone == ClaimKind.DECIDED:  # it names no day of the arrival, but one before which it is not
            return ExpectedDay(
                None,
                iso_or_none(bounds.low),
                None,
                milestone=expected.milestone,
                basis=expected.basis,
                computed=True,
                disputed=bounds.disputed,
                statements=self.cite(*expected.statements),
            )
        return ExpectedDay(
            self._text_of_all(expected.statements),
            iso_or_none(bounds.low),
            iso_or_none(bounds.high),
            milestone=expected.milestone,
            basis=expected.basis,
            computed=expected.named is None or expected.named.run != bounds.run,
            disputed=bounds.disputed,
            statements=self.cite(*expected.statements),
        )

    def _text_of_all(self, statements: Iterable[Statement]) -> str | None:
        """Return what all of some statements say of a day; None if they differ, or name none."""
        texts = {str(each.value) if isinstance(each.value, When) else None for each in statements}
        (only,) = texts if len(texts) == 1 else (None,)
        return only

    def seen(self, seen: Sighting | None) -> SeenDay | None:
        """Return the day of a sighting."""
        if seen is None:
            return None
        text = self.text_of_day(seen.statement)
        days = iso_or_none(seen.first), iso_or_none(seen.last)
        return SeenDay(text, *days, disputed=seen.disputed, statements=self.cite(seen.statement))

    def text_of_day(self, statement: Statement) -> str | None:
        """Return what a statement says of its day, as files have it; None where it says nothing of it."""
        said = self.registry.original(statement)
        if isinstance(said.value, When):
            return str(said.value)
        if said.as_of is not None:
            return said.as_of.text
        if said.citing is not None or self.registry.basis(said) is not Basis.REPORTED:
            return None
        published = self.registry.sources[said.source].published
        return None if published is None else published.text

    def strength(self, strength: Strength) -> StrengthShape:
        """Return a strength: the range, and the figures as they were said."""
        return StrengthShape(
            low=strength.low,
            high=strength.high,
            if_there=_range(strength.if_there),
            carried=strength.carried,
            planned=strength.planned,
            disputed=strength.disputed,
            computed=strength.computed,
            unstated=not strength.is_stated,
            stated=tuple(map(self.figure, strength.stated)),
            outdated=None if strength.last is None else self.figure(strength.last),
            outdated_plan=None if strength.last_planned is None else self.figure(strength.last_planned),
        )

    def days_of_figure(
        self, statement: Statement, first: float, last: float
    ) -> tuple[Day | None, str | None, str | None]:
        """Return the day that a figure is of, or, if no source names one, none and the days on which it counts."""
        said = self.registry.original(statement)
        if first > last:  # a plan that counts on no day
            return self.date(said.as_of), None, None
        days = iso_or_none(first), iso_or_none(last)
        if said.as_of is None and self.registry.basis(said) is not Basis.REPORTED:
            return None, *days
        return Day(self.text_of_day(statement), *days), None, None

    def figure(self, figure: Figure) -> StatedFigure:
        """Return a figure as it was said."""
        (id_,) = self.cite(figure.statement)
        quantity = figure.quantity
        low, high = self.quantity_range(quantity)
        day, counts_from, counts_until = self.days_of_figure(figure.statement, figure.first, figure.last)
        return StatedFigure(
            kind=figure.statement.kind,
            quantity=_signed(quantity),
            low=low,
            high=high,
            day=day,
            counts_from=counts_from,
            counts_until=counts_until,
            basis=figure.basis,
            derived=figure.statement.derived,
            statement=id_,
        )

    def quantity_range(self, quantity: Quantity | Breakdown | Change) -> tuple[int | None, int | None]:
        """Return the least and the greatest that a number can be; of a decrease they are below zero."""
        if not isinstance(quantity, Change):
            return quantity.bounds(self.registry.tolerance)
        if quantity.by is None:
            return None, None
        low, high = quantity.by.bounds(self.registry.tolerance)
        if quantity.increase:
            return low, high
        return None if high is None else -high, -low

    # --- records ---

    def deployment(self, deployment: Deployment) -> dict[str, Any]:
        """Return the keys of a deployment."""
        filled = self.registry.filled(deployment)
        return {
            "deployment": deployment.id,
            "label": self.words.deployment(deployment),
            "contributor": None if filled.contributor is None else _contributor(filled.contributor),
            "mission": filled.mission,
            "force": None if filled.force is None else self.words.told(filled.force),
            "part_of": filled.part_of,
            "place": place_shape(filled.place),
        }

    def subject(self, id_: str) -> dict[str, str]:
        """Return the keys that say what something is said of."""
        return {"about": id_, "type": kind_of(self.registry.subject(id_)), "label": self.words.name(id_)}

    def presence(self, presence: Presence) -> dict[str, Any]:
        """Return the keys of whether a deployment is there."""
        hinges, cited = presence.hinges_on, cited_in_sentence(presence)
        return {
            **self.deployment(presence.deployment),
            "certainty": presence.certainty,
            "word": presence.word,
            "disputed": presence.disputed,
            "sentence": presence.sentence(self.lang),
            "figure": presence.figure(self.lang),
            "arrives": self.expected(presence.arrives),
            "leaves": self.expected(presence.leaves),
            "last_seen": self.seen(presence.last_seen),
            "certain_until": date_or_none(presence.certain_until),
            "strength": self.strength(presence.strength),
            "considered": tuple(map(self.figure, presence.considered)),
            "mandate": presence.mandate,
            "statements": self.cite(*cited),
            "witnesses": len(witnesses(cited, presence.sources)),
            "hinges_on": None if hinges is None else self.name(*(source.id for source in hinges)),
        }

    def cite(self, *statements: Statement) -> tuple[str, ...]:
        """Keep statements for the table of the answer, and return their ids, each once."""
        for statement in statements:
            self.cited[statement.id] = statement
        return tuple(dict.fromkeys(statement.id for statement in statements))

    def name(self, *sources: str) -> tuple[str, ...]:
        """Keep sources for the table of the answer, and return their ids."""
        self.named.update(dict.fromkeys(sources))
        return sources

    # --- the answer ---

    def asked_about(self, filters: Filters) -> int:
        """Return how many deployments pass filters."""
        return len(Selection.of(self.asked_of, filters).deployments())

    def answer(self, filters: Filters | None = None) -> dict[str, Any]:
        """Return the keys that all answers have, but for the name, the counts and the items; what is named is kept."""
        statements = {id_: self.statement(each) for id_, each in self.cited.items()}
        said_by = (id_ for each in self.cited.values() for id_ in (each.source, each.citing) if id_ is not None)
        named = dict.fromkeys((*self.named, *said_by))
        asked = Selection.of(self.asked_of, filters or {}).as_read()
        return {
            **self.head(),
            "filters": FiltersShape(*(_text_or_none(asked.get(key)) for key in ("mission", "contributor", "place"))),
            "statements": statements,
            "sources": {id_: SourceShape(**self.source(self.asked_of.every_source[id_])) for id_ in named},
        }

    def head(self) -> dict[str, Any]:
        """Return the keys that say who answers, and how."""
        registry, scope = self.asked_of, self.asked_of.scope
        left_out = tuple(source.id for source in registry.distrusted)
        return {
            "schema": SCHEMA,
            "library": __version__,
            "registry": self._registry(),
            "lang": self.lang,
            "known_on": iso_or_none(scope.certain_by),
            "possibly_known_on": iso_or_none(scope.possible_by),
            "trust": TrustShape(
                kinds=None if scope.kinds is None else tuple(sorted(scope.kinds)),
                without=tuple(sorted(scope.without)),
                left_out=left_out,
            ),
            "tolerance": _tolerance(registry.tolerance),
        }

    def _registry(self) -> RegistryShape:
        registry = self.asked_of
        days = (registry.published(source.id)[1] for source in registry.heard)
        newest = max((day for day in days if day < inf), default=inf)
        count = len(registry.statements)
        known = digest(registry), len(registry.heard), count, iso_or_none(newest)
        return RegistryShape(*known, example=False, errors=0)

    def statement(self, statement: Statement) -> StatementShape:
        """Return a statement, and what became of it."""
        registry = self.registry
        return StatementShape(
            source=statement.source,
            citing=statement.citing,
            about=statement.about,
            kind=statement.kind,
            value=_value(statement.value),
            claim=self.words.claim(statement),
            as_of=self.date(statement.as_of),
            basis=registry.basis(statement),
            basis_written=statement.basis is not None,
            derived=statement.derived,
            by=statement.by,
            corrects=statement.corrects,
            status=registry.status(statement),
            wording=statement.wording,
            locator=statement.locator,
            note=statement.note,
        )

    def source(self, source: Source) -> dict[str, Any]:
        """Return the keys of a source."""
        return {
            "title": self.words.told(source.title),
            "publisher": source.publisher,
            "kind": source.kind,
            "published": self.date(source.published),
            "accessed": self.date(source.accessed),
            "covers": self.date(source.covers),
            "language": source.language,
            "url": source.url,
            "archived": source.archived,
            "references": tuple(map(str, source.references)),
            "cites": tuple(map(str, source.cites)),
            "note": source.note,
        }


def _range(found: Range | None) -> NumberRange | None:
    return None if found is None else NumberRange(found.low, found.high)


def _contributor(contributor: Country | Organisation) -> str:
    return contributor.alpha_3 if isinstance(contributor, Country) else contributor.name


def place_shape(place: Place | None) -> PlaceShape | None:
    """Return a place."""
    if place is None:
        return None
    return PlaceShape(
        country=None if place.country is None else place.country.alpha_3,
        name=place.name,
        latitude=place.latitude,
        longitude=place.longitude,
    )


def _tolerance(tolerance: Tolerance) -> ToleranceShape:
    stale = f"{tolerance.stale} month{'' if tolerance.stale == 1 else 's'}"
    return ToleranceShape(tolerance.day, tolerance.month, tolerance.year, percent=tolerance.quantity, stale=stale)


def _value(value: object) -> str:
    """Return a claim as a text, as files have it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _signed(quantity: Quantity | Breakdown | Change) -> str:
    """Return a number as files have it, and a change with its sign."""
    is_more = (
        isinstance(quantity, Change) and quantity.increase and str(quantity)[0].isdigit() | (str(quantity)[0] in "~.")
    )
    return f"+{quantity}" if is_more else str(quantity)


def _text_or_none(value: object) -> str | None:
    return None if value is None else str(id_of(value))
