"""The answers of a store of many deployments: the days of most are computed at once, and looked up.

Columns do not cover deployments with relations, links, contradictions, statements of what is only considered, and some
other things. For these the plain definition in `deployments.answers` answers, one by one. It also gives the details of
every single deployment that somebody looks at.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import inf
from typing import Any, Unpack

import attrs
import numpy as np

from deployments.answers.filters import Filters, Selection, check_group, group_names
from deployments.answers.question import Question
from deployments.answers.results import Peak, Presence, Series, Step, Strength, Total
from deployments.answers.runs import DayRuns
from deployments.answers.sequence import Answers
from deployments.answers.sums import Forest, Piece, running, step, upper
from deployments.answers.timeline import Timeline
from deployments.answers.words import STRENGTHS, Word
from deployments.columnar.arrays import Indices, Mask, told
from deployments.columnar.components import ColumnarComponents
from deployments.columnar.facts import FactColumns, facts_of
from deployments.columnar.figures import pieces_of
from deployments.columnar.ledger import Ledger
from deployments.columnar.parts import FilledDeployments, are_below
from deployments.columnar.presence_index import Crossed, PresenceIndex
from deployments.columnar.spells import rows_of
from deployments.columnar.table import WORDS, Words
from deployments.columnar.totals import NAMES, Amount, Amounts, DailySums, GroupedSums, amounts_of, summed
from deployments.lazily import MAKING, kept, once
from deployments.records import Deployment
from deployments.rows import Coded
from deployments.solver.corrections import loosened
from deployments.solver.possible import can_be
from deployments.store import RecordStore, StatementList
from deployments.values.calendar import calendar_date
from deployments.values.dates import Day

#: How many filters are remembered, with what was computed for them, and how many questions.
_FILTERS, _ASKED = 4096, 1 << 16
#: Questions with more runs of days than these are not remembered: they can take megabytes each.
_MANY_RUNS = 16
#: All groups are summed at once if they have so many deployments each: then the sums of each group have every day in
#: them anyway, and take no more memory together.
_AT_ONCE = 200


class Chosen:
    """The numbers of the deployments that pass a filter, with the index that answers questions about them.

    Once somebody has asked for their sums or groups, these are kept here too. Nothing here may refer to the timeline
    that keeps it: objects that refer to each other in a circle would outlive the registry.
    """

    def __init__(self, numbers: Indices, index: PresenceIndex, wholes: Chosen | None = None) -> None:
        self.numbers = numbers
        self.index = index
        self._wholes = wholes
        #: False: the sums of the deployments that are listed. True: with those that are left out as well.
        self.totals: dict[bool, DailySums] = {}
        self.groups: dict[str, dict[str, Chosen]] = {}

    @property
    def wholes(self) -> Chosen:
        """These deployments without those that are part of another of them; only these are summed."""
        return self if self._wholes is None else self._wholes


@attrs.frozen(eq=False)
class Stated:
    """The strengths of the deployments that are `plain`: those whose strength is the one that was reported last."""

    plain: Mask
    amounts: Mapping[str, Amounts]

    @functools.cached_property
    def _are_all_plain(self) -> bool:
        return bool(self.plain.all())

    def others(self, numbers: Indices) -> list[int]:
        """Return the numbers of those deployments among `numbers` that are not plain."""
        return [] if self._are_all_plain else numbers[~self.plain[numbers]].tolist()


class PlainRuns:
    """The runs of days of the deployments that columns do not cover, by the plain definition."""

    def __init__(self, components: ColumnarComponents, numbers: Indices, runs: dict[str, DayRuns]) -> None:
        self.components = components
        self.numbers = numbers
        self._runs = runs

    def __iter__(self) -> Iterator[tuple[int, DayRuns]]:
        ids = [*self.components.store.deployments] if len(self.numbers) else []
        for number in self.numbers.tolist():
            yield number, self.of(ids[number])

    def of(self, id_: str) -> DayRuns:
        """Return the runs of one deployment."""
        return DayRuns.with_parts(self.components, id_, self._runs)


class ColumnarTimeline(Timeline):
    """A timeline that answers from tables. Each is made when it is first needed, and only once if threads share it."""

    def __init__(
        self, store: RecordStore, ledger: Ledger, known: Mask, deployments: FilledDeployments | None = None
    ) -> None:
        parts = ColumnarComponents(store, ledger, known)
        super().__init__(store, parts)
        self.components: ColumnarComponents = parts
        self.known = known
        #: The deployments by their numbers; a part has what it takes from its whole.
        self.deployments = FilledDeployments(store) if deployments is None else deployments
        self._codes: dict[str, tuple[Indices, list[Any]]] = {}
        self._chosen: dict[tuple[object, ...], Chosen] = {}
        self._asked: dict[tuple[str, bool], Question] = {}
        self._stated: dict[bool, Stated] = {}

    def spoken(self, sources: Collection[str]) -> tuple[StatementList, Collection[str]]:
        """Return the statements of some sources, and the ids of the sources that they cite."""
        ledger = self.components.ledger
        speaks = (self.known & ledger.among(sources))[ledger.source]
        said, loose = ledger.store.statement_list.picked(speaks.tobytes()), loosened(ledger.store, sources)
        if loose:
            said = StatementList(loose.get(each.id, each) for each in said)
        named = {each.corrects for each in loose.values() if each.corrects is not None}
        return said, {*ledger.named(speaks), *named}

    def narrowed(self, store: RecordStore, sources: Iterable[str]) -> ColumnarTimeline:
        """Return the timeline of a store in which only some sources speak."""
        ledger = self.components.ledger
        return ColumnarTimeline(store, ledger, self.known & ledger.among(sources), self.deployments)

    # --- which ---

    @once
    def _facts(self) -> tuple[list[FactColumns], Mask]:
        """The facts about the deployments that columns cover, and a mask of these deployments."""
        return facts_of(self.components.solved)

    @once
    def _plain(self) -> PlainRuns:
        """The runs of the other deployments."""
        others = np.flatnonzero(~self._facts[1]).astype(np.int32)
        return PlainRuns(self.components, others, self._runs)

    @once
    def words(self) -> Words:
        """The words of all days of all deployments."""
        return Words(self._facts[0], self._plain, len(self.deployments))

    def chosen(self, **filters: Unpack[Filters]) -> Chosen:
        """Return the deployments that pass filters, with their index."""
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
        crossed = functools.partial(_crossed, self._facts[0], self._plain)
        possible = functools.partial(_can_be, self.components, self.deployments, self._facts[1])
        ledger = self.components.ledger
        wholes = numbers[~are_below(ledger.whole, numbers)[numbers]] if ledger.has_parts else numbers
        own, summed = (Chosen(each, PresenceIndex(self.words, crossed, each, possible)) for each in (numbers, wholes))
        return own if len(wholes) == len(numbers) else Chosen(numbers, own.index, summed)

    def _numbers(self, selection: Selection) -> Indices:
        mask = np.ones(len(self.deployments), np.bool_)
        for name, test in selection.tests().items():
            codes, values = self._codes_of(name)
            mask &= np.array([bool(test(value)) for value in values], np.bool_)[codes]
        return np.flatnonzero(mask).astype(np.int32)

    def _codes_of(self, name: str) -> tuple[Indices, list[Any]]:
        """Return for every deployment the number of its value of a field, and the values by their numbers."""
        return kept(self._codes, name, lambda: _distinct(self.deployments.column(name)))

    # --- who is there ---

    def active(
        self,
        on: Day,
        *,
        certain: bool = False,
        possible: bool = False,
        throughout: bool = False,
        not_excluded: bool = False,
        **filters: Unpack[Filters],
    ) -> Answers[Presence]:
        """Return the deployments that are, or may be, there on the days asked for."""
        question, index = self._question(on, throughout=throughout), self.chosen(**filters).index
        if certain and possible:
            numbers = np.empty(0, np.int32)
        elif certain or possible:
            numbers = (index.sure if certain else index.unsure)(question, not_excluded=not_excluded)
        else:
            numbers = index.found(question, not_excluded=not_excluded)
        return Answers(numbers, lambda number: self._presence(self.deployments[number], question))

    def count(
        self,
        on: Day,
        *,
        certain: bool = False,
        possible: bool = False,
        throughout: bool = False,
        not_excluded: bool = False,
        **filters: Unpack[Filters],
    ) -> int:
        """Return how many deployments are, or may be, there on the days asked for."""
        question, index = self._question(on, throughout=throughout), self.chosen(**filters).index
        found: int = (index.count_sure if certain else index.count)(question, not_excluded=not_excluded)
        return found - index.count_sure(question, not_excluded=not_excluded) if possible else found

    def left_out(self, on: Day, *, throughout: bool = False, **filters: Unpack[Filters]) -> dict[Word, int]:
        """Return how many deployments may be there and are left out of `active`, by the word that says why."""
        _, codes = self.chosen(**filters).index.left_out(self._question(on, throughout=throughout))
        counts = np.bincount(codes, minlength=len(WORDS))
        return {word: int(counts[STRENGTHS[word]]) for word in Word if counts[STRENGTHS[word]]}

    def _is_anyone_each_day(self, question: Question, filters: Filters) -> bool:
        """Tell whether on each of the days asked for any deployment is certainly there, not always the same one."""
        index = self.chosen(**filters).index
        days = (day for first, last in question.runs for day in range(int(first), int(last) + 1))
        return not question.is_endless and all(index.count_sure(Question(((day, day),))) for day in days)

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
            if len(found.runs) <= _MANY_RUNS:
                self._asked[key] = found
        return found

    def runs(self, id_: str) -> DayRuns:
        """Return the runs of days of a deployment, by the plain definition."""
        return self._plain.of(id_)

    @once
    def origins(self) -> Mapping[str, str]:
        """For each deployment that follows another the id of that."""
        ledger = self.components.ledger
        return super().origins if self.known[ledger.source[ledger.following]].any() else {}

    # --- how many ---

    def totals(self, chosen: Chosen, *, not_excluded: bool = False) -> DailySums:
        """Return the sums of the strengths of some deployments."""
        with MAKING:
            if not_excluded not in chosen.totals:
                amounts = self.amounts(chosen.numbers, not_excluded=not_excluded)
                chosen.totals[not_excluded] = DailySums(GroupedSums(amounts))
            return chosen.totals[not_excluded]

    def total(self, on: Day, *, not_excluded: bool = False, **filters: Unpack[Filters]) -> Total:
        """Return the sum of the strengths of some deployments on the days asked for."""
        total = self._sum(self._question(on), self.chosen(**filters).wholes, not_excluded=not_excluded)
        reported = self._reported_total(on, filters) if "mission" in filters else None
        return total if reported is None else attrs.evolve(total, reported_total=reported)

    def total_by(self, by: str, on: Day, *, not_excluded: bool = False, **filters: Unpack[Filters]) -> dict[str, Total]:
        """Return the sum for each contributor, mission or place that may have somebody there, by its name."""
        question, groups = self._question(on), self._grouped(by, filters)
        totals = {name: self._sum(question, own.wholes, not_excluded=not_excluded) for name, own in groups.items()}
        return {name: total for name, total in totals.items() if total.parts or total.not_excluded}

    def _sum(self, question: Question, chosen: Chosen, *, not_excluded: bool) -> Total:
        numbers = chosen.index.found(question, not_excluded=not_excluded)
        out = np.empty(0, np.int32) if not_excluded else chosen.index.left_out(question)[0]
        if question.is_one_day:
            return self._sum_of_a_day(question, chosen, numbers, out, not_excluded=not_excluded)
        there = [self._found(self.deployments[number], question) for number in np.sort(numbers).tolist()]
        left_out = Answers(out, self.deployments.__getitem__)
        return self._sum_of_days(question, there, left_out, not_excluded=not_excluded)

    def _sum_of_a_day(
        self, question: Question, chosen: Chosen, numbers: Indices, out: Indices, *, not_excluded: bool
    ) -> Total:
        day = question.first
        sums = self.totals(chosen, not_excluded=not_excluded).on(day)
        unstated = self._unstated(chosen, numbers, day, not_excluded=not_excluded) if sums["unstated"] else []
        high = None if sums["endless"] else sums["high"]
        return Total(
            sums["low"],
            upper(high, sums["parts"], sums["unstated"], sums["out"]),
            high,
            Answers(numbers, lambda number: self._part(number, question)),
            Answers(unstated, self.deployments.__getitem__),
            Answers(out, self.deployments.__getitem__),
            disputed=sums["disputed"] > 0,
        )

    def _part(self, number: int, question: Question) -> tuple[Deployment, Strength]:
        deployment = self.deployments[number]
        return deployment, self._found(deployment, question).strength

    def _unstated(self, chosen: Chosen, numbers: Indices, day: float, *, not_excluded: bool = False) -> list[int]:
        """Return those of some deployments for which no strength counts on a day on which they may be there."""
        stated = self.stated(not_excluded=not_excluded)
        own = stated.amounts["unstated"].among(chosen.numbers)
        plain = own.number[(own.first <= day) & (day <= own.last)].tolist()
        others = [number for number in stated.others(numbers) if not self._is_stated(number, day)]
        return [*plain, *others]

    def _is_stated(self, number: int, day: float) -> bool:
        return self.runs(self.deployments[number].id).on(day).strength.is_stated

    def series(self, start: Day, end: Day, **filters: Unpack[Filters]) -> Series:
        """Return the sums from the first day of `start` to the last of `end`."""
        return self._steps(self.chosen(**filters).wholes, *self.period(start, end))

    def series_by(self, by: str, start: Day, end: Day, **filters: Unpack[Filters]) -> dict[str, Series]:
        """Return the sums for each contributor, mission or place, by its name."""
        period = self.period(start, end)
        groups = {name: own.wholes for name, own in self._grouped(by, filters).items()}
        self._sum_at_once(groups)
        return {name: self._steps(own, *period) for name, own in groups.items()}

    def _sum_at_once(self, groups: Mapping[str, Chosen]) -> None:
        """Sum all groups at once where that is faster, and where columns have all of their strengths."""
        every = [*groups.values()]
        with MAKING:
            if len(every) < 2 or any(False in each.totals for each in every):
                return
            codes = np.full(len(self.deployments), len(every))
            for code, each in enumerate(every):
                codes[each.numbers] = code
            numbers = np.flatnonzero(codes < len(every)).astype(np.int32)
            overlap = sum(len(each.numbers) for each in every) > len(numbers)
            if overlap or len(numbers) < _AT_ONCE * len(every) or self.stated().others(numbers):
                return
            amounts = {name: each.among(numbers) for name, each in self.stated().amounts.items()}
            for each, totals in zip(every, GroupedSums(amounts, codes, len(every)).each(), strict=True):
                each.totals[False] = totals

    def _steps(self, chosen: Chosen, first: float, last: float) -> Series:
        totals = self.totals(chosen)
        places = totals.turns(first, last)

        def made(place: int) -> Step:
            start = first if not place else totals.axis.day(int(places[place]))
            end = last if place + 1 == len(places) else totals.axis.day(int(places[place + 1])) - 1
            sums = totals.on(start)
            high = None if sums["endless"] else sums["high"]
            names: tuple[Deployment, ...] = ()
            if sums["unstated"]:
                found = self._unstated(chosen, chosen.index.found(Question(((start, start),))), start)
                names = tuple(sorted((self.deployments[number] for number in found), key=lambda each: each.id))
            return step(start, end, sums["low"], high, names, sums["parts"], sums["out"])

        return Answers(range(len(places)), made)

    def peak(self, start: Day, end: Day, **filters: Unpack[Filters]) -> Peak:
        """Return the peak of the low and of the high ends of a series."""
        low, low_on, high, high_on = self.totals(self.chosen(**filters).wholes).peak(*self.period(start, end))
        return Peak(low, calendar_date(low_on), high, calendar_date(high_on))

    def _grouped(self, by: str, filters: Filters) -> dict[str, Chosen]:
        """Return for each group among the deployments that pass a filter its deployments; the names come in order."""
        check_group(by)
        within = self.chosen(**filters)
        return kept(within.groups, by, lambda: self._split(by, within))

    def _split(self, by: str, within: Chosen) -> dict[str, Chosen]:
        codes, values = self._codes_of(by)
        names = [*map(group_names, values)]
        # Values that differ may have the same name, and one value may have several names.
        ordered = sorted({*itertools.chain.from_iterable(names)})
        places = {name: place for place, name in enumerate(ordered)}
        place = np.array([places[name] for own in names for name in own], np.min_scalar_type(len(ordered)))
        starts, code = np.cumsum([0, *map(len, names)]), codes[within.numbers]
        own = place[rows_of(starts, code)]
        numbers = np.repeat(within.numbers, np.diff(starts)[code])[np.argsort(own, kind="stable")]
        ends = np.cumsum(np.bincount(own, minlength=len(ordered)))
        groups = zip(ordered, np.split(numbers, ends), strict=False)  # behind the last end there is nothing
        return {name: self._choose(members) for name, members in groups if len(members)}

    def stated(self, *, not_excluded: bool = False) -> Stated:
        """Return the strengths of plain deployments on the days on which they are listed, or also on others."""
        return kept(self._stated, not_excluded, lambda: self._state(not_excluded=not_excluded))

    def _state(self, *, not_excluded: bool) -> Stated:
        pieces, plain = pieces_of(self.components.solved, self._facts[1])
        return Stated(plain, amounts_of(self.words.table, pieces, len(self.deployments), not_excluded=not_excluded))

    def amounts(self, numbers: Indices, *, not_excluded: bool = False) -> dict[str, Amounts]:
        """Return the amounts from which the strengths of some deployments are summed, by the names in `NAMES`."""
        stated = self.stated(not_excluded=not_excluded)
        rows: dict[str, list[Amount]] = {name: [] for name in NAMES}
        others = [self.deployments[number] for number in stated.others(numbers)]
        for tree in Forest(self.origins, others).trees():
            for name, row in self._force(tree, not_excluded=not_excluded):
                rows[name].append(row)
        return {name: stated.amounts[name].among(numbers) + Amounts.of(rows[name]) for name in NAMES}

    def _force(self, tree: Sequence[Deployment], *, not_excluded: bool) -> Iterator[tuple[str, Amount]]:
        """Yield the amounts of one force, which is at one place after the other, each with the name of its sum."""
        pieces = {each.id: self._all_pieces(each.id, not_excluded=not_excluded) for each in tree}
        number = self.components.ledger.rows[tree[0].id]
        disputed = [
            (run.first, run.last)
            for each in tree
            for run in self.runs(each.id).runs
            if run.is_disputed and _is_there(run.word, not_excluded=not_excluded)
        ]
        yield from summed(number, running(Forest(self.origins, tree), pieces, -inf, self.may_overlap), disputed)

    def _all_pieces(self, id_: str, *, not_excluded: bool) -> list[Piece]:
        return [
            Piece(
                run.first,
                run.last,
                run.strength if _is_there(run.word, not_excluded=not_excluded) else None,
                is_left_out=run.word.is_left_out and not not_excluded,
            )
            for run in self.runs(id_).runs
        ]


def _is_there(word: Word, *, not_excluded: bool) -> bool:
    """Tell whether a deployment is summed on the days that have this word."""
    return word.is_listed or (not_excluded and word.is_left_out)


def _crossed(groups: Sequence[FactColumns], others: PlainRuns) -> Crossed:
    """Return the deployments that are certainly there on some day of several, though on no particular one."""
    plain = [(number, runs.facts.certain_first, runs.facts.certain_last) for number, runs in others]
    rows = np.array(plain, np.float64).reshape(-1, 3).T
    columns = [(each.numbers, each.certain_first, each.certain_last) for each in groups] + [(*rows,)]
    number, first, last = (np.concatenate(each) for each in zip(*columns, strict=True))
    own = (first > last) & ((first < inf) | (last > -inf))  # of others nobody reports that they came, or were there
    return Crossed(number[own].astype(np.int32), first[own], last[own])


def _can_be(
    components: ColumnarComponents, deployments: Sequence[Deployment], regular: Mask, number: int, question: Question
) -> bool:
    """Tell whether a deployment that can be there on each of the days asked for can be there on all together."""
    if regular[number] and not question.is_endless:
        return True
    id_ = deployments[number].id
    return any(can_be(world, [id_], question.first, question.last) for world in components.component(id_).worlds)


def _distinct(column: Coded) -> tuple[Indices, list[Any]]:
    """Return the number of the value in each row, and the values, of which no two are equal."""
    codes: dict[Any, int] = {}
    numbers = told(column, lambda value: codes.setdefault(value, len(codes)), np.int32)
    return numbers, [*codes]


def timeline_of(store: RecordStore) -> ColumnarTimeline:
    """Return the timeline of a store, all of whose sources speak."""
    ledger = Ledger(store)
    return ColumnarTimeline(store, ledger, np.ones(len(ledger.sources), np.bool_))
