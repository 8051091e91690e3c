"""The page for registries of many sizes: `python -m pytest tests/benchmarks/test_page.py -s`.

How long it takes to make, how large it is, and, in Chromium, how soon something is seen and how long the reader waits
for an answer: from the choice to after the picture of it, two frames later.
"""

from __future__ import annotations

import functools
import math
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pytest
import tabulate

import deployments
from deployments import Registry
from tests.benchmarks.letters import letters
from tests.pages.browser import CHROMIUM, REASON, Reading, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: The sizes at which growth is measured, with a letter for every ten deployments.
SIZES = (500, 1_000, 2_000, 4_000)
#: So much more than in a line it may grow: a machine is never quite at rest.
EXPONENT = 1.15

#: Each choice is made so often.
_ROUNDS = 4

#: Chooses values in a control, one after the other, and tells the milliseconds until each was painted.
_WAIT = """async ([id, event, values]) => {
    const control = document.getElementById(id), frame = () => new Promise(requestAnimationFrame), times = [];
    for (const value of values) {
        await frame(); await frame();
        const began = performance.now();
        control.value = value;
        control.dispatchEvent(new Event(event, {bubbles: true}));
        await frame(); await frame();
        times.push(performance.now() - began);
    }
    return times;
}"""
_FIRST_PAINT = """() => new Promise(done => new PerformanceObserver(list => {
    for (const each of list.getEntriesByName('first-contentful-paint')) done(each.startTime);
}).observe({type: 'paint', buffered: true}))"""


@attrs.frozen
class Made:
    """A page that was made: its text, and the seconds of a processor that it took, which others cannot slow down."""

    html: str
    seconds: float

    @property
    def kilobytes(self) -> float:
        return len(self.html.encode()) / 1000


@attrs.frozen
class Read:
    """What a reader waits for, in milliseconds: of each choice the fastest of some times, and of these the slowest."""

    paint: float
    slide: float
    filters: float
    search: float


def _registry(count: int, sources: int) -> Registry:
    return letters(count, sources) if count else deployments.example()


@functools.cache
def made(count: int, sources: int = 0) -> Made:
    """Make the page of so many deployments and letters, of the bundled example for none; the fastest of some times."""
    found = []
    for _ in range(3 if count <= 500 else 1):
        registry = _registry(count, sources)
        began = time.process_time()
        html = deployments.page(registry)
        found.append(time.process_time() - began)
    return Made(html, min(found))


@functools.cache
def read(count: int, sources: int = 0) -> Read:
    """Measure the page in the browser."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        path = Path(folder) / "page.html"
        path.write_text(made(count, sources).html, encoding="utf-8")
        paints = []
        for _ in range(3):
            context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
            page = Reading.of(context).show(path).page
            paints.append(page.evaluate(_FIRST_PAINT))
        last = int(page.locator("#known").get_attribute("max") or 0)
        letters_known = [str(last * part // 4) for part in range(4, -1, -1)]
        return Read(
            min(paints),
            _slowest(page, "known", "input", letters_known),
            _slowest(page, "contributor", "change", ["NLD", "", "DEU", "FRA"]),
            _slowest(page, "q", "input", ["p", "patriot", "", "camp 9"]),
        )


def _slowest(page: Page, control: str, event: str, values: list[str]) -> float:
    times: list[float] = page.evaluate(_WAIT, [control, event, values * _ROUNDS])
    return max(min(times[place :: len(values)]) for place in range(len(values)))


@pytest.fixture(scope="module", autouse=True)
def warm() -> Iterator[None]:
    """Import what the first page takes, before anything is timed."""
    made(0)
    yield
    rows = [(*size, *_row(*size)) for size in ((0, 0), (200, 20), *((count, count // 10) for count in SIZES))]
    heads = ("deployments", "letters", "s to make", "kB", "ms: first paint", "slider", "filter", "search")
    print(f"\n{tabulate.tabulate(rows, heads, tablefmt='pipe', floatfmt=',.4g', intfmt=',')}")


def _row(count: int, sources: int) -> tuple[float | str, ...]:
    page = made(count, sources)
    waits = read(count, sources) if CHROMIUM else Read(*[math.nan] * 4)
    return page.seconds, page.kilobytes, waits.paint, waits.slide, waits.filters, waits.search


@pytest.mark.parametrize(
    ("count", "sources", "seconds", "kilobytes"), [(0, 0, 0.3, 250), (200, 20, 3, 1000), (2_000, 200, 30, 6000)]
)
def test_a_page_is_made_soon_and_is_small_enough_to_send(
    count: int, sources: int, seconds: float, kilobytes: float
) -> None:
    page = made(count, sources)
    assert page.seconds < seconds
    assert page.kilobytes < kilobytes


@pytest.mark.skipif(CHROMIUM is None, reason=REASON)
@pytest.mark.parametrize(("count", "sources"), [(0, 0), (200, 20), (2_000, 200)])
def test_whoever_reads_a_page_does_not_wait(count: int, sources: int) -> None:
    waits = read(count, sources)
    assert waits.paint < 1000
    assert max(waits.slide, waits.filters, waits.search) < 100


def test_time_and_size_grow_in_a_line() -> None:
    pages = [made(count, count // 10) for count in SIZES]
    for grown in ([page.seconds for page in pages], [page.kilobytes for page in pages]):
        slope, _ = statistics.linear_regression([math.log(size) for size in SIZES], [math.log(each) for each in grown])
        assert slope < EXPONENT, grown
