"""Statements of the claims of accounts, as columns: a statement is made when somebody looks at it."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Mapping, Sequence
from math import inf
from typing import Any, TypeVar

import numpy as np

from deployments.claims import Basis, ClaimKind
from deployments.columnar.arrays import Integers
from deployments.importing.account_claims import Claimant, Claimed, Numbers, Saying, Sayings
from deployments.importing.row_content import at_line
from deployments.importing.table_sources import SourceKey
from deployments.records import Source, Statement
from deployments.rows import Coded, Column, Rows, Texts
from deployments.statement_ids import NOT_WRITTEN, MadeIds, made_endings, made_ids
from deployments.values.when import When

_T = TypeVar("_T")

#: The order in which claims are shown.
_ORDER = {kind: number for number, kind in enumerate(ClaimKind)}


class StatementColumns:
    """Statements of claims, subject by subject; their ids are made when all are there.

    `basis` is what the mapping says that the table does: what is to happen after the publication of its source is
    planned, whatever the mapping says.
    """

    def __init__(self, sayings: Sayings, claimed: Claimed, sources: Mapping[SourceKey, Source], basis: Basis) -> None:
        self.sayings, self.claimed, self.basis = sayings, claimed, basis
        self.sources = sources
        self._subjects: list[str] = []
        self._counts: list[int] = []
        self._numbers: Numbers = array("i")

    def add(self, about: str, numbers: Numbers) -> None:
        """Add the claims of the record with an id, which has none yet."""
        self._subjects.append(about)
        self._counts.append(len(numbers) // 3)
        self._numbers.extend(numbers)

    @property
    def absences(self) -> int:
        """How many claims there are that nobody was there, where a table that lists everybody has no row."""
        lines = np.frombuffer(self._numbers, dtype=np.intc)[2::3]
        return len(lines) - int(np.count_nonzero(lines))

    def rows(self) -> Rows[Statement]:
        """Return the statements of all claims that were added."""
        about = np.repeat(np.arange(len(self._counts), dtype=np.intc), self._counts)
        sayings, claims, lines = self._sorted(about)
        said, claimed = _Templates(sayings, claims, self._made), _Templates(claims, sayings, self._swapped)
        columns: dict[str, Column] = {
            "source": said.column("source"),
            "about": Coded(_array(about), self._subjects),
            "kind": said.column("kind"),
            "value": claimed.column("value"),
            "as_of": said.column("as_of"),
            "basis": self._bases(sayings, claims),
            **{name: claimed.column(name) for name in ("derived", "by", "wording", "note")},
            "locator": Locators(lines, said.column("as_of")),
        }
        return Rows(Statement, {"id": _ids(columns), **columns})

    def _sorted(self, about: Integers) -> tuple[array[int], array[int], array[int]]:
        """Return the sayings, claims and lines of all, those of a subject by their days: no matter how rows stand."""
        numbers = np.frombuffer(self._numbers, dtype=np.intc).reshape(-1, 3)
        days = np.array(_ranks(self.sayings.every, self._order))
        values = np.array(_ranks(range(len(self.claimed.every)), self._told))
        first = about.astype(np.int64) * len(days) + days[numbers[:, 0]]
        order = np.argsort(first, kind="stable")
        in_order = first[order]
        if not (in_order[1:] != in_order[:-1]).all():
            order = np.lexsort((numbers[:, 2], values[numbers[:, 1]], first))
        sayings, claims, lines = (_array(numbers[order, place]) for place in range(3))
        return sayings, claims, lines

    def _order(self, saying: Saying) -> tuple[Any, ...]:
        """Return what orders the claims of a subject: their day, their kind and their source."""
        day = (inf, inf, "") if saying.day is None else saying.day.sort_key
        return *day, _ORDER[saying.kind], self._source(saying) if saying.is_taken else ""

    def _told(self, number: int) -> tuple[str, str]:
        """Return what orders claims of one kind, day and source: their values, and how they are made."""
        claimed = self.claimed.every[number]
        return ("", "") if claimed is None else (str(claimed.value), repr(claimed.manner))

    def _source(self, saying: Saying) -> str:
        return self.sources[self.sayings.sources.key(saying.name)].id

    def _swapped(self, claim: int, saying: int) -> Statement:
        return self._made(saying, claim)

    def _made(self, saying: int, claim: int) -> Statement:
        """Return a statement as any of a saying and of a claim is, but for its id, subject and line."""
        said, claimed = self.sayings.every[saying], self.claimed.every[claim]
        assert claimed is not None  # noqa: S101 - what is not known is no statement
        return Statement(
            id=NOT_WRITTEN,
            source=self._source(said),
            about="x",
            kind=said.kind,
            value=claimed.value,
            as_of=said.day,
            derived=claimed.manner.derived,
            by=claimed.manner.by,
            wording=claimed.manner.wording,
            note=claimed.manner.note,
        )

    def _bases(self, sayings: array[int], claims: array[int]) -> Coded:
        """Return the basis of each claim: a milestone after the publication of its source is planned."""
        if self.basis is not Basis.REPORTED:
            return Coded.same(self.basis, len(claims))
        dated = {number for number, each in enumerate(self.claimed.every) if _day_to_come(each) is not None}
        codes = array("i", bytes(claims.itemsize * len(claims)))
        if not dated.isdisjoint(claims):
            for place, (saying, claim) in enumerate(zip(sayings, claims, strict=True)):
                codes[place] = claim in dated and self._is_to_come(saying, claim)
        return Coded(codes, [Basis.REPORTED, Basis.PLANNED]) if any(codes) else Coded.same(self.basis, len(claims))

    def _is_to_come(self, saying: int, claim: int) -> bool:
        day = _day_to_come(self.claimed.every[claim])
        sources = self.sayings.sources
        return day is not None and day > sources.last_reported_day(self.sayings.every[saying].name.row)


def _day_to_come(claimed: Claimant | None) -> float | None:
    """Return the first day that a milestone can be of; None for any other claim."""
    if claimed is None or not claimed.kind.spec.milestone:
        return None
    value = claimed.value
    return value.on.hull[0] if isinstance(value, When) and value.on is not None else None


def _ranks(every: Sequence[_T], key: Callable[[_T], Any]) -> list[int]:
    """Return the place of each in their order."""
    found = [0] * len(every)
    for rank, number in enumerate(sorted(range(len(every)), key=lambda number: key(every[number]))):
        found[number] = rank
    return found


class _Templates:
    """Columns of what depends on one number of a claim only: one statement is made for each number that is there."""

    def __init__(self, codes: array[int], others: array[int], make: Callable[[int, int], Statement]) -> None:
        self.codes = codes
        numbers = np.frombuffer(codes, np.intc)
        rows = np.arange(len(numbers), dtype=np.intc)
        first = np.zeros(numbers.max(initial=-1) + 1, np.intc)
        first[numbers[::-1]] = rows[::-1]
        places = np.flatnonzero(first[numbers] == rows).tolist()
        self._made = {codes[place]: make(codes[place], others[place]) for place in places}

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
        return at_line(line) if line else f"no row for it among those of {self._days[row]}"


def _ids(columns: dict[str, Any]) -> Sequence[str]:
    """Return the ids that `made_ids` makes of statements, each made when somebody asks for it."""
    if _are_told_apart(*(columns[name] for name in ("about", "source", "kind"))):
        return MadeIds(columns["source"], columns["about"], columns["kind"], Coded.same("", len(columns["about"])))
    endings = made_endings(columns["about"], columns["source"], columns["kind"], columns["as_of"], columns["value"])
    if endings is None:
        unwritten = {"id": Coded.same(NOT_WRITTEN, len(columns["about"])), **columns}
        return made_ids(Rows(Statement, unwritten))
    return MadeIds(columns["source"], columns["about"], columns["kind"], endings)


def _array(numbers: Integers) -> array[int]:
    found = array("i")
    found.frombytes(numbers.tobytes())
    return found


def _are_told_apart(*columns: Coded) -> bool:
    """Tell whether no two rows have the same in all columns, each of which is of different values."""
    if math.prod(len(column.values) for column in columns) > np.iinfo(np.int64).max:
        return False
    together = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        together *= len(column.values)
        together += column.numbers()
    together.sort()
    return bool((together[1:] != together[:-1]).all())
