"""What `check` finds by comparing numbers: totals with sums, numbers with ceilings, parts with what they are part of.

Only what is certain is told: the least of the one against the most of the other, on the same day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf

from deployments.checks.citations import cited
from deployments.checks.tallies import Excess, Tallying, excesses
from deployments.claims import ClaimKind
from deployments.errors import quote
from deployments.records import Statement
from deployments.references import Problem
from deployments.registry import Registry
from deployments.values.calendar import calendar_date


def numbers(registry: Registry) -> Iterator[Problem]:
    """Yield K202, K203 and K208: more than a ceiling, a total below the sum, and parts that are more than the whole."""
    tallying = Tallying(registry)
    for id_ in _subjects(registry, ClaimKind.CEILING):
        yield from _above_ceiling(tallying, id_)
    for id_ in _subjects(registry, ClaimKind.STRENGTH):
        if id_ in registry.missions:
            hint = "look whether the source counts the same forces"
            yield from _below(tallying, id_, "K203", "their total", hint)
        elif registry.parts.get(id_):
            hint = "mend what was misread; whoever is in a part is counted in its whole"
            yield from _below(tallying, id_, "K208", "the whole", hint)


def _subjects(registry: Registry, kind: ClaimKind) -> Sequence[str]:
    return [*dict.fromkeys(each.about for each in registry.statements_of(kind=kind))]


def _above_ceiling(tallying: Tallying, id_: str) -> Iterator[Problem]:
    ceilings = tallying.ceilings(id_)
    stated = _by_ceiling(excesses(ceilings, tallying.said(id_)))
    summed = _by_ceiling(excesses(ceilings, tallying.inside(id_)))
    hint = "write the newer ceiling down, if there is one; if it holds from a later day, write that as its as_of"
    for ceiling, found in stated.items():
        strength = found[0].more.statements[0]
        message = f"more than the ceiling allows: {cited(strength)}, against {cited(ceiling)}{_and_others(found)}"
        yield Problem(strength, "strength", "K202", message, hint, ceiling)
    for ceiling, found in summed.items():
        if ceiling not in stated:
            message = f"{_together(tallying, id_, found)}, and less is allowed: {cited(ceiling)}{_and_others(found)}"
            others = "; a ceiling of one contributor is of its deployment" if id_ in tallying.registry.missions else ""
            yield Problem(ceiling, "ceiling", "K202", message, hint + others)
    yield from _above_that_of_the_whole(tallying, id_)


def _above_that_of_the_whole(tallying: Tallying, id_: str) -> Iterator[Problem]:
    for whole in tallying.registry.wholes(id_):
        found = [*excesses(tallying.ceilings(whole), tallying.ceilings(id_))]
        if found:
            own, other = found[0].more.statements[0], found[0].less.statements[0]
            message = f"a part is allowed more than the whole: {cited(own)}, against {cited(other)}"
            yield Problem(own, "ceiling", "K208", message, "look whether both are of the same force", other)
            return


def _below(tallying: Tallying, id_: str, code: str, what: str, hint: str) -> Iterator[Problem]:
    """Yield that less is said of a mission or a deployment than what is in it has together."""
    found = _in_order(excesses(tallying.said(id_), tallying.inside(id_)))
    if found:
        less = found[0].less.statements[0]
        message = f"{_together(tallying, id_, found)}, and {what} is less: {cited(less)}{_and_others(found)}"
        yield Problem(less, "strength", code, message, hint)


def _together(tallying: Tallying, id_: str, found: Sequence[Excess]) -> str:
    """Return how many there are at least, and when first."""
    first = found[0]
    who = f"the deployments in {quote(id_)}" if id_ in tallying.registry.missions else f"the parts of {quote(id_)}"
    return f"{who} have together at least {int(first.more.low)}{_when(first)}"


def _when(excess: Excess) -> str:
    if abs(excess.first) == inf or abs(excess.last) == inf:
        return ""
    first, last = calendar_date(excess.first), calendar_date(excess.last)
    if first == last:
        return f" on {first}"
    return f" {'on a day ' if excess.is_vague else ''}from {first} to {last}"


def _and_others(found: Sequence[Excess]) -> str:
    """Return how many more there are after the first, and until when."""
    days = [each.last for each in found[1:] if abs(each.last) < inf]
    if len(found) < 2:
        return ""
    until = f", until {calendar_date(max(days))}" if days else ""
    return f"; likewise {len(found) - 1} {'other' if len(found) == 2 else 'others'}{until}"


def _in_order(found: Iterable[Excess]) -> list[Excess]:
    return sorted(found, key=lambda each: (each.first, each.last, each.less.statements[0].id))


def _by_ceiling(found: Iterable[Excess]) -> Mapping[Statement, list[Excess]]:
    """Return what is above each ceiling, in the order of the days."""
    own: dict[Statement, list[Excess]] = defaultdict(list)
    for each in _in_order(found):
        own[each.less.statements[0]].append(each)
    return own
