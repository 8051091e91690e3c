"""Makes `deployments/data/outlines.json` from the npm package world-atlas, which holds Natural Earth as TopoJSON.

The outlines are those of 1:110 million. A country that has none there gets a point inside its greatest island or part,
of 1:50 million, or else of 1:10 million. In an empty folder:

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz

and then here `python -m tests.pages.make_outlines FOLDER/package`. TopoJSON: https://github.com/topojson/topojson-specification
"""

import itertools
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pycountry

from deployments.pages.outlines import EAST, STEPS, WEST

TARGET = Path(__file__).parents[2] / "deployments" / "data" / "outlines.json"
VERSION = "2.0.2"
SOURCE = "Natural Earth 4.1.0, Admin 0 countries, 1:110m (points: 1:50m and 1:10m), as world-atlas 2.0.2 packs it"
PUBLIC_DOMAIN = "Made with Natural Earth, which is in the public domain (naturalearthdata.com). Of world-atlas: "
#: What Natural Earth has no number of ISO 3166-1 for, by its name there.
CODES = {"Kosovo": "XKX"}
#: What ISO 3166-1 has a code for and Natural Earth draws as a part of another: the name there, and a box around it
#: (west, south, east, north).
PARTS = {
    "BES": ("Netherlands", (-69, 11, -62, 18)),
    "BVT": ("Norway", (3, -55, 4, -54)),
    "CCK": ("Indian Ocean Ter.", (96, -13, 97, -11)),
    "CXR": ("Indian Ocean Ter.", (105, -11, 106, -10)),
    "GLP": ("France", (-62, 15.8, -61, 16.6)),
    "GUF": ("France", (-55, 2, -51, 6)),
    "MTQ": ("France", (-61.5, 14, -60.5, 15)),
    "MYT": ("France", (45, -13.1, 45.4, -12.5)),
    "REU": ("France", (55, -21.5, 56, -20.5)),
    "SJM": ("Norway", (10, 74, 34, 81)),
    "TKL": ("New Zealand", (187, -10, 189, -8)),
}
#: It goes around the pole, and would be a stripe on the map.
LEFT_OUT = "ATA"

Point = tuple[float, float]
Ring = list[Point]


def rings(topology: Mapping[str, Any]) -> Iterator[tuple[str, Ring]]:
    """Yield each ring of a topology, in degrees, with the code of its country, or with its name if it has none."""
    arcs = [*_arcs(topology)]
    numbers = {country.numeric: country.alpha_3 for country in pycountry.countries}
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        code = numbers.get(geometry.get("id"), CODES.get(name, name))
        for polygon in [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]:
            for numbered in polygon:
                ring = _moved(_unwrapped(_joined(numbered, arcs)))
                yield _part(name, ring) or code, ring


def _arcs(topology: Mapping[str, Any]) -> Iterator[Ring]:
    """Yield the arcs in degrees: each point is written as the way from the one before, in steps of the scale."""
    (x_scale, y_scale), (x_first, y_first) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x, y, points = 0, 0, []
        for right, up in arc:
            x, y = x + right, y + up
            points.append((x * x_scale + x_first, y * y_scale + y_first))
        yield points


def _joined(numbered: list[int], arcs: list[Ring]) -> Ring:
    """Return a ring without its last point, which is its first; the arc `~n` is the arc n backwards."""
    found: Ring = []
    for number in numbered:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        found += arc[:-1]
    return found


def _unwrapped(ring: Ring) -> Ring:
    """Return a ring that goes on past 180 degrees, where it jumped to the other side of the world."""
    found = ring[:1]
    for x, y in ring[1:]:
        before = found[-1][0]
        found.append((x - 360 * round((x - before) / 360), y))
    return found


def _moved(ring: Ring) -> Ring:
    """Return a ring as a whole at that side of the map on which its middle is."""
    west, _, east, _ = box(ring)
    turns = ((west + east) / 2 - WEST) // 360
    return [(x - 360 * turns, y) for x, y in ring]


def box(ring: Ring) -> tuple[float, float, float, float]:
    """Return the west, south, east and north of a ring."""
    xs, ys = zip(*ring, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _part(name: str, ring: Ring) -> str | None:
    west, south, east, north = box(ring)
    for code, (whole, (left, low, right, high)) in PARTS.items():
        if name == whole and left <= west and low <= south and east <= right and north <= high:
            return code
    return None


def path(rings: list[Ring]) -> str:
    """Return the path of SVG for rings: hundredths of a degree, downwards, each point by the way from the last one."""
    return "".join(map(_ring_path, rings))


def _ring_path(ring: Ring) -> str:
    points = [(round(x * STEPS), round(-y * STEPS)) for x, y in ring]
    points = [point for point, last in zip(points, points[-1:] + points, strict=False) if point != last]
    if len(points) < 3:
        return ""  # North Korea has a ring of one point
    steps = (f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in itertools.pairwise(points))
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z".replace(" -", "-")


def inner_point(rings: list[Ring]) -> tuple[float, float]:
    """Return a point inside the greatest ring: in the middle of where it is widest, halfway between north and south."""
    ring = max(rings, key=_area)
    _, south, _, north = box(ring)
    middle = (south + north) / 2
    crossed = sorted(
        x1 + (middle - y1) / (y2 - y1) * (x2 - x1)
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True)
        if (y1 < middle) != (y2 < middle)
    )
    west, east = max(zip(crossed[::2], crossed[1::2], strict=True), key=lambda pair: pair[1] - pair[0])
    return round((west + east) / 2, 2), round(middle, 2)


def _area(ring: Ring) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True)))


def by_country(folder: Path, scale: str) -> dict[str, list[Ring]]:
    """Return the rings of each country at a scale: "110m", "50m" or "10m"."""
    found: dict[str, list[Ring]] = {}
    for code, ring in rings(json.loads((folder / f"countries-{scale}.json").read_text(encoding="utf-8"))):
        found.setdefault(code, []).append(ring)
    return found


def outlines(folder: Path) -> dict[str, object]:
    """Return what the file holds, made from an unpacked world-atlas. Raises `ValueError` for another version of it."""
    version = json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"]
    if version != VERSION:
        raise ValueError(f"this is made from world-atlas {VERSION}, not {version}")
    coded = {country.alpha_3 for country in pycountry.countries} | {*CODES.values()}
    drawn = by_country(folder, "110m")
    antarctica = drawn.pop(LEFT_OUT)
    finer = by_country(folder, "10m") | by_country(folder, "50m") | {LEFT_OUT: antarctica}
    return {
        "source": SOURCE,
        "licence": PUBLIC_DOMAIN + " ".join((folder / "LICENSE").read_text(encoding="utf-8").split()),
        "unit": f"1/{STEPS} degree; y is downwards; x goes from {WEST} to {EAST} degrees",
        "outlines": {code: path(drawn[code]) for code in sorted(drawn.keys() & coded)},
        "others": {name: path(drawn[name]) for name in sorted(drawn.keys() - coded)},
        "points": {code: inner_point(finer[code]) for code in sorted((finer.keys() & coded) - drawn.keys())},
    }


def lines(made: dict[str, object]) -> str:
    """Return the text of the file: a line for each country."""
    text = json.dumps(made, ensure_ascii=False, indent=0)
    return re.sub(r"\[\n(.+),\n(.+)\n\]", r"[\1, \2]", text) + "\n"


if __name__ == "__main__":
    TARGET.write_text(lines(outlines(Path(sys.argv[1]))), encoding="utf-8")
