"""Which deployments are of the same force, and when they were apart: their sum is no more than these allow."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from deployments.answers.moves import apart
from deployments.pages.versions import Version
from deployments.values.edtf import Run

#: Of a force that moved on and on, whom each may have met is looked up for so many stays before it.
_BEFORE = 8


@attrs.frozen
class Following:
    """Whom a deployment follows in some states, and the days on which reports rule out that both are there.

    `apart` has these days for each deployment in the line before it, by id, but for those far before it: with these it
    may have been there together, so that the sum is no less.
    """

    since: int
    until: int
    before: str
    apart: Mapping[str, Sequence[Run]]


def followed(versions: Iterable[Version], id_: str) -> Iterator[Following]:
    """Yield whom a deployment follows in each version."""
    for version in versions:
        origins = version.timeline.origins
        line = [*itertools.islice(_line(origins, id_), _BEFORE)]
        if line:
            component = version.timeline.components.component(id_)
            runs = {other: [*apart(component, id_, other)] for other in line}
            yield Following(version.since, version.until, line[0], {other: own for other, own in runs.items() if own})


def _line(origins: Mapping[str, str], id_: str) -> Iterator[str]:
    """Yield the deployments before one of the same force, the nearest first."""
    seen = {id_}
    while (before := origins.get(id_)) is not None and before not in seen:
        yield before
        seen.add(before)
        id_ = before
