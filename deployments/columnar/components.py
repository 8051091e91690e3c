"""The connected components of a registry, of which the common case is solved for all at once."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from deployments.columnar.arrays import Mask
from deployments.columnar.ledger import Ledger
from deployments.columnar.solve import SolvedColumns
from deployments.solver.components import Components
from deployments.store import RecordStore
from deployments.values.edtf import Run


class ColumnarComponents(Components):
    """The components of a store in which the common case is solved for all at once.

    The ledger may be that of a store of more sources: `known` tells which of them speak here.
    """

    def __init__(self, store: RecordStore, ledger: Ledger, known: Mask) -> None:
        super().__init__(store)
        self.ledger = ledger
        self.known = known

    @functools.cached_property
    def columns(self) -> SolvedColumns:
        """What is solved."""
        return SolvedColumns.of(self.ledger, self.known)

    def reported(self, subject: str, milestone: str) -> Run:
        """Return the bounds of a milestone that the reports alone imply."""
        if self.is_unsolved(subject):
            return super().reported(subject, milestone)
        return self.columns.bounds(subject, milestone, by_all=False)

    def expected(self, subject: str, milestone: str) -> Run:
        """Return the bounds of a milestone that all that holds implies."""
        if self.is_unsolved(subject):
            return super().expected(subject, milestone)
        return self.columns.bounds(subject, milestone, by_all=True)

    def is_convex(self, subject: str) -> bool:
        """Tell whether every day between two possible ones is possible too, as `Component.is_convex` does."""
        if self.is_unsolved(subject):
            return super().is_convex(subject)
        return not self.columns.has_gaps[self._number(subject)]

    def disputed(self, subject: str) -> bool:
        """Tell whether reports that contradict each other are behind what is known of a subject."""
        return self.is_unsolved(subject) and super().disputed(subject)

    def first_seen(self, subject: str) -> float:
        """Return the first day on which a report that holds says somebody was there; infinity if none does."""
        if self.is_unsolved(subject):
            return super().first_seen(subject)
        return float(self.columns.first_observed[self.ledger.nodes.rows[subject]])

    def is_unsolved(self, subject: str) -> bool:
        """Tell whether a subject is left to the exact solver of its component."""
        return bool(self.columns.unsolved[self._number(subject)])

    def _number(self, subject: str) -> int:
        return int(self.columns.component[self.ledger.nodes.rows[subject]])

    def _suspects(self) -> Iterable[str]:
        return [each for number in self.columns.unsolved.nonzero()[0].tolist() for each in self._named[number][:1]]

    def _leader(self, name: str) -> str:
        return self._named[self._number(name)][0]

    @functools.cached_property
    def _named(self) -> Mapping[int, Sequence[str]]:
        """The ids of the subjects in each component."""
        members: dict[int, list[str]] = defaultdict(list)
        for number, subject in zip(self.columns.component.tolist(), self.ledger.nodes.rows, strict=False):
            members[number].append(subject)
        return members

    @functools.cached_property
    def _members(self) -> Mapping[str, Sequence[str]]:
        return {members[0]: members for members in self._named.values()}
