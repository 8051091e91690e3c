"""What the script of a page computes with: each span of each deployment as numbers, and the texts that go with them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf

import attrs

from deployments.answers.moves import apart
from deployments.answers.words import Word
from deployments.pages.axis import Axis
from deployments.pages.spans import Span
from deployments.pages.versions import Version
from deployments.values.edtf import Run

#: Of a force that moved on and on, whom each may have met is looked up for so many stays before it.
_BEFORE = 8
#: Days without a first or a last.
_ENDLESS = 9_999_999
_NUMBERS = {word: number for number, word in enumerate(Word)}


@attrs.frozen
class Following:
    """Whom a deployment follows in some states, and the days on which reports rule out that both are there.

    `apart` has these days for each deployment in the line before it, by id.
    """

    since: int
    until: int
    before: str
    apart: Mapping[str, Sequence[Run]]


def followed(versions: Iterable[Version], id_: str) -> Iterator[Following]:
    """Yield whom a deployment follows in each version."""
    for version in versions:
        origins, component = version.timeline.origins, version.timeline.components.component(id_)
        line = [*itertools.islice(_line(origins, id_), _BEFORE)]
        runs = {other: [*apart(component, id_, other)] for other in line}
        if line:
            yield Following(version.since, version.until, line[0], {other: own for other, own in runs.items() if own})


def _line(origins: Mapping[str, str], id_: str) -> Iterator[str]:
    """Yield the deployments before one of the same force, the nearest first."""
    seen = {id_}
    while (before := origins.get(id_)) is not None and before not in seen:
        yield before
        seen.add(before)
        id_ = before


def speakers(versions: Iterable[Version], id_: str, order: Mapping[str, int]) -> list[tuple[int, str]]:
    """Return, from each state on, the newest source that says anything of a deployment, by the numbers of sources."""
    found: list[tuple[int, str]] = []
    for version in versions:
        said = {statement.source for statement in version.timeline.store.statements_of(about=id_)}
        newest = max(said, key=lambda id_: order.get(id_, 0), default=None)
        if newest is not None and (not found or found[-1][1] != newest):
            found.append((version.since, newest))
    return found


class Table:
    """Texts that are told more than once, each kept once, by number."""

    def __init__(self) -> None:
        self.texts: dict[str, int] = {}

    def number(self, text: str) -> int:
        """Return the number of a text."""
        return self.texts.setdefault(text, len(self.texts))


def spans_as_numbers(every: Iterable[Span], axis: Axis, texts: Table) -> list[int]:
    """Return spans as numbers, nine for each: the days count from the first of the axis.

    These are the first day and the last, the number of the word, the low and the high end, marks (1 stated, 2
    disputed), the number of the figure as text, and the first and the last state. An end that nobody gave is -1.
    """
    found: list[int] = []
    for span in every:
        strength = span.strength
        found += (
            _from_axis(span.first, axis),
            _from_axis(span.last, axis),
            _NUMBERS[span.word],
            strength.low,
            -1 if strength.high is None else strength.high,
            strength.is_stated + 2 * span.is_disputed,
            texts.number(span.figure),
            span.since,
            span.until,
        )
    return found


def _from_axis(day: float, axis: Axis) -> int:
    if abs(day) == inf:
        return _ENDLESS if day > 0 else -_ENDLESS
    return int(day) - axis.first
