"""Statements of the claims of accounts, as columns: a statement is made when somebody looks at it."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from itertools import repeat
from typing import Any

from deployments.claims import Basis
from deployments.importing.account_claims import Claimant, Claimed, Numbers, Sayings
from deployments.records import Statement
from deployments.rows import Coded, Column, Rows, Texts
from deployments.statement_ids import NOT_WRITTEN, MadeIds, made_endings, made_ids
from deployments.values.when import When


class StatementColumns:
    """Statements of claims, subject by subject; their ids are made when all are there.

    `basis` is what the mapping says that the table does, and `last_reported` the last day that it can report of: what
    is to happen later is planned, whatever the mapping says.
    """

    def __init__(self, sayings: Sayings, claimed: Claimed, basis: Basis, last_reported: float) -> None:
        self.sayings, self.claimed = sayings, claimed
        self.basis, self.last_reported = basis, last_reported
        self._subjects: list[str] = []
        self._about = array("i")
        self._numbers: Numbers = array("i")

    def add(self, about: str, numbers: Numbers) -> None:
        """Add the claims of the record with an id, which has none yet."""
        self._about.extend(repeat(len(self._subjects), len(numbers) // 3))
        self._subjects.append(about)
        self._numbers.extend(numbers)

    def rows(self) -> Rows[Statement]:
        """Return the statements of all claims that were added."""
        sayings, claims, lines = (self._numbers[place::3] for place in range(3))
        self._numbers = array("i")
        said, claimed = _Templates(sayings, claims, self._made), _Templates(claims, sayings, self._swapped)
        columns: dict[str, Column] = {
            "source": said.column("source"),
            "about": Coded(self._about, self._subjects),
            "kind": said.column("kind"),
            "value": claimed.column("value"),
            "as_of": said.column("as_of"),
            "basis": claimed.column("basis"),
            "derived": claimed.column("derived"),
            "by": claimed.column("by"),
            "locator": Locators(lines, said.column("as_of")),
        }
        return Rows(Statement, {"id": _ids(columns), **columns})

    def _swapped(self, claim: int, saying: int) -> Statement:
        return self._made(saying, claim)

    def _made(self, saying: int, claim: int) -> Statement:
        """Return a statement as any of a saying and of a claim is, but for its id, subject and line."""
        said, claimed = self.sayings.every[saying], self.claimed.every[claim]
        assert claimed is not None  # noqa: S101 - what is not known is no statement
        assert said.source is not None  # noqa: S101 - a row was taken in which it stands
        return Statement(
            id=NOT_WRITTEN,
            source=said.source,
            about="x",
            kind=said.kind,
            value=claimed.value,
            as_of=said.day,
            basis=self._basis(claimed),
            derived=claimed.derived,
            by=claimed.by,
        )

    def _basis(self, claimed: Claimant) -> Basis:
        value, is_milestone = claimed.value, claimed.kind.spec.milestone
        date = value.on if is_milestone and isinstance(value, When) else None
        is_to_come = date is not None and date.hull[0] > self.last_reported
        return Basis.PLANNED if is_to_come and self.basis is Basis.REPORTED else self.basis


class _Templates:
    """Columns of what depends on one number of a claim only: one statement is made for each number that is there."""

    def __init__(self, codes: array[int], others: array[int], make: Callable[[int, int], Statement]) -> None:
        self.codes = codes
        there = dict(zip(codes, others, strict=True))
        self._made = {code: make(code, other) for code, other in there.items()}

    def column(self, name: str) -> Coded:
        """Return the column of a field; equal values have one number."""
        numbers: dict[object, int] = {}
        values: list[object] = []
        renumbered = [0] * (max(self._made, default=0) + 1)
        for code, template in self._made.items():
            value = getattr(template, name)
            renumbered[code] = numbers.setdefault(value, len(values))
            if len(numbers) > len(values):
                values.append(value)
        if len(values) == 1:
            return Coded.same(values[0], len(self.codes))
        return Coded(Coded(self.codes, renumbered).renumbered(renumbered), values)


class Locators(Texts):
    """Where in a table each statement stands: a line, or no row among those of a day."""

    def __init__(self, lines: array[int], days: Coded) -> None:
        self._lines, self._days = lines, days

    def __len__(self) -> int:
        return len(self._lines)

    def text(self, row: int) -> str:
        """Tell where the statement of a row stands."""
        line = self._lines[row]
        return f"line {line}" if line else f"no row for it among those of {self._days[row]}"


def _ids(columns: dict[str, Any]) -> Sequence[str]:
    """Return the ids that `made_ids` makes of statements, each made when somebody asks for it."""
    endings = made_endings(columns["about"], columns["source"], columns["kind"], columns["as_of"], columns["value"])
    if endings is None:
        unwritten = {"id": Coded.same(NOT_WRITTEN, len(columns["about"])), **columns}
        return made_ids(Rows(Statement, unwritten))
    return MadeIds(columns["source"], columns["about"], columns["kind"], endings)
