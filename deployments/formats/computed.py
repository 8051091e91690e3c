"""The tables that are computed from a registry; each row names the sources that it follows from."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isfinite
from typing import TYPE_CHECKING

from deployments.answers.moves import apart, are_tied
from deployments.answers.results import Figure
from deployments.answers.runs import DayRun
from deployments.answers.timeline import Timeline
from deployments.formats.cells import Batch
from deployments.formats.layout import COMPUTED, TableData, in_batches
from deployments.formats.progress import Watch, unwatched
from deployments.formats.row_codec import Row, contributor_cells, place_cells
from deployments.records import Statement, kind_of
from deployments.registry import MANY, Registry
from deployments.solver.explain import Together, behind
from deployments.solver.resolution import milestones, subjects
from deployments.store import Subject
from deployments.values.calendar import FIRST_DATE, LAST_DATE, iso
from deployments.values.certainty import Certainty

if TYPE_CHECKING:
    from deployments.formats.computed_columns import ColumnsOfMany


class Computed(Mapping[str, TableData]):
    """The computed tables of a registry by name; the rows of each are made when they are asked for.

    >>> import deployments
    >>> tables = Computed(deployments.example())
    >>> [*tables]
    ['bounds', 'days', 'stays', 'apart']
    >>> tables["days"].columns["word"][:3]
    ['before', 'seen', 'between']
    """

    def __init__(self, registry: Registry, watch: Watch = unwatched) -> None:
        self.registry = registry
        self.watch = watch

    def __getitem__(self, name: str) -> TableData:
        plain = {"bounds": self._bounds, "days": self._days, "stays": self._stays, "apart": self._apart}
        batches = {"bounds": self._many_bounds, "days": self._many_days, "stays": self._many_stays}
        if name in batches and len(self.registry.deployments) > MANY:
            return TableData.of_batches(COMPUTED[name], batches[name])
        return TableData(COMPUTED[name], plain[name])

    def __iter__(self) -> Iterator[str]:
        return iter(COMPUTED)

    def __len__(self) -> int:
        return len(COMPUTED)

    # --- what they are made of ---

    @property
    def _timeline(self) -> Timeline:
        return self.registry._timeline  # noqa: SLF001 - the same answers, without records made of them

    @property
    def _columns(self) -> ColumnsOfMany:
        """Makes the rows of many deployments at once."""
        from deployments.columnar.engine import ColumnarTimeline  # noqa: PLC0415 - only many take NumPy
        from deployments.formats.computed_columns import ColumnsOfMany  # noqa: PLC0415 - as above

        timeline = self._timeline
        assert isinstance(timeline, ColumnarTimeline)  # noqa: S101 - so the registry does with many
        return ColumnsOfMany.of(self.registry, timeline, self._firsts)

    @functools.cached_property
    def _firsts(self) -> Mapping[str, str]:
        """The first deployment of the same force, by the id of each that follows another."""
        origins, found = self._timeline.origins, dict[str, str]()
        for id_ in origins:
            way = [id_]
            while way[-1] in origins and way[-1] not in found:
                way.append(origins[way[-1]])
            found.update(dict.fromkeys(way[:-1], found.get(way[-1], way[-1])))
        return found

    @functools.cached_property
    def _published(self) -> Mapping[str, str | None]:
        """For each source its day of publication."""
        sources = self.registry.sources.values()
        return {each.id: None if each.published is None else str(each.published) for each in sources}

    def _sources(self, statements: Iterable[Statement]) -> tuple[list[str], list[str | None]]:
        """Return the ids of the sources of some statements, each once, and their days of publication."""
        sources = [*dict.fromkeys(each.source for each in statements)]
        return sources, [self._published[source] for source in sources]

    def _chain(self, statements: Sequence[Statement]) -> tuple[list[str], list[str], list[str | None]]:
        """Return the ids of some statements, the source of each, and its day of publication."""
        sources = [each.source for each in statements]
        return [each.id for each in statements], sources, [*map(self._published.__getitem__, sources)]

    # --- the rows ---

    def _bounds(self) -> Iterator[Row]:
        total = len(self.registry.deployments) + len(self.registry.missions) + len(self.registry.events)
        return self._bounds_of(self.watch(subjects(self.registry), desc="bounds", total=total))

    def _bounds_of(self, subjects: Iterable[Subject]) -> Iterator[Row]:
        parts, together = self._timeline.components, Together()
        for subject in subjects:
            for milestone in milestones(subject):
                expected, reported = parts.expected(subject.id, milestone), parts.reported(subject.id, milestone)
                days = (*expected, *reported)
                if not any(map(isfinite, days)):
                    continue
                low, high = behind(self._timeline, subject.id, milestone, together)
                beyond = any(isfinite(day) and _day(day) is None for day in days)
                yield (
                    *(subject.id, kind_of(subject), milestone, *map(_day, days), beyond, parts.disputed(subject.id)),
                    *self._chain(low),
                    *self._chain(high),
                )

    def _days(self) -> Iterator[Row]:
        deployments = self.registry.deployments
        return self._days_of(self.watch(deployments, desc="days", total=len(deployments)))

    def _days_of(self, ids: Iterable[str]) -> Iterator[Row]:
        for id_, own in self._timeline.all_runs(ids):
            part_of = self.registry.deployments[id_].part_of
            for run in own.runs:
                if run.first <= LAST_DATE and run.last >= FIRST_DATE:
                    yield id_, part_of, _day(run.first), _day(run.last), *self._day_cells(run)

    def _day_cells(self, run: DayRun) -> Iterator[object]:
        strength, certainty = run.strength, run.word.certainty
        yield from (str(certainty), str(run.word), run.word.is_listed, run.is_disputed)
        if strength.is_stated:
            there = strength.if_there or strength
            yield from (strength.low, strength.high, there.low, there.high)
        else:
            yield from (0, 0, None, None) if certainty is Certainty.NO else (None, None, None, None)
        yield from (strength.planned, strength.carried, strength.computed)
        yield [str(figure.quantity) for figure in strength.stated]
        yield [*map(_of, strength.stated)]
        yield from self._chain([figure.statement for figure in strength.stated])

    def _stays(self) -> Iterator[Row]:
        parts, origins = self._timeline.components, self._timeline.origins
        for id_, deployment in self.registry.deployments.items():
            full = self.registry.filled(deployment)
            start, end = parts.reported(id_, "start"), parts.reported(id_, "end")
            yield (
                *(id_, origins.get(id_), self._firsts.get(id_, id_)),
                *(deployment.part_of, [*self.registry.wholes(id_)]),
                *(*contributor_cells(full.contributor), [*full.mission], *place_cells(full.place)),
                *(_day(start[0]), _day(end[1]), _day(max(start[1], FIRST_DATE)), _day(min(end[0], LAST_DATE))),
                parts.disputed(id_),
                *self._sources(self.registry.statements_of(about=id_)),
            )

    # --- the same for many deployments at once ---

    def _many_bounds(self) -> Iterator[Batch]:
        registry = self.registry
        others: list[Subject] = [*registry.missions.values(), *registry.events.values()]
        total = len(registry.deployments) + len(others)
        # Iterating over the ids makes no records, and most deployments need none.
        watched = iter(self.watch(itertools.chain(registry.deployments, others), desc="bounds", total=total))
        yield from self._columns.bounds(
            watched, lambda ids: self._bounds_of(map(registry.deployments.__getitem__, ids))
        )
        yield from in_batches(self._bounds_of(other for other, _ in zip(others, watched, strict=True)))

    def _many_days(self) -> Iterator[Batch]:
        deployments = self.registry.deployments
        watched = iter(self.watch(deployments, desc="days", total=len(deployments)))
        return self._columns.days(watched, self._days_of)

    def _many_stays(self) -> Iterator[Batch]:
        return self._columns.stays(iter(self.registry.deployments))

    # --- two by two ---

    def _apart(self) -> Iterator[Row]:
        parts, origins = self._timeline.components, self._timeline.origins
        for id_ in (each for each in origins if are_tied(parts.component(each))):
            for other in _before(origins, id_):
                first = max(FIRST_DATE, *(parts.reported(each, "start")[0] for each in (id_, other)))
                last = min(LAST_DATE, *(parts.reported(each, "end")[1] for each in (id_, other)))
                for run in apart(parts.component(other), other, id_):
                    if run[0] <= last and run[1] >= first:
                        yield id_, other, _day(run[0]), _day(run[1])


def _before(origins: Mapping[str, str], id_: str) -> Iterator[str]:
    """Yield the deployment that one follows, the one before that, and so on."""
    while (before := origins.get(id_)) is not None:
        yield (id_ := before)


def _day(day: float) -> int | None:
    return int(day) if FIRST_DATE <= day <= LAST_DATE else None


def _of(figure: Figure) -> str:
    """Return the day of a figure in EDTF, or its first and its last possible day."""
    days = figure.first, figure.last
    return iso(days[0]) if days[0] == days[1] else f"{iso(days[0])}/{iso(days[1])}"
