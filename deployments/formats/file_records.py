"""What is read of one file, whatever its format: the records, what is wrong with the others, and where each stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableSequence, Sequence
from typing import Any

import attrs

from deployments.diagnostics import Diagnostic, Edit, Location
from deployments.records import Metadata, Record
from deployments.references import AnyRecord, Mend, Problem, UnmadeRecord
from deployments.store import RecordStore
from deployments.values.tolerance import Tolerance

#: The file that describes a folder of tables: whoever finds it reads the tables.
PACKAGE_FILE = "datapackage.json"

#: What a file can say of the registry as a whole, and the key under which each is told of.
Setting = Tolerance | Metadata
SETTING_KEYS: Mapping[str, str] = {"tolerance": "tolerance", "metadata": "registry"}


@attrs.define(eq=False)
class FileRecords:
    """What was read of one file; each format has a class of its own, which tells where a record stands.

    - `records` are those that could be made, and `spots` says of each where it stands, in the way of the format.
    - `unmade` is what could be read of the others, and `diagnostics` what is wrong with them and with the file.
    - `settings` is what the file says of the registry as a whole, `tolerance` and `metadata`, each with where.
    """

    records: list[Record] = attrs.field(factory=list, init=False)
    spots: MutableSequence[Any] = attrs.field(factory=list, init=False)
    unmade: list[UnmadeRecord] = attrs.field(factory=list, init=False)
    diagnostics: list[Diagnostic] = attrs.field(factory=list, init=False)
    settings: dict[str, tuple[Setting, Location]] = attrs.field(factory=dict, init=False)

    @property
    def says_anything(self) -> bool:
        """Whether there is a record in it, a setting, or a problem."""
        return any((self.records, self.unmade, self.diagnostics, self.settings))

    def place(self, record: AnyRecord, spot: Any, field: str) -> tuple[str, Location]:
        """Return the path and the place of a field of a record that stands at a spot of this file."""
        raise NotImplementedError

    def edits(self, mends: Sequence[tuple[Any, Mend]]) -> Iterator[Edit]:  # noqa: ARG002
        """Yield the lines that a program can write into this file to mend statements, each with its spot."""
        return iter(())

    def problems_among(self, store: RecordStore) -> Iterator[Problem]:  # noqa: ARG002
        """Yield what is wrong with records that stand together in this file, once all records are known."""
        return iter(())
