"""What all reports write of records: the names of missions and deployments, claims, and who says so."""

from __future__ import annotations

from math import inf

from deployments.claims import Basis, Claim, ClaimKind, Equipment, Term
from deployments.phrases.values import Phrases
from deployments.records import Deployment, Mission, Statement
from deployments.registry import Registry
from deployments.solver.bounds import Status
from deployments.solver.resolve import publication
from deployments.values.calendar import civil
from deployments.values.countries import Country, Organisation
from deployments.values.dates import UncertainDate
from deployments.values.quantities import Change, Quantity
from deployments.values.when import When

_ONE = Quantity(1, 1)


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
        by_publication = sorted(registry.sources.values(), key=publication)
        self.order = {source.id: i for i, source in enumerate(by_publication)}

    def counted(self, word: str, count: int, **gaps: object) -> str:
        """Return the sentence of that name in the form that fits a number."""
        return self.phrases.counted(self.language.COUNTED_WORDS[word], count, **gaps)

    def known_from(self) -> list[str]:
        """Return sentences that say how many sources there are, of which days, and what "around" means."""
        ordered = [self.registry.sources[id_] for id_ in self.order]
        if not ordered:
            return [self.words["no sources"]]
        dates = [date for source in ordered if (date := source.published or source.accessed) is not None]
        first, last = (self.phrases.date(dates[i]) if dates else "?" for i in (0, -1))
        return [self.counted("sources", len(ordered), first=first, last=last), self.around()]

    def around(self) -> str:
        """Return the sentence that says what "around" means."""
        return self.words["tolerance"].format(tolerance=self.phrases.tolerance(self.registry.tolerance))

    def mission(self, mission: Mission) -> str:
        """Return the name of a mission, its host nation and its framework nation."""
        name = mission.name.upper() + (f" ({mission.abbreviation})" if mission.abbreviation else "")
        parts = [name, *(country.name_in(self.lang) for country in mission.host)]
        if mission.framework_nation:
            parts.append(self.words["framework nation"].format(country=self.contributor(mission.framework_nation)))
        return ", ".join(parts)

    def deployment(self, deployment: Deployment) -> str:
        """Return what a deployment is called: whose it is, what, and where."""
        place = deployment.place
        parts = [self.contributor(deployment.contributor), deployment.force]
        if place is not None:
            parts += [place.name, place.country.name_in(self.lang) if place.country else None]
        return ", ".join(part for part in parts if part)

    def contributor(self, contributor: Country | Organisation) -> str:
        """Return the name of a country or an organisation."""
        return contributor.name_in(self.lang) if isinstance(contributor, Country) else contributor.name

    def claim(self, statement: Statement) -> str:
        """Return what a statement claims, and the day that a number is of."""
        value = self.value(statement.value)
        day = self.day(statement)
        if day is None or isinstance(statement.value, When):
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
        if isinstance(statement.value, Term) or statement.as_of is not None:
            return statement.as_of
        reported = self.registry.basis(statement) is Basis.REPORTED
        return self.registry.sources[statement.source].published if reported else None

    def value(self, value: Claim) -> str:
        """Return what is claimed."""
        if isinstance(value, When):
            return self.when(value)
        if isinstance(value, Quantity):
            return self.short_phrases.quantity(value)
        if isinstance(value, Change):
            return self.phrases.change(value)
        if isinstance(value, Term):
            duration = self.phrases.duration(value.of_)
            if value.since is ClaimKind.START:
                return duration
            milestone = self.language.CLAIM_WORDS[value.since.value]
            return self.words["counted from"].format(duration=duration, milestone=milestone)
        return self.equipment(value)

    def equipment(self, value: Equipment) -> str:
        """Return how many there are of each kind."""
        # A name has no plural that we know: hence "2 x Patriot battery".
        return ", ".join(
            self.words["one" if number == _ONE else "so many"].format(
                number=self.short_phrases.quantity(number), name=name
            )
            for name, number in value.items
        )

    def when(self, value: When) -> str:
        """Return when a milestone is, with the days that "around" takes in."""
        days = self.window(value.on)
        pattern = self.words["with days"] if days else "{date}"
        return self.short_phrases.when(
            value, name=self.name, annotate=lambda date: pattern.format(date=date, days=days)
        )

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
        """Return who says so, with the wording, and whether it is a plan."""
        source = self.registry.sources[statement.source]
        planned = self.registry.basis(statement) is Basis.PLANNED and statement.kind is not ClaimKind.MANDATE
        status = self.registry.status(statement)
        marks = [self.words["planned"]] if planned else []
        marks += [] if status is Status.HOLDS else [self.language.STATUS_WORDS[status.value]]
        who = source.publisher or source.title
        if statement.wording:
            who = self.words["quoting"].format(who=who, wording=statement.wording)
        if statement.citing:
            who = self.words["citing"].format(who=who, source=self.name_of_source(statement.citing))
        return self.words["marked"].format(marks=", ".join(marks), who=who) if marks else who

    def name_of_source(self, id_: str) -> str:
        """Return the number of a source, or its title if it has none."""
        source = self.registry.sources[id_]
        return str(source.references[0]) if source.references else source.title

    def name(self, reference: str) -> str:
        """Return the name of an event, mission or deployment, or of one of its milestones."""
        id_, _, milestone = reference.partition(".")
        subject = self.registry.subject(id_)
        name = self.deployment(subject) if isinstance(subject, Deployment) else subject.name
        if not milestone:
            return name
        return self.words["milestone of"].format(subject=name, milestone=self.language.CLAIM_WORDS[milestone])

    def headers(self, *words: str) -> tuple[str, ...]:
        """Return the headers of a table."""
        return tuple(self.words[word] for word in words)


def _iso_or_nothing(day: int) -> str:
    year, month, number = civil(day)
    return f"{year:04}-{month:02}-{number:02}" if 0 <= year <= 9999 else ""
