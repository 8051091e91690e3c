"""The connected components of a registry, of which the common case is solved for all at once."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator

from deployments.columnar.arrays import Mask
from deployments.columnar.ledger import Ledger
from deployments.columnar.solve import Solved
from deployments.lazily import once
from deployments.solver.components import Components, parts_with_wholes
from deployments.store import RecordStore
from deployments.values.edtf import Run


class ColumnarComponents(Components):
    """The components of a store in which the bounds of most deployments are solved at once.

    The ledger may be that of a store of more sources: `known` tells which of them speak here.
    """

    def __init__(self, store: RecordStore, ledger: Ledger, known: Mask) -> None:
        super().__init__(store)
        self.ledger = ledger
        self.known = known

    @once
    def solved(self) -> Solved:
        """What is solved at once."""
        return Solved.of(self.ledger, self.known)

    def is_regular(self, subject: str) -> bool:
        """Tell whether columns have the bounds of a subject."""
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
        """The ids of the statements that others put right."""
        correcting = self.known[self.ledger.source[self.ledger.correcting]]
        return super().corrected if correcting.any() else frozenset()

    def _suspects(self) -> Iterable[str]:
        subjects = super()._suspects()
        return [subject for subject in subjects if not self.is_regular(subject)]

    def _ties(self) -> Iterator[tuple[str, str]]:
        yield from ((tie.about, tie.other) for tie in self.ledger.ties if self.known[self.ledger.source[tie.statement]])
        # What is known on a day has the same deployments, whose parts are sought once.
        yield from parts_with_wholes(self.ledger.store)
