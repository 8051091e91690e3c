"""What belongs together, found from pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class Groups:
    """Names in groups: two names of a pair are in one group, and so is whatever is paired with either.

    A name that is in no pair is a group by itself.

    >>> groups = Groups([("a", "b"), ("c", "b")])
    >>> groups.leader("a") == groups.leader("c"), groups.leader("d"), sorted(groups.paired())
    (True, 'd', ['a', 'b', 'c'])
    """

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        #: For each name that is paired one that is nearer to the leader of its group.
        self._above: dict[str, str] = {}
        for one, other in pairs:
            self._above.setdefault(one, one)
            self._above.setdefault(other, other)
            self._above[self.leader(one)] = self.leader(other)

    def leader(self, name: str) -> str:
        """Return the name of its group by which the group is known, the same for all names in it."""
        path = []
        while (above := self._above.get(name, name)) != name:
            path.append(name)
            name = above
        # From now on the way from each of them is short: all ways together are walked in proportion to the names.
        self._above.update(dict.fromkeys(path, name))
        return name

    def paired(self) -> Iterator[str]:
        """Yield every name that is in a pair."""
        yield from self._above
