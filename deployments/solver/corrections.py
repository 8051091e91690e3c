"""Which statements are put right by others."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import attrs

from deployments.claims import Basis
from deployments.corrections import is_older
from deployments.phrases.dates import one_of
from deployments.records import Statement
from deployments.store import RecordStore
from deployments.values.quantities import Breakdown


def corrected(store: RecordStore) -> frozenset[str]:
    """Return the ids of the statements that others put right, with what is said citing those.

    A source puts right what another of no later day says, and a report only by a report.
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
    if missing_categories(right, wrong):
        return False  # of those nobody says that they were wrong
    if store.basis(right) is Basis.CONSIDERED and store.basis(wrong) is not Basis.CONSIDERED:
        return False  # what is only considered takes the place of no plan
    if is_older(store.published, right.source, source):
        return False
    return store.basis(wrong) is not Basis.REPORTED or store.basis(right) is Basis.REPORTED


def missing_categories(right: Statement, wrong: Statement) -> Sequence[str]:
    """Return the categories of a number that one which is to put it right, and is by category too, does not name."""
    if not isinstance(right.value, Breakdown) or not isinstance(wrong.value, Breakdown):
        return ()
    named = {name for name, _ in right.value.items}
    return [name for name, _ in wrong.value.items if name not in named]


def loosened(store: RecordStore, heard: Collection[str]) -> Mapping[str, Statement]:
    """Return the corrections of what is not heard among some sources, by their ids, so that each stands by itself.

    The day and the basis that it has from what it puts right are written, and it names the source of that: what others
    say citing that source is put right as before.
    """
    found = {}
    for right in store.corrections.correcting:
        named = store.corrections.named_by(right) if right.source in heard else ()
        if named and named[0].source not in heard:
            found[right.id] = _by_itself(store, attrs.evolve(right, corrects=named[0].source), store.original(right))
    return found


def _by_itself(store: RecordStore, right: Statement, original: Statement) -> Statement:
    if original.id == right.id:
        return right
    basis, as_of = store.basis(original), original.as_of
    if basis is Basis.REPORTED and as_of is None:
        last = store.published(original.source)[1]
        as_of = one_of(min(store.published(original.citing or original.source)[0], last), last)
    # That nobody is there cannot be written as planned: its day tells that, as before.
    return attrs.evolve(right, basis=None if right.value is False else basis, as_of=as_of)
