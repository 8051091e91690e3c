"""The states of knowledge that a page can show: after each day on which a source became surely known, and by all."""

from __future__ import annotations

from bisect import bisect_left
from math import inf

import attrs

from deployments.registry import Registry


@attrs.frozen
class States:
    """The days after which something else was known, in order; the last state has all sources.

    `days` has the day number of each, and at last None if nobody can tell when some source appeared: what that one
    says is known in the last state alone.

    >>> import deployments
    >>> states = States.of(deployments.example())
    >>> states.last, states.since("rijksoverheid-2023-07-06")
    (13, 13)
    """

    days: tuple[int | None, ...]
    _since: dict[str, int] = attrs.field(repr=False, eq=False)

    @classmethod
    def of(cls, registry: Registry) -> States:
        """Return the states of a registry: at least one."""
        latest = {source.id: registry.published(source.id)[1] for source in registry.heard}
        known = sorted({int(day) for day in latest.values() if day < inf})
        days = (*known, None) if not known or inf in latest.values() else tuple(known)
        last = len(days) - 1
        return cls(days, {id_: last if day == inf else bisect_left(known, day) for id_, day in latest.items()})

    @property
    def last(self) -> int:
        """The number of the last state, in which all sources are known."""
        return len(self.days) - 1

    def since(self, source: str) -> int:
        """Return the first state in which a source, by its id, is known; the last for one that does not speak."""
        return self._since.get(source, self.last)
