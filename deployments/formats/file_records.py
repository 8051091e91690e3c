"""What was read from one file of any format: the records, where each of them stands, and all problems."""

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

#: The file that describes a folder of tables. If a folder has one, its tables are read.
PACKAGE_FILE = "datapackage.json"

#: The kinds of record of which there can be very many.
MANY_KINDS: tuple[type[Record], ...] = (Deployment, Statement)

#: What a file can say of the registry as a whole; and for each such setting the key that its problems name.
Setting = Tolerance | Metadata
SETTING_KEYS: Mapping[str, str] = {"tolerance": "tolerance", "metadata": "registry"}


@attrs.define(eq=False)
class FileRecords:
    """What was read of one file; each format has a class of its own, which tells where a record stands.

    - `records`: the records that could be made. `spots`: where each of them stands, in the terms of the format.
    - `rows`: the records of kinds of which there can be very many, each made when it is asked for. `row_spots`: where
      each of them stands. `unfold` moves them to `records`.
    - `unmade`: what could be read of records that are wrong. `diagnostics`: what is wrong with them and with the file.
    - `settings`: what the file says of the registry as a whole, `tolerance` and `metadata`, each with its place.
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
        """Move the rows of some kinds, by default of all, to the records, in the order of their spots.

        `made` has the records of some kinds if they exist already, in a registry that was made from these rows.
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
        """Yield the lines that a program can write into this file to mend statements. Takes each mend with its spot."""
        return iter(())

    def problems_among(self, store: RecordStore) -> Iterator[Problem]:  # noqa: ARG002
        """Yield what is wrong with records because they stand together in this file. `store` has all records."""
        return iter(())
