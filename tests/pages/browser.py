"""The page as a reader has it before them: in Debian's Chromium, under the page's own Content-Security-Policy.

Playwright drives the browser, which has no network. Whatever a page asks for beside itself, writes to its console or
throws is noted in `Reading.faults`.
"""

from __future__ import annotations

import base64
import contextlib
import gzip
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:  # Playwright takes most of a second to import, and only where there is a browser is it of use
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Request

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
#: Why the tests in a browser are skipped, where they are.
REASON = "the page is tried in Chromium, which is not here: apt-get install chromium fonts-dejavu-core"

#: What one can go to with Tab. Of radio buttons of one name only the chosen one.
_REACHABLE = """() => [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter(each =>
    !each.disabled && each.tabIndex >= 0 && each.checkVisibility({visibilityProperty: true})
    && !(each.type === 'radio' && !each.checked)).map(PLACE)"""
#: Tells whether one sees an element: the first line of it is in the window, and nothing lies on top of it.
_SEEN = """const SEEN = each => {
    const box = each.getClientRects()[0];
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
    return each.contains(top) || Boolean(each.labels && [...each.labels].some(label => label.contains(top)));
};"""
#: The element that has the focus: where it is, and whether one sees it, and that it has it.
_FOCUSED = """() => {
    const each = document.activeElement;
    if (!each || each === document.body) return null;
    const style = getComputedStyle(each);
    return [PLACE(each), style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1 && SEEN(each)];
}"""
#: A name for an element that a person finds again: its tag, its place among all, and the text on it.
_PLACE = """const PLACE = each => `${each.localName} ${[...document.querySelectorAll('*')].indexOf(each)} ` +
    (each.getAttribute('aria-label') || each.textContent || each.name || '').trim().slice(0, 40);"""
#: The elements that stick out of the window to the side, and of which nothing above them hides or scrolls that. What is
#: wholly to the left of it is put there for those who hear the page.
_TOO_WIDE = """() => [...document.querySelectorAll('body *')].filter(each => {
    const box = each.getBoundingClientRect();
    if (!box.width || box.right < 0 || (box.right <= innerWidth + 1 && box.left >= -1)) return false;
    for (let above = each.parentElement; above && above !== document.body; above = above.parentElement) {
        if (getComputedStyle(above).overflowX !== 'visible') return false;
    }
    return each.checkVisibility({visibilityProperty: true});
}).map(PLACE)"""
#: The words, of those that fit into a narrow column, that do not stand on one line.
_BROKEN = """() => {
    const found = [], walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT,
        node => node.parentElement.closest('a[href^=http]') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (const word of node.data.matchAll(/[\\p{L}\\p{N}]{2,14}/gu)) {
            const range = document.createRange();
            range.setStart(node, word.index);
            range.setEnd(node, word.index + word[0].length);
            if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) found.push(word[0]);
        }
    }
    return found;
}"""


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Give the browser, which is closed at the end."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - as above

    with sync_playwright() as playwright:
        # In a container root has no sandbox, and little shared memory.
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage", "--font-render-hinting=none"]
        )
        try:
            yield browser
        finally:
            browser.close()


@attrs.define(eq=False, slots=False)  # Playwright writes on the object whose method it calls
class Reading:
    """A page that is open in the browser, and all that it did which it must not do."""

    page: Page
    own: str = ""
    faults: list[str] = attrs.Factory(list)

    @classmethod
    def of(cls, context: BrowserContext) -> Reading:
        """Open a new tab, with nothing in it."""
        reading = cls(context.new_page())
        reading.page.on("request", reading._requested)
        reading.page.on("console", reading._written)
        reading.page.on("pageerror", reading._thrown)
        return reading

    def show(self, path: Path, fragment: str = "") -> Reading:
        """Open a file in this tab, and wait until it is there."""
        self.own, self.faults = path.resolve().as_uri(), []
        self.page.goto(self.own + fragment)
        if self.page.locator("#data[type='application/gzip']").count():  # unpacking takes longer than the file
            self.page.wait_for_selector("body.ready", state="attached")
        return self

    def ids(self) -> list[str]:
        """Return the ids of the deployments, in the order of the rows of the page."""
        data = self.page.locator("#data")
        text = (data.text_content() or "").encode()
        packed = data.get_attribute("type") == "application/gzip"
        found = json.loads(gzip.decompress(base64.b64decode(text)) if packed else text)
        return [each["id"] for each in found["deployments"]]

    def _requested(self, request: Request) -> None:
        if request.url.partition("#")[0] != self.own:
            self.faults.append(f"asks for {request.url[:200]}")

    def _written(self, message: ConsoleMessage) -> None:
        self.faults.append(f"writes {message.type}: {message.text[:300]}")

    def _thrown(self, error: Error) -> None:
        self.faults.append(f"throws {error.message[:300]}")

    def violations(self) -> list[str]:
        """Return what hinders readers, as axe-core finds it: the rule, how many elements, and the first of them."""
        from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - as above

        found = Axe().run(self.page, options={"resultTypes": ["violations"], "preload": False}).response
        return [
            f"{each['id']}, {len(each['nodes'])} times: {each['nodes'][0]['html'][:160]}: "
            f"{each['nodes'][0]['failureSummary'][:300]}"
            for each in found["violations"]
        ]

    def too_wide(self) -> list[str]:
        """Return the elements that stick out of the window, and the page itself if it scrolls sideways."""
        width: int = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found: list[str] = self._asked(_TOO_WIDE)
        return [*found, *([f"the page is {width} pixels too wide"] if width > 0 else [])]

    def broken_words(self) -> list[str]:
        """Return the words that begin on one line and end on another, without those that are longer than a column."""
        found: list[str] = self.page.evaluate(_BROKEN)
        return found

    def reachable(self) -> list[str]:
        """Return the elements that the keyboard must reach."""
        found: list[str] = self._asked(_REACHABLE)
        return found

    def tabbed(self, most: int = 2000) -> list[tuple[str, bool]]:
        """Press Tab until the focus leaves the page; return where it was, and whether one could see that."""
        assert self.page.evaluate("document.activeElement === document.body"), "the focus is at the start of the page"
        found: list[tuple[str, bool]] = []
        for _ in range(most):
            self.page.keyboard.press("Tab")
            place: tuple[str, bool] | None = self._asked(_FOCUSED)
            if place is None or (len(found) > 1 and place[0] == found[0][0]):
                return found
            if not found or place[0] != found[-1][0]:  # in a date Tab goes from the day to the month
                found.append((place[0], place[1]))
        raise AssertionError(f"the focus does not leave the page after {most} times Tab")

    def is_seen(self, selector: str) -> bool:
        """Tell whether one sees the first element that a selector finds, and nothing lies on top of it."""
        return bool(self._asked(f"() => SEEN(document.querySelector({selector!r}))"))

    def _asked(self, function: str) -> Any:
        return self.page.evaluate(f"() => {{ {_PLACE} {_SEEN} return ({function})(); }}")


#: Opens the text of a page. What comes after the text is how the window is: `fragment`, `viewport`, `color_scheme`.
Opener = Callable[..., Reading]
