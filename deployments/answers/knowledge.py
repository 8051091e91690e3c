"""What was known when: the store as its sources appeared, and what each of them changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import inf
from typing import TypeVar

import attrs

from deployments.answers.history import History, Letters, moved_by
from deployments.answers.mandates import AUTHORISING, Mandates
from deployments.answers.question import one_day
from deployments.answers.results import Revision
from deployments.claims import Basis, ClaimKind, Term
from deployments.gc_pause import paused
from deployments.records import Source, SourceKind, Statement
from deployments.scope import Every, Scope
from deployments.solver.bounds import Bounds
from deployments.solver.ordering import publication
from deployments.solver.resolution import Resolution
from deployments.solver.ties import ties
from deployments.store import RecordStore
from deployments.values.dates import Day
from deployments.values.when import When

Store = TypeVar("Store", bound=RecordStore)


def known_on(store: RecordStore, day: Day, *, include_possible: bool = False) -> Scope:
    """Return the scope of the sources that had appeared by the end of a day: certainly, or possibly too."""
    return _scope(store).known_by(one_day(day), include_possible=include_possible)


def trusting(store: RecordStore, kinds: SourceKind | str | Iterable[SourceKind | str]) -> Scope:
    """Return the scope of the sources of some kinds. Raises `InvalidValueError` for what is no kind of source."""
    return _scope(store).trusting(kinds)


def without(store: RecordStore, sources: Iterable[str | Source]) -> Scope:
    """Return the scope of all sources but for some. Raises `InvalidValueError` for an id that is not there."""
    return _scope(store).but(sources, store.every_source)


def _scope(store: RecordStore) -> Scope:
    return attrs.evolve(store.scope, every=Every(store.every_source))


def known_sources(store: RecordStore, day: Day) -> list[Source]:
    """Return the sources that speak, and that had certainly appeared by the end of a day."""
    number = one_day(day)
    return [source for source in store.heard if store.published(source.id)[1] <= number]


def in_scope(store: Store, scope: Scope, resolution: Resolution | None = None) -> Store:
    """Return the store in which the sources of a scope speak; faster with what is kept of what holds in it."""
    heard = (s for s in store.heard if scope.is_known(store.published(s.id)) and scope.is_believed(s))
    return of_sources(store, heard, resolution, scope)


def of_sources(
    store: Store, sources: Iterable[Source], resolution: Resolution | None = None, scope: Scope | None = None
) -> Store:
    """Return the store with the statements of some sources only.

    What those name is still named, without its statements; missions, deployments and events stay as they are.
    """
    known = {source.id for source in sources}
    statements, cited = (resolution or Resolution(store)).spoken(known)
    queue = [*known, *cited]
    named: set[str] = set()
    while queue:
        id_ = queue.pop()
        if id_ not in named:
            named.add(id_)
            queue += [each for each in store.sources[id_].cites if isinstance(each, str) and each in store.sources]
    kept = [source for source in store.sources.values() if source.id in named]
    return store.narrowed(kept, statements, scope=scope)


def about(store: Store, subjects: Iterable[str]) -> Store:
    """Return the store with the statements about some subjects, and about all that can bind their days."""
    near = _neighbours(store)
    reached: set[str] = set()
    queue = [*subjects]
    while queue:
        name = queue.pop()
        if name not in reached:
            reached.add(name)
            queue += near[name]
    spoken = store.statements_where("about", reached.__contains__)
    return store.narrowed(store.sources.values(), spoken)


def _neighbours(store: RecordStore) -> dict[str, list[str]]:
    """What can bind what, whichever statements hold: by relations, by `follows`, as parts of a whole."""
    near: dict[str, list[str]] = defaultdict(list)
    for a, b in ties(store):
        near[a].append(b)
        near[b].append(a)
    return near


@paused()
def history(store: RecordStore, reference: str) -> list[Revision]:
    """Return the bounds of a milestone after each source, in the order in which the sources were surely known.

    Those of which nobody can tell when they appeared stand last: the last row has what is known by all of them.
    """
    if (authorised := _authorised(store, reference)) is not None:
        return [*_authorisations(store, *authorised)]
    subject, milestone = Resolution(store).milestone(reference, also=[kind.value for kind in AUTHORISING])
    return [*History(Letters(about(store, [subject])), subject, milestone).revisions()]


def _authorised(store: RecordStore, reference: str) -> tuple[str, ClaimKind] | None:
    """Split `"nld-amdtf-svk.mandate"`; None for what names neither a mandate nor a ceiling of what can have one."""
    id_, _, word = reference.partition(".") if isinstance(reference, str) else ("", "", "")
    kind = next((kind for kind in AUTHORISING if kind.value == word), None)
    return None if kind is None or not (id_ in store.deployments or id_ in store.missions) else (id_, kind)


def _authorisations(store: RecordStore, id_: str, kind: ClaimKind) -> Iterator[Revision]:
    """Yield what was authorised as it was known after each source: of a mandate with the days that its last can be."""
    lineage = Mandates(Resolution(store)).lineage(id_)
    said = [statement for each in lineage for statement in store.statements_of(about=each, kind=kind)]
    named = {target.partition(".")[0] for each in said for target in _named(each)}
    dating = [target for target in named if target not in store.sources]
    near = about(store, [*lineage, *dating])
    known: list[Statement] = []
    before = now = None
    bounds = days = Bounds(-inf, inf)
    for source in sorted(near.heard, key=lambda source: publication(near, source.id)):
        news = [each for each in near.statements_of(source=source.id) if dating or each.kind is kind]
        if news:
            known += news
            mandates = Mandates(Resolution(near.narrowed(near.sources.values(), tuple(known))))
            now = mandates.latest_of(lineage, kind)
            days = Bounds(-inf, inf) if now is None or kind is ClaimKind.CEILING else Bounds(*mandates.last_day(now))
        yield Revision(
            source,
            days,
            moved_by(bounds.low, days.low),
            moved_by(bounds.high, days.high),
            published=Bounds(*near.published(source.id)),
            basis=None if now is None else Basis.REPORTED,
            statements=() if now is None or now == before else (now,),
            overtakes=(before,) if before is not None and _differ(before, now) else (),
            undecided=tuple(
                each
                for each in news
                if each.kind is kind and each.about in lineage and store.basis(each) is not Basis.REPORTED
            ),
        )
        before, bounds = now, days


def _differ(before: Statement | None, after: Statement | None) -> bool:
    """Tell whether what is authorised is another than before, of somebody else, or no more: not who says so."""
    one, other = ((None if each is None else (each.about, each.value)) for each in (before, after))
    return one != other


def _named(statement: Statement) -> Iterator[str]:
    if isinstance(statement.value, When):
        yield from (target for _, target in statement.value.related if isinstance(target, str))


def dates(statement: Statement) -> tuple[str, ...]:
    """Return the milestones of its subject that a statement dates: its own, or the one that a length leads to."""
    return (statement.value.until.value,) if isinstance(statement.value, Term) else statement.kind.milestones
