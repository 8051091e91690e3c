"""Which statements are put right by others."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from deployments.claims import Basis
from deployments.records import Statement
from deployments.store import RecordStore


def corrected(store: RecordStore) -> frozenset[str]:
    """Return the ids of the statements that others put right, with what is said citing those.

    Only a reported statement of a source published no earlier corrects a report.
    """
    corrections = store.corrections
<<<<<<< HEAD
    every = ((right, wrong) for right in corrections.correcting for wrong in corrections.put_right_by(right))
    pairs = {(right.id, wrong.id): wrong for right, wrong in every if may_correct(store, right, wrong)}
    # Of two that put each other right nobody can tell which is right: both stand.
    wrongs = [wrong for (right, _), wrong in pairs.items() if (wrong.id, right) not in pairs]
    found = {wrong.id for wrong in wrongs}
    if found:
        relayed = defaultdict(list)
        for statement in store.statements():
            if statement.citing is not None:
                relayed[statement.about, statement.kind, statement.citing, statement.as_of].append(statement.id)
        for wrong in wrongs:
            found.update(relayed[wrong.about, wrong.kind, wrong.source, wrong.as_of])
    return frozenset(found)


def may_correct(store: RecordStore, right: Statement, wrong: Statement) -> bool:
    """Tell whether one statement may put another right, as `corrected` says."""
    if store.basis(right) is Basis.CONSIDERED and store.basis(wrong) is not Basis.CONSIDERED:
        return False  # what is only considered takes the place of no plan
=======
    found: set[str] = set()
    for right in corrections.correcting:
        for wrong in corrections.put_right_by(right):
            if wrong.id not in found and may_correct(store, right, wrong, wrong.source):
                found.update((wrong.id, *(each.id for each in corrections.relays(wrong))))
        told = corrections.told_by_others(right)
        found.update(each.id for each in told if may_correct(store, right, each, str(each.citing)))
    return frozenset(found)


def may_correct(store: RecordStore, right: Statement, wrong: Statement, source: str) -> bool:
    """Tell whether a statement may put right another, which comes from a source, as `corrected` says."""
>>>>>>> letters
    if store.basis(wrong) is not Basis.REPORTED:
        return True
    is_older = store.published(right.source)[0] < store.published(source)[0]
    return store.basis(right) is Basis.REPORTED and not is_older


def by_source(store: RecordStore) -> Mapping[str, tuple[str, Statement]]:
    """Return the statements that put one right by its id, each by its own: that one's source, and naming that instead.

    Where that source is not heard its statement is not there to be named, and what others say citing it still is.
    """
    correcting = [each for each in store.corrections.correcting if each.corrects not in store.sources]
    wanted = {each.corrects for each in correcting}
    sources = {each.id: each.source for each in store.statements() if each.id in wanted} if wanted else {}
    return {
        each.id: (source, attrs.evolve(each, corrects=source))
        for each in correcting
        if (source := sources.get(str(each.corrects))) is not None
    }
