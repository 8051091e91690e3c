"""A report as one page of HTML, which a browser shows by itself: with its language, its charset and its title.

Everything in it is escaped: the text of a file is never markup.
"""

from __future__ import annotations

from collections.abc import Iterable

from deployments.reports.escape import escape

# Nothing but room and lines: the page asks nothing of the network.
_LOOK = (
    "body{font-family:sans-serif;line-height:1.4;max-width:60em;margin:2em auto;padding:0 1em}"
    "table{border-collapse:collapse;margin:1em 0}"
    "th,td{border:1px solid #ccc;padding:.3em .6em;text-align:left;vertical-align:top}"
    ".note{color:#555;margin:.2em 0}"
)


def tagged(tag: str, text: str, *, of: str = "") -> str:
    """Return a text, escaped, in an element, which is of a class if one is named; nothing without a text.

    >>> tagged("p", "more & <more>"), tagged("p", "[1] Ministry", of="note")
    ('<p>more &amp; &lt;more&gt;</p>', '<p class="note">[1] Ministry</p>')
    """
    attribute = f' class="{of}"' if of else ""
    return f"<{tag}{attribute}>{escape(text, 'html')}</{tag}>" if text else ""


def page(title: str, elements: Iterable[str], lang: str) -> str:
    """Return a page with a title, of elements, in a language.

    >>> print(page("Who was there?", [tagged("h1", "Who was there?")], "en").splitlines()[1])
    <html lang="en">
    """
    head = (f"<title>{escape(title, 'html')}</title>", f"<style>{_LOOK}</style>")
    return "\n".join(
        (
            "<!doctype html>",
            f'<html lang="{escape(lang, "html")}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            *head,
            "</head>",
            "<body>",
            *filter(None, elements),
            "</body>",
            "</html>",
        )
    )
