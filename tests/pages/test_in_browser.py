"""The page in a real browser: what a reader sees, can do, and is safe from."""

from __future__ import annotations

import pytest

from tests.pages.browser import Opener

BAD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; img-src *"></head>
<body>{}</body></html>"""


@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        ('<img alt="" src="https://example.org/seen.png">', "asks for https://example.org/seen.png"),
        ('<link rel="stylesheet" href="other.css">', "writes error: Loading the stylesheet"),
        ("<script>console.log('hello')</script>", "writes log: hello"),
        ("<script>throw new Error('broken')</script>", "throws broken"),
    ],
)
def test_what_a_page_must_not_do_is_noticed(opened: Opener, planted: str, fault: str) -> None:
    reading = opened(BAD.format(planted))
    found = [each for each in reading.faults if each.startswith(fault)]
    reading.faults.clear()
    assert found
