"""Which statements are put right by others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import attrs

from deployments.claims import Basis
from deployments.records import Statement
from deployments.store import RecordStore


def corrected(store: RecordStore) -> frozenset[str]:
    """Return the ids of the statements that others put right, with what is said citing those.

    Only a reported statement of a source published no earlier corrects a report.
    """
    correcting = [statement for statement in store.statements() if statement.corrects is not None]
    if not correcting:
        return frozenset()
    about: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in store.statements():
        about[statement.about, statement.kind.value].append(statement)
    found: set[str] = set()
    for statement in correcting:
        same = [each for each in about[statement.about, statement.kind.value] if each is not statement]
        own = [each for each in same if statement.corrects in (each.id, each.source)]
        for meant in _of_the_day(statement, own):
            if _may_correct(store, statement, meant, meant.source):
                found.add(meant.id)
                found.update(each.id for each in same if each.citing == meant.source and each.as_of == meant.as_of)
        if not own:  # its source is not heard, but those who cite it are
            telling = _of_the_day(statement, [each for each in same if each.citing == statement.corrects])
            found.update(each.id for each in telling if _may_correct(store, statement, each, str(each.citing)))
    return frozenset(found)


def _of_the_day(statement: Statement, others: list[Statement]) -> list[Statement]:
    """Return those of others that are of the day of a statement; if none is, all of them."""
    return [each for each in others if each.as_of == statement.as_of] or others


def _may_correct(store: RecordStore, statement: Statement, meant: Statement, source: str) -> bool:
    """Tell whether a statement may put right another, which comes from a source."""
    if store.basis(meant) is not Basis.REPORTED:
        return True
    is_older = store.published(statement.source)[0] < store.published(source)[0]
    return store.basis(statement) is Basis.REPORTED and not is_older


def by_source(store: RecordStore) -> Mapping[str, tuple[str, Statement]]:
    """Return the statements that put one right by its id, each by its own: that one's source, and naming that instead.

    Where that source is not heard its statement is not there to be named, and what others say citing it still is.
    """
    every = store.statements()
    correcting = [each for each in every if each.corrects is not None and each.corrects not in store.sources]
    wanted = {each.corrects for each in correcting}
    sources = {each.id: each.source for each in every if each.id in wanted} if wanted else {}
    return {
        each.id: (source, attrs.evolve(each, corrects=source))
        for each in correcting
        if (source := sources.get(str(each.corrects))) is not None
    }
