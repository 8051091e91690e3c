"""Which part of the world a map shows, and where a place lies on it.

The projection is equirectangular: a degree of longitude is drawn as long as one of latitude times the cosine of the
latitude in the middle of the map. So shapes are right in the middle of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import pairwise
from math import cos, radians

import attrs

from deployments.pages.outlines import EAST, WEST, Box, Ring

#: The width of a map in its own units, and how much wider than high it is.
WIDTH = 2000
_RATIO = 2.0
#: The least that a map shows, in degrees of latitude: outlines at 1:110m tell no more from nearer.
_LEAST = 10.0
#: How much more is shown than what lies farthest apart.
_MARGIN = 1.25
#: All land but Antarctica's; what lies south of it is shown where somebody is there.
_WORLD = Box(WEST, -57.0, EAST, 84.0)
#: What is shown around the outermost dots, in degrees, so that they are whole; and how far a map can reach so.
_EDGE = 3.0
_REACH = Box(WEST - _EDGE, -90 - _EDGE, EAST + _EDGE, 90 + _EDGE)
#: Near a pole degrees of longitude are drawn at least this long, or the map would be a stripe.
_SHORTEST = 0.1


@attrs.frozen
class View:
    """The part of the world that a map shows, and its scales: units in a degree of longitude, and of latitude."""

    box: Box
    across: float
    down: float

    @property
    def height(self) -> int:
        """The height of the map in its own units."""
        return round((self.box.north - self.box.south) * self.down)

    def at(self, longitude: float, latitude: float) -> tuple[int, int]:
        """Return where a point is: its units from the left, and from the top."""
        return round((longitude - self.box.west) * self.across), round((self.box.north - latitude) * self.down)

    def longest_side(self, box: Box) -> float:
        """Return the width or the height of a box as it is drawn, whichever is more."""
        return max((box.east - box.west) * self.across, (box.north - box.south) * self.down)

    def path(self, rings: Sequence[Ring]) -> str:
        """Return the path of SVG for those rings of which any part is shown, and can be seen.

        >>> square = Ring(((10, 50), (12, 50), (12, 52), (10, 52)), Box(10, 50, 12, 52))
        >>> view_of([square.box]).path([square])
        'M937 600l126 0 0-200-126 0z'
        """
        return "".join(self._paths(rings))

    def _paths(self, rings: Sequence[Ring]) -> Iterator[str]:
        for ring in rings:
            if not ring.box.meets(self.box):
                continue
            points = [self.at(*point) for point in ring.points]
            steps = [f"{x - a} {y - b}" for (a, b), (x, y) in pairwise(points) if a != x or b != y]
            if len(steps) > 1:
                yield f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z".replace(" -", "-")


def view_of(boxes: Sequence[Box]) -> View:
    """Return the view of all boxes, with a margin around them: of all the world, if they take half of it or more.

    >>> view_of([Box(16.9, 47.8, 22.6, 49.6)]).box.meets(Box(-9.0, 37.0, -6.0, 42.0))
    False
    """
    around = reduce(Box.join, boxes)
    is_spread = around.east - around.west > (EAST - WEST) / 2
    box = _WORLD.join(_with_edge(around)) if is_spread else _with_margin(around)
    across = _shrunk(box) * (down := WIDTH / ((box.east - box.west) * _shrunk(box)))
    return View(box, across, down)


def _with_edge(box: Box) -> Box:
    return Box(box.west - _EDGE, box.south - _EDGE, box.east + _EDGE, box.north + _EDGE)


def _with_margin(box: Box) -> Box:
    shrunk = _shrunk(box)
    height = max((box.north - box.south) * _MARGIN, _LEAST, (box.east - box.west) * _MARGIN * shrunk / _RATIO)
    west, east = _stretched(box.west, box.east, height * _RATIO / shrunk, (_REACH.west, _REACH.east))
    south, north = _stretched(box.south, box.north, height, (_REACH.south, _REACH.north))
    return Box(west, south, east, north)


def _shrunk(box: Box) -> float:
    """Return how long a degree of longitude is drawn beside one of latitude."""
    return max(cos(radians((box.south + box.north) / 2)), _SHORTEST)


def _stretched(low: float, high: float, length: float, reach: tuple[float, float]) -> tuple[float, float]:
    """Return an interval of a length around the middle of another, moved into its reach, and no longer than that."""
    length = min(length, reach[1] - reach[0])
    first = min(max((low + high - length) / 2, reach[0]), reach[1] - length)
    return first, first + length
