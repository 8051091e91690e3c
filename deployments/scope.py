"""Which sources a registry listens to: those that were known on a day, and those that its reader believes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import inf

import attrs

from deployments.basis import publication_days
from deployments.errors import InvalidValueError
from deployments.records import Source, SourceKind, id_of
from deployments.suggestions import did_you_mean, meant_by
from deployments.values.edtf import Run

_KINDS = {kind.value: kind for kind in SourceKind}


class Every:
    """All the sources that a registry had at first, by id: neither shown nor compared.

    >>> Every({}).by_id
    {}
    """

    __slots__ = ("by_id",)

    def __init__(self, by_id: Mapping[str, Source]) -> None:
        self.by_id = by_id


@attrs.frozen
class Scope:
    """Which sources of a registry speak in what is left of it: all, unless one was asked for less.

    `every` has all that it had at first. `certain_by` and `possible_by` are the day numbers by which a source must
    have appeared, certainly or possibly; `kinds` are those that are believed, and `without` the ids of those that are
    not. Each narrowing is a condition more, so that their order does not matter.

    >>> letter = Source(id="letter", title="A letter", kind="official")
    >>> Scope().trusting("press").is_believed(letter), Scope().but([letter], {"letter": letter}).is_believed(letter)
    (False, False)
    """

    every: Every = attrs.field(factory=lambda: Every({}), repr=False, eq=False)
    certain_by: float = inf
    possible_by: float = inf
    kinds: frozenset[SourceKind] | None = None
    without: frozenset[str] = frozenset()

    def is_known(self, published: Run) -> bool:
        """Tell whether a source that can have appeared on some days had appeared by the day asked for."""
        return published[0] <= self.possible_by and published[1] <= self.certain_by

    def is_believed(self, source: Source) -> bool:
        """Tell whether the reader believes a source."""
        return (self.kinds is None or source.kind in self.kinds) and source.id not in self.without

    def __reduce__(self) -> tuple[object, ...]:
        """Return what is sent elsewhere, which does not hold the sources that came later."""
        every = {id_: each for id_, each in self.every.by_id.items() if self.is_known(publication_days(each))}
        return Scope, (Every(every), self.certain_by, self.possible_by, self.kinds, self.without)

    def known_by(self, day: float, *, include_possible: bool) -> Scope:
        """Return the scope without the sources that had not appeared by the end of a day."""
        if include_possible:
            return attrs.evolve(self, possible_by=min(day, self.possible_by))
        return attrs.evolve(self, certain_by=min(day, self.certain_by))

    def trusting(self, kinds: SourceKind | str | Iterable[SourceKind | str]) -> Scope:
        """Return the scope without the sources of other kinds. Raises `InvalidValueError` for what is no kind."""
        found = frozenset(map(_kind, _listed(kinds)))
        return attrs.evolve(self, kinds=found if self.kinds is None else self.kinds & found)

    def but(self, sources: Iterable[str | Source], every: Mapping[str, Source]) -> Scope:
        """Return the scope without some of all the sources. Raises `InvalidValueError` for what is none of them."""
        ids = [id_of(each, Source) for each in sources]
        for id_ in ids:
            if not isinstance(id_, str) or id_ not in every:
                meant = meant_by(str(id_), every, "deployments list sources")
                raise InvalidValueError("there is no source", id_, meant)
        return attrs.evolve(self, without=self.without.union(ids))


def _listed(kinds: object) -> Iterable[object]:
    return kinds if isinstance(kinds, Iterable) and not isinstance(kinds, str) else [kinds]


def _kind(value: object) -> SourceKind:
    if isinstance(value, SourceKind):
        return value
    if isinstance(value, str) and value in _KINDS:
        return _KINDS[value]
    words = ", ".join(f'"{word}"' for word in _KINDS)
    meant = did_you_mean(value, _KINDS) if isinstance(value, str) else ""
    raise InvalidValueError("not a kind of source", value, meant or f"write {words}")
