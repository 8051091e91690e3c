"""Which statements are put right by others."""

from __future__ import annotations

from collections import defaultdict

from deployments.claims import Basis
from deployments.records import Statement
from deployments.store import RecordStore


def corrected(store: RecordStore) -> frozenset[str]:
    """Return the ids of the statements that others put right, with what is said citing those.

    Only a reported statement of a source published no earlier corrects a report.
    """
    corrections = store.corrections
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
    if store.basis(wrong) is not Basis.REPORTED:
        return True
    is_older = store.published(right.source)[0] < store.published(wrong.source)[0]
    return store.basis(right) is Basis.REPORTED and not is_older
