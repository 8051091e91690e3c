"""The rule by which statements hold: reports accumulate, plans are replaced, and what cannot be true is left out.

Statements are in the order of their publication. Reports are kept, newest first, unless they are impossible with
those already kept: then they are in conflict. Of the plans for one milestone, or for a duration, the newest counts,
unless a later report bounds the latest day of the milestone; it is kept unless it is impossible with all that is
kept: then it is overtaken, which is history and no error.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import inf

import attrs

from deployments.claims import Basis, ClaimKind, Term
from deployments.records import Source, Statement
from deployments.solver.bounds import Dispute
from deployments.solver.constraints import ConstraintBuilder, is_observation, node
from deployments.solver.network import Constraint, Contradiction, Network, Node
from deployments.solver.offsets import Domain
from deployments.store import RecordStore, published_by
from deployments.values.edtf import Precision
from deployments.values.when import When

PublicationOrder = tuple[float, float, str, str, str]


def publication(source: Source) -> tuple[float, float, str]:
    """Return the key by which sources are in the order of publication: by latest day, then earliest day, then id.

    >>> publication(Source(id="x", title="undated"))
    (-inf, -inf, 'x')
    """
    latest = published_by(source)
    if latest is None:
        return -inf, -inf, source.id
    date = source.published if source.published is not None and source.published.hull[1] == latest else source.accessed
    return latest, -inf if date is None else date.hull[0], source.id


def statement_order(store: RecordStore, statement: Statement) -> PublicationOrder:
    """Return the key by which statements are in order: by publication, then by where they stand in their source."""
    return (*publication(store.sources[statement.source]), statement.locator or "", statement.id)


@attrs.frozen(eq=False)
class Candidates:
    """The statements that bind days: reports and plans that may hold, newest first.

    `replaced` has the ids of the plans in whose place newer plans or reports have come; `precisions` says how
    precisely each milestone is dated.
    """

    reports: tuple[Statement, ...]
    plans: tuple[Statement, ...]
    replaced: frozenset[str]
    precisions: Mapping[Node, Precision]

    @classmethod
    def of(cls, store: RecordStore, statements: Iterable[Statement]) -> Candidates:
        """Sort some statements of a store."""
        ordered = sorted((s for s in statements if _binds(s, store)), key=lambda s: statement_order(store, s))
        reports: list[Statement] = []
        plans: dict[tuple[str, ClaimKind], Statement] = {}
        replaced: set[str] = set()
        builder = ConstraintBuilder(store)
        bounded: set[Node] = set()
        # From the newest back: a plan is replaced by any newer plan for the same, and by reports that are newer.
        for statement in reversed(ordered):
            key = statement.about, statement.kind
            if store.basis(statement) is Basis.REPORTED:
                reports.append(statement)
                if gives_last_day(statement, builder):
                    bounded.update(_nodes(statement))
            elif not (key in plans or _is_bounded(statement, bounded)):
                plans[key] = statement
            else:
                replaced.add(statement.id)
        newest = tuple(plans.values())
        return cls(tuple(reports), newest, frozenset(replaced), _precisions([*reports, *newest]))


def _binds(statement: Statement, store: RecordStore) -> bool:
    return bool(statement.kind.milestones) or isinstance(statement.value, Term) or is_observation(statement, store)


def _is_bounded(statement: Statement, bounded: set[Node]) -> bool:
    nodes = _nodes(statement)
    return bool(nodes) and bounded.issuperset(nodes)


def _nodes(statement: Statement) -> tuple[Node, ...]:
    """The milestones that the statement dates."""
    return tuple(node(statement.about, milestone) for milestone in statement.kind.milestones)


def gives_last_day(statement: Statement, builder: ConstraintBuilder) -> bool:
    """Tell whether a statement gives its milestone a last day by itself."""
    if not statement.kind.milestones or not isinstance(statement.value, When):
        return False
    if statement.value.on is not None and statement.value.on.hull[1] < inf:
        return True
    return any(
        isinstance(constraint.function, Domain) and constraint.function.runs[-1][1] < inf
        for constraint in builder.of(statement)
    )


def _precisions(statements: Iterable[Statement]) -> dict[Node, Precision]:
    """How precisely each milestone is dated, by the most precise of the statements that may hold."""
    found: dict[Node, list[Precision]] = defaultdict(list)
    for statement in statements:
        if isinstance(statement.value, When) and statement.value.on is not None:
            for each in _nodes(statement):
                found[each].append(statement.value.on.precision)
    units = [*Precision]
    return {each: min(precisions, key=units.index) for each, precisions in found.items()}


def keep(
    base: Sequence[Constraint],
    constraints: Mapping[str, Sequence[Constraint]],
    given: Sequence[Statement],
    newest_first: Sequence[Statement],
) -> list[Dispute]:
    """Return the statements that are impossible with those given, or with newer ones that are kept.

    `base` holds in any case; `constraints` gives those of each statement by its id.
    """
    kept = [*given, *newest_first]
    refused: list[Dispute] = []
    if _contradiction(base, constraints, kept) is None:
        return refused
    sound = len(given)
    while (sound := _sound(base, constraints, kept, sound)) < len(kept):
        newer, statement = kept[:sound], kept.pop(sound)
        contradiction = _contradiction(base, constraints, [*newer, statement]) or Contradiction(())
        against = _fewest(base, constraints, newer, statement, contradiction) if contradiction.settled else ()
        refused.append(Dispute(statement, against, contradiction.settled))
    return refused


def _contradiction(
    base: Sequence[Constraint], constraints: Mapping[str, Sequence[Constraint]], statements: Iterable[Statement]
) -> Contradiction | None:
    try:
        Network([*base, *(constraint for statement in statements for constraint in constraints[statement.id])]).lows()
    except Contradiction as contradiction:
        return contradiction
    return None


def _sound(
    base: Sequence[Constraint],
    constraints: Mapping[str, Sequence[Constraint]],
    statements: Sequence[Statement],
    sound: int,
) -> int:
    """Return how many of the statements, from the first on, are possible together, if the first `sound` are.

    The search goes ahead in steps that grow, so that it costs little where the next is already impossible.
    """
    low, step = sound, 1
    high = len(statements) + 1
    while low < high - 1:
        probe = min(low + step, high - 1)
        if _contradiction(base, constraints, statements[:probe]) is None:
            low, step = probe, 2 * step
        else:
            high, step = probe, max((probe - low) // 2, 1)
    return low


def _fewest(
    base: Sequence[Constraint],
    constraints: Mapping[str, Sequence[Constraint]],
    newer: Sequence[Statement],
    statement: Statement,
    found: Contradiction,
) -> tuple[Statement, ...]:
    """Return a smallest set of the newer statements with which this one cannot be true: none of it can be spared."""
    named = {claim.id for claim in found.claims}
    against = [claim for claim in newer if claim.id in named]
    if _contradiction(base, constraints, [*against, statement]) is None:
        against = [*newer]
    for claim in reversed([*against]):
        fewer = [other for other in against if other is not claim]
        if _contradiction(base, constraints, [*fewer, statement]) is not None:
            against = fewer
    return tuple(against)
