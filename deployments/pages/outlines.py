"""The outlines of countries that come with the library: Natural Earth's, at 1:110 million.

`deployments/data/outlines.json` says where they are from. The map of the world is cut at 168.5 degrees west, in the
Bering Strait, where no land is: so Russia and Fiji are whole, and what is west of that line stands in the far east, at
longitudes above 180.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

import attrs

#: The degrees of longitude at which the map begins and ends.
WEST, EAST = -168.5, 191.5
#: How many steps of the paths in the file make a degree.
STEPS = 100


@attrs.frozen
class Box:
    """The part of a map between two meridians and two parallels, in degrees; the east may lie beyond 180.

    >>> Box(16.9, 47.8, 22.6, 49.6).join(Box(21.0, 53.9, 26.6, 56.4))
    Box(west=16.9, south=47.8, east=26.6, north=56.4)
    """

    west: float
    south: float
    east: float
    north: float

    @property
    def middle(self) -> tuple[float, float]:
        """The longitude and the latitude of its middle."""
        return (self.west + self.east) / 2, (self.south + self.north) / 2

    def join(self, other: Box) -> Box:
        """Return the box around both."""
        west, south = min(self.west, other.west), min(self.south, other.south)
        return Box(west, south, max(self.east, other.east), max(self.north, other.north))

    def meets(self, other: Box) -> bool:
        """Return whether they have any part in common."""
        across = self.west <= other.east and other.west <= self.east
        return across and self.south <= other.north and other.south <= self.north


@attrs.frozen
class Ring:
    """A closed line around land, or around a hole in it: its points (longitude, latitude), and the box around them."""

    points: tuple[tuple[float, float], ...]
    box: Box


@attrs.frozen
class Outlines:
    """Everything that can be drawn: rings by the code of a country, others that have none, and points of the small."""

    countries: Mapping[str, tuple[Ring, ...]]
    others: tuple[Ring, ...]
    points: Mapping[str, tuple[float, float]]


@cache
def outlines() -> Outlines:
    """Return the outlines, read when they are first asked for.

    >>> len(outlines().countries["ZAF"]), "MLT" in outlines().countries, outlines().points["MLT"]
    (2, False, (14.44, 35.9))
    """
    text = resources.files("deployments").joinpath("data", "outlines.json").read_text(encoding="utf-8")
    file = json.loads(text)
    return Outlines(
        {code: tuple(_rings(path)) for code, path in file["outlines"].items()},
        tuple(ring for path in file["others"].values() for ring in _rings(path)),
        {code: (longitude, latitude) for code, (longitude, latitude) in file["points"].items()},
    )


def _rings(path: str) -> Iterator[Ring]:
    """Yield the rings of a path: "M" and a point, "l" and the steps to the others, "z"."""
    for text in path.split("M")[1:]:
        numbers = [int(number) / STEPS for number in re.findall(r"-?[0-9]+", text)]
        x, y, points = 0.0, 0.0, []
        for right, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + right, y - down
            points.append((x, y))
        xs, ys = zip(*points, strict=True)
        yield Ring(tuple(points), Box(min(xs), min(ys), max(xs), max(ys)))


def on_the_map(longitude: float) -> float:
    """Return a longitude as the map has it: from 168.5 degrees west on eastwards, beyond 180.

    >>> on_the_map(19.1), on_the_map(-180), on_the_map(-175.2)
    (19.1, 180, 184.8)
    """
    return longitude if longitude >= WEST else longitude + 360
