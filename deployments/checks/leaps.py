"""What `check` finds in the order of figures: one that differs much from those beside it, and two of one day."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import inf
from operator import attrgetter

import attrs

from deployments.checks.citations import cited
from deployments.checks.tallies import Tally, Tallying
from deployments.claims import Basis, ClaimKind
from deployments.records import Statement
from deployments.references import Problem
from deployments.registry import Registry
from deployments.solver.corrections import corrected
from deployments.values.quantities import Personnel

#: A figure is told if it is at least so many times those beside it, or they so many times it.
_TIMES = 3
#: ... and if it differs from them by so many people: of a few, one more is soon as many again.
_PEOPLE = 10
#: What to do about two figures of one day.
_OF_TWO_SOURCES = "keep both, answers say disputed; or mend what was misread; or write corrects in the newer one"
_OF_ONE_SOURCE = (
    "if these are other people, write a deployment for each; else mend what was misread, or the as_of of one"
)
#: What tells that more have come, or that some have gone.
_COMINGS = (ClaimKind.DEPARTED, ClaimKind.START, ClaimKind.OPERATIONAL)
_GOINGS = (ClaimKind.END, ClaimKind.RETURNED, ClaimKind.END_DECIDED)


def figures(registry: Registry) -> Iterator[Problem]:
    """Yield K207 for each deployment or mission with a figure that those before and after it do not bear out.

    Of the newest figure nobody can tell yet whether the next one does: it is told where no source tells of a change,
    and where those of whom it was said before were not just a few who came first.
    """
    tallying = Tallying(registry)
    for id_ in _candidates(registry):
        found = [*_leaps(registry, id_, _in_order(tallying, id_))]
        if found:
            leap, others = found[0], len(found) - 1
            more = f"; likewise {others} {'other' if others == 1 else 'others'}" if others else ""
            share = "at least three times" if leap.is_rise else "at most a third of"
            beside = " and ".join(cited(each.statements[0]) for each in leap.beside)
            figure = leap.figure.statements[0]
            message = f"{share} the figures beside it: {cited(figure)}, beside {beside}{more}"
            hint = "look whether a digit or a day was misread; else write the change, if a source tells of one"
            yield Problem(figure, "strength", "K207", message, hint)


def of_one_day(registry: Registry) -> Iterator[Problem]:
    """Yield K209 for each deployment or mission with two reported figures of one day that no number fits."""
    for pairs in pairs_of_one_day(registry).values():
        (one, other), others = pairs[0], len(pairs) - 1
        more = f"; likewise of {others} other {'day' if others == 1 else 'days'}" if others else ""
        message = f"no number is both: {cited(one)} and {cited(other)}, of one day{more}"
        hint = _OF_ONE_SOURCE if one.source == other.source else _OF_TWO_SOURCES
        yield Problem(other, "strength", "K209", message, hint)


def pairs_of_one_day(registry: Registry) -> Mapping[str, Sequence[tuple[Statement, Statement]]]:
    """Return for each deployment or mission that has any two figures of each day that no number fits, by its id."""
    found: dict[str, list[tuple[Statement, Statement]]] = {}
    for id_, said in _by_subject(registry).items():
        pairs = [pair for own in said.values() if (pair := _apart(registry, own)) is not None]
        if pairs:
            found[id_] = pairs
    return found


def _by_subject(registry: Registry) -> Mapping[str, Mapping[float, Sequence[Statement]]]:
    """Return the reported figures of each subject by the one day that each is of, those that are put right left out."""
    found: dict[str, dict[float, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    put_right = corrected(registry)
    for statement in registry.statements_of(kind=ClaimKind.STRENGTH):
        is_report = registry.basis(statement) is Basis.REPORTED and statement.id not in put_right
        if is_report and isinstance(statement.value, Personnel):
            own = statement.as_of
            first, last = registry.published(statement.source) if own is None else own.hull
            if first == last and (own is None or not own.is_approximate):
                found[statement.about][first].append(statement)
    return found


def _apart(registry: Registry, said: Sequence[Statement]) -> tuple[Statement, Statement] | None:
    """Return two figures that have no number in common, the older first; None if all have one."""
    if len(said) == 1:
        return None
    bounds = {each.id: each.value.bounds(registry.tolerance) for each in said if isinstance(each.value, Personnel)}
    most = max(said, key=lambda each: bounds[each.id][0])
    least = min(said, key=lambda each: inf if (high := bounds[each.id][1]) is None else high)
    high = bounds[least.id][1]
    if high is None or bounds[most.id][0] <= high:
        return None
    one, other = sorted((most, least), key=lambda each: (registry.published(each.source), each.id))
    return one, other


def _candidates(registry: Registry) -> Iterator[str]:
    """Yield the ids of those of whom some figure is many times another, whatever their days: of most none is."""
    ends: dict[str, tuple[int, float]] = {}
    for statement in registry.statements_of(kind=ClaimKind.STRENGTH):
        if isinstance(statement.value, Personnel):
            low, high = statement.value.bounds(registry.tolerance)
            most, least = ends.get(statement.about, (0, inf))
            ends[statement.about] = max(most, low), min(least, high or inf)
    for id_, (most, least) in ends.items():
        if most >= _TIMES * least and most - least >= _PEOPLE:
            yield id_


@attrs.frozen(eq=False)
class _Leap:
    """A figure, and those before and after it; of the newest, the two before it."""

    figure: Tally
    beside: Sequence[Tally]

    @property
    def is_rise(self) -> bool:
        """Whether it is more than those beside it, if these are some."""
        most = max(each.high for each in self.beside)
        return (
            min(each.low for each in self.beside) > 0
            and self.figure.low >= _TIMES * most
            and self.figure.low - most >= _PEOPLE
        )

    @property
    def is_fall(self) -> bool:
        """Whether it is less than those beside it, and not nobody."""
        least = min(each.low for each in self.beside)
        return self.figure.low > 0 and self.figure.high * _TIMES <= least and least - self.figure.high >= _PEOPLE


def _in_order(tallying: Tallying, id_: str) -> list[Tally]:
    said = tallying.said(id_)
    return sorted((*said.daily, *said.vague.values()), key=attrgetter("first", "last"))


def _leaps(registry: Registry, id_: str, tallies: Sequence[Tally]) -> Iterator[_Leap]:
    for place in range(1, len(tallies)):
        figure, before, after = tallies[place], tallies[place - 1], tallies[place + 1 : place + 2]
        # Nobody can tell yet what comes after the newest: whether it is that one, or the one before, two before show.
        leap = _Leap(figure, [before, *(after or tallies[max(place - 2, 0) : place - 1])])
        if not (leap.is_rise or leap.is_fall) or not _follow_each_other(registry, [before, figure, *after]):
            continue
        are_few = not after and min(each.high for each in (figure, *leap.beside)) < _PEOPLE
        if not are_few and not _is_told(registry, id_, leap):
            yield leap


def _follow_each_other(registry: Registry, tallies: Sequence[Tally]) -> bool:
    """Tell whether the order of the days is sure, and no silence is too long to say anything."""
    pairs = itertools.pairwise(tallies)
    return all(a.last < b.first and not registry.tolerance.is_stale(a.last, b.first) for a, b in pairs)


def _is_told(registry: Registry, id_: str, leap: _Leap) -> bool:
    """Tell whether a source that appeared since the figure before tells of a change, of a coming or of a going."""
    milestones = _COMINGS if leap.is_rise else _GOINGS
    return any(
        _tells(registry, statement, milestones) and registry.published(statement.source)[1] >= leap.beside[0].first
        for statement in registry.statements_of(about=id_)
    )


def _tells(registry: Registry, statement: Statement, milestones: Sequence[ClaimKind]) -> bool:
    is_to_come = statement.kind is ClaimKind.STRENGTH and registry.basis(statement) is not Basis.REPORTED
    return is_to_come or statement.kind is ClaimKind.CHANGE or statement.kind in milestones
