"""The computed tables of a registry with many deployments, as columns: some thousands of deployments at a time.

The rows of most deployments are computed together, from columns. The rows of the others come from the plain definition,
one deployment at a time, and are put where they belong in the order of the deployments.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from math import inf

import attrs
import numpy as np

from deployments.claims import CLAIMS
from deployments.columnar.arrays import Integers
from deployments.columnar.day_rows import DayRows, DayRowsOfMany
from deployments.columnar.engine import ColumnarTimeline
from deployments.columnar.figures import Figures
from deployments.columnar.ledger import COLUMN, Ledger
from deployments.columnar.reasons import Reasons
from deployments.columnar.table import IS_CERTAIN, IS_LISTED, IS_NEVER, WORDS
from deployments.formats import array_cells as made
from deployments.formats.cells import Batch, Cells, Lists
from deployments.formats.layout import COMPUTED
from deployments.formats.row_codec import Row, contributor_cells, place_cells
from deployments.registry import Registry
from deployments.rows import Coded, by_value
from deployments.values.calendar import FIRST_DATE, LAST_DATE

#: So many deployments are computed together.
_AT_ONCE = 1 << 13

#: The milestones of a deployment, in their order, and for each the number of its row in `Bounds`.
_MILESTONES = [kind.value for kind in CLAIMS["deployment"] if kind.spec.milestone]
_COLUMNS = np.array([COLUMN[milestone] for milestone in _MILESTONES])
_STARTS, _ENDS = COLUMN["start"], COLUMN["end"]

#: Makes the rows of the deployments with these ids by the plain definition; the first cell of a row is the id.
PlainRows = Callable[[Iterable[str]], Iterable[Row]]
#: The ids of all deployments. An item is taken for each deployment that is done, which shows how far the work is.
Watched = Iterator[object]


@attrs.frozen(eq=False)
class _Stated:
    """What the figures behind a strength are told as, each once: what was said, and the days that it is of."""

    quantities: Integers
    quantity: Callable[[int], str]
    periods: Integers
    period: Callable[[int], str]

    @classmethod
    def of(cls, ledger: Ledger, figures: Figures) -> _Stated:
        """Number what statements say, and the days of figures."""
        values = ledger.store.statement_list.column("value")
        quantity = functools.cache(lambda code: str(values.values[code]))
        return cls(values.numbers(), quantity, *made.periods(figures.first, figures.last))

    def cells(self, rows: DayRows) -> Iterator[Coded]:
        """Yield the columns of the figures behind some rows."""
        yield made.told_once(self.quantities[rows.statements], self.quantity)
        yield made.told_once(self.periods[rows.figures], self.period)


@attrs.frozen(eq=False)
class ColumnsOfMany:
    """The columns of the computed tables of a registry of many deployments."""

    registry: Registry
    timeline: ColumnarTimeline
    ids: list[str]
    source_ids: list[str]
    #: For each source its day of publication.
    published: list[str | None]
    #: The first deployment of the same force, by the ids of those that follow another.
    firsts: Mapping[str, str]

    @classmethod
    def of(cls, registry: Registry, timeline: ColumnarTimeline, firsts: Mapping[str, str]) -> ColumnsOfMany:
        """Collect from a registry and its timeline what the columns are made from."""
        sources = timeline.components.ledger.store.sources.values()
        published = [None if each.published is None else str(each.published) for each in sources]
        return cls(registry, timeline, [*registry.deployments], [each.id for each in sources], published, firsts)

    @property
    def _ledger(self) -> Ledger:
        return self.timeline.components.ledger

    def _chunks(self, watched: Watched) -> Iterator[tuple[int, int]]:
        for start in range(0, len(self.ids), _AT_ONCE):
            stop = min(start + _AT_ONCE, len(self.ids))
            yield start, start + len([*itertools.islice(watched, stop - start)])

    # --- bounds ---

    def bounds(self, watched: Watched, plain: PlainRows) -> Iterator[Batch]:
        """Yield the rows of the table `bounds` that are about deployments."""
        reasons = Reasons.of(self.timeline.components.solved)
        for start, stop in self._chunks(watched):
            own = reasons.plain[start:stop]
            columns, number = self._bounds(reasons, np.flatnonzero(own) + start)
            yield self._with_others("bounds", columns, number, np.flatnonzero(~own) + start, plain)

    def _bounds(self, reasons: Reasons, numbers: Integers) -> tuple[list[Cells], Integers]:
        solved = self.timeline.components.solved
        both = (solved.expected, solved.reported)
        # A row for each deployment, and in it a place for each of its milestones.
        every = [days[_COLUMNS[:, None], numbers].T for each in both for days in (each.low, each.high)]
        row, place = np.logical_or.reduce([np.isfinite(days) for days in every]).nonzero()
        days, number = [each[row, place] for each in every], numbers[row]
        beyond = np.logical_or.reduce([np.isfinite(each) & ~made.is_date(each) for each in days])
        columns: list[Cells] = [self._deployments(number), Coded.same("deployment", len(row))]
        columns += [Coded.at(place, _MILESTONES), *map(made.days, days)]
        columns += [made.flags(beyond), Coded.same(False, len(row))]
        for behind in (reasons.lows, reasons.highs):
            said = behind[_COLUMNS[place], number]
            columns += self._chain((said >= 0).astype(np.int64), said[said >= 0])
        return columns, number

    # --- days ---

    def days(self, watched: Watched, plain: PlainRows) -> Iterator[Batch]:
        """Yield the rows of the table `days`."""
        rows, part_of = DayRowsOfMany.of(self.timeline), self.registry.deployments.column("part_of")
        stated = _Stated.of(self._ledger, rows.figures)
        for start, stop in self._chunks(watched):
            columns, number = self._days(rows.some(start, stop), part_of, stated)
            others = np.flatnonzero(~rows.plain[start:stop]) + start
            yield self._with_others("days", columns, number, others, plain)

    def _days(self, rows: DayRows, part_of: Coded, stated: _Stated) -> tuple[list[Cells], Integers]:
        rows = rows.where((rows.first <= LAST_DATE) & (rows.last >= FIRST_DATE))
        word, is_stated, counts = rows.word, rows.is_stated, rows.counts
        # Where nobody stated a strength the cell is empty, but on days on which nobody is there it is 0.
        least, most = (np.where(is_stated, each, np.where(IS_NEVER[word], 0, inf)) for each in (rows.low, rows.high))
        if_there = [np.where(is_stated, each, inf) for each in (rows.low, rows.high)]
        columns: list[Cells] = [
            self._deployments(rows.number),
            made.some(part_of, rows.number),
            *map(made.days, (rows.first, rows.last)),
            Coded.at(word, [str(each.certainty) for each in WORDS]),
            Coded.at(word, [*map(str, WORDS)]),
            Coded.at(word, IS_LISTED.tolist()),
            made.flags(rows.is_disputed),
            made.wholes(np.where(is_stated & ~IS_CERTAIN[word], 0, least)),
            *map(made.wholes, (most, *if_there)),
            Coded.same(False, len(word)),
            *map(made.flags, (rows.is_carried, rows.is_computed)),
            *(Lists(counts, each) for each in stated.cells(rows)),
            *self._chain(counts, rows.statements),
        ]
        return columns, rows.number

    # --- stays ---

    def stays(self, watched: Watched) -> Iterator[Batch]:
        """Yield the rows of the table `stays`: one for each deployment."""
        deployments = self.timeline.deployments
        contributor, mission, place = map(deployments.column, ("contributor", "mission", "place"))
        part_of = self.registry.deployments.column("part_of")
        counts, sources = self._speaking()
        ends = np.append(0, np.cumsum(counts))
        for start, stop in self._chunks(watched):
            own, said = np.arange(start, stop), sources[ends[start] : ends[stop]]
            yield [
                self._deployments(own),
                *self._forces(start, stop),
                made.some(part_of, own),
                self._wholes(start, stop),
                *made.split(contributor, own, contributor_cells, 2),
                made.lists(mission, own),
                *made.split(place, own, place_cells, 4),
                *self._when(start, stop),
                *(Lists(counts[start:stop], each) for each in self._sources(said)),
            ]

    def _speaking(self) -> tuple[Integers, Integers]:
        """Return how many sources speak of each deployment, and which, in the order of their first statements."""
        ledger = self._ledger
        said = np.flatnonzero((ledger.about >= 0) & self.timeline.known[ledger.source])
        about, source = ledger.about[said], ledger.source[said]
        _, first = np.unique(about.astype(np.int64) * max(len(self.source_ids), 1) + source, return_index=True)
        first.sort()
        first = first[np.argsort(about[first], kind="stable")]
        return np.bincount(about[first], minlength=len(self.ids)), source[first]

    def _forces(self, start: int, stop: int) -> list[Cells]:
        ids, origins = self.ids[start:stop], self.timeline.origins
        if not origins:
            return [Coded.same(None, len(ids)), ids]
        return [[*map(origins.get, ids)], [self.firsts.get(id_, id_) for id_ in ids]]

    def _wholes(self, start: int, stop: int) -> Lists:
        is_part = self._ledger.whole[start:stop] >= 0
        wholes = [[*self.registry.wholes(self.ids[start + place])] for place in np.flatnonzero(is_part).tolist()]
        counts = np.zeros(stop - start, np.int64)
        counts[is_part] = [*map(len, wholes)]
        return Lists(counts, by_value(itertools.chain.from_iterable(wholes)))

    def _when(self, start: int, stop: int) -> list[Cells]:
        """Return the first and last possible day, the first and last certain day, and whether reports are disputed."""
        parts, reported = self.timeline.components, self.timeline.components.solved.reported
        low, high = reported.low[[_STARTS, _ENDS], start:stop], reported.high[[_STARTS, _ENDS], start:stop]
        disputed = np.zeros(stop - start, np.bool_)
        for place in np.flatnonzero(parts.solved.irregular[start:stop]).tolist():
            id_ = self.ids[start + place]
            for row, milestone in enumerate(("start", "end")):
                low[row, place], high[row, place] = parts.reported(id_, milestone)
            disputed[place] = parts.disputed(id_)
        certain = np.maximum(high[0], FIRST_DATE), np.minimum(low[1], LAST_DATE)
        return [*map(made.days, (low[0], high[1], *certain)), made.flags(disputed)]

    # --- what they are made of ---

    def _deployments(self, numbers: Integers) -> Coded:
        """Return the ids of deployments by their numbers, which have to lie close together."""
        start = int(numbers.min(initial=len(self.ids)))
        return Coded.at(numbers - start, self.ids[start : int(numbers.max(initial=-1)) + 1])

    def _chain(self, counts: Integers, said: Integers) -> list[Cells]:
        """Return three columns of lists: statement ids, the source of each, and the day of publication of that."""
        ids = made.chosen(self._ledger.ids, said)
        return [Lists(counts, each) for each in (ids, *self._sources(self._ledger.source[said]))]

    def _sources(self, numbers: Integers) -> list[Coded]:
        """Return two columns: the ids of sources, and their days of publication."""
        return [made.chosen(texts, numbers) for texts in (self.source_ids, self.published)]

    def _with_others(
        self, name: str, columns: list[Cells], numbers: Integers, others: Integers, plain: PlainRows
    ) -> Batch:
        """Return columns with the plain rows of other deployments added, in the order of the deployments."""
        if not len(others):
            return columns
        rows = [*plain(map(self.ids.__getitem__, others.tolist()))]
        every = np.append(numbers, np.array([self._ledger.rows[row[0]] for row in rows], np.int64))
        order = np.argsort(every, kind="stable")
        added = made.columns_of(COMPUTED[name], rows)
        return [made.ordered(made.joined(*pair), order) for pair in zip(columns, added, strict=True)]
