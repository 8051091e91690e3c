"""What all reports write of records: the names of missions and deployments, claims, and who says so."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from math import inf

from deployments.answers.filters import Filters, Selection
from deployments.answers.mandates import is_endless
from deployments.answers.results import Mandate, Presence
from deployments.claims import Basis, ClaimKind, Equipment, Term
from deployments.phrases.dates import one_of
from deployments.phrases.values import Phrases
from deployments.records import Deployment, Mission, Source, SourceKind, Statement
from deployments.registry import Registry
from deployments.reports.footnotes import Footnotes
from deployments.solver.bounds import Status
from deployments.solver.ordering import publication
from deployments.values.calendar import civil, iso
from deployments.values.certainty import Certainty
from deployments.values.countries import Country, Organisation, Place
from deployments.values.dates import Day, UncertainDate
from deployments.values.durations import Duration
from deployments.values.quantities import Change, Personnel
from deployments.values.texts import Name, in_language
from deployments.values.when import When

#: So many sources that are left out are named.
_NAMED = 3


def is_open_link(statement: Statement) -> bool:
    """Tell whether a statement ties a deployment to another, and nobody wrote on which basis.

    >>> is_open_link(Statement(id="x", source="letter", about="deu-ltu", kind="follows", value="deu-svk"))
    True
    """
    return statement.kind.spec.refers is not None and statement.basis is None


class RecordPhrases:
    """What all reports write of the records of a registry, in one language.

    Raises `InvalidValueError` for a language that there is no file for.

    >>> from deployments.values.countries import Country
    >>> RecordPhrases(Registry(), "nl").contributor(Country("DEU"))
    'Duitsland'
    """

    def __init__(self, registry: Registry, lang: str) -> None:
        self.registry = registry
        self.lang = lang
        self.phrases = Phrases(lang)
        self.short_phrases = Phrases(lang, short=True)
        self.language = self.phrases.language
        self.words = self.language.REPORT_WORDS
        self.sources_in_order = sorted(registry.sources.values(), key=lambda source: publication(registry, source.id))
        #: Those that speak, in the same order.
        heard = {*registry.heard}
        self.heard = [source for source in self.sources_in_order if source in heard]
        #: Who said what, by numbers: `notes.mark(statement)`, and at the end of the report `notes.section()`.
        self.notes = Footnotes(self)
        self.order = {source.id: i for i, source in enumerate(self.sources_in_order)}

    @property
    def newest_source(self) -> Source | None:
        """The newest source of which it is known by when it had appeared; None if there is none."""
        dated = [each for each in self.heard if self.registry.published(each.id)[1] < inf]
        return dated[-1] if dated else None

    def counted(self, word: str, count: int, **gaps: object) -> str:
        """Return the sentence of that name in the form that fits a number."""
        return self.phrases.counted(self.language.COUNTED_WORDS[word], count, **gaps)

    def known_from(self) -> list[str]:
        """Return sentences that say how many sources there are, of which days, and what "around" means."""
        if not self.heard:
            return self.restrictions() or [self.without_sources()]
        return [self.first_and_last(), *self.restrictions(), self.around()]

    def first_and_last(self) -> str:
        """Return the sentence that says how many sources there are, and of which days the first and the last are."""
        dated = [source for source in self.heard if source.published or source.accessed]
        if not dated:
            return self.counted("sources", len(self.heard), first="?", last="?")
        first, last = (self.day_of(source, self.phrases) for source in (dated[0], dated[-1]))
        return self.counted("sources", len(self.heard), first=first, last=last)

    def day_of(self, source: Source, phrases: Phrases) -> str:
        """Return the day of a source; of one that nobody says when it appeared, that it was read on one."""
        if source.published is None and source.accessed is not None:
            return self.words["only read"].format(day=self.phrases.on(source.accessed))
        return "" if source.published is None else phrases.date(source.published)

    def appeared(self, source: Source, phrases: Phrases) -> str:
        """Return the day on which a source appeared, or by which it had, if it was read then; nothing without one."""
        if source.published is None and source.accessed is not None:
            return self.words["latest day"].format(day=phrases.date(source.accessed))
        return "" if source.published is None else phrases.date(source.published)

    def without_sources(self) -> str:
        """Return the sentence of a registry without sources: that it is empty, or which records it has."""
        counts = {noun: len(getattr(self.registry, f"{noun}s")) for noun in ("mission", "deployment", "event")}
        found = [self.counted(f"found {noun}", count) for noun, count in counts.items() if count]
        if not found:
            return self.words["no sources"]
        return self.words["only records"].format(records=self.phrases.listed("and", found))

    def filtered(self, filters: Filters) -> list[str]:
        """Return the sentence that says that only some were asked for; none if all were."""
        told = self._told_filters(filters)
        return [self.words["only"].format(filters=told)] if told else []

    def or_none_asked(self, text: str, filters: Filters, *, missions: bool = False) -> str:
        """Return what is said where nothing was found: where no deployment passes the filters, that no source says any.

        A text such as "Nobody" stands for what sources know of somebody. Where an answer is of `missions` too, it also
        stands if any of these are asked for.
        """
        selection = Selection.of(self.registry, filters)
        if not selection.tests() or selection.deployments() or (missions and selection.missions()):
            return text
        return self.words["none asked"].format(filters=self._told_filters(filters))

    def _told_filters(self, filters: Filters) -> str:
        """Return what was asked for: "contributor: Germany; place: Mali"; nothing if all was."""
        given = Selection.of(self.registry, filters).as_read()
        claims = ((self.words[name], self._read(value)) for name, value in given.items())
        return "; ".join(self.words["kind and claim"].format(kind=kind, claim=claim) for kind, claim in claims)

    def _read(self, value: Country | Organisation | Place | str) -> str:
        """Return what a filter was read as, in the language asked for."""
        if isinstance(value, Country | Organisation):
            return self.contributor(value)
        if isinstance(value, Place):
            return self.place(value)
        return self.name(value) if value in self.registry.missions else value

    def ends_above(self, presence: Presence, on: Day) -> Iterator[str]:
        """Yield when the missions of one who is, or may be, there ended or are to end, and who says so.

        Likewise which of them, and of the wholes that it is part of, were called off. That says nothing of those in it,
        who may leave before that, or stay: so it stands beside what is said of them.
        """
        if presence.certainty is Certainty.NO:
            return
        said: dict[str, list[Statement]] = {}
        for text, each in self._ends_above(presence.deployment, on):
            if text and self.registry.status(each) is Status.HOLDS:
                said.setdefault(text, []).append(each)
        for text, own in said.items():
            yield f"{text} {self.notes.mark(*own)}."

    def _ends_above(self, deployment: Deployment, on: Day) -> Iterator[tuple[str, Statement]]:
        missions = dict.fromkeys(self.registry.filled(deployment).mission)
        for id_ in missions:
            for end in self.registry.statements_of(about=id_, kind=ClaimKind.END):
                yield self._end_of_mission(end, on), end
        for id_ in (*missions, *self.registry.wholes(deployment.id)):
            word = self.words["mission called off" if id_ in missions else "whole called off"]
            for call in self.registry.statements_of(about=id_, kind=ClaimKind.CANCELLED):
                if self.registry.basis(call) is not Basis.CONSIDERED:
                    yield word.format(name=self.name(id_)), call

    def _end_of_mission(self, end: Statement, on: Day) -> str:
        """Return the clause of an end of a mission; nothing if that is only under consideration."""
        value, basis = end.value, self.registry.basis(end)
        if not isinstance(value, When) or basis is Basis.CONSIDERED:
            return ""
        if value.on is not None and not value.is_relative:
            when, is_past = self.phrases.on(value.on, value.part), value.on.hull[1] <= UncertainDate.of(on).hull[1]
        else:
            when, is_past = self.phrases.when(value, name=self.name, sources=self.registry.sources), False
        word = "mission ended" if basis is Basis.REPORTED else "mission was to end" if is_past else "mission is to end"
        name = self.name(end.about)
        return self.words[word].format(name=name, when=when)

    def restrictions(self) -> list[str]:
        """Return the sentences that say by which day the sources were known, and which the reader does not believe.

        None, if all sources answer.
        """
        return [*self.known_by(), *self.distrusted()]

    def known_by(self) -> Iterator[str]:
        """Yield the sentence that says by which day the sources were known, or may have been; nothing if it is all."""
        scope = self.registry.scope
        asked = {"known on": scope.certain_by, "possibly known on": scope.possible_by}
        limits = {word: int(day) for word, day in asked.items() if day < inf}
        for word, day in limits.items():
            yield self.words[word].format(day=self.phrases.date(UncertainDate.of(iso(day))))
        if limits and not self.heard and not self.registry.distrusted:
            yield self.words["none known"]

    def distrusted(self) -> list[str]:
        """Return the sentence that says which sources the reader does not believe; none if there are none."""
        out = self.registry.distrusted
        if not out:
            return []
        every = len(out) + len(self.heard)
        if len(out) <= _NAMED:
            names = ", ".join(source.id for source in out)
        else:
            kinds = Counter("" if source.kind is None else source.kind.value for source in out)
            named = {**self.language.SOURCE_WORDS, "": self.words["no kind"]}
            names = ", ".join(f"{kinds[kind]} {name}" for kind, name in named.items() if kinds[kind])
        return [self.counted("distrusted", len(out), every=every, names=names)]

    def around(self) -> str:
        """Return the sentence that says what "around" means."""
        return self.words["tolerance"].format(tolerance=self.phrases.tolerance(self.registry.tolerance))

    def mission(self, mission: Mission) -> str:
        """Return the name of a mission, its host nation and its framework nation."""
        name = self.told(mission.name).upper() + (f" ({mission.abbreviation})" if mission.abbreviation else "")
        parts = [name, *(country.name_in(self.lang) for country in mission.host)]
        if mission.framework_nation:
            parts.append(self.words["framework nation"].format(country=self.contributor(mission.framework_nation)))
        return ", ".join(parts)

    def deployment(self, deployment: Deployment, *, by_id: bool = True) -> str:
        """Return what a deployment is called: whose it is, what, and where; of a part also what it is part of.

        Where another deployment of the registry is called the same, what differs stands behind it: the mission, or else
        the id, but not without `by_id`.
        """
        name = self.distinct_name(deployment, by_id=by_id)
        if deployment.part_of is None:
            return name
        whole = self.registry.deployments[deployment.part_of]
        return self.words["part"].format(part=name, whole=self.distinct_name(whole))

    def distinct_name(self, deployment: Deployment, *, by_id: bool = True, with_id: bool = False) -> str:
        """Return what a deployment is called, without what it is part of.

        Without `by_id`, for where the id stands beside it, the id is not what tells it apart; `with_id` it is always
        there.
        """
        own = self.registry.filled(deployment)
        name, missions = self._name_of(own), self._missions_apart.get(own.id)
        what = [own.id] if with_id else []
        if missions:
            what = [*missions, *what]
        elif missions is not None and by_id:
            what = [own.id]
        return self.words["told apart"].format(name=name, what=", ".join(what)) if what else name

    def _short_name_of_mission(self, id_: str) -> str:
        mission = self.registry.missions[id_]
        return mission.abbreviation or self.told(mission.name)

    @cached_property
    def _missions_apart(self) -> Mapping[str, Sequence[str]]:
        """The missions that tell each deployment apart from all that are called the same, none where only its id does.

        It has the ids of the deployments of which others are called the same.
        """
        alike: dict[tuple[object, ...], dict[str, tuple[str, ...]]] = defaultdict(dict)
        for deployment in self.registry.deployments.values():
            own = self.registry.filled(deployment)
            alike[self._looks_of(own)][own.id] = tuple(map(self._short_name_of_mission, own.mission))
        found: dict[str, Sequence[str]] = {}
        for group in alike.values():
            counts = Counter(group.values())
            for id_, missions in group.items() if len(group) > 1 else ():
                is_own = counts[missions] == 1 and not (len(missions) == 1 and missions[0] in group)
                found[id_] = missions if is_own else ()
        return found

    def _looks_of(self, deployment: Deployment) -> tuple[object, ...]:
        place = deployment.place
        where = None if place is None else (place.name, place.country)
        return deployment.contributor, deployment.force and self.told(deployment.force), where, deployment.part_of

    def _name_of(self, deployment: Deployment) -> str:
        place = deployment.place
        whose = deployment.contributor
        parts = [whose and self.contributor(whose), deployment.force and self.told(deployment.force)]
        if place is not None:
            country = place.country.name_in(self.lang) if place.country else ""
            word, where = ("at place", place.name) if place.name else ("in country", country)
            parts += [self.words[word].format(place=where), country if place.name else ""]
        return ", ".join(part for part in parts if part)

    def place(self, place: Place) -> str:
        """Return a place with its country and, if it has any, its coordinates."""
        country = place.country.name_in(self.lang) if place.country else None
        where = None if place.latitude is None else f"{place.latitude}, {place.longitude}"
        return ", ".join(filter(None, (place.name, country, where)))

    def contributor(self, contributor: Country | Organisation) -> str:
        """Return the name of a country or an organisation."""
        return contributor.name_in(self.lang) if isinstance(contributor, Country) else contributor.name

    def in_force(self, day: UncertainDate, phrases: Phrases) -> str:
        """Return from when on a mandate or a ceiling holds: "in force since 1 May 2024", or from one day to another."""
        return self.words["in force" if day.is_interval else "since"].format(day=phrases.date(day))

    def left(self, mandate: Mandate, certainty: Certainty | None) -> str:
        """Return in how many days a mandate runs out, or, if it surely did, how long before the day asked for."""
        days = mandate.days_left
        if days is None:
            return ""
        least = mandate.days_left_at_least
        if days >= 0 and least != days:
            # No source names the one day, and so the days to it are not counted as if one did.
            word = "may have run out" if least is None or least < 0 else "runs out within"
            return self.counted(word, days, least=least)
        if days >= 0:
            return self.counted("runs out", days)
        if certainty is not Certainty.NO:
            return ""
        if least is None:
            return self.counted("days past at least", -days)
        return self.counted("days past" if least == days else "days past within", -least, least=-days)

    def claim(self, statement: Statement) -> str:
        """Return what a statement claims, and the day that a number is of, or from which a mandate holds if it says."""
        value = self.value(statement)
        if statement.kind is ClaimKind.MANDATE:
            own = self.registry.as_of(statement)
            if own is None:
                return value
            return self.words["claim as of"].format(claim=value, day=self.in_force(own, self.short_phrases))
        day = self.day(statement)
        if day is None or not statement.kind.spec.dated:
            return value
        return self.words["claim as of"].format(claim=value, day=self.short_phrases.date(day))

    def kind_and_claim(self, statement: Statement) -> str:
        """Return what a statement claims, after the name of its kind."""
        return self.labelled(statement.kind, self.claim(statement))

    def labelled(self, kind: ClaimKind, claim: str) -> str:
        """Return a claim after the name of its kind."""
        return self.words["kind and claim"].format(kind=self.language.CLAIM_WORDS[kind.value], claim=claim)

    def day(self, statement: Statement) -> UncertainDate | None:
        """Return the day that a number is of: the one stated, or that of the source if it reports."""
        statement = self.registry.original(statement)
        if isinstance(statement.value, Term) or statement.as_of is not None:
            return statement.as_of
        if self.registry.basis(statement) is not Basis.REPORTED:
            return None
        own = self.registry.sources[statement.source]
        if statement.citing is None:
            return own.published
        # What cites a source is of a day from the publication of that to its own.
        first, last = self.registry.published(statement.citing)[0], self.registry.published(own.id)[1]
        return one_of(first, last) if first < last else own.published

    def value(self, statement: Statement) -> str:
        """Return what is claimed, without the day that it is of."""
        value = statement.value
        if isinstance(value, When):
            return self.words["without end"] if is_endless(statement) else self.when(value)
        if isinstance(value, Personnel):
            return self.short_phrases.personnel(value)
        if isinstance(value, Change):
            return self.phrases.change(value)
        if isinstance(value, Term):
            return self.term(value)
        if isinstance(value, Duration):
            return self.phrases.duration(value)
        if isinstance(value, Equipment):
            return self.equipment(value)
        return self.truth(statement, value) if isinstance(value, bool) else self.name(value)

    def truth(self, statement: Statement, value: bool) -> str:
        """Return a claim that is true or false: that somebody is there, or nobody, or that it is called off."""
        if statement.kind is ClaimKind.PRESENT:
            return self.words["somebody there" if value else "nobody there"]
        return self.words["is so"]

    def term(self, value: Term) -> str:
        """Return how long it is, and from which milestone that is counted if it is not the start."""
        duration = self.phrases.duration(value.of_)
        if value.since is ClaimKind.START:
            return duration
        milestone = self.language.CLAIM_WORDS[value.since.value]
        return self.words["counted from"].format(duration=duration, milestone=milestone)

    def equipment(self, value: Equipment) -> str:
        """Return how many there are of each kind."""
        return self.short_phrases.things(value.items)

    def when(self, value: When) -> str:
        """Return when a milestone is, with the days that "around" takes in."""
        own = self.publication(value)
        if own is not None:
            return self.short_phrases.date(own)
        days = self.window(value.on)
        pattern = self.words["with days"] if days else "{date}"
        return self.short_phrases.when(
            value,
            name=self.name,
            annotate=lambda date: pattern.format(date=date, days=days),
            sources=self.registry.sources,
        )

    def publication(self, value: When) -> UncertainDate | None:
        """Return the day on which a source appeared, if all that is said of a milestone is that it was on that day."""
        if value.on is not None or len(value.during) != 1 or value.after or value.before or value.around:
            return None
        source = self.registry.sources.get(str(value.during[0]))
        return None if source is None else source.published

    def window(self, date: UncertainDate | None) -> str:
        """Return the days that an approximate date takes in; nothing for any other, or if there is no end to them."""
        runs = date.days(self.registry.tolerance) if date is not None and date.is_approximate else []
        if not runs or inf in (-runs[0][0], runs[-1][1]):
            return ""
        first, last = (_iso_or_nothing(int(day)) for day in (runs[0][0], runs[-1][1]))
        if not first or not last:
            return ""
        return self.short_phrases.date(UncertainDate.parse(f"[{first}..{last}]"))

    def said(self, statement: Statement) -> str:
        """Return who says so, with the wording, whether it is a report or a plan, and what became of it."""
        source = self.registry.sources[statement.source]
        who = self.publisher(source)
        if source.kind is SourceKind.RELAY:
            who = self.words["relay"].format(name=who)
        if statement.wording:
            who = self.words["quoting"].format(who=who, wording=statement.wording)
        if statement.citing:
            who = self.words["citing"].format(who=who, source=self.name_of_source(statement.citing))
        marks = self.marks(statement)
        marks += [self.words["derived"]] if statement.derived else []
        return self.words["marked"].format(marks=", ".join(marks), who=who) if marks else who

    def basis_word(self, statement: Statement) -> str:
        """Return whether a statement reports, plans or considers; nothing of a link of which nobody wrote it.

        Such a link counts as planned by the rules, but its letter may as well tell of a move that was made.
        """
        return "" if is_open_link(statement) else self.language.BASIS_WORDS[self.registry.basis(statement).value]

    def marks(self, statement: Statement) -> list[str]:
        """Return whether a statement reports, plans or considers, and what became of it if it does not hold."""
        status = self.registry.status(statement)
        marks = [word] if (word := self.basis_word(statement)) else []
        marks += [] if status is Status.HOLDS else [self.language.STATUS_WORDS[status.value]]
        return [*dict.fromkeys(marks)]

    def claim_of_whom(self, statement: Statement, of: str) -> str:
        """Return what a statement claims, after its kind; and of whom, if not of the one told of."""
        claim = self.kind_and_claim(statement)
        if statement.about == of:
            return claim
        return self.words["kind and claim"].format(kind=self.name(statement.about), claim=claim)

    def in_words(self, statement: Statement, of: str) -> str:
        """Return what a statement claims, after its kind, and its wording; and of whom, if not of the one told of."""
        claim = self.claim_of_whom(statement, of)
        return self.words["quoting"].format(who=claim, wording=statement.wording) if statement.wording else claim

    def told(self, name: Name) -> str:
        """Return a name in the language of the report, if it is known in that."""
        return in_language(name, self.lang)

    def publisher(self, source: Source) -> str:
        """Return who published a source, or its title if nobody says."""
        return source.publisher or self.told(source.title)

    def name_of_source(self, id_: str) -> str:
        """Return the number of a source, or its title if it has none."""
        source = self.registry.sources[id_]
        return str(source.references[0]) if source.references else self.told(source.title)

    def name(self, reference: str) -> str:
        """Return what a text calls an event, a mission, a deployment, a milestone of one, or a source's appearance."""
        return self.plain_name(reference)

    def plain_name(self, reference: str) -> str:
        """Return the name of an event, mission or deployment, of one of its milestones, or of a source's appearance."""
        id_, _, milestone = reference.partition(".")
        if id_ in self.registry.sources:
            source = self.registry.sources[id_]
            who, day = self.publisher(source), self.appeared(source, self.short_phrases)
            return self.words["publication on" if day else "publication of"].format(source=who, day=day)
        subject = self.registry.subject(id_)
        name = self.deployment(subject) if isinstance(subject, Deployment) else self.told(subject.name)
        if not milestone:
            return name
        return self.words["milestone of"].format(subject=name, milestone=self.language.CLAIM_WORDS[milestone])

    def titled(self, id_: str) -> str:
        """Return the name of an event, mission or deployment for where its id stands beside it, and is not in it."""
        subject = self.registry.subject(id_)
        return self.deployment(subject, by_id=False) if isinstance(subject, Deployment) else self.plain_name(id_)

    def headers(self, *words: str) -> tuple[str, ...]:
        """Return the headers of a table."""
        return tuple(self.words[word] for word in words)


def _iso_or_nothing(day: int) -> str:
    year, month, number = civil(day)
    return f"{year:04}-{month:02}-{number:02}" if 0 <= year <= 9999 else ""


def under_wholes(deployments: Iterable[Deployment]) -> list[Deployment]:
    """Return deployments in their order, but each part below the one of them that it is part of.

    >>> names = {"whole": None, "other": None, "part": "whole"}
    >>> [each.id for each in under_wholes(Deployment(id=id_, contributor="NLD", part_of=whole)
    ...     for id_, whole in names.items())]
    ['whole', 'part', 'other']
    """
    every = {deployment.id: deployment for deployment in deployments}
    below: dict[str | None, list[Deployment]] = defaultdict(list)
    for deployment in every.values():
        below[deployment.part_of if deployment.part_of in every else None].append(deployment)
    found, waiting = [], below[None][::-1]
    while waiting:
        found.append(waiting.pop())
        waiting += below[found[-1].id][::-1]
    return found
