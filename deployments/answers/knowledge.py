"""What was known when: the store as its sources appeared, and what each of them changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from math import inf
from typing import TypeVar

from deployments.answers.question import one_day
from deployments.answers.results import Changes, Moved, Revision
from deployments.errors import DateError, InvalidValueError
from deployments.records import Source, SourceKind
from deployments.solver.bounds import Bounds, Status
from deployments.solver.components import tied_to
from deployments.solver.explain import explain
from deployments.solver.ordering import publication, statement_order
from deployments.solver.resolution import Resolution, milestones, subjects
from deployments.store import RecordStore, published_by
from deployments.suggestions import did_you_mean
from deployments.values.dates import Day

Store = TypeVar("Store", bound=RecordStore)


def known_sources(store: RecordStore, day: Day, *, include_possible: bool = False) -> list[Source]:
    """Return the sources that had appeared by the end of a day: certainly, or possibly too."""
    number = one_day(day)
    return [source for source in store.sources.values() if _appeared(source, number, possibly=include_possible)]


def _appeared(source: Source, day: float, *, possibly: bool = False) -> bool:
    latest = published_by(source)
    if latest is not None and latest <= day:
        return True
    return possibly and (source.published is None or source.published.hull[0] <= day)


def of_sources(store: Store, sources: Iterable[Source], resolution: Resolution | None = None) -> Store:
    """Return the store with the statements of some sources only; faster with what is kept of what holds in it.

    What those cite is still named, without its statements; missions, deployments and events stay as they are.
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
    return store.narrowed(kept, statements)


def of_kinds(store: RecordStore, kinds: SourceKind | str | Iterable[SourceKind | str]) -> list[Source]:
    """Return the sources of some kinds. Raises `InvalidValueError` for what is no kind of source."""
    wanted = [kinds] if isinstance(kinds, str | SourceKind) else [*kinds]
    known = {kind.value: kind for kind in SourceKind}
    found = set()
    for each in wanted:
        word = each.value if isinstance(each, SourceKind) else each
        if word not in known:
            raise InvalidValueError("not a kind of source", each, f"write {', '.join(known)}")
        found.add(known[word])
    return [source for source in store.sources.values() if source.kind in found]


def all_but(store: RecordStore, out: Iterable[str | Source]) -> list[Source]:
    """Return the sources but for some. Raises `InvalidValueError` for an id that is not there."""
    ids = {each.id if isinstance(each, Source) else each for each in out}
    for id_ in ids:
        if id_ not in store.sources:
            raise InvalidValueError("there is no source", id_, did_you_mean(str(id_), store.sources))
    return [source for source in store.sources.values() if source.id not in ids]


def speaking_near(store: RecordStore, id_: str) -> list[str]:
    """Return the ids of the sources that speak of a subject, or of what can bind its days."""
    return [*dict.fromkeys(statement.source for statement in about(store, [id_]).statements())]


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
    spoken = tuple([s for s in store.statements() if s.about in reached])
    return store.narrowed(store.sources.values(), spoken)


def _neighbours(store: RecordStore) -> dict[str, list[str]]:
    """What can bind what, whichever statements hold: by relations, by `follows`, by the day of a source."""
    near: dict[str, list[str]] = defaultdict(list)
    for a, b in _ties(store):
        near[a].append(b)
        near[b].append(a)
    return near


def _ties(store: RecordStore) -> Iterator[tuple[str, str]]:
    for statement in store.statements():
        for other in tied_to(statement, store):
            yield statement.about, other


def history(store: RecordStore, reference: str) -> list[Revision]:
    """Return the bounds of a milestone after each source, in the order of publication, and how far each moved them.

    A source of which nobody can tell when it appeared is left out.
    """
    subject, milestone = Resolution(store).milestone(reference)
    near = about(store, [subject])
    speaking = {statement.source for statement in near.statements()}
    sources = [source for source in store.sources.values() if published_by(source) is not None]
    sources.sort(key=publication)
    revisions: list[Revision] = []
    bounds = Bounds(-inf, inf)
    for number, source in enumerate(sources, 1):
        before = bounds
        if source.id in speaking:
            bounds = Resolution(of_sources(near, sources[:number])).bounds(f"{subject}.{milestone}")
        revisions.append(Revision(source, bounds, _moved(before.low, bounds.low), _moved(before.high, bounds.high)))
    return revisions


def _moved(before: float, after: float) -> int | None:
    return None if inf in (abs(before), abs(after)) else int(after - before)


def changes(store: RecordStore, since: Day, until: Day) -> Changes:
    """Return what the sources that appeared after one day, and by another, changed in what was known."""
    first, last = one_day(since), one_day(until)
    if last < first:
        raise DateError("the period is reversed", f"{since} to {until}", "write the earlier day first")
    before, after = (of_sources(store, known_sources(store, day)) for day in (since, until))
    said = {statement.id for statement in before.statements()}
    news = [statement for statement in after.statements() if statement.id not in said]
    news.sort(key=lambda statement: statement_order(after, statement))
    touched = {statement.about for statement in news}
    old, new = Resolution(about(before, touched)), Resolution(about(after, touched))
    statuses = [(s, old.status(s), new.status(s)) for s in old.store.statements()]
    sources = [s for s in store.sources.values() if _appeared(s, last) and not _appeared(s, first)]
    return Changes(
        tuple(sorted(sources, key=publication)),
        tuple(news),
        tuple(_moves(old, new, {statement.id for statement in news})),
        tuple(s for s, was, is_ in statuses if was is Status.HOLDS and is_ is Status.REPLACED),
        tuple(s for s, was, is_ in statuses if was is Status.HOLDS and is_ is Status.OVERTAKEN),
    )


def _moves(old: Resolution, new: Resolution, news: Collection[str]) -> Iterator[Moved]:
    """The milestones whose bounds differ, each with the new statements behind its new bounds."""
    reached = {statement.about for resolution in (old, new) for statement in resolution.store.statements()}
    for subject in subjects(new.store):
        for milestone in milestones(subject) if subject.id in reached else ():
            reference = f"{subject.id}.{milestone}"
            before, after = old.bounds(reference), new.bounds(reference)
            if before.run == after.run:
                continue
            explanation = explain(new, reference)
            chains = [
                chain
                for chain, moved in (
                    (explanation.earliest, before.low != after.low),
                    (explanation.latest, before.high != after.high),
                )
                if moved
            ]
            behind = [link.statement for chain in chains for link in chain if link.statement is not None]
            yield Moved(reference, before, after, tuple(dict.fromkeys(s for s in behind if s.id in news)))
