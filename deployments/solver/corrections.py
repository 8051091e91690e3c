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
    pairs = [(right, wrong) for right in corrections.correcting for wrong in corrections.put_right_by(right)]
    wrongs = [wrong for right, wrong in pairs if may_correct(store, right, wrong)]
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
    if store.basis(wrong) is not Basis.REPORTED:
        return True
    is_older = store.published(right.source)[0] < store.published(wrong.source)[0]
    return store.basis(right) is Basis.REPORTED and not is_older
