"""The map: everybody who can be drawn is on it, where they are, and whoever is not is told."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

import deployments
from deployments.errors import InvalidValueError
from deployments.pages.map_view import WIDTH, view_of
from deployments.pages.outlines import EAST, WEST, Box, outlines
from deployments.pages.world_map import RADIUS, WorldMap, world_map
from deployments.values.countries import Country, Place
from deployments.values.country_names import FORMER_YEARS
from tests.pages import make_outlines

FILE = json.loads(make_outlines.TARGET.read_text(encoding="utf-8"))
TODAY = [*(country.alpha_3 for country in pycountry.countries), "XKX"]
FORMER = [*{*FORMER_YEARS, *(country.alpha_3 for country in pycountry.historic_countries)} - {*TODAY}]


def drawn(*places: Place, lang: str = "en", sure: dict[str, str] | None = None) -> WorldMap:
    return world_map([(str(place), place) for place in places], lang, sure)


def elements(svg: str) -> Iterator[ElementTree.Element]:
    """Everything in a map, which has to be XML; so a text of a file that were markup would be found here."""
    return ElementTree.fromstring(svg).iter()  # noqa: S314 - it is our own


def shapes(made: WorldMap) -> dict[str, ElementTree.Element]:
    """The shapes of places, by their `data-place`, which tells one from another."""
    found = [each for each in elements(made.svg) if "data-place" in each.attrib]
    named = {each.attrib["data-place"]: each for each in found}
    assert len(named) == len(found)
    assert named.keys() == {*made.shapes.values()}
    return named


def title(shape: ElementTree.Element) -> str | None:
    return shape[0].text


def land(made: WorldMap) -> str:
    """The path of all land at which nobody is."""
    return next(each.attrib["d"] for each in elements(made.svg) if each.attrib.get("class") == "land")


def size(made: WorldMap) -> tuple[float, float]:
    left, top, width, height = map(float, ElementTree.fromstring(made.svg).attrib["viewBox"].split())  # noqa: S314
    assert left == top == 0
    return width, height


def corners(path: str) -> tuple[int, int, int, int]:
    """The left, top, right and bottom of a path."""
    xs, ys = [], []
    for ring in path.split("M")[1:]:
        x = y = 0
        for right, down in re.findall(r"(-?\d+) ?(-?\d+)", ring):
            x, y = x + int(right), y + int(down)
            xs.append(x)
            ys.append(y)
    return min(xs), min(ys), max(xs), max(ys)


def test_every_country_of_today_can_be_drawn() -> None:
    """Those of old cannot: none of them has an outline, and the page names them."""
    undrawn = [code for code in TODAY if drawn(Place(code)).undrawn]
    assert undrawn == []
    made = drawn(*map(Place, FORMER))
    assert (made.svg, made.shapes, made.undrawn) == ("", {}, (*FORMER,))
    assert {"YUG", "SUN", "DDR", "SCG"} <= {*FORMER}


def test_the_file_has_a_country_once_and_says_where_it_is_from() -> None:
    assert not FILE["outlines"].keys() & FILE["points"].keys()
    assert {*FILE["outlines"], *FILE["points"]} == {*TODAY}
    assert [*FILE["others"]] == ["N. Cyprus", "Somaliland"]
    assert "Natural Earth" in FILE["source"]
    assert "public domain" in FILE["licence"]
    assert "Permission to use, copy, modify" in FILE["licence"]
    assert len(make_outlines.TARGET.read_bytes()) < 70_000


@pytest.mark.parametrize("path", [*FILE["outlines"].values(), *FILE["others"].values()])
def test_a_path_of_the_file_is_a_row_of_closed_rings_on_the_map(path: str) -> None:
    assert re.fullmatch(r"(M-?\d+[ -]\d+l-?\d+([ -]\d+){3,}z)+", path)
    left, top, right, bottom = corners(path)
    assert WEST * 100 <= left < right <= EAST * 100 + 50
    assert -8400 <= top < bottom <= 5700


@pytest.mark.parametrize(
    ("code", "latitude", "longitude"),
    [
        *(("SVK", 48.7, 19.7), ("MLI", 17.0, -4.0), ("ZAF", -30.0, 23.0), ("RUS", 66.0, 170.0), ("RUS", 55.0, 40.0)),
        *(("XKX", 42.6, 20.9), ("USA", 65.0, -150.0), ("USA", 40.0, -100.0), ("NLD", 52.2, 5.6), ("FJI", -17.8, 178.0)),
        *(("GUF", 4.0, -53.0), ("FRA", 47.0, 2.0), ("SJM", 78.5, 16.0), ("NOR", 61.0, 9.0), ("MAR", 32.0, -6.0)),
    ],
)
def test_a_country_is_where_it_is(code: str, latitude: float, longitude: float) -> None:
    """Seen on a map of both, the dot lies within the outline."""
    rings = outlines().countries[code]
    crossed = [crosses(ring.points, longitude, latitude) for ring in rings]
    assert sum(crossed) % 2 == 1
    others = [each for other, each in outlines().countries.items() if other != code]
    assert not any(sum(crosses(ring.points, longitude, latitude) for ring in rings) % 2 for rings in others)


def crosses(points: tuple[tuple[float, float], ...], x: float, y: float) -> int:
    """How often a line from a point to the east crosses a ring."""
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return sum((b < y) != (d < y) and x < a + (y - b) / (d - b) * (c - a) for (a, b), (c, d) in pairs)


@pytest.mark.parametrize(
    ("code", "latitude", "longitude"),
    [
        *(("MLT", 35.9, 14.4), ("SGP", 1.35, 103.8), ("GIB", 36.1, -5.35), ("TUV", -8.5, 179.2), ("REU", -21.1, 55.5)),
        *(("BHR", 26.0, 50.5), ("WSM", -13.6, -172.4), ("BES", 12.2, -68.3), ("CPV", 15.1, -23.6), ("ATA", -75, 75)),
    ],
)
def test_the_point_of_a_small_country_is_in_it(code: str, latitude: float, longitude: float) -> None:
    x, y = outlines().points[code]
    assert (x + 180) % 360 - 180 == pytest.approx(longitude, abs=0.6)
    assert y == pytest.approx(latitude, abs=0.6)


def test_a_country_is_filled_and_coordinates_are_a_dot() -> None:
    places = [
        Place("SVK"),
        Place("SVK", "Zvolen"),
        Place("SVK", "Sliač", 48.638, 19.134),
        Place(None, "At sea", 50, 20),
    ]
    made = drawn(*places)
    assert made.shapes == {
        "SVK": "SVK",
        "Zvolen, SVK": "SVK",
        "Sliač, SVK (48.638, 19.134)": "48.638,19.134",
        "At sea (50.0, 20.0)": "50.0,20.0",
    }
    found = shapes(made)
    assert [each.tag for each in found.values()] == ["path", "circle", "circle"]
    assert [*map(title, found.values())] == ["Slovakia", "Sliač, Slovakia", "At sea"]
    assert [*map(title, shapes(drawn(*places, lang="nl")).values())] == ["Slowakije", "Sliač, Slowakije", "At sea"]
    assert found["SVK"].attrib["d"] not in land(made)
    only_a_dot = shapes(drawn(places[2]))
    assert [*only_a_dot] == ["48.638,19.134"]  # and nobody says more of Slovakia


def test_a_dot_lies_in_its_country_in_every_view() -> None:
    here = Place("MLI", "Gao", 16.27, -0.04)
    for others in ([], [Place("NER")], [Place("AUS"), Place("USA")]):
        found = shapes(drawn(here, Place("MLI"), *others))
        assert [*found][-1] == "16.27,-0.04"  # it is drawn upon the country
        x, y = float(found["16.27,-0.04"].attrib["cx"]), float(found["16.27,-0.04"].attrib["cy"])
        left, top, right, bottom = corners(found["MLI"].attrib["d"])
        assert left < x < right
        assert top < y < bottom


def test_the_surest_of_the_places_in_a_shape_is_shown() -> None:
    places = [Place("SVK"), Place("SVK", "Zvolen"), Place("POL"), Place("LTU")]
    sure = {"SVK": "possible", "Zvolen, SVK": "certain", "LTU": "possible"}
    found = shapes(drawn(*places, sure=sure))
    assert {id_: each.attrib["class"] for id_, each in found.items()} == {
        "POL": "land place none",
        "LTU": "land place possible",
        "SVK": "land place certain",
    }
    assert [*found] == ["POL", "LTU", "SVK"]  # what is sure is drawn last, and never under another
    assert {"land place none"} == {each.attrib["class"] for each in shapes(drawn(*places)).values()}


def test_places_at_one_spot_are_one_dot_that_names_all() -> None:
    """Else one would lie under the other, unseen."""
    made = drawn(
        Place("MLT"), Place("MLT", "Valletta"), Place("MLI", "A", 16.27, -0.04), Place("MLI", "B", 16.27001, -0.04)
    )
    found = shapes(made)
    assert {*made.shapes} == {"MLT", "Valletta, MLT", "A, MLI (16.27, -0.04)", "B, MLI (16.27001, -0.04)"}
    assert [*map(title, found.values())] == ["Malta", "A, Mali; B, Mali"]
    assert {each.tag for each in found.values()} == {"circle"}


def test_what_would_be_too_small_to_see_is_a_dot() -> None:
    assert shapes(drawn(Place("LUX")))["LUX"].tag == "path"
    assert shapes(drawn(Place("LUX"), Place("BRA"), Place("AUS")))["LUX"].tag == "circle"


def test_the_map_is_of_what_is_in_question() -> None:
    """Slovakia alone is big on its map, with its neighbours around it; who is all over the world is shown all of it."""
    near = drawn(Place("SVK"))
    width, height = size(near)
    left, top, right, bottom = corners(shapes(near)["SVK"].attrib["d"])
    assert right - left > width / 6
    assert (left > width / 4, right < width * 3 / 4, top > height / 4, bottom < height * 3 / 4) == (True,) * 4
    assert len(land(near)) < len(land(drawn(Place("BRA"), Place("AUS")))) / 4


def test_a_country_is_whole_and_without_what_has_a_code_of_its_own() -> None:
    """France is shown without French Guiana, and Russia goes on beyond 180 degrees."""
    left, _, right, _ = corners(shapes(drawn(Place("FRA")))["FRA"].attrib["d"])
    assert right - left > WIDTH / 4
    left, _, right, _ = corners(shapes(drawn(Place("RUS")))["RUS"].attrib["d"])
    assert 0 < left < right < WIDTH
    assert right - left > WIDTH / 2


def test_both_sides_of_180_degrees_are_one_sea() -> None:
    found = shapes(
        drawn(
            Place("FJI"), Place("TON"), Place("WSM"), Place(None, None, -18.0, 180.0), Place(None, None, -19.0, -180.0)
        )
    )
    dots = {id_: float(each.attrib["cx"]) for id_, each in found.items() if each.tag == "circle"}
    assert dots["-18.0,180.0"] == dots["-19.0,-180.0"] < dots["TON"] < dots["WSM"]
    left, _, right, _ = corners(found["FJI"].attrib["d"])
    assert right - left < WIDTH / 4


def test_land_without_a_code_is_drawn_and_never_filled() -> None:
    """Natural Earth draws the north of Cyprus by itself: without it there would be sea."""
    made = drawn(Place("CYP"))
    left, _, right, bottom = corners(shapes(made)["CYP"].attrib["d"])
    rings = [corners(ring) for ring in re.findall(r"M[^M]*", land(made))]
    assert any(left < west < right and south < bottom for west, _, _, south in rings)


def test_nobody_and_nowhere_is_no_map() -> None:
    assert drawn() == WorldMap(drawn().svg, {}, ())
    assert drawn().svg == ""
    assert drawn(Place(None, "At sea"), Place("YUG", "Pristina")).undrawn == ("At sea", "Pristina, YUG")
    mixed = drawn(Place(None, "At sea"), Place("SVK"))
    assert (mixed.undrawn, [*mixed.shapes]) == (("At sea",), ["SVK"])


@given(st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=5))
def test_every_dot_is_whole_on_the_map_wherever_it_is(points: list[tuple[float, float]]) -> None:
    made = drawn(*(Place(None, None, latitude, longitude) for latitude, longitude in points))
    width, height = size(made)
    assert width / 4 < height < width * 2
    for dot in shapes(made).values():
        assert RADIUS < float(dot.attrib["cx"]) < width - RADIUS
        assert RADIUS < float(dot.attrib["cy"]) < height - RADIUS


@pytest.mark.parametrize("place", [(90.0, 0.0), (-90.0, 180.0), (0.0, -180.0), (0.0, WEST), (89.9, -168.6)])
def test_the_edges_of_the_world_are_on_the_map(place: tuple[float, float]) -> None:
    test_every_dot_is_whole_on_the_map_wherever_it_is.hypothesis.inner_test([place])  # type: ignore[attr-defined]
    test_every_dot_is_whole_on_the_map_wherever_it_is.hypothesis.inner_test([place, (0.0, 0.0)])  # type: ignore[attr-defined]


def test_a_text_of_a_file_stays_a_text() -> None:
    bad = '<script>alert(1)</script>" onload="x" \u200b&amp;'
    place = Place(None, bad, 1.0, 2.0)
    made = world_map([(bad * 200, place)], "en", {bad * 200: "certain"})
    assert [*made.shapes] == [bad * 200]
    (shape,) = shapes(made).values()
    assert title(shape) == bad.replace("\u200b", "\\u200b")
    assert {each.tag for each in elements(made.svg)} == {
        "svg",
        "defs",
        "pattern",
        "path",
        "circle",
        "title",
    }
    names = {name for each in elements(made.svg) for name in each.attrib}
    assert names == {
        *("viewBox", "role", "aria-label", "class", "d", "data-place", "cx", "cy", "r"),
        *("id", "width", "height", "patternUnits", "patternTransform"),
    }


def test_another_language_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="write en or nl"):
        drawn(Place("SVK"), lang="xx")
    assert 'aria-label="Kaart' in drawn(Place("SVK"), lang="nl").svg


def test_maps_stay_small() -> None:
    places = {each.place for each in deployments.example().deployments.values() if each.place}
    assert len(drawn(*places).svg.encode()) < 40_000
    everywhere = drawn(*map(Place, TODAY))
    assert len(everywhere.shapes) == len(TODAY)
    assert len(everywhere.svg.encode()) < 90_000


def test_a_degree_east_is_as_long_as_it_is_in_the_middle_of_the_map() -> None:
    """At 60 degrees north it is half of one north."""
    view = view_of([Box(10, 60, 10, 60)])
    assert view.across == pytest.approx(view.down / 2)
    assert view.at(10, 60) == (WIDTH / 2, view.height / 2)


#: A square of which half lies beyond 180 degrees, with its second arc backwards, and a ring of one point.
TOPOLOGY: dict[str, Any] = {
    "transform": {"scale": [0.5, 0.25], "translate": [-180, -90]},
    "arcs": [
        [[718, 400], [-716, 0], [0, 8]],
        [[718, 400], [0, 8], [-716, 0]],
        [[0, 0], [0, 0], [0, 0]],
        [[16, 324], [1, 0], [0, 1]],
    ],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "MultiPolygon", "id": "242", "properties": {"name": "Fiji"}, "arcs": [[[0, ~1]], [[2]]]},
                {"type": "Polygon", "properties": {"name": "Kosovo"}, "arcs": [[0, ~1]]},
                {"type": "Polygon", "properties": {"name": "Nowhere"}, "arcs": [[0, ~1]]},
                {"type": "Polygon", "id": "554", "properties": {"name": "New Zealand"}, "arcs": [[3]]},
            ]
        }
    },
}


def test_topojson_is_read_as_its_specification_says() -> None:
    (fiji, ring), (_, point), (kosovo, _), (nowhere, _), (tokelau, _) = make_outlines.rings(TOPOLOGY)
    assert (fiji, kosovo, nowhere, tokelau) == ("FJI", "XKX", "Nowhere", "TKL")
    assert ring == [(179, 10), (181, 10), (181, 12), (179, 12)]
    assert make_outlines.path([ring, point]) == "M17900-1000l200 0 0-200-200 0z"


def test_a_point_lies_inside_a_country_that_bends() -> None:
    """Its middle is outside of a bow; the point is where the bow is widest, halfway up."""
    bow = [(0.0, 0.0), (9.0, 0.0), (9.0, 1.0), (3.0, 1.0), (3.0, 9.0), (9.0, 9.0), (9.0, 10.0), (0.0, 10.0)]
    assert make_outlines.inner_point([[(20, 0), (21, 0), (21, 1)], bow]) == (1.5, 5.0)


def test_another_world_atlas_is_refused(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"version": "3.0.0"}', encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape("made from world-atlas 2.0.2, not 3.0.0")):
        make_outlines.outlines(tmp_path)


def test_a_country_has_a_name_on_the_map_in_each_language() -> None:
    found = shapes(drawn(*map(Place, TODAY), lang="nl"))
    named = {name for each in found.values() for name in str(title(each)).split("; ")}
    assert named == {Country(code).name_in("nl") for code in TODAY}
