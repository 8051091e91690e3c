"""The browser of the tests, and what opens a page in it and sees to it that the page does nothing that it must not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.pages.browser import CHROMIUM, REASON, Opener, Reading, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give one browser to the tests of a module: it takes a second to start, and keeps an event loop running."""
    if CHROMIUM is None:
        pytest.skip(REASON)
    with chromium() as running:
        yield running


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Give a function that opens a page; what the page asked for, wrote or threw fails the test at its end."""
    readings: list[Reading] = []
    contexts = []

    def open_page(html: str, fragment: str = "", **window: Any) -> Reading:
        path = tmp_path / f"page{len(readings)}.html"
        path.write_text(html, encoding="utf-8")
        contexts.append(browser.new_context(offline=True, **window))
        readings.append(Reading.open(contexts[-1], path, fragment))
        return readings[-1]

    yield open_page
    for context in contexts:
        context.close()
    assert [fault for reading in readings for fault in reading.faults] == []
