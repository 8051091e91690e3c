"""Deployments of the same force are added up here, by the rules of the registry itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from deployments.answers.sums import Forest, Piece, running, with_ends
from deployments.formats import row_codec
from deployments.records import Deployment
from deployments.values.calendar import FIRST_DATE, LAST_DATE
from deployments.values.edtf import Run

#: What a table holds, by column.
_Columns = Mapping[str, Sequence[Any]]


@attrs.frozen
class Amount:
    """How many a deployment has in a run of days, and whether any source stated a figure that counts."""

    low: int
    high: int | None
    is_stated: bool


@attrs.frozen
class Share:
    """What the deployments of one force add up to from the first day to the last, as dates."""

    group: str
    first: date
    last: date
    low: int
    high: int | None


@attrs.frozen(eq=False)
class Forces:
    """The deployments that follow another or are followed, which they follow, and when two cannot both be there."""

    deployments: Mapping[str, Deployment]
    origins: Mapping[str, str]
    _apart: Mapping[tuple[str, str], Sequence[Run]]

    @classmethod
    def of(cls, deployments: _Columns, pairs: _Columns, apart: _Columns) -> Forces:
        """Take them from the columns of `deployments`, `stays` and `apart`."""
        names = [field.name for field in attrs.fields(Deployment)]
        fields = [row_codec.field(Deployment, name, deployments) for name in names]
        records = [Deployment(**dict(zip(names, cells, strict=True))) for cells in zip(*fields, strict=True)]
        runs: dict[tuple[str, str], list[Run]] = {}
        for id_, before, *run in zip(*(apart[name] for name in ("deployment", "before", "first", "last")), strict=True):
            first, last = (None if day is None else day.toordinal() for day in run)
            runs.setdefault((before, id_), []).append((first or FIRST_DATE, last or LAST_DATE))
        origins = dict(zip(pairs["deployment"], pairs["follows"], strict=True))
        return cls({each.id: each for each in records}, origins, runs)

    def may_overlap(self, before: str, deployment: str, day: float) -> bool:
        """Tell whether reports let two be there on a day on which each can be; the first was before the other."""
        return not any(first <= day <= last for first, last in self._apart.get((before, deployment), ()))

    def total(self, chosen: Iterable[str], there: Mapping[str, Amount], day: float) -> tuple[int, int | None]:
        """Return the sum of those of some deployments that are there on a day."""
        return self._forest(chosen).total(there, lambda a, b: self.may_overlap(a, b, day))

    def shares(
        self, group: str, runs: Mapping[str, Sequence[tuple[Run, Amount | None]]], period: Run
    ) -> Iterator[Share]:
        """Yield the sums of some deployments over a period, of each of which the runs cover all of it."""
        first, end = period
        pieces = {id_: [Piece(*days, amount) for days, amount in sorted(own, key=_first)] for id_, own in runs.items()}
        sums = running(self._forest(runs), pieces, first, self.may_overlap)
        for each, last in with_ends(sums, end):
            yield Share(group, _date(each.first), _date(last), each.low, each.high)

    def _forest(self, ids: Iterable[str]) -> Forest:
        return Forest(self.origins, [self.deployments[id_] for id_ in ids])


def _first(piece: tuple[Run, Amount | None]) -> float:
    return piece[0][0]


def _date(day: float) -> date:
    return date.fromordinal(int(day))
