"""The browser of the tests, and what opens a page in it and sees to it that the page does nothing that it must not."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.pages.browser import CHROMIUM, REASON, Opener, Reading, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give one browser to the tests of a module: it takes a second to start, and keeps an event loop running."""
    if CHROMIUM is None:
        pytest.skip(REASON)
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def tabs(browser: Browser) -> Iterator[list[Reading]]:
    """Give the tabs that tests use one after the other: to open one takes longer than most of what is done in it."""
    with contextlib.closing(browser.new_context(offline=True)) as context:
        yield [Reading.of(context), Reading.of(context)]


@pytest.fixture
def opened(browser: Browser, tabs: list[Reading], tmp_path: Path) -> Iterator[Opener]:
    """Give a function that opens a page; what the page asked for, wrote or threw fails the test at its end.

    A page with a window of its own has a tab of its own; two others can be open at once.
    """
    free = [*tabs]
    readings: list[Reading] = []

    def open_page(html: str, fragment: str = "", **window: Any) -> Reading:
        path = tmp_path / f"page{len(readings)}.html"
        path.write_text(html, encoding="utf-8")
        tab = Reading.of(windows.enter_context(_window(browser, window))) if window else free.pop()
        readings.append(tab.show(path, fragment))
        return readings[-1]

    with contextlib.ExitStack() as windows:
        yield open_page
    assert [fault for reading in readings for fault in reading.faults] == []


def _window(browser: Browser, window: dict[str, Any]) -> contextlib.closing[BrowserContext]:
    return contextlib.closing(browser.new_context(offline=True, **window))
