"""Makes the pictures of the page that the docs show anew: `python -m tests.pages.pictures`, which takes Chromium.

A picture is current if what it shows is what the page has now: its words and numbers, and where its bars begin and
end. How a release of Chromium draws a letter is of no account. `shown.json` says of which content each was made.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import deployments
from tests.pages.browser import Reading, chromium

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
SHOWN = FOLDER / "shown.json"
#: How wide they are, in pixels.
WIDTH = 1000

#: What each picture shows: the state of the page, the element in it from which on, and how high at most.
VIEWS: dict[str, tuple[str, str, int]] = {
    "overview": ("#day=2023-06-21", "#overview", 700),
    "timeline": ("#day=2023-06-21", "#timeline", 800),
    "map": ("#day=2023-06-21", "#map", 700),
    "deployment": ("#day=2023-06-21&id=nld-amdtf-svk", "#rows details[open]", 760),
}


def page() -> str:
    """Return the page that they show: that of the registry that comes with the package."""
    return deployments.page(deployments.example())


class _Content(HTMLParser):
    """Takes from a page what is read in it and drawn in it, without how that looks."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = [tag] if tag in ("style", "script", "footer") else self._inside
        own = dict(attrs)
        if own.get("id") == "data":
            self._inside = []
        self.found += [own[name] or "" for name in ("d", "x", "y", "cx", "cy", "value", "aria-label") if name in own]

    def handle_endtag(self, tag: str) -> None:
        if [tag] == self._inside:
            self._inside = []

    def handle_data(self, data: str) -> None:
        if not self._inside and data.strip():
            self.found.append(" ".join(data.split()))


def content(html: str) -> str:
    """Return the sha256 of what is read and drawn on a page: its texts, its data and its paths."""
    parser = _Content()
    parser.feed(html)
    return hashlib.sha256("\n".join(parser.found).encode()).hexdigest()


def recorded() -> dict[str, Any]:
    """Return of which content the pictures in the folder were made, and the sha256 of each."""
    found: dict[str, Any] = json.loads(SHOWN.read_text(encoding="utf-8"))
    return found


def digests() -> dict[str, str]:
    """Return the sha256 of each picture in the folder, by its name."""
    paths = sorted(FOLDER.glob("*.png"))
    return {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def photographs(html: str, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the name of each view and the picture of it; takes a folder to put the page into."""
    path = folder / "page.html"
    path.write_text(html, encoding="utf-8")
    with chromium() as browser:
        for name, (fragment, selector, height) in VIEWS.items():
            context = browser.new_context(offline=True, viewport={"width": WIDTH, "height": 900}, color_scheme="light")
            reading = Reading.of(context).show(path, fragment)
            # What stands above while one scrolls would stand in the picture.
            reading.page.evaluate(
                "for (const each of document.querySelectorAll('form')) each.style.position = 'static'"
            )
            reading.page.evaluate("document.activeElement.blur()")
            box = reading.page.locator(selector).bounding_box()
            assert box is not None
            top = box["y"] + reading.page.evaluate("scrollY")
            clip = {"x": 0, "y": top, "width": WIDTH, "height": min(box["height"], height)}
            yield name, reading.page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]  # a TypedDict
            context.close()


def main() -> None:
    """Write the pictures, and of which content they are."""
    FOLDER.mkdir(exist_ok=True)
    html = page()
    with tempfile.TemporaryDirectory() as folder:
        for name, picture in photographs(html, Path(folder)):
            (FOLDER / f"{name}.png").write_bytes(picture)
    text = json.dumps({"content": content(html), "pictures": digests()}, indent=2)
    SHOWN.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
