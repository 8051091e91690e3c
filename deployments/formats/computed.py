"""The tables of what follows from a registry, each row with the sources that it rests on."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import inf, isfinite

import attrs

from deployments.answers.results import Strength
from deployments.answers.sums import Forest, Piece
from deployments.columnar import engine
from deployments.columnar.engine import ColumnarTimeline
from deployments.formats.layout import COMPUTED, TableData
from deployments.formats.progress import Watch, unwatched
from deployments.formats.row_codec import Row, contributor_cells, place_cells
from deployments.records import Deployment, Statement, kind_of
from deployments.registry import Registry
from deployments.solver.resolution import milestones, subjects
from deployments.values.calendar import FIRST_DATE, LAST_DATE


class Computed(Mapping[str, TableData]):
    """The computed tables of a registry by name, each made when it is asked for.

    >>> import deployments
    >>> tables = Computed(deployments.example())
    >>> [*tables]
    ['bounds', 'presence', 'gaps', 'strength', 'forces']
    >>> tables["presence"].columns["deployment"][0]
    'nld-amdtf-svk'
    """

    def __init__(self, registry: Registry, watch: Watch = unwatched) -> None:
        self.registry = registry
        self.watch = watch
        self._rows: Mapping[str, Callable[[], Iterator[Row]]] = {
            "bounds": self._bounds,
            "presence": self._presence,
            "gaps": self._gaps,
            "strength": self._strength,
            "forces": self._forces,
        }

    def __getitem__(self, name: str) -> TableData:
        return TableData.of(COMPUTED[name], self._rows[name]())

    def __iter__(self) -> Iterator[str]:
        return iter(COMPUTED)

    def __len__(self) -> int:
        return len(COMPUTED)

    # --- what they are made of ---

    @functools.cached_property
    def _timeline(self) -> ColumnarTimeline:
        return engine.timeline_of(self.registry)

    @functools.cached_property
    def _trees(self) -> list[list[Deployment]]:
        return Forest(self.registry, self.registry.deployments.values()).trees()

    @functools.cached_property
    def _forces_of(self) -> Mapping[str, str]:
        """For each deployment the id of the first of its force."""
        return {deployment.id: tree[0].id for tree in self._trees for deployment in tree}

    @functools.cached_property
    def _pieces(self) -> Mapping[str, list[Piece]]:
        """For each deployment that can be there the days from its first to its last, in pieces that are alike."""
        spans, found = self._timeline.spans, {}
        every = zip(self.registry.deployments.values(), spans.first.tolist(), spans.last.tolist(), strict=True)
        for deployment, first, last in self.watch(every, desc="strength", total=len(self.registry.deployments)):
            if _is_there(first, last):
                pieces = self._timeline.pieces(deployment, first, last, first)
                found[deployment.id] = [*_merged(piece for piece in pieces if _is_there(piece.first, piece.last))]
        return found

    @functools.cached_property
    def _published(self) -> Mapping[str, str | None]:
        """For each source its day of publication."""
        sources = self.registry.sources.values()
        return {each.id: None if each.published is None else str(each.published) for each in sources}

    def _said(self, statements: Iterable[Statement]) -> tuple[list[str], list[str | None]]:
        """Return the ids of the sources of some statements, each once, and their days of publication."""
        sources = [*dict.fromkeys(each.source for each in statements)]
        return sources, [self._published[source] for source in sources]

    def _chain(self, statements: Sequence[Statement]) -> tuple[list[str], list[str], list[str | None]]:
        """Return the ids of some statements, the source of each, and its day of publication."""
        sources = [each.source for each in statements]
        return [each.id for each in statements], sources, [self._published[source] for source in sources]

    # --- the rows ---

    def _bounds(self) -> Iterator[Row]:
        from deployments.columnar.reasons import Reasons  # noqa: PLC0415 - no other table needs it

        reasons, parts = Reasons.of(self._timeline), self._timeline.components
        total = len(self.registry.deployments) + len(self.registry.missions) + len(self.registry.events)
        for subject in self.watch(subjects(self.registry), desc="bounds", total=total):
            kind = kind_of(subject)
            for milestone in milestones(subject):
                expected, reported = parts.expected(subject.id, milestone), parts.reported(subject.id, milestone)
                days = (*expected, *reported)
                if not any(map(isfinite, days)):
                    continue
                low, high = reasons.behind(subject.id, milestone)
                beyond = any(isfinite(day) and _day(day) is None for day in days)
                yield (
                    *(subject.id, kind, milestone, *map(_day, days), beyond, parts.disputed(subject.id)),
                    *self._chain(low),
                    *self._chain(high),
                )

    def _presence(self) -> Iterator[Row]:
        timeline, spans = self._timeline, self._timeline.spans
        days = (spans.first, spans.last, spans.sure_first, spans.sure_last, spans.planned_last, ~spans.needs_solver)
        columns = [column.tolist() for column in days]
        for deployment, row in zip(self.registry.deployments.values(), zip(*columns, strict=True), strict=True):
            first, last, sure_first, sure_last, planned_last, by_bounds = row
            if not _is_there(first, last):
                continue
            sure = isfinite(sure_first) and isfinite(sure_last)
            yield (
                *(deployment.id, deployment.mission),
                *contributor_cells(deployment.contributor),
                *place_cells(deployment.place),
                *(self._forces_of[deployment.id], _day(first), _day(last)),
                _day(max(sure_first, FIRST_DATE)) if sure else None,
                _day(min(sure_last, LAST_DATE)) if sure else None,
                None if planned_last == inf else _day(min(max(planned_last, FIRST_DATE), LAST_DATE)),
                *(by_bounds, timeline.components.disputed(deployment.id)),
                *self._said(self.registry.statements(about=deployment.id)),
            )

    def _gaps(self) -> Iterator[Row]:
        for id_, pieces in self._pieces.items():
            for first, last in _runs(piece for piece in pieces if piece.strength is None):
                yield (id_, _day(first), _day(last), *self._said(self.registry.statements(about=id_)))

    def _strength(self) -> Iterator[Row]:
        for id_, pieces in self._pieces.items():
            disputed = self._timeline.components.disputed(id_)
            for piece in pieces:
                found = piece.strength
                if found is None:
                    continue
                yield (
                    *(id_, self._forces_of[id_], _day(piece.first), _day(piece.last), found.low, found.high),
                    *(found.is_stated, None if found.since is None else str(found.since)),
                    *(found.carried, found.planned, found.disputed or disputed),
                    [each.id for each in found.statements],
                    *self._said(found.statements),
                )

    def _forces(self) -> Iterator[Row]:
        for tree in self._trees:
            own = {each.id: self._pieces[each.id] for each in tree if each.id in self._pieces}
            forest = Forest(self.registry, tree)
            for first, last, strengths in _together(own):
                low, high = forest.size(tree, strengths)
                unstated = [id_ for id_, strength in strengths.items() if not strength.is_stated]
                statements = [*dict.fromkeys(each for strength in strengths.values() for each in strength.statements)]
                disputed = any(
                    each.disputed or self._timeline.components.disputed(id_) for id_, each in strengths.items()
                )
                yield (
                    *(tree[0].id, _day(first), _day(last), low, high, len(strengths), unstated, disputed),
                    [each.id for each in statements],
                    *self._said(statements),
                )


def _day(day: float) -> int | None:
    return int(day) if FIRST_DATE <= day <= LAST_DATE else None


def _is_there(first: float, last: float) -> bool:
    """Tell whether any day between two is of the years 1 to 9999."""
    return first <= last and first <= LAST_DATE and last >= FIRST_DATE


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Merge pieces that follow each other and are alike."""
    last: Piece | None = None
    for piece in pieces:
        if last is not None and last.strength == piece.strength and last.last + 1 == piece.first:
            last = attrs.evolve(last, last=piece.last)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _runs(pieces: Iterable[Piece]) -> Iterator[tuple[float, float]]:
    return ((piece.first, piece.last) for piece in pieces)


def _together(pieces: Mapping[str, Sequence[Piece]]) -> Iterator[tuple[float, float, dict[str, Strength]]]:
    """Return the periods in which any of some deployments can be there, and the strengths of those that can."""
    starts: dict[float, list[tuple[str, Strength | None]]] = {}
    for id_, own in pieces.items():
        for piece in own:
            starts.setdefault(piece.first, []).append((id_, piece.strength))
            starts.setdefault(piece.last + 1, [])
    for id_, own in pieces.items():
        starts[own[-1].last + 1].append((id_, None))
    days = sorted(starts)
    strengths: dict[str, Strength] = {}
    for day, after in itertools.pairwise(days):  # after the last of them nobody is there
        for id_, strength in starts[day]:
            strengths.pop(id_, None)
            if strength is not None:
                strengths[id_] = strength
        if strengths:
            yield day, after - 1, dict(strengths)
