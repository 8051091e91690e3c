"""The stays of a deployment in a table: each is continuous, and a day on which nobody was there ends one."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, pairwise
from operator import itemgetter

import attrs
import numpy as np

from deployments.claims import ClaimKind
from deployments.columnar.arrays import Integers
from deployments.importing.absences import Absence
from deployments.importing.account_claims import Claimed, Numbers, Sayings

#: The kinds of claim that show on their day that somebody is there, or nobody.
_SIGHTINGS = (ClaimKind.STRENGTH, ClaimKind.PRESENT, ClaimKind.EQUIPMENT)

#: The place of what has no day.
_NOWHERE = -1

#: A claim: the place of its day, and the numbers of what it speaks of and of what it says, and its line.
_Claim = tuple[int, int, int, int]


@attrs.frozen(eq=False)
class Stay:
    """What is claimed of one stay, and the place of its first day with people; -1 for none."""

    numbers: Numbers
    first: int = _NOWHERE


class Stays:
    """Tells the stays of deployments apart.

    A deployment of which dates are claimed is one stay: they tell when that is. What else is claimed on a day, such as
    a mandate, is of the stay that has begun by then.
    """

    def __init__(self, sayings: Sayings, claimed: Claimed) -> None:
        self._nobody, self._calm = claimed.nobody, claimed.calm
        days = {each.day.text: each.day for each in sayings.every if each.day is not None}
        self._days = sorted(days.values(), key=lambda day: day.sort_key)
        self._hulls = [day.hull for day in self._days]
        places = {day.text: place for place, day in enumerate(self._days)}
        self._places = [_NOWHERE if each.day is None else places[each.day.text] for each in sayings.every]
        self._place_of = np.array(self._places, np.intc)
        self._dating = {each.number for each in sayings.every if each.day is None}
        self._beside = {each.number for each in sayings.every if each.kind not in _SIGHTINGS} - self._dating
        self._is_nobody = np.zeros(len(claimed.every), np.bool_)
        self._is_nobody[[*self._nobody]] = True
        #: Whether each day is surely after the one before.
        self._are_apart = all(before[1] < after[0] for before, after in pairwise(self._hulls))

    def day(self, place: int) -> str:
        """Return the day at a place; an empty text for none."""
        return "" if place == _NOWHERE else self._days[place].text

    def of(self, numbers: Numbers, absent: Sequence[Absence]) -> list[Stay]:
        """Return the stays in their order; what ends one, and what is before one, are in it."""
        if not self._beside.isdisjoint(numbers[::3]) and self._dating.isdisjoint(numbers[::3]):
            return self._of_others(numbers, absent)
        codes = numbers[1::3]
        is_one = (not absent and self._nobody.isdisjoint(codes)) or self._calm.issuperset(codes)
        if is_one or not self._dating.isdisjoint(numbers[::3]):
            return [
                Stay(numbers + array("i", chain.from_iterable(absent)) if absent else numbers, self._first(numbers))
            ]
        rows = np.frombuffer(numbers + array("i", chain.from_iterable(absent)), np.intc).reshape(-1, 3)
        places = self._place_of[rows[:, 0]]
        order = np.argsort(places, kind="stable")
        rows, places = rows[order], places[order]
        if self._are_apart and (places[1:] > places[:-1]).all():
            return [*self._cut(rows, places)]
        claims = [*zip(places.tolist(), *rows.T.tolist(), strict=True)]
        return [*self._split([*group] for _, group in groupby(claims, key=itemgetter(0)))]

    def _of_others(self, numbers: Numbers, absent: Sequence[Absence]) -> list[Stay]:
        """Return the stays of a deployment of which more is claimed on a day than who was there."""
        claims = [*zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)]
        seen = array("i", chain.from_iterable(claim for claim in claims if claim[0] not in self._beside))
        stays = self.of(seen, absent) if seen or absent else [Stay(seen)]
        begins = [each.first for each in stays[1:]]
        own = [array("i", each.numbers) for each in stays]
        for claim in claims:
            if claim[0] in self._beside:
                own[bisect_right(begins, self._places[claim[0]])].extend(claim)
        return [Stay(each, stay.first) for each, stay in zip(own, stays, strict=True)]

    def _cut(self, rows: Integers, places: Integers) -> Iterator[Stay]:
        """Yield each stay, as `_split` does, where there is one claim for each day, and no two days can be the same."""
        with_people = np.flatnonzero(~self._is_nobody[rows[:, 1]])
        since = with_people[:-1][np.diff(with_people) > 1].tolist()
        until = with_people[1:][np.diff(with_people) > 1].tolist()
        start, first = 0, int(with_people[0])
        for last, following in zip(since, until, strict=True):
            end = following
            if end - 1 > last + 1 and not rows[end - 1, 2]:
                end -= 1  # the last day without a row stands before the next stay only
            yield Stay(array("i", rows[start:end].tobytes()), int(places[first]))
            start, first = following - 1, following
        yield Stay(array("i", rows[start:].tobytes()), int(places[first]))

    def apart(self, stay: Stay, wholes: Sequence[Stay]) -> list[Stay]:
        """Return a stay by the stays of what it is part of: nobody is in a part while the whole is away."""
        if len(wholes) < 2 or not self._dating.isdisjoint(stay.numbers[::3]):
            return [stay]
        begins = [self.begin(whole) for whole in wholes[1:]]
        by_whole: dict[int, list[_Claim]] = defaultdict(list)
        for claim in zip(stay.numbers[::3], stay.numbers[1::3], stay.numbers[2::3], strict=True):
            place = self._places[claim[0]]
            by_whole[bisect_left(begins, (place, True))].append((place, *claim))
        found: list[list[_Claim]] = []
        for whole in sorted(by_whole):
            own = by_whole[whole]
            if found and (self._are_calm(own) or self._are_calm(found[-1])):
                found[-1] += own
            else:
                found.append(own)
        return [self._stay(_flat(each)) for each in found] if len(found) > 1 else [stay]

    def begin(self, stay: Stay) -> tuple[int, bool]:
        """Return the place of the first day of which a stay has a claim, and whether nobody is there on it yet."""
        places = map(self._places.__getitem__, stay.numbers[::3])
        return min((place, code in self._calm) for place, code in zip(places, stay.numbers[1::3], strict=True))

    def _are_calm(self, claims: Iterable[_Claim]) -> bool:
        """Tell whether no claim says that anybody is there."""
        return all(code in self._calm for _, _, code, _ in claims)

    def _stay(self, numbers: Numbers) -> Stay:
        return Stay(numbers, self._first(numbers))

    def _first(self, numbers: Numbers) -> int:
        """Return the place of the first day with people."""
        pairs = zip(map(self._places.__getitem__, numbers[::3]), numbers[1::3], strict=True)
        return min((place for place, code in pairs if code not in self._calm), default=_NOWHERE)

    def _split(self, days: Iterable[Sequence[_Claim]]) -> Iterator[Stay]:
        """Yield each stay: days with people, the day without anybody before them, and those after them.

        Of the days without a row, only the first stands after a stay, and the last before the next one.
        """
        found: list[_Claim] = []
        between: list[Sequence[_Claim]] = []
        first = last = _NOWHERE
        for day in days:
            if all(code in self._nobody for _, _, code, _ in day):
                between.append(day)
                continue
            place = day[0][0]
            apart = [one for one in between if last != _NOWHERE and self._is_between(one[0][0], last, place)]
            for one in between:
                found += [claim for claim in one if claim[3] or one is between[0] or not apart]
            if apart:
                yield Stay(_flat(found), first)
                found, first = [*apart[-1]], _NOWHERE
            found += day
            between, last = [], place
            first = place if first == _NOWHERE else first
        yield Stay(_flat(chain(found, *between)), first)

    def _is_between(self, place: int, after: int, before: int) -> bool:
        """Tell whether the day at a place is surely after one and before another."""
        first, last = self._hulls[place]
        return self._hulls[after][1] < first and last < self._hulls[before][0]


def _flat(claims: Iterable[_Claim]) -> Numbers:
    return array("i", chain.from_iterable(claim[1:] for claim in claims))
