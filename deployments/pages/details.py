"""What a reader of the page opens: everything of a deployment or a mission, and the sections about all of them.

What depends on what was known has the first state in which it is so (`data-known`), or the first and the last
(`data-from`, `data-to`). What is computed from all sources is of the class `now`.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from deployments.answers import knowledge
from deployments.answers.filters import named_in
from deployments.answers.history import History, Letters
from deployments.answers.mandates import AUTHORISING, Mandates
from deployments.answers.results import Revision
from deployments.answers.trust import surroundings
from deployments.claims import Basis, ClaimKind
from deployments.pages.chapters import Chapters
from deployments.pages.citing import linked
from deployments.pages.states import States
from deployments.pages.stories import Histories, Reason, Reasons, Step
from deployments.pages.telling import Fact
from deployments.pages.versions import Group, group_of
from deployments.records import Deployment, Event, Mission, Statement
from deployments.registry import Registry
from deployments.reports.blocks import Row
from deployments.reports.presence_reports import PresenceReports
from deployments.solver.explain import explain
from deployments.solver.resolution import Resolution, milestones
from deployments.store import Subject

#: Of so many deployments the page says why each is there in each of its periods (2 ms and 400 bytes for each), how each
#: letter moved what was expected (3 ms and 1,300 bytes), and why the days are what they are (1 ms and 300 bytes).
_WITH_SENTENCES, _WITH_STORIES, _WITH_REASONS = 60, 100, 300
#: The milestones whose bounds are explained, whether anybody states them or not.
_ENDS = ("start", "end")


class Story(NamedTuple):
    """How each letter moved one expectation, by its name."""

    name: str
    steps: Sequence[Step]


class Details(Chapters):
    """Writes what a reader opens of one record, as markup, in one language.

    >>> import deployments
    >>> registry = deployments.example()
    >>> details = Details(registry, "en", States.of(registry))
    >>> "rond 21 juni" in details.deployment("nld-amdtf-svk")
    True
    """

    def __init__(self, registry: Registry, lang: str, states: States) -> None:
        super().__init__(registry, lang, states)
        self.reasons = self.citing(Reasons(registry, lang))
        self.histories = self.citing(Histories(registry, lang, states))
        self.presences = self.citing(PresenceReports(registry, lang))
        number = len(registry.deployments)
        self.has_sentences, self.has_stories = number <= _WITH_SENTENCES, number <= _WITH_STORIES
        self.has_reasons = number <= _WITH_REASONS

    # --- one record ---

    def deployment(self, id_: str, group: Group | None = None) -> Markup:
        """Return everything of a deployment; `group` is its own, if it was found already."""
        record = self.registry.deployments[id_]
        return self._subject(
            record, group, facts=[*self._deployment_facts(record)], summary=self.phrases.summary(record)
        )

    def mission(self, id_: str, group: Group | None = None) -> Markup:
        """Return everything of a mission, with its deployments as links; `group` is its own, if it was found."""
        record = self.registry.missions[id_]
        return self._subject(record, group, facts=[*self._mission_facts(record)], summary="")

    def event(self, id_: str, group: Group | None = None) -> Markup:
        """Return everything of an event, by which others are dated; `group` is its own, if it was found already."""
        record = self.registry.events[id_]
        return self._subject(record, group, facts=[*self._note(record)], summary="")

    def shortened(self) -> Markup:
        """Return the sentence that says what is left out of so many deployments; empty if nothing is."""
        parts = (
            ("details no sentences", self.has_sentences),
            ("details no stories", self.has_stories),
            ("details no reasons", self.has_reasons),
        )
        left_out = "; ".join(self.words[word] for word, is_told in parts if not is_told)
        text = self.words["details left out"].format(parts=left_out)
        return Markup("<p>{}</p>").format(text) if left_out else Markup()

    def _subject(self, record: Subject, group: Group | None, *, facts: Sequence[Fact], summary: str) -> Markup:
        group = group or group_of(self.registry, record.id, self.states)
        stated = self.said(record, group)
        letters = _letters_of(group) if stated else None
        return self.render(
            "subject.html",
            stated=stated,
            facts=facts,
            summary=summary if stated else self.words["not stated yet"],
            periods=[*self._periods(record)] if stated else [],
            stories=[*self._stories(record, group, letters)] if letters and self.has_stories else [],
            reasons=[*self._reasons(record, letters)] if letters and self.has_reasons else [],
            naming=[*self._naming(record)],
        )

    # --- what it is ---

    def _deployment_facts(self, record: Deployment) -> Iterator[Fact]:
        """Yield what it is part of and has in it, where the force went on to, and what is authorised for it."""
        registry, words = self.registry, self.words
        if record.part_of is not None:
            yield Fact(words["field part_of"], self.link(record.part_of))
        for id_ in registry.parts.get(record.id, ()):
            yield Fact(words["has parts"], self.link(id_))
        for id_ in dict.fromkeys(registry.filled(record).mission):
            yield Fact(words["field mission"], self.link(id_, self.phrases.told(registry.missions[id_].name)))
        if record.place is not None and record.place.latitude is not None:
            yield Fact(words["field place"], self.phrases.place(record.place))
        yield from self._note(record)
        for each in self.phrases.followers.get(record.id, ()):
            text = Markup("{} {}").format(self.link(each.about), linked(self.notes.mark(each)))
            yield Fact(words["moved to"], text, self.states.since(each.source))
        if not registry.statements_of(about=record.id, kind=ClaimKind.STRENGTH):
            yield Fact(self.phrases.language.CLAIM_WORDS["strength"], words["no strength"])

    def _mission_facts(self, record: Mission) -> Iterator[Fact]:
        """Yield who leads it, where it is, what it is part of, and the missions and deployments in it."""
        words = self.words
        for row in self.phrases.mission_rows(record):
            yield Fact("", row.text)
        if record.host:
            yield Fact(words["field host"], ", ".join(each.name_in(self.phrases.lang) for each in record.host))
        yield from self._note(record)
        for other in self.registry.missions.values():
            if other.part_of == record.id:
                yield Fact(words["has parts"], self.link(other.id))
        own = [Markup("{}").format(self.link(id_)) for id_ in self._in_mission.get(record.id, ())]
        if own:
            yield Fact(words["details in it"], Markup("; ").join(own))

    @functools.cached_property
    def _in_mission(self) -> Mapping[str, Sequence[str]]:
        """The ids of the deployments of each mission."""
        found: dict[str, list[str]] = defaultdict(list)
        for each in self.registry.deployments.values():
            for mission in dict.fromkeys(self.registry.filled(each).mission):
                found[mission].append(each.id)
        return found

    def _note(self, record: Deployment | Mission | Event) -> Iterator[Fact]:
        if record.note:
            yield Fact(self.words["field note"], record.note)

    def _naming(self, record: Subject) -> Iterator[Fact]:
        """Yield what is said of others and names it, but for whom it is followed by, which its facts tell."""
        followed = {each.id for each in self.phrases.followers.get(record.id, ())}
        for each in self._named.get(record.id, ()):
            if each.id not in followed:
                claim = self.phrases.kind_and_claim(each)
                text = Markup("{}: {} {}").format(self.link(each.about), linked(claim), linked(self.notes.mark(each)))
                yield Fact("", text, self.states.since(each.source))

    @functools.cached_property
    def _named(self) -> Mapping[str, Sequence[Statement]]:
        """The statements about others that name a record, by its id."""
        found: dict[str, list[Statement]] = defaultdict(list)
        for each in self.registry.statements:
            for id_ in dict.fromkeys(named_in(each)):
                if id_ != each.about:
                    found[id_].append(each)
        return found

    # --- when, and why ---

    def _periods(self, record: Subject) -> Iterator[Row]:
        """Yield when it is there, and, if the page has room for that, why."""
        if isinstance(record, Deployment):
            for period in self.registry.periods(record.id, not_excluded=True):
                if self.has_sentences:
                    yield self.presences.period(record.id, period)
                else:
                    yield self.presences.bare_period(period)

    def _reasons(self, record: Subject, letters: Letters) -> Iterator[Reason]:
        """Yield why its start and its end are what they are."""
        for name in _ENDS:
            found = explain(letters.until(letters.near.statements), f"{record.id}.{name}")
            yield from self.reasons.explained(record.id, name, found)

    def _stories(self, record: Subject, group: Group, letters: Letters) -> Iterator[Story]:
        """Yield how each letter moved what was expected of it, where any did."""
        for name, revisions in self._revisions(record, group, letters):
            steps = self.histories.story(f"{record.id}.{name}", revisions)
            if len(steps) > 1:
                yield Story(self.phrases.language.CLAIM_WORDS[name], steps)

    def _revisions(self, record: Subject, group: Group, letters: Letters) -> Iterator[tuple[str, Sequence[Revision]]]:
        """Yield the revisions of each milestone that was expected, and of its mandate and its ceiling."""
        said = self.registry.statements_of(about=record.id)
        plans = (each for each in said if self.registry.basis(each) is Basis.PLANNED)
        expected = {*_ENDS, *(name for each in plans for name in knowledge.dates(each))}
        for name in milestones(record):
            if name in expected:
                yield name, [*History(letters, record.id, name).revisions()]
        kinds = {each.kind for each in said}
        for kind in AUTHORISING:
            if kind in kinds:
                near = surroundings(self.registry, self._authorising_group(record, group, kind))
                yield kind.value, knowledge.history(near, f"{record.id}.{kind}")

    def _authorising_group(self, record: Subject, group: Group, kind: ClaimKind) -> list[str]:
        """Return the ids of all whose mandate or ceiling can count for a record, and of what dates these."""
        lineage = Mandates(group.versions[-1].timeline).lineage(record.id)
        said = [each for id_ in lineage for each in self.registry.statements_of(about=id_, kind=kind)]
        dating = [id_ for each in said for id_ in named_in(each) if self.is_subject(id_)]
        reached = (member for id_ in dating for member in self.registry.connected(id_))
        return [*dict.fromkeys((*group.members, *lineage, *reached))]


def _letters_of(group: Group) -> Letters:
    """Return what holds after each letter of a group, as far as its versions have it."""
    *before, now = (version.timeline for version in group.versions)
    found: dict[int, Resolution] = {len(each.store.statements): each for each in before}
    return Letters(group.near, {**found, len(group.near.statements): now})
