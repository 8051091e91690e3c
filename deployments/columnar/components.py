"""The connected components of a registry with many deployments: the bounds of most are solved at once."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator

from deployments.columnar.arrays import Mask
from deployments.columnar.ledger import Ledger
from deployments.columnar.solve import Solved
from deployments.lazily import once
from deployments.solver.components import Components
from deployments.solver.ties import parts_with_wholes
from deployments.store import RecordStore
from deployments.values.edtf import Run


class ColumnarComponents(Components):
    """The components of a store in which the bounds of most deployments are solved at once.

    The ledger may be that of a store with more sources. `known` tells for each source whether it speaks here.
    """

    def __init__(self, store: RecordStore, ledger: Ledger, known: Mask) -> None:
        super().__init__(store)
        self.ledger = ledger
        self.known = known

    @once
    def solved(self) -> Solved:
        """The bounds that are solved at once."""
        return Solved.of(self.ledger, self.known)

    def is_regular(self, subject: str) -> bool:
        """Tell whether `solved` has the bounds of a subject."""
        row = self.ledger.rows.get(subject)
        return row is not None and not self.solved.irregular[row]

    def reported(self, subject: str, milestone: str) -> Run:
        """Return the bounds of a milestone that the reports alone imply."""
        if self.is_regular(subject):
            return self.solved.bounds(self.ledger.rows[subject], milestone, by_all=False)
        return super().reported(subject, milestone)

    def expected(self, subject: str, milestone: str) -> Run:
        """Return the bounds of a milestone that all that holds implies."""
        if self.is_regular(subject):
            return self.solved.bounds(self.ledger.rows[subject], milestone, by_all=True)
        return super().expected(subject, milestone)

    def disputed(self, subject: str) -> bool:
        """Tell whether reports that contradict each other are behind what is known of a subject."""
        return not self.is_regular(subject) and super().disputed(subject)

    @functools.cached_property
    def corrected(self) -> frozenset[str]:
        """The ids of the statements that others correct."""
        correcting = self.known[self.ledger.source[self.ledger.correcting]]
        return super().corrected if correcting.any() else frozenset()

    def _suspects(self) -> Iterable[str]:
        subjects = super()._suspects()
        return [subject for subject in subjects if not self.is_regular(subject)]

    def _ties(self) -> Iterator[tuple[str, str]]:
        yield from ((tie.about, tie.other) for tie in self.ledger.ties if self.known[self.ledger.source[tie.statement]])
        # What was known on a day has the same deployments as the whole store: their parts are found once, in that.
        yield from parts_with_wholes(self.ledger.store)
