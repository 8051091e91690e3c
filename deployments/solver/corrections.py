"""Which statements are put right by others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

import attrs

from deployments.claims import Basis
from deployments.phrases.dates import one_of
from deployments.records import Statement
from deployments.store import RecordStore


def corrected(store: RecordStore) -> frozenset[str]:
    """Return the ids of the statements that others put right, with what is said citing those.

    Only a reported statement of a source published no earlier corrects a report.
    """
    corrections = store.corrections
    pairs = [(right, wrong) for right in corrections.correcting for wrong in corrections.put_right_by(right)]
    wrongs = [wrong for right, wrong in pairs if may_correct(store, right, wrong)]
    unheard = [right for right in corrections.correcting if not corrections.named_by(right)]
    found = {wrong.id for wrong in wrongs}
    if found or unheard:
        relayed = _relayed(store)
        for wrong in wrongs:
            same = relayed[wrong.about, wrong.kind, wrong.source]
            found.update(each.id for each in same if each.as_of == wrong.as_of)
        for right in unheard:
            found.update(_told_of_unheard(store, right, relayed[right.about, right.kind, str(right.corrects)]))
    return frozenset(found)


def _relayed(store: RecordStore) -> Mapping[tuple[object, ...], Sequence[Statement]]:
    """Return what is said citing others, by the subject, the kind and the source that is cited."""
    found: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for statement in store.statements():
        if statement.citing is not None:
            found[statement.about, statement.kind, statement.citing].append(statement)
    return found


def _told_of_unheard(store: RecordStore, right: Statement, relayed: Sequence[Statement]) -> Iterator[str]:
    """Yield what is said citing a source whose own claim, which is put right, is not heard."""
    of_the_day = [each for each in relayed if each.as_of == right.as_of]
    days = {each.as_of for each in relayed}
    for each in of_the_day or (relayed if len(days) == 1 else ()):
        if may_correct(store, right, each, each.citing):
            yield each.id


def may_correct(store: RecordStore, right: Statement, wrong: Statement, source: str | None = None) -> bool:
    """Tell whether one statement may put another right, which comes from its own source or from one that it relays."""
    if store.basis(wrong) is not Basis.REPORTED:
        return True
    is_older = store.published(right.source)[0] < store.published(source or wrong.source)[0]
    return store.basis(right) is Basis.REPORTED and not is_older


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
    return attrs.evolve(right, basis=basis, as_of=as_of)
