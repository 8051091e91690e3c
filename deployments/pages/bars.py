"""How uncertainty is drawn: the bars of one deployment, and the days that its start and its end can be.

The look of a bar follows from its word: solid for what is certain, lighter and outlined for what is expected, thin and
hatched for what nobody confirmed, dotted where nobody has spoken for long. What is only possible never outshouts what
is certain, nothing fades from one to the other, and nobody needs colours to tell them apart.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Sequence
from math import inf

import attrs

from deployments.answers.words import Word
from deployments.pages.axis import Axis
from deployments.pages.spans import Span
from deployments.pages.versions import Version
from deployments.solver.bounds import Bounds


class Look(enum.StrEnum):
    """How a bar looks; the value is its class on the page."""

    SOLID = "s"
    OUTLINED = "o"
    HATCHED = "h"
    DOTTED = "d"
    LINE = "l"


#: The words that are drawn, each with its look; nothing is drawn for the others.
LOOKS = {
    **dict.fromkeys((Word.SEEN, Word.BETWEEN), Look.SOLID),
    **dict.fromkeys(
        (Word.ARRIVING, Word.LEAVING, Word.VAGUE, Word.STAYING, Word.ANNOUNCED, Word.BRIDGED), Look.OUTLINED
    ),
    **dict.fromkeys((Word.OPEN, Word.OVERDUE, Word.MISSED, Word.GAP, Word.DISPUTED, Word.CONSIDERED), Look.HATCHED),
    Word.STALE: Look.DOTTED,
    Word.AUTHORISED: Look.LINE,
}
#: The top and the height of each look, in a row that is `HEIGHT` high.
_BOXES = {
    Look.SOLID: (4, 12),
    Look.OUTLINED: (4, 12),
    Look.HATCHED: (7, 6),
    Look.DOTTED: (10, 0),
    Look.LINE: (10, 0),
}
HEIGHT = 24
#: A bar is at least so wide, so that one day is seen.
_THINNEST = 3


@attrs.frozen
class Rule:
    """The days that a start or an end can be, where it can be several, in the states in which that is known."""

    first: float
    last: float
    since: int
    until: int


def rules(versions: Sequence[Version], id_: str) -> list[Rule]:
    """Return the days that the start and the end of a deployment can be, where both ends of these are known."""
    found: list[Rule] = []
    for milestone in ("start", "end"):
        before: Rule | None = None
        for version in versions:
            bounds = version.timeline.bounds(f"{id_}.{milestone}")
            now = _rule(bounds, version)
            if before is not None and now is not None and (now.first, now.last) == (before.first, before.last):
                before = found[-1] = attrs.evolve(before, until=version.until)
            else:
                found += [] if now is None else [now]
                before = now
    return found


def _rule(bounds: Bounds, version: Version) -> Rule | None:
    if -inf < bounds.low < bounds.high < inf:
        return Rule(bounds.low, bounds.high, version.since, version.until)
    return None


def draw(every: Iterable[Span], vague: Iterable[Rule], axis: Axis, state: int) -> str:
    """Return what is in the picture of one deployment: an element for each span that is drawn and for each rule.

    They come in the order of the spans and of the rules; what does not hold in the state that is shown at first is of
    the class `off`.
    """
    parts = []
    for span in every:
        if span.word in LOOKS:
            look = LOOKS[span.word]
            classes = f"{look}{' x' if span.is_disputed else ''}{_off(span, state)}"
            parts.append(f'<path class="{classes}" d="{_box(span, look, axis)}"/>')
    for rule in vague:
        start, end = axis.x(rule.first), axis.x(rule.last + 1)
        parts.append(f'<path class="v{_off(rule, state)}" d="M{start} 18v5m0-2.5H{end}m0-2.5v5"/>')
    return "".join(parts)


def _box(span: Span, look: Look, axis: Axis) -> str:
    start = axis.x(span.first)
    width = max(axis.x(span.last + 1) - start, _THINNEST)
    start = min(start, axis.x(inf) - width)
    top, height = _BOXES[look]
    if not height:
        return f"M{start} {top}h{width}"
    mark = f"M{start} 0l6 4h-12z" if span.is_disputed else ""
    return f"{mark}M{start} {top}h{width}v{height}h-{width}z"


def _off(each: Span | Rule, state: int) -> str:
    return "" if each.since <= state <= each.until else " off"


def legend() -> Iterator[tuple[Look, str]]:
    """Yield each look with a sample of it, in the order from the most certain on."""
    for look in Look:
        top, height = _BOXES[look]
        yield look, f"M2 {top}h40v{height}h-40z" if height else f"M2 {top}h40"
