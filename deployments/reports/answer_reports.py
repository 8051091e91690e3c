"""What follows from what was said: who is where, with how many, why, and what was known when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import inf
from typing import Unpack, cast

from deployments.answers.filters import Filters, refuse_unknown
from deployments.answers.results import Changes, Presence, Strength, Total
from deployments.claims import Equipment, Term
from deployments.records import Statement
from deployments.registry import Registry
from deployments.reports import sections
from deployments.reports.record_phrases import RecordPhrases
from deployments.reports.sections import Section, Style
from deployments.solver.bounds import Bounds
from deployments.solver.explanations import Link
from deployments.values.calendar import iso
from deployments.values.dates import Day, UncertainDate
from deployments.values.quantities import Change, Quantity
from deployments.values.when import When


class StyledFilters(Filters, Style, total=False):
    """The keywords of a report about some deployments: those of `Filters` and those of `Style`."""


def _split(options: StyledFilters) -> tuple[Style, Filters]:
    """Return the style and the filters. Raises `TypeError` for a keyword that is of neither."""
    refuse_unknown(options, StyledFilters)
    style = {name: value for name, value in options.items() if name in Style.__optional_keys__}
    filters = {name: value for name, value in options.items() if name not in style}
    return cast("Style", style), cast("Filters", filters)


# All reports raise what their question raises, and what `Style` says.


def active(
    registry: Registry,
    on: Day,
    *,
    certain: bool = False,
    undecided: bool = False,
    unconfirmed: bool = True,
    throughout: bool = False,
    **options: Unpack[StyledFilters],
) -> str:
    """Return who is, or may be, there on the days asked for, and on what that rests, as text.

    Takes what `Registry.active` takes, and a `Style`.

    >>> print(active(Registry(), "2022-05-01"))
    Who is there: 1 May 2022
    Nobody, as far as these sources go.
    """
    style, filters = _split(options)
    found = registry.active(
        on, certain=certain, undecided=undecided, unconfirmed=unconfirmed, throughout=throughout, **filters
    )
    return sections.render(_AnswerReports(registry, sections.language(style)).active(on, found), style)


def strength(registry: Registry, on: Day, by: str = "contributor", **options: Unpack[StyledFilters]) -> str:
    """Return the strengths by contributor, mission or place on the days asked for, and their total, as text.

    Takes `Filters`, and a `Style`.

    >>> print(strength(Registry(), "2022-05-01"))
    Strength: 1 May 2022
    Nobody, as far as these sources go.
    """
    style, filters = _split(options)
    totals, total = registry.strength_by(by, on, **filters), registry.strength(on, **filters)
    return sections.render(_AnswerReports(registry, sections.language(style)).strength(on, by, totals, total), style)


def history(registry: Registry, reference: str, **style: Unpack[Style]) -> str:
    """Return the bounds of a milestone after each source that moved them, as text.

    >>> import deployments
    >>> print(history(deployments.example(), "nld-amdtf-svk.end").splitlines()[2])
    13 other sources moved nothing.
    """
    return sections.render(_AnswerReports(registry, sections.language(style)).history(reference), style)


def explain(registry: Registry, reference: str, **style: Unpack[Style]) -> str:
    """Return why a milestone has its bounds, statement by statement, as text.

    >>> import deployments
    >>> print(explain(deployments.example(), "nld-amdtf-svk.end").splitlines()[0])
    Why Netherlands, Patriot, Sliač, Slovakia (end) is between 18 May and 28 Jun 2023
    """
    return sections.render(_AnswerReports(registry, sections.language(style)).explain(reference), style)


def changes(registry: Registry, since: Day, until: Day, **style: Unpack[Style]) -> str:
    """Return what the sources that appeared after one day, and by another, changed, as text.

    >>> import deployments
    >>> print(changes(deployments.example(), "2023-05-17", "2023-05-20"))
    What changed from 17 May 2023 to 20 May 2023
    Nothing.
    """
    return sections.render(_AnswerReports(registry, sections.language(style)).changes(since, until), style)


def unconfirmed(registry: Registry, day: Day, **style: Unpack[Style]) -> str:
    """Return the milestones that were planned for before a day, and that nobody reported, as text.

    >>> import deployments
    >>> print(unconfirmed(deployments.example(), "2022-04-01"))
    Planned for before 1 April 2022 at the latest, and never reported
    Nothing.
    """
    return sections.render(_AnswerReports(registry, sections.language(style)).unconfirmed(day), style)


def relocations(registry: Registry, **style: Unpack[Style]) -> str:
    """Return the forces that moved from one place to another, as text.

    >>> import deployments
    >>> print(relocations(deployments.example().known_on("2022-04-01")))
    Forces that moved
    Nothing.
    """
    return sections.render(_AnswerReports(registry, sections.language(style)).relocations(), style)


class _AnswerReports(RecordPhrases):
    """The sections of these reports."""

    # --- who and how many ---

    def active(self, on: Day, found: Sequence[Presence]) -> Iterator[Section]:
        title = self.words["active"].format(days=self.asked(on))
        if not found:
            yield Section(title, (self.words["nobody"],))
            return
        subjects = [presence.deployment.id for presence in found]
        rows = [
            (
                self.deployment(presence.deployment),
                self.mark(self.language.CERTAINTY_WORDS[presence.certainty.value], disputed=presence.disputed),
                self.language.REASON_WORDS[presence.rests_on.value],
                self.number(presence.strength),
                "" if presence.last_confirmed is None else self.iso(str(presence.last_confirmed)),
            )
            for presence in found
        ]
        headers = self.headers("about", "certainty", "rests on", "strength", "last confirmed")
        yield Section(title, self.tolerance(subjects, on), headers, rows, headed=True)

    def strength(self, on: Day, by: str, totals: dict[str, Total], total: Total) -> Iterator[Section]:
        title = self.words["strength on"].format(days=self.asked(on))
        if not totals:
            yield Section(title, (self.words["nobody"],))
            return
        rows = []
        for name, part in totals.items():
            label = self.group(by, name)
            for deployment, own in part.parts:
                rows.append((label, self.deployment(deployment), self.number(own)))
                label = ""
        rows.append((self.words["total"], "", self.mark(self.total(total), disputed=total.disputed)))
        subjects = [deployment.id for deployment, _ in total.parts]
        notes = []
        if total.unstated:
            names = "; ".join(map(self.deployment, total.unstated))
            notes.append(self.words["not counted"].format(deployments=names))
        if any(deployment.follows in subjects for deployment, _ in total.parts):
            notes.append(self.words["once"])
        yield Section(title, self.tolerance(subjects, on), self.headers(by, "about", "strength"), rows, headed=True)
        if notes:
            yield Section(lines=tuple(notes))

    def group(self, by: str, name: str) -> str:
        """Return the name of a contributor, mission or place, which `by` says."""
        if not name:
            return self.words["none"]
        if by == "mission":
            return self.registry.missions[name].name
        for deployment in self.registry.deployments.values():
            if by == "contributor" and str(deployment.contributor) == name:
                return self.contributor(deployment.contributor)
        return name

    def number(self, strength: Strength) -> str:
        """Return a strength, with the day that it is carried from."""
        if not strength.is_stated:
            return self.words["unstated"]
        text = self.quantity(strength.low, strength.high)
        if strength.carried and strength.since is not None:
            text = self.words["carried"].format(strength=text, day=self.short_phrases.date(strength.since))
        if strength.planned:
            text = self.words["planned strength"].format(strength=text)
        return self.mark(text, disputed=strength.disputed)

    def total(self, total: Total) -> str:
        return self.quantity(total.low, total.high) if total.is_stated else self.words["unstated"]

    def quantity(self, low: int, high: int | None) -> str:
        if high is None and not low:
            return self.words["unknown"]
        return self.short_phrases.quantity(Quantity(low, high))

    def mark(self, answer: str, *, disputed: bool) -> str:
        return self.words["disputed"].format(answer=answer) if disputed else answer

    # --- why and when ---

    def history(self, reference: str) -> Iterator[Section]:
        revisions = self.registry.history(reference)
        rows = []
        known = Bounds(-inf, inf)
        for revision in revisions:
            bounds = revision.bounds
            if bounds.run != known.run:
                rows.append(
                    (
                        self.published(revision.source.published),
                        revision.source.publisher or revision.source.title,
                        self.end(bounds.low),
                        self.moved(known.low, bounds.low, revision.earliest_moved),
                        self.end(bounds.high),
                        self.moved(known.high, bounds.high, revision.latest_moved),
                    )
                )
            known = bounds
        title = self.words["history"].format(milestone=self.name(reference))
        headers = self.headers("published", "source", "earliest", "moved", "latest", "moved")
        others = self.counted("unmoved", len(revisions) - len(rows))
        yield Section(title, (*self.tolerance([reference.partition(".")[0]]), others), headers, rows, headed=True)

    def moved(self, before: float, after: float, days: int | None) -> str:
        if days is None:
            return "" if before == after else self.words["first known" if abs(before) == inf else "no longer"]
        return self.counted("days moved", abs(days), number=f"{days:+}") if days else ""

    def explain(self, reference: str) -> Iterator[Section]:
        explanation = self.registry.explain(reference)
        title = self.words["why"].format(milestone=self.name(reference), days=self.bounds(explanation.bounds))
        yield Section(title, self.tolerance([reference.partition(".")[0]]))
        headers = self.headers("milestone", "earliest", "claim", "said by")
        for side, bound, chain, sign in (
            ("earliest", explanation.bounds.low, explanation.earliest, "\N{GREATER-THAN OR EQUAL TO}"),
            ("latest", explanation.bounds.high, explanation.latest, "\N{LESS-THAN OR EQUAL TO}"),
        ):
            if chain:
                rows = [self.link(link, sign, before) for before, link in zip((None, *chain), chain, strict=False)]
                yield Section(self.words[f"why {side}"].format(day=self.end(bound)), headers=headers, rows=rows)
            else:
                yield Section(self.words[f"{side} unbounded" if abs(bound) == inf else f"{side} too long"])

    def link(self, link: Link, sign: str, before: Link | None) -> tuple[str, ...]:
        name = self.node(link.milestone)
        if link.statement is None:
            return name, f"{sign} {self.end(link.day)}", "", self.words[self.rule(link, before)]
        claim = self.kind_and_claim(link.statement)
        return name, f"{sign} {self.end(link.day)}", claim, self.said(link.statement)

    def rule(self, link: Link, before: Link | None) -> str:
        """Return the word for what no statement says: from one deployment to another only `follows` leads."""
        if link.milestone.startswith("#"):
            return "date of source"
        ids = [each.milestone.partition(".")[0] for each in (before, link) if each is not None]
        follows = len({*ids} & self.registry.deployments.keys()) > 1
        return "next place" if follows else "rule"

    def node(self, name: str) -> str:
        """Return the name of a milestone, or of the day of an observation."""
        if not name.startswith("#"):
            return self.name(name)
        id_, _, statement = name[1:].partition("#")
        source = self.registry.sources[id_].publisher or id_
        return self.words["day of" if statement else "publication of"].format(source=source)

    def changes(self, since: Day, until: Day) -> Iterator[Section]:
        found = self.registry.changes(since, until)
        title = self.words["changes"].format(since=self.asked(since), until=self.asked(until))
        if not found.sources:
            yield Section(title, (self.words["nothing"],))
            return
        yield Section(title, self.tolerance({statement.about for statement in found.statements}))
        rows: list[tuple[str, ...]] = [
            (self.published(source.published), source.publisher or "", source.title) for source in found.sources
        ]
        yield Section(self.words["new sources"], headers=self.headers("published", "publisher", "title"), rows=rows)
        # Whether a statement held is a matter of that day.
        yield from _AnswerReports(self.registry.known_on(until), self.lang).changed(found)

    def changed(self, found: Changes) -> Iterator[Section]:
        rows = [
            (
                self.name(moved.milestone),
                self.bounds(moved.before),
                self.bounds(moved.after),
                "; ".join(dict.fromkeys(self.said(statement) for statement in moved.statements)),
            )
            for moved in found.moved
        ]
        if rows:
            headers = self.headers("milestone", "before", "after", "said by")
            yield Section(self.words["moved bounds"], headers=headers, rows=rows, headed=True)
        yield from self.listed("new statements", found.statements)
        yield from self.listed("no longer holding", (*found.replaced, *found.overtaken))

    def listed(self, word: str, statements: Iterable[Statement]) -> Iterator[Section]:
        rows = [(self.name(s.about), self.kind_and_claim(s), self.said(s)) for s in statements]
        if rows:
            yield Section(self.words[word], headers=self.headers("about", "claim", "said by"), rows=rows)

    def unconfirmed(self, day: Day) -> Iterator[Section]:
        found = self.registry.unconfirmed(day)
        title = self.words["unconfirmed"].format(day=self.asked(day))
        rows = [
            (
                self.name(each.milestone),
                self.bounds(each.bounds),
                "; ".join(map(self.claim_and_who, each.statements)),
            )
            for each in found
        ]
        if rows:
            subjects = {each.milestone.partition(".")[0] for each in found}
            headers = self.headers("milestone", "planned for", "said by")
            yield Section(title, self.tolerance(subjects), headers, rows, headed=True)
        else:
            yield Section(title, (self.words["nothing"],))

    def claim_and_who(self, statement: Statement) -> str:
        return self.words["claim and who"].format(claim=self.kind_and_claim(statement), who=self.said(statement))

    def relocations(self) -> Iterator[Section]:
        found = self.registry.relocations()
        rows = [
            (
                self.deployment(each.origin),
                self.bounds(each.left),
                self.deployment(each.destination),
                self.bounds(each.arrived),
                "; ".join(dict.fromkeys(map(self.said, each.statements))),
            )
            for each in found
        ]
        headers = self.headers("from", "left", "to", "arrived", "said by")
        subjects = {id_ for each in found for id_ in (each.origin.id, each.destination.id)}
        lines = self.tolerance(subjects) if rows else (self.words["nothing"],)
        yield Section(self.words["relocations"], lines, headers, rows, headed=True)

    # --- days ---

    def asked(self, on: Day) -> str:
        return self.phrases.date(UncertainDate.of(on))

    def published(self, date: UncertainDate | None) -> str:
        return "" if date is None else self.short_phrases.date(date)

    def iso(self, text: str) -> str:
        return self.short_phrases.date(UncertainDate.parse(text))

    def end(self, day: float) -> str:
        """Return one bound."""
        return self.words["unknown"] if abs(day) == inf else self.days(day, day)

    def bounds(self, bounds: Bounds) -> str:
        """Return both bounds, as a person writes them."""
        if bounds.run == (-inf, inf):
            return self.words["unknown"]
        return self.mark(self.days(bounds.low, bounds.high), disputed=bounds.disputed)

    def days(self, low: float, high: float) -> str:
        if any(abs(day) != inf and not -3_000_000 < day < 3_000_000 for day in (low, high)):
            return f"{iso(low)} .. {iso(high)}"
        ends = ["" if abs(day) == inf else iso(day) for day in (low, high)]
        return self.iso(ends[0] if low == high else f"[{ends[0]}..{ends[1]}]")

    def tolerance(self, subjects: Iterable[str], on: Day | None = None) -> tuple[str, ...]:
        """Return what "around" means, if the question has it, or any statement that the answer can depend on."""
        asked = on is not None and UncertainDate.of(on).is_approximate
        reached = sorted({member for subject in subjects for member in self.registry.connected(subject)})
        statements = (statement for id_ in reached for statement in self.registry.statements(about=id_))
        if asked or any(map(_depends_on_tolerance, statements)):
            return (self.around(),)
        return ()


def _depends_on_tolerance(statement: Statement) -> bool:
    """Return whether the days or numbers of a statement depend on the tolerance."""
    value = statement.value
    if statement.as_of is not None and statement.as_of.is_approximate:
        return True
    if isinstance(value, When):
        dates = [value.on, *(t for r in (value.after, value.before, value.during) for t in r)]
        about = any(isinstance(date, UncertainDate) and date.is_approximate for date in dates)
        return about or bool(value.around)
    if isinstance(value, Term):
        return value.of_.approximate
    if isinstance(value, Equipment):
        return any(number.approximate for _, number in value.items)
    if isinstance(value, Change):
        return False
    return value.approximate
