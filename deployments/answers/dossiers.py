"""What is looked up: records that hold a text, and all that is stated of a record."""

from __future__ import annotations

import attrs

from deployments.answers.results import Authorisation, Presence
from deployments.brief import brief
from deployments.claims import Basis
from deployments.records import Record, Source, Statement
from deployments.solver.bounds import Status


@attrs.frozen
class Hit:
    """A record that holds a text, and where: the names of the fields, and what stands in each."""

    __repr__ = brief

    record: Record
    places: tuple[tuple[str, str], ...]


@attrs.frozen
class Evidence:
    """A statement with its source, and what became of it.

    `cited` is the source from which it was taken, if it names one. `basis` is what the statement says or, where it says
    nothing, what its dates tell; then `doubt` is the code of what `check` asks about it, if it is in doubt.
    """

    __repr__ = brief

    statement: Statement
    source: Source
    cited: Source | None
    basis: Basis
    status: Status
    doubt: str | None = None

    @property
    def is_basis_written(self) -> bool:
        """Whether somebody wrote the basis."""
        return self.statement.basis is not None


@attrs.frozen
class Dossier:
    """Everything that is stated of a record, and the other statements that name it.

    `stated` are the statements about it; of a source, those that it makes; of a statement, itself. `naming` are those
    that date something by it, follow or relieve it, cite it, or correct it. Both are in the order of publication.
    """

    __repr__ = brief

    record: Record
    stated: tuple[Evidence, ...]
    naming: tuple[Evidence, ...]


@attrs.frozen
class Card:
    """Everything of a record, to be shown in one piece, and what is known of it on a day, if one was asked for.

    `presence` is that of a deployment; `authorisation` what is authorised for it, or for a mission; both None without a
    day, and for other records. `wholes` and `parts` are the missions or deployments that it is part of, the nearest
    first, and those that are part of it.
    """

    __repr__ = brief

    dossier: Dossier
    wholes: tuple[Record, ...] = ()
    parts: tuple[Record, ...] = ()
    presence: Presence | None = None
    authorisation: Authorisation | None = None
