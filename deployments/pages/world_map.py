"""The map: the outlines of countries, filled where somebody is, and dots.

A place with coordinates is a dot. So is a country that has no outline at 1:110 million, or that would be smaller than
a dot. All other places in a country are that country, filled. Each such shape has the class `place`, its id in
`data-place`, its name in `<title>`, and one more class for how sure it is that anybody is there: `certain` (solid),
`possible` (hatched, by the patterns `#map-possible` and, for dots, `#map-possible-dot`) or `none` (an outline). The
script changes that class with the day and the letters. All other land is one path of the class `land`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import reduce

import attrs
from markupsafe import Markup

from deployments.locales import load_language
from deployments.pages.map_view import WIDTH, View, view_of
from deployments.pages.outlines import Box, Ring, on_the_map, outlines
from deployments.reports.escape import clean
from deployments.values.countries import Place

#: The radius of a dot, in units of the map.
RADIUS = 12
#: How sure it is that anybody is at a place, the surest first.
CLASSES = ("certain", "possible", "none")

_SVG = Markup(
    '<svg class="map" viewBox="0 0 {width} {height}" role="img" aria-label="{label}">'
    '<defs><pattern id="map-possible" width="16" height="16" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><path class="ground" d="M0 0h16v16H0z"/><path class="hatch" d="M8 0v16"/></pattern>'
    '<pattern id="map-possible-dot" width="8" height="8" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(-45)"><path class="ground" d="M0 0h8v8H0z"/><path class="hatch" d="M4 0v8"/></pattern>'
    '</defs><path class="land" d="{land}"/>{shapes}</svg>'
)
_COUNTRY = Markup('<path class="{classes}" data-place="{id}" d="{path}"><title>{title}</title></path>')
_DOT = Markup('<circle class="{classes}" data-place="{id}" cx="{x}" cy="{y}" r="{r}"><title>{title}</title></circle>')


@attrs.frozen
class WorldMap:
    """A map: its markup, empty if nothing can be drawn; which shape each place is; and the places that are not on it.

    `shapes` holds the `data-place` of each place that is drawn, by its key: several places can be one shape.
    """

    svg: Markup
    shapes: Mapping[str, str]
    undrawn: tuple[str, ...]


@attrs.frozen
class _Target:
    """What of the world a place is: the box to be shown, and the rings of a country; none if it is a point."""

    id: str
    box: Box
    rings: tuple[Ring, ...] = ()


@attrs.frozen(eq=False)
class _Shape:
    """What is drawn for one place or for several: rings, or a dot at a spot."""

    id: str
    rings: tuple[Ring, ...]
    spot: tuple[int, int]


def world_map(places: Sequence[tuple[str, Place]], lang: str, sure: Mapping[str, str] | None = None) -> WorldMap:
    """Return the map of places, each with its key, in a language; `sure` has the class of a place, by its key.

    A shape that is several places has the surest class of theirs. A place of which neither the country nor coordinates
    are known, or in a former state, cannot be drawn. Raises `InvalidValueError` for a language that there is not.

    >>> places = [("Sliač", Place("SVK", "Sliač")), ("Baikonur", Place("SUN", "Baikonur"))]
    >>> drawn = world_map(places, "en", {"Sliač": "possible"})
    >>> drawn.shapes, drawn.undrawn
    ({'Sliač': 'SVK'}, ('Baikonur',))
    >>> '<path class="land place possible" data-place="SVK"' in drawn.svg
    True
    """
    label = load_language(lang).PAGE_WORDS["map label"]
    targets = {key: target for key, place in places if (target := _target(place)) is not None}
    undrawn = tuple(key for key, _ in places if key not in targets)
    if not targets:
        return WorldMap(Markup(), {}, undrawn)
    view = view_of([target.box for target in targets.values()])
    shapes = _shapes(targets, view)
    drawn: dict[_Shape, list[tuple[str, Place]]] = {}
    for key, place in places:
        if key in shapes:
            drawn.setdefault(shapes[key], []).append((key, place))
    best = {shape: _surest(own, sure or {}) for shape, own in drawn.items()}
    # What is sure lies upon what is not, and dots upon countries.
    order = sorted(drawn, key=lambda shape: (not shape.rings, -CLASSES.index(best[shape])))
    marked = Markup().join(_marked(shape, view, drawn[shape], lang, best[shape]) for shape in order)
    svg = _SVG.format(width=WIDTH, height=view.height, label=label, land=_land(drawn, view), shapes=marked)
    return WorldMap(svg, {key: shape.id for key, shape in shapes.items()}, undrawn)


def _target(place: Place) -> _Target | None:
    """Return what of the world a place is; None if nobody can tell."""
    if place.latitude is not None and place.longitude is not None:
        return _point(f"{place.latitude},{place.longitude}", on_the_map(place.longitude), place.latitude)
    code = place.country.alpha_3 if place.country else ""
    if rings := outlines().countries.get(code):
        return _Target(code, reduce(Box.join, (ring.box for ring in rings)), rings)
    point = outlines().points.get(code)
    return None if point is None else _point(code, *point)


def _point(id_: str, longitude: float, latitude: float) -> _Target:
    return _Target(id_, Box(longitude, latitude, longitude, latitude))


def _shapes(targets: Mapping[str, _Target], view: View) -> dict[str, _Shape]:
    """Return what is drawn for each place, by its key: one country once, and one dot for all that lie under it."""
    made: dict[object, _Shape] = {}
    found = {}
    for key, target in targets.items():
        spot = view.at(*target.box.middle)
        rings = () if view.longest_side(target.box) < 2 * RADIUS else target.rings
        shape = _Shape(target.id, rings, spot)
        found[key] = made.setdefault(target.id if rings else spot, shape)
    return found


def _surest(places: Sequence[tuple[str, Place]], sure: Mapping[str, str]) -> str:
    return min((sure.get(key, "none") for key, _ in places), key=CLASSES.index)


def _land(drawn: Collection[_Shape], view: View) -> str:
    """Return the path of all land at which nobody is, as far as it is shown."""
    filled = {shape.id for shape in drawn if shape.rings}
    rest = [ring for code, rings in outlines().countries.items() if code not in filled for ring in rings]
    return view.path([*rest, *outlines().others])


def _marked(shape: _Shape, view: View, places: Sequence[tuple[str, Place]], lang: str, best: str) -> Markup:
    """Return the markup of a shape with the names of its places, and the surest of their classes."""
    classes = f"{'land' if shape.rings else 'dot'} place {best}"
    title = clean("; ".join(dict.fromkeys(_title(place, lang) for _, place in places)))
    if shape.rings:
        return _COUNTRY.format(classes=classes, id=shape.id, path=view.path(shape.rings), title=title)
    x, y = shape.spot
    return _DOT.format(classes=classes, id=shape.id, x=x, y=y, r=RADIUS, title=title)


def _title(place: Place, lang: str) -> str:
    """Return the name of what is drawn for a place: of its country, unless it is known where in it."""
    country = place.country.name_in(lang) if place.country else ""
    if place.latitude is None:
        return country
    return ", ".join(filter(None, (place.name, country))) or f"{place.latitude}, {place.longitude}"
