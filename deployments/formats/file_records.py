"""What is read of one file, whatever its format: the records, what is wrong with the others, and where each stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableSequence, Sequence
from operator import itemgetter
from typing import Any

import attrs

from deployments.diagnostics import Diagnostic, Edit, Location
from deployments.records import Deployment, Metadata, Record, Statement
from deployments.references import AnyRecord, Mend, Problem, UnmadeRecord
from deployments.rows import Rows
from deployments.store import RecordStore
from deployments.values.tolerance import Tolerance

#: The file that describes a folder of tables: whoever finds it reads the tables.
PACKAGE_FILE = "datapackage.json"

#: The kinds of record of which there can be very many.
MANY_KINDS: tuple[type[Record], ...] = (Deployment, Statement)

#: What a file can say of the registry as a whole, and the key under which each is told of.
Setting = Tolerance | Metadata
SETTING_KEYS: Mapping[str, str] = {"tolerance": "tolerance", "metadata": "registry"}


@attrs.define(eq=False)
class FileRecords:
    """What was read of one file; each format has a class of its own, which tells where a record stands.

    - `records` are those that could be made, and `spots` says of each where it stands, in the way of the format.
    - `rows` are the records of kinds of which there can be very many, with `row_spots`: they are made when they are
      asked for, and `unfold` puts them among the others.
    - `unmade` is what could be read of the others, and `diagnostics` what is wrong with them and with the file.
    - `settings` is what the file says of the registry as a whole, `tolerance` and `metadata`, each with where.
    """

    records: list[Record] = attrs.field(factory=list, init=False)
    spots: MutableSequence[Any] = attrs.field(factory=list, init=False)
    rows: dict[type[Record], Rows[Any]] = attrs.field(factory=dict, init=False)
    row_spots: dict[type[Record], MutableSequence[Any]] = attrs.field(factory=dict, init=False)
    unmade: list[UnmadeRecord] = attrs.field(factory=list, init=False)
    diagnostics: list[Diagnostic] = attrs.field(factory=list, init=False)
    settings: dict[str, tuple[Setting, Location]] = attrs.field(factory=dict, init=False)

    @property
    def says_anything(self) -> bool:
        """Whether there is a record in it, a setting, or a problem."""
        return any((self.records, self.rows, self.unmade, self.diagnostics, self.settings))

    def of_kind(self, kind: type[Record]) -> Sequence[Any]:
        """Return the records of a kind, in order."""
        return self.rows.get(kind) or [record for record in self.records if type(record) is kind]

    def unfold(self, *kinds: type[Record], made: Mapping[type[Record], Sequence[Record]] | None = None) -> None:
        """Put the rows of some kinds, by default of all, among the records, in the order of their spots.

        `made` has the records of kinds whose rows became those of a registry.
        """
        pairs = [*zip(self.spots, self.records, strict=True)]
        for kind in kinds or tuple(self.rows):
            if rows := self.rows.pop(kind, None):
                pairs += zip(self.row_spots.pop(kind), (made or {}).get(kind, rows), strict=True)
        if len(pairs) > len(self.records):
            pairs.sort(key=itemgetter(0))
            del self.spots[:]
            self.spots.extend(spot for spot, _ in pairs)
            self.records[:] = [record for _, record in pairs]

    def place(self, record: AnyRecord, spot: Any, field: str) -> tuple[str, Location]:
        """Return the path and the place of a field of a record that stands at a spot of this file."""
        raise NotImplementedError

    def edits(self, mends: Sequence[tuple[Any, Mend]]) -> Iterator[Edit]:  # noqa: ARG002
        """Yield the lines that a program can write into this file to mend statements, each with its spot."""
        return iter(())

    def problems_among(self, store: RecordStore) -> Iterator[Problem]:  # noqa: ARG002
        """Yield what is wrong with records that stand together in this file, once all records are known."""
        return iter(())
