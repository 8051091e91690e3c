"""What was said: the registry by mission and deployment, by day, and by source. Nothing is computed here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf

from deployments.archive import published_by
from deployments.records import (
    CLAIMS,
    Basis,
    Claim,
    ClaimKind,
    Deployment,
    Equipment,
    Event,
    Mission,
    Source,
    Statement,
    Term,
)
from deployments.registry import Registry
from deployments.reports import page, phrases
from deployments.reports.page import DEFAULT, Section
from deployments.reports.words import WORDS
from deployments.values.calendar import civil
from deployments.values.countries import Country, Organisation
from deployments.values.dates import UncertainDate
from deployments.values.quantities import Change, Quantity
from deployments.values.when import When


def overview(
    registry: Registry,
    *,
    format: str = DEFAULT,
    lang: str = "en",
    width: int | None = None,
) -> str:
    """Give the missions, their deployments with every date and strength stated, and the events, as text.

    `format` is one of tabulate's, `lang` is "en" or "nl", `width` that of the terminal in columns. Raises
    `InvalidValueError` for a format or language that is not known.

    >>> print(overview(Registry()))
    Known from no source: the registry is empty.
    """
    return page.render(_Writer(registry, lang).overview(), format, width)


def timeline(
    registry: Registry,
    *,
    format: str = DEFAULT,
    lang: str = "en",
    width: int | None = None,
) -> str:
    """Give every dated claim in order of its first possible day, with its source and wording, as text.

    Takes and raises what `overview` does. `~` marks what is approximate, `?` what the source is unsure of.

    >>> timeline(Registry())
    ''
    """
    return page.render(_Writer(registry, lang).timeline(), format, width)


def sources(
    registry: Registry,
    *,
    format: str = DEFAULT,
    lang: str = "en",
    width: int | None = None,
) -> str:
    """Give the sources in order of publication, with the number of statements that rest on each, as text.

    Takes and raises what `overview` does.

    >>> sources(Registry())
    ''
    """
    return page.render(_Writer(registry, lang).sources(), format, width)


_ONE = Quantity(1, 1)
_TIMES = "\N{MULTIPLICATION SIGN} "


class _Writer:
    """The words of one registry in one language."""

    def __init__(self, registry: Registry, lang: str) -> None:
        phrases.check_language(lang)
        self.registry = registry
        self.lang = lang
        self.words = WORDS[lang]
        by_publication = sorted(registry.sources.values(), key=_publication)
        self.order = {source.id: i for i, source in enumerate(by_publication)}

    # --- overview ---

    def overview(self) -> Iterator[Section]:
        registry = self.registry
        shown: set[str] = set()
        if not registry.missions:
            yield Section(lines=tuple(self.known_from()))
        for i, mission in enumerate(registry.missions.values()):
            own = [d for d in registry.deployments.values() if d.mission == mission.id]
            shown.update(deployment.id for deployment in own)
            yield self.section(mission, self.mission(mission), self.known_from() if i == 0 else ())
            yield from (self.section(deployment, self.deployment(deployment)) for deployment in own)
        rest = [d for d in registry.deployments.values() if d.id not in shown]
        if rest and registry.missions:
            yield Section(self.words["other"])
        yield from (self.section(deployment, self.deployment(deployment)) for deployment in rest)
        rows = [row for event in registry.events.values() for row in self.event(event)]
        if rows:
            yield Section(self.words["events"], headers=self.headers("what", "claim", "said by"), rows=rows)

    def known_from(self) -> list[str]:
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
        name = mission.name.upper() + (f" ({mission.abbreviation})" if mission.abbreviation else "")
        parts = [name, *(country.name_in(self.lang) for country in mission.host)]
        if mission.framework_nation:
            parts.append(self.words["framework nation"].format(mission.framework_nation.name_in(self.lang)))
        return ", ".join(parts)

    def deployment(self, deployment: Deployment) -> str:
        place = deployment.place
        parts = [self.contributor(deployment.contributor), deployment.force]
        if place is not None:
            parts += [place.name, place.country.name_in(self.lang) if place.country else None]
        return ", ".join(part for part in parts if part)

    def contributor(self, contributor: Country | Organisation) -> str:
        return contributor.name_in(self.lang) if isinstance(contributor, Country) else contributor.name

    def section(self, subject: Mission | Deployment, title: str, lines: Iterable[str] = ()) -> Section:
        rows = [*self.rows(subject)]
        if isinstance(subject, Deployment):
            if not self.registry.statements(about=subject.id, kind=ClaimKind.STRENGTH):
                rows.append((self.words["strength"], self.words["not stated"], ""))
            if subject.follows:
                rows.append((self.words["follows"], self.name(subject.follows), ""))
        return Section(title, tuple(lines), self.headers("what", "claim", "said by"), rows)

    def rows(self, subject: Mission | Deployment | Event) -> Iterator[tuple[str, str, str]]:
        kinds = [*CLAIMS[type(subject).__name__.lower()]]
        statements = sorted(
            self.registry.statements(about=subject.id),
            key=lambda s: (kinds.index(s.kind), self.order[s.source], s.locator or "", s.id),
        )
        last = None
        for statement in statements:
            label = self.words[statement.kind.value] if statement.kind is not last else ""
            last = statement.kind
            yield label, self.claim(statement), self.said(statement)

    def event(self, event: Event) -> Iterator[tuple[str, str, str]]:
        rows = [*self.rows(event)]
        name = self.name(event.id)
        if not rows:
            yield name, self.words["not stated"], ""
        for i, (label, value, said) in enumerate(rows):
            yield name if i == 0 else "", f"{label}: {value}" if label else value, said

    # --- one statement ---

    def claim(self, statement: Statement) -> str:
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
        # A label has no plural that we know.
        times = {n: "" if n == _ONE else _TIMES for _, n in value.items}
        return ", ".join(f"{phrases.quantity(n, self.lang, short=True)} {times[n]}{name}" for name, n in value.items)

    def when(self, value: When) -> str:
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
        source = self.registry.sources[statement.source]
        planned = self.registry.basis(statement) is Basis.PLANNED and statement.kind is not ClaimKind.MANDATE
        parts = [self.words["planned"] + "; " if planned else "", source.publisher or source.title]
        if statement.wording:
            parts.append(f', "{statement.wording}"')
        if statement.citing:
            parts.append("; " + self.words["citing"].format(self.name_of_source(statement.citing)))
        return "".join(parts)

    def name_of_source(self, id_: str) -> str:
        source = self.registry.sources[id_]
        return str(source.references[0]) if source.references else source.title

    def name(self, reference: str) -> str:
        id_, _, milestone = reference.partition(".")
        subject = self.registry.subject(id_)
        words = self.deployment(subject) if isinstance(subject, Deployment) else subject.name
        return f"{words} ({self.words[milestone]})" if milestone else words

    # --- timeline and sources ---

    def timeline(self) -> Iterator[Section]:
        dated: list[tuple[tuple[float, float], Statement]] = []
        undated = []
        for statement in self.registry.statements():
            hull = self.hull(statement)
            if hull is None:
                undated.append(statement)
            else:
                dated.append((hull, statement))
        dated.sort(key=lambda pair: (pair[0], self.order[pair[1].source], pair[1].id))
        undated.sort(key=lambda s: (self.order[s.source], s.id))
        headers = ("", *self.headers("when", "about", "what", "said by"))
        for title, entries in (("", [s for _, s in dated]), (self.words["undated"], undated)):
            if entries:
                yield Section(title, headers=headers, rows=[self.entry(s) for s in entries])

    def hull(self, statement: Statement) -> tuple[float, float] | None:
        if isinstance(statement.value, When):
            runs = statement.value.runs
            return (runs[0][0], runs[-1][1]) if runs else None
        day = self.day(statement)
        return None if day is None else day.hull

    def entry(self, statement: Statement) -> tuple[str, ...]:
        label = self.words[statement.kind.value]
        if isinstance(statement.value, When):
            date, when, what = statement.value.on, self.when(statement.value), label
        else:
            date = self.day(statement)
            when = phrases.date(date, self.lang, short=True) if date is not None else ""
            what = f"{label}: {self.value(statement.value)}"
        mark = ("~" if date and date.is_approximate else "") + ("?" if date and date.is_uncertain else "")
        return mark, when, self.name(statement.about), what, self.said(statement)

    def sources(self) -> Iterator[Section]:
        headers = self.headers("published", "source", "kind", "publisher", "title", "references", "statements", "url")
        rows = [self.source(self.registry.sources[id_]) for id_ in self.order]
        if rows:
            yield Section(headers=headers, rows=rows)

    def source(self, source: Source) -> tuple[str, ...]:
        return (
            phrases.date(source.published, self.lang, short=True) if source.published else "",
            source.id,
            self.words[source.kind.value],
            source.publisher or "",
            source.title,
            ", ".join(map(str, source.references)),
            str(len(self.registry.statements(source=source.id))),
            source.url or "",
        )

    def headers(self, *names: str) -> tuple[str, ...]:
        return tuple(self.words[name] for name in names)


def _publication(source: Source) -> tuple[float, float, str]:
    latest = published_by(source)
    date = source.published or source.accessed
    return (-inf if latest is None else latest, date.hull[0] if date else -inf, source.id)


def _text(day: int) -> str:
    year, month, number = civil(day)
    return f"{year:04}-{month:02}-{number:02}" if 0 <= year <= 9999 else ""
