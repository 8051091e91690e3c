"""The pictures in the docs show what the page has now, by content: `python -m tests.pages.pictures` makes them anew."""

from __future__ import annotations

import re

import pytest

import deployments
from tests.pages import pictures

ANEW = "make them anew: python -m tests.pages.pictures (it takes Chromium)"


def test_the_pictures_show_what_the_page_has_now() -> None:
    assert pictures.content(pictures.page()) == pictures.recorded()["content"], ANEW


def test_the_pictures_are_those_that_were_made_of_that_page() -> None:
    assert pictures.digests() == pictures.recorded()["pictures"], ANEW
    assert pictures.digests().keys() == pictures.VIEWS.keys()


def test_the_docs_show_every_picture_and_no_other() -> None:
    shown: set[str] = set()
    for path in (pictures.FOLDER.parents[1] / "README.md", pictures.FOLDER.parent / "page.md"):
        shown |= {*re.findall(r"!\[[^]]+\]\((?:docs/)?pictures/(\w+)\.png\)", path.read_text(encoding="utf-8"))}
    assert shown == pictures.VIEWS.keys()


@pytest.mark.parametrize(
    ("before", "after", "is_new"),
    [
        ("Netherlands", "Holland", True),
        ("h982", "h983", True),
        ("var(--sure)", "var(--soft)", False),
        (f'content="deployments {deployments.__version__}"', 'content="deployments 99"', False),
        ("</summary>", "\n</summary>", False),
    ],
)
def test_what_is_read_and_drawn_makes_a_picture_old_and_how_it_looks_does_not(
    before: str, after: str, *, is_new: bool
) -> None:
    html = pictures.page()
    found = re.search(r'd="M\d+ \d+h\d+', html)
    assert found is not None
    before = found[0] if before.startswith("h9") else before
    after = f"{before}7" if before == found[0] else after
    assert before in html
    assert (pictures.content(html.replace(before, after)) != pictures.content(html)) == is_new
