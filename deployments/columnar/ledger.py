"""Every statement of a store as columns of numbers, from which is computed what holds for all deployments at once.

The columns are made once for a registry. What was known on a day uses the same columns, and chooses among their rows.
Statements that columns do not cover are marked: for the deployments that they are about the plain definition answers.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs
import numpy as np

from deployments import gc_pause
from deployments.basis import publication_days
from deployments.claims import MILESTONES, Basis, BasisRule, ClaimKind
from deployments.columnar.arrays import Days, Integers, Mask, places_in, told
from deployments.columnar.extents import Extent, Extents, is_far
from deployments.records import Source
from deployments.rows import Coded, slices
from deployments.solver.constraints import ConstraintBuilder
from deployments.solver.resolution import named_sources
from deployments.solver.ties import tied_to
from deployments.store import RecordStore

COLUMN = {milestone: i for i, milestone in enumerate(MILESTONES)}
WIDTH = len(MILESTONES)

KINDS = [*ClaimKind]
CODES = {kind.value: code for code, kind in enumerate(KINDS)}
BASES = [Basis.REPORTED, Basis.PLANNED, Basis.CONSIDERED]
REPORTED, PLANNED, CONSIDERED = range(3)


def _flags(flags: Iterable[bool]) -> Mask:
    return np.fromiter(flags, np.bool_, len(KINDS))


# For each kind of claim what its specification says.
IS_MILESTONE = _flags(kind.spec.milestone for kind in KINDS)
IS_SIGHTING = _flags(kind.spec.sighting for kind in KINDS)
#: The column of the milestone that each kind of claim dates, or -1.
COLUMNS = np.array([COLUMN.get(kind.value, -1) for kind in KINDS], np.int64)
_RULES = np.array([[*BasisRule].index(kind.spec.basis) for kind in KINDS], np.int8)
_DATED, _FIGURE, _SIGHTING, _REPORTED, _PLANNED = range(len(BasisRule))
_DECISIONS = np.isin(np.arange(len(KINDS)), [CODES["decided"], CODES["end_decided"]])
#: Kinds of claim that columns do not cover. The date of an event is about no deployment.
_OTHERS = _flags(
    kind.value in ("change", "mandate", "ceiling", "follows", "relieves", "rotation", "cancelled", "date")
    for kind in KINDS
)
#: Kinds of claim of which columns cover some values.
_MAY_BE_LEFT = _flags(kind.value in ("duration", "equipment") for kind in KINDS)
#: Reports of these milestones are days on which somebody was there.
_DAYS_THERE = _flags(kind.value in ("start", "operational", "end") for kind in KINDS)
START, STRENGTH, PRESENT, DURATION = (CODES[name] for name in ("start", "strength", "present", "duration"))


@attrs.frozen(eq=False)
class SourceColumns:
    """For each source the first and the last day on which it can have been published.

    - `first`, `last`: with the tolerance of the store. `strict_first`, `strict_last`: with the default tolerance.
    - `low`, `high`: the ends of the day of publication as it binds other days. `is_holed`: not every day between them
      can be meant.
    - `is_near`: none of these days is too far away for columns.
    """

    first: Days
    last: Days
    strict_first: Days
    strict_last: Days
    low: Days
    high: Days
    is_near: Mask
    is_holed: Mask

    @classmethod
    def of(cls, store: RecordStore) -> SourceColumns:
        """Compute the columns for the sources of a store."""
        builder = ConstraintBuilder(store)
        rows = np.array([_source_row(builder, source) for source in store.sources.values()], np.float64)
        columns = rows.reshape(-1, 8).T
        first, last, strict_first, strict_last, low, high, is_near, is_holed = columns
        return cls(first, last, strict_first, strict_last, low, high, is_near > 0, is_holed > 0)


def _source_row(builder: ConstraintBuilder, source: Source) -> tuple[float, ...]:
    known, strict = builder.store.published(source.id), publication_days(source)
    runs = builder.publication(source.id)
    days = runs[0][0], runs[-1][1]
    return (*known, *strict, *days, not is_far(*known, *strict, *days), len(runs) > 1)


@attrs.frozen(eq=False)
class Tie:
    """A statement that makes the days of its subject, `about`, depend on those of another: its number, and both ids."""

    statement: int
    about: str
    other: str


class Ledger:
    """The statements of a store as columns, in its own order.

    - `source`, `about`, `kind`, `basis`: the numbers of the source, the deployment (-1 for other subjects), the kind
      and the basis of each statement.
    - `first`, `last`: the first and the last day that it names, or the day of its figure or presence.
    - `low`: the same as `first`, but for a plan the first day on which it can come true.
    - `is_seen`: it reports somebody there. `is_absent`: it reports nobody there.
    - `is_open`: it names no last day. `has_day`: it has an `as_of` day.
    - `is_irregular`: columns do not cover it.
    """

    @gc_pause.paused()
    def __init__(self, store: RecordStore) -> None:
        self.store = store
        self.rows, self.sources = store.deployments.places, store.sources.places
        self.published = SourceColumns.of(store)
        column = store.statement_list.column
        self.source = places_in(self.sources, column("source"))
        about = store.statement_list.about_among(self.rows)
        self.about = np.array(about.values, np.int32).take(about.numbers())
        self.kind = told(column("kind"), lambda kind: CODES[kind.value], np.int8)
        #: The number of the source that each statement cites, or -1.
        self.citing = places_in(self.sources, column("citing"))
        #: The numbers of the statements that correct others.
        self.correcting = np.flatnonzero(told(column("corrects"), lambda id_: id_ is not None, np.bool_))
        self._read(column)
        self.ties = [*self._ties()]
        self.following = np.flatnonzero(self.kind == CODES["follows"])
        #: The number of the whole that each deployment is part of, or -1.
        self.whole, self.has_parts = np.full(len(self.rows), -1), bool(store.parts)
        for whole, parts in store.parts.items():
            self.whole[[self.rows[part] for part in parts]] = self.rows[whole]

    def _read(self, column: Callable[[str], Coded]) -> None:
        extents = Extents(self.store)
        value = extents.of(column("value"))
        own = extents.of(column("as_of"))
        named = dict(zip(Extent._fields, extents.columns(), strict=True))
        written = told(column("basis"), [None, *BASES].index, np.int8)
        is_dated, is_told = IS_MILESTONE[self.kind], named["during"].astype(np.int32).take(value) == self.source
        self.has_day = own > 0
        day = np.where(is_dated, value, own)
        self._least, self._most, self._value = named["least"], named["most"], value
        is_some, is_zero = (named["least"] > 0).take(value), (named["is_zero"] > 0).take(value)
        says = (self.kind == PRESENT) & is_some & ~self.has_day & (written <= 1)
        self.basis = self._bases(written, named, day, says, is_told=is_told, is_zero=is_zero)
        self._date(named, day, written, is_told)
        is_report = self.basis == REPORTED
        is_sighting = is_report & IS_SIGHTING[self.kind]
        #: It reports that somebody was there on a day that is no milestone.
        self.is_sighting = is_sighting & is_some
        self.is_seen = self.is_sighting | (is_report & _DAYS_THERE[self.kind])
        self.is_absent = is_sighting & is_zero & ((self.kind == STRENGTH) | (self.kind == PRESENT))
        is_duration = self.kind == DURATION
        self.is_open = np.where(
            is_duration, (named["is_open"] > 0).take(value), np.isinf(named["last"]).take(day) & ~is_told
        )
        self.is_irregular |= _OTHERS[self.kind] | (self.citing >= 0) | (self.basis == CONSIDERED)
        self.is_irregular |= (is_duration & is_report) | ((self.kind == STRENGTH) & (self.basis == PLANNED))
        self.is_irregular |= is_zero & (self.kind == PRESENT) & ~is_report
        self.is_irregular |= self.is_holed & ~self.is_sighting
        is_left = named["is_left"] > 0
        self.is_irregular |= is_left.take(own) | (_MAY_BE_LEFT[self.kind] & is_left.take(value))
        # An absence on a vague day of publication can contradict what the same source says of that day.
        self.is_irregular |= self.is_absent & ~self.has_day & (self.first < self.last)
        # If a source gives two sizes, it is not known which of them counts those who are there.
        self.is_irregular |= self._are_of_two_sizes((self.kind == STRENGTH) & ~self.has_day & (written == 0) & ~is_zero)
        self.is_irregular[self.correcting] = True
        self._is_tied = (named["is_tied"] > 0).take(value)
        self._is_of_another = (named["during"] >= 0).take(value) & ~is_told
        self.is_irregular |= self._is_tied | self._is_of_another

    def _bases(
        self, written: Integers, named: Mapping[str, Days], day: Integers, says: Mask, *, is_told: Mask, is_zero: Mask
    ) -> Integers:
        """Return the basis of each statement, by the rules of `deployments.basis`.

        `says` tells which report somebody there at publication.
        """
        rule = _RULES[self.kind]
        is_past, is_known, is_now = self._are_of_the_past(named, day)
        is_dated = (rule == _DATED) & (is_told | is_past | (_DECISIONS[self.kind] & is_known))
        has_day = self.has_day & (is_past | is_now)
        starts = (self.kind == START) & ((written == 0) & ~is_dated | (written == 1 + PLANNED))
        is_figure = rule == _FIGURE
        those_there = is_zero | self._are_of_those_there(is_figure & ~self.has_day, says, starts)
        is_figure &= np.where(self.has_day, has_day, those_there)
        is_sighting = (rule == _SIGHTING) & (~self.has_day | has_day)
        is_reported = is_dated | is_figure | is_sighting | (rule == _REPORTED)
        found = np.where(is_reported, np.int8(REPORTED), np.int8(PLANNED))
        return np.where(written > 0, written - np.int8(1), found)

    def _are_of_the_past(self, named: Mapping[str, Days], day: Integers) -> tuple[Mask, Mask, Mask]:
        """Tell of each statement whether it names days until publication, begins by then, or names just its days."""
        found = [np.empty(len(day), np.bool_) for _ in range(3)]
        for own in slices(len(day)):
            since, until = (
                days.take(self.source[own]) for days in (self.published.strict_first, self.published.strict_last)
            )
            first, last = named["first"].take(day[own]), named["last"].take(day[own])
            told = last <= since, first <= until, (first == since) & (last == until)
            for each, are_so in zip(found, told, strict=True):
                each[own] = are_so
        return found[0], found[1], found[2]

    def _are_of_those_there(self, figures: Mask, says: Mask, starts: Mask) -> Mask:
        """Tell which figures without a day have beside them that somebody is there, and no planned start."""
        found = np.zeros(len(figures), np.bool_)
        if says.any():
            there = np.setdiff1d(self._sayings(says), self._sayings(starts))
            found[figures] = np.isin(self._sayings(figures), there)
        return found

    def _are_of_two_sizes(self, is_size: Mask) -> Mask:
        """Tell which strengths, among those in a mask, have another of the same source and deployment beside them."""
        _, place, counts = np.unique(self._sayings(is_size), return_inverse=True, return_counts=True)
        found = np.zeros(len(is_size), np.bool_)
        found[is_size] = counts[place] > 1
        return found

    def _sayings(self, those: Mask) -> Integers:
        """Return a number for each of some statements: the same for those of the same source and deployment."""
        found: Integers = self.about[those].astype(np.int64) * len(self.sources) + self.source[those]
        return found

    def ends(self, statements: Integers) -> tuple[Days, Days]:
        """Return the least and the most that the numbers of some statements can be."""
        value = self._value[statements]
        return self._least[value], self._most[value]

    def _date(self, named: Mapping[str, Days], day: Integers, written: Integers, is_told: Mask) -> None:
        """Compute the days of each statement, and begin `is_irregular`."""
        count = len(self.kind)
        self.first, self.last, self.low = (np.empty(count) for _ in range(3))
        #: Not every day between its first and its last can be meant.
        self.is_holed = np.empty(count, np.bool_)
        self.is_irregular = np.empty(count, np.bool_)
        days = {
            "low": named["low"],
            "high": named["high"],
            **{name: named[name] > 0 for name in ("is_near", "is_holed")},
        }
        for own in slices(count):
            self._date_some(own, {name: each.take(day[own]) for name, each in days.items()}, written[own], is_told[own])

    def _date_some(self, own: slice, named: Mapping[str, Any], written: Integers, is_told: Mask) -> None:
        """Compute the same of some statements; takes what those say."""
        published, source, basis = self.published, self.source[own], self.basis[own]
        is_dated = IS_MILESTONE[self.kind[own]]
        is_dateless = ~(is_dated | self.has_day[own])
        until, since = published.last.take(source), published.first.take(source)
        by_source = is_told | is_dateless
        low = np.where(by_source, published.low.take(source), named["low"])
        high = np.where(by_source, published.high.take(source), named["high"])
        self.is_holed[own] = is_holed = np.where(by_source, published.is_holed.take(source), named["is_holed"])
        # A date "during" the own source is a single day only if the source was published on a known day.
        is_vague = is_dated & (is_holed | (is_told & (low != high)))
        cut = (basis == REPORTED) & ~is_dateless
        #: A report of a day after its publication contradicts itself.
        late = cut & (low > until)
        # The days may end before publication, if that is on a day between them which cannot be meant.
        is_cut_between = is_holed & cut & (until < high)
        self.last[own] = np.where(cut & (low <= until), np.minimum(high, until), high)
        is_coming = (written == 1 + PLANNED) & ~is_dateless & (high >= since)
        begins = np.where((basis == PLANNED) & is_coming, np.maximum(low, since), low)
        self.low[own], self.first[own] = begins, np.where(is_dated, low, begins)
        self.is_irregular[own] = late | is_vague | is_cut_between | ~named["is_near"] | ~published.is_near.take(source)

    def _ties(self) -> Iterator[Tie]:
        links = np.isin(self.kind, [CODES["follows"], CODES["relieves"]])
        numbers = np.flatnonzero(self._is_tied | links).tolist()
        for number, statement in zip(numbers, self.store.statement_list.some(numbers), strict=True):
            for other in tied_to(statement, self.store):
                yield Tie(number, statement.about, other)

    def named(self, speaks: Mask) -> set[str]:
        """Return the ids of the sources that some statements cite or correct, or date something by."""
        names = [*self.sources]
        cited = np.unique(self.citing[self._cites[speaks[self._cites]]]).tolist()
        return {*map(names.__getitem__, cited), *(source for number, source in self._naming if speaks[number])}

    @functools.cached_property
    def _cites(self) -> Integers:
        """The numbers of the statements that cite a source."""
        return np.flatnonzero(self.citing >= 0)

    @functools.cached_property
    def _naming(self) -> list[tuple[int, str]]:
        """The sources that statements name without citing them, each with the number of the statement."""
        others = np.union1d(self.correcting, np.flatnonzero(self._is_tied | self._is_of_another)).tolist()
        pairs = zip(others, self.store.statement_list.some(others), strict=True)
        return [(number, source) for number, statement in pairs for source in named_sources(statement, self.store)]

    @functools.cached_property
    def ids(self) -> Sequence[str]:
        """The id of each statement."""
        rows = self.store.statement_list.rows
        return rows.column("id") if rows is not None else [each.id for each in self.store.statement_list]

    @functools.cached_property
    def locators(self) -> Integers:
        """The rank of the locator of each statement, which is its place in its source, among all locators in order."""
        column = self.store.statement_list.column("locator")
        ranks = {text: rank for rank, text in enumerate(sorted({text or "" for text in column.values}))}
        return told(column, lambda text: ranks[text or ""], np.int32)

    def among(self, sources: Iterable[str]) -> Mask:
        """Tell for each source of the ledger whether it is one of these."""
        found = np.zeros(len(self.sources), np.bool_)
        found[[self.sources[source] for source in sources]] = True
        return found
