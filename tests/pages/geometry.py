"""What is drawn at one place of a picture, read from the paths of it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

_NUMBER = r"-?\d+(?:\.\d+)?"
#: A bar: where it begins, and how wide it is. Before it can stand the mark of what is disputed.
_BAR = re.compile(rf"M({_NUMBER}) {_NUMBER}h({_NUMBER})")
_POINT = re.compile(rf"({_NUMBER}) ({_NUMBER})")
#: What is drawn begins and ends at a whole unit: it is looked at so near.
NEAR = 0.6
#: One day is drawn so wide at least, which can be wider than it is.
THINNEST = 6


def looks_at(bars: Iterable[tuple[str, str]], x: float) -> Iterator[tuple[str, bool]]:
    """Yield the look of each bar at a place, and whether it is surely there; takes their classes and their paths."""
    for name, path in bars:
        found = _BAR.search(path)
        assert found is not None, path
        start, end = float(found[1]), float(found[1]) + float(found[2])
        if start - NEAR <= x <= end + NEAR:
            yield name.split()[0], end - start > THINNEST and start + NEAR < x < end - NEAR


def around(x: float) -> tuple[float, ...]:
    """Return the places that can be meant by one, that itself first."""
    return x, x - NEAR, x + NEAR


def heights_at(path: str, x: float) -> list[float]:
    """Return the heights at which the horizontal edges of an area are at a place, from the top down."""
    found = []
    for shape in path.split("M")[1:]:
        points = [(float(at), float(height)) for at, height in _POINT.findall(shape)]
        for (a, height), (b, other) in itertools.pairwise(points):
            if height == other and min(a, b) < x < max(a, b):
                found.append(height)
    return sorted(found)


def is_on_line(path: str, x: float) -> bool:
    """Tell whether one of the horizontal lines of a path, each from M to H, is at a place."""
    lines = re.findall(rf"M({_NUMBER}) {_NUMBER}H({_NUMBER})", path)
    return any(float(start) <= x <= float(end) for start, end in lines)
