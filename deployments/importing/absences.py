"""Claims of nobody, for tables that list everybody: who has no row on a day of the table is not there."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import inf

import attrs

from deployments.claims import ClaimKind
from deployments.importing.account_claims import NOBODY, UNKNOWN, Claimed, Numbers, Saying, Sayings
from deployments.importing.mapping import Within
from deployments.importing.row_content import DeploymentKey, Mention, RowSource
from deployments.values.dates import UncertainDate
from deployments.values.edtf import Run, union

#: Whom a table lists: those of a mission, those of a source, both, or everybody.
_Scope = tuple[str | None, RowSource | None]

#: The numbers of what a claim of nobody speaks of and of what it says, and 0 for the line: there is none.
Absence = tuple[int, int, int]

#: The sort key of what has no day.
_EVER = (-inf, -inf, "")


@attrs.frozen(eq=False)
class _Listed:
    """The days on which a table lists everybody of a scope, in their order, each with the first saying of it.

    `places` has the place of the day of each saying, by the number of the saying.
    """

    days: list[Saying]
    places: dict[int, int]

    @classmethod
    def of(cls, sayings: Iterable[Saying]) -> _Listed:
        """Return the days of some sayings."""
        dated = [each for each in sayings if each.day is not None]
        dated.sort(key=lambda each: (_sort_key(each), each.number))
        days: list[Saying] = []
        places = {}
        for each in dated:
            if not days or days[-1].day != each.day:
                days.append(each)
            places[each.number] = len(days) - 1
        return cls(days, places)


class Absences:
    """Finds on which days of a table a deployment has no row, though everybody has one who is there.

    `reported` is whom the rows that were not taken may be about: of them nobody can say that they are absent.
    """

    def __init__(
        self, sayings: Sayings, claimed: Claimed, reported: set[Mention], within: Within, kind: ClaimKind
    ) -> None:
        self.sayings, self.claimed, self.within, self.kind = sayings, claimed, within, kind
        self._reported = _spans(reported)
        value = NOBODY if kind is ClaimKind.STRENGTH else False
        self._nobody = claimed.number(kind, value)
        self._numbers: dict[_Scope, set[int]] = defaultdict(set)
        self._listed: dict[_Scope, _Listed] = {}

    def list_days(self, deployment: DeploymentKey, numbers: Numbers) -> None:
        """Let the table list everybody on the days on which a deployment has a row."""
        for scope, own in self._by_scope(deployment, numbers):
            self._numbers[scope].update(own[::3])

    def of(self, deployment: DeploymentKey, numbers: Numbers) -> list[Absence]:
        """Return a claim of nobody for the first and the last day without a row, beside each with people."""
        return [
            claim
            for scope, own in self._by_scope(deployment, numbers)
            for claim in self._missing(deployment, self._days(scope), own)
        ]

    def _by_scope(self, deployment: DeploymentKey, numbers: Numbers) -> Iterator[tuple[_Scope, Sequence[int]]]:
        """Yield what is claimed of a deployment by the scopes within which it is listed."""
        mission = deployment[1] if "mission" in self.within else None
        if "source" not in self.within:
            yield (mission, None), numbers
            return
        found: dict[_Scope, list[int]] = defaultdict(list)
        for claim in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
            found[mission, self.sayings.every[claim[0]].name.row].extend(claim)
        yield from found.items()

    def _days(self, scope: _Scope) -> _Listed:
        if scope not in self._listed:
            self._listed[scope] = _Listed.of(self.sayings.every[number] for number in self._numbers[scope])
        return self._listed[scope]

    def _missing(self, deployment: DeploymentKey, listed: _Listed, numbers: Sequence[int]) -> Iterator[Absence]:
        has_people: dict[int, bool] = {}
        untold: set[int] = set()
        calm = self.claimed.calm
        for place, code in zip(map(listed.places.get, numbers[::3]), numbers[1::3], strict=True):
            if place is not None and code == UNKNOWN:
                untold.add(place)
            elif place is not None:
                has_people[place] = code not in calm or has_people.get(place, False)
        if len(untold | has_people.keys()) == len(listed.days):
            return
        found: dict[int, None] = {}
        bounded = [(-1, False), *sorted(has_people.items()), (len(listed.days), False)]
        for (first, was_there), (last, is_there) in itertools.pairwise(bounded):
            if last == first + 1:
                continue
            for gap in [range(first + 1, last)] * was_there + [range(last - 1, first, -1)] * is_there:
                open_days = (place for place in gap if place not in untold)
                place = self._first_missing(deployment, listed.days, open_days, (first, last))
                if place is not None:
                    found[place] = None
        for place in found:
            day = listed.days[place]
            saying = self.sayings.get(day.name.file, day.name.row, self.kind, day.day)
            yield self.sayings.taken(saying).number, self._nobody, 0

    def _first_missing(
        self, deployment: DeploymentKey, listed: Sequence[Saying], gap: Iterable[int], ends: tuple[int, int]
    ) -> int | None:
        """Return the first day of a gap on which a deployment is surely missing, between the days at its ends."""
        after = listed[ends[0]].day if ends[0] >= 0 else None
        before = listed[ends[1]].day if ends[1] < len(listed) else None
        for place in gap:
            day = listed[place].day
            if day is not None and _is_between(day, after, before) and not self._is_reported(deployment, day.hull):
                return place
        return None

    def _is_reported(self, deployment: DeploymentKey, day: Run) -> bool:
        """Tell whether a row that was not taken may be about a deployment on a day, or on one of a period."""
        return bool(self._reported) and any(
            _meets(self._reported.get((who, mission), ()), day)
            for who in (deployment[0], None)
            for mission in (deployment[1], None)
        )


def _spans(reported: Iterable[Mention]) -> dict[tuple[str | None, str | None], list[Run]]:
    """Return the days that rows may be about, by who and mission, as runs in order of which no two meet."""
    found: dict[tuple[str | None, str | None], list[Run]] = defaultdict(list)
    for who, mission, day in reported:
        found[who, mission].append((-inf, inf) if day is None else UncertainDate.parse(day).hull)
    return {key: union(runs) for key, runs in found.items()}


def _meets(runs: Sequence[Run], day: Run) -> bool:
    """Tell whether any of some runs has a day of another."""
    place = bisect_right(runs, (day[1], inf)) - 1
    return place >= 0 and runs[place][1] >= day[0]


def _sort_key(saying: Saying) -> tuple[float, float, str]:
    return _EVER if saying.day is None else saying.day.sort_key


def _is_between(day: UncertainDate, after: UncertainDate | None, before: UncertainDate | None) -> bool:
    """Tell whether a day is surely after one and before another."""
    return (after is None or after.hull[1] < day.hull[0]) and (before is None or day.hull[1] < before.hull[0])
