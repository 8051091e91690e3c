"""The words of one registry in one language: names, claims, and who says so."""

from __future__ import annotations

from math import inf

from deployments.claims import Basis, Claim, ClaimKind, Equipment, Term
from deployments.locales import phrases
from deployments.locales.words import WORDS
from deployments.records import Deployment, Mission, Statement
from deployments.registry import Registry
from deployments.solver.bounds import Status
from deployments.solver.resolve import publication
from deployments.values.calendar import civil, iso
from deployments.values.countries import Country, Organisation
from deployments.values.dates import UncertainDate
from deployments.values.quantities import Change, Quantity
from deployments.values.when import When

_ONE = Quantity(1, 1)
_TIMES = "\N{MULTIPLICATION SIGN} "


class Writer:
    """The words of one registry in one language. Raises `InvalidValueError` for a language that has none here."""

    def __init__(self, registry: Registry, lang: str) -> None:
        phrases.check_language(lang)
        self.registry = registry
        self.lang = lang
        self.words = WORDS[lang]
        by_publication = sorted(registry.sources.values(), key=publication)
        self.order = {source.id: i for i, source in enumerate(by_publication)}

    def known_from(self) -> list[str]:
        """Say from how many sources, of which days, all this is known, and what "around" means."""
        dated = [self.registry.sources[id_] for id_ in self.order]
        if not dated:
            return [self.words["no sources"]]
        known = [date for source in dated if (date := source.published or source.accessed) is not None]
        days = [phrases.date(date, self.lang) for date in known]
        if len(dated) == 1:
            line = self.words["one source"].format(*(days or ["?"]))
        else:
            line = self.words["known from"].format(len(dated), *([days[0], days[-1]] if days else ["?", "?"]))
        units = phrases.tolerance(self.registry.tolerance, self.lang)
        return [line, self.words["around"].format(units)]

    def mission(self, mission: Mission) -> str:
        """Name a mission, its host nation and its framework nation."""
        name = mission.name.upper() + (f" ({mission.abbreviation})" if mission.abbreviation else "")
        parts = [name, *(country.name_in(self.lang) for country in mission.host)]
        if mission.framework_nation:
            parts.append(self.words["framework nation"].format(mission.framework_nation.name_in(self.lang)))
        return ", ".join(parts)

    def deployment(self, deployment: Deployment) -> str:
        """Name a deployment: whose, what and where."""
        place = deployment.place
        parts = [self.contributor(deployment.contributor), deployment.force]
        if place is not None:
            parts += [place.name, place.country.name_in(self.lang) if place.country else None]
        return ", ".join(part for part in parts if part)

    def contributor(self, contributor: Country | Organisation) -> str:
        """Name a country or an organisation."""
        return contributor.name_in(self.lang) if isinstance(contributor, Country) else contributor.name

    def claim(self, statement: Statement) -> str:
        """Give what a statement claims, and the day that a number is of."""
        value = self.value(statement.value)
        day = self.day(statement)
        if day is None or isinstance(statement.value, When):
            return value
        return self.words["as of"].format(value, phrases.date(day, self.lang, short=True))

    def day(self, statement: Statement) -> UncertainDate | None:
        """Give the day that a number is of: the one stated, or that of the source if it reports."""
        if isinstance(statement.value, Term) or statement.as_of is not None:
            return statement.as_of
        reported = self.registry.basis(statement) is Basis.REPORTED
        return self.registry.sources[statement.source].published if reported else None

    def value(self, value: Claim) -> str:
        """Give what is claimed."""
        if isinstance(value, When):
            return self.when(value)
        if isinstance(value, Quantity):
            return phrases.quantity(value, self.lang, short=True)
        if isinstance(value, Change):
            return phrases.change(value, self.lang)
        if isinstance(value, Term):
            words = phrases.duration(value.of_, self.lang)
            if value.since is ClaimKind.START:
                return words
            return self.words["counted from"].format(words, self.words[value.since.value])
        return self.equipment(value)

    def equipment(self, value: Equipment) -> str:
        """Give so many of each kind."""
        # A label has no plural that we know.
        times = {n: "" if n == _ONE else _TIMES for _, n in value.items}
        return ", ".join(f"{phrases.quantity(n, self.lang, short=True)} {times[n]}{name}" for name, n in value.items)

    def when(self, value: When) -> str:
        """Give when a milestone is, with the days that "around" takes in."""
        return phrases.when(value, self.lang, short=True, name=self.name, note=self.window(value.on))

    def window(self, date: UncertainDate | None) -> str:
        """Give the days that an approximate date takes in, as a note behind it."""
        runs = date.days(self.registry.tolerance) if date is not None and date.is_approximate else []
        if not runs or inf in (-runs[0][0], runs[-1][1]):
            return ""
        first, last = (_text(int(day)) for day in (runs[0][0], runs[-1][1]))
        if not first or not last:
            return ""
        return f" ({phrases.date(UncertainDate.parse(f'[{first}..{last}]'), self.lang, short=True)})"

    def said(self, statement: Statement) -> str:
        """Name who says so, with the wording, and whether it is a plan."""
        source = self.registry.sources[statement.source]
        planned = self.registry.basis(statement) is Basis.PLANNED and statement.kind is not ClaimKind.MANDATE
        status = self.registry.status(statement)
        marks = [self.words["planned"]] if planned else []
        marks += [] if status is Status.HOLDS else [self.words[status.value]]
        parts = [", ".join(marks) + "; " if marks else "", source.publisher or source.title]
        if statement.wording:
            parts.append(f', "{statement.wording}"')
        if statement.citing:
            parts.append("; " + self.words["citing"].format(self.name_of_source(statement.citing)))
        return "".join(parts)

    def name_of_source(self, id_: str) -> str:
        """Name a source by its number, if it has one."""
        source = self.registry.sources[id_]
        return str(source.references[0]) if source.references else source.title

    def name(self, reference: str) -> str:
        """Name an event, mission, deployment or one of its milestones."""
        id_, _, milestone = reference.partition(".")
        subject = self.registry.subject(id_)
        words = self.deployment(subject) if isinstance(subject, Deployment) else subject.name
        return f"{words} ({self.words[milestone]})" if milestone else words

    def headers(self, *names: str) -> tuple[str, ...]:
        """Give the headers of a table."""
        return tuple(self.words[name] for name in names)


def _text(day: int) -> str:
    """Return the day in ISO 8601, nothing where EDTF would have to write its year in another way."""
    return iso(day) if 0 <= civil(day)[0] <= 9999 else ""
