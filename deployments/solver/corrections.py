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
    found: set[str] = set()
    for right in corrections.correcting:
        for wrong in corrections.put_right_by(right):
            if wrong.id not in found and may_correct(store, right, wrong, wrong.source):
                if _is_put_right_by_it(store, right, wrong):
                    continue  # of two that put each other right nobody can tell which is right: both stand
                found.update((wrong.id, *(each.id for each in corrections.relays(wrong))))
        told = corrections.told_by_others(right)
        found.update(each.id for each in told if may_correct(store, right, each, str(each.citing)))
    return frozenset(found)


def _is_put_right_by_it(store: RecordStore, right: Statement, wrong: Statement) -> bool:
    if wrong.corrects is None or right not in store.corrections.put_right_by(wrong):
        return False
    return may_correct(store, wrong, right, right.source)


def may_correct(store: RecordStore, right: Statement, wrong: Statement, source: str) -> bool:
    """Tell whether a statement may put right another, which comes from a source, as `corrected` says."""
    if store.basis(right) is Basis.CONSIDERED and store.basis(wrong) is not Basis.CONSIDERED:
        return False  # what is only considered takes the place of no plan
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
