"""What each source changed in what was known, in the order in which the sources were surely known.

Subjects whose days can bind each other are looked at together, and apart from all others: what one source changes of
them is the difference between what was known of them just before it, and just after.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from deployments.answers.changed import Changed, Changes, Effect, Known, Silent
from deployments.answers.filters import Filters, Selection, named_in
from deployments.answers.knowledge import dates, known_sources, of_sources
from deployments.answers.known_so_far import States, sources_named
from deployments.answers.mandates import AUTHORISING
from deployments.answers.moments import NOTHING, Then, text_of
from deployments.answers.question import known_between
from deployments.claims import Basis, ClaimKind
from deployments.gc_pause import paused
from deployments.records import Source, Statement
from deployments.solver.bounds import Bounds, Status
from deployments.solver.constraints import is_nobody
from deployments.solver.groups import Groups
from deployments.solver.ordering import publication, statement_order
from deployments.solver.resolution import subjects
from deployments.solver.ties import ties
from deployments.store import RecordStore
from deployments.values.dates import Day

_KINDS = [*ClaimKind]

#: What became of a statement, as an effect of the source that made it so.
_BECAME = {
    Status.HOLDS: Effect.CONFIRMED,
    Status.CONSIDERED: Effect.CONFIRMED,
    Status.REPEATED: Effect.REPEATED,
    Status.REPLACED: Effect.REPLACED,
    Status.OVERTAKEN: Effect.OVERTAKEN,
    Status.DISPUTED: Effect.DISPUTED,
    Status.CORRECTED: Effect.CORRECTED,
}


@paused()
def changes(store: RecordStore, since: Day, until: Day, filters: Filters) -> Changes:
    """Return what the sources that appeared after one day, and by another, changed in what was known."""
    known_between(since, until)
    shown = Selection.of(store, filters).subjects()
    earlier = {source.id for source in known_sources(store, since)}
    later = sorted(known_sources(store, until), key=lambda source: publication(store, source.id))
    then = of_sources(store, later)
    new = [source for source in later if source.id not in earlier]
    said = _by_source(then.statements)
    found: dict[str, list[Changed]] = defaultdict(list)
    for group in _groups(then, {source.id for source in new}, shown):
        for item in _changed(group, earlier):
            if item.about in shown:
                found[item.source.id].append(item)
    order = _Order(then)
    told = [source for source in new if found[source.id]]
    is_filtered = any(value is not None for value in filters.values())
    silent = _silent(new, said, told if is_filtered else later)
    return Changes(
        tuple(told),
        tuple(item for source in told for item in sorted(found[source.id], key=order.key)),
        tuple(each for each in silent if each.cited_by or not is_filtered),
        sum(each.about not in shown for source in new for each in said.get(source.id, ())),
    )


def _by_source(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        found[statement.source].append(statement)
    return found


def _silent(
    new: Iterable[Source], said: Mapping[str, Sequence[Statement]], citing: Sequence[Source]
) -> Iterator[Silent]:
    """Yield the sources that state nothing, each with those of some others that cite it."""
    names: dict[object, list[str]] = defaultdict(list)
    silent = {source.id: source for source in new if source.id not in said}
    for source in silent.values():
        for name in (source.id, *source.references):
            names[str(name)].append(source.id)
    by: dict[str, dict[str, Source]] = defaultdict(dict)
    for source in citing:
        cited = [*map(str, source.cites), *(each.citing for each in said.get(source.id, ()) if each.citing)]
        for id_ in (id_ for name in cited for id_ in names.get(name, ())):
            by[id_][source.id] = source
    for id_, source in silent.items():
        yield Silent(source, tuple(by[id_].values()))


class _Order:
    """The order in which what one source changed is told: by subject and kind, what became of older claims last."""

    def __init__(self, store: RecordStore) -> None:
        self.store = store
        self.subjects = {subject.id: place for place, subject in enumerate(subjects(store))}

    def key(self, item: Changed) -> tuple[object, ...]:
        """Return the key of one."""
        own = item.statement is None or item.statement.source == item.source.id
        said = () if item.statement is None else statement_order(self.store, item.statement)
        return not own, self.subjects[item.about], _KINDS.index(item.kind), said


# --- groups ---


def _groups(store: RecordStore, news: set[str], shown: frozenset[str]) -> Iterator[RecordStore]:
    """Yield the parts of a store whose days can bind each other, where any of some sources speaks of what is shown."""
    leader = Groups(_ties(store)).leader
    said: dict[str, list[Statement]] = defaultdict(list)
    for statement in store.statements:
        said[leader(statement.about)].append(statement)
    members: dict[str, list[str]] = defaultdict(list)
    for id_ in (*store.deployments, *store.missions, *store.events):
        members[leader(id_)].append(id_)
    for name, statements in said.items():
        if any(each.source in news for each in statements) and not shown.isdisjoint(members[name]):
            named = {*sources_named(statements, store)}
            own = [id_ for id_ in members[name] if id_ in store.deployments]
            yield store.narrowed([store.sources[id_] for id_ in named], statements, deployments=own)


def _ties(store: RecordStore) -> Iterator[tuple[str, str]]:
    """Yield the subjects whose days can bind each other, and those by which mandates are dated."""
    yield from ties(store)
    for statement in store.statements:
        if statement.kind in AUTHORISING:
            yield from ((statement.about, id_) for id_ in named_in(statement) if id_ not in store.sources)


# --- what one source changed ---


def _changed(group: RecordStore, earlier: set[str]) -> Iterator[Changed]:
    """Yield what each new source changed of a group."""
    said = _by_source(group.statements)
    states = States(group)
    known = [each for id_ in said if id_ in earlier for each in said[id_]]
    states.learn((id_ for id_ in group.sources if id_ in earlier), known)
    new = [id_ for id_ in said if id_ not in earlier]
    for id_ in sorted(new, key=lambda id_: publication(group, id_)):
        before, after, reached = states.before_and_after(said[id_])
        yield from _Step(before, after, group.sources[id_], {each.id for each in said[id_]}).items(reached)
        states.learn([id_], said[id_])
        states.forget(after, reached)


class _Step:
    """What one source changed of a group of subjects."""

    def __init__(self, old: Then, new: Then, source: Source, said: Iterable[str]) -> None:
        self.old = old
        self.new = new
        self.source = source
        own = [new.by_id[id_] for id_ in said]
        self.said = sorted(own, key=lambda each: statement_order(new.store, each))
        self.told: set[str] = set()

    def items(self, reached: Iterable[str]) -> Iterator[Changed]:
        """Yield it: each statement of the source, what follows from these, and what became of older ones.

        Takes the subjects of which that can be otherwise now.
        """
        for statement in self.said:
            yield self._item(statement)
        yield from self._moved(reached)
        yield from self._authorised(reached)
        yield from self._became(reached)

    # --- its own statements ---

    def _item(self, statement: Statement) -> Changed:
        before, after = self._before(statement), self._after(statement)
        status = self.new.status(statement)
        wrong = self._put_right(statement)
        against = self._against(statement, before) if status is Status.HOLDS and not wrong else ()
        if wrong:
            before, effect = self.old.claims(wrong), Effect.CORRECTED
        elif against:
            effect = Effect.DISPUTED
        elif status in (Status.HOLDS, Status.CONSIDERED):
            effect = self._effect(statement, before, after)
        else:
            effect = _BECAME[status]
        self.told.update(each.id for each in (before.statements if before is not None else ()))
        return Changed(self.source, statement.about, statement.kind, effect, before, after, statement, against=against)

    def _against(self, statement: Statement, before: Known | None) -> tuple[Statement, ...]:
        """Return the numbers that were known before which a reported one of the same day contradicts."""
        known = () if before is None else before.statements
        return tuple(each for each in known if self.new.said.contradict(statement, each))

    def _put_right(self, statement: Statement) -> list[Statement]:
        """Return the older claims of the same kind that a statement puts right, as it is said of them now."""
        if statement.corrects is None:
            return []
        newly = self.new.corrected - self.old.corrected - {each.id for each in self.said}
        older = self.old.said.in_order(newly)
        return [each for each in older if (each.about, each.kind) == (statement.about, statement.kind)]

    def _before(self, statement: Statement) -> Known | None:
        if self.new.basis(statement) is not Basis.CONSIDERED and (milestone := _one_milestone(statement)):
            return self._milestone(self.old, statement, milestone)
        if statement.kind in AUTHORISING and self.new.basis(statement) is Basis.REPORTED:
            return self.old.authorised(statement.about, statement.kind)
        return self.old.beside(statement, self.new.basis(statement), self.new.days(statement).high)

    def _after(self, statement: Statement) -> Known | None:
        is_considered = self.new.basis(statement) is Basis.CONSIDERED
        if not is_considered and (milestone := _one_milestone(statement)):
            return self._milestone(self.new, statement, milestone)
        return self.new.claim(statement) if self.new.stands(statement) else None

    def _milestone(self, then: Then, statement: Statement, milestone: str) -> Known | None:
        """Return what was known of a milestone, or of both days of an event by which one statement dates both."""
        if statement.kind is not ClaimKind.DATE:
            return then.milestone(statement.about, milestone)
        start, end = (then.milestone(statement.about, each) for each in ("start", "end"))
        if start is None or end is None:
            return start or end
        said = tuple(dict.fromkeys((*start.statements, *end.statements)))
        bounds = Bounds(start.bounds.low, end.bounds.high, start.bounds.disputed or end.bounds.disputed)
        return Known(text_of(said) or str(bounds), bounds, end.basis, said)

    def _effect(self, statement: Statement, before: Known | None, after: Known | None) -> Effect:
        """Return the effect of a statement that holds."""
        if before is None or not before.statements:
            return Effect.NEW
        if self._says_the_same(statement, before, after):
            is_report = self.new.basis(statement) is Basis.REPORTED
            return Effect.CONFIRMED if is_report and not _cites(statement, before.statements) else Effect.REPEATED
        return Effect.MOVED

    def _says_the_same(self, statement: Statement, before: Known, after: Known | None) -> bool:
        """Tell whether nothing is otherwise for a statement, or a report bears out what was planned."""
        is_report, was_planned = self.new.basis(statement) is Basis.REPORTED, before.basis is not Basis.REPORTED
        same_basis = is_report is not was_planned
        if any(_is_same(each, statement) for each in before.statements) and (same_basis or is_report):
            return True
        if not dates(statement) or after is None:
            return False
        if is_report and was_planned:
            return before.bounds.low <= after.bounds.low and after.bounds.high <= before.bounds.high
        return same_basis and before.bounds.run == after.bounds.run

    # --- what follows, and what became of others ---

    def _moved(self, reached: Iterable[str]) -> Iterator[Changed]:
        """Yield the milestones that moved, of which the source states nothing that is more than considered."""
        binding = [each for each in self.said if self.new.basis(each) is not Basis.CONSIDERED]
        dated = {(each.about, milestone) for each in binding for milestone in dates(each)}
        for id_ in reached:
            was, now = self.old.runs(id_), self.new.runs(id_)
            for milestone in (each for each in now if now[each] != was[each] and (id_, each) not in dated):
                before, after = (then.milestone(id_, milestone) for then in (self.old, self.new))
                is_implied = not self.new.is_dated(id_, milestone)
                yield self._follows(id_, ClaimKind(milestone), before, after, implied=is_implied)

    def _authorised(self, reached: Iterable[str]) -> Iterator[Changed]:
        """Yield the mandates and ceilings that are others, or end on other days, of which the source states nothing."""
        stated = {(each.about, each.kind) for each in self.said}
        every = self.old.mandates.authorised | self.new.mandates.authorised
        for id_ in (each for each in reached if each in every):
            for kind in AUTHORISING:
                if (id_, kind) not in stated:
                    before, after = (then.authorised(id_, kind) for then in (self.old, self.new))
                    if (before and before.text, _days(before)) != (after and after.text, _days(after)):
                        yield self._follows(id_, kind, before, after)

    def _follows(
        self, about: str, kind: ClaimKind, before: Known | None, after: Known | None, *, implied: bool = False
    ) -> Changed:
        effect = Effect.NEW if before is None else Effect.MOVED
        return Changed(self.source, about, kind, effect, before, after, implied=implied)

    def _became(self, reached: Iterable[str]) -> Iterator[Changed]:
        """Yield the older statements of which something else became, and of which nothing that is told says so."""
        own = {each.id for each in self.said}
        for id_ in reached:
            refused = (self.old.refused(id_).keys() | self.new.refused(id_).keys()) - own
            suspects = (each for each in self.old.said.in_order(refused) if each.about == id_)
            for old in {each.id: each for each in (*suspects, *self.new.repeated(id_))}.values():
                new = self.new.by_id.get(old.id, old)
                was, now = self.old.status(old), self.new.status(new)
                if was is now or (old.id in self.told and now in (Status.REPLACED, Status.REPEATED, Status.CORRECTED)):
                    continue
                holds = now in (Status.HOLDS, Status.CONSIDERED)
                before = None if holds else self.old.claim(old)
                after = self.new.claim(new) if holds or now is Status.DISPUTED else None
                yield Changed(self.source, id_, old.kind, _BECAME[now], before, after, old)


def _days(known: Known | None) -> tuple[float, float]:
    return NOTHING.run if known is None else known.bounds.run


def _one_milestone(statement: Statement) -> str:
    """Return the milestone of which a statement is, the first of those of an event; nothing if it is of none."""
    return next(iter(dates(statement)), "")


def _is_same(one: Statement, other: Statement) -> bool:
    """Tell whether two claims are the same; that somebody is there is also said by who says how many."""
    if ClaimKind.PRESENT in (one.kind, other.kind):
        return is_nobody(one) is is_nobody(other)
    return one.value == other.value


def _cites(statement: Statement, others: Iterable[Statement]) -> bool:
    """Tell whether a statement was taken from where another was."""
    return statement.citing is not None and any(statement.citing in (each.source, each.citing) for each in others)
