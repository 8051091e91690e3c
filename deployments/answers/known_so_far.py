"""What was known of subjects whose days can bind each other as their sources appeared, without asking all anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import inf

from deployments.answers.filters import named_in
from deployments.answers.growth import Growth
from deployments.answers.knowledge import of_sources
from deployments.answers.mandates import AUTHORISING
from deployments.answers.mattering import Mattering, can_be_outdated
from deployments.answers.moments import REPLACED, Plans, Reports, Said, Then
from deployments.claims import Basis
from deployments.records import Source, Statement
from deployments.solver.ordering import publication
from deployments.store import RecordStore


class States:
    """What was known of a group as its sources appeared."""

    def __init__(self, group: RecordStore) -> None:
        self.group = group
        #: What a statement says by itself hangs on no later source.
        self.said = Said(group) if _only_reports_are_put_right(group) else None
        self.growth = Growth.of(group, all_plans=True)
        self.mattering = Mattering(group, all_plans=True)
        self.mattering.is_told_by_few &= self.said is not None
        self.reports = None if self.said is None else Reports(self.said)
        self.plans = Plans(group)
        self._authorises_plainly = all(
            each.kind not in AUTHORISING or group.basis(each) is Basis.REPORTED for each in group.statements
        )
        self.sources: set[str] = set()
        self.known: list[Statement] = []
        self._last: Then | None = None
        #: What can still stand beside newer statements about each subject, but for what `reports` has of single days.
        self._about: dict[str, list[Statement]] = defaultdict(list)
        self._places = {each.id: place for place, each in enumerate(group.statements)}
        #: The subjects whose mandates are dated by others, by the ids of these.
        self._dated: dict[str, set[str]] = defaultdict(set)
        for each in group.statements:
            for id_ in named_in(each) if each.kind in AUTHORISING else ():
                self._dated[id_].add(each.about)

    def learn(self, sources: Iterable[str], statements: Sequence[Statement]) -> None:
        """Let some sources be known, and what they say, which stands beside newer statements from now on."""
        self.sources.update(sources)
        self.known += statements
        for each in statements:
            if not each.kind.spec.dated or each.kind in AUTHORISING or self.group.basis(each) is not Basis.REPORTED:
                self._about[each.about].append(each)
        self.plans.add(statements)
        if self.reports is not None:
            self.reports.add(statements)

    def forget(self, then: Then, reached: Iterable[str]) -> None:
        """Forget what says nothing more of some subjects at one time, where it is known what that is."""
        for id_ in reached if then.plans is not None else ():
            authorising = {held.statement.id for kind in AUTHORISING for held in then.mandates.at(id_, kind, inf)}
            own = self._about[id_]
            self._about[id_] = [each for each in own if each.id in authorising or self._says_more(each, then)]

    def _says_more(self, statement: Statement, then: Then) -> bool:
        """Tell whether a statement can still stand beside a newer one: no mandate before the last, no outdated plan."""
        if statement.kind in AUTHORISING:
            return not self._authorises_plainly
        return not can_be_outdated(self.group, statement) or then.status(statement) not in REPLACED

    def before_and_after(self, news: Sequence[Statement]) -> tuple[Then, Then, Iterable[str]]:
        """Return what was known before a source and after it, and the subjects of which it can have changed that."""
        found = self._where_it_reaches(news)
        if found is not None:
            return found
        before = self._last or self._anew(())
        after = self._last = self._anew(news)
        if after.plans is None and before.plans is not None:
            before = self._anew(())  # now reports collide, and what was left out matters
        return before, after, self._connected(before, after, {each.about for each in news})

    def _where_it_reaches(self, news: Sequence[Statement]) -> tuple[Then, Then, Iterable[str]] | None:
        """Return what was known before and after, for the subjects that news reach; None if `growth` cannot tell."""
        if self.growth is None:
            return None
        before, after = self.growth.after(self.known), self.growth.after([*self.known, *news])
        if before is None or after is None:
            self.growth = None
            return None
        dated = (about for id_ in self.growth.reached for about in self._dated.get(id_, ()))
        reached = {*self.growth.reached, *dated}
        known = [each for id_ in reached for each in self._about.get(id_, ())]
        then, now = (
            Then(self._of([*known, *said]), self.said, resolution.components, self.reports, self.plans, said)
            for said, resolution in (((), before), (news, after))
        )
        return then, now, sorted(reached)

    def _of(self, statements: list[Statement]) -> RecordStore:
        """Return the store of some statements, in their order."""
        statements.sort(key=lambda each: self._places[each.id])
        return self.group.narrowed(_records(self.group, {*sources_named(statements, self.group)}), statements)

    def _anew(self, news: Sequence[Statement]) -> Then:
        """Return what is known by all that was said, and by some news."""
        components = self.mattering.after([*self.known, *news]).components if self.mattering.is_told_by_few else None
        if self.mattering.is_told_by_few:
            known = [each for own in self._about.values() for each in own]
            store, disputed = self._of([*known, *news]), self.mattering.disputed
            return Then(store, self.said, components, self.reports, self.plans, news, disputed)
        return Then(self._store({*self.sources, *(each.source for each in news)}), self.said, components, self.reports)

    def _store(self, sources: set[str]) -> RecordStore:
        if self.said is None:
            return of_sources(self.group, _records(self.group, sources))
        known = tuple([each for each in self.group.statements if each.source in sources])
        return self.group.narrowed(self.group.sources.values(), known)

    def _connected(self, before: Then, after: Then, about: Iterable[str]) -> Iterable[str]:
        """Return some subjects, those whose days theirs bind, and those whose mandates these date."""
        found = {id_ for each in about for then in (before, after) for id_ in then.resolution.connected(each)}
        return sorted(found.union(*(self._dated.get(id_, ()) for id_ in found)))


def _only_reports_are_put_right(group: RecordStore) -> bool:
    """Tell whether each correction is of what is known by then: of no mandate, and no plan by which others are out."""
    for right in group.corrections.correcting:
        for wrong in group.corrections.suspects(right):
            is_later = publication(group, wrong.source) > publication(group, right.source)
            if is_later or wrong.kind in AUTHORISING or can_be_outdated(group, wrong):
                return False
    return True


def _records(store: RecordStore, ids: Iterable[str]) -> list[Source]:
    return [store.sources[id_] for id_ in ids]


def sources_named(statements: Iterable[Statement], store: RecordStore) -> Iterator[str]:
    """Yield the ids of the sources that some statements are of, cite, correct or name."""
    for statement in statements:
        for id_ in (statement.source, statement.citing, statement.corrects, *named_in(statement)):
            if id_ is not None and id_ in store.sources:
                yield id_
