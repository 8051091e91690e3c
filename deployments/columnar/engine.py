"""The answers of a store of many deployments: what can be is looked up in tables that are made once."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import inf
from typing import Any, Unpack

import attrs
import numpy as np

from deployments.answers.filters import Filters, Selection, group
from deployments.answers.presence import Question, state
from deployments.answers.results import Peak, Presence, Series, Step, Strength, Total
from deployments.answers.sequence import Answers
from deployments.answers.sums import Forest, Piece, running, total_of
from deployments.answers.timeline import Timeline
from deployments.columnar.arrays import Days, Indices, Mask
from deployments.columnar.components import ColumnarComponents
from deployments.columnar.ledger import Ledger
from deployments.columnar.presence_index import MANY_RUNS, PresenceIndex
from deployments.columnar.spans import Spans
from deployments.columnar.totals import NAMES, Amount, Amounts, DailySums, GroupedSums, carried, simple, summed
from deployments.lazily import MAKING, kept, once
from deployments.records import Deployment
from deployments.store import RecordStore, StatementList
from deployments.values.calendar import calendar_date
from deployments.values.certainty import Certainty
from deployments.values.dates import Day

#: So many filters are remembered, with what was made for them, and so many questions.
_FILTERS, _ASKED = 4096, 1 << 16
#: Groups are summed at once if they have so many deployments each: their sums take less memory than those do.
_AT_ONCE = 1000


class Chosen:
    """The deployments that a filter lets through, by their numbers, and what answers questions about them.

    Their sums, and the groups that they fall into, are kept here too once they were asked for. Nothing here refers to
    the timeline that keeps it: in a circle they would outlive the registry.
    """

    def __init__(self, numbers: Indices, index: PresenceIndex) -> None:
        self.numbers = numbers
        self.index = index
        self.totals: DailySums | None = None
        self.groups: dict[str, dict[str, Chosen]] = {}


@attrs.frozen(eq=False)
class Stated:
    """What is stated of strengths: as columns for `plain` deployments, each from the day `since` on."""

    plain: Mask
    since: Days
    amounts: Mapping[str, Amounts]

    @functools.cached_property
    def _are_all_plain(self) -> bool:
        return bool(self.plain.all())

    def others(self, numbers: Indices) -> list[int]:
        """Return those of some deployments that are not plain."""
        return [] if self._are_all_plain else numbers[~self.plain[numbers]].tolist()


class ColumnarTimeline(Timeline):
    """A timeline that answers from tables. They are made when they are first asked for, once, also among threads."""

    def __init__(
        self, store: RecordStore, ledger: Ledger, known: Mask, deployments: Sequence[Deployment] | None = None
    ) -> None:
        parts = ColumnarComponents(store, ledger, known)
        super().__init__(store, parts)
        self.components: ColumnarComponents = parts
        self.known = known
        #: The deployments by their numbers.
        self.deployments = tuple(store.deployments.values()) if deployments is None else deployments
        self._codes: dict[str, tuple[Indices, list[Any]]] = {}
        self._chosen: dict[tuple[object, ...], Chosen] = {}
        self._asked: dict[tuple[str, bool], Question] = {}
        self._pieces: dict[str, list[Piece]] = {}

    def spoken(self, sources: Collection[str]) -> tuple[StatementList, Collection[str]]:
        """Return the statements of some sources, and the ids of the sources that they cite."""
        ledger = self.components.ledger
        speaks = (self.known & ledger.among(sources))[ledger.source]
        return StatementList(ledger.store.statements(), speaks.tobytes()), ledger.cited(speaks)

    def narrowed(self, store: RecordStore, sources: Iterable[str]) -> ColumnarTimeline:
        """Return the timeline of a store in which only some sources speak."""
        ledger = self.components.ledger
        return ColumnarTimeline(store, ledger, self.known & ledger.among(sources), self.deployments)

    # --- which ---

    @once
    def spans(self) -> Spans:
        """Between which days each can be there, and is certain to be."""
        return Spans.of(self.components)

    def chosen(self, **filters: Unpack[Filters]) -> Chosen:
        """Return what answers for the deployments that filters let through."""
        if not filters:  # the most frequent question by far
            return self._everything
        selection = Selection.of(self.store, filters)
        found = self._chosen.get(selection.key)
        if found is None:
            made = self._choose(self._numbers(selection))
            with MAKING:
                if len(self._chosen) >= _FILTERS:
                    self._chosen.clear()
                found = self._chosen.setdefault(selection.key, made)
        return found

    @once
    def _everything(self) -> Chosen:
        return self._choose(np.arange(len(self.deployments), dtype=np.int32))

    def _choose(self, numbers: Indices) -> Chosen:
        return Chosen(
            numbers, PresenceIndex(self.spans, numbers, functools.partial(_can_be, self.components, self.deployments))
        )

    def _numbers(self, selection: Selection) -> Indices:
        mask = np.ones(len(self.deployments), np.bool_)
        for name, test in selection.tests().items():
            codes, values = self._codes_of(name)
            mask &= np.array([bool(test(value)) for value in values], np.bool_)[codes]
        return np.flatnonzero(mask).astype(np.int32)

    def _codes_of(self, name: str) -> tuple[Indices, list[Any]]:
        """Return the number of the value of a field of every deployment, and the values."""
        return kept(self._codes, name, lambda: _coded(getattr(each, name) for each in self.deployments))

    # --- who is there ---

    def active(
        self,
        on: Day,
        *,
        certain: bool = False,
        undecided: bool = False,
        unconfirmed: bool = True,
        throughout: bool = False,
        **filters: Unpack[Filters],
    ) -> Answers[Presence]:
        """Return the deployments that are, or may be, there on the days asked for."""
        question, index = self._question(on, throughout=throughout), self.chosen(**filters).index
        if certain and undecided:
            numbers = np.empty(0, np.int32)
        elif certain or undecided:
            numbers = index.sure(question) if certain else index.unsure(question)
        else:
            numbers = index.found(question)
        if not unconfirmed:
            numbers = numbers[index.is_confirmed(numbers, question)]
        return Answers(numbers, lambda number: self._answer(number, question))

    def count(self, on: Day, *, certain: bool = False, throughout: bool = False, **filters: Unpack[Filters]) -> int:
        """Return how many deployments are, or may be, there on the days asked for."""
        question, index = self._question(on, throughout=throughout), self.chosen(**filters).index
        return index.count_sure(question) if certain else index.count(question)

    def _question(self, on: Day, *, throughout: bool = False) -> Question:
        """Read a question; a text that was asked before is not read again."""
        if not isinstance(on, str):
            return Question.of(on, self.store.tolerance, throughout=throughout)
        key = on, throughout
        found = self._asked.get(key)
        if found is None:
            found = Question.of(on, self.store.tolerance, throughout=throughout)
            if len(self._asked) >= _ASKED:
                self._asked.clear()
            if len(found.runs) <= MANY_RUNS:  # others take megabytes each
                self._asked[key] = found
        return found

    def _answer(self, number: int, question: Question) -> Presence:
        return self._presence(self.deployments[number], question, float(self.spans.first[number]))

    def _since(self, deployment: Deployment) -> float | None:
        since = float(self.spans.first[self.components.ledger.nodes.rows[deployment.id]])
        return None if since == inf else since

    # --- how many ---

    def totals(self, chosen: Chosen) -> DailySums:
        """Return the sums of the strengths of some deployments."""
        with MAKING:
            if chosen.totals is None:
                chosen.totals = DailySums(GroupedSums(self.amounts(chosen.numbers)))
            return chosen.totals

    def total(self, on: Day, **filters: Unpack[Filters]) -> Total:
        """Return the sum of the strengths of some deployments on the days asked for."""
        return self._sum(self._question(on), self.chosen(**filters))

    def total_by(self, by: str, on: Day, **filters: Unpack[Filters]) -> dict[str, Total]:
        """Return the sum for each contributor, mission or place that may have somebody there, by its name."""
        question = self._question(on)
        totals = {name: self._sum(question, own) for name, own in self._grouped(by, filters).items()}
        return {name: total for name, total in totals.items() if total.parts}

    def _sum(self, question: Question, chosen: Chosen) -> Total:
        numbers = chosen.index.found(question)
        if question.first != question.last:
            there = [self._answer(number, question) for number in np.sort(numbers).tolist()]
            return total_of(Forest(self.store, [self.deployments[n] for n in chosen.numbers.tolist()]), there)
        sums = self.totals(chosen).on(question.first)
        unstated = self._unstated(numbers, question.first) if sums["unstated"] else []
        return Total(
            sums["low"],
            None if sums["endless"] else sums["high"],
            Answers(numbers, lambda number: self._part(number, question)),
            Answers(unstated, self.deployments.__getitem__),
            disputed=sums["disputed"] > 0,
        )

    def _part(self, number: int, question: Question) -> tuple[Deployment, Strength]:
        return self.deployments[number], self._answer(number, question).strength

    def _unstated(self, numbers: Indices, day: float) -> list[int]:
        """Return those of some deployments that may be there on a day whose strength nobody had stated by then."""
        plain, question = self.stated.plain[numbers], Question(((day, day),))
        others = [n for n in numbers[~plain].tolist() if not self._answer(n, question).strength.is_stated]
        return [*numbers[plain & (self.stated.since[numbers] > day)].tolist(), *others]

    def series(self, start: Day, end: Day, **filters: Unpack[Filters]) -> Series:
        """Return the sums from the first day of `start` to the last of `end`."""
        return self._steps(self.chosen(**filters), *self.period(start, end))

    def series_by(self, by: str, start: Day, end: Day, **filters: Unpack[Filters]) -> dict[str, Series]:
        """Return the sums for each contributor, mission or place, by its name."""
        period = self.period(start, end)
        groups = self._grouped(by, filters)
        self._sum_at_once(groups)
        return {name: self._steps(own, *period) for name, own in groups.items()}

    def _sum_at_once(self, groups: Mapping[str, Chosen]) -> None:
        """Sum all groups at once, where that is worth it, and nothing but columns is needed."""
        every = [*groups.values()]
        with MAKING:
            if len(every) < 2 or any(each.totals is not None for each in every):
                return
            codes = np.full(len(self.deployments), len(every))
            for code, each in enumerate(every):
                codes[each.numbers] = code
            numbers = np.flatnonzero(codes < len(every)).astype(np.int32)
            if len(numbers) < _AT_ONCE * len(every) or self.stated.others(numbers):
                return
            amounts = {name: each.among(numbers) for name, each in self.stated.amounts.items()}
            for each, totals in zip(every, GroupedSums(amounts, codes, len(every)).each(), strict=True):
                each.totals = totals

    def _steps(self, chosen: Chosen, first: float, last: float) -> Series:
        totals = self.totals(chosen)
        places = totals.turns(first, last)

        def step(place: int) -> Step:
            start = first if not place else totals.axis.day(int(places[place]))
            end = last if place + 1 == len(places) else totals.axis.day(int(places[place + 1])) - 1
            sums = totals.on(start)
            high = None if sums["endless"] else sums["high"]
            names: tuple[Deployment, ...] = ()
            if sums["unstated"]:
                found = self._unstated(chosen.index.found(Question(((start, start),))), start)
                names = tuple(sorted((self.deployments[number] for number in found), key=lambda each: each.id))
            return Step(calendar_date(start), calendar_date(end), sums["low"], high, names, sums["parts"])

        return Answers(range(len(places)), step)

    def peak(self, start: Day, end: Day, **filters: Unpack[Filters]) -> Peak:
        """Return the peak of the low and of the high ends of a series."""
        low, low_on, high, high_on = self.totals(self.chosen(**filters)).peak(*self.period(start, end))
        return Peak(low, calendar_date(low_on), high, calendar_date(high_on))

    def _grouped(self, by: str, filters: Filters) -> dict[str, Chosen]:
        """Return what answers for each group among the deployments that a filter lets through, the names in order."""
        group(by)
        within = self.chosen(**filters)
        return kept(within.groups, by, lambda: self._split(by, within))

    def _split(self, by: str, within: Chosen) -> dict[str, Chosen]:
        codes, values = self._codes_of(by)
        names = [str(value or "") for value in values]
        # Values that differ may have one name.
        ordered = sorted({*names})
        places = {name: place for place, name in enumerate(ordered)}
        own = np.array([places[name] for name in names], np.min_scalar_type(len(ordered)))[codes[within.numbers]]
        numbers = within.numbers[np.argsort(own, kind="stable")]
        ends = np.cumsum(np.bincount(own, minlength=len(ordered)))
        groups = zip(ordered, np.split(numbers, ends), strict=False)  # behind the last end there is nothing
        return {name: self._choose(members) for name, members in groups if len(members)}

    @once
    def stated(self) -> Stated:
        """What is stated of strengths."""
        ledger, columns, spans = self.components.ledger, self.components.columns, self.spans
        plain, said = simple(spans, ledger, self.known)
        follows = [each for each in self.deployments if each.follows is not None]
        plain[[ledger.nodes.rows[id_] for each in follows for id_ in (each.id, str(each.follows))]] = False
        plain[columns.unsolved[columns.component[: len(plain)]]] = False
        since, amounts = carried(spans, ledger, said, plain)
        return Stated(plain, since, amounts)

    def amounts(self, numbers: Indices) -> dict[str, Amounts]:
        """Return all that the strengths of some deployments are summed from."""
        stated = self.stated
        rows: dict[str, list[Amount]] = {name: [] for name in NAMES}
        others = [self.deployments[number] for number in stated.others(numbers)]
        for tree in Forest(self.store, others).trees():
            for name, row in self._force(tree):
                rows[name].append(row)
        return {name: stated.amounts[name].among(numbers) + Amounts.of(rows[name]) for name in NAMES}

    def _force(self, tree: Sequence[Deployment]) -> Iterator[tuple[str, Amount]]:
        """Return what one force, at one place after the other, amounts to."""
        pieces = {each.id: self._all_pieces(each) for each in tree if self._since(each) is not None}
        if not pieces:
            return
        number = self.components.ledger.nodes.rows[tree[0].id]
        disputed = [
            (piece.first, piece.last)
            for id_, own in pieces.items()
            for piece in own
            if piece.strength is not None and (piece.strength.disputed or self.components.disputed(id_))
        ]
        yield from summed(number, running(Forest(self.store, tree), pieces, -inf), disputed)

    def _all_pieces(self, deployment: Deployment) -> list[Piece]:
        found = self._pieces.get(deployment.id)
        if found is None:
            since = self._since(deployment)
            found = [*self.pieces(deployment, -inf, inf, inf if since is None else since)]
            self._pieces[deployment.id] = found
        return found


def _can_be(
    components: ColumnarComponents, deployments: Sequence[Deployment], number: int, since: float, question: Question
) -> bool:
    """Tell whether a deployment can be there, by itself."""
    return since < inf and state(components, deployments[number], question, since).certainty is not Certainty.NO


def _coded(values: Iterable[Any]) -> tuple[Indices, list[Any]]:
    codes: dict[Any, int] = {}
    numbers = [codes.setdefault(value, len(codes)) for value in values]
    return np.array(numbers, np.int32), [*codes]


def timeline_of(store: RecordStore) -> ColumnarTimeline:
    """Return the timeline of a store, all of whose sources speak."""
    ledger = Ledger(store)
    return ColumnarTimeline(store, ledger, np.ones(len(ledger.sources), np.bool_))
