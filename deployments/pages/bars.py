"""How uncertainty is drawn: the bars of one deployment, and the days that its start and its end can be.

The look of a bar follows from its word: solid for what is certain, lighter and outlined for what is expected, thin and
hatched for what nobody confirmed, dotted where nobody has spoken for long. What is only possible never outshouts what
is certain, nothing fades from one to the other, and nobody needs colours to tell them apart.
"""

from __future__ import annotations

import enum
import itertools
from collections.abc import Iterable, Iterator, Sequence
from math import inf

import attrs

from deployments.answers.words import Word
from deployments.pages.axis import Axis
from deployments.pages.spans import Span, in_state
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
    Look.OUTLINED: (6, 8),
    Look.HATCHED: (7, 6),
    Look.DOTTED: (10, 0),
    Look.LINE: (10, 0),
}
HEIGHT = 24
#: A bar is at least so wide, so that one day is seen; what is certain is a tall mark where it is not wider than a few.
_THINNEST, _NARROW, _TALL = 6, 10, (1, 18)


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


@attrs.frozen
class Bar:
    """Days that look alike, in the states in which they do."""

    first: float
    last: float
    look: Look
    is_disputed: bool
    since: int
    until: int


def bars(every: Sequence[Span]) -> list[Bar]:
    """Return the bars that spans are drawn as: those that follow each other and look alike are one."""
    cuts = sorted({cut for span in every for cut in (span.since, span.until + 1)})
    done: list[Bar] = []
    running: dict[tuple[object, ...], Bar] = {}
    for since, after in itertools.pairwise(cuts):
        now: dict[tuple[object, ...], Bar] = {}
        for first, last, look, is_disputed in _alike(in_state(every, since)):
            key = first, last, look, is_disputed
            before = running.pop(key, None)
            now[key] = Bar(first, last, look, is_disputed, since if before is None else before.since, after - 1)
        done += running.values()
        running = now
    return sorted((*done, *running.values()), key=lambda bar: (bar.since, bar.first))


def _alike(spans: Iterable[Span]) -> Iterator[tuple[float, float, Look, bool]]:
    """Yield the days of spans that follow each other and look alike, with how they look."""
    found: tuple[float, float, Look, bool] | None = None
    for span in spans:
        look = LOOKS.get(span.word)
        if found is not None and (found[1] + 1, *found[2:]) == (span.first, look, span.is_disputed):
            found = (found[0], span.last, *found[2:])
            continue
        if found is not None:
            yield found
        found = None if look is None else (span.first, span.last, look, span.is_disputed)
    if found is not None:
        yield found


def draw(every: Iterable[Bar], vague: Iterable[Rule], axis: Axis, state: int) -> str:
    """Return what is in the picture of one deployment: an element for each bar, and then one for each rule.

    What does not hold in the state that is shown at first is of the class `off`.
    """
    parts = []
    for bar in every:
        classes = f"{bar.look}{' x' if bar.is_disputed else ''}{_off(bar, state)}"
        parts.append(f'<path class="{classes}" d="{_box(bar, axis)}"/>')
    for rule in vague:
        start, end = axis.x(rule.first), axis.x(rule.last + 1)
        parts.append(f'<path class="v{_off(rule, state)}" d="M{start} 18v5m0-2.5H{end}m0-2.5v5"/>')
    return "".join(parts)


def _box(bar: Bar, axis: Axis) -> str:
    start = axis.x(bar.first)
    width = max(axis.x(bar.last + 1) - start, _THINNEST)
    start = min(start, axis.x(inf) - width)
    top, height = _BOXES[bar.look]
    if not height:
        return f"M{start} {top}h{width}"
    if bar.look is Look.SOLID and width < _NARROW:
        top, height = _TALL
    mark = f"M{start} 0l6 4h-12z" if bar.is_disputed else ""
    return f"{mark}M{start} {top}h{width}v{height}h-{width}z"


def _off(each: Bar | Rule, state: int) -> str:
    return "" if each.since <= state <= each.until else " off"


def legend() -> Iterator[tuple[Look, str]]:
    """Yield each look with a sample of it, 88 units wide, in the order from the most certain on."""
    for look in Look:
        top, height = _BOXES[look]
        single = f"M80 {_TALL[0]}h{_THINNEST}v{_TALL[1]}h-{_THINNEST}z" if look is Look.SOLID else ""
        length = 66 if single else 80
        yield look, f"M4 {top}h{length}v{height}h-{length}z{single}" if height else f"M4 {top}h{length}"
