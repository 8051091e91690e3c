"""Who is where, with how many, and why: what is certain, what is perhaps so, and who is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf
from typing import Unpack, cast

from deployments.answers.figures_as_said import total_as_said
from deployments.answers.filters import Filters, refuse_unknown
from deployments.answers.grounds import sources_of
from deployments.answers.results import Period, Presence, Total
from deployments.answers.words import Word
from deployments.records import Source
from deployments.registry import Registry
from deployments.reports import sections
from deployments.reports.answer_phrases import AnswerPhrases
from deployments.reports.record_phrases import under_wholes
from deployments.reports.sections import Section, Style
from deployments.values.calendar import iso
from deployments.values.certainty import Certainty
from deployments.values.dates import Day


class StyledFilters(Filters, Style, total=False):
    """The keywords of a report about some deployments: those of `Filters` and those of `Style`."""


def split(options: StyledFilters) -> tuple[Style, Filters]:
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
    throughout: bool = False,
    not_excluded: bool = False,
    hinges: bool = False,
    **options: Unpack[StyledFilters],
) -> str:
    """Return who is certainly there on the days asked for, who perhaps, why, and how many are left out, as text.

    Takes what `Registry.active` takes, and a `Style`. With `hinges` it says of each answer on which sources it hangs.

    >>> print(active(Registry(), "2022-05-01"))
    Who is there: 1 May 2022
    Nobody, as far as these sources go.
    """
    style, filters = split(options)
    found: Sequence[Presence] = registry.active(
        on, certain=certain, undecided=undecided, throughout=throughout, not_excluded=not_excluded, **filters
    )
    if hinges:
        found = [registry.presence(each.deployment, on, throughout=throughout, hinges=True) for each in found]
    left_out = {} if certain or not_excluded else registry.left_out(on, throughout=throughout, **filters)
    is_anyone = not throughout and registry.anyone(on, **filters).certainty is Certainty.CERTAIN
    reports = _PresenceReports(registry, sections.language(style))
    report = reports.active(on, found, left_out, certain=certain, is_anyone=is_anyone)
    return sections.render(report, style)


def strength(
    registry: Registry,
    on: Day,
    by: str = "contributor",
    *,
    not_excluded: bool = False,
    **options: Unpack[StyledFilters],
) -> str:
    """Return the strengths by contributor, mission or place on the days asked for, and their sum, as text.

    Each is given as it was said; there is no total where nobody states the number of somebody who may be there. Takes
    `Filters`, and a `Style`.

    >>> print(strength(Registry(), "2022-05-01"))
    How many: 1 May 2022
    Nobody, as far as these sources go.
    """
    style, filters = split(options)
    totals = registry.strength_by(by, on, not_excluded=not_excluded, **filters)
    total = registry.strength(on, not_excluded=not_excluded, **filters)
    left_out = {} if not_excluded else registry.left_out(on, **filters)
    report = _PresenceReports(registry, sections.language(style)).strength(on, by, totals, total, left_out)
    return sections.render(report, style)


def periods(registry: Registry, deployment: str, **style: Unpack[Style]) -> str:
    """Return from when to when a deployment is certainly there, and from when to when perhaps, and why, as text.

    >>> import deployments
    >>> print(periods(deployments.example(), "deu-patriot-pol").splitlines()[0])
    When it is there: Germany, Patriot, Poland
    """
    return sections.render(_PresenceReports(registry, sections.language(style)).periods(deployment), style)


class _PresenceReports(AnswerPhrases):
    """The sections of these reports."""

    # --- who ---

    def active(
        self, on: Day, found: Sequence[Presence], left_out: Mapping[Word, int], *, certain: bool, is_anyone: bool
    ) -> Iterator[Section]:
        title = self.words["active"].format(days=self.asked(on))
        if not found:
            yield self.nobody(title, left_out, certain=certain)
            return
        subjects = [presence.deployment.id for presence in found]
        yield Section(title, (*self.newest(), *self.tolerance(subjects, on), *self.stale(found, left_out)))
        sure = [each for each in found if each.certainty is Certainty.CERTAIN]
        perhaps = [each for each in found if each.certainty is not Certainty.CERTAIN and each.word.is_listed]
        others = [each for each in found if each.word.is_left_out and each.certainty is not Certainty.CERTAIN]
        for word, group in (("certainly", sure), ("perhaps", perhaps), ("not excluded", others)):
            if group:
                own = {each.deployment.id: each for each in group}
                ordered = (own[each.id] for each in under_wholes(each.deployment for each in group))
                rows = [(self.deployment(each.deployment), self.figure(each), self.why(each, on)) for each in ordered]
                yield Section(self.words[word], headers=self.headers("about", "strength", "why"), rows=rows)
        someone = [self.words["someone"]] if is_anyone and not sure and perhaps else []
        if lines := [*someone, *self.left_out(left_out)]:
            yield Section(lines=tuple(lines))

    def nobody(self, title: str, left_out: Mapping[Word, int], *, certain: bool = False) -> Section:
        """Return what is said where nobody is listed: for certain, or though somebody may be there."""
        word = "nobody certain" if certain else "nobody listed" if left_out else "nobody"
        return Section(title, (self.words[word], *self.newest(), *self.stale((), left_out), *self.left_out(left_out)))

    def figure(self, presence: Presence) -> str:
        return presence.figure(self.lang)

    def sentence(self, presence: Presence) -> str:
        sentence = presence.sentence(self.lang)
        return sentence if presence.hinges_on is None else f"{sentence} {self.hinges_on(presence.hinges_on)}"

    def why(self, presence: Presence, on: Day) -> str:
        """Return the sentence for an answer on the days asked for, and that its mandate ran out, if it did by then."""
        return f"{self.sentence(presence)} {self.expired(presence, on)}".rstrip()

    def expired(self, presence: Presence, on: Day) -> str:
        """Return the sentence that says that a mandate ran out; nothing if none did."""
        if presence.mandate is not Certainty.NO:
            return ""
        id_ = presence.deployment.id
        mandate = self.registry.authorisation(id_, on).mandate
        if mandate is None:
            return ""
        source = self.registry.sources[mandate.statement.source]
        who = ", ".join(filter(None, (self.publisher(source), self.published(source.published))))
        word = "expired" if mandate.of == id_ else "expired of"
        return self.words[word].format(day=self.value(mandate.statement), who=who, name=self.name(mandate.of))

    def hinges_on(self, sources: Sequence[Source]) -> str:
        """Return the sentence that says on which sources an answer hangs."""
        if not sources:
            return self.words["hinges on none"]
        names = "; ".join(f"{self.publisher(source)} ({source.id})" for source in sources)
        return self.counted("hinges on", len(sources), sources=names)

    def left_out(self, left_out: Mapping[Word, int]) -> list[str]:
        """Return how many may be there and are not listed, and why."""
        counts = [self.counted(f"left out {word.value}", number) for word, number in left_out.items()]
        return [self.words["left out"].format(counts="; ".join(counts))] if counts else []

    def stale(self, found: Iterable[Presence], left_out: Mapping[Word, int]) -> list[str]:
        """Return what "for long" means, if a silence or an old figure is behind any of the answers."""
        silent = any(each.word in (Word.STALE, Word.BRIDGED) or each.strength.last is not None for each in found)
        return [self.staleness()] if silent or Word.STALE in left_out else []

    # --- when ---

    def periods(self, id_: str) -> Iterator[Section]:
        found = self.registry.periods(id_)
        title = self.words["periods"].format(deployment=self.name(id_))
        lines = [*self.newest(), *self.tolerance([id_]), self.staleness()]
        if not found:
            yield Section(title, (self.words["no periods"], *lines))
            return
        rows = [self.period(id_, period) for period in found]
        yield Section(title, tuple(lines), self.headers("when", "certainty", "why"), rows)

    def period(self, id_: str, period: Period) -> tuple[str, ...]:
        """Return the row of a period, with what is said of its first day if it is certain, else of its last."""
        is_certain = period.certainty is Certainty.CERTAIN
        ends = [period.low, period.high] if is_certain else [period.high, period.low]
        day = next((each for each in ends if abs(each) < inf), None)
        why = "" if day is None else self.sentence(self.registry.presence(id_, iso(day)))
        certainty = self.language.CERTAINTY_WORDS[period.certainty.value]
        return self.short_phrases.period(period.low, period.high), certainty, why

    # --- how many ---

    def strength(
        self, on: Day, by: str, totals: Mapping[str, Total], total: Total, left_out: Mapping[Word, int]
    ) -> Iterator[Section]:
        title = self.words["strength on"].format(days=self.asked(on))
        if not total.parts:
            yield self.nobody(title, left_out)
            yield from (Section(rows=[row]) for row in self.stated_total(total))
            return
        presences = {each.id: self.registry.presence(each, on) for own in totals.values() for each, _ in own.parts}
        rows = []
        for name, part in totals.items():
            label = self.group(by, name)
            for deployment, _ in part.parts:
                own = presences[deployment.id]
                certainty = self.language.CERTAINTY_WORDS[own.certainty.value]
                rows.append((label, self.deployment(deployment), certainty, self.figure(own)))
                label = ""
        rows += [(self.words["sum"], "", "", self.sum(total)), *self.stated_total(total)]
        lines = (*self.newest(), *self.tolerance([*presences], on), *self.stale(presences.values(), left_out))
        yield Section(title, lines, self.headers(by, "about", "certainty", "strength"), rows, headed=True)
        if notes := [*self.asides(total), *self.overlaps(totals, total), *self.left_out(left_out)]:
            yield Section(lines=tuple(notes))

    def asides(self, total: Total) -> Iterator[str]:
        """Yield who is not in the sum, and who is in it once."""
        if total.unstated:
            names = "; ".join(map(self.deployment, total.unstated))
            yield self.words["unstated"].format(deployments=names)
        ids = {deployment.id for deployment, _ in total.parts}
        if any(each.origin.id in ids and each.destination.id in ids for each in self.registry.relocations()):
            yield self.words["once"]

    def overlaps(self, totals: Mapping[str, Total], total: Total) -> Iterator[str]:
        """Yield which of the deployments listed are in the number of others, and that some are listed twice."""
        listed = [deployment for own in totals.values() for deployment, _ in own.parts]
        summed = {deployment.id for deployment, _ in total.parts}
        parts = [self.deployment(each) for each in dict.fromkeys(listed) if each.id not in summed]
        if parts:
            yield self.words["parts"].format(deployments="; ".join(parts))
        if len({each.id for each in listed}) < len(listed):
            yield self.words["in several"]

    def stated_total(self, total: Total) -> Iterator[tuple[str, str, str, str]]:
        """Yield the row of the number that sources state of the mission asked for, with who says so, if any does."""
        if (strength := total.reported_total) is not None:
            sources = sources_of(self.registry, strength.statements)
            who = "; ".join(map(self.said, strength.statements))
            figure = self.words["stated by"].format(figure=total_as_said(strength, sources, self.lang), who=who)
            names = {self.told(self.registry.missions[each.about].name): None for each in strength.statements}
            yield self.words["stated total"], ", ".join(names), "", figure

    def group(self, by: str, name: str) -> str:
        """Return the name of a contributor, mission or place, which `by` says."""
        if not name:
            return self.words["none"]
        if by == "mission":
            return self.told(self.registry.missions[name].name)
        for contributor in self.registry.contributors if by == "contributor" else ():
            if str(contributor) == name:
                return self.contributor(contributor)
        return name
