"""The map in the browser: on every day and after every letter it shows what the registry answers."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import pytest

import deployments
from deployments import Registry
from deployments.pages.states import States
from deployments.pages.world_map import world_map
from deployments.values.calendar import iso
from deployments.values.certainty import Certainty
from tests.pages.browser import Opener

TOML = """
[sources]
first = { title = "First", published = 2020-01-10 }
second = { title = "Second", published = 2020-06-10 }
third = { title = "Third", published = 2020-09-10 }

[deployments]
in-gao = { contributor = "NLD", place = "Gao, MLI (16.27, -0.04)" }
also-in-gao = { contributor = "DEU", place = "Gao, MLI (16.27, -0.04)" }
in-mali = { contributor = "DEU", place = "MLI" }
in-bamako = { contributor = "FRA", place = "Bamako, MLI" }
in-malta = { contributor = "NLD", place = "MLT" }
in-yugoslavia = { contributor = "NLD", place = "YUG" }
somewhere = { contributor = "NLD" }

[[statements]]
about = "in-gao"
source = "first"
present = true
end = 2020-03-01

[[statements]]
about = "also-in-gao"
source = "second"
present = true

[[statements]]
about = "in-mali"
source = "first"
start = "2020-05"
end = "2020-09"

[[statements]]
about = "in-bamako"
source = "third"
start = 2020-06-01
present = true

[[statements]]
about = "in-malta"
source = "second"
start = 2020-05-01
end = 2020-08-01

[[statements]]
about = "in-yugoslavia"
source = "first"
present = true
"""
DAYS = ("2019-01-01", "2020-01-10", "2020-03-05", "2020-05-10", "2020-06-10", "2020-07-01", "2020-09-20", "2021-03-01")

#: Chooses days and letters, as a reader does, and reads the map each time: the classes of each shape.
_ASK = """asks => asks.map(ask => {
    for (const [id, value, event] of ask) {
        const control = document.getElementById(id);
        control.value = value;
        control.dispatchEvent(new Event(event, {bubbles: true}));
    }
    return Object.fromEntries([...document.querySelectorAll('#map .place')].map(each => [
        each.dataset.place, ['certain', 'possible', 'none'].filter(name => each.classList.contains(name)).join(' ')]));
})"""


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    path = tmp_path / "registry.toml"
    path.write_text(TOML, encoding="utf-8")
    return deployments.load(path)


def answered(registry: Registry, day: str, state: int) -> dict[str, str]:
    """The surest answer for each shape of the map; `none` where nobody is listed."""
    places = {str(each.place): each.place for each in map(registry.filled, registry.deployments.values()) if each.place}
    shapes = world_map([*places.items()], "en").shapes
    letter = States.of(registry).days[state]
    known = registry if letter is None else registry.known_on(iso(letter))
    found = dict.fromkeys(shapes.values(), "none")
    for each in known.active(day):
        shape = shapes.get(str(known.filled(each.deployment).place))
        if shape is not None and found[shape] != "certain":
            found[shape] = "certain" if each.certainty is Certainty.CERTAIN else "possible"
    return found


def check(opened: Opener, registry: Registry, days: Sequence[str]) -> None:
    """Ask the map and the registry the same, and compare."""
    asks = [*itertools.product(days, range(len(States.of(registry).days)))]
    reading = opened(deployments.page(registry))
    found = reading.page.evaluate(_ASK, [[("day", day, "change"), ("known", str(n), "input")] for day, n in asks])
    expected = [answered(registry, *ask) for ask in asks]
    assert found == expected
    assert {"certain", "possible", "none"} == {word for each in expected for word in each.values()}


def test_the_map_says_what_the_registry_answers(opened: Opener, registry: Registry) -> None:
    check(opened, registry, DAYS)


def test_the_map_of_the_bundled_registry(opened: Opener) -> None:
    check(opened, deployments.example(), ("2022-10-20", "2023-05-26", "2023-07-05"))


def test_the_page_names_those_who_are_not_on_the_map(opened: Opener, registry: Registry) -> None:
    text = opened(deployments.page(registry)).page.inner_text("#map")
    assert "Not on the map, which has no outline or coordinates of them: " in text
    assert "Netherlands, in Yugoslavia; Netherlands." in text


def test_a_place_tells_its_name_and_a_sure_dot_is_uppermost(opened: Opener, registry: Registry) -> None:
    page = opened(deployments.page(registry), "#day=2020-06-10").page
    assert page.locator("#map circle title").all_text_contents() == ["Malta", "Gao, Mali"]
    assert page.locator("#map circle").last.get_attribute("class") == "dot place certain"
