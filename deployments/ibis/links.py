"""Which deployments are one force: the links of `follows`, read once, as branches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from deployments.errors import InvalidValueError


@attrs.frozen
class Links:
    """Deployments of the same force, linked by `follows`, as branches: in one, each is followed by one other at most.

    `nodes` gives the branch of each deployment that is linked, named by its first; `branches` for each branch the one
    that it follows, empty for none, the first of its force, and how many it has before it.
    """

    nodes: Mapping[str, str]
    branches: Sequence[tuple[str, str, str, int]]

    @classmethod
    def of(cls, follows: Mapping[str, str]) -> Links:
        """Make them of the links. Raises `InvalidValueError` for links in a circle.

        >>> links = Links.of({"b": "a", "c": "b", "d": "b"})
        >>> dict(links.nodes)
        {'a': 'a', 'b': 'a', 'c': 'c', 'd': 'd'}
        >>> links.branches
        [('a', '', 'a', 0), ('c', 'a', 'a', 1), ('d', 'a', 'a', 1)]
        """
        after: dict[str, list[str]] = {}
        for id_, before in follows.items():
            after.setdefault(before, []).append(id_)
        nodes: dict[str, str] = {}
        branches: dict[str, tuple[str, str, str, int]] = {}
        queue = [each for each in after if each not in follows]
        for each in queue:
            nodes[each], branches[each] = each, (each, "", each, 0)
        while queue:
            before = queue.pop()
            _, _, force, depth = branches[nodes[before]]
            for each in (next_ := after.get(before, [])):
                nodes[each] = nodes[before] if len(next_) == 1 else each
                if nodes[each] == each:
                    branches[each] = (each, nodes[before], force, depth + 1)
                queue.append(each)
        if circle := follows.keys() - nodes.keys():
            raise InvalidValueError("deployments that follow each other in a circle", min(circle), "take one link out")
        return cls(nodes, [*branches.values()])
